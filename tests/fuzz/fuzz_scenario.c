/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a scenario of the shipped model. The input is the text; what follows a NUL
 * is one `--set`, KEY=VALUE.
 *
 * Promised: a failure has a message and leaves nothing behind; what is accepted can be
 * printed, and its effective text is a scenario again, with the same digest.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/simulation.h"

static sw_diagnostics d;

static int is_one_of(int status, int a, int b, int c)
{
    return status == a || status == b || status == c;
}

/* Every message is a line of its own, and visible. */
static void check_messages(void)
{
    PROMISE(d.count > 0 && d.length > 0 && d.length < sizeof d.text);
    PROMISE(strlen(d.text) == d.length && d.text[d.length - 1] == '\n');
    for (size_t k = 0; k < d.length; k++)
        PROMISE(d.text[k] == '\n' || (unsigned char)d.text[k] >= ' ');
}

static int parse(sw_scenario *s, const char *text, const sw_override *set, int n)
{
    int n_groups;
    const sw_group *const *groups = model_groups(&n_groups);
    const int status = sw_scenario_parse(s, groups, n_groups, "f.cfg", text, set, n, &d);
    PROMISE(is_one_of(status, SW_OK, SW_INPUT, SW_INPUT));
    if (status) {
        static const sw_scenario empty;
        check_messages();
        PROMISE(memcmp(s, &empty, sizeof empty) == 0);
    }
    return status;
}

/* What follows is decided: print, check, and read back. */
static void check_accepted(const sw_scenario *s)
{
    sw_scenario again;
    FILE *nowhere = fopen("/dev/null", "w");
    PROMISE(nowhere && sw_scenario_print(s, nowhere) == SW_OK && fclose(nowhere) == 0);
    PROMISE(strlen(s->digest) == SW_DIGEST_BYTES - 1 && s->effective);
    PROMISE(parse(&again, s->effective, NULL, 0) == SW_OK);
    PROMISE(strcmp(again.digest, s->digest) == 0);
    PROMISE(strcmp(again.effective, s->effective) == 0);
    sw_scenario_free(&again);
    if (sw_model_check(&sw_model_city_hall, s, &d))
        check_messages();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sw_scenario s;
    sw_override set = {.origin = "--set"};
    char *text = malloc(size + 2);
    PROMISE(text);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = text[size + 1] = '\0';
    const size_t length = strlen(text);
    char *path = text + length + (length < size);
    char *equals = strchr(path, '=');
    if (equals) {
        *equals = '\0';
        set.path = path;
        set.value = equals + 1;
    }
    sw_diagnostics_init(&d, size % 2 ? SW_JAPANESE : SW_ENGLISH);
    if (parse(&s, text, &set, length < size && equals ? 1 : 0) == SW_OK)
        check_accepted(&s);
    sw_scenario_free(&s);
    free(text);
    return 0;
}
