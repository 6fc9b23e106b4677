/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exploration for people: what was run, tables, a reading in words. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/boxes.h>

#include "findings_parts.h"

typedef sw_findings_printer printer;

sw_outcome_style sw_outcome_style_of(enum sw_design_outcome outcome)
{
    static const struct {
        int better;
        const char *en, *ja;
    } texts[SW_N_DESIGN_OUTCOMES] = {
#define TEXTS(name, better, en, ja) {better, en, ja},
        SW_DESIGN_OUTCOME_LIST(TEXTS)
#undef TEXTS
    };
    sw_outcome_style s = {100,
                          3,
                          " %",
                          "％",
                          " pp",
                          "pt",
                          texts[outcome].better,
                          texts[outcome].en,
                          texts[outcome].ja};
    switch (outcome) {
    case SW_OUTCOME_p_ever_reached:
    case SW_OUTCOME_p_held_at_end:
        s.digits = 1;
        break;
    case SW_OUTCOME_unfulfilled:
        s.digits = 2;
        break;
    case SW_OUTCOME_overtime:
    case SW_OUTCOME_backlog:
        s.factor = 1;
        s.digits = 2;
        s.unit = s.of_difference = " h";
        s.unit_ja = s.of_difference_ja = "時間";
        break;
    case SW_OUTCOME_load_gini:
    case SW_OUTCOME_bank_registered:
        s.factor = 1;
        s.digits = outcome == SW_OUTCOME_load_gini ? 4 : 1;
        s.unit = s.unit_ja = s.of_difference = s.of_difference_ja = "";
        break;
    default:
        break;
    }
    return s;
}

/* What a design drew has twelve figures, of which nobody reads more than six; the file has
 * all. */
static void round_for_reading(char text[SW_FACTOR_TEXT_BYTES])
{
    char *end = NULL;
    const double value = strtod(text, &end);
    if (end != text && *end == '\0' && strspn(text, "-0123456789.") > 8)
        (void)snprintf(text, SW_FACTOR_TEXT_BYTES, "%.6g", value);
}

void sw_findings_value(const sw_findings *f, uint32_t point, int j,
                       char text[SW_FACTOR_TEXT_BYTES])
{
    const sw_design_file *d = f->design;
    const double u = f->u[(size_t)point * (size_t)d->n_factors + (size_t)j];
    sw_factor_text(&d->factors[j], u, text);
    if (d->factors[j].kind != SW_FACTOR_VALUES)
        round_for_reading(text);
    if (isnan(u))
        (void)snprintf(text, SW_FACTOR_TEXT_BYTES, "%s", "-");
}

void sw_findings_point(const printer *p, uint32_t point, char *text, size_t bytes)
{
    const sw_design_file *d = p->f->design;
    size_t used = 0;
    text[0] = '\0';
    for (int j = 0; j < d->n_factors; j++) {
        char value[SW_FACTOR_TEXT_BYTES];
        char piece[SW_FACTOR_TEXT_BYTES + 200];
        sw_findings_value(p->f, point, j, value);
        if (value[0] == '-' && !value[1])
            continue;
        (void)snprintf(piece, sizeof piece, "%s%.160s = %s", used ? ", " : "",
                       d->factors[j].path, value);
        const size_t n = strlen(piece);
        if (used + n + 6 > bytes) {
            (void)snprintf(text + used, bytes - used, ", ...");
            return;
        }
        memcpy(text + used, piece, n + 1);
        used += n;
    }
    if (used == 0)
        (void)snprintf(
            text, bytes, "%s",
            sw_either(p->language, "as the scenario has it", "シナリオのまま"));
}

/* Sorts points by outcome, keeping the order of equal ones; those without one go last. */
static void merge(const sw_findings *f, int better, uint32_t *a, uint32_t *scratch,
                  size_t n)
{
    if (n < 2)
        return;
    const size_t half = n / 2;
    merge(f, better, a, scratch, half);
    merge(f, better, a + half, scratch, n - half);
    memcpy(scratch, a, n * sizeof *a);
    for (size_t i = 0, j = half, k = 0; k < n; k++) {
        int left = j >= n;
        if (i < half && j < n) {
            const double x = f->outcome[scratch[i]], y = f->outcome[scratch[j]];
            left = isnan(y) || (!isnan(x) && (better ? x >= y : x <= y));
        }
        a[k] = left ? scratch[i++] : scratch[j++];
    }
}

static int make_order(printer *p)
{
    const size_t n = p->f->n_points;
    uint32_t *scratch = malloc((n + 1) * sizeof *scratch);
    p->order = malloc((n + 1) * sizeof *p->order);
    if (scratch && p->order) {
        for (size_t i = 0; i < n; i++)
            p->order[i] = (uint32_t)i;
        merge(p->f, sw_outcome_style_of(p->f->design->outcome).better, p->order, scratch,
              n);
    }
    free(scratch);
    return p->order && scratch ? SW_OK : SW_MEMORY;
}

static void print_head(printer *p)
{
    static const char *const methods[2][SW_N_DESIGN_METHODS] = {
#define EN(name, en, ja) en,
        {SW_DESIGN_METHOD_LIST(EN)},
#undef EN
#define JA(name, en, ja) ja,
        {SW_DESIGN_METHOD_LIST(JA)},
#undef JA
    };
    const int ja = p->language == SW_JAPANESE;
    const sw_design_file *d = p->f->design;
    const sw_results *r = &p->f->exploration->results;
    const char *question = ja ? d->question_ja : d->question;
    (void)fprintf(p->stream, "%s\n", ja ? d->title_ja : d->title);
    if (question[0])
        (void)fprintf(p->stream, "%s\n", question);
    (void)fprintf(
        p->stream,
        sw_either(
            p->language,
            "%u point%s (%s) of %s, %u replication%s each, seed %llu, design "
            "%.12s, sidework %s\n",
            "%u 点%.0s（%s）、シナリオ「%s」、各 %u 回%.0s、乱数の種 %llu、設計 %.12s、"
            "sidework %s\n"),
        p->f->n_points, p->f->n_points == 1 ? "" : "s", methods[ja][d->method],
        ja ? r->title_ja : r->title, p->f->exploration->n_replications,
        p->f->exploration->n_replications == 1 ? "" : "s", (unsigned long long)r->seed,
        d->digest, r->version);
    if (p->f->incomplete)
        (void)fputs(sw_either(p->language,
                              "INCOMPLETE: some replications are not done yet\n",
                              "未完: まだ終わっていない試行があります\n"),
                    p->stream);
    (void)fputc('\n', p->stream);
}

static void print_factors(printer *p)
{
    const sw_design_file *d = p->f->design;
    const int ja = p->language == SW_JAPANESE;
    (void)fputs(sw_either(p->language, "Factors\n", "因子\n"), p->stream);
    memset(p->table, 0, sizeof *p->table);
    for (int j = 0; j < d->n_factors && j < SW_FINDINGS_ROWS; j++) {
        const sw_factor *x = &d->factors[j];
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s", x->path);
        sw_table_cell(p->table, 1, "%s",
                      x->usual[0] ? x->usual
                                  : sw_either(p->language, "uncertain", "不確か"));
        sw_table_cell(p->table, 2, "%s",
                      strcmp(x->field->unit, "1") != 0 ? x->field->unit : "");
        sw_table_cell(p->table, 3, "%s", ja ? x->field->ja : x->field->en);
    }
    (void)sw_table_print(p->table, "lrll", 2, p->stream);
    if (d->n_factors > SW_FINDINGS_ROWS)
        (void)fprintf(p->stream,
                      sw_either(p->language, "  and %d more\n", "  ほか %d 個\n"),
                      d->n_factors - SW_FINDINGS_ROWS);
    (void)fputs(sw_either(p->language, "  second column: as the scenario has it\n\n",
                          "  ２列目はシナリオでの値\n\n"),
                p->stream);
}

int sw_findings_print(const sw_findings *self, FILE *stream, sw_language language)
{
    printer p = {.f = self, .stream = stream, .language = language};
    int down, across;
    p.table = malloc(sizeof *p.table);
    int status = p.table ? make_order(&p) : SW_MEMORY;
    if (!status) {
        print_head(&p);
        print_factors(&p);
        if (sw_findings_is_cross(self, &down, &across))
            sw_findings_print_cross(&p, down, across);
        else
            sw_findings_print_points(&p);
        if (self->boxes)
            status = sw_boxes_print(self->boxes, stream, language);
        sw_findings_print_words(&p);
        if (!status)
            status = ferror(stream) ? SW_IO : SW_OK;
    }
    free(p.table);
    free(p.order);
    return status;
}
