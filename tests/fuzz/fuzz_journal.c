/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as the journals of an unfinished run.
 *
 *   byte 0   1: CRCs are made right, so that what is behind them is reached
 *            2: the manifest is from the input: byte 1 is its length, then its text
 *            4: the second half of the rest is the journal of a second worker
 *   rest     records, or what should be records
 *
 * Promised: what is loaded is what a slow, readable twin finds; no other value is touched;
 * torn tails are cut off, and a second load finds the same; journals under a manifest of
 * another run are left alone.
 */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/journal.h>

enum { N = 4, LENGTH = 3, VALUES = LENGTH + 1, HEAD = 16, PAYLOAD = 8 * VALUES };
enum { RECORD = HEAD + PAYLOAD + 4, MAX_BYTES = 4096, MANIFEST_BYTES = 511 };

typedef struct loaded {
    double records[N * LENGTH], parameters[N];
    unsigned char done[N];
} loaded;

static char output[FUZZ_PATH_BYTES], journals[2][FUZZ_PATH_BYTES];
static char directory[FUZZ_PATH_BYTES], manifest[FUZZ_PATH_BYTES], lock[FUZZ_PATH_BYTES];
static sw_run_identity identity = {.version = "1"};
static sw_diagnostics d;

static void set_up(void)
{
    if (output[0])
        return;
    fuzz_path(output, "out.h5");
    fuzz_path(directory, "out.h5.run");
    fuzz_path(manifest, "out.h5.run/manifest");
    fuzz_path(lock, "out.h5.run/lock");
    fuzz_path(journals[0], "out.h5.run/journal-0000");
    fuzz_path(journals[1], "out.h5.run/journal-0001");
    sw_run_digest("a", identity.scenario);
}

/* CRC-32 by its definition, a bit at a time. */
static uint32_t crc_of(const uint8_t *at, size_t n)
{
    uint32_t crc = 0xffffffffu;
    for (size_t k = 0; k < n; k++) {
        crc ^= at[k];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static void seal(uint8_t *at, size_t n)
{
    for (size_t k = 0; k + RECORD <= n; k += RECORD) {
        const uint32_t crc = crc_of(at + k, HEAD + PAYLOAD);
        memcpy(at + k + HEAD + PAYLOAD, &crc, sizeof crc);
    }
}

/* Bytes that are kept of one journal. */
static size_t twin(const uint8_t *at, size_t n, loaded *self)
{
    size_t k = 0;
    for (; k + RECORD <= n; k += RECORD) {
        uint32_t replication, crc;
        uint64_t bytes;
        memcpy(&replication, at + k + 4, sizeof replication);
        memcpy(&bytes, at + k + 8, sizeof bytes);
        memcpy(&crc, at + k + HEAD + PAYLOAD, sizeof crc);
        if (memcmp(at + k, "SWJ1", 4) != 0 || bytes != PAYLOAD ||
            crc != crc_of(at + k, HEAD + PAYLOAD))
            break;
        if (replication >= N || self->done[replication])
            continue;
        memcpy(self->records + replication * LENGTH, at + k + HEAD, 8 * LENGTH);
        memcpy(self->parameters + replication, at + k + HEAD + 8 * LENGTH, 8);
        self->done[replication] = 1;
    }
    return k;
}

/* Bit patterns are compared: a NaN is a value like any other here. */
static void load_and_compare(const loaded *expected, const size_t kept[2], int last)
{
    loaded found;
    sw_journal *journal = NULL;
    sw_results r = {.n_replications = N, .n_parameters = 1};
    memset(&found, 0, sizeof found);
    r.layout.record_length = LENGTH;
    r.records = found.records;
    r.parameter_values = found.parameters;
    PROMISE(sw_journal_open(&journal, output, &identity, 1, 0, &d) == SW_OK);
    PROMISE(sw_journal_load(journal, &r, found.done, &d) == SW_OK && d.count == 0);
    PROMISE(memcmp(found.records, expected->records, sizeof found.records) == 0);
    PROMISE(memcmp(found.parameters, expected->parameters, sizeof found.parameters) == 0);
    PROMISE(memcmp(found.done, expected->done, sizeof found.done) == 0);
    for (int k = 0; k < 2; k++)
        PROMISE(fuzz_size(journals[k]) == (long)kept[k]);
    if (last)
        sw_journal_remove(journal);
    else
        sw_journal_close(journal);
}

/* Writes the manifest; returns 1 if it is this run's, 0 if it is another's or empty: then
 * the journals are not ours to take or throw away. */
static int put_manifest(const uint8_t **data, size_t *size, int own)
{
    char ours[256], there[MANIFEST_BYTES + 1] = {0};
    (void)snprintf(ours, sizeof ours, "sidework run 1\nversion 1\nscenario %s\n",
                   identity.scenario);
    if (own || *size < 1) {
        fuzz_put(manifest, (const uint8_t *)ours, strlen(ours));
        return 1;
    }
    const size_t n = **data < *size - 1 ? **data : *size - 1;
    fuzz_put(manifest, *data + 1, n);
    memcpy(there, *data + 1, n);
    *data += 1 + n;
    *size -= 1 + n;
    return strcmp(there, ours) == 0;
}

static void check_foreign(const size_t size[2])
{
    sw_journal *journal = NULL;
    PROMISE(sw_journal_open(&journal, output, &identity, 1, 0, &d) == SW_INPUT);
    PROMISE(!journal && d.count == 1);
    for (int k = 0; k < 2; k++)
        PROMISE(fuzz_size(journals[k]) == (long)size[k]);
    PROMISE(sw_journal_open(&journal, output, &identity, 0, 1, &d) == SW_OK);
    sw_journal_remove(journal);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bytes[MAX_BYTES];
    loaded expected;
    if (size < 1 || size > MAX_BYTES)
        return 0;
    set_up();
    sw_diagnostics_init(&d, SW_ENGLISH);
    PROMISE(mkdir(directory, 0700) == 0);
    const int flags = *data++;
    size--;
    const int whose = put_manifest(&data, &size, !(flags & 2));
    if (size > 0)
        memcpy(bytes, data, size);
    const size_t first = flags & 4 ? size / 2 / RECORD * RECORD : size;
    size_t part[2] = {first, size - first};
    if (flags & 1)
        seal(bytes, size);
    fuzz_put(journals[0], bytes, part[0]);
    fuzz_put(journals[1], bytes + first, part[1]);
    if (whose == 0) {
        check_foreign(part);
    } else {
        memset(&expected, 0, sizeof expected);
        part[0] = twin(bytes, part[0], &expected);
        part[1] = twin(bytes + first, part[1], &expected);
        load_and_compare(&expected, part, 0);
        load_and_compare(&expected, part, 1);
    }
    PROMISE(fuzz_size(directory) == -1);
    return 0;
}
