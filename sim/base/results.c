/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory of results. Labels, texts and tables of a result come from many places (engine,
 * reader, tests) and die together, so they live in one list of blocks behind
 * results->memory and nobody frees them one by one.
 */
#include <sidework/sketch.h>

#include <stdlib.h>
#include <string.h>

/* Stands before each handed-out block; the union keeps what follows aligned for any type.
 * */
typedef union block {
    union block *next;
    max_align_t align;
} block;

void sw_results_free(sw_results *self)
{
    if (self == NULL)
        return;
    block *b = self->memory;
    while (b != NULL) {
        block *next = b->next;
        free(b);
        b = next;
    }
    free(self->parameter_values);
    free(self->records);
    sw_sketch_free(self->sketch);
    memset(self, 0, sizeof *self);
}

void *sw_results_allocate(sw_results *self, size_t bytes)
{
    if (bytes > SIZE_MAX - sizeof(block))
        return NULL;
    block *b = calloc(1, sizeof(block) + bytes);
    if (b == NULL)
        return NULL;
    b->next = self->memory;
    self->memory = b;
    return b + 1;
}

char *sw_results_duplicate(sw_results *self, const char *text)
{
    const size_t bytes = strlen(text) + 1;
    char *copy = sw_results_allocate(self, bytes);
    if (copy != NULL)
        memcpy(copy, text, bytes);
    return copy;
}

void sw_results_put(sw_results *self, uint32_t replication, const double *record,
                    const double *parameters)
{
    const size_t n = (size_t)self->n_parameters;
    if (self->records && (self->sketch == NULL || replication < self->n_rows)) {
        memcpy(sw_results_record(self, replication), record,
               self->layout.record_length * sizeof *record);
        if (n > 0)
            memcpy(sw_results_parameters(self, replication), parameters,
                   n * sizeof *parameters);
    }
    if (self->sketch != NULL) {
        sw_sketch_add(self->sketch, record);
        sw_sketch_put_annual(self->sketch, replication, record);
    }
}

const sw_variable *sw_layout_find(const sw_layout *layout, const char *name)
{
    for (int i = 0; i < layout->n_variables; i++)
        if (strcmp(layout->variables[i].name, name) == 0)
            return &layout->variables[i];
    return NULL;
}
