/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of one scenario beside the base: a row for each outcome. */
#include <math.h>
#include <string.h>

#include "compare_print.h"

static void begin(sw_compare_printer *p)
{
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
}

/* How the numbers of an outcome are written. */
typedef struct style {
    double factor;
    int digits, difference_digits;
    const char *unit, *unit_ja, *of_difference, *of_difference_ja;
} style;

static style style_of(const sw_outcome *o)
{
    if (o->is_probability)
        return (style){100, 1, 1, "%", "%", " pp", "pt"};
    switch (o->variable) {
    case SW_YEARLY_RATE:
        if (o->bound > 0)
            return (style){1, 2, 2, " yr", "年", " yr", "年"};
        return (style){100, 2, 3, "%", "%", " pp", "pt"};
    case SW_YEARLY_REGULAR:
        return (style){100, 2, 3, "%", "%", " pp", "pt"};
    case SW_YEARLY_OVERTIME:
    case SW_YEARLY_BACKLOG:
        return (style){1, 1, 2, " h", "時間", " h", "時間"};
    case SW_YEARLY_GINI:
        return (style){1, 3, 4, "", "", "", ""};
    default:
        return (style){100, 1, 2, "%", "%", " pp", "pt"};
    }
}

/* A number too small for its digits is 0, not -0. */
static double shown(double value, int digits)
{
    double least = 0.5;
    for (int i = 0; i < digits; i++)
        least /= 10;
    return fabs(value) < least ? 0 : value;
}

static void value_cell(sw_compare_printer *p, int column, double value, const style *s)
{
    if (isnan(value))
        sw_table_cell(p->table, column, "–");
    else
        sw_table_cell(p->table, column, "%.*f%s", s->digits, s->factor * value,
                      p->language == SW_JAPANESE ? s->unit_ja : s->unit);
}

/* The bound of a clear difference keeps its sign, even where its digits are 0. */
static double bound(const sw_contrast *c, double value, const style *s)
{
    const int clear = c->verdict == SW_VERDICT_LOWER || c->verdict == SW_VERDICT_HIGHER;
    return clear ? s->factor * value : shown(s->factor * value, s->difference_digits);
}

static void interval_cells(sw_compare_printer *p, const sw_contrast *c, const style *s)
{
    const int d = s->difference_digits;
    if (isnan(c->difference))
        sw_table_cell(p->table, 3, "–");
    else
        sw_table_cell(p->table, 3, "%+.*f%s", d, shown(s->factor * c->difference, d),
                      p->language == SW_JAPANESE ? s->of_difference_ja
                                                 : s->of_difference);
    if (isnan(c->family_low))
        sw_table_cell(p->table, 4, "–");
    else
        sw_table_cell(p->table, 4, "[%+.*f, %+.*f]", d, bound(c, c->family_low, s), d,
                      bound(c, c->family_high, s));
}

static void number_cell(sw_compare_printer *p, int column, double value, const char *plus)
{
    if (!isfinite(value))
        sw_table_cell(p->table, column, "–");
    else if (plus[0] != '\0')
        sw_table_cell(p->table, column, "%+.2f", shown(value, 2));
    else
        sw_table_cell(p->table, column, fabs(value) < 99.95 ? "%.1f" : "%.0f", value);
}

static void verdict_cell(sw_compare_printer *p, const sw_contrast *c)
{
    enum { MOST = 1000000 }; /* replications of a run */
    switch ((sw_verdict)c->verdict) {
    case SW_VERDICT_HIGHER:
        sw_table_cell(p->table, 7, "%s",
                      sw_either(p->language, "clear: higher", "明確に高い"));
        break;
    case SW_VERDICT_LOWER:
        sw_table_cell(p->table, 7, "%s",
                      sw_either(p->language, "clear: lower", "明確に低い"));
        break;
    case SW_VERDICT_SAME:
        sw_table_cell(
            p->table, 7, "%s",
            sw_either(p->language, "the same in every future", "全ての試行で同じ"));
        break;
    case SW_VERDICT_UNCLEAR:
        if (c->further > MOST)
            sw_table_cell(
                p->table, 7,
                sw_either(p->language, "unclear: over %d more", "不明確: %d回超"), MOST);
        else
            sw_table_cell(
                p->table, 7,
                sw_either(p->language, "unclear: %.0f more", "不明確: あと%.0f回"),
                c->further);
        break;
    case SW_VERDICT_UNKNOWN:
    default:
        sw_table_cell(p->table, 7, "%s", sw_either(p->language, "not known", "値なし"));
    }
}

void sw_compare_print_contrast(sw_compare_printer *p, int k)
{
    const sw_comparison *c = p->c;
    const sw_compared *f = &c->files[k];
    (void)fprintf(
        p->stream,
        sw_either(p->language, "%s (%s) beside %s (%s)\n", "%s (%s) と %s (%s)\n"),
        sw_compare_title(p, f), f->label, sw_compare_title(p, &c->files[0]),
        c->files[0].label);
    begin(p);
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "base", "基準"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "scenario", "比較"));
    sw_table_cell(p->table, 3, "%s", sw_either(p->language, "difference", "差"));
    if (c->n_files > 2)
        sw_table_cell(p->table, 4, "%s",
                      sw_either(p->language, "95% interval, joint", "95％同時区間"));
    else
        sw_table_cell(p->table, 4, "%s",
                      sw_either(p->language, "95% interval", "95％区間"));
    sw_table_cell(p->table, 5, "%s", sw_either(p->language, "effect", "効果量"));
    sw_table_cell(p->table, 6, "%s", sw_either(p->language, "gain", "対応の利得"));
    sw_table_cell(p->table, 7, "%s",
                  sw_either(p->language, "verdict", "判定（必要な追加試行）"));
    for (int i = 0; i < c->n_outcomes; i++) {
        const sw_outcome *o = &c->outcomes[i];
        const sw_contrast *x = &c->contrasts[(k - 1) * c->n_outcomes + i];
        const style s = style_of(o);
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s", p->language == SW_JAPANESE ? o->ja : o->en);
        value_cell(p, 1, x->base, &s);
        value_cell(p, 2, x->other, &s);
        interval_cells(p, x, &s);
        number_cell(p, 5, f->unpaired ? x->effect_marginal : x->effect, "+");
        number_cell(p, 6, x->gain, "");
        verdict_cell(p, x);
    }
    (void)sw_table_print(p->table, "lrrrrrrl", 2, p->stream);
    (void)fputc('\n', p->stream);
}
