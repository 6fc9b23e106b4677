/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See render.h. */
#include "render.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>

#include "font_diet.h"

static cairo_status_t take(void *closure, const unsigned char *bytes, unsigned n)
{
    sw_buffer *out = closure;
    sw_buffer_bytes(out, (const char *)bytes, n);
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static int fail(const char *name, const char *reason, sw_diagnostics *diagnostics)
{
    return sw_fail(diagnostics, SW_INTERNAL, "%s: this figure cannot be drawn: %s",
                   "%s: 図を描けません: %s", name, reason);
}

static int fail_cairo(cairo_status_t cairo, const char *name, sw_diagnostics *diagnostics)
{
    if (cairo == CAIRO_STATUS_NO_MEMORY)
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for the figure",
                       "%s: 図のためのメモリを確保できません", name);
    return fail(name, cairo_status_to_string(cairo), diagnostics);
}

/* The SVG over all of a surface. */
static int draw(const sw_buffer *svg, cairo_surface_t *surface, double width,
                double height, const char *name, sw_diagnostics *diagnostics)
{
    GError *error = NULL;
    int status = SW_OK;
    cairo_t *cairo = cairo_create(surface);
    RsvgHandle *handle =
        rsvg_handle_new_from_data((const guint8 *)svg->text, svg->length, &error);
    cairo_set_source_rgb(cairo, 1, 1, 1); /* where the paper covers half a dot */
    cairo_paint(cairo);
    const RsvgRectangle area = {0, 0, width, height};
    if (handle == NULL || !rsvg_handle_render_document(handle, cairo, &area, &error))
        status = fail(name, error ? error->message : "librsvg", diagnostics);
    else if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        status = fail_cairo(cairo_status(cairo), name, diagnostics);
    g_clear_error(&error);
    if (handle != NULL)
        g_object_unref(handle);
    cairo_destroy(cairo);
    return status;
}

static int checked(cairo_status_t cairo, int status, const sw_buffer *out,
                   const char *name, sw_diagnostics *diagnostics)
{
    if (status == SW_OK && out->failed)
        return fail_cairo(CAIRO_STATUS_NO_MEMORY, name, diagnostics);
    if (status == SW_OK && cairo != CAIRO_STATUS_SUCCESS)
        return fail_cairo(cairo, name, diagnostics);
    return status;
}

int sw_render_png(const sw_buffer *svg, double width, double height, double dpi,
                  const char *name, sw_buffer *out, sw_diagnostics *diagnostics)
{
    const int columns = (int)ceil(width * dpi / 72 - 1e-6);
    const int rows = (int)ceil(height * dpi / 72 - 1e-6);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns, rows);
    cairo_status_t cairo = cairo_surface_status(surface);
    int status = SW_OK;
    if (cairo == CAIRO_STATUS_SUCCESS) {
        status = draw(svg, surface, columns, rows, name, diagnostics);
        cairo_surface_flush(surface);
        cairo = cairo_surface_write_to_png_stream(surface, take, out);
        sw_png_density(out, dpi);
    }
    cairo_surface_destroy(surface);
    return checked(cairo, status, out, name, diagnostics);
}

int sw_render_pdf(const sw_buffer *svg, double width, double height, const char *title,
                  const char *name, sw_buffer *out, sw_diagnostics *diagnostics)
{
    static const char no_time[] = "1980-01-01T00:00:00Z";
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(take, out, width, height);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, no_time);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, no_time);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                   "sidework " SIDEWORK_VERSION);
    const int status = draw(svg, surface, width, height, name, diagnostics);
    cairo_surface_finish(surface);
    const cairo_status_t cairo = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status == SW_OK && cairo == CAIRO_STATUS_SUCCESS)
        (void)sw_pdf_diet(out);
    return checked(cairo, status, out, name, diagnostics);
}
