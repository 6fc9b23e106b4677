/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers the twin's calls: the bank's queue, then nominations. ODD 7.8 (5). */
#include "twin/twin.h"

/* The registrants who come in question this month, in turn: rows in self->circle. */
struct queue {
    int n;
    int next; /* where the next search begins */
};

/* Made every month with a bank, whether or not there is a call. */
static struct queue form_queue(twin *self)
{
    const struct sw_matching *p = &self->given.matching;
    const int32_t piece = twin_minutes(self->given.opportunity.bank_piece);
    struct queue queue = {0, 0};
    uint32_t lowest = 0;
    for (int k = 0; k < self->n; k++) {
        const int row = self->by_id[k];
        const struct person *one = &self->person[row];
        if (!one->active || !one->registered)
            continue;
        const double base = one->willing ? p->accept_willing : p->accept_unwilling;
        const sw_words w = twin_draw(self, SW_STREAM_BANK, one->id, 1);
        if (!twin_below_f(w.w[0], twin_odds(base, p->planned, one)))
            continue;
        const sw_words consent = twin_draw(self, SW_STREAM_CONSENT, one->id, 1);
        if (!twin_below_f(consent.w[0], twin_consent(self, one, 0.0f))) {
            self->ledger.refused++;
        } else if (one->room < piece) {
            self->ledger.no_time++;
        } else {
            if (queue.n == 0 || w.w[1] < lowest) {
                lowest = w.w[1];
                queue.next = queue.n;
            }
            self->circle[queue.n++] = row;
        }
    }
    return queue;
}

/* The next of the queue who can take a piece of the call, or NULL. */
static struct person *search(twin *self, struct queue *queue, const struct call *call)
{
    for (int k = 0; k < queue->n; k++) {
        const int at = (queue->next + k) % queue->n;
        struct person *one = &self->person[self->circle[at]];
        if (one->section == call->section || one->room < call->piece ||
            (call->skill && !(one->skills & call->skill)))
            continue;
        queue->next = (at + 1) % queue->n;
        return one;
    }
    return NULL;
}

/* For nominations: of another section, with time for a piece. */
static int fits_call(const twin *self, const struct person *one, const void *what)
{
    const struct call *call = what;
    const int32_t room = call->kind == SW_KIND_EMERGENCY
                             ? twin_workload_emergency_room(self, one)
                             : one->room;
    return one->section != call->section && room >= call->piece;
}

/* One attempt at a call for support or an emergency. */
static struct person *find_hands(twin *self, struct queue *queue, const struct call *call,
                                 int attempt)
{
    const struct sw_matching *p = &self->given.matching;
    const float *lever = self->plan.lever;
    const uint32_t who = (uint32_t)call->number + (UINT32_C(1) << 31);
    struct person *one = NULL;
    if (call->kind == SW_KIND_SUPPORT) {
        const sw_words w = twin_draw(self, SW_STREAM_CALL, who, (uint32_t)attempt);
        if (twin_below(w.w[0], p->support_from_bank * (double)lever[SW_LEVER_bank] *
                                   (double)lever[SW_LEVER_referral]))
            one = search(self, queue, call);
    }
    if (!one) {
        const uint32_t million = (uint32_t)attempt / 1048576u;
        one = twin_nominate(self, who + million * 1048576u,
                            (uint32_t)attempt - million * 1048576u, p->drafted, fits_call,
                            call, p->refer);
    }
    return one;
}

static void answer_call(twin *self, struct queue *queue, struct call *call)
{
    const int attempts = 2 + 2 * (call->minutes / call->piece);
    for (int attempt = 0; attempt < attempts && call->minutes > 0; attempt++) {
        struct person *one = call->kind == SW_KIND_BANK
                                 ? search(self, queue, call)
                                 : find_hands(self, queue, call, attempt);
        if (!one && call->kind == SW_KIND_BANK)
            return;
        if (!one)
            continue;
        const int32_t minutes = twin_least(call->piece, call->minutes);
        const int32_t relief =
            call->section < 0 ? 0
                              : twin_least(minutes, twin_unrelieved(self, call->section));
        twin_give(self, one, call->kind, call->section, minutes, relief);
        call->minutes -= minutes;
    }
}

void twin_answers_month(twin *self)
{
    struct queue queue = {0, 0};
    if (self->plan.lever[SW_LEVER_bank] > 0.0f)
        queue = form_queue(self);
    for (int k = 0; k < self->n_calls; k++)
        answer_call(self, &queue, &self->call[k]);
    for (int k = 0; k < queue.n; k++) {
        const struct person *one = &self->person[self->circle[k]];
        self->ledger.applicants_unplaced += one->side_bank + one->side_support == 0;
    }
}
