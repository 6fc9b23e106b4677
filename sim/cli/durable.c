/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See durable.h. */
#include "durable.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sidework/result.h>

#include "shards.h"

/* The only things the handler touches. */
static volatile sig_atomic_t caught;
static atomic_llong caught_at; /* milliseconds of the monotonic clock */

/* timeout(1) and service managers tell a process, and then its group: that is one request, and its two signals may
 * come one by one. Nobody asks twice within so few milliseconds. */
enum { SAME_REQUEST = 300 };

static long long milliseconds(void)
{
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* may be called in a handler */
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void remember(int number)
{
    if (!caught) {
        atomic_store(&caught_at, milliseconds());
        caught = number;
    } else if (number != caught ||
               milliseconds() - atomic_load(&caught_at) >= SAME_REQUEST) {
        (void)signal(number, SIG_DFL); /* the second ends us, as if nobody had listened */
        (void)raise(number);
    }
}

void sw_stop_on_signals(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
    /* what the first signal interrupts goes on to its end: nobody sees EINTR */
    struct sigaction action = {.sa_handler = remember, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        struct sigaction there;
        /* what the caller ignores (nohup) stays ignored */
        if (sigaction(numbers[k], NULL, &there) == 0 && there.sa_handler != SIG_IGN)
            (void)sigaction(numbers[k], &action, NULL);
    }
}

int sw_stop_requested(void)
{
    switch (caught) {
    case SIGHUP:
        return SW_HANGUP;
    case SIGINT:
        return SW_INTERRUPT;
    case SIGTERM:
        return SW_TERMINATE;
    default:
        return SW_OK;
    }
}

int sw_durable_check_output(const char *output, int replace, sw_diagnostics *diagnostics)
{
    char manifest[4200];
    const int status = sw_result_check_output(output, replace, diagnostics);
    const int n = snprintf(manifest, sizeof manifest, "%s.run/manifest", output);
    if (status != SW_CREATE || n < 0 || (size_t)n >= sizeof manifest ||
        access(output, F_OK) != 0 || access(manifest, F_OK) != 0)
        return status;
    return sw_fail(
        diagnostics, status,
        "%s.run: its run is not finished; the same command with --resume goes "
        "on with it",
        "%s.run: "
        "この実行は途中です。同じコマンドに --resume を付けると続きを実行します",
        output);
}

/* Takes the replications of a finished, shorter run of the same kind. */
static int take_shorter(const sw_durable *self, sw_results *results, unsigned char *done)
{
    sw_results there = {0};
    const int status = sw_result_read(&there, self->shorter, self->diagnostics);
    if (!status &&
        (there.layout.record_length != results->layout.record_length ||
         there.n_parameters != results->n_parameters || there.keep != SW_KEEP_ALL)) {
        sw_results_free(&there);
        return sw_fail(
            self->diagnostics, SW_INPUT,
            "%s: does not hold every value of its replications (output.keep), so it "
            "cannot be made longer; choose another -o, or --force",
            "%s: 試行の全ての値を保存していないため（output.keep）延長できません。別の "
            "-o を指定するか --force を付けてください",
            self->shorter);
    }
    const uint32_t n = there.n_replications < results->n_replications
                           ? there.n_replications
                           : results->n_replications;
    for (uint32_t r = 0; !status && r < n; r++) {
        if (!done[r])
            sw_results_put(results, r, sw_results_record(&there, r),
                           sw_results_parameters(&there, r));
        done[r] = 1;
    }
    sw_results_free(&there);
    return status;
}

/* What other shards do, whether it is done or not, counts as done here. */
static void leave_to_others(sw_durable *self, uint32_t n, unsigned char *done)
{
    self->others = 0;
    for (uint32_t r = 0; r < n && self->shard.of > 0; r++) {
        if (sw_shard_of(r, self->shard.of) == self->shard.number)
            continue;
        done[r] = 1;
        self->others++;
    }
    self->progress->total = n - self->others;
}

int sw_durable_begin(void *context, sw_results *results, unsigned char *done)
{
    sw_durable *self = context;
    const uint32_t n = results->n_replications;
    int status = self->shorter ? take_shorter(self, results, done) : SW_OK;
    if (!status)
        status = sw_journal_load(self->journal, results, done, self->diagnostics);
    for (int k = 0; k < self->n_sources && !status; k++)
        status = sw_journal_adopt(self->journal, self->sources[k], results, done,
                                  self->diagnostics);
    if (status)
        return status;
    self->prefix = 0;
    while (self->prefix < n && done[self->prefix])
        self->prefix++;
    if (self->merging && self->prefix < n)
        return sw_shards_missing(self->output, sw_journal_shards(self->journal), done, n,
                                 self->diagnostics);
    leave_to_others(self, n, done);
    self->before = 0; /* --precision begins more than once */
    for (uint32_t r = 0; r < n; r++)
        self->before += done[r];
    self->before -= self->others + atomic_load(&self->stored);
    return self->partial ? SW_DURABLE_ENOUGH : SW_OK;
}

int sw_durable_store(void *context, int worker, const sw_results *results,
                     uint32_t replication)
{
    sw_durable *self = context;
    const int status = sw_journal_append(self->journal, worker, results, replication);
    if (!status)
        (void)atomic_fetch_add(&self->stored, 1);
    return status;
}

uint32_t sw_durable_finished(sw_durable *self)
{
    return self->before + atomic_load(&self->stored);
}

int sw_durable_progress(void *context, uint32_t finished)
{
    sw_durable *self = context;
    (void)finished; /* counts what is left to other shards */
    sw_progress_show(self->progress, sw_durable_finished(self));
    const int status = sw_stop_requested();
    return status == SW_OK && self->ranks && sw_ranks_stopped(self->ranks)
               ? SW_DURABLE_ELSEWHERE
               : status;
}
