/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A design file: which points of a scenario's parameters are to be run. Its factors are
 * scenario keys; a point gives each of them a value, as `--set` would.
 *
 *     scenario = "../plan.cfg";         relative to this file
 *     title = "...";  title_ja, question, question_ja
 *     method = "grid";                  or list, latin_hypercube, sobol, one_at_a_time; for
 *                                       `sensitivity`: morris, saltelli
 *     points = 256;                     latin_hypercube, sobol; morris: trajectories; saltelli:
 *                                       size of a block
 *     levels = 5;                       of factors given by a range; morris: of the grid
 *     replications = 50;                a point; else the scenario's
 *     outcome = "final_rate";  threshold = 0.03;
 *     set = ( { key = "plan.missed_gate"; value = "go_on"; } );      in every point
 *     other = ( { key = "plan.evaluation"; value = 0.0; } );         a second policy; or
 *     other_scenario = "../drift.cfg";
 *     uncertain = true;                 also every uncertain parameter, by its own prior
 *     uncertain_group = "the rest";     all of these as one group, for sensitivity
 *     factors = (
 *       { key = "workload.base_load"; low = 110.0; high = 148.0; },  scale = "log", levels
 *       { key = "plan.missed_gate"; values = ("wait", "go_on"); },
 *       { key = "opportunity.bank_tasks"; dist = "lognormal"; median = 6.0; sigma = 0.8; },
 *       { key = "matching.opening"; group = "team rules"; }          by its own prior
 *     );
 *     rows = ( (148.0, "wait"), (111.0, "go_on") );                  method list
 *
 * A factor is a map from u in [0, 1] to a value, so that every design of points in the unit
 * cube serves all kinds of keys:
 *   values  value number floor(u n), the last for u = 1
 *   range   low + u (high - low), or low (high / low)^u with scale = "log"; a whole number
 *           for whole keys, all as likely for uniform u
 *   prior   its quantile (quantile.h), rounded to 12 digits; u outside [1e-6, 1 - 1e-6] is
 *           taken as its end
 *   u = NaN the key is left as the scenario has it
 *
 * The struct is plain memory; the functions that fill it are in sim/scenario.
 */
#ifndef SIDEWORK_DESIGN_FILE_H
#define SIDEWORK_DESIGN_FILE_H

#include <sidework/scenario.h>

enum {
    SW_DESIGN_FACTORS = 200,   /* most factors of a file */
    SW_DESIGN_LEVELS = 1000,   /* most levels or values of a factor */
    SW_FACTOR_TEXT_BYTES = 288 /* of a value as --set takes it */
};

/* X(name, English, Japanese) */
#define SW_DESIGN_METHOD_LIST(X)                                                         \
    X(grid, "every combination of the levels", "全ての水準の組合せ")                     \
    X(list, "points given one by one", "指定した点")                                     \
    X(latin_hypercube, "Latin hypercube", "ラテン超方格")                                \
    X(sobol, "Sobol' sequence", "ソボル列")                                              \
    X(one_at_a_time, "one factor at a time", "１因子ずつ")                               \
    X(morris, "Morris trajectories", "モリス法の軌道")                                   \
    X(saltelli, "Saltelli's blocks", "サルテリ法のブロック")

enum sw_design_method {
#define SW_DESIGN_METHOD_ENUM(name, en, ja) SW_DESIGN_##name,
    SW_DESIGN_METHOD_LIST(SW_DESIGN_METHOD_ENUM)
#undef SW_DESIGN_METHOD_ENUM
        SW_N_DESIGN_METHODS
};

/* What a point is judged by: one number a replication, then its mean (or P, where it is
 * yes or no). X(name, higher is better, English, Japanese) */
#define SW_DESIGN_OUTCOME_LIST(X)                                                        \
    X(final_rate, 1, "Side-work rate of the last year", "最終年度の庁内副業率")          \
    X(final_rate_regular, 1,                                                             \
      "Side-work rate of the last year without emergency and informal hours",            \
      "最終年度の庁内副業率（緊急時応援と日常の助け合いを除く）")                        \
    X(highest_rate, 1, "Highest side-work rate of a year", "最も高い年度の庁内副業率")   \
    X(p_ever_reached, 1, "P(the threshold is ever reached)", "目標に一度でも届く確率")   \
    X(p_held_at_end, 1, "P(the threshold is reached in the last year)",                  \
      "最終年度に目標に届いている確率")                                                  \
    X(overtime, 0, "Overtime a head in the last year", "最終年度の１人当たり時間外勤務") \
    X(backlog, 0, "Work carried over a head at the end",                                 \
      "最終年度末の１人当たり積み残し")                                                  \
    X(load_gini, 0, "Gini coefficient of side-work hours in the last year",              \
      "最終年度の副業時間のジニ係数")                                                    \
    X(unfulfilled, 0, "Feel no fulfilment at work at the end",                           \
      "最終年度にやりがいを感じていない割合")                                            \
    X(bank_registered, 1, "Staff registered in the talent bank at the end",              \
      "最終年度末の人材バンク登録者数")

enum sw_design_outcome {
#define SW_DESIGN_OUTCOME_ENUM(name, better, en, ja) SW_OUTCOME_##name,
    SW_DESIGN_OUTCOME_LIST(SW_DESIGN_OUTCOME_ENUM)
#undef SW_DESIGN_OUTCOME_ENUM
        SW_N_DESIGN_OUTCOMES
};

typedef enum sw_factor_kind {
    SW_FACTOR_VALUES,
    SW_FACTOR_RANGE,
    SW_FACTOR_PRIOR
} sw_factor_kind;

typedef struct sw_factor {
    const char *path;      /* "plan.bank" */
    const sw_field *field; /* type, unit, texts of the key */
    const char *group;     /* factors that a sensitivity analysis takes together; its own
                              path where none is named */
    sw_factor_kind kind;
    int log;          /* RANGE: by ratios */
    double low, high; /* RANGE */
    int levels;      /* RANGE, PRIOR: as given for this factor or all; VALUES: n_values */
    int n_values;    /* VALUES */
    char **values;   /* [n_values] as --set takes them */
    double *numbers; /* [n_values]; false 0, true 1; NaN where a value is no number */
    sw_prior prior;  /* PRIOR */
    int own_prior;   /* PRIOR: the scenario's own */
    const char *usual;   /* as the scenario has it; "" if that is uncertain */
    double usual_number; /* NaN where it is no number; the central value if uncertain */
} sw_factor;

/* Owned by the caller; zero-initialise; sw_design_file_free is safe at any time. */
typedef struct sw_design_file {
    const char *path;          /* as the user named it */
    const char *scenario_path; /* of the scenario, to be opened from here */
    const char *title, *title_ja, *question, *question_ja; /* never NULL; title_ja and
                                                              question_ja fall back */
    enum sw_design_method method;
    enum sw_design_outcome outcome;
    double threshold;      /* of the outcomes that need one: the file's, or the lowest */
    int threshold_set;     /* the file says it */
    int points, levels;    /* 0: not said */
    int second_order;      /* saltelli: also pairs */
    uint32_t replications; /* a point: -n, else the file's, else the scenario's */
    sw_factor *factors;
    int n_factors;
    double *rows; /* method list: [n_rows][n_factors] as u */
    int n_rows;
    int has_other;
    sw_scenario base;  /* the scenario with `set` and the command line's settings */
    sw_scenario other; /* the same with `other`; empty unless has_other */
    char *text;        /* of the file */
    char digest
        [SW_DIGEST_BYTES]; /* of text, base, other: what the points depend on, but for
                                     the replications */
    const sw_group *groups[SW_MAX_GROUPS]; /* the model's */
    int n_groups;
    void *memory; /* what the strings live in */
} sw_design_file;

extern const char *const sw_design_method_names[SW_N_DESIGN_METHODS];
extern const char *const sw_design_outcome_names[SW_N_DESIGN_OUTCOMES];

/* 1 if the file at path is a design: it has `method` or `factors` at its top level. 0 also
 * where it cannot be read. */
int sw_design_file_is_in(const char *path);

/*
 * Reads a design and its scenario, and checks everything: all errors at once, as
 * sw_scenario_load does. groups as there; overrides are the command line's, behind the
 * file's own `set`. Returns as sw_scenario_load; on failure self is empty.
 */
int sw_design_file_read(sw_design_file *self, const sw_group *const *groups, int n_groups,
                        const char *path, const sw_override *overrides, int n_overrides,
                        sw_diagnostics *diagnostics);

/* The same from text in memory over a scenario from text in memory (scenario_text NULL: the
 * file that the design names). */
int sw_design_file_parse(sw_design_file *self, const sw_group *const *groups,
                         int n_groups, const char *name, const char *text,
                         const char *scenario_text, sw_diagnostics *diagnostics);

void sw_design_file_free(sw_design_file *self);

/* Value of a factor at u as --set takes it; "" for NaN (left as it is). */
void sw_factor_text(const sw_factor *self, double u, char text[SW_FACTOR_TEXT_BYTES]);

/* The same as a number, exactly the one the scenario gets: NaN where it is none, the number
 * of the value (0 ...) for words. For NaN the usual number. */
double sw_factor_number(const sw_factor *self, double u);

/* u of level k (0 ...) of the factor's levels: values in the middle of their part, a range
 * from end to end, a prior at (k + 1/2) / levels. */
double sw_factor_level(const sw_factor *self, int k);

struct sw_points;

/*
 * The points of the file's method, u [n][n_factors] (design.h), NaN where a key is left as
 * it is: one_at_a_time begins with the scenario as it is and then gives one factor after
 * another each of its levels. points is zero-initialised. seed is for latin_hypercube and
 * sobol. Returns SW_OK, SW_INPUT (too many points; morris and saltelli, which are for
 * `sensitivity`) or SW_MEMORY.
 */
int sw_design_file_points(const sw_design_file *self, uint64_t seed,
                          struct sw_points *points, sw_diagnostics *diagnostics);

/*
 * Loads the scenario of a point: base, or other, with the factors at u [n_factors]. From
 * memory: files that change meanwhile do not matter. Safe from several threads. Returns as
 * sw_scenario_load.
 */
int sw_design_file_load(const sw_design_file *self, const double *u, int other,
                        sw_scenario *scenario, sw_diagnostics *diagnostics);

#endif
