/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's own groups of a scenario, from the same rows as their structs. */
#include <sidework/scenario.h>

#define SW_OWNER sw_correlation
static const sw_field sw_correlation_fields[] = {
#include <sidework/fields_table.h>
#include <sidework/correlation.def>
#include <sidework/fields_end.h>
};
#undef SW_OWNER
enum {
    sw_correlation_n_fields =
        (int)(sizeof sw_correlation_fields / sizeof *sw_correlation_fields)
};

#define SW_OWNER sw_root
static const sw_field root_fields[] = {
#include <sidework/fields_table.h>
#include <sidework/root.def>
#include <sidework/fields_end.h>
};
#undef SW_OWNER

#define SW_OWNER sw_simulation
static const sw_field simulation_fields[] = {
#include <sidework/fields_table.h>
#include <sidework/simulation.def>
#include <sidework/fields_end.h>
};
#undef SW_OWNER

#define SW_OWNER sw_output
static const sw_field output_fields[] = {
#include <sidework/fields_table.h>
#include <sidework/output.def>
#include <sidework/fields_end.h>
};
#undef SW_OWNER

#define ROWS(fields) fields, (int)(sizeof(fields) / sizeof *(fields))

const sw_group sw_engine_groups[SW_N_ENGINE_GROUPS] = {
    {"", "What the scenario is for", "シナリオの目的", ROWS(root_fields),
     sizeof(struct sw_root)},
    {"simulation", "How long and how often is simulated", "試行の期間と回数",
     ROWS(simulation_fields), sizeof(struct sw_simulation)},
    {"output", "What is stored", "保存する内容", ROWS(output_fields),
     sizeof(struct sw_output)},
};
