/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personnel of the twin: April's round up to the desks, and resignations. ODD 7.4. */
#include "twin/twin.h"

/* Step 1. Age counts from the year after the base year on. */
static void a_year_older(twin *self, int year)
{
    for (int i = 0; i < self->n; i++) {
        self->person[i].tenure++;
        if (year > 0)
            self->person[i].age++;
    }
}

/* A chief or above gives up all seats, then is a senior clerk. */
static void step_down(twin *self, struct person *one)
{
    if (one->grade < SW_GRADE_CHIEF)
        return;
    twin_leave_teams(self, one);
    one->grade = SW_GRADE_SENIOR;
}

/* Step 2. */
static void retire(twin *self, int year)
{
    const struct sw_personnel *p = &self->given.personnel;
    const int legal = year - 1 < 10 ? (int)p->retirement_age[year - 1] : 65;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        if (!one->active || (one->regular ? one->age < legal : one->age < 65))
            continue;
        const sw_words w = twin_draw(self, SW_STREAM_REEMPLOYMENT, one->id, 0);
        if (one->regular && one->age < 65 && twin_below(w.w[0], p->reemployment)) {
            one->regular = 0;
            step_down(self, one);
        } else {
            twin_remove(self, one);
        }
    }
}

/* Step 3, from FY2023. */
static void heads_step_down(twin *self, int year)
{
    const int fiscal_year = sw_scenario_simulation(self->scenario)->base_year + year;
    if (!self->given.personnel.step_down || fiscal_year < 2023)
        return;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        if (one->active && one->age >= 60 && one->grade >= SW_GRADE_HEAD)
            step_down(self, one);
    }
}

/* The best of the grade below: highest age + 10 u, the lower id among equals. */
static struct person *best_candidate(twin *self, int job, int grade)
{
    static const int at_least[SW_N_GRADES] = {27, 35, 42, 50, 0}; /* by grade left */
    struct person *best = NULL;
    float highest = 0.0f;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        if (!twin_is_regular(one) || one->job != job || one->grade != grade - 1 ||
            one->age < at_least[grade - 1] || one->age >= 59)
            continue;
        const sw_words w = twin_draw(self, SW_STREAM_PROMOTION, one->id, 0);
        const float mark = (float)one->age + 10.0f * sw_uniform(w.w[0]);
        if (!best || mark > highest || (mark == highest && one->id < best->id)) {
            best = one;
            highest = mark;
        }
    }
    return best;
}

/* Step 4. */
static void promote(twin *self, int job, int grade)
{
    int holders = 0;
    for (int i = 0; i < self->n; i++) {
        const struct person *one = &self->person[i];
        holders += one->active && one->job == job && one->grade == grade;
    }
    for (; holders < self->city->posts_of_grade[job][grade]; holders++) {
        struct person *one = best_candidate(self, job, grade);
        if (!one)
            return;
        one->grade = grade;
        if (grade >= SW_GRADE_HEAD)
            one->moves = 1;
    }
}

/* Step 5. */
static void draw_movers(twin *self)
{
    const struct sw_personnel *p = &self->given.personnel;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        const sw_words w = twin_draw(self, SW_STREAM_TRANSFER, one->id, 0);
        const float b =
            (float)(1.0 / (one->age < 32 ? p->posting_years_young : p->posting_years));
        float chance = one->tenure >= 2 ? b / (1.0f - b) : 0.0f;
        if (self->section[one->section].reorganised)
            chance = sw_max_f(chance, (float)p->reorganised_move);
        if (one->active && twin_below_f(w.w[0], chance))
            one->moves = 1;
    }
}

static void april(twin *self, int year)
{
    for (int i = 0; i < self->n; i++)
        self->person[i].moves = 0;
    a_year_older(self, year);
    if (year > 0) {
        retire(self, year);
        heads_step_down(self, year);
        for (int job = 0; job < SW_N_JOBS; job++) {
            for (int grade = SW_GRADE_DIRECTOR; grade >= SW_GRADE_SENIOR; grade--)
                promote(self, job, grade);
        }
    }
    draw_movers(self);
    twin_desks_reassign(self);
    if (year > 0)
        twin_desks_hire(self);
    twin_sort(self);
    twin_count_cooperators(self);
}

static void resign(twin *self)
{
    const struct sw_personnel *p = &self->given.personnel;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        if (!one->active)
            continue;
        const int band = twin_least(8, twin_most(0, (one->age - 20) / 5));
        const double rate = p->resignation[band] * p->resignation_factor / 12.0;
        const sw_words w = twin_draw(self, SW_STREAM_RESIGNATION, one->id, 0);
        if (twin_below_f(w.w[0], (float)sw_min_d(1.0, rate)))
            twin_remove(self, one);
    }
}

void twin_personnel_month(twin *self)
{
    if (!self->given.personnel.enabled)
        return;
    if (sw_month_of_year(self->t) == SW_APRIL) {
        if (self->t == 0)
            a_year_older(self, 0);
        else
            april(self, sw_year_index(self->t));
    }
    if (self->t >= 0)
        resign(self);
}
