/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model: its mechanisms in the order of models.def, and the index of each one's
 * parameters. */
#ifndef SIDEWORK_MODELS_H
#define SIDEWORK_MODELS_H

#include <sidework/model.h>

enum {
    SW_GROUP_BEFORE_MECHANISMS = SW_N_ENGINE_GROUPS - 1,
#define MECHANISM(name) SW_GROUP_##name,
#include "models.def"
#undef MECHANISM
    SW_N_GROUPS
};

#define MECHANISM(name) extern const sw_mechanism sw_mechanism_##name;
#include "models.def"
#undef MECHANISM

/* The shipped model. */
extern const sw_model sw_model_city_hall;

/* Number of field rows in a table. */
#define SW_COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

#endif
