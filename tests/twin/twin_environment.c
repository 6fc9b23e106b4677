/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Environment of the twin: ODD 7.1. */
#include "twin/twin.h"

#include <math.h>

void twin_environment_start(twin *self)
{
    self->environment.workload = 1.0f;
    self->environment.sponsored = 1;
}

/* Years since the base year began, 0 in the warm-up. */
static double years(const twin *self)
{
    return self->t > 0 ? self->t / 12.0 : 0.0;
}

static int time_of(const twin *self, int calendar_month)
{
    return sw_time_of(calendar_month, sw_scenario_simulation(self->scenario)->base_year);
}

static void set_workload(twin *self)
{
    const struct sw_environment *p = &self->given.environment;
    const double y = years(self);
    const int k = y < 10.0 ? (int)y : 10;
    self->environment.workload = (float)sw_exp_d(
        p->workload_growth * y + p->population_work * sw_log_d(p->population[k]));
}

/* In April a reorganisation may cut some sections anew. */
static void reorganise(twin *self, uint32_t word)
{
    const struct sw_environment *p = &self->given.environment;
    const int year = sw_year_index(self->t);
    const int fiscal_year = sw_scenario_simulation(self->scenario)->base_year + year;
    for (int s = 0; s < self->n_sections; s++)
        self->section[s].reorganised = 0;
    if (sw_month_of_year(self->t) != SW_APRIL || year <= 0)
        return;
    if (!twin_below_f(word, (float)p->reorganisation_rate) &&
        fiscal_year != p->reorganisation_year)
        return;
    for (int s = 0; s < self->n_sections; s++) {
        const sw_words w = twin_draw(self, SW_STREAM_CITY, 1 + (uint32_t)s, 0);
        if (!twin_below_f(w.w[0], (float)p->reorganised))
            continue;
        self->section[s].reorganised = 1;
        self->section[s].department =
            (int32_t)sw_below(w.w[1], (uint32_t)self->city->n_departments);
    }
}

static double epidemic_minutes(const twin *self, uint32_t word)
{
    const struct sw_environment *p = &self->given.environment;
    const double z = (double)twin_normal(word);
    if (self->t < time_of(self, p->epidemic_from) ||
        self->t >= time_of(self, p->epidemic_until))
        return 0.0;
    return p->epidemic_hours * 60.0 *
           sw_exp_d(p->epidemic_spread * z -
                    0.5 * p->epidemic_spread * p->epidemic_spread);
}

static double disaster_minutes(twin *self, uint32_t word)
{
    const struct sw_environment *p = &self->given.environment;
    sw_environment_state *now = &self->environment;
    if (now->months_of_disaster > 0)
        now->months_of_disaster--;
    if (now->months_of_disaster == 0 && self->t >= 12 &&
        twin_below(word, p->disaster_rate / 12.0)) {
        now->months_of_disaster = p->disaster_months;
        now->disaster_minutes = (float)(p->disaster_hours * 60.0);
    }
    return now->months_of_disaster > 0 ? (double)now->disaster_minutes : 0.0;
}

void twin_environment_month(twin *self)
{
    const struct sw_environment *p = &self->given.environment;
    sw_environment_state *now = &self->environment;
    if (!p->enabled)
        return;
    const sw_words w = twin_draw(self, SW_STREAM_CITY, 0, 0);
    set_workload(self);
    reorganise(self, w.w[3]);
    const double epidemic = epidemic_minutes(self, w.w[2]);
    const double disaster = disaster_minutes(self, w.w[0]);
    now->emergency = (int32_t)sw_min_d(
        (epidemic + disaster) * ((double)self->city->n_staff / 1000.0), 1e9);
    if (self->t >= 12 && (twin_below(w.w[1], p->sponsor_loss / 12.0) ||
                          self->t >= time_of(self, p->sponsor_until)))
        now->sponsored = 0;
    now->hall_open =
        self->t >= time_of(self, p->hall_opening) + (int)floor(p->hall_delay + 0.5);
}

double twin_environment_headcount_factor(const twin *self)
{
    const struct sw_environment *p = &self->given.environment;
    const double revenue = p->revenue_growth * years(self);
    if (!p->enabled || revenue >= 0.0)
        return 1.0;
    return (double)(float)sw_exp_d(p->revenue_headcount * revenue);
}
