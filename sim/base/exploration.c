/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See exploration.h. */
#include <sidework/exploration.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sw_exploration_free(sw_exploration *self)
{
    if (!self)
        return;
    sw_results_free(&self->results);
    free(self->points);
    free(self->done);
    memset(self, 0, sizeof *self);
}

/* The yearly variable that an outcome is made of. */
static const char *variable_of(enum sw_design_outcome outcome)
{
    switch (outcome) {
    case SW_OUTCOME_final_rate_regular:
        return "side_work_rate_annual_regular";
    case SW_OUTCOME_overtime:
        return "overtime_a_head";
    case SW_OUTCOME_backlog:
        return "backlog_a_head";
    case SW_OUTCOME_load_gini:
        return "load_gini";
    case SW_OUTCOME_unfulfilled:
        return "unfulfilled";
    case SW_OUTCOME_bank_registered:
        return "bank_registered";
    default:
        return "side_work_rate_annual";
    }
}

/* The highest of the projected years; the base year does not count. */
static double highest(const double *years, int n)
{
    double most = NAN;
    for (int y = 1; y < n; y++)
        most = isnan(most) || years[y] > most ? years[y] : most;
    return most;
}

double sw_exploration_outcome(const sw_exploration *self, enum sw_design_outcome outcome,
                              double threshold, uint32_t point, uint32_t replication)
{
    const sw_layout *layout = &self->results.layout;
    const sw_variable *v = sw_layout_find(layout, variable_of(outcome));
    if (!v)
        return (double)NAN;
    const double *years = sw_exploration_at(self, v, point, replication);
    const double last = years[layout->n_years - 1];
    const double most = highest(years, layout->n_years);
    if (isnan(last))
        return last;
    switch (outcome) {
    case SW_OUTCOME_highest_rate:
        return most;
    case SW_OUTCOME_p_ever_reached:
        return most >= threshold;
    case SW_OUTCOME_p_held_at_end:
        return last >= threshold;
    default:
        return last;
    }
}
