/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calibration learned from the facts, on the page. */
#include "report_parts.h"

#include <string.h>

static const char *say(const sw_report *self, sw_text text)
{
    return sw_say(self->language, text);
}

static void put_value(sw_report *self, const sw_calibrated_parameter *p, sw_buffer *out)
{
    char share[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){100, 0, "%", 0}, p->contraction, share);
    sw_buffer_put(out, "<tr>");
    sw_buffer_put(out, "<th scope=\"row\">");
    sw_buffer_xml(out, sw_page_language(self, p->en, p->ja));
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

/* Whether a fact is a share, to be shown in percent: counts have the unit 1, too. */
static int is_share(const sw_report *self, const sw_calibrated_datum *x)
{
    if (x->observed > 1 || x->prior[2] > 1 || x->posterior[2] > 1 ||
        strstr(x->quantity, "ratio") != NULL || strstr(x->quantity, "gini") != NULL)
        return 0;
    for (int k = 0; k < self->n_runs; k++) {
        const sw_variable *v =
            sw_layout_find(&self->runs[k].results->layout, x->quantity);
        if (v != NULL)
            return strcmp(v->unit, "1") == 0;
    }
    return 0;
}

static const char *percent(sw_report *self, double value)
{
    return sw_arena_format(&self->arena, "%s%%", sw_page_significant(self, 100 * value));
}

static const char *predicted(sw_report *self, const double *q, int share)
{
    const char *const ends[] = {percent(self, q[0]), percent(self, q[2])};
    if (!share)
        return sw_page_range(self, q[1], q[0], q[2]);
    return sw_arena_format(
        &self->arena, "%s (%s)", percent(self, q[1]),
        sw_arena_fill(&self->arena, say(self, SW_TEXT_FROM_TO), ends, 2));
}

static void put_fact(sw_report *self, const sw_calibrated_datum *x, sw_buffer *out)
{
    const int share = is_share(self, x);
    sw_buffer_put(out, "<tr>");
    sw_page_cell(out, "th scope=\"row\"", sw_page_language(self, x->text, x->text_ja));
    sw_page_cell(out, "td",
                 share ? percent(self, x->observed)
                       : sw_page_significant(self, x->observed));
    sw_page_cell(out, "td", predicted(self, x->prior, share));
    sw_page_cell(out, "td", predicted(self, x->posterior, share));
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
        users = sw_is_japanese(self)
                    ? sw_arena_format(&self->arena, "%s「%s」", users, self->names[k])
                    : sw_arena_format(&self->arena, "%s%s“%s”", users,
                                      users[0] ? ", " : "", self->names[k]);
    }
    if (users[0] != '\0') {
        sw_page_paragraph(self, SW_TEXT_TAUGHT_USED, &users, 1, out);
        return;
    }
    if (!sw_page_is_of_results(self, c->scenario))
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
    const char *const values[] = {sw_page_language(self, c->facts, c->facts_ja),
                                  sw_page_whole(self, c->n_data),
                                  sw_page_language(self, c->title, c->title_ja),
                                  sw_page_whole(self, c->simulations),
                                  sw_page_whole(self, c->n_parameters),
                                  sw_page_whole(self, learned)};
    const char *const count[] = {sw_page_whole(self, conflicts)};
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
