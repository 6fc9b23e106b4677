/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Session, access list and writing of attributes; reading of attributes is in h5_get.c.
 * */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, which POSIX has since 2024 */
#include "h5.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

/* "Converts" references to texts into 16 bytes of no meaning: they stay as they are. */
static herr_t keep_reference(hid_t from, hid_t to, H5T_cdata_t *data, size_t n,
                             size_t stride, size_t other_stride, void *values,
                             void *others, hid_t list)
{
    (void)n;
    (void)stride;
    (void)other_stride;
    (void)values;
    (void)others;
    (void)list;
    if (data->command == H5T_CONV_INIT) {
        data->need_bkg = H5T_BKG_NO;
        return H5Tget_size(from) == SW_REFERENCE_BYTES &&
                       H5Tget_size(to) == SW_REFERENCE_BYTES
                   ? 0
                   : -1;
    }
    return 0;
}

static const char reference_name[] = "sidework text reference";

/* register_ 0: takes it back. */
static int reference_conversion(int register_)
{
    const hid_t text = sw_h5_text_type();
    const hid_t bytes = H5Tcreate(H5T_OPAQUE, SW_REFERENCE_BYTES);
    int bad = text < 0 || bytes < 0;
    if (!bad && register_)
        bad = H5Tregister(H5T_PERS_SOFT, reference_name, text, bytes, keep_reference) < 0;
    else if (!bad)
        bad =
            H5Tunregister(H5T_PERS_SOFT, reference_name, text, bytes, keep_reference) < 0;
    if (text >= 0)
        H5Tclose(text);
    if (bytes >= 0)
        H5Tclose(bytes);
    return bad ? -1 : 0;
}

int sw_h5_enter(sw_h5_session *session)
{
    memset(session, 0, sizeof *session);
    if (H5open() < 0 ||
        H5Eget_auto2(H5E_DEFAULT, &session->print, &session->print_data) < 0 ||
        H5PLget_loading_state(&session->plugins) < 0)
        return -1;
    if (H5Eset_auto2(H5E_DEFAULT, NULL, NULL) < 0 || H5PLset_loading_state(0) < 0)
        return -1;
    return reference_conversion(1);
}

/* Takes address space and gives it back, past the allocator, which would keep it. Nothing is
 * written to it, so it costs nothing where it is there. */
static int is_there(double bytes)
{
    const double least = 16.0 * (1 << 20), all = least + bytes;
    if (!(all < (double)(SIZE_MAX / 2)))
        return 0;
    void *const reserve = mmap(NULL, (size_t)all, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (reserve == MAP_FAILED)
        return 0;
    (void)munmap(reserve, (size_t)all);
    return 1;
}

int sw_h5_begin(sw_h5_session *session, const char *path, double bytes,
                sw_diagnostics *diagnostics)
{
    if (!is_there(bytes))
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for HDF5",
                       "%s: HDF5 のためのメモリを確保できません", path);
    if (sw_h5_enter(session) != 0)
        return sw_fail(diagnostics, SW_INTERNAL, "%s: the HDF5 library does not start",
                       "%s: HDF5 ライブラリを開始できません", path);
    return SW_OK;
}

void sw_h5_leave(const sw_h5_session *session)
{
    /* Nothing useful can be done if this fails: the library then only stays quiet. */
    (void)reference_conversion(0);
    (void)H5PLset_loading_state(session->plugins);
    (void)H5Eset_auto2(H5E_DEFAULT, session->print, session->print_data);
}

hid_t sw_h5_text_type(void)
{
    const hid_t type = H5Tcopy(H5T_C_S1);
    if (type < 0)
        return -1;
    if (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0 ||
        H5Tset_strpad(type, H5T_STR_NULLTERM) < 0) {
        H5Tclose(type);
        return -1;
    }
    return type;
}

hid_t sw_h5_access(void)
{
    const hid_t list = H5Pcreate(H5P_FILE_ACCESS);
    if (list < 0)
        return -1;
    if (H5Pset_fapl_sec2(list) < 0 ||
        H5Pset_libver_bounds(list, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18) < 0 ||
        H5Pset_fclose_degree(list, H5F_CLOSE_STRONG) < 0)
        goto fail;
#if H5_VERSION_GE(1, 10, 7)
    if (H5Pset_file_locking(list, 1, 1) < 0)
        goto fail;
#endif
    return list;
fail:
    H5Pclose(list);
    return -1;
}

/* Creates and writes one attribute; n = 0 is a scalar. */
static int put(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
               const void *values, size_t n)
{
    const hsize_t size = n;
    const hid_t space = n == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, NULL);
    if (space < 0)
        return -1;
    int bad = 0;
    const hid_t attribute =
        H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0) {
        bad = 1;
    } else {
        bad |= H5Awrite(attribute, memory_type, values) < 0;
        bad |= H5Aclose(attribute) < 0;
    }
    bad |= H5Sclose(space) < 0;
    return bad ? -1 : 0;
}

int sw_h5_put_text(hid_t object, const char *name, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return 0;
    const hid_t type = sw_h5_text_type();
    if (type < 0)
        return -1;
    int bad = put(object, name, type, type, &value, 0) != 0;
    bad |= H5Tclose(type) < 0;
    return bad ? -1 : 0;
}

int sw_h5_put_texts(hid_t object, const char *name, const char *const *values, size_t n)
{
    if (values == NULL || n == 0)
        return 0;
    const hid_t type = sw_h5_text_type();
    if (type < 0)
        return -1;
    int bad = put(object, name, type, type, values, n) != 0;
    bad |= H5Tclose(type) < 0;
    return bad ? -1 : 0;
}

int sw_h5_put_numbers(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
                      const void *values, size_t n)
{
    return put(object, name, file_type, memory_type, values, n);
}
