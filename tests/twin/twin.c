/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory, start and month of the readable twin (ODD 3 and 5). */
#include "twin/twin.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/uncertain.h>

int twin_init(twin *self, const sw_scenario *scenario, const sw_city *city)
{
    const int years = sw_scenario_simulation(scenario)->years;
    const size_t people = (size_t)city->capacity, sections = (size_t)city->n_sections;
    memset(self, 0, sizeof *self);
    self->scenario = scenario;
    self->city = city;
    self->capacity = city->capacity;
    self->n_sections = city->n_sections;
    /* nobody is hired but in April, and never more than the table holds */
    self->n_ids = (uint32_t)(city->n_staff + 1 + (years + 1) * city->capacity);
    self->person = calloc(people, sizeof *self->person);
    self->row = calloc(self->n_ids, sizeof *self->row);
    self->by_id = calloc(people, sizeof *self->by_id);
    self->line = calloc(people, sizeof *self->line);
    self->circle = calloc(people, sizeof *self->circle);
    self->heard = calloc(people, sizeof *self->heard);
    self->section = calloc(sections, sizeof *self->section);
    self->team = calloc(sections * TWIN_TEAMS_OF_A_SECTION, sizeof *self->team);
    self->call = calloc(sections * TWIN_CALLS_OF_A_SECTION + 1, sizeof *self->call);
    self->begun = calloc(sections, sizeof *self->begun);
    self->linked = calloc(sections * sections, sizeof *self->linked);
    self->uncertain =
        calloc((size_t)self->scenario->n_priors + 1, sizeof *self->uncertain);
    if (self->person && self->row && self->by_id && self->line && self->circle &&
        self->heard && self->section && self->team && self->call && self->begun &&
        self->linked && self->uncertain)
        return 0;
    twin_free(self);
    return -1;
}

void twin_free(twin *self)
{
    free(self->person);
    free(self->row);
    free(self->by_id);
    free(self->line);
    free(self->circle);
    free(self->heard);
    free(self->section);
    free(self->team);
    free(self->call);
    free(self->begun);
    free(self->linked);
    free(self->uncertain);
    memset(self, 0, sizeof *self);
}

/* Certain parameters from the scenario, uncertain ones drawn. */
static void draw_parameters(twin *self)
{
    char *of_group[SW_MAX_GROUPS] = {0};
#define MECHANISM(name)                                                                  \
    memcpy(&self->given.name, self->scenario->values[SW_GROUP_##name],                   \
           sizeof self->given.name);                                                     \
    of_group[SW_GROUP_##name] = (char *)&self->given.name;
#include "models.def"
#undef MECHANISM
    sw_uncertain_draw(self->scenario, self->seed, self->replication, self->uncertain);
    for (int k = 0; k < self->scenario->n_priors; k++) {
        const sw_prior *prior = &self->scenario->priors[k];
        if (of_group[prior->group])
            memcpy(of_group[prior->group] + prior->offset, &self->uncertain[k],
                   sizeof self->uncertain[k]);
    }
}

/* The staff as built; all other columns 0, no ties. */
static void take_staff(twin *self)
{
    const sw_population *built = &self->city->staff;
    memset(self->person, 0, (size_t)self->capacity * sizeof *self->person);
    self->n = built->n;
    self->next_id = (uint32_t)built->n + 1;
    for (int i = 0; i < built->n; i++) {
        struct person *one = &self->person[i];
        one->id = built->id[i];
        one->active = built->active[i];
        one->regular = built->regular[i];
        one->age = built->age[i];
        one->sex = built->sex[i];
        one->grade = built->grade[i];
        one->job = built->job[i];
        one->section = built->section[i];
        one->tenure = built->tenure[i];
    }
}

void twin_start(twin *self, uint64_t seed, uint32_t replication)
{
    const size_t sections = (size_t)self->n_sections;
    self->seed = seed;
    self->replication = replication;
    self->t = -sw_scenario_simulation(self->scenario)->warm_up;
    draw_parameters(self);
    take_staff(self);
    memset(self->section, 0, sections * sizeof *self->section);
    for (int s = 0; s < self->n_sections; s++)
        self->section[s].department = self->city->department_of[s];
    twin_sort(self);
    self->n_teams = self->n_calls = 0;
    memset(self->linked, 0, sections * sections);
    memset(&self->environment, 0, sizeof self->environment);
    memset(&self->ledger, 0, sizeof self->ledger);
    memset(self->regular_minutes, 0, sizeof self->regular_minutes);
    memset(self->heads, 0, sizeof self->heads);
    twin_environment_start(self);
    twin_plan_start(self);
    twin_staff_start(self);
    twin_workload_start(self);
    twin_opportunity_start(self);
    twin_dialogue_start(self);
}

void twin_month(twin *self)
{
    memset(&self->ledger, 0, sizeof self->ledger);

    twin_environment_month(self);
    twin_plan_month(self);
    twin_personnel_month(self);
    twin_workload_month(self);
    twin_opportunity_month(self);
    twin_willingness_month(self);
    twin_matching_month(self);

    twin_workload_settle(self);
    twin_willingness_settle(self);
    twin_matching_settle(self);
    twin_evaluation_settle(self);
    twin_dialogue_settle(self);

    twin_plan_close(self); /* the survey changes no state */

    self->t++;
}
