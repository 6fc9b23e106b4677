/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a design file to the plan of a sensitivity analysis: groups, points, futures. */
#include <sidework/matters.h>

#include <stdlib.h>
#include <string.h>

/* Groups are numbered as they appear in the file. */
static int make_groups(sw_matters_plan *self)
{
    const sw_design_file *d = self->design;
    const size_t k = (size_t)d->n_factors;
    int n = 0;
    self->group = calloc(k + 1, sizeof *self->group);
    self->names = calloc(k + 1, sizeof *self->names);
    self->sizes = calloc(k + 1, sizeof *self->sizes);
    self->members = calloc(k + 1, sizeof *self->members);
    if (!self->group || !self->names || !self->sizes || !self->members)
        return SW_MEMORY;
    for (int j = 0; j < d->n_factors; j++) {
        int g = 0;
        while (g < n && strcmp(self->names[g], d->factors[j].group) != 0)
            g++;
        if (g == n) {
            self->names[n] = d->factors[j].group;
            self->members[n++] = j;
        }
        self->group[j] = g;
        self->sizes[g]++;
    }
    self->factors = (sw_grouping){d->n_factors, n, self->group};
    return SW_OK;
}

static int make_points(sw_matters_plan *self, uint32_t replications, uint64_t seed)
{
    const sw_design_file *d = self->design;
    const size_t rows = (size_t)d->points;
    if (d->method == SW_DESIGN_morris) {
        self->morris = (sw_morris_plan){
            self->factors, rows, d->levels ? d->levels : SW_MATTERS_LEVELS, 0, 1,
            replications};
        return sw_points_morris(&self->points, &self->morris, seed);
    }
    self->saltelli = (sw_saltelli_plan){self->factors,   rows, SW_SAMPLING_BEST,
                                        d->second_order, 1,    replications};
    return sw_points_saltelli(&self->points, &self->saltelli, seed);
}

static int refuse(const sw_design_file *d, int status, uint32_t replications,
                  sw_diagnostics *diagnostics)
{
    if (status == SW_MEMORY)
        return sw_fail(diagnostics, status, "%s: no memory for the points",
                       "%s: 点のためのメモリがありません", d->path);
    if (d->method == SW_DESIGN_morris && d->levels % 2)
        return sw_fail(
            diagnostics, status, "%s: levels: %d; Morris's method takes an even number",
            "%s: levels: %d。モリス法では偶数にしてください", d->path, d->levels);
    return sw_fail(diagnostics, status,
                   "%s: too large: at most %d points in all, %d trajectories or rows, %d "
                   "factors, and %d replications a point (here %u)",
                   "%s: 大きすぎます。点は合わせて %d 個、軌道や行は %d 個、因子は %d "
                   "個、各点の試行は %d 回まで（ここでは %u 回）です",
                   d->path, SW_CUBE_POINTS, SW_CUBE_ROWS, SW_CUBE_FACTORS,
                   SW_CUBE_REPLICATIONS, replications);
}

int sw_matters_plan_make(sw_matters_plan *self, const sw_design_file *design,
                         uint32_t replications, uint64_t seed,
                         sw_diagnostics *diagnostics)
{
    if (design->method != SW_DESIGN_morris && design->method != SW_DESIGN_saltelli)
        return sw_fail(
            diagnostics, SW_USAGE,
            "%s: method = \"%s\" is for `sidework explore`; sensitivity takes \"morris\" "
            "(which factors matter at all) or \"saltelli\" (what share each has)",
            "%s: method = \"%s\" は sidework explore で使います。sensitivity では "
            "\"morris\"（効く因子の選別）か \"saltelli\"（各因子の寄与）を指定して"
            "ください",
            design->path, sw_design_method_names[design->method]);
    self->design = design;
    self->policies = design->has_other ? 2 : 1;
    int status = make_groups(self);
    if (!status)
        status = make_points(self, replications, seed);
    return status ? refuse(design, status, replications, diagnostics) : SW_OK;
}

void sw_matters_plan_free(sw_matters_plan *self)
{
    free(self->group);
    free(self->names);
    free(self->sizes);
    free(self->members);
    sw_points_free(&self->points);
    memset(self, 0, sizeof *self);
}
