/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a month and a year leave behind, counted from the columns. Shares:
 * record_year.c. */
#include <sidework/counts.h>
#include <sidework/multiversion.h>
#include <sidework/record.h>

#include "record_parts.h"

static void set(const sw_world *world, int indicator, double value)
{
    *sw_record_at(world, indicator, world->t) = value;
}

static int64_t total(const int64_t *by_kind)
{
    int64_t sum = 0;
    for (int k = 0; k < SW_N_KINDS; k++)
        sum += by_kind[k];
    return sum;
}

static int64_t total_regular(const int64_t *by_kind)
{
    return total(by_kind) - by_kind[SW_KIND_EMERGENCY] - by_kind[SW_KIND_INFORMAL];
}

static void record_rates(sw_world *world)
{
    const double hours = sw_scenario_simulation(world->scenario)->hours_per_year;
    const int heads = sw_count_staff(world);
    const double month = heads ? 1.0 / (hours / 12.0 * heads) : 0.0;
    const double all = (double)total(world->ledger.given) / 60.0;
    const double regular = (double)total_regular(world->ledger.given) / 60.0;
    set(world, SW_INDICATOR_headcount, heads);
    set(world, SW_INDICATOR_side_work_hours, all);
    set(world, SW_INDICATOR_side_work_wanted, (double)total(world->ledger.wanted) / 60.0);
    set(world, SW_INDICATOR_side_work_rate, all * month);
    set(world, SW_INDICATOR_side_work_rate_regular, regular * month);
}

static void record_stocks(sw_world *world)
{
    set(world, SW_INDICATOR_phase_in_force, world->plan.phase);
    set(world, SW_INDICATOR_bank_registered,
        sw_count_flag(world, world->staff.registered));
    set(world, SW_INDICATOR_cooperators, sw_count_flag(world, world->staff.cooperator));
    set(world, SW_INDICATOR_teams, world->teams->n);
    set(world, SW_INDICATOR_teams_open, sw_count_open_teams(world));
    set(world, SW_INDICATOR_seats_unfilled, world->ledger.seats_unfilled);
    set(world, SW_INDICATOR_applicants_unplaced, world->ledger.applicants_unplaced);
    set(world, SW_INDICATOR_consent_refused, world->ledger.refused);
    set(world, SW_INDICATOR_no_time_left, world->ledger.no_time);
}

static void record_work(sw_world *world)
{
    const sw_sections *s = &world->sections;
    const sw_population *q = &world->staff;
    int64_t own = 0, scheduled = 0, backlog = 0, overtime = 0;
    for (int k = 0; k < s->n; k++) {
        own += s->done[k];
        scheduled += s->scheduled[k];
        backlog += s->backlog[k];
    }
    for (int i = 0; i < q->n; i++)
        overtime += q->overtime[i];
    const double worked = (double)(own + total(world->ledger.given));
    set(world, SW_INDICATOR_utilisation, scheduled ? worked / (double)scheduled : 0.0);
    set(world, SW_INDICATOR_overtime_hours, (double)overtime / 60.0);
    set(world, SW_INDICATOR_backlog_hours, (double)backlog / 60.0);
}

SW_MULTIVERSION
static void who_gave(const sw_population *q, int32_t *restrict gave)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        gave[i] = sw_side_minutes(q, i) != 0;
}

/* Who gave side work this month, into world->list; returns how many. */
static int list_givers(sw_world *world)
{
    int n = 0;
    who_gave(&world->staff, world->list2);
    for (int i = 0; i < world->staff.n; i++) {
        world->list[n] = i;
        n += world->list2[i];
    }
    return n;
}

/* Adds the month to sums by category, over the n people listed; whole minutes are summed
 * before they become hours. */
static void add_by(sw_world *world, int n, int indicator, int size,
                   int (*category)(const sw_world *, int))
{
    int64_t minutes[SW_MAX_DEPARTMENTS] = {0};
    for (int k = 0; k < n; k++) {
        const int i = world->list[k];
        minutes[category(world, i)] += sw_side_minutes(&world->staff, i);
    }
    double *at = sw_record_at(world, indicator, world->t);
    for (int k = 0; k < size; k++)
        at[k] += (double)minutes[k] / 60.0;
}

static void record_groups(sw_world *world)
{
    double *given = sw_record_at(world, SW_INDICATOR_side_work_hours_by_kind, world->t);
    double *wanted = sw_record_at(world, SW_INDICATOR_side_work_wanted_by_kind, world->t);
    for (int k = 0; k < SW_N_KINDS; k++) {
        given[k] += (double)world->ledger.given[k] / 60.0;
        wanted[k] += (double)world->ledger.wanted[k] / 60.0;
    }
    const int n = list_givers(world);
    add_by(world, n, SW_INDICATOR_side_work_hours_by_grade, SW_N_GRADES, sw_grade_of);
    add_by(world, n, SW_INDICATOR_side_work_hours_by_age_band, SW_N_AGE_BANDS,
           sw_age_band_of);
    add_by(world, n, SW_INDICATOR_side_work_hours_by_sex, SW_N_SEXES, sw_sex_of);
    add_by(world, n, SW_INDICATOR_side_work_hours_by_job, SW_N_JOBS, sw_job_of);
    add_by(world, n, SW_INDICATOR_side_work_hours_by_department,
           world->city->n_departments, sw_department_of);
}

/* The year's rate from its twelve months: hours over hours_per_year times the mean
 * headcount. */
static void record_annual_rates(sw_world *world)
{
    const double hours = sw_scenario_simulation(world->scenario)->hours_per_year;
    double all = 0.0, regular = 0.0, heads = 0.0;
    for (int t = world->t - 11; t <= world->t; t++) {
        const double n = *sw_record_at(world, SW_INDICATOR_headcount, t);
        const double scale = n * hours / 12.0;
        all += *sw_record_at(world, SW_INDICATOR_side_work_hours, t);
        regular += *sw_record_at(world, SW_INDICATOR_side_work_rate_regular, t) * scale;
        heads += n / 12.0;
    }
    set(world, SW_INDICATOR_side_work_rate_annual,
        heads > 0.0 ? all / (hours * heads) : 0.0);
    set(world, SW_INDICATOR_side_work_rate_annual_regular,
        heads > 0.0 ? regular / (hours * heads) : 0.0);
}

void sw_record_month(sw_world *world)
{
    if (world->t < 0 || world->t >= world->layout->n_months)
        return;
    record_rates(world);
    record_stocks(world);
    record_work(world);
    record_groups(world);
    if (sw_month_of_year(world->t) == SW_MARCH) {
        record_annual_rates(world);
        sw_record_year(world);
    }
}

void sw_record_end(sw_world *world)
{
    const sw_layout *layout = world->layout;
    const double *annual =
        world->record + layout->variables[SW_INDICATOR_side_work_rate_annual].offset;
    double *first =
        world->record + layout->variables[SW_INDICATOR_first_year_reached].offset;
    double *gate = world->record + layout->variables[SW_INDICATOR_gate_month].offset;
    double *began = world->record + layout->variables[SW_INDICATOR_phase_month].offset;
    for (int k = 0; k < layout->n_thresholds; k++) {
        first[k] = -1.0;
        for (int y = layout->n_years - 1; y > 0; y--) {
            if (annual[y] >= layout->thresholds[k])
                first[k] = layout->base_year + y;
        }
    }
    double *met = world->record + layout->variables[SW_INDICATOR_criterion_month].offset;
    met[0] = -1.0; /* also where there is no criterion */
    for (int k = 0; k < world->city->n_criteria; k++)
        met[k] = world->plan.met[k];
    for (int k = 0; k < SW_N_PHASES; k++) {
        gate[k] = world->plan.gate[k];
        began[k] = world->plan.began[k] >= 0 ? world->plan.began[k] : -1.0;
    }
}
