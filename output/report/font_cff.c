/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CFF font taken apart and written again without its subroutines; see font_diet.h. */
#include "font_diet.h"

#include <string.h>

enum { CHARSET, CHARSTRINGS, FD_ARRAY, FD_SELECT, N_PLACES, MOST_DICTS = 256 };

typedef struct font {
    const unsigned char *at;
    size_t n;
    sw_cff_index top, strings, global, characters, dicts;
    size_t place[N_PLACES];   /* of the tables */
    size_t operand[N_PLACES]; /* where the top dict says so */
    size_t charset_bytes, select_bytes;
    sw_cff_index local[MOST_DICTS];
    int has_local[MOST_DICTS];
    size_t private_at[MOST_DICTS], private_bytes[MOST_DICTS];
    size_t private_operand[MOST_DICTS]; /* its place, as the dict says it */
    size_t subroutines[MOST_DICTS];     /* within it, where it says their place */
} font;

static size_t number(const unsigned char *at, size_t bytes)
{
    size_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static void put_number(unsigned char *at, size_t bytes, size_t value)
{
    for (size_t i = bytes; i > 0; i--, value >>= 8)
        at[i - 1] = (unsigned char)value;
}

sw_bytes sw_cff_object(const sw_cff_index *self, size_t i)
{
    const unsigned char *offsets = self->font + self->offsets + i * self->width;
    const size_t from = number(offsets, self->width),
                 to = number(offsets + self->width, self->width);
    return (sw_bytes){self->font + self->data + from, to - from};
}

static int read_index(const font *f, size_t at, sw_cff_index *out)
{
    size_t last = 1;
    *out = (sw_cff_index){.font = f->at, .end = at + 2};
    if (at > f->n || f->n - at < 2)
        return 0;
    out->count = number(f->at + at, 2);
    if (out->count == 0)
        return 1;
    if (f->n - at < 3)
        return 0;
    out->width = f->at[at + 2];
    out->offsets = at + 3;
    if (out->width < 1 || out->width > 4 ||
        (f->n - out->offsets) / out->width < out->count + 1)
        return 0;
    out->data = out->offsets + (out->count + 1) * out->width - 1; /* they count from 1 */
    for (size_t i = 0; i <= out->count; i++) {
        const size_t next = number(f->at + out->offsets + i * out->width, out->width);
        if (next < last || next > f->n - out->data)
            return 0;
        last = next;
    }
    out->end = out->data + last;
    return 1;
}

/* Length of the operand or operator at the beginning of a dict; 0: neither. */
static size_t token_bytes(sw_bytes d)
{
    size_t n = 1;
    const unsigned first = d.at[0];
    if (first == 28)
        n = 3;
    else if (first == 29)
        n = 5;
    else if (first ==
             30) /* a decimal number, half a byte a digit, up to one of value 15 */
        for (n = 2; n <= d.n && (d.at[n - 1] & 15) != 15 && d.at[n - 1] >> 4 != 15; n++)
            continue;
    else if (first == 12 || (first >= 247 && first <= 254))
        n = 2;
    return n <= d.n ? n : 0;
}

/* Where an operator stands in a dict, as the place behind its last operand; 0: nowhere. */
static size_t find(sw_bytes d, unsigned operator)
{
    for (size_t i = 0; i < d.n;) {
        const size_t bytes = token_bytes((sw_bytes){d.at + i, d.n - i});
        const unsigned own =
            d.at[i] == 12 && bytes == 2 ? 0x0C00u + d.at[i + 1] : d.at[i];
        if (bytes == 0)
            return 0;
        if ((d.at[i] <= 21 || own > 255) && own == operator)
            return i;
        i += bytes;
    }
    return 0;
}

static int read_top(font *f)
{
    static const unsigned operators[N_PLACES] = {15, 17, 0x0C24, 0x0C25};
    const sw_bytes d = sw_cff_object(&f->top, 0);
    for (int k = 0; k < N_PLACES; k++) {
        const size_t at = find(d, operators[k]);
        if (at < 5 || d.at[at - 5] != 29) /* another number may have other bytes */
            return 0;
        f->operand[k] = (size_t)(d.at - f->at) + at - 4;
        f->place[k] = number(f->at + f->operand[k], 4);
        if (f->place[k] < 4 || f->place[k] >= f->n)
            return 0;
    }
    return 1;
}

static int read_charset(font *f)
{
    const unsigned char *at = f->at + f->place[CHARSET];
    const size_t room = f->n - f->place[CHARSET], count = f->characters.count;
    const size_t row = at[0] == 1 ? 3 : 4;
    if (at[0] > 2)
        return 0;
    f->charset_bytes = 1;
    if (at[0] == 0)
        f->charset_bytes += 2 * (count - 1);
    for (size_t there = 1; at[0] > 0 && there < count; f->charset_bytes += row) {
        if (f->charset_bytes + row > room)
            return 0;
        there += 1 + number(at + f->charset_bytes + 2, row - 2);
    }
    return f->charset_bytes <= room;
}

/* Which dict a character belongs to; MOST_DICTS: none. */
static size_t dict_of(const font *f, size_t character)
{
    const unsigned char *at = f->at + f->place[FD_SELECT];
    size_t found = MOST_DICTS;
    if (at[0] == 0)
        found = at[1 + character];
    for (size_t i = 0; at[0] == 3 && i < number(at + 1, 2); i++)
        if (number(at + 3 + 3 * i, 2) <= character)
            found = at[5 + 3 * i];
    return found < f->dicts.count ? found : MOST_DICTS;
}

static int read_select(font *f)
{
    const unsigned char *at = f->at + f->place[FD_SELECT];
    const size_t room = f->n - f->place[FD_SELECT];
    if (room < 3 || (at[0] != 0 && at[0] != 3))
        return 0;
    f->select_bytes = at[0] == 0 ? 1 + f->characters.count : 5 + 3 * number(at + 1, 2);
    return f->select_bytes <= room;
}

static int read_dict(font *f, size_t i)
{
    const sw_bytes d = sw_cff_object(&f->dicts, i);
    const size_t at = find(d, 18);
    if (at < 10 || d.at[at - 5] != 29 || d.at[at - 10] != 29)
        return 0;
    f->private_bytes[i] = number(d.at + at - 9, 4);
    f->private_operand[i] = (size_t)(d.at - f->at) + at - 4;
    f->private_at[i] = number(d.at + at - 4, 4);
    if (f->private_at[i] > f->n || f->private_bytes[i] > f->n - f->private_at[i])
        return 0;
    const sw_bytes own = {f->at + f->private_at[i], f->private_bytes[i]};
    const size_t subr = find(own, 19);
    if (subr == 0)
        return 1;
    if (subr < 5 || own.at[subr - 5] != 29)
        return 0;
    f->subroutines[i] = subr - 4;
    f->has_local[i] = 1;
    const size_t place = number(own.at + subr - 4, 4); /* from the private dict's */
    return place <= f->n - f->private_at[i] &&
           read_index(f, f->private_at[i] + place, &f->local[i]);
}

static int read_font(font *f)
{
    sw_cff_index names;
    if (f->n < 4 || f->at[0] != 1 || !read_index(f, f->at[2], &names) ||
        !read_index(f, names.end, &f->top) || f->top.count != 1 ||
        !read_index(f, f->top.end, &f->strings) ||
        !read_index(f, f->strings.end, &f->global) || !read_top(f) ||
        !read_index(f, f->place[CHARSTRINGS], &f->characters) ||
        !read_index(f, f->place[FD_ARRAY], &f->dicts))
        return 0;
    if (f->characters.count == 0 || f->dicts.count > MOST_DICTS || !read_charset(f) ||
        !read_select(f))
        return 0;
    for (size_t i = 0; i < f->dicts.count; i++)
        if (!read_dict(f, i))
            return 0;
    return 1;
}

static void put_place(sw_buffer *out, size_t operand, size_t place)
{
    if (!out->failed)
        put_number((unsigned char *)out->text + operand, 4, place);
}

static int put_characters(const font *f, sw_buffer *out)
{
    sw_buffer all = {0};
    unsigned char head[3] = {0, 0, 4}, offset[4];
    int good = 1;
    put_number(head, 2, f->characters.count);
    sw_buffer_bytes(out, (const char *)head, 3);
    put_number(offset, 4, 1);
    sw_buffer_bytes(out, (const char *)offset, 4);
    for (size_t i = 0; i < f->characters.count && good; i++) {
        const size_t k = dict_of(f, i);
        good = k < MOST_DICTS &&
               sw_charstring_flatten(sw_cff_object(&f->characters, i), &f->global,
                                     f->has_local[k] ? &f->local[k] : NULL, &all);
        put_number(offset, 4, all.length + 1);
        sw_buffer_bytes(out, (const char *)offset, 4);
    }
    good = good && all.text != NULL && !all.failed;
    if (good)
        sw_buffer_bytes(out, all.text, all.length);
    sw_buffer_free(&all);
    return good;
}

/* Each private dict, and behind it, where its subroutines were, an index of none. */
static void put_dicts(const font *f, size_t begin, sw_buffer *out)
{
    static const char none[2] = {0, 0};
    for (size_t i = 0; i < f->dicts.count; i++) {
        const size_t own = out->length;
        put_place(out, begin + f->private_operand[i] - f->place[FD_ARRAY], own);
        sw_buffer_bytes(out, (const char *)f->at + f->private_at[i], f->private_bytes[i]);
        if (!f->has_local[i])
            continue;
        put_place(out, own + f->subroutines[i], f->private_bytes[i]);
        sw_buffer_bytes(out, none, sizeof none);
    }
}

static int write_font(const font *f, sw_buffer *out)
{
    static const char none[2] = {0, 0};
    const char *at = (const char *)f->at;
    sw_buffer_bytes(out, at, f->strings.end);
    sw_buffer_bytes(out, none, 2);
    put_place(out, f->operand[CHARSET], out->length);
    sw_buffer_bytes(out, at + f->place[CHARSET], f->charset_bytes);
    put_place(out, f->operand[FD_SELECT], out->length);
    sw_buffer_bytes(out, at + f->place[FD_SELECT], f->select_bytes);
    put_place(out, f->operand[CHARSTRINGS], out->length);
    if (!put_characters(f, out))
        return 0;
    const size_t begin = out->length;
    put_place(out, f->operand[FD_ARRAY], begin);
    sw_buffer_bytes(out, at + f->place[FD_ARRAY], f->dicts.end - f->place[FD_ARRAY]);
    put_dicts(f, begin, out);
    return !out->failed;
}

int sw_cff_flatten(const unsigned char *bytes, size_t n, sw_buffer *out)
{
    font f;
    memset(&f, 0, sizeof f);
    f.at = bytes;
    f.n = n;
    return read_font(&f) && write_font(&f, out);
}
