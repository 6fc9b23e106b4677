/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where uncertain parameters get their values; see uncertain.h. */
#include <sidework/uncertain.h>

#include <math.h>

#include <sidework/random.h>

enum { ROUNDS = 6 };

static const double least_pivot = 1e-10;

uint32_t sw_uncertain_number(const sw_scenario *scenario, uint32_t replication)
{
    const int repeats = sw_scenario_simulation(scenario)->repeats;
    return repeats > 1 ? replication / (uint32_t)repeats : replication;
}

int sw_cholesky(const double *r, int n, double *l)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double rest = j <= i ? r[i * n + j] : 0;
            for (int k = 0; k < j && j <= i; k++) {
                rest -= l[i * n + k] * l[j * n + k];
            }
            if (i == j && !(rest > least_pivot)) {
                return 0;
            }
            l[i * n + j] = j > i ? 0 : j == i ? sqrt(rest) : rest / l[j * n + j];
        }
    }
    return 1;
}

int sw_copula_attempt(const sw_scenario *scenario, const sw_copula *copula, uint64_t seed,
                      uint32_t number, uint32_t attempt, double *values)
{
    double z[SW_MAX_CORRELATED];
    int within = 1;
    for (int i = 0; i < copula->n; i++) {
        const sw_prior *prior = &scenario->priors[copula->member[i]];
        double y = 0;
        z[i] = sw_prior_score(prior, seed, number, attempt);
        for (int j = 0; j <= i; j++) {
            y += copula->l[i * copula->n + j] * z[j];
        }
        values[i] = sw_prior_at_score(prior, y);
        within &= values[i] >= prior->min && values[i] <= prior->max;
    }
    return within;
}

static void draw_group(const sw_scenario *scenario, const sw_copula *copula,
                       uint64_t seed, uint32_t number, double *values)
{
    double drawn[SW_MAX_CORRELATED];
    int within = 0;
    for (uint32_t attempt = 0; attempt < SW_PRIOR_ATTEMPTS && !within; attempt++) {
        within = sw_copula_attempt(scenario, copula, seed, number, attempt, drawn);
    }
    for (int i = 0; i < copula->n; i++) {
        const int k = copula->member[i];
        values[k] = within ? drawn[i] : sw_prior_central(&scenario->priors[k]);
    }
}

/* 1 if value k comes from elsewhere than its own prior. */
static int is_taken(const sw_scenario *scenario, int k)
{
    const sw_taken_posterior *posterior = &scenario->posterior;
    for (int c = 0; posterior->n_rows > 0 && c < posterior->n_columns; c++) {
        if (posterior->prior[c] == k) {
            return 1;
        }
    }
    for (int g = 0; g < scenario->n_copulas; g++) {
        for (int i = 0; i < scenario->copulas[g].n; i++) {
            if (scenario->copulas[g].member[i] == k) {
                return 1;
            }
        }
    }
    return 0;
}

uint32_t sw_posterior_row(uint64_t seed, uint32_t n, uint32_t number)
{
    const sw_key key = sw_key_of(seed, number / n, SW_STREAM_POSTERIOR, 0);
    uint32_t bits = 1; /* of a half */
    while (bits < 16 && 1ull << 2 * bits < n) {
        bits++;
    }
    const uint32_t mask = (1u << bits) - 1;
    uint32_t row = number % n;
    do {
        uint32_t left = row >> bits, right = row & mask;
        for (uint32_t round = 0; round < ROUNDS; round++) {
            const uint32_t next = left ^ (sw_draw(key, right, round).w[0] & mask);
            left = right;
            right = next;
        }
        row = left << bits | right;
    } while (row >= n);
    return row;
}

static void take_row(const sw_scenario *scenario, uint64_t seed, uint32_t number,
                     double *values)
{
    const sw_taken_posterior *posterior = &scenario->posterior;
    const size_t row = sw_posterior_row(seed, posterior->n_rows, number);
    for (int c = 0; c < posterior->n_columns; c++) {
        values[posterior->prior[c]] =
            posterior->values[row * (size_t)posterior->n_columns + (size_t)c];
    }
}

void sw_uncertain_draw(const sw_scenario *scenario, uint64_t seed, uint32_t replication,
                       double *values)
{
    const uint32_t number = sw_uncertain_number(scenario, replication);
    for (int k = 0; k < scenario->n_priors; k++) {
        if (!is_taken(scenario, k)) {
            values[k] = sw_prior_draw(&scenario->priors[k], seed, number);
        }
    }
    for (int g = 0; g < scenario->n_copulas; g++) {
        draw_group(scenario, &scenario->copulas[g], seed, number, values);
    }
    if (scenario->posterior.n_rows > 0) {
        take_row(scenario, seed, number, values);
    }
}

int sw_scenario_check_posterior(const sw_scenario *scenario, sw_diagnostics *diagnostics)
{
    const char *wanted = sw_scenario_simulation(scenario)->posterior;
    if (!*wanted || scenario->posterior.n_rows > 0) {
        return SW_OK;
    }
    return sw_scenario_fail(
        scenario, diagnostics, "simulation.posterior",
        "the scenario wants the posterior %.12s: name its file with --posterior, or "
        "leave "
        "the key out to draw from the priors",
        "シナリオは事後分布 %.12s を求めています。--posterior でファイルを指定するか、"
        "事前分布から引くならこのキーを除いてください",
        wanted);
}
