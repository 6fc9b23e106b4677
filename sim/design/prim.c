/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for boxes, and what each of them is asked: shuffles, halves, quasi p. */
#include "design_parts.h"
#include "prim_parts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A search under way. Of each half and factor one limit low and high is kept. */
struct search {
    const sw_prim_options *options;
    sw_prim_room room;
    const double *y;
    unsigned char *left, *some; /* [n] not yet in a box; of these a half */
    uint32_t *order;            /* [n] */
    uint32_t *members;          /* [n] points left, by number */
    size_t n_left;
    double *shuffled;     /* [n] */
    double *lows, *highs; /* [k][halves] */
    sw_prim_side *box;    /* [k] the one that is asked */
};

static void search_free(struct search *s)
{
    sw_prim_room_free(&s->room);
    free(s->left);
    free(s->some);
    free(s->order);
    free(s->members);
    free(s->shuffled);
    free(s->lows);
    free(s->highs);
    free(s->box);
}

static int search_make(struct search *s, int k, size_t n, const double *x,
                       const double *y, const int *categories,
                       const sw_prim_options *options)
{
    const size_t limits = (size_t)k * (size_t)(options->halves + 1);
    *s = (struct search){.options = options, .y = y};
    if (sw_prim_room_make(&s->room, k, n, x, y, categories, options))
        return SW_MEMORY;
    s->left = calloc(n + 1, 1);
    s->some = calloc(n + 1, 1);
    s->order = malloc((n + 1) * sizeof *s->order);
    s->members = malloc((n + 1) * sizeof *s->members);
    s->shuffled = malloc((n + 1) * sizeof *s->shuffled);
    s->lows = malloc(limits * sizeof *s->lows);
    s->highs = malloc(limits * sizeof *s->highs);
    s->box = malloc((size_t)k * sizeof *s->box);
    return s->left && s->some && s->order && s->members && s->shuffled && s->lows &&
                   s->highs && s->box
               ? SW_OK
               : SW_MEMORY;
}

/* How often shuffled points give a box as good. */
static double shuffle_p(struct search *s, int number, double f)
{
    const int n = s->options->shuffles;
    int as_good = 0;
    s->room.y = s->shuffled;
    for (int b = 0; b < n; b++) {
        const sw_key key =
            sw_key_of(s->options->seed, (uint32_t)b, SW_STREAM_RESAMPLE, SW_SHUFFLED_BOX);
        sw_design_shuffle(s->order, (uint32_t)s->n_left, key, (uint32_t)number);
        for (size_t m = 0; m < s->n_left; m++)
            s->shuffled[s->members[m]] = s->y[s->members[s->order[m]]];
        as_good += sw_prim_find(&s->room, s->left) >= f;
    }
    s->room.y = s->y;
    return (1.0 + as_good) / (1.0 + n);
}

/* Points and y in a box (NULL: anywhere) among those marked (NULL: all that are left). */
static void inside(const struct search *s, const sw_prim_side *box,
                   const unsigned char *marked, int mark, double *n, double *sum)
{
    *n = *sum = 0;
    for (size_t m = 0; m < s->n_left; m++) {
        const uint32_t i = s->members[m];
        if (marked && marked[i] != mark)
            continue;
        if (!box ||
            sw_prim_within(&s->room, box, s->room.x + (size_t)i * (size_t)s->room.k)) {
            *n += 1;
            *sum += s->y[i];
        }
    }
}

static double quasi_p(const struct search *s, int j)
{
    double n, sum, n_without, sum_without;
    const sw_prim_side own = s->box[j];
    inside(s, s->box, NULL, 0, &n, &sum);
    s->box[j] = (sw_prim_side){-INFINITY, INFINITY, UINT64_MAX};
    inside(s, s->box, NULL, 0, &n_without, &sum_without);
    s->box[j] = own;
    const unsigned hits = (unsigned)floor(sum);
    return hits ? gsl_cdf_binomial_Q(hits - 1, sum_without / n_without, (unsigned)n) : 1;
}

/* Drops limits that may mean nothing, the worst first; one is left in any case. */
static void drop_limits(const struct search *s)
{
    const int k = s->room.k;
    for (;;) {
        int worst = -1, limited = 0;
        double highest = s->options->p;
        for (int j = 0; j < k; j++) {
            if (!sw_prim_limited(&s->room, s->box, j))
                continue;
            const double p = quasi_p(s, j);
            limited++;
            if (p > highest) {
                highest = p;
                worst = j;
            }
        }
        if (worst < 0 || limited < 2)
            return;
        s->box[worst] = sw_prim_side_open(&s->room, worst);
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median, the lower one; the limits may be infinite. */
static double middle(double *values, size_t n)
{
    if (!n)
        return NAN;
    qsort(values, n, sizeof *values, by_size);
    return values[(n - 1) / 2];
}

/* Marks a half of what is left with 1, the others with 2. */
static void halve(struct search *s, int number, int b)
{
    const sw_key key =
        sw_key_of(s->options->seed, (uint32_t)b, SW_STREAM_RESAMPLE, SW_RESAMPLED_BOX);
    sw_design_shuffle(s->order, (uint32_t)s->n_left, key, (uint32_t)number);
    memset(s->some, 0, s->room.n);
    for (size_t m = 0; m < s->n_left; m++)
        s->some[s->members[s->order[m]]] = m < s->n_left / 2 ? 1 : 2;
}

/* Boxes of halves: how they do in the other half, and which factors they limit. */
static void ask_halves(struct search *s, sw_prim_box *box, int number)
{
    const int k = s->room.k, halves = s->options->halves;
    double held_n = 0, held_sum = 0, sum_2 = 0;
    unsigned char *half = s->left; /* lent while sw_prim_find looks at one half */
    memset(s->lows, 0, (size_t)k * (size_t)halves * sizeof *s->lows);
    for (int b = 0; b < halves; b++) {
        halve(s, number, b);
        for (size_t i = 0; i < s->room.n; i++)
            half[i] = s->some[i] == 1;
        const double found = sw_prim_find(&s->room, half);
        double n, sum;
        inside(s, s->room.chosen, s->some, 2, &n, &sum);
        held_n += found > 0 ? n : 0;
        held_sum += found > 0 ? sum : 0;
        for (size_t m = 0; m < s->n_left; m++)
            sum_2 += s->some[s->members[m]] == 2 ? s->y[s->members[m]] : 0;
        for (int j = 0; j < k; j++) {
            const int limited = found > 0 && sw_prim_limited(&s->room, s->room.chosen, j);
            const size_t place = (size_t)j * (size_t)halves + (size_t)b;
            s->lows[place] = limited ? s->room.chosen[j].low : (double)NAN;
            s->highs[place] = limited ? s->room.chosen[j].high : (double)NAN;
        }
    }
    memset(s->left, 0, s->room.n);
    for (size_t m = 0; m < s->n_left; m++)
        s->left[s->members[m]] = 1;
    box->held_density = held_n > 0 ? held_sum / held_n : (double)NAN;
    box->held_coverage = sum_2 > 0 ? held_sum / sum_2 : (double)NAN;
    for (int j = 0; j < k; j++) {
        double *low = s->lows + (size_t)j * (size_t)halves;
        double *high = s->highs + (size_t)j * (size_t)halves;
        size_t n = 0;
        for (int b = 0; b < halves; b++)
            if (!isnan(low[b])) {
                low[n] = low[b];
                high[n++] = high[b];
            }
        box->limits[j].again = halves ? (double)n / halves : (double)NAN;
        box->limits[j].low_of_halves = middle(low, n);
        box->limits[j].high_of_halves = middle(high, n);
    }
}

/* Keeps the box that was just found. */
static int keep(const struct search *s, sw_prim_box *box, double p)
{
    const sw_prim_room *room = &s->room;
    sw_prim_step *step;
    double n, sum, all_n, all_sum;
    box->limits = calloc((size_t)room->k, sizeof *box->limits);
    box->path = malloc(room->n_steps * sizeof *box->path);
    if (!box->limits || !box->path)
        return SW_MEMORY;
    memcpy(box->path, room->path, room->n_steps * sizeof *box->path);
    memcpy(s->box, room->chosen, (size_t)room->k * sizeof *s->box);
    box->n_steps = room->n_steps;
    box->chosen = room->best;
    box->p = p;
    drop_limits(s);
    inside(s, s->box, NULL, 0, &n, &sum);
    inside(s, NULL, NULL, 0, &all_n, &all_sum);
    step = &box->path[box->chosen];
    *step = (sw_prim_step){n / all_n, sum / n, sum / all_sum, 0};
    box->density = step->density;
    for (int j = 0; j < room->k; j++) {
        sw_prim_limit *limit = &box->limits[j];
        *limit = (sw_prim_limit){.low = s->box[j].low,
                                 .high = s->box[j].high,
                                 .allowed = s->box[j].allowed,
                                 .limited = sw_prim_limited(room, s->box, j),
                                 .quasi_p = NAN};
        step->limited += limit->limited;
        if (limit->limited)
            limit->quasi_p = quasi_p(s, j);
    }
    return SW_OK;
}

/* Takes the points of the box away. */
static void leave(struct search *s, sw_prim_box *box)
{
    size_t n = 0;
    for (size_t m = 0; m < s->n_left; m++) {
        const uint32_t i = s->members[m];
        if (sw_prim_within(&s->room, s->box, s->room.x + (size_t)i * (size_t)s->room.k)) {
            s->left[i] = 0;
            box->n++;
        } else
            s->members[n++] = i;
    }
    s->n_left = n;
}

/* One box more; *more is 0 where there is none. */
static int next_box(sw_prim *self, struct search *s, double all, int *more)
{
    sw_prim_box *box = &self->boxes[self->n_boxes];
    const double f = sw_prim_find(&s->room, s->left);
    *more = 0;
    if (!(f > 0) || s->room.path[s->room.best].limited == 0)
        return SW_OK;
    const double p = shuffle_p(s, self->n_boxes, f);
    if (p > s->options->p) {
        self->p_none = p;
        return SW_OK;
    }
    sw_prim_find(&s->room, s->left); /* again: the shuffles took its place */
    const int status = keep(s, box, p);
    self->n_boxes++; /* also where it failed, so that it is freed */
    if (status)
        return status;
    ask_halves(s, box, self->n_boxes - 1);
    leave(s, box);
    box->mass = (double)box->n / (double)self->n;
    box->coverage = box->density * (double)box->n / all;
    *more = self->n_boxes < s->options->boxes && s->n_left >= 2;
    return SW_OK;
}

static int check(int k, size_t n, const double *x, const double *y, const int *categories)
{
    if (k < 1 || n < 1 || n > UINT32_MAX)
        return SW_INPUT;
    for (size_t i = 0; i < n; i++) {
        if (y[i] < 0 || y[i] > 1)
            return SW_INPUT;
        for (int j = 0; j < k; j++) {
            const double v = x[i * (size_t)k + (size_t)j];
            const int c = categories ? categories[j] : 0;
            if (isnan(v) || c < 0 || c > SW_MAX_CATEGORIES ||
                (c && !(v >= 0 && v < c && v == floor(v))))
                return SW_INPUT;
        }
    }
    return SW_OK;
}

int sw_prim_search(sw_prim *self, int k, size_t n, const double *x, const double *y,
                   const int *categories, const sw_prim_options *options)
{
    struct search s = {0};
    double all = 0;
    int more = 1;
    *self = (sw_prim){.k = k, .p_none = NAN};
    int status = check(k, n, x, y, categories);
    if (status)
        return status;
    status = search_make(&s, k, n, x, y, categories, options);
    if (status)
        goto out;
    for (size_t i = 0; i < n; i++)
        if (!isnan(y[i])) {
            s.left[i] = 1;
            s.members[s.n_left++] = (uint32_t)i;
            all += y[i];
        }
    self->n = s.n_left;
    self->density = self->n ? all / (double)self->n : (double)NAN;
    more = options->boxes > 0 && s.n_left >= 2;
    while (more && !status)
        status = next_box(self, &s, all, &more);
out:
    search_free(&s);
    if (status)
        sw_prim_free(self);
    return status;
}

void sw_prim_free(sw_prim *self)
{
    for (int b = 0; b < SW_MAX_BOXES; b++) {
        free(self->boxes[b].limits);
        free(self->boxes[b].path);
    }
    *self = (sw_prim){0};
}
