/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From marginals to people at desks; see staff.h. */
#include "staff_build.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/synthesis.h>

enum { N_AGE_SEX = SW_N_FIT_BANDS * SW_N_SEXES, YOUNGEST = 18 };

/* People of one job: how many of each grade, age band and sex. */
typedef struct census {
    double cell[SW_N_GRADES][N_AGE_SEX]; /* column = band * SW_N_SEXES + sex */
} census;

int sw_staff_in_department(const struct sw_staff_department *d, int job)
{
    const int in[SW_N_JOBS] = {d->administrative, d->engineering, d->fire, d->labour,
                               d->medical};
    return in[job];
}

void sw_staff_count_jobs(const struct sw_staff *p, double *total)
{
    for (int j = 0; j < SW_N_JOBS; j++) {
        total[j] = 0.0;
        for (int k = 0; k < p->departments.n; k++)
            total[j] += sw_staff_in_department(&p->departments.at[k], j);
    }
}

const double *sw_staff_posts(const struct sw_staff *p, int job)
{
    const double *const posts[SW_N_JOBS] = {p->posts_administrative, p->posts_engineering,
                                            p->posts_fire, p->posts_labour,
                                            p->posts_medical};
    return posts[job];
}

const char *sw_staff_posts_key(int job)
{
    static const char *const key[SW_N_JOBS] = {
        "staff.posts_administrative", "staff.posts_engineering", "staff.posts_fire",
        "staff.posts_labour", "staff.posts_medical"};
    return key[job];
}

const double *sw_staff_ages(const struct sw_staff *p, int job)
{
    const double *const ages[SW_N_JOBS] = {p->age_administrative, p->age_engineering,
                                           p->age_fire, p->age_labour, p->age_medical};
    return ages[job];
}

static int fit_and_round(double *table, int rows, int columns, const double *row_total,
                         const double *column_total)
{
    return sw_table_fit(table, rows, columns, row_total, column_total) ||
                   sw_table_round(table, rows, columns)
               ? SW_INPUT
               : SW_OK;
}

static int fit_job_by_age(const struct sw_staff *p,
                          double table[SW_N_JOBS][SW_N_FIT_BANDS])
{
    double job_total[SW_N_JOBS];
    sw_staff_count_jobs(p, job_total);
    for (int j = 0; j < SW_N_JOBS; j++)
        memcpy(table[j], sw_staff_ages(p, j), sizeof table[j]);
    return fit_and_round(table[0], SW_N_JOBS, SW_N_FIT_BANDS, job_total, p->age_counts);
}

static int fit_age_by_sex(const struct sw_staff *p, int job, const double *age_total,
                          double table[SW_N_FIT_BANDS][SW_N_SEXES])
{
    double total = 0.0;
    for (int b = 0; b < SW_N_FIT_BANDS; b++)
        total += age_total[b];
    const double women = p->women_counts[job], share = total > 0.0 ? women / total : 0.0;
    for (int b = 0; b < SW_N_FIT_BANDS; b++) {
        table[b][SW_SEX_WOMAN] = share * p->women_by_age[b];
        table[b][SW_SEX_MAN] = 1.0 - share;
    }
    const double sex_total[SW_N_SEXES] = {women, total - women};
    return fit_and_round(table[0], SW_N_FIT_BANDS, SW_N_SEXES, age_total, sex_total);
}

static int fit_grades(const struct sw_staff *p, int job, const double *age_sex, census *c)
{
    const double *const profile[SW_N_GRADES] = {
        p->age_junior, p->age_senior, p->age_chief, p->age_head, p->age_director};
    for (int g = 0; g < SW_N_GRADES; g++) {
        for (int k = 0; k < N_AGE_SEX; k++) {
            const double woman =
                k % SW_N_SEXES == SW_SEX_WOMAN ? p->women_by_grade[g] : 1.0;
            c->cell[g][k] = profile[g][k / SW_N_SEXES] * woman;
        }
    }
    return fit_and_round(c->cell[0], SW_N_GRADES, N_AGE_SEX, sw_staff_posts(p, job),
                         age_sex);
}

/* The census of each job, or a message at the key whose people no weights leave room for. */
static int fit_people(const sw_scenario *scenario, census c[SW_N_JOBS], sw_diagnostics *d)
{
    const struct sw_staff *p = scenario->values[SW_GROUP_staff];
    double by_age[SW_N_JOBS][SW_N_FIT_BANDS], age_sex[SW_N_FIT_BANDS][SW_N_SEXES];
    if (fit_job_by_age(p, by_age))
        return sw_scenario_fail(
            scenario, d, "staff.age_counts",
            "cannot be met together with the weights staff.age_administrative ... "
            "age_medical; look for weights of 0 where people are needed",
            "staff.age_administrative ～ age_medical の重みと同時に満たせません。人が必要"
            "な区分の重みが 0 になっていないか確認してください");
    for (int j = 0; j < SW_N_JOBS; j++) {
        if (fit_age_by_sex(p, j, by_age[j], age_sex))
            return sw_scenario_fail(
                scenario, d, "staff.women_counts",
                "entry %d cannot be met together with the ages of these people and the "
                "weights staff.women_by_age; look for weights of 0 where people are "
                "needed",
                "%d 番目は、その職種の年齢構成と staff.women_by_age "
                "の重みと同時に満たせま"
                "せん。人が必要な区分の重みが 0 になっていないか確認してください",
                j + 1);
        if (fit_grades(p, j, age_sex[0], &c[j]))
            return sw_scenario_fail(
                scenario, d, sw_staff_posts_key(j),
                "cannot be met together with the ages of these people and the weights "
                "staff.age_junior ... age_director and women_by_grade; look for weights "
                "of 0 where people are needed",
                "その職種の年齢構成と staff.age_junior ～ age_director、women_by_grade "
                "の重"
                "みと同時に満たせません。人が必要な区分の重みが 0 "
                "になっていないか確認して"
                "ください");
    }
    return SW_OK;
}

int sw_staff_fits(const sw_scenario *scenario, sw_diagnostics *diagnostics)
{
    census c[SW_N_JOBS];
    return fit_people(scenario, c, diagnostics);
}

/* Adds the people of a job's census; section is set later, -1 until then. */
static void add_people(sw_population *staff, int job, const census *c, uint64_t seed)
{
    const sw_key key = sw_key_of(seed, 0, SW_STREAM_SYNTHESIS, 0);
    for (int g = 0; g < SW_N_GRADES; g++) {
        for (int k = 0; k < N_AGE_SEX; k++) {
            for (int n = 0; n < (int)c->cell[g][k]; n++) {
                const int i = sw_population_add(staff), band = k / SW_N_SEXES;
                const sw_words u = sw_draw(key, staff->id[i], 0);
                const int low = band ? YOUNGEST + 2 + 5 * band : YOUNGEST;
                const int years = band ? 5 : 7;
                staff->job[i] = job;
                staff->grade[i] = g;
                staff->sex[i] = k % SW_N_SEXES;
                staff->age[i] = low + (int)sw_below(u.w[0], (uint32_t)years);
                staff->regular[i] = staff->age[i] < 60;
                staff->tenure[i] = (int)sw_below(u.w[1], 5);
                staff->section[i] = -1;
            }
        }
    }
}

enum { ANY_GRADE = SW_N_GRADES };

typedef struct placement {
    sw_city *city;
    uint64_t *
        order; /* [n_staff] random key in the high half, position in the low: sorted, it is a fair queue */
    int cursor[SW_N_JOBS][SW_N_GRADES + 1];  /* how far each queue has been searched */
    int need[SW_MAX_DEPARTMENTS][SW_N_JOBS]; /* desks still free */
} placement;

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void draw_order(placement *pl, uint64_t seed)
{
    const sw_population *staff = &pl->city->staff;
    const sw_key key = sw_key_of(seed, 0, SW_STREAM_SYNTHESIS, 0);
    for (int i = 0; i < staff->n; i++)
        pl->order[i] = (uint64_t)sw_draw(key, staff->id[i], 1).w[0] << 32 | (uint32_t)i;
    qsort(pl->order, (size_t)staff->n, sizeof *pl->order, compare_keys);
}

/* The next person of a job (and grade) without a desk, or SW_NOBODY. */
static int next_without_desk(placement *pl, int job, int grade)
{
    const sw_population *staff = &pl->city->staff;
    for (int *at = &pl->cursor[job][grade]; *at < staff->n; ++*at) {
        const int i = (int)(uint32_t)pl->order[*at];
        if (staff->section[i] < 0 && staff->job[i] == job &&
            (grade == ANY_GRADE || staff->grade[i] == grade))
            return i;
    }
    return SW_NOBODY;
}

static void seat(placement *pl, int person, int department, int section)
{
    sw_population *staff = &pl->city->staff;
    staff->section[person] = section;
    pl->need[department][staff->job[person]]--;
}

/* Puts someone of a managing grade into a section, from the job the department has most
 * of. */
static void seat_manager(placement *pl, int grade, int department, int section)
{
    int tried[SW_N_JOBS] = {0};
    for (int attempt = 0; attempt < SW_N_JOBS; attempt++) {
        int best = -1;
        for (int j = 0; j < SW_N_JOBS; j++) {
            if (!tried[j] && pl->need[department][j] > 0 &&
                (best < 0 || pl->need[department][j] > pl->need[department][best]))
                best = j;
        }
        if (best < 0)
            return;
        tried[best] = 1;
        const int i = next_without_desk(pl, best, grade);
        if (i != SW_NOBODY) {
            seat(pl, i, department, section);
            return;
        }
    }
}

/* The rest of a department, job by job, into sections of about equal size: like jobs sit
 * together. */
static void seat_rest(placement *pl, int department, int first_section, int n_sections)
{
    int total = 0, done = 0;
    for (int j = 0; j < SW_N_JOBS; j++)
        total += pl->need[department][j];
    for (int j = 0; j < SW_N_JOBS; j++) {
        while (pl->need[department][j] > 0) {
            const int i = next_without_desk(pl, j, ANY_GRADE);
            if (i == SW_NOBODY)
                return;
            seat(pl, i, department, first_section + done * n_sections / total);
            done++;
        }
    }
}

static void place_people(placement *pl, const struct sw_staff *p)
{
    int s = 0;
    for (int k = 0; k < p->departments.n; k++) {
        for (int j = 0; j < SW_N_JOBS; j++)
            pl->need[k][j] = sw_staff_in_department(&p->departments.at[k], j);
    }
    for (int k = 0; k < p->departments.n; s += p->departments.at[k++].sections) {
        seat_manager(pl, SW_GRADE_DIRECTOR, k, s);
        for (int n = 0; n < p->departments.at[k].sections; n++)
            seat_manager(pl, SW_GRADE_HEAD, k, s + n);
    }
    s = 0;
    for (int k = 0; k < p->departments.n; s += p->departments.at[k++].sections)
        seat_rest(pl, k, s, p->departments.at[k].sections);
}

static int allocate(sw_city *city, const struct sw_staff *p)
{
    double job_total[SW_N_JOBS];
    sw_staff_count_jobs(p, job_total);
    city->n_departments = p->departments.n;
    for (int j = 0; j < SW_N_JOBS; j++)
        city->n_staff += (int)job_total[j];
    for (int k = 0; k < p->departments.n; k++) {
        city->department[k] = p->departments.at[k].name;
        city->department_ja[k] = p->departments.at[k].name_ja;
        city->n_sections += p->departments.at[k].sections;
    }
    city->capacity = (city->n_staff + city->n_staff / 8 + 64 + 15) / 16 * 16;
    const size_t people = sw_population_bytes(city->capacity);
    const size_t sections = (size_t)city->n_sections + 1;
    const size_t tables = (3 + SW_N_JOBS) * sections * sizeof(int32_t);
    const size_t bytes = (people + tables + 63) / 64 * 64;
    city->memory = aligned_alloc(64, bytes);
    if (!city->memory)
        return SW_MEMORY;
    memset(city->memory, 0, bytes);
    sw_population_place(&city->staff, city->memory, city->capacity);
    city->department_of = (int32_t *)(void *)((char *)city->memory + people);
    city->posts = city->department_of + sections;
    city->first = city->posts + sections;
    city->desks = city->first + sections;
    return SW_OK;
}

static int people_of_the_tables(sw_city *city, const sw_scenario *scenario, uint64_t seed,
                                sw_diagnostics *diagnostics)
{
    const struct sw_staff *p = scenario->values[SW_GROUP_staff];
    census c[SW_N_JOBS];
    const int status = fit_people(scenario, c, diagnostics);
    if (status)
        return status;
    for (int j = 0; j < SW_N_JOBS; j++) {
        add_people(&city->staff, j, &c[j], seed);
        for (int g = 0; g < SW_N_GRADES; g++)
            city->posts_of_grade[j][g] = (int)sw_staff_posts(p, j)[g];
    }
    return SW_OK;
}

int sw_staff_build(sw_city *city, const sw_scenario *scenario, uint64_t seed,
                   sw_diagnostics *diagnostics)
{
    const struct sw_staff *p = scenario->values[SW_GROUP_staff];
    int32_t *moved = NULL;
    placement *pl = calloc(1, sizeof *pl);
    int status = pl ? allocate(city, p) : SW_MEMORY;
    if (status)
        goto out;
    pl->city = city;
    pl->order = calloc((size_t)city->capacity, sizeof *pl->order);
    moved = calloc((size_t)city->capacity, sizeof *moved);
    if (!pl->order || !moved) {
        status = SW_MEMORY;
        goto out;
    }
    if ((status = people_of_the_tables(city, scenario, seed, diagnostics)))
        goto out;
    draw_order(pl, seed);
    place_people(pl, p);
    for (int k = 0, s = 0; k < p->departments.n; k++) {
        for (int n = 0; n < p->departments.at[k].sections; n++)
            city->department_of[s++] = k;
    }
    sw_population_sort(&city->staff, city->n_sections, moved, city->first);
    for (int s = 0; s < city->n_sections; s++)
        city->posts[s] = city->first[s + 1] - city->first[s];
    for (int i = 0; i < city->staff.n; i++)
        city->desks[city->staff.section[i] * SW_N_JOBS + city->staff.job[i]]++;
out:
    if (status == SW_MEMORY)
        sw_fail(diagnostics, status, "no memory for the staff",
                "職員のためのメモリが不足");
    free(moved);
    if (pl)
        free(pl->order);
    free(pl);
    return status;
}
