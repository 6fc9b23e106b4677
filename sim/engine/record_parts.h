/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the recorder share. */
#ifndef SIDEWORK_ENGINE_RECORD_PARTS_H
#define SIDEWORK_ENGINE_RECORD_PARTS_H

#include <sidework/record.h>

/* Category of a person in each dimension. */
static inline int sw_grade_of(const sw_world *world, int i)
{
    return world->staff.grade[i];
}

static inline int sw_age_band_of(const sw_world *world, int i)
{
    return sw_age_band(world->staff.age[i]);
}

static inline int sw_sex_of(const sw_world *world, int i)
{
    return world->staff.sex[i];
}

static inline int sw_job_of(const sw_world *world, int i)
{
    return world->staff.job[i];
}

static inline int sw_department_of(const sw_world *world, int i)
{
    return world->sections.department[world->staff.section[i]];
}

/* Yearly shares, as they stand at the end of March. */
void sw_record_year(sw_world *world);

#endif
