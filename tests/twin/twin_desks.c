/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks of the twin: who moves where in April, and who is hired. ODD 7.4 (6), (7). */
#include "twin/twin.h"

/* Desks less the active who do not move; may be below 0. */
static void count_free_desks(twin *self)
{
    for (int s = 0; s < self->n_sections; s++) {
        for (int job = 0; job < SW_N_JOBS; job++)
            self->section[s].free_desks[job] = self->city->desks[s * SW_N_JOBS + job];
    }
    for (int i = 0; i < self->n; i++) {
        const struct person *one = &self->person[i];
        if (one->active && !one->moves)
            self->section[one->section].free_desks[one->job]--;
    }
}

/* Up to kept_colleagues of the section left, drawn with replacement. */
static void keep_colleagues(twin *self, struct person *one, int old)
{
    const struct section *left = &self->section[old];
    if (!self->given.dialogue.enabled || left->end == left->first)
        return;
    for (int k = 0; k < self->given.personnel.kept_colleagues; k++) {
        const sw_words w = twin_draw(self, SW_STREAM_TIES, one->id, 8 + (uint32_t)k);
        struct person *other =
            &self->person[left->first +
                          (int)sw_below(w.w[0], (uint32_t)(left->end - left->first))];
        if (other->active && !other->moves && other->section == old)
            twin_tie(self, one, other, 0.6f);
    }
}

static void place(twin *self, struct person *one, int section)
{
    const int old = one->section;
    self->section[section].free_desks[one->job]--;
    one->moves = 0;
    if (section == old)
        return;
    one->section = section;
    one->tenure = 0;
    one->experience *= (float)self->given.personnel.habit_kept;
    twin_weaken_ties(self, one, (float)self->given.personnel.ties_kept);
    keep_colleagues(self, one, old);
}

/* An active section head who does not move and is still in it stands in its run. */
static int has_head(const twin *self, int s)
{
    for (int i = self->section[s].first; i < self->section[s].end; i++) {
        const struct person *one = &self->person[i];
        if (one->active && one->grade == SW_GRADE_HEAD && !one->moves &&
            one->section == s)
            return 1;
    }
    return 0;
}

/* Each section without a head gets the first moving one for whom it has a desk. */
static void place_heads(twin *self, int n_movers)
{
    for (int s = 0; s < self->n_sections; s++) {
        if (has_head(self, s))
            continue;
        for (int k = 0; k < n_movers; k++) {
            struct person *one = &self->person[self->line[k].row];
            if (one->moves && one->grade == SW_GRADE_HEAD && one->section != s &&
                self->section[s].free_desks[one->job] > 0) {
                place(self, one, s);
                break;
            }
        }
    }
}

/* The first section but the own with a free desk, from a random one on; else the own. */
static int free_section(const twin *self, const struct person *one)
{
    const sw_words w = twin_draw(self, SW_STREAM_TRANSFER, one->id, 2);
    const int from = (int)sw_below(w.w[0], (uint32_t)self->n_sections);
    for (int k = 0; k < self->n_sections; k++) {
        const int s = (from + k) % self->n_sections;
        if (s != one->section && self->section[s].free_desks[one->job] > 0)
            return s;
    }
    return one->section;
}

void twin_desks_reassign(twin *self)
{
    int n = 0;
    count_free_desks(self);
    for (int i = 0; i < self->n; i++) {
        const struct person *one = &self->person[i];
        if (one->active && one->moves) {
            const sw_words w = twin_draw(self, SW_STREAM_TRANSFER, one->id, 1);
            self->line[n++] = (struct keyed){w.w[0], i};
        }
    }
    twin_order(self->line, n);
    place_heads(self, n);
    for (int k = 0; k < n; k++) {
        struct person *one = &self->person[self->line[k].row];
        if (one->moves)
            place(self, one, free_section(self, one));
    }
}

/* Staff of the year after the headcount plan. */
static int planned_staff(const twin *self)
{
    const struct sw_personnel *p = &self->given.personnel;
    const int fiscal_year =
        sw_scenario_simulation(self->scenario)->base_year + sw_year_index(self->t);
    int latest = -1, staff = self->city->n_staff;
    for (int k = 0; k < p->headcount.n; k++) {
        const struct sw_personnel_year *entry = &p->headcount.at[k];
        if (entry->year <= fiscal_year && entry->year > latest) {
            latest = entry->year;
            staff = entry->staff;
        }
    }
    return (int)twin_rounded(staff * twin_environment_headcount_factor(self));
}

/* todo of last month over (people there now + 1) */
static float need_of(const struct section *s)
{
    return (float)s->todo / (float)(s->members + 1);
}

/* The desk of the next newcomer: free and of the highest need; without a free one
 * administrative, in the section of the highest need. */
static void next_desk(const twin *self, int *section, int *job)
{
    int best = -1, best_free = -1;
    for (int s = 0; s < self->n_sections; s++) {
        const float need = need_of(&self->section[s]);
        if (best < 0 || need > need_of(&self->section[best]))
            best = s;
        for (int j = 0; j < SW_N_JOBS; j++) {
            if (self->section[s].free_desks[j] > 0 &&
                (best_free < 0 || need > need_of(&self->section[best_free]))) {
                best_free = s;
                *job = j;
            }
        }
    }
    *section = best_free >= 0 ? best_free : best;
    if (best_free < 0)
        *job = SW_JOB_ADMINISTRATIVE;
}

static void hire_one(twin *self)
{
    const struct sw_personnel *p = &self->given.personnel;
    int section = 0, job = SW_JOB_ADMINISTRATIVE;
    struct person *one = twin_add(self);
    if (!one)
        return;
    const sw_words w = twin_draw(self, SW_STREAM_HIRING, one->id, 0);
    next_desk(self, &section, &job);
    one->section = section;
    one->job = job;
    one->regular = 1;
    one->grade = SW_GRADE_JUNIOR;
    one->sex = twin_below(w.w[1], p->hire_women[job]) ? SW_SEX_WOMAN : SW_SEX_MAN;
    one->age = twin_below(w.w[0], p->hire_mid_career)
                   ? 27 + (int)sw_below(w.w[2], 12)
                   : (int)p->hire_age_young + (int)sw_below(w.w[2], 3) - 1;
    self->section[section].free_desks[job]--;
    self->section[section].members++;
    twin_staff_draw_traits(self, one);
    twin_dialogue_greet(self, one);
}

void twin_desks_hire(twin *self)
{
    int vacancies = planned_staff(self) - twin_count(self, twin_is_staff, twin_is_staff);
    twin_sort(self);
    for (int s = 0; s < self->n_sections; s++)
        self->section[s].members = self->section[s].end - self->section[s].first;
    for (; vacancies > 0; vacancies--)
        hire_one(self);
}
