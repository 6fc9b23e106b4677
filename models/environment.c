/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from outside; see environment.h. */
#include "environment.h"

#include <math.h>

#include <sidework/arithmetic.h>

#define SW_OWNER sw_environment
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "environment.def"
#include <sidework/fields_end.h>
};

static void start(sw_world *world)
{
    world->environment.workload = 1.0f;
    world->environment.sponsored = 1;
}

static void strike(sw_world *world, const struct sw_environment *p, float u)
{
    sw_environment_state *e = &world->environment;
    if (e->months_of_disaster > 0)
        e->months_of_disaster--;
    /* the emergencies up to the end of the base year are known: the epidemic */
    if (world->t >= 12 && e->months_of_disaster == 0 && u < p->disaster_rate / 12.0) {
        e->months_of_disaster = p->disaster_months;
        e->disaster_minutes = (float)(p->disaster_hours * 60.0);
    }
}

float sw_environment_headcount(const sw_world *world)
{
    const struct sw_environment *p = SW_PARAMETERS(world, environment);
    const double lost = p->revenue_growth * sw_max_d(world->t / 12.0, 0.0);
    return p->enabled && lost < 0.0 ? (float)sw_exp_d(p->revenue_headcount * lost) : 1.0f;
}

/* Own work by what the budget a head shows and by the number of citizens. */
static float work_index(const sw_world *world, const struct sw_environment *p)
{
    const double years = sw_max_d(world->t / 12.0, 0.0);
    const int year = (int)sw_min_d(years, SW_COUNT(p->population) - 1);
    return (float)sw_exp_d(p->workload_growth * years +
                           p->population_work * sw_log_d(p->population[year]));
}

/* Sections are cut anew on 1 April: each touched section goes to a department drawn at
 * random; whose people move and which teams end follows in personnel and opportunity. */
static void reorganise(sw_world *world, const struct sw_environment *p, float u)
{
    const int year = sw_year_index(world->t);
    const int base_year = sw_scenario_simulation(world->scenario)->base_year;
    const int now =
        sw_month_of_year(world->t) == SW_APRIL && year > 0 &&
        (u < (float)p->reorganisation_rate || base_year + year == p->reorganisation_year);
    const sw_key key = sw_world_key(world, SW_STREAM_CITY);
    for (int s = 0; s < world->sections.n; s++) {
        world->sections.reorganised[s] = 0;
        if (!now)
            continue;
        const sw_words v = sw_draw(key, 1 + (uint32_t)s, 0);
        world->sections.reorganised[s] = sw_uniform(v.w[0]) < (float)p->reorganised;
        if (world->sections.reorganised[s])
            world->sections.department[s] =
                (int32_t)sw_below(v.w[1], (uint32_t)world->city->n_departments);
    }
}

static void month(sw_world *world)
{
    const struct sw_environment *p = SW_PARAMETERS(world, environment);
    const int base_year = sw_scenario_simulation(world->scenario)->base_year,
              t = world->t;
    const double thousands = world->city->n_staff / 1000.0;
    sw_environment_state *e = &world->environment;
    if (!p->enabled)
        return;
    const sw_words u = sw_draw(sw_world_key(world, SW_STREAM_CITY), 0, 0);
    e->workload = work_index(world, p);
    reorganise(world, p, sw_uniform(u.w[3]));
    double minutes = 0.0;
    if (t >= sw_time_of(p->epidemic_from, base_year) &&
        t < sw_time_of(p->epidemic_until, base_year))
        minutes += p->epidemic_hours * 60.0 *
                   sw_exp_d(p->epidemic_spread * sw_normal(sw_uniform(u.w[2])) -
                            0.5 * p->epidemic_spread * p->epidemic_spread);
    strike(world, p, sw_uniform(u.w[0]));
    if (e->months_of_disaster > 0)
        minutes += e->disaster_minutes;
    e->emergency = (int32_t)sw_min_d(minutes * thousands, 1e9);
    if (t >= 12 && (sw_uniform(u.w[1]) < p->sponsor_loss / 12.0 ||
                    t >= sw_time_of(p->sponsor_until, base_year)))
        e->sponsored = 0;
    e->hall_open =
        t >= sw_time_of(p->hall_opening, base_year) + (int)floor(p->hall_delay + 0.5);
}

const sw_mechanism sw_mechanism_environment = {
    .group = {"environment", "What comes from outside the city hall", "庁外から来るもの",
              fields, SW_COUNT(fields), sizeof(struct sw_environment)},
    .start = start,
    .month = month,
};
