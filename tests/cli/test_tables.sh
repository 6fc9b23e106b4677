# SPDX-License-Identifier: GPL-3.0-or-later
# params, check, info, export, help and version: what they print, and in which language.
. "$SOURCE_DIR/tests/cli/common.sh"

# the parameter reference in every form; the shipped file of defaults and the page of parameters are made by the command and current
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
cmp -s out "$SOURCE_DIR/models/PARAMETERS.md" ||
    complain "models/PARAMETERS.md is not what 'sidework params --md' makes"
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

# check for programs: one list, an object a file, good or bad
printf 'title = "cut' >cut.cfg
expect 65 check "$tiny" cut.cfg missing.cfg --json
is_json out
says err "cut.cfg:"
says err "missing.cfg"
if [ -x "$PYTHON" ]; then
    "$PYTHON" -c '
import json
good, cut, missing = json.load(open("out", encoding="utf-8"))
assert good["ok"] is True and good["errors"] == [] and good["parameters"] > 100, good
assert good["uncertain"] > 0 and len(good["digest"]) == 64, good
assert cut["path"] == "cut.cfg" and cut["ok"] is False and "cut.cfg:" in cut["errors"][0], cut
assert missing["ok"] is False and missing["digest"] is None and missing["errors"], missing' ||
        complain "check --json says something else"
fi
expect 0 check "$tiny" --json
is_json out
expect 64 check "$tiny" --json --effective
empty out

# several scenarios for programs: one document, also where they are done already
cp "$tiny" first.cfg
cp "$tiny" second.cfg
cp "$SOURCE_DIR/tests/golden/parameters.cfg" .
for again in '' --resume; do
    expect 0 run first.cfg second.cfg -n 2 -o many --json --quiet $again
    is_json out
    [ "$(grep -c '"seed_text"' out)" -eq 2 ] || complain "not one object a scenario"
done
expect 0 info many/first.h5 many/second.h5 --json
is_json out

# one is one; where none or all hit, the Monte Carlo error is not called 0.0
expect 0 run "$tiny" -n 1 -o single.h5
says out "1 replication,"
grep -E '^  >= ' out | head -n 3 | grep -q ' 0\.0  .* 0\.0$' && complain "an error of 0.0: $(cat out)"
says out " –"
expect 0 run "$tiny" -n 1 -o single.h5 --force --lang ja
says out " –"

# informal help is only ever wished for
expect 0 run "$tiny" -n 2 -o wish.h5
grep -qE '^  informal +[0-9]+ / – +[0-9]+ / –$' out || complain "informal hours: $(grep informal out)"

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
columns() { # columns FILE: its headings, without mark and carriage return
    head -n 1 "$1" | tr -d '\r' | sed 's/^\xef\xbb\xbf//'
}
says tables/overview.csv "item,statistic,unit,FY"
says tables/overview.csv "Side-work rate,median,%,"
says tables/overview.csv "3 % has been reached,probability,%,"
for row in "Took part" "Want to take part" "Registered" "Cooperators" "Understand" "Overtime" "Own work" "Staff"; do
    grep -q "^$row" tables/overview.csv || complain "overview.csv has no row '$row'"
done
columns tables/replications.csv | grep -q 'no plan' && complain "the state without a plan has no gate"
columns tables/replications.csv | grep -q 'gate_month_first' || complain "no gate of the first phase"
expect 0 export r.h5 --csv japanese --lang ja
for file in japanese/*.csv; do
    columns "$file" | sed 's/([^)]*)//g; s/FY[0-9]*//g' | grep -q '[a-z_]\{3\}' &&
        complain "$file has headings that are not Japanese: $(columns "$file")"
done
says japanese/overview.csv "項目,統計量,単位,"
says japanese/overview.csv "年度(FY"
says japanese/dictionary.csv "ファイル,列,単位,英語,日本語"
for file in tables/overview.csv japanese/overview.csv; do
    [ "$(columns "$file" | tr -cd , | wc -c)" -eq "$(sed -n 2p "$file" | tr -cd , | wc -c)" ] || complain "$file is torn"
done

# a file that kept only quantiles still gives them
expect 0 run "$tiny" -n 3 -o q.h5 --set output.keep=summaries --quiet
expect 0 export q.h5 --csv quantiles --no-bom
says quantiles/yearly.csv "side_work_rate_annual,"
grep -q 'side_work_rate_annual,.*,1,3,,,0' quantiles/yearly.csv || complain "yearly.csv: $(head -n 2 quantiles/yearly.csv)"
says quantiles/overview.csv "Side-work rate,median,%,"
says quantiles/dictionary.csv "indicator: side_work_rate_annual"
absent quantiles/replications.csv

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
