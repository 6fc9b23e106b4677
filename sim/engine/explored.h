/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row an exploration keeps of a replication. */
#ifndef SIDEWORK_ENGINE_EXPLORED_H
#define SIDEWORK_ENGINE_EXPLORED_H

#include <sidework/record.h>

/* Layout of explored.def's rows for a scenario's years and thresholds, owned by results.
 * SW_OK or SW_MEMORY. */
int sw_explored_layout(sw_results *results, const sw_scenario *scenario);

/* From a whole record to a row [layout->record_length]; whole is the record's layout. */
void sw_explored_take(const sw_layout *layout, const sw_layout *whole,
                      const double *record, double *to);

#endif
