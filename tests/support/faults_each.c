/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See faults.h. */
#include "faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <hdf5.h>

static int is_documented(int groups, enum fault_way way, int status)
{
    if (status == SW_OK)
        return 1;
    if (way != FAULT_FAIL && way != FAULT_QUOTA)
        return 0;
    if ((groups & ~FAULT_THIN) == FAULT_MEMORY)
        return status == SW_MEMORY;
    return status == SW_IO || status == SW_CREATE;
}

static void check(const fault_trial *trial, long k, int status, int fits,
                  const sw_diagnostics *d)
{
    const char *wrong = NULL;
    if (!fits)
        wrong = "a status that does not fit";
    else if ((status == SW_OK) != (d->count == 0))
        wrong = "status and messages contradict each other";
    else if (status != SW_OK && d->text[0] == '\0')
        wrong = "a failure without a message";
    else if (H5Fget_obj_count((hid_t)H5F_OBJ_ALL, H5F_OBJ_ALL) != 0)
        wrong = "HDF5 has something open";
    if (wrong)
        fail_msg("%s: call %ld, %s: %s: status %d (%s), messages:\n%s", trial->name, k,
                 faults_name(), wrong, status, sw_status_text(status, SW_ENGLISH),
                 d->text);
}

void faults_each(int groups, enum fault_way way, const fault_trial *trial)
{
    static sw_diagnostics messages;
    long failed = 0;
    int hit = 1;
    for (long k = 1; hit;
         k += (groups & (FAULT_THIN | FAULT_STREAMS)) != 0 && k > 64 ? k / 10 : 1) {
        if (trial->before)
            trial->before();
        sw_diagnostics_init(&messages, SW_ENGLISH);
        faults_arm(groups, way, k);
        const int status = trial->work(&messages);
        hit = faults_disarm();
        const int fits = hit ? is_documented(groups, way, status) : status == SW_OK;
        check(trial, k, status, fits, &messages);
        if (trial->after)
            trial->after(status);
        failed += hit;
        if (way == FAULT_HALVE) /* every transfer at once */
            break;
    }
    if (failed < trial->least)
        fail_msg("%s: only %ld calls failed", trial->name, failed);
    printf("%s: %ld\n", trial->name, failed);
}
