/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When is enough; see precision.h. */
#include <sidework/precision.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/sha256.h>

#include "nested.h"
#include "statistics.h"

static const double error_allowed = 0.05, shares = 2.0;

void sw_precision_plan(sw_precision *self, double width)
{
    *self = (sw_precision){
        .width = width, .level = 1 - error_allowed / shares, .first = SW_FIRST_LOOK};
    while (sw_precision_width(self, 0, self->first) >= width && self->first < 1u << 30)
        self->first *= 2;
}

double sw_precision_width(const sw_precision *self, double hits, double n)
{
    double low, high;
    sw_wilson(hits, n, self->level, &low, &high);
    return high - low;
}

/* The same where replications share draws: what they have in common counts once. */
static int nested_enough(const sw_precision *self, const sw_results *results)
{
    const sw_layout *layout = &results->layout;
    const size_t n = sw_gather_room(results), years = (size_t)layout->n_years;
    double *x = malloc((n + 1) * sizeof *x), *ever = malloc((n + 1) * sizeof *ever);
    int enough = x != NULL && ever != NULL && n > 0; /* else it runs on */
    for (int k = 0; enough && k < layout->n_thresholds; k++) {
        double low, high, hits = 0, count = 0;
        memset(ever, 0, n * sizeof *ever);
        for (size_t y = 1; y < years; y++) {
            (void)sw_gather_annual(results, y, x);
            for (size_t r = 0; r < n; r++)
                ever[r] =
                    isnan(x[r]) ? x[r] : ever[r] > 0 || x[r] >= layout->thresholds[k];
        }
        for (size_t r = 0; r < n; r++) {
            hits += ever[r] > 0;
            count += !isnan(ever[r]);
        }
        const double p = hits / count,
                     effect = sw_design_effect(ever, n, results->repeats);
        sw_wilson_clustered(p, sqrt(p * (1 - p) / count * effect),
                            (double)sw_count_draws(ever, n, results->repeats),
                            self->level, &low, &high);
        enough = high - low < self->width;
    }
    free(x);
    free(ever);
    return enough;
}

int sw_precision_enough(const sw_precision *self, const sw_results *results)
{
    const sw_variable *v = sw_layout_find(&results->layout, "first_year_reached");
    if (results->repeats > 1 && results->n_replications > 0)
        return nested_enough(self, results);
    int enough = v != NULL && results->n_replications > 0;
    for (size_t k = 0; enough && k < v->length; k++)
        enough = sw_precision_width(self, (double)sw_count_met(results, v, k),
                                    results->n_replications) < self->width;
    return enough;
}

/* The text with another number of replications; NULL when memory is out. */
static char *other_replications(sw_results *results, uint32_t n)
{
    static const char key[] = "\n  replications = ";
    const char *text = results->effective, *at = strstr(text, key);
    if (at == NULL)
        return sw_results_duplicate(results, text);
    const size_t head = (size_t)(at - text) + sizeof key - 1;
    const char *rest = text + head + strspn(text + head, "0123456789");
    const size_t bytes = head + 16 + strlen(rest);
    char *copy = sw_results_allocate(results, bytes);
    if (copy != NULL)
        (void)snprintf(copy, bytes, "%.*s%u%s", (int)head, text, (unsigned)n, rest);
    return copy;
}

int sw_precision_settle(const sw_precision *self, sw_results *results)
{
    unsigned char raw[32];
    sw_sha256 state;
    results->stopping =
        (sw_stopping){self->width, self->level, sw_precision_enough(self, results)};
    char *text = other_replications(results, results->n_replications);
    char *digest = sw_results_allocate(results, 2 * sizeof raw + 1);
    if (text == NULL || digest == NULL)
        return SW_MEMORY;
    sw_sha256_init(&state);
    sw_sha256_add(&state, text, strlen(text));
    sw_sha256_end(&state, raw);
    for (size_t k = 0; k < sizeof raw; k++)
        (void)snprintf(digest + 2 * k, 3, "%02x", raw[k]);
    results->effective = text;
    results->digest = digest;
    return SW_OK;
}
