/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run_json.h. */
#include "run_json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <sidework/json.h>

static int put(FILE *stream, const sw_progress *progress, int threads)
{
    struct utsname machine;
    struct tm utc;
    char finished[32] = "";
    const time_t t = time(NULL);
    sw_json json = {.stream = stream};
    if (gmtime_r(&t, &utc))
        strftime(finished, sizeof finished, "%Y-%m-%dT%H:%M:%SZ", &utc);
    sw_json_open(&json, NULL, '{');
    sw_json_integer(&json, "schema_version", 1);
    sw_json_text(&json, "program", "sidework " SIDEWORK_VERSION);
    sw_json_text(&json, "scenario_file", progress->name);
    sw_json_text(&json, "finished", finished);
    sw_json_number(&json, "seconds", progress->seconds);
    sw_json_integer(&json, "replications", progress->total);
    sw_json_integer(&json, "threads", threads ? threads : sysconf(_SC_NPROCESSORS_ONLN));
    if (uname(&machine) == 0) {
        sw_json_text(&json, "system", machine.sysname);
        sw_json_text(&json, "machine", machine.machine);
    }
    sw_json_close(&json, '}');
    return ferror(stream);
}

int sw_run_json_write(const char *output, const sw_progress *progress, int threads,
                      sw_diagnostics *diagnostics)
{
    char path[4200];
    snprintf(path, sizeof path, "%s.run.json", output);
    FILE *stream = fopen(path, "w");
    int bad = !stream;
    if (stream) {
        bad = put(stream, progress, threads);
        bad |= fclose(stream) != 0;
    }
    if (bad)
        return sw_fail(diagnostics, SW_IO,
                       "%s: cannot be written: %s (the result itself is safe)",
                       "%s: 書き込めません: %s（結果ファイル自体は保存済みです）", path,
                       strerror(errno));
    return SW_OK;
}
