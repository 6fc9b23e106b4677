/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See metrics.h. Widths in thousandths of the size. */
#include "metrics.h"

#include <string.h>

#include "buffer.h"

static const short advances[2][95] = {
    {224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392,
     555, 555, 555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474,
     946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742,
     633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559,
     606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606,
     620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555},
    {227,  370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387,
     590,  590, 590, 590, 590, 590, 590, 590, 590, 590, 325, 325, 590, 590, 590, 514,
     1007, 641, 681, 656, 714, 615, 585, 717, 757, 330, 568, 686, 578, 853, 749, 770,
     667,  770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378, 387, 378, 590, 567,
     626,  591, 644, 527, 644, 581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626,
     644,  644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378, 296, 378, 590}};

static const struct {
    unsigned code;
    short regular, bold;
} others[] = {{0xB0, 370, 404},     {0xB7, 561, 592},   {0x2013, 536, 544},
              {0x2014, 894, 908},   {0x2018, 278, 325}, {0x2019, 278, 325},
              {0x201C, 474, 574},   {0x201D, 474, 574}, {0x2032, 278, 325},
              {0x2026, 1000, 1000}, {0x2212, 555, 590}, {0xB1, 1000, 1000},
              {0xD7, 1000, 1000}};

static int advance(unsigned code, int bold)
{
    if (code >= 32 && code < 127)
        return advances[bold != 0][code - 32];
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].code == code)
            return bold ? others[i].bold : others[i].regular;
    if (code >= 0x300 && code < 0x370) /* marks over the character before */
        return 0;
    if (code >= 0xFF61 && code <= 0xFF9F) /* half-width katakana */
        return 500;
    return code < 0x1100 ? 650 : 1000;
}

double sw_text_width(const char *text, double size, int bold)
{
    unsigned code;
    double sum = 0;
    for (size_t n = sw_utf8(text, &code); n > 0; n = sw_utf8(text, &code)) {
        sum += advance(code, bold);
        text += n;
    }
    return sum * size / 1000;
}

/* Marks that never begin a line (kinsoku, JIS X 4051). */
static int closes(unsigned code)
{
    static const unsigned marks[] = {0x3001, 0x3002, 0x300D, 0x300F, 0x3011, 0xFF09,
                                     0xFF0C, 0xFF0E, 0xFF1A, 0xFF05, 0x30FC, 0xFF5D,
                                     0x30FB, 0x30E3, 0x30E5, 0x30E7, 0x30C3, 0xFF01,
                                     0xFF1F, 0x201D, 0x2019};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (marks[i] == code)
            return 1;
    return 0;
}

static int opens(unsigned code)
{
    return code == 0x300C || code == 0x300E || code == 0xFF08 || code == 0x3010 ||
           code == 0x201C || code == 0x2018;
}

static int may_break(unsigned before, unsigned after)
{
    if (before == ' ' || before == '-')
        return after != ' ';
    return (before >= 0x2E80 || after >= 0x2E80) && !closes(after) && !opens(before) &&
           after != ' ';
}

/* Bytes of the longest beginning of text that fits; at least one character. */
static size_t fit(const char *text, double width, double size, int bold)
{
    unsigned code, next;
    size_t at = 0, last = 0;
    double sum = 0;
    for (size_t n = sw_utf8(text, &code); n > 0; n = sw_utf8(text + at, &code)) {
        sum += advance(code, bold) * size / 1000;
        if (sum > width && code != ' ')
            return last > 0 ? last : at > 0 ? at : n;
        at += n;
        if (sw_utf8(text + at, &next) == 0)
            return at;
        if (may_break(code, next))
            last = at;
    }
    return at;
}

/* Width of the first bytes of a text. */
static double width_of(const char *text, size_t bytes, double size, int bold)
{
    unsigned code;
    double sum = 0;
    for (size_t at = 0, n; at < bytes && (n = sw_utf8(text + at, &code)) > 0; at += n)
        sum += advance(code, bold) * size / 1000;
    return sum;
}

static int wrap(const char *text, double width, double size, int bold, int n,
                size_t *start, size_t *length)
{
    size_t at = 0;
    int lines = 0;
    const size_t all = strlen(text);
    while (at < all && lines < n) {
        const size_t bytes =
            lines == n - 1 ? all - at : fit(text + at, width, size, bold);
        start[lines] = at;
        length[lines] = bytes;
        while (length[lines] > 0 && text[at + length[lines] - 1] == ' ')
            length[lines]--;
        at += bytes;
        lines++;
    }
    return lines;
}

int sw_text_wrap(const char *text, double width, double size, int bold, int n,
                 size_t *start, size_t *length)
{
    int lines = wrap(text, width, size, bold, n, start, length);
    double own = width;
    /* a word alone in the last line looks left over: lines more alike, as many */
    while (lines > 1 && own > 0.6 * width &&
           width_of(text + start[lines - 1], length[lines - 1], size, bold) < 0.3 * own) {
        size_t starts[SW_WRAP_LINES], lengths[SW_WRAP_LINES];
        own -= 0.04 * width;
        if (wrap(text, own, size, bold, n, starts, lengths) != lines ||
            width_of(text + starts[lines - 1], lengths[lines - 1], size, bold) > width)
            break;
        memcpy(start, starts, (size_t)lines * sizeof *start);
        memcpy(length, lengths, (size_t)lines * sizeof *length);
    }
    return lines;
}
