/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenario loader's own parts, in the order a text passes through them:
 *
 *     bytes    text.c, normal.c
 *     tokens   scan.c, slips.c, number.c
 *     grammar  syntax.c, duplicates.c
 *     nodes    tree.c (libconfig), extends.c (chain of files)
 *     values   bind.c, list.c, override.c, value.c, uncertain.c, expect.c, suggest.c
 *     together cross.c
 *     result   finish.c, correlated.c, effective.c; later posterior.c
 *
 * Private to sim/scenario; names begin with sw_load_.
 */
#ifndef SIDEWORK_LOADER_H
#define SIDEWORK_LOADER_H

#include <stddef.h>
#include <stdint.h>

#include <sidework/scenario.h>

/* What libconfig is never shown, since it would take minutes, gigabytes or the stack
 * (libconfig 1.5). */
enum {
    SW_LOAD_MAX_BYTES = 4 << 20,
    SW_LOAD_MAX_TOKEN = 64 << 10,
    SW_LOAD_MAX_DEPTH = 32,
    SW_LOAD_MAX_KEYS = 20000,
    SW_LOAD_MAX_TOKENS = 400000,
    SW_LOAD_MAX_CHAIN = 16,
    SW_LOAD_PATH_BYTES = 512,
    SW_LOAD_MAX_REAL = 512, /* bytes of a number with a decimal point */
    SW_LOAD_SHOW_BYTES = 160
};

typedef struct sw_load_pool sw_load_pool;

typedef struct sw_load_place {
    const char *file;
    int line; /* 0: none */
} sw_load_place;

/* Text that grows; failed is set once memory is out, and then nothing is added. */
typedef struct sw_load_text {
    char *at;
    size_t length, room;
    int failed;
} sw_load_text;

/* Kinds of token. Punctuation is its own character: = : ; , { } ( ) [ ] */
enum { SW_LOAD_NAME = 'n', SW_LOAD_INT = 'i', SW_LOAD_REAL = 'r', SW_LOAD_STRING = 's' };

typedef struct sw_load_token {
    const char *at; /* not NUL-terminated */
    size_t length;
    int line;
    char kind;
    char wide;    /* INT: 1 does not fit into 32 bits and needs an L, 2 has one */
    char dropped; /* not handed to libconfig (a needless comma or semicolon) */
    char as_real; /* INT in an array that also holds floats */
    int scope;    /* of a key: number of the group it stands in; -1: not a key */
    int parent;   /* of a key: token of the key it is under, -1 at the top */
    int twin;     /* of a key: token of the same key earlier in its group, -1: none */
} sw_load_token;

typedef struct sw_load_tokens {
    const char *file;
    sw_load_token *at;
    int n;
} sw_load_tokens;

typedef enum sw_load_kind {
    SW_LOAD_IS_GROUP,
    SW_LOAD_IS_ARRAY,
    SW_LOAD_IS_LIST,
    SW_LOAD_IS_INT,
    SW_LOAD_IS_REAL,
    SW_LOAD_IS_BOOL,
    SW_LOAD_IS_STRING
} sw_load_kind;

/* A setting. Lives in the pool. */
typedef struct sw_load_node {
    sw_load_kind kind;
    const char *name; /* NULL in lists and arrays */
    sw_load_place place;
    int64_t integer; /* INT, BOOL */
    int unsigned_64; /* INT: integer holds the bits of a value of 2^63 or more */
    double real;
    const char *string;
    struct sw_load_node *first, *next;
    int n; /* children */
} sw_load_node;

/* What is known of one key while files are read, later ones over earlier ones. */
typedef struct sw_load_slot {
    int given;
    int good; /* the value passed every check of its own */
    int rank; /* of what gave it: files from the innermost base on, then the command line */
    int uncertain;
    sw_load_place place;
    sw_prior prior;
} sw_load_slot;

typedef struct sw_load {
    sw_scenario *scenario;
    sw_load_pool *pool;
    sw_diagnostics *diagnostics; /* may be NULL */
    sw_language language;
    int status; /* the first failure */
    int rank;   /* of what is being bound; see sw_load_slot */
    sw_load_slot *slots[SW_MAX_GROUPS];
    const char *root_file;
} sw_load;

/* ---- pool.c: memory that lives as long as the scenario ---- */
sw_load_pool *sw_load_pool_new(void);
void sw_load_pool_free(sw_load_pool *self);
/* Zeroed, aligned for any type; NULL when memory is out. */
void *sw_load_get(sw_load_pool *self, size_t bytes);
char *sw_load_copy(sw_load_pool *self, const char *text, size_t length);
void sw_load_text_add(sw_load_text *self, const char *text, size_t length);
void sw_load_text_put(sw_load_text *self, const char *text);
void sw_load_text_free(sw_load_text *self);

/* ---- say.c: messages ---- */
/* One line `file:line: path: ...`; path may be NULL or "". Returns status. */
int sw_load_say(sw_load *self, int status, sw_load_place place, const char *path,
                const char *en, const char *ja, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));
int sw_load_out_of_memory(sw_load *self);
/* The text in the language of the messages. */
const char *sw_load_pick(const sw_load *self, const char *en, const char *ja)
    __attribute__((format_arg(2), format_arg(3)));
/* A node's value as the user wrote it, shortened; returns buffer. */
const char *sw_load_show(const sw_load_node *node, char buffer[SW_LOAD_SHOW_BYTES]);
/* What a node is ("text", "a list ..."). */
const char *sw_load_kind_text(const sw_load *self, const sw_load_node *node);
/* " [h]", or "" for pure numbers; returns buffer. */
const char *sw_load_unit(const char *unit, char buffer[SW_LOAD_SHOW_BYTES]);
/* Shortest decimal text that reads back; `real` adds a '.' where it would read as an
 * integer. */
const char *sw_load_real_text(double value, int real, char buffer[32]);

/* ---- text.c: files and bytes ---- */
/* Reads a regular file of at most SW_LOAD_MAX_BYTES. place and key are what names it in a
 * scenario; key NULL: the command line does, and only then is an absent file SW_MISSING.
 * identity [2] receives device and inode. *text is in the pool. */
int sw_load_read(sw_load *self, sw_load_place place, const char *key, const char *path,
                 char **text, size_t *length, uint64_t identity[2]);
/* Bytes of the UTF-8 character at s, 0 if malformed; *code receives the code point. */
size_t sw_load_character(const char *s, const char *end, uint32_t *code);
/* Whether text is UTF-8 without control characters (tab and newline allowed if lines). */
int sw_load_clean(const char *text, size_t length, int lines);

/* ---- normal.c: in place; text has room for length + 1 bytes ---- */
int sw_load_normal(sw_load *self, sw_load_place start, char *text, size_t *length);

/* ---- scan.c, number.c ---- */
int sw_load_scan(sw_load *self, sw_load_place start, const char *text, size_t length,
                 sw_load_tokens *tokens);
/* Classifies a number literal. Returns SW_LOAD_INT, SW_LOAD_REAL, or 0 with a reason: 'f'
 * not a number, 'b' integer too big, 'o' overflows, 'u' underflows to zero, 'd' digits
 * that would be lost. *wide as in sw_load_token. */
int sw_load_number(const char *at, size_t length, char *wide, char *reason);
/* Reads a scanned decimal or hexadecimal integer of up to 64 bits. */
uint64_t sw_load_magnitude(const char *at, size_t length, int *negative);

/* ---- syntax.c: grammar; normal is the text for libconfig, same lines ---- */
int sw_load_syntax(sw_load *self, sw_load_tokens *tokens, sw_load_text *normal);

/* ---- duplicates.c ---- */
/* Says each key that its group has already, and marks its token. Returns SW_OK or
 * SW_MEMORY: the rest of the file is still to be judged. */
int sw_load_duplicates(sw_load *self, sw_load_tokens *tokens);
/* Adds to the name of a marked key, token i, what libconfig tells it apart by. */
void sw_load_set_apart(const sw_load_tokens *tokens, int i, sw_load_text *normal);
/* Length of a name from libconfig without that addition. */
size_t sw_load_own_name(const char *name);

/* ---- peek.c ---- */
/* 1 if the file at path has the key at its top level; 0 if not, or if it cannot be read
 * (whoever loads it says why). */
int sw_load_has_key(const char *path, const char *key);

/* ---- tree.c: text -> nodes, through all of the above. A line 0 start gives every node
 * line 0. ---- */
int sw_load_tree(sw_load *self, sw_load_place start, const char *text, size_t length,
                 sw_load_node **root);
/* One value alone (a default, an override). */
int sw_load_one(sw_load *self, sw_load_place place, const char *text,
                sw_load_node **value);

/* ---- extends.c: path and what it extends; trees[0] is the innermost base ---- */
int sw_load_chain(sw_load *self, const char *path, sw_load_node *trees[SW_LOAD_MAX_CHAIN],
                  int *n_trees);

/* ---- bind.c, override.c: nodes -> values; errors are said, the first is in self->status
 * ---- */
void sw_load_bind_tree(sw_load *self, const sw_load_node *root);
void sw_load_bind_field(sw_load *self, int group, int field, const sw_load_node *node);
void sw_load_bind_override(sw_load *self, const sw_override *override);
/* The field that "group.key" names; 0 and a message at place if there is none. */
int sw_load_find_path(sw_load *self, sw_load_place place, const char *path, int *group,
                      int *field);
void sw_load_bind_defaults(sw_load *self);
int sw_load_find_field(const sw_field *fields, int n, const char *key); /* -1: none */
int sw_load_find_group(const sw_scenario *scenario, const char *name);  /* -1: none */
/* "group.key"; returns buffer. */
const char *sw_load_join(const char *group, const char *key,
                         char buffer[SW_LOAD_PATH_BYTES]);

/* ---- value.c, uncertain.c, list.c: one value. Return 1 if it is good and stored in
 * member. ---- */
/* slot NULL: an element of a list, where no prior may be. */
int sw_load_value(sw_load *self, const sw_field *field, const sw_load_node *node,
                  void *member, const char *path, sw_load_slot *slot);
int sw_load_prior(sw_load *self, const sw_field *field, const sw_load_node *node,
                  const char *path, sw_prior *prior);
int sw_load_list(sw_load *self, const sw_field *field, const sw_load_node *node,
                 void *member, const char *path);
/* The default of a field, through the same parser; a bad one is our own mistake, and has
 * its own status. */
int sw_load_bind_default(sw_load *self, const sw_field *field, void *member,
                         const char *path, sw_load_slot *slot);

/* ---- cross.c: values against each other, once all are bound ---- */
void sw_load_cross(sw_load *self);

/* ---- expect.c ---- */
/* Says that node is of the wrong kind for field, and what is allowed. Returns 0. */
int sw_load_expected(sw_load *self, const sw_field *field, const sw_load_node *node,
                     const char *path);
/* Says that a key without a default is not there. */
void sw_load_missing(sw_load *self, sw_load_place place, const sw_field *field,
                     const char *path);
/* Number n (from 0) of words "a|b|c"; the length of the word or 0 past the end. */
size_t sw_load_word(const char *words, int n, const char **at);
/* All of them for a message: "a", "b", "c"; returns buffer. */
const char *sw_load_list_words(const char *words, char *buffer, size_t size);

/* ---- suggest.c ---- */
/* "; did you mean "x"?" or ""; fields of an element of a list, or NULL with the group a
 * key was looked for in (-1: top level). Returns buffer. */
const char *sw_load_suggest(const sw_load *self, const char *name, const sw_field *fields,
                            int n_fields, int group, char buffer[SW_LOAD_SHOW_BYTES]);
/* The same over words "a|b|c". */
const char *sw_load_suggest_word(const sw_load *self, const char *word, const char *words,
                                 char buffer[SW_LOAD_SHOW_BYTES]);

/* ---- effective.c ---- */
/* Canonical text of all values; with origins as comments if asked for. */
void sw_load_effective(const sw_scenario *scenario, int with_origins, sw_load_text *text);
/* Priors, origins, effective text and digest of a scenario whose values are all bound. */
int sw_load_finish(sw_load *self); /* finish.c */

/* ---- correlated.c ---- */
/* Groups of correlated priors from the pairs that the root names; all errors at once. */
int sw_load_correlate(sw_load *self);

#endif
