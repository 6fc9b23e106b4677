/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register of assumptions on the page: in the order of influence where a sensitivity file
 * was given, of rank correlation where none was, and it says which.
 */
#include "report_parts.h"

#include <math.h>
#include <string.h>

#include <sidework/sensitivity.h>

static const char *say(const sw_report *self, sw_text text)
{
    return sw_say(self->language, text);
}

/* What it is, and below it its key. */
static void put_name(sw_buffer *out, const char *text, const char *key)
{
    sw_buffer_put(out, "<th scope=\"row\">");
    sw_buffer_xml(out, text);
    sw_buffer_put(out, "<br><code>");
    sw_buffer_xml(out, key);
    sw_buffer_put(out, "</code></th>");
}

static const char *drawn(sw_report *self, const sw_assumption *a)
{
    return sw_page_range(self, a->p50, a->p05, a->p95);
}

static const char *correlated(sw_report *self, const sw_assumption *a)
{
    char rho[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){1, 2, "", 1}, a->rho, rho);
    return sw_arena_copy(&self->arena, rho);
}

static void put_assumption(sw_report *self, const sw_assumption *a, sw_buffer *out)
{
    sw_buffer_put(out, "<tr>");
    put_name(out, a->text, a->path);
    sw_page_cell(out, "td", drawn(self, a));
    sw_page_cell(out, "td", sw_page_unit(self, a->unit));
    sw_page_cell(out, "td", correlated(self, a));
    sw_buffer_put(out, "</tr>\n");
}

static void put_by_correlation(sw_report *self, sw_buffer *out)
{
    const double n = self->runs[self->of_run].results->n_replications;
    const char *const values[] = {
        self->names[self->of_run],
        sw_year_name(self, self->base_year + self->n_years - 1),
        sw_arena_format(&self->arena, "%.2f", n > 1 ? 1.96 / sqrt(n - 1) : 1)};
    const char *const heads[] = {say(self, SW_TEXT_PARAMETER), say(self, SW_TEXT_DRAWN),
                                 say(self, SW_TEXT_UNIT), say(self, SW_TEXT_RHO)};
    sw_page_paragraph(self, SW_TEXT_SECTION_ASSUMED_LEAD, values, 3, out);
    sw_page_table(out, NULL, heads, 4);
    for (int i = 0; i < self->n_assumptions; i++)
        put_assumption(self, &self->assumptions[i], out);
    sw_page_table_end(out);
}

/* ---- by influence ---- */

/* Whether an outcome is a share, shown in percent and points. */
static int is_share(const char *outcome)
{
    return strncmp(outcome, "p_", 2) == 0 || strstr(outcome, "_rate") != NULL ||
           strcmp(outcome, "unfulfilled") == 0;
}

static int can_sort(const sw_study *s, int m)
{
    return s->variation[m] == SW_VARIATION_CLEAR || s->variation[m] == SW_VARIATION_NOISE;
}

/* The first outcome that has something to be shared out; -1: none. */
static int measure_of(const sw_study *s)
{
    for (int m = 0; m < s->n_measures; m++)
        if (can_sort(s, m))
            return m;
    return -1;
}

static const sw_study_column *influence_of(const sw_study *s)
{
    return s->mu_star.value != NULL ? &s->mu_star : &s->total;
}

/* "+" never: sizes and shares. */
static const char *estimate(sw_report *self, const sw_study_column *c, size_t at,
                            const sw_number *number)
{
    char value[SW_NUMBER_BYTES], low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
    sw_number_text(number, c->value[at], value);
    sw_number_text(number, c->low[at], low);
    sw_number_text(number, c->high[at], high);
    const char *const ends[] = {low, high};
    return sw_arena_format(
        &self->arena, "%s (%s)", value,
        sw_arena_fill(&self->arena, say(self, SW_TEXT_FROM_TO), ends, 2));
}

static const sw_assumption *assumption_of(const sw_report *self, const char *path)
{
    for (int i = 0; i < self->n_assumptions; i++)
        if (strcmp(self->assumptions[i].path, path) == 0)
            return &self->assumptions[i];
    return NULL;
}

/* A group's text without the key that it may begin with. */
static const char *group_text(const sw_report *self, const sw_study *s, int g)
{
    const char *text = s->group_texts[self->language][g];
    const size_t n = strlen(s->groups[g]);
    return strncmp(text, s->groups[g], n) == 0 && text[n] == ' ' ? text + n + 1 : text;
}

static void put_group(sw_report *self, const sw_study *s, int m, int g, sw_buffer *out)
{
    const size_t at = (size_t)m * (size_t)s->n_groups + (size_t)g;
    const sw_assumption *a = assumption_of(self, s->groups[g]);
    const int share = is_share(s->measures[m]);
    const sw_number size = {share ? 100 : 1, share ? 3 : 2, "", 0};
    const sw_number part = {1, 2, "", 0};
    char noise[SW_NUMBER_BYTES];
    sw_buffer_put(out, "<tr>");
    put_name(out, group_text(self, s, g), s->groups[g]);
    if (s->mu_star.value != NULL) {
        sw_page_cell(out, "td", estimate(self, &s->mu_star, at, &size));
        sw_number_text(&size, s->noise[at], noise);
        sw_page_cell(out, "td", noise);
        sw_page_cell(out, "td",
                     isnan(s->beyond[at]) ? "–"
                     : s->beyond[at] != 0 ? say(self, SW_TEXT_YES)
                                          : say(self, SW_TEXT_NO));
    } else {
        sw_page_cell(out, "td", estimate(self, &s->total, at, &part));
        sw_page_cell(out, "td", estimate(self, &s->first, at, &part));
    }
    sw_page_cell(out, "td", a != NULL ? drawn(self, a) : "–");
    sw_page_cell(out, "td", a != NULL ? sw_page_unit(self, a->unit) : "–");
    sw_page_cell(out, "td", a != NULL ? correlated(self, a) : "–");
    sw_buffer_put(out, "</tr>\n");
}

/* Largest first; what is not known last, ties in the file's order. */
static void put_groups(sw_report *self, const sw_study *s, int m, sw_buffer *out)
{
    const double *value = influence_of(s)->value + (size_t)m * (size_t)s->n_groups;
    unsigned char *done = sw_arena_get(&self->arena, (size_t)s->n_groups, 1);
    for (int k = 0; k < s->n_groups && done != NULL; k++) {
        int best = -1;
        for (int g = 0; g < s->n_groups; g++)
            if (!done[g] && (best < 0 || value[g] > value[best] ||
                             (isnan(value[best]) && !isnan(value[g]))))
                best = g;
        done[best] = 1;
        put_group(self, s, m, best, out);
    }
}

/* What is drawn in the futures and is no factor by itself. */
static void put_others(sw_report *self, const sw_study *s, sw_buffer *out)
{
    const char *list = "";
    for (int i = 0; i < self->n_assumptions; i++) {
        int is = 0;
        for (int g = 0; g < s->n_groups; g++)
            is |= strcmp(s->groups[g], self->assumptions[i].path) == 0;
        if (!is)
            list = sw_arena_format(&self->arena, "%s%s%s", list,
                                   list[0] == '\0'        ? ""
                                   : sw_is_japanese(self) ? "、"
                                                          : ", ",
                                   self->assumptions[i].path);
    }
    if (list[0] != '\0')
        sw_page_paragraph(self, SW_TEXT_NOT_A_FACTOR, &list, 1, out);
}

static void put_chance(sw_report *self, const sw_study *s, int m, sw_buffer *out)
{
    char value[SW_NUMBER_BYTES], low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
    const sw_number percent = {100, 0, "%", 0};
    int beyond = 0;
    if (s->variation[m] == SW_VARIATION_NOISE)
        sw_page_notice(self, SW_TEXT_INFLUENCE_NOISE, NULL, 0, out);
    if (s->mu_star.value != NULL) {
        for (int g = 0; g < s->n_groups; g++)
            beyond += s->beyond[(size_t)m * (size_t)s->n_groups + (size_t)g] != 0;
        const char *const values[] = {sw_arena_format(&self->arena, "%d", beyond),
                                      sw_arena_format(&self->arena, "%d", s->n_groups)};
        if (s->n_replications > 1)
            sw_page_paragraph(self, SW_TEXT_INFLUENCE_BEYOND, values, 2, out);
    } else if (isfinite(s->chance.value[m])) {
        sw_number_text(&percent, s->chance.value[m], value);
        sw_number_text(&percent, s->chance.low[m], low);
        sw_number_text(&percent, s->chance.high[m], high);
        const char *const ends[] = {low, high};
        const char *const values[] = {
            value, sw_arena_fill(&self->arena, say(self, SW_TEXT_FROM_TO), ends, 2)};
        sw_page_paragraph(self, SW_TEXT_INFLUENCE_CHANCE, values, 2, out);
    }
}

static void put_by_influence(sw_report *self, const sw_study *s, sw_buffer *out)
{
    const int m = measure_of(s), morris = s->mu_star.value != NULL;
    const char *const *texts = s->measure_texts[self->language];
    const sw_text sizes =
        m >= 0 && is_share(s->measures[m]) ? SW_TEXT_MU_STAR_POINTS : SW_TEXT_MU_STAR;
    const char *heads[8] = {say(self, SW_TEXT_PARAMETER)};
    int n = 1;
    if (m < 0) {
        sw_page_notice(self, SW_TEXT_INFLUENCE_NOTHING, &texts[0], 1, out);
        return;
    }
    const char *const switched[] = {texts[0], texts[m]};
    if (m > 0)
        sw_page_notice(self, SW_TEXT_INFLUENCE_SWITCHED, switched, 2, out);
    sw_page_paragraph(self, morris ? SW_TEXT_INFLUENCE_MORRIS : SW_TEXT_INFLUENCE_SOBOL,
                      &texts[m], 1, out);
    put_chance(self, s, m, out);
    heads[n++] = say(self, morris ? sizes : SW_TEXT_TOTAL_INDEX);
    heads[n++] = say(self, morris ? SW_TEXT_MU_NOISE : SW_TEXT_FIRST_INDEX);
    if (morris)
        heads[n++] = say(self, SW_TEXT_MU_BEYOND);
    heads[n++] = say(self, SW_TEXT_DRAWN);
    heads[n++] = say(self, SW_TEXT_UNIT);
    heads[n++] = say(self, SW_TEXT_RHO);
    sw_page_table(out, NULL, heads, n);
    put_groups(self, s, m, out);
    sw_page_table_end(out);
    put_others(self, s, out);
}

static void put_study(sw_report *self, const sw_study *s, sw_buffer *out)
{
    sw_buffer_put(out, "<h3>");
    sw_buffer_xml(out, sw_page_language(self, s->title, s->title_ja));
    sw_buffer_put(out, "</h3>\n");
    sw_page_study(self, s, out);
    put_by_influence(self, s, out);
}

/* Nothing is drawn, or what was drawn was not kept. */
static void put_none(const sw_report *self, sw_buffer *out)
{
    int uncertain = 0;
    for (int k = 0; k < self->n_runs; k++)
        uncertain |= self->runs[k].results->n_parameters > 0;
    if (uncertain)
        sw_page_notice(self, SW_TEXT_PAGE_ABSENT, NULL, 0, out);
    else
        sw_page_notice(self, SW_TEXT_ASSUMED_NONE, NULL, 0, out);
}

void sw_page_assumptions(sw_report *self, sw_buffer *out)
{
    int sorted = 0, given = 0;
    for (int i = 0; self->beside != NULL && i < self->beside->n_studies; i++) {
        const sw_study *s = &self->beside->studies[i];
        given += s->n_measures > 0;
        sorted += s->n_measures > 0 && measure_of(s) >= 0;
    }
    sw_buffer_put(out, "<section id=\"assumed\">\n<h2>");
    sw_buffer_xml(out, say(self, SW_TEXT_SECTION_ASSUMED));
    sw_buffer_put(out, "</h2>\n");
    if (sorted > 0)
        sw_page_paragraph(self, SW_TEXT_ASSUMED_LEAD_BESIDE, NULL, 0, out);
    for (int i = 0; given > 0 && i < self->beside->n_studies; i++)
        if (self->beside->studies[i].n_measures > 0)
            put_study(self, &self->beside->studies[i], out);
    if (sorted == 0 && self->n_assumptions > 0)
        put_by_correlation(self, out);
    if (self->n_assumptions == 0 && given == 0)
        put_none(self, out);
    sw_buffer_put(out, "</section>\n");
}
