/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phases, gates and levers; see plan.h. */
#include "plan.h"

#include <stdio.h>

#include <sidework/arithmetic.h>
#include <sidework/counts.h>

#define SW_OWNER sw_plan_criterion
static const sw_field sw_plan_criterion_fields[] = {
#include <sidework/fields_table.h>
#include "plan_criterion.def"
#include <sidework/fields_end.h>
};
enum { sw_plan_criterion_n_fields = SW_COUNT(sw_plan_criterion_fields) };
#undef SW_OWNER
#define SW_OWNER sw_plan
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "plan.def"
#include <sidework/fields_end.h>
};

static const int phase_of[SW_N_LEVERS] = {
#define LEVER(name, phase, en, ja) phase,
#include <sidework/levers.def>
#undef LEVER
};

static int start_of(const sw_world *world, const struct sw_plan *p, int phase)
{
    const int starts[SW_N_PHASES] = {0, p->first_start, p->next_start, p->further_start};
    return sw_time_of(starts[phase], sw_scenario_simulation(world->scenario)->base_year);
}

static void begin_phase(sw_world *world, const struct sw_plan *p)
{
    sw_plan_state *plan = &world->plan;
    const int next = plan->phase + 1, t = world->t;
    if (plan->stopped || next >= SW_N_PHASES || t < start_of(world, p, next))
        return;
    const int passed = plan->phase == SW_PHASE_NONE || plan->gate[plan->phase] >= 0;
    if (!passed && p->missed_gate == SW_GATE_STOP)
        plan->stopped = 1;
    if (passed || p->missed_gate == SW_GATE_GO_ON) {
        plan->phase = next;
        plan->began[next] = t;
    }
}

static void set_levers(sw_world *world, const struct sw_plan *p)
{
    const double strength[SW_N_LEVERS] = {
#define LEVER(name, phase, en, ja) p->name,
#include <sidework/levers.def>
#undef LEVER
    };
    sw_plan_state *plan = &world->plan;
    const double sponsor = world->environment.sponsored ? 1.0 : p->unsponsored;
    for (int k = 0; k < SW_N_LEVERS; k++) {
        const int hall =
            phase_of[k] == SW_PHASE_FURTHER && k != SW_LEVER_citizen_dialogue;
        const int on = !plan->stopped && plan->phase >= phase_of[k] &&
                       (!hall || world->environment.hall_open);
        const float target = on ? (float)(strength[k] * sponsor) : 0.0f;
        const float grown = plan->lever[k] + (float)(strength[k] / p->ramp);
        plan->lever[k] = grown < target ? grown : target;
    }
    plan->citizen_contact = (float)sw_exp_d(
        plan->lever[SW_LEVER_citizen_space] * sw_log_d(p->citizen_space_contact) +
        plan->lever[SW_LEVER_citizen_dialogue] * sw_log_d(p->citizen_dialogue_contact));
}

static void start(sw_world *world)
{
    world->plan.citizen_contact = 1.0f;
}

static void month(sw_world *world)
{
    const struct sw_plan *p = SW_PARAMETERS(world, plan);
    if (!p->adopted)
        return;
    begin_phase(world, p);
    set_levers(world, p);
}

static void measure_base_year(sw_world *world)
{
    sw_plan_state *plan = &world->plan;
    plan->base_aware = sw_share_of_regular(world, world->staff.aware);
    plan->base_ownership = sw_share_of_young_and_mid(world, world->staff.owns);
    plan->base_young_willing = sw_share_of_young(world, world->staff.willing);
}

static int gate_is_met(sw_world *world, const struct sw_plan *p, int phase)
{
    int all = 1;
    for (int k = 0; k < p->criteria.n; k++) {
        const struct sw_plan_criterion *c = &p->criteria.at[k];
        if (c->phase != phase)
            continue;
        const int met = sw_plan_indicator(world, c->indicator) >= c->at_least;
        if (met && world->plan.met[k] < 0)
            world->plan.met[k] = world->t;
        all &= met;
    }
    return all;
}

static void close(sw_world *world)
{
    const struct sw_plan *p = SW_PARAMETERS(world, plan);
    const int m = sw_month_of_year(world->t);
    world->heads[m] = sw_count_staff(world);
    world->regular_minutes[m] = world->ledger.given[SW_KIND_TEAM] +
                                world->ledger.given[SW_KIND_SUPPORT] +
                                world->ledger.given[SW_KIND_BANK];
    if (world->t == SW_MARCH)
        measure_base_year(world);
    for (int k = SW_PHASE_FIRST; k <= world->plan.phase; k++) {
        if (world->plan.gate[k] < 0 && !world->plan.stopped && gate_is_met(world, p, k))
            world->plan.gate[k] = world->t;
    }
}

/* Names the criteria for the results. */
static int build(sw_city *city, const sw_scenario *scenario, uint64_t seed,
                 sw_diagnostics *diagnostics)
{
    const struct sw_plan *p = scenario->values[SW_GROUP_plan];
    (void)seed;
    (void)diagnostics;
    city->n_criteria = p->criteria.n;
    for (int k = 0; k < p->criteria.n; k++) {
        const struct sw_plan_criterion *c = &p->criteria.at[k];
        snprintf(city->criterion[k], SW_LABEL_BYTES, "%d: %s >= %g", c->phase,
                 sw_plan_indicator_text(c->indicator, SW_ENGLISH), c->at_least);
        snprintf(city->criterion_ja[k], SW_LABEL_BYTES, "%d: %s %g 以上", c->phase,
                 sw_plan_indicator_text(c->indicator, SW_JAPANESE), c->at_least);
    }
    return SW_OK;
}

/* A gate that can never open, or is open from the start, is a slip. */
static void check_criteria(const sw_scenario *scenario, const struct sw_plan *p,
                           sw_diagnostics *d)
{
    for (int k = 0; k < p->criteria.n; k++) {
        const struct sw_plan_criterion *c = &p->criteria.at[k];
        const double x = c->at_least, *range = sw_plan_indicator_range(c->indicator);
        if (x >= range[0] && x <= range[1])
            continue;
        const char *name = sw_plan_indicator_text(c->indicator, d->language);
        if (range[1] <= 1 && x > 1 && x <= 100)
            sw_scenario_fail(
                scenario, d, "plan.criteria",
                "criterion %d: %s cannot be %.7g; allowed: %.7g to %.7g (a share; "
                "for percent write %.7g)",
                "%d 番目の基準: %s が %.7g になることはありません。指定できる範"
                "囲: %.7g ～ %.7g（割合です。パーセントなら %.7g と書きます）",
                k + 1, name, x, range[0], range[1], x / 100);
        else
            sw_scenario_fail(
                scenario, d, "plan.criteria",
                "criterion %d: %s cannot be %.7g; allowed: %.7g to %.7g",
                "%d 番目の基準: %s が %.7g になることはありません。指定できる範"
                "囲: %.7g ～ %.7g",
                k + 1, name, x, range[0], range[1]);
    }
}

static int check(const sw_scenario *scenario, sw_diagnostics *d)
{
    const struct sw_plan *p = scenario->values[SW_GROUP_plan];
    const int base_year = sw_scenario_simulation(scenario)->base_year;
    const int before = d->count;
    if (p->adopted && sw_time_of(p->first_start, base_year) < 0)
        sw_scenario_fail(
            scenario, d, "plan.first_start",
            "the plan begins before the base year %d, in which it is measured; move it "
            "or simulation.base_year",
            "計画が基準年度 %d より前に始まっています。開始月か simulation.base_year を"
            "変えてください",
            base_year);
    if (p->next_start < p->first_start || p->further_start < p->next_start)
        sw_scenario_fail(
            scenario, d,
            p->next_start < p->first_start ? "plan.next_start" : "plan.further_start",
            "the phases must start in order: first_start, next_start, further_start",
            "開始月は first_start、next_start、further_start の順にしてください");
    check_criteria(scenario, p, d);
    return d->count == before ? SW_OK : SW_INPUT;
}

const sw_mechanism sw_mechanism_plan = {
    .group = {"plan", "The action plan: phases, gates, levers",
              "アクションプラン（段階・基準・施策）", fields, SW_COUNT(fields),
              sizeof(struct sw_plan)},
    .check = check,
    .build = build,
    .start = start,
    .month = month,
    .close = close,
};
