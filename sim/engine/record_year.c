/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's shares over regular staff, team composition, concentration of the load. */
#include <math.h>

#include <sidework/counts.h>
#include <sidework/order.h>

#include "record_parts.h"

static void set(const sw_world *world, int indicator, double value)
{
    *sw_record_at(world, indicator, world->t) = value;
}

static int is_regular(const sw_population *q, int i)
{
    return q->active[i] && q->regular[i];
}

static int took_part(const sw_population *q, int i)
{
    return q->side_year[i] > q->favour_year[i];
}

static void record_answers(sw_world *world)
{
    const sw_population *q = &world->staff;
    set(world, SW_INDICATOR_willing, sw_share_of_regular(world, q->willing));
    set(world, SW_INDICATOR_would_register,
        sw_share_of_regular(world, q->would_register));
    set(world, SW_INDICATOR_section_would_use_bank,
        sw_share_of_regular(world, q->would_use_bank));
    set(world, SW_INDICATOR_would_join_dialogue,
        sw_share_of_regular(world, q->would_join));
    set(world, SW_INDICATOR_unfulfilled, sw_share_of_regular(world, q->unfulfilled));
    set(world, SW_INDICATOR_perceived_inflexible,
        sw_share_of_regular(world, q->inflexible));
    set(world, SW_INDICATOR_understanding, sw_share_of_regular(world, q->understands));
    set(world, SW_INDICATOR_awareness, sw_share_of_regular(world, q->aware));
    set(world, SW_INDICATOR_ownership, sw_share_of_regular(world, q->owns));
    set(world, SW_INDICATOR_citizen_contact, world->plan.citizen_contact);
}

static void record_participation(sw_world *world)
{
    const sw_population *q = &world->staff;
    int all[2] = {0, 0}, willing[2] = {0, 0}; /* [took part] */
    int of_grade[SW_N_GRADES] = {0}, part[SW_N_GRADES] = {0}, keen[SW_N_GRADES] = {0};
    for (int i = 0; i < q->n; i++) {
        if (!is_regular(q, i))
            continue;
        const int part_i = took_part(q, i);
        all[part_i]++;
        willing[part_i] += q->willing[i];
        of_grade[q->grade[i]]++;
        part[q->grade[i]] += part_i;
        keen[q->grade[i]] += q->willing[i];
    }
    set(world, SW_INDICATOR_participated, sw_ratio(all[1], all[0] + all[1]));
    set(world, SW_INDICATOR_willing_participants, sw_ratio(willing[1], all[1]));
    set(world, SW_INDICATOR_willing_nonparticipants, sw_ratio(willing[0], all[0]));
    for (int g = 0; g < SW_N_GRADES; g++) {
        sw_record_at(world, SW_INDICATOR_participated_by_grade, world->t)[g] =
            sw_ratio(part[g], of_grade[g]);
        sw_record_at(world, SW_INDICATOR_willing_by_grade, world->t)[g] =
            sw_ratio(keen[g], of_grade[g]);
    }
}

static void record_reasons(sw_world *world)
{
    const sw_population *q = &world->staff;
    int refusals = 0, by_reason[SW_N_REASONS] = {0};
    for (int i = 0; i < q->n; i++) {
        if (is_regular(q, i) && !q->willing[i]) {
            refusals++;
            by_reason[q->reason[i]]++;
        }
    }
    double *at = sw_record_at(world, SW_INDICATOR_refusal_reason, world->t);
    for (int k = 0; k < SW_N_REASONS; k++)
        at[k] = sw_ratio(by_reason[k], refusals);
    set(world, SW_INDICATOR_refusal_busy, sw_ratio(by_reason[SW_REASON_BUSY], refusals));
}

static void record_young(sw_world *world)
{
    const double base = world->plan.base_young_willing;
    const double now = sw_share_of_young(world, world->staff.willing);
    set(world, SW_INDICATOR_young_willingness_ratio,
        base > 0.0 ? now / base : (double)NAN);
}

static void record_teams(sw_world *world)
{
    const sw_team_counts c = sw_count_teams(world);
    set(world, SW_INDICATOR_team_nonmanager_share, sw_ratio(c.nonmanagers, c.members));
    set(world, SW_INDICATOR_team_women_share, sw_ratio(c.women, c.members));
    set(world, SW_INDICATOR_team_young_mid_women_share,
        sw_ratio(c.young_mid_or_women, c.members));
}

/* Gini = 2 sum(rank * x) / (n sum x) - (n + 1) / n over all staff; NaN where there is no
 * side work. */
static void record_concentration(sw_world *world)
{
    const sw_population *q = &world->staff;
    uint64_t *x = world->words;
    int n = 0, givers = 0;
    for (int i = 0; i < q->n; i++) {
        n += q->active[i];
        if (q->active[i] && q->side_year[i] > 0)
            x[givers++] = sw_word_of((uint32_t)q->side_year[i], 0);
    }
    sw_sort_by_key(x, world->words2, givers);
    double sum = 0.0, weighted = 0.0, top = 0.0;
    for (int k = n - givers; k < n; k++) { /* those who gave nothing stand before them */
        const double minutes = (double)(x[k - (n - givers)] >> 32);
        sum += minutes;
        weighted += (k + 1.0) * minutes;
        top += k >= n - n / 10 ? minutes : 0.0;
    }
    set(world, SW_INDICATOR_load_gini,
        sum > 0.0 ? 2.0 * weighted / (n * sum) - (n + 1.0) / n : NAN);
    set(world, SW_INDICATOR_load_top10_share, sum > 0.0 ? top / sum : NAN);
}

static void record_links(sw_world *world)
{
    const int n = world->sections.n;
    int linked = 0;
    for (int a = 0; a < n; a++) {
        for (int b = a + 1; b < n; b++)
            linked += world->linked[a * n + b];
    }
    set(world, SW_INDICATOR_section_pairs_linked, sw_ratio(linked, n * (n - 1) / 2));
}

static void count_by(sw_world *world, int indicator, int size,
                     int (*category)(const sw_world *, int))
{
    int32_t people[SW_MAX_DEPARTMENTS] = {0};
    for (int i = 0; i < world->staff.n; i++)
        people[category(world, i)] += world->staff.active[i];
    double *at = sw_record_at(world, indicator, world->t);
    for (int k = 0; k < size; k++)
        at[k] += people[k];
}

void sw_record_year(sw_world *world)
{
    record_answers(world);
    record_participation(world);
    record_reasons(world);
    record_young(world);
    record_teams(world);
    record_concentration(world);
    record_links(world);
    count_by(world, SW_INDICATOR_headcount_by_grade, SW_N_GRADES, sw_grade_of);
    count_by(world, SW_INDICATOR_headcount_by_age_band, SW_N_AGE_BANDS, sw_age_band_of);
    count_by(world, SW_INDICATOR_headcount_by_sex, SW_N_SEXES, sw_sex_of);
    count_by(world, SW_INDICATOR_headcount_by_job, SW_N_JOBS, sw_job_of);
    count_by(world, SW_INDICATOR_headcount_by_department, world->city->n_departments,
             sw_department_of);
}
