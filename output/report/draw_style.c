/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How shapes look on paper; a page has its own style sheet by the same class names
 * (page_style.c). */
#include "draw.h"

static const sw_look looks[SW_N_STYLES] = {
    [SW_STYLE_PAPER] = {"paper", "#ffffff", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_GRID] = {"grid", NULL, "#e3e3e3", 0, 0.7, 0, 0, 0},
    [SW_STYLE_AXIS] = {"axis", NULL, "#8a8a8a", 0, 1, 0, 0, 0},
    [SW_STYLE_THRESHOLD] = {"goal", NULL, "#6b6b6b", 0, 0.9, 4, 3, 0},
    [SW_STYLE_THRESHOLD_TEXT] = {"goal-text", "#595959", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_LENS] = {"lens", "#5f6b7a", NULL, 0.09, 0, 0, 0, 0},
    [SW_STYLE_TITLE] = {"title", "#1a1a1a", NULL, 0, 0, 0, 0, 1},
    [SW_STYLE_SUBTITLE] = {"subtitle", "#595959", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_PANEL] = {"panel", "#333333", NULL, 0, 0, 0, 0, 1},
    [SW_STYLE_TEXT] = {"text", "#4d4d4d", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_NOTE] = {"note", "#6b6b6b", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_BAND_WIDE] = {"band90", "s", NULL, 0.14, 0, 0, 0, 0},
    [SW_STYLE_BAND_NARROW] = {"band50", "s", NULL, 0.26, 0, 0, 0, 0},
    [SW_STYLE_LINE] = {"line", NULL, "s", 0, 2, 0, 0, 0},
    [SW_STYLE_LINE_DASHED] = {"line dashed", NULL, "s", 0, 1.2, 4, 2.5, 0},
    [SW_STYLE_LEADER] = {"leader", NULL, "s", 0, 0.6, 0, 0, 0},
    [SW_STYLE_WHISKER] = {"whisker", NULL, "s", 0, 1.4, 0, 0, 0},
    [SW_STYLE_DOT] = {"dot", "s", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_RING] = {"ring", "#ffffff", "s", 0, 1.4, 0, 0, 0},
    [SW_STYLE_BLOCK] = {"block", "s", NULL, 0.16, 0, 0, 0, 0},
    [SW_STYLE_CELL] = {"cell", "s", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_LABEL] = {"label", "t", NULL, 0, 0, 0, 0, 1},
    [SW_STYLE_VALUE] = {"value", "t", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_CELL_TEXT] = {"cell-text", "#333333", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_BLOCK_TEXT] = {"block-text", "t", NULL, 0, 0, 0, 0, 0},
    [SW_STYLE_HIT] = {"hit", "none", NULL, 0, 0, 0, 0, 0}};

static const char *const colours[SW_N_COLOURS][2] = {
    {"#0072b2", "#00639b"}, {"#d55e00", "#b04d00"}, {"#009e73", "#007355"},
    {"#cc79a7", "#a3457a"}, {"#e69f00", "#8a5f00"}, {"#56b4e9", "#1b6d9c"},
    {"#5b5b5b", "#4a4a4a"}, {"#130070", "#130070"}};

const sw_look *sw_style_look(sw_style style)
{
    return &looks[style];
}

const char *sw_colour(int series, int text)
{
    return colours[(series < 0 ? 0 : series) % SW_N_COLOURS][text != 0];
}

int sw_style_bold(sw_style style)
{
    return looks[style].bold;
}
