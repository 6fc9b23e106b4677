/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Result files with a right digest and wrong contents: made by a later version, by hand, or by someone who wants our
 * reader to open another file or to ask for more memory than there is. Each is refused with a reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "result_file.h"
#include "sample_results.h"

enum { TRAILER = 40 };

/* What HDF5 1.10 itself forgets to free after a damaged header is not looked at; that nothing of ours stays open is. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}

/* An image as a file with its right digest. */
static void write_with_trailer(const char *path, const unsigned char *image, size_t n)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0666);
    assert_true(fd >= 0);
    assert_true(write(fd, image, n) == (ssize_t)n);
    assert_int_equal(sw_trailer_append(fd, n, path, NULL), SW_OK);
    assert_int_equal(close(fd), 0);
}

/* A dataset `name` of rank 1 to 3 with the attribute axes; chunk 0: contiguous, never written. */
static hid_t add(hid_t f, const char *name, hid_t type, int rank, const hsize_t *size,
                 const char *axes, hid_t list)
{
    const hid_t space = H5Screate_simple(rank, size, NULL);
    const hid_t d = H5Dcreate2(f, name, type, space, H5P_DEFAULT, list, H5P_DEFAULT);
    assert_true(d >= 0);
    assert_int_equal(sw_h5_put_text(d, "axes", axes), 0);
    H5Sclose(space);
    return d;
}

static void replace_axes(hid_t f, const char *name, const char *axes)
{
    const hid_t d = H5Dopen2(f, name, H5P_DEFAULT);
    assert_true(d >= 0 && H5Adelete(d, "axes") >= 0);
    assert_int_equal(sw_h5_put_text(d, "axes", axes), 0);
    H5Dclose(d);
}

static void put_int(hid_t f, const char *name, int32_t value)
{
    assert_true(H5Adelete(f, name) >= 0);
    assert_int_equal(
        sw_h5_put_numbers(f, name, H5T_STD_I32LE, H5T_NATIVE_INT32, &value, 0), 0);
}

static void soft_link(hid_t f)
{
    assert_true(H5Lcreate_soft("/month", f, "evil", H5P_DEFAULT, H5P_DEFAULT) >= 0);
}

static void external_link(hid_t f)
{
    assert_true(H5Lcreate_external("/etc/passwd", "/x", f, "evil", H5P_DEFAULT,
                                   H5P_DEFAULT) >= 0);
}

static void external_storage(hid_t f)
{
    const hsize_t size = 3;
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    assert_true(H5Pset_external(list, "/etc/passwd", 0, 3) >= 0);
    H5Dclose(add(f, "evil", H5T_NATIVE_INT8, 1, &size, "replication", list));
    H5Pclose(list);
}

static void virtual_storage(hid_t f)
{
    const hsize_t size = 3;
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE),
                space = H5Screate_simple(1, &size, NULL);
    assert_true(H5Pset_virtual(list, space, "/tmp/other.h5", "/a", space) >= 0);
    H5Dclose(add(f, "evil", H5T_NATIVE_INT8, 1, &size, "replication", list));
    H5Sclose(space);
    H5Pclose(list);
}

static void huge_dataset(hid_t f)
{
    const hsize_t size[3] = {3, 24, (hsize_t)1 << 40}, chunk[3] = {3, 24, 100};
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    assert_true(H5Pset_chunk(list, 3, chunk) >= 0);
    H5Dclose(add(f, "evil", H5T_IEEE_F64LE, 3, size, "replication month grade", list));
    H5Pclose(list);
}

static void huge_labels(hid_t f)
{
    const hsize_t size = (hsize_t)1 << 40, chunk = 100;
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE), type = sw_h5_text_type();
    assert_true(H5Pset_chunk(list, 1, &chunk) >= 0);
    H5Dclose(add(f, "evil", type, 1, &size, "evil", list));
    H5Tclose(type);
    H5Pclose(list);
}

/* HDF5 would look into its heap for the fill value as soon as the storage is asked about. */
static void labels_with_fill(hid_t f)
{
    const hsize_t size = 2;
    const char *fill = "filled";
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE), type = sw_h5_text_type();
    assert_true(H5Pset_fill_value(list, type, &fill) >= 0);
    H5Dclose(add(f, "evil", type, 1, &size, "evil", list)); /* never written */
    H5Tclose(type);
    H5Pclose(list);
}

static void compound(hid_t f)
{
    const hsize_t size = 3;
    const hid_t type = H5Tcreate(H5T_COMPOUND, 16), text = sw_h5_text_type();
    assert_true(H5Tinsert(type, "text", 0, text) >= 0);
    H5Dclose(add(f, "evil", type, 1, &size, "replication", H5P_DEFAULT));
    H5Tclose(text);
    H5Tclose(type);
}

static void fixed_labels(hid_t f)
{
    const hsize_t size = 2;
    const hid_t d = add(f, "evil", H5T_C_S1, 1, &size, "evil", H5P_DEFAULT);
    assert_true(H5Dwrite(d, H5T_C_S1, H5S_ALL, H5S_ALL, H5P_DEFAULT, "ab") >= 0);
    H5Dclose(d);
}

static void wrong_axes(hid_t f)
{
    replace_axes(f, "willing", "replication month");
}

static void too_many_axes(hid_t f)
{
    replace_axes(f, "willing", "replication fiscal_year grade phase");
}

static void unknown_axis(hid_t f)
{
    replace_axes(f, "willing", "replication nobody");
}

static void two_periods(hid_t f)
{
    const hsize_t size[3] = {3, 24, 2};
    const hid_t d = add(f, "evil", H5T_NATIVE_INT8, 3, size,
                        "replication month fiscal_year", H5P_DEFAULT);
    static const signed char values[3 * 24 * 2];
    assert_true(H5Dwrite(d, H5T_NATIVE_INT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Dclose(d);
}

static void other_type(hid_t f)
{
    const hsize_t size[2] = {3, 2};
    static const double values[6];
    const hid_t d =
        add(f, "evil", H5T_IEEE_F32LE, 2, size, "replication fiscal_year", H5P_DEFAULT);
    assert_true(H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >=
                0);
    H5Dclose(d);
}

static void scalar(hid_t f)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t d = H5Dcreate2(f, "evil", H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT,
                               H5P_DEFAULT);
    H5Dclose(d);
    H5Sclose(space);
}

static void fewer_replications(hid_t f)
{
    put_int(f, "replications", 2);
}

static void no_replications(hid_t f)
{
    put_int(f, "replications", -1);
}

static void later_schema(hid_t f)
{
    put_int(f, "schema_version", 2);
}

static void no_schema(hid_t f)
{
    assert_true(H5Adelete(f, "schema_version") >= 0);
}

static void text_for_seed(hid_t f)
{
    assert_true(H5Adelete(f, "seed") >= 0);
    assert_int_equal(sw_h5_put_text(f, "seed", "1"), 0);
}

static void no_keep(hid_t f)
{
    assert_true(H5Adelete(f, "keep") >= 0);
}

static void no_years(hid_t f)
{
    assert_true(H5Ldelete(f, "fiscal_year", H5P_DEFAULT) >= 0);
}

/* Harmless: what is not ours is left alone. */
static void other_group(hid_t f)
{
    H5Gclose(H5Gcreate2(f, "provenance", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

static const struct {
    const char *name;
    void (*change)(hid_t file);
    int status;
} cases[] = {{"soft link", soft_link, SW_INPUT},
             {"external link", external_link, SW_INPUT},
             {"external storage", external_storage, SW_INPUT},
             {"virtual storage", virtual_storage, SW_INPUT},
             {"huge dataset", huge_dataset, SW_INPUT},
             {"huge labels", huge_labels, SW_INPUT},
             {"fixed-length labels", fixed_labels, SW_INPUT},
             {"labels with a fill value", labels_with_fill, SW_INPUT},
             {"compound", compound, SW_INPUT},
             {"wrong axes", wrong_axes, SW_INPUT},
             {"too many axes", too_many_axes, SW_INPUT},
             {"unknown axis", unknown_axis, SW_INPUT},
             {"two periods", two_periods, SW_INPUT},
             {"other type", other_type, SW_INPUT},
             {"scalar", scalar, SW_INPUT},
             {"fewer replications", fewer_replications, SW_INPUT},
             {"no replications", no_replications, SW_INPUT},
             {"later schema", later_schema, SW_INPUT},
             {"no schema", no_schema, SW_INPUT},
             {"text for seed", text_for_seed, SW_INPUT},
             {"no keep", no_keep, SW_INPUT},
             {"no years", no_years, SW_INPUT},
             {"other group", other_group, SW_OK}};

/* Attributes of a run with --precision, of quantiles off a sketch, of shared draws: NAN and -1 are not written. */
static const struct {
    double width, level, error;
    int32_t repeats, draws;
    int status;
} extras[] = {
    {0.04, 0.95, 0.0001, 2, 2, SW_OK},   {1.5, 0.95, NAN, -1, -1, SW_INPUT},
    {-0.1, 0.95, NAN, -1, -1, SW_INPUT}, {INFINITY, 0.95, NAN, -1, -1, SW_INPUT},
    {0.04, 1, NAN, -1, -1, SW_INPUT},    {0.04, NAN, NAN, -1, -1, SW_INPUT},
    {NAN, NAN, 1.1, -1, -1, SW_INPUT},   {NAN, NAN, -0.1, -1, -1, SW_INPUT},
    {NAN, NAN, NAN, 1, 3, SW_INPUT},     {NAN, NAN, NAN, 2, 0, SW_INPUT},
    {NAN, NAN, NAN, 2, 4, SW_INPUT},     {NAN, NAN, NAN, 2, -1, SW_INPUT}};

static void put_double(hid_t f, const char *name, double x)
{
    assert_true(isnan(x) || sw_h5_put_numbers(f, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                                              &x, 0) == 0);
}

static void put_new_int(hid_t f, const char *name, int32_t x)
{
    assert_true(x < 0 ||
                sw_h5_put_numbers(f, name, H5T_STD_I32LE, H5T_NATIVE_INT32, &x, 0) == 0);
}

static int extra; /* the case: a change takes no argument */

static void put_extras(hid_t f)
{
    const hid_t d = H5Dopen2(f, "side_work_rate_annual_quantile", H5P_DEFAULT);
    assert_true(d >= 0);
    put_double(d, "quantile_error", extras[extra].error);
    H5Dclose(d);
    put_double(f, "precision", extras[extra].width);
    put_double(f, "precision_level", extras[extra].level);
    put_new_int(f, "precision_reached", 1);
    put_new_int(f, "repeats", extras[extra].repeats);
    put_new_int(f, "draws", extras[extra].draws);
}

/* Changes the HDF5 part of a good file and seals it again. */
static void change(const char *path, void (*what)(hid_t))
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size - TRAILER), 0);
    const hid_t f = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(f >= 0);
    what(f);
    assert_true(H5Fclose(f) >= 0);
    FILE *stream = fopen(path, "rb");
    assert_true(stream != NULL && stat(path, &info) == 0);
    unsigned char *image = malloc((size_t)info.st_size);
    assert_non_null(image);
    assert_int_equal(fread(image, 1, (size_t)info.st_size, stream), info.st_size);
    assert_int_equal(fclose(stream), 0);
    write_with_trailer(path, image, (size_t)info.st_size);
    free(image);
}

static void test_refused(void **state)
{
    (void)state;
    char path[] = "/tmp/sidework-hostile-XXXXXX";
    const int fd = mkstemp(path);
    sw_results good = {0};
    sw_summary summary = {0};
    assert_true(fd >= 0 && close(fd) == 0);
    sample_results(&good, 3, 2, 1);
    assert_int_equal(sw_summary_make(&summary, &good, NULL), SW_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sw_results back = {0};
        sw_diagnostics d;
        sw_diagnostics_init(&d, SW_ENGLISH);
        assert_int_equal(sw_result_write(&good, &summary, path, 1, &d), SW_OK);
        change(path, cases[i].change);
        const int status = sw_result_read(&back, path, &d);
        if (status != cases[i].status || d.count != (status != SW_OK))
            fail_msg("%s: status %d, messages: %s", cases[i].name, status, d.text);
        sw_results_free(&back);
    }
    (void)unlink(path);
    sw_summary_free(&summary);
    sw_results_free(&good);
}

static void test_extras(void **state)
{
    (void)state;
    char path[] = "/tmp/sidework-hostile-XXXXXX";
    const int fd = mkstemp(path);
    sw_results good = {0};
    sw_summary summary = {0};
    assert_true(fd >= 0 && close(fd) == 0);
    sample_results(&good, 3, 2, 1);
    assert_int_equal(sw_summary_make(&summary, &good, NULL), SW_OK);
    for (extra = 0; extra < (int)(sizeof extras / sizeof *extras); extra++) {
        sw_results back = {0};
        assert_int_equal(sw_result_write(&good, &summary, path, 1, NULL), SW_OK);
        change(path, put_extras);
        if (sw_result_read(&back, path, NULL) != extras[extra].status)
            fail_msg("extras %d: not status %d", extra, extras[extra].status);
        if (extras[extra].status == SW_OK)
            assert_true(back.stopping.width == 0.04 && back.stopping.level == 0.95 &&
                        back.stopping.reached == 1 && back.repeats == 2);
        sw_results_free(&back);
    }
    (void)unlink(path);
    sw_summary_free(&summary);
    sw_results_free(&good);
}

/* What is no UTF-8 and what steers a terminal is not passed on. */
static void odd_title(hid_t f)
{
    assert_true(H5Adelete(f, "title") >= 0);
    assert_int_equal(sw_h5_put_text(f, "title",
                                    "a\033[2J\177\xff\xc3(\xed\xa0\x80 \xc2\x9b"
                                    "\xf4\x90\x80\x80\xc0\x80 \xe5\x8d\x97\tz\xe5\x8d"),
                     0);
}

static void test_disarmed(void **state)
{
    (void)state;
    char path[] = "/tmp/sidework-hostile-XXXXXX";
    const int fd = mkstemp(path);
    sw_results good = {0}, back = {0};
    sw_summary summary = {0};
    assert_true(fd >= 0 && close(fd) == 0);
    sample_results(&good, 3, 2, 1);
    assert_int_equal(sw_summary_make(&summary, &good, NULL), SW_OK);
    assert_int_equal(sw_result_write(&good, &summary, path, 1, NULL), SW_OK);
    change(path, odd_title);
    assert_int_equal(sw_result_read(&back, path, NULL), SW_OK);
    assert_string_equal(back.title, "a?[2J??\?(??\? ??\?\?\?\?\?\? \xe5\x8d\x97\tz??");
    sw_results_free(&back);
    (void)unlink(path);
    sw_summary_free(&summary);
    sw_results_free(&good);
}

static void put_number(unsigned char *at, uint64_t value, int bytes)
{
    for (int k = 0; k < bytes; k++)
        at[k] = (unsigned char)(value >> 8 * k);
}

static uint64_t get_number(const unsigned char *at, int bytes)
{
    uint64_t value = 0;
    for (int k = bytes - 1; k >= 0; k--)
        value = value << 8 | at[k];
    return value;
}

/* The image with `bytes` at `at` changed, sealed and read: refused, or read where what was changed is of no concern.
 * 1 if refused. */
static int read_changed(const char *path, const unsigned char *image, size_t n, size_t at,
                        uint64_t value, int bytes)
{
    sw_results back = {0};
    sw_diagnostics d;
    unsigned char *copy = malloc(n);
    assert_non_null(copy);
    memcpy(copy, image, n);
    put_number(copy + at, value, bytes);
    write_with_trailer(path, copy, n);
    free(copy);
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int status = sw_result_read(&back, path, &d);
    if ((status != SW_OK && status != SW_INPUT) || d.count != (status != SW_OK))
        fail_msg("byte %zu: status %d, messages: %s", at, status, d.text);
    sw_results_free(&back);
    assert_int_equal(H5Fget_obj_count((hid_t)H5F_OBJ_ALL, H5F_OBJ_ALL), 0);
    return status != SW_OK;
}

/* Every size and number in the heap of texts, and every reference to it, made wrong: HDF5 1.10 turns in circles at a
 * size of 0 and writes beyond its buffers at others. */
static void test_heap(void **state)
{
    static const uint64_t wrong[] = {0, 1, 4096, UINT64_MAX / 2 + 1, UINT64_MAX};
    enum { N_WRONG = sizeof wrong / sizeof wrong[0], MOST = 1 << 20, HEAD = 16 };
    (void)state;
    char path[] = "/tmp/sidework-hostile-XXXXXX";
    const int fd = mkstemp(path);
    sw_results good = {0};
    sw_summary summary = {0};
    unsigned char *image = malloc(MOST);
    assert_true(fd >= 0 && close(fd) == 0 && image);
    sample_results(&good, 3, 2, 1);
    good.keep = SW_KEEP_SUMMARIES; /* a small file */
    assert_int_equal(sw_summary_make(&summary, &good, NULL), SW_OK);
    assert_int_equal(sw_result_write(&good, &summary, path, 1, NULL), SW_OK);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    const size_t n = fread(image, 1, MOST, stream) - TRAILER;
    assert_int_equal(fclose(stream), 0);
    int heaps = 0, refused = 0;
    for (size_t at = 0; at + HEAD < n; at++) {
        if (memcmp(image + at, "GCOL\1", 5) != 0)
            continue;
        heaps++;
        for (int k = 0; k < N_WRONG; k++) {
            refused += read_changed(path, image, n, at + 8, wrong[k], 8);
            refused += read_changed(path, image, n, at + HEAD, wrong[k], 2);
            refused += read_changed(path, image, n, at + HEAD + 8, wrong[k], 8);
        }
        int references = 0;
        for (size_t r = 4; r + 12 < n && references < 4; r++) {
            if (get_number(image + r, 8) != at)
                continue;
            references++;
            for (int k = 0; k < N_WRONG; k++) {
                refused += read_changed(path, image, n, r - 4, wrong[k], 4);
                refused += read_changed(path, image, n, r, wrong[k], 8);
                refused += read_changed(path, image, n, r + 8, wrong[k], 4);
            }
        }
    }
    assert_true(heaps > 0 && refused > 20);
    free(image);
    (void)unlink(path);
    sw_summary_free(&summary);
    sw_results_free(&good);
}

int main(void)
{
    /* HDF5 1.10 does not give back all of a damaged header, and says so at exit, at length */
    (void)H5dont_atexit();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused), cmocka_unit_test(test_extras),
        cmocka_unit_test(test_heap), cmocka_unit_test(test_disarmed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
