/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two ends of a calibration's table: the answer in short for somebody who reads nothing
 * else, and how far to trust the numbers, with what would make them better. */
#include "calibration_parts.h"

#include <math.h>
#include <string.h>

enum { NAMED = 3, FEW = 100, MANY = 20000 };

/* Particles share ancestors (calibrate_outcome.c). */
static const double kinship = 1.5;

double sw_calibration_noise(const sw_calibration *self)
{
    return self->effective > 0 ? kinship / sqrt(2 * self->effective) : INFINITY;
}

int sw_calibration_learned(const sw_calibration *self)
{
    int n = 0;
    for (int k = 0; k < self->n_parameters; k++)
        n += self->parameters[k].learned != 0;
    return n;
}

static void put_best(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    int shown = 0;
    for (int k = 0; k < c->n_parameters && shown < NAMED; k++) {
        const sw_calibrated_parameter *q = &c->parameters[p->order[k]];
        if (!q->learned)
            continue;
        (void)fputs(shown++ ? (p->ja ? "、" : "; ") : "", p->out);
        if (p->ja)
            (void)fprintf(p->out, "「%s」", q->ja);
        else
            (void)fprintf(p->out, "%s", q->en);
    }
}

static void put_learned(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    const int n = sw_calibration_learned(c), all = c->n_parameters;
    if (n == 0) {
        (void)fprintf(
            p->out,
            p->ja ? "要点: 不確かな値 %d 個%.0sのうち、観測値から絞れたものはない。\n"
                  : "In short: of %d uncertain parameter%s the facts narrow none.\n",
            all, all == 1 ? "" : "s");
        return;
    }
    (void)fprintf(p->out,
                  p->ja
                      ? "要点: 不確かな値 %d 個%.0sのうち、観測値から %d 個を絞れた。"
                        "最もよく分かったのは"
                      : "In short: of %d uncertain parameter%s the facts narrow %d; best "
                        "known now: ",
                  all, all == 1 ? "" : "s", n);
    put_best(p);
    (void)fputs(p->ja ? "。\n" : ".\n", p->out);
}

void sw_calibration_put_short(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    const int left = c->n_parameters - sw_calibration_learned(c);
    int conflicts = 0;
    for (int k = 0; k < c->n_data; k++)
        conflicts += c->data[k].conflict != 0;
    (void)fputc('\n', p->out);
    put_learned(p);
    if (left > 0)
        (void)fprintf(p->out,
                      p->ja
                          ? "  残る %d 個は仮定のまま。減らせるのは新しい事実（翌年の"
                            "調査など）で、計算を増やすことではない。\n"
                          : "  %d stay as assumed: new facts (next year's survey) could "
                            "change that, more computing cannot.\n",
                      left);
    if (conflicts > 0)
        (void)fprintf(p->out,
                      p->ja ? "  観測値のうち %d 個はモデルか互いと合わない（下を参照）。"
                              "解決するまで、この結果で見通しを立てない。\n"
                            : "  %d of the facts do not go with the model or each other "
                              "(below): settle that before projecting from it.\n",
                      conflicts);
}

static void put_tolerance(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    const sw_calibrated_generation *last = &c->generations[c->n_generations - 1];
    (void)fprintf(p->out,
                  p->ja ? "  許容差を %d 回%.0s下げて %.3g とした。採択率 "
                          "%.0f%%、異なる粒子 %.0f 個\n"
                        : "  tolerance lowered %d time%s, to %.3g; %.0f%% of proposals "
                          "accepted, %.0f "
                          "different particles\n",
                  c->n_generations - 1, c->n_generations == 2 ? "" : "s", last->tolerance,
                  100 * last->acceptance, last->distinct);
}

/* Where only the first generation is finished, regression does all. Against 20,000 simulations of
 * scenarios/priors.cfg, 3,000 (5 seeds) gave 90 % intervals 0.92 to 1.29 times as wide, and
 * medians up to 0.5 posterior standard deviations away. */
static void put_unlowered(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    if (c->n_generations > 1 || strcmp(c->end, "SIMULATIONS") != 0)
        return;
    (void)fprintf(p->out,
                  p->ja
                      ? "  注意: 許容差を一度も下げておらず、粗い。区間が３割ほど広すぎ、"
                        "中央値が標準偏差の半分ほどずれることがある。\n"
                        "  --simulations %d 以上を指定する\n"
                      : "  Careful: a first look only; the tolerance was never lowered. "
                        "Intervals may be a third too wide and\n"
                        "  medians half a standard deviation off; give --simulations "
                        "%d or more\n",
                  MANY);
}

static int was_cut(const sw_calibration *c)
{
    return strcmp(c->end, "SIMULATIONS") == 0 || strcmp(c->end, "SECONDS") == 0;
}

static void put_next(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    if (c->effective < FEW)
        (void)fputs(
            p->ja ? "次に: 実効標本数が少なく、区間を信用できない。--particles と "
                    "--simulations を増やし、--force か別の -o で\n"
                    "  初めからやり直す\n"
                  : "Next: too few independent draws to trust the intervals; begin anew "
                    "with more --particles and\n"
                    "  --simulations (another -o, or --force)\n",
            p->out);
    else if (was_cut(c))
        (void)fputs(
            p->ja ? "次に: 許容差はまだ下げられる。--simulations を増やし --resume を"
                    "付けると続く（既に十分なら不要）\n"
                  : "Next: the tolerance could still fall; a larger --simulations with "
                    "--resume goes on (no need where the facts are met already)\n",
            p->out);
    (void)fputs(p->ja
                    ? "見通し: sidework run シナリオ --posterior このファイル\n"
                    : "To project from it: sidework run SCENARIO.cfg --posterior FILE\n",
                p->out);
}

void sw_calibration_put_trust(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    const double noise = 100 * sw_calibration_noise(c);
    (void)fprintf(p->out,
                  p->ja ? "\nどこまで信用できるか\n"
                          "  抽出 %d 個、実効標本数 %.0f。区間の幅の偶然誤差は約 %.0f%%"
                          "（別の --seed でも確かめられる）\n"
                        : "\nHow far to trust it\n"
                          "  %d draws, worth %.0f independent ones (effective sample "
                          "size): widths of intervals are off by\n"
                          "  about %.0f%% by chance (another --seed shows it)\n",
                  c->n_draws, c->effective, noise);
    if (c->n_generations > 1 && c->generations != NULL)
        put_tolerance(p);
    put_unlowered(p);
    put_next(p);
}
