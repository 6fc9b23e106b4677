/* SPDX-License-Identifier: GPL-3.0-or-later */
/* models.def as a table. */
#include "models.h"

static const sw_mechanism *const mechanisms[] = {
#define MECHANISM(name) &sw_mechanism_##name,
#include "models.def"
#undef MECHANISM
};

const sw_model sw_model_city_hall = {mechanisms, SW_COUNT(mechanisms)};
