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
    else if (good)
        good = H5Tget_size(type) <= sizeof(double);
    if (space >= 0)
        H5Sclose(space);
    if (type >= 0)
        H5Tclose(type);
    if (!good)
        H5Aclose(*attribute);
    return good ? 1 : -1;
}

/* Reads n texts of an open attribute: from HDF5 where they lie, then themselves. */
static int read_texts(hid_t attribute, size_t n, sw_texts *texts, const char **out)
{
    unsigned char *references = calloc(n, SW_REFERENCE_BYTES);
    const hid_t type = H5Tcreate(H5T_OPAQUE, SW_REFERENCE_BYTES);
    if (references == NULL)
        texts->reason = SW_MEMORY;
    int bad = references == NULL || type < 0 || H5Aread(attribute, type, references) < 0;
    for (size_t i = 0; i < n && !bad; i++) {
        out[i] = sw_texts_get(texts, references + i * SW_REFERENCE_BYTES);
        bad = out[i] == NULL;
    }
    if (type >= 0)
        H5Tclose(type);
    free(references);
    return bad ? -1 : 0;
}

int sw_h5_get_text(hid_t object, const char *name, sw_texts *texts, const char **value)
{
    hid_t attribute = -1;
    *value = "";
    const int there = open_checked(object, name, H5T_STRING, 0, &attribute);
    if (there <= 0)
        return there;
    const int bad = read_texts(attribute, 1, texts, value);
    return H5Aclose(attribute) < 0 ? -1 : bad;
}

int sw_h5_get_texts(hid_t object, const char *name, size_t n, sw_texts *texts,
                    const char *const **values)
{
    hid_t attribute = -1;
    const int there = open_checked(object, name, H5T_STRING, n, &attribute);
    if (there <= 0)
        return there;
    const char **list = sw_results_allocate(texts->owner, n * sizeof *list);
    if (list == NULL)
        texts->reason = SW_MEMORY;
    int bad = list == NULL || read_texts(attribute, n, texts, list) != 0;
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
