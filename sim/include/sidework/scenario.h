/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario: one world, fully resolved. The struct is plain memory that the core reads;
 * the functions that fill it from files (libconfig) live in sim/scenario and are not
 * needed to run a replication.
 */
#ifndef SIDEWORK_SCENARIO_H
#define SIDEWORK_SCENARIO_H

#include <stdio.h>

#include <sidework/field.h>
#include <sidework/prior.h>
#include <sidework/status.h>

#define SW_MAX_GROUPS   32
#define SW_DIGEST_BYTES 65 /* 64 hexadecimal digits of SHA-256 and a NUL */

/* The engine's own groups stand first, in this order; a model's groups follow. */
enum { SW_GROUP_ROOT, SW_GROUP_SIMULATION, SW_GROUP_OUTPUT, SW_N_ENGINE_GROUPS };

/* Elements of the root's list of correlations. */
struct sw_correlation {
#include <sidework/fields_struct.h>
#include <sidework/correlation.def>
#include <sidework/fields_end.h>
};

struct sw_root {
#include <sidework/fields_struct.h>
#include <sidework/root.def>
#include <sidework/fields_end.h>
};

struct sw_simulation {
#include <sidework/fields_struct.h>
#include <sidework/simulation.def>
#include <sidework/fields_end.h>
};

struct sw_output {
#include <sidework/fields_struct.h>
#include <sidework/output.def>
#include <sidework/fields_end.h>
};

extern const sw_group sw_engine_groups[SW_N_ENGINE_GROUPS];

/* Where a value of the effective scenario came from. */
typedef struct sw_origin {
    const char *path; /* "willingness.peer_effect" */
    const char *
        file; /* as the user would name it; "default", "--set", "--seed", ... where it is no file */
    int line; /* 0 where there is none */
} sw_origin;

enum { SW_MAX_CORRELATED = 32 }; /* keys in one group */

/* A group of correlated uncertain parameters; see uncertain.h. */
typedef struct sw_copula {
    int n;             /* members */
    const int *member; /* [n] indices into priors, rising */
    const double *r;   /* [n][n] correlations of the normal scores */
    const double *l;   /* [n][n] lower triangle: l l' = r */
} sw_copula;

/* A posterior in place of priors: all rows equally likely; see uncertain.h. */
typedef struct sw_taken_posterior {
    uint32_t n_rows; /* 0: none was taken */
    int n_columns;
    const int *prior;     /* [n_columns] index into priors */
    const double *values; /* [n_rows][n_columns] */
} sw_taken_posterior;

/* Owned by the caller; zero-initialise, then sw_scenario_load; sw_scenario_free is safe
 * at any time. */
typedef struct sw_scenario {
    const sw_group *groups[SW_MAX_GROUPS];
    int n_groups;
    void *values
        [SW_MAX_GROUPS]; /* struct of group g; uncertain parameters at their central value */
    sw_prior *priors;    /* [n_priors], in field order */
    int n_priors;
    sw_copula *copulas; /* [n_copulas], by first member; no prior is in two */
    int n_copulas;
    sw_taken_posterior posterior;
    char *effective; /* canonical libconfig text of every value, NUL-terminated */
    char digest[SW_DIGEST_BYTES]; /* SHA-256 of effective, hexadecimal */
    sw_origin *origins;           /* [n_origins], in field order */
    int n_origins;
    void *memory; /* what the strings live in */
} sw_scenario;

/* A `KEY.PATH=VALUE` given on the command line; origin is what messages call it
 * ("--set"). */
typedef struct sw_override {
    const char *path, *value, *origin;
} sw_override;

/*
 * Loads path with all it extends, applies defaults and overrides, checks everything.
 *   groups [n_groups]       the model's groups; the engine's are put before them
 *   overrides [n_overrides] applied last, in order; what is a word, a month or text needs
 *   no quotes
 * All errors are reported at once into diagnostics, one line each: file:line: key: what
 * is wrong, what is allowed; a file that cannot be parsed ends the search. On failure
 * self is empty, as after sw_scenario_free. Returns SW_OK, SW_INPUT, SW_MISSING,
 * SW_MEMORY, SW_IO, or SW_INTERNAL (groups that contradict each other).
 */
int sw_scenario_load(sw_scenario *self, const sw_group *const *groups, int n_groups,
                     const char *path, const sw_override *overrides, int n_overrides,
                     sw_diagnostics *diagnostics);

/* The same from text in memory; name stands for the file in messages; `extends` is
 * refused. */
int sw_scenario_parse(sw_scenario *self, const sw_group *const *groups, int n_groups,
                      const char *name, const char *text, const sw_override *overrides,
                      int n_overrides, sw_diagnostics *diagnostics);

void sw_scenario_free(sw_scenario *self);

/* Writes the effective scenario, each value with the file and line it came from as a
 * comment. Returns SW_OK, SW_MEMORY or SW_IO. */
int sw_scenario_print(const sw_scenario *self, FILE *stream);

/*
 * The number that stands for the default of a REAL field: the number itself, or the
 * central value of its prior. Returns 1 if the default is a prior, 0 if it is not (or
 * there is none: *central is 0), or a negative status.
 */
int sw_field_central(const sw_field *field, double *central);

/* As sw_fail with SW_INPUT, led by the file and line that gave key its value: for
 * cross-checks between keys. */
int sw_scenario_fail(const sw_scenario *self, sw_diagnostics *diagnostics,
                     const char *key, const char *en, const char *ja, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

static inline const struct sw_root *sw_scenario_root(const sw_scenario *self)
{
    return (const struct sw_root *)self->values[SW_GROUP_ROOT];
}

static inline const struct sw_simulation *sw_scenario_simulation(const sw_scenario *self)
{
    return (const struct sw_simulation *)self->values[SW_GROUP_SIMULATION];
}

static inline const struct sw_output *sw_scenario_output(const sw_scenario *self)
{
    return (const struct sw_output *)self->values[SW_GROUP_OUTPUT];
}

#endif
