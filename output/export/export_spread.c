/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spread.csv: what of each spread is not known and what is chance, where replications
 * share draws; and its rows of the dictionary. */
#include "export.h"

#include <math.h>

static const char columns[] =
    "quantity threshold fiscal_year variance_between variance_within share_unknown "
    "share_unknown_low share_unknown_high";

static void row(const sw_export *self, sw_csv *csv, const char *quantity,
                double threshold, size_t year, const double *const parts[5], size_t at)
{
    sw_csv_text(csv, quantity);
    sw_csv_number(csv, threshold);
    sw_csv_number(csv, self->results->layout.base_year + (double)year);
    for (int i = 0; i < 5; i++)
        sw_csv_number(csv, parts[i][at]);
    sw_csv_row(csv);
}

void sw_export_spread(const sw_export *self, sw_csv *csv, sw_period period, int dimension)
{
    const sw_summary *s = self->summary;
    const size_t years = (size_t)s->n_years;
    const double *const rate[5] = {s->rate_between, s->rate_within, s->rate_share,
                                   s->rate_share_low, s->rate_share_high};
    const double *const ever[5] = {s->ever_between, s->ever_within, s->ever_share,
                                   s->ever_share_low, s->ever_share_high};
    (void)period;
    (void)dimension;
    sw_export_headings(self, csv, columns);
    sw_csv_row(csv);
    for (size_t y = 0; y < years; y++)
        row(self, csv, "side_work_rate_annual", NAN, y, rate, y);
    for (size_t k = 0; k < (size_t)s->n_thresholds; k++)
        for (size_t y = 1; y < years; y++) /* the base year does not count */
            row(self, csv, "ever_reached", self->results->layout.thresholds[k], y, ever,
                k * years + y);
}

void sw_export_describe_spread(const sw_export *self, sw_csv *csv, const char *file)
{
    static const struct {
        const char *column, *unit, *en, *ja;
    } rows[] = {
        {"quantity", "",
         "What varies: the rate of the fiscal year (side_work_rate_annual), or whether "
         "the "
         "threshold has been reached by it, 0 or 1 (ever_reached)",
         "ばらつく量: "
         "年度の庁内副業率（side_work_rate_annual）、またはその年度までに目標に"
         "到達したか 0 か 1（ever_reached）"},
        {"threshold", "1", "Side-work rate to be reached (empty for the rate itself)",
         "目標とする庁内副業率（率そのものでは空欄）"},
        {"fiscal_year", "year", "Fiscal year (April to March), by the year it begins in",
         "年度（４月始まり、西暦）"},
        {"variance_between", "1",
         "Variance between draws of what is uncertain: what is not known (below 0: draws "
         "differ less than chance alone makes them, so there is little of it)",
         "引いた値の間の分散: "
         "知識の不足（負なら偶然だけの場合より差が小さく、ほとんどない）"},
        {"variance_within", "1", "Variance between replications of one draw: chance",
         "同じ値を使う試行の間の分散: 偶然"},
        {"share_unknown", "1",
         "Share of what is not known in the variance, the rest is chance (empty: all or "
         "nearly all replications are alike)",
         "分散のうち知識の不足の割合、残りは偶然（空欄は、ほぼ全ての試行が同じ結果）"},
        {"share_unknown_low", "1", "Lower end of its 95 % interval",
         "その95％区間の下限"},
        {"share_unknown_high", "1", "Upper end of its 95 % interval",
         "その95％区間の上限"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sw_csv_text(csv, file);
        sw_csv_text(csv, sw_export_heading(self, rows[i].column));
        sw_csv_text(csv, rows[i].unit);
        sw_csv_text(csv, rows[i].en);
        sw_csv_text(csv, rows[i].ja);
        sw_csv_row(csv);
    }
}
