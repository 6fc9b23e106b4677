/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a design file to an exploration; see explore.h. */
#include "explore.h"

#include <string.h>

#include <sidework/boxes.h>
#include <sidework/design.h>
#include <sidework/findings.h>
#include <sidework/replication.h>
#include <sidework/uncertain.h>

#include "many.h"
#include "tell.h"

/* The scenario of all points must be sound by itself: what is wrong with it would be said
 * once for every point. */
static int check_base(const sw_model *model, const sw_design_file *design,
                      sw_diagnostics *d)
{
    int status = sw_model_check(model, &design->base, d);
    if (!status)
        status = sw_scenario_check_posterior(&design->base, d);
    if (!status && design->has_other)
        status =
            sw_fail(d, SW_INPUT,
                    "%s: other: a second policy is for `sidework sensitivity`; here "
                    "make its keys factors with values",
                    "%s: other: 比べる政策は sidework sensitivity で使います。ここでは"
                    "そのキーを values を持つ因子にしてください",
                    design->path);
    return status;
}

static int run(sw_many *many, FILE *out, sw_diagnostics *d)
{
    sw_exploration exploration = {0};
    sw_findings findings = {0};
    sw_boxes boxes = {.state = SW_BOXES_NOT_FOR_DESIGN};
    const sw_options *o = many->options;
    int status = sw_many_open(many);
    if (!status)
        status = sw_many_run(many, &exploration);
    if (!status)
        status = sw_findings_make(&findings, many->design, many->u, &exploration, d);
    if (!status)
        status = sw_boxes_find(&boxes, &findings, d);
    findings.boxes = boxes.state == SW_BOXES_NOT_FOR_DESIGN ? NULL : &boxes;
    if (!status) {
        status = sw_findings_write(&findings, many->output, many->replace, d);
        if (status)
            sw_many_tell_of_kept(many);
    }
    if (!status)
        status = sw_many_finish(many);
    if (!status)
        status = sw_tell_shown(o->json ? sw_findings_print_json(&findings, out)
                                       : sw_findings_print(&findings, out, o->language),
                               out, many->output, d);
    if (!status)
        sw_tell_result(o, many->output, many->there && atomic_load(&many->stored) == 0);
    sw_boxes_free(&boxes);
    sw_findings_free(&findings);
    sw_exploration_free(&exploration);
    sw_many_close(many);
    return status;
}

int sw_cli_explore(const sw_model *model, const sw_group *const *groups, int n_groups,
                   const sw_options *o, FILE *out, sw_diagnostics *d)
{
    sw_design_file design = {0};
    sw_points points = {0};
    if (o->n_files != 1)
        return sw_fail(d, SW_USAGE, "explore takes one DESIGN.cfg",
                       "explore には設計ファイルを１つ指定してください");
    int status = sw_design_file_read(&design, groups, n_groups, o->files[0], o->overrides,
                                     o->n_overrides, d);
    if (!status)
        status = check_base(model, &design, d);
    if (!status)
        status = sw_design_file_points(
            &design, sw_scenario_simulation(&design.base)->seed, &points, d);
    sw_many many = {.model = model,
                    .options = o,
                    .design = &design,
                    .u = points.at,
                    .n_points = (uint32_t)points.n,
                    .policies = 1,
                    .n_replications = design.replications,
                    .take = sw_findings_take,
                    .diagnostics = d};
    memcpy(many.digest, design.digest, sizeof many.digest);
    if (!status)
        status = o->estimate ? sw_many_estimate(&many, out) : run(&many, out, d);
    sw_points_free(&points);
    sw_design_file_free(&design);
    return status;
}
