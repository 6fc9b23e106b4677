/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand beside results on the page: how a study was made, the points of an
 * exploration, what a calibration learned from the facts. */
#include "report_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_POINTS = 100 };

static const char *say(const sw_report *self, sw_text text)
{
    return sw_say(self->language, text);
}

static const char *of_language(const sw_report *self, const char *en, const char *ja)
{
    return sw_is_japanese(self) && ja != NULL && ja[0] != '\0' ? ja : en;
}

static const char *whole(sw_report *self, double value)
{
    char text[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){1, 0, "", 0}, value, text);
    return sw_arena_copy(&self->arena, text);
}

/* Whether some result of the report has these settings. */
static int is_of_results(const sw_report *self, const char *scenario)
{
    for (int k = 0; k < self->n_runs; k++)
        if (sw_same_scenario(scenario, self->runs[k].results->effective))
            return 1;
    return 0;
}

void sw_page_study(sw_report *self, const sw_study *s, sw_buffer *out)
{
    const char *const values[] = {
        of_language(self, s->title, s->title_ja), whole(self, s->n_points),
        whole(self, s->n_replications),
        of_language(self, s->scenario_title, s->scenario_title_ja), s->seed};
    const char *const other[] = {values[0], values[3]};
    const char *const failed[] = {values[0], whole(self, s->n_failed), values[1]};
    const char *question = of_language(self, s->question, s->question_ja);
    if (question[0] != '\0') {
        sw_buffer_put(out, "<p class=\"lead\">");
        sw_buffer_xml(out, question);
        sw_buffer_put(out, "</p>\n");
    }
    sw_page_paragraph(self, SW_TEXT_STUDY_MADE, values, 5, out);
    if (!is_of_results(self, s->scenario))
        sw_page_notice(self, SW_TEXT_STUDY_OTHER_SCENARIO, other, 2, out);
    if (s->incomplete)
        sw_page_notice(self, SW_TEXT_STUDY_INCOMPLETE, values, 1, out);
    if (s->n_failed > 0)
        sw_page_notice(self, SW_TEXT_STUDY_FAILED, failed, 3, out);
}

/* ---- an exploration ---- */

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

static void put_point(sw_report *self, const sw_study *s, int i, sw_buffer *out)
{
    const int probability = strncmp(s->outcome, "p_", 2) == 0;
    const int share = probability || strstr(s->outcome, "_rate") != NULL;
    sw_buffer_put(out, "<tr>");
    sw_page_cell(out, "th scope=\"row\"", whole(self, i + 1));
    for (int f = 0; f < s->n_factors; f++)
        sw_page_cell(out, "td",
                     s->factors[f].words != NULL
                         ? s->factors[f].words[i]
                         : sw_page_significant(self, s->factors[f].numbers[i]));
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

static void put_points(sw_report *self, const sw_study *s, sw_buffer *out)
{
    const int n = s->n_points < MOST_POINTS ? s->n_points : MOST_POINTS;
    const char **heads =
        sw_arena_get(&self->arena, (size_t)s->n_factors + 3, sizeof *heads);
    const char *const first[] = {whole(self, n), whole(self, s->n_points)};
    const char *const outcome[] = {of_language(self, s->outcome_en, s->outcome_ja)};
    int k = 0;
    if (heads == NULL)
        return;
    heads[k++] = say(self, SW_TEXT_POINT);
    for (int f = 0; f < s->n_factors; f++) {
        const sw_study_factor *x = &s->factors[f];
        const char *text = of_language(self, x->en, x->ja);
        heads[k++] = x->unit[0] == '\0' || strcmp(x->unit, "1") == 0
                         ? text
                         : sw_arena_format(&self->arena, "%s [%s]", text, x->unit);
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
        const char *const title[] = {of_language(self, s->title, s->title_ja)};
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

/* ---- a posterior ---- */

static void put_value(sw_report *self, const sw_calibrated_parameter *p, sw_buffer *out)
{
    char share[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){100, 0, "%", 0}, p->contraction, share);
    sw_buffer_put(out, "<tr>");
    sw_buffer_put(out, "<th scope=\"row\">");
    sw_buffer_xml(out, of_language(self, p->en, p->ja));
    sw_buffer_put(out, "<br><code>");
    sw_buffer_xml(out, p->path);
    sw_buffer_put(out, "</code></th>");
    sw_page_cell(out, "td", sw_page_range(self, p->prior[1], p->prior[0], p->prior[2]));
    sw_page_cell(out, "td",
                 sw_page_range(self, p->posterior[1], p->posterior[0], p->posterior[2]));
    sw_page_cell(out, "td", share);
    sw_buffer_put(out, "</tr>\n");
}

static void put_values(sw_report *self, const sw_calibration *c, sw_buffer *out)
{
    const char *const heads[] = {say(self, SW_TEXT_PARAMETER), say(self, SW_TEXT_PRIOR),
                                 say(self, SW_TEXT_POSTERIOR), say(self, SW_TEXT_SHRUNK)};
    unsigned char *done = sw_arena_get(&self->arena, (size_t)c->n_parameters, 1);
    sw_page_table(out, say(self, SW_TEXT_TAUGHT_VALUES), heads, 4);
    for (int k = 0; k < c->n_parameters && done != NULL; k++) {
        int best = -1; /* what shrank most */
        for (int i = 0; i < c->n_parameters; i++)
            if (!done[i] && c->parameters[i].learned &&
                (best < 0 ||
                 c->parameters[i].contraction > c->parameters[best].contraction))
                best = i;
        if (best < 0)
            break;
        done[best] = 1;
        put_value(self, &c->parameters[best], out);
    }
    sw_page_table_end(out);
}

static void put_fact(sw_report *self, const sw_calibrated_datum *x, sw_buffer *out)
{
    sw_buffer_put(out, "<tr>");
    sw_page_cell(out, "th scope=\"row\"", of_language(self, x->text, x->text_ja));
    sw_page_cell(out, "td", sw_page_significant(self, x->observed));
    sw_page_cell(out, "td", sw_page_range(self, x->prior[1], x->prior[0], x->prior[2]));
    sw_page_cell(out, "td",
                 sw_page_range(self, x->posterior[1], x->posterior[0], x->posterior[2]));
    sw_page_cell(out, "td", sw_arena_format(&self->arena, "%.2f", x->posterior_p));
    sw_page_cell(out, "td",
                 say(self, x->conflict ? SW_TEXT_CONFLICT : SW_TEXT_WITHOUT_CONFLICT));
    sw_buffer_put(out, "</tr>\n");
}

static void put_facts(sw_report *self, const sw_calibration *c, sw_buffer *out)
{
    const char *const heads[] = {say(self, SW_TEXT_FACT),
                                 say(self, SW_TEXT_OBSERVED),
                                 say(self, SW_TEXT_PREDICTED_PRIOR),
                                 say(self, SW_TEXT_PREDICTED_POSTERIOR),
                                 say(self, SW_TEXT_P_POSTERIOR),
                                 say(self, SW_TEXT_CONFLICT)};
    sw_page_table(out, say(self, SW_TEXT_TAUGHT_FACTS), heads, 6);
    for (int i = 0; i < c->n_data; i++)
        put_fact(self, &c->data[i], out);
    sw_page_table_end(out);
}

/* Whose futures were drawn from it: their effective text names its digest. */
static void put_use(sw_report *self, const sw_calibration *c, sw_buffer *out)
{
    const char *users = "";
    for (int k = 0; k < self->n_runs; k++) {
        const char *effective = self->runs[k].results->effective;
        if (effective == NULL || strstr(effective, c->posterior_digest) == NULL)
            continue;
        users =
            sw_arena_format(&self->arena, sw_is_japanese(self) ? "%s「%s」" : "%s“%s” ",
                            users, self->names[k]);
    }
    if (users[0] != '\0') {
        sw_page_paragraph(self, SW_TEXT_TAUGHT_USED, &users, 1, out);
        return;
    }
    if (!is_of_results(self, c->scenario))
        sw_page_notice(self, SW_TEXT_TAUGHT_OTHER, NULL, 0, out);
    sw_page_notice(self, SW_TEXT_TAUGHT_UNUSED, NULL, 0, out);
}

static void put_posterior(sw_report *self, const sw_calibration *c, sw_buffer *out)
{
    int learned = 0, conflicts = 0;
    for (int i = 0; i < c->n_parameters; i++)
        learned += c->parameters[i].learned != 0;
    for (int i = 0; i < c->n_data; i++)
        conflicts += c->data[i].conflict != 0;
    const char *const values[] = {of_language(self, c->facts, c->facts_ja),
                                  whole(self, c->n_data),
                                  of_language(self, c->title, c->title_ja),
                                  whole(self, c->simulations),
                                  whole(self, c->n_parameters),
                                  whole(self, learned)};
    const char *const count[] = {whole(self, conflicts)};
    sw_page_paragraph(self, SW_TEXT_TAUGHT_LEAD, values, 6, out);
    put_use(self, c, out);
    if (learned > 0)
        put_values(self, c, out);
    if (conflicts > 0)
        sw_page_notice(self, SW_TEXT_TAUGHT_CONFLICT, count, 1, out);
    else
        sw_page_paragraph(self, SW_TEXT_TAUGHT_AGREE, NULL, 0, out);
    put_facts(self, c, out);
}

void sw_page_taught(sw_report *self, sw_buffer *out)
{
    if (self->beside == NULL || self->beside->n_posteriors == 0)
        return;
    sw_buffer_put(out, "<section id=\"taught\">\n<h2>");
    sw_buffer_xml(out, say(self, SW_TEXT_SECTION_TAUGHT));
    sw_buffer_put(out, "</h2>\n");
    for (int i = 0; i < self->beside->n_posteriors; i++)
        put_posterior(self, &self->beside->posteriors[i], out);
    sw_buffer_put(out, "</section>\n");
}
