/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a report: figures in both shapes, tables, the page. */
#include "render.h"
#include "report_files.h"
#include "report_parts.h"
#include "tables.h"

#include <stdio.h>

/* Word prints. A slide of 960 x 540 pt is 2560 x 1440 dots at 192 dpi: more than the 1920 x 1080
 * of most projectors, in a file that can still be mailed; SVG and PDF have every detail. */
enum { NAME_BYTES = 128, WORD_DPI = 300, SLIDE_DPI = 192 };

static int no_memory(const sw_folder *folder)
{
    return sw_fail(folder->diagnostics, SW_MEMORY, "no memory for the report",
                   "報告書のためのメモリを確保できません");
}

static int stopped(const sw_report_options *options)
{
    return options->stop != NULL ? options->stop() : SW_OK;
}

static int put_figure(sw_report *self, const sw_chart *chart, const sw_frame *frame,
                      const sw_folder *folder, const sw_report_options *options)
{
    sw_scene scene = {.arena = &self->arena};
    sw_buffer svg = {0}, png = {0}, pdf = {0};
    char name[NAME_BYTES];
    const double dpi = frame == &sw_frame_word ? WORD_DPI : SLIDE_DPI;
    sw_chart_draw(chart, frame, &scene);
    sw_scene_svg(&scene, 0, &svg);
    int status = svg.failed || self->arena.failed ? no_memory(folder) : SW_OK;
    (void)snprintf(name, sizeof name, "figures/%s%s.svg", chart->id, frame->suffix);
    if (!status)
        status = sw_folder_put(folder, name, &svg);
    (void)snprintf(name, sizeof name, "figures/%s%s.png", chart->id, frame->suffix);
    if (!status)
        status = stopped(options);
    if (!status)
        status = sw_render_png(&svg, scene.width, scene.height, dpi, name, &png,
                               folder->diagnostics);
    if (!status)
        status = sw_folder_put(folder, name, &png);
    (void)snprintf(name, sizeof name, "figures/%s%s.pdf", chart->id, frame->suffix);
    if (!status)
        status = stopped(options);
    if (!status)
        status = sw_render_pdf(&svg, scene.width, scene.height, chart->title, name, &pdf,
                               folder->diagnostics);
    if (!status)
        status = sw_folder_put(folder, name, &pdf);
    sw_buffer_free(&svg);
    sw_buffer_free(&png);
    sw_buffer_free(&pdf);
    sw_scene_free(&scene);
    return status;
}

static int put_tables(sw_report *self, const sw_folder *folder, int bom)
{
    sw_buffer markdown = {0};
    int status = SW_OK;
    for (int i = 0; i < self->n_charts && !status; i++) {
        char name[NAME_BYTES];
        sw_buffer csv = {0};
        (void)snprintf(name, sizeof name, "tables/%s.csv", self->charts[i].id);
        sw_chart_csv(&self->charts[i], bom, 0, &csv);
        sw_chart_markdown(&self->charts[i], &markdown);
        status = sw_folder_put(folder, name, &csv);
        sw_buffer_free(&csv);
    }
    sw_buffer dictionary = {0};
    sw_report_dictionary(self, bom, &dictionary);
    sw_sheets sheets = {.folder = folder,
                        .part = "tables/",
                        .gap = ",,,,", /* what only figures have */
                        .bom = bom,
                        .language = self->language,
                        .arena = &self->arena,
                        .dictionary = &dictionary,
                        .markdown = &markdown};
    if (!status)
        status = sw_sheets_report(&sheets, self);
    if (!status)
        status = sw_folder_put(folder, "tables/dictionary.csv", &dictionary);
    if (!status)
        status = sw_folder_put(folder, "tables/tables.md", &markdown);
    sw_buffer_free(&dictionary);
    sw_buffer_free(&markdown);
    return status;
}

/* The page comes last: where it is, all it speaks of is there. */
int sw_report_put(sw_report *self, const sw_folder *folder,
                  const sw_report_options *options)
{
    int status = SW_OK;
    for (int i = 0; i < self->n_charts && !status; i++) {
        status = put_figure(self, &self->charts[i], &sw_frame_word, folder, options);
        if (!status)
            status = put_figure(self, &self->charts[i], &sw_frame_slide, folder, options);
    }
    if (!status)
        status = stopped(options);
    if (!status)
        status = put_tables(self, folder, options->bom);
    sw_buffer page = {0};
    if (!status) {
        sw_report_page(self, options->problems, &page);
        status = self->arena.failed ? no_memory(folder)
                                    : sw_folder_put(folder, "index.html", &page);
    }
    sw_buffer_free(&page);
    return status;
}
