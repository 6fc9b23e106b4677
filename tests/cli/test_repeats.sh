# SPDX-License-Identifier: GPL-3.0-or-later
# Replications that share draws of what is uncertain (simulation.repeats): which draw a replication has follows from its
# number alone, so threads, shards, longer runs and resumes agree to the byte; the table, JSON, HDF5 and CSV say what of
# the spread is not known and what is chance; comparing and verifying go on working.
. "$SOURCE_DIR/tests/cli/common.sh"
n=22 # of 4: the last draw has two
repeats="--set simulation.repeats=4 --set simulation.years=2"

# shellcheck disable=SC2086 # options are words
expect 0 run "$tiny" $repeats -n $n -o whole.h5 --quiet --threads 1
cp out table
says table "6 draws of what is uncertain, up to 4 replications each"
says table "Where the spread comes from"
expect 0 run "$tiny" $repeats -n $n -o threads.h5 --quiet --threads 4
cmp -s whole.h5 threads.h5 || complain "threads change bytes"
for k in 1 2 3; do
    expect 0 run "$tiny" $repeats -n $n --shard $k/3 -o shards.h5 --quiet
done
expect 0 merge shards.h5 --quiet
cmp -s whole.h5 shards.h5 || complain "shards change bytes"
cmp -s out table || complain "the table of shards is another"
expect 0 run "$tiny" $repeats -n 7 -o longer.h5 --quiet
expect 0 run "$tiny" $repeats -n $n -o longer.h5 --resume --quiet
cmp -s whole.h5 longer.h5 || complain "a longer run changes bytes"
expect 0 run "$tiny" $repeats -n $n -o longer.h5 --resume --quiet
cmp -s out table || complain "the table of the file is another"
expect 0 verify whole.h5 -n $n

# without them every replication has its own draw, and the table says how to get the split
expect 0 run "$tiny" --set simulation.years=2 -n 6 -o each.h5 --quiet
says out "--set simulation.repeats=10"
expect 0 run "$tiny" $repeats -n $n -o whole.h5 --resume --lang ja --quiet
says out "ばらつきの内訳"
expect 0 run "$tiny" --set simulation.years=2 --set simulation.repeats=4 -n 24 -o more.h5 --json --quiet
is_json out
says out '"repeats": 4'
says out '"draws": 6'
says out '"p_ever_reached_share_unknown_low"'
expect 0 info whole.h5
says out "repeats      4"
expect 0 export whole.h5 --csv csv
[ "$(wc -l <csv/spread.csv)" -eq $((1 + 3 + 3 * 2)) ] || complain "spread.csv: $(cat csv/spread.csv)"
says csv/dictionary.csv "spread.csv,share_unknown_low"
expect 0 export each.h5 --csv plain
absent plain/spread.csv

# summaries alone say the same, whether from rows or (with --precision, many) not
expect 0 run "$tiny" $repeats -n $n --set 'output.keep="summaries"' -o short.h5 --quiet
sed -e 1,4d -e '/^Gates/,$d' table >a
sed -e 1,4d -e '/^Gates/,$d' out >b
cmp -s a b || complain "summaries say something else"
expect 0 verify short.h5 -n $n

# the same draws under two policies are pairs; other repeats are other draws
expect 0 run "$tiny" $repeats --set willingness.peers=0 -n $n -o other.h5 --quiet
expect 0 compare whole.h5 other.h5
grep -q "NOT PAIRED" out && complain "the same draws are no pairs"
expect 0 compare whole.h5 each.h5
says out "draws"

if [ -x "$PYTHON" ] && "$PYTHON" -c 'import h5py' 2>/dev/null; then
    "$PYTHON" - <<'END' || complain "parameter_value, errors or the split are not what they should be"
import h5py, math, sys
import numpy as np
whole, each = h5py.File("whole.h5"), h5py.File("each.h5")
p, q = whole["parameter_value"][()], each["parameter_value"][()]
assert p.shape[0] == 22 and all((p[r] == q[r // 4]).all() for r in range(22))
assert whole.attrs["repeats"] == 4 and whole.attrs["draws"] == 6
assert "repeats" not in each.attrs and "side_work_rate_annual_share_unknown" not in each
x = whole["side_work_rate_annual"][()]
groups = [x[i:i + 4] for i in range(0, 22, 4)]
N, D = 22, 6
msb = sum(len(g) * (g.mean(0) - x.mean(0)) ** 2 for g in groups) / (D - 1)
msw = sum(((g - g.mean(0)) ** 2).sum(0) for g in groups) / (N - D)
n0 = (N - sum(len(g) ** 2 for g in groups) / N) / (D - 1)
between = (msb - msw) / n0
assert np.allclose(whole["side_work_rate_annual_variance_within"][()], msw, rtol=1e-9)
assert np.allclose(whole["side_work_rate_annual_variance_between"][()], between, rtol=1e-9)
assert np.allclose(whole["side_work_rate_annual_share_unknown"][()], between / (between + msw), rtol=1e-9)
low, high = (whole["side_work_rate_annual_share_unknown_" + end][()] for end in ("low", "high"))
assert (low < high).all()
END
fi
finish
