/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `correlations`: pairs of uncertain keys become groups that are drawn together. What
 * cannot be drawn is refused here, with the keys at fault: a replication has nobody to
 * ask.
 */
#include "loader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/uncertain.h>

/* Share of joint draws that must lie within all limits, and the draws it is judged by. */
static const double least_mass = 0.01;
enum { TRIALS = 4000, NAMES_BYTES = 1200 };

static const char *const distributions[] = {
#define NAME(name, a, b, c) #name,
    SW_DISTRIBUTION_LIST(NAME)
#undef NAME
};

struct builder {
    sw_load *load;
    sw_scenario *scenario;
    sw_load_place place;
    int good;
    int *label; /* [n_priors] the lowest prior it is connected with; -1: with none */
    double *r;  /* [n_priors][n_priors], NaN: not named */
};

static int find_prior(const sw_scenario *scenario, const char *path)
{
    for (int k = 0; k < scenario->n_priors; k++) {
        if (!strcmp(scenario->priors[k].path, path)) {
            return k;
        }
    }
    return -1;
}

static const sw_origin *find_key(const sw_scenario *scenario, const char *path)
{
    for (int k = 0; k < scenario->n_origins; k++) {
        if (!strcmp(scenario->origins[k].path, path)) {
            return &scenario->origins[k];
        }
    }
    return NULL;
}

/* "a|b|c" of all uncertain keys, for the nearest. */
static void suggest(struct builder *self, const char *path, char hint[SW_LOAD_SHOW_BYTES])
{
    sw_load_text words = {0};
    hint[0] = '\0';
    for (int k = 0; k < self->scenario->n_priors; k++) {
        sw_load_text_put(&words, k ? "|" : "");
        sw_load_text_put(&words, self->scenario->priors[k].path);
    }
    if (!words.failed && words.at) {
        (void)sw_load_suggest_word(self->load, path, words.at, hint);
    }
    sw_load_text_free(&words);
}

/* Index of the prior of a key of pair number n (from 1); -1 with the reason said. */
static int take_key(struct builder *self, int n, const char *path)
{
    char hint[SW_LOAD_SHOW_BYTES];
    char line[16] = "";
    const int k = find_prior(self->scenario, path);
    const sw_origin *known = k < 0 ? find_key(self->scenario, path) : NULL;

    if (k >= 0) {
        const sw_prior *prior = &self->scenario->priors[k];
        if (sw_prior_has_quantile(prior->distribution)) {
            return k;
        }
        (void)sw_load_say(self->load, SW_INPUT, self->place, "correlations",
                          "pair %d: %s has dist = \"%s\", which cannot be correlated; "
                          "possible: normal, "
                          "lognormal, uniform, triangular",
                          "%d 番目の組: %s の dist = \"%s\" "
                          "は相関を付けられません。可能な分布: normal, "
                          "lognormal, uniform, triangular",
                          n, path, distributions[prior->distribution]);
    } else if (known) {
        if (known->line > 0) {
            (void)snprintf(line, sizeof line, ":%d", known->line);
        }
        (void)sw_load_say(
            self->load, SW_INPUT, self->place, "correlations",
            "pair %d: %s is not uncertain here (%s%s); give it a distribution or leave "
            "the pair out",
            "%d 番目の組: %s はここでは不確かな値ではありません（%s%s）。分布を与えるか、"
            "この組を除いてください",
            n, path, known->file, line);
    } else {
        suggest(self, path, hint);
        (void)sw_load_say(self->load, SW_INPUT, self->place, "correlations",
                          "pair %d: unknown key %s%s", "%d 番目の組: 不明なキー %s%s", n,
                          path, hint);
    }
    self->good = 0;
    return -1;
}

static void connect(struct builder *self, int a, int b)
{
    const int n = self->scenario->n_priors;
    int la = self->label[a] < 0 ? a : self->label[a];
    int lb = self->label[b] < 0 ? b : self->label[b];
    const int low = la < lb ? la : lb;
    self->label[a] = self->label[b] = low;
    for (int k = 0; k < n; k++) {
        if (self->label[k] == la || self->label[k] == lb) {
            self->label[k] = low;
        }
    }
}

static void take_pair(struct builder *self, int number, const struct sw_correlation *pair)
{
    const int n = self->scenario->n_priors;
    const int a = take_key(self, number, pair->a);
    const int b = take_key(self, number, pair->b);
    char text[32];

    if (!(pair->r > -1 && pair->r < 1)) {
        (void)sw_load_say(
            self->load, SW_INPUT, self->place, "correlations",
            "pair %d: r = %s must lie between -1 and 1, without them (two values that "
            "move "
            "as one are one value)",
            "%d 番目の組: r = %s は -1 と 1 の間（両端を除く）でなければなりません",
            number, sw_load_real_text(pair->r, 0, text));
        self->good = 0;
    }
    if (a < 0 || b < 0) {
        return;
    }
    if (a == b) {
        (void)sw_load_say(self->load, SW_INPUT, self->place, "correlations",
                          "pair %d: %s stands on both sides",
                          "%d 番目の組: %s が両側にあります", number, pair->a);
        self->good = 0;
        return;
    }
    if (!isnan(self->r[a * n + b])) {
        (void)sw_load_say(self->load, SW_INPUT, self->place, "correlations",
                          "pair %d: %s and %s are a pair already",
                          "%d 番目の組: %s と %s の組は既にあります", number, pair->a,
                          pair->b);
        self->good = 0;
        return;
    }
    self->r[a * n + b] = self->r[b * n + a] = pair->r;
    connect(self, a, b);
}

/* Keys by index into priors, "a, b and c". */
static const char *name_keys(const struct builder *self, const int *member, int n,
                             char buffer[NAMES_BYTES])
{
    size_t used = 0;
    buffer[0] = '\0';
    for (int i = 0; i < n && used + 1 < NAMES_BYTES; i++) {
        const int more = snprintf(buffer + used, NAMES_BYTES - used, "%s%s",
                                  i ? ", " : "", self->scenario->priors[member[i]].path);
        used += more > 0 ? (size_t)more : 0;
    }
    return buffer;
}

/* r [n][n] of the members. */
static void gather(const struct builder *self, const int *member, int n, double *r)
{
    const int all = self->scenario->n_priors;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            const double x = self->r[member[i] * all + member[j]];
            r[i * n + j] = i == j ? 1 : isnan(x) ? 0 : x;
        }
    }
}

/* Says which keys do not fit together: members are left out as long as the rest still does
 * not. */
static void refuse_group(struct builder *self, const int *member, int n)
{
    double r[SW_MAX_CORRELATED * SW_MAX_CORRELATED];
    double l[SW_MAX_CORRELATED * SW_MAX_CORRELATED];
    int rest[SW_MAX_CORRELATED];
    char names[NAMES_BYTES];

    memcpy(rest, member, (size_t)n * sizeof *rest);
    for (int i = n - 1; i >= 0; i--) {
        const int out = rest[i];
        memmove(rest + i, rest + i + 1, (size_t)(n - i - 1) * sizeof *rest);
        gather(self, rest, n - 1, r);
        if (!sw_cholesky(r, n - 1, l)) {
            n--;
            continue;
        }
        memmove(rest + i + 1, rest + i, (size_t)(n - i - 1) * sizeof *rest);
        rest[i] = out;
    }
    (void)sw_load_say(
        self->load, SW_INPUT, self->place, "correlations",
        "the correlations of %s contradict each other (their matrix is not positive "
        "definite; a pair not named has r = 0): make them weaker or name the missing "
        "pair",
        "%s の相関係数が両立しません（行列が正定値ではありません。書かない組は r = 0 "
        "です）。"
        "相関を弱めるか、欠けている組を加えてください",
        name_keys(self, rest, n, names));
    self->good = 0;
}

static void refuse_mass(struct builder *self, const sw_copula *copula)
{
    double values[SW_MAX_CORRELATED];
    char names[NAMES_BYTES];
    int within = 0;
    for (uint32_t k = 0; k < TRIALS; k++) {
        within += sw_copula_attempt(self->scenario, copula, 0, k, 0, values);
    }
    if (within >= least_mass * TRIALS) {
        return;
    }
    (void)sw_load_say(
        self->load, SW_INPUT, self->place, "correlations",
        "drawn together, %s lie within all their limits in less than 1 %% of draws",
        "%s をまとめて引くと、全てが範囲に入るのは 1％未満です",
        name_keys(self, copula->member, copula->n, names));
    self->good = 0;
}

static int add_group(struct builder *self, int first)
{
    sw_scenario *scenario = self->scenario;
    int member[SW_MAX_CORRELATED];
    int n = 0;
    for (int k = first; k < scenario->n_priors; k++) {
        if (self->label[k] == first && n++ < SW_MAX_CORRELATED) {
            member[n - 1] = k;
        }
    }
    if (n > SW_MAX_CORRELATED) {
        self->good = 0;
        return sw_load_say(self->load, SW_INPUT, self->place, "correlations",
                           "%d keys are connected; at most %d can be drawn together",
                           "%d 個のキーがつながっています。まとめて引けるのは %d 個まで"
                           "です",
                           n, SW_MAX_CORRELATED);
    }
    const size_t square = (size_t)n * (size_t)n;
    int *kept = sw_load_get(self->load->pool, (size_t)n * sizeof *kept);
    double *r = sw_load_get(self->load->pool, 2 * square * sizeof *r);
    if (!kept || !r) {
        return sw_load_out_of_memory(self->load);
    }
    memcpy(kept, member, (size_t)n * sizeof *kept);
    gather(self, member, n, r);
    if (!sw_cholesky(r, n, r + square)) {
        refuse_group(self, member, n);
        return SW_OK;
    }
    sw_copula *copula = &scenario->copulas[scenario->n_copulas++];
    *copula = (sw_copula){n, kept, r, r + square};
    refuse_mass(self, copula);
    return SW_OK;
}

int sw_load_correlate(sw_load *load)
{
    sw_scenario *scenario = load->scenario;
    const sw_group *root = scenario->groups[SW_GROUP_ROOT];
    const int field = sw_load_find_field(root->fields, root->n_fields, "correlations");
    const struct sw_root *given = sw_scenario_root(scenario);
    const int n = scenario->n_priors;
    struct builder self = {load, scenario, load->slots[SW_GROUP_ROOT][field].place,
                           1,    NULL,     NULL};
    int status = SW_OK;

    if (given->correlations.n == 0) {
        return SW_OK;
    }
    const size_t square = (size_t)n * (size_t)n;
    scenario->copulas = sw_load_get(load->pool, ((size_t)n + 1) * sizeof(sw_copula));
    self.label = malloc(((size_t)n + 1) * sizeof *self.label);
    self.r = malloc((square + 1) * sizeof *self.r);
    if (!scenario->copulas || !self.label || !self.r) {
        status = sw_load_out_of_memory(load);
        goto out;
    }
    memset(self.label, -1, ((size_t)n + 1) * sizeof *self.label);
    for (size_t i = 0; i < square; i++) {
        self.r[i] = NAN;
    }
    for (int i = 0; i < given->correlations.n; i++) {
        take_pair(&self, i + 1, &given->correlations.at[i]);
    }
    for (int k = 0; k < n && self.good && !status; k++) {
        status = self.label[k] == k ? add_group(&self, k) : SW_OK;
    }
    status = status ? status : self.good ? SW_OK : SW_INPUT;
out:
    free(self.label);
    free(self.r);
    return status;
}
