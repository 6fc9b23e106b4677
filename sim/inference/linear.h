/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little linear algebra that inference needs, on plain row-major arrays, with a fixed order
 * of operations: no blocked library underneath whose sums depend on the machine.
 */
#ifndef SIDEWORK_INFERENCE_LINEAR_H
#define SIDEWORK_INFERENCE_LINEAR_H

/* a [n][n] symmetric -> its lower Cholesky factor in place, zeros above. 0, or 1 if a is not
 * positive definite. */
int sw_linear_cholesky(double *a, int n);

/* L x = b in place, L lower [n][n]. */
void sw_linear_forward(const double *l, int n, double *x);
/* L' x = b in place. */
void sw_linear_backward(const double *l, int n, double *x);

/* Eigenvalues (descending) and eigenvectors (columns of vector) of a symmetric matrix a [n][n],
 * which is destroyed. Cyclic Jacobi rotations (Golub & Van Loan 2013, section 8.5.3). */
void sw_linear_eigen(double *a, int n, double *value, double *vector);

/* Rows of a sample, with weights that sum to 1 (rows of weight 0 are not read). */
typedef struct sw_rows {
    int n;
    const double *weight; /* [n] */
    double effective;     /* their number, all told; 0: 1 / sum weight^2 */
} sw_rows;

/*
 * Weighted ridge regression of several responses y [n][n_y] on x [n][m], standardised, with the
 * penalty of each response by generalised cross-validation. Penalty INFINITY (no regression)
 * where the best improves n log GCV on none by less than 4: chance alone seldom does that.
 */
typedef struct sw_ridge {
    int m, n_y;
    double effective;    /* number of rows */
    double *centre, *sd; /* [m] of x; sd 0: constant, not used */
    double *mean;        /* [n_y] of y */
    double *slope;       /* [n_y][m] of y by one sd of x */
    double *penalty;     /* [n_y] */
    double *freedom;     /* [n_y] without the intercept */
    double *explained;   /* [n_y] R^2 */
    double *block;
} sw_ridge;

/* SW_OK or SW_MEMORY; zero-initialised by it, free safe after failure. */
int sw_ridge_fit(sw_ridge *self, const sw_rows *rows, int m, const double *x, int n_y,
                 const double *y);
/* The fit of response k at x [m]. */
double sw_ridge_at(const sw_ridge *self, int k, const double *x);
void sw_ridge_free(sw_ridge *self);

#endif
