/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dictionary.csv: what every column and every indicator of the exported tables is, in
 * both languages. */
#include "export.h"

#include <string.h>

typedef struct meaning {
    const char *column, *unit, *en, *ja;
} meaning;

static const meaning summary_columns[] = {
    {"threshold", "1", "Side-work rate to be reached", "目標とする庁内副業率"},
    {"p_ever_reached", "1",
     "Probability that the threshold is reached in some year after the base year",
     "基準年度より後の年度に一度でも目標に到達する確率"},
    {"p_ever_reached_se", "1", "Monte Carlo standard error of p_ever_reached",
     "p_ever_reached のモンテカルロ標準誤差"},
    {"p_ever_reached_low", "1",
     "Lower end of the 95 % interval (Wilson) of p_ever_reached",
     "p_ever_reached の95％区間（Wilson法）の下限"},
    {"p_ever_reached_high", "1",
     "Upper end of the 95 % interval (Wilson) of p_ever_reached",
     "p_ever_reached の95％区間（Wilson法）の上限"},
    {"p_held_at_end", "1",
     "Probability that the rate of the last year is at or above the threshold",
     "最終年度の庁内副業率が目標以上となる確率"},
    {"p_held_at_end_se", "1", "Monte Carlo standard error of p_held_at_end",
     "p_held_at_end のモンテカルロ標準誤差"},
    {"p_held_at_end_low", "1", "Lower end of the 95 % interval (Wilson) of p_held_at_end",
     "p_held_at_end の95％区間（Wilson法）の下限"},
    {"p_held_at_end_high", "1",
     "Upper end of the 95 % interval (Wilson) of p_held_at_end",
     "p_held_at_end の95％区間（Wilson法）の上限"},
    {"first_year_p05", "year", "First fiscal year reached: 5 % quantile, or never",
     "目標に初めて到達する年度の5％点（到達せずを含む）"},
    {"first_year_p50", "year", "First fiscal year reached: median, or never",
     "目標に初めて到達する年度の中央値（到達せずを含む）"},
    {"first_year_p95", "year", "First fiscal year reached: 95 % quantile, or never",
     "目標に初めて到達する年度の95％点（到達せずを含む）"}};

static const meaning probability_columns[] = {
    {"threshold", "1", "Side-work rate to be reached", "目標とする庁内副業率"},
    {"fiscal_year", "year", "Fiscal year (April to March), by the year it begins in",
     "年度（４月始まり、西暦）"},
    {"p_reached_in", "1",
     "Probability that the rate of the fiscal year is at or above the threshold",
     "その年度の庁内副業率が目標以上となる確率"},
    {"p_reached_in_se", "1", "Monte Carlo standard error", "モンテカルロ標準誤差"},
    {"p_reached_in_low", "1", "Lower end of the 95 % interval (Wilson)",
     "95％区間（Wilson法）の下限"},
    {"p_reached_in_high", "1", "Upper end of the 95 % interval (Wilson)",
     "95％区間（Wilson法）の上限"},
    {"p_ever_reached", "1",
     "Probability that the threshold has been reached in a year after the base year, up "
     "to "
     "this one",
     "基準年度の翌年度からその年度までに目標へ一度でも到達する確率"},
    {"p_ever_reached_se", "1", "Monte Carlo standard error", "モンテカルロ標準誤差"},
    {"p_ever_reached_low", "1", "Lower end of the 95 % interval (Wilson)",
     "95％区間（Wilson法）の下限"},
    {"p_ever_reached_high", "1", "Upper end of the 95 % interval (Wilson)",
     "95％区間（Wilson法）の上限"}};

static const meaning indicator_columns[] = {
    {"indicator", "", "Which indicator (see the rows indicator: ...)",
     "指標名（indicator: … の行を参照）"},
    {"indicator_ja", "", "The indicator in Japanese", "指標の日本語名"},
    {"unit", "", "Unit of the indicator (1: a pure number or share)",
     "指標の単位（1は割合・個数など）"},
    {"n", "1", "Replications in which the indicator is defined", "指標が定まる試行の数"},
    {"mean", "", "Mean over replications", "試行の平均"},
    {"sd", "", "Standard deviation over replications", "試行の標準偏差"},
    {"p05", "", "5 % quantile over replications", "試行の5％点"},
    {"p50", "", "Median over replications", "試行の中央値"},
    {"p95", "", "95 % quantile over replications", "試行の95％点"}};

static const meaning year_column = {
    "fiscal_year", "year", "Fiscal year (April to March), by the year it begins in",
    "年度（４月始まり、西暦）"};
static const meaning month_column = {"month", "date", "First day of the month",
                                     "月の初日"};

static void put(sw_csv *csv, const char *file, const meaning *m)
{
    sw_csv_text(csv, file);
    sw_csv_text(csv, m->column);
    sw_csv_text(csv, m->unit);
    sw_csv_text(csv, m->en);
    sw_csv_text(csv, m->ja);
    sw_csv_row(csv);
}

static void put_all(sw_csv *csv, const char *file, const meaning *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(csv, file, &rows[i]);
}

static void put_indicators(const sw_export *self, sw_csv *csv,
                           const sw_export_table *table)
{
    const sw_layout *layout = &self->results->layout;
    put(csv, table->name, table->period == SW_BY_YEAR ? &year_column : &month_column);
    if (table->dimension >= 0) {
        const sw_dimension *d = &layout->dimensions[table->dimension];
        put(csv, table->name, &(meaning){"label", "", d->en, d->ja});
        put(csv, table->name, &(meaning){"label_ja", "", d->en, d->ja});
    }
    put_all(csv, table->name, indicator_columns,
            sizeof indicator_columns / sizeof indicator_columns[0]);
    for (int i = 0; i < layout->n_variables; i++) {
        const sw_variable *v = &layout->variables[i];
        char name[256];
        if (v->period != table->period || v->dimension != table->dimension)
            continue;
        (void)snprintf(name, sizeof name, "indicator: %s", v->name);
        put(csv, table->name, &(meaning){name, v->unit, v->en, v->ja});
    }
}

static void put_replications(const sw_export *self, sw_csv *csv,
                             const sw_export_table *table)
{
    sw_replication_column column;
    put(csv, table->name,
        &(meaning){"replication", "", "Replication (one simulated future)",
                   "試行（シミュレーションした１つの将来）"});
    for (size_t i = 0; sw_export_column(self->results, i, &column); i++)
        put(csv, table->name, &(meaning){column.name, column.unit, column.en, column.ja});
}

void sw_export_describe(const sw_export *self, sw_csv *csv, const sw_export_table *table)
{
    if (table->fill == sw_export_summary)
        put_all(csv, table->name, summary_columns,
                sizeof summary_columns / sizeof summary_columns[0]);
    else if (table->fill == sw_export_probability)
        put_all(csv, table->name, probability_columns,
                sizeof probability_columns / sizeof probability_columns[0]);
    else if (table->fill == sw_export_replications)
        put_replications(self, csv, table);
    else
        put_indicators(self, csv, table);
}
