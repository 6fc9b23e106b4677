/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A design file whose points got made-up rates: everything a sensitivity analysis needs but
 * the simulation. */
#ifndef SIDEWORK_TESTS_MADE_UP_RATES_H
#define SIDEWORK_TESTS_MADE_UP_RATES_H

#include "support/simulation.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/matters.h>
#include <sidework/random.h>

enum { YEARS = 3 };

#define HEAD                                                                             \
    "scenario = \"tiny.cfg\"; title = \"What matters\"; title_ja = \"何が効くか\"; "
#define FACTORS                                                                          \
    "factors = ("                                                                        \
    "{ key = \"workload.base_load\"; low = 100.0; high = 150.0; },"                      \
    "{ key = \"plan.bank\"; low = 0.0; high = 1.0; group = \"levers\"; },"               \
    "{ key = \"plan.sessions\"; low = 0.0; high = 1.0; group = \"levers\"; },"           \
    "{ key = \"plan.survey\"; low = 0.0; high = 1.0; }); "

/* The year's rate of a point (of the first or the other policy) in a future. */
typedef double made_up(const double *u, int other, uint32_t replication);

typedef struct made {
    sw_design_file design;
    sw_matters_plan plan;
    sw_exploration exploration;
    sw_matters matters;
    sw_diagnostics d;
} made;

static inline double chance(uint32_t replication)
{
    const sw_words w = sw_draw(sw_key_of(3, replication, SW_STREAM_LATENT, 0), 1, 0);
    return sw_uniform53(w.w[0], w.w[1]) - 0.5;
}

static inline void fill(made *m, made_up *f)
{
    sw_exploration *e = &m->exploration;
    const sw_points *p = &m->plan.points;
    static const char *const phases[] = {"first"};
    static sw_variable rate = {.name = "side_work_rate_annual",
                               .period = SW_BY_YEAR,
                               .dimension = -1,
                               .unit = "1",
                               .en = "Rate",
                               .ja = "率",
                               .length = YEARS};
    static sw_dimension dimensions[2] = {{.name = "threshold", .size = 1},
                                         {.name = "phase",
                                          .en = "Phase",
                                          .ja = "段階",
                                          .size = 1,
                                          .labels = phases,
                                          .labels_ja = phases}};
    e->n_points = (uint32_t)(p->n * (size_t)m->plan.policies);
    e->n_replications = m->design.replications;
    e->results.layout = (sw_layout){.base_year = 2021,
                                    .n_years = YEARS,
                                    .n_thresholds = 1,
                                    .thresholds = {0.03},
                                    .dimensions = dimensions,
                                    .n_dimensions = 2,
                                    .variables = &rate,
                                    .n_variables = 1,
                                    .record_length = YEARS};
    e->results.n_replications = e->n_points * e->n_replications;
    e->results.seed = TEST_SEED;
    e->results.title = e->results.title_ja = "tiny";
    e->results.question = e->results.question_ja = "";
    e->results.effective = e->results.version = "test";
    e->results.digest = "0123456789abcdef";
    e->results.records =
        calloc((size_t)e->results.n_replications * YEARS, sizeof(double));
    e->points = calloc(e->n_points, sizeof *e->points);
    e->done = malloc(e->results.n_replications);
    memset(e->done, 1, e->results.n_replications);
    for (uint32_t t = 0; t < e->results.n_replications; t++) {
        const uint32_t point = t % e->n_points, of_plan = point % (uint32_t)p->n;
        const uint32_t r = p->first[of_plan] + t / e->n_points;
        e->results.records[(size_t)t * YEARS + YEARS - 1] =
            f(p->at + of_plan * (size_t)p->k, point >= p->n, r);
    }
}

static inline void unmake(made *m)
{
    sw_matters_free(&m->matters);
    free(m->exploration.results.records);
    free(m->exploration.points);
    free(m->exploration.done);
    sw_matters_plan_free(&m->plan);
    sw_design_file_free(&m->design);
}

#endif
