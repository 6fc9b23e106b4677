/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a .def file as members of a struct; see field.h. No include guard: used once a struct. */
#define REAL(key, unit, low, high, preset, source, en, ja)     double key;
#define REALS(key, n, unit, low, high, preset, source, en, ja) double key[n];
#define INT(key, unit, low, high, preset, source, en, ja)      int key;
#define SEED(key, preset, source, en, ja)                      uint64_t key;
#define BOOL(key, preset, source, en, ja)                      int key;
#define CHOICE(key, words, preset, source, en, ja)             int key;
#define FLAGS(key, words, preset, source, en, ja)              uint32_t key;
#define MONTH(key, preset, source, en, ja)                     int key;
#define TEXT(key, preset, source, en, ja)                      char key[SW_TEXT_BYTES];
#define LIST(key, kind, max, preset, source, en, ja)                                     \
    struct {                                                                             \
        int n;                                                                           \
        struct sw_##kind at[max];                                                        \
    } key;
