/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attributes that only some files have: how far quantiles made by a sketch may be off, and
 * how a run with --precision ended, how many replications share a draw. A file without them is exact, and its number of
 * replications was given.
 */
#include "result_content.h"
#include "result_reader.h"

static const char error_name[] = "quantile_error";
static const char *const of_rates[] = {
    "side_work_rate_annual_quantile", "side_work_rate_annual_regular_quantile",
    "side_work_rate_quantile", "side_work_rate_regular_quantile"};
enum { N_RATES = sizeof of_rates / sizeof of_rates[0] };

static int put_error(hid_t file, const char *name, double error)
{
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    if (dataset < 0)
        return -1;
    const int bad = sw_h5_put_numbers(dataset, error_name, H5T_IEEE_F64LE,
                                      H5T_NATIVE_DOUBLE, &error, 0) != 0;
    return H5Dclose(dataset) < 0 || bad ? -1 : 0;
}

static int put_stopping(hid_t file, const sw_stopping *s)
{
    const int8_t reached = s->reached != 0;
    int bad = sw_h5_put_numbers(file, "precision", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                                &s->width, 0) != 0;
    bad |= sw_h5_put_numbers(file, "precision_level", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                             &s->level, 0) != 0;
    bad |= sw_h5_put_numbers(file, "precision_reached", H5T_STD_I8LE, H5T_NATIVE_INT8,
                             &reached, 0) != 0;
    return bad ? -1 : 0;
}

static int put_repeats(hid_t file, uint32_t repeats, uint32_t draws)
{
    int bad = sw_h5_put_numbers(file, "repeats", H5T_STD_I32LE, H5T_NATIVE_UINT32,
                                &repeats, 0) != 0;
    bad |= sw_h5_put_numbers(file, "draws", H5T_STD_I32LE, H5T_NATIVE_UINT32, &draws,
                             0) != 0;
    return bad ? -1 : 0;
}

int sw_content_extras(sw_content *self)
{
    const double error = self->summary->rate_quantile_error;
    int bad = 0;
    for (int i = 0; i < N_RATES && error > 0; i++)
        if (H5Lexists(self->file, of_rates[i], H5P_DEFAULT) > 0)
            bad |= put_error(self->file, of_rates[i], error) != 0;
    if (self->results->stopping.width > 0)
        bad |= put_stopping(self->file, &self->results->stopping) != 0;
    if (self->results->repeats > 1)
        bad |=
            put_repeats(self->file, self->results->repeats, self->summary->n_draws) != 0;
    return bad ? sw_content_io_error(self, error_name) : SW_OK;
}

static int get_repeats(sw_reader *self, uint32_t *draws)
{
    sw_results *r = self->results;
    int32_t repeats = 0, n = 0;
    *draws = 0;
    if (H5Aexists(self->file, "repeats") <= 0)
        return 0;
    if (sw_h5_get_numbers(self->file, "repeats", H5T_NATIVE_INT32, &repeats, 0) != 0 ||
        sw_h5_get_numbers(self->file, "draws", H5T_NATIVE_INT32, &n, 0) != 0 ||
        repeats < 2 || n < 1 || (uint32_t)n > r->n_replications)
        return -1;
    r->repeats = (uint32_t)repeats;
    *draws = (uint32_t)n;
    return 0;
}

int sw_reader_extras(sw_reader *self, double *error, uint32_t *draws)
{
    sw_stopping *s = &self->results->stopping;
    int8_t reached = 0;
    int bad = 0;
    *error = 0;
    if (H5Lexists(self->file, of_rates[0], H5P_DEFAULT) > 0 &&
        H5Aexists_by_name(self->file, of_rates[0], error_name, H5P_DEFAULT) > 0) {
        const hid_t dataset = H5Dopen2(self->file, of_rates[0], H5P_DEFAULT);
        bad = dataset < 0 ||
              sw_h5_get_numbers(dataset, error_name, H5T_NATIVE_DOUBLE, error, 0) != 0;
        if (dataset >= 0)
            H5Dclose(dataset);
    }
    if (H5Aexists(self->file, "precision") > 0) {
        bad |= sw_h5_get_numbers(self->file, "precision", H5T_NATIVE_DOUBLE, &s->width,
                                 0) != 0;
        bad |= sw_h5_get_numbers(self->file, "precision_level", H5T_NATIVE_DOUBLE,
                                 &s->level, 0) != 0;
        bad |= sw_h5_get_numbers(self->file, "precision_reached", H5T_NATIVE_INT8,
                                 &reached, 0) != 0;
        s->reached = reached != 0;
    }
    if (bad || !(s->width >= 0 && s->width <= 1 && s->level >= 0 && s->level < 1) ||
        !(*error >= 0 && *error <= 1))
        return sw_reader_refuse(self, "/", "has bad attributes on precision",
                                "精度に関する属性が正しくありません");
    if (get_repeats(self, draws) != 0)
        return sw_reader_refuse(self, "/", "has bad attributes on repeats",
                                "repeats に関する属性が正しくありません");
    return SW_OK;
}
