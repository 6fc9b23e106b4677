/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What colleagues take on of work left undone: reckoned once more from the columns of the
 * first month in which it matters, beside the same month without cover. */
#include "support/side_by_side.h"

#include <math.h>

static side_by_side pair;

/* Much side work in busy sections, so that own work is left. */
#define BUSY                                                                             \
    "simulation.warm_up=0", "simulation.years=1", "opportunity.support_rate=0.5",        \
        "environment.epidemic_hours=4000", "workload.base_load=140"

/* Scheduled time of a section that neither side work nor own work filled, if nobody covers:
 * who has no overtime has scheduled - side work - own share to spare. */
static int64_t slack_of(const sw_world *w, int k)
{
    const sw_population *q = &w->staff;
    const int64_t todo = w->sections.todo[k], left = todo - w->sections.received[k];
    int64_t upto = 0, given = 0, slack = 0;
    for (int i = w->sections.first[k]; i < w->sections.first[k + 1]; i++) {
        upto += q->load[i];
        const int64_t share = todo > 0 ? left * upto / todo - given : 0;
        given += share;
        const int64_t spare = q->scheduled[i] - sw_side_minutes(q, i) - share;
        slack += q->active[i] && spare > 0 ? spare : 0;
    }
    return slack;
}

static void test_cover(void **state)
{
    static const char *const none[] = {BUSY, "workload.cover=0", NULL};
    static const char *const half[] = {BUSY, "workload.cover=0.5", NULL};
    static const int accounts[] = {SECTION_done, SECTION_lapsed, SECTION_backlog,
                                   N_PARTS};
    int covered = 0, limited_by_slack = 0;
    (void)state;
    pair_open(&pair, none, half);
    while (pair.differs[SECTION_done] == NEVER && pair.a.world.t < 12)
        pair_month(&pair);
    expect_difference(&pair, "cover", SECTION_done);
    expect_only(&pair, "cover, first month", accounts); /* nobody's overtime */
    for (int k = 0; k < pair.a.world.sections.n; k++) {
        const sw_sections *a = &pair.a.world.sections, *b = &pair.b.world.sections;
        const int64_t left = (int64_t)a->todo[k] - a->received[k] - a->done[k];
        const int64_t slack = slack_of(&pair.a.world, k);
        const int64_t wanted = (int64_t)floor((double)left * 0.5);
        assert_int_equal(b->done[k] - a->done[k], wanted < slack ? wanted : slack);
        covered += b->done[k] > a->done[k];
        limited_by_slack += wanted > slack && slack > 0;
    }
    print_message("%d sections cover, %d to the last minute\n", covered,
                  limited_by_slack);
    assert_true(covered >= 3);
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cover)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
