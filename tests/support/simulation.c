/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SETTINGS = 64, SETTING_BYTES = 512, PATH_BYTES = 4096 };

const sw_group *const *model_groups(int *n)
{
    static const sw_group *groups[SW_MAX_GROUPS];
    *n = sw_model_city_hall.n_mechanisms;
    for (int k = 0; k < *n; k++)
        groups[k] = &sw_model_city_hall.mechanisms[k]->group;
    return groups;
}

/* "key=value" into overrides whose keys live in text. */
static int split(const char *const *settings, sw_override *overrides,
                 char text[MAX_SETTINGS][SETTING_BYTES])
{
    int n = 0;
    for (; settings && settings[n]; n++) {
        const char *equals = strchr(settings[n], '=');
        assert_true(n < MAX_SETTINGS && equals && strlen(settings[n]) < SETTING_BYTES);
        memcpy(text[n], settings[n], strlen(settings[n]) + 1);
        text[n][equals - settings[n]] = '\0';
        overrides[n] = (sw_override){text[n], equals + 1, "--set"};
    }
    return n;
}

int parse_scenario(sw_scenario *scenario, const char *text, const char *const *settings,
                   sw_diagnostics *diagnostics)
{
    char memory[MAX_SETTINGS][SETTING_BYTES];
    sw_override overrides[MAX_SETTINGS];
    int n_groups;
    const sw_group *const *groups = model_groups(&n_groups);
    const int n = split(settings, overrides, memory);
    sw_diagnostics_init(diagnostics, SW_ENGLISH);
    return sw_scenario_parse(scenario, groups, n_groups, "city.cfg", text, overrides, n,
                             diagnostics);
}

int load_scenario(sw_scenario *scenario, const char *path, const char *const *settings,
                  sw_diagnostics *diagnostics)
{
    char memory[MAX_SETTINGS][SETTING_BYTES], whole[PATH_BYTES];
    sw_override overrides[MAX_SETTINGS];
    int n_groups;
    const char *source = getenv("SOURCE_DIR");
    if (!path)
        return parse_scenario(scenario, tiny_city(3), settings, diagnostics);
    const sw_group *const *groups = model_groups(&n_groups);
    const int n = split(settings, overrides, memory);
    (void)snprintf(whole, sizeof whole, "%s/%s", source ? source : "../..", path);
    sw_diagnostics_init(diagnostics, SW_ENGLISH);
    return sw_scenario_load(scenario, groups, n_groups, whole, overrides, n, diagnostics);
}

const char *tiny_city(int sections)
{
    static char text[2048];
    (void)snprintf(
        text, sizeof text,
        "title = \"Tiny\";\n"
        "staff = {\n"
        "  departments = (\n"
        "    { name = \"Affairs\"; name_ja = \"総務\"; sections = 3; administrative = "
        "14;\n"
        "      engineering = 4; },\n"
        "    { name = \"Works\"; name_ja = \"土木\"; sections = %d; administrative = 6;\n"
        "      engineering = 6; });\n"
        "  age_counts = [2, 4, 4, 4, 4, 4, 4, 3, 1];\n"
        "  women_counts = [8, 2, 0, 0, 0];\n"
        "  posts_administrative = [6, 6, 4, 3, 1];\n"
        "  posts_engineering = [3, 3, 2, 1, 1];\n"
        "  posts_fire = [0, 0, 0, 0, 0];\n"
        "  posts_labour = [0, 0, 0, 0, 0];\n"
        "  posts_medical = [0, 0, 0, 0, 0];\n"
        "};\n",
        sections);
    return text;
}

static void demand(const simulation *self, int status, const char *what)
{
    if (status)
        fail_msg("%s: %s\n%s", what, sw_status_text(status, SW_ENGLISH),
                 self->diagnostics.text);
}

/* What follows loading. */
static void make_world(simulation *self)
{
    demand(self, sw_model_check(&sw_model_city_hall, &self->scenario, &self->diagnostics),
           "check");
    demand(self,
           sw_model_build(&sw_model_city_hall, &self->city, &self->scenario, TEST_SEED,
                          &self->diagnostics),
           "build");
    demand(self, sw_record_layout(&self->results, &self->scenario, &self->city),
           "layout");
    demand(
        self,
        sw_world_init(&self->world, &self->scenario, &self->city, &self->results.layout),
        "world");
    self->record = calloc(self->results.layout.record_length, sizeof *self->record);
    assert_non_null(self->record);
}

void simulation_open(simulation *self, const char *path, const char *const *settings)
{
    memset(self, 0, sizeof *self);
    demand(self, load_scenario(&self->scenario, path, settings, &self->diagnostics),
           "load");
    make_world(self);
}

void simulation_open_tiny(simulation *self, int sections, const char *const *settings)
{
    memset(self, 0, sizeof *self);
    demand(self,
           parse_scenario(&self->scenario, tiny_city(sections), settings,
                          &self->diagnostics),
           "parse");
    make_world(self);
}

void simulation_close(simulation *self)
{
    free(self->record);
    sw_world_free(&self->world);
    sw_results_free(&self->results);
    sw_city_free(&self->city);
    sw_scenario_free(&self->scenario);
}

void simulation_start(simulation *self, uint32_t replication)
{
    sw_replication_start(&sw_model_city_hall, &self->world, TEST_SEED, replication,
                         self->record);
}

void simulation_month(simulation *self)
{
    sw_replication_month(&sw_model_city_hall, &self->world);
    demand(self, sw_world_verify(&self->world, &self->diagnostics), "verify");
}

void simulation_until(simulation *self, int t)
{
    while (self->world.t < t)
        simulation_month(self);
}

void simulation_run(simulation *self, uint32_t replication)
{
    simulation_start(self, replication);
    simulation_until(self, self->results.layout.n_months);
    sw_record_end(&self->world);
}

const double *recorded(const simulation *self, int indicator, int y)
{
    const sw_variable *v = &self->results.layout.variables[indicator];
    const int d = v->dimension;
    const int size = d < 0 ? 1 : self->results.layout.dimensions[d].size;
    return self->record + v->offset + (size_t)y * (size_t)size;
}

void expect_message(const sw_diagnostics *diagnostics, const char *part)
{
    if (!strstr(diagnostics->text, part))
        fail_msg("no \"%s\" in\n%s", part, diagnostics->text);
}
