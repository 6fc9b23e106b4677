/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Observations: published figures that a calibration is to meet, each with its error.
 *
 * A file is libconfig, like a scenario: title, title_ja, and a list `observations` of groups
 * with the keys of observation.def. A file is told from a scenario by that list at its top
 * level, not by its name.
 *
 * The error of a figure has up to three parts. What the model's own survey and census
 * sample (variables survey_*, census_*) they sample in every simulation: nothing has to be
 * said of it. `n` is the number of answers behind a share: where the model samples none, or
 * more, the binomial variance that lacks is added. `sd` is a normal error on top, `rounding`
 * a uniform one: a figure of 0.30 that may stand for 0.275 to 0.325 has 0.025.
 */
#ifndef SIDEWORK_OBSERVATIONS_H
#define SIDEWORK_OBSERVATIONS_H

#include <sidework/field.h>
#include <sidework/results.h>
#include <sidework/status.h>

enum { SW_MAX_OBSERVATION_FILES = 64, SW_MAX_OBSERVATIONS = 1000 };

struct sw_observation {
#include <sidework/fields_struct.h>
#include <sidework/observation.def>
#include <sidework/fields_end.h>
};

struct sw_observations_file {
#include <sidework/fields_struct.h>
#include <sidework/observations.def>
#include <sidework/fields_end.h>
};

/* A datum, looked up in a layout. */
typedef struct sw_datum {
    const struct sw_observation *is;
    const char *file; /* as the user named it */
    int line;
    const char *text_ja; /* text where there is none in Japanese */
    uint32_t key;        /* hash of the name: counter of its errors */
    /* Mean of `count` doubles of a record: the first at `offset`, the next `stride` on; each
     * over its divisor, if per_stride > 0. */
    int variable; /* index into layout->variables */
    size_t offset, stride, count;
    size_t per_offset, per_stride;
    int months; /* of the stored ones that must be simulated to know it */
    int share;  /* 1: a share of people, to which n applies */
} sw_datum;

typedef struct sw_observations_source {
    const char *file, *title, *title_ja;
    const char *text; /* the file as it was read */
} sw_observations_source;

/* Owned by the caller; zero-initialise; sw_observations_free is safe at any time. */
typedef struct sw_observations {
    sw_observations_source *sources; /* [n_sources] */
    int n_sources;
    sw_datum *data; /* [n_data] in the order of files and lists */
    int n_data;
    int months;      /* that must be simulated to know all */
    char digest[65]; /* SHA-256 of everything that enters a fit */
    void *memory;
} sw_observations;

/* 1 if the file at path has a list `observations` at its top level; 0 if not, or if it
 * cannot be read (whoever loads it says why). */
int sw_observations_are_in(const char *path);

/*
 * Loads the files in order, as one set of data for runs with this layout. layout NULL:
 * only what can be judged without. All errors at once, one line each, file:line: key: what
 * is wrong, what is allowed. Returns SW_OK, SW_INPUT, SW_MISSING, SW_IO or SW_MEMORY; on
 * failure self is empty.
 */
int sw_observations_load(sw_observations *self, const char *const *paths, int n_paths,
                         const sw_layout *layout, sw_diagnostics *diagnostics);

/* The same from one text in memory; name stands for the file in messages. */
int sw_observations_parse(sw_observations *self, const char *name, const char *text,
                          const sw_layout *layout, sw_diagnostics *diagnostics);

void sw_observations_free(sw_observations *self);

/* What a record of the layout says of a datum, without the error that is added. */
double sw_datum_read(const sw_datum *self, const double *record);

#endif
