/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building the synthetic staff; private to the staff mechanism and its tests. */
#ifndef SIDEWORK_MODELS_STAFF_BUILD_H
#define SIDEWORK_MODELS_STAFF_BUILD_H

#include "staff.h"

/* People of each job family over all departments, total [SW_N_JOBS]. */
void sw_staff_count_jobs(const struct sw_staff *p, double *total);

/* Established posts by grade of a job family, [SW_N_GRADES]. */
const double *sw_staff_posts(const struct sw_staff *p, int job);

/* The key of these posts in a scenario. */
const char *sw_staff_posts_key(int job);

/* Age profile of a job family, weights [SW_N_FIT_BANDS]. */
const double *sw_staff_ages(const struct sw_staff *p, int job);

/* People of job family `job` in a department. */
int sw_staff_in_department(const struct sw_staff_department *department, int job);

/* Whether the build can meet all marginals together; SW_INPUT and a message if not. For
 * counts that are whole and add up: what the mechanism's check looks at first. */
int sw_staff_fits(const sw_scenario *scenario, sw_diagnostics *diagnostics);

/* The mechanism's `build`; SW_INPUT where the marginals cannot be met together. */
int sw_staff_build(sw_city *city, const sw_scenario *scenario, uint64_t seed,
                   sw_diagnostics *diagnostics);

#endif
