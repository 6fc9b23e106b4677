/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One box: peeling, choice, settling of its limits. Each point carries the number of limits it breaks; it
 * is in the box at 0, and beyond just one face at 1. Points are walked in the order of each
 * factor, sorted once, so a slice costs n k steps and no sorting.
 */
#include "prim_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NOT_SEARCHED = 255, MOST_LIMITS = 254, FINER = 5 };

struct pair {
    double x;
    uint32_t i;
};

static int by_place(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;
    if (p->x != q->x)
        return p->x > q->x ? 1 : -1;
    return (p->i > q->i) - (p->i < q->i);
}

int sw_prim_room_make(sw_prim_room *self, int k, size_t n, const double *x,
                      const double *y, const int *categories,
                      const sw_prim_options *options)
{
    const size_t width = (size_t)k;
    *self = (sw_prim_room){.k = k,
                           .n = n,
                           .x = x,
                           .y = y,
                           .categories = categories,
                           .slice = options->slice,
                           .least_mass = options->least_mass};
    struct pair *pairs = malloc((n + 1) * sizeof *pairs);
    self->order = malloc((width * n + 1) * sizeof *self->order);
    self->outside = malloc(n + 1);
    self->box = malloc(width * sizeof *self->box);
    self->chosen = malloc(width * sizeof *self->chosen);
    self->path = malloc((n + 2) * sizeof *self->path);
    if (!pairs || !self->order || !self->outside || !self->box || !self->chosen ||
        !self->path) {
        free(pairs);
        sw_prim_room_free(self);
        return SW_MEMORY;
    }
    for (size_t j = 0; j < width; j++) {
        for (size_t i = 0; i < n; i++)
            pairs[i] = (struct pair){x[i * width + j], (uint32_t)i};
        qsort(pairs, n, sizeof *pairs, by_place);
        for (size_t i = 0; i < n; i++)
            self->order[j * n + i] = pairs[i].i;
    }
    free(pairs);
    return SW_OK;
}

void sw_prim_room_free(sw_prim_room *self)
{
    free(self->order);
    free(self->outside);
    free(self->box);
    free(self->chosen);
    free(self->path);
    *self = (sw_prim_room){0};
}

static int side_holds(const sw_prim_room *self, const sw_prim_side *side, int j, double x)
{
    return self->categories && self->categories[j] ? (int)(side->allowed >> (int)x & 1)
                                                   : x >= side->low && x <= side->high;
}

int sw_prim_within(const sw_prim_room *self, const sw_prim_side *box, const double *x)
{
    for (int j = 0; j < self->k; j++)
        if (!side_holds(self, &box[j], j, x[j]))
            return 0;
    return 1;
}

static uint64_t all_of(int categories)
{
    return categories >= SW_MAX_CATEGORIES ? UINT64_MAX : (UINT64_C(1) << categories) - 1;
}

sw_prim_side sw_prim_side_open(const sw_prim_room *self, int j)
{
    const int categories = self->categories ? self->categories[j] : 0;
    return (sw_prim_side){-INFINITY, INFINITY, all_of(categories)};
}

int sw_prim_limited(const sw_prim_room *self, const sw_prim_side *box, int j)
{
    return self->categories && self->categories[j]
               ? box[j].allowed != all_of(self->categories[j])
               : box[j].low > -INFINITY || box[j].high < INFINITY;
}

/* A change of one side, and what is in the box afterwards. */
struct move {
    int j;
    sw_prim_side side;
    double n, sum, worth;
};

/* Points in the box now. */
struct inside {
    double n, sum;
};

static double value(const sw_prim_room *self, uint32_t i, int j)
{
    return self->x[(size_t)i * (size_t)self->k + (size_t)j];
}

/* Offers the box with `side` in place of its own side j, if it is worth more. */
static void offer(struct move *best, int j, sw_prim_side side, struct inside after,
                  double worth)
{
    if (after.n > 0 && worth > best->worth)
        *best = (struct move){j, side, after.n, after.sum, worth};
}

/* F of a box with these points, in counts. */
static double f_of(struct inside now, struct inside all)
{
    return 1.25 * now.sum / (now.n + 0.25 * all.sum);
}

/* A slice is worth the rise of the mean for each point lost; when limits are settled (all is
 * given), F. */
static double worth_of(struct inside now, struct inside after, const struct inside *all)
{
    return all ? f_of(after, *all)
               : (after.sum / after.n - now.sum / now.n) / (now.n - after.n);
}

/* The slice at one end of factor j: whole values from that end, at least the share wanted. */
static void offer_slice(const sw_prim_room *self, int j, int from_above, double share,
                        struct inside now, const struct inside *all, struct move *best)
{
    const uint32_t *order = self->order + (size_t)j * self->n;
    const double wanted = fmax(1, floor(share * now.n));
    struct inside after = now;
    double last = 0;
    for (size_t s = 0; s < self->n; s++) {
        const uint32_t i = order[from_above ? self->n - 1 - s : s];
        if (self->outside[i])
            continue;
        const double x = value(self, i, j);
        if (now.n - after.n >= wanted && x != last) {
            sw_prim_side side = self->box[j];
            *(from_above ? &side.high : &side.low) = last + (x - last) / 2;
            if (after.n >= self->least)
                offer(best, j, side, after, worth_of(now, after, all));
            return;
        }
        last = x;
        after.n -= 1;
        after.sum -= self->y[i];
    }
}

static void offer_category(const sw_prim_room *self, int j, int c, struct inside now,
                           const struct inside *all, struct move *best)
{
    struct inside after = now;
    sw_prim_side side = self->box[j];
    for (size_t i = 0; i < self->n; i++)
        if (!self->outside[i] && (int)value(self, (uint32_t)i, j) == c) {
            after.n -= 1;
            after.sum -= self->y[i];
        }
    side.allowed &= ~(UINT64_C(1) << c);
    if (after.n < now.n && after.n >= self->least)
        offer(best, j, side, after, worth_of(now, after, all));
}

static void set_side(sw_prim_room *self, int j, sw_prim_side side)
{
    for (size_t i = 0; i < self->n; i++) {
        if (self->outside[i] == NOT_SEARCHED)
            continue;
        const double x = value(self, (uint32_t)i, j);
        const int before = !side_holds(self, &self->box[j], j, x);
        const int after = !side_holds(self, &side, j, x);
        self->outside[i] = (unsigned char)(self->outside[i] - before + after);
    }
    self->box[j] = side;
}

static int count_limited(const sw_prim_room *self)
{
    int n = 0;
    for (int j = 0; j < self->k; j++)
        n += sw_prim_limited(self, self->box, j);
    return n;
}

/* Puts the box on the path; keeps it if it is the best so far. */
static void note(sw_prim_room *self, struct inside now, struct inside all)
{
    sw_prim_step *step = &self->path[self->n_steps];
    *step = (sw_prim_step){now.n / all.n, now.sum / now.n, now.sum / all.sum,
                           count_limited(self)};
    if (self->n_steps == 0 || f_of(now, all) > self->best_f) {
        self->best = self->n_steps;
        self->best_f = f_of(now, all);
        memcpy(self->chosen, self->box, (size_t)self->k * sizeof *self->box);
    }
    self->n_steps++;
}

static void peel(sw_prim_room *self, struct inside all)
{
    struct inside now = all;
    note(self, now, all);
    while (now.sum < now.n && self->n_steps <= self->n) {
        struct move best = {.j = -1, .worth = -INFINITY};
        for (int j = 0; j < self->k; j++) {
            const int categories = self->categories ? self->categories[j] : 0;
            for (int c = 0; c < categories; c++)
                offer_category(self, j, c, now, NULL, &best);
            for (int above = 0; above < 2 && !categories; above++)
                offer_slice(self, j, above, self->slice, now, NULL, &best);
        }
        if (best.j < 0 || (!sw_prim_limited(self, self->box, best.j) &&
                           count_limited(self) >= MOST_LIMITS))
            return;
        set_side(self, best.j, best.side);
        now = (struct inside){best.n, best.sum};
        note(self, now, all);
    }
}

/* The slice beyond one limit of factor j that is inside all the other limits. */
static void offer_paste(const sw_prim_room *self, int j, int above, double share,
                        struct inside now, const struct inside *all, struct move *best)
{
    const uint32_t *order = self->order + (size_t)j * self->n;
    const double wanted = fmax(1, floor(share * now.n));
    sw_prim_side side = self->box[j];
    struct inside after = now;
    double last = 0;
    *(above ? &side.high : &side.low) = above ? (double)INFINITY : -(double)INFINITY;
    for (size_t s = 0; s < self->n; s++) {
        const uint32_t i = order[above ? s : self->n - 1 - s];
        const double x = value(self, i, j);
        if (self->outside[i] != 1 ||
            !(above ? x > self->box[j].high : x < self->box[j].low))
            continue;
        if (after.n - now.n >= wanted && x != last) {
            *(above ? &side.high : &side.low) = last + (x - last) / 2;
            break;
        }
        last = x;
        after.n += 1;
        after.sum += self->y[i];
    }
    if (after.n > now.n)
        offer(best, j, side, after, f_of(after, *all));
}

static void offer_back(const sw_prim_room *self, int j, int c, struct inside now,
                       const struct inside *all, struct move *best)
{
    struct inside after = now;
    sw_prim_side side = self->box[j];
    if (side.allowed >> c & 1)
        return;
    for (size_t i = 0; i < self->n; i++)
        if (self->outside[i] == 1 && (int)value(self, (uint32_t)i, j) == c) {
            after.n += 1;
            after.sum += self->y[i];
        }
    side.allowed |= UINT64_C(1) << c;
    if (after.n > now.n)
        offer(best, j, side, after, f_of(after, *all));
}

static struct inside count_inside(const sw_prim_room *self)
{
    struct inside now = {0, 0};
    for (size_t i = 0; i < self->n; i++)
        if (!self->outside[i]) {
            now.n += 1;
            now.sum += self->y[i];
        }
    return now;
}

/* Every way to move one limit of factor j: out, and in where there is one. */
static void offer_moves(const sw_prim_room *self, int j, struct inside now,
                        const struct inside *all, struct move *best)
{
    const double shares[] = {self->slice, self->slice / FINER};
    const int categories = self->categories ? self->categories[j] : 0;
    const int limited = sw_prim_limited(self, self->box, j);
    for (int c = 0; c < categories && limited; c++) {
        offer_back(self, j, c, now, all, best);
        if (self->box[j].allowed >> c & 1)
            offer_category(self, j, c, now, all, best);
    }
    for (int way = 0; way < 4 && !categories; way++) {
        const int above = way % 2;
        const double limit = above ? self->box[j].high : self->box[j].low;
        if (isinf(limit))
            continue;
        offer_paste(self, j, above, shares[way / 2], now, all, best);
        offer_slice(self, j, above, shares[way / 2], now, all, best);
    }
}

static void settle(sw_prim_room *self, struct inside all)
{
    for (int j = 0; j < self->k; j++)
        set_side(self, j, self->chosen[j]);
    struct inside now = count_inside(self);
    for (;;) {
        struct move best = {.j = -1, .worth = f_of(now, all)};
        for (int j = 0; j < self->k; j++)
            offer_moves(self, j, now, &all, &best);
        if (best.j < 0)
            break;
        set_side(self, best.j, best.side);
        now = (struct inside){best.n, best.sum};
    }
    memcpy(self->chosen, self->box, (size_t)self->k * sizeof *self->box);
    self->best_f = f_of(now, all);
    self->path[self->best] = (sw_prim_step){now.n / all.n, now.sum / now.n,
                                            now.sum / all.sum, count_limited(self)};
}

double sw_prim_find(sw_prim_room *self, const unsigned char *searched)
{
    self->n_steps = self->best = 0;
    for (int j = 0; j < self->k; j++)
        self->box[j] = sw_prim_side_open(self, j);
    memcpy(self->chosen, self->box, (size_t)self->k * sizeof *self->box);
    for (size_t i = 0; i < self->n; i++)
        self->outside[i] = searched[i] ? 0 : NOT_SEARCHED;
    const struct inside all = count_inside(self);
    if (!(all.sum > 0))
        return 0;
    self->least = fmax(self->least_mass * all.n, 1);
    peel(self, all);
    settle(self, all);
    return self->best_f;
}
