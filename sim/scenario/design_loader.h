/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of reading a design file. Private to sim/scenario. */
#ifndef SIDEWORK_DESIGN_LOADER_H
#define SIDEWORK_DESIGN_LOADER_H

#include <sidework/design_file.h>

#include "loader.h"

enum { SW_DESIGN_SETTINGS = 256 };

struct sw_design_keys {
#include <sidework/fields_struct.h>

#include "design_file.def"
#include <sidework/fields_end.h>
};

typedef struct sw_design_reader {
    sw_load load;
    sw_scenario names; /* groups, for looking keys up; no values */
    sw_design_file *file;
    struct sw_design_keys keys;
    const sw_load_node *lists[4]; /* set, other, factors, rows; NULL: not there */
    void *scratch;                /* room for one value of any field */
    sw_override set[SW_DESIGN_SETTINGS], other[SW_DESIGN_SETTINGS];
    int n_set, n_other;
    const char *scenario_text;    /* the scenario itself instead of its file, or NULL */
    const sw_override *overrides; /* of the command line */
    int n_overrides;
} sw_design_reader;

enum { SW_DESIGN_SET, SW_DESIGN_OTHER, SW_DESIGN_FACTORS_LIST, SW_DESIGN_ROWS };

/* ---- design_value.c ---- */
/* A node as --set takes it, in the pool; NULL without memory. */
char *sw_design_text_of(sw_design_reader *self, const sw_load_node *node);
/* Checks node as a value of field; its text, NULL and a message if it is none. */
char *sw_design_check(sw_design_reader *self, const sw_field *field,
                      const sw_load_node *node, const char *path);
/* The number of a value: of numbers, false and true; else NaN. */
double sw_design_number_of(const sw_field *field, const sw_load_node *node);

/* ---- design_factor.c ---- */
/* The child of a group by name, or NULL. */
const sw_load_node *sw_design_child(const sw_load_node *group, const char *name);
/* Key of an element of a list: finds its field. NULL and a message if there is none. */
const sw_field *sw_design_key(sw_design_reader *self, const sw_load_node *element,
                              const char **path);
/* All factors that the list names, without what needs the scenario. */
void sw_design_factors(sw_design_reader *self);
/* The rest of them, once the scenario is loaded: own priors, usual values, `uncertain`. */
void sw_design_complete(sw_design_reader *self);
/* Rows of method list as u. */
void sw_design_rows(sw_design_reader *self);

/* ---- design_policy.c ---- */
/* A name in the design as a path from here. */
const char *sw_design_beside(sw_design_reader *self, const char *name);
/* Reads set and other. */
void sw_design_settings(sw_design_reader *self);
/* Loads base, and other where there is one. */
int sw_design_policies(sw_design_reader *self);
/* Refuses what the command line sets and every point would override in silence. */
void sw_design_check_settings(sw_design_reader *self);

/* ---- design_points.c ---- */
/* Digest of what points depend on. SW_OK or SW_MEMORY. */
int sw_design_digest(sw_design_file *self);

#endif
