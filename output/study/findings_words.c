/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tables say, in words that do not claim more than they show: what is never reached
 * is bounded, the best of many points is called so, and failed points are not passed over.
 */
#include <math.h>
#include <string.h>

#include <sidework/summary.h>

#include "findings_parts.h"

typedef sw_findings_printer printer;

enum { POINT_BYTES = 300 };

static size_t cell(const sw_findings *f, uint32_t i, int k)
{
    return (size_t)i * (size_t)f->n_thresholds + (size_t)k;
}

/* The point with the highest P, or, where none is above 0, the highest final rate. */
static uint32_t best_for(const sw_findings *f, int k)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < f->n_points; i++) {
        const double *rate = f->mean[SW_FINDINGS_side_work_rate_annual];
        const double a = f->p_ever[cell(f, i, k)], b = f->p_ever[cell(f, best, k)];
        if (!isnan(a) && (isnan(b) || a > b || (a == b && rate[i] > rate[best])))
            best = i;
    }
    return best;
}

static void threshold_words(printer *p, int k)
{
    const sw_findings *f = p->f;
    const double threshold = 100 * f->exploration->results.layout.thresholds[k];
    const uint32_t best = best_for(f, k);
    const size_t at = cell(f, best, k);
    char where[POINT_BYTES];
    uint32_t there = 0, likely = 0, others = 0;
    for (uint32_t i = 0; i < f->n_points; i++) {
        there += f->p_ever[cell(f, i, k)] > 0;
        likely += f->p_ever[cell(f, i, k)] >= 0.5;
        others += i != best && f->p_ever[cell(f, i, k)] == f->p_ever[at];
    }
    if (isnan(f->p_ever[at]))
        return;
    sw_findings_point(p, best, where, sizeof where);
    if (there == 0) {
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  %g %%: no point reaches it in any future seen (with %.0f "
                      "futures a point, P is below %.1f %% at each, 95 %%)\n",
                      "  %g％: どの点でも、試行した将来では一度も届かない（各点 %.0f "
                      "回なので、P は各点で %.1f％未満、95％）\n"),
            threshold, f->n[best], 100 * f->p_ever_high[at]);
        return;
    }
    (void)fprintf(p->stream,
                  sw_either(p->language,
                            "  %g %%: reached in some future at %u of %u points, in "
                            "half of them or more at %u; most surely at point %u "
                            "(%s): P = %.1f %% (%.1f–%.1f)",
                            "  %g％: %u 点（全 %u 点）で届く将来があり、半分以上の将来で"
                            "届くのは %u 点。最も確かなのは点 %u（%s）で、P = %.1f％"
                            "（%.1f～%.1f）"),
                  threshold, there, f->n_points - f->n_failed, likely, best + 1, where,
                  100 * f->p_ever[at], 100 * f->p_ever_low[at], 100 * f->p_ever_high[at]);
    if (others > 0)
        (void)fprintf(p->stream,
                      sw_either(p->language, ", and the same share at %u more",
                                "。ほか %u 点も同じ割合"),
                      others);
    (void)fputc('\n', p->stream);
}

/* Of a single replication no error is known. */
static void error_text(double error, char text[16])
{
    if (isnan(error))
        (void)snprintf(text, 16, "–");
    else
        (void)snprintf(text, 16, "%.2f", 100 * error);
}

/* Points with the same mean as point i, itself among them. */
static uint32_t alike(const double *mean, uint32_t n, uint32_t i)
{
    uint32_t same = 0;
    for (uint32_t k = 0; k < n; k++)
        same += mean[k] == mean[i];
    return same;
}

static void extremes(printer *p)
{
    const sw_findings *f = p->f;
    const double *mean = f->mean[SW_FINDINGS_side_work_rate_annual];
    const double *error = f->mean_se[SW_FINDINGS_side_work_rate_annual];
    char high_text[POINT_BYTES], low_text[POINT_BYTES], high_error[16], low_error[16];
    int any = 0;
    uint32_t high = 0, low = 0;
    for (uint32_t i = 0; i < f->n_points; i++) {
        if (isnan(mean[i]))
            continue;
        high = !any || mean[i] > mean[high] ? i : high;
        low = !any || mean[i] < mean[low] ? i : low;
        any = 1;
    }
    if (!any)
        return;
    sw_findings_point(p, high, high_text, sizeof high_text);
    sw_findings_point(p, low, low_text, sizeof low_text);
    error_text(error[high], high_error);
    error_text(error[low], low_error);
    if (mean[high] == mean[low] && f->n_points - f->n_failed > 1) {
        (void)fprintf(p->stream,
                      sw_either(p->language,
                                "  Rate of the last year, mean: the same at every "
                                "point, %.2f %% (error %s)\n",
                                "  最終年度の率の平均: どの点でも同じで %.2f％（誤差 "
                                "%s）\n"),
                      100 * mean[high], high_error);
        return;
    }
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "  Rate of the last year, mean: highest %.2f %% (error %s) at "
                  "point %u (%s); lowest %.2f %% (error %s) at point %u (%s)\n",
                  "  最終年度の率の平均: 最高 %.2f％（誤差 %s）は点 %u（%s）、最低 "
                  "%.2f％（誤差 %s）は点 %u（%s）\n"),
        100 * mean[high], high_error, high + 1, high_text, 100 * mean[low], low_error,
        low + 1, low_text);
    if (alike(mean, f->n_points, high) + alike(mean, f->n_points, low) > 2)
        (void)fprintf(p->stream,
                      sw_either(p->language,
                                "  (%u points share the highest mean, %u the lowest: "
                                "what differs between them changes nothing there)\n",
                                "  （最高の平均は %u 点、最低は %u 点で同じ。その間の違い"
                                "は結果を変えない）\n"),
                      alike(mean, f->n_points, high), alike(mean, f->n_points, low));
}

/* One at a time: how many changes are beyond chance. */
static void changes(printer *p)
{
    const sw_findings *f = p->f;
    uint32_t clear = 0, judged = 0;
    if (f->design->method != SW_DESIGN_one_at_a_time)
        return;
    for (uint32_t i = 1; i < f->n_points; i++) {
        judged += !isnan(f->difference_low[i]);
        clear += f->difference_low[i] > 0 || f->difference_high[i] < 0;
    }
    if (judged == 0)
        return;
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "  %u of %u changes are clear (their joint interval leaves out "
                  "0); of the others nothing is known but that they are small "
                  "beside their interval\n",
                  "  %u 個（全 %u 個）の変化は明確（同時区間が 0 を含まない）。ほかは、"
                  "区間の幅に比べて小さいということしか言えない\n"),
        clear, judged);
}

static void failures(printer *p)
{
    const sw_findings *f = p->f;
    uint32_t i = 0;
    if (f->n_failed == 0)
        return;
    while (!f->exploration->points[i].failed)
        i++;
    (void)fprintf(p->stream,
                  sw_either(p->language,
                            "  %u of %u points failed; the first, point %u: %s\n",
                            "  %u 点（全 %u 点）が失敗。最初は点 %u: %s\n"),
                  f->n_failed, f->n_points, i + 1,
                  p->language == SW_JAPANESE ? f->exploration->points[i].reason_ja
                                             : f->exploration->points[i].reason);
}

void sw_findings_print_words(printer *p)
{
    enum { MANY = 10 };
    const sw_findings *f = p->f;
    (void)fputs(sw_either(p->language, "Reading\n", "読み方\n"), p->stream);
    for (int k = 0; k < f->n_thresholds; k++)
        threshold_words(p, k);
    extremes(p);
    changes(p);
    if (f->n_points - f->n_failed > MANY)
        (void)fputs(
            sw_either(p->language,
                      "  The best of many points is in part the luckiest: run it "
                      "again with another --seed before relying on it\n",
                      "  多くの点の中の最良は、幸運だった点でもある。頼る前に別の --seed "
                      "で確かめること\n"),
            p->stream);
    failures(p);
}
