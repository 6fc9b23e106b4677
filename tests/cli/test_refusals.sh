# SPDX-License-Identifier: GPL-3.0-or-later
# Exit codes and messages for wrong usage, bad and missing input, outputs that cannot be made.
. "$SOURCE_DIR/tests/cli/common.sh"

# 64: usage
expect 64
says err "sidework run"
expect 64 run
says err "which file"
expect 64 run "$tiny" --no-such-option
says err "--no-such-option"
expect 64 run "$tiny" -n
expect 64 run "$tiny" --threads 0
expect 64 run "$tiny" --threads two
expect 64 run "$tiny" --set simulation.years
expect 64 run "$tiny" --lang fr
expect 64 run "$tiny" --quiet=yes
expect 64 check "$tiny" -o x.h5
says err "not an option of check"
expect 64 dance "$tiny"
says err "no such verb"
for verb in compare explore sensitivity calibrate merge report verify update backcast explain; do
    # a name that has come to work is tested elsewhere; until then it says so
    "$SIDEWORK" $verb >out 2>err
    got=$?
    [ "$got" -eq 64 ] || complain "$verb: exit $got, expected 64"
    empty out
done
for verb in update backcast explain; do
    expect 64 $verb
    says err "reserved"
done

# 66: input missing
expect 66 run missing.cfg
says err "missing.cfg"
expect 66 check missing.cfg
expect 66 info missing.h5
expect 66 export missing.h5 --csv tables
absent missing.h5 tables

# 65: bad input, all errors at once, file:line: key:
cp "$SOURCE_DIR/tests/golden/parameters.cfg" .
cat >bad.cfg <<'END'
extends = "parameters.cfg";
title = "Bad";
simulation = {
  years = 400;
  warm_upp = 3;
};
matching = { obey = 1.5; };
END
for verb in check run; do
    expect 65 $verb bad.cfg
    says err "bad.cfg:4: simulation.years: "
    says err "bad.cfg:5: simulation.warm_upp: "
    says err "warm_up"
    says err "bad.cfg:7: matching.obey: "
    says err "staff.departments"
    empty out
done
absent bad.h5
sed 's/women_counts = \[15/women_counts = [150/; s/age_counts = \[4/age_counts = [5/' "$tiny" >sums.cfg
line=$(grep -n 'age_counts' sums.cfg | cut -d: -f1)
expect 65 run sums.cfg
says err "sums.cfg:$line: staff.age_counts: sums to 61"
says err "sums.cfg:$((line + 1)): staff.women_counts: entry 1 is 150 women of 36 people"
expect 65 check sums.cfg --lang ja
says err "sums.cfg:$line: staff.age_counts: 合計は 61 人"
expect 65 run "$tiny" --set simulation.years=many
says err "--set"
# what could only be meant otherwise: refused by check and by run alike, before a future is simulated
wrong() { # wrong SETTING ENGLISH JAPANESE
    for verb in check run; do
        expect 65 $verb "$tiny" --set "$1"
        says err "$2"
        empty out
    done
    expect 65 check "$tiny" --set "$1" --lang ja
    says err "$3"
}
wrong 'personnel.headcount=({ year = 2015; staff = 60; })' \
    'fiscal year 2015 is before the base year 2021' '2015 年度は基準年度 2021 より前です'
wrong 'plan.criteria=({ phase = 1; indicator = "side_work_rate"; at_least = 7; })' \
    'cannot be 7; allowed: 0 to 1 (a share; for percent write 0.07)' 'パーセントなら 0.07 と書きます'
wrong 'staff.departments=({ name = "A"; name_ja = "あ"; administrative = 2; }, { name = "A"; name_ja = "い"; })' \
    'departments 1 and 2 are both called A' '1 番目と 2 番目の部の名称がどちらも A です'
says err '職員がいません'
wrong 'staff.age_administrative=[0, 0, 0, 0, 0, 0, 0, 0, 0]' 'all weights are 0' '重みがすべて 0 です'
wrong 'staff.age_junior=[0, 0, 0, 0, 0, 0, 0, 0, 0]' 'cannot be met together' '同時に満たせません'
wrong 'matching.obey=0.12345678901234567891' 'write 0.12345678901234568' '0.12345678901234568 と書いてください'
printf 'title = "cut' >cut.cfg
expect 65 check cut.cfg
says err "cut.cfg:"

# 65: one kind of file where another belongs
cat >design.cfg <<'END'
scenario = "nowhere.cfg";
method = "grid";
factors = ();
END
printf 'observations = ();\n' >facts.cfg
printf '\211HDF\r\n\032\n and more' >none.h5
expect 65 run design.cfg
says err "is a design, not a scenario"
expect 65 run facts.cfg --lang ja
says err "観測値のファイルです"
for verb in run check explore sensitivity; do
    expect 65 $verb none.h5
    says err "is a result file (HDF5)"
done

# 65: observations: a percentage where a share belongs, seen without a scenario; a year that the scenario beside them lacks
fact() { # fact QUANTITY YEAR VALUE
    cat >fact.cfg <<END
title = "One";
observations = (
  { name = "a"; quantity = "$1"; fiscal_year = $2; value = $3; sd = 0.01; source = "invented"; text = "x"; } );
END
}
for quantity in survey_willing side_work_rate_annual load_top10_share; do
    fact $quantity 2021 35
    expect 65 check fact.cfg
    says err "fact.cfg:3: observations[0].value: $quantity is a share, from 0 to 1, not 35 (for percent write 0.35)"
done
expect 65 check fact.cfg --lang ja
says err "パーセントなら 0.35 と書きます"
fact survey_willing 2035 0.35
expect 0 check fact.cfg
says out "fact.cfg: ok (1 fact; calibrate looks"
expect 65 check fact.cfg "$tiny"
says err "fact.cfg:3: observations[0].fiscal_year: the scenario simulates the fiscal years 2021 to "
says err "not 2035"
says out "ok ("
expect 65 check "$tiny" fact.cfg --lang ja
says err "2035 年度はありません"
expect 65 check --json fact.cfg "$tiny"
is_json out
says out "not 2035"
fact survey_willing 2021 0.35
expect 0 check fact.cfg "$tiny"
says out "fact.cfg: ok (1 fact, looked up in $tiny)"
fact survey_wiling 2021 0.35
expect 65 check fact.cfg "$tiny"
says err 'did you mean "survey_willing"?'

# 65: results that are none
printf 'not a result' >text.h5
expect 65 info text.h5
says err "text.h5"
expect 0 run "$tiny" -n 2 -o good.h5 --quiet
head -c 20000 good.h5 >short.h5
expect 65 info short.h5
expect 65 export short.h5 --csv tables
absent tables
expect 65 run "$tiny" -n 2 -o short.h5 --resume

# 73: known before anything is simulated, so it takes no time even for a million futures
started=$(date +%s)
expect 73 run "$tiny" -n 1000000 -o nowhere/a.h5
says err "nowhere"
mkdir taken.h5
expect 73 run "$tiny" -n 1000000 -o taken.h5 --force
expect 73 run "$tiny" -n 1000000 -o /dev/null --force
if [ "$(id -u)" -ne 0 ]; then
    mkdir shut
    chmod 500 shut
    expect 73 run "$tiny" -n 1000000 -o shut/a.h5
fi
[ $(($(date +%s) - started)) -lt 30 ] || complain "outputs were tried only after the simulation"
empty out

# 74: standard output is full; the result is there all the same
if [ -w /dev/full ]; then
    "$SIDEWORK" run "$tiny" -n 2 -o full.h5 >/dev/full 2>err
    got=$?
    [ "$got" -eq 74 ] || complain "full standard output: exit $got, expected 74"
    expect 0 info full.h5
    for words in params --version --help; do
        "$SIDEWORK" $words >/dev/full 2>err
        got=$?
        [ "$got" -eq 74 ] || complain "$words to a full output: exit $got, expected 74"
    done
fi

# 74: a file may not grow, the reader of standard output is gone: an error like any other, no death by a signal,
# nothing half written, and a result that was finished is kept
limited() { # limited BLOCKS CODE ARGUMENT...
    blocks=$1
    code=$2
    shift 2
    (ulimit -f "$blocks" && exec "$SIDEWORK" "$@") >out 2>err
    got=$?
    [ "$got" -eq "$code" ] || complain "sidework $* within $blocks blocks: exit $got, expected $code: $(cat err)"
}
for blocks in 0 1 8 20 40 80; do
    limited $blocks 74 run "$tiny" -n 2 -o small.h5 --resume --quiet
    absent small.h5
    no_leavings
done
expect 0 run "$tiny" -n 2 -o small.h5 --resume --quiet
expect 0 info small.h5
limited 1 74 export small.h5 --csv little
says err "cannot be written"
no_leavings
(
    sleep 1 # until the reader is gone
    "$SIDEWORK" run "$tiny" -n 2 -o pipe.h5 2>err
    echo $? >code
) | true
while [ ! -s code ]; do sleep 0.1; done
[ "$(cat code)" = 74 ] || complain "a closed pipe: exit $(cat code), expected 74"
says err "the result is in pipe.h5"
expect 0 info pipe.h5

# what a killed process left is removed by the next write of the same name, and nothing else is
true &
gone=$!
wait $gone
mkdir swept
for name in .a.h5.tmp-$gone .a.h5.tmp-$gone-3; do echo old >swept/$name; done
for name in .a.h5.tmp-$$ .a.h5.tmp-${gone}x .a.h5.tmp- .a.h5.tmp--$gone .b.h5.tmp-$gone a.h5.tmp-$gone; do
    echo old >"swept/$name"
done
mkdir swept/.a.h5.tmp-$gone-4
expect 0 run "$tiny" -n 2 -o swept/a.h5 --quiet
absent swept/.a.h5.tmp-$gone swept/.a.h5.tmp-$gone-3
for name in .a.h5.tmp-$$ .a.h5.tmp-${gone}x .a.h5.tmp- .a.h5.tmp--$gone .b.h5.tmp-$gone a.h5.tmp-$gone; do
    [ -e "swept/$name" ] || complain "$name was not ours to remove"
done
[ -d swept/.a.h5.tmp-$gone-4 ] || complain "a folder was removed"
rm -r swept

# 73: the name of OUT.run.json would be too long: known before anything is simulated
long=$(printf '%0250d' 0 | tr 0 n)
expect 73 run "$tiny" -n 1000000 -o "$long"
says err ".run.json"
absent "$long" "$long.run"
mkdir way.h5.run.json
expect 73 run "$tiny" -n 1000000 -o way.h5
says err "way.h5.run.json"
absent way.h5
# an output that is what the command reads, by whatever name, is refused, with --force too
cp "$SOURCE_DIR"/tests/golden/*.cfg .
cp tiny.cfg tiny.cfg.kept
cp parameters.cfg parameters.cfg.kept
ln tiny.cfg twin.cfg
expect 73 run tiny.cfg -n 2 -o tiny.cfg --force
says err "would be lost"
expect 73 run tiny.cfg -n 2 -o ./twin.cfg --force
expect 73 run tiny.cfg -n 2 -o parameters.cfg --force # which tiny.cfg extends
as_before tiny.cfg
as_before parameters.cfg
ln -s elsewhere.h5 link.h5
expect 73 run tiny.cfg -n 2 -o link.h5 --force
absent elsewhere.h5

# names that would steer a terminal are refused before they are shown, and shown escaped; the same within scenarios
escape=$(printf '\033')
for name in "e$escape[31mvil.h5" "two
lines.h5" "$(printf 'a\342\200\256b.h5')" "$(printf 'a\302\233b.h5')" "$(printf 'a\377b.h5')"; do
    expect 64 run "$tiny" -n 2 -o "$name"
    says err "rename it"
    [ "$(wc -l <err)" -eq 1 ] || complain "a name takes more than a line: $(cat err)"
    absent "$name"
    cp "$tiny" "$name"
    for verb in check run info verify compare export; do
        expect 64 $verb "$name"
        if LC_ALL=C grep -q "$escape" out err; then complain "$verb shows a name as it is"; fi
    done
    rm "$name"
done
for code in '\033' '\302\233' '\342\200\256' '\342\200\250' '\342\201\246' '\177'; do
    printf "extends = \"tiny.cfg\";\ntitle = \"a${code}b\";\n" >steering.cfg
    expect 65 check steering.cfg
    says err "steering.cfg:2: control character 0x"
done

# a directory that vanishes under a run: not a success, and said
mkdir gone
(cd gone && exec "$SIDEWORK" run "$tiny" -n 400 -o out.h5 --quiet >/dev/null 2>../gone.err) &
run=$!
while [ ! -d gone/out.h5.run ]; do sleep 0.05; done
rm -rf gone
wait $run
code=$?
[ $code -eq 73 ] || [ $code -eq 74 ] || complain "a run whose directory vanished ends with $code"
[ -s gone.err ] || complain "a run whose directory vanished says nothing"

finish
