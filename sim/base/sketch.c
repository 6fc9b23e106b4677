/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that several threads add to without a lock; see sketch.h. */
#include <sidework/sketch.h>

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum kind { NOT_TAKEN, RATE, YEAR, MONTH, SUM };
enum { GRID = 65536, SUMS = 3 };
#define PARTS 1099511627776.0 /* 2^40 */

static const struct {
    const char *name;
    enum kind kind;
} taken[] = {{"side_work_rate", RATE},
             {"side_work_rate_regular", RATE},
             {"side_work_rate_annual", RATE},
             {"side_work_rate_annual_regular", RATE},
             {"first_year_reached", YEAR},
             {"gate_month", MONTH},
             {"criterion_month", MONTH},
             {"phase_month", MONTH},
             {"side_work_hours_by_kind", SUM},
             {"side_work_wanted_by_kind", SUM},
             {"no_time_left", SUM},
             {"applicants_unplaced", SUM},
             {"consent_refused", SUM},
             {"seats_unfilled", SUM},
             {"survey_side_work_rate", SUM},
             {"survey_participated", SUM},
             {"survey_willing", SUM}};

/* Of one variable: where its counts or sums begin, and how many a value has. */
typedef struct entry {
    enum kind kind;
    size_t at, bins;
} entry;

struct sw_sketch {
    const sw_layout *layout;
    entry *entries;            /* [n_variables] */
    _Atomic uint32_t *counts;  /* histograms, one after the other */
    _Atomic int64_t *sums;     /* [..][SUMS] whole, parts, how often NaN */
    _Atomic uint32_t *reached; /* [n_thresholds][n_years] */
    const sw_variable *annual; /* NULL: the layout has none */
    double *rates;             /* [n_rates][n_years] annual, or NULL */
    uint32_t n_rates;
    _Alignas(64) _Atomic uint32_t n;
};

static enum kind kind_of(const char *name)
{
    for (size_t k = 0; k < sizeof taken / sizeof taken[0]; k++)
        if (strcmp(taken[k].name, name) == 0)
            return taken[k].kind;
    return NOT_TAKEN;
}

int sw_sketch_takes(const char *name)
{
    return kind_of(name) != NOT_TAKEN;
}

static size_t bins_of(const sw_layout *layout, enum kind kind)
{
    switch (kind) {
    case RATE:
        return GRID;
    case YEAR: /* never, and each year */
        return 1 + (size_t)layout->n_years;
    case MONTH:
        return 1 + (size_t)layout->n_months;
    default:
        return 0;
    }
}

/* Places all entries; returns the counters and sums they need. */
static size_t place(const sw_layout *layout, entry *entries, size_t *n_sums)
{
    size_t n_counts = 0;
    *n_sums = 0;
    for (int k = 0; k < layout->n_variables; k++) {
        const sw_variable *v = &layout->variables[k];
        entry e = {.kind = kind_of(v->name)};
        e.bins = bins_of(layout, e.kind);
        e.at = e.kind == SUM ? *n_sums : n_counts;
        n_counts += e.bins * v->length;
        *n_sums += e.kind == SUM ? v->length : 0;
        if (entries)
            entries[k] = e;
    }
    return n_counts;
}

size_t sw_sketch_bytes(const sw_layout *layout)
{
    size_t n_sums = 0;
    const size_t n_counts = place(layout, NULL, &n_sums);
    return n_counts * sizeof(uint32_t) + n_sums * SUMS * sizeof(int64_t) +
           (size_t)(layout->n_thresholds * layout->n_years) * sizeof(uint32_t) +
           (size_t)layout->n_variables * sizeof(entry) + sizeof(sw_sketch);
}

sw_sketch *sw_sketch_new(const sw_layout *layout)
{
    const size_t bytes = (sizeof(sw_sketch) + 63) / 64 * 64;
    sw_sketch *self = aligned_alloc(64, bytes);
    size_t n_sums = 0;
    if (!self)
        return NULL;
    memset(self, 0, bytes);
    self->layout = layout;
    self->entries = calloc((size_t)layout->n_variables + 1, sizeof *self->entries);
    if (!self->entries)
        goto fail;
    const size_t n_counts = place(layout, self->entries, &n_sums);
    self->counts = calloc(n_counts + 1, sizeof *self->counts);
    self->sums = calloc(n_sums * SUMS + 1, sizeof *self->sums);
    self->reached = calloc((size_t)(layout->n_thresholds * layout->n_years) + 1,
                           sizeof *self->reached);
    self->annual = sw_layout_find(layout, "side_work_rate_annual");
    if (self->counts && self->sums && self->reached)
        return self;
fail:
    sw_sketch_free(self);
    return NULL;
}

void sw_sketch_free(sw_sketch *self)
{
    if (!self)
        return;
    free(self->entries);
    free(self->counts);
    free(self->sums);
    free(self->reached);
    free(self->rates);
    free(self);
}

static void count(_Atomic uint32_t *at)
{
    atomic_fetch_add_explicit(at, 1, memory_order_relaxed);
}

static size_t grid_of(double rate)
{
    const double x = floor(rate * GRID + 0.5);
    return !(x > 0.0) ? 0 : x > GRID - 1.0 ? GRID - 1 : (size_t)x;
}

static size_t code_of(const sw_layout *layout, enum kind kind, double value, size_t bins)
{
    const double x = 1.0 + (kind == YEAR ? value - layout->base_year : value);
    return !(value >= 0.0) || x < 0.0 ? 0 : x > (double)bins - 1.0 ? bins - 1 : (size_t)x;
}

static void add_sum(_Atomic int64_t *at, double value)
{
    if (isnan(value)) {
        atomic_fetch_add_explicit(&at[2], 1, memory_order_relaxed);
        return;
    }
    const double whole = floor(value);
    atomic_fetch_add_explicit(&at[0], (int64_t)whole, memory_order_relaxed);
    atomic_fetch_add_explicit(&at[1], (int64_t)floor((value - whole) * PARTS + 0.5),
                              memory_order_relaxed);
}

static void add_variable(sw_sketch *self, const entry *e, const sw_variable *v,
                         const double *values)
{
    for (size_t i = 0; i < v->length; i++) {
        if (e->kind == SUM)
            add_sum(&self->sums[(e->at + i) * SUMS], values[i]);
        else if (e->kind == RATE)
            count(&self->counts[e->at + i * e->bins + grid_of(values[i])]);
        else
            count(&self->counts[e->at + i * e->bins +
                                code_of(self->layout, e->kind, values[i], e->bins)]);
    }
}

void sw_sketch_add(sw_sketch *self, const double *record)
{
    const sw_layout *layout = self->layout;
    for (int k = 0; k < layout->n_variables; k++) {
        const sw_variable *v = &layout->variables[k];
        if (self->entries[k].kind != NOT_TAKEN)
            add_variable(self, &self->entries[k], v, record + v->offset);
    }
    for (int k = 0; k < layout->n_thresholds && self->annual; k++) {
        for (int y = 0; y < layout->n_years; y++)
            if (record[self->annual->offset + (size_t)y] >= layout->thresholds[k])
                count(&self->reached[k * layout->n_years + y]);
    }
    count(&self->n);
}

size_t sw_sketch_annual_bytes(const sw_layout *layout, uint32_t n)
{
    return (size_t)n * (size_t)layout->n_years * sizeof(double);
}

int sw_sketch_keep_annual(sw_sketch *self, uint32_t n)
{
    const size_t bytes = sw_sketch_annual_bytes(self->layout, n);
    self->rates = self->annual ? malloc(bytes + 1) : NULL;
    if (!self->rates)
        return self->annual ? SW_MEMORY : SW_OK;
    for (size_t i = 0; i < bytes / sizeof(double); i++)
        self->rates[i] = NAN;
    self->n_rates = n;
    return SW_OK;
}

void sw_sketch_put_annual(sw_sketch *self, uint32_t replication, const double *record)
{
    const size_t years = (size_t)self->layout->n_years;
    if (self->rates && replication < self->n_rates)
        memcpy(self->rates + replication * years, record + self->annual->offset,
               years * sizeof(double));
}

uint32_t sw_sketch_annual_room(const sw_sketch *self)
{
    return self->n_rates;
}

const double *sw_sketch_annual(const sw_sketch *self, uint32_t replication)
{
    return self->rates && replication < self->n_rates
               ? self->rates + (size_t)replication * (size_t)self->layout->n_years
               : NULL;
}

uint32_t sw_sketch_count(const sw_sketch *self)
{
    return atomic_load(&self->n);
}

static const entry *entry_of(const sw_sketch *self, const sw_variable *v)
{
    return &self->entries[v - self->layout->variables];
}

size_t sw_sketch_column(const sw_sketch *self, const sw_variable *v, size_t i,
                        double *out)
{
    const entry *e = entry_of(self, v);
    size_t n = 0;
    for (size_t b = 0; b < e->bins; b++) {
        const double value = e->kind == RATE   ? (double)b * SW_SKETCH_STEP
                             : b == 0          ? -1.0
                             : e->kind == YEAR ? self->layout->base_year + (double)b - 1.0
                                               : (double)b - 1.0;
        for (uint32_t k = atomic_load(&self->counts[e->at + i * e->bins + b]); k > 0; k--)
            out[n++] = value;
    }
    return n;
}

size_t sw_sketch_met(const sw_sketch *self, const sw_variable *v, size_t i)
{
    const entry *e = entry_of(self, v);
    if (e->kind != YEAR && e->kind != MONTH)
        return 0;
    return sw_sketch_count(self) - atomic_load(&self->counts[e->at + i * e->bins]);
}

double sw_sketch_mean(const sw_sketch *self, const sw_variable *v, size_t i)
{
    const entry *e = entry_of(self, v);
    _Atomic int64_t *at = &self->sums[(e->at + i) * SUMS];
    const double n = sw_sketch_count(self);
    if (e->kind != SUM || atomic_load(&at[2]) > 0 || n == 0.0)
        return NAN;
    return ((double)atomic_load(&at[0]) + (double)atomic_load(&at[1]) / PARTS) / n;
}

uint32_t sw_sketch_reached(const sw_sketch *self, int k, int y)
{
    return atomic_load(&self->reached[k * self->layout->n_years + y]);
}
