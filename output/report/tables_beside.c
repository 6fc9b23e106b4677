/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a register, a study and a posterior give, and their columns. */
#include "tables.h"

#include <string.h>

#include <sidework/display.h>

static const char *say(const sw_sheets *all, sw_text text)
{
    return sw_say(all->language, text);
}

static const char *of_language(const sw_sheets *all, const char *en, const char *ja)
{
    return all->language == SW_JAPANESE && ja != NULL && ja[0] != '\0' ? ja : en;
}

/* A unit in the language of the tables. */
static void put_unit(sw_sheet *s, const char *unit)
{
    char text[SW_UNIT_BYTES];
    sw_format_unit(unit, s->all->language, text);
    sw_sheet_text(s, text);
}

/* Key, what it is, its unit: the beginning of a row about a parameter. */
static void parameter_columns(sw_sheet *s)
{
    const sw_sheets *all = s->all;
    sw_sheet_column(s, NULL, say(all, SW_TEXT_SHEET_KEY), "",
                    say(all, SW_TEXT_SHEET_KEY_MEANS));
    sw_sheet_column(s, NULL, say(all, SW_TEXT_PARAMETER), "",
                    say(all, SW_TEXT_SHEET_PARAMETER_MEANS));
    sw_sheet_column(s, NULL, say(all, SW_TEXT_UNIT), "",
                    say(all, SW_TEXT_SHEET_UNIT_MEANS));
}

int sw_sheets_assumptions(sw_sheets *all, const sw_report *report)
{
    sw_sheet s;
    const char *own = say(all, SW_TEXT_SHEET_OWN_UNIT);
    if (report->n_assumptions == 0)
        return SW_OK;
    sw_sheet_begin(&s, all, "assumptions", 1, say(all, SW_TEXT_SECTION_ASSUMED));
    parameter_columns(&s);
    sw_sheet_quantiles(&s, say(all, SW_TEXT_SHEET_DRAWN), own,
                       say(all, SW_TEXT_SHEET_DRAWN_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_RHO), "1",
                    say(all, SW_TEXT_SHEET_RHO_MEANS));
    for (int i = 0; i < report->n_assumptions; i++) {
        const sw_assumption *a = &report->assumptions[i];
        sw_sheet_text(&s, a->path);
        sw_sheet_text(&s, a->text);
        put_unit(&s, a->unit);
        sw_sheet_numbers(&s, a->p05, a->p50, a->p95);
        sw_sheet_number(&s, a->rho);
        sw_sheet_row(&s);
    }
    return sw_sheet_end(&s);
}

/* ---- a calibration ---- */

static int put_parameters(sw_sheets *all, const sw_calibration *c, int number)
{
    sw_sheet s;
    const char *own = say(all, SW_TEXT_SHEET_OWN_UNIT);
    sw_sheet_begin(&s, all, "posterior", number, say(all, SW_TEXT_SECTION_TAUGHT));
    parameter_columns(&s);
    sw_sheet_quantiles(&s, say(all, SW_TEXT_PRIOR), own,
                       say(all, SW_TEXT_SHEET_PRIOR_MEANS));
    sw_sheet_quantiles(&s, say(all, SW_TEXT_POSTERIOR), own,
                       say(all, SW_TEXT_SHEET_POSTERIOR_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_SHRUNK), "1",
                    say(all, SW_TEXT_SHEET_SHRUNK_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_SHEET_LEARNED), "1",
                    say(all, SW_TEXT_SHEET_LEARNED_MEANS));
    for (int i = 0; i < c->n_parameters; i++) {
        const sw_calibrated_parameter *p = &c->parameters[i];
        sw_sheet_text(&s, p->path);
        sw_sheet_text(&s, of_language(all, p->en, p->ja));
        put_unit(&s, p->unit);
        sw_sheet_numbers(&s, p->prior[0], p->prior[1], p->prior[2]);
        sw_sheet_numbers(&s, p->posterior[0], p->posterior[1], p->posterior[2]);
        sw_sheet_number(&s, p->contraction);
        sw_sheet_number(&s, p->learned != 0);
        sw_sheet_row(&s);
    }
    return sw_sheet_end(&s);
}

static int put_facts(sw_sheets *all, const sw_calibration *c, int number)
{
    sw_sheet s;
    const char *own = say(all, SW_TEXT_SHEET_OWN_UNIT);
    const char *again = say(all, SW_TEXT_SHEET_PREDICTED_MEANS);
    sw_sheet_begin(&s, all, "facts", number, say(all, SW_TEXT_TAUGHT_FACTS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_SHEET_KEY), "",
                    say(all, SW_TEXT_SHEET_NAME_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_FACT), "",
                    say(all, SW_TEXT_SHEET_FACT_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_FISCAL_YEAR), "",
                    say(all, SW_TEXT_SHEET_YEAR_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_OBSERVED), own,
                    say(all, SW_TEXT_SHEET_FACT_MEANS));
    sw_sheet_quantiles(&s, say(all, SW_TEXT_PREDICTED_PRIOR), own, again);
    sw_sheet_quantiles(&s, say(all, SW_TEXT_PREDICTED_POSTERIOR), own, again);
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_P_POSTERIOR), "1",
                    say(all, SW_TEXT_SHEET_P_MEANS));
    sw_sheet_column(&s, NULL, say(all, SW_TEXT_CONFLICT), "1",
                    say(all, SW_TEXT_SHEET_CONFLICT_MEANS));
    for (int i = 0; i < c->n_data; i++) {
        const sw_calibrated_datum *x = &c->data[i];
        sw_sheet_text(&s, x->name);
        sw_sheet_text(&s, of_language(all, x->text, x->text_ja));
        sw_sheet_number(&s, x->fiscal_year);
        sw_sheet_number(&s, x->observed);
        sw_sheet_numbers(&s, x->prior[0], x->prior[1], x->prior[2]);
        sw_sheet_numbers(&s, x->posterior[0], x->posterior[1], x->posterior[2]);
        sw_sheet_number(&s, x->posterior_p);
        sw_sheet_number(&s, x->conflict != 0);
        sw_sheet_row(&s);
    }
    return sw_sheet_end(&s);
}

int sw_sheets_posterior(sw_sheets *all, const sw_calibration *posterior, int number)
{
    const int status = put_parameters(all, posterior, number);
    return status == SW_OK && posterior->n_data > 0 ? put_facts(all, posterior, number)
                                                    : status;
}

/* ---- studies ---- */

static void estimate(sw_sheet *s, const sw_study_column *c, size_t at)
{
    if (c->value != NULL)
        sw_sheet_numbers(s, c->value[at], c->low[at], c->high[at]);
}

static void influence_columns(sw_sheet *s, const sw_study *x)
{
    const sw_sheets *all = s->all;
    const char *own = say(all, SW_TEXT_SHEET_OUTCOME_UNIT);
    sw_sheet_column(s, NULL, say(all, SW_TEXT_CONTRAST_OUTCOME), "",
                    say(all, SW_TEXT_SHEET_OUTCOME_MEANS));
    sw_sheet_column(s, NULL, say(all, SW_TEXT_SHEET_KEY), "",
                    say(all, SW_TEXT_SHEET_KEY_MEANS));
    sw_sheet_column(s, NULL, say(all, SW_TEXT_PARAMETER), "",
                    say(all, SW_TEXT_SHEET_PARAMETER_MEANS));
    if (x->mu_star.value != NULL) {
        sw_sheet_estimate(s, "mu*", own, say(all, SW_TEXT_SHEET_MU_MEANS));
        sw_sheet_column(s, NULL, say(all, SW_TEXT_MU_NOISE), own,
                        say(all, SW_TEXT_SHEET_NOISE_MEANS));
        sw_sheet_column(s, NULL, say(all, SW_TEXT_MU_BEYOND), "1",
                        say(all, SW_TEXT_SHEET_BEYOND_MEANS));
    }
    if (x->total.value != NULL)
        sw_sheet_estimate(s, say(all, SW_TEXT_SHEET_TOTAL), "1",
                          say(all, SW_TEXT_SHEET_TOTAL_MEANS));
    if (x->first.value != NULL)
        sw_sheet_estimate(s, say(all, SW_TEXT_SHEET_FIRST), "1",
                          say(all, SW_TEXT_SHEET_FIRST_MEANS));
}

/* A group's text without the key that it may begin with. */
static const char *group_text(const sw_sheets *all, const sw_study *x, int g)
{
    const char *text = x->group_texts[all->language][g];
    const size_t n = strlen(x->groups[g]);
    return strncmp(text, x->groups[g], n) == 0 && text[n] == ' ' ? text + n + 1 : text;
}

/* Every outcome, in the file's order. */
static int put_influence(sw_sheets *all, const sw_study *x, int number)
{
    sw_sheet s;
    sw_sheet_begin(&s, all, "influence", number, of_language(all, x->title, x->title_ja));
    influence_columns(&s, x);
    for (int m = 0; m < x->n_measures; m++)
        for (int g = 0; g < x->n_groups; g++) {
            const size_t at = (size_t)m * (size_t)x->n_groups + (size_t)g;
            sw_sheet_text(&s, x->measure_texts[all->language][m]);
            sw_sheet_text(&s, x->groups[g]);
            sw_sheet_text(&s, group_text(all, x, g));
            estimate(&s, &x->mu_star, at);
            if (x->mu_star.value != NULL) {
                sw_sheet_number(&s, x->noise[at]);
                sw_sheet_number(&s, x->beyond[at]);
            }
            estimate(&s, &x->total, at);
            estimate(&s, &x->first, at);
            sw_sheet_row(&s);
        }
    return sw_sheet_end(&s);
}

static void point_columns(sw_sheet *s, const sw_study *x)
{
    const sw_sheets *all = s->all;
    const int share =
        strncmp(x->outcome, "p_", 2) == 0 || strstr(x->outcome, "_rate") != NULL;
    sw_sheet_column(s, NULL, say(all, SW_TEXT_POINT), "",
                    say(all, SW_TEXT_SHEET_POINT_MEANS));
    for (int f = 0; f < x->n_factors; f++)
        sw_sheet_column(s, NULL, x->factors[f].path, x->factors[f].unit,
                        of_language(all, x->factors[f].en, x->factors[f].ja));
    sw_sheet_column(s, NULL, say(all, SW_TEXT_EXPLORED_FAILED), "1",
                    say(all, SW_TEXT_SHEET_FAILED_MEANS));
    sw_sheet_estimate(s, say(all, SW_TEXT_CONTRAST_OUTCOME),
                      say(all, share ? SW_TEXT_UNIT_SHARE : SW_TEXT_SHEET_OUTCOME_UNIT),
                      of_language(all, x->outcome_en, x->outcome_ja));
    sw_sheet_quantiles(s, say(all, SW_TEXT_SHEET_FINAL), say(all, SW_TEXT_UNIT_SHARE),
                       say(all, SW_TEXT_SHEET_FINAL_MEANS));
}

static int put_points(sw_sheets *all, const sw_study *x, int number)
{
    sw_sheet s;
    sw_sheet_begin(&s, all, "points", number, of_language(all, x->title, x->title_ja));
    point_columns(&s, x);
    for (int i = 0; i < x->n_points; i++) {
        sw_sheet_number(&s, i + 1);
        for (int f = 0; f < x->n_factors; f++)
            if (x->factors[f].words != NULL)
                sw_sheet_text(&s, x->factors[f].words[i]);
            else
                sw_sheet_number(&s, x->factors[f].numbers[i]);
        sw_sheet_number(&s, x->failed[i]);
        sw_sheet_numbers(&s, x->result.value[i], x->result.low[i], x->result.high[i]);
        sw_sheet_numbers(&s, x->final_rate.low[i], x->final_rate.value[i],
                         x->final_rate.high[i]);
        sw_sheet_row(&s);
    }
    return sw_sheet_end(&s);
}

int sw_sheets_study(sw_sheets *all, const sw_study *study, int number)
{
    const int status = study->n_measures > 0 ? put_influence(all, study, number) : SW_OK;
    return status == SW_OK ? put_points(all, study, number) : status;
}

int sw_sheets_report(sw_sheets *all, const sw_report *report)
{
    const sw_report_beside *b = report->beside;
    int status = sw_sheets_assumptions(all, report);
    for (int i = 0; b != NULL && i < b->n_studies && !status; i++)
        status = sw_sheets_study(all, &b->studies[i], i + 1);
    for (int i = 0; b != NULL && i < b->n_posteriors && !status; i++)
        status = sw_sheets_posterior(all, &b->posteriors[i], i + 1);
    return status;
}
