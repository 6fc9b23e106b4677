/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two effective texts are the same model. See study.h. */
#include <sidework/study.h>

#include <string.h>

/* What may differ: how a scenario is called, how often it was run, what was kept. */
static int is_aside(const char *line)
{
    static const char *const keys[] = {
        "title =",        "title_ja =", "question =", "question_ja =",    "seed =",
        "replications =", "repeats =",  "keep =",     "groups_by_month ="};
    line += strspn(line, " ");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strncmp(line, keys[i], strlen(keys[i])) == 0)
            return 1;
    return 0;
}

static const char *next(const char *line)
{
    const char *end = strchr(line, '\n');
    return end != NULL ? end + 1 : line + strlen(line);
}

static const char *counted(const char *line)
{
    while (*line != '\0' && is_aside(line))
        line = next(line);
    return line;
}

int sw_same_scenario(const char *a, const char *b)
{
    if (a == NULL || b == NULL || *a == '\0' || *b == '\0')
        return 0;
    for (a = counted(a), b = counted(b); *a != '\0' && *b != '\0';
         a = counted(next(a)), b = counted(next(b))) {
        const size_t n = strcspn(a, "\n");
        if (n != strcspn(b, "\n") || memcmp(a, b, n) != 0)
            return 0;
    }
    return *a == *b;
}
