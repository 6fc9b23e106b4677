/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of the twin: phases, levers, gates. ODD 7.2. */
#include "twin/twin.h"

#include <limits.h>
#include <string.h>

void twin_plan_start(twin *self)
{
    sw_plan_state *plan = &self->plan;
    memset(plan, 0, sizeof *plan);
    for (int k = 0; k < SW_N_PHASES; k++) {
        plan->began[k] = INT32_MIN;
        plan->gate[k] = -1;
    }
    for (int k = 0; k < SW_MAX_CRITERIA; k++)
        plan->met[k] = -1;
    plan->citizen_contact = 1.0f;
}

/* At most one step: the next phase begins, or the plan ends at a missed gate. */
static void step_phase(twin *self)
{
    const struct sw_plan *p = &self->given.plan;
    const int base_year = sw_scenario_simulation(self->scenario)->base_year;
    const int start[3] = {p->first_start, p->next_start, p->further_start};
    sw_plan_state *plan = &self->plan;
    const int k = plan->phase;
    if (plan->stopped || k >= 3 || self->t < sw_time_of(start[k], base_year))
        return;
    if (k == 0 || plan->gate[k] != -1 || p->missed_gate == SW_GATE_GO_ON) {
        plan->phase = k + 1;
        plan->began[k + 1] = self->t;
    } else if (p->missed_gate == SW_GATE_STOP) {
        plan->stopped = 1;
    }
}

static void set_lever(twin *self, int lever, int phase, double strength)
{
    const struct sw_plan *p = &self->given.plan;
    const int waits_for_hall = lever == SW_LEVER_group_address ||
                               lever == SW_LEVER_meeting_space ||
                               lever == SW_LEVER_citizen_space;
    const int in_force = self->plan.phase >= phase && !self->plan.stopped &&
                         (!waits_for_hall || self->environment.hall_open);
    const double sponsor = self->environment.sponsored ? 1.0 : p->unsponsored;
    const float target = in_force ? (float)(strength * sponsor) : 0.0f;
    const float grown = self->plan.lever[lever] + (float)(strength / p->ramp);
    self->plan.lever[lever] = grown < target ? grown : target;
}

void twin_plan_month(twin *self)
{
    const struct sw_plan *p = &self->given.plan;
    if (!p->adopted)
        return;
    step_phase(self);
#define LEVER(name, phase, en, ja) set_lever(self, SW_LEVER_##name, phase, p->name);
#include <sidework/levers.def>
#undef LEVER
    const double space = (double)self->plan.lever[SW_LEVER_citizen_space];
    const double dialogue = (double)self->plan.lever[SW_LEVER_citizen_dialogue];
    self->plan.citizen_contact =
        (float)sw_exp_d(space * sw_log_d(p->citizen_space_contact) +
                        dialogue * sw_log_d(p->citizen_dialogue_contact));
}

/* All criteria of a phase together must hold. */
static void judge_gate(twin *self, int phase)
{
    const struct sw_plan *p = &self->given.plan;
    int all = 1;
    for (int k = 0; k < p->criteria.n; k++) {
        const struct sw_plan_criterion *criterion = &p->criteria.at[k];
        if (criterion->phase != phase)
            continue;
        if (twin_plan_indicator(self, criterion->indicator) < criterion->at_least)
            all = 0;
        else if (self->plan.met[k] == -1)
            self->plan.met[k] = self->t;
    }
    if (all)
        self->plan.gate[phase] = self->t;
}

void twin_plan_close(twin *self)
{
    const int month = sw_month_of_year(self->t);
    const int64_t *given = self->ledger.given;
    self->heads[month] = twin_count(self, twin_is_staff, twin_is_staff);
    self->regular_minutes[month] =
        given[SW_KIND_TEAM] + given[SW_KIND_SUPPORT] + given[SW_KIND_BANK];
    if (self->t == 11) {
        self->plan.base_aware = twin_share(self, twin_is_regular, twin_is_aware);
        self->plan.base_ownership = twin_share(self, twin_is_young_or_mid, twin_owns);
        self->plan.base_young_willing = twin_share(self, twin_is_young, twin_is_willing);
    }
    if (self->plan.stopped)
        return;
    for (int phase = 1; phase <= self->plan.phase; phase++) {
        if (self->plan.gate[phase] == -1)
            judge_gate(self, phase);
    }
}
