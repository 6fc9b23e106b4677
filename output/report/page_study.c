/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand beside results on the page: how a study was made, the points of an
 * exploration. */
#include "report_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 100 };

static const char *say(const sw_report *self, sw_text text)
{
    return sw_say(self->language, text);
}

void sw_page_study(sw_report *self, const sw_study *s, sw_buffer *out)
{
    const char *const values[] = {
        sw_page_language(self, s->title, s->title_ja), sw_page_whole(self, s->n_points),
        sw_page_whole(self, s->n_replications),
        sw_page_language(self, s->scenario_title, s->scenario_title_ja), s->seed};
    const char *const other[] = {values[0], values[3]};
    const char *const failed[] = {values[0], sw_page_whole(self, s->n_failed), values[1]};
    const char *question = sw_page_language(self, s->question, s->question_ja);
    if (question[0] != '\0') {
        sw_buffer_put(out, "<p class=\"lead\">");
        sw_buffer_xml(out, question);
        sw_buffer_put(out, "</p>\n");
    }
    sw_page_paragraph(self, SW_TEXT_STUDY_MADE, values, 5, out);
    if (!sw_page_is_of_results(self, s->scenario))
        sw_page_notice(self, SW_TEXT_STUDY_OTHER_SCENARIO, other, 2, out);
    if (s->incomplete)
        sw_page_notice(self, SW_TEXT_STUDY_INCOMPLETE, values, 1, out);
    if (s->n_failed > 0)
        sw_page_notice(self, SW_TEXT_STUDY_FAILED, failed, 3, out);
}

/* "2.5% (1.0 to 4.0)", or by figures that count. */
static const char *estimate(sw_report *self, const sw_study_column *c, int i, int share,
                            int decimals)
{
    if (!share)
        return sw_page_range(self, c->value[i], c->low[i], c->high[i]);
    char value[SW_NUMBER_BYTES], low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
    const sw_number percent = {100, decimals, "%", 0}, plain = {100, decimals, "", 0};
    sw_number_text(&percent, c->value[i], value);
    sw_number_text(&plain, c->low[i], low);
    sw_number_text(&percent, c->high[i], high);
    const char *const ends[] = {low, high};
    return sw_arena_format(
        &self->arena, "%s (%s)", value,
        sw_arena_fill(&self->arena, say(self, SW_TEXT_FROM_TO), ends, 2));
}

/* A value that somebody chose as they wrote it, one that was drawn by figures that count. */
static const char *as_given(sw_report *self, double value)
{
    const char *text = sw_arena_format(&self->arena, "%.5g", value);
    return strchr(text, 'e') == NULL && fabs(strtod(text, NULL) - value) <= 1e-9
               ? text
               : sw_page_significant(self, value);
}

static void put_point(sw_report *self, const sw_study *s, int i, sw_buffer *out)
{
    const int probability = strncmp(s->outcome, "p_", 2) == 0;
    const int share = probability || strstr(s->outcome, "_rate") != NULL;
    sw_buffer_put(out, "<tr>");
    sw_page_cell(out, "th scope=\"row\"", sw_page_whole(self, i + 1));
    for (int f = 0; f < s->n_factors; f++)
        sw_page_cell(out, "td",
                     s->factors[f].words != NULL
                         ? s->factors[f].words[i]
                         : as_given(self, s->factors[f].numbers[i]));
    if (s->failed[i] != 0) {
        sw_page_cell(out, "td", say(self, SW_TEXT_EXPLORED_FAILED));
        sw_page_cell(out, "td", "–");
    } else {
        sw_page_cell(out, "td",
                     estimate(self, &s->result, i, share, probability ? 1 : 2));
        sw_page_cell(out, "td", estimate(self, &s->final_rate, i, 1, 2));
    }
    sw_buffer_put(out, "</tr>\n");
}

/* The file says "Outcome of the design: ..."; here the whole table is of the design. */
static const char *outcome_text(const char *text)
{
    static const char *const begins[] = {"Outcome of the design: ", "設計の評価項目: "};
    for (int i = 0; i < 2; i++)
        if (strncmp(text, begins[i], strlen(begins[i])) == 0)
            return text + strlen(begins[i]);
    return text;
}

static void put_points(sw_report *self, const sw_study *s, sw_buffer *out)
{
    const int n = s->n_points < MOST_POINTS ? s->n_points : MOST_POINTS;
    const char **heads =
        sw_arena_get(&self->arena, (size_t)s->n_factors + 3, sizeof *heads);
    const char *const first[] = {sw_page_whole(self, n),
                                 sw_page_whole(self, s->n_points)};
    const char *const outcome[] = {
        outcome_text(sw_page_language(self, s->outcome_en, s->outcome_ja))};
    int k = 0;
    if (heads == NULL)
        return;
    heads[k++] = say(self, SW_TEXT_POINT);
    for (int f = 0; f < s->n_factors; f++) {
        const sw_study_factor *x = &s->factors[f];
        const char *text = sw_page_language(self, x->en, x->ja);
        heads[k++] = x->unit[0] == '\0' || strcmp(x->unit, "1") == 0
                         ? text
                         : sw_arena_format(&self->arena, "%s [%s]", text,
                                           sw_page_unit(self, x->unit));
    }
    heads[k++] =
        sw_arena_fill(&self->arena, say(self, SW_TEXT_EXPLORED_INTERVAL), outcome, 1);
    heads[k++] = say(self, SW_TEXT_EXPLORED_FINAL);
    if (n < s->n_points)
        sw_page_notice(self, SW_TEXT_EXPLORED_FIRST, first, 2, out);
    sw_page_table(out, NULL, heads, k);
    for (int i = 0; i < n; i++)
        put_point(self, s, i, out);
    sw_page_table_end(out);
}

void sw_page_explored(sw_report *self, sw_buffer *out)
{
    for (int i = 0; self->beside != NULL && i < self->beside->n_studies; i++) {
        const sw_study *s = &self->beside->studies[i];
        const char *const title[] = {sw_page_language(self, s->title, s->title_ja)};
        if (s->n_measures > 0)
            continue;
        sw_buffer_format(out, "<section class=\"explored\" id=\"explored-%d\">\n<h2>",
                         i + 1);
        sw_buffer_fill(out, say(self, SW_TEXT_SECTION_EXPLORED), title, 1, 1);
        sw_buffer_put(out, "</h2>\n");
        sw_page_study(self, s, out);
        put_points(self, s, out);
        sw_buffer_put(out, "</section>\n");
    }
}
