/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Did you mean": the nearest key by edit distance (Damerau-Levenshtein, optimal string
 * alignment; small and capital letters, '-' and '_' count as equal), the usual other word
 * for it, or the same key in another group; the group it was looked for in comes first.
 */
#include "loader.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 48, FAR = 1000, ELSEWHERE = 200 /* more than any name at home */ };

static char plain(char c)
{
    return c == '-' ? '_' : (char)tolower((unsigned char)c);
}

static int distance(const char *a, size_t n, const char *b, size_t m)
{
    int rows[3][LONGEST + 1];
    int *before = rows[0];
    int *last = rows[1];
    int *row = rows[2];

    if (n > LONGEST || m > LONGEST) {
        return FAR;
    }
    for (size_t j = 0; j <= m; j++) {
        last[j] = (int)j;
        before[j] = 0;
    }
    for (size_t i = 1; i <= n; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            const int same = plain(a[i - 1]) == plain(b[j - 1]);
            int best = last[j - 1] + !same;
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            if (i > 1 && j > 1 && plain(a[i - 1]) == plain(b[j - 2]) &&
                plain(a[i - 2]) == plain(b[j - 1]) && before[j - 2] + 1 < best) {
                best = before[j - 2] + 1;
            }
            row[j] = best;
        }
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[m];
}

/* The best so far: a lower cost wins. */
struct nearest {
    const char *name;
    size_t length;
    int cost;
    const char *group;
    const char *at;
    size_t at_length;
};

/* Words that people take for each other as names of keys, a line for each meaning. */
static const char *const usual_words[] = {
    "|enabled|enable|adopted|active|activated|on|use|switch|",
    "|start|begin|beginning|from|start_month|first_month|",
    "|end|stop|until|end_month|last_month|",
    "|rate|share|ratio|proportion|fraction|percent|",
    "|size|count|number|n|",
};

/* Whether word [length] is one of words. */
static int among(const char *words, const char *word, size_t length)
{
    for (const char *c = words; c[1]; c = strchr(c + 1, '|')) {
        const size_t n = strcspn(c + 1, "|");
        if (n == length && distance(c + 1, n, word, length) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Whether two names are usual words for one thing. */
static int same_meaning(const struct nearest *self, const char *at, size_t length)
{
    for (size_t i = 0; i < sizeof usual_words / sizeof *usual_words; i++) {
        if (among(usual_words[i], self->name, self->length) &&
            among(usual_words[i], at, length)) {
            return 1;
        }
    }
    return 0;
}

/* farther: what a candidate costs for where it stands; 0 at home. */
static void consider(struct nearest *self, const char *group, const char *at,
                     size_t length, int farther)
{
    const int synonym = !farther && same_meaning(self, at, length);
    const int edits = distance(self->name, self->length, at, length);
    const int allowed = farther ? 1 : 1 + (int)self->length / 3;
    const int cost = synonym && edits > 0 ? 1 : 2 * edits + farther;
    if ((synonym || (edits <= allowed && edits < (int)self->length)) &&
        cost < self->cost) {
        self->cost = cost;
        self->group = group;
        self->at = at;
        self->at_length = length;
    }
}

static const char *say(const sw_load *self, const struct nearest *nearest,
                       char buffer[SW_LOAD_SHOW_BYTES])
{
    buffer[0] = '\0';
    if (nearest->cost < FAR) {
        (void)snprintf(buffer, SW_LOAD_SHOW_BYTES,
                       sw_load_pick(self, "; did you mean \"%s%s%.*s\"?",
                                    "。「%s%s%.*s」ではありませんか"),
                       nearest->group, *nearest->group ? "." : "",
                       (int)nearest->at_length, nearest->at);
    }
    return buffer;
}

const char *sw_load_suggest(const sw_load *self, const char *name, const sw_field *fields,
                            int n_fields, int group, char buffer[SW_LOAD_SHOW_BYTES])
{
    struct nearest nearest = {
        .name = name, .length = strlen(name), .cost = FAR, .group = ""};

    if (fields) {
        for (int i = 0; i < n_fields; i++) {
            consider(&nearest, "", fields[i].key, strlen(fields[i].key), 0);
        }
        return say(self, &nearest, buffer);
    }
    const int farther = group < 0 ? 1 : ELSEWHERE;
    for (int g = 0; g < self->scenario->n_groups; g++) {
        const sw_group *other = self->scenario->groups[g];
        const int home = group < 0 ? g == SW_GROUP_ROOT : g == group;
        for (int i = 0; i < other->n_fields; i++) {
            consider(&nearest, other->name, other->fields[i].key,
                     strlen(other->fields[i].key), home ? 0 : farther);
        }
        if (*other->name) {
            consider(&nearest, "", other->name, strlen(other->name),
                     group < 0 ? 0 : farther);
        }
    }
    consider(&nearest, "", "extends", 7, group < 0 ? 0 : farther);
    return say(self, &nearest, buffer);
}

const char *sw_load_suggest_word(const sw_load *self, const char *word, const char *words,
                                 char buffer[SW_LOAD_SHOW_BYTES])
{
    struct nearest nearest = {
        .name = word, .length = strlen(word), .cost = FAR, .group = ""};
    const char *at;
    size_t length;

    for (int i = 0; (length = sw_load_word(words, i, &at)) > 0; i++) {
        consider(&nearest, "", at, length, 0);
    }
    return say(self, &nearest, buffer);
}
