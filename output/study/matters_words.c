/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain reading: how much is chance, where the rest comes from, what can be left alone,
 * how far to trust it; and what to look at where there is nothing to share out. */
#include <math.h>
#include <string.h>

#include "matters_parts.h"

typedef sw_matters_printer printer;

enum { LEADERS = 3 };

/* An interval of a share wider than this says nothing worth a sentence. */
static int is_wide(sw_estimated e)
{
    return e.high - e.low > 0.5;
}

/* "about half", for a share from 0 to 1. */
static const char *share_words(const printer *p, double share)
{
    static const struct {
        double up_to;
        const char *en, *ja;
    } words[] = {{0.03, "next to nothing", "ほとんど無い"},
                 {0.075, "about a twentieth", "約２０分の１"},
                 {0.15, "about a tenth", "約１割"},
                 {0.225, "about a fifth", "約２割"},
                 {0.29, "about a quarter", "約４分の１"},
                 {0.41, "about a third", "約３分の１"},
                 {0.58, "about half", "約半分"},
                 {0.71, "about two thirds", "約３分の２"},
                 {0.82, "about three quarters", "約４分の３"},
                 {0.95, "about nine tenths", "約９割"},
                 {INFINITY, "nearly all", "ほぼ全て"}};
    size_t i = 0;
    while (share > words[i].up_to)
        i++;
    return p->language == SW_JAPANESE ? words[i].ja : words[i].en;
}

/* Whether it was: with one replication, chance is not known. */
static int chance_is_unknown(printer *p)
{
    if (sw_matters_knows_chance(p->m))
        return 0;
    (void)fputs(sw_either(p->language,
                          "  With one replication a point, chance cannot be told "
                          "from the factors: all is read as theirs\n",
                          "  各点１回では偶然と因子を区別できず、全てを因子による"
                          "ものとして扱う\n"),
                p->stream);
    return 1;
}

static void chance_words(printer *p, const sw_matter *matter)
{
    const sw_decomposition *d = &matter->decomposition;
    if (chance_is_unknown(p))
        return;
    (void)fprintf(p->stream,
                  sw_either(p->language,
                            "  Of all that makes one future differ from another, %s "
                            "(%.0f %%, %.0f–%.0f) is chance; the rest comes from the "
                            "factors\n",
                            "  将来ごとの違いのうち、偶然によるものは%s（%.0f％、"
                            "%.0f～%.0f）。残りは因子による\n"),
                  share_words(p, d->chance.value), 100 * d->chance.value,
                  100 * d->chance.low, 100 * d->chance.high);
}

static void leader_words(printer *p, const sw_matter *matter)
{
    const sw_decomposition *d = &matter->decomposition;
    const int n = p->m->plan->factors.n_groups;
    for (int i = 0; i < n && i < LEADERS; i++) {
        const int g = matter->order[i];
        const sw_estimated e = d->groups[g].total;
        char name[SW_MATTER_NAME_BYTES];
        if (!(e.low > 0.02))
            return;
        sw_matters_group(p->m, g, p->language, name);
        if (is_wide(e)) {
            (void)fprintf(p->stream,
                          sw_either(p->language,
                                    "  What comes from %s lies between %.0f and %.0f "
                                    "%%: too wide to say more; take more rows\n",
                                    "  %s による割合は %.0f～%.0f％の間で、幅が広すぎて"
                                    "これ以上言えない。行を増やすこと\n"),
                          name, 100 * e.low, 100 * e.high);
            continue;
        }
        (void)fprintf(p->stream,
                      sw_either(p->language,
                                "  %s (%.0f %%, %.0f–%.0f) of what the factors make "
                                "comes from %s (by itself %.0f %%)\n",
                                "  因子による違いの%s（%.0f％、%.0f～%.0f）は %s による"
                                "（単独で %.0f％）\n"),
                      share_words(p, e.value), 100 * e.value, 100 * e.low, 100 * e.high,
                      name, 100 * d->groups[g].first.value);
    }
}

static void interplay_words(printer *p, const sw_matter *matter)
{
    const sw_estimated sum = matter->decomposition.sum_first;
    if (isnan(sum.low) || is_wide(sum))
        return;
    if (sum.low <= 1 && sum.high >= 1)
        (void)fprintf(
            p->stream,
            sw_either(
                p->language,
                "  By themselves they add up to %.0f %% (%.0f–%.0f): no "
                "interplay can be seen\n",
                "  単独の効果の合計は %.0f％（%.0f～%.0f）で、相互作用は見えない\n"),
            100 * sum.value, 100 * sum.low, 100 * sum.high);
    else if (sum.high < 1)
        (void)fprintf(
            p->stream,
            sw_either(
                p->language,
                "  By themselves they add up to %.0f %% (%.0f–%.0f): %s is "
                "interplay, and no factor can be judged alone\n",
                "  単独の効果の合計は %.0f％（%.0f～%.0f）。%sは相互作用であり、因子を"
                "１つずつでは評価できない\n"),
            100 * sum.value, 100 * sum.low, 100 * sum.high,
            share_words(p, 1 - sum.value));
    else
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  By themselves they add up to %.0f %% (%.0f–%.0f), "
                      "more than there is: too few points\n",
                      "  単独の効果の合計が %.0f％（%.0f～%.0f）で 100％を超える。"
                      "点が足りない\n"),
            100 * sum.value, 100 * sum.low, 100 * sum.high);
}

static void small_words(printer *p, const sw_matter *matter)
{
    const sw_decomposition *d = &matter->decomposition;
    const int n = p->m->plan->factors.n_groups;
    int small = 0, odd = 0, doubtful = 0;
    for (int g = 0; g < n; g++) {
        const sw_index_note first = sw_index_note_of(d->groups[g].first),
                            total = sw_index_note_of(d->groups[g].total);
        small += d->groups[g].total.high < 0.05;
        odd += first == SW_INDEX_NEGATIVE || first == SW_INDEX_ABOVE ||
               total == SW_INDEX_NEGATIVE || total == SW_INDEX_ABOVE;
        doubtful += first == SW_INDEX_DOUBTFUL || total == SW_INDEX_DOUBTFUL;
    }
    if (small)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  %d of %d can be left at any value: each makes less "
                      "than 5 %%, interplay included\n",
                      "  %d 個（全 %d 個）は、相互作用を含めても 5％未満で、どの値"
                      "でもよい\n"),
            small, n);
    if (odd)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  Indices below 0 or above 1, as no share can be "
                      "(groups: %d): noise of the estimate around 0 or 1, shown as it "
                      "came; the interval holds 0 or 1\n",
                      "  %d 個の指数が 0 未満か 1 超。割合としてはあり得ず、推定の"
                      "ノイズなのでそのまま示す（区間は 0 か 1 を含む）\n"),
            odd);
    if (doubtful)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  Indices outside 0 to 1 with all their interval "
                      "(groups: %d): too few points to trust them\n",
                      "  %d 個は区間全体が 0～1 の外にある。点が足りず信頼できない"
                      "\n"),
            doubtful);
}

/* Whether 0 lies within three standard errors: there are several controls, and each would
 * miss its 95 % interval once in twenty times. */
static int holds_zero(sw_estimated e)
{
    return isnan(e.low) || fabs(e.low + e.high) / 2 <= 1.5 * (e.high - e.low) / 2;
}

static void control_words(printer *p, const sw_matter *matter)
{
    const sw_decomposition *d = &matter->decomposition;
    const sw_estimated control =
        d->control ? d->groups[d->n_groups].total : (sw_estimated){NAN, NAN, NAN};
    const int sound = holds_zero(d->unrelated) && holds_zero(control);
    const int wide = is_wide(d->unrelated) || is_wide(control);
    if (isnan(d->unrelated.low))
        return;
    (void)fputs(
        sound && wide
            ? sw_either(
                  p->language,
                  "  The controls, of which nothing depends, are so wide that 0 cannot "
                  "be told from 1: the indices say little; take more rows\n",
                  "  対照（何も左右しない因子）の区間が広く、0 と 1 "
                  "を区別できない。指数は"
                  "あまり意味を持たない。行を増やすこと\n")
        : sound
            ? sw_either(
                  p->language,
                  "  The controls, of which nothing depends, come out as 0 "
                  "within three standard errors, as they should\n",
                  "  対照（何も左右しない因子）は標準誤差の３倍以内で 0 となり、正常\n")
            : sw_either(p->language,
                        "  A control, of which nothing depends, does not come out "
                        "as 0: indices of its size mean nothing here\n",
                        "  対照（何も左右しない因子）が 0 にならない。その程度の大きさの"
                        "指数は意味を持たない\n"),
        p->stream);
}

static void surrogate_words(printer *p, const sw_matter *matter)
{
    const sw_surrogate *s = &matter->surrogate;
    char name[SW_MATTER_NAME_BYTES] = "";
    int best = 0;
    if (s->trust == SW_TRUST_UNDEFINED)
        return;
    (void)fprintf(
        p->stream,
        sw_either(
            p->language,
            "  Second look: a polynomial of %d terms predicts points left out "
            "with Q2 = %.2f (chance allows at most %.2f): ",
            "  別の見方: %d 項の多項式による、除いた点の予測は Q2 = %.2f（偶然による"
            "上限は %.2f）。"),
        s->n_terms, s->q2, s->ceiling);
    for (int g = 1; g < p->m->plan->factors.n_groups; g++)
        if (matter->surrogate_total[g] > matter->surrogate_total[best])
            best = g;
    sw_matters_group(p->m, best, p->language, name);
    if (s->trust == SW_TRUST_NONE)
        (void)fputs(sw_either(p->language, "do not use it\n", "使わないこと\n"),
                    p->stream);
    else
        (void)fprintf(p->stream,
                      s->trust == SW_TRUST_GOOD
                          ? sw_either(p->language, "good; largest in it: %s, %.0f %%\n",
                                      "良好。最大は %s の %.0f％\n")
                          : sw_either(p->language,
                                      "rough, good for the order alone; largest in "
                                      "it: %s, %.0f %%\n",
                                      "粗く、順位の目安のみ。最大は %s の %.0f％\n"),
                      name, 100 * matter->surrogate_total[best]);
}

static void effect_words(printer *p, const sw_matter *matter)
{
    const sw_screening *s = &matter->screening;
    const sw_outcome_style style = sw_matter_style(p->m, matter);
    const int n = s->n_groups;
    const char *unit =
        p->language == SW_JAPANESE ? style.of_difference_ja : style.of_difference;
    int beyond = 0, large = 0;
    double all = 0, sum = 0;
    for (int g = 0; g < n; g++) {
        beyond += sw_effect_beyond_chance(&s->effects[g], s->trajectories);
        all += s->effects[g].mu_star.value * s->effects[g].mu_star.value;
    }
    while (large < n && sum < 0.9 * all) {
        const double x = s->effects[matter->order[large++]].mu_star.value;
        sum += x * x;
    }
    for (int i = 0; i < n && i < LEADERS; i++) {
        const int g = matter->order[i];
        const sw_effect *e = &s->effects[g];
        char name[SW_MATTER_NAME_BYTES];
        if (!sw_effect_beyond_chance(e, s->trajectories))
            break;
        sw_matters_group(p->m, g, p->language, name);
        (void)fprintf(p->stream,
                      sw_either(p->language, "  %d. %s: moves it by %.*f%s on average\n",
                                "  %d. %s: 平均 %.*f%s 動かす\n"),
                      i + 1, name, style.digits + 1, style.factor * e->mu_star.value,
                      unit);
    }
    if (chance_is_unknown(p))
        return;
    (void)fprintf(p->stream,
                  sw_either(p->language, "  %d of %d move it beyond chance",
                            "  偶然を超えて動かすのは %d 個（全 %d 個）"),
                  beyond, n);
    if (beyond == 0)
        (void)fputs(sw_either(p->language, ": which matter cannot be said\n",
                              "。どれが効くかは言えない\n"),
                    p->stream);
    else
        (void)fprintf(
            p->stream,
            sw_either(
                p->language,
                "; the first %d make nine tenths of the sum of squares of mu*: give "
                "these to method \"saltelli\" for their shares, the rest as one group\n",
                "。上位 %d 個で mu* の２乗和の９割を占める。これらを個別に、残りを１群と"
                "して method \"saltelli\" に渡すと寄与が分かる\n"),
            large);
}

/* Where no threshold is reached: what is, and what to ask instead. */
static void never_words(printer *p, const sw_matter *matter)
{
    const sw_matters *m = p->m;
    if (!sw_outcome_is_probability(matter->outcome) || isnan(m->highest_rate))
        return;
    if (m->highest_rate < matter->threshold)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  It is never reached: the highest rate of a year in any "
                      "future of any point is %.2f %%. Look at the rate itself "
                      "(outcome = \"final_rate\", below), or set a lower threshold\n",
                      "  一度も届かない。全ての点の全ての将来で最も高い年度の率は "
                      "%.2f％。率そのもの（outcome = \"final_rate\"、下の表）を見るか、"
                      "threshold を低くすること\n"),
            100 * m->highest_rate);
    else
        (void)fputs(
            sw_either(p->language,
                      "  It is the same in all futures of all points. Look at "
                      "the rate itself (below), or set another threshold\n",
                      "  全ての点の全ての将来で同じ。率そのもの（下の表）を見るか、"
                      "threshold を変えること\n"),
            p->stream);
}

void sw_matters_print_undefined(printer *p, const sw_matter *matter)
{
    const sw_estimated chance = matter->decomposition.chance;
    switch (sw_matter_variation(p->m, matter)) {
    case SW_VARIATION_CONSTANT:
        (void)fputs(
            sw_either(p->language,
                      "  undefined: the outcome is the same at every point, "
                      "so there is no variance to share out\n",
                      "  定義できない: どの点でも同じ値で、分けるべき分散がない\n"),
            p->stream);
        never_words(p, matter);
        break;
    case SW_VARIATION_CHANCE:
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  undefined: nothing but chance is seen (its share: %.0f %%); "
                      "more rows or replications would have to show that the factors "
                      "do anything\n",
                      "  定義できない: 偶然しか見えない（割合 %.0f％）。因子の影響を見る"
                      "には、行か試行を増やすこと\n"),
            100 * chance.value);
        break;
    case SW_VARIATION_UNKNOWN:
    case SW_VARIATION_CLEAR:
    case SW_VARIATION_NOISE:
        (void)fputs(sw_either(p->language,
                              "  undefined: fewer than two whole rows of points are "
                              "there\n",
                              "  定義できない: そろった行が２つに満たない\n"),
                    p->stream);
        break;
    }
}

void sw_matters_print_words(printer *p, const sw_matter *matter)
{
    (void)fputs(sw_either(p->language, "Reading\n", "読み方\n"), p->stream);
    if (sw_matter_variation(p->m, matter) == SW_VARIATION_NOISE)
        (void)fputs(sw_either(p->language,
                              "  The factors move it too little beside chance: what "
                              "follows means little; take more rows or replications\n",
                              "  偶然に比べて因子の影響が小さすぎる。以下はあまり意味を"
                              "持たない。行か試行を増やすこと\n"),
                    p->stream);
    if (p->m->plan->design->method == SW_DESIGN_morris) {
        effect_words(p, matter);
    } else {
        chance_words(p, matter);
        leader_words(p, matter);
        interplay_words(p, matter);
        small_words(p, matter);
        control_words(p, matter);
    }
    surrogate_words(p, matter);
}
