/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Display width after Unicode Standard Annex 11: blocks of wide and full-width characters
 * as ranges. Characters of "ambiguous" width count 1; our own Japanese texts avoid them,
 * for terminals differ on them.
 */
#include <sidework/display.h>

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

typedef struct range {
    uint32_t first, last;
} range;

static const range wide[] = {{0x1100, 0x115F},  {0x2E80, 0x303E},   {0x3041, 0x3098},
                             {0x309B, 0xA4CF},  {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
                             {0xF900, 0xFAFF},  {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
                             {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF},
                             {0x20000, 0x3FFFD}};
static const range none[] = {
    {0x0300, 0x036F}, {0x200B, 0x200F}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}};

static int within(const range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return 1;
    return 0;
}

/* Decodes one character and steps over it; a stray byte counts as one character. */
static uint32_t next_character(const unsigned char **text)
{
    const unsigned char *s = *text;
    const int n = s[0] < 0xC0 ? 0 : s[0] < 0xE0 ? 1 : s[0] < 0xF0 ? 2 : 3;
    uint32_t c = n == 0 ? s[0] : s[0] & (0x3Fu >> n);
    for (int i = 1; i <= n; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            *text = s + i;
            return '?';
        }
        c = c << 6 | (s[i] & 0x3Fu);
    }
    *text = s + n + 1;
    return c;
}

size_t sw_display_width(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t width = 0;
    while (*s != '\0') {
        const uint32_t c = next_character(&s);
        if (within(wide, sizeof wide / sizeof wide[0], c))
            width += 2;
        else if (!within(none, sizeof none / sizeof none[0], c))
            width++;
    }
    return width;
}

void sw_table_row(sw_table *self)
{
    if (self->n_rows < SW_TABLE_ROWS)
        self->n_rows++;
}

void sw_table_cell(sw_table *self, int column, const char *format, ...)
{
    va_list arguments;
    if (self->n_rows == 0 || column < 0 || column >= SW_TABLE_COLUMNS)
        return;
    char *cell = self->cell[self->n_rows - 1][column];
    va_start(arguments, format);
    const int n = vsnprintf(cell, SW_CELL_BYTES, format, arguments);
    va_end(arguments);
    if (n < SW_CELL_BYTES)
        return;
    size_t end = SW_CELL_BYTES - 1; /* drop a character that was cut in the middle */
    while (end > 0 && ((unsigned char)cell[end - 1] & 0xC0) == 0x80)
        end--;
    if (end > 0 && (unsigned char)cell[end - 1] >= 0xC0)
        end--;
    cell[end] = '\0';
}

int sw_table_print(const sw_table *self, const char *align, int indent, FILE *stream)
{
    const int columns = (int)strlen(align);
    size_t width[SW_TABLE_COLUMNS] = {0};
    for (int r = 0; r < self->n_rows; r++)
        for (int c = 0; c < columns; c++) {
            const size_t w = sw_display_width(self->cell[r][c]);
            if (w > width[c])
                width[c] = w;
        }
    for (int r = 0; r < self->n_rows; r++) {
        int blanks = indent; /* owed, so that no line ends in blanks */
        for (int c = 0; c < columns; c++) {
            const char *cell = self->cell[r][c];
            const int fill = (int)(width[c] - sw_display_width(cell));
            blanks += align[c] == 'r' ? fill : 0;
            if (cell[0] != '\0') {
                (void)fprintf(stream, "%*s%s", blanks, "", cell);
                blanks = 0;
            }
            blanks += (align[c] == 'r' ? 0 : fill) + 2;
        }
        (void)fputc('\n', stream);
    }
    return ferror(stream) ? -1 : 0;
}

/* The era's year a date falls in. Reiwa began on 1 May 2019; its first fiscal year is
 * named for it. */
static void format_era(int year, const char *after, char *out, size_t bytes)
{
    const int reiwa = year >= 2019;
    const int n = reiwa ? year - 2018 : year - 1988;
    if (year < 1989)
        (void)snprintf(out, bytes, "%d年%s", year, after);
    else if (n == 1)
        (void)snprintf(out, bytes, "%s元年%s", reiwa ? "令和" : "平成", after);
    else
        (void)snprintf(out, bytes, "%s%d年%s", reiwa ? "令和" : "平成", n, after);
}

void sw_format_year(double fiscal_year, sw_language language, char *out, size_t bytes)
{
    char era[96];
    if (!isfinite(fiscal_year) || fiscal_year < 0) {
        (void)snprintf(out, bytes, "%s", language == SW_JAPANESE ? "到達せず" : "never");
        return;
    }
    format_era((int)fiscal_year, "度", era, sizeof era);
    if (language == SW_JAPANESE)
        (void)snprintf(out, bytes, "%s(FY%d)", era, (int)fiscal_year);
    else
        (void)snprintf(out, bytes, "FY%d", (int)fiscal_year);
}

void sw_format_month(double month, int base_year, sw_language language, char *out,
                     size_t bytes)
{
    char era[96], after[32];
    if (!isfinite(month) || month < 0) {
        (void)snprintf(out, bytes, "%s", language == SW_JAPANESE ? "満たさず" : "never");
        return;
    }
    const int calendar = base_year * 12 + 3 + (int)month;
    const int year = calendar / 12, m = calendar % 12 + 1;
    (void)snprintf(after, sizeof after, "%d月", m);
    /* January to April 2019 were still Heisei 31. */
    if (year == 2019 && m < 5)
        (void)snprintf(era, sizeof era, "平成31年%s", after);
    else
        format_era(year, after, era, sizeof era);
    if (language == SW_JAPANESE)
        (void)snprintf(out, bytes, "%s(%04d-%02d)", era, year, m);
    else
        (void)snprintf(out, bytes, "%04d-%02d", year, m);
}
