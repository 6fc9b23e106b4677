/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saltelli's rows to indices. Each row leaves one number for every mean in the head of
 * sensitivity.h; indices are functions of the means of these columns, so that a resample of
 * rows is a weighted mean. Values are first freed of their overall mean, which changes no
 * expectation and much of the noise (Sobol' 1990; Owen 2013, ACM TOMACS 23, 11).
 */
#include "resample.h"

#include <math.h>
#include <stdlib.h>

/* Columns of a row. */
enum { MEAN, CROSS, WITHIN, SAME_FUTURE, UNRELATED, N_COMMON };
enum { FIRST, TOTAL, TOTAL_WITH_CHANCE, N_OF_GROUP };

/* Estimates, in their order: the common ones, then those of each group, then pairs. */
enum {
    OUT_MEAN,
    OUT_VARIANCE_MEAN,
    OUT_VARIANCE_WHOLE,
    OUT_CHANCE,
    OUT_CHANCE_ALONE,
    OUT_SUM_FIRST,
    OUT_UNRELATED,
    N_OUT_COMMON
};
enum { N_OUT_OF_GROUP = 5 };

struct frame {
    const sw_saltelli_plan *plan;
    size_t groups, listed, pairs, length, columns; /* listed: groups and control */
    uint32_t replications;
    double centre;
};

/* Mean of a_r b_s over r != s (over all, if there is one replication). */
static double crossed(const struct frame *f, const double *a, const double *b)
{
    const uint32_t n = f->replications;
    double sum_a = 0, sum_b = 0, same = 0;
    if (n == 1)
        return (a[0] - f->centre) * (b[0] - f->centre);
    for (uint32_t r = 0; r < n; r++) {
        const double x = a[r] - f->centre, y = b[r] - f->centre;
        sum_a += x;
        sum_b += y;
        same += x * y;
    }
    return (sum_a * sum_b - same) / ((double)n * (n - 1));
}

/* Mean of (a - b)_r (c - d)_s over r != s. */
static double crossed_differences(const struct frame *f, const double *a, const double *b,
                                  const double *c, const double *d)
{
    const uint32_t n = f->replications;
    double sum_x = 0, sum_y = 0, same = 0;
    for (uint32_t r = 0; r < n; r++) {
        const double x = a[r] - b[r], y = c[r] - d[r];
        sum_x += x;
        sum_y += y;
        same += x * y;
    }
    return n == 1 ? same : (sum_x * sum_y - same) / ((double)n * (n - 1));
}

/* Mean of b_r (c - a)_s over r != s. */
static double crossed_first(const struct frame *f, const double *b, const double *c,
                            const double *a)
{
    const uint32_t n = f->replications;
    double sum_x = 0, sum_y = 0, same = 0;
    for (uint32_t r = 0; r < n; r++) {
        const double x = b[r] - f->centre, y = c[r] - a[r];
        sum_x += x;
        sum_y += y;
        same += x * y;
    }
    return n == 1 ? same : (sum_x * sum_y - same) / ((double)n * (n - 1));
}

static double mean_square_of_difference(const struct frame *f, const double *a,
                                        const double *b)
{
    double sum = 0;
    for (uint32_t r = 0; r < f->replications; r++)
        sum += (a[r] - b[r]) * (a[r] - b[r]);
    return sum / f->replications;
}

static double mean_of(const struct frame *f, const double *a)
{
    double sum = 0;
    for (uint32_t r = 0; r < f->replications; r++)
        sum += a[r] - f->centre;
    return sum / f->replications;
}

static double variance_within(const struct frame *f, const double *a)
{
    const double mean = mean_of(f, a);
    double sum = 0;
    if (f->replications == 1)
        return 0;
    for (uint32_t r = 0; r < f->replications; r++)
        sum += (a[r] - f->centre - mean) * (a[r] - f->centre - mean);
    return sum / (f->replications - 1);
}

static double same_future(const struct frame *f, const double *a, const double *b)
{
    double sum = 0;
    for (uint32_t r = 0; r < f->replications; r++)
        sum += (a[r] - f->centre) * (b[r] - f->centre);
    return sum / f->replications;
}

static const double *block(const struct frame *f, const double *row, size_t number)
{
    return row + number * f->replications;
}

static void of_group(const struct frame *f, const double *row, size_t g, double *to)
{
    const double *a = block(f, row, 0), *b = block(f, row, 1);
    const int is_control = g == f->groups;
    const double *c = block(f, row, is_control ? f->length - 1 : 2 + g);
    to[FIRST] = crossed_first(f, b, c, a);
    to[TOTAL] = 0.5 * crossed_differences(f, a, c, a, c);
    to[TOTAL_WITH_CHANCE] = 0.5 * mean_square_of_difference(f, a, c);
    if (f->plan->second && !is_control) {
        const double *d = block(f, row, 2 + f->groups + g);
        to[FIRST] = 0.5 * (to[FIRST] + crossed_first(f, a, d, b));
        to[TOTAL] = 0.5 * (to[TOTAL] + 0.5 * crossed_differences(f, b, d, b, d));
        to[TOTAL_WITH_CHANCE] =
            0.5 * (to[TOTAL_WITH_CHANCE] + 0.5 * mean_square_of_difference(f, b, d));
    }
}

static void of_row(const struct frame *f, const double *row, double *to)
{
    const double *a = block(f, row, 0), *b = block(f, row, 1);
    to[MEAN] = 0.5 * (mean_of(f, a) + mean_of(f, b));
    to[CROSS] = 0.5 * (crossed(f, a, a) + crossed(f, b, b));
    to[SAME_FUTURE] = same_future(f, a, b);
    to[UNRELATED] = 0.5 * (crossed(f, a, b) + crossed(f, b, a));
    to[WITHIN] = 0;
    for (size_t p = 0; p < f->length; p++)
        to[WITHIN] += variance_within(f, block(f, row, p)) / (double)f->length;
    for (size_t g = 0; g < f->listed; g++)
        of_group(f, row, g, to + N_COMMON + g * N_OF_GROUP);
    double *pair = to + N_COMMON + f->listed * N_OF_GROUP;
    for (size_t g = 0; f->plan->second && g < f->groups; g++)
        for (size_t h = g + 1; h < f->groups; h++) {
            const double *ab_g = block(f, row, 2 + g), *ab_h = block(f, row, 2 + h);
            const double *ba_g = block(f, row, 2 + f->groups + g);
            const double *ba_h = block(f, row, 2 + f->groups + h);
            *pair++ = 0.5 * (crossed(f, ba_g, ab_h) + crossed(f, ba_h, ab_g));
        }
}

static double ratio(double x, double of)
{
    return of > 0 ? x / of : (double)NAN;
}

static void evaluate(const void *context, const double *means, double *out)
{
    const struct frame *f = context;
    const double square = means[MEAN] * means[MEAN];
    const double explained = means[CROSS] - means[UNRELATED],
                 whole = explained + means[WITHIN];
    const double chance = f->replications > 1 ? ratio(means[WITHIN], whole) : (double)NAN;
    double sum = 0;
    out[OUT_MEAN] = means[MEAN] + f->centre;
    out[OUT_VARIANCE_MEAN] = explained;
    out[OUT_VARIANCE_WHOLE] = whole;
    out[OUT_CHANCE] = chance;
    out[OUT_CHANCE_ALONE] =
        f->replications > 1 ? ratio(means[SAME_FUTURE] - square, whole) : (double)NAN;
    out[OUT_UNRELATED] = ratio(means[UNRELATED] - square, explained);
    for (size_t g = 0; g < f->listed; g++) {
        const double *of = means + N_COMMON + g * N_OF_GROUP;
        double *to = out + N_OUT_COMMON + g * N_OUT_OF_GROUP;
        to[0] = ratio(of[FIRST], explained);
        to[1] = ratio(of[TOTAL], explained);
        to[2] = ratio(of[FIRST], whole);
        to[3] = ratio(of[TOTAL], whole);
        to[4] = ratio(of[TOTAL_WITH_CHANCE], whole);
        sum += g < f->groups ? to[0] : 0;
    }
    out[OUT_SUM_FIRST] = sum;
    const double *pair = means + N_COMMON + f->listed * N_OF_GROUP;
    double *to = out + N_OUT_COMMON + f->listed * N_OUT_OF_GROUP;
    for (size_t g = 0; f->pairs && g < f->groups; g++)
        for (size_t h = g + 1; h < f->groups; h++)
            *to++ = ratio(*pair++ - means[UNRELATED], explained) -
                    out[N_OUT_COMMON + g * N_OUT_OF_GROUP] -
                    out[N_OUT_COMMON + h * N_OUT_OF_GROUP];
}

void sw_decomposition_free(sw_decomposition *self)
{
    free(self->groups);
    free(self->pairs);
    *self = (sw_decomposition){0};
}

static int is_whole(const struct frame *f, const double *row)
{
    for (size_t i = 0; i < f->length * f->replications; i++)
        if (!isfinite(row[i]))
            return 0;
    return 1;
}

/* Counts the whole rows, finds the mean of A and B, and whether all values are one. */
static size_t look(struct frame *f, const double *y, int *constant)
{
    const size_t width = f->length * f->replications;
    const double *some = NULL;
    double sum = 0;
    size_t n = 0;
    *constant = 1;
    for (size_t i = 0; i < f->plan->rows; i++) {
        const double *row = y + i * width;
        if (!is_whole(f, row))
            continue;
        some = some ? some : row;
        for (size_t v = 0; v < width; v++)
            *constant &= row[v] == *some;
        for (size_t v = 0; v < 2 * (size_t)f->replications; v++)
            sum += row[v];
        n++;
    }
    f->centre = n ? sum / (2.0 * (double)n * f->replications) : 0;
    return n;
}

/* The estimates, in their order, to their places. */
static void place(sw_decomposition *self, const struct frame *f, const sw_estimated *from)
{
    self->mean = from[OUT_MEAN];
    self->variance_mean = from[OUT_VARIANCE_MEAN];
    self->variance_whole = from[OUT_VARIANCE_WHOLE];
    self->chance = from[OUT_CHANCE];
    self->chance_alone = from[OUT_CHANCE_ALONE];
    self->sum_first = from[OUT_SUM_FIRST];
    self->unrelated = from[OUT_UNRELATED];
    for (size_t g = 0; g < f->listed; g++) {
        const sw_estimated *of = from + N_OUT_COMMON + g * N_OUT_OF_GROUP;
        self->groups[g] = (sw_indices){of[0], of[1], of[2], of[3], of[4]};
    }
    for (size_t p = 0; p < f->pairs; p++)
        self->pairs[p] = from[N_OUT_COMMON + f->listed * N_OUT_OF_GROUP + p];
}

/* Nothing is known of the shares of an output that is always the same, or of none. */
static void blank(const struct frame *f, sw_estimated *all, size_t n, int constant)
{
    for (size_t e = 0; e < n; e++)
        all[e] = (sw_estimated){NAN, NAN, NAN};
    if (!constant)
        return;
    all[OUT_MEAN] = (sw_estimated){f->centre, f->centre, f->centre};
    all[OUT_VARIANCE_MEAN] = all[OUT_VARIANCE_WHOLE] = (sw_estimated){0, 0, 0};
}

static int estimate(sw_decomposition *self, const struct frame *f, const double *y,
                    const sw_resampling *resampling, sw_estimated *all, size_t n_all)
{
    double below;
    double *rows = malloc((self->rows * f->columns + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return SW_MEMORY;
    for (size_t i = 0; i < f->plan->rows; i++) {
        const double *row = y + i * f->length * f->replications;
        if (is_whole(f, row))
            of_row(f, row, rows + f->columns * n++);
    }
    const sw_bootstrap bootstrap = {rows, n,     f->columns,        evaluate,
                                    f,    n_all, OUT_VARIANCE_MEAN, SW_RESAMPLED_ROWS};
    const int status = sw_bootstrap_run(&bootstrap, resampling, all, &below);
    if (!status)
        self->variation = !(all[OUT_VARIANCE_MEAN].value > 0)   ? SW_VARIATION_CHANCE
                          : below > (1 - resampling->level) / 2 ? SW_VARIATION_NOISE
                                                                : SW_VARIATION_CLEAR;
    free(rows);
    return status;
}

int sw_decompose(sw_decomposition *self, const sw_saltelli_plan *plan, const double *y,
                 const sw_resampling *resampling)
{
    const size_t groups = (size_t)plan->factors.n_groups;
    const size_t listed = groups + (plan->control != 0);
    const size_t pairs = plan->second ? groups * (groups - 1) / 2 : 0;
    struct frame f = {plan,
                      groups,
                      listed,
                      pairs,
                      sw_saltelli_length(plan),
                      N_COMMON + listed * N_OF_GROUP + pairs,
                      plan->replications,
                      0};
    const size_t n_all = N_OUT_COMMON + listed * N_OUT_OF_GROUP + pairs;
    int status = SW_MEMORY, constant;
    *self = (sw_decomposition){0};
    if (!sw_grouping_valid(&plan->factors) || plan->replications < 1)
        return SW_INPUT;
    sw_estimated *all = malloc(n_all * sizeof *all);
    self->groups = calloc(listed, sizeof *self->groups);
    self->pairs = pairs ? calloc(pairs, sizeof *self->pairs) : NULL;
    if (!all || !self->groups || (pairs && !self->pairs))
        goto out;
    self->n_groups = (int)groups;
    self->control = plan->control != 0;
    self->second = plan->second != 0;
    self->replications = plan->replications;
    self->rows = look(&f, y, &constant);
    status = SW_OK;
    if (self->rows < 2 || constant) {
        self->variation = self->rows < 2 ? SW_VARIATION_UNKNOWN : SW_VARIATION_CONSTANT;
        blank(&f, all, n_all, self->rows >= 2);
    } else
        status = estimate(self, &f, y, resampling, all, n_all);
    if (!status)
        place(self, &f, all);
out:
    free(all);
    if (status)
        sw_decomposition_free(self);
    return status;
}

sw_index_note sw_index_note_of(sw_estimated index)
{
    if (index.value < 0)
        return index.high < 0 ? SW_INDEX_DOUBTFUL : SW_INDEX_NEGATIVE;
    if (index.value > 1)
        return index.low > 1 ? SW_INDEX_DOUBTFUL : SW_INDEX_ABOVE;
    return SW_INDEX_PLAIN;
}
