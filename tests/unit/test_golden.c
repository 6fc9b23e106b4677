/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of a small city, month by month, against committed digests: a change of the
 * code that changes a bit is seen and has to be explained. tests/golden/update.sh renews
 * them; it asks for the reason.
 */
#include "support/simulation.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATIONS = 2, N_MONTHS = 6, LINE = 512, ROWS = REPLICATIONS * N_MONTHS };

/* Before the base year, its first and last month, the first April of moves, phases of
 * the plan, the end. */
static const int months[N_MONTHS] = {-1, 0, 11, 12, 24, 47};

static simulation s;

static void make(char rows[ROWS][LINE])
{
    simulation_open(&s, "tests/golden/tiny.cfg", NULL);
    int n = 0;
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        simulation_start(&s, r);
        for (int k = 0; k < N_MONTHS; k++) {
            simulation_until(&s, months[k] + 1);
            (void)snprintf(rows[n++], LINE, "%u %d %016" PRIx64, r, months[k],
                           sw_world_hash(&s.world));
        }
    }
    simulation_close(&s);
}

/* One number for all rows: it ties the last reason in the file to its digests. */
static uint32_t checksum(char rows[ROWS][LINE], int n)
{
    uint32_t h = 2166136261u;
    for (int k = 0; k < n; k++) {
        for (const char *c = rows[k]; *c; c++)
            h = (h ^ (unsigned char)*c) * 16777619u;
    }
    return h;
}

static FILE *open_golden(void)
{
    char path[4096];
    const char *source = getenv("SOURCE_DIR");
    (void)snprintf(path, sizeof path, "%s/tests/golden/state.txt",
                   source ? source : "../..");
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s cannot be read", path);
    return file;
}

static void test_states(void **state)
{
    static char made[ROWS][LINE], kept[ROWS][LINE];
    char line[LINE], reason[LINE] = "", expected[LINE];
    int n = 0;
    (void)state;
    make(made);
    FILE *file = open_golden();
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#')
            memcpy(reason, line, sizeof reason);
        else if (n < ROWS)
            memcpy(kept[n++], line, sizeof line);
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(n, ROWS);
    for (int k = 0; k < ROWS; k++) {
        if (strcmp(made[k], kept[k]) != 0)
            fail_msg("the state is %s, committed is %s (replication, month, digest); if "
                     "this is "
                     "meant, say why: tests/golden/update.sh",
                     made[k], kept[k]);
    }
    (void)snprintf(expected, sizeof expected, "# %08" PRIx32 " ", checksum(kept, n));
    if (strncmp(reason, expected, strlen(expected)) != 0)
        fail_msg("the last reason does not belong to these digests (%s): use "
                 "tests/golden/update.sh",
                 expected);
}

/* The digests are worth something only if everything happens in the small city. */
static void test_everything_happens(void **state)
{
    (void)state;
    simulation_open(&s, "tests/golden/tiny.cfg", NULL);
    simulation_run(&s, 0);
    double by_kind[SW_N_KINDS] = {0};
    for (int y = 0; y < 4; y++) {
        for (int k = 0; k < SW_N_KINDS; k++)
            by_kind[k] += recorded(&s, SW_INDICATOR_side_work_hours_by_kind, y)[k];
    }
    for (int k = 0; k < SW_N_KINDS; k++)
        assert_true(by_kind[k] > 0.0);
    assert_true(*recorded(&s, SW_INDICATOR_phase_in_force, 47) == SW_PHASE_FURTHER);
    assert_true(*recorded(&s, SW_INDICATOR_cooperators, 47) > 0.0);
    assert_true(*recorded(&s, SW_INDICATOR_understanding, 3) > 0.0);
    assert_true(s.world.staff.next_id >
                (uint32_t)s.city.n_staff + 1); /* somebody was hired */
    simulation_close(&s);
}

static int update(const char *reason)
{
    static char rows[ROWS][LINE];
    make(rows);
    printf("# %08" PRIx32 " %s\n", checksum(rows, ROWS), reason);
    for (int k = 0; k < ROWS; k++)
        printf("%s\n", rows[k]);
    return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_everything_happens),
    };
    if (argc == 3 && strcmp(argv[1], "--update") == 0)
        return update(argv[2]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
