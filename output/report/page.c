/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page: one file, nothing fetched (its own policy forbids it), readable without script.
 * The script adds what the pointer shows and the choice of a scenario.
 */
#include "report_parts.h"

#include <sidework/sketch.h>

#include <stdio.h>
#include <string.h>

static const char *say(const sw_report *self, sw_text text)
{
    return sw_say(self->language, text);
}

static void put_lines(sw_buffer *out, const char *const *lines)
{
    for (; *lines != NULL; lines++) {
        sw_buffer_put(out, *lines);
        sw_buffer_put(out, "\n");
    }
}

static void put_head(const sw_report *self, sw_buffer *out)
{
    sw_buffer_format(
        out,
        "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri "
        "'none'; "
        "form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"generator\" content=\"sidework " SIDEWORK_VERSION "\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>",
        sw_is_japanese(self) ? "ja" : "en");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_TITLE));
    sw_buffer_put(out, "</title>\n<style>\n");
    put_lines(out, sw_page_style());
    sw_buffer_put(out, "</style>\n</head>\n");
}

static void put_run_notices(sw_report *self, const sw_run *run, sw_buffer *out)
{
    char number[SW_NUMBER_BYTES];
    const sw_results *r = run->results;
    sw_number_text(&(sw_number){1, 0, "", 0}, r->n_replications, number);
    const char *const count[] = {run->name, number};
    if (r->incomplete)
        sw_page_notice(self, SW_TEXT_PAGE_INCOMPLETE, count, 2, out);
    if (r->keep != SW_KEEP_ALL)
        sw_page_notice(self, SW_TEXT_PAGE_KEPT, count, 1, out);
    if (run->summary->n_years < self->n_years) {
        const char *const values[] = {
            run->name, sw_year_name(self, self->base_year + run->summary->n_years - 1)};
        sw_page_notice(self, SW_TEXT_PAGE_SHORT, values, 2, out);
    }
    if (run->summary->rate_quantile_error > 0) {
        const char *const values[] = {
            run->name, sw_arena_format(&self->arena, "%.4f",
                                       100 * run->summary->rate_quantile_error)};
        sw_page_notice(self, SW_TEXT_PAGE_GRID, values, 2, out);
    }
}

/* Results that are one another: their likeness is no confirmation. */
static void put_twins(sw_report *self, sw_buffer *out)
{
    for (int k = 1; k < self->n_runs; k++)
        for (int j = 0; j < k; j++) {
            const sw_results *a = self->runs[j].results, *b = self->runs[k].results;
            const char *const names[] = {self->names[j], self->names[k]};
            if (a->digest != NULL && b->digest != NULL && a->seed == b->seed &&
                strcmp(a->digest, b->digest) == 0)
                sw_page_notice(self, SW_TEXT_PAGE_TWICE, names, 2, out);
        }
}

static void put_problems(sw_report *self, const char *problems, sw_buffer *out)
{
    if (problems != NULL && problems[0] != '\0') {
        sw_buffer_put(out, "<div class=\"notice bad\" role=\"alert\"><p>");
        sw_buffer_xml(out, say(self, SW_TEXT_PAGE_UNREAD));
        sw_buffer_put(out, "</p><pre>");
        sw_buffer_xml(out, problems);
        sw_buffer_put(out, "</pre></div>\n");
    }
    for (int k = 0; k < self->n_runs; k++)
        put_run_notices(self, &self->runs[k], out);
    put_twins(self, out);
}

/* Buttons that show one scenario alone; without script they are not there. */
static void put_choice(const sw_report *self, sw_buffer *out)
{
    if (self->n_runs < 2)
        return;
    sw_buffer_put(out, "<div class=\"choice\" role=\"group\" aria-label=\"");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_SHOW));
    sw_buffer_put(out, "\" hidden><button type=\"button\" data-s=\"\" "
                       "aria-pressed=\"true\">");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_ALL));
    sw_buffer_put(out, "</button>");
    for (int k = 0; k < self->n_runs; k++) {
        sw_buffer_format(out,
                         "<button type=\"button\" data-s=\"%d\" class=\"s%d\" "
                         "aria-pressed=\"false\"><span class=\"swatch\"></span>",
                         k, k);
        sw_buffer_xml(out, self->names[k]);
        sw_buffer_put(out, "</button>");
    }
    sw_buffer_put(out, "</div>\n");
}

static void put_top(sw_report *self, const char *problems, sw_buffer *out)
{
    sw_buffer_put(out, "<body>\n<a class=\"skip\" href=\"#fig-fan\">");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_SKIP));
    sw_buffer_put(out, "</a>\n<header>\n<h1>");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_TITLE));
    sw_buffer_put(out, "</h1>\n</header>\n<main>\n");
    put_problems(self, problems, out);
    sw_buffer_put(out, "<section class=\"answer\" aria-labelledby=\"answer\">"
                       "<h2 id=\"answer\">");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_ANSWER));
    sw_buffer_put(out, "</h2>\n<p>");
    sw_report_answer(self, out);
    sw_buffer_put(out, "</p>\n</section>\n");
    put_choice(self, out);
    sw_buffer_put(out, "<p class=\"hint\" hidden>");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_HINT));
    if (self->n_runs > 1)
        sw_buffer_xml(out, say(self, SW_TEXT_PAGE_HINT_CHOICE));
    sw_buffer_put(out, "</p>\n");
}

static void put_drawing(sw_report *self, const sw_chart *c, const sw_frame *frame,
                        const char *class_name, sw_buffer *out)
{
    sw_scene scene = {.arena = &self->arena};
    sw_chart_draw(c, frame, &scene);
    sw_buffer_format(out, "<div class=\"%s\">", class_name);
    sw_scene_svg(&scene, 1, out);
    sw_buffer_put(out, "</div>\n");
    sw_scene_free(&scene);
}

static void put_link(sw_buffer *out, const char *folder, const char *id,
                     const char *suffix, const char *kind)
{
    sw_buffer_format(out, " <a href=\"%s/%s%s.%s\">%s</a>", folder, id, suffix, kind,
                     strcmp(kind, "svg") == 0   ? "SVG"
                     : strcmp(kind, "png") == 0 ? "PNG"
                                                : "PDF");
}

static void put_links(const sw_report *self, const sw_chart *c, sw_buffer *out)
{
    static const char *const kinds[] = {"svg", "png", "pdf"};
    sw_buffer_format(out,
                     "<p class=\"links\"><a class=\"csv\" href=\"tables/%s.csv\" "
                     "download=\"%s.csv\">",
                     c->id, c->id);
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_DATA));
    sw_buffer_put(out, "</a> <span>");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_FOR_WORD));
    for (int i = 0; i < 3; i++)
        put_link(out, "figures", c->id, "", kinds[i]);
    sw_buffer_put(out, "</span> <span>");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_FOR_SLIDES));
    for (int i = 0; i < 3; i++)
        put_link(out, "figures", c->id, "-slide", kinds[i]);
    sw_buffer_put(out, "</span></p>\n");
}

static void put_figure(sw_report *self, const char *id, sw_buffer *out)
{
    const sw_chart *c = sw_report_find(self, id);
    if (c == NULL)
        return;
    sw_buffer_format(out, "<figure id=\"fig-%s\">\n<h3>", c->id);
    sw_buffer_xml(out, c->title);
    sw_buffer_put(out, "</h3>\n<p class=\"sub\">");
    sw_buffer_xml(out, c->subtitle);
    sw_buffer_put(out, "</p>\n");
    put_drawing(self, c, &sw_frame_page, "wide", out);
    put_drawing(self, c, &sw_frame_phone, "narrow", out);
    sw_buffer_put(out, "<figcaption>");
    sw_buffer_xml(out, c->note);
    if (c->note_spans != NULL)
        sw_buffer_xml(out, c->note_spans);
    sw_buffer_put(out, "</figcaption>\n");
    put_links(self, c, out);
    sw_buffer_put(out, "<details><summary>");
    sw_buffer_xml(out, say(self, SW_TEXT_PAGE_TABLE));
    sw_buffer_put(out, "</summary>\n");
    sw_chart_html(c, out);
    sw_buffer_put(out, "</details>\n<pre class=\"data\" hidden>");
    sw_buffer csv = {0};
    sw_chart_csv(c, 0, 5, &csv);
    sw_buffer_xml(out, csv.text);
    out->failed |= csv.failed;
    sw_buffer_free(&csv);
    sw_buffer_put(out, "</pre>\n</figure>\n");
}

/* How much of the spread is what is not known, where replications share draws. */
static void put_split(sw_report *self, sw_buffer *out)
{
    for (int k = 0; k < self->n_runs; k++) {
        const sw_summary *m = self->runs[k].summary;
        char share[SW_NUMBER_BYTES], low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
        const sw_number plain = {100, 0, "", 0}, percent = {100, 0, "%", 0};
        if (m->n_draws == 0 || m->rate_share == NULL)
            continue;
        sw_number_text(&percent, m->rate_share[m->n_years - 1], share);
        sw_number_text(&plain, m->rate_share_low[m->n_years - 1], low);
        sw_number_text(&percent, m->rate_share_high[m->n_years - 1], high);
        const char *const values[] = {
            self->names[k], sw_year_name(self, self->base_year + m->n_years - 1), share,
            sw_arena_format(&self->arena, "%s–%s", low, high)};
        sw_buffer_put(out, "<p>");
        sw_buffer_fill(out, say(self, SW_TEXT_PAGE_SPLIT), values, 4, 1);
        sw_buffer_put(out, "</p>\n");
    }
}

typedef struct section {
    sw_text title, lead;
    const char *figures[4];
    int compared; /* only where there are scenarios to compare */
} section;

static const section sections[] = {
    {SW_TEXT_SECTION_RATE, SW_TEXT_SECTION_RATE_LEAD, {"fan"}, 0},
    {SW_TEXT_SECTION_REACH, SW_TEXT_SECTION_REACH_LEAD, {"reach", "when"}, 0},
    {SW_TEXT_SECTION_OBSTACLES, SW_TEXT_SECTION_OBSTACLES_LEAD, {"people", "hours"}, 0},
    {SW_TEXT_SECTION_LOAD, SW_TEXT_SECTION_LOAD_LEAD, {"load", "few", "departments"}, 0},
    {SW_TEXT_SECTION_OWN, SW_TEXT_SECTION_OWN_LEAD, {"own-work"}, 0},
    {SW_TEXT_SECTION_WILL, SW_TEXT_SECTION_WILL_LEAD, {"will", "reasons"}, 0},
    {SW_TEXT_SECTION_GATES, SW_TEXT_SECTION_GATES_LEAD, {"gates"}, 0},
    {SW_TEXT_SECTION_PAIRS, SW_TEXT_SECTION_PAIRS_LEAD, {"pairs"}, 1}};

static void put_section(sw_report *self, const section *s, sw_buffer *out)
{
    int any = 0;
    if (s->compared && self->comparison == NULL)
        return;
    const int enlarged =
        sw_report_find(self, "fan") != NULL && sw_report_find(self, "fan")->n_panels > 1;
    sw_buffer_put(out, "<section>\n<h2>");
    sw_buffer_xml(out, say(self, s->title));
    sw_buffer_put(out, "</h2>\n");
    if (s->lead != SW_TEXT_SECTION_RATE_LEAD || enlarged) {
        sw_buffer_put(out, "<p class=\"lead\">");
        sw_buffer_xml(out, say(self, s->lead));
        sw_buffer_put(out, "</p>\n");
    }
    if (s->title == SW_TEXT_SECTION_OBSTACLES)
        sw_page_bottleneck(self, out);
    for (int i = 0; i < 4 && s->figures[i] != NULL; i++) {
        any |= sw_report_find(self, s->figures[i]) != NULL;
        put_figure(self, s->figures[i], out);
    }
    if (!any)
        sw_page_notice(self, SW_TEXT_PAGE_ABSENT, NULL, 0, out);
    if (s->title == SW_TEXT_SECTION_RATE)
        put_split(self, out);
    if (s->title == SW_TEXT_SECTION_GATES)
        sw_buffer_put(out, self->criteria);
    if (s->compared)
        sw_page_contrasts(self, out);
    sw_buffer_put(out, "</section>\n");
}

void sw_report_page(sw_report *self, const char *problems, sw_buffer *out)
{
    put_head(self, out);
    put_top(self, problems, out);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        put_section(self, &sections[i], out);
    sw_page_explored(self, out);
    sw_page_assumptions(self, out);
    sw_page_taught(self, out);
    sw_page_making(self, out);
    sw_buffer_put(out, "</main>\n<div id=\"tip\" role=\"status\" aria-live=\"polite\" "
                       "hidden></div>\n<script>\n");
    put_lines(out, sw_page_script());
    sw_buffer_put(out, "</script>\n</body>\n</html>\n");
}
