/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing layer: escaping, two forms of SVG, the same bytes, PNG and PDF; CSV and
 * Markdown that stay tables whatever a name holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "chart_parts.h"
#include "draw.h"
#include "render.h"

static void expect_xml(const char *text, const char *expected)
{
    sw_buffer b = {0};
    sw_buffer_xml(&b, text);
    assert_string_equal(b.text ? b.text : "", expected);
    sw_buffer_free(&b);
}

static void texts_are_escaped(void **state)
{
    (void)state;
    expect_xml("</script><b a='1' c=\"2\">&amp;",
               "&lt;/script&gt;&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;");
    expect_xml("庁内\x01\x1b[31m", "庁内\xEF\xBF\xBD\xEF\xBF\xBD[31m");
    expect_xml(
        "\xff\xc0\xaf\xed\xa0\x80x",
        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx");
    expect_xml("\xe2\x80\xae"
               "cod",
               "\xEF\xBF\xBD"
               "cod"); /* writes backwards */
    expect_xml("\xf0\x9f\x8f\x9b", "\xf0\x9f\x8f\x9b");
    expect_xml("\xe5\xba", "\xEF\xBF\xBD\xEF\xBF\xBD"); /* cut in the middle */
    expect_xml("", "");
}

static void templates_are_filled(void **state)
{
    (void)state;
    sw_buffer b = {0};
    const char *const values[] = {"<a>", "{0}"};
    sw_buffer_fill(&b, "{1} of {0}; {7} {x} {", values, 2, 1);
    assert_string_equal(b.text, "{0} of &lt;a&gt;; {7} {x} {");
    sw_buffer_free(&b);
}

static void coordinates_are_short(void **state)
{
    (void)state;
    sw_buffer b = {0};
    const double values[] = {0, -0.04, 12.34, -7.96, 3, (double)NAN, 1e300};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        sw_buffer_coordinate(&b, values[i]);
        sw_buffer_put(&b, " ");
    }
    assert_string_equal(b.text, "0 0 12.3 -8 3 0 0 ");
    sw_buffer_free(&b);
}

static void draw(sw_scene *scene, sw_arena *arena)
{
    *scene = (sw_scene){.width = 200,
                        .height = 100,
                        .id = "x",
                        .title = "庁内副業率 <1%>",
                        .description = "a & b",
                        .language = "ja",
                        .arena = arena};
    sw_draw_rect(scene, SW_STYLE_PAPER, SW_NO_SERIES, 0, 0, 200, 100);
    sw_draw_begin(scene, 1);
    sw_draw_path(scene, SW_STYLE_BAND_WIDE, 1, 1);
    sw_draw_point(scene, 10, 20);
    sw_draw_point(scene, 110, 30);
    sw_draw_point(scene, 110, 60);
    sw_draw_circle(scene, SW_STYLE_DOT, 1, 110, 40, 4);
    sw_draw_end(scene);
    sw_draw_line(scene, SW_STYLE_AXIS, SW_NO_SERIES, 10, 80, 150, 80);
    sw_draw_text(scene, (sw_pen){SW_STYLE_LABEL, 1, SW_ANCHOR_START}, 120, 44, 12,
                 "計画 <&>");
    sw_draw_hit(scene, 0, 3, 10, 10, 20, 20);
}

static void two_forms(void **state)
{
    (void)state;
    sw_arena arena = {0};
    sw_scene scene;
    sw_buffer file = {0}, page = {0}, again = {0};
    draw(&scene, &arena);
    sw_scene_svg(&scene, 0, &file);
    sw_scene_svg(&scene, 1, &page);
    assert_non_null(strstr(file.text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    assert_non_null(strstr(file.text, "<title id=\"x-t\">庁内副業率 &lt;1%&gt;</title>"));
    assert_non_null(strstr(file.text, ">計画 &lt;&amp;&gt;</text>"));
    assert_non_null(strstr(file.text, "fill=\"#d55e00\""));
    assert_null(strstr(file.text, "class=\"hit"));
    assert_null(strstr(page.text, "#d55e00")); /* colours are the page's */
    assert_null(strstr(page.text, "<title"));
    assert_non_null(strstr(page.text, "aria-label=\"庁内副業率 &lt;1%&gt;\""));
    assert_non_null(strstr(page.text, "data-panel=\"0\" data-x=\"3\""));
    assert_non_null(strstr(page.text, "data-series=\"1\""));
    sw_scene_free(&scene);
    draw(&scene, &arena);
    sw_scene_svg(&scene, 0, &again);
    assert_int_equal(file.length, again.length);
    assert_memory_equal(file.text, again.text, file.length);
    sw_scene_free(&scene);
    sw_buffer_free(&file);
    sw_buffer_free(&page);
    sw_buffer_free(&again);
    sw_arena_free(&arena);
}

static unsigned big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (unsigned)b[0] << 24 | (unsigned)b[1] << 16 | (unsigned)b[2] << 8 | b[3];
}

static void pictures(void **state)
{
    (void)state;
    sw_diagnostics d;
    sw_arena arena = {0};
    sw_scene scene;
    sw_buffer svg = {0}, png[2] = {{0}}, pdf[2] = {{0}}, broken = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    draw(&scene, &arena);
    sw_scene_svg(&scene, 0, &svg);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(sw_render_png(&svg, 200, 100, 300, "x.png", &png[i], &d), SW_OK);
        assert_int_equal(sw_render_pdf(&svg, 200, 100, "x", "x.pdf", &pdf[i], &d), SW_OK);
    }
    assert_memory_equal(png[0].text, "\x89PNG", 4);
    assert_int_equal(big_endian(png[0].text + 16), 834); /* 200 / 72 inches of 300 dots */
    assert_int_equal(big_endian(png[0].text + 20), 417);
    assert_memory_equal(png[0].text + 37, "pHYs", 4); /* for print: 11811 a metre */
    assert_int_equal(big_endian(png[0].text + 41), 11811);
    assert_int_equal(big_endian(png[0].text + 45), 11811);
    assert_int_equal(big_endian(png[0].text + 50), /* of zlib.crc32 in Python */
                     0x78a53f76);
    assert_true(png[0].length == png[1].length && pdf[0].length == pdf[1].length);
    assert_memory_equal(png[0].text, png[1].text, png[0].length);
    assert_memory_equal(pdf[0].text, pdf[1].text, pdf[0].length);
    sw_buffer_put(&broken, "<svg");
    sw_buffer_free(&png[0]);
    assert_int_equal(sw_render_png(&broken, 9, 9, 72, "broken.png", &png[0], &d),
                     SW_INTERNAL);
    assert_non_null(strstr(d.text, "broken.png"));
    for (int i = 0; i < 2; i++) {
        sw_buffer_free(&png[i]);
        sw_buffer_free(&pdf[i]);
    }
    sw_buffer_free(&broken);
    sw_buffer_free(&svg);
    sw_scene_free(&scene);
    sw_arena_free(&arena);
}

static void numbers_are_written(void **state)
{
    (void)state;
    static const struct {
        sw_number number;
        double value;
        const char *text;
    } rows[] = {{{100, 2, "%", 0}, 0.00374, "0.37%"},
                {{1, 0, "", 0}, 76984.4, "76,984"},
                {{1, 0, "", 0}, 999.6, "1,000"},
                {{1, 1, "", 0}, -1234567.89, "−1,234,567.9"},
                {{100, 2, "", 1}, 0.00212, "+0.21"},
                {{1, 1, "", 0}, -0.04, "0.0"},
                {{1, 1, "", 1}, -0.04, "+0.0"},
                {{1, 1, "", 0}, (double)NAN, "–"},
                {{1, 1, "", 0}, 1e300, "–"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[SW_NUMBER_BYTES];
        sw_number_text(&rows[i].number, rows[i].value, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void tables_stay_tables(void **state)
{
    (void)state;
    static const char *const names[] = {"=1+1", "a|b\nc", "\"x\",y"};
    double middle[] = {0.5, (double)NAN, 0.25};
    sw_panel panel = {.title = "@cmd",
                      .number = {100, 1, "%", 0},
                      .n_positions = 3,
                      .names = names,
                      .n_series = 1};
    panel.series[0] =
        (sw_series){.run = 0, .name = "<b>|x", .values = {[SW_MIDDLE] = middle}};
    const sw_chart chart = {.title = "t",
                            .panels = &panel,
                            .n_panels = 1,
                            .position_word = "p",
                            .statistic = "median"};
    sw_buffer csv = {0}, markdown = {0}, html = {0};
    sw_chart_csv(&chart, 1, 0, &csv);
    sw_chart_markdown(&chart, &markdown);
    sw_chart_html(&chart, &html);
    assert_memory_equal(csv.text, "\xEF\xBB\xBF", 3);
    assert_non_null(strstr(csv.text, "'@cmd,<b>|x,'=1+1,,,0.5,,\r\n"));
    assert_non_null(strstr(csv.text, "\"\"\"x\"\",y\",,,0.25,,\r\n"));
    assert_non_null(strstr(markdown.text, "| a\\|b c | – |"));
    assert_non_null(strstr(markdown.text, "\\<b\\>\\|x"));
    assert_null(strstr(html.text, "<b>|x"));
    assert_non_null(strstr(html.text, "&lt;b&gt;|x"));
    sw_buffer_free(&csv);
    sw_buffer_free(&markdown);
    sw_buffer_free(&html);
}

static void fonts_are_missed(void **state)
{
    (void)state;
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_JAPANESE);
    const int status = sw_render_fonts(SW_JAPANESE, &d);
    assert_true(status == SW_OK || status == SW_MISSING);
    assert_true((status == SW_OK) == (strstr(d.text, "fonts-noto-cjk") == NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts_are_escaped),
                                       cmocka_unit_test(templates_are_filled),
                                       cmocka_unit_test(coordinates_are_short),
                                       cmocka_unit_test(two_forms),
                                       cmocka_unit_test(pictures),
                                       cmocka_unit_test(numbers_are_written),
                                       cmocka_unit_test(tables_stay_tables),
                                       cmocka_unit_test(fonts_are_missed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
