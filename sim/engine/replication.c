/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month and the replication. */
#include <sidework/replication.h>

#include <string.h>

int sw_model_check(const sw_model *model, const sw_scenario *scenario,
                   sw_diagnostics *diagnostics)
{
    int status = SW_OK;
    for (int k = 0; k < model->n_mechanisms; k++) {
        const sw_mechanism *m = model->mechanisms[k];
        if (m->check && m->check(scenario, diagnostics))
            status = SW_INPUT;
    }
    return status;
}

int sw_model_build(const sw_model *model, sw_city *city, const sw_scenario *scenario,
                   uint64_t seed, sw_diagnostics *diagnostics)
{
    int status = SW_OK;
    for (int k = 0; k < model->n_mechanisms && !status; k++) {
        const sw_mechanism *m = model->mechanisms[k];
        if (m->build)
            status = m->build(city, scenario, seed, diagnostics);
    }
    return status;
}

void sw_replication_start(const sw_model *model, sw_world *world, uint64_t seed,
                          uint32_t replication, double *record)
{
    memset(record, 0, world->layout->record_length * sizeof *record);
    sw_world_reset(world, seed, replication, record);
    for (int k = 0; k < model->n_mechanisms; k++) {
        if (model->mechanisms[k]->start)
            model->mechanisms[k]->start(world);
    }
}

void sw_replication_month(const sw_model *model, sw_world *world)
{
    memset(&world->ledger, 0, sizeof world->ledger);
    for (int k = 0; k < model->n_mechanisms; k++) {
        if (model->mechanisms[k]->month)
            model->mechanisms[k]->month(world);
    }
    for (int k = 0; k < model->n_mechanisms; k++) {
        if (model->mechanisms[k]->settle)
            model->mechanisms[k]->settle(world);
    }
    for (int k = 0; k < model->n_mechanisms; k++) {
        if (model->mechanisms[k]->close)
            model->mechanisms[k]->close(world);
    }
    sw_record_month(world);
    world->t++;
}

int sw_replication_run_unless(const atomic_int *stop, const sw_model *model,
                              sw_world *world, uint64_t seed, uint32_t replication,
                              double *record)
{
    sw_replication_start(model, world, seed, replication, record);
    while (world->t < world->layout->n_months) {
        if (atomic_load_explicit(stop, memory_order_relaxed))
            return 0;
        sw_replication_month(model, world);
    }
    sw_record_end(world);
    return 1;
}

void sw_replication_run(const sw_model *model, sw_world *world, uint64_t seed,
                        uint32_t replication, double *record)
{
    static const atomic_int never = 0;
    (void)sw_replication_run_unless(&never, model, world, seed, replication, record);
}
