/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a result file: root attributes, coordinates, then every dataset whose first
 * axis is replication. */
#include "result_reader.h"

#include <stdlib.h>
#include <string.h>

/* A required text attribute of the root goes into a char * of the results. */
static int root_text(sw_reader *self, const char *name, char **out)
{
    const char *text;
    const int status = sw_reader_text(self, name, &text);
    if (status != SW_OK)
        return status;
    *out = sw_results_duplicate(self->results, text);
    return *out == NULL ? sw_reader_memory(self) : SW_OK;
}

static int read_keep(sw_reader *self)
{
    static const char *const keep[] = {"all", "annual", "summaries"};
    char *word = NULL;
    const int status = root_text(self, "keep", &word);
    if (status != SW_OK)
        return status;
    for (int i = 0; i < 3; i++)
        if (strcmp(word, keep[i]) == 0) {
            self->results->keep = i;
            return SW_OK;
        }
    return sw_reader_refuse(self, "keep", "is not all, annual or summaries",
                            "all、annual、summaries のいずれでもありません");
}

/* Files made of results have a kind, and their own readers. */
static int refuse_other_kinds(sw_reader *self)
{
    const char *kind;
    const int status = sw_reader_text(self, "kind", &kind);
    if (status != SW_OK || kind[0] == '\0')
        return status;
    return sw_fail(self->diagnostics, SW_INPUT,
                   "%s: is of the kind \"%.*s\", not the result of a run, which is what "
                   "belongs here "
                   "(`sidework run` makes them); `sidework info` says what is in it",
                   "%s: 実行（run）の結果ではなく、種類は「%.*s」です。ここには sidework "
                   "run の結果を"
                   "指定してください。内容は sidework info で分かります",
                   self->path, sw_whole(kind, 40), kind);
}

/* The attributes of the root group. */
static int read_root(sw_reader *self)
{
    sw_results *r = self->results;
    int32_t replications = 0, base_year = 0;
    int8_t incomplete = 0;
    int status = refuse_other_kinds(self);
    if (status == SW_OK)
        status = root_text(self, "title", &r->title);
    if (status == SW_OK)
        status = root_text(self, "title_ja", &r->title_ja);
    if (status == SW_OK)
        status = root_text(self, "question", &r->question);
    if (status == SW_OK)
        status = root_text(self, "question_ja", &r->question_ja);
    if (status == SW_OK)
        status = root_text(self, "version", &r->version);
    if (status == SW_OK)
        status = root_text(self, "scenario", &r->effective);
    if (status == SW_OK)
        status = root_text(self, "scenario_digest", &r->digest);
    if (status == SW_OK)
        status = read_keep(self);
    if (status != SW_OK)
        return status;
    const hid_t f = self->file;
    if (sw_h5_get_numbers(f, "seed", H5T_NATIVE_UINT64, &r->seed, 0) != 0 ||
        sw_h5_get_numbers(f, "replications", H5T_NATIVE_INT32, &replications, 0) != 0 ||
        sw_h5_get_numbers(f, "base_year", H5T_NATIVE_INT32, &base_year, 0) != 0 ||
        sw_h5_get_numbers(f, "incomplete", H5T_NATIVE_INT8, &incomplete, 0) != 0 ||
        replications <= 0 || base_year < 1 || base_year > 9999)
        return sw_reader_refuse(
            self, "/", "lacks seed, replications, base_year or incomplete",
            "seed、replications、base_year、incomplete が正しくありません");
    r->n_replications = (uint32_t)replications;
    r->incomplete = incomplete;
    r->layout.base_year = base_year;
    return SW_OK;
}

/* The next word of a blank-separated text into out; returns what follows, NULL at the
 * end. */
static const char *next_word(const char *text, char *out, size_t bytes)
{
    text += strspn(text, " ");
    const size_t n = strcspn(text, " ");
    if (n == 0 || n >= bytes)
        return NULL;
    memcpy(out, text, n);
    out[n] = '\0';
    return text + n;
}

static int dimension_index(const sw_layout *layout, const char *name)
{
    for (int i = 0; i < layout->n_dimensions; i++)
        if (strcmp(layout->dimensions[i].name, name) == 0)
            return i;
    return -1;
}

/* Fills period, dimension and length of v from the axes; -1 if they do not fit the shape.
 * */
static int take_axes(const sw_reader *self, const sw_entry *entry, sw_variable *v)
{
    char word[SW_NAME_BYTES];
    const char *rest = next_word(entry->axes, word, sizeof word);
    v->period = SW_ONCE;
    v->dimension = -1;
    v->length = 1;
    for (int i = 0; i < entry->rank; i++) {
        const size_t size = rest == NULL ? 0 : sw_reader_axis_size(self, word);
        const int axis = rest == NULL ? -1 : sw_axis_find(word);
        if (size == 0 || size != entry->size[i] ||
            (i == 0) != (axis == SW_AXIS_REPLICATION))
            return -1;
        if (i > 0 && v->dimension >= 0)
            return -1;
        if (i == 1 && axis == SW_AXIS_MONTH)
            v->period = SW_BY_MONTH;
        else if (i == 1 && axis == SW_AXIS_FISCAL_YEAR)
            v->period = SW_BY_YEAR;
        else if (i > 0)
            v->dimension = dimension_index(&self->results->layout, word);
        if (i > 0 && (i == 2 || v->period == SW_ONCE) && v->dimension < 0)
            return -1;
        if (i > 0)
            v->length *= size;
        rest = next_word(rest, word, sizeof word);
    }
    return rest == NULL ? 0 : -1;
}

static int take_storage(const sw_entry *entry, sw_variable *v)
{
    const hid_t type = H5Dget_type(entry->dataset);
    if (type < 0)
        return -1;
    int good = 0;
    for (int s = SW_STORE_RATIO; s <= SW_STORE_FLAG && !good; s++)
        if (H5Tequal(type, sw_storage_file_type((sw_storage)s)) > 0) {
            v->storage = (sw_storage)s;
            good = 1;
        }
    H5Tclose(type);
    return good ? 0 : -1;
}

static int take_flags(sw_reader *self, const sw_entry *entry, sw_variable *v)
{
    enum { MOST = 128 };
    const char *meanings = "";
    signed char values[MOST];
    if (sw_h5_get_text(entry->dataset, "flag_meanings", &self->texts, &meanings) != 0)
        return -1;
    if (meanings[0] == '\0')
        return 0;
    int n = 1;
    for (const char *c = meanings; *c != '\0'; c++)
        n += *c == ' ';
    if (n > MOST || sw_h5_get_numbers(entry->dataset, "flag_values", H5T_NATIVE_SCHAR,
                                      values, (size_t)n) != 0)
        return -1;
    signed char *copy = sw_results_allocate(self->results, (size_t)n);
    if (copy == NULL) {
        self->texts.reason = SW_MEMORY;
        return -1;
    }
    memcpy(copy, values, (size_t)n);
    v->flag_meanings = meanings;
    v->flag_values = copy;
    v->n_flags = n;
    return 0;
}

/* The name in memory: without the ending that kept it apart from a dimension. */
static char *variable_name(sw_reader *self, const char *stored)
{
    static const char ending[] = "_code";
    char *name = sw_results_duplicate(self->results, stored);
    const size_t n = strlen(stored), cut = sizeof ending - 1;
    if (name == NULL || n <= cut || strcmp(stored + n - cut, ending) != 0)
        return name;
    name[n - cut] = '\0';
    if (dimension_index(&self->results->layout, name) < 0)
        name[n - cut] = ending[0];
    return name;
}

static int add_variable(sw_reader *self, const sw_entry *entry)
{
    sw_layout *layout = &self->results->layout;
    sw_variable *v = &layout->variables[layout->n_variables];
    if (take_axes(self, entry, v) != 0 || take_storage(entry, v) != 0)
        return sw_reader_odd(self, entry->name);
    v->name = variable_name(self, entry->name);
    if (v->name == NULL)
        return sw_reader_memory(self);
    const int status = sw_reader_describe(self, entry, &v->unit, &v->en, &v->ja);
    if (status != SW_OK || take_flags(self, entry, v) != 0)
        return status != SW_OK ? status : sw_reader_bad_attributes(self, entry->name);
    v->offset = layout->record_length;
    layout->record_length += v->length;
    layout->n_variables++;
    return SW_OK;
}

/* Reads all rows in slabs of whole chunks; row i goes to `to + i * stride`. */
static int read_values(sw_reader *self, const sw_entry *entry, sw_storage storage,
                       size_t width, double *to, size_t stride)
{
    const hsize_t rows = entry->size[0];
    const hsize_t step = rows < SW_CHUNK_REPLICATIONS ? rows : SW_CHUNK_REPLICATIONS;
    const size_t bytes = sw_storage_bytes(storage);
    int status = SW_OK;
    char *buffer = malloc((size_t)step * width * bytes);
    if (buffer == NULL)
        return sw_reader_memory(self);
    for (hsize_t first = 0; first < rows && status == SW_OK; first += step) {
        const hsize_t n = rows - first < step ? rows - first : step;
        if (sw_slab_read(entry->dataset, entry->rank, entry->size, first, n,
                         sw_storage_memory_type(storage), buffer) != 0)
            status = sw_reader_refuse(self, entry->name, "cannot be read", "読めません");
        for (hsize_t i = 0; i < n && status == SW_OK; i++)
            sw_storage_unpack(storage, buffer + i * width * bytes, width,
                              to + (first + i) * stride);
    }
    free(buffer);
    return status;
}

static int read_parameter_values(sw_reader *self, const sw_entry *entry)
{
    sw_results *r = self->results;
    const size_t n = (size_t)r->n_parameters;
    const hid_t type = H5Dget_type(entry->dataset);
    const int good = type >= 0 && H5Tequal(type, H5T_IEEE_F64LE) > 0 &&
                     entry->rank == 2 && n > 0 && entry->size[0] == r->n_replications &&
                     entry->size[1] == n && r->parameter_values == NULL;
    if (type >= 0)
        H5Tclose(type);
    if (!good)
        return sw_reader_odd(self, entry->name);
    r->parameter_values = calloc((size_t)r->n_replications * n, sizeof(double));
    if (r->parameter_values == NULL)
        return sw_reader_memory(self);
    return read_values(self, entry, SW_STORE_RATIO, n, r->parameter_values, n);
}

static int is_of_replications(const sw_entry *entry)
{
    static const char first[] = "replication ";
    return strncmp(entry->axes, first, sizeof first - 1) == 0 ||
           (strcmp(entry->axes, "replication") == 0 &&
            strcmp(entry->name, "replication") != 0);
}

/* First all variables are learned; then, with the records allocated, their values are
 * read in the same order. */
static int take_variable(void *context, const sw_entry *entry)
{
    const int is_variable =
        is_of_replications(entry) && strcmp(entry->name, SW_PARAMETER_VALUE) != 0;
    return is_variable ? add_variable(context, entry) : SW_OK;
}

typedef struct values {
    sw_reader *reader;
    int next; /* variable */
} values;

static int take_values(void *context, const sw_entry *entry)
{
    values *self = context;
    const sw_results *r = self->reader->results;
    if (!is_of_replications(entry))
        return SW_OK;
    if (strcmp(entry->name, SW_PARAMETER_VALUE) == 0)
        return read_parameter_values(self->reader, entry);
    const sw_variable *v = &r->layout.variables[self->next++];
    return read_values(self->reader, entry, v->storage, v->length, r->records + v->offset,
                       r->layout.record_length);
}

int sw_reader_head(sw_reader *self, double *error, uint32_t *draws)
{
    int status = read_root(self);
    if (status == SW_OK)
        status = sw_reader_coordinates(self);
    return status == SW_OK ? sw_reader_extras(self, error, draws) : status;
}

static int read_all(sw_reader *self)
{
    sw_results *r = self->results;
    double error = 0;
    uint32_t draws = 0;
    values of = {self, 0};
    int status = sw_reader_head(self, &error, &draws);
    if (status != SW_OK)
        return status;
    r->layout.variables =
        sw_results_allocate(r, (self->n_links + 1) * sizeof *r->layout.variables);
    if (r->layout.variables == NULL)
        return sw_reader_memory(self);
    status = sw_reader_each(self, take_variable, self);
    if (status != SW_OK)
        return status;
    r->records = calloc((size_t)r->n_replications * r->layout.record_length + 1,
                        sizeof *r->records);
    return r->records == NULL ? sw_reader_memory(self)
                              : sw_reader_each(self, take_values, &of);
}

int sw_result_read(sw_results *results, const char *path, sw_diagnostics *diagnostics)
{
    sw_reader self;
    int status = sw_reader_open(&self, path, results, diagnostics);
    if (status == SW_OK)
        status = read_all(&self);
    sw_reader_close(&self);
    return status;
}
