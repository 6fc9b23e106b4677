/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which parameters could have made these data? Sequential Monte Carlo ABC.
 *
 * A population of particles (a point of the prior's space and the data it simulated) is led
 * from the prior to the points whose data lie within a falling tolerance of what was observed:
 *   tolerance  the `alive` quantile of the particles' distances (Del Moral, Doucet & Jasra
 *              2012, section 3, with one simulation a particle)
 *   resample   the dead are replaced by copies of the living (systematic, keyed)
 *   move       every particle, several sweeps: propose, simulate, accept if within tolerance;
 *              as many sweeps as make a particle stay where it was with probability `stay`
 *              (Drovandi & Pettitt 2011, section 2.4)
 * Proposals keep the prior N(0, I) exactly: in the eigenbasis of the particles' covariance
 *     w'_i = sqrt(1 - s^2 l_i) w_i + s sqrt(l_i) xi_i
 * (preconditioned Crank-Nicolson, Cotter et al. 2013, with an operator weight, Law 2014), so no
 * prior ratio is needed and what the data say nothing about (l_i = 1) is drawn afresh from the
 * prior at every move, however many such parameters there are. Even and odd particles are two
 * populations, and each moves along the eigenvectors of the other: those of its own few hundred
 * particles are where these happen to lie close together, and moving along them keeps them so
 * (with 72 parameters the posterior's sd came out a tenth too small; test_abc_many.c).
 *
 * How many: on a toy with two informed parameters the squared errors of the adjusted posterior
 * means, over the posterior variance, averaged 1.01 with 1,000 particles (10,000 simulations),
 * 1.15 with 200 (3,000), and 1.45 with 200 and the rule on acceptance at 3 % (6,000): a tolerance
 * beyond which the particles can hardly move makes them few, and the posterior too sure. The
 * regression (adjust.h) does the rest, so the run ends at 15 % acceptance.
 *
 * Deterministic: every draw is keyed by (seed, simulation number), so threads change nothing.
 * A simulation that returns a NaN is rejected and counted.
 */
#ifndef SIDEWORK_ABC_H
#define SIDEWORK_ABC_H

#include <stddef.h>

#include <sidework/quantile.h>

/*
 * Simulates the data [n_data] of values [n_values] into data. By worker 0 ... threads - 1, each
 * in its own thread. `number` is unique in the whole inference and the simulation's only random
 * key. A NaN in data: this world cannot be had; it is rejected. A status other than SW_OK ends
 * the run with that status.
 */
typedef int sw_abc_simulate(void *context, int worker, const double *values,
                            uint32_t number, double *data);

typedef struct sw_abc_problem {
    const sw_prior_space *space; /* n values */
    int n_data;
    const double *observed; /* [n_data] */
    sw_abc_simulate *simulate;
    void *context;
} sw_abc_problem;

/* X(name, English, Japanese): which rule ended it */
#define SW_ABC_END_LIST(X)                                                               \
    X(RUNNING, "not ended", "継続中")                                                    \
    X(TOLERANCE, "the tolerance asked for was reached", "指定の許容差に達した")          \
    X(ACCEPTANCE, "too few proposals were accepted", "採択率が下限を下回った")           \
    X(SIMULATIONS, "the number of simulations was used up",                              \
      "シミュレーション回数の上限に達した")                                              \
    X(SECONDS, "the time was used up", "時間の上限に達した")                             \
    X(GENERATIONS, "the number of generations was reached", "世代数の上限に達した")      \
    X(EXACT, "no distance is left to reduce", "これ以上縮める距離がない")                \
    X(NO_DATA, "there are no data to learn from", "学ぶべき観測値がない")

enum sw_abc_end {
#define SW_ABC_END_ENUM(name, en, ja) SW_ABC_END_##name,
    SW_ABC_END_LIST(SW_ABC_END_ENUM)
#undef SW_ABC_END_ENUM
        SW_N_ABC_ENDS
};

const char *sw_abc_end_text(int end, sw_language language);

/* How far simulated data are from the observed. */
enum sw_abc_distance {
    SW_ABC_ESTIMATES, /* between regression estimates of the coordinates from the data
                       * (semi-automatic summaries: Fearnhead & Prangle 2012): the default */
    SW_ABC_SCALED,    /* root mean square of the data's differences, each over its prior
                       * predictive median absolute deviation */
};

enum { SW_ABC_GENERATIONS = 200 }; /* at most */

typedef struct sw_abc_generation {
    double tolerance, acceptance; /* accepted / proposed in it */
    double distinct;              /* different particles at its end */
    double step;                  /* s, mean over its proposals */
    uint32_t sweeps, simulations; /* simulations: up to and including it */
} sw_abc_generation;

/* What has no pointers: saved as it is, or field by field. Zero-initialised. */
typedef struct sw_abc_head {
    uint64_t seed;
    int32_t n_particles, n_values, n_data;
    int32_t n_summaries;    /* rows of `weight` */
    int32_t distance;       /* SW_ABC_... */
    int32_t end;            /* SW_ABC_END_... of the last call */
    uint32_t generation;    /* finished ones; 0: the prior sample is not complete */
    uint32_t sweep, sweeps; /* of the generation under way: done and planned */
    uint32_t next;          /* number of the next simulation */
    uint32_t simulations, failed,
        outside;                 /* made; of them with a NaN; not made: outside */
    uint32_t accepted, proposed; /* in the generation under way */
    double tolerance;            /* in force */
    double steps; /* sum of s over the proposals of the generation under way */
    double step_score[4], step_tried[4]; /* of each step size, see kernel.h */
    sw_abc_generation history[SW_ABC_GENERATIONS + 1];
} sw_abc_head;

/* Caller-owned, zero-initialised before the first run. To save: head and block [length]. To go
 * on: sw_abc_restore. Between calls of `store` the block may be copied as it stands. */
typedef struct sw_abc {
    sw_abc_head head;
    size_t length;
    double *block;      /* the only allocation; everything below lies in it */
    double *w;          /* [n_particles][n_values] coordinates */
    double *values;     /* [n_particles][n_values] */
    double *data;       /* [n_particles][n_data] */
    double *distance;   /* [n_particles], INFINITY: failed */
    double *number;     /* [n_particles] simulation that made the particle */
    double *prior_w;    /* [n_particles][n_values] the first generation, kept */
    double *prior_data; /* [n_particles][n_data] */
    double *scale; /* [n_data] prior predictive MAD x 1.4826; 0: the datum never varies */
    double *weight;      /* [n_values + n_data][n_data], n_summaries rows in use */
    double *eigenvalue;  /* [2][n_values] for the moves of even, odd particles */
    double *eigenvector; /* [2][n_values][n_values] columns */
} sw_abc;

/* Where it stands, for a progress line. */
typedef struct sw_abc_progress {
    uint32_t generation, simulations, done, batch; /* done of batch in this sweep */
    double tolerance, acceptance, seconds;
} sw_abc_progress;

/* Zero means the default everywhere. */
typedef struct sw_abc_options {
    uint64_t seed;
    int n_threads;       /* one a core */
    int n_particles;     /* 1,000 */
    int distance;        /* SW_ABC_ESTIMATES */
    double alive;        /* 0.3 */
    double stay;         /* 0.3; squared in the last generation */
    uint32_t max_sweeps; /* 10; twice in the last generation */
    double tolerance;    /* 0: no such rule */
    double acceptance;   /* ends below; 0.15; negative: no such rule */
    double seconds;      /* 0: no such rule */
    uint32_t
        max_simulations; /* 0: no such rule; a sweep that would pass it is not begun */
    uint32_t max_generations; /* SW_ABC_GENERATIONS */
    /* Both may be NULL; what they return ends the run unless it is SW_OK. */
    /* Some fifty times a second, by the calling thread. The sweep under way is lost. */
    int (*progress)(void *context, const sw_abc_progress *progress);
    /* After every sweep (self->head.sweep == 0: and generation). */
    int (*store)(void *context, const sw_abc *self);
    void *context;
} sw_abc_options;

/*
 * Runs, or goes on where self stands (same problem, seed and particles), until a rule ends it:
 * self->head.end says which. Where simulations, seconds, generations, a signal or a resume cut
 * a run changes no bit of what follows; tolerance and acceptance say which generation is the
 * last, and that one is longer. Simulations and seconds are checked between sweeps, the
 * other rules between generations. Always ends with a usable population from the first
 * generation on.
 * Returns SW_OK, SW_INPUT (nothing to run, all simulations failed, the state is of another
 * problem), SW_MEMORY, or what simulate, progress or store returned.
 */
int sw_abc_run(sw_abc *self, const sw_abc_problem *problem, const sw_abc_options *options,
               sw_diagnostics *diagnostics);
void sw_abc_free(sw_abc *self);

/* Puts back what was saved, all of it checked. block is copied. SW_OK, SW_INPUT, SW_MEMORY. */
int sw_abc_restore(sw_abc *self, const sw_abc_head *head, const double *block,
                   size_t length, sw_diagnostics *diagnostics);

/* Number of doubles in block for these sizes (to read a file). 0: not possible sizes. */
size_t sw_abc_length(int n_particles, int n_values, int n_data);

/*
 * Simulates rows of coordinates [n][n_values] into data [n][n_data] on the same pool, numbers
 * first ... first + n - 1: prior or posterior predictions (take first >= head.next). A failed
 * row is NaN throughout. Uses of options: n_threads, progress, context.
 */
int sw_abc_predict(const sw_abc_problem *problem, const sw_abc_options *options, int n,
                   const double *w, uint32_t first, double *data);

#endif
