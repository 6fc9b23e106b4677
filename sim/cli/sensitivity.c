/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a design file to what matters; see sensitivity.h. */
#include "sensitivity.h"

#include <string.h>

#include <sidework/findings.h>
#include <sidework/matters.h>
#include <sidework/replication.h>
#include <sidework/uncertain.h>

#include "many.h"
#include "tell.h"

/* What is wrong with a policy by itself would be said once for every point. */
static int check_policies(const sw_model *model, const sw_design_file *design,
                          sw_diagnostics *d)
{
    int status = sw_model_check(model, &design->base, d);
    if (!status)
        status = sw_scenario_check_posterior(&design->base, d);
    if (!status && design->has_other)
        status = sw_model_check(model, &design->other, d);
    if (!status && design->has_other)
        status = sw_scenario_check_posterior(&design->other, d);
    return status;
}

static int run(sw_many *many, const sw_matters_plan *plan, FILE *out, sw_diagnostics *d)
{
    sw_exploration exploration = {0};
    sw_matters matters = {0};
    const sw_options *o = many->options;
    int status = sw_many_open(many);
    if (!status)
        status = sw_many_run(many, &exploration);
    if (!status)
        status = sw_matters_make(&matters, plan, &exploration, d);
    if (!status) {
        status = sw_matters_write(&matters, many->output, many->replace, d);
        if (status)
            sw_many_tell_of_kept(many);
    }
    if (!status)
        status = sw_many_finish(many);
    if (!status)
        status = sw_tell_shown(o->json ? sw_matters_print_json(&matters, out)
                                       : sw_matters_print(&matters, out, o->language),
                               out, many->output, d);
    if (!status)
        sw_tell_result(o, many->output, many->there && atomic_load(&many->stored) == 0);
    sw_matters_free(&matters);
    sw_exploration_free(&exploration);
    sw_many_close(many);
    return status;
}

int sw_cli_sensitivity(const sw_model *model, const sw_group *const *groups, int n_groups,
                       const sw_options *o, FILE *out, sw_diagnostics *d)
{
    sw_design_file design = {0};
    sw_matters_plan plan = {0};
    if (o->n_files != 1)
        return sw_fail(d, SW_USAGE, "sensitivity takes one DESIGN.cfg",
                       "sensitivity には設計ファイルを１つ指定してください");
    int status = sw_design_file_read(&design, groups, n_groups, o->files[0], o->overrides,
                                     o->n_overrides, d);
    if (!status)
        status = check_policies(model, &design, d);
    if (!status)
        status = sw_matters_plan_make(&plan, &design, design.replications,
                                      sw_scenario_simulation(&design.base)->seed, d);
    sw_many many = {.model = model,
                    .options = o,
                    .design = &design,
                    .u = plan.points.at,
                    .n_points = (uint32_t)plan.points.n,
                    .policies = plan.policies,
                    .first = plan.points.first,
                    .n_replications = design.replications,
                    .take = sw_findings_take,
                    .diagnostics = d};
    memcpy(many.digest, design.digest, sizeof many.digest);
    if (!status)
        status = o->estimate ? sw_many_estimate(&many, out) : run(&many, &plan, out, d);
    sw_matters_plan_free(&plan);
    sw_design_file_free(&design);
    return status;
}
