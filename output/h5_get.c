/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading of attributes: class, rank and count are checked before anything is allocated
 * for them. */
#include "h5.h"

#include <stdlib.h>

/* Opens an attribute of the given class with exactly n elements (n = 0: one, scalar or
 * not). 1: open, 0: there is none, -1: it is not as asked. */
static int open_checked(hid_t object, const char *name, H5T_class_t class, size_t n,
                        hid_t *attribute)
{
    const htri_t there = H5Aexists(object, name);
    if (there <= 0)
        return there < 0 ? -1 : 0;
    *attribute = H5Aopen(object, name, H5P_DEFAULT);
    if (*attribute < 0)
        return -1;
    const hid_t space = H5Aget_space(*attribute), type = H5Aget_type(*attribute);
    int good = space >= 0 && type >= 0 && H5Tget_class(type) == class &&
               H5Sget_simple_extent_npoints(space) == (hssize_t)(n == 0 ? 1 : n);
    if (good && class == H5T_STRING)
        good = H5Tis_variable_str(type) > 0;
    if (space >= 0)
        H5Sclose(space);
    if (type >= 0)
        H5Tclose(type);
    if (!good)
        H5Aclose(*attribute);
    return good ? 1 : -1;
}

/* Texts end up on a terminal: what would steer one (C0 but tab and newline, DEL, C1)
 * becomes a question mark. */
static void disarm(char *text)
{
    unsigned char *c = (unsigned char *)text;
    for (; *c != '\0'; c++) {
        if ((*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7F)
            *c = '?';
        if (*c == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0)
            c[0] = c[1] = '?';
    }
}

int sw_h5_adopt_texts(hid_t type, hid_t space, char **texts, size_t n, sw_results *owner,
                      const char **out)
{
    int bad = 0;
    for (size_t i = 0; i < n && !bad; i++) {
        if (texts[i] != NULL)
            disarm(texts[i]);
        out[i] = texts[i] == NULL ? "" : sw_results_duplicate(owner, texts[i]);
        bad = out[i] == NULL;
    }
    bad |= H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts) < 0;
    return bad ? -1 : 0;
}

/* Reads n texts of an open attribute. */
static int read_texts(hid_t attribute, size_t n, sw_results *owner, const char **out)
{
    char **texts = calloc(n, sizeof *texts);
    const hid_t type = sw_h5_text_type(), space = H5Aget_space(attribute);
    int bad = texts == NULL || type < 0 || space < 0;
    if (!bad)
        bad = H5Aread(attribute, type, texts) < 0 ||
              sw_h5_adopt_texts(type, space, texts, n, owner, out) != 0;
    if (space >= 0)
        H5Sclose(space);
    if (type >= 0)
        H5Tclose(type);
    free(texts);
    return bad ? -1 : 0;
}

int sw_h5_get_text(hid_t object, const char *name, sw_results *owner, const char **value)
{
    hid_t attribute = -1;
    *value = "";
    const int there = open_checked(object, name, H5T_STRING, 0, &attribute);
    if (there <= 0)
        return there;
    const int bad = read_texts(attribute, 1, owner, value);
    return H5Aclose(attribute) < 0 ? -1 : bad;
}

int sw_h5_get_texts(hid_t object, const char *name, size_t n, sw_results *owner,
                    const char *const **values)
{
    hid_t attribute = -1;
    const int there = open_checked(object, name, H5T_STRING, n, &attribute);
    if (there <= 0)
        return there;
    const char **list = sw_results_allocate(owner, n * sizeof *list);
    int bad = list == NULL || read_texts(attribute, n, owner, list) != 0;
    if (!bad)
        *values = list;
    bad |= H5Aclose(attribute) < 0;
    return bad ? -1 : 0;
}

int sw_h5_get_numbers(hid_t object, const char *name, hid_t memory_type, void *values,
                      size_t n)
{
    hid_t attribute = -1;
    if (open_checked(object, name, H5Tget_class(memory_type), n, &attribute) <= 0)
        return -1;
    int bad = H5Aread(attribute, memory_type, values) < 0;
    bad |= H5Aclose(attribute) < 0;
    return bad ? -1 : 0;
}
