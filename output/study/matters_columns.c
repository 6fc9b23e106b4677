/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters as named columns: one list for the file and for JSON. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matters_parts.h"

typedef struct maker {
    sw_matters_columns *to;
    const sw_matters *m;
    double *next;
} maker;

static size_t values_of(const sw_matters *m, sw_matters_shape shape)
{
    const size_t groups = (size_t)m->plan->factors.n_groups;
    const size_t outcomes = (size_t)m->n_outcomes;
    return shape == SW_MATTERS_OF_OUTCOME ? outcomes
           : shape == SW_MATTERS_OF_GROUP ? outcomes * groups
                                          : outcomes * groups * groups;
}

/* A new column, all NaN. */
static double *add(maker *k, const char *name, sw_matters_shape shape, const char *en,
                   const char *ja)
{
    sw_matters_column *c = &k->to->at[k->to->n++];
    const size_t n = values_of(k->m, shape);
    (void)snprintf(c->name, sizeof c->name, "%s", name);
    (void)snprintf(c->en, sizeof c->en, "%s", en);
    (void)snprintf(c->ja, sizeof c->ja, "%s", ja);
    c->unit = "1";
    c->shape = shape;
    c->values = k->next;
    for (size_t i = 0; i < n; i++)
        c->values[i] = NAN;
    k->next += n;
    return c->values;
}

/* Three columns for a number with its interval. */
static double *add_estimated(maker *k, const char *name, sw_matters_shape shape,
                             const char *en, const char *ja)
{
    char other[64], of_en[256], of_ja[256];
    double *values = add(k, name, shape, en, ja);
    (void)snprintf(other, sizeof other, "%s_low", name);
    (void)snprintf(of_en, sizeof of_en, "%.200s: low end of its 95 %% interval", en);
    (void)snprintf(of_ja, sizeof of_ja, "%.200s: 95％区間の下端", ja);
    (void)add(k, other, shape, of_en, of_ja);
    (void)snprintf(other, sizeof other, "%s_high", name);
    (void)snprintf(of_en, sizeof of_en, "%.200s: high end of its 95 %% interval", en);
    (void)snprintf(of_ja, sizeof of_ja, "%.200s: 95％区間の上端", ja);
    (void)add(k, other, shape, of_en, of_ja);
    return values;
}

/* Into place i of the three columns that begin at `values`. */
static void set(const maker *k, double *values, sw_matters_shape shape, size_t i,
                sw_estimated e)
{
    const size_t n = values_of(k->m, shape);
    values[i] = e.value;
    values[n + i] = e.low;
    values[2 * n + i] = e.high;
}

/* A row of a table of estimates: where it lies in its struct. */
typedef struct field {
    const char *name;
    size_t offset;
    const char *en, *ja;
} field;

static sw_estimated at(const void *base, size_t offset)
{
    sw_estimated e;
    memcpy(&e, (const char *)base + offset, sizeof e);
    return e;
}

/* Estimates of every group, and behind them of the control group, which has columns of its
 * own. base: the structs of an outcome, one for each group and the control, `bytes` long. */
typedef const void *(*base_of)(const sw_matter *outcome);

static void add_groups(maker *k, const field *fields, size_t n_fields, base_of base,
                       size_t bytes)
{
    const size_t groups = (size_t)k->m->plan->factors.n_groups;
    for (const field *f = fields; f < fields + n_fields; f++) {
        char name[64];
        (void)snprintf(name, sizeof name, "control_%s", f->name);
        double *of = add_estimated(k, f->name, SW_MATTERS_OF_GROUP, f->en, f->ja);
        double *control = add_estimated(k, name, SW_MATTERS_OF_OUTCOME, f->en, f->ja);
        for (int o = 0; o < k->m->n_outcomes; o++) {
            const void *all = base(&k->m->outcomes[o]);
            for (size_t g = 0; g < groups; g++)
                set(k, of, SW_MATTERS_OF_GROUP, (size_t)o * groups + g,
                    at(all, g * bytes + f->offset));
            set(k, control, SW_MATTERS_OF_OUTCOME, (size_t)o,
                at(all, groups * bytes + f->offset));
        }
    }
}

static const void *effects_of(const sw_matter *outcome)
{
    return outcome->screening.effects;
}

static void add_effects(maker *k)
{
    static const field fields[] = {
        {"mu", offsetof(sw_effect, mu), "Mean elementary effect over the whole range",
         "基本効果の平均（範囲全体）"},
        {"mu_star", offsetof(sw_effect, mu_star), "Mean size of elementary effects",
         "基本効果の大きさの平均"},
        {"sigma", offsetof(sw_effect, sigma), "Standard deviation of elementary effects",
         "基本効果の標準偏差"}};
    const size_t groups = (size_t)k->m->plan->factors.n_groups;
    add_groups(k, fields, sizeof fields / sizeof *fields, effects_of, sizeof(sw_effect));
    double *chance = add(k, "effect_chance", SW_MATTERS_OF_GROUP,
                         "Standard deviation that an elementary effect has by chance",
                         "偶然による基本効果の標準偏差");
    double *noise =
        add(k, "effect_noise", SW_MATTERS_OF_GROUP,
            "mu_star that chance alone would give", "偶然だけで生じる mu_star");
    double *beyond =
        add(k, "beyond_chance", SW_MATTERS_OF_GROUP,
            "1: mu_star is beyond chance by three standard errors", "1: 偶然を超える");
    for (int o = 0; o < k->m->n_outcomes; o++) {
        const sw_screening *s = &k->m->outcomes[o].screening;
        for (size_t g = 0; g < groups; g++) {
            chance[(size_t)o * groups + g] = s->effects[g].chance;
            noise[(size_t)o * groups + g] = s->effects[g].noise;
            beyond[(size_t)o * groups + g] =
                isnan(s->effects[g].chance)
                    ? (double)NAN
                    : sw_effect_beyond_chance(&s->effects[g], s->trajectories);
        }
    }
}

static const void *indices_of(const sw_matter *outcome)
{
    return outcome->decomposition.groups;
}

static void add_indices(maker *k)
{
    static const field fields[] = {
        {"first_index", offsetof(sw_indices, first), "First Sobol' index, mean response",
         "１次ソボル指数（平均応答）"},
        {"total_index", offsetof(sw_indices, total), "Total Sobol' index, mean response",
         "全ソボル指数（平均応答）"},
        {"first_index_whole", offsetof(sw_indices, first_whole),
         "First Sobol' index, share of the variance with chance in it",
         "１次ソボル指数（偶然を含む分散に占める割合）"},
        {"total_index_whole", offsetof(sw_indices, total_whole),
         "Total Sobol' index, share of the variance with chance in it",
         "全ソボル指数（偶然を含む分散に占める割合）"},
        {"total_index_with_chance", offsetof(sw_indices, total_with_chance),
         "Total Sobol' index of the whole output, interplay with chance included",
         "全ソボル指数（偶然との相互作用を含む）"}};
    add_groups(k, fields, sizeof fields / sizeof *fields, indices_of, sizeof(sw_indices));
}

static void add_whole(maker *k)
{
    static const field fields[] = {
        {"measure_mean", offsetof(sw_decomposition, mean), "Mean of the outcome",
         "結果の平均"},
        {"variance_of_mean", offsetof(sw_decomposition, variance_mean),
         "Variance of the mean response: what the factors make",
         "平均応答の分散（因子による）"},
        {"variance_whole", offsetof(sw_decomposition, variance_whole),
         "Variance of the outcome, chance included", "結果の分散（偶然を含む）"},
        {"chance_share", offsetof(sw_decomposition, chance),
         "Share of the variance that is chance", "分散に占める偶然の割合"},
        {"chance_alone_share", offsetof(sw_decomposition, chance_alone),
         "Share of the variance that is chance whatever the factors",
         "分散に占める、因子によらない偶然の割合"},
        {"sum_first_index", offsetof(sw_decomposition, sum_first),
         "Sum of the first indices", "１次指数の合計"},
        {"unrelated_index", offsetof(sw_decomposition, unrelated),
         "Control: first index of nothing; truth 0",
         "対照: 無関係な因子の１次指数（真値０）"}};
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
        double *to = add_estimated(k, fields[f].name, SW_MATTERS_OF_OUTCOME, fields[f].en,
                                   fields[f].ja);
        for (int o = 0; o < k->m->n_outcomes; o++)
            set(k, to, SW_MATTERS_OF_OUTCOME, (size_t)o,
                at(&k->m->outcomes[o].decomposition, fields[f].offset));
    }
}

static void add_pairs(maker *k)
{
    const int n = k->m->plan->factors.n_groups;
    if (!k->m->outcomes[0].decomposition.second)
        return;
    double *to = add_estimated(k, "pair_index", SW_MATTERS_OF_PAIR,
                               "Second-order Sobol' index of two groups, mean response",
                               "２因子の交互作用のソボル指数（平均応答）");
    for (int o = 0; o < k->m->n_outcomes; o++)
        for (int g = 0; g < n; g++)
            for (int h = 0; h < n; h++)
                if (g != h && k->m->outcomes[o].decomposition.pairs)
                    set(k, to, SW_MATTERS_OF_PAIR,
                        ((size_t)o * (size_t)n + (size_t)g) * (size_t)n + (size_t)h,
                        k->m->outcomes[o].decomposition.pairs[sw_pair_place(g, h, n)]);
}

static void add_surrogate(maker *k)
{
    const size_t groups = (size_t)k->m->plan->factors.n_groups;
    double *first =
        add(k, "surrogate_first_index", SW_MATTERS_OF_GROUP,
            "First Sobol' index of the polynomial", "多項式による１次ソボル指数");
    double *total =
        add(k, "surrogate_total_index", SW_MATTERS_OF_GROUP,
            "Total Sobol' index of the polynomial", "多項式による全ソボル指数");
    double *q2 = add(k, "surrogate_q2", SW_MATTERS_OF_OUTCOME,
                     "Q2 of the polynomial: points left out, predicted",
                     "多項式の Q2（除いた点の予測）");
    double *ceiling = add(k, "surrogate_q2_ceiling", SW_MATTERS_OF_OUTCOME,
                          "Q2 that chance leaves at most", "偶然による Q2 の上限");
    double *variation = add(
        k, "variation", SW_MATTERS_OF_OUTCOME,
        "Whether there is something to share out: 0 clear, 1 hardly beyond noise, 2 "
        "nothing but chance, 3 the same everywhere, 4 too few points",
        "分けるべき変動: 0 明確、1 ノイズ程度、2 偶然のみ、3 どこでも同じ、4 点が不足");
    double *rows = add(k, "rows_used", SW_MATTERS_OF_OUTCOME,
                       "Whole rows or trajectories", "そろった行・軌道の数");
    for (int o = 0; o < k->m->n_outcomes; o++) {
        const sw_matter *x = &k->m->outcomes[o];
        memcpy(first + (size_t)o * groups, x->surrogate_first, groups * sizeof *first);
        memcpy(total + (size_t)o * groups, x->surrogate_total, groups * sizeof *total);
        q2[o] = x->surrogate.q2;
        ceiling[o] = x->surrogate.ceiling;
        variation[o] = sw_matter_variation(k->m, x);
        rows[o] = (double)(x->screening.trajectories + x->decomposition.rows);
    }
}

int sw_matters_columns_make(sw_matters_columns *self, const sw_matters *matters)
{
    maker k = {self, matters, NULL};
    const size_t most = 3 * values_of(matters, SW_MATTERS_OF_PAIR) +
                        SW_MATTERS_COLUMNS * values_of(matters, SW_MATTERS_OF_GROUP);
    self->memory = k.next = malloc((most + 1) * sizeof *self->memory);
    if (!self->memory)
        return SW_MEMORY;
    if (matters->plan->design->method == SW_DESIGN_morris) {
        add_effects(&k);
    } else {
        add_indices(&k);
        add_whole(&k);
        add_pairs(&k);
    }
    add_surrogate(&k);
    return SW_OK;
}

void sw_matters_columns_free(sw_matters_columns *self)
{
    free(self->memory);
    memset(self, 0, sizeof *self);
}
