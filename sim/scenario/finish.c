/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario holds besides its values: the list of what is uncertain, where all came
 * from, its digest. */
#include "loader.h"

#include <string.h>

#include <sidework/sha256.h>

/* FNV-1a, 32 bits (Fowler, Noll & Vo 1991): a number for a path that no other row can
 * shift. */
static uint32_t hash(const char *path)
{
    uint32_t h = 2166136261u;
    for (; *path; path++) {
        h = (h ^ (unsigned char)*path) * 16777619u;
    }
    return h;
}

static int add_field(sw_load *self, int group, int i)
{
    sw_scenario *scenario = self->scenario;
    const sw_group *about = scenario->groups[group];
    const sw_field *field = &about->fields[i];
    sw_load_slot *slot = &self->slots[group][i];
    const size_t size = strlen(about->name) + strlen(field->key) + 2;
    char *path = sw_load_get(self->pool, size);

    if (!path) {
        return sw_load_out_of_memory(self);
    }
    (void)snprintf(path, size, "%s%s%s", about->name, *about->name ? "." : "",
                   field->key);
    scenario->origins[scenario->n_origins++] =
        (sw_origin){path, slot->place.file, slot->place.line};
    if (!slot->uncertain) {
        return SW_OK;
    }
    sw_prior *prior = &scenario->priors[scenario->n_priors++];
    *prior = slot->prior;
    prior->group = group;
    prior->offset = field->offset;
    prior->key = hash(path);
    prior->path = path;
    prior->unit = field->unit;
    prior->en = field->en;
    prior->ja = field->ja;
    for (const sw_prior *other = scenario->priors; other < prior; other++) {
        if (other->key == prior->key) {
            return sw_load_say(
                self, SW_INTERNAL, slot->place, path,
                "shares its random numbers with %s; one of the two must be renamed",
                "%s と乱数が重なります。どちらかの名前を変える必要があります",
                other->path);
        }
    }
    return SW_OK;
}

int sw_load_finish(sw_load *self)
{
    sw_scenario *scenario = self->scenario;
    sw_load_text text = {0};
    size_t n = 1;

    for (int g = 0; g < scenario->n_groups; g++) {
        n += (size_t)scenario->groups[g]->n_fields;
    }
    scenario->origins = sw_load_get(self->pool, n * sizeof *scenario->origins);
    scenario->priors = sw_load_get(self->pool, n * sizeof *scenario->priors);
    if (!scenario->origins || !scenario->priors) {
        return sw_load_out_of_memory(self);
    }
    for (int g = 0; g < scenario->n_groups; g++) {
        for (int i = 0; i < scenario->groups[g]->n_fields; i++) {
            const int status = add_field(self, g, i);
            if (status != SW_OK) {
                return status;
            }
        }
    }
    const int status = sw_load_correlate(self);
    if (status != SW_OK) {
        return status;
    }
    sw_load_effective(scenario, 0, &text);
    scenario->effective =
        text.failed ? NULL : sw_load_copy(self->pool, text.at, text.length);
    if (scenario->effective) {
        sw_sha256_text(text.at, text.length, scenario->digest);
    }
    sw_load_text_free(&text);
    return scenario->effective ? SW_OK : sw_load_out_of_memory(self);
}
