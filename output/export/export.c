/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a result gives, and their way onto the disk: all names are checked before
 * the first is written. */
#include "export.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "publish.h"

static const char dictionary_name[] = "dictionary.csv";

typedef struct plan {
    sw_export_table *tables; /* [room] */
    int n, room;
} plan;

static int any(const sw_layout *layout, sw_period period, int dimension)
{
    for (int i = 0; i < layout->n_variables; i++)
        if (layout->variables[i].period == period &&
            layout->variables[i].dimension == dimension)
            return 1;
    return 0;
}

static sw_export_table *add(plan *p, const char *name, const char *dimension)
{
    sw_export_table *t = &p->tables[p->n++];
    *t = (sw_export_table){.dimension = -1};
    (void)snprintf(t->name, sizeof t->name, "%s%s%s.csv", name, dimension ? "_by_" : "",
                   dimension ? dimension : "");
    return t;
}

static void add_indicators(plan *p, const sw_export *self, sw_period period)
{
    const sw_layout *layout = &self->results->layout;
    sw_stored_rate rate;
    for (int d = -1; d < layout->n_dimensions; d++) {
        if (!any(layout, period, d) &&
            (d >= 0 || !sw_export_stored_rate(self, period, 0, &rate)))
            continue;
        sw_export_table *t = add(p, period == SW_BY_YEAR ? "yearly" : "monthly",
                                 d < 0 ? NULL : layout->dimensions[d].name);
        t->fill = sw_export_indicators;
        t->period = period;
        t->dimension = d;
    }
}

static int make_plan(plan *p, const sw_export *self)
{
    const sw_summary *summary = self->summary;
    p->room = 2 * (self->results->layout.n_dimensions + 1) + 5;
    p->tables = calloc((size_t)p->room, sizeof *p->tables);
    if (p->tables == NULL)
        return SW_MEMORY;
    if (summary->n_years > 0)
        add(p, "overview", NULL)->fill = sw_export_overview;
    if (summary->n_thresholds > 0) {
        add(p, "summary", NULL)->fill = sw_export_summary;
        add(p, "probability_by_year", NULL)->fill = sw_export_probability;
    }
    if (summary->n_draws > 0)
        add(p, "spread", NULL)->fill = sw_export_spread;
    add_indicators(p, self, SW_BY_YEAR);
    add_indicators(p, self, SW_BY_MONTH);
    if (self->n_columns > 0)
        add(p, "replications", NULL)->fill = sw_export_replications;
    return SW_OK;
}

static int check_name(const char *dir, const char *name, int replace,
                      sw_diagnostics *diagnostics)
{
    const size_t bytes = strlen(dir) + strlen(name) + 2;
    char *path = malloc(bytes);
    if (path == NULL)
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for a file name",
                       "%s: ファイル名のためのメモリを確保できません", name);
    (void)snprintf(path, bytes, "%s/%s", dir, name);
    const int status = sw_publish_check(path, replace, diagnostics);
    free(path);
    return status;
}

static int prepare(const plan *p, const char *dir, int replace,
                   sw_diagnostics *diagnostics)
{
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return sw_fail(diagnostics, SW_CREATE, "%s: this directory cannot be made: %s",
                       "%s: ディレクトリを作成できません: %s", dir, strerror(errno));
    int status = check_name(dir, dictionary_name, replace, diagnostics);
    for (int i = 0; i < p->n && status == SW_OK; i++)
        status = check_name(dir, p->tables[i].name, replace, diagnostics);
    return status;
}

static int put_table(const sw_export *self, const sw_export_table *table, const char *dir,
                     int replace, int bom, sw_diagnostics *diagnostics)
{
    sw_csv csv;
    const int status = sw_csv_begin(&csv, dir, table->name, bom, diagnostics);
    if (status == SW_OK)
        table->fill(self, &csv, table->period, table->dimension);
    return sw_csv_end(&csv, status, replace);
}

static int put_dictionary(const sw_export *self, const plan *p, const char *dir,
                          int replace, int bom, sw_diagnostics *diagnostics)
{
    sw_csv csv;
    const int status = sw_csv_begin(&csv, dir, dictionary_name, bom, diagnostics);
    if (status == SW_OK) {
        sw_export_headings(self, &csv, "file column unit english japanese");
        sw_csv_row(&csv);
        for (int i = 0; i < p->n; i++)
            sw_export_describe(self, &csv, &p->tables[i]);
    }
    return sw_csv_end(&csv, status, replace);
}

int sw_export_csv(const sw_results *results, const sw_summary *summary, const char *dir,
                  int replace, int bom, sw_language language, sw_diagnostics *diagnostics)
{
    plan p = {0};
    sw_export self = {.results = results, .summary = summary, .language = language};
    self.scratch = malloc(((size_t)results->n_replications + 1) * sizeof *self.scratch);
    int status = SW_OK;
    if (self.scratch == NULL || sw_export_columns(&self) != SW_OK ||
        make_plan(&p, &self) != SW_OK)
        status = sw_fail(diagnostics, SW_MEMORY, "no memory for the tables",
                         "表のためのメモリを確保できません");
    if (status == SW_OK)
        status = prepare(&p, dir, replace, diagnostics);
    for (int i = 0; i < p.n && status == SW_OK; i++)
        status = put_table(&self, &p.tables[i], dir, replace, bom, diagnostics);
    if (status == SW_OK)
        status = put_dictionary(&self, &p, dir, replace, bom, diagnostics);
    free(p.tables);
    free(self.columns);
    free(self.scratch);
    return status;
}
