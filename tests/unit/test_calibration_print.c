/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `calibrate` says of a made-up outcome: what was learned and what not, facts that
 * contradict, what to do next; each sentence where it is true, and only there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <sidework/calibration.h>
#include <sidework/display.h>

enum { PARAMETERS = 4, DATA = SW_TABLE_ROWS + 3 };

static sw_calibrated_parameter parameters[PARAMETERS];
static sw_calibrated_datum data[DATA];
static sw_calibrated_generation generations[3];
static double correlation[PARAMETERS * DATA], only_this[PARAMETERS * DATA],
    determined[PARAMETERS], combination[PARAMETERS * PARAMETERS];
static sw_calibration c;
static char text[65536];

/* Nothing learned, all well: the tests change what they are about. */
static int make(void **state)
{
    static const char *const paths[PARAMETERS] = {"dialogue.reach", "evaluation.credit",
                                                  "evaluation.cost", "dial.a"};
    (void)state;
    memset(correlation, 0, sizeof correlation);
    memset(only_this, 0, sizeof only_this);
    memset(determined, 0, sizeof determined);
    generations[2] = (sw_calibrated_generation){0.716, 0.208, 905, 15000};
    memset(combination, 0, sizeof combination);
    for (int k = 0; k < PARAMETERS; k++) {
        parameters[k] = (sw_calibrated_parameter){.path = paths[k],
                                                  .unit = "1",
                                                  .en = "e",
                                                  .ja = "j",
                                                  .prior = {0.1, 0.2, 0.3},
                                                  .posterior = {0.21, 0.22, 0.23},
                                                  .place = {0.5, 0.6, 0.7},
                                                  .contraction = 0.1 * k,
                                                  .contraction_error = 0.05};
        combination[k * PARAMETERS + k] = 1;
    }
    for (int k = 0; k < DATA; k++)
        data[k] = (sw_calibrated_datum){.name = k ? "other" : "first",
                                        .text = "a fact",
                                        .text_ja = "事実",
                                        .observed = 0.44,
                                        .prior = {0.1, 0.2, 0.3},
                                        .posterior = {0.4, 0.43, 0.46},
                                        .prior_p = 0.31,
                                        .posterior_p = 0.62,
                                        .left_out_z = NAN};
    c = (sw_calibration){.title = "City",
                         .title_ja = "市",
                         .facts = "survey",
                         .facts_ja = "調査",
                         .digest = "0123456789abcdef",
                         .version = "test",
                         .end = "TOLERANCE",
                         .end_en = "it did",
                         .end_ja = "終わり",
                         .effective = 500,
                         .particles = 1000,
                         .n_draws = 1000,
                         .n_parameters = PARAMETERS,
                         .n_data = 2,
                         .n_generations = 3,
                         .generations = generations,
                         .correlation = correlation,
                         .only_this = only_this,
                         .determined = determined,
                         .combination = combination,
                         .parameters = parameters,
                         .data = data};
    return 0;
}

static void print(sw_language language)
{
    FILE *f = fmemopen(text, sizeof text - 1, "w");
    assert_non_null(f);
    memset(text, 0, sizeof text);
    assert_int_equal(sw_calibration_print(&c, f, language), SW_OK);
    assert_int_equal(fclose(f), 0);
    char *to = text; /* one blank for many: how columns are set is display.c's */
    for (const char *at = text; *at; at++)
        if (*at != ' ' || to == text || to[-1] != ' ')
            *to++ = *at;
    *to = '\0';
}

static const char *says(const char *words)
{
    const char *at = strstr(text, words);
    if (!at)
        fail_msg("'%s' is not in:\n%s", words, text);
    return at;
}

static void says_not(const char *words)
{
    if (strstr(text, words))
        fail_msg("'%s' is in:\n%s", words, text);
}

static void what_stays_is_counted_by_group(void **state)
{
    (void)state;
    print(SW_ENGLISH);
    says("of 4 uncertain parameters, 0\n");
    says("Stayed as assumed: 4");
    says(
        "every projection: dialogue 1, evaluation 2, dial 1\n"); /* dial is not dialogue */
    says("In short: of 4 uncertain parameters the facts narrow none.\n 4 stay as "
         "assumed");
    says_not("Which fact tells of what");
    says_not("were left out");
    print(SW_JAPANESE);
    says("dialogue 1、evaluation 2、dial 1\n");
    says("要点: 不確かな値 4 個のうち、観測値から絞れたものはない。\n 残る 4 "
         "個は仮定のまま");
    for (int k = 0; k < PARAMETERS; k++)
        parameters[k].learned = 1;
    print(SW_ENGLISH);
    says_not("Stayed as assumed");
    says_not("stay as assumed");
}

static void what_is_learned_comes_best_first(void **state)
{
    (void)state;
    parameters[1].learned = parameters[2].learned = 1;
    parameters[2].shift = -1.25;
    correlation[1 * 2 + 0] = 0.3;
    correlation[1 * 2 + 1] = -0.8; /* the sign does not matter */
    correlation[2 * 2 + 0] = 0.5;
    correlation[2 * 2 + 1] = 0.12; /* within four errors of 1,000 particles: not named */
    only_this[2 * 2 + 0] = 0.37;
    parameters[2].explained = 0.6;
    parameters[1].contraction_error = 0.004; /* never "± 0%" */
    c.failed = 7;
    print(SW_ENGLISH);
    says("of 4 uncertain parameters, 2\n");
    says("7 simulations had a fact of nobody");
    says("every projection: dialogue 1, dial 1\n");
    const char *cost = says("evaluation.cost"), *credit = says("evaluation.credit");
    assert_true(cost < credit);
    says("0.22 (0.21–0.23) 20 ± 5% -1.25 ..........--o--......\n");
    says("In short: of 4 uncertain parameters the facts narrow 2; best known now: e; "
         "e.\n");
    says("Which fact tells of what");
    says("60% first +0.50 37% e\n");
    says(" 0% other -0.80 0% first +0.30 e\n");
    says("10 ± <1%");
    /* what a file may hold; nothing is drawn outside the picture */
    parameters[2].place[0] = -HUGE_VAL;
    parameters[2].place[1] = NAN;
    parameters[2].place[2] = 1e300;
    print(SW_JAPANESE);
    says("-1.25 o--------------------\n");
    says("どの観測値が何を語るか");
    says("最もよく分かったのは「j」、「j」。\n");
    c.chance = 1;
    print(SW_ENGLISH);
    says("Which fact tells of what: too few particles to say\n");
}

static void combinations_are_told_where_they_are_known(void **state)
{
    (void)state;
    combination[0] = 0.8;
    combination[1] = -0.6;
    determined[0] = 1.2; /* an estimate may exceed 1 */
    print(SW_ENGLISH);
    says("Known together rather than alone");
    says(" +0.80 dialogue.reach -0.60 evaluation.credit (100%)\n");
    print(SW_JAPANESE);
    says("-0.60 evaluation.credit （100%）\n");
    parameters[0].explained = 0.9; /* each is known by itself: nothing to add */
    parameters[1].explained = 0.9;
    print(SW_ENGLISH);
    says_not("Known together");
    make(NULL);
    determined[0] = 0.9;
    c.chance = 0.3; /* few particles: combinations are mixed at random */
    print(SW_ENGLISH);
    says_not("Known together");
}

static void facts_are_told_with_their_conflicts(void **state)
{
    (void)state;
    print(SW_ENGLISH);
    says("a fact 0.44 0.2 (0.1–0.3) 0.43 (0.4–0.46) 0.31 "
         "0.62\n");
    says("Conflicts: none");
    data[1].conflict = 1;
    data[1].posterior_p = -0.001; /* printed as small, never as nought */
    data[1].left_out_z = 4.26;
    print(SW_ENGLISH);
    says("<0.01 !\n");
    says("Conflicts: 1 (marked !");
    says(" 1 of the facts do not go with the model or each other (below)");
    says(" other: a fact (+4.3 standard deviations from what the others predict)\n");
    says_not(" first: a fact");
    print(SW_JAPANESE);
    says(" other: 事実（ほかの観測値からの予測との隔たり +4.3 標準偏差）\n");
    data[1].left_out_z = NAN;
    print(SW_ENGLISH);
    says(" other: a fact\n");
    data[0].conflict = 1;
    data[0].left_out_z = -5.5;
    c.n_data = 1; /* then there are no others */
    print(SW_ENGLISH);
    says(" first: a fact (-5.5 standard deviations from what the model predicts)\n");
    print(SW_JAPANESE);
    says("（モデルの予測との隔たり -5.5 標準偏差）\n");
}

static void facts_beyond_a_table_are_counted(void **state)
{
    (void)state;
    c.n_data = DATA;
    print(SW_ENGLISH);
    int shown = 0;
    for (const char *at = text; (at = strstr(at, "a fact ")); at++)
        shown++;
    char more[64];
    (void)snprintf(more, sizeof more, "(and %d more; all are in the file)", DATA - shown);
    says(more);
    assert_true(shown > 20 && shown < DATA);
    c.n_data = shown;
    print(SW_ENGLISH);
    says_not("more; all are in the file");
}

static void the_next_step_is_the_one_that_helps(void **state)
{
    (void)state;
    print(SW_ENGLISH);
    says("1000 draws, worth 500 independent ones (effective sample size)");
    says(" about 5% by chance"); /* 1.5 / sqrt(2 x 500) */
    says("tolerance lowered 2 times, to 0.716; 21% of proposals accepted, 905 different");
    says_not("Careful");
    says_not("Next:");
    c.end = "SIMULATIONS";
    print(SW_ENGLISH);
    says("Next: the tolerance could still fall");
    says_not("Careful");
    c.n_generations = 1; /* only the prior's simulations: regression does all */
    print(SW_ENGLISH);
    says("Careful: a first look only; the tolerance was never lowered.");
    says_not("tolerance lowered");
    print(SW_JAPANESE);
    says("注意: 許容差を一度も下げておらず");
    c.n_generations = 2;
    print(SW_ENGLISH);
    says("tolerance lowered 1 time, to");
    c.end = "SECONDS";
    print(SW_JAPANESE);
    says("許容差はまだ下げられる");
    c.effective = 99;
    print(SW_ENGLISH);
    says("Next: too few independent draws to trust the intervals");
    says("about 11% by chance");
    says_not("the tolerance could still fall");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_stays_is_counted_by_group, make),
        cmocka_unit_test_setup(what_is_learned_comes_best_first, make),
        cmocka_unit_test_setup(combinations_are_told_where_they_are_known, make),
        cmocka_unit_test_setup(facts_are_told_with_their_conflicts, make),
        cmocka_unit_test_setup(facts_beyond_a_table_are_counted, make),
        cmocka_unit_test_setup(the_next_step_is_the_one_that_helps, make)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
