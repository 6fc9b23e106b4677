/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Morris's trajectories to elementary effects. */
#include "resample.h"

#include <math.h>
#include <stdlib.h>

/* Columns of a trajectory for each group. */
enum { EFFECT, SIZE, SQUARE, CHANCE, N_OF_GROUP };
enum { OUT_MU, OUT_MU_STAR, OUT_SIGMA, OUT_CHANCE, N_OUT };

struct frame {
    const sw_morris_plan *plan;
    const sw_points *points;
    const double *y;
    size_t length, listed; /* groups and control */
    size_t used;
    double step; /* of u */
};

static const double *values(const struct frame *f, size_t point)
{
    return f->y + point * f->plan->replications;
}

/* The group that moves from point to the next: -1 if it is none, or more than one. */
static int mover(const struct frame *f, size_t point)
{
    const size_t k = (size_t)f->points->k;
    const double *from = f->points->at + point * k, *to = from + k;
    int group = -1;
    for (size_t j = 0; j < k; j++) {
        if (from[j] == to[j])
            continue;
        if (group >= 0 && group != f->plan->factors.group[j])
            return -1;
        group = f->plan->factors.group[j];
    }
    return group;
}

/* +1 or -1 where a group is one factor, else 0: there is no direction. */
static double direction(const struct frame *f, size_t point, int group)
{
    const size_t k = (size_t)f->points->k;
    const double *from = f->points->at + point * k, *to = from + k;
    double sign = 0;
    int members = 0;
    for (size_t j = 0; j < k; j++)
        if (f->plan->factors.group[j] == group) {
            sign = to[j] > from[j] ? 1 : -1;
            members++;
        }
    return members == 1 ? sign : 0;
}

/* The effect of going from a to b, over replications. */
static void effect(const struct frame *f, const double *a, const double *b, double sign,
                   double *to)
{
    const uint32_t n = f->plan->replications;
    double mean = 0, square = 0;
    for (uint32_t r = 0; r < n; r++)
        mean += (b[r] - a[r]) / f->step / n;
    for (uint32_t r = 0; r < n && n > 1; r++) {
        const double d = (b[r] - a[r]) / f->step - mean;
        square += d * d / (n - 1);
    }
    to[EFFECT] = sign != 0 ? sign * mean : fabs(mean);
    to[SIZE] = fabs(mean);
    to[SQUARE] = mean * mean;
    to[CHANCE] = n > 1 ? square / n : (double)NAN;
}

/* The row of one trajectory; 0 if a point of it has no value. */
static int of_trajectory(const struct frame *f, size_t t, double *row, int *status)
{
    const size_t start = t * f->length, groups = (size_t)f->plan->factors.n_groups;
    for (size_t p = 0; p < f->length; p++)
        for (uint32_t r = 0; r < f->plan->replications; r++)
            if (!isfinite(values(f, start + p)[r]))
                return 0;
    for (size_t s = 0; s < groups; s++) {
        const int g = mover(f, start + s);
        if (g < 0) {
            *status = SW_INPUT;
            return 0;
        }
        effect(f, values(f, start + s), values(f, start + s + 1),
               direction(f, start + s, g), row + (size_t)g * N_OF_GROUP);
    }
    if (f->plan->control)
        effect(f, values(f, start), values(f, start + f->length - 1), 1,
               row + groups * N_OF_GROUP);
    return 1;
}

static void evaluate(const void *context, const double *means, double *out)
{
    const struct frame *f = context;
    const double n = (double)f->used;
    for (size_t g = 0; g < f->listed; g++) {
        const double *of = means + g * N_OF_GROUP;
        const double variance = (of[SQUARE] - of[EFFECT] * of[EFFECT]) * n / (n - 1);
        out[g * N_OUT + OUT_MU] = of[EFFECT];
        out[g * N_OUT + OUT_MU_STAR] = of[SIZE];
        out[g * N_OUT + OUT_SIGMA] = sqrt(variance > 0 ? variance : 0);
        out[g * N_OUT + OUT_CHANCE] = sqrt(of[CHANCE]);
    }
}

void sw_screening_free(sw_screening *self)
{
    free(self->effects);
    *self = (sw_screening){0};
}

static int members(const sw_grouping *factors, int group)
{
    int n = 0;
    for (int j = 0; j < factors->k; j++)
        n += factors->group[j] == group;
    return n;
}

static void place(sw_screening *self, const struct frame *f, const sw_estimated *from)
{
    const double sqrt_2_over_pi = 0.79788456080286536;
    int beyond = 0;
    for (size_t g = 0; g < f->listed; g++) {
        const sw_estimated *of = from + g * N_OUT;
        sw_effect *to = &self->effects[g];
        *to = (sw_effect){of[OUT_MU], of[OUT_MU_STAR], of[OUT_SIGMA],
                          of[OUT_CHANCE].value, sqrt_2_over_pi * of[OUT_CHANCE].value};
        if (g < (size_t)self->n_groups && members(&f->plan->factors, (int)g) > 1)
            to->mu = (sw_estimated){NAN, NAN, NAN};
        beyond |= g < (size_t)self->n_groups && sw_effect_beyond_chance(to, f->used);
    }
    self->variation = beyond ? SW_VARIATION_CLEAR : SW_VARIATION_NOISE;
}

int sw_effect_beyond_chance(const sw_effect *self, size_t trajectories)
{
    /* |N(0, 1)| has mean 0.798 and sd 0.603; three standard errors, for there are many
     * factors */
    const double sd_of_size = 0.60281;
    if (isnan(self->chance))
        return self->mu_star.value > 0;
    return self->mu_star.value >
           self->noise + 3 * sd_of_size * self->chance / sqrt((double)trajectories);
}

/* The rows of whole trajectories, and what all points say. */
static int gather(sw_screening *self, struct frame *f, double *rows, int *constant)
{
    const size_t columns = f->listed * N_OF_GROUP, n = f->plan->replications;
    const double *some = NULL;
    double sum = 0;
    int status = SW_OK;
    *constant = 1;
    for (size_t t = 0; t < f->plan->trajectories && !status; t++) {
        if (!of_trajectory(f, t, rows + f->used * columns, &status))
            continue;
        const double *first = values(f, t * f->length);
        const size_t counted = n * ((size_t)f->plan->factors.n_groups + 1);
        some = some ? some : first;
        for (size_t v = 0; v < n * f->length; v++)
            *constant &= first[v] == *some;
        for (size_t v = 0; v < counted; v++)
            sum += first[v] / (double)counted;
        f->used++;
    }
    self->trajectories = f->used;
    self->mean = f->used ? sum / (double)f->used : (double)NAN;
    return status;
}

int sw_screen(sw_screening *self, const sw_morris_plan *plan, const sw_points *points,
              const double *y, const sw_resampling *resampling)
{
    const size_t listed = (size_t)plan->factors.n_groups + (plan->control != 0);
    const double cells = plan->ends ? plan->levels - 1 : plan->levels;
    struct frame f = {
        plan, points, y, sw_morris_length(plan), listed, 0, plan->levels / 2 / cells};
    int status = SW_MEMORY, constant;
    *self = (sw_screening){0};
    if (!sw_grouping_valid(&plan->factors) || points->k != plan->factors.k ||
        points->n < plan->trajectories * f.length || plan->replications < 1)
        return SW_INPUT;
    double *rows = malloc(plan->trajectories * listed * N_OF_GROUP * sizeof *rows);
    sw_estimated *all = malloc(listed * N_OUT * sizeof *all);
    self->effects = calloc(listed, sizeof *self->effects);
    if (!rows || !all || !self->effects)
        goto out;
    self->n_groups = plan->factors.n_groups;
    self->control = plan->control != 0;
    status = gather(self, &f, rows, &constant);
    if (status)
        goto out;
    const sw_bootstrap bootstrap = {
        rows,           f.used, listed * N_OF_GROUP, evaluate, &f,
        listed * N_OUT, OUT_MU, SW_RESAMPLED_MORRIS};
    if (f.used >= 2) {
        status = sw_bootstrap_run(&bootstrap, resampling, all, NULL);
        if (!status)
            place(self, &f, all);
    }
    if (f.used < 2 || constant)
        self->variation = f.used < 2 ? SW_VARIATION_UNKNOWN : SW_VARIATION_CONSTANT;
    for (size_t g = 0; f.used < 2 && g < listed; g++) {
        const sw_estimated none = {NAN, NAN, NAN};
        self->effects[g] = (sw_effect){none, none, none, NAN, NAN};
    }
out:
    free(rows);
    free(all);
    if (status)
        sw_screening_free(self);
    return status;
}
