/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user reads first; the same in both languages. */
#include "help.h"

static const char *const english =
    "sidework: will side work inside city hall reach 3, 5 and 10 % of working time?\n"
    "\n"
    "  sidework run SCENARIO.cfg... [-o OUT]      simulate; one result file each, and a "
    "table\n"
    "  sidework check SCENARIO.cfg...             validate without running; --effective "
    "prints\n"
    "                                             every value with the file and line it "
    "is from\n"
    "  sidework params [--csv|--json|--md|--cfg]  the parameter reference\n"
    "  sidework info RESULT.h5...                 what is in a result and how it was "
    "made\n"
    "  sidework export RESULT.h5 --csv DIR        tables for a spreadsheet\n"
    "\n"
    "  -o, --output OUT         result file; a directory where there are several "
    "scenarios\n"
    "  -n, --replications N     futures to simulate\n"
    "  --seed S                 0 to 2^64-1\n"
    "  --threads T              default: all cores; the result does not depend on it\n"
    "  --set KEY.PATH=VALUE     overrides a key of the scenario; may be given again\n"
    "  --resume                 what is done already is not done again\n"
    "  --force                  replace an existing output\n"
    "  --lang ja|en             default: from the environment\n"
    "  --json                   machine-readable standard output\n"
    "  --no-bom                 tables without the mark by which Excel knows UTF-8\n"
    "  --quiet, --help, --version\n"
    "\n"
    "Exit codes: 0 done, 64 usage, 65 bad input, 66 input missing, 70 internal error,\n"
    "71 out of memory, 73 cannot create output, 74 read or write failed.\n";

static const char *const japanese =
    "sidework: 庁内副業は労働時間の３％・５％・10％に届くか\n"
    "\n"
    "  sidework run SCENARIO.cfg... [-o OUT]      試行し、結果ファイルと表を出す\n"
    "  sidework check SCENARIO.cfg...             実行せずに検査する。--effective "
    "で全ての値と\n"
    "                                             その出所（ファイルと行）を表示する\n"
    "  sidework params [--csv|--json|--md|--cfg]  パラメーター一覧\n"
    "  sidework info RESULT.h5...                 結果ファイルの内容と作成条件\n"
    "  sidework export RESULT.h5 --csv DIR        表計算ソフト用の表\n"
    "\n"
    "  -o, --output OUT         結果ファイル（シナリオが複数ならディレクトリ）\n"
    "  -n, --replications N     試行回数\n"
    "  --seed S                 乱数の種（0～2^64-1）\n"
    "  --threads T              スレッド数（既定は全コア。結果には影響しない）\n"
    "  --set KEY.PATH=VALUE     シナリオの値を上書きする（何度でも）\n"
    "  --resume                 終わっている分は繰り返さない\n"
    "  --force                  既存の出力を置き換える\n"
    "  --lang ja|en             言語（既定は環境による）\n"
    "  --json                   標準出力を機械可読にする\n"
    "  --no-bom                 Excel 用の目印（BOM）を付けない\n"
    "  --quiet, --help, --version\n"
    "\n"
    "終了コード: 0 完了、64 使い方の誤り、65 入力の誤り、66 入力がない、70 内部エラー、\n"
    "71 メモリ不足、73 出力を作成できない、74 読み書きの失敗。\n";

int sw_cli_help(FILE *out, sw_language language)
{
    return fputs(language == SW_JAPANESE ? japanese : english, out) < 0 ? SW_IO : SW_OK;
}
