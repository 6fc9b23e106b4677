/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer in two sentences: how likely the last goal is in the scenario that goes
 * furthest, and where the rates end. */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>

enum { MOST_OTHERS = 3 }; /* that a sentence can name */

static const sw_number rate_number = {100, 2, "%", 0};
static const sw_number share_number = {100, 1, "%", 0};
static const sw_number whole_number = {1, 0, "", 0};

static double ever(const sw_summary *m, int t, int year)
{
    return m->p_ever_reached[t * m->n_years + year];
}

static double rate(const sw_summary *m, int q, int year)
{
    return m->rate_annual_quantile[q * m->n_years + year];
}

/* The last year that both have: results of different length are not compared at their ends. */
static int last_year(const sw_summary *a, const sw_summary *b)
{
    return (a->n_years < b->n_years ? a->n_years : b->n_years) - 1;
}

/* Whether a goes further than b: the last goal decides, then those before, then the rate. */
static int further(const sw_summary *a, const sw_summary *b)
{
    const int n = a->n_thresholds < b->n_thresholds ? a->n_thresholds : b->n_thresholds;
    const int year = last_year(a, b);
    for (int t = n - 1; t >= 0; t--)
        if (ever(a, t, year) != ever(b, t, year))
            return ever(a, t, year) > ever(b, t, year);
    return rate(a, SW_MEDIAN, year) > rate(b, SW_MEDIAN, year);
}

/* Class of a probability, 0 to 6. */
static int class_of(double p)
{
    static const double bounds[] = {0.01, 0.1, 1.0 / 3, 2.0 / 3, 0.9, 0.99};
    int k = 0;
    while (k < 6 && p >= bounds[k])
        k++;
    return k;
}

/* The words for a probability between low and high; none where they would have to span more
 * than two classes: that many futures cannot tell. */
static int likely(double low, double high, sw_text *words)
{
    const int from = class_of(low), to = class_of(high);
    *words = (sw_text)(from == to ? SW_TEXT_LIKELY_0 + from : SW_TEXT_LIKELY_01 + from);
    return to - from <= 1;
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

/* "; 5% is reached in 0; 3% is reached in 1" */
static const char *other_goals(sw_report *self, const sw_run *run)
{
    const sw_summary *m = run->summary;
    const char *text = "";
    for (int t = m->n_thresholds - 2; t >= 0; t--) {
        const double reached = round(ever(m, t, m->n_years - 1) * m->n_replications);
        const char *const values[] = {goal(self, run, t),
                                      share(self, &whole_number, reached)};
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
    const int t = m->n_thresholds - 1, last = m->n_years - 1;
    const double p = t < 0 ? NAN : ever(m, t, last), n = m->n_replications;
    double low, high;
    sw_text words;
    if (t < 0)
        return;
    sw_summary_interval(m, p, m->p_ever_reached_se[t * m->n_years + last], 0.95, &low,
                        &high);
    const int told = likely(low, high, &words);
    const sw_text template = told                ? self->n_runs == 1 ? SW_TEXT_ANSWER_ONE
                                                   : high < 1.0 / 3  ? SW_TEXT_ANSWER_BEST
                                                                     : SW_TEXT_ANSWER_BEST_LIKELY
                             : self->n_runs == 1 ? SW_TEXT_ANSWER_ONE_FEW
                                                 : SW_TEXT_ANSWER_BEST_FEW;
    const char *const values[] = {run->name,
                                  told ? sw_say(self->language, words) : "",
                                  goal(self, run, t),
                                  sw_year_name(self, self->base_year + last),
                                  share(self, &whole_number, round(p * n)),
                                  share(self, &whole_number, n),
                                  range(self, &share_number, low, high),
                                  other_goals(self, run),
                                  sw_arena_format(&self->arena, "%d", self->n_runs)};
    sw_buffer_fill(out, sw_say(self->language, template), values, 9, 1);
}

/* "; “B”: 0.3% (0.1–0.5%)", of the same year; where it ends before, of its own last. */
static const char *other_rate(sw_report *self, int k, int year)
{
    const sw_summary *m = self->runs[k].summary;
    const int ends = m->n_years - 1 < year, at = ends ? m->n_years - 1 : year;
    const char *const values[] = {
        self->names[k], share(self, &rate_number, rate(m, SW_MEDIAN, at)),
        range(self, &rate_number, rate(m, 0, at), rate(m, SW_N_QUANTILES - 1, at)),
        sw_year_name(self, self->base_year + at)};
    return sw_arena_fill(&self->arena,
                         sw_say(self->language, ends ? SW_TEXT_ANSWER_ENDED_RATE
                                                     : SW_TEXT_ANSWER_OTHER_RATE),
                         values, 4);
}

static void second_sentence(sw_report *self, int best, sw_buffer *out)
{
    const sw_summary *m = self->runs[best].summary;
    const int year = m->n_years - 1;
    const char *others = "";
    int more = MOST_OTHERS;
    for (int k = 0; k < self->n_runs; k++)
        if (k != best && more-- > 0)
            others =
                sw_arena_format(&self->arena, "%s%s", others, other_rate(self, k, year));
    const char *const values[] = {
        sw_year_name(self, self->base_year + year),
        share(self, &rate_number, rate(m, SW_MEDIAN, year)),
        range(self, &rate_number, rate(m, 0, year), rate(m, SW_N_QUANTILES - 1, year)),
        others};
    sw_buffer_fill(out,
                   sw_say(self->language, m->n_replications == 1 ? SW_TEXT_ANSWER_RATE_ONE
                                                                 : SW_TEXT_ANSWER_RATE),
                   values, 4, 1);
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
