/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state as the source's surveys saw it; see survey.h. */
#include "survey.h"

#include <sidework/counts.h>
#include <sidework/draws.h>
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

/* 1 if person i is eligible and answers, of whom u was drawn. */
static int answered(const sw_world *world, const struct sw_survey *p, float u, int i,
                    int part)
{
    const sw_population *q = &world->staff;
    if (!q->active[i] || !q->regular[i] || (q->job[i] == SW_JOB_MEDICAL && !p->medical))
        return 0;
    const double chance = p->response * (part ? p->participants_factor : 1.0) *
                          (q->willing[i] ? p->willing_factor : 1.0);
    return u < chance;
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
    const double hours = sw_scenario_simulation(w->scenario)->hours_per_year;
    const int n = a->all;
    set(w, SW_INDICATOR_survey_answers, n);
    set(w, SW_INDICATOR_survey_side_work_rate,
        sw_ratio((double)a->minutes / 60.0, n * hours));
    set(w, SW_INDICATOR_survey_participated, sw_ratio(a->by_part[1], n));
    set(w, SW_INDICATOR_survey_participated_nonmanagers,
        sw_ratio(a->part_by_post[0], a->by_post[0]));
    set(w, SW_INDICATOR_survey_participated_managers,
        sw_ratio(a->part_by_post[1], a->by_post[1]));
    set(w, SW_INDICATOR_survey_willing, sw_ratio(a->willing, n));
    set(w, SW_INDICATOR_survey_willing_nonmanagers,
        sw_ratio(a->willing_by_post[0], a->by_post[0]));
    set(w, SW_INDICATOR_survey_willing_managers,
        sw_ratio(a->willing_by_post[1], a->by_post[1]));
    set(w, SW_INDICATOR_survey_willing_participants,
        sw_ratio(a->willing_by_part[1], a->by_part[1]));
    set(w, SW_INDICATOR_survey_willing_nonparticipants,
        sw_ratio(a->willing_by_part[0], a->by_part[0]));
    set(w, SW_INDICATOR_survey_refusal_busy, sw_ratio(a->busy, a->refusals));
    set(w, SW_INDICATOR_survey_would_register, sw_ratio(a->registers, n));
    set(w, SW_INDICATOR_survey_section_would_use_bank, sw_ratio(a->uses, n));
    set(w, SW_INDICATOR_survey_would_join_dialogue, sw_ratio(a->joins, n));
    set(w, SW_INDICATOR_survey_unfulfilled, sw_ratio(a->unfulfilled, n));
    set(w, SW_INDICATOR_survey_perceived_inflexible, sw_ratio(a->inflexible, n));
}

static void staff_survey(sw_world *world, const struct sw_survey *p)
{
    const sw_population *q = &world->staff;
    const float *u = world->uniform[0];
    answers a = {0};
    sw_draw_columns(sw_world_key(world, SW_STREAM_SURVEY), 0, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int i = 0; i < q->n; i++) {
        const int part = q->side_year[i] > q->favour_year[i];
        if (answered(world, p, u[i], i, part))
            count_answer(&a, q, i, part);
    }
    store(world, &a);
}

static void team_census(sw_world *world)
{
    const sw_team_counts c = sw_count_teams(world);
    set(world, SW_INDICATOR_census_teams, c.teams);
    set(world, SW_INDICATOR_census_teams_open, c.open);
    set(world, SW_INDICATOR_census_team_nonmanager_share,
        sw_ratio(c.nonmanagers, c.members));
    set(world, SW_INDICATOR_census_team_women_share, sw_ratio(c.women, c.members));
}

/* No survey: shares of nobody are undefined, counts are 0. */
static void ask_nobody(sw_world *world)
{
    const answers nobody = {0};
    store(world, &nobody);
    set(world, SW_INDICATOR_census_team_nonmanager_share, sw_ratio(0, 0));
    set(world, SW_INDICATOR_census_team_women_share, sw_ratio(0, 0));
}

static void close(sw_world *world)
{
    const struct sw_survey *p = SW_PARAMETERS(world, survey);
    const int m = sw_month_of_year(world->t);
    if (world->t < 0 || world->t >= world->layout->n_months)
        return;
    if (!p->enabled && m == SW_MARCH)
        ask_nobody(world);
    if (p->enabled && m == SW_DECEMBER)
        team_census(world);
    if (p->enabled && m == SW_FEBRUARY)
        staff_survey(world, p);
}

const sw_mechanism sw_mechanism_survey = {
    .group = {"survey", "Simulated staff survey and team census",
              "模擬職員アンケートとチーム調査", fields, SW_COUNT(fields),
              sizeof(struct sw_survey)},
    .close = close,
};
