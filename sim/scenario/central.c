/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defaults seen from outside the loader: what the parameter reference shows of an
 * uncertain one. */
#include "loader.h"

#include <locale.h>

static int central_of(sw_load *self, const sw_field *field, double *central)
{
    sw_load_slot slot = {0};
    sw_load_node *node = NULL;

    self->pool = sw_load_pool_new();
    if (!self->pool) {
        return SW_MEMORY;
    }
    if (sw_load_one(self, (sw_load_place){"default", 0}, field->default_text, &node) ==
        SW_OK) {
        (void)sw_load_value(self, field, node, central, field->key, &slot);
    }
    sw_load_pool_free(self->pool);
    return self->status != SW_OK ? self->status : slot.uncertain;
}

int sw_field_central(const sw_field *field, double *central)
{
    sw_load self = {.language = SW_ENGLISH, .root_file = "default"};

    *central = 0;
    if (field->type != SW_TYPE_REAL || !field->default_text) {
        return 0;
    }
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) {
        return SW_MEMORY;
    }
    const locale_t before = uselocale(plain);
    const int status = central_of(&self, field, central);
    (void)uselocale(before);
    freelocale(plain);
    return status;
}
