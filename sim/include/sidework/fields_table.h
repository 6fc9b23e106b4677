/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a .def file as rows of a const table; define SW_OWNER as the struct's name first; see field.h. */
#define SW_AT(key) offsetof(struct SW_OWNER, key)
#define REAL(key, unit, low, high, preset, source, en, ja)                               \
    {#key,   SW_TYPE_REAL, SW_AT(key), unit, low, high, 0, "",                           \
     preset, source,       en,         ja,   0,   0,    0, 0},
#define REALS(key, n, unit, low, high, preset, source, en, ja)                           \
    {#key,   SW_TYPE_REALS, SW_AT(key), unit, low, high, n, "",                          \
     preset, source,        en,         ja,   0,   0,    0, 0},
#define INT(key, unit, low, high, preset, source, en, ja)                                \
    {#key,   SW_TYPE_INT, SW_AT(key), unit, low, high, 0, "",                            \
     preset, source,      en,         ja,   0,   0,    0, 0},
#define SEED(key, preset, source, en, ja)                                                \
    {#key, SW_TYPE_SEED, SW_AT(key), "", 0, 0, 0, "", preset, source, en, ja, 0, 0, 0, 0},
#define BOOL(key, preset, source, en, ja)                                                \
    {#key, SW_TYPE_BOOL, SW_AT(key), "", 0, 1, 0, "", preset, source, en, ja, 0, 0, 0, 0},
#define CHOICE(key, words, preset, source, en, ja)                                       \
    {#key,   SW_TYPE_CHOICE, SW_AT(key), "", 0, 0, 0, words,                             \
     preset, source,         en,         ja, 0, 0, 0, 0},
#define FLAGS(key, words, preset, source, en, ja)                                        \
    {#key,   SW_TYPE_FLAGS, SW_AT(key), "", 0, 0, 0, words,                              \
     preset, source,        en,         ja, 0, 0, 0, 0},
#define MONTH(key, preset, source, en, ja)                                               \
    {#key,   SW_TYPE_MONTH, SW_AT(key), "month", 0, 0, 0, "",                            \
     preset, source,        en,         ja,      0, 0, 0, 0},
#define TEXT(key, preset, source, en, ja)                                                \
    {#key, SW_TYPE_TEXT, SW_AT(key), "", 0, 0, 0, "", preset, source, en, ja, 0, 0, 0, 0},
#define LIST(key, kind, max, preset, source, en, ja)                                     \
    {#key,                                                                               \
     SW_TYPE_LIST,                                                                       \
     SW_AT(key),                                                                         \
     "",                                                                                 \
     0,                                                                                  \
     0,                                                                                  \
     max,                                                                                \
     "",                                                                                 \
     preset,                                                                             \
     source,                                                                             \
     en,                                                                                 \
     ja,                                                                                 \
     sw_##kind##_fields,                                                                 \
     sw_##kind##_n_fields,                                                               \
     sizeof(struct sw_##kind),                                                           \
     offsetof(struct SW_OWNER, key.at) - offsetof(struct SW_OWNER, key)},
