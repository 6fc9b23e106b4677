/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parameter reference. Everything in it comes from the field rows, so it cannot
 * disagree with what the loader accepts; `params --cfg` is even a scenario file that the
 * loader reads.
 */
#include "params.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>

enum { PATH_BYTES = 256, WORD_BYTES = 1024 };

struct writer {
    FILE *out;
    int format, status, n_rows, width;
    sw_language language;
};

typedef void row_function(struct writer *self, const char *path, const sw_field *field);

/* Shortest text that reads back. */
static const char *number(double value, char buffer[32])
{
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(buffer, 32, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) {
            break;
        }
    }
    return buffer;
}

static const char *type_word(const sw_field *field)
{
    static const char *const words[] = {
        [SW_TYPE_REAL] = "number",  [SW_TYPE_REALS] = "numbers",
        [SW_TYPE_INT] = "integer",  [SW_TYPE_SEED] = "integer",
        [SW_TYPE_BOOL] = "boolean", [SW_TYPE_CHOICE] = "choice",
        [SW_TYPE_FLAGS] = "words",  [SW_TYPE_MONTH] = "month",
        [SW_TYPE_TEXT] = "text",    [SW_TYPE_LIST] = "list"};
    return words[field->type];
}

/* The same for people. */
static const char *type_text(const sw_field *field, sw_language language)
{
    static const char *const words[] = {
        [SW_TYPE_REAL] = "数",      [SW_TYPE_REALS] = "数の並び",
        [SW_TYPE_INT] = "整数",     [SW_TYPE_SEED] = "整数",
        [SW_TYPE_BOOL] = "真偽",    [SW_TYPE_CHOICE] = "選択",
        [SW_TYPE_FLAGS] = "語の組", [SW_TYPE_MONTH] = "年月",
        [SW_TYPE_TEXT] = "文字列",  [SW_TYPE_LIST] = "リスト"};
    return language == SW_JAPANESE ? words[field->type] : type_word(field);
}

/* What is allowed, as text; in files of both languages it is English. */
static const char *range(const sw_field *field, sw_language language,
                         char buffer[WORD_BYTES])
{
    const int ja = language == SW_JAPANESE;
    char low[32];
    char high[32];
    size_t n = 0;

    switch (field->type) {
    case SW_TYPE_REAL:
    case SW_TYPE_REALS:
    case SW_TYPE_INT:
        (void)snprintf(buffer, WORD_BYTES, "%s ... %s", number(field->low, low),
                       number(field->high, high));
        if (field->type == SW_TYPE_REALS) {
            n = strlen(buffer);
            (void)snprintf(buffer + n, WORD_BYTES - n, ja ? "（%d個）" : " (%d of them)",
                           field->length);
        }
        return buffer;
    case SW_TYPE_SEED:
        return "0 ... 18446744073709551615";
    case SW_TYPE_BOOL:
        return "true, false";
    case SW_TYPE_MONTH:
        return "YYYY-MM";
    case SW_TYPE_TEXT:
        (void)snprintf(buffer, WORD_BYTES, ja ? "%d バイトまで" : "at most %d bytes",
                       SW_TEXT_BYTES - 1);
        return buffer;
    case SW_TYPE_LIST:
        (void)snprintf(buffer, WORD_BYTES, ja ? "%d 個まで" : "at most %d elements",
                       field->length);
        return buffer;
    case SW_TYPE_CHOICE:
    case SW_TYPE_FLAGS:
        break;
    }
    for (const char *c = field->choices; *c && n + 3 < WORD_BYTES; c++) {
        buffer[n++] = *c == '|' ? ',' : *c;
        if (*c == '|') {
            buffer[n++] = ' ';
        }
    }
    buffer[n] = '\0';
    return buffer;
}

/* The default as one number or text, and the prior it stands for ("" if there is none).
 * */
static const char *preset(struct writer *self, const sw_field *field, const char **prior,
                          char buffer[32])
{
    double central;
    const int uncertain = sw_field_central(field, &central);

    *prior = "";
    if (uncertain < 0) {
        self->status = uncertain == SW_MEMORY ? SW_MEMORY : SW_INTERNAL;
    }
    if (uncertain == 1) {
        *prior = field->default_text;
        return number(central, buffer);
    }
    return field->default_text ? field->default_text : "";
}

/* Quoted as the format wants it; line breaks in defaults become spaces where a row is a
 * line. */
static void put(struct writer *self, const char *text)
{
    const int json = self->format == SW_PARAMS_JSON;
    const int csv = self->format == SW_PARAMS_CSV;

    (void)fputs(json || csv ? "\"" : "", self->out);
    for (const char *c = text; *c; c++) {
        if (*c == '"' && (json || csv)) {
            (void)fputs(json ? "\\\"" : "\"\"", self->out);
        } else if (*c == '\\' && json) {
            (void)fputs("\\\\", self->out);
        } else if (*c == '|' && self->format == SW_PARAMS_MD) {
            (void)fputs("\\|", self->out);
        } else {
            (void)fputc((unsigned char)*c < 0x20 ? ' ' : *c, self->out);
        }
    }
    (void)fputs(json || csv ? "\"" : "", self->out);
}

__attribute__((format_arg(2), format_arg(3))) static const char *
pick(const struct writer *self, const char *en, const char *ja)
{
    return self->language == SW_JAPANESE ? ja : en;
}

static void csv_row(struct writer *self, const char *path, const sw_field *field)
{
    char value[32];
    char words[WORD_BYTES];
    const char *prior;
    const char *value_text = preset(self, field, &prior, value);
    const char *const cells[] = {
        path,       field->unit, type_word(field), range(field, SW_ENGLISH, words),
        value_text, prior,       field->source,    field->en,
        field->ja};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        (void)fputs(i ? "," : "", self->out);
        put(self, cells[i]);
    }
    (void)fputs("\r\n", self->out);
}

static void json_row(struct writer *self, const char *path, const sw_field *field)
{
    static const char *const names[] = {"key",   "unit",   "type", "range", "default",
                                        "prior", "source", "en",   "ja"};
    char value[32];
    char words[WORD_BYTES];
    const char *prior;
    const char *value_text = preset(self, field, &prior, value);
    const char *const cells[] = {
        path,       field->unit, type_word(field), range(field, SW_ENGLISH, words),
        value_text, prior,       field->source,    field->en,
        field->ja};

    (void)fputs(self->n_rows ? ",\n    {" : "\n    {", self->out);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        (void)fprintf(self->out, "%s\"%s\": ", i ? ", " : "", names[i]);
        if ((i == 4 && !field->default_text) || (i == 5 && !*prior)) {
            (void)fputs("null", self->out);
        } else {
            put(self, cells[i]);
        }
    }
    (void)fprintf(self->out, ", \"required\": %s}",
                  field->default_text ? "false" : "true");
}

/* What is written as in a scenario file is set as code, so that brackets stay brackets. */
static void md_code(struct writer *self, const char *cell)
{
    (void)fputs(*cell ? " | `" : " | ", self->out);
    put(self, cell);
    (void)fputs(*cell ? "`" : "", self->out);
}

static void md_row(struct writer *self, const char *path, const sw_field *field)
{
    char value[32];
    char words[WORD_BYTES];
    const char *prior;
    const char *value_text = preset(self, field, &prior, value);
    const char *const texts[] = {field->source, field->en, field->ja};

    (void)fprintf(self->out, "| `%s` | ", path);
    put(self, field->unit);
    (void)fprintf(self->out, " | %s | ", type_word(field));
    put(self, range(field, SW_ENGLISH, words));
    if (field->default_text) {
        md_code(self, value_text);
    } else {
        (void)fputs(" | required / 必須", self->out);
    }
    md_code(self, prior);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        (void)fputs(" | ", self->out);
        put(self, texts[i]);
    }
    (void)fputs(" |\n", self->out);
}

/* Pure numbers and months show no unit in what people read. */
static int has_unit(const sw_field *field)
{
    return *field->unit && strcmp(field->unit, "1") != 0 && field->type != SW_TYPE_MONTH;
}

/* "-" says that there is nothing to say. */
static int has_source(const sw_field *field)
{
    return *field->source && strcmp(field->source, "-") != 0;
}

static void list_row(struct writer *self, const char *path, const sw_field *field)
{
    char words[WORD_BYTES];
    const int unit = has_unit(field);
    char unit_text[SW_UNIT_BYTES];
    sw_format_unit(field->unit, self->language, unit_text);

    const char *type = type_text(field, self->language);
    const int pad = 8 - (int)sw_display_width(type);
    (void)fprintf(self->out, "  %-*s  %s%*s %s%s%s%s\n", self->width, path, type,
                  pad > 0 ? pad : 0, "", range(field, self->language, words),
                  unit ? " [" : "", unit ? unit_text : "", unit ? "]" : "");
    (void)fprintf(self->out, "      %s", pick(self, field->en, field->ja));
    if (has_source(field)) {
        (void)fprintf(self->out, pick(self, "; basis: %s", "。根拠: %s"), field->source);
    }
    (void)fputs(pick(self, "\n      default: ", "\n      既定値: "), self->out);
    put(self, field->default_text ? field->default_text
                                  : pick(self, "none, must be given", "なし（必須）"));
    (void)fputs("\n", self->out);
}

static void measure_row(struct writer *self, const char *path, const sw_field *field)
{
    (void)field;
    if ((int)strlen(path) > self->width) {
        self->width = (int)strlen(path);
    }
}

/* Rows of a group, then, under a list, those of its elements. */
static void each_row(struct writer *self, const char *prefix, const sw_field *fields,
                     int n, row_function *row)
{
    char path[PATH_BYTES];
    for (int i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s%s%s", prefix, *prefix ? "." : "",
                       fields[i].key);
        row(self, path, &fields[i]);
        self->n_rows++;
        if (fields[i].type == SW_TYPE_LIST) {
            const size_t used = strlen(path);
            (void)snprintf(path + used, sizeof path - used, "[]");
            each_row(self, path, fields[i].element, fields[i].n_element, row);
        }
    }
}

/* The comment before a parameter in a scenario file. */
static void cfg_comment(struct writer *self, const char *margin, const char *key,
                        const sw_field *field)
{
    char words[WORD_BYTES];
    (void)fprintf(self->out, "%s// %s%s%s / %s\n", margin, key, *key ? ": " : "",
                  field->en, field->ja);
    (void)fprintf(self->out, "%s//   %s", margin, range(field, SW_ENGLISH, words));
    (void)fprintf(self->out, has_unit(field) ? " [%s]" : "%s",
                  has_unit(field) ? field->unit : "");
    (void)fprintf(self->out, has_source(field) ? "; basis: %s\n" : "%s\n",
                  has_source(field) ? field->source : "");
    for (int i = 0; field->type == SW_TYPE_LIST && i < field->n_element; i++) {
        char deeper[64];
        (void)snprintf(deeper, sizeof deeper, "%s//   ", margin);
        cfg_comment(self, deeper, field->element[i].key, &field->element[i]);
    }
}

static void cfg_group(struct writer *self, const sw_group *group)
{
    const char *margin = *group->name ? "  " : "";

    (void)fprintf(self->out, "\n// ---- %s / %s\n", group->en, group->ja);
    if (*group->name) {
        (void)fprintf(self->out, "%s = {\n", group->name);
    }
    for (int i = 0; i < group->n_fields; i++) {
        const sw_field *field = &group->fields[i];
        (void)fputs("\n", self->out);
        cfg_comment(self, margin, "", field);
        if (field->default_text) {
            (void)fprintf(self->out, "%s%s = %s;\n", margin, field->key,
                          field->default_text);
        } else {
            (void)fprintf(self->out,
                          "%s// %s = ...;  must be given by the scenario / 必須\n",
                          margin, field->key);
        }
    }
    (void)fputs(*group->name ? "};\n" : "", self->out);
}

static void begin(struct writer *self)
{
    switch (self->format) {
    case SW_PARAMS_CSV:
        (void)fputs("key,unit,type,range,default,prior,source,en,ja\r\n", self->out);
        break;
    case SW_PARAMS_JSON:
        (void)fputs("{\n  \"schema_version\": 1,\n  \"parameters\": [", self->out);
        break;
    case SW_PARAMS_MD:
        (void)fputs(
            "# Parameters / パラメーター\n\n"
            "Made by `sidework params --md >models/PARAMETERS.md` from the field rows of "
            "the code; a test holds\nthe shipped copy to what the command prints. To "
            "change a row, change the code.\n\n"
            "A parameter with a prior is drawn once a replication; its default is what "
            "stands for the prior\nwhere one number is wanted. Unit 1: a pure number. "
            "Source \"-\": a switch or a setting, nothing to\nsupport. `LIST[].KEY` "
            "is a key of each element of a list.\n\n"
            "`sidework params --md` "
            "が表の行の定義から作る。変更はコードの行で行う。事前分布のある値は試行ごとに"
            "一度引かれ、\n既定値はその代表値。単位 1 "
            "は無次元、出典「-」は裏付けを要しない設定。\n",
            self->out);
        break;
    case SW_PARAMS_CFG:
        (void)fputs(
            "// Every parameter that has a default, with its default. Made by `sidework "
            "params --cfg`.\n"
            "// To build on it: extends = \"parameters.cfg\"; at the top of a scenario.\n"
            "// "
            "既定値を持つすべてのパラメーターと既定値。土台にするには、シナリオの先頭に\n"
            "// extends = \"parameters.cfg\"; と書く。\n",
            self->out);
        break;
    default:
        break;
    }
}

static void write_group(struct writer *self, const sw_group *group)
{
    row_function *row = self->format == SW_PARAMS_CSV    ? csv_row
                        : self->format == SW_PARAMS_JSON ? json_row
                        : self->format == SW_PARAMS_MD   ? md_row
                                                         : list_row;
    const char *name =
        *group->name ? group->name : pick(self, "(top level)", "（最上位）");

    if (self->format == SW_PARAMS_CFG) {
        cfg_group(self, group);
        return;
    }
    if (self->format == SW_PARAMS_MD) {
        (void)fprintf(self->out,
                      "\n## %s: %s / %s\n\n"
                      "| key / キー | unit / 単位 | type / 型 | range / 範囲 | default / "
                      "既定値 | prior / 事前分布 | source / 出典 | meaning | 意味 |\n"
                      "|---|---|---|---|---|---|---|---|---|\n",
                      *group->name ? group->name : "(top level)", group->en, group->ja);
    }
    if (self->format == SW_PARAMS_LIST) {
        self->width = 0;
        each_row(self, group->name, group->fields, group->n_fields, measure_row);
        (void)fprintf(self->out, "\n%s: %s\n", name, pick(self, group->en, group->ja));
    }
    each_row(self, group->name, group->fields, group->n_fields, row);
}

int sw_cli_params(const sw_group *const *groups, int n_groups, int format,
                  sw_language language, FILE *out)
{
    struct writer self = {.out = out, .format = format, .language = language};
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);

    if (!plain) {
        return SW_MEMORY;
    }
    const locale_t before = uselocale(plain);
    begin(&self);
    for (int g = 0; g < SW_N_ENGINE_GROUPS; g++) {
        write_group(&self, &sw_engine_groups[g]);
    }
    for (int g = 0; g < n_groups; g++) {
        write_group(&self, groups[g]);
    }
    if (format == SW_PARAMS_JSON) {
        (void)fputs("\n  ]\n}\n", out);
    }
    (void)uselocale(before);
    freelocale(plain);
    if (ferror(out) || fflush(out) != 0) {
        return SW_IO;
    }
    return self.status;
}
