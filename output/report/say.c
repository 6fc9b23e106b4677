/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See say.h. */
#include "say.h"

#include <stddef.h>

static const char *const texts[SW_N_TEXTS][SW_N_LANGUAGES] = {
#define TEXT(key, en, ja) {en, ja},
#include "texts.def"
#undef TEXT
};

static const char *const keys[SW_N_TEXTS] = {
#define TEXT(key, en, ja) #key,
#include "texts.def"
#undef TEXT
};

const char *sw_say(sw_language language, sw_text text)
{
    return texts[text][language];
}

const char *sw_text_key(sw_text text)
{
    return keys[text];
}
