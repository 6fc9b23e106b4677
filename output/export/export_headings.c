/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column headings in the reader's language: the English name, by which a program knows a
 * column, and the Japanese one for a reader of tables. */
#include "export.h"

#include <string.h>

static const struct {
    const char *column, *ja;
} headings[] = {{"threshold", "目標"},
                {"fiscal_year", "年度"},
                {"month", "月"},
                {"label", "区分（英語）"},
                {"label_ja", "区分"},
                {"indicator", "指標（英語名）"},
                {"indicator_ja", "指標"},
                {"unit", "単位"},
                {"n", "試行数"},
                {"mean", "平均"},
                {"sd", "標準偏差"},
                {"p05", "5％点"},
                {"p50", "中央値"},
                {"p95", "95％点"},
                {"p_ever_reached", "一度でも到達する確率"},
                {"p_ever_reached_se", "一度でも到達する確率の標準誤差"},
                {"p_ever_reached_low", "一度でも到達する確率の95％区間下限"},
                {"p_ever_reached_high", "一度でも到達する確率の95％区間上限"},
                {"p_held_at_end", "最終年度に到達する確率"},
                {"p_held_at_end_se", "最終年度に到達する確率の標準誤差"},
                {"p_held_at_end_low", "最終年度に到達する確率の95％区間下限"},
                {"p_held_at_end_high", "最終年度に到達する確率の95％区間上限"},
                {"p_reached_in", "その年度に到達する確率"},
                {"p_reached_in_se", "その年度に到達する確率の標準誤差"},
                {"p_reached_in_low", "その年度に到達する確率の95％区間下限"},
                {"p_reached_in_high", "その年度に到達する確率の95％区間上限"},
                {"first_year_p05", "初めて到達する年度の5％点"},
                {"first_year_p50", "初めて到達する年度の中央値"},
                {"first_year_p95", "初めて到達する年度の95％点"},
                {"quantity", "量（英語名）"},
                {"variance_between", "分散：知識の不足"},
                {"variance_within", "分散：偶然"},
                {"share_unknown", "知識の不足の割合"},
                {"share_unknown_low", "知識の不足の割合の95％区間下限"},
                {"share_unknown_high", "知識の不足の割合の95％区間上限"},
                {"replication", "試行"},
                {"item", "項目"},
                {"statistic", "統計量"},
                {"file", "ファイル"},
                {"column", "列"},
                {"english", "英語"},
                {"japanese", "日本語"}};

const char *sw_export_heading(const sw_export *self, const char *column)
{
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (self->language == SW_JAPANESE && strcmp(headings[i].column, column) == 0)
            return headings[i].ja;
    return column;
}

void sw_export_headings(const sw_export *self, sw_csv *csv, const char *columns)
{
    while (*columns != '\0') {
        char column[64];
        const size_t n = strcspn(columns, " ");
        (void)snprintf(column, sizeof column, "%.*s", (int)n, columns);
        sw_csv_text(csv, sw_export_heading(self, column));
        columns += n + (columns[n] == ' ');
    }
}
