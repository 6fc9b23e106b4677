/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the outcomes of all points to effects or indices. */
#include <sidework/matters.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The outcome of a point of the plan; the difference of policies where there are two. */
static double value(const sw_matters *self, const sw_matter *m, size_t point, uint32_t r)
{
    const sw_exploration *e = self->exploration;
    const uint32_t at = (uint32_t)point, other = at + (uint32_t)self->plan->points.n;
    const double own = sw_exploration_outcome(e, m->outcome, m->threshold, at, r);
    return self->plan->policies == 1
               ? own
               : sw_exploration_outcome(e, m->outcome, m->threshold, other, r) - own;
}

static int gather(const sw_matters *self, sw_matter *m)
{
    const size_t n = self->plan->points.n,
                 replications = self->exploration->n_replications;
    m->y = malloc((n * replications + 1) * sizeof *m->y);
    if (!m->y)
        return SW_MEMORY;
    for (size_t i = 0; i < n; i++)
        for (uint32_t r = 0; r < replications; r++)
            m->y[i * replications + r] = value(self, m, i, r);
    return SW_OK;
}

/* Means and variances of a point over its replications. */
static double mean_of(const double *y, uint32_t n, double *variance)
{
    double mean = 0;
    *variance = 0;
    for (uint32_t r = 0; r < n; r++)
        mean += y[r] / n;
    for (uint32_t r = 0; r < n && n > 1; r++)
        *variance += (y[r] - mean) * (y[r] - mean) / (n - 1);
    return mean;
}

/* The surrogate sees each point once: trajectories without their control, rows by A and B;
 * what stands in one row or trajectory is left out together. */
static int fit_surrogate(const sw_matters *self, sw_matter *m)
{
    const sw_matters_plan *plan = self->plan;
    const int is_morris = plan->design->method == SW_DESIGN_morris;
    const size_t k = (size_t)plan->points.k, groups = (size_t)plan->factors.n_groups;
    const size_t rows = is_morris ? plan->morris.trajectories : plan->saltelli.rows;
    const size_t length = plan->points.n / rows, used = is_morris ? groups + 1 : 2;
    const uint32_t n = self->exploration->n_replications;
    double noise = 0, counted = 0;
    double *u = malloc((rows * used * k + 1) * sizeof *u);
    double *mean = malloc((rows * used + 1) * sizeof *mean);
    int status = SW_MEMORY;
    if (!u || !mean)
        goto out;
    for (size_t i = 0; i < rows * used; i++) {
        const size_t point = i / used * length + i % used;
        double variance;
        memcpy(u + i * k, plan->points.at + point * k, k * sizeof *u);
        mean[i] = mean_of(m->y + point * n, n, &variance);
        if (isnan(mean[i]))
            continue;
        noise += variance / n;
        counted++;
    }
    status = sw_surrogate_fit(&m->surrogate, (int)k, rows * used, u, mean, used,
                              counted > 0 ? noise / counted : 0);
    if (!status)
        sw_surrogate_indices(&m->surrogate, &plan->factors, m->surrogate_first,
                             m->surrogate_total);
out:
    free(u);
    free(mean);
    return status;
}

static double importance(const sw_matters *self, const sw_matter *m, int g)
{
    const double x = self->plan->design->method == SW_DESIGN_morris
                         ? m->screening.effects[g].mu_star.value
                         : m->decomposition.groups[g].total.value;
    return isnan(x) ? -INFINITY : x;
}

/* Insertion: there are at most some hundred; equals stay in the file's order. */
static void sort(const sw_matters *self, sw_matter *m)
{
    for (int i = 0; i < self->plan->factors.n_groups; i++) {
        int at = i;
        for (; at > 0 && importance(self, m, m->order[at - 1]) < importance(self, m, i);
             at--)
            m->order[at] = m->order[at - 1];
        m->order[at] = i;
    }
}

static int make_matter(sw_matters *self, sw_matter *m)
{
    const sw_matters_plan *plan = self->plan;
    const size_t groups = (size_t)plan->factors.n_groups;
    const sw_resampling resampling = {self->exploration->results.seed,
                                      SW_MATTERS_RESAMPLES, SW_MATTERS_LEVEL};
    int status = gather(self, m);
    m->order = calloc(groups, sizeof *m->order);
    m->surrogate_first = calloc(groups, sizeof *m->surrogate_first);
    m->surrogate_total = calloc(groups, sizeof *m->surrogate_total);
    if (!m->order || !m->surrogate_first || !m->surrogate_total)
        status = SW_MEMORY;
    if (!status)
        status =
            plan->design->method == SW_DESIGN_morris
                ? sw_screen(&m->screening, &plan->morris, &plan->points, m->y,
                            &resampling)
                : sw_decompose(&m->decomposition, &plan->saltelli, m->y, &resampling);
    if (!status)
        status = fit_surrogate(self, m);
    if (!status)
        sort(self, m);
    return status == SW_INPUT ? SW_INTERNAL : status;
}

static double highest_rate(const sw_exploration *e)
{
    double highest = NAN;
    for (uint32_t p = 0; p < e->n_points; p++)
        for (uint32_t r = 0; r < e->n_replications; r++)
            highest = fmax(highest,
                           sw_exploration_outcome(e, SW_OUTCOME_highest_rate, 0, p, r));
    return highest;
}

/* Uncertain parameters that no factor stands for. */
static int left_to_chance(const sw_design_file *d)
{
    int n = 0;
    for (int i = 0; i < d->base.n_priors; i++) {
        int found = 0;
        for (int j = 0; j < d->n_factors && !found; j++)
            found = strcmp(d->factors[j].path, d->base.priors[i].path) == 0;
        n += !found;
    }
    return n;
}

int sw_matters_make(sw_matters *self, const sw_matters_plan *plan,
                    const sw_exploration *exploration, sw_diagnostics *diagnostics)
{
    const sw_design_file *d = plan->design;
    const size_t tasks = (size_t)exploration->n_points * exploration->n_replications;
    int status = SW_OK;
    self->plan = plan;
    self->exploration = exploration;
    self->highest_rate = highest_rate(exploration);
    self->n_left_to_chance = left_to_chance(d);
    for (uint32_t p = 0; p < exploration->n_points; p++)
        self->n_failed += exploration->points[p].failed != 0;
    for (size_t t = 0; t < tasks; t++)
        self->incomplete |= !exploration->done[t] &&
                            !exploration->points[t % exploration->n_points].failed;
    self->outcomes[self->n_outcomes++] =
        (sw_matter){.outcome = d->outcome, .threshold = d->threshold};
    if (d->outcome != SW_OUTCOME_final_rate)
        self->outcomes[self->n_outcomes++] =
            (sw_matter){.outcome = SW_OUTCOME_final_rate};
    for (int i = 0; i < self->n_outcomes && !status; i++)
        status = make_matter(self, &self->outcomes[i]);
    if (status == SW_MEMORY)
        sw_fail(diagnostics, status, "no memory for the effects of %d factors",
                "%d 個の因子の効果を求めるためのメモリがありません", d->n_factors);
    else if (status)
        sw_fail(diagnostics, status, "points that are not the plan's", "計画と異なる点");
    return status;
}

void sw_matters_free(sw_matters *self)
{
    for (int i = 0; i < self->n_outcomes; i++) {
        sw_matter *m = &self->outcomes[i];
        free(m->y);
        free(m->order);
        free(m->surrogate_first);
        free(m->surrogate_total);
        sw_screening_free(&m->screening);
        sw_decomposition_free(&m->decomposition);
        sw_surrogate_free(&m->surrogate);
    }
    memset(self, 0, sizeof *self);
}

sw_variation sw_matter_variation(const sw_matters *self, const sw_matter *m)
{
    return self->plan->design->method == SW_DESIGN_morris ? m->screening.variation
                                                          : m->decomposition.variation;
}
