/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report's course: charts from the results, then the comparison, then all files
 * (report_put.c). */
#include <sidework/report.h>

#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "report_files.h"
#include "report_parts.h"
#include "report_stage.h"

static int no_memory(sw_diagnostics *diagnostics)
{
    return sw_fail(diagnostics, SW_MEMORY, "no memory for the report",
                   "報告書のためのメモリを確保できません");
}

static const char *label_of(sw_report *self, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *from = slash && slash[1] != '\0' ? slash + 1 : path;
    const char *dot = strrchr(from, '.');
    const int n = dot && dot > from ? (int)(dot - from) : (int)strlen(from);
    return sw_arena_format(&self->arena, "%.*s", n, from);
}

static const char *title_of(const sw_report *self, const sw_results *r)
{
    const char *ja = r->title_ja, *en = r->title;
    if (sw_is_japanese(self) && ja != NULL && ja[0] != '\0')
        return ja;
    return en != NULL && en[0] != '\0' ? en : "";
}

/* Scenarios of one title are told apart by their files. */
static void name_runs(sw_report *self)
{
    for (int k = 0; k < self->n_runs; k++) {
        const char *title = title_of(self, self->runs[k].results);
        int again = title[0] == '\0';
        for (int j = 0; j < self->n_runs; j++)
            again |= j != k && strcmp(title, title_of(self, self->runs[j].results)) == 0;
        self->runs[k].name =
            !again ? title
                   : sw_arena_format(&self->arena, "%s%s%s", title, title[0] ? " #" : "#",
                                     sw_arena_format(&self->arena, "%d %s", k + 1,
                                                     self->runs[k].label));
        self->names[k] = self->runs[k].name;
    }
}

/* Program, seed, settings; how many futures. */
static void set_source(sw_report *self)
{
    const sw_results *first = self->runs[0].results;
    uint32_t least = first->n_replications, most = least;
    sw_buffer digests = {0};
    for (int k = 0; k < self->n_runs; k++) {
        const sw_results *r = self->runs[k].results;
        least = r->n_replications < least ? r->n_replications : least;
        most = r->n_replications > most ? r->n_replications : most;
        sw_buffer_format(&digests, "%s%.8s", k > 0 ? ", " : "",
                         r->digest ? r->digest : "");
    }
    char low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
    const sw_number plain = {1, 0, "", 0};
    sw_number_text(&plain, least, low);
    sw_number_text(&plain, most, high);
    self->futures = least == most ? sw_arena_copy(&self->arena, low)
                                  : sw_arena_format(&self->arena, "%s–%s", low, high);
    const char *const values[] = {
        first->version ? first->version : SIDEWORK_VERSION,
        sw_arena_format(&self->arena, "%llu", (unsigned long long)first->seed),
        digests.text ? digests.text : ""};
    self->source =
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_SOURCE), values, 3);
    self->arena.failed |= digests.failed;
    sw_buffer_free(&digests);
}

static int set_years(sw_report *self, const sw_reported *files, int n,
                     sw_diagnostics *diagnostics)
{
    self->base_year = files[0].results.layout.base_year;
    for (int k = 0; k < n; k++) {
        const sw_layout *l = &files[k].results.layout;
        if (l->base_year != self->base_year)
            return sw_fail(diagnostics, SW_INPUT,
                           "%s: its base year is %d, that of %s is %d; only results from "
                           "the same base year fit into one report",
                           "%s: 基準年度が %d です（%s は %d）。１つの報告書にできるのは"
                           "基準年度が同じ結果だけです",
                           files[k].path, l->base_year, files[0].path, self->base_year);
        self->n_years = files[k].summary.n_years > self->n_years
                            ? files[k].summary.n_years
                            : self->n_years;
    }
    const size_t years = (size_t)self->n_years;
    self->year_names = sw_arena_get(&self->arena, years, sizeof *self->year_names);
    self->year_briefs = sw_arena_get(&self->arena, years, sizeof *self->year_briefs);
    if (self->year_names == NULL || self->year_briefs == NULL)
        return no_memory(diagnostics);
    for (int y = 0; y < self->n_years; y++) {
        self->year_names[y] = sw_year_name(self, self->base_year + y);
        self->year_briefs[y] = sw_year_brief(self, self->base_year + y, y == 0);
    }
    return SW_OK;
}

static int prepare(sw_report *self, const sw_reported *files, int n,
                   sw_diagnostics *diagnostics)
{
    uint32_t most = 0;
    const int status = set_years(self, files, n, diagnostics);
    if (status)
        return status;
    for (int k = 0; k < n; k++) {
        const sw_results *r = &files[k].results;
        self->runs[k] = (sw_run){.label = label_of(self, files[k].path),
                                 .results = r,
                                 .summary = &files[k].summary};
        const char *question = sw_is_japanese(self) && r->question_ja && r->question_ja[0]
                                   ? r->question_ja
                                   : r->question;
        self->runs[k].question = question ? question : "";
        most = r->n_replications > most ? r->n_replications : most;
    }
    self->n_runs = n;
    self->scratch = sw_arena_get(&self->arena, (size_t)most + 1, sizeof *self->scratch);
    name_runs(self);
    set_source(self);
    return self->arena.failed ? no_memory(diagnostics) : SW_OK;
}

/* All that needs the replications themselves: a comparison keeps only what it compares. */
static void make_charts(sw_report *self)
{
    sw_buffer criteria = {0};
    sw_report_fan(self);
    sw_report_reach(self);
    sw_report_when(self);
    sw_report_obstacles(self);
    sw_report_load(self);
    sw_report_own(self);
    sw_report_will(self);
    sw_report_gates(self);
    sw_report_register(self);
    sw_page_criteria(self, &criteria);
    self->criteria = criteria.text ? sw_arena_copy(&self->arena, criteria.text) : "";
    self->arena.failed |= criteria.failed;
    sw_buffer_free(&criteria);
}

/* Whose colours a figure uses. */
static void mark_runs(sw_report *self)
{
    for (int i = 0; i < self->n_charts; i++) {
        sw_chart *c = &self->charts[i];
        c->runs_shown = 0;
        for (int p = 0; p < c->n_panels; p++)
            for (int s = 0; s < c->panels[p].n_series; s++)
                c->runs_shown |= 1u << c->panels[p].series[s].run;
    }
}

/* Takes over results and summaries; those in runs stand for them from then on. */
static int compare(sw_report *self, sw_comparison *comparison, sw_reported *files,
                   const sw_report_options *options, sw_diagnostics *diagnostics)
{
    int status = SW_OK;
    for (int k = 0; k < self->n_runs && !status; k++)
        status = sw_comparison_add(comparison, &files[k].results, &files[k].summary,
                                   files[k].path, diagnostics);
    for (int k = 0; k < comparison->n_files; k++) {
        self->runs[k].results = &comparison->files[k].results;
        self->runs[k].summary = &comparison->files[k].summary;
    }
    if (!status)
        status = sw_comparison_make(comparison, options->staff_group, diagnostics);
    if (!status) {
        self->comparison = comparison;
        sw_report_pairs(self);
    }
    return status;
}

int sw_report_check(const sw_report_options *options, sw_diagnostics *diagnostics)
{
    static const char *const names[] = {"index.html", "figures/fan.svg",
                                        "tables/dictionary.csv"};
    const sw_folder folder = {options->directory, options->replace, diagnostics};
    int status = SW_OK;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !status; i++)
        status = sw_folder_check(&folder, names[i]);
    return status;
}

int sw_report_prepare(sw_report *self, sw_comparison *comparison, sw_reported *files,
                      int n, const sw_report_options *options,
                      sw_diagnostics *diagnostics)
{
    self->language = options->language;
    self->beside = options->beside;
    int status = prepare(self, files, n, diagnostics);
    if (!status)
        make_charts(self);
    if (!status && n > 1)
        status = compare(self, comparison, files, options, diagnostics);
    mark_runs(self);
    return status == SW_OK && self->arena.failed ? no_memory(diagnostics) : status;
}

int sw_report_write(sw_reported *files, int n, const sw_report_options *options,
                    sw_diagnostics *diagnostics)
{
    sw_comparison comparison = {0};
    sw_stage stage = {0};
    sw_report *self = calloc(1, sizeof *self);
    if (self == NULL)
        return no_memory(diagnostics);
    int status = sw_report_check(options, diagnostics);
    if (!status)
        status =
            sw_stage_begin(&stage, options->directory, options->replace, diagnostics);
    if (!status)
        status = sw_render_room(diagnostics);
    if (!status)
        status = sw_render_fonts(options->language, diagnostics);
    if (!status)
        status = sw_report_prepare(self, &comparison, files, n, options, diagnostics);
    if (!status)
        status = sw_report_put(self, &stage.folder, options);
    if (!status)
        status = sw_stage_end(&stage);
    sw_stage_free(&stage);
    sw_arena_free(&self->arena);
    free(self);
    sw_comparison_free(&comparison);
    return status;
}
