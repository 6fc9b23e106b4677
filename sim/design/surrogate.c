/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ridge regression on Legendre polynomials, chosen by blocks left out. The normal equations
 * are solved by a Cholesky decomposition written out here, so that the bits are the same
 * everywhere; the columns are nearly orthonormal, which keeps them harmless. */
#include <sidework/surrogate.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More terms than this are not tried: the work grows with their square. */
enum { MOST_TERMS = 300, N_RIDGES = 5 };

static const double ridges[N_RIDGES] = {1e-6, 1e-4, 1e-3, 1e-2, 1e-1};

struct fit {
    int k, p; /* factors, terms */
    enum sw_surrogate_terms terms;
    size_t n, block;
    double *x;       /* [n][p] */
    const double *y; /* [n] */
    double *gram;    /* [p][p] X'X / n */
    double *xy;      /* [p] X'y / n */
    double *lower;   /* [p][p] */
    double *solved;  /* [block][p] */
    double *left;    /* [block][block] */
    double *residual;
    double *c; /* [p] */
};

static int count_terms(int k, enum sw_surrogate_terms terms)
{
    const int pairs = k < 1000 ? k * (k - 1) / 2 : MOST_TERMS;
    return 1 + k * (terms >= SW_TERMS_SQUARES ? 2 : 1) +
           (terms == SW_TERMS_PAIRS ? pairs : 0);
}

static void basis(const double *u, int k, enum sw_surrogate_terms terms, double *to)
{
    const double sqrt_3 = 1.7320508075688772, sqrt_5 = 2.2360679774997896;
    *to++ = 1;
    double *line = to;
    for (int j = 0; j < k; j++)
        *to++ = sqrt_3 * (2 * u[j] - 1);
    for (int j = 0; terms >= SW_TERMS_SQUARES && j < k; j++)
        *to++ = sqrt_5 * (6 * u[j] * u[j] - 6 * u[j] + 1);
    for (int i = 0; terms == SW_TERMS_PAIRS && i < k; i++)
        for (int j = i + 1; j < k; j++)
            *to++ = line[i] * line[j];
}

/* a [n][n] to its lower triangle L of L L'; 0 if it is not positive definite. */
static int cholesky(const double *a, size_t n, double *l)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * n + j];
            for (size_t m = 0; m < j; m++)
                sum -= l[i * n + m] * l[j * n + m];
            if (i == j && !(sum > 1e-14))
                return 0;
            l[i * n + j] = i == j ? sqrt(sum) : sum / l[j * n + j];
        }
    return 1;
}

/* L z = b in place. */
static void forward(const double *l, size_t n, double *b)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t m = 0; m < i; m++)
            b[i] -= l[i * n + m] * b[m];
        b[i] /= l[i * n + i];
    }
}

/* L' z = b in place. */
static void backward(const double *l, size_t n, double *b)
{
    for (size_t i = n; i-- > 0;) {
        for (size_t m = i + 1; m < n; m++)
            b[i] -= l[m * n + i] * b[m];
        b[i] /= l[i * n + i];
    }
}

static void normal_equations(struct fit *f)
{
    const size_t p = (size_t)f->p;
    memset(f->gram, 0, p * p * sizeof *f->gram);
    memset(f->xy, 0, p * sizeof *f->xy);
    for (size_t r = 0; r < f->n; r++) {
        const double *x = f->x + r * p;
        for (size_t i = 0; i < p; i++) {
            const double scaled = x[i] / (double)f->n;
            f->xy[i] += scaled * f->y[r];
            for (size_t j = 0; j <= i; j++)
                f->gram[i * p + j] += scaled * x[j];
        }
    }
}

static int solve(struct fit *f, double ridge)
{
    const size_t p = (size_t)f->p;
    for (size_t i = 1; i < p; i++)
        f->gram[i * p + i] += ridge;
    const int done = cholesky(f->gram, p, f->lower);
    for (size_t i = 1; i < p; i++)
        f->gram[i * p + i] -= ridge;
    if (!done)
        return 0;
    memcpy(f->c, f->xy, p * sizeof *f->c);
    forward(f->lower, p, f->c);
    backward(f->lower, p, f->c);
    return 1;
}

/* Sum of squares of the residuals of a block, had it been left out; NaN if nothing is left
 * to say it. */
static double left_out(struct fit *f, size_t first)
{
    const size_t p = (size_t)f->p, b = f->block;
    double sum = 0;
    for (size_t i = 0; i < b; i++) {
        const double *x = f->x + (first + i) * p;
        double *z = f->solved + i * p;
        f->residual[i] = f->y[first + i];
        for (size_t t = 0; t < p; t++)
            f->residual[i] -= x[t] * f->c[t];
        memcpy(z, x, p * sizeof *z);
        forward(f->lower, p, z);
        for (size_t j = 0; j <= i; j++) {
            double h = 0;
            for (size_t t = 0; t < p; t++)
                h += z[t] * f->solved[j * p + t];
            f->left[i * b + j] = (i == j) - h / (double)f->n;
        }
    }
    if (!cholesky(f->left, b, f->left))
        return NAN;
    forward(f->left, b, f->residual);
    backward(f->left, b, f->residual);
    for (size_t i = 0; i < b; i++)
        sum += f->residual[i] * f->residual[i];
    return sum;
}

static double press(struct fit *f)
{
    double sum = 0;
    for (size_t first = 0; first < f->n; first += f->block)
        sum += left_out(f, first);
    return sum;
}

static void fit_free(struct fit *f)
{
    free(f->x);
    free(f->gram);
    free(f->xy);
    free(f->lower);
    free(f->solved);
    free(f->left);
    free(f->residual);
    free(f->c);
}

static int fit_allocate(struct fit *f, int most)
{
    const size_t p = (size_t)most;
    f->x = malloc(f->n * p * sizeof *f->x);
    f->gram = malloc(p * p * sizeof *f->gram);
    f->xy = malloc(p * sizeof *f->xy);
    f->lower = malloc(p * p * sizeof *f->lower);
    f->solved = malloc(f->block * p * sizeof *f->solved);
    f->left = malloc(f->block * f->block * sizeof *f->left);
    f->residual = malloc(f->block * sizeof *f->residual);
    f->c = malloc(p * sizeof *f->c);
    return f->x && f->gram && f->xy && f->lower && f->solved && f->left && f->residual &&
           f->c;
}

/* Tries one set of terms with every strength; keeps what predicts best so far. */
static void try_terms(sw_surrogate *self, struct fit *f, const double *u,
                      enum sw_surrogate_terms terms)
{
    f->terms = terms;
    f->p = count_terms(self->k, terms);
    for (size_t i = 0; i < f->n; i++)
        basis(u + i * (size_t)self->k, self->k, terms, f->x + i * (size_t)f->p);
    normal_equations(f);
    for (int r = 0; r < N_RIDGES; r++) {
        if (!solve(f, ridges[r]))
            continue;
        const double q2 = 1 - press(f) / ((double)f->n * self->variance);
        if (isnan(q2) || q2 <= self->q2)
            continue;
        self->q2 = q2;
        self->terms = terms;
        self->n_terms = f->p;
        self->ridge = ridges[r];
        memcpy(self->coefficients, f->c, (size_t)f->p * sizeof *f->c);
    }
}

/* The square of a term to the groups of its factors, i and j (the same: of one factor). */
static void add_term(double square, int i, int j, const sw_grouping *factors,
                     double *first, double *total)
{
    const int g = factors->group[i], h = factors->group[j];
    total[g] += square;
    if (h == g)
        first[g] += square;
    else
        total[h] += square;
}

void sw_surrogate_indices(const sw_surrogate *self, const sw_grouping *factors,
                          double *first, double *total)
{
    const int k = self->k;
    const double *c = self->coefficients;
    double all = 0;
    for (int g = 0; g < factors->n_groups; g++)
        first[g] = total[g] = 0;
    for (int t = 1; t < self->n_terms; t++) {
        all += c[t] * c[t];
        if (t <= 2 * k)
            add_term(c[t] * c[t], (t - 1) % k, (t - 1) % k, factors, first, total);
    }
    int t = 1 + 2 * k;
    for (int i = 0; t < self->n_terms; i++)
        for (int j = i + 1; j < k; j++, t++)
            add_term(c[t] * c[t], i, j, factors, first, total);
    for (int g = 0; g < factors->n_groups; g++) {
        first[g] = all > 0 ? first[g] / all : (double)NAN;
        total[g] = all > 0 ? total[g] / all : (double)NAN;
    }
}

static void judge(sw_surrogate *self, double noise)
{
    if (noise > 0 && self->variance > 0)
        self->ceiling = 1 - noise / self->variance;
    const double share = self->q2 / self->ceiling;
    self->trust = self->n_terms == 0       ? SW_TRUST_UNDEFINED
                  : !(self->ceiling > 0.1) ? SW_TRUST_NONE
                  : share >= 0.8           ? SW_TRUST_GOOD
                  : share >= 0.5           ? SW_TRUST_ROUGH
                                           : SW_TRUST_NONE;
}

/* Copies the whole blocks; returns how many points they have. */
static size_t gather(int k, size_t n, const double *u, const double *y, size_t block,
                     double *to_u, double *to_y)
{
    size_t kept = 0;
    for (size_t first = 0; first + block <= n; first += block) {
        int whole = 1;
        for (size_t i = 0; i < block; i++)
            whole &= isfinite(y[first + i]) != 0;
        if (!whole)
            continue;
        memcpy(to_u + kept * (size_t)k, u + first * (size_t)k,
               block * (size_t)k * sizeof *u);
        memcpy(to_y + kept, y + first, block * sizeof *y);
        kept += block;
    }
    return kept;
}

static void describe(sw_surrogate *self, const double *y)
{
    int constant = 1;
    for (size_t i = 0; i < self->n; i++) {
        self->mean += y[i] / (double)self->n;
        constant &= y[i] == y[0];
    }
    for (size_t i = 0; i < self->n && !constant; i++)
        self->variance += (y[i] - self->mean) * (y[i] - self->mean) / (double)self->n;
}

int sw_surrogate_fit(sw_surrogate *self, int k, size_t n, const double *u,
                     const double *y, size_t block, double noise)
{
    struct fit f = {.k = k, .block = block};
    int status = SW_MEMORY, most = 0;
    *self = (sw_surrogate){.k = k, .q2 = -INFINITY, .ceiling = 1};
    double *some_u = malloc((n * (size_t)k + 1) * sizeof *some_u);
    double *some_y = malloc((n + 1) * sizeof *some_y);
    if (!some_u || !some_y)
        goto out;
    f.n = self->n = gather(k, n, u, y, block, some_u, some_y);
    f.y = some_y;
    describe(self, some_y);
    for (int terms = 0; terms < SW_N_TERMS; terms++) {
        const int p = count_terms(k, (enum sw_surrogate_terms)terms);
        if (p <= MOST_TERMS && (size_t)p < f.n)
            most = p;
    }
    if (most && self->variance > 0) {
        self->coefficients = calloc((size_t)most, sizeof *self->coefficients);
        if (!self->coefficients || !fit_allocate(&f, most))
            goto out;
        for (int terms = 0;
             terms < SW_N_TERMS && count_terms(k, (enum sw_surrogate_terms)terms) <= most;
             terms++)
            try_terms(self, &f, some_u, (enum sw_surrogate_terms)terms);
    }
    if (!self->n_terms)
        self->q2 = NAN;
    judge(self, noise);
    status = SW_OK;
out:
    fit_free(&f);
    free(some_u);
    free(some_y);
    if (status)
        sw_surrogate_free(self);
    return status;
}

void sw_surrogate_free(sw_surrogate *self)
{
    free(self->coefficients);
    *self = (sw_surrogate){0};
}

double sw_surrogate_at(const sw_surrogate *self, const double *u)
{
    const double sqrt_3 = 1.7320508075688772, sqrt_5 = 2.2360679774997896;
    const double *c = self->coefficients;
    if (!self->n_terms)
        return self->mean;
    double sum = *c++;
    for (int j = 0; j < self->k; j++)
        sum += *c++ * sqrt_3 * (2 * u[j] - 1);
    for (int j = 0; self->terms >= SW_TERMS_SQUARES && j < self->k; j++)
        sum += *c++ * sqrt_5 * (6 * u[j] * u[j] - 6 * u[j] + 1);
    for (int i = 0; self->terms == SW_TERMS_PAIRS && i < self->k; i++)
        for (int j = i + 1; j < self->k; j++)
            sum += *c++ * 3 * (2 * u[i] - 1) * (2 * u[j] - 1);
    return sum;
}
