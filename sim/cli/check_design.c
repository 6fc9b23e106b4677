/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See check_design.h. Points of morris and saltelli are made by `sensitivity`, so only their
 * factors are counted. */
#include "check_design.h"

#include <sidework/design.h>
#include <sidework/design_file.h>
#include <sidework/replication.h>

typedef struct summary {
    const char *method;
    size_t points; /* 0: not for `explore` */
    int factors;
    unsigned replications;
} summary;

static int look(const sw_check *self, const char *path, summary *to, sw_diagnostics *d)
{
    sw_design_file design = {0};
    sw_points points = {0};
    int status = sw_design_file_read(&design, self->groups, self->n_groups, path,
                                     self->overrides, self->n_overrides, d);
    if (!status)
        status = sw_model_check(self->model, &design.base, d);
    if (!status && design.has_other)
        status = sw_model_check(self->model, &design.other, d);
    const int explored =
        design.method != SW_DESIGN_morris && design.method != SW_DESIGN_saltelli;
    if (!status && explored)
        status = sw_design_file_points(
            &design, sw_scenario_simulation(&design.base)->seed, &points, d);
    if (!status)
        *to = (summary){sw_design_method_names[design.method], points.n, design.n_factors,
                        design.replications};
    sw_points_free(&points);
    sw_design_file_free(&design);
    return status;
}

int sw_cli_check_design(const sw_check *self, const char *path)
{
    const int ja = self->diagnostics && self->diagnostics->language == SW_JAPANESE;
    summary s;
    if (self->effective || self->estimate)
        return sw_fail(
            self->diagnostics, SW_USAGE,
            "%s: is a design; --effective is for its scenario, and what it takes "
            "says explore --estimate",
            "%s: 設計ファイルです。--effective はそのシナリオに、所要の見込みは "
            "explore --estimate に使ってください",
            path);
    const int status = look(self, path, &s, self->diagnostics);
    if (status)
        return status;
    if (s.points > 0)
        fprintf(
            self->out,
            ja ? "%s: 問題なし（設計 %s、%zu 点、%d 因子、各 %u 回%.0s）\n"
               : "%s: ok (design %s: %zu points of %d factors, %u replication%s each)\n",
            path, s.method, s.points, s.factors, s.replications,
            s.replications == 1 ? "" : "s");
    else
        fprintf(self->out,
                ja ? "%s: 問題なし（設計 %s、%d 因子、各 %u 回%.0s）\n"
                   : "%s: ok (design %s: %d factors, %u replication%s each)\n",
                path, s.method, s.factors, s.replications,
                s.replications == 1 ? "" : "s");
    return fflush(self->out) != 0 || ferror(self->out)
               ? sw_fail(self->diagnostics, SW_IO, "%s: the answer could not be written",
                         "%s: 結果を書き出せませんでした", path)
               : SW_OK;
}

int sw_cli_check_design_json(const sw_check *self, const char *path, sw_json *json,
                             sw_diagnostics *found)
{
    summary s = {0};
    const int status = look(self, path, &s, found);
    sw_json_boolean(json, "ok", status == SW_OK);
    if (status) {
        sw_json_null(json, "design");
        return status;
    }
    sw_json_text(json, "design", s.method);
    sw_json_integer(json, "points", (int64_t)s.points);
    sw_json_integer(json, "factors", s.factors);
    sw_json_integer(json, "replications", s.replications);
    return status;
}
