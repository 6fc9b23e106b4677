/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datasets of a posterior's file as rows; freeing and naming a calibration. */
#include "calibration_rows.h"

#include <stddef.h>
#include <string.h>

#include <sidework/sha256.h>

#define P(name, member, en, ja)                                                          \
    {                                                                                    \
        name, {SW_CALIBRATION_PARAMETER, -1}, 0,                                         \
            offsetof(sw_calibrated_parameter, member), en, ja                            \
    }
#define PQ(name, member, en, ja)                                                         \
    {                                                                                    \
        name, {SW_CALIBRATION_QUANTILE, SW_CALIBRATION_PARAMETER}, 0,                    \
            offsetof(sw_calibrated_parameter, member), en, ja                            \
    }
#define D(name, member, en, ja)                                                          \
    {                                                                                    \
        name, {SW_CALIBRATION_DATUM, -1}, 0, offsetof(sw_calibrated_datum, member), en,  \
            ja                                                                           \
    }
#define DQ(name, member, en, ja)                                                         \
    {                                                                                    \
        name, {SW_CALIBRATION_QUANTILE, SW_CALIBRATION_DATUM}, 0,                        \
            offsetof(sw_calibrated_datum, member), en, ja                                \
    }
#define G(name, member, en, ja)                                                          \
    {                                                                                    \
        name, {SW_CALIBRATION_GENERATION, -1}, 0,                                        \
            offsetof(sw_calibrated_generation, member), en, ja                           \
    }

const double sw_calibration_quantiles[SW_CALIBRATION_QUANTILES] = {0.05, 0.5, 0.95};

const sw_calibration_row sw_calibration_rows[SW_N_CALIBRATION_ROWS] = {
    PQ("parameter_prior", prior, "Quantiles of the prior", "事前分布の分位点"),
    PQ("parameter_posterior", posterior, "Quantiles of the posterior",
       "事後分布の分位点"),
    PQ("parameter_place", place, "Share of the prior below the posterior's quantiles",
       "事後分布の分位点が事前分布で占める位置"),
    P("contraction", contraction,
      "How far the variance shrank, of the normal score: 1 - after / before",
      "分散の縮み（正規スコア）: 1 - 事後/事前"),
    P("contraction_error", contraction_error, "Monte Carlo standard error of contraction",
      "縮みのモンテカルロ標準誤差"),
    P("shift", shift, "How far the mean moved, in standard deviations of the prior",
      "平均の移動（事前分布の標準偏差を単位とする）"),
    P("shift_error", shift_error, "Monte Carlo standard error of shift",
      "移動のモンテカルロ標準誤差"),
    P("explained", explained,
      "Share of the prior's variance that all data together explain (linear)",
      "全観測値が説明する事前分散の割合（線形）"),
    {"learned",
     {SW_CALIBRATION_PARAMETER, -1},
     1,
     offsetof(sw_calibrated_parameter, learned),
     "1: contraction or shift is beyond four errors",
     "1: 縮みか移動が誤差の４倍を超える"},
    {"fiscal_year",
     {SW_CALIBRATION_DATUM, -1},
     1,
     offsetof(sw_calibrated_datum, fiscal_year),
     "Fiscal year of the datum",
     "観測値の年度"},
    D("observed", observed, "Observed value", "観測された値"),
    DQ("predictive_prior", prior, "Quantiles of the prediction from the prior",
       "事前分布からの予測の分位点"),
    DQ("predictive_posterior", posterior,
       "Quantiles of the prediction from the posterior", "事後分布からの予測の分位点"),
    D("p_prior", prior_p, "Predictive p-value of the prior, two-sided",
      "事前予測の p 値（両側）"),
    D("p_posterior", posterior_p, "Predictive p-value of the posterior, two-sided",
      "事後予測の p 値（両側）"),
    D("left_out_z", left_out_z,
      "Distance to the prediction from the other data, in its standard deviations",
      "ほかの観測値からの予測との隔たり（その標準偏差を単位とする）"),
    D("left_out_explained", left_out_explained,
      "Share of the datum's variance that the other data explain",
      "ほかの観測値が説明するこの観測値の分散の割合"),
    {"conflict",
     {SW_CALIBRATION_DATUM, -1},
     1,
     offsetof(sw_calibrated_datum, conflict),
     "1: the datum does not go with the model or the others (p below 0.05 over their "
     "number)",
     "1: モデルかほかの観測値と合わない（p が 0.05÷観測値の数 未満）"},
    G("tolerance", tolerance, "Largest distance allowed", "許容した距離"),
    G("acceptance", acceptance, "Accepted proposals over proposals", "採択率"),
    G("distinct", distinct, "Different particles", "異なる粒子の数"),
    G("generation_simulations", simulations, "Simulations so far",
      "それまでのシミュレーション回数"),
};

static char *element(const sw_calibration_row *row, const sw_calibration *self, size_t k)
{
    const int of = row->axis[0] == SW_CALIBRATION_QUANTILE ? row->axis[1] : row->axis[0];
    switch (of) {
    case SW_CALIBRATION_PARAMETER:
        return (char *)&self->parameters[k] + row->member;
    case SW_CALIBRATION_DATUM:
        return (char *)&self->data[k] + row->member;
    default:
        return (char *)&self->generations[k] + row->member;
    }
}

double sw_calibration_get(const sw_calibration_row *row, const sw_calibration *self,
                          size_t k, int q)
{
    const void *at = element(row, self, k);
    return row->count ? *(const int *)at : ((const double *)at)[q];
}

void sw_calibration_set(const sw_calibration_row *row, sw_calibration *self, size_t k,
                        int q, double value)
{
    void *at = element(row, self, k);
    if (row->count)
        *(int *)at = (int)value;
    else
        ((double *)at)[q] = value;
}

void sw_calibration_free(sw_calibration *self)
{
    sw_results_free(&self->memory);
    memset(self, 0, sizeof *self);
}

/* Paths and the bits of the values, the least significant byte first. */
void sw_calibration_name(sw_calibration *self)
{
    uint8_t raw[32], bytes[8];
    sw_sha256 state;
    const size_t n = (size_t)self->n_draws * (size_t)self->n_parameters;
    sw_sha256_init(&state);
    for (int k = 0; k < self->n_parameters; k++)
        sw_sha256_add(&state, self->parameters[k].path,
                      strlen(self->parameters[k].path) + 1);
    for (size_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &self->values[i], sizeof bits);
        for (int b = 0; b < 8; b++)
            bytes[b] = (uint8_t)(bits >> (8 * b));
        sw_sha256_add(&state, bytes, sizeof bytes);
    }
    sw_sha256_end(&state, raw);
    for (int b = 0; b < 32; b++)
        (void)snprintf(self->posterior_digest + 2 * b, 3, "%02x", raw[b]);
}
