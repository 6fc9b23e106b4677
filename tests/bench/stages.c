/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A replication stage by stage, from the model's own table: the loop of
 * sim/engine/replication.c with something called in between. That both make the same
 * record is checked wherever this is used for a figure.
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include <sidework/counts.h>

enum { RESET, START, MONTH, SETTLE, CLOSE, RECORD, N_PARTS };

static const sw_model *const model = &sw_model_city_hall;

static int stage_of(int part, int mechanism)
{
    return part * model->n_mechanisms + mechanism;
}

int bench_n_stages(void)
{
    return N_PARTS * model->n_mechanisms;
}

void bench_stage_name(int stage, char name[BENCH_LABEL])
{
    static const char *const parts[N_PARTS] = {"reset",  "start", "month",
                                               "settle", "close", "record"};
    const int part = stage / model->n_mechanisms;
    const int own = part != RESET && part != RECORD;
    (void)snprintf(name, BENCH_LABEL, "%s%s%s", parts[part], own ? " " : "",
                   own ? model->mechanisms[stage % model->n_mechanisms]->group.name : "");
}

typedef void hook(sw_world *world);

static hook *hook_of(const sw_mechanism *m, int part)
{
    return part == START    ? m->start
           : part == MONTH  ? m->month
           : part == SETTLE ? m->settle
                            : m->close;
}

static void run_part(bench_setup *self, int part, bench_after *after, void *context)
{
    for (int k = 0; k < model->n_mechanisms; k++) {
        hook *const h = hook_of(model->mechanisms[k], part);
        if (h) {
            h(&self->world);
            after(context, stage_of(part, k));
        }
    }
}

void bench_drive(bench_setup *self, uint32_t replication, bench_after *after,
                 void *context)
{
    sw_world *w = &self->world;
    memset(self->record, 0, self->results.layout.record_length * sizeof *self->record);
    sw_world_reset(w, BENCH_SEED, replication, self->record);
    after(context, stage_of(RESET, 0));
    run_part(self, START, after, context);
    while (w->t < self->results.layout.n_months) {
        memset(&w->ledger, 0, sizeof w->ledger);
        for (int part = MONTH; part <= CLOSE; part++)
            run_part(self, part, after, context);
        sw_record_month(w);
        after(context, stage_of(RECORD, 0));
        w->t++;
    }
    sw_record_end(w);
}

int bench_staff(const bench_setup *self)
{
    return sw_count_staff(&self->world);
}

typedef struct headcount {
    const bench_setup *setup;
    double sum;
} headcount;

static void count_month(void *context, int stage)
{
    headcount *h = context;
    if (stage == stage_of(RECORD, 0))
        h->sum += bench_staff(h->setup);
}

double bench_person_months(bench_setup *self, int n)
{
    headcount h = {self, 0.0};
    for (int r = 0; r < n; r++)
        bench_drive(self, (uint32_t)r, count_month, &h);
    return h.sum / n;
}
