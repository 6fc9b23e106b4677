/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A good file of `calibrate` (0) or of `sensitivity` (1) with changes (edits.h), as `info`,
 * `run --posterior` and `report` read them.
 *
 * Promised: without a new digest every change is refused; with one, the readers refuse or
 * read, and what they read can be printed and projected from, or is refused with a message.
 */
#include "edits.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hdf5.h>
#include <sidework/calibration.h>
#include <sidework/study.h>
#include <sidework/uncertain.h>

#include "unit/made_up_rates.h"

enum { N_FILES = 2, DRAWS = 4, PARAMETERS = 2, DATA = 2 };

static const char *const settings[] = {
    "workload.base_load={ dist = \"normal\"; mean = 125.0; sd = 5.0; }",
    "opportunity.team_rate={ dist = \"uniform\"; low = 0.5; high = 2.0; }", NULL};

static fuzz_file good[N_FILES];
static char path[FUZZ_PATH_BYTES];
static sw_diagnostics d;
static sw_scenario scenario;
static volatile double sum; /* of all that was read, so that all of it is */

/* As `run --posterior` takes it. */
static int project(const sw_calibration *c)
{
    const char **paths = calloc((size_t)c->n_parameters + 1, sizeof *paths);
    sw_scenario s;
    PROMISE(paths && load_scenario(&s, NULL, settings, &d) == SW_OK);
    for (int k = 0; k < c->n_parameters; k++)
        paths[k] = c->parameters[k].path;
    sw_diagnostics_init(&d, SW_JAPANESE);
    const int status =
        sw_scenario_take_posterior(&s, (uint32_t)c->n_draws, c->n_parameters, paths,
                                   c->values, c->posterior_digest, &d);
    PROMISE(status == SW_OK || status == SW_INPUT);
    PROMISE((status == SW_OK) == (d.count == 0));
    sw_scenario_free(&s);
    free(paths);
    return status;
}

static void make_posterior(fuzz_file *to)
{
    static double values[] = {120, 0.8, 122, 0.9, 124, 1.1, 126, 1.2},
                  predictive[DRAWS * DATA], correlation[PARAMETERS * DATA] = {0.9, 0.1},
                  only[PARAMETERS * DATA], determined[] = {0.9, 0.1},
                  combination[] = {1, 0, 0, 1};
    static sw_calibrated_parameter parameters[] = {
        {.path = "workload.base_load", .unit = "h", .en = "a", .ja = "甲", .learned = 1},
        {.path = "opportunity.team_rate", .unit = "1", .en = "b", .ja = "乙"}};
    static sw_calibrated_datum data[] = {{.name = "rate",
                                          .quantity = "side_work_rate",
                                          .source = "census",
                                          .text = "rate",
                                          .text_ja = "率",
                                          .fiscal_year = 2021,
                                          .observed = 0.004},
                                         {.name = "willing",
                                          .quantity = "willing",
                                          .source = "survey",
                                          .text = "will",
                                          .text_ja = "意思",
                                          .fiscal_year = 2021,
                                          .observed = 0.44}};
    static sw_calibrated_generation generations[] = {{1, 1, 1, 10}, {0.5, 0.4, 0.9, 10}};
    sw_calibration c = {.title = "t",
                        .title_ja = "題",
                        .scenario = scenario.effective,
                        .digest = scenario.digest,
                        .facts = "f",
                        .facts_ja = "観",
                        .observations = "o",
                        .observations_digest = scenario.digest,
                        .version = "test",
                        .end = "TOLERANCE",
                        .end_en = "e",
                        .end_ja = "終",
                        .distance = "SCALED",
                        .simulations = 20,
                        .particles = DRAWS,
                        .effective = 3.5,
                        .n_draws = DRAWS,
                        .n_parameters = PARAMETERS,
                        .n_data = DATA,
                        .n_generations = 2,
                        .values = values,
                        .predictive = predictive,
                        .correlation = correlation,
                        .only_this = only,
                        .determined = determined,
                        .combination = combination,
                        .parameters = parameters,
                        .data = data,
                        .generations = generations};
    sw_calibration_name(&c);
    sw_calibration back = {0};
    PROMISE(sw_calibration_write(&c, path, 1, &d) == SW_OK);
    PROMISE(sw_calibration_read(&back, path, &d) == SW_OK && project(&back) == SW_OK);
    sw_calibration_free(&back);
    fuzz_read(to, path);
}

static double rates(const double *u, int other, uint32_t r)
{
    return 0.02 + 0.01 * u[0] + 0.02 * u[1] + 0.01 * other + 0.01 * chance(r);
}

static void make_sensitivity(fuzz_file *to)
{
    static made m;
    int n;
    const sw_group *const *groups = model_groups(&n);
    PROMISE(sw_design_file_parse(&m.design, groups, n, "d.cfg",
                                 HEAD FACTORS "method = \"saltelli\"; points = 4; "
                                              "replications = 2;",
                                 tiny_city(3), &d) == SW_OK);
    PROMISE(sw_matters_plan_make(&m.plan, &m.design, 2, TEST_SEED, &d) == SW_OK);
    fill(&m, rates);
    PROMISE(sw_matters_make(&m.matters, &m.plan, &m.exploration, &d) == SW_OK);
    sw_study back = {0};
    PROMISE(sw_matters_write(&m.matters, path, 1, &d) == SW_OK);
    PROMISE(sw_study_read(&back, path, &d) == SW_OK && back.n_measures > 0);
    sw_study_free(&back);
    fuzz_read(to, path);
    unmake(&m);
}

static void forget(void)
{
    for (int k = 0; k < N_FILES; k++)
        free(good[k].bytes);
    sw_scenario_free(&scenario);
}

static void set_up(void)
{
    if (path[0])
        return;
    fuzz_path(path, "out.h5");
    (void)H5dont_atexit(); /* after damaged headers HDF5 would complain at exit */
    sw_diagnostics_init(&d, SW_ENGLISH);
    PROMISE(load_scenario(&scenario, NULL, settings, &d) == SW_OK);
    make_posterior(&good[0]);
    make_sensitivity(&good[1]);
    PROMISE(atexit(forget) == 0);
}

static void read_posterior(int changed_unsealed)
{
    sw_calibration c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int status = sw_calibration_read(&c, path, &d);
    fuzz_check_read(status, &d, changed_unsealed);
    if (status == SW_OK) {
        FILE *out = fopen("/dev/null", "w");
        PROMISE(out != NULL);
        PROMISE(sw_calibration_print(&c, out, SW_ENGLISH) == SW_OK);
        PROMISE(sw_calibration_print(&c, out, SW_JAPANESE) == SW_OK);
        PROMISE(sw_calibration_print_json(&c, out) == SW_OK);
        (void)fclose(out);
        (void)project(&c);
    }
    sw_calibration_free(&c);
}

static void add(const double *x, size_t n)
{
    for (size_t i = 0; x && i < n; i++)
        sum += x[i];
}

static void read_study(int changed_unsealed)
{
    sw_study s = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int status = sw_study_read(&s, path, &d);
    fuzz_check_read(status, &d, changed_unsealed);
    if (status == SW_OK) {
        const size_t n = (size_t)s.n_points,
                     cells = (size_t)s.n_measures * (size_t)s.n_groups;
        for (int j = 0; j < s.n_factors; j++) {
            add(s.factors[j].numbers, n);
            sum += s.factors[j].path ? (double)strlen(s.factors[j].path) : 0;
            for (size_t i = 0; s.factors[j].words && i < n; i++)
                sum += (double)strlen(s.factors[j].words[i]);
        }
        add(s.result.value, n);
        add(s.final_rate.low, n);
        add(s.failed, n);
        add(s.total.value, cells);
        add(s.first.high, cells);
        add(s.chance.value, (size_t)s.n_measures);
        add(s.variation, (size_t)s.n_measures);
        sum += (double)(strlen(s.title) + strlen(s.scenario) + strlen(s.outcome_ja));
    }
    sw_study_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    set_up();
    const int changed_unsealed = fuzz_edit(good, N_FILES, data, size, path);
    (void)sw_file_kind_of(path);
    read_posterior(changed_unsealed);
    read_study(changed_unsealed);
    return 0;
}
