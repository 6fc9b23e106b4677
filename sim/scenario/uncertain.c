/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prior groups: { dist = "normal"; mean = 0.4; sd = 0.2; }. A prior of which hardly
 * anything lies in the allowed range is refused: drawing from it would quietly give
 * something else.
 */
#include "loader.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static const char *const distributions[] = {
#define NAME(name, a, b, c) #name,
    SW_DISTRIBUTION_LIST(NAME)
#undef NAME
};

static const char distribution_words[] =
#define WORD(name, a, b, c) "|" #name
    SW_DISTRIBUTION_LIST(WORD)
#undef WORD
    ;

static const char *const parameters[SW_N_DISTRIBUTIONS][3] = {
#define PARAMETERS(name, a, b, c) {a, b, c},
    SW_DISTRIBUTION_LIST(PARAMETERS)
#undef PARAMETERS
};

/* Allowed share of a prior outside the range before it is refused: draws are repeated at
 * most 1,000 times. */
static const double least_mass = 0.01;

static int refuse(sw_load *self, const sw_load_node *node, const char *path,
                  const char *en, const char *ja)
{
    (void)sw_load_say(self, SW_INPUT, node->place, path, "%s", "%s",
                      sw_load_pick(self, en, ja));
    return 0;
}

static int find_distribution(sw_load *self, const sw_load_node *node, const char *path,
                             int *found)
{
    char hint[SW_LOAD_SHOW_BYTES];
    char value[SW_LOAD_SHOW_BYTES];
    const sw_load_node *dist = node->first;

    while (dist && strcmp(dist->name, "dist") != 0) {
        dist = dist->next;
    }
    if (!dist) {
        return refuse(
            self, node, path,
            "an uncertain value needs dist: { dist = \"normal\"; mean = 0.4; sd = 0.2; }",
            "分布には dist が必要です: { dist = \"normal\"; mean = 0.4; sd = 0.2; }");
    }
    for (int i = 0; i < SW_N_DISTRIBUTIONS && dist->kind == SW_LOAD_IS_STRING; i++) {
        if (!strcmp(dist->string, distributions[i])) {
            *found = i;
            return 1;
        }
    }
    (void)sw_load_say(
        self, SW_INPUT, dist->place, path,
        "dist = %s is unknown; allowed: normal, lognormal, uniform, triangular, beta, "
        "gamma, discrete%s",
        "dist = %s は使えません。使える分布: normal, lognormal, uniform, triangular, "
        "beta, gamma, discrete%s",
        sw_load_show(dist, value),
        dist->kind == SW_LOAD_IS_STRING
            ? sw_load_suggest_word(self, dist->string, distribution_words + 1, hint)
            : "");
    return 0;
}

/* The parameters of a distribution for a message: "mean, sd". */
static const char *names(int distribution, char *buffer, size_t size)
{
    const char *const *p = parameters[distribution];
    (void)snprintf(buffer, size, "%s, %s%s%s", p[0], p[1], p[2] ? ", " : "",
                   p[2] ? p[2] : "");
    return buffer;
}

static int in_list(sw_load *self, const sw_load_node *each, const char *path)
{
    char value[SW_LOAD_SHOW_BYTES];
    (void)sw_load_say(self, SW_INPUT, each->place, path,
                      "%s = %s must be a list of 1 to %d numbers: [0.2, 0.5, 1.0]",
                      "%s = %s は 1 ～ %d 個の数値のリストでなければなりません: "
                      "[0.2, 0.5, 1.0]",
                      each->name, sw_load_show(each, value), SW_MAX_DISCRETE);
    return 0;
}

/* Values or weights of a discrete distribution; *n receives how many. */
static int read_list(sw_load *self, const sw_load_node *each, const char *path,
                     const double **numbers, int *n)
{
    double *list;
    *n = 0;
    if ((each->kind != SW_LOAD_IS_ARRAY && each->kind != SW_LOAD_IS_LIST) ||
        each->n < 1 || each->n > SW_MAX_DISCRETE) {
        return in_list(self, each, path);
    }
    *numbers = list = sw_load_get(self->pool, (size_t)each->n * sizeof *list);
    if (!list) {
        (void)sw_load_out_of_memory(self);
        return 0;
    }
    for (const sw_load_node *item = each->first; item; item = item->next) {
        if (item->kind == SW_LOAD_IS_REAL) {
            list[*n] = item->real;
        } else if (item->kind == SW_LOAD_IS_INT && !item->unsigned_64) {
            list[*n] = (double)item->integer;
        } else {
            return in_list(self, each, path);
        }
        ++*n;
    }
    return 1;
}

/* The two lists of a discrete distribution, as far as this is one of them; else -1. */
static int read_discrete(sw_load *self, const sw_load_node *each, const char *path,
                         sw_prior *prior, int given[5])
{
    if (prior->distribution != SW_DISTRIBUTION_discrete) {
        return -1;
    }
    if (!strcmp(each->name, "values")) {
        return given[0] = read_list(self, each, path, &prior->values, &prior->n_values);
    }
    if (!strcmp(each->name, "weights")) {
        int n = 0;
        const int good = read_list(self, each, path, &prior->weights, &n);
        prior->a[1] = n; /* for sound() */
        return given[1] = good;
    }
    return -1;
}

/* Reads one number of the group into its place. */
static int read_number(sw_load *self, const sw_load_node *each, const char *path,
                       sw_prior *prior, int given[5])
{
    char value[SW_LOAD_SHOW_BYTES];
    char list[64];
    const int listed = read_discrete(self, each, path, prior, given);
    if (listed >= 0) {
        return listed;
    }
    const char *const *p = parameters[prior->distribution];
    const char *const keys[5] = {p[0], p[1], p[2], "min", "max"};
    double *const places[5] = {&prior->a[0], &prior->a[1], &prior->a[2], &prior->min,
                               &prior->max};

    for (int i = 0; i < 5; i++) {
        if (!keys[i] || strcmp(each->name, keys[i]) != 0) {
            continue;
        }
        if (each->kind == SW_LOAD_IS_REAL) {
            *places[i] = each->real;
        } else if (each->kind == SW_LOAD_IS_INT && !each->unsigned_64) {
            *places[i] = (double)each->integer;
        } else {
            (void)sw_load_say(self, SW_INPUT, each->place, path,
                              "%s = %s must be a number",
                              "%s = %s は数値でなければなりません", each->name,
                              sw_load_show(each, value));
            return 0;
        }
        given[i] = 1;
        return 1;
    }
    (void)sw_load_say(
        self, SW_INPUT, each->place, path,
        "\"%s\" does not belong to dist = \"%s\"; allowed: %s, and min, max",
        "「%s」は dist = \"%s\" にはありません。使えるもの: %s、および min, max",
        each->name, distributions[prior->distribution],
        names((int)prior->distribution, list, sizeof list));
    return 0;
}

/* Whether values and weights make a distribution; what lies outside the field's range could
 * never be drawn and is a slip. */
static int sound_discrete(sw_load *self, const sw_field *field, const sw_load_node *node,
                          const char *path, const sw_prior *prior)
{
    char number[32];
    if (prior->a[1] != prior->n_values) {
        (void)sw_load_say(self, SW_INPUT, node->place, path,
                          "%d values but %.0f weights; each value needs one weight",
                          "values は %d 個、weights は %.0f 個です。値ごとに重みが 1 つ"
                          "必要です",
                          prior->n_values, prior->a[1]);
        return 0;
    }
    for (int i = 0; i < prior->n_values; i++) {
        if (i > 0 && !(prior->values[i] > prior->values[i - 1])) {
            return refuse(self, node, path, "values must rise from one to the next",
                          "values は小さい順に並べ、重複させないでください");
        }
        if (!(prior->weights[i] > 0)) {
            return refuse(self, node, path, "weights must be greater than 0",
                          "weights は 0 より大きくなければなりません");
        }
        if (prior->values[i] < field->low || prior->values[i] > field->high) {
            (void)sw_load_say(self, SW_INPUT, node->place, path,
                              "the value %s is outside the allowed range",
                              "値 %s は指定できる範囲の外です",
                              sw_load_real_text(prior->values[i], 0, number));
            return 0;
        }
    }
    return 1;
}

/* Whether the parameters make a distribution. */
static int sound(sw_load *self, const sw_field *field, const sw_load_node *node,
                 const char *path, const sw_prior *prior)
{
    const double *a = prior->a;
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
        return a[1] > 0 || refuse(self, node, path, "sd must be greater than 0",
                                  "sd は 0 より大きくなければなりません");
    case SW_DISTRIBUTION_lognormal:
        return (a[0] > 0 && a[1] > 0) ||
               refuse(self, node, path, "median and sigma must be greater than 0",
                      "median と sigma は 0 より大きくなければなりません");
    case SW_DISTRIBUTION_uniform:
        return a[0] < a[1] || refuse(self, node, path, "low must be less than high",
                                     "low は high より小さくなければなりません");
    case SW_DISTRIBUTION_triangular:
        return (a[0] <= a[1] && a[1] <= a[2] && a[0] < a[2]) ||
               refuse(
                   self, node, path,
                   "must be low <= mode <= high, and low less than high",
                   "low <= mode <= high、かつ low は high より小さくなければなりません");
    case SW_DISTRIBUTION_beta:
        return (a[0] > 0 && a[0] < 1 && a[1] > 0) ||
               refuse(self, node, path,
                      "mean must lie between 0 and 1, size must be greater than 0",
                      "mean は 0 と 1 の間、size は 0 より大きくなければなりません");
    case SW_DISTRIBUTION_gamma:
        return (a[0] > 0 && a[1] > 0) ||
               refuse(self, node, path, "mean and shape must be greater than 0",
                      "mean と shape は 0 より大きくなければなりません");
    case SW_DISTRIBUTION_discrete:
        return sound_discrete(self, field, node, path, prior);
    case SW_N_DISTRIBUTIONS:
        break;
    }
    return 0;
}

static double share_up_to(const sw_prior *prior, double x)
{
    double below = 0, total = 0;
    for (int i = 0; i < prior->n_values; i++) {
        total += prior->weights[i];
        below += prior->values[i] <= x ? prior->weights[i] : 0;
    }
    return below / total;
}

/* Of a beta with hardly any size nothing is left between its ends, 1 with the chance `mean`; GSL would end the process
 * over its exponents. */
static double below_beta(double mean, double size, double x)
{
    const double least = 1e-100, a = mean * size, b = (1 - mean) * size;
    if (x <= 0 || x >= 1) {
        return x >= 1;
    }
    return a < least || b < least ? 1 - mean : gsl_cdf_beta_P(x, a, b);
}

/* Of a gamma with a huge shape, which GSL would end the process over too: it is normal. */
static double below_gamma(double mean, double shape, double x)
{
    if (x <= 0) {
        return 0;
    }
    return shape > 1e12 ? gsl_cdf_ugaussian_P((x / mean - 1) * sqrt(shape))
                        : gsl_cdf_gamma_P(x, shape, mean / shape);
}

/* P(draw <= x); decides only whether a prior is accepted, so libm's last bit does not
 * matter. */
static double below(const sw_prior *prior, double x)
{
    const double *a = prior->a;
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
        return gsl_cdf_ugaussian_P((x - a[0]) / a[1]);
    case SW_DISTRIBUTION_lognormal:
        return x <= 0 ? 0 : gsl_cdf_ugaussian_P((log(x) - log(a[0])) / a[1]);
    case SW_DISTRIBUTION_uniform:
        return fmin(1, fmax(0, (x - a[0]) / (a[1] - a[0])));
    case SW_DISTRIBUTION_triangular:
        if (x <= a[0] || x >= a[2]) {
            return x >= a[2];
        }
        return x < a[1] ? (x - a[0]) / (a[1] - a[0]) * ((x - a[0]) / (a[2] - a[0]))
                        : 1 - (a[2] - x) / (a[2] - a[1]) * ((a[2] - x) / (a[2] - a[0]));
    case SW_DISTRIBUTION_beta:
        return below_beta(a[0], a[1], x);
    case SW_DISTRIBUTION_gamma:
        return below_gamma(a[0], a[1], x);
    case SW_DISTRIBUTION_discrete:
        return share_up_to(prior, x);
    case SW_N_DISTRIBUTIONS:
        break;
    }
    return 0;
}

/* P(draw < min), which differs from P(draw <= min) where min is a value itself. */
static double short_of(const sw_prior *prior)
{
    return prior->distribution == SW_DISTRIBUTION_discrete
               ? share_up_to(prior, nextafter(prior->min, -HUGE_VAL))
               : below(prior, prior->min);
}

static int reachable(sw_load *self, const sw_field *field, const sw_load_node *node,
                     const char *path, sw_prior *prior)
{
    char low[32];
    char high[32];
    char unit[SW_LOAD_SHOW_BYTES];

    if (!(prior->min < prior->max)) {
        return refuse(
            self, node, path, "min must be less than max (and inside the allowed range)",
            "min は max より小さくなければなりません（かつ指定できる範囲の内側）");
    }
    if (below(prior, prior->max) - short_of(prior) >= least_mass) {
        return 1;
    }
    (void)sw_load_say(
        self, SW_INPUT, node->place, path,
        "less than 1 %% of this distribution lies in the allowed range, %s to %s%s",
        "この分布は、指定できる範囲 %s ～ %s%s に 1％も入りません",
        sw_load_real_text(prior->min, 0, low), sw_load_real_text(prior->max, 0, high),
        sw_load_unit(field->unit, unit));
    return 0;
}

int sw_load_prior(sw_load *self, const sw_field *field, const sw_load_node *node,
                  const char *path, sw_prior *prior)
{
    int given[5] = {0};
    int distribution = 0;
    int good = 1;
    char list[64];

    *prior = (sw_prior){.min = field->low, .max = field->high};
    if (!find_distribution(self, node, path, &distribution)) {
        return 0;
    }
    prior->distribution = (enum sw_distribution)distribution;
    for (const sw_load_node *each = node->first; each; each = each->next) {
        if (strcmp(each->name, "dist") != 0) {
            good &= read_number(self, each, path, prior, given);
        }
    }
    for (int i = 0; i < 3; i++) {
        if (parameters[distribution][i] && !given[i]) {
            (void)sw_load_say(self, SW_INPUT, node->place, path,
                              "dist = \"%s\" needs %s; \"%s\" is missing",
                              "dist = \"%s\" には %s が必要です。「%s」がありません",
                              distributions[distribution],
                              names(distribution, list, sizeof list),
                              parameters[distribution][i]);
            good = 0;
        }
    }
    if (!good || !sound(self, field, node, path, prior)) {
        return 0;
    }
    prior->min = fmax(prior->min, field->low);
    prior->max = fmin(prior->max, field->high);
    prior->a[1] = prior->n_values > 0 ? 0 : prior->a[1];
    return reachable(self, field, node, path, prior);
}
