/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything a reader of the report reads, in one list, English and Japanese side by side:
 * texts.def. A row without one of them does not compile; a row whose two sides ask for
 * different values fails tests/unit/test_report_texts.c. {0} ... {9} stand for values.
 * Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_SAY_H
#define SIDEWORK_OUTPUT_REPORT_SAY_H

#include <sidework/status.h>

typedef enum sw_text {
#define TEXT(key, en, ja) SW_TEXT_##key,
#include "texts.def"
#undef TEXT
    SW_N_TEXTS
} sw_text;

const char *sw_say(sw_language language, sw_text text);

/* The name of a row, for tests. */
const char *sw_text_key(sw_text text);

#endif
