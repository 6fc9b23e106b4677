/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold between values of the engine's own groups; a model checks its own. */
#include "loader.h"

/* A rate of 0 is reached by everybody, and results name the three in rising order. */
static void check_thresholds(sw_load *self)
{
    const sw_group *group = self->scenario->groups[SW_GROUP_SIMULATION];
    const int field = sw_load_find_field(group->fields, group->n_fields, "thresholds");
    const double *rates = sw_scenario_simulation(self->scenario)->thresholds;
    const sw_load_slot *slot = &self->slots[SW_GROUP_SIMULATION][field];
    char buffers[2][32];

    for (int i = 0; slot->good && i < group->fields[field].length; i++) {
        const double before = i > 0 ? rates[i - 1] : 0;
        if (rates[i] > before) {
            continue;
        }
        (void)sw_load_say(
            self, SW_INPUT, slot->place, "simulation.thresholds",
            "%s is not greater than %s; each rate must be greater than 0 and than the "
            "one before it, e.g. [0.03, 0.05, 0.10]",
            "%s が %s より大きくありません。0 より大きい割合を小さい順に並べてください"
            "（例 [0.03, 0.05, 0.10]）",
            sw_load_real_text(rates[i], 0, buffers[0]),
            sw_load_real_text(before, 0, buffers[1]));
        return;
    }
}

void sw_load_cross(sw_load *self)
{
    check_thresholds(self);
}
