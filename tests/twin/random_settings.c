/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "twin/random_settings.h"

#include "support/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where the dice stand: every throw is a block of its own. */
typedef struct dice {
    uint32_t number, throws;
} dice;

static uint32_t below(dice *self, uint32_t n)
{
    return sw_below(sw_philox(self->number, self->throws++, 0, 0, 20, 21).w[0], n);
}

/* An end of the range if that is no absurd size, or a multiple of the default. */
static double value_of(dice *self, const sw_field *field, double usual)
{
    static const double factor[] = {0.0, 0.2, 0.5, 0.8, 1.3, 2.0, 5.0, 10.0};
    const double wide = 20.0, x = usual * factor[below(self, 8)];
    const uint32_t kind = below(self, 6);
    if (kind == 0 || x < field->low)
        return field->low;
    if ((kind == 1 && field->high <= wide) || x > field->high)
        return field->high;
    return x;
}

/* The k-th number of a default such as "[1, 0.9]"; 0 if there is none. */
static double number_in(const char *text, int k)
{
    for (const char *c = text; c && *c; c++) {
        if ((*c == '[' || *c == ',') && k-- == 0)
            return strtod(c + 1, NULL);
    }
    return 0.0;
}

/* 0 if a field of this kind is left as it is. */
static int set(dice *self, const sw_group *group, const sw_field *field,
               char text[RANDOM_SETTING_BYTES])
{
    double usual = 0.0;
    const int n = snprintf(text, RANDOM_SETTING_BYTES, "%s.%s=", group->name, field->key);
    char *at = text + n;
    const size_t left = RANDOM_SETTING_BYTES - (size_t)n;
    (void)sw_field_central(field, &usual);
    if (field->type == SW_TYPE_BOOL && strcmp(field->key, "adopted") != 0) {
        (void)snprintf(at, left, "%s", below(self, 4) ? "true" : "false");
    } else if (field->type == SW_TYPE_INT) {
        usual = field->default_text ? strtod(field->default_text, NULL) : 0.0;
        (void)snprintf(at, left, "%d", (int)value_of(self, field, usual));
    } else if (field->type == SW_TYPE_REAL) {
        (void)snprintf(at, left, "%.6f", value_of(self, field, usual));
    } else if (field->type == SW_TYPE_REALS &&
               strcmp(field->key, "retirement_age") != 0) {
        for (int k = 0; k < field->length; k++)
            at += snprintf(at, (size_t)(text + RANDOM_SETTING_BYTES - at), "%s%.4f%s",
                           k ? ", " : "[",
                           value_of(self, field, number_in(field->default_text, k)),
                           k + 1 < field->length ? "" : "]");
    } else {
        return 0;
    }
    return 1;
}

/* The city itself and what is only looked at stay. */
static int is_behaviour(const sw_group *group)
{
    return strcmp(group->name, "staff") != 0 && strcmp(group->name, "survey") != 0;
}

void random_settings_make(random_settings *self, uint32_t number, int n)
{
    static const char *const plan[] = {"plan.adopted=true",
                                       "plan.first_start=2021-06",
                                       "plan.next_start=2021-11",
                                       "plan.further_start=2022-05",
                                       "plan.ramp=2",
                                       "environment.hall_opening=2022-03"};
    static const char *const rule[] = {"go_on", "go_on", "wait", "stop"};
    int n_groups, made = 0;
    const sw_group *const *groups = model_groups(&n_groups);
    dice throws = {number, 0};
    for (; made < (int)(sizeof plan / sizeof plan[0]); made++)
        (void)snprintf(self->text[made], RANDOM_SETTING_BYTES, "%s", plan[made]);
    (void)snprintf(self->text[made++], RANDOM_SETTING_BYTES, "plan.missed_gate=%s",
                   rule[below(&throws, 4)]);
    while (made < MAX_RANDOM_SETTINGS && n > 0) {
        const sw_group *group = groups[below(&throws, (uint32_t)n_groups)];
        const sw_field *field = &group->fields[below(&throws, (uint32_t)group->n_fields)];
        if (!is_behaviour(group) || !set(&throws, group, field, self->text[made]))
            continue;
        made++;
        n--;
    }
    for (int k = 0; k < made; k++)
        self->list[k] = self->text[k];
    self->list[made] = NULL;
}
