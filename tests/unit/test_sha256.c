/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 against the examples of FIPS 180-4, and against itself however the bytes are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sidework/sha256.h>

static void expect(const char *text, const char *expected)
{
    char digest[65];
    sw_sha256_text(text, strlen(text), digest);
    assert_string_equal(digest, expected);
}

static void test_examples(void **state)
{
    (void)state;
    expect("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_million(void **state)
{
    sw_sha256 sum;
    uint8_t digest[32];
    char block[1000];
    (void)state;
    memset(block, 'a', sizeof block);
    sw_sha256_init(&sum);
    for (int i = 0; i < 1000; i++) {
        sw_sha256_add(&sum, block, sizeof block);
    }
    sw_sha256_end(&sum, digest);
    assert_int_equal(digest[0], 0xcd);
    assert_int_equal(digest[1], 0xc7);
    assert_int_equal(digest[31], 0xd0);
}

/* All lengths about the block's end, in one piece and byte by byte. */
static void test_pieces(void **state)
{
    uint8_t bytes[200];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 37);
    }
    for (size_t n = 0; n <= sizeof bytes; n++) {
        sw_sha256 sum;
        uint8_t whole[32];
        uint8_t pieces[32];
        sw_sha256_init(&sum);
        sw_sha256_add(&sum, bytes, n);
        sw_sha256_end(&sum, whole);
        sw_sha256_init(&sum);
        for (size_t i = 0; i < n; i++) {
            sw_sha256_add(&sum, bytes + i, 1);
        }
        sw_sha256_end(&sum, pieces);
        assert_memory_equal(whole, pieces, 32);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_million),
        cmocka_unit_test(test_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
