/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the JSON of an exploration and that of a sensitivity analysis begin alike. Private to
 * output/. */
#ifndef SIDEWORK_OUTPUT_FINDINGS_JSON_H
#define SIDEWORK_OUTPUT_FINDINGS_JSON_H

#include <sidework/design_file.h>
#include <sidework/json.h>
#include <sidework/results.h>

/* Opens the object: which design, scenario, seed and program. */
void sw_json_open_study(sw_json *json, const char *kind, const sw_design_file *design,
                        const sw_results *results);

/* Opens an object of the list of factors: what it is. */
void sw_json_open_factor(sw_json *json, const sw_factor *factor);

#endif
