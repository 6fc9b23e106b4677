/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See stopping.h; the rule is in sidework/precision.h. */
#include "stopping.h"

#include <stdio.h>

int sw_stopping_check(const sw_options *options, sw_diagnostics *diagnostics)
{
    if (!(options->precision > 0) ||
        (options->stage == SW_STAGE_ALL && !options->partial && options->shard.of == 0))
        return SW_OK;
    return sw_fail(diagnostics, SW_USAGE,
                   "--precision looks at all replications together: it does not go with "
                   "--shard, mpirun or --partial",
                   "--precision は全ての試行を合わせて判定するため、--shard、mpirun、"
                   "--partial とは併用できません");
}

void sw_stopping_plan(sw_durable *durable, const sw_options *options)
{
    durable->precision = (sw_precision){0};
    if (options->precision > 0)
        sw_precision_plan(&durable->precision, options->precision);
}

int sw_stopping_met(sw_durable *durable, const sw_results *there)
{
    sw_precision *p = &durable->precision;
    if (!(p->width > 0))
        return 0;
    while (p->first < there->n_replications && p->first < 1u << 30)
        p->first *= 2;
    return there->stopping.reached && there->stopping.width <= p->width;
}

int sw_stopping_judge(void *context, const sw_results *results)
{
    const sw_durable *self = context;
    return sw_precision_enough(&self->precision, results) ? SW_ENSEMBLE_ENOUGH : SW_OK;
}

int sw_stopping_end(sw_durable *durable, const sw_options *options, const char *output,
                    sw_results *results, sw_diagnostics *diagnostics)
{
    const int ja = options->language == SW_JAPANESE;
    if (!(durable->precision.width > 0))
        return SW_OK;
    if (sw_precision_settle(&durable->precision, results))
        return sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    durable->progress->total = results->n_replications;
    if (options->quiet)
        return SW_OK;
    if (results->stopping.reached)
        fprintf(stderr,
                ja ? "%s: 精度 %g に %u 回で達しました\n"
                   : "%s: precise to %g after %u replications\n",
                output, durable->precision.width, results->n_replications);
    else
        fprintf(
            stderr,
            ja ? "%s: 上限（-n）の %u 回では精度 %g に達していません。-n "
                 "を増やし --resume を付けると続きます\n"
               : "%s: %u replications are the limit (-n), and not yet precise to %g; a "
                 "larger -n with --resume goes on\n",
            output, results->n_replications, durable->precision.width);
    return SW_OK;
}
