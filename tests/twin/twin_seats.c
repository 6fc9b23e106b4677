/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes a seat in the twin: consent, open seats, nominated seats. ODD 7.8 (3), (4). */
#include "twin/twin.h"

/* Probability that the superior consents; `first` stands first in the sum. */
float twin_consent(const twin *self, const struct person *one, float first)
{
    const struct sw_matching *p = &self->given.matching;
    const struct section *section = &self->section[one->section];
    const int understands = section->head >= 0 && self->person[section->head].understands;
    if (one->grade >= SW_GRADE_HEAD)
        return 1.0f;
    return sw_logistic(first + (float)p->consent +
                       (float)p->consent_pressure * (section->pressure - 1.0f) +
                       (float)p->consent_hoarding * section->hoarding +
                       (float)p->consent_norm * section->norm +
                       (float)p->consent_evaluation *
                           self->plan.lever[SW_LEVER_evaluation] *
                           (understands ? 1.0f : 0.0f));
}

/* Vacant chairs from `from` to before `to`. */
static int vacant(const struct team *team, int from, int to)
{
    int n = 0;
    for (int chair = from; chair < to; chair++)
        n += team->chair[chair] == TWIN_NOBODY;
    return n;
}

/* The sex in short supply once the free seats are only just enough; -1: either. */
static int sex_required(const twin *self, const struct team *team)
{
    int members[SW_N_SEXES] = {0};
    const int free_chairs = vacant(team, 0, team->seats);
    for (int chair = 0; chair < team->seats; chair++) {
        const struct person *one = twin_person(self, team->chair[chair]);
        if (one)
            members[one->sex]++;
    }
    for (int sex = SW_SEX_WOMAN; sex <= SW_SEX_MAN; sex++) {
        if (members[sex] < team->women_seats &&
            team->women_seats - members[sex] >= free_chairs)
            return sex;
    }
    return -1;
}

static int fits_team(const twin *self, const struct person *one, const void *what)
{
    const struct team *team = what;
    if (one->section == team->section || one->seats >= TWIN_TEAMS_OF_A_PERSON)
        return 0;
    for (int chair = 0; chair < team->seats; chair++) {
        if (team->chair[chair] == one->id)
            return 0;
    }
    const int sex = sex_required(self, team);
    return sex == -1 || one->sex == sex;
}

static void sit_down(struct team *team, int chair, struct person *one)
{
    team->chair[chair] = one->id;
    one->seats++;
}

/* Who applies, may and has any time left, in the order of a random key. */
static int form_line(twin *self)
{
    const struct sw_matching *p = &self->given.matching;
    int n = 0;
    for (int k = 0; k < self->n; k++) {
        const int row = self->by_id[k];
        const struct person *one = &self->person[row];
        const double base = one->willing ? p->apply_willing : p->apply_unwilling;
        const sw_words w = twin_draw(self, SW_STREAM_APPLICATION, one->id, 0);
        if (!one->active || !twin_below_f(w.w[0], twin_odds(base, p->planned, one)))
            continue;
        const sw_words consent = twin_draw(self, SW_STREAM_CONSENT, one->id, 0);
        if (!twin_below_f(consent.w[0], twin_consent(self, one, 0.0f)))
            self->ledger.refused++;
        else if (one->room <= 0)
            self->ledger.no_time++;
        else
            self->line[n++] = (struct keyed){w.w[1], row};
    }
    twin_order(self->line, n);
    return n;
}

/* (3) Each seat goes to the first in line who fits, who leaves the line. */
static void fill_open_seats(twin *self)
{
    int free_chairs = 0;
    for (int k = 0; k < self->n_teams; k++)
        free_chairs += vacant(&self->team[k], 0, self->team[k].open_seats);
    if (free_chairs == 0)
        return;
    int waiting = form_line(self);
    for (int k = 0; k < self->n_teams; k++) {
        struct team *team = &self->team[k];
        for (int chair = 0; chair < team->open_seats; chair++) {
            if (team->chair[chair] != TWIN_NOBODY)
                continue;
            int first = 0;
            while (first < waiting &&
                   !fits_team(self, &self->person[self->line[first].row], team))
                first++;
            if (first == waiting)
                continue;
            sit_down(team, chair, &self->person[self->line[first].row]);
            waiting--;
            for (int at = first; at < waiting; at++)
                self->line[at] = self->line[at + 1];
        }
    }
    self->ledger.applicants_unplaced += waiting;
}

static int comes(twin *self, const struct person *one, sw_words w)
{
    const struct sw_matching *p = &self->given.matching;
    if (!twin_below_f(w.w[0], (float)p->obey))
        return 0;
    if (twin_below_f(w.w[1], twin_consent(self, one, (float)p->consent_nominated)))
        return 1;
    self->ledger.refused++;
    return 0;
}

/* The best of those drawn from the staff list who fit, or NULL. */
static struct person *best_nominee(twin *self, uint32_t who, uint32_t number,
                                   const double *weight, twin_fits *fits,
                                   const void *what)
{
    const struct sw_matching *p = &self->given.matching;
    struct person *best = NULL;
    float highest = 0.0f;
    for (int k = 0; k < p->nominees; k++) {
        const sw_words w =
            twin_draw(self, SW_STREAM_NOMINATION, who, number * 1024u + (uint32_t)k);
        struct person *one =
            &self->person[self->by_id[sw_below(w.w[0], (uint32_t)self->n)]];
        if (!one->active || !fits(self, one, what))
            continue;
        const float score = (float)weight[one->grade] + (float)p->job[one->job] +
                            (float)p->service * sw_log(1.0f + one->service) +
                            (float)p->willing * (one->willing ? 1.0f : 0.0f) +
                            (float)p->noise * twin_normal(w.w[1]);
        if (!best || score > highest) {
            best = one;
            highest = score;
        }
    }
    return best;
}

struct person *twin_nominate(twin *self, uint32_t who, uint32_t number,
                             const double *weight, twin_fits *fits, const void *what,
                             double refer)
{
    struct person *asked = best_nominee(self, who, number, weight, fits, what);
    if (!asked)
        return NULL;
    const sw_words w =
        twin_draw(self, SW_STREAM_NOMINATION, who, (UINT32_C(1) << 30) + number);
    if (comes(self, asked, w))
        return asked;
    if (!twin_below_f(w.w[2], (float)refer))
        return NULL;
    const struct tie *tie = twin_draw_tie(asked, sw_uniform(w.w[3]));
    struct person *named = tie ? twin_person(self, tie->to) : NULL;
    if (!named || !named->active || !fits(self, named, what))
        return NULL;
    const sw_words again =
        twin_draw(self, SW_STREAM_NOMINATION, who, (UINT32_C(3) << 30) + number);
    return comes(self, named, again) ? named : NULL;
}

/* (4) If nobody fits or the answer is no, the chair waits for next month. */
static void fill_nominated_seats(twin *self, struct team *team)
{
    const struct sw_matching *p = &self->given.matching;
    double weight[SW_N_GRADES];
    for (int grade = 0; grade < SW_N_GRADES; grade++)
        weight[grade] =
            p->nominated[grade] *
            (1.0 - p->opening * (double)self->plan.lever[SW_LEVER_team_terms]);
    for (int chair = team->open_seats; chair < team->seats; chair++) {
        if (team->chair[chair] != TWIN_NOBODY)
            continue;
        struct person *one = twin_nominate(self, (uint32_t)team->number, (uint32_t)chair,
                                           weight, fits_team, team, 0.0);
        if (one)
            sit_down(team, chair, one);
    }
}

void twin_seats_month(twin *self)
{
    fill_open_seats(self);
    for (int k = 0; k < self->n_teams; k++)
        fill_nominated_seats(self, &self->team[k]);
    for (int k = 0; k < self->n_teams; k++)
        self->ledger.seats_unfilled += vacant(&self->team[k], 0, self->team[k].seats);
}
