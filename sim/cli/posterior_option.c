/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A posterior's file where others are named: `run --posterior`, `info`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/calibration.h>
#include <sidework/uncertain.h>

#include "calibrate.h"
#include "inputs.h"

enum { LONGEST_TITLE = 120 }; /* bytes of it in a message */

static const char *title_of(const sw_calibration *c, sw_language language)
{
    return language == SW_JAPANESE ? c->title_ja : c->title;
}

/* The synthetic staff, from its group in the effective text to the end of the group. */
static size_t staff_of(const char *effective, const char **begin)
{
    *begin = effective ? strstr(effective, "\nstaff = {\n") : NULL;
    const char *end = *begin ? strstr(*begin, "\n};\n") : NULL;
    return end ? (size_t)(end - *begin) : 0;
}

/* What was learned of one city may not hold in another: that is said, not forbidden. */
static void compare_cities(const sw_calibration *c, const sw_scenario *scenario,
                           const sw_options *options)
{
    const char *there, *here;
    const int ja = options->language == SW_JAPANESE;
    const char *title = title_of(c, options->language);
    const size_t n = staff_of(c->scenario, &there);
    if (n == staff_of(scenario->effective, &here) &&
        (n == 0 || memcmp(there, here, n) == 0))
        return;
    fprintf(stderr,
            ja ? "注意: %s: 「%.*s」から学んだ事後分布で、職員の構成がこのシナリオ"
                 "とは異なります。その市で分かったことがここでも成り立つとは限りません\n"
               : "note: %s: was learned from \"%.*s\", whose staff is another than this "
                 "scenario's; what was learned there may not hold here\n",
            options->posterior, sw_whole(title, LONGEST_TITLE), title);
}

int sw_posterior_option(const sw_options *options, sw_scenario *scenario,
                        sw_diagnostics *diagnostics)
{
    sw_calibration c = {0};
    const char **paths = NULL;
    const sw_language language = diagnostics ? diagnostics->language : SW_ENGLISH;
    if (!options->posterior)
        return SW_OK;
    int status = sw_calibration_read(&c, options->posterior, diagnostics);
    if (!status) {
        paths = calloc((size_t)c.n_parameters + 1, sizeof *paths);
        if (!paths)
            status = sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    }
    for (int k = 0; !status && k < c.n_parameters; k++)
        paths[k] = c.parameters[k].path;
    if (!status)
        status =
            sw_scenario_take_posterior(scenario, (uint32_t)c.n_draws, c.n_parameters,
                                       paths, c.values, c.posterior_digest, diagnostics);
    if (!status)
        compare_cities(&c, scenario, options);
    if (status == SW_INPUT && c.n_parameters > 0)
        (void)sw_fail(diagnostics, status,
                      "%s: was learned from \"%.*s\" and does not go with this scenario",
                      "%s: 「%.*s」から学んだ事後分布で、このシナリオには使えません",
                      options->posterior, sw_whole(title_of(&c, language), LONGEST_TITLE),
                      title_of(&c, language));
    free(paths);
    sw_calibration_free(&c);
    return status;
}

int sw_cli_info_posterior(const char *path, const sw_options *options, FILE *out,
                          sw_diagnostics *diagnostics)
{
    sw_calibration c = {0};
    int status = sw_calibration_read(&c, path, diagnostics);
    if (!status)
        status = options->json ? sw_calibration_print_json(&c, out)
                               : sw_calibration_print(&c, out, options->language);
    if (status == SW_IO && diagnostics && diagnostics->count == 0)
        (void)sw_fail(diagnostics, status, "%s: the answer could not be written",
                      "%s: 結果を書き出せませんでした", path);
    sw_calibration_free(&c);
    return status;
}
