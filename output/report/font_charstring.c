/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Type 2 charstrings without calls. Operands are counted, not computed: the number of a subroutine stands before its call,
 * and how long a hintmask is follows from how many operands the stem hints had.
 */
#include "font_diet.h"

enum { NESTING = 10, OPERANDS = 48, MOST_BYTES = 60000 };
enum {
    HSTEM = 1,
    VSTEM = 3,
    CALL_LOCAL = 10,
    RETURN = 11,
    ESCAPE = 12,
    END = 14,
    HSTEMHM = 18,
    HINTMASK = 19,
    CNTRMASK = 20,
    VSTEMHM = 23,
    SHORT = 28,
    CALL_GLOBAL = 29,
    FIRST_NUMBER = 32,
    HFLEX = 34,
    FLEX1 = 37
};

typedef struct walk {
    const sw_cff_index *global, *local;
    sw_buffer *out;
    size_t from;         /* where this character begins in out */
    int operands, hints; /* on the stack; stems so far */
    size_t last;         /* where the last operand stands in out ... */
    long top;            /* ... and what it is */
    int known, ended;    /* whether there is one */
} walk;

static size_t operand_bytes(unsigned first)
{
    return first == SHORT ? 3 : first <= 246 ? 1 : first <= 254 ? 2 : 5;
}

static int take_operand(walk *w, const unsigned char *at, size_t n)
{
    const size_t bytes = operand_bytes(at[0]);
    if (bytes > n || w->operands >= OPERANDS)
        return 0;
    w->last = w->out->length;
    w->known = bytes < 5; /* a fraction is no number of a subroutine */
    w->top = at[0] == SHORT ? (short)(at[1] << 8 | at[2])
             : at[0] <= 246 ? (long)at[0] - 139
             : at[0] <= 250 ? ((long)at[0] - 247) * 256 + at[1] + 108
             : bytes == 2   ? -((long)at[0] - 251) * 256 - at[1] - 108
                            : 0;
    w->operands++;
    sw_buffer_bytes(w->out, (const char *)at, bytes);
    return 1;
}

static int go(walk *w, sw_bytes code, int depth);

static int call(walk *w, const sw_cff_index *subroutines, int depth)
{
    if (subroutines == NULL || !w->known || w->operands < 1)
        return 0;
    const long bias = subroutines->count < 1240    ? 107
                      : subroutines->count < 33900 ? 1131
                                                   : 32768;
    const long number = w->top + bias;
    if (number < 0 || (size_t)number >= subroutines->count)
        return 0;
    w->out->length = w->last; /* the number is not wanted any more */
    w->operands--;
    w->known = 0;
    return go(w, sw_cff_object(subroutines, (size_t)number), depth + 1);
}

/* Bytes of an operator with what belongs to it; 0: none that a font of characters has. */
static size_t operator_bytes(walk *w, const unsigned char *at, size_t n)
{
    switch (at[0]) {
    case HSTEM:
    case VSTEM:
    case HSTEMHM:
    case VSTEMHM:
        w->hints += w->operands / 2;
        return 1;
    case HINTMASK:
    case CNTRMASK:
        w->hints += w->operands / 2; /* stems whose operator is left out */
        return 1 + ((size_t)w->hints + 7) / 8;
    case ESCAPE:
        return n > 1 && at[1] >= HFLEX && at[1] <= FLEX1 ? 2 : 0;
    case END:
        w->ended = 1;
        return 1;
    default:
        return at[0] >= 4 && at[0] != 9 && at[0] != 13 && (at[0] < 15 || at[0] > 17) ? 1
                                                                                     : 0;
    }
}

static int go(walk *w, sw_bytes code, int depth)
{
    if (depth > NESTING)
        return 0;
    for (size_t i = 0; i < code.n && !w->ended;) {
        const unsigned char *at = code.at + i;
        size_t bytes;
        if (w->out->length - w->from > MOST_BYTES)
            return 0;
        if (at[0] >= FIRST_NUMBER || at[0] == SHORT) {
            if (!take_operand(w, at, code.n - i))
                return 0;
            i += operand_bytes(at[0]);
            continue;
        }
        if (at[0] == RETURN)
            return depth > 0;
        if (at[0] == CALL_LOCAL || at[0] == CALL_GLOBAL) {
            if (!call(w, at[0] == CALL_LOCAL ? w->local : w->global, depth))
                return 0;
            i++;
            continue;
        }
        bytes = operator_bytes(w, at, code.n - i);
        if (bytes == 0 || bytes > code.n - i)
            return 0;
        sw_buffer_bytes(w->out, (const char *)at, bytes);
        w->operands = 0;
        w->known = 0;
        i += bytes;
    }
    return 1;
}

int sw_charstring_flatten(sw_bytes charstring, const sw_cff_index *global,
                          const sw_cff_index *local, sw_buffer *out)
{
    walk w = {.global = global, .local = local, .out = out, .from = out->length};
    return go(&w, charstring, 0) && w.ended && !out->failed;
}
