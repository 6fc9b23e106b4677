/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One datum against the layout of the results it will be compared with, and its keys against
 * each other. */
#include "observations_parts.h"

#include <math.h>
#include <string.h>

/* Beginnings of the names of shares of people, with and without survey_: only there n
 * answers have a binomial error, and only these lie between 0 and 1. */
static const char *const shares[] = {
    "participated", "willing",       "refusal_",  "would_",    "section_would_",
    "unfulfilled",  "understanding", "awareness", "ownership", "perceived_inflexible",
    "team_"};

/* Others that lie between 0 and 1: hours over hours, pairs over pairs. */
static const char *const fractions[] = {"side_work_rate", "load_gini", "load_top10_share",
                                        "section_pairs_linked"};

static int begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static const char *without_count(const char *name)
{
    const char *const counts[] = {"survey_", "census_"};
    for (int i = 0; i < 2; i++) {
        if (begins(name, counts[i])) {
            return name + strlen(counts[i]);
        }
    }
    return name;
}

static int begins_as_any(const char *name, const char *const *beginnings, size_t n)
{
    name = without_count(name);
    for (size_t i = 0; i < n; i++) {
        if (begins(name, beginnings[i])) {
            return 1;
        }
    }
    return 0;
}

static int is_share_by_name(const char *name)
{
    return begins_as_any(name, shares, sizeof shares / sizeof *shares);
}

/* By its name alone: a slip is seen without the scenario too. */
static int is_fraction(const char *name)
{
    return is_share_by_name(name) ||
           begins_as_any(name, fractions, sizeof fractions / sizeof *fractions);
}

static int is_share(const sw_variable *v)
{
    return v->storage == SW_STORE_RATIO && is_share_by_name(v->name);
}

typedef struct place {
    sw_load *load;
    const sw_load_node *node;
    const char *path;
} place;

/* Where a key of the datum stands; the datum where it has none. */
static sw_load_place place_of(const place *self, const char *key)
{
    for (const sw_load_node *each = self->node->first; each; each = each->next) {
        if (each->name && !strcmp(each->name, key)) {
            return each->place;
        }
    }
    return self->node->place;
}

#define SAY(self, key, ...)                                                              \
    ((void)sw_load_say((self)->load, SW_INPUT, place_of(self, key),                      \
                       sw_load_join((self)->path, key, joined), __VA_ARGS__),            \
     0)

/* Names of the variables that can be observed, for "did you mean". */
static const char *nearest_variable(const place *self, const sw_layout *layout,
                                    int monthly, const char *name,
                                    char buffer[SW_LOAD_SHOW_BYTES])
{
    sw_load_text words = {0};
    for (int i = 0; i < layout->n_variables; i++) {
        const sw_variable *v = &layout->variables[i];
        if (v->period != SW_ONCE && (v->period == SW_BY_MONTH || !monthly)) {
            sw_load_text_put(&words, words.length ? "|" : "");
            sw_load_text_put(&words, v->name);
        }
    }
    buffer[0] = '\0';
    if (!words.failed && words.at) {
        (void)sw_load_suggest_word(self->load, name, words.at, buffer);
    }
    sw_load_text_free(&words);
    return buffer;
}

static int find(const sw_layout *layout, const char *name)
{
    for (int i = 0; i < layout->n_variables; i++) {
        if (!strcmp(layout->variables[i].name, name)) {
            return i;
        }
    }
    return -1;
}

static int check_quantity(const place *self, sw_datum *datum, const sw_layout *layout)
{
    const char *name = datum->is->quantity;
    char hint[SW_LOAD_SHOW_BYTES], joined[SW_LOAD_PATH_BYTES];

    datum->variable = find(layout, name);
    if (datum->variable < 0) {
        return SAY(self, "quantity",
                   "\"%.*s\" is no variable of the results; `sidework info RESULT.h5` "
                   "lists them%s",
                   "「%.*s」という変数は結果ファイルにありません（一覧は sidework info "
                   "RESULT.h5）%s",
                   sw_whole(name, 80), name,
                   nearest_variable(self, layout, 0, name, hint));
    }
    if (layout->variables[datum->variable].period == SW_ONCE) {
        return SAY(self, "quantity",
                   "%s is known only when a whole future has been simulated; observe a "
                   "yearly or monthly variable",
                   "%s は将来全体を試行して初めて決まる値です。年次か月次の変数を指定して"
                   "ください",
                   name);
    }
    datum->share = is_share(&layout->variables[datum->variable]);
    return 1;
}

/* All labels of a dimension for a message and for "did you mean". */
static void list_labels(const sw_dimension *d, sw_load_text *words)
{
    for (int i = 0; i < d->size; i++) {
        sw_load_text_put(words, i ? "|" : "");
        sw_load_text_put(words, d->labels[i]);
    }
}

static int unknown_group(const place *self, const sw_dimension *d, const char *name)
{
    char hint[SW_LOAD_SHOW_BYTES] = "", words[600] = "", joined[SW_LOAD_PATH_BYTES];
    sw_load_text all = {0};

    list_labels(d, &all);
    if (!all.failed && all.at) {
        (void)sw_load_list_words(all.at, words, sizeof words);
        (void)sw_load_suggest_word(self->load, name, all.at, hint);
    }
    sw_load_text_free(&all);
    return SAY(self, "group", "\"%.*s\" is not one of: %s%s",
               "「%.*s」という区分はありません。選べるもの: %s%s", sw_whole(name, 80),
               name, words, hint);
}

/* *element: number of the group; labels of either language will do. */
static int check_group(const place *self, const sw_datum *datum, const sw_layout *layout,
                       size_t *element)
{
    const sw_variable *v = &layout->variables[datum->variable];
    const char *name = datum->is->group;
    char joined[SW_LOAD_PATH_BYTES];

    *element = 0;
    if (v->dimension < 0) {
        return !*name || SAY(self, "group", "%s has no groups; leave the key out",
                             "%s に区分はありません。このキーを除いてください", v->name);
    }
    const sw_dimension *d = &layout->dimensions[v->dimension];
    for (int i = 0; i < d->size && *name; i++) {
        if (!strcmp(name, d->labels[i]) || !strcmp(name, d->labels_ja[i])) {
            *element = (size_t)i;
            return 1;
        }
    }
    return unknown_group(self, d, name);
}

static int check_year(const place *self, const sw_datum *datum, const sw_layout *layout)
{
    const int first = layout->base_year, last = first + layout->n_years - 1;
    const int year = datum->is->fiscal_year;
    char joined[SW_LOAD_PATH_BYTES];

    if (year == 0 || (year >= first && year <= last)) { /* 0: refused already */
        return year != 0;
    }
    return SAY(self, "fiscal_year",
               "the scenario simulates the fiscal years %d to %d, not %d "
               "(simulation.base_year, simulation.years)",
               "シナリオが試行するのは %d 年度から %d 年度で、%d 年度はありません"
               "（simulation.base_year、simulation.years）",
               first, last, year);
}

static int check_month(const place *self, const sw_datum *datum, const sw_layout *layout)
{
    const sw_variable *v = &layout->variables[datum->variable];
    char joined[SW_LOAD_PATH_BYTES];

    if (v->period == SW_BY_MONTH) {
        return 1;
    }
    if (datum->is->month > 0) {
        return SAY(self, "month", "%s is yearly; leave the key out",
                   "%s は年次の変数です。このキーを除いてください", v->name);
    }
    return !*datum->is->per ||
           SAY(self, "per", "%s is yearly, and only monthly variables are divided",
               "%s は年次の変数です。割れるのは月次の変数だけです", v->name);
}

/* *divisor: index of the variable, -1 if there is none. */
static int check_per(const place *self, const sw_datum *datum, const sw_layout *layout,
                     int *divisor)
{
    const char *name = datum->is->per;
    char hint[SW_LOAD_SHOW_BYTES], joined[SW_LOAD_PATH_BYTES];

    *divisor = *name ? find(layout, name) : -1;
    if (!*name || (*divisor >= 0 && layout->variables[*divisor].period == SW_BY_MONTH &&
                   layout->variables[*divisor].dimension < 0)) {
        return 1;
    }
    return SAY(self, "per", "\"%.*s\" is no monthly variable without groups%s",
               "「%.*s」は区分のない月次の変数ではありません%s", sw_whole(name, 80), name,
               nearest_variable(self, layout, 1, name, hint));
}

/* Where the doubles are that the datum is made of. */
static void locate(sw_datum *datum, const sw_layout *layout, size_t element, int divisor)
{
    const sw_variable *v = &layout->variables[datum->variable];
    const size_t size =
        v->dimension < 0 ? 1 : (size_t)layout->dimensions[v->dimension].size;
    const size_t year = (size_t)(datum->is->fiscal_year - layout->base_year);
    const int month = datum->is->month;
    const size_t first = v->period == SW_BY_YEAR ? year
                         : month > 0             ? 12 * year + (size_t)(month + 8) % 12
                                                 : 12 * year;
    datum->offset = v->offset + first * size + element;
    datum->stride = size;
    datum->count = v->period == SW_BY_MONTH && month == 0 ? 12 : 1;
    datum->months =
        v->period == SW_BY_YEAR ? 12 * ((int)year + 1) : (int)(first + datum->count);
    if (divisor >= 0) {
        datum->per_offset = layout->variables[divisor].offset + first;
        datum->per_stride = 1;
    }
}

static int check_value(const place *self, const sw_datum *datum)
{
    const struct sw_observation *is = datum->is;
    char joined[SW_LOAD_PATH_BYTES], a[32], b[32];
    const struct {
        const char *key;
        double value;
    } parts[] = {{"value", is->value}, {"sd", is->sd}, {"rounding", is->rounding}};
    int good = 1;

    for (int i = 0; i < 3; i++) {
        const int bounded =
            i == 0 ? is_fraction(is->quantity) : is_share_by_name(is->quantity);
        if (!bounded || *is->per || (parts[i].value >= 0 && parts[i].value <= 1)) {
            continue;
        }
        good = SAY(self, parts[i].key,
                   "%s is a share, from 0 to 1, not %s (for percent write %s)",
                   "%s は 0 から 1 の割合で、%s は指定できません（パーセントなら %s "
                   "と書きます）",
                   is->quantity, sw_load_real_text(parts[i].value, 0, a),
                   sw_load_real_text(parts[i].value / 100, 0, b));
    }
    return good;
}

/* A figure without any error would have to be met exactly, which no simulation does. */
static int check_error(const place *self, const sw_datum *datum, int known)
{
    const struct sw_observation *is = datum->is;
    char joined[SW_LOAD_PATH_BYTES];

    if (known && is->n > 0 && !datum->share) {
        return SAY(
            self, "n",
            "%s is no share of people, so that a number of answers gives it no "
            "error; write sd",
            "%s は人の割合ではないため、回答数から誤差は決まりません。sd を指定して"
            "ください",
            is->quantity);
    }
    if (is->n > 0 || is->sd > 0 || is->rounding > 0 || !*is->quantity ||
        without_count(is->quantity) != is->quantity) {
        return 1;
    }
    return SAY(self, "sd",
               "how far may the figure be off? Give n (answers behind a share), sd "
               "(standard error) or rounding (half-width)",
               "この値の誤差を指定してください。n（割合の回答数）、sd（標準誤差）、"
               "rounding（端数処理の幅の半分）のいずれかです");
}

int sw_load_datum(sw_load *self, sw_datum *datum, const sw_layout *layout,
                  const sw_load_node *node, const char *path)
{
    const place at = {self, node, path};
    size_t element = 0;
    int divisor = -1;

    if (node->kind != SW_LOAD_IS_GROUP) {
        return 0; /* said already */
    }
    const int known = layout && *datum->is->quantity;
    const int found = known && check_quantity(&at, datum, layout);
    int good = found || !known;
    good &= !layout || check_year(&at, datum, layout);
    if (found) {
        good &= check_group(&at, datum, layout, &element);
        good &= check_month(&at, datum, layout);
        good &= check_per(&at, datum, layout, &divisor);
    }
    good &= check_value(&at, datum);
    good &= check_error(&at, datum, found);
    if (good && found && self->status == SW_OK) {
        locate(datum, layout, element, divisor);
    }
    return good;
}

void sw_load_datum_text(const sw_datum *datum, sw_load_text *text)
{
    const struct sw_observation *is = datum->is;
    const char *const words[] = {is->name, is->quantity, is->group, is->per};
    const double numbers[] = {is->fiscal_year, is->month, is->value,
                              is->n,           is->sd,    is->rounding};
    char buffer[32];

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        sw_load_text_put(text, words[i]);
        sw_load_text_put(text, "\n");
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        sw_load_text_put(text, sw_load_real_text(numbers[i], 0, buffer));
        sw_load_text_put(text, "\n");
    }
}
