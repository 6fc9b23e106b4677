/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters, for people: what was run, a table and a reading for each outcome. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matters_parts.h"

typedef sw_matters_printer printer;

sw_outcome_style sw_matter_style(const sw_matters *self, const sw_matter *matter)
{
    sw_outcome_style s = sw_outcome_style_of(matter->outcome);
    s.digits = s.factor > 1 && s.digits > 2 ? 2 : s.digits;
    if (self->plan->policies > 1) {
        s.unit = s.of_difference;
        s.unit_ja = s.of_difference_ja;
    }
    return s;
}

void sw_matter_name(const sw_matters *self, const sw_matter *matter, sw_language language,
                    char name[SW_MATTER_NAME_BYTES])
{
    const int ja = language == SW_JAPANESE;
    const sw_outcome_style s = sw_outcome_style_of(matter->outcome);
    const char *difference = ja ? "、政策間の差" : ", difference of the policies";
    if (self->plan->policies < 2)
        difference = "";
    if (sw_outcome_is_probability(matter->outcome))
        (void)snprintf(name, SW_MATTER_NAME_BYTES,
                       ja ? "%s（目標 %g％）%s" : "%s (threshold %g %%)%s",
                       ja ? s.ja : s.en, 100 * matter->threshold, difference);
    else
        (void)snprintf(name, SW_MATTER_NAME_BYTES, "%s%s", ja ? s.ja : s.en, difference);
}

void sw_matters_group(const sw_matters *self, int group, sw_language language,
                      char name[SW_MATTER_NAME_BYTES])
{
    const sw_matters_plan *plan = self->plan;
    const int ja = language == SW_JAPANESE;
    const sw_factor *x = &plan->design->factors[plan->members[group]];
    if (plan->sizes[group] > 1)
        (void)snprintf(name, SW_MATTER_NAME_BYTES,
                       ja ? "%.200s（因子 %d 個）" : "%.200s (%d factors)",
                       plan->names[group], plan->sizes[group]);
    else
        (void)snprintf(name, SW_MATTER_NAME_BYTES, "%.100s %.200s", x->path,
                       ja ? x->field->ja : x->field->en);
}

static void print_size(printer *p)
{
    const sw_matters *m = p->m;
    const sw_design_file *d = m->plan->design;
    const sw_results *r = &m->exploration->results;
    const unsigned long long seed = r->seed;
    const char *title = p->language == SW_JAPANESE ? r->title_ja : r->title;
    if (d->method == SW_DESIGN_morris)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "Morris screening of %s: %zu trajectories, %d factors in %d "
                      "groups, %u points, %u replication%s each, seed %llu, design "
                      "%.12s, sidework %s\n",
                      "モリス法による選別「%s」: 軌道 %zu 本、因子 %d 個（%d 群）、%u "
                      "点、各 %u 回%.0s、乱数の種 %llu、設計 %.12s、sidework %s\n"),
            title, m->plan->morris.trajectories, d->n_factors, m->plan->factors.n_groups,
            m->exploration->n_points, m->exploration->n_replications,
            m->exploration->n_replications == 1 ? "" : "s", seed, d->digest, r->version);
    else
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "Sobol' indices of %s: %zu rows (%s), %d factors in %d groups, "
                      "%u points, %u replication%s each, seed %llu, design %.12s, "
                      "sidework %s\n",
                      "ソボル指数「%s」: %zu 行（%s）、因子 %d 個（%d 群）、%u 点、各 %u "
                      "回%.0s、乱数の種 %llu、設計 %.12s、sidework %s\n"),
            title, m->plan->saltelli.rows,
            sw_saltelli_sampling(&m->plan->saltelli) == SW_SAMPLING_SOBOL
                ? sw_either(p->language, "Sobol' sequence", "ソボル列")
                : sw_either(p->language, "Latin hypercube", "ラテン超方格"),
            d->n_factors, m->plan->factors.n_groups, m->exploration->n_points,
            m->exploration->n_replications,
            m->exploration->n_replications == 1 ? "" : "s", seed, d->digest, r->version);
}

static void print_policies(printer *p)
{
    const sw_design_file *d = p->m->plan->design;
    if (p->m->plan->policies < 2)
        return;
    const struct sw_root *base = sw_scenario_root(&d->base);
    const struct sw_root *other = sw_scenario_root(&d->other);
    const int ja = p->language == SW_JAPANESE;
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "Outcomes are differences, future by future: the second policy "
                  "(%s) less the first (%s)\n",
                  "結果は同じ将来どうしの差: 第２の政策（%s） − 第１の政策（%s）\n"),
        ja && other->title_ja[0] ? other->title_ja : other->title,
        ja && base->title_ja[0] ? base->title_ja : base->title);
}

/* How many points failed, and why the first did. */
static void print_failures(printer *p)
{
    const sw_matters *m = p->m;
    uint32_t i = 0;
    if (m->n_failed == 0)
        return;
    while (!m->exploration->points[i].failed)
        i++;
    const sw_point *first = &m->exploration->points[i];
    (void)fprintf(p->stream,
                  sw_either(p->language,
                            "%u of %u points failed; what stands in one row with "
                            "them is left out; the first, point %u: %s\n",
                            "%u 点（全 %u 点）が失敗。同じ行・軌道の点は除いた。最初は"
                            "点 %u: %s\n"),
                  m->n_failed, m->exploration->n_points, i + 1,
                  p->language == SW_JAPANESE ? first->reason_ja : first->reason);
}

static void print_head(printer *p)
{
    const sw_matters *m = p->m;
    const sw_design_file *d = m->plan->design;
    const int ja = p->language == SW_JAPANESE;
    const char *question = ja ? d->question_ja : d->question;
    (void)fprintf(p->stream, "%s\n", ja ? d->title_ja : d->title);
    if (question[0])
        (void)fprintf(p->stream, "%s\n", question);
    print_size(p);
    print_policies(p);
    if (m->incomplete)
        (void)fputs(sw_either(p->language,
                              "INCOMPLETE: some replications are not done yet\n",
                              "未完: まだ終わっていない試行があります\n"),
                    p->stream);
    print_failures(p);
    if (m->n_left_to_chance)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "%d uncertain parameters are no factors here: what they do "
                      "counts as chance\n",
                      "不確かなパラメーターのうち %d 個は因子ではなく、その影響は偶然に"
                      "含まれる\n"),
            m->n_left_to_chance);
}

static void print_matter(printer *p, const sw_matter *matter)
{
    char name[SW_MATTER_NAME_BYTES];
    sw_matter_name(p->m, matter, p->language, name);
    (void)fprintf(p->stream, "\n%s\n", name);
    switch (sw_matter_variation(p->m, matter)) {
    case SW_VARIATION_CONSTANT:
    case SW_VARIATION_UNKNOWN:
    case SW_VARIATION_CHANCE:
        sw_matters_print_undefined(p, matter);
        return;
    case SW_VARIATION_CLEAR:
    case SW_VARIATION_NOISE:
        break;
    }
    if (p->m->plan->design->method == SW_DESIGN_morris)
        sw_matters_print_effects(p, matter);
    else
        sw_matters_print_indices(p, matter);
    sw_matters_print_words(p, matter);
}

int sw_matters_print(const sw_matters *self, FILE *stream, sw_language language)
{
    printer p = {.m = self, .stream = stream, .language = language};
    p.table = malloc(sizeof *p.table);
    if (!p.table)
        return SW_MEMORY;
    print_head(&p);
    for (int i = 0; i < self->n_outcomes; i++)
        print_matter(&p, &self->outcomes[i]);
    free(p.table);
    return ferror(stream) ? SW_IO : SW_OK;
}
