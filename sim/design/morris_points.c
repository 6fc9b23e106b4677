/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Morris's trajectories (1991, section 2): each factor has p levels and moves by p / 2 of
 * them, up from the lower half or down from the upper, with equal chance; so every level is
 * as likely as any other. A group moves as one, its factors each in their own direction.
 */
#include "design_parts.h"

#include <stdlib.h>

size_t sw_morris_length(const sw_morris_plan *plan)
{
    return (size_t)plan->factors.n_groups + 1 + (plan->control != 0);
}

static double level(const sw_morris_plan *plan, int i)
{
    return plan->ends ? (double)i / (plan->levels - 1) : (i + 0.5) / plan->levels;
}

/* Where factor j starts in a trajectory and where it goes. */
static void ends_of(const sw_morris_plan *plan, sw_key key, int j, double *from,
                    double *to)
{
    const sw_words words = sw_draw(key, (uint32_t)j, 0);
    const int half = plan->levels / 2;
    const int low = (int)sw_below(words.w[0], (uint32_t)half);
    const int up = (int)(words.w[1] >> 31);
    *from = level(plan, up ? low : low + half);
    *to = level(plan, up ? low + half : low);
}

static void trajectory(sw_points *self, const sw_morris_plan *plan, uint64_t seed,
                       size_t t, uint32_t *order)
{
    const int k = self->k, groups = plan->factors.n_groups;
    const size_t length = sw_morris_length(plan);
    const sw_key levels = sw_key_of(seed, (uint32_t)t, SW_STREAM_DESIGN, SW_DRAWN_LEVEL);
    const sw_key turns = sw_key_of(seed, (uint32_t)t, SW_STREAM_DESIGN, SW_DRAWN_ORDER);
    double *at = self->at + t * length * (size_t)k;
    sw_design_shuffle(order, (uint32_t)groups, turns, 0);
    for (int j = 0; j < k; j++) {
        double from, to;
        ends_of(plan, levels, j, &from, &to);
        for (int step = 0, moved = 0; step <= groups; step++) {
            moved |= step > 0 && (int)order[step - 1] == plan->factors.group[j];
            at[(size_t)step * (size_t)k + (size_t)j] = moved ? to : from;
        }
        if (plan->control)
            at[(length - 1) * (size_t)k + (size_t)j] = from;
    }
    for (size_t i = 0; i < length; i++)
        self->first[t * length + i] =
            sw_design_first(t, plan->control && i == length - 1);
}

int sw_points_morris(sw_points *self, const sw_morris_plan *plan, uint64_t seed)
{
    *self = (sw_points){0};
    if (!sw_grouping_valid(&plan->factors) || plan->levels < 2 || plan->levels % 2 ||
        plan->levels > SW_CUBE_ROWS ||
        !sw_design_rows_valid(plan->trajectories, sw_morris_length(plan),
                              plan->replications))
        return SW_INPUT;
    const size_t n = plan->trajectories * sw_morris_length(plan);
    int status = sw_points_allocate(self, plan->factors.k, n, 1);
    if (status)
        return status;
    uint32_t *order = malloc((size_t)plan->factors.n_groups * sizeof *order);
    if (!order) {
        status = SW_MEMORY;
        sw_points_free(self);
        goto out;
    }
    for (size_t t = 0; t < plan->trajectories; t++)
        trajectory(self, plan, seed, t, order);
out:
    free(order);
    return status;
}
