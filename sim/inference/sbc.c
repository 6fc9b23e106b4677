/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulation-based calibration. */
#include <sidework/scoring.h>

#include <math.h>
#include <stdlib.h>

#include <sidework/random.h>

enum { MONTH_TIES = 4 };

/* Rank of the truth in column k, as a number of (0, 1). */
static double rank_of(const sw_sbc *self, uint32_t set, int k, const double *truth,
                      const double *posterior, double *column)
{
    const sw_key key = sw_key_of(self->seed, set, SW_STREAM_INFERENCE, MONTH_TIES);
    const sw_words words = sw_draw(key, (uint32_t)k, 0);
    const double tie = sw_uniform53(words.w[0], words.w[1]);
    const double within = sw_uniform53(words.w[2], words.w[3]);
    for (int i = 0; i < self->n_posterior; i++)
        column[i] = posterior[(size_t)i * (size_t)self->n_quantities + (size_t)k];
    return (sw_rank_randomised(column, self->n_posterior, truth[k], tie) + within) /
           (self->n_posterior + 1);
}

int sw_sbc_run(const sw_sbc *self, double *pit, sw_diagnostics *diagnostics)
{
    if (self->n_sets < 1 || self->n_quantities < 1 || self->n_posterior < 1 || !self->fit)
        return sw_fail(diagnostics, SW_INPUT,
                       "calibration needs data sets, quantities and posterior rows",
                       "較正の検査にはデータセット、対象の量、事後標本が必要です");
    const size_t rows = (size_t)self->n_posterior, q = (size_t)self->n_quantities;
    double *block = malloc((rows * q + q + rows) * sizeof *block);
    if (!block)
        return SW_MEMORY;
    double *truth = block, *column = truth + q, *posterior = column + rows;
    int status = SW_OK;
    for (int set = 0; set < self->n_sets && !status; set++) {
        status = self->fit(self->context, (uint32_t)set, truth, posterior);
        for (int k = 0; k < self->n_quantities && !status; k++)
            pit[(size_t)k * (size_t)self->n_sets + (size_t)set] =
                rank_of(self, (uint32_t)set, k, truth, posterior, column);
    }
    free(block);
    return status;
}
