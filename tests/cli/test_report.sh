# SPDX-License-Identifier: GPL-3.0-or-later
# report: every file there, XML that is XML, numbers that are those of the file, both languages, hostile titles, results
# that are unfinished, short of values or unreadable; the same bytes again.
. "$SOURCE_DIR/tests/cli/common.sh"

expect 0 run "$tiny" -n 12 -o plan.h5 --quiet
expect 0 run "$tiny" -n 12 -o calm.h5 --quiet --set plan.adopted=false \
    --set 'title="</script><img src=x onerror=alert(1)>&"' --set 'title_ja="=cmd|<b>成り行き</b>&\"'"'"'"'
expect 64 report plan.h5
says err "-o DIR"
expect 64 report -o nothing
expect 66 report missing.h5 -o nothing
absent nothing
expect 0 report plan.h5 calm.h5 -o report
says err "report: report/index.html"
expect 73 report plan.h5 -o report
says err "exists already"
expect 0 report plan.h5 calm.h5 -o bericht --lang ja --quiet
empty err

for name in fan reach when load departments few own-work will reasons gates people hours pairs; do
    for file in "figures/$name.svg" "figures/$name.png" "figures/$name.pdf" "figures/$name-slide.svg" \
        "figures/$name-slide.png" "figures/$name-slide.pdf" "tables/$name.csv"; do
        [ -s "report/$file" ] || complain "report/$file is not there"
        [ -s "bericht/$file" ] || complain "bericht/$file is not there"
    done
    says report/index.html "id=\"fig-$name\""
done
says report/tables/dictionary.csv "fan.csv,"
says report/tables/tables.md "## Side-work rate, FY2021 to FY"
says bericht/tables/tables.md "庁内副業率の見通し"
says bericht/index.html "結論"
says bericht/index.html "令和"
says report/index.html "The answer"
[ "$(wc -c <report/index.html)" -lt 800000 ] || complain "the page is too large: $(wc -c <report/index.html)"
grep -qE '(src|href)="(https?:)?//' report/index.html && complain "the page asks for something from elsewhere"

# being_made FOLDER NAME: waits until a report is half made under the temporary names of NAME in FOLDER.
being_made() {
    tries=0
    while ! ls -d "$1/.$2.tmp-"*/figures/fan.svg >/dev/null 2>&1 && [ $tries -lt 600 ]; do
        tries=$((tries + 1))
        sleep 0.05
    done
    [ $tries -lt 600 ] || complain "$1: no report is begun after half a minute"
}

# stopped: soon, with a message, and nothing there; killed: what was there is as it was, and the rest is swept up
"$SIDEWORK" report plan.h5 -o signal --quiet >out 2>err &
process=$!
being_made . signal
kill -TERM $process
wait $process
code=$?
[ $code -eq 143 ] || complain "SIGTERM: exit $code, expected 143"
says err "signal: stopped; nothing there was changed"
absent signal
no_leavings
cp -r report again
"$SIDEWORK" report calm.h5 -o report --force --quiet --lang ja >out 2>err &
process=$!
being_made report report
kill -HUP $process
wait $process
code=$?
[ $code -eq 129 ] || complain "SIGHUP: exit $code, expected 129"
says err "report: 停止しました"
diff -r report again >/dev/null || complain "stopped, and yet changed: $(diff -rq report again)"
"$SIDEWORK" report calm.h5 -o report --force --quiet >out 2>err &
process=$!
being_made report report
kill -9 $process
wait $process 2>/dev/null
diff -r report again | grep -v '^Only in report: .report.tmp-' && complain "killed, and yet changed"
"$SIDEWORK" report plan.h5 -o killed --quiet >out 2>err &
process=$!
being_made . killed
kill -9 $process
wait $process 2>/dev/null
absent killed

# again, the same bytes; what the killed ones left is gone
expect 0 report plan.h5 calm.h5 -o report --force --quiet
diff -r report again >/dev/null || complain "the same results gave another report: $(diff -rq report again)"

no=$(find report -name '.*')
[ -z "$no" ] || complain "left behind: $no"
rm -rf .killed.tmp-*

# ... and the same from another folder, in another time zone and locale, of files with other dates
mkdir elsewhere && cp plan.h5 calm.h5 elsewhere
touch -d '2001-02-03' elsewhere/*.h5
(
    cd elsewhere && mkdir deep && TZ=Asia/Tokyo LC_ALL=ja_JP.UTF-8 LANG=ja_JP.UTF-8 USER=nobody \
        "$SIDEWORK" report plan.h5 calm.h5 -o deep/report --lang en --quiet
) || complain "no report from elsewhere"
diff -r report elsewhere/deep/report >other.txt || complain "the same results gave another report: $(head -n 3 other.txt)"

# no words of the other language, but for titles that have only one
echo "sidework run params verify sensitivity report cmd img src plan calm CSV SVG PNG PDF Word Excel FILE keep output
    Wilson Gini Monte Carlo Tiny script FALSE TRUE onerror alert Sobol Morris" >known
if [ -x "$PYTHON" ]; then
    "$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" ja known bericht/index.html bericht/figures/*.svg || complain "see above"
    sed 's/=cmd|&lt;b&gt;成り行き//' report/index.html >plain.html
    "$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" en known plain.html report/figures/*.svg || complain "see above"
    "$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" ja known report/index.html >found && complain "an English page passes"
fi

# XML, numbers, texts
if [ -x "$PYTHON" ]; then
    "$PYTHON" "$SOURCE_DIR/tests/cli/report_numbers.py" plan.h5 calm.h5 report bericht || complain "see above"
fi
if command -v pdftotext >/dev/null 2>&1; then
    for name in fan:庁内副業率 fan-slide:令和 people:チーム; do
        word=${name#*:}
        name=${name%:*}
        pdftotext "bericht/figures/$name.pdf" words.txt 2>/dev/null
        says words.txt "$word"
        [ "$(wc -c <"bericht/figures/$name.pdf")" -lt 80000 ] ||
            complain "$name.pdf has $(wc -c <"bericht/figures/$name.pdf") bytes: a font with all its subroutines"
        pdffonts "bericht/figures/$name.pdf" 2>/dev/null | tail -n +3 | grep -v ' yes yes yes ' &&
            complain "$name.pdf: a font is not embedded or cannot be searched"
    done
    pdfinfo report/figures/fan.pdf 2>/dev/null | grep -E '^(CreationDate|ModDate)' | grep -vq 1980 &&
        complain "fan.pdf carries a date of its own"
fi

# hostile titles stay texts
for page in report/index.html bericht/index.html; do
    grep -qE '<img|<b>成り行き|onerror=alert\(1\)>' "$page" && complain "$page holds a title as markup"
done
grep -rq '^=cmd' bericht/tables && complain "a title became a formula"
says bericht/tables/fan.csv "'=cmd|"

# what is missing is said
expect 0 run "$tiny" -n 12 -o few.h5 --quiet --set output.keep=summaries
expect 0 report few.h5 -o few --quiet
says few/index.html "kept only part of its values"
says few/index.html "do not hold what this part takes"
says few/index.html 'id="fig-fan"'
absent few/figures/load.svg
head -c 3000 plan.h5 >torn.h5
expect 65 report few.h5 torn.h5 -o torn --quiet
says err "torn.h5"
says torn/index.html "Not everything could be read"
says torn/index.html "torn.h5"
expect 65 report torn.h5 -o none
absent none
cp plan.h5 plan.h5.kept
mkdir blocked && cp plan.h5 blocked/index.html
expect 73 report plan.h5 -o blocked
as_before plan.h5
expect 73 report plan.h5 -o absent/parent
says err "absent: no folder can be made there"
echo text >file
ln -s nowhere dangling
expect 73 report plan.h5 -o file --force
expect 73 report plan.h5 -o dangling --force
# a folder that is there keeps what is not the report's; with --force a folder where a figure belongs is refused whole
mkdir -p mine/figures && echo mine >mine/figures/mine.txt
expect 0 report few.h5 -o mine/ --quiet
says mine/figures/mine.txt mine
says mine/index.html 'id="fig-fan"'
rm mine/figures/fan.svg && mkdir mine/figures/fan.svg
cp mine/index.html mine/index.html.kept
expect 73 report few.h5 -o mine --force --lang ja --quiet
says err "mine/figures/fan.svg"
as_before mine/index.html
if [ "$(id -u)" -ne 0 ]; then
    mkdir shut
    chmod 500 shut
    expect 73 report plan.h5 -o shut/report
    expect 73 report plan.h5 -o shut
fi
set -- plan.h5 plan.h5 plan.h5
expect 64 report "$@" "$@" "$@" -o many
says err "at most 8"

# beside results: sensitivity files sort the register and say how, of whatever scenario they are; explorations, posteriors
cat >screen.cfg <<END
scenario = "$tiny";
title = "Screening <b>&";
title_ja = "選別 <b>&";
method = "morris";
points = 4;
replications = 2;
outcome = "final_rate";
factors = (
  { key = "workload.base_load"; low = 100.0; high = 150.0; },
  { key = "plan.bank"; low = 0.0; high = 1.0; },
  { key = "workload.deferrable"; dist = "uniform"; low = 0.0; high = 0.5; }
);
END
sed 's/"morris"/"saltelli"/; s/Screening/Shares/' screen.cfg >shares.cfg
sed 's/"morris"/"latin_hypercube"/; s/Screening/Tried/' screen.cfg >tried.cfg
sed 's/final_rate/p_ever_reached/; s/method/threshold = 0.9;\nmethod/' screen.cfg >never.cfg
cat >facts.cfg <<'END'
title = "Tiny survey <i>";
observations = (
  { name = "hours"; quantity = "side_work_hours"; fiscal_year = 2021; value = 14.3; sd = 1; source = "invented"; text = "Hours <i>"; },
  { name = "rate"; quantity = "side_work_rate_annual"; fiscal_year = 2021; value = 0.0086; sd = 0.0005; source = "invented";
    text = "Rate"; }
);
END
for name in screen shares never; do
    expect 0 sensitivity $name.cfg -o $name.h5 --quiet
done
expect 0 explore tried.cfg -o tried.h5 --quiet
expect 0 calibrate facts.cfg "$SOURCE_DIR/scenarios/exact/drawn_once.cfg" --simulations 2000 --particles 200 -o learned.h5 --quiet
for language in en ja; do
    expect 0 report tried.h5 plan.h5 screen.h5 shares.h5 learned.h5 -o beside-$language --lang $language --quiet
    grep -qE '<b>&|(survey|Hours) <i>' beside-$language/index.html && complain "a title of a study stands on the page as markup"
done
says beside-en/index.html "Sorted by mu* (Morris)"
says beside-en/index.html "Sorted by the total Sobol"
says beside-en/index.html "What was tried: Tried &lt;b&gt;&amp;"
says beside-en/index.html "What the facts teach"
says beside-en/index.html "None of the results of this report was drawn from this posterior"
says beside-ja/index.html "観測値から何が分かるか"
grep -q "order of their rank correlation" beside-en/index.html && complain "two orders are named"
grep -q "made from other settings than all results of this report (its" beside-en/index.html &&
    complain "the same scenario is called another"
grep -qF "No sensitivity file was given" report/index.html || complain "the page does not say what its order is"
head -c 4000 screen.h5 >half.h5
expect 65 report calm.h5 screen.h5 never.h5 half.h5 -o other --quiet
says other/index.html "was made from other settings than all results"
says other/index.html "looked at instead: Side-work rate of the last year"
says other/index.html "half.h5"
expect 65 report screen.h5 learned.h5 -o alone
says err "stand beside results"
absent alone
# the tables that have no figure, as `export` gives them, and the register
for name in tried:points:points screen:influence:influence-2 shares:influence:influence-3 learned:posterior:posterior learned:facts:facts; do
    file=${name%%:*}
    table=${name#*:}
    expect 0 export $file.h5 --csv $file-csv --lang en --force --quiet
    cmp -s "$file-csv/${table%:*}.csv" "beside-en/tables/${table#*:}.csv" || complain "another ${table#*:}.csv in the report"
done
says beside-en/tables/tables.md '| plan.bank |'
[ ! -x "$PYTHON" ] || "$PYTHON" "$SOURCE_DIR/tests/cli/export_study.py" beside-en/tables plan.h5 || complain "see above"
if [ -x "$PYTHON" ]; then
    "$PYTHON" "$SOURCE_DIR/tests/cli/report_beside.py" beside-en/index.html screen.h5 shares.h5 tried.h5 || complain "see above"
fi

# no future reaches a goal: said, with what cannot be ruled out, and not drawn as empty curves
expect 0 run "$tiny" -n 12 -o low.h5 --quiet --set 'simulation.thresholds=[0.9, 0.91, 0.92]'
expect 0 report low.h5 -o low --quiet
says low/index.html "no future does"
absent low/figures/when.svg
says low/tables/reach.csv "90% or more"

# no Japanese font: a message instead of boxes
cat >fonts.conf <<'END'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>
END
FONTCONFIG_FILE=$PWD/fonts.conf "$SIDEWORK" report plan.h5 -o boxes --lang ja >out 2>err
[ $? -eq 66 ] || complain "without fonts: $(cat err)"
says err "fonts-noto-cjk"
absent boxes
finish
