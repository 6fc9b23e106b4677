/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model of one group with a row of every kind: what the loader is tested with, since it knows no real model. */
#ifndef TEST_SMALL_MODEL_H
#define TEST_SMALL_MODEL_H

#include <sidework/scenario.h>

#define PART_ROWS                                                                        \
    TEXT(name, NULL, "-", "Name", "名称")                                                \
    INT(size, "person", 1, 500, NULL, "-", "Size", "人数")                               \
    REAL(share, "1", 0, 1, "0.5", "assumed", "Share", "割合")

#define MODEL_ROWS                                                                       \
    REAL(effect, "log-odds", -5, 5, "{ dist = \"normal\"; mean = 0.4; sd = 0.2; }",      \
         "assumed", "Effect, with a comma", "効果")                                      \
    REAL(share, "1", 0, 1, "0.3", "assumed", "Share \"of\" all | part", "割合")          \
    REALS(weights, 3, "1", 0, 10, "[1, 0.5, 2]", "assumed", "Weights", "重み")           \
    INT(hours, "h", -2000, 2000, "40", "assumed", "Hours", "時間")                       \
    SEED(salt, "7", "-", "Salt", "塩")                                                   \
    BOOL(active, "true", "-", "Active", "有効")                                          \
    CHOICE(mode, "fast|slow", "\"slow\"", "-", "Mode", "方式")                           \
    FLAGS(days, "mon|tue|wed", "[\"mon\", \"wed\"]", "-", "Days", "曜日")                \
    MONTH(start, "\"2022-04\"", "-", "Start", "開始")                                    \
    TEXT(note, "\"\"", "-", "Note", "注記")                                              \
    LIST(parts, part, 3, "( { name = \"a\"; size = 3; } )", "-", "Parts", "部分")

struct sw_part {
#include <sidework/fields_struct.h>
    PART_ROWS
#include <sidework/fields_end.h>
};

#define SW_OWNER sw_part
static const sw_field sw_part_fields[] = {
#include <sidework/fields_table.h>
    PART_ROWS
#include <sidework/fields_end.h>
};
#undef SW_OWNER
enum { sw_part_n_fields = (int)(sizeof sw_part_fields / sizeof *sw_part_fields) };

struct sw_small {
#include <sidework/fields_struct.h>
    MODEL_ROWS
#include <sidework/fields_end.h>
};

#define SW_OWNER sw_small
static const sw_field small_fields[] = {
#include <sidework/fields_table.h>
    MODEL_ROWS
#include <sidework/fields_end.h>
};
#undef SW_OWNER

static const sw_group small_group = {"small",
                                     "A small model",
                                     "小さなモデル",
                                     small_fields,
                                     (int)(sizeof small_fields / sizeof *small_fields),
                                     sizeof(struct sw_small)};
static const sw_group *const small_groups[] = {&small_group};

static inline const struct sw_small *small_of(const sw_scenario *scenario)
{
    return (const struct sw_small *)scenario->values[SW_N_ENGINE_GROUPS];
}

#endif
