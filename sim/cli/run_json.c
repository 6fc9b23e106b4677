/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run_json.h. */
#include "run_json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <sidework/json.h>

static int put(FILE *stream, const sw_progress *progress, const sw_options *o)
{
    const int ranks = o->ranks ? o->ranks->size : 1;
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
    /* of shards only the putting together has been seen */
    sw_json_number(&json, o->stage == SW_STAGE_PUBLISH ? "merge_seconds" : "seconds",
                   progress->seconds);
    sw_json_integer(&json,
                    o->verb && strcmp(o->verb, "calibrate") == 0 ? "simulations"
                                                                 : "replications",
                    progress->total);
    sw_json_integer(&json, "threads",
                    o->threads ? o->threads : sysconf(_SC_NPROCESSORS_ONLN));
    if (ranks > 1) /* of so many threads each */
        sw_json_integer(&json, "ranks", ranks);
    if (uname(&machine) == 0) {
        sw_json_text(&json, "system", machine.sysname);
        sw_json_text(&json, "machine", machine.machine);
    }
    sw_json_close(&json, '}');
    return ferror(stream);
}

enum { PATH_BYTES = 4200 };

int sw_run_json_check(const char *output, sw_diagnostics *diagnostics)
{
    char path[PATH_BYTES];
    struct stat info;
    const int n = snprintf(path, sizeof path, "%s.run.json", output);
    int reason = 0;
    if (n < 0 || n >= (int)sizeof path)
        reason = ENAMETOOLONG;
    else if (stat(path, &info) == 0)
        reason = S_ISREG(info.st_mode) ? 0 : S_ISDIR(info.st_mode) ? EISDIR : EEXIST;
    else
        reason = errno == ENOENT ? 0 : errno;
    if (reason == 0)
        return SW_OK;
    return sw_fail(diagnostics, SW_CREATE,
                   "%s.run.json: goes with the result and cannot be made: %s; choose "
                   "another -o",
                   "%s.run.json: 結果に添えるファイルを作成できません: %s（別の -o を"
                   "指定してください）",
                   output, strerror(reason));
}

int sw_run_json_write(const char *output, const sw_progress *progress,
                      const sw_options *options, sw_diagnostics *diagnostics)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s.run.json", output);
    FILE *stream = fopen(path, "w");
    int bad = !stream;
    if (stream) {
        bad = put(stream, progress, options);
        bad |= fclose(stream) != 0;
    }
    if (!bad)
        return SW_OK;
    const int reason = errno;
    if (stream)
        (void)unlink(path); /* half of it is of no use */
    return sw_fail(diagnostics, SW_IO,
                   "%s: cannot be written: %s (the result itself is safe)",
                   "%s: 書き込めません: %s（結果ファイル自体は保存済みです）", path,
                   strerror(reason));
}
