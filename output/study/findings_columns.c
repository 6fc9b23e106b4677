/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See findings_columns.h. */
#include "findings_columns.h"

#include <stdio.h>
#include <string.h>

#include "findings_parts.h"

static const char *const mean_names[SW_N_FINDINGS_MEANS] = {
#define NAME(name) #name,
    SW_FINDINGS_MEANS(NAME)
#undef NAME
};

typedef struct maker {
    sw_findings_column *to;
    int n;
} maker;

static void add(maker *m, const char *name, const double *values, int by_threshold,
                const char *unit, const char *en, const char *ja)
{
    sw_findings_column *c = &m->to[m->n++];
    (void)snprintf(c->name, sizeof c->name, "%s", name);
    (void)snprintf(c->en, sizeof c->en, "%s", en);
    (void)snprintf(c->ja, sizeof c->ja, "%s", ja);
    c->values = values;
    c->by_threshold = by_threshold;
    c->storage = SW_STORE_RATIO;
    c->unit = unit;
}

/* The outcome's own unit. */
static const char *unit_of(enum sw_design_outcome outcome)
{
    return outcome == SW_OUTCOME_overtime || outcome == SW_OUTCOME_backlog ? "h" : "1";
}

static void add_outcome(maker *m, const sw_findings *f)
{
    const sw_outcome_style s = sw_outcome_style_of(f->design->outcome);
    const char *unit = unit_of(f->design->outcome);
    char en[SW_COLUMN_BYTES], ja[SW_COLUMN_BYTES];
    (void)snprintf(en, sizeof en, "Outcome of the design: %s, mean", s.en);
    (void)snprintf(ja, sizeof ja, "設計の評価項目: %s、平均", s.ja);
    add(m, "replications_there", f->n, 0, "1", "Replications that are there",
        "ある試行の数");
    m->to[m->n - 1].storage = SW_STORE_COUNT;
    add(m, "outcome", f->outcome, 0, unit, en, ja);
    add(m, "outcome_se", f->outcome_se, 0, unit,
        "Monte Carlo standard error of the outcome", "評価項目のモンテカルロ標準誤差");
    add(m, "outcome_low", f->outcome_low, 0, unit,
        "95 % interval of the outcome (Wilson of a probability, else t): low end",
        "評価項目の95％区間（確率はWilson法、ほかはt）の下端");
    add(m, "outcome_high", f->outcome_high, 0, unit,
        "95 % interval of the outcome: high end", "評価項目の95％区間の上端");
    if (f->design->method != SW_DESIGN_one_at_a_time)
        return;
    add(m, "difference", f->difference, 0, unit,
        "Outcome less that of the first point, future by future, mean",
        "評価項目の点１との差（同じ将来どうし）の平均");
    add(m, "difference_se", f->difference_se, 0, unit,
        "Monte Carlo standard error of the difference", "差のモンテカルロ標準誤差");
    add(m, "difference_low", f->difference_low, 0, unit,
        "95 % interval of the difference, for all points together (Bonferroni): low end",
        "差の95％同時区間（ボンフェローニ法）の下端");
    add(m, "difference_high", f->difference_high, 0, unit,
        "95 % interval of the difference, for all points together: high end",
        "差の95％同時区間の上端");
}

static void add_means(maker *m, const sw_findings *f)
{
    for (int i = 0; i < SW_N_FINDINGS_MEANS; i++) {
        const sw_variable *v =
            sw_layout_find(&f->exploration->results.layout, mean_names[i]);
        char name[64], en[SW_COLUMN_BYTES], ja[SW_COLUMN_BYTES];
        if (!v)
            continue;
        (void)snprintf(name, sizeof name, "%s_final_mean", v->name);
        (void)snprintf(en, sizeof en, "%.120s: mean over replications in the last year",
                       v->en);
        (void)snprintf(ja, sizeof ja, "%.120s: 最終年度の試行平均", v->ja);
        add(m, name, f->mean[i], 0, v->unit, en, ja);
        (void)snprintf(name, sizeof name, "%s_final_mean_se", v->name);
        (void)snprintf(en, sizeof en, "Monte Carlo standard error of that mean");
        (void)snprintf(ja, sizeof ja, "その平均のモンテカルロ標準誤差");
        add(m, name, f->mean_se[i], 0, v->unit, en, ja);
    }
}

static void add_probabilities(maker *m, const sw_findings *f)
{
    static const char se_en[] =
        "Monte Carlo standard error of P (0 where that is 0 or 1: "
        "no certainty; see the interval)";
    static const char se_ja[] =
        "確率のモンテカルロ標準誤差（確率が0か1では0になるが、確実と"
        "いう意味ではない）";
    add(m, "p_ever_reached", f->p_ever, 1, "1",
        "P(the threshold is ever reached by the last year)",
        "最終年度までに目標に一度でも届く確率");
    add(m, "p_ever_reached_se", f->p_ever_se, 1, "1", se_en, se_ja);
    add(m, "p_ever_reached_low", f->p_ever_low, 1, "1",
        "95 % interval of it (Wilson): low end", "その95％区間（Wilson法）の下端");
    add(m, "p_ever_reached_high", f->p_ever_high, 1, "1", "95 % interval of it: high end",
        "その95％区間の上端");
    add(m, "p_held_at_end", f->p_held, 1, "1",
        "P(the threshold is reached in the last year)", "最終年度に目標に届いている確率");
    add(m, "p_held_at_end_se", f->p_held_se, 1, "1", se_en, se_ja);
    add(m, "p_held_at_end_low", f->p_held_low, 1, "1",
        "95 % interval of it (Wilson): low end", "その95％区間（Wilson法）の下端");
    add(m, "p_held_at_end_high", f->p_held_high, 1, "1", "95 % interval of it: high end",
        "その95％区間の上端");
}

int sw_findings_columns(const sw_findings *self,
                        sw_findings_column columns[SW_FINDINGS_COLUMNS])
{
    maker m = {columns, 0};
    add_outcome(&m, self);
    add(&m, "final_rate_q05", self->final_q05, 0, "1",
        "Side-work rate of the last year: 5 % quantile",
        "最終年度の庁内副業率の5％分位点");
    add(&m, "final_rate_median", self->final_q50, 0, "1",
        "Side-work rate of the last year: median", "最終年度の庁内副業率の中央値");
    add(&m, "final_rate_q95", self->final_q95, 0, "1",
        "Side-work rate of the last year: 95 % quantile",
        "最終年度の庁内副業率の95％分位点");
    add_means(&m, self);
    add_probabilities(&m, self);
    return m.n;
}
