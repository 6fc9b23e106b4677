/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a file, safely: a directory makes libconfig exit, a FIFO makes it wait,
 * /dev/zero fills memory. So we open without blocking, look at what was opened, and read
 * at most 4 MiB of a regular file.
 */
#include "loader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int say_errno(sw_load *self, sw_load_place place, const char *key,
                     const char *path, int error)
{
    if (error == ENOENT || error == ENOTDIR) {
        return sw_load_say(
            self, key ? SW_INPUT : SW_MISSING, place, key,
            "there is no file \"%s\"; check the name and the folder",
            "ファイル「%s」がありません。名前とフォルダーを確認してください", path);
    }
    if (error == EACCES || error == EPERM) {
        return sw_load_say(self, SW_IO, place, key, "no permission to read \"%s\"",
                           "「%s」を読む権限がありません", path);
    }
    if (error == ENXIO || error == ELOOP) { /* a socket; links in a circle */
        return sw_load_say(self, SW_INPUT, place, key, "\"%s\" is not a regular file",
                           "「%s」は通常のファイルではありません", path);
    }
    return sw_load_say(self, SW_IO, place, key, "cannot read \"%s\" (system error %d)",
                       "「%s」を読めません（システムエラー %d）", path, error);
}

static int read_all(sw_load *self, sw_load_place place, const char *key, const char *path,
                    int file, char **text, size_t *length)
{
    size_t n = 0;
    size_t room = SW_LOAD_MAX_BYTES + 1;
    struct stat status;

    if (fstat(file, &status) == 0 && status.st_size < SW_LOAD_MAX_BYTES) {
        room = (size_t)status.st_size + 1; /* one more: has it grown? */
    }
    char *at = sw_load_get(self->pool, room + 1);
    if (!at) {
        return sw_load_out_of_memory(self);
    }
    while (n < room) {
        const ssize_t got = read(file, at + n, room - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return say_errno(self, place, key, path, errno);
        }
        if (got == 0) {
            break;
        }
        n += (size_t)got;
    }
    if (n > SW_LOAD_MAX_BYTES) {
        return sw_load_say(
            self, SW_INPUT, place, key,
            "\"%s\" is larger than %d MiB; a scenario is a small text file",
            "「%s」は %d MiB を超えています。シナリオは小さなテキストファイルです", path,
            SW_LOAD_MAX_BYTES >> 20);
    }
    if (n == room) {
        return sw_load_say(
            self, SW_IO, place, key, "\"%s\" changed while it was read; try again",
            "「%s」は読み込み中に変更されました。もう一度実行してください", path);
    }
    *text = at;
    *length = n;
    return SW_OK;
}

int sw_load_read(sw_load *self, sw_load_place place, const char *key, const char *path,
                 char **text, size_t *length, uint64_t identity[2])
{
    int status = SW_OK;
    struct stat about;
    int file;

    do { /* a signal may interrupt it where the disk is far away */
        file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    } while (file < 0 && errno == EINTR);
    if (file < 0) {
        return say_errno(self, place, key, path, errno);
    }
    if (fstat(file, &about) != 0) {
        status = say_errno(self, place, key, path, errno);
        goto out;
    }
    if (!S_ISREG(about.st_mode)) {
        status = sw_load_say(
            self, SW_INPUT, place, key,
            S_ISDIR(about.st_mode) ? "\"%s\" is a folder; name a scenario file in it"
                                   : "\"%s\" is not a regular file",
            S_ISDIR(about.st_mode)
                ? "「%s」はフォルダーです。中のシナリオファイルを指定してください"
                : "「%s」は通常のファイルではありません",
            path);
        goto out;
    }
    identity[0] = (uint64_t)about.st_dev;
    identity[1] = (uint64_t)about.st_ino;
    status = read_all(self, place, key, path, file, text, length);
out:
    (void)close(file);
    return status;
}

size_t sw_load_character(const char *s, const char *end, uint32_t *code)
{
    const unsigned char *u = (const unsigned char *)s;
    const size_t room = (size_t)(end - s);
    const size_t n = u[0] < 0x80   ? 1
                     : u[0] < 0xC2 ? 0
                     : u[0] < 0xE0 ? 2
                     : u[0] < 0xF0 ? 3
                     : u[0] < 0xF5 ? 4
                                   : 0;
    static const unsigned char mask[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};

    if (n == 0 || n > room) {
        return 0;
    }
    *code = u[0] & mask[n];
    for (size_t i = 1; i < n; i++) {
        if ((u[i] & 0xC0) != 0x80) {
            return 0;
        }
        *code = *code << 6 | (u[i] & 0x3Fu);
    }
    if (*code < least[n] || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF)) {
        return 0;
    }
    return n;
}

int sw_load_clean(const char *text, size_t length, int lines)
{
    const char *end = text + length;
    while (text < end) {
        uint32_t code = 0;
        const size_t n = sw_load_character(text, end, &code);
        const int control = sw_steers(code);
        if (n == 0 || (control && !(lines && (code == '\t' || code == '\n')))) {
            return 0;
        }
        text += n;
    }
    return 1;
}
