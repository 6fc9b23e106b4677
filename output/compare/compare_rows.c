/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a comparison is made of, as named datasets: the same in JSON and HDF5. */
#include "compare_parts.h"

#include <stddef.h>
#include <string.h>

#define ROW(name, member, en, ja)                                                        \
    {                                                                                    \
        name, 0, "1", en, ja, offsetof(sw_contrast, member)                              \
    }

const sw_contrast_row sw_contrast_rows[SW_N_CONTRAST_ROWS] = {
    ROW("value_base", base, "The base: mean, or probability (unit of the outcome)",
        "基準の平均または確率（単位は項目による）"),
    ROW("value_other", other,
        "The scenario compared: mean, or probability (unit of the outcome)",
        "比較するシナリオの平均または確率（単位は項目による）"),
    ROW("difference", difference, "Scenario minus base (unit of the outcome)",
        "シナリオと基準の差（単位は項目による）"),
    ROW("difference_low", low, "95 % interval of the difference, by itself: low end",
        "差の95％区間の下端（単独）"),
    ROW("difference_high", high, "95 % interval of the difference, by itself: high end",
        "差の95％区間の上端（単独）"),
    ROW("difference_family_low", family_low,
        "Low end of the interval that holds for all scenarios at once (Bonferroni)",
        "全シナリオで同時に成り立つ95％区間の下端（Bonferroni）"),
    ROW("difference_family_high", family_high,
        "High end of the interval that holds for all scenarios at once (Bonferroni)",
        "全シナリオで同時に成り立つ95％区間の上端（Bonferroni）"),
    ROW("p_value", p, "p: paired t or Welch; exact McNemar or Fisher",
        "p値（対応のあるtまたはWelch、正確McNemarまたはFisher）"),
    ROW("p_value_holm", p_holm, "p over all scenarios, Holm's",
        "全シナリオで補正したp値（Holm法）"),
    ROW("effect_size", effect,
        "Difference over the standard deviation of the paired differences",
        "差／対応のある差の標準偏差"),
    ROW("effect_size_marginal", effect_marginal,
        "Difference over the root mean square of both standard deviations",
        "差／両者の標準偏差の二乗平均平方根"),
    ROW("pairing_gain", gain,
        "Variance of the difference without pairing over that with it (infinite: every "
        "pair differs alike)",
        "対応がない場合とある場合の差の分散の比（どの組の差も同じなら無限大）"),
    ROW("base_only", base_only, "Pairs in which only the base reaches",
        "基準だけが届いた組の数"),
    ROW("other_only", other_only, "Pairs in which only the scenario reaches",
        "シナリオだけが届いた組の数"),
    ROW("replications_base", n_base, "Replications of the base that count",
        "基準の試行数"),
    ROW("replications_other", n_other, "Replications of the scenario that count",
        "シナリオの試行数"),
    ROW("replications_needed", needed,
        "Replications of each that would settle the difference found, with 90 % chance",
        "この差を90％の見込みで明確にするのに要る試行数"),
    ROW("replications_further", further,
        "Of these, still missing (0: clear; infinite: no difference was found)",
        "うち不足分（0は明確、無限大は差が見られない）"),
    {"verdict", 1, "1", "Verdict by the interval for all scenarios", "同時区間による判定",
     offsetof(sw_contrast, verdict)}};

double sw_contrast_value(const sw_contrast *contrast, const sw_contrast_row *row)
{
    double value;
    memcpy(&value, (const char *)contrast + row->member, sizeof value);
    return value;
}

const char *const sw_verdict_words[SW_N_VERDICTS] = {"unknown", "same", "unclear",
                                                     "lower", "higher"};
const char *const sw_unpaired_words[SW_N_UNPAIRED] = {"seed", "staff", "parameters",
                                                      "version", "kept"};
