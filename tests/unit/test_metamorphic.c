/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metamorphic tests that hold bit for bit: what must not change when the policy changes
 * only later, when one section alone is hit, when people stand in another order, and
 * what can only grow when the threshold falls or the horizon moves out. Those with a
 * sign but with chance in them: statistical/test_metamorphic_signs.c.
 */
#include "support/simulation.h"

#include <stdlib.h>
#include <string.h>

static simulation a, b;

/* ---- two policies are one until the month they first differ */

enum { FIRST = 12, NEXT = 15, FURTHER = 18, HALL = 20, SPONSOR = 22, END = 36 };

#define CALENDAR                                                                         \
    "plan.adopted=true", "plan.missed_gate=go_on", "plan.first_start=2022-04",           \
        "plan.next_start=2022-07", "plan.further_start=2022-10", "plan.ramp=1",          \
        "environment.hall_opening=2022-12", "environment.hall_delay=0",                  \
        "environment.sponsor_loss=0", "simulation.years=2", "simulation.warm_up=13"

typedef struct policies {
    const char *one, *other;
    int from;    /* the month they first differ */
    int at_once; /* 1: the state shows it in that very month */
} policies;

static const policies pairs[] = {
    {"plan.adopted=false", "plan.adopted=true", FIRST, 1},
    {"plan.first_start=2022-05", "plan.first_start=2022-04", FIRST, 1},
    {"plan.ramp=1", "plan.ramp=6", FIRST, 1},
    {"plan.bank=0.5", "plan.bank=1", FIRST, 1},
    {"plan.next_start=2022-08", "plan.next_start=2022-07", NEXT, 1},
    {"plan.evaluation=0", "plan.evaluation=1", NEXT, 1},
    {"opportunity.reform_rate=1", "opportunity.reform_rate=4", NEXT, 0},
    {"matching.consent_evaluation=0", "matching.consent_evaluation=5", NEXT, 0},
    {"plan.citizen_dialogue=0", "plan.citizen_dialogue=1", FURTHER, 1},
    {"plan.group_address=0", "plan.group_address=1", HALL, 1},
    {"environment.hall_opening=2023-01", "environment.hall_opening=2022-12", HALL, 1},
    {"environment.sponsor_until=9999-12", "environment.sponsor_until=2023-02", SPONSOR,
     1},
    {"environment.epidemic_until=2022-04", "environment.epidemic_until=2023-05", FIRST,
     1},
    {"personnel.headcount=()", "personnel.headcount=({ year = 2022; staff = 2100; })",
     FIRST, 1},
};

static void expect_one_until(const policies *p)
{
    const char *const one[] = {CALENDAR, p->one, NULL};
    const char *const other[] = {CALENDAR, p->other, NULL};
    int first = END;
    simulation_open(&a, ATSUGI, one);
    simulation_open(&b, ATSUGI, other);
    simulation_start(&a, 0);
    simulation_start(&b, 0);
    while (a.world.t < END && first == END) {
        simulation_month(&a);
        simulation_month(&b);
        if (sw_world_hash(&a.world) != sw_world_hash(&b.world))
            first = a.world.t - 1;
    }
    if (first < p->from || first == END || (p->at_once && first != p->from))
        fail_msg("%s and %s should differ from month %d on, and do from %d on", p->one,
                 p->other, p->from, first);
    simulation_close(&a);
    simulation_close(&b);
}

static void test_policies(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++)
        expect_one_until(&pairs[k]);
}

/* ---- a section by itself */

/* No ties, no seats, no hands from elsewhere, no bank; the levers that do not join
 * sections are on. Before the first April, when people move and desks are shared out. */
#define APART                                                                            \
    CALENDAR, "simulation.warm_up=6", "plan.first_start=2021-05",                        \
        "plan.next_start=2021-05", "plan.further_start=2021-05",                         \
        "environment.hall_opening=2021-05", "plan.bank=0", "plan.sessions=0",            \
        "plan.citizen_dialogue=0", "opportunity.team_rate=0",                            \
        "opportunity.support_rate=0", "environment.epidemic_hours=0",                    \
        "environment.disaster_rate=0", "dialogue.base_ties=0", "dialogue.tie_contacts=0"

enum { SHOCKED_FROM = -3, YEAR = 12 };

/* Fails if person i is not the same in both runs. */
static void expect_same_person(int i, int j, const char *what)
{
    const sw_population *x = &a.world.staff, *y = &b.world.staff;
#define COLUMN(type, name, unit, en, ja)                                                 \
    if (memcmp(&x->name[i], &y->name[j], sizeof(type)) != 0)                             \
        fail_msg("%s: month %d, person %u: %s differs", what, a.world.t - 1, x->id[i],   \
                 #name);
#include <sidework/population.def>
#undef COLUMN
}

static void expect_same_section(int s, const char *what)
{
    const sw_sections *x = &a.world.sections, *y = &b.world.sections;
#define COLUMN(type, name, unit, en, ja)                                                 \
    if (memcmp(&x->name[s], &y->name[s], sizeof(type)) != 0)                             \
        fail_msg("%s: month %d, section %d: %s differs", what, a.world.t - 1, s, #name);
#include <sidework/sections.def>
#undef COLUMN
}

/* All but the section that was hit; returns 1 if that one differs. */
static int compare_others(int hit)
{
    const sw_sections *x = &a.world.sections;
    int felt = 0;
    for (int s = 0; s < x->n; s++) {
        if (s != hit)
            expect_same_section(s, "a shock elsewhere");
        for (int i = x->first[s]; i < x->first[s + 1]; i++) {
            if (s != hit)
                expect_same_person(i, i, "a shock elsewhere");
            else
                felt |= a.world.staff.load[i] != b.world.staff.load[i];
        }
    }
    return felt;
}

static void test_section_alone(void **state)
{
    static const char *const settings[] = {APART, NULL};
    static const int hit[] = {0, 40, 109};
    (void)state;
    simulation_open(&a, ATSUGI, settings);
    simulation_open(&b, ATSUGI, settings);
    for (size_t k = 0; k < sizeof hit / sizeof hit[0]; k++) {
        int felt = 0;
        simulation_start(&a, (uint32_t)k);
        simulation_start(&b, (uint32_t)k);
        assert_true(hit[k] < a.world.sections.n);
        while (a.world.t < YEAR) {
            if (b.world.t == SHOCKED_FROM) {
                b.world.sections.burden[hit[k]] += 0.3f;
                b.world.sections.backlog[hit[k]] += 6000;
            }
            simulation_month(&a);
            simulation_month(&b);
            felt += compare_others(hit[k]);
        }
        assert_int_equal(felt, YEAR - SHOCKED_FROM);
    }
    simulation_close(&a);
    simulation_close(&b);
}

/* ---- people in another order */

/* Fisher-Yates over the positions in at [n]: who stood at at[k] goes to to[at[k]]. */
static void shuffle(const int32_t *at, int n, sw_key key, int32_t *to)
{
    for (int k = 0; k < n; k++)
        to[at[k]] = at[k];
    for (int k = n - 1; k > 0; k--) {
        const uint32_t word = sw_draw(key, (uint32_t)at[k], 0).w[0];
        const int other = (int)sw_below(word, (uint32_t)k + 1);
        const int32_t kept = to[at[k]];
        to[at[k]] = to[at[other]];
        to[at[other]] = kept;
    }
}

/* Puts the people of every section in a random order; numbers, and with them all random
 * numbers, go with the people. Heads keep their places: where a section has two, the
 * last is its head. */
static void relabel(sw_city *city)
{
    sw_population *q = &city->staff;
    const sw_key key = sw_key_of(TEST_SEED, 0, SW_STREAM_SYNTHESIS, 0);
    static int32_t to[4096], at[4096];
    static uint32_t old[4096];
    assert_true(q->n <= 4096);
    for (int s = 0; s < city->n_sections; s++) {
        int n = 0;
        for (int i = city->first[s]; i < city->first[s + 1]; i++) {
            to[i] = i;
            if (q->grade[i] != SW_GRADE_HEAD)
                at[n++] = i;
        }
        shuffle(at, n, key, to);
    }
#define COLUMN(type, name, unit, en, ja)                                                 \
    memcpy(old, q->name, (size_t)q->n * sizeof *old);                                    \
    for (int i = 0; i < q->n; i++)                                                       \
        memcpy(&q->name[to[i]], &old[i], sizeof *old);
#include <sidework/population.def>
#undef COLUMN
    for (int k = 0; k < q->n; k++)
        q->by_id[k] = to[q->by_id[k]];
}

static uint32_t id_at(const sw_world *w, int position)
{
    return position == SW_NOBODY ? 0 : w->staff.id[position];
}

static void expect_same_ties(int i, int j)
{
    for (int k = 0; k < SW_TIES; k++) {
        const int x = i * SW_TIES + k, y = j * SW_TIES + k;
        assert_int_equal(id_at(&a.world, a.world.ties.to[x]),
                         id_at(&b.world, b.world.ties.to[y]));
        assert_true(a.world.ties.strength[x] == b.world.ties.strength[y]);
    }
}

static void expect_same_teams(void)
{
    assert_int_equal(a.world.teams->n, b.world.teams->n);
    for (int g = 0; g < a.world.teams->n; g++) {
        const sw_team *x = &a.world.teams->at[g], *y = &b.world.teams->at[g];
        assert_int_equal(x->number, y->number);
        for (int k = 0; k < x->seats; k++)
            assert_int_equal(id_at(&a.world, x->member[k]),
                             id_at(&b.world, y->member[k]));
    }
}

/* Everything of both worlds, people found by their number. */
static void expect_same_but_for_order(void)
{
    const char *what = "another order";
    assert_int_equal(a.world.staff.n, b.world.staff.n);
    for (int k = 0; k < a.world.staff.n; k++) {
        const int i = a.world.staff.by_id[k], j = b.world.staff.by_id[k];
        expect_same_person(i, j, what);
        expect_same_ties(i, j);
    }
    for (int s = 0; s < a.world.sections.n; s++) {
        int32_t *x = &a.world.sections.head[s], *y = &b.world.sections.head[s];
        const int32_t kept = *y;
        assert_int_equal(id_at(&a.world, *x), id_at(&b.world, *y));
        *y = *x; /* a position, the same person */
        expect_same_section(s, what);
        *y = kept;
    }
    expect_same_teams();
    assert_memory_equal(&a.world.ledger, &b.world.ledger, sizeof a.world.ledger);
}

/* The same city twice, in the second its people in another order, before its first month.
 */
static void open_relabelled(const char *const *settings)
{
    int moved = 0;
    simulation_open(&a, ATSUGI, settings);
    simulation_open(&b, ATSUGI, settings);
    relabel(&b.city);
    simulation_start(&a, 0);
    simulation_start(&b, 0);
    for (int i = 0; i < a.world.staff.n; i++)
        moved += a.world.staff.id[i] != b.world.staff.id[i];
    assert_true(2 * moved > a.world.staff.n);
}

static void expect_same_in_any_order(const char *const *settings, int months)
{
    open_relabelled(settings);
    while (a.world.t < months) {
        simulation_month(&a);
        simulation_month(&b);
        expect_same_but_for_order();
    }
    simulation_close(&a);
    simulation_close(&b);
}

#define ALL_AT_ONCE                                                                      \
    CALENDAR, "plan.first_start=2021-05", "plan.next_start=2021-05",                     \
        "plan.further_start=2021-05", "environment.hall_opening=2021-05",                \
        "dialogue.base_ties=6", "environment.epidemic_hours=2000",                       \
        "opportunity.team_rate=0.5"

/* Nobody moves, so the order lasts: nominations, applications, registrations, sessions,
 * ties, marks and lessons do not know it. Own work is left out: its minutes are rounded
 * in the order of people. */
static void test_order_of_people(void **state)
{
    static const char *const settings[] = {ALL_AT_ONCE, "workload.base_load=0",
                                           "personnel.enabled=false", NULL};
    (void)state;
    expect_same_in_any_order(settings, END);
}

/* And two Aprils with all who leave, rise, move and come; old colleagues are found by
 * where they sit, and so are left out. */
static void test_order_of_people_in_april(void **state)
{
    static const char *const settings[] = {ALL_AT_ONCE, "workload.base_load=0",
                                           "simulation.warm_up=0",
                                           "personnel.kept_colleagues=0", NULL};
    (void)state;
    expect_same_in_any_order(settings, END);
}

/* With own work: what a section has to do is the same to the minute, and what its people
 * are given to within one. */
static void test_order_of_people_with_work(void **state)
{
    static const char *const settings[] = {CALENDAR, "simulation.warm_up=0", NULL};
    (void)state;
    open_relabelled(settings);
    simulation_month(&a);
    simulation_month(&b);
    for (int s = 0; s < a.world.sections.n; s++) {
        assert_int_equal(a.world.sections.todo[s], b.world.sections.todo[s]);
        assert_int_equal(a.world.sections.scheduled[s], b.world.sections.scheduled[s]);
        assert_true(a.world.sections.pressure[s] == b.world.sections.pressure[s]);
    }
    for (int k = 0; k < a.world.staff.n; k++) {
        const int i = a.world.staff.by_id[k], j = b.world.staff.by_id[k];
        assert_int_equal(a.world.staff.id[i], b.world.staff.id[j]);
        assert_int_equal(a.world.staff.scheduled[i], b.world.staff.scheduled[j]);
        assert_true(abs(a.world.staff.load[i] - b.world.staff.load[j]) <= 1);
    }
    simulation_close(&a);
    simulation_close(&b);
}

/* Whatever order people come in, the engine's own sort puts them in the order of their
 * numbers: then nothing at all differs, own work, transfers and old colleagues included. */
static void test_any_order_is_sorted(void **state)
{
    static const char *const settings[] = {ALL_AT_ONCE, NULL};
    (void)state;
    open_relabelled(settings);
    assert_true(sw_world_hash(&a.world) != sw_world_hash(&b.world));
    sw_world_sort(&b.world);
    while (a.world.t < END) {
        assert_true(sw_world_hash(&a.world) == sw_world_hash(&b.world));
        simulation_month(&a);
        simulation_month(&b);
    }
    simulation_close(&a);
    simulation_close(&b);
}

/* What still goes by position (the rounding of own work, old colleagues, which of two
 * heads is the section's) therefore goes by number all the same: positions in a section
 * are always in the order of numbers. */
static void test_positions_follow_numbers(void **state)
{
    static const char *const settings[] = {ALL_AT_ONCE, NULL};
    (void)state;
    simulation_open(&a, ATSUGI, settings);
    simulation_start(&a, 0);
    while (a.world.t < END) {
        const sw_population *q = &a.world.staff;
        for (int i = 1; i < q->n; i++)
            assert_true(q->section[i - 1] < q->section[i] ||
                        (q->section[i - 1] == q->section[i] && q->id[i - 1] < q->id[i]));
        for (int k = 1; k < q->n; k++)
            assert_true(q->id[q->by_id[k - 1]] < q->id[q->by_id[k]]);
        simulation_month(&a);
    }
    simulation_close(&a);
}

/* ---- thresholds and horizon */

enum { FUTURES = 60, SHORT = 3, LONG = 7, N_THRESHOLDS = 3 };

static void run_futures(sw_results *results, const char *const *settings)
{
    static sw_diagnostics d;
    const sw_ensemble_options options = {
        .seed = TEST_SEED, .n_replications = FUTURES, .n_threads = 1};
    sw_scenario scenario;
    assert_int_equal(load_scenario(&scenario, NULL, settings, &d), SW_OK);
    assert_int_equal(
        sw_ensemble_run(results, &sw_model_city_hall, &scenario, "test", &options, &d),
        SW_OK);
    sw_scenario_free(&scenario);
}

/* First year reached, -1 for never. */
static int first_year(const sw_results *results, uint32_t r, int threshold)
{
    const sw_variable *v = sw_layout_find(&results->layout, "first_year_reached");
    return (int)sw_results_at(results, v, r)[threshold];
}

static int reached(const sw_results *results, int threshold)
{
    int n = 0;
    for (uint32_t r = 0; r < FUTURES; r++)
        n += first_year(results, r, threshold) >= 0;
    return n;
}

/* In every future: a lower threshold is reached no later, and a longer look finds what
 * the shorter one found, in the same year. */
static void test_threshold_and_horizon(void **state)
{
#define UNEVEN                                                                           \
    "opportunity.team_rate=1", "environment.disaster_rate=0.5",                          \
        "simulation.thresholds=[0.021, 0.025, 0.028]", "simulation.warm_up=0"
    static const char *const shorter[] = {UNEVEN, "simulation.years=3", NULL};
    static const char *const longer[] = {UNEVEN, "simulation.years=7", NULL};
    sw_results brief = {0}, far = {0};
    (void)state;
    run_futures(&brief, shorter);
    run_futures(&far, longer);
    for (uint32_t r = 0; r < FUTURES; r++) {
        for (int k = 0; k < N_THRESHOLDS; k++) {
            const int soon = first_year(&brief, r, k), late = first_year(&far, r, k);
            const int higher = k + 1 < N_THRESHOLDS ? first_year(&far, r, k + 1) : -1;
            assert_true(soon < 0 ? late < 0 || late > 2021 + SHORT : late == soon);
            assert_true(higher < 0 || (late >= 0 && late <= higher));
        }
    }
    for (int k = 0; k < N_THRESHOLDS; k++) /* some, not all: or nothing was asked */
        assert_true(reached(&brief, k) > 0 && reached(&brief, k) < reached(&far, k) &&
                    reached(&far, k) < FUTURES);
    assert_true(reached(&far, 0) > reached(&far, 1) &&
                reached(&far, 1) > reached(&far, 2));
    sw_results_free(&brief);
    sw_results_free(&far);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policies),
        cmocka_unit_test(test_section_alone),
        cmocka_unit_test(test_order_of_people),
        cmocka_unit_test(test_order_of_people_in_april),
        cmocka_unit_test(test_order_of_people_with_work),
        cmocka_unit_test(test_any_order_is_sorted),
        cmocka_unit_test(test_positions_follow_numbers),
        cmocka_unit_test(test_threshold_and_horizon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
