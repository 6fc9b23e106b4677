/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fonts of a PDF without subroutines: charstrings against hand-made ones; a text for which cairo 1.16 embeds 800 kB stays
 * small; what is damaged in any byte is left alone or refused, never read beyond.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "font_diet.h"
#include "render.h"

/* Two subroutines: 0 is `10 20 hstem return`, 1 is `-107 callsubr return` (calls 0). */
static const unsigned char two[] = {0, 2, 1, 1, 5, 8, 149, 159, 1, 11, 32, 10, 11};
static const sw_cff_index local = {two, 2, 1, 3, 5, 13};

static int flatten(const unsigned char *code, size_t n, const sw_cff_index *l,
                   sw_buffer *out)
{
    static const sw_cff_index none = {two, 0, 0, 0, 0, 0};
    out->length = 0;
    return sw_charstring_flatten((sw_bytes){code, n}, &none, l, out);
}

static void calls_are_written_out(void **state)
{
    (void)state;
    sw_buffer out = {0};
    /* stems in a subroutine called by a subroutine, and 8 more: a mask of two bytes, of which one looks like endchar */
    static const unsigned char code[] = {33,  10,  139, 139, 139, 139, 139, 139, 139,
                                         139, 139, 139, 139, 139, 139, 139, 139, 139,
                                         23,  19,  14,  10,  150, 22,  14};
    static const unsigned char flat[] = {149, 159, 1,   139, 139, 139, 139, 139, 139,
                                         139, 139, 139, 139, 139, 139, 139, 139, 139,
                                         139, 23,  19,  14,  10,  150, 22,  14};
    assert_int_equal(flatten(code, sizeof code, &local, &out), 1);
    assert_int_equal(out.length, sizeof flat);
    assert_memory_equal(out.text, flat, sizeof flat);
    /* numbers of every length stay as they are; a flex; the stem hints of a mask without operator */
    static const unsigned char numbers[] = {28,  1, 2, 255, 0,  1,   128, 0,  247, 3,
                                            254, 9, 5, 12,  35, 139, 139, 20, 128, 14};
    assert_int_equal(flatten(numbers, sizeof numbers, &local, &out), 1);
    assert_memory_equal(out.text, numbers, sizeof numbers);
    sw_buffer_free(&out);
}

static void what_is_strange_is_refused(void **state)
{
    (void)state;
    static const unsigned char loop[] = {0, 1, 1, 1, 4, 32, 10, 11};
    static const sw_cff_index calls_itself = {loop, 1, 1, 3, 4, 8};
    static const struct {
        unsigned char code[6];
        size_t n;
    } bad[] = {{{139, 21}, 2},         /* no end */
               {{34, 10, 14}, 3},      /* no such subroutine */
               {{10, 14}, 2},          /* no number */
               {{139, 12, 10, 14}, 4}, /* arithmetic */
               {{139, 139, 1, 19}, 4}, /* half a mask */
               {{28, 1}, 2},           /* half a number */
               {{139, 0, 14}, 3},      /* no operator */
               {{33, 29, 14}, 3}};     /* of no global ones */
    sw_buffer out = {0};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(flatten(bad[i].code, bad[i].n, &local, &out), 0);
    static const unsigned char calls[] = {32, 10, 14};
    assert_int_equal(flatten(calls, sizeof calls, &calls_itself, &out), 0);
    assert_int_equal(flatten(calls, sizeof calls, NULL, &out), 0);
    assert_int_equal(flatten(calls, sizeof calls, &local, &out), 1);
    sw_buffer_free(&out);
}

static void make_pdf(sw_buffer *pdf)
{
    sw_diagnostics d;
    sw_buffer svg = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    sw_buffer_put(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 "
                        "40\" width=\"300pt\" height=\"40pt\" "
                        "font-family=\"'Noto Sans CJK JP'\"><text x=\"9\" y=\"20\" "
                        "font-size=\"13.5\" font-weight=\"bold\">"
                        "目標に一度でも到達している確率</text></svg>");
    assert_int_equal(sw_render_pdf(&svg, 300, 40, "x", "x.pdf", pdf, &d), SW_OK);
    sw_buffer_free(&svg);
}

/* Where a stream of a font begins in a PDF; NULL: no such font here. */
static char *font_stream(sw_buffer *pdf)
{
    static const char mark[] = "/Subtype /CIDFontType0C\n>>\nstream\n";
    for (size_t i = 0; i + sizeof mark < pdf->length; i++)
        if (memcmp(pdf->text + i, mark, sizeof mark - 1) == 0)
            return pdf->text + i + sizeof mark - 1;
    return NULL;
}

static void figures_are_small(void **state)
{
    (void)state;
    sw_buffer pdf = {0};
    make_pdf(&pdf);
    if (font_stream(&pdf) != NULL) /* another font may be embedded in another way */
        assert_in_range(pdf.length, 2000, 20000);
    /* the table of objects is right: each entry is where its object begins */
    const char *tail = strstr(pdf.text + pdf.length - 40, "startxref\n");
    assert_non_null(tail);
    const char *table = pdf.text + strtoul(tail + 10, NULL, 10);
    assert_memory_equal(table, "xref\n0 ", 7);
    char *entry = NULL;
    const unsigned long n = strtoul(table + 7, &entry, 10);
    assert_in_range(n, 5, 100);
    for (unsigned long k = 1; k < n; k++) {
        char *end = NULL;
        const char *object = pdf.text + strtoul(entry + 1 + 20 * k, NULL, 10);
        assert_int_equal(strtoul(object, &end, 10), k);
        assert_memory_equal(end, " 0 obj\n", 7);
    }
    sw_buffer_free(&pdf);
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Every byte of a font's tables changed, and the file cut anywhere. */
static void damage_is_survived(void **state)
{
    enum { ROOM = 1 << 20, TRIES = 3000 };
    (void)state;
    sw_buffer pdf = {0}, out = {0};
    unsigned char *font = malloc(ROOM), *copy;
    uLongf n = ROOM;
    unsigned seed = 1;
    int refused = 0;
    make_pdf(&pdf);
    const char *stream = font_stream(&pdf);
    assert_non_null(font);
    if (stream == NULL)
        skip();
    assert_int_equal(uncompress(font, &n, (const Bytef *)stream,
                                (uLong)(pdf.length - (size_t)(stream - pdf.text))) ==
                         Z_OK,
                     1);
    assert_int_equal(sw_cff_flatten(font, n, &out),
                     1); /* already without: the same again */
    assert_int_equal(out.length, n);
    for (int i = 0; i < TRIES; i++) {
        const size_t size = i % 8 == 0 ? 1 + next(&seed) % n : n;
        copy = malloc(size); /* of that size, so that what is read behind it is seen */
        assert_non_null(copy);
        memcpy(copy, font, size);
        const size_t reach = i % 2 ? size : size < 1200 ? size : 1200;
        for (unsigned k = 0; k < 1 + next(&seed) % 3; k++)
            copy[next(&seed) % reach] = (unsigned char)next(&seed);
        out.length = 0;
        refused += !sw_cff_flatten(copy, size, &out);
        free(copy);
    }
    assert_in_range(refused, TRIES / 8, TRIES);
    for (int i = 0; i < 300; i++) {
        sw_buffer damaged = {0};
        sw_buffer_bytes(&damaged, pdf.text,
                        i % 4 ? pdf.length : 1 + next(&seed) % pdf.length);
        for (int k = 0; k < 3; k++)
            damaged.text[damaged.length - 1 -
                         next(&seed) % (damaged.length < 900 ? damaged.length : 900)] =
                (char)('0' + next(&seed) % 10);
        (void)sw_pdf_diet(&damaged);
        sw_buffer_free(&damaged);
    }
    free(font);
    sw_buffer_free(&out);
    sw_buffer_free(&pdf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(calls_are_written_out),
                                       cmocka_unit_test(what_is_strange_is_refused),
                                       cmocka_unit_test(figures_are_small),
                                       cmocka_unit_test(damage_is_survived)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
