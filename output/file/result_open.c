/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a result file that one did not make: digest first, then only hard links to
 * plain datasets of the root with our own filters, of a shape that the file's own
 * coordinates explain and of a size that its bytes can fill.
 */
#include "result_reader.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

int sw_reader_refuse(const sw_reader *self, const char *name, const char *en,
                     const char *ja)
{
    if (self->texts.reason == SW_MEMORY)
        return sw_reader_memory(self);
    if (self->texts.reason == SW_IO)
        return sw_fail(self->diagnostics, SW_IO, "%s: %s: cannot be read",
                       "%s: %s: 読めません", self->path, name);
    const int japanese =
        self->diagnostics != NULL && self->diagnostics->language == SW_JAPANESE;
    return sw_fail(self->diagnostics, SW_INPUT, "%s: %s: %s", "%s: %s: %s", self->path,
                   name, japanese ? ja : en);
}

int sw_reader_memory(const sw_reader *self)
{
    return sw_fail(self->diagnostics, SW_MEMORY, "%s: no memory to read it",
                   "%s: 読み込むためのメモリを確保できません", self->path);
}

static int check_schema(sw_reader *self)
{
    int32_t schema = 0;
    if (sw_h5_get_numbers(self->file, "schema_version", H5T_NATIVE_INT32, &schema, 0) !=
        0)
        return sw_reader_refuse(self, "schema_version",
                                "is missing; this is no result file of sidework",
                                "がありません。sidework の結果ファイルではありません");
    if (schema == SW_SCHEMA_VERSION)
        return SW_OK;
    return sw_fail(
        self->diagnostics, SW_INPUT,
        "%s: was made by schema version %d; this program reads version %d; run the "
        "scenario again with this program",
        "%s: スキーマ版%dの結果です。このプログラムが読めるのは版%dです"
        "（このプログラムで再実行してください）",
        self->path, (int)schema, SW_SCHEMA_VERSION);
}

/* HDF5 opens by name: it must be the file whose digest was right. */
static int same_file(sw_reader *self)
{
    struct stat ours, named;
    if (fstat(self->texts.fd, &ours) != 0 || stat(self->path, &named) != 0) {
        if (errno != ENOENT)
            self->texts.reason = SW_IO;
        return 0;
    }
    return ours.st_dev == named.st_dev && ours.st_ino == named.st_ino &&
           ours.st_size == named.st_size && ours.st_mtim.tv_sec == named.st_mtim.tv_sec &&
           ours.st_mtim.tv_nsec == named.st_mtim.tv_nsec;
}

static int open_file(sw_reader *self)
{
    H5G_info_t info;
    int fd = -1;
    uint64_t size = 0;
    const int status = sw_trailer_open(self->path, &fd, &size, self->diagnostics);
    if (status != SW_OK)
        return status;
    if (sw_texts_begin(&self->texts, self->results, fd, size) != SW_OK)
        return sw_reader_refuse(self, "HDF5", "has a head that we do not write",
                                "先頭部分が sidework の形式ではありません");
    const hid_t access = sw_h5_access();
    if (access >= 0)
        self->file = H5Fopen(self->path, H5F_ACC_RDONLY, access);
    if (access >= 0)
        H5Pclose(access);
    if (self->file < 0 || H5Gget_info(self->file, &info) < 0)
        return sw_reader_refuse(self, "HDF5", "cannot be opened", "開けません");
    if (!same_file(self))
        return sw_reader_refuse(self, "HDF5", "changed while it was opened",
                                "開いている間に変更されました");
    if (info.nlinks > SW_MOST_LINKS)
        return sw_reader_refuse(self, "/", "has too many datasets",
                                "データセットが多すぎます");
    self->n_links = (size_t)info.nlinks;
    return check_schema(self);
}

int sw_reader_open(sw_reader *self, const char *path, sw_results *owner,
                   sw_diagnostics *diagnostics)
{
    *self = (sw_reader){.path = path,
                        .results = owner,
                        .file = -1,
                        .texts = {.fd = -1},
                        .diagnostics = diagnostics};
    const int status = sw_h5_begin(&self->session, path, 0, diagnostics);
    self->in_session = status == SW_OK;
    return status == SW_OK ? open_file(self) : status;
}

void sw_reader_close(sw_reader *self)
{
    if (self->file >= 0)
        H5Fclose(self->file);
    self->file = -1;
    sw_texts_end(&self->texts);
    if (self->in_session)
        sw_h5_leave(&self->session);
    self->in_session = 0;
}

/* Our own filters and storage only. */
static int plain_storage(hid_t dataset)
{
    const hid_t list = H5Dget_create_plist(dataset);
    if (list < 0)
        return 0;
    const H5D_layout_t layout = H5Pget_layout(list);
    int good =
        (layout == H5D_CHUNKED || layout == H5D_CONTIGUOUS || layout == H5D_COMPACT) &&
        H5Pget_external_count(list) == 0;
    const int n = H5Pget_nfilters(list);
    good = good && n >= 0;
    for (int i = 0; i < n && good; i++) {
        unsigned flags = 0, config = 0;
        size_t values = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(list, (unsigned)i, &flags, &values, NULL, 0, NULL, &config);
        good = filter == H5Z_FILTER_SHUFFLE || filter == H5Z_FILTER_DEFLATE ||
               filter == H5Z_FILTER_FLETCHER32;
    }
    H5Pclose(list);
    return good;
}

/* Deflate cannot expand more than 1,032 times: a size beyond that is not in the file. */
static int size_is_real(const sw_entry *entry)
{
    const hid_t type = H5Dget_type(entry->dataset);
    if (type < 0)
        return 0;
    double bytes = (double)H5Tget_size(type);
    for (int i = 0; i < entry->rank; i++)
        bytes *= (double)entry->size[i];
    H5Tclose(type);
    return bytes <= 1100.0 * (double)H5Dget_storage_size(entry->dataset);
}

/* Texts lie in one piece within the file. (Nothing is asked about their storage: HDF5
 * would look into its heap for a fill value.) Numbers are of our three types, so that no
 * stranger's format is converted, and stored as we do. */
static int check_storage(sw_reader *self, sw_entry *entry)
{
    const hid_t type = H5Dget_type(entry->dataset);
    int texts = 0, numbers = 0;
    entry->offset = HADDR_UNDEF;
    if (type >= 0) {
        texts = H5Tis_variable_str(type) > 0;
        for (int s = SW_STORE_RATIO; s <= SW_STORE_FLAG && !texts; s++)
            numbers |= H5Tequal(type, sw_storage_file_type((sw_storage)s)) > 0;
        H5Tclose(type);
    }
    if (texts && entry->rank == 1) {
        entry->offset = H5Dget_offset(entry->dataset);
        texts = entry->offset != HADDR_UNDEF && entry->offset < self->texts.size &&
                entry->size[0] <= (self->texts.size - entry->offset) / SW_REFERENCE_BYTES;
    }
    if (texts ? entry->rank != 1 : !numbers || !plain_storage(entry->dataset))
        return sw_reader_refuse(self, entry->name, "is stored in a way we do not read",
                                "この保存形式は読みません");
    if (!texts && !size_is_real(entry))
        return sw_reader_refuse(self, entry->name, "is larger than the file can hold",
                                "ファイルの大きさと合いません");
    return SW_OK;
}

static int look_at(sw_reader *self, sw_entry *entry)
{
    const hid_t space = H5Dget_space(entry->dataset);
    int good = 0;
    if (space >= 0) {
        entry->rank = H5Sget_simple_extent_ndims(space);
        good = entry->rank >= 1 && entry->rank <= 3 &&
               H5Sget_simple_extent_dims(space, entry->size, NULL) == entry->rank;
        H5Sclose(space);
    }
    if (!good)
        return sw_reader_refuse(self, entry->name, "has not 1 to 3 dimensions",
                                "次元数が1～3ではありません");
    const int status = check_storage(self, entry);
    if (status != SW_OK)
        return status;
    if (sw_h5_get_text(entry->dataset, "axes", &self->texts, &entry->axes) != 0)
        return sw_reader_refuse(self, entry->name, "has a bad attribute axes",
                                "属性 axes が正しくありません");
    return SW_OK;
}

/* Opens link i. *is_dataset 0: something else that is of no concern. */
static int open_entry(sw_reader *self, size_t i, sw_entry *entry, int *is_dataset)
{
    H5L_info_t link;
    memset(entry, 0, sizeof *entry);
    entry->dataset = -1;
    *is_dataset = 0;
    const ssize_t length =
        H5Lget_name_by_idx(self->file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i,
                           entry->name, sizeof entry->name, H5P_DEFAULT);
    if (length <= 0 || length >= (ssize_t)sizeof entry->name ||
        H5Lget_info(self->file, entry->name, &link, H5P_DEFAULT) < 0)
        return sw_reader_refuse(self, "/", "has a link that cannot be read",
                                "読めないリンクがあります");
    if (link.type != H5L_TYPE_HARD)
        return sw_reader_refuse(self, entry->name, "is a soft or external link",
                                "ソフトリンクまたは外部リンクです");
    const hid_t object = H5Oopen(self->file, entry->name, H5P_DEFAULT);
    if (object < 0)
        return sw_reader_refuse(self, entry->name, "cannot be opened", "開けません");
    if (H5Iget_type(object) != H5I_DATASET) {
        H5Oclose(object);
        return SW_OK;
    }
    entry->dataset = object;
    *is_dataset = 1;
    return look_at(self, entry);
}

int sw_reader_each(sw_reader *self, sw_reader_taker take, void *context)
{
    int status = SW_OK;
    for (size_t i = 0; i < self->n_links && status == SW_OK; i++) {
        sw_entry entry;
        int is_dataset = 0;
        status = open_entry(self, i, &entry, &is_dataset);
        if (status == SW_OK && is_dataset)
            status = take(context, &entry);
        if (entry.dataset >= 0)
            H5Dclose(entry.dataset);
    }
    return status;
}
