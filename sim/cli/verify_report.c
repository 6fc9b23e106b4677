/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See verify_report.h. */
#include "verify_report.h"

#include <inttypes.h>
#include <string.h>

enum { WHERE_BYTES = 256, SHOWN = 8 };

/* "side_work_rate_annual, fiscal_year 2025", "..., month 17, grade \"junior clerk\"". */
static void say_where(const sw_verification *v, const sw_difference *d, char *out,
                      size_t bytes)
{
    const sw_layout *l = &v->stored.layout;
    const sw_variable *variable = d->once ? NULL : sw_layout_find(l, d->name);
    size_t period = d->place;
    char category[WHERE_BYTES / 2] = "";
    if (!variable) {
        const int parameter =
            !d->once && d->place < (size_t)v->stored.n_parameters && v->stored.parameters;
        if (parameter)
            (void)snprintf(out, bytes, "%s", v->stored.parameters[d->place].path);
        else
            (void)snprintf(out, bytes, "%s[%zu]", d->name, d->place);
        return;
    }
    if (variable->dimension >= 0) {
        const sw_dimension *by = &l->dimensions[variable->dimension];
        period = d->place / (size_t)by->size;
        (void)snprintf(category, sizeof category, ", %s \"%.60s\"", by->name,
                       by->labels[d->place % (size_t)by->size]);
    }
    if (variable->period == SW_BY_YEAR)
        (void)snprintf(out, bytes, "%.80s, fiscal_year %d%s", d->name,
                       l->base_year + (int)period, category);
    else if (variable->period == SW_BY_MONTH)
        (void)snprintf(out, bytes, "%.80s, month %zu%s", d->name, period, category);
    else
        (void)snprintf(out, bytes, "%.80s%s", d->name, category);
}

int sw_verify_complain(const sw_verification *v, const sw_difference *d)
{
    char where[WHERE_BYTES], stored[32], again[32];
    say_where(v, d, where, sizeof where);
    sw_format_number(d->stored, stored, sizeof stored);
    sw_format_number(d->again, again, sizeof again);
    if (d->once)
        return sw_fail(v->messages, SW_INPUT,
                       "%s: summary: %s: %s is stored, the replications give %s (%" PRIu64
                       " differ in all); the file was changed after it was made: run the "
                       "scenario again",
                       "%s: 要約: %s: 保存値は %s、試行から求めると %s です（%" PRIu64
                       " 個が不一致）。作成後に変更されています。シナリオを再実行して"
                       "ください",
                       v->path, where, stored, again, d->different);
    return sw_fail(
        v->messages, SW_INPUT,
        "%s: replication %u: %s: %s is stored, run again it is %s (%" PRIu64
        " differ in all); the file was changed after it was made: run the "
        "scenario again",
        "%s: 試行 %u: %s: 保存値は %s、再実行では %s です（%" PRIu64
        " 個が不一致）。作成後に変更されています。シナリオを再実行してください",
        v->path, d->replication, where, stored, again, d->different);
}

/* "(0, 24, 49, 74, 99)", the first few. */
static void put_which(const sw_verification *v, FILE *out)
{
    int shown = 0;
    (void)fputs(" (", out);
    for (uint32_t r = 0; r < v->stored.n_replications; r++) {
        if (!v->which[r])
            continue;
        if (shown == SHOWN) {
            (void)fputs(", ...", out);
            break;
        }
        (void)fprintf(out, "%s%u", shown++ > 0 ? ", " : "", r);
    }
    (void)fputc(')', out);
}

static void put_comparison(const sw_verification *v, int ja, FILE *out)
{
    const sw_difference *d = &v->of_values;
    (void)fprintf(out, ja ? "  再実行        %u／%u 回" : "  run again     %u of %u",
                  v->n_again, v->stored.n_replications);
    if (v->n_again > 0)
        put_which(v, out);
    if (d->compared == 0)
        (void)fputs(ja ? ": 要約だけの結果なので比べる値なし\n"
                       : ": only summaries are stored, no values to compare\n",
                    out);
    else if (d->different)
        (void)fprintf(out,
                      ja ? ": %" PRIu64 " 個中 %" PRIu64 " 個が不一致\n"
                         : ": of %" PRIu64 " numbers %" PRIu64 " DIFFER\n",
                      d->compared, d->different);
    else
        (void)fprintf(out,
                      ja ? ": %" PRIu64 " 個すべて１ビットも違わない\n"
                         : ": %" PRIu64 " numbers, every bit the same\n",
                      d->compared);
}

static void put_summary(const sw_verification *v, int ja, FILE *out)
{
    const sw_difference *d = &v->of_summary;
    (void)fputs(ja ? "  要約          " : "  summary       ", out);
    if (d->compared == 0 && v->n_again == 0 && v->posterior)
        (void)fputs(
            ja ? "確認できない（事後分布から引いた値が保存されていない）\n"
               : "cannot be compared: the values drawn from the posterior were not "
                 "kept\n",
            out);
    else if (d->compared == 0)
        (void)fprintf(out,
                      ja ? "確認できない（-n %u で全試行を再実行すると確認できる）\n"
                         : "not compared; -n %u runs all again and compares it\n",
                      v->stored.n_replications);
    else if (d->different)
        (void)fprintf(out,
                      ja ? "%" PRIu64 " 個中 %" PRIu64 " 個が不一致\n"
                         : "of %" PRIu64 " numbers %" PRIu64 " DIFFER\n",
                      d->compared, d->different);
    else
        (void)fprintf(out,
                      ja ? "試行から求め直した %" PRIu64 " 個と１ビットも違わない\n"
                         : "%" PRIu64 " numbers, every bit what the replications give\n",
                      d->compared);
}

static void put_head(const sw_verification *v, int ja, FILE *out)
{
    const sw_results *r = &v->stored;
    (void)fprintf(out,
                  ja ? "  ダイジェスト  一致（破損なし）\n" : "  digest        right\n");
    (void)fprintf(out,
                  ja ? "  作成          sidework %s\n" : "  made by       sidework %s\n",
                  r->version);
    (void)fprintf(out,
                  ja ? "  シナリオ      %.12s…、乱数の種 %" PRIu64 "%s\n"
                     : "  scenario      %.12s..., seed %" PRIu64 "%s\n",
                  r->digest, r->seed,
                  !r->incomplete ? ""
                  : ja           ? "（未完了: 一部の試行だけ）"
                                 : " (INCOMPLETE: part of the replications)");
}

static const char *verdict(const sw_verification *v, int ja)
{
    if (v->status != SW_OK)
        return ja ? "検証できません" : "NOT verified";
    if (v->of_values.compared + v->of_summary.compared == 0)
        return ja ? "破損なし（数値は照合していない）" : "whole; no number was compared";
    return ja ? "検証できました" : "verified";
}

static void put_text(const sw_verification *v, int ja, FILE *out)
{
    const sw_results *r = &v->stored;
    (void)fprintf(out, "%s\n", v->path);
    if (v->stage >= SW_VERIFIED_DIGEST)
        put_head(v, ja, out);
    if (v->stage >= SW_VERIFIED_STRUCTURE)
        (void)fprintf(out,
                      ja ? "  構造          シナリオどおり（変数 %d、パラメータ %d）\n"
                         : "  structure     as its scenario makes it (%d variables, %d "
                           "parameters)\n",
                      r->layout.n_variables, r->n_parameters);
    if (v->stage >= SW_VERIFIED_VALUES) {
        put_comparison(v, ja, out);
        put_summary(v, ja, out);
    }
    (void)fprintf(out, ja ? "  結論          %s\n" : "  so it is      %s\n",
                  verdict(v, ja));
}

/* Passes each message on; with JSON it stands in the list as well. */
static void pass_on(sw_verify_report *self, const sw_verification *v,
                    sw_diagnostics *diagnostics)
{
    char *rest = NULL;
    for (char *line = strtok_r(v->messages->text, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        if (self->as_json)
            sw_json_text(&self->json, NULL, line);
        (void)sw_fail(diagnostics, v->status, "%s", "%s", line);
    }
    diagnostics->dropped += v->messages->dropped;
}

static void put_counts(sw_json *json, const char *key, const sw_difference *d)
{
    sw_json_open(json, key, '{');
    sw_json_unsigned(json, "compared", d->compared);
    sw_json_unsigned(json, "different", d->different);
    sw_json_close(json, '}');
}

static void put_json(sw_verify_report *self, const sw_verification *v,
                     sw_diagnostics *diagnostics)
{
    static const char *const stages[] = {"nothing", "digest", "structure", "values"};
    const sw_results *r = &v->stored;
    const int known = v->stage >= SW_VERIFIED_DIGEST;
    sw_json *json = &self->json;
    sw_json_open(json, NULL, '{');
    sw_json_integer(json, "schema_version", 1);
    sw_json_text(json, "file", v->path);
    sw_json_boolean(json, "verified", v->status == SW_OK);
    sw_json_text(json, "reached", stages[v->stage]);
    if (known) {
        sw_json_text(json, "version", r->version);
        sw_json_text(json, "scenario_digest", r->digest);
        sw_json_unsigned(json, "seed", r->seed);
        sw_json_integer(json, "replications", r->n_replications);
        sw_json_integer(json, "incomplete", r->incomplete != 0);
    }
    sw_json_open(json, "replications_again", '[');
    for (uint32_t i = 0; v->which && i < r->n_replications; i++) {
        if (v->which[i] && v->stage >= SW_VERIFIED_VALUES)
            sw_json_integer(json, NULL, i);
    }
    sw_json_close(json, ']');
    put_counts(json, "values", &v->of_values);
    put_counts(json, "summary", &v->of_summary);
    sw_json_open(json, "errors", '[');
    pass_on(self, v, diagnostics);
    sw_json_close(json, ']');
    sw_json_close(json, '}');
}

void sw_verify_report_begin(sw_verify_report *self)
{
    if (self->as_json && self->n_files > 1) /* one document */
        sw_json_open(&self->json, NULL, '[');
}

void sw_verify_report_file(sw_verify_report *self, const sw_verification *v,
                           sw_diagnostics *diagnostics)
{
    if (self->as_json) {
        put_json(self, v, diagnostics);
    } else {
        put_text(v, self->language == SW_JAPANESE, self->out);
        pass_on(self, v, diagnostics);
    }
}

void sw_verify_report_end(sw_verify_report *self)
{
    if (self->as_json && self->n_files > 1)
        sw_json_close(&self->json, ']');
}
