/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the command line; see options.h. */
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/precision.h>

#include "params.h"

typedef struct option {
    const char *name, *letter;
    int value; /* takes a value; 2: only where the verb is export */
    int (*take)(sw_options *self, const char *value, sw_diagnostics *d);
} option;

sw_language sw_environment_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const char *value = getenv(names[k]);
        if (value && value[0])
            return strncmp(value, "ja", 2) == 0 ? SW_JAPANESE : SW_ENGLISH;
    }
    return SW_ENGLISH;
}

static int add_override(sw_options *self, const char *path, const char *value,
                        const char *origin, sw_diagnostics *d)
{
    if (self->n_overrides >= SW_MAX_SETTINGS)
        return sw_fail(d, SW_USAGE, "%s: more than %d settings",
                       "%s: 設定が %d 個を超えています", origin, SW_MAX_SETTINGS);
    self->overrides[self->n_overrides++] = (sw_override){path, value, origin};
    return SW_OK;
}

static int take_set(sw_options *self, const char *value, sw_diagnostics *d)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return sw_fail(
            d, SW_USAGE, "--set %s: write KEY.PATH=VALUE, for example plan.adopted=true",
            "--set %s: キー=値 の形で書いてください（例 plan.adopted=true）", value);
    if (self->n_memory >= SW_MAX_SETTINGS)
        return sw_fail(d, SW_USAGE, "--set: more than %d settings",
                       "--set: 設定が %d 個を超えています", SW_MAX_SETTINGS);
    char *path = strdup(value);
    if (!path)
        return sw_fail(d, SW_MEMORY, "--set: out of memory", "--set: メモリ不足");
    path[equals - value] = '\0';
    self->memory[self->n_memory++] = path;
    return add_override(self, path, path + (equals - value) + 1, "--set", d);
}

static int take_replications(sw_options *self, const char *value, sw_diagnostics *d)
{
    self->replications = value;
    return add_override(self, "simulation.replications", value, "-n", d);
}

static int take_seed(sw_options *self, const char *value, sw_diagnostics *d)
{
    return add_override(self, "simulation.seed", value, "--seed", d);
}

static int take_threads(sw_options *self, const char *value, sw_diagnostics *d)
{
    char *end = NULL;
    errno = 0;
    const long n = strtol(value, &end, 10);
    if (errno || end == value || *end || n < 1 || n > 1024)
        return sw_fail(d, SW_USAGE, "--threads %s: a whole number from 1 to 1024",
                       "--threads %s: 1 から 1024 の整数を書いてください", value);
    self->threads = (int)n;
    return SW_OK;
}

static int take_precision(sw_options *self, const char *value, sw_diagnostics *d)
{
    char *end = NULL;
    errno = 0;
    const double width = strtod(value, &end);
    if (errno || end == value || *end || !(width >= SW_PRECISION_MIN) ||
        !(width <= SW_PRECISION_MAX))
        return sw_fail(d, SW_USAGE,
                       "--precision %s: the width of the interval, from %g to %g, for "
                       "example 0.02 for 2 percentage points",
                       "--precision %s: 区間の幅を %g から %g の数で書いてください（例 "
                       "0.02 は２ポイント）",
                       value, SW_PRECISION_MIN, SW_PRECISION_MAX);
    self->precision = width;
    return SW_OK;
}

static int take_shard(sw_options *self, const char *value, sw_diagnostics *d)
{
    char *end = NULL;
    errno = 0;
    const long number = isdigit((unsigned char)*value) ? strtol(value, &end, 10) : 0;
    const long of = end && *end == '/' && isdigit((unsigned char)end[1])
                        ? strtol(end + 1, &end, 10)
                        : 0;
    if (errno || number < 1 || number > of || of > SW_MAX_SHARDS || *end)
        return sw_fail(
            d, SW_USAGE, "--shard %s: write K/N, from 1/N to N/N, N at most %d",
            "--shard %s: K/N の形で、1/N から N/N まで（N は %d 以下）を書いてください",
            value, SW_MAX_SHARDS);
    self->shard = (sw_shard){(int)number, (int)of};
    return SW_OK;
}

static int take_language(sw_options *self, const char *value, sw_diagnostics *d)
{
    if (strcmp(value, "ja") == 0)
        self->language = SW_JAPANESE;
    else if (strcmp(value, "en") == 0)
        self->language = SW_ENGLISH;
    else
        return sw_fail(d, SW_USAGE, "--lang %s: ja or en",
                       "--lang %s: ja か en を書いてください", value);
    d->language = self->language;
    return SW_OK;
}

static int take_output(sw_options *self, const char *value, sw_diagnostics *d)
{
    (void)d;
    self->output = value;
    return SW_OK;
}

static int take_csv(sw_options *self, const char *value, sw_diagnostics *d)
{
    (void)d;
    if (value)
        self->csv_directory = value;
    else
        self->format = SW_PARAMS_CSV;
    return SW_OK;
}

#define FLAG(name, statement)                                                            \
    static int name(sw_options *self, const char *value, sw_diagnostics *d)              \
    {                                                                                    \
        (void)value;                                                                     \
        (void)d;                                                                         \
        statement;                                                                       \
        return SW_OK;                                                                    \
    }
FLAG(take_resume, self->resume = 1)
FLAG(take_force, self->force = 1)
FLAG(take_partial, self->partial = 1)
FLAG(take_json, self->json = 1; self->format = SW_PARAMS_JSON)
FLAG(take_quiet, self->quiet = 1)
FLAG(take_effective, self->effective = 1)
FLAG(take_estimate, self->estimate = 1)
FLAG(take_md, self->format = SW_PARAMS_MD)
FLAG(take_cfg, self->format = SW_PARAMS_CFG)
FLAG(take_no_bom, self->bom = 0)
FLAG(take_help, self->help = 1)
FLAG(take_version, self->version = 1)
#undef FLAG

static int take_posterior(sw_options *self, const char *value, sw_diagnostics *d)
{
    (void)d;
    self->posterior = value;
    return SW_OK;
}

/* A number from low to high; whole: without a fraction. */
static int take_number(const char *name, const char *value, double low, double high,
                       double *to, sw_diagnostics *d)
{
    char *end = NULL;
    errno = 0;
    *to = strtod(value, &end);
    if (errno || end == value || *end || !(*to >= low) || !(*to <= high))
        return sw_fail(d, SW_USAGE, "%s %s: a number from %.15g to %.15g",
                       "%s %s: %.15g から %.15g の数を書いてください", name, value, low,
                       high);
    return SW_OK;
}

static int take_whole(const char *name, const char *value, double low, double high,
                      double *to, sw_diagnostics *d)
{
    if (value[strspn(value, "0123456789")] == '\0' &&
        take_number(name, value, low, high, to, NULL) == SW_OK)
        return SW_OK;
    return sw_fail(d, SW_USAGE, "%s %s: a whole number from %.15g to %.15g",
                   "%s %s: %.15g から %.15g の整数を書いてください", name, value, low,
                   high);
}

static int take_simulations(sw_options *self, const char *value, sw_diagnostics *d)
{
    double n = 0;
    const int status = take_whole("--simulations", value, 200, 1e8, &n, d);
    self->simulations = status ? 0 : (uint32_t)n;
    return status;
}

static int take_particles(sw_options *self, const char *value, sw_diagnostics *d)
{
    double n = 0;
    const int status = take_whole("--particles", value, 50, 1e5, &n, d);
    self->particles = status ? 0 : (int)n;
    return status;
}

static int take_tolerance(sw_options *self, const char *value, sw_diagnostics *d)
{
    return take_number("--tolerance", value, 1e-6, 1e6, &self->tolerance, d);
}

static int take_acceptance(sw_options *self, const char *value, sw_diagnostics *d)
{
    return take_number("--acceptance", value, 1e-4, 0.9, &self->acceptance, d);
}

static int take_seconds(sw_options *self, const char *value, sw_diagnostics *d)
{
    return take_number("--seconds", value, 0.1, 1e7, &self->seconds, d);
}

static const option options[] = {
    {"--output", "-o", 1, take_output},
    {"--replications", "-n", 1, take_replications},
    {"--seed", NULL, 1, take_seed},
    {"--set", NULL, 1, take_set},
    {"--threads", NULL, 1, take_threads},
    {"--resume", NULL, 0, take_resume},
    {"--force", NULL, 0, take_force},
    {"--lang", NULL, 1, take_language},
    {"--json", NULL, 0, take_json},
    {"--quiet", NULL, 0, take_quiet},
    {"--effective", NULL, 0, take_effective},
    {"--md", NULL, 0, take_md},
    {"--cfg", NULL, 0, take_cfg},
    {"--csv", NULL, 2, take_csv},
    {"--no-bom", NULL, 0, take_no_bom},
    {"--help", "-h", 0, take_help},
    {"--version", NULL, 0, take_version},
    {"--precision", NULL, 1, take_precision},
    {"--partial", NULL, 0, take_partial},
    {"--shard", NULL, 1, take_shard},
    {"--posterior", NULL, 1, take_posterior},
    {"--simulations", NULL, 1, take_simulations},
    {"--particles", NULL, 1, take_particles},
    {"--tolerance", NULL, 1, take_tolerance},
    {"--acceptance", NULL, 1, take_acceptance},
    {"--seconds", NULL, 1, take_seconds},
    {"--estimate", NULL, 0, take_estimate},
};
enum { N_OPTIONS = sizeof options / sizeof options[0] };

/* The option an argument names; *value is what follows '=' in --name=value or the letter
 * in -n2, else NULL. */
static const option *find(const char *argument, const char **value)
{
    const char *equals = strncmp(argument, "--", 2) == 0 ? strchr(argument, '=') : NULL;
    const size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    *value = equals ? equals + 1 : NULL;
    for (int k = 0; k < N_OPTIONS; k++) {
        const option *o = &options[k];
        if (strlen(o->name) == length && strncmp(o->name, argument, length) == 0)
            return o;
        if (!o->letter || strncmp(o->letter, argument, 2) != 0)
            continue;
        if (argument[2] && o->value != 1)
            return NULL;
        *value = argument[2] ? argument + 2 : NULL;
        return o;
    }
    return NULL;
}

static int wants_value(const sw_options *self, const option *o)
{
    return o->value == 1 ||
           (o->value == 2 && self->verb && strcmp(self->verb, "export") == 0);
}

static int read_option(sw_options *self, int *at, int argc, char **argv,
                       sw_diagnostics *d)
{
    const char *argument = argv[*at], *value = NULL;
    const option *o = find(argument, &value);
    if (!o)
        return sw_fail(
            d, SW_USAGE, "%s: no such option; see sidework --help",
            "%s: そのようなオプションはありません。sidework --help をご覧ください",
            argument);
    if (wants_value(self, o)) {
        if (!value && *at + 1 < argc)
            value = argv[++*at];
        if (!value || !*value)
            return sw_fail(d, SW_USAGE, "%s: a value is missing", "%s: 値がありません",
                           argument[1] == '-' ? o->name : o->letter);
    } else if (!wants_value(self, o) && value) {
        return sw_fail(d, SW_USAGE, "%s: takes no value", "%s: 値は取りません", o->name);
    }
    return o->take(self, value, d);
}

static int read_file(sw_options *self, const char *argument, sw_diagnostics *d)
{
    if (!self->verb) {
        self->verb = argument;
        return SW_OK;
    }
    if (self->n_files >= SW_MAX_FILES)
        return sw_fail(d, SW_USAGE, "more than %d files",
                       "ファイルが %d 個を超えています", SW_MAX_FILES);
    self->files[self->n_files++] = argument;
    return SW_OK;
}

/* Names of files come back in messages and tables, and on a terminal: what cannot be seen, or
 * would steer it, has no place in them. Values of --set may hold line breaks; they are
 * checked like the text of a scenario. */
static int check_names(int argc, char **argv, sw_diagnostics *diagnostics)
{
    for (int k = 1; k < argc; k++) {
        const int is_value = k > 1 && strcmp(argv[k - 1], "--set") == 0;
        const char *c = is_value || strncmp(argv[k], "--set=", 6) == 0 ? "" : argv[k];
        while (*c) {
            uint32_t code;
            const size_t n = sw_character(c, &code);
            if (n == 0 || sw_steers(code))
                return sw_fail(
                    diagnostics, SW_USAGE,
                    "\"%s\": a name with control characters, or not in UTF-8; rename it",
                    "「%s」: 制御文字を含むか UTF-8 でない名前です。名前を変えてください",
                    argv[k]);
            c += n;
        }
    }
    return SW_OK;
}

int sw_options_read(sw_options *self, int argc, char **argv, sw_diagnostics *diagnostics)
{
    int status = check_names(argc, argv, diagnostics), only_files = 0;
    memset(self, 0, sizeof *self);
    self->bom = 1;
    self->language = diagnostics->language;
    for (int k = 1; k < argc && !status; k++) {
        if (!only_files && strcmp(argv[k], "--") == 0)
            only_files = 1;
        else if (!only_files && argv[k][0] == '-' && argv[k][1])
            status = read_option(self, &k, argc, argv, diagnostics);
        else
            status = read_file(self, argv[k], diagnostics);
    }
    return status;
}

/* --seed or --set: overrides that are not of -n. */
static int has_settings(const sw_options *self)
{
    for (int k = 0; k < self->n_overrides; k++) {
        if (strcmp(self->overrides[k].origin, "-n") != 0)
            return 1;
    }
    return 0;
}

int sw_options_allow(const sw_options *self, int allowed, sw_diagnostics *diagnostics)
{
    const struct {
        int given, bit;
        const char *name;
    } used[] = {{self->output != NULL, SW_OPTION_OUTPUT, "-o"},
                {self->replications != NULL, SW_OPTION_REPLICATIONS, "-n"},
                {has_settings(self), SW_OPTION_SCENARIO, "--seed, --set"},
                {self->threads > 0, SW_OPTION_THREADS, "--threads"},
                {self->resume, SW_OPTION_RESUME, "--resume"},
                {self->force, SW_OPTION_FORCE, "--force"},
                {self->partial, SW_OPTION_PARTIAL, "--partial"},
                {self->shard.of > 0, SW_OPTION_SHARD, "--shard"},
                {self->precision > 0, SW_OPTION_PRECISION, "--precision"},
                {self->estimate, SW_OPTION_ESTIMATE, "--estimate"},
                {self->posterior != NULL, SW_OPTION_POSTERIOR, "--posterior"},
                {self->simulations || self->particles || self->tolerance > 0 ||
                     self->acceptance > 0 || self->seconds > 0,
                 SW_OPTION_LEARNING,
                 "--simulations, --particles, --tolerance, --acceptance, --seconds"},
                {self->json, SW_OPTION_JSON, "--json"},
                {self->effective, SW_OPTION_EFFECTIVE, "--effective"},
                {self->format != SW_PARAMS_LIST && !self->json, SW_OPTION_TABLE,
                 "--csv, --md, --cfg"},
                {self->csv_directory != NULL, SW_OPTION_CSV_DIRECTORY, "--csv"},
                {!self->bom, SW_OPTION_BOM, "--no-bom"}};
    for (size_t k = 0; k < sizeof used / sizeof used[0]; k++) {
        if (used[k].given && !(allowed & used[k].bit))
            return sw_fail(diagnostics, SW_USAGE, "%s: not an option of %s",
                           "%s: %s では使えません", used[k].name, self->verb);
    }
    return SW_OK;
}

void sw_options_free(sw_options *self)
{
    for (int k = 0; k < self->n_memory; k++)
        free(self->memory[k]);
    memset(self, 0, sizeof *self);
}
