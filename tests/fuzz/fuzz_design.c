/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a design over a small scenario of the shipped model.
 *
 * Promised: a failure has a message and leaves nothing behind; what is accepted has points,
 * and each is a scenario that is accepted or refused with a message, with the number in it
 * that the factor says.
 */
#include "fuzz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/design.h>
#include <sidework/design_file.h>

#include "support/simulation.h"

static sw_diagnostics d;

static void check_messages(void)
{
    PROMISE(d.count > 0 && d.length > 0 && d.length < sizeof d.text);
    PROMISE(strlen(d.text) == d.length && d.text[d.length - 1] == '\n');
    for (size_t k = 0; k < d.length; k++)
        PROMISE(d.text[k] == '\n' || (unsigned char)d.text[k] >= ' ');
}

/* Points of a design, as far as they are known before they are made. */
static double size_of(const sw_design_file *f)
{
    double n = f->points > 0 ? f->points : 1;
    for (int j = 0; j < f->n_factors && f->method == SW_DESIGN_grid; j++)
        n *= f->factors[j].levels;
    return n * f->n_factors;
}

static void check_factor(const sw_factor *x, double u)
{
    char text[SW_FACTOR_TEXT_BYTES];
    sw_factor_text(x, u, text);
    PROMISE(isnan(u) ? text[0] == '\0' : strlen(text) < sizeof text);
    if (x->kind == SW_FACTOR_VALUES || isnan(u))
        return;
    PROMISE(sw_factor_number(x, u) == strtod(text, NULL));
    PROMISE(sw_factor_number(x, u) >= x->field->low &&
            sw_factor_number(x, u) <= x->field->high);
}

static void check_points(const sw_design_file *f)
{
    enum { LARGE = 20000, LOADED = 3 };
    sw_points p = {0};
    sw_scenario s;
    if (size_of(f) > LARGE)
        return;
    sw_diagnostics_init(&d, d.language);
    if (sw_design_file_points(f, 1, &p, &d)) {
        check_messages();
        return;
    }
    PROMISE(p.n > 0 && p.k == f->n_factors);
    for (size_t i = 0; i < p.n * (size_t)p.k; i++) {
        PROMISE(isnan(p.at[i]) || (p.at[i] >= 0 && p.at[i] <= 1));
        check_factor(&f->factors[i % (size_t)p.k], p.at[i]);
    }
    for (size_t i = 0; i < p.n && i < LOADED; i++) {
        sw_diagnostics_init(&d, d.language);
        if (sw_design_file_load(f, p.at + i * (size_t)p.k, 0, &s, &d))
            check_messages();
        sw_scenario_free(&s);
    }
    sw_points_free(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const sw_design_file empty;
    sw_design_file f;
    int n;
    const sw_group *const *groups = model_groups(&n);
    char *text = malloc(size + 1);
    PROMISE(text);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    sw_diagnostics_init(&d, size % 2 ? SW_JAPANESE : SW_ENGLISH);
    const int status =
        sw_design_file_parse(&f, groups, n, "f.cfg", text, tiny_city(1), &d);
    PROMISE(status == SW_OK || status == SW_INPUT);
    if (status) {
        check_messages();
        PROMISE(memcmp(&f, &empty, sizeof empty) == 0);
    } else {
        PROMISE(strlen(f.digest) == SW_DIGEST_BYTES - 1 && f.n_factors > 0);
        check_points(&f);
    }
    sw_design_file_free(&f);
    free(text);
    return 0;
}
