/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as an observation file, judged with the layout of a small city and without one.
 *
 * Promised: a failure has messages, each a visible line, and leaves nothing behind; what is accepted with a layout is
 * found within its records, and is accepted without it, too, with the same digest; what is told to be observations by
 * its list is read the same way when it is a file.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "support/simulation.h"
#include <sidework/observations.h>

static simulation city;
static double *record;
static char path[FUZZ_PATH_BYTES];
static sw_diagnostics d;
static volatile double sum; /* of all that was read, so that all of it is */

static void forget(void)
{
    free(record);
    simulation_close(&city);
}

static void set_up(void)
{
    if (record)
        return;
    simulation_open_tiny(&city, 3, NULL);
    record = calloc(city.results.layout.record_length, sizeof *record);
    PROMISE(record);
    fuzz_path(path, "observations.cfg");
    PROMISE(atexit(forget) == 0);
}

static void check_messages(void)
{
    PROMISE(d.count > 0 && d.length > 0 && d.length < sizeof d.text);
    PROMISE(strlen(d.text) == d.length && d.text[d.length - 1] == '\n');
    for (size_t k = 0; k < d.length; k++)
        PROMISE(d.text[k] == '\n' || (unsigned char)d.text[k] >= ' ');
}

static int parse(sw_observations *o, const char *text, const sw_layout *layout)
{
    static const sw_observations empty;
    sw_diagnostics_init(&d, strlen(text) % 2 ? SW_JAPANESE : SW_ENGLISH);
    const int status = sw_observations_parse(o, "f.cfg", text, layout, &d);
    PROMISE(status == SW_OK || status == SW_INPUT);
    if (status) {
        check_messages();
        PROMISE(memcmp(o, &empty, sizeof empty) == 0);
    }
    return status;
}

static void check_accepted(const sw_observations *o, const char *text)
{
    sw_observations again;
    PROMISE(o->n_data > 0 && o->months > 0 && o->months <= city.results.layout.n_months);
    for (int k = 0; k < o->n_data; k++)
        sum += sw_datum_read(&o->data[k], record);
    PROMISE(parse(&again, text, NULL) == SW_OK);
    PROMISE(strcmp(again.digest, o->digest) == 0);
    sw_observations_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sw_observations o;
    set_up();
    char *text = malloc(size + 1);
    PROMISE(text);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    const int status = parse(&o, text, &city.results.layout);
    if (status == SW_OK)
        check_accepted(&o, text);
    sw_observations_free(&o);
    fuzz_put(path, (const uint8_t *)text, strlen(text));
    const int are = sw_observations_are_in(path);
    PROMISE(status != SW_OK || are);
    free(text);
    return 0;
}
