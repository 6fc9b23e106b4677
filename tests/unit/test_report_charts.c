/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every chart of a report, drawn in every frame and both languages: no text overlaps another or leaves its picture,
 * every value stands where its scale says, hostile names stay texts, the same results give the same page.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "report_parts.h"
#include "unit/sample_results.h"

static const char *const hostile = "</script><img src=x onerror=alert(1)>\"'&";

/* A file; scale: of its rates, so that goals are near or far. */
static void sample(sw_reported *file, const char *path, double scale, int years)
{
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    memset(file, 0, sizeof *file);
    file->path = path;
    sample_results(&file->results, 60, years, 2);
    for (uint32_t r = 0; r < 60; r++)
        for (int y = 0; y < years; y++) {
            sample_at(&file->results, "side_work_rate_annual", r)[y] *= scale;
            sample_at(&file->results, "side_work_rate_annual_regular", r)[y] *= scale;
        }
    assert_int_equal(sw_summary_make(&file->summary, &file->results, &d), SW_OK);
}

typedef struct sheet {
    sw_report report;
    sw_comparison comparison;
    sw_reported files[SW_MOST_REPORTED];
    int n;
} sheet;

static void open_sheet(sheet *s, int n, double scale, sw_language language)
{
    static const char *const paths[] = {
        "a/plan.h5", "b/<i>drift</i>.h5", "plan.h5", "d.h5", "e.h5", "f.h5", "g.h5",
        "h.h5"};
    sw_diagnostics d;
    const sw_report_options options = {.language = language, .staff_group = "staff"};
    sw_diagnostics_init(&d, SW_ENGLISH);
    memset(s, 0, sizeof *s);
    s->n = n;
    for (int k = 0; k < n; k++)
        sample(&s->files[k], paths[k], scale * (1 + k % 3), k == 1 ? 8 : 11);
    if (n > 1) {
        s->files[1].results.title = sw_results_duplicate(&s->files[1].results, hostile);
        s->files[1].results.title_ja =
            sw_results_duplicate(&s->files[1].results, hostile);
    }
    assert_int_equal(
        sw_report_prepare(&s->report, &s->comparison, s->files, n, &options, &d), SW_OK);
}

static void close_sheet(sheet *s)
{
    sw_arena_free(&s->report.arena);
    sw_comparison_free(&s->comparison);
    for (int k = 0; k < s->n; k++) {
        sw_summary_free(&s->files[k].summary);
        sw_results_free(&s->files[k].results);
    }
}

typedef struct extent {
    double left, right, top, bottom;
} extent;

static extent extent_of(const sw_shape *s)
{
    const double left = s->anchor == SW_ANCHOR_START    ? s->x
                        : s->anchor == SW_ANCHOR_MIDDLE ? s->x - s->w / 2
                                                        : s->x - s->w;
    /* letters without accents and tails need less than the font's full height */
    return (extent){left, left + s->w, s->y - 0.72 * s->size, s->y + 0.08 * s->size};
}

static int overlap(extent a, extent b)
{
    return a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 &&
           b.top < a.bottom - 0.5;
}

/* least: below it nothing is written; 7 pt in Word, 12.5 on a slide. */
static int faults_of(const sw_scene *scene, double least)
{
    int bad = 0;
    for (size_t i = 0; i < scene->n_shapes; i++) {
        const sw_shape *s = &scene->shapes[i];
        if (s->kind != SW_SHAPE_TEXT)
            continue;
        const extent a = extent_of(s);
        if (s->size < least - 0.05) {
            print_error("%s: '%s' has %.1f pt\n", scene->id, s->text, s->size);
            bad++;
        }
        if (a.left < -0.5 || a.right > scene->width + 0.5 || a.top < -0.5 ||
            a.bottom > scene->height + 0.5) {
            print_error("%s: '%s' leaves the picture\n", scene->id, s->text);
            bad++;
        }
        for (size_t k = 0; k < i; k++)
            if (scene->shapes[k].kind == SW_SHAPE_TEXT &&
                overlap(a, extent_of(&scene->shapes[k]))) {
                print_error("%s: '%s' overlaps '%s'\n", scene->id, s->text,
                            scene->shapes[k].text);
                bad++;
            }
    }
    return bad;
}

static void no_text_overlaps(void **state)
{
    static const sw_frame *const frames[] = {&sw_frame_word, &sw_frame_slide,
                                             &sw_frame_page, &sw_frame_phone};
    static const double scales[] = {0.1, 1};
    int bad = 0, drawn = 0;
    (void)state;
    for (int n = 1; n <= SW_MOST_REPORTED; n += n == 3 ? 5 : 1)
        for (int language = 0; language < SW_N_LANGUAGES; language++)
            for (int scale = 0; scale < 2; scale++) {
                sheet s;
                open_sheet(&s, n, scales[scale], (sw_language)language);
                for (int c = 0; c < s.report.n_charts; c++)
                    for (int f = 0; f < 4; f++) {
                        sw_scene scene = {.arena = &s.report.arena};
                        sw_chart_draw(&s.report.charts[c], frames[f], &scene);
                        assert_false(scene.failed);
                        bad += faults_of(&scene, frames[f]->size * 7 / 9);
                        drawn++;
                        sw_scene_free(&scene);
                    }
                close_sheet(&s);
            }
    assert_true(drawn > 150);
    assert_int_equal(bad, 0);
}

/* What the tests of overlap look for is found. */
static void overlaps_are_seen(void **state)
{
    (void)state;
    sw_arena arena = {0};
    sw_scene scene = {.arena = &arena, .width = 100, .height = 50, .id = "try"};
    sw_draw_text(&scene, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_START}, 10, 20,
                 10, "one");
    sw_draw_text(&scene, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_START}, 20, 24,
                 10, "two");
    sw_draw_text(&scene, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_END}, 110, 40,
                 10, "three");
    assert_int_equal(faults_of(&scene, 10), 2);
    assert_int_equal(faults_of(&scene, 10.1), 5);
    sw_scene_free(&scene);
    sw_arena_free(&arena);
}

/* Rates far below the goals: two panels, one the other's foot; near them: one. */
static void the_fan_is_honest(void **state)
{
    sheet s;
    (void)state;
    open_sheet(&s, 1, 0.1, SW_ENGLISH);
    const sw_chart *fan = sw_report_find(&s.report, "fan");
    assert_int_equal(fan->n_panels, 2);
    assert_true(fan->panels[0].lens && fan->panels[0].low == 0 &&
                fan->panels[1].low == 0);
    assert_true(fan->panels[0].high > 0.1 && fan->panels[0].n_goals == 3);
    for (int y = 0; y < 11; y++) {
        assert_true(fan->panels[1].series[0].values[SW_HIGH90][y] <= fan->panels[1].high);
        assert_true(fan->panels[1].series[0].values[SW_MIDDLE][y] ==
                    s.files[0].summary.rate_annual_quantile[SW_MEDIAN * 11 + y]);
        assert_true(fan->panels[1].series[1].values[SW_MIDDLE][y] ==
                    s.files[0].summary.rate_annual_regular_quantile[SW_MEDIAN * 11 + y]);
    }
    close_sheet(&s);
    open_sheet(&s, 1, 1, SW_ENGLISH);
    fan = sw_report_find(&s.report, "fan");
    assert_int_equal(fan->n_panels, 1);
    assert_int_equal(fan->panels[0].n_goals, 3);
    close_sheet(&s);
}

/* Shares of when add up to one; probabilities are the summary's. */
static void probabilities_are_the_files(void **state)
{
    sheet s;
    (void)state;
    open_sheet(&s, 1, 1, SW_JAPANESE);
    const sw_chart *when = sw_report_find(&s.report, "when");
    const sw_chart *reach = sw_report_find(&s.report, "reach");
    for (int t = 0; t < 3; t++) {
        double sum = 0;
        for (int i = 0; i < when->panels[t].n_positions; i++)
            sum += when->panels[t].series[0].values[SW_MIDDLE][i];
        assert_true(sum > 1 - 1e-12 && sum < 1 + 1e-12);
        for (int y = 0; y < 11; y++)
            assert_true(reach->panels[t].series[0].values[SW_MIDDLE][y] ==
                        s.files[0].summary.p_ever_reached[t * 11 + y]);
    }
    close_sheet(&s);
}

static void page_of(sheet *s, const char *problems, sw_buffer *page)
{
    sw_report_page(&s->report, problems, page);
    assert_false(page->failed || s->report.arena.failed);
}

static void pages_are_the_same(void **state)
{
    sheet s;
    sw_buffer page[2] = {{0}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        open_sheet(&s, 3, 0.1, SW_JAPANESE);
        page_of(&s, "x.h5: <bad>\n", &page[i]);
        close_sheet(&s);
    }
    assert_int_equal(page[0].length, page[1].length);
    assert_memory_equal(page[0].text, page[1].text, page[0].length);
    assert_null(strstr(page[0].text, "<img"));
    assert_null(strstr(page[0].text, "<bad>"));
    assert_null(strstr(page[0].text, "<i>drift"));
    assert_non_null(strstr(page[0].text, "&lt;/script&gt;&lt;img src=x"));
    assert_non_null(strstr(page[0].text, "x.h5: &lt;bad&gt;"));
    for (int i = 0; i < 2; i++)
        sw_buffer_free(&page[i]);
}

/* Scenarios of one title are told apart; what is unfinished or short is said. */
static void notices_are_there(void **state)
{
    sheet s;
    sw_buffer page = {0};
    (void)state;
    open_sheet(&s, 3, 1, SW_ENGLISH);
    assert_string_not_equal(s.report.names[0], s.report.names[2]);
    s.comparison.files[0].results.incomplete = 1;
    s.comparison.files[2].results.keep = SW_KEEP_SUMMARIES;
    page_of(&s, NULL, &page);
    assert_non_null(strstr(page.text, "is incomplete: only 60 replications"));
    assert_non_null(strstr(page.text, "kept only part of its values"));
    assert_non_null(strstr(page.text, "ends in FY2028, earlier than others"));
    sw_buffer_free(&page);
    close_sheet(&s);
}

static void years_have_eras(void **state)
{
    (void)state;
    sw_report report = {.language = SW_JAPANESE};
    assert_string_equal(sw_year_name(&report, 2027), "令和9年度");
    assert_string_equal(sw_year_name(&report, 2019), "令和元年度");
    assert_string_equal(sw_year_name(&report, 2018), "平成30年度");
    assert_string_equal(sw_year_name(&report, 1989), "平成元年度");
    assert_string_equal(sw_year_name(&report, 1975), "1975年度");
    assert_string_equal(sw_year_brief(&report, 2030, 0), "R12\n2030");
    report.language = SW_ENGLISH;
    assert_string_equal(sw_year_name(&report, 2027), "FY2027");
    sw_arena_free(&report.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_text_overlaps),
                                       cmocka_unit_test(overlaps_are_seen),
                                       cmocka_unit_test(the_fan_is_honest),
                                       cmocka_unit_test(probabilities_are_the_files),
                                       cmocka_unit_test(pages_are_the_same),
                                       cmocka_unit_test(notices_are_there),
                                       cmocka_unit_test(years_have_eras)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
