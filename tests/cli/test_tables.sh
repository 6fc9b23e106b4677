# SPDX-License-Identifier: GPL-3.0-or-later
# params, check, info, export, help and version: what they print, and in which language.
. "$SOURCE_DIR/tests/cli/common.sh"

# the parameter reference in every form; the shipped file of defaults is made by the command and current
expect 0 params
says out "peers"
expect 0 params --csv
says out "key,unit,type,range,default,prior,source,en,ja"
rows=$(wc -l <out)
[ "$rows" -gt 150 ] || complain "only $rows rows"
expect 0 params --json
is_json out
expect 0 params --md
says out "## willingness"
expect 0 params --lang ja
says out "既定値"
expect 0 params --cfg
cmp -s out "$SOURCE_DIR/scenarios/defaults/parameters.cfg" ||
    complain "scenarios/defaults/parameters.cfg is not what 'sidework params --cfg' makes"

# check
expect 0 check "$tiny"
says out "tiny.cfg: ok"
expect 0 check "$tiny" --effective
says out "obey"
says out "tiny.cfg:"
cp out effective.cfg
expect 0 check effective.cfg
digest=$(grep -o 'digest [0-9a-f]*' out)
expect 0 check "$tiny"
says out "$digest"
expect 0 check "$tiny" --lang ja
says out "問題なし"

# info
expect 0 check "$tiny" -n 3
digest=$(grep -o 'digest [0-9a-f]*' out | cut -d ' ' -f 2)
expect 0 run "$tiny" -n 3 -o r.h5 --quiet
expect 0 info r.h5
says out "Tiny"
says out "3"
says out "$digest"
expect 0 info r.h5 --lang ja
says out "小さな市"
expect 0 info r.h5 --json
is_json out
says out '"schema_version"'

# export: plain tables with a dictionary; an existing folder is not overwritten
expect 0 export r.h5 --csv tables
for file in tables/*.csv; do
    [ -s "$file" ] || complain "$file is empty"
    columns=$(head -n 1 "$file" | tr -cd , | wc -c)
    [ "$columns" -gt 0 ] || complain "$file has one column"
done
[ "$(find tables -name '*.csv' | wc -l)" -ge 3 ] || complain "too few tables"
[ "$(head -c 3 "$(find tables -name '*.csv' | head -n 1)" | od -An -tx1 | tr -d ' ')" = efbbbf ] ||
    complain "no mark of UTF-8 for Excel"
grep -rq side_work_rate_annual tables || complain "the headline is in no table"
cp -r tables tables.kept
expect 73 export r.h5 --csv tables
diff -r tables tables.kept >/dev/null || complain "a refused export changed the tables"
expect 0 export r.h5 --csv tables --force --no-bom
[ "$(head -c 3 "$(find tables -name '*.csv' | head -n 1)" | od -An -tx1 | tr -d ' ')" != efbbbf ] ||
    complain "--no-bom has no effect"
expect 64 export r.h5

# help, version, language of the environment
expect 0 --help
says out "Exit codes"
empty err
expect 0 --version
says out "sidework "
expect 0 --help --lang ja
says out "終了コード"
LC_ALL=ja_JP.UTF-8 "$SIDEWORK" --help >out 2>err
says out "終了コード"
LC_ALL=ja_JP.UTF-8 "$SIDEWORK" check missing.cfg >out 2>err
says err "ありません"
finish
