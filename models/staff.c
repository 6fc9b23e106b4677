/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Traits of the staff, checks of the marginals, and the mechanism's row. Placement:
 * staff_build.c. */
#include "staff.h"
#include "staff_build.h"

#include <math.h>
#include <string.h>

#include <sidework/arithmetic.h>

#define SW_OWNER sw_staff_department
static const sw_field sw_staff_department_fields[] = {
#include <sidework/fields_table.h>
#include "staff_department.def"
#include <sidework/fields_end.h>
};
enum { sw_staff_department_n_fields = SW_COUNT(sw_staff_department_fields) };
#undef SW_OWNER
#define SW_OWNER sw_staff
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "staff.def"
#include <sidework/fields_end.h>
};

static int disposition_of(const struct sw_staff *p, float u)
{
    double sum = 0.0;
    for (int k = 0; k < SW_N_DISPOSITIONS - 1; k++) {
        sum += p->dispositions[k];
        if (u < sum)
            return k;
    }
    return SW_N_DISPOSITIONS - 1;
}

static int32_t general_skill(uint32_t word)
{
    return 1 << (SW_FIRST_GENERAL_SKILL + (int)sw_below(word, SW_N_GENERAL_SKILLS));
}

void sw_staff_draw_traits(sw_world *world, int position)
{
    const struct sw_staff *p = SW_PARAMETERS(world, staff);
    sw_population *staff = &world->staff;
    const uint32_t id = staff->id[position];
    const sw_key key = sw_key_of(world->seed, world->replication, SW_STREAM_LATENT, 0);
    const sw_words a = sw_draw(key, id, 0), b = sw_draw(key, id, 1),
                   c = sw_draw(key, id, 2);
    staff->interest[position] = sw_normal(sw_uniform(a.w[0]));
    staff->zest[position] = sw_normal(sw_uniform(a.w[1]));
    staff->tempo[position] = sw_normal(sw_uniform(a.w[2]));
    staff->disposition[position] = disposition_of(p, sw_uniform(a.w[3]));
    int32_t skills = (1 << staff->job[position]) | general_skill(b.w[0]);
    if (sw_uniform(c.w[0]) < p->second_skill)
        skills |= general_skill(b.w[1]);
    if (sw_uniform(c.w[1]) < p->third_skill)
        skills |= general_skill(b.w[2]);
    staff->skills[position] = skills;
    staff->peers[position] = SW_NO_TIES;
}

static void start(sw_world *world)
{
    for (int i = 0; i < world->staff.n; i++) {
        sw_staff_draw_traits(world, i);
        world->staff.quiet[i] = SW_LONG_QUIET;
    }
}

static double sum_of(const double *x, int n)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++)
        sum += x[k];
    return sum;
}

static int whole(const double *x, int n)
{
    for (int k = 0; k < n; k++) {
        if (x[k] != floor(x[k]))
            return 0;
    }
    return 1;
}

static void check_total(const sw_scenario *scenario, const char *key, const double *x,
                        int n, double total, sw_diagnostics *d)
{
    if (!whole(x, n))
        sw_scenario_fail(scenario, d, key, "people are counted in whole numbers",
                         "人数は整数で書いてください");
    else if (sum_of(x, n) != total)
        sw_scenario_fail(scenario, d, key,
                         "sums to %.0f, but staff.departments holds %.0f such people",
                         "合計は %.0f 人ですが、staff.departments では %.0f 人です",
                         sum_of(x, n), total);
}

static void check_women(const sw_scenario *scenario, const struct sw_staff *p,
                        const double *job_total, sw_diagnostics *d)
{
    if (!whole(p->women_counts, SW_N_JOBS))
        sw_scenario_fail(scenario, d, "staff.women_counts",
                         "people are counted in whole numbers",
                         "人数は整数で書いてください");
    for (int j = 0; j < SW_N_JOBS; j++) {
        if (p->women_counts[j] > job_total[j])
            sw_scenario_fail(scenario, d, "staff.women_counts",
                             "entry %d is %.0f women of %.0f people",
                             "%d 番目は %.0f 人ですが、その職種は %.0f 人です", j + 1,
                             p->women_counts[j], job_total[j]);
    }
}

/* A section's minutes of a month are counted in 32 bits: so many people fit, with a fifth
 * more than at the start, whatever the hours. */
enum { MOST_IN_SECTION = 40000 };

static void check_sections(const sw_scenario *scenario, const struct sw_staff *p,
                           sw_diagnostics *d)
{
    for (int k = 0; k < p->departments.n; k++) {
        const int sections = p->departments.at[k].sections;
        int people = 0;
        for (int j = 0; j < SW_N_JOBS; j++)
            people += sw_staff_in_department(&p->departments.at[k], j);
        if (people > MOST_IN_SECTION * sections)
            sw_scenario_fail(
                scenario, d, "staff.departments",
                "department %d: %d people in %d sections; a section holds at most %d",
                "%d 番目の部: %d 人、%d 課です（1課は %d 人以内）", k + 1, people,
                sections, MOST_IN_SECTION);
    }
}

/* Results speak of departments by name, and divide by their people. */
static void check_departments(const sw_scenario *scenario, const struct sw_staff *p,
                              sw_diagnostics *d)
{
    for (int k = 0; k < p->departments.n; k++) {
        const struct sw_staff_department *here = &p->departments.at[k];
        int people = 0;
        for (int j = 0; j < SW_N_JOBS; j++)
            people += sw_staff_in_department(here, j);
        if (!people)
            sw_scenario_fail(scenario, d, "staff.departments",
                             "department %d (%s) has no people; give it some or leave it "
                             "out",
                             "%d 番目の部（%s）に職員がいません。人数を書くか、削除して"
                             "ください",
                             k + 1, here->name);
        for (int i = 0; i < k; i++) {
            const int same = !strcmp(p->departments.at[i].name, here->name);
            if (same || !strcmp(p->departments.at[i].name_ja, here->name_ja))
                sw_scenario_fail(scenario, d, "staff.departments",
                                 "departments %d and %d are both called %s; give each a "
                                 "name of its own",
                                 "%d 番目と %d 番目の部の名称がどちらも %s です。別の名称"
                                 "にしてください",
                                 i + 1, k + 1, same ? here->name : here->name_ja);
        }
    }
}

/* Weights that leave nobody of any age where there are people. */
static void check_ages(const sw_scenario *scenario, const struct sw_staff *p,
                       const double *job_total, sw_diagnostics *d)
{
    static const char *const key[SW_N_JOBS] = {"staff.age_administrative",
                                               "staff.age_engineering", "staff.age_fire",
                                               "staff.age_labour", "staff.age_medical"};
    for (int j = 0; j < SW_N_JOBS; j++) {
        if (job_total[j] > 0.0 && sum_of(sw_staff_ages(p, j), SW_N_FIT_BANDS) <= 0.0)
            sw_scenario_fail(
                scenario, d, key[j],
                "all weights are 0, but staff.departments holds %.0f such people",
                "重みがすべて 0 ですが、staff.departments には %.0f 人います",
                job_total[j]);
    }
}

static int check(const sw_scenario *scenario, sw_diagnostics *d)
{
    const struct sw_staff *p = scenario->values[SW_GROUP_staff];
    const int before = d->count;
    double job_total[SW_N_JOBS];
    int n_sections = 0;
    sw_staff_count_jobs(p, job_total);
    const double total = sum_of(job_total, SW_N_JOBS);
    for (int k = 0; k < p->departments.n; k++)
        n_sections += p->departments.at[k].sections;
    check_total(scenario, "staff.age_counts", p->age_counts, SW_N_FIT_BANDS, total, d);
    for (int j = 0; j < SW_N_JOBS; j++)
        check_total(scenario, sw_staff_posts_key(j), sw_staff_posts(p, j), SW_N_GRADES,
                    job_total[j], d);
    check_women(scenario, p, job_total, d);
    if (fabs(sum_of(p->dispositions, SW_N_DISPOSITIONS) - 1.0) > 1e-9)
        sw_scenario_fail(scenario, d, "staff.dispositions", "sums to %g, not 1",
                         "合計が %g です（1 にしてください）",
                         sum_of(p->dispositions, SW_N_DISPOSITIONS));
    check_departments(scenario, p, d);
    check_sections(scenario, p, d);
    check_ages(scenario, p, job_total, d);
    if (total < 2 || n_sections < 1 || n_sections > total)
        sw_scenario_fail(scenario, d, "staff.departments",
                         "%.0f people in %d sections is no city hall",
                         "%.0f 人、%d 課では構成できません", total, n_sections);
    return d->count == before ? sw_staff_fits(scenario, d) : SW_INPUT;
}

const sw_mechanism sw_mechanism_staff = {
    .group = {"staff", "Organisation and people of the base year", "基準年度の組織と職員",
              fields, SW_COUNT(fields), sizeof(struct sw_staff)},
    .check = check,
    .build = sw_staff_build,
    .start = start,
};
