# SPDX-License-Identifier: GPL-3.0-or-later
# sensitivity: morris and saltelli, threads, kills, resumes, both languages, JSON, a second policy, refusals; boxes of explore.
. "$SOURCE_DIR/tests/cli/common.sh"
cp "$SOURCE_DIR/tests/golden/tiny.cfg" "$SOURCE_DIR/tests/golden/parameters.cfg" .

cat >morris.cfg <<'END'
scenario = "tiny.cfg";
title = "Screening";
title_ja = "選別";
question = "What moves the rate?";
method = "morris";
points = 4;
replications = 2;
outcome = "p_ever_reached";
threshold = 0.9;
factors = (
  { key = "workload.base_load"; low = 100.0; high = 150.0; },
  { key = "plan.bank"; low = 0.0; high = 1.0; },
  { key = "plan.missed_gate"; values = ("wait", "go_on"); },
  { key = "workload.deferrable"; dist = "uniform"; low = 0.0; high = 0.5; }
);
END
sed 's/"morris"/"saltelli"/; s/"Screening"/"Shares"/; s/points = 4/points = 5/
    s/0.9;/0.005;/; s/^factors/second_order = true;\nfactors/' morris.cfg >shares.cfg

# any number of threads, the same bytes; nothing but the table on standard output
for design in morris shares; do
    expect 0 sensitivity $design.cfg --threads 1
    cp out table
    says err "result file: $design.h5"
    [ -s $design.h5.run.json ] || complain "$design.h5.run.json is missing"
    expect 0 sensitivity $design.cfg -o threads.h5 --threads 3 --quiet
    empty err
    cmp -s $design.h5 threads.h5 || complain "$design: 3 threads give other bytes"
    cmp -s out table || complain "$design: 3 threads give another table"
    rm threads.h5
done

# a threshold that is never reached is undefined, and the table says what to look at instead
expect 0 sensitivity morris.cfg --resume
says err "already done"
says out "Morris screening of Tiny: 4 trajectories, 4 factors in 4 groups"
says out "undefined: the outcome is the same at every point"
says out "set a lower threshold"
says out "Side-work rate of the last year"
says out "mu*"
says out "(other futures)"
expect 0 sensitivity morris.cfg --resume --lang ja
says out "選別"
says out "定義できない"
says out "最終年度の庁内副業率"
grep -q 'Reading\|undefined\|trajectories' out && complain "English in the Japanese table"
expect 0 sensitivity shares.cfg --resume
says out "5 rows (Latin hypercube)"
says out "is chance"
says out "(control: other futures)"
says out "pairs whose interplay is clear"
for design in morris shares; do
    expect 0 sensitivity $design.cfg --resume --json --quiet
    is_json out
    says out '"kind": "sensitivity"'
    expect 65 verify $design.h5
    says err 'of the kind "sensitivity", not the result of a run'
    expect 0 info $design.h5
    says out "workload.base_load(point)"
    says out "kind    sensitivity"
done
says out "total_index(measure group)"

# another threshold is another look at the same points
sed 's/0.005;/0.01;/' shares.cfg >lower.cfg
cp shares.h5 lower.h5
expect 0 sensitivity lower.cfg --resume
says err "already done"
says out "threshold 1 %"

# what the file holds: points are runs, and numpy finds the same indices
cat >again.py <<'END'
import sys
try:
    import h5py, numpy as np
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(0)
with h5py.File("shares.h5") as f:
    rows, groups, n = 5, 4, f["replication"].size
    y = f["side_work_rate_annual"][:, :, -1].reshape(rows, -1, n)
    assert y.shape[1] == 2 + 2 * groups + 1 and n == 2
    load = f["workload.base_load"][()].reshape(rows, -1)
    assert (load[:, 2] == load[:, 1]).all() and (load[:, 3] == load[:, 0]).all()   # AB of base_load, AB of bank
    rate = [i for i, name in enumerate(f["measure"].asstr()[()]) if name == "final_rate"][0]
    a, b = y[:, 0], y[:, 1]
    cross = lambda x, z: (x[:, 0] * z[:, 1] + x[:, 1] * z[:, 0]).mean() / 2
    variance = cross(a - b, a - b) / 2
    for g in range(groups):
        c, d = y[:, 2 + g], y[:, 2 + groups + g]
        total = (cross(a - c, a - c) + cross(b - d, b - d)) / 4 / variance
        assert np.isclose(f["total_index"][rate, g], total, rtol=1e-9), (g, total)
        m = (a.mean() + b.mean()) / 2
        first = (cross(b - m, c - a) + cross(a - m, d - b)) / 2 / variance
        assert np.isclose(f["first_index"][rate, g], first, rtol=1e-9), (g, first)
    within = y.var(axis=2, ddof=1).mean()
    assert np.isclose(f["chance_share"][rate], within / (variance + within), rtol=1e-9)
END
if [ -x "$PYTHON" ]; then
    "$PYTHON" again.py >python.out 2>&1 || complain "indices are others in numpy: $(tail -n 3 python.out)"
fi

# killed, and gone on with; made longer; not shorter
expect 0 sensitivity morris.cfg -n 8 -o whole.h5 --quiet
"$SIDEWORK" sensitivity morris.cfg -n 8 -o killed.h5 --quiet --threads 1 >/dev/null 2>&1 &
process=$!
sleep 0.3
kill -9 $process 2>/dev/null
wait $process 2>/dev/null
expect 0 sensitivity morris.cfg -n 8 -o killed.h5 --resume --quiet
cmp -s killed.h5 whole.h5 || complain "an analysis that was killed ends in other bytes"
absent killed.h5.run
cp morris.h5 longer.h5
expect 0 sensitivity morris.cfg -n 8 -o longer.h5 --resume --quiet
cmp -s longer.h5 whole.h5 || complain "2 replications made longer to 8 are not 8"
expect 65 sensitivity morris.cfg -o whole.h5 --resume

# one replication: chance is not known, so nothing is beyond it; every point fails: why is said
sed 's/"p_ever_reached"/"final_rate"/; /^threshold/d' morris.cfg >single.cfg
expect 0 sensitivity single.cfg -n 1 --quiet
says out "With one replication a point, chance cannot be told from the factors"
grep -q 'beyond chance\| yes ' out && complain "one replication, and something is beyond chance: $(cat out)"
expect 0 sensitivity single.cfg -n 1 -o single.ja.h5 --quiet --lang ja
says out "各点１回では偶然と因子を区別できず"
sed 's/"morris"/"saltelli"/' single.cfg >wide.cfg
expect 0 sensitivity wide.cfg --quiet
says out "0 cannot be told from 1"
cat >failing.cfg <<'END'
scenario = "tiny.cfg";
title = "None can be";
method = "morris";
points = 2;
replications = 2;
outcome = "final_rate";
factors = ( { key = "plan.next_start"; values = ("2019-04", "2020-04"); }, { key = "plan.bank"; low = 0.0; high = 1.0; } );
END
expect 65 sensitivity failing.cfg --quiet
empty out
says err "failing.cfg: every point failed, all 8 of them"
says err "the first: factor: plan.next_start:"
absent failing.h5 failing.h5.run

# a second policy: differences, future by future
sed 's/^factors/other = ( { key = "plan.adopted"; value = false; } ); factors/; s/outcome.*/outcome = "final_rate";/' \
    shares.cfg >policies.cfg
sed -i 's/points = 5/points = 4/; /second_order/d' policies.cfg
expect 0 sensitivity policies.cfg --estimate
says out "points        56"
expect 0 sensitivity policies.cfg --quiet
says out "difference of the policies"
says out "less the first"
expect 0 sensitivity policies.cfg --resume --lang ja --quiet
says out "政策間の差"

# refusals
expect 64 sensitivity
expect 64 sensitivity morris.cfg shares.cfg
expect 66 sensitivity nothing.cfg
expect 73 sensitivity morris.cfg
says err "morris.h5"
sed 's/"morris"/"grid"/; /^points/d' morris.cfg >grid.cfg
expect 64 sensitivity grid.cfg
says err "sidework explore"
expect 65 explore morris.cfg -o no.h5
says err "sidework sensitivity"
sed 's/points = 4/points = 4; levels = 3/' morris.cfg >odd.cfg
expect 65 sensitivity odd.cfg
says err "even number"
cp morris.cfg kept.cfg
expect 73 sensitivity kept.cfg -o kept.cfg --force
absent no.h5 grid.h5 odd.h5

# explore: boxes where the outcome is best, and none where nothing is reached
sed 's/"morris"/"latin_hypercube"/; s/points = 4/points = 48/; s/replications = 2/replications = 1/' morris.cfg >space.cfg
expect 0 explore space.cfg --quiet
says out "Where it reaches 90 % (PRIM)"
says out "nowhere: no point reaches in any future"
sed 's/points = 48/points = 120/; s/outcome.*/outcome = "final_rate";/; s/low = 100.0; high = 150.0/low = 80.0; high = 250.0/' space.cfg >best.cfg
expect 0 explore best.cfg --quiet
says out "the quarter of points with Side-work rate of the last year >="
says out "density"
cp out best
expect 0 explore best.cfg --resume --quiet --threads 3
cmp -s out best || complain "boxes depend on the threads"
expect 0 explore best.cfg --resume --quiet --lang ja
says out "最も良い領域（PRIM）"
expect 0 explore best.cfg --resume --quiet --json
is_json out
says out '"boxes_search": "searched"'
expect 0 info best.h5
says out "box_low(box factor)"

finish
