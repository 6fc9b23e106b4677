/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/side_by_side.h"

#include <string.h>

static const char *const part_names[N_PARTS] = {
#define COLUMN(type, name, unit, en, ja) "staff." #name,
#include <sidework/population.def>
#undef COLUMN
#define COLUMN(type, name, unit, en, ja) "sections." #name,
#include <sidework/sections.def>
#undef COLUMN
    "ties",
    "teams",
    "ledger",
    "linked",
};

static void compare(side_by_side *self, int part, const void *x, const void *y,
                    size_t bytes)
{
    if (self->differs[part] == NEVER && memcmp(x, y, bytes) != 0)
        self->differs[part] = self->a.world.t - 1;
}

static void compare_worlds(side_by_side *self)
{
    const sw_world *x = &self->a.world, *y = &self->b.world;
    const size_t people = (size_t)x->staff.n, sections = (size_t)x->sections.n;
    const size_t ties = people * SW_TIES;
    assert_int_equal(x->staff.n, y->staff.n);
    assert_int_equal(x->sections.n, y->sections.n);
#define COLUMN(type, name, unit, en, ja)                                                 \
    compare(self, PERSON_##name, x->staff.name, y->staff.name, people * sizeof(type));
#include <sidework/population.def>
#undef COLUMN
#define COLUMN(type, name, unit, en, ja)                                                 \
    compare(self, SECTION_##name, x->sections.name, y->sections.name,                    \
            sections * sizeof(type));
#include <sidework/sections.def>
#undef COLUMN
    compare(self, TIES, x->ties.to, y->ties.to, ties * sizeof *x->ties.to);
    compare(self, TIES, x->ties.strength, y->ties.strength,
            ties * sizeof *x->ties.strength);
    compare(self, TEAMS, &x->teams->n, &y->teams->n, sizeof x->teams->n);
    compare(self, TEAMS, x->teams->at, y->teams->at,
            (size_t)x->teams->n * sizeof(sw_team));
    compare(self, LEDGER, &x->ledger, &y->ledger, sizeof x->ledger);
    compare(self, LINKED, x->linked, y->linked, sections * sections);
}

void pair_open(side_by_side *self, const char *const *settings_a,
               const char *const *settings_b)
{
    simulation_open(&self->a, ATSUGI, settings_a);
    simulation_open(&self->b, ATSUGI, settings_b);
    simulation_start(&self->a, 0);
    simulation_start(&self->b, 0);
    for (int k = 0; k < N_PARTS; k++)
        self->differs[k] = NEVER;
}

void pair_close(side_by_side *self)
{
    simulation_close(&self->a);
    simulation_close(&self->b);
}

void pair_month(side_by_side *self)
{
    simulation_month(&self->a);
    simulation_month(&self->b);
    compare_worlds(self);
}

void pair_run(side_by_side *self, const char *const *settings_a,
              const char *const *settings_b, int t)
{
    pair_open(self, settings_a, settings_b);
    while (self->a.world.t < t)
        pair_month(self);
    pair_close(self);
}

void expect_only(const side_by_side *self, const char *what, const int *may)
{
    for (int part = 0; part < N_PARTS; part++) {
        int allowed = 0;
        for (const int *m = may; *m != N_PARTS; m++)
            allowed |= *m == part;
        if (self->differs[part] != NEVER && !allowed)
            fail_msg("%s: %s differs from month %d on", what, part_names[part],
                     self->differs[part]);
    }
}

void expect_difference(const side_by_side *self, const char *what, int part)
{
    if (self->differs[part] == NEVER)
        fail_msg("%s: %s never differs", what, part_names[part]);
}
