/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all replications of a run share and none changes: the organisation and the
 * synthetic staff of the base year. Made once by the mechanisms' `build`, owned by the
 * run.
 */
#ifndef SIDEWORK_CITY_H
#define SIDEWORK_CITY_H

#include <sidework/categories.h>
#include <sidework/field.h>
#include <sidework/population.h>

#define SW_MAX_DEPARTMENTS 100

enum { SW_MAX_CRITERIA = 40, SW_LABEL_BYTES = 96 };

typedef struct sw_city {
    int n_departments, n_sections, n_staff;
    const char *department[SW_MAX_DEPARTMENTS]; /* English label; lives in the scenario */
    const char *department_ja[SW_MAX_DEPARTMENTS]; /* Japanese label */
    int32_t *department_of;                        /* [n_sections] */
    int32_t *posts;                                /* [n_sections] established posts */
    int32_t *desks; /* [n_sections][SW_N_JOBS] the same by job family */
    int32_t *first; /* [n_sections + 1] first position of each section in staff */
    int posts_of_grade[SW_N_JOBS][SW_N_GRADES]; /* established posts, city-wide */
    int capacity;                               /* positions a replication needs */
    int n_criteria; /* of the plan's gates, in the order of the scenario */
    char criterion[SW_MAX_CRITERIA][SW_LABEL_BYTES];    /* English label */
    char criterion_ja[SW_MAX_CRITERIA][SW_LABEL_BYTES]; /* Japanese label */
    sw_population staff;                                /* base year, sorted by section */
    void *memory;
} sw_city;

void sw_city_free(sw_city *self);

#endif
