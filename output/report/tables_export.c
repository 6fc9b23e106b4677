/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of an exploration, a sensitivity analysis or a posterior without a report around them. */
#include <sidework/report.h>

#include "tables.h"

static void put_headings(sw_sheets *all)
{
    static const sw_text heads[] = {SW_TEXT_DICTIONARY_FILE, SW_TEXT_SHEET_COLUMN,
                                    SW_TEXT_DICTIONARY_UNIT, SW_TEXT_DICTIONARY_MEANING};
    for (int i = 0; i < 4; i++)
        sw_buffer_format(all->dictionary, "%s%s%s",
                         i > 0      ? ","
                         : all->bom ? "\xEF\xBB\xBF"
                                    : "",
                         sw_say(all->language, heads[i]), i == 3 ? "\r\n" : "");
}

/* Whether one of the names is there already. */
static int check(const sw_folder *folder, const char *const *names, int n, int times,
                 sw_arena *arena)
{
    int status = SW_OK;
    for (int k = 1; k <= times && !status; k++)
        for (int i = 0; i < n && !status; i++)
            status = sw_folder_check(
                folder, k > 1 ? sw_arena_format(arena, "%s-%d.csv", names[i], k)
                              : sw_arena_format(arena, "%s.csv", names[i]));
    return status;
}

int sw_report_tables(const sw_report_beside *beside, const sw_report_options *options,
                     sw_diagnostics *diagnostics)
{
    static const char *const of_study[] = {"points", "influence"};
    static const char *const of_posterior[] = {"posterior", "facts"};
    static const char *const always[] = {"dictionary"};
    const sw_folder folder = {options->directory, options->replace, diagnostics};
    sw_arena arena = {0};
    sw_buffer dictionary = {0};
    sw_sheets all = {.folder = &folder,
                     .part = "",
                     .gap = ",",
                     .bom = options->bom,
                     .language = options->language,
                     .arena = &arena,
                     .dictionary = &dictionary};
    int status = check(&folder, always, 1, 1, &arena);
    if (!status)
        status = check(&folder, of_study, 2, beside->n_studies, &arena);
    if (!status)
        status = check(&folder, of_posterior, 2, beside->n_posteriors, &arena);
    if (!status)
        status = sw_folder_make(&folder, "");
    put_headings(&all);
    for (int i = 0; i < beside->n_studies && !status; i++)
        status = sw_sheets_study(&all, &beside->studies[i], i + 1);
    for (int i = 0; i < beside->n_posteriors && !status; i++)
        status = sw_sheets_posterior(&all, &beside->posteriors[i], i + 1);
    dictionary.failed |= arena.failed;
    if (!status)
        status = sw_folder_put(&folder, "dictionary.csv", &dictionary);
    sw_buffer_free(&dictionary);
    sw_arena_free(&arena);
    return status;
}
