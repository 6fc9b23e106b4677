/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See reason.h. */
#include "reason.h"

#include <errno.h>
#include <string.h>

/* What can befall files, memory and threads; of anything else the system's own words stay. */
static const struct {
    int number;
    const char *ja;
} reasons[] = {{EACCES, "権限がありません"},
               {EAGAIN, "資源が一時的に不足しています"},
               {EBADF, "閉じられたファイルです"},
               {EBUSY, "使用中です"},
               {EDQUOT, "ディスクの割当量を超えました"},
               {EEXIST, "既にあります"},
               {EFBIG, "ファイルが大きすぎます"},
               {EINTR, "中断されました"},
               {EINVAL, "この場所ではできない操作です"},
               {EIO, "入出力エラーが起きました"},
               {EISDIR, "ディレクトリです"},
               {ELOOP, "シンボリックリンクが多すぎます"},
               {EMFILE, "開いているファイルが多すぎます"},
               {EMLINK, "リンクが多すぎます"},
               {ENAMETOOLONG, "名前が長すぎます"},
               {ENFILE, "システム全体で開いているファイルが多すぎます"},
               {ENODEV, "装置がありません"},
               {ENOENT, "ファイルまたはディレクトリがありません"},
               {ENOLCK, "ロックが足りません"},
               {ENOMEM, "メモリが足りません"},
               {ENOSPC, "ディスクに空きがありません"},
               {ENOTDIR, "途中の名前がディレクトリではありません"},
               {ENOTEMPTY, "ディレクトリが空ではありません"},
               {ENXIO, "装置がありません"},
               {EPERM, "許可されていない操作です"},
               {EPIPE, "出力先が閉じられています"},
               {EROFS, "読み取り専用です"},
               {ESTALE, "ファイルの参照が無効になりました"},
               {ETIMEDOUT, "時間切れです"},
               {ETXTBSY, "実行中のファイルです"},
               {EXDEV, "別のファイルシステムです"}};

void sw_reason_in_japanese(char *message, size_t bytes)
{
    const size_t n = strlen(message);
    const char *ja = NULL;
    char *at = NULL;
    size_t longest = 0; /* "Too many open files in system" begins like another */
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        const char *en = strerror(reasons[i].number);
        const size_t length = strlen(en);
        char *found = length > longest ? strstr(message, en) : NULL;
        /* ": " before it, so that a name of the same words stays */
        if (found != NULL && found - message > 2 && memcmp(found - 2, ": ", 2) == 0) {
            at = found;
            longest = length;
            ja = reasons[i].ja;
        }
    }
    if (at == NULL || n - longest + strlen(ja) >= bytes) {
        return;
    }
    memmove(at + strlen(ja), at + longest, strlen(at + longest) + 1);
    memcpy(at, ja, strlen(ja));
}
