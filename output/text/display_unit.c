/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units as people read them. In files they keep the form that programs know ("h/month"). */
#include <sidework/display.h>

#include <stdio.h>
#include <string.h>

/* What stands between the slashes of units; what is not here stays as it is. */
static const struct {
    const char *en, *ja;
} parts[] = {{"h", "時間"},      {"min", "分"},           {"month", "月"},
             {"year", "年"},     {"person", "人"},        {"staff", "人"},
             {"section", "課"},  {"session", "回"},       {"answers", "件"},
             {"weight", "重み"}, {"log", "対数"},         {"log-odds", "対数オッズ"},
             {"sd", "標準偏差"}, {"1000 staff", "1000人"}};

static const char *part_of(const char *unit, size_t n)
{
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strlen(parts[i].en) == n && strncmp(unit, parts[i].en, n) == 0)
            return parts[i].ja;
    return NULL;
}

void sw_format_unit(const char *unit, sw_language language, char out[SW_UNIT_BYTES])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t n; *unit != '\0' && used < SW_UNIT_BYTES; unit += n + (unit[n] == '/')) {
        n = strcspn(unit, "/");
        const char *ja = language == SW_JAPANESE ? part_of(unit, n) : NULL;
        const int length = ja != NULL ? (int)strlen(ja) : (int)n;
        const int put = snprintf(out + used, SW_UNIT_BYTES - used, "%s%.*s",
                                 used > 0 ? "/" : "", length, ja != NULL ? ja : unit);
        used += put > 0 ? (size_t)put : SW_UNIT_BYTES;
    }
}
