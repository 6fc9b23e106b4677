/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages about a loaded scenario that still know the file and line of the key. */
#include <sidework/scenario.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int sw_scenario_fail(const sw_scenario *self, sw_diagnostics *diagnostics,
                     const char *key, const char *en, const char *ja, ...)
{
    char text[1024];
    const char *file = "";
    int line = 0;
    va_list arguments;
    for (int k = 0; k < self->n_origins; k++) {
        if (strcmp(self->origins[k].path, key) == 0) {
            file = self->origins[k].file;
            line = self->origins[k].line;
        }
    }
    va_start(arguments, ja);
    vsnprintf(text, sizeof text,
              diagnostics && diagnostics->language == SW_JAPANESE ? ja : en, arguments);
    va_end(arguments);
    if (line > 0)
        return sw_fail(diagnostics, SW_INPUT, "%s:%d: %s: %s", "%s:%d: %s: %s", file,
                       line, key, text);
    return sw_fail(diagnostics, SW_INPUT, "%s: %s: %s", "%s: %s: %s", file, key, text);
}
