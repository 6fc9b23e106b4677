/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer in two sentences: how likely the last goal is in the scenario that goes
 * furthest, and where the rates end. */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>

enum { MOST_OTHERS = 3 }; /* that a sentence can name */

static const sw_number rate_number = {100, 2, "%", 0};
static const sw_number share_number = {100, 1, "%", 0};

static double ever(const sw_summary *m, int t)
{
    return m->p_ever_reached[(t + 1) * m->n_years - 1];
}

static double final_rate(const sw_summary *m, int q)
{
    return m->rate_annual_quantile[(q + 1) * m->n_years - 1];
}

/* Whether a goes further than b: the last goal decides, then those before, then the rate. */
static int further(const sw_summary *a, const sw_summary *b)
{
    const int n = a->n_thresholds < b->n_thresholds ? a->n_thresholds : b->n_thresholds;
    for (int t = n - 1; t >= 0; t--)
        if (ever(a, t) != ever(b, t))
            return ever(a, t) > ever(b, t);
    return final_rate(a, SW_MEDIAN) > final_rate(b, SW_MEDIAN);
}

static sw_text likely(double p)
{
    static const double bounds[] = {0.01, 0.1, 1.0 / 3, 2.0 / 3, 0.9, 0.99};
    int k = 0;
    while (k < 6 && p >= bounds[k])
        k++;
    return (sw_text)(SW_TEXT_LIKELY_0 + k);
}

static const char *range(sw_report *self, const sw_number *number, double low,
                         double high)
{
    char a[SW_NUMBER_BYTES], b[SW_NUMBER_BYTES];
    sw_number plain = *number;
    plain.suffix = "";
    sw_number_text(&plain, low, a);
    sw_number_text(number, high, b);
    return sw_arena_format(&self->arena, "%s–%s", a, b);
}

static const char *share(sw_report *self, const sw_number *number, double value)
{
    char text[SW_NUMBER_BYTES];
    sw_number_text(number, value, text);
    return sw_arena_copy(&self->arena, text);
}

static const char *goal(sw_report *self, const sw_run *run, int t)
{
    return sw_arena_format(&self->arena, "%g%%",
                           100 * run->results->layout.thresholds[t]);
}

/* "; 5%: 0.0%; 3%: 0.3%" */
static const char *other_goals(sw_report *self, const sw_run *run)
{
    const char *text = "";
    for (int t = run->summary->n_thresholds - 2; t >= 0; t--) {
        const char *const values[] = {goal(self, run, t),
                                      share(self, &share_number, ever(run->summary, t))};
        text = sw_arena_format(
            &self->arena, "%s%s", text,
            sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_ANSWER_OTHER_GOAL),
                          values, 2));
    }
    return text;
}

static void first_sentence(sw_report *self, const sw_run *run, sw_buffer *out)
{
    const sw_summary *m = run->summary;
    const int t = m->n_thresholds - 1;
    const double p = t < 0 ? NAN : ever(m, t), n = m->n_replications;
    double low, high;
    if (t < 0)
        return;
    sw_summary_interval(m, p, m->p_ever_reached_se[(t + 1) * m->n_years - 1], 0.95, &low,
                        &high);
    const sw_number whole = {1, 0, "", 0};
    const char *const values[] = {run->name,
                                  sw_say(self->language, likely(p)),
                                  goal(self, run, t),
                                  sw_year_name(self, self->base_year + m->n_years - 1),
                                  share(self, &whole, round(p * n)),
                                  share(self, &whole, n),
                                  range(self, &share_number, low, high),
                                  other_goals(self, run),
                                  sw_arena_format(&self->arena, "%d", self->n_runs)};
    const sw_text template = self->n_runs == 1 ? SW_TEXT_ANSWER_ONE
                             : p < 1.0 / 3     ? SW_TEXT_ANSWER_BEST
                                               : SW_TEXT_ANSWER_BEST_LIKELY;
    sw_buffer_fill(out, sw_say(self->language, template), values, 9, 1);
}

static void second_sentence(sw_report *self, int best, sw_buffer *out)
{
    const sw_summary *m = self->runs[best].summary;
    const char *others = "";
    int more = MOST_OTHERS;
    for (int k = 0; k < self->n_runs; k++) {
        const sw_summary *o = self->runs[k].summary;
        const char *const values[] = {self->names[k],
                                      share(self, &rate_number, final_rate(o, SW_MEDIAN)),
                                      range(self, &rate_number, final_rate(o, 0),
                                            final_rate(o, SW_N_QUANTILES - 1))};
        if (k != best && more-- > 0)
            others = sw_arena_format(
                &self->arena, "%s%s", others,
                sw_arena_fill(&self->arena,
                              sw_say(self->language, SW_TEXT_ANSWER_OTHER_RATE), values,
                              3));
    }
    const char *const values[] = {
        sw_year_name(self, self->base_year + m->n_years - 1),
        share(self, &rate_number, final_rate(m, SW_MEDIAN)),
        range(self, &rate_number, final_rate(m, 0), final_rate(m, SW_N_QUANTILES - 1)),
        others};
    sw_buffer_fill(out, sw_say(self->language, SW_TEXT_ANSWER_RATE), values, 4, 1);
}

void sw_report_answer(sw_report *self, sw_buffer *out)
{
    int best = 0;
    for (int k = 1; k < self->n_runs; k++)
        if (further(self->runs[k].summary, self->runs[best].summary))
            best = k;
    first_sentence(self, &self->runs[best], out);
    sw_buffer_put(out, sw_is_japanese(self) ? "" : " ");
    second_sentence(self, best, out);
}
