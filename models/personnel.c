/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ages, resignations, retirement, promotion and hiring; desks are in personnel_desks.c.
 * See personnel.h. */
#include "personnel.h"

#include <math.h>

#include "dialogue.h"
#include "environment.h"
#include "personnel_desks.h"
#include "staff.h"

#include <sidework/draws.h>
#include <sidework/order.h>

#define SW_OWNER sw_personnel_year
static const sw_field sw_personnel_year_fields[] = {
#include <sidework/fields_table.h>
#include "personnel_year.def"
#include <sidework/fields_end.h>
};
enum { sw_personnel_year_n_fields = SW_COUNT(sw_personnel_year_fields) };
#undef SW_OWNER
#define SW_OWNER sw_personnel
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "personnel.def"
#include <sidework/fields_end.h>
};

enum { STEP_DOWN_AGE = 60, LAST_AGE = 65, STEP_DOWN_FROM = 2023, HIRE_MID_FROM = 27 };

int sw_personnel_plan(const sw_world *world, int fiscal_year)
{
    const struct sw_personnel *p = SW_PARAMETERS(world, personnel);
    int staff = world->city->n_staff, latest = -1;
    for (int k = 0; k < p->headcount.n; k++) {
        const int year = p->headcount.at[k].year;
        if (year <= fiscal_year && year > latest) {
            latest = year;
            staff = p->headcount.at[k].staff;
        }
    }
    return (int)floor(staff * sw_environment_headcount(world) + 0.5);
}

int sw_personnel_retirement_age(const struct sw_personnel *p, int years_after_base)
{
    if (years_after_base < 0)
        return (int)p->retirement_age[0];
    return years_after_base < 10 ? (int)p->retirement_age[years_after_base] : LAST_AGE;
}

static int resignation_band(int age)
{
    const int band = (age - 20) / 5;
    return band < 0 ? 0 : band > 8 ? 8 : band;
}

static void resign(sw_world *world, const struct sw_personnel *p)
{
    const sw_population *q = &world->staff;
    const float *u = world->uniform[0];
    float rate[9], highest = 0.0f;
    for (int b = 0; b < 9; b++) {
        rate[b] = (float)fmin(1.0, p->resignation[b] * p->resignation_factor / 12.0);
        highest = sw_max_f(highest, rate[b]);
    }
    sw_draw_columns(sw_world_key(world, SW_STREAM_RESIGNATION), 0, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int i = 0; i < q->n; i++) { /* few come near: at no age is the rate higher */
        if (u[i] < highest && q->active[i] && u[i] < rate[resignation_band(q->age[i])])
            sw_world_remove(world, i);
    }
}

/* From a managing post to the ranks: the seats that went with the post go too, the
 * skills stay. */
static void demote(sw_world *world, int i)
{
    if (world->staff.grade[i] < SW_GRADE_CHIEF)
        return;
    sw_world_leave_teams(world, i);
    world->staff.grade[i] = SW_GRADE_SENIOR;
}

static void retire(sw_world *world, const struct sw_personnel *p)
{
    sw_population *q = &world->staff;
    const int year = sw_year_index(world->t);
    const int legal = sw_personnel_retirement_age(p, year - 1);
    const sw_key key = sw_world_key(world, SW_STREAM_REEMPLOYMENT);
    for (int i = 0; i < q->n; i++) {
        if (!q->active[i])
            continue;
        if (!q->regular[i]) {
            if (q->age[i] >= LAST_AGE)
                sw_world_remove(world, i);
            continue;
        }
        if (q->age[i] < legal)
            continue;
        if (q->age[i] < LAST_AGE &&
            sw_uniform(sw_draw(key, q->id[i], 0).w[0]) < p->reemployment) {
            q->regular[i] = 0;
            demote(world, i);
        } else {
            sw_world_remove(world, i);
        }
    }
}

static void step_down(sw_world *world, const struct sw_personnel *p)
{
    const sw_population *q = &world->staff;
    const int year =
        sw_scenario_simulation(world->scenario)->base_year + sw_year_index(world->t);
    if (!p->step_down || year < STEP_DOWN_FROM)
        return;
    for (int i = 0; i < q->n; i++) {
        if (q->active[i] && q->age[i] >= STEP_DOWN_AGE && q->grade[i] >= SW_GRADE_HEAD)
            demote(world, i);
    }
}

/* Who can rise out of a grade, best first, into world->list; returns how many. Older
 * first, with a random mark worth ten years, and the lower id among equals. */
static int list_candidates(sw_world *world, int job, int grade)
{
    const sw_population *q = &world->staff;
    const int32_t *from = (const int32_t *)(const void *)world->uniform[1];
    int n = 0;
    for (int k = 0; k < q->n; k++) {
        if (from[k] == job * SW_N_GRADES + grade)
            world->words[n++] = sw_word_of(~sw_float_key(world->key[q->by_id[k]]), k);
    }
    sw_sort_by_key(world->words, world->words2, n);
    for (int k = 0; k < n; k++)
        world->list[k] = q->by_id[sw_who(world->words[k])];
    return n;
}

/* Everybody's mark, into world->key; and, by number, job * SW_N_GRADES + grade of who can
 * rise, -1 of who cannot, into world->uniform[1]. As posts are filled from the top, who
 * has risen is not asked about again. */
static void mark_candidates(sw_world *world)
{
    static const int youngest[SW_N_GRADES] = {27, 35, 42, 50, 99};
    const sw_population *q = &world->staff;
    int32_t *from = (int32_t *)(void *)world->uniform[1];
    sw_draw_columns(sw_world_key(world, SW_STREAM_PROMOTION), 0, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int i = 0; i < q->n; i++)
        world->key[i] = (float)q->age[i] + 10.0f * world->uniform[0][i];
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        const int can = (q->active[i] != 0) & (q->regular[i] != 0) &
                        (q->age[i] >= youngest[q->grade[i]]) &
                        (q->age[i] < STEP_DOWN_AGE - 1);
        from[k] = can ? q->job[i] * SW_N_GRADES + q->grade[i] : -1;
    }
}

/* Fills the vacant posts of a job and grade from the grade below; returns how many. */
static int fill_posts(sw_world *world, int job, int grade, int vacant)
{
    const int n = vacant > 0 ? list_candidates(world, job, grade - 1) : 0;
    const int filled = n < vacant ? n : vacant;
    for (int k = 0; k < filled; k++) {
        const int i = world->list[k];
        world->staff.grade[i] = grade;
        if (grade >= SW_GRADE_HEAD)
            sw_desks_vacate(world, i);
    }
    return n > 0 ? filled : 0;
}

/* From the top down: who rises leaves a post behind. */
static void promote(sw_world *world)
{
    const sw_population *q = &world->staff;
    int held[SW_N_JOBS][SW_N_GRADES] = {0};
    mark_candidates(world);
    for (int i = 0; i < q->n; i++)
        held[q->job[i]][q->grade[i]] += q->active[i];
    for (int job = 0; job < SW_N_JOBS; job++) {
        for (int grade = SW_GRADE_DIRECTOR; grade > SW_GRADE_JUNIOR; grade--) {
            const int posts = world->city->posts_of_grade[job][grade];
            held[job][grade - 1] -=
                fill_posts(world, job, grade, posts - held[job][grade]);
        }
    }
}

/* Another year in the post for all; in the warm-up nobody ages, so that the base year
 * begins with the staff that was built. */
static void count_a_year(sw_world *world, int ages)
{
    sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++) {
        q->age[i] += ages;
        q->tenure[i]++;
    }
}

static void choose_movers(sw_world *world, const struct sw_personnel *p)
{
    const sw_population *q = &world->staff;
    const float often = (float)(1.0 / p->posting_years_young);
    const float usual = (float)(1.0 / p->posting_years);
    sw_draw_columns(sw_world_key(world, SW_STREAM_TRANSFER), 0, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int i = 0; i < q->n; i++) {
        /* nobody moves in the first two years; the others a little sooner, so that the mean
         * holds */
        const float base = q->age[i] < 32 ? often : usual;
        const float due = q->tenure[i] < 2 ? 0.0f : base / (1.0f - base);
        const float moved = world->sections.reorganised[q->section[i]]
                                ? (float)p->reorganised_move
                                : 0.0f;
        if (q->active[i] && world->uniform[0][i] < sw_max_f(due, moved))
            sw_desks_vacate(world, i);
    }
}

static void hire(sw_world *world, const struct sw_personnel *p, int vacancies)
{
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_HIRING);
    sw_desks_count_members(world);
    for (int n = 0; n < vacancies; n++) {
        const int job = sw_desks_next_job(world);
        const int i = sw_population_add(q);
        if (i == SW_NOBODY)
            return;
        const sw_words u = sw_draw(key, q->id[i], 0);
        const int mid = sw_uniform(u.w[0]) < p->hire_mid_career;
        q->job[i] = job;
        q->regular[i] = 1;
        q->sex[i] = sw_uniform(u.w[1]) < p->hire_women[job] ? SW_SEX_WOMAN : SW_SEX_MAN;
        q->age[i] = mid ? HIRE_MID_FROM + (int)sw_below(u.w[2], 12)
                        : (int)p->hire_age_young + (int)sw_below(u.w[2], 3) - 1;
        q->grade[i] = SW_GRADE_JUNIOR;
        q->quiet[i] = SW_LONG_QUIET;
        sw_desks_take(world, i);
        sw_staff_draw_traits(world, i);
        sw_dialogue_greet(world, i);
        world->ledger.joined++;
    }
}

static void april(sw_world *world, const struct sw_personnel *p)
{
    const int base_year = sw_scenario_simulation(world->scenario)->base_year;
    const int year = sw_year_index(world->t);
    sw_desks_open(world);
    count_a_year(world, year > 0);
    if (year > 0) {
        retire(world, p);
        step_down(world, p);
        promote(world);
    }
    choose_movers(world, p);
    sw_desks_reassign(world);
    if (year > 0) {
        int active = 0;
        for (int i = 0; i < world->staff.n; i++)
            active += world->staff.active[i];
        const int vacancies = sw_personnel_plan(world, base_year + year) - active;
        if (vacancies > world->staff.capacity - world->staff.n)
            sw_world_sort(world); /* positions of the leavers become free for newcomers */
        hire(world, p, vacancies);
    }
    sw_world_sort(world);
    sw_dialogue_count_cooperators(world);
}

static void month(sw_world *world)
{
    const struct sw_personnel *p = SW_PARAMETERS(world, personnel);
    if (!p->enabled)
        return;
    if (sw_month_of_year(world->t) == SW_APRIL) {
        if (world->t == 0) /* the base year begins with the staff that was built */
            count_a_year(world, 0);
        else
            april(world, p);
    }
    if (world->t >= 0)
        resign(world, p);
}

static int check(const sw_scenario *scenario, sw_diagnostics *d)
{
    const struct sw_personnel *p = scenario->values[SW_GROUP_personnel];
    const struct sw_staff *staff = scenario->values[SW_GROUP_staff];
    const int before = d->count;
    const int base_year = sw_scenario_simulation(scenario)->base_year;
    double total = 0.0;
    for (int b = 0; b < SW_N_FIT_BANDS; b++)
        total += staff->age_counts[b];
    for (int k = 0; k < p->headcount.n; k++) {
        if (p->headcount.at[k].year < base_year)
            sw_scenario_fail(
                scenario, d, "personnel.headcount",
                "fiscal year %d is before the base year %d, whose staff are those of "
                "staff.departments; begin with a later year",
                "%d 年度は基準年度 %d より前です。基準年度の職員は staff.departments "
                "で決ま"
                "ります。それより後の年度から書いてください",
                p->headcount.at[k].year, base_year);
        if (p->headcount.at[k].staff > total * 1.1)
            sw_scenario_fail(
                scenario, d, "personnel.headcount",
                "%d people in %d is more than 110 %% of the base year's %.0f",
                "%d 人（%d 年度）は基準年度 %.0f 人の110％を超えています",
                p->headcount.at[k].staff, p->headcount.at[k].year, total);
    }
    for (int k = 1; k < p->headcount.n; k++) {
        for (int j = 0; j < k; j++) {
            if (p->headcount.at[j].year == p->headcount.at[k].year)
                sw_scenario_fail(scenario, d, "personnel.headcount",
                                 "fiscal year %d stands there twice",
                                 "%d 年度が２回書かれています", p->headcount.at[k].year);
        }
    }
    for (int y = 1; y < 10; y++) {
        if (p->retirement_age[y] < p->retirement_age[y - 1])
            sw_scenario_fail(scenario, d, "personnel.retirement_age", "falls at entry %d",
                             "%d 番目で下がっています", y + 1);
    }
    return d->count == before ? SW_OK : SW_INPUT;
}

const sw_mechanism sw_mechanism_personnel = {
    .group = {"personnel", "Joining, moving, rising, leaving", "採用・異動・昇任・退職",
              fields, SW_COUNT(fields), sizeof(struct sw_personnel)},
    .check = check,
    .month = month,
};
