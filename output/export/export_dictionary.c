/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dictionary.csv: what every column and every indicator of the exported tables is, in
 * both languages. */
#include "export.h"

#include <sidework/display.h>

typedef struct meaning {
    const char *column, *unit, *en, *ja;
} meaning;

static const meaning summary_columns[] = {
    {"threshold", "1", "Side-work rate to be reached", "目標とする庁内副業率"},
    {"p_ever_reached", "1",
     "Probability that the threshold is reached in some year after the base year",
     "基準年度より後の年度に一度でも目標に到達する確率"},
    {"p_ever_reached_se", "1",
     "Monte Carlo standard error of p_ever_reached (0 where that is 0 or 1: see the "
     "interval)",
     "p_ever_reached のモンテカルロ標準誤差（0か1のところでは0、区間を参照）"},
    {"p_ever_reached_low", "1",
     "Lower end of the 95 % interval (Wilson) of p_ever_reached",
     "p_ever_reached の95％区間（Wilson法）の下限"},
    {"p_ever_reached_high", "1",
     "Upper end of the 95 % interval (Wilson) of p_ever_reached",
     "p_ever_reached の95％区間（Wilson法）の上限"},
    {"p_held_at_end", "1",
     "Probability that the rate of the last year is at or above the threshold",
     "最終年度の庁内副業率が目標以上となる確率"},
    {"p_held_at_end_se", "1",
     "Monte Carlo standard error of p_held_at_end (0 where that is 0 or 1: see the "
     "interval)",
     "p_held_at_end のモンテカルロ標準誤差（0か1のところでは0、区間を参照）"},
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
    {"p_reached_in_se", "1",
     "Monte Carlo standard error (0 where the probability is 0 or 1: see the interval)",
     "モンテカルロ標準誤差（確率が0か1のところでは0、区間を参照）"},
    {"p_reached_in_low", "1", "Lower end of the 95 % interval (Wilson)",
     "95％区間（Wilson法）の下限"},
    {"p_reached_in_high", "1", "Upper end of the 95 % interval (Wilson)",
     "95％区間（Wilson法）の上限"},
    {"p_ever_reached", "1",
     "Probability that the threshold has been reached in a year after the base year, up "
     "to "
     "this one",
     "基準年度の翌年度からその年度までに目標へ一度でも到達する確率"},
    {"p_ever_reached_se", "1",
     "Monte Carlo standard error (0 where the probability is 0 or 1: see the interval)",
     "モンテカルロ標準誤差（確率が0か1のところでは0、区間を参照）"},
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
    {"mean", "", "Mean over replications (empty where only quantiles were kept)",
     "試行の平均（分位点だけを保存した場合は空欄）"},
    {"sd", "",
     "Standard deviation over replications (empty where only quantiles were kept)",
     "試行の標準偏差（分位点だけを保存した場合は空欄）"},
    {"p05", "", "5 % quantile over replications", "試行の5％点"},
    {"p50", "", "Median over replications", "試行の中央値"},
    {"p95", "", "95 % quantile over replications", "試行の95％点"}};

static const meaning overview_columns[] = {
    {"item", "", "What the row is about (see the rows item: ...)",
     "行の内容（項目: … の行を参照）"},
    {"statistic", "", "Median, 5 % or 95 % quantile over replications, or a probability",
     "試行の中央値、5％点、95％点、または確率"},
    {"unit", "", "Unit of the row", "行の単位"}};

static const meaning year_column = {
    "fiscal_year", "year", "Fiscal year (April to March), by the year it begins in",
    "年度（４月始まり、西暦）"};
static const meaning month_column = {"month", "date", "First day of the month",
                                     "月の初日"};

static void put(const sw_export *self, sw_csv *csv, const char *file, const meaning *m)
{
    sw_csv_text(csv, file);
    sw_csv_text(csv, sw_export_heading(self, m->column));
    sw_csv_text(csv, m->unit);
    sw_csv_text(csv, m->en);
    sw_csv_text(csv, m->ja);
    sw_csv_row(csv);
}

static void put_all(const sw_export *self, sw_csv *csv, const char *file,
                    const meaning *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(self, csv, file, &rows[i]);
}

/* A row of the table rather than a column: "indicator: willing". */
static void put_row(const sw_export *self, sw_csv *csv, const char *file,
                    const char *kind, const meaning *m)
{
    char name[256];
    (void)snprintf(name, sizeof name, "%s: %s", sw_export_heading(self, kind), m->column);
    put(self, csv, file, &(meaning){name, m->unit, m->en, m->ja});
}

static void put_overview(const sw_export *self, sw_csv *csv, const char *file)
{
    const int ja = self->language == SW_JAPANESE;
    const sw_layout *layout = &self->results->layout;
    const sw_overview_item *item;
    char years[160], first[64], last[64];
    put_all(self, csv, file, overview_columns,
            sizeof overview_columns / sizeof overview_columns[0]);
    sw_format_year(layout->base_year, self->language, first, sizeof first);
    sw_format_year(layout->base_year + layout->n_years - 1, self->language, last,
                   sizeof last);
    (void)snprintf(years, sizeof years, "%s ... %s", first, last);
    put(self, csv, file,
        &(meaning){years, "", "The fiscal year's value, rounded; exact ones: yearly.csv",
                   "その年度の値（丸めた値。正確な値は yearly.csv）"});
    for (size_t i = 0; (item = sw_export_overview_item(self->results, i)) != NULL; i++) {
        const sw_variable *v = sw_layout_find(layout, item->variable);
        const int derived = item->kind == SW_OVERVIEW_A_HEAD; /* not what v says */
        put_row(
            self, csv, file, "item",
            &(meaning){ja ? item->ja : item->en, ja ? item->unit_ja : item->unit,
                       derived ? "Overtime of the year over heads and months" : v->en,
                       derived ? "年間の時間外勤務を職員数と月数で割ったもの" : v->ja});
    }
}

static void put_indicators(const sw_export *self, sw_csv *csv,
                           const sw_export_table *table)
{
    const sw_layout *layout = &self->results->layout;
    put(self, csv, table->name,
        table->period == SW_BY_YEAR ? &year_column : &month_column);
    if (table->dimension >= 0) {
        const sw_dimension *d = &layout->dimensions[table->dimension];
        put(self, csv, table->name, &(meaning){"label", "", d->en, d->ja});
        put(self, csv, table->name, &(meaning){"label_ja", "", d->en, d->ja});
    }
    put_all(self, csv, table->name, indicator_columns,
            sizeof indicator_columns / sizeof indicator_columns[0]);
    for (int i = 0; i < layout->n_variables; i++) {
        const sw_variable *v = &layout->variables[i];
        if (v->period == table->period && v->dimension == table->dimension)
            put_row(self, csv, table->name, "indicator",
                    &(meaning){v->name, v->unit, v->en, v->ja});
    }
    sw_stored_rate rate;
    for (int k = 0;
         table->dimension < 0 && sw_export_stored_rate(self, table->period, k, &rate);
         k++)
        put_row(self, csv, table->name, "indicator",
                &(meaning){rate.name, "1", rate.en, rate.ja});
}

static void put_replications(const sw_export *self, sw_csv *csv,
                             const sw_export_table *table)
{
    put(self, csv, table->name,
        &(meaning){"replication", "", "Replication (one simulated future)",
                   "試行（シミュレーションした１つの将来）"});
    for (size_t i = 0; i < self->n_columns; i++) {
        const sw_replication_column *c = &self->columns[i];
        put(self, csv, table->name, &(meaning){c->name, c->unit, c->en, c->ja});
    }
}

void sw_export_describe(const sw_export *self, sw_csv *csv, const sw_export_table *table)
{
    if (table->fill == sw_export_overview)
        put_overview(self, csv, table->name);
    else if (table->fill == sw_export_summary)
        put_all(self, csv, table->name, summary_columns,
                sizeof summary_columns / sizeof summary_columns[0]);
    else if (table->fill == sw_export_probability)
        put_all(self, csv, table->name, probability_columns,
                sizeof probability_columns / sizeof probability_columns[0]);
    else if (table->fill == sw_export_spread)
        sw_export_describe_spread(self, csv, table->name);
    else if (table->fill == sw_export_replications)
        put_replications(self, csv, table);
    else
        put_indicators(self, csv, table);
}
