/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as PNG and PDF, drawn from their SVG by librsvg and cairo in this process, and the
 * fonts that takes. Private to output/report. */
#ifndef SIDEWORK_OUTPUT_REPORT_RENDER_H
#define SIDEWORK_OUTPUT_REPORT_RENDER_H

#include <sidework/status.h>

#include "buffer.h"

/* An SVG of a size in points as PNG with so many dots an inch; as PDF of that size, its texts
 * real and their fonts embedded. No time is written: the same SVG gives the same bytes with
 * the same fonts and libraries. name is for messages. SW_OK, SW_MEMORY, SW_INTERNAL. */
int sw_render_png(const sw_buffer *svg, double width, double height, double dpi,
                  const char *name, sw_buffer *out, sw_diagnostics *diagnostics);
int sw_render_pdf(const sw_buffer *svg, double width, double height, const char *title,
                  const char *name, sw_buffer *out, sw_diagnostics *diagnostics);

/* Says in a PNG how many dots an inch it has; sw_render_png does it. */
void sw_png_density(sw_buffer *png, double dpi);

/* Whether there is the memory that drawing takes, and room for a thread: GLib ends the process where it finds none, so
 * that is asked before. SW_OK, or SW_MEMORY with how much it takes. */
int sw_render_room(sw_diagnostics *diagnostics);

/* Whether the fonts of this machine have the characters of a language; SW_MISSING with the
 * package to install if they do not, for then there would be boxes. */
int sw_render_fonts(sw_language language, sw_diagnostics *diagnostics);

#endif
