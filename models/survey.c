/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state as the source's surveys saw it; see survey.h. */
#include "survey.h"

#include <math.h>

#include <sidework/record.h>

#define SW_OWNER sw_survey
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "survey.def"
#include <sidework/fields_end.h>
};

/* Counts over those who answered; [2] is non-managers and managers, or others and
 * participants. */
typedef struct answers {
    int all, willing, refusals, busy, registers, uses, joins, unfulfilled, inflexible;
    int by_post[2], part_by_post[2], willing_by_post[2];
    int by_part[2], willing_by_part[2];
    int64_t minutes;
} answers;

static double ratio(double yes, double all)
{
    return all > 0.0 ? yes / all : NAN;
}

/* Draws the SURVEY stream of person i; 1 if eligible and answering. */
static int answered(const sw_world *world, const struct sw_survey *p, sw_key key, int i,
                    int part)
{
    const sw_population *q = &world->staff;
    if (!q->active[i] || !q->regular[i] || (q->job[i] == SW_JOB_MEDICAL && !p->medical))
        return 0;
    const double chance = p->response * (part ? p->participants_factor : 1.0) *
                          (q->willing[i] ? p->willing_factor : 1.0);
    return sw_uniform(sw_draw(key, q->id[i], 0).w[0]) < chance;
}

static void count_answer(answers *a, const sw_population *q, int i, int part)
{
    const int manager = q->grade[i] >= SW_GRADE_CHIEF, willing = q->willing[i];
    a->all++;
    a->willing += willing;
    a->refusals += !willing;
    a->busy += !willing && q->reason[i] == SW_REASON_BUSY;
    a->registers += q->would_register[i];
    a->uses += q->would_use_bank[i];
    a->joins += q->would_join[i];
    a->unfulfilled += q->unfulfilled[i];
    a->inflexible += q->inflexible[i];
    a->by_post[manager]++;
    a->part_by_post[manager] += part;
    a->willing_by_post[manager] += willing;
    a->by_part[part]++;
    a->willing_by_part[part] += willing;
    a->minutes += q->side_year[i] - q->favour_year[i];
}

static void set(const sw_world *world, int indicator, double value)
{
    *sw_record_at(world, indicator, world->t) = value;
}

static void store(const sw_world *w, const answers *a)
{
    const double hours = sw_scenario_simulation(w->scenario)->hours_per_year, n = a->all;
    set(w, SW_INDICATOR_survey_answers, n);
    set(w, SW_INDICATOR_survey_side_work_rate,
        ratio((double)a->minutes / 60.0, n * hours));
    set(w, SW_INDICATOR_survey_participated, ratio(a->by_part[1], n));
    set(w, SW_INDICATOR_survey_participated_nonmanagers,
        ratio(a->part_by_post[0], a->by_post[0]));
    set(w, SW_INDICATOR_survey_participated_managers,
        ratio(a->part_by_post[1], a->by_post[1]));
    set(w, SW_INDICATOR_survey_willing, ratio(a->willing, n));
    set(w, SW_INDICATOR_survey_willing_nonmanagers,
        ratio(a->willing_by_post[0], a->by_post[0]));
    set(w, SW_INDICATOR_survey_willing_managers,
        ratio(a->willing_by_post[1], a->by_post[1]));
    set(w, SW_INDICATOR_survey_willing_participants,
        ratio(a->willing_by_part[1], a->by_part[1]));
    set(w, SW_INDICATOR_survey_willing_nonparticipants,
        ratio(a->willing_by_part[0], a->by_part[0]));
    set(w, SW_INDICATOR_survey_refusal_busy, ratio(a->busy, a->refusals));
    set(w, SW_INDICATOR_survey_would_register, ratio(a->registers, n));
    set(w, SW_INDICATOR_survey_section_would_use_bank, ratio(a->uses, n));
    set(w, SW_INDICATOR_survey_would_join_dialogue, ratio(a->joins, n));
    set(w, SW_INDICATOR_survey_unfulfilled, ratio(a->unfulfilled, n));
    set(w, SW_INDICATOR_survey_perceived_inflexible, ratio(a->inflexible, n));
}

static void staff_survey(sw_world *world, const struct sw_survey *p)
{
    const sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_SURVEY);
    answers a = {0};
    for (int i = 0; i < q->n; i++) {
        const int part = q->side_year[i] > q->favour_year[i];
        if (answered(world, p, key, i, part))
            count_answer(&a, q, i, part);
    }
    store(world, &a);
}

static void team_census(sw_world *world)
{
    const sw_population *q = &world->staff;
    int open = 0, seats = 0, clerks = 0, women = 0;
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        open += team->open_seats > 0;
        for (int k = 0; k < team->seats; k++) {
            const int i = team->member[k];
            if (i == SW_NOBODY)
                continue;
            seats++;
            clerks += q->grade[i] < SW_GRADE_CHIEF;
            women += q->sex[i] == SW_SEX_WOMAN;
        }
    }
    set(world, SW_INDICATOR_census_teams, world->teams->n);
    set(world, SW_INDICATOR_census_teams_open, open);
    set(world, SW_INDICATOR_census_team_nonmanager_share, ratio(clerks, seats));
    set(world, SW_INDICATOR_census_team_women_share, ratio(women, seats));
}

static void close(sw_world *world)
{
    const struct sw_survey *p = SW_PARAMETERS(world, survey);
    const int m = sw_month_of_year(world->t);
    if (!p->enabled || world->t < 0 || world->t >= world->layout->n_months)
        return;
    if (m == SW_DECEMBER)
        team_census(world);
    if (m == SW_FEBRUARY)
        staff_survey(world, p);
}

const sw_mechanism sw_mechanism_survey = {
    .group = {"survey", "Simulated staff survey and team census",
              "模擬職員アンケートとチーム調査", fields, SW_COUNT(fields),
              sizeof(struct sw_survey)},
    .close = close,
};
