/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A datum out of a record; see observations.h. */
#include <sidework/observations.h>

double sw_datum_read(const sw_datum *self, const double *record)
{
    double sum = 0.0;
    for (size_t i = 0; i < self->count; i++) {
        const double x = record[self->offset + i * self->stride];
        sum += self->per_stride > 0 ? x / record[self->per_offset + i * self->per_stride]
                                    : x;
    }
    return sum / (double)self->count;
}
