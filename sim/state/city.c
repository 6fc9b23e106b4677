/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared, unchanging part of a run. */
#include <sidework/city.h>

#include <stdlib.h>
#include <string.h>

void sw_city_free(sw_city *self)
{
    free(self->memory);
    memset(self, 0, sizeof *self);
}
