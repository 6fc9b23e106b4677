/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the page that have no figure: criteria, contrasts, making. */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>

#include "statistics.h"

static const char *say(const sw_report *self, sw_text text)
{
    return sw_say(self->language, text);
}

/* A criterion as the file's label says it, "1: registered in the bank >= 0.2", with a share
 * in percent. What is 1 or more, and a factor, stays as it is. */
static const char *criterion(sw_report *self, const char *en, const char *text)
{
    const char *sign = strstr(en, " >= "), *there = NULL;
    char *end = NULL;
    char share[SW_NUMBER_BYTES];
    const double x = sign != NULL ? strtod(sign + 4, &end) : NAN;
    if (!(x > 0 && x < 1) || *end != '\0' || strstr(en, "willingness") != NULL)
        return text;
    for (const char *at = text; (at = strstr(at, sign + 4)) != NULL; at++)
        there = at;
    if (there == NULL)
        return text;
    sw_number_text(&(sw_number){100, 100 * x == floor(100 * x) ? 0 : 1, "%", 0}, x,
                   share);
    return sw_arena_format(&self->arena, "%.*s%s%s", (int)(there - text), text, share,
                           there + strlen(sign + 4));
}

/* The criteria of run k, of phases that began in some future. */
static void put_criteria(sw_report *self, int k, sw_buffer *out)
{
    const sw_results *r = self->runs[k].results;
    const sw_variable *v = sw_layout_find(&r->layout, "criterion_month");
    const sw_variable *phase = sw_layout_find(&r->layout, "phase_month");
    if (v == NULL || v->dimension < 0 || !sw_has_replications(r))
        return;
    const sw_dimension *d = &r->layout.dimensions[v->dimension];
    for (int i = 0; i < d->size; i++) {
        char share[SW_NUMBER_BYTES], month[SW_BRIEF_BYTES];
        const long p = strtol(d->labels[i], NULL, 10);
        if (phase != NULL && p >= 0 && p < (long)phase->length &&
            sw_count_met(r, phase, (size_t)p) == 0)
            continue;
        const size_t met = sw_gather_met(r, v, (size_t)i, self->scratch);
        sw_number_text(&(sw_number){100, 1, "%", 0}, (double)met / r->n_replications,
                       share);
        sw_format_month(sw_nearest_rank(self->scratch, r->n_replications, 0.5),
                        r->layout.base_year, self->language, month, sizeof month);
        sw_buffer_format(out, "<tr data-s=\"%d\">", k);
        sw_page_cell(out, "td", self->names[k]);
        sw_page_cell(out, "th scope=\"row\"",
                     criterion(self, d->labels[i],
                               sw_is_japanese(self) ? d->labels_ja[i] : d->labels[i]));
        sw_page_cell(out, "td", share);
        sw_page_cell(out, "td", month);
        sw_buffer_put(out, "</tr>\n");
    }
}

void sw_page_criteria(sw_report *self, sw_buffer *out)
{
    const char *const heads[] = {
        say(self, SW_TEXT_SCENARIO), say(self, SW_TEXT_CRITERION),
        say(self, SW_TEXT_CRITERION_MET), say(self, SW_TEXT_CRITERION_MONTH)};
    sw_buffer rows = {0};
    for (int k = 0; k < self->n_runs; k++)
        put_criteria(self, k, &rows);
    if (rows.length > 0) {
        sw_page_table(out, say(self, SW_TEXT_CRITERIA_CAPTION), heads, 4);
        sw_buffer_put(out, rows.text);
        sw_page_table_end(out);
    }
    out->failed |= rows.failed;
    sw_buffer_free(&rows);
}

/* How an outcome's numbers are written. */
static sw_number number_of(const sw_outcome *o, int difference)
{
    const int is_year = strcmp(o->unit, "1") != 0;
    const int gini = strcmp(o->name, "load_gini") == 0;
    if (is_year || gini)
        return (sw_number){1, gini ? 3 : 2, "", difference};
    return (sw_number){100, strncmp(o->name, "side_work", 9) == 0 ? 3 : 1,
                       difference ? "" : "%", difference};
}

static const char *verdict(sw_report *self, const sw_contrast *x)
{
    static const sw_text texts[] = {SW_TEXT_VERDICT_UNKNOWN, SW_TEXT_VERDICT_SAME,
                                    SW_TEXT_VERDICT_UNCLEAR, SW_TEXT_VERDICT_LOWER,
                                    SW_TEXT_VERDICT_HIGHER};
    const int k = (int)x->verdict;
    char more[SW_NUMBER_BYTES];
    if (k < 0 || k > 4)
        return "";
    if (k != SW_VERDICT_UNCLEAR)
        return say(self, texts[k]);
    if (!isfinite(x->further) || !(x->further > 0))
        return say(self, SW_TEXT_VERDICT_UNCLEAR_PLAIN);
    sw_number_text(&(sw_number){1, 0, "", 0}, x->further, more);
    const char *const values[] = {more};
    return sw_arena_fill(&self->arena, say(self, SW_TEXT_VERDICT_UNCLEAR), values, 1);
}

static void put_contrast(sw_report *self, int o, const sw_contrast *x, sw_buffer *out)
{
    const sw_outcome *outcome = &self->comparison->outcomes[o];
    const sw_number plain = number_of(outcome, 0), signed_ = number_of(outcome, 1);
    char a[SW_NUMBER_BYTES], b[SW_NUMBER_BYTES], d[SW_NUMBER_BYTES];
    char low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
    sw_number_text(&plain, x->base, a);
    sw_number_text(&plain, x->other, b);
    sw_number_text(&signed_, x->difference, d);
    sw_number_text(&signed_, x->family_low, low);
    sw_number_text(&signed_, x->family_high, high);
    const char *const ends[] = {low, high};
    sw_buffer_put(out, "<tr>");
    sw_page_cell(out, "th scope=\"row\"",
                 sw_is_japanese(self) ? outcome->ja : outcome->en);
    sw_page_cell(out, "td", a);
    sw_page_cell(out, "td", b);
    sw_page_cell(out, "td", d);
    sw_page_cell(out, "td",
                 sw_arena_fill(&self->arena, say(self, SW_TEXT_FROM_TO), ends, 2));
    sw_page_cell(out, "td", verdict(self, x));
    sw_buffer_put(out, "</tr>\n");
}

void sw_page_contrasts(sw_report *self, sw_buffer *out)
{
    const sw_comparison *c = self->comparison;
    for (int k = 1; k < c->n_files; k++) {
        const char *const base[] = {self->names[0]}, *const other[] = {self->names[k]};
        const char *const both[] = {self->names[k], self->names[0]};
        const char *const heads[] = {
            say(self, SW_TEXT_CONTRAST_OUTCOME),
            sw_arena_fill(&self->arena, say(self, SW_TEXT_CONTRAST_BASE), base, 1),
            sw_arena_fill(&self->arena, say(self, SW_TEXT_CONTRAST_BASE), other, 1),
            say(self, SW_TEXT_DIFFERENCE),
            say(self, SW_TEXT_CONTRAST_INTERVAL),
            say(self, SW_TEXT_CONTRAST_VERDICT)};
        if (c->files[k].unpaired) {
            sw_buffer_put(out, "<p class=\"notice\">");
            sw_buffer_fill(out, say(self, SW_TEXT_UNPAIRED), other, 1, 1);
            sw_buffer_put(out, "</p>\n");
        }
        sw_buffer_put(out, "<details><summary>");
        sw_buffer_fill(out, say(self, SW_TEXT_CONTRAST_CAPTION), both, 2, 1);
        sw_buffer_put(out, "</summary>\n");
        sw_page_table(out, NULL, heads, 6);
        for (int o = 0; o < c->n_outcomes; o++)
            put_contrast(self, o, &c->contrasts[(k - 1) * c->n_outcomes + o], out);
        sw_page_table_end(out);
        sw_buffer_put(out, "</details>\n");
    }
}

static void put_made(sw_report *self, int k, sw_buffer *out)
{
    static const sw_text kept[] = {SW_TEXT_KEPT_ALL, SW_TEXT_KEPT_ANNUAL,
                                   SW_TEXT_KEPT_SUMMARIES};
    const sw_results *r = self->runs[k].results;
    char n[SW_NUMBER_BYTES], error[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){1, 0, "", 0}, r->n_replications, n);
    /* replications that share a draw may be worth no more than it */
    const double worth = self->runs[k].summary->n_draws > 0
                             ? self->runs[k].summary->n_draws
                             : r->n_replications;
    sw_number_text(&(sw_number){100, 1, "", 0}, sqrt(0.25 / worth), error);
    const char *const points[] = {error};
    const char *const years[] = {self->year_names[0],
                                 self->year_names[self->runs[k].summary->n_years - 1]};
    const char *const cells[] = {
        self->runs[k].question,
        self->runs[k].label,
        sw_arena_format(&self->arena, "sidework %s", r->version ? r->version : "?"),
        sw_arena_format(&self->arena, "%llu", (unsigned long long)r->seed),
        n,
        sw_arena_fill(&self->arena, say(self, SW_TEXT_MADE_ERROR_VALUE), points, 1),
        sw_arena_fill(&self->arena, say(self, SW_TEXT_FROM_TO), years, 2),
        say(self, kept[r->keep >= 0 && r->keep < 3 ? r->keep : 0])};
    sw_buffer_put(out, "<tr>");
    sw_page_cell(out, "th scope=\"row\"", self->names[k]);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        sw_page_cell(out, "td", cells[i]);
    sw_buffer_put(out, "<td><code>");
    sw_buffer_xml(out, r->digest);
    sw_buffer_put(out, "</code></td></tr>\n");
}

void sw_page_making(sw_report *self, sw_buffer *out)
{
    const char *const heads[] = {
        say(self, SW_TEXT_SCENARIO),   say(self, SW_TEXT_QUESTION),
        say(self, SW_TEXT_MADE_FILE),  say(self, SW_TEXT_MADE_VERSION),
        say(self, SW_TEXT_MADE_SEED),  say(self, SW_TEXT_MADE_REPLICATIONS),
        say(self, SW_TEXT_MADE_ERROR), say(self, SW_TEXT_MADE_YEARS),
        say(self, SW_TEXT_MADE_KEPT),  say(self, SW_TEXT_MADE_DIGEST)};
    sw_buffer_put(out, "<section id=\"making\">\n<h2>");
    sw_buffer_xml(out, say(self, SW_TEXT_SECTION_MAKING));
    sw_buffer_put(out, "</h2>\n<p class=\"lead\">");
    sw_buffer_xml(out, say(self, SW_TEXT_SECTION_MAKING_LEAD));
    sw_buffer_put(out, "</p>\n");
    sw_page_table(out, NULL, heads, 10);
    for (int k = 0; k < self->n_runs; k++)
        put_made(self, k, out);
    sw_page_table_end(out);
    sw_buffer_put(out, "<p>");
    sw_buffer_xml(out, say(self, SW_TEXT_MADE_NOTE));
    sw_buffer_put(out, "</p>\n</section>\n");
}
