/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `compare` reads and where its answer goes; what it is, is in output/compare*.c. */
#include "compare.h"

#include "inputs.h"

#include <sidework/compare.h>
#include <sidework/result.h>

/* The group of the scenario that the synthetic staff is made from (models/staff.def). */
static const char staff_group[] = "staff";

/* A file without replications still has what its summary says. */
static int add(sw_comparison *comparison, const char *path, sw_diagnostics *d)
{
    sw_results results = {0};
    sw_summary summary = {0};
    int status = sw_result_read(&results, path, d);
    if (!status && results.layout.n_variables == 0)
        status = sw_result_read_summary(&summary, path, d);
    if (!status)
        status = sw_comparison_add(comparison, &results, &summary, path, d);
    sw_summary_free(&summary);
    sw_results_free(&results);
    return status;
}

static int put(const sw_comparison *c, const sw_options *o, FILE *out, sw_diagnostics *d)
{
    int status = SW_OK;
    if (o->output)
        status = sw_comparison_write(c, o->output, o->force, d);
    if (status)
        return status;
    status = o->json ? sw_comparison_print_json(c, out)
                     : sw_comparison_print(c, out, o->language);
    if (status)
        return sw_fail(d, status, "the comparison could not be written",
                       "比較の結果を書き出せません");
    if (o->output && !o->quiet)
        fprintf(stderr,
                o->language == SW_JAPANESE ? "比較の結果: %s\n" : "comparison: %s\n",
                o->output);
    return status;
}

int sw_cli_compare(const sw_options *o, FILE *out, sw_diagnostics *d)
{
    sw_comparison comparison = {0};
    int status = SW_OK;
    if (o->n_files < 2)
        return sw_fail(
            d, SW_USAGE, "compare takes the base and at least one RESULT.h5 more",
            "compare には基準の結果ファイルと、比べる結果ファイルを１つ以上指定して"
            "ください");
    if (o->output)
        status = sw_result_check_output(o->output, o->force, d);
    for (int k = 0; o->output && k < o->n_files && !status; k++)
        status = sw_inputs_keep(o->output, o->files[k], d);
    if (status)
        return status;
    for (int k = 0; k < o->n_files && status != SW_MEMORY; k++) {
        const int this_one = add(&comparison, o->files[k], d);
        status = status ? status : this_one;
    }
    if (!status)
        status = sw_comparison_make(&comparison, staff_group, d);
    if (!status)
        status = put(&comparison, o, out, d);
    sw_comparison_free(&comparison);
    return status;
}
