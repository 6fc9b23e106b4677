/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PNG says how large it is meant to be (its chunk pHYs), which cairo leaves out: without it a figure of print resolution
 * opens three times too large. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "crc32.h"
#include "render.h"

static void put_32(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(value >> (24 - 8 * i));
}

void sw_png_density(sw_buffer *png, double dpi)
{
    enum {
        SIGNATURE = 8,
        HEADER = 25,
        CHUNK = 21
    }; /* IHDR comes first; ours has 9 bytes */
    static const char begins[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    unsigned char chunk[CHUNK] = {0, 0, 0, 9, 'p', 'H', 'Y', 's'};
    const uint32_t a_metre = (uint32_t)lround(dpi / 0.0254);
    sw_buffer whole = {0};
    if (png->failed || png->length < SIGNATURE + HEADER ||
        memcmp(png->text, begins, sizeof begins - 1) != 0)
        return;
    put_32(chunk + 8, a_metre);
    put_32(chunk + 12, a_metre);
    chunk[16] = 1; /* the unit is the metre */
    put_32(chunk + 17, sw_crc32(0, chunk + 4, 13));
    sw_buffer_bytes(&whole, png->text, SIGNATURE + HEADER);
    sw_buffer_bytes(&whole, (const char *)chunk, CHUNK);
    sw_buffer_bytes(&whole, png->text + SIGNATURE + HEADER,
                    png->length - SIGNATURE - HEADER);
    sw_buffer_free(png);
    *png = whole;
}
