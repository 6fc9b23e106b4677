# SPDX-License-Identifier: GPL-3.0-or-later
# compare: pairs, what cannot be paired, several scenarios, both languages, JSON, HDF5, refusals.
. "$SOURCE_DIR/tests/cli/common.sh"

expect 0 run "$tiny" -n 24 -o plan.h5 --quiet
expect 0 run "$tiny" -n 24 -o drift.h5 --quiet --set plan.adopted=false
expect 0 run "$tiny" -n 16 -o short.h5 --quiet --set dialogue.sessions=0
expect 0 run "$tiny" -n 6 -o seed.h5 --quiet --seed 5
expect 0 run "$tiny" -n 8 -o quantiles.h5 --quiet --set output.keep=summaries
expect 0 run "$tiny" -n 6 -o annual.h5 --quiet --set output.keep=annual
expect 0 run "$tiny" -n 6 -o prior.h5 --quiet --set 'environment.population_work={ dist = "uniform"; low = 0.1; high = 0.5; }'
expect 0 run "$tiny" -n 6 -o sure.h5 --quiet --set environment.population_work=0.25
expect 0 run "$tiny" -n 6 -o staff.h5 --quiet --set staff.second_skill=0.9

# a file beside itself: every difference is exactly 0
cp plan.h5 copy.h5
expect 0 compare plan.h5 copy.h5
says out "paired"
says out "the same in every future"
says out "+0.000 pp    [+0.000, +0.000]"
empty err
expect 0 compare plan.h5 copy.h5 --json
is_json out
cp out itself.json

# two policies, in both languages; nothing but the table on standard output
expect 0 compare drift.h5 plan.h5
says out "Comparison with a base, FY2022 to FY2024"
says out "P(ever >= 3%)"
says out "Years gained, >= 5%"
says out "Overtime, final year"
says out "Backlog at the end"
says out "Load: Gini coefficient"
says out "Feel no fulfilment"
says out "never counts 0"
grep -q 'Final rate .*clear: higher' out || complain "the plan is not clearly higher: $(cat out)"
expect 0 compare drift.h5 plan.h5 --lang ja
says out "基準との比較"
says out "明確に高い"
says out "到達せずは0年"
grep -qi 'final rate\|paired' out && complain "English in the Japanese table"
expect 0 compare drift.h5 plan.h5 --json
is_json out
cp out two.json

# several at once; what is not paired is said to be so, and why
expect 0 compare plan.h5 short.h5 drift.h5 seed.h5 -o all.h5
cp out all.txt
# what is in a comparison can be asked; it is not taken for a result
expect 0 info all.h5
says out "scenario [4]"
says out "plan, short, drift, seed"
says out "difference(comparison outcome)"
expect 0 info all.h5 --lang ja
says out "基準とシナリオの比較"
expect 0 info all.h5 plan.h5 --json
is_json out
says out '"kind": "comparison"'
for words in "verify all.h5" "compare plan.h5 all.h5" "export all.h5 --csv tables"; do
    # shellcheck disable=SC2086
    "$SIDEWORK" $words >out 2>err
    got=$?
    [ $got -eq 65 ] || complain "$words: exit $got, expected 65"
    cat out >>err
    says err 'kind "comparison"'
done
absent tables
cp all.txt out
says out "short: only the first 16 replications"
says out "seed: NOT PAIRED"
says out "another seed (2021, 5)"
says out "95% interval, joint"
says out "what is not paired with the base is not ranked"
says err "all.h5"
expect 0 compare plan.h5 staff.h5
says out "other synthetic staff"
expect 0 compare plan.h5 prior.h5
says out "environment.population_work"
expect 0 compare plan.h5 sure.h5
says out "uncertain in only one"
grep -q 'NOT PAIRED' out && complain "a parameter that one is sure of is no obstacle"
expect 0 compare plan.h5 quantiles.h5
says out "only probabilities"
says out "not known"
grep -q 'P(ever >= 5%).*clear\|P(ever >= 5%).*unclear' out || complain "no probability of a file of quantiles"
expect 0 compare quantiles.h5 quantiles.h5
expect 0 compare plan.h5 annual.h5
grep -q 'Overtime, final year .*not known' out || complain "overtime of a file without months"
grep -q 'Load: Gini coefficient .*same' out || complain "yearly values of a file without months"

# what the numbers mean, checked from outside
if [ -x "$PYTHON" ]; then
    "$PYTHON" - <<'END' || complain "the JSON says something else"
import json
import math

itself = json.load(open("itself.json", encoding="utf-8"))
assert itself["schema_version"] == 1 and itself["scenario"][1]["paired"] is True
for low, difference, high in zip(itself["difference_low"][0], itself["difference"][0], itself["difference_high"][0]):
    assert difference == 0 and low <= 0 <= high
assert itself["rank_probability"] == [[0.5, 0.5], [0.5, 0.5]]

two = json.load(open("two.json", encoding="utf-8"))
names = two["outcome"]
for key in ("difference", "pairing_gain", "verdict", "replications_further", "outcome_threshold"):
    assert len(two[key][0] if isinstance(two[key][0], list) else two[key]) == len(names), key
final = names.index("side_work_rate_annual")
gain = two["pairing_gain"][0][final]
assert gain > 1, gain
assert two["verdict"][0][final] == "higher" and two["replications_further"][0][final] == 0
END
fi
if "$PYTHON" -c 'import h5py, numpy' 2>/dev/null; then
    "$PYTHON" - <<'END' || complain "the numbers are not those of the files"
import json
import h5py
import numpy

two = json.load(open("two.json", encoding="utf-8"))
rows = [(n, t) for n, t in zip(two["outcome"], two["outcome_threshold"])]
with h5py.File("drift.h5") as a, h5py.File("plan.h5") as b:
    rate = [f["side_work_rate_annual"][:, 1:] for f in (a, b)]
    overtime = [f["overtime_hours"][:, -12:].sum(axis=1) / f["headcount"][:, -12:].mean(axis=1) for f in (a, b)]
    gini = [f["load_gini"][:, -1] for f in (a, b)]
    first = [f["first_year_reached"][:, :] for f in (a, b)]
    last = a["fiscal_year"][-1]
def close(name, threshold, base, other):
    at = rows.index((name, threshold))
    assert abs(two["value_base"][0][at] - base.mean()) < 1e-12, (name, base.mean())
    assert abs(two["difference"][0][at] - (other.mean() - base.mean())) < 1e-12, name
    return at
at = close("side_work_rate_annual", None, rate[0][:, -1], rate[1][:, -1])
d = rate[1][:, -1] - rate[0][:, -1]
assert abs(two["effect_size"][0][at] - d.mean() / d.std(ddof=1)) < 1e-9
gain = (rate[0][:, -1].var(ddof=1) + rate[1][:, -1].var(ddof=1)) / d.var(ddof=1)
assert abs(two["pairing_gain"][0][at] / gain - 1) < 1e-9
close("overtime_hours", None, *overtime)
close("load_gini", None, *gini)
for k, threshold in enumerate((0.03, 0.05, 0.10)):
    close("p_ever_reached", threshold, *[f[:, k] >= 0 for f in first])
    close("p_held_at_end", threshold, *[r[:, -1] >= threshold for r in rate])
    close("years_reached", threshold, *[numpy.where(f[:, k] < 0, 0, last + 1 - f[:, k]) for f in first])
with h5py.File("all.h5") as f:
    assert f.attrs["kind"] == "comparison" and f["difference"].shape == (3, len(rows))
    assert list(f["comparison"].asstr()) == ["short", "drift", "seed"]
    assert list(f["paired"]) == [1, 1, 0] and list(f["pairs"]) == [16, 24, 0]
    assert f["difference"].dims[1][0].name == "/outcome"
    assert numpy.isnan(f["rank_probability"][3]).all()
    assert abs(f["rank_probability"][:3, 0].sum() - 1) < 1e-12
END
fi
if "$PYTHON" -c 'import xarray, netCDF4' 2>/dev/null; then
    "$PYTHON" -c '
import xarray
f = xarray.open_dataset("all.h5")
assert dict(f.sizes) == {"scenario": 4, "comparison": 3, "outcome": 17, "rank": 4}, f.sizes
f.difference.sel(comparison="drift", outcome="p_ever_reached_3").item()' || complain "xarray does not open the comparison"
fi

# refusals: exit codes, the file named, nothing written
expect 64 compare
expect 64 compare plan.h5
says err "at least one RESULT.h5 more"
expect 64 compare plan.h5 drift.h5 --seed 3
expect 66 compare plan.h5 missing.h5 "$tiny" --lang ja
says err "missing.h5"
says err "tiny.cfg"
empty out
expect 65 compare "$tiny" plan.h5
head -c 30000 plan.h5 >cut.h5
expect 65 compare plan.h5 cut.h5
says err "cut.h5"
expect 65 compare plan.h5 all.h5 # a comparison is no result
says err "all.h5"
cp all.h5 all.h5.kept
expect 73 compare plan.h5 drift.h5 -o all.h5
as_before all.h5
expect 0 compare plan.h5 drift.h5 -o all.h5 --force --quiet
empty err
expect 73 compare plan.h5 drift.h5 -o no-such-folder/c.h5
if [ -w /dev/full ]; then
    "$SIDEWORK" compare plan.h5 drift.h5 >/dev/full 2>err
    got=$?
    [ "$got" -eq 74 ] || complain "compare to a full output: exit $got, expected 74"
fi

# of another release, and of another schema, as another program would leave them
if "$PYTHON" -c 'import h5py' 2>/dev/null; then
    "$PYTHON" - <<'END' || complain "the files could not be changed"
import hashlib
import h5py

def change(name, attribute, value):
    with open("drift.h5", "rb") as stream:
        image = stream.read()[:-40]
    with open(name, "wb") as stream:
        stream.write(image)
    with h5py.File(name, "r+") as file:
        if isinstance(value, int):
            file.attrs.modify(attribute, value)
        else:
            file.attrs[attribute] = value
    with open(name, "rb") as stream:
        image = stream.read()
    with open(name, "wb") as stream:
        stream.write(image + b"SWDIGST1" + hashlib.sha256(image).digest())

change("version.h5", "version", "0.0.7")
change("schema.h5", "schema_version", 9)
END
    expect 0 compare plan.h5 version.h5
    says out "another version of the program (0.1.0, 0.0.7)"
    expect 65 compare plan.h5 schema.h5
    says err "schema version 9"
fi

# part of a run is said to be that
"$SIDEWORK" run "$tiny" -n 20000 -o part.h5 --quiet >out 2>err &
process=$!
begun part.h5
kill -TERM $process
wait $process
expect 0 run "$tiny" -n 20000 -o part.h5 --partial --quiet
expect 0 compare plan.h5 part.h5
says out "part: INCOMPLETE"
finish
