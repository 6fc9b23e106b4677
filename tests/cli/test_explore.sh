# SPDX-License-Identifier: GPL-3.0-or-later
# explore: a point is the run it stands for; threads, kills and resumes change no byte; failed points; both languages,
# JSON, estimate, refusals; the shipped designs are sound.
. "$SOURCE_DIR/tests/cli/common.sh"
cp "$SOURCE_DIR/tests/golden/tiny.cfg" "$SOURCE_DIR/tests/golden/parameters.cfg" .

cat >grid.cfg <<'END'
scenario = "tiny.cfg";
title = "Time and gates";
title_ja = "時間と基準";
question = "How much time?";
method = "grid";
replications = 6;
factors = (
  { key = "workload.base_load"; low = 110.0; high = 150.0; levels = 3; },
  { key = "plan.missed_gate"; values = ("wait", "go_on"); }
);
END

# any number of threads, the same bytes; nothing but the table on standard output
expect 0 explore grid.cfg
says out "Time and gates"
says out "6 points (every combination of the levels)"
says out "P(ever >= 3%)"
says out "Reading"
says err "result file: grid.h5"
[ -s grid.h5.run.json ] || complain "grid.h5.run.json is missing"
cp out table
for threads in 1 2 3 7; do
    expect 0 explore grid.cfg -o threads.h5 --threads $threads --quiet --force
    empty err
    cmp -s grid.h5 threads.h5 || complain "$threads threads give other bytes"
    cmp -s out table || complain "$threads threads give another table"
done

# the file's own words: Japanese, JSON, info
expect 0 explore grid.cfg --resume --lang ja
says out "時間と基準"
says out "読み方"
says err "実行済み"
grep -q 'Reading\|points (' out && complain "English in the Japanese table"
cmp -s grid.h5 threads.h5 || complain "looking at a finished exploration changes it"
expect 0 explore grid.cfg --resume --json --quiet
is_json out
says out '"p_ever_reached"'
expect 0 info grid.h5
says out "workload.base_load(point)"
expect 0 info grid.h5 --json
is_json out

# a point is the run with the same --set, to the bit
expect 0 run tiny.cfg -n 6 -o run.h5 --quiet --set workload.base_load=130.0 --set plan.missed_gate=go_on
cat >same.py <<'END'
import sys
try:
    import h5py, numpy as np
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(0)
with h5py.File("grid.h5") as e, h5py.File("run.h5") as r:
    p = 3
    assert e["workload.base_load"][p] == 130.0 and e["plan.missed_gate"][p] == b"go_on"
    for name in ("side_work_rate_annual", "first_year_reached", "load_gini", "unfulfilled", "participated"):
        assert np.array_equal(e[name][p], r[name][()], equal_nan=True), name
    heads = r["headcount"][()].reshape(6, -1, 12)
    overtime = r["overtime_hours"][()].reshape(6, -1, 12)
    assert np.allclose(e["overtime_a_head"][p], overtime.sum(2) / heads.mean(2), rtol=1e-13)
    assert np.array_equal(e["bank_registered"][p], r["bank_registered"][()].reshape(6, -1, 12)[:, :, 11])
    assert np.isclose(e["outcome"][p], r["side_work_rate_annual"][:, -1].mean(), rtol=1e-13)
END
if [ -x "$PYTHON" ]; then
    "$PYTHON" same.py >python.out 2>&1 || complain "a point is not its run: $(tail -n 3 python.out)"
fi

# made longer: 3, then 6; not shorter
expect 0 explore grid.cfg -n 3 -o longer.h5 --quiet
expect 65 explore grid.cfg -n 2 -o longer.h5 --resume
says err "more than the 2"
expect 0 explore grid.cfg -o longer.h5 --quiet --resume
cmp -s longer.h5 grid.h5 || complain "3 replications made longer to 6 are not 6"

# killed again and again, and gone on with
k=0
expect 0 explore grid.cfg -n 30 -o whole.h5 --quiet
while [ $k -lt 5 ]; do
    k=$((k + 1))
    "$SIDEWORK" explore grid.cfg -n 30 -o killed.h5 --resume --quiet --threads $((k % 3 + 1)) >/dev/null 2>&1 &
    process=$!
    sleep "0.$((k * 3 % 7 + 1))"
    kill -9 $process 2>/dev/null
    wait $process 2>/dev/null
    [ ! -e killed.h5 ] || break
done
expect 0 explore grid.cfg -n 30 -o killed.h5 --resume --quiet
cmp -s killed.h5 whole.h5 || complain "an exploration killed $k times ends in other bytes"
[ ! -e killed.h5.run ] || complain "killed.h5.run should be gone"

# a signal stops soon and says how to go on; what is there becomes a marked file; then the whole
"$SIDEWORK" explore grid.cfg -n 20000 -o signal.h5 --quiet >out 2>err &
process=$!
begun signal.h5
kill -TERM $process
wait $process
code=$?
[ "$code" -eq 143 ] || complain "SIGTERM: exit $code, expected 143"
says err "--resume goes on"
absent signal.h5
expect 65 explore grid.cfg -n 20000 -o signal.h5 --resume --seed 5
says err "digest"
rm -rf signal.h5.run
"$SIDEWORK" explore grid.cfg -n 30 -o part.h5 --quiet --threads 1 >out 2>err &
process=$!
sleep 0.4
kill -INT $process
wait $process
if [ -d part.h5.run ]; then
    expect 0 explore grid.cfg -n 30 -o part.h5 --partial --quiet
    says out "INCOMPLETE"
    expect 73 explore grid.cfg -n 30 -o part.h5
    says err "part.h5.run: its run is not finished; the same command with --resume goes on"
    expect 0 explore grid.cfg -n 30 -o part.h5 --resume --quiet
    cmp -s part.h5 whole.h5 || complain "a partial exploration gone on with ends in other bytes"
fi

# a failed point is kept with its reason, in the file and on the screen
cat >failing.cfg <<'END'
scenario = "tiny.cfg";
title = "Some cannot be";
method = "grid";
replications = 3;
factors = ( { key = "plan.next_start"; values = ("2022-04", "2020-04"); },
            { key = "plan.bank"; values = (0.0, 1.0); } );
END
expect 0 explore failing.cfg --quiet
says out "2 of 4 points failed"
says out "failed"
expect 0 explore failing.cfg --quiet --resume --json
is_json out
says out '"failed": [0,0,1,1]'
grep '"reason"' out | grep -q '\.cfg' && complain "a reason names a file: $(grep '"reason"' out)"
mkdir elsewhere
(cd elsewhere && expect 0 explore ../failing.cfg --quiet && cmp -s failing.h5 ../failing.h5) ||
    complain "where a design lies changes the bytes"
expect 0 explore failing.cfg --estimate
says out "about 2 will fail"
sed 's/"2022-04"/"2019-04"/' failing.cfg >none.cfg
expect 65 explore none.cfg --quiet
empty out
says err "none.cfg: every point failed, all 4 of them"
expect 65 explore none.cfg --quiet --lang ja
says err "4 点すべてが実行できず"
absent none.h5 none.h5.run none.h5.run.json

# one factor at a time: changes from the first point
cat >one.cfg <<'END'
scenario = "tiny.cfg";
title = "One at a time";
method = "one_at_a_time";
replications = 8;
outcome = "overtime";
factors = ( { key = "plan.bank"; values = (0.0, 0.5); }, { key = "workload.base_load"; values = (120.0, 160.0); } );
END
expect 0 explore one.cfg --quiet
says out "what is changed"
says out "as the scenario has it"
says out "95% interval, joint"
grep -q 'workload.base_load = 160.0 .*h  *\[+' out || complain "more work is not more overtime: $(cat out)"

# space-filling, every uncertain parameter; outputs for a point and replication
cat >filling.cfg <<'END'
scenario = "tiny.cfg";
title = "Everything uncertain";
method = "latin_hypercube";
points = 40;
replications = 1;
uncertain = true;
factors = ();
END
expect 0 explore filling.cfg --quiet --set workload.cover=0.3
says out "the first 30 of 40 points"
says out "factors that are only in the file"

# estimate: no output, no journals; JSON
expect 0 explore grid.cfg -o none.h5 --estimate
says out "about"
absent none.h5 none.h5.run
expect 0 explore grid.cfg -o none.h5 --estimate --lang ja
says out "メモリ"
expect 0 explore grid.cfg -o none.h5 --estimate --json
is_json out

# refusals
expect 64 explore
expect 64 explore grid.cfg failing.cfg
says err "one DESIGN.cfg"
expect 64 explore grid.cfg --shard 1/2
expect 66 explore missing.cfg
expect 73 explore grid.cfg
says err "grid.h5"
cp grid.cfg grid.cfg.kept
expect 73 explore grid.cfg -o grid.cfg --force
as_before grid.cfg
expect 73 explore grid.cfg -o tiny.cfg --force
expect 65 explore tiny.cfg
says err "tiny.cfg:"
sed 's/base_load/base_lod/' grid.cfg >slip.cfg
expect 65 explore slip.cfg
says err 'slip.cfg:8: workload.base_lod: unknown key; did you mean "workload.base_load"?'
expect 65 explore slip.cfg --lang ja
says err "「workload.base_load」ではありませんか"
sed 's/tiny.cfg/no-such.cfg/' grid.cfg >lost.cfg
expect 66 explore lost.cfg
says err "no-such.cfg"
expect 65 explore grid.cfg -o x.h5 --set plan.missed_gate=wait
says err "--set: plan.missed_gate: is a factor"
expect 65 explore grid.cfg -o x.h5 --set plan.bank=7
sed 's/"grid"/"saltelli"; points = 4/' grid.cfg >saltelli.cfg
expect 65 explore saltelli.cfg
says err "sidework sensitivity"
absent x.h5 slip.h5 lost.h5
printf 'damage' | dd of=threads.h5 bs=1 seek=3000 conv=notrunc 2>/dev/null
expect 65 explore grid.cfg -o threads.h5 --resume
expect 65 compare grid.h5 run.h5

# check knows a design from a scenario
expect 0 check grid.cfg
says out "design grid: 6 points of 2 factors, 6 replications each"
expect 0 check grid.cfg filling.cfg --json
is_json out
expect 65 check slip.cfg
says err "slip.cfg:8: workload.base_lod"
finish
