/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fonts in a PDF made small. cairo embeds of a Japanese font the characters used, but leaves the index of all its some ten
 * thousand subroutines in (50 kB a face), and where it loses count of a character's hints, all of them (800 kB: cairo
 * 1.16, cairo-cff-subset.c). Here each character gets what it calls written into it, and the subroutines go. What is not
 * just as cairo writes it is left as it was: the figure is then larger, and no other. Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_FONT_DIET_H
#define SIDEWORK_OUTPUT_REPORT_FONT_DIET_H

#include <stddef.h>

#include "buffer.h"

/* The fonts of a whole PDF. Returns how many became smaller. */
int sw_pdf_diet(sw_buffer *file);

/* A bare CFF font with characters by CID (Adobe Technical Note 5176) without subroutines, into out. 1, or 0: not of that
 * kind; out is then of no use. */
int sw_cff_flatten(const unsigned char *bytes, size_t n, sw_buffer *out);

/* Bytes from a font. */
typedef struct sw_bytes {
    const unsigned char *at;
    size_t n;
} sw_bytes;

/* An INDEX: objects of any length. */
typedef struct sw_cff_index {
    const unsigned char *font;
    size_t count, width, offsets,
        data;   /* of the objects; bytes an offset; places in font */
    size_t end; /* behind it */
} sw_cff_index;

/* Object i; checked when the index was read. */
sw_bytes sw_cff_object(const sw_cff_index *self, size_t i);

/* A Type 2 charstring (Note 5177) with the subroutines it calls written into it, added to out. local may be NULL. 1 or 0. */
int sw_charstring_flatten(sw_bytes charstring, const sw_cff_index *global,
                          const sw_cff_index *local, sw_buffer *out);

#endif
