/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * More years are more knowledge: learning from a series of yearly rates, through the whole chain, in the world of
 * test_calibrate_exact.c, where a ~ beta(3, 5) is drawn once and pieces of work of each year are binomial(120, a c),
 * independent given a. With observed rates y_j, each of normal error sd,
 *
 *     p(a | y) ~ beta(a; 3, 5) product_j sum_k binomial(k; 120, a c) exp(-(y_j - k h)^2 / (2 sd^2)),   h = 4 h of 20,000
 *
 * by quadrature. The rates are those of a world with a known a, lived for three years. The posterior of three years is
 * the exact one, narrower than that of the first year as it should be, and holds the a that made it; years that were
 * passed over, or taken for one, would be seen.
 */
#include "support/calibrate_world.h"

#include <math.h>

#include "matching.h"

enum { PIECES = 120, CELLS = 2000, PARTICLES = 1000, SIMULATIONS = 10000, YEARS = 3 };

static const char *const longer[] = {"simulation.years=2", NULL};
static const double error_sd = 0.0005, unit = 4.0 / 20000.0;

typedef struct moments {
    double mean, sd, effective;
} moments;

static double likelihood(double p, double y)
{
    double sum = 0;
    for (int k = 0; k <= PIECES; k++) {
        const double z = (y - k * unit) / error_sd;
        sum += exp(lgamma(PIECES + 1.0) - lgamma(k + 1.0) - lgamma(PIECES - k + 1.0) +
                   k * log(p) + (PIECES - k) * log1p(-p) - z * z / 2);
    }
    return sum;
}

static moments reckon(const double *y, int years, double consent)
{
    double sum = 0, mean = 0, squares = 0;
    for (int i = 0; i < CELLS; i++) {
        const double a = (i + 0.5) / CELLS;
        double weight = a * a * pow(1 - a, 4);
        for (int j = 0; j < years; j++)
            weight *= likelihood(a * consent, y[j]);
        sum += weight;
        mean += weight * a;
        squares += weight * a * a;
    }
    mean /= sum;
    return (moments){mean, sqrt(squares / sum - mean * mean), 0};
}

/* Three years of a world with this a. */
static void live(double a, uint32_t number, double *y)
{
    static simulation s;
    simulation_open(&s, ONCE, longer);
    s.world.values = &a;
    sw_replication_run(&sw_model_city_hall, &s.world, TEST_SEED, number, s.record);
    for (int j = 0; j < YEARS; j++)
        y[j] = *recorded(&s, SW_INDICATOR_side_work_rate_annual, j);
    simulation_close(&s);
}

static const char *series(const double *y, int years)
{
    static char text[TEXT_BYTES];
    size_t used = (size_t)snprintf(text, sizeof text, "title = \"t\"; observations = (");
    for (int j = 0; j < years; j++)
        used += (size_t)snprintf(
            text + used, sizeof text - used,
            "%s{ name = \"rate_%d\"; quantity = \"side_work_rate_annual\"; fiscal_year = "
            "%d; value = %.17g; sd = %g; source = \"s\"; text = \"x\"; }",
            j ? "," : "", j, 2021 + j, y[j], error_sd);
    (void)snprintf(text + used, sizeof text - used, ");");
    return text;
}

static void begin(world *w, const char *facts)
{
    memset(w, 0, sizeof *w);
    demand(load_scenario(&w->scenario, ONCE, longer, &d));
    demand(sw_trials_new(&w->trials, &sw_model_city_hall, &w->scenario, TEST_SEED, &d));
    demand(sw_observations_parse(&w->observations, "facts.cfg", facts,
                                 sw_trials_layout(w->trials), &d));
    w->learning.model = &sw_model_city_hall;
    w->learning.scenario = &w->scenario;
    w->learning.observations = &w->observations;
    w->learning.trials = w->trials;
    w->learning.rules = (sw_learning_rules){
        .simulations = SIMULATIONS, .particles = PARTICLES, .threads = 1};
    w->learning.diagnostics = &d;
}

static moments learned(const double *y, int years)
{
    static world w;
    moments m = {0};
    begin(&w, series(y, years));
    demand(sw_learning_begin(&w.learning));
    demand(sw_learning_run(&w.learning));
    demand(sw_learning_outcome(&w.learning, &w.outcome));
    const sw_calibration *c = &w.outcome;
    for (int k = 0; k < c->n_draws; k++)
        m.mean += c->values[k] / c->n_draws;
    for (int k = 0; k < c->n_draws; k++)
        m.sd += (c->values[k] - m.mean) * (c->values[k] - m.mean);
    m.sd = sqrt(m.sd / (c->n_draws - 1));
    m.effective = c->effective;
    close_world(&w);
    return m;
}

static double consent(void)
{
    static simulation s;
    simulation_open(&s, ONCE, longer);
    const struct sw_matching *p = s.scenario.values[SW_GROUP_matching];
    const double c = 1.0 / (1.0 + exp(-p->consent));
    simulation_close(&s);
    return c;
}

/* Bounds are those of test_calibrate_exact.c: five errors of the mean, three tenths of the sd. */
static int is(const moments *m, const moments *e)
{
    const double error = 1.5 * e->sd / sqrt(m->effective);
    return fabs(m->mean - e->mean) < 5 * error && fabs(m->sd / e->sd - 1) < 0.3;
}

static void test_series(void **state)
{
    static const double truth[] = {0.3, 0.6};
    const double c = consent();
    (void)state;
    for (int k = 0; k < 2; k++) {
        double y[YEARS];
        live(truth[k], 5000000 + (uint32_t)k, y);
        const moments one = reckon(y, 1, c), all = reckon(y, YEARS, c);
        const moments m = learned(y, YEARS), first = learned(y, 1);
        print_message("a %.2f, rates %.4f %.4f %.4f: one year %.4f +- %.4f (exact %.4f "
                      "+- %.4f), three years %.4f +- %.4f (exact %.4f +- %.4f)\n",
                      truth[k], y[0], y[1], y[2], first.mean, first.sd, one.mean, one.sd,
                      m.mean, m.sd, all.mean, all.sd);
        assert_true(is(&first, &one));
        assert_true(is(&m, &all));
        assert_true(m.sd < 0.85 * first.sd);
        assert_true(fabs(m.mean - truth[k]) < 4 * all.sd);
        /* it would see that the later years were passed over */
        const moments passed_over = {one.mean, one.sd, m.effective};
        assert_false(is(&passed_over, &all));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_series)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
