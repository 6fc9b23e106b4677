/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See durable.h. */
#include "durable.h"

#include <signal.h>
#include <string.h>

#include <sidework/result.h>

static volatile sig_atomic_t caught; /* the only thing a handler may touch */

static void remember(int number)
{
    caught = number;
}

void sw_stop_on_signals(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
    struct sigaction action = {.sa_handler = remember, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        struct sigaction there;
        /* what the caller ignores (nohup) stays ignored */
        if (sigaction(numbers[k], NULL, &there) == 0 && there.sa_handler != SIG_IGN)
            (void)sigaction(numbers[k], &action, NULL);
    }
}

static int stop_status(void)
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

/* Takes the replications of a finished, shorter run of the same kind. */
static int take_shorter(const sw_durable *self, sw_results *results, unsigned char *done)
{
    sw_results there = {0};
    const int status = sw_result_read(&there, self->shorter, self->diagnostics);
    const size_t length = results->layout.record_length,
                 n = (size_t)results->n_parameters;
    if (!status && (there.layout.record_length != length ||
                    there.n_parameters != results->n_parameters)) {
        sw_results_free(&there);
        return sw_fail(
            self->diagnostics, SW_INPUT,
            "%s: does not hold every value of its replications (output.keep), so it "
            "cannot be made longer; choose another -o, or --force",
            "%s: 試行の全ての値を保存していないため（output.keep）延長できません。別の "
            "-o を指定するか --force を付けてください",
            self->shorter);
    }
    for (uint32_t r = 0; !status && r < there.n_replications; r++) {
        memcpy(results->records + r * length, there.records + r * length,
               length * sizeof(double));
        if (n > 0)
            memcpy(results->parameter_values + r * n, there.parameter_values + r * n,
                   n * sizeof(double));
        done[r] = 1;
    }
    sw_results_free(&there);
    return status;
}

int sw_durable_begin(void *context, sw_results *results, unsigned char *done)
{
    sw_durable *self = context;
    int status = self->shorter ? take_shorter(self, results, done) : SW_OK;
    if (!status)
        status = sw_journal_load(self->journal, results, done, self->diagnostics);
    if (status)
        return status;
    self->prefix = 0;
    while (self->prefix < results->n_replications && done[self->prefix])
        self->prefix++;
    return self->partial ? SW_DURABLE_ENOUGH : SW_OK;
}

int sw_durable_store(void *context, int worker, const sw_results *results,
                     uint32_t replication)
{
    sw_durable *self = context;
    return sw_journal_append(self->journal, worker, results, replication);
}

int sw_durable_progress(void *context, uint32_t finished)
{
    sw_durable *self = context;
    self->finished = finished;
    sw_progress_show(self->progress, finished);
    return stop_status();
}
