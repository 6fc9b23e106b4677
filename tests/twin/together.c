/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "twin/together.h"

#include <string.h>

enum { N_GATE_VALUES = 12 };

void together_open(together *self, const char *path, const char *const *settings,
                   uint32_t replication)
{
    if (path)
        simulation_open(&self->engine, path, settings);
    else
        simulation_open_tiny(&self->engine, 12, settings);
    assert_int_equal(twin_init(&self->mirror, &self->engine.scenario, &self->engine.city),
                     0);
    simulation_start(&self->engine, replication);
    twin_start(&self->mirror, TEST_SEED, replication);
}

void together_close(together *self)
{
    twin_free(&self->mirror);
    simulation_close(&self->engine);
}

int together_month(together *self)
{
    simulation_month(&self->engine);
    twin_month(&self->mirror);
    return twin_agrees(&self->mirror, &self->engine.world, self->text);
}

/*
 * The rates, reckoned from the twin's accounts (ODD 4) in the engine's order of sums:
 * month: hours * (1 / (hours_per_year / 12 * heads)); year: hours by month over
 * hours_per_year * (heads / 12 by month); the regular rate from its months brought
 * back to hours.
 */
typedef struct year_of_hours {
    double hours, regular, heads;
} year_of_hours;

static void expect_recorded(const together *self, const char *what, int indicator,
                            int period, double mine)
{
    const double e = *recorded(&self->engine, indicator, period);
    if (e != mine)
        fail_msg("%s: month %d, %s: engine %a, twin %a", what, self->mirror.t - 1,
                 self->engine.results.layout.variables[indicator].name, e, mine);
}

static void expect_rates(const together *self, const char *what, year_of_hours *year)
{
    const twin *mirror = &self->mirror;
    const int t = mirror->t - 1, month = sw_month_of_year(t), y = sw_year_index(t);
    const int64_t *given = mirror->ledger.given;
    const double full = sw_scenario_simulation(mirror->scenario)->hours_per_year;
    const double heads = (double)twin_count(mirror, twin_is_staff, twin_is_staff);
    const double rest = (double)(given[SW_KIND_EMERGENCY] + given[SW_KIND_INFORMAL]);
    double minutes = 0.0;
    if (y < 0)
        return;
    if (month == SW_APRIL)
        *year = (year_of_hours){0.0, 0.0, 0.0};
    for (int kind = 0; kind < SW_N_KINDS; kind++)
        minutes += (double)given[kind];
    const double an_hour = 1.0 / (full / 12.0 * heads);
    const double regular = (minutes - rest) / 60.0 * an_hour;
    expect_recorded(self, what, SW_INDICATOR_side_work_rate, t, minutes / 60.0 * an_hour);
    expect_recorded(self, what, SW_INDICATOR_side_work_rate_regular, t, regular);
    year->hours += minutes / 60.0;
    year->regular += regular * (full * heads / 12.0);
    year->heads += heads / 12.0;
    if (month != SW_MARCH)
        return;
    expect_recorded(self, what, SW_INDICATOR_side_work_rate_annual, y,
                    year->hours / (full * year->heads));
    expect_recorded(self, what, SW_INDICATOR_side_work_rate_annual_regular, y,
                    year->regular / (full * year->heads));
}

static void expect_gate_values(const together *self, const char *what)
{
    for (int k = 0; k < N_GATE_VALUES; k++) {
        const double e = sw_plan_indicator(&self->engine.world, k);
        const double m = twin_plan_indicator(&self->mirror, k);
        if (memcmp(&e, &m, sizeof e) != 0)
            fail_msg("%s: month %d, %s: engine %a, twin %a", what, self->mirror.t - 1,
                     sw_plan_indicator_text(k, SW_ENGLISH), e, m);
    }
}

void expect_same(together *self, const char *what, const char *path,
                 const char *const *settings, uint32_t replication, int t)
{
    year_of_hours year = {0.0, 0.0, 0.0};
    together_open(self, path, settings, replication);
    const int end = t == TO_THE_END ? self->engine.results.layout.n_months : t;
    if (!twin_agrees(&self->mirror, &self->engine.world, self->text))
        fail_msg("%s: at the start: %s", what, self->text);
    while (self->engine.world.t < end) {
        if (!together_month(self))
            fail_msg("%s: %s", what, self->text);
        expect_rates(self, what, &year);
        expect_gate_values(self, what);
    }
    together_close(self);
}
