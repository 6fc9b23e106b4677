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

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "result_file.h"
#include "sample_results.h"

enum { TRAILER = 40 };

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
    assert_int_equal(sw_trailer_write(path, image, (size_t)info.st_size, NULL), SW_OK);
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
