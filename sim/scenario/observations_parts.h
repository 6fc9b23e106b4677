/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read observations share. Private to sim/scenario. */
#ifndef SIDEWORK_OBSERVATIONS_PARTS_H
#define SIDEWORK_OBSERVATIONS_PARTS_H

#include <sidework/observations.h>

#include "loader.h"

/* Looks a datum up in the layout (NULL: judges what needs none) and checks its keys against
 * each other; node is its element, path "observations[2]". Says what is wrong; 1 if it is
 * good. */
int sw_load_datum(sw_load *self, sw_datum *datum, const sw_layout *layout,
                  const sw_load_node *node, const char *path);

/* Everything of a datum that enters a fit, as text. */
void sw_load_datum_text(const sw_datum *datum, sw_load_text *text);

#endif
