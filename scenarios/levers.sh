#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What each lever and phase does, alone and by its absence: sh scenarios/levers.sh [REPLICATIONS] [FOLDER]
#
# Alone: scenarios/levers/X.cfg and scenarios/phases/X.cfg against levers/none.cfg. Absent: no-gates.cfg with the lever, or
# all levers of the phase, at 0 against no-gates.cfg. Same seed, so that replication k is the same future in both. Shown are the change of the last
# year's rate and of P(ever >= 3, 5, 10 %) in points with the intervals of `sidework compare`, joint over all rows of a
# part; the whole comparisons stay in FOLDER/alone.txt and FOLDER/absent.txt. Needs a built sidework: SIDEWORK, or
# build/sidework as scenarios/demo.sh leaves it.
set -eu
cd "$(dirname "$0")/.."
sidework=${SIDEWORK:-build/sidework}
n=${1:-300}
folder=${2:-build/levers}
mkdir -p "$folder"
[ -x "$sidework" ] || {
    echo "$sidework: not built yet; run sh scenarios/demo.sh first, or set SIDEWORK" >&2
    exit 66
}

# result NAME SCENARIO [OPTION...]: runs what is not there yet
result() {
    name=$1
    scenario=$2
    shift 2
    "$sidework" run "$scenario" -n "$n" -o "$folder/$name.h5" --resume --quiet "$@" >/dev/null
}

# table TITLE: four rows of every scenario of a comparison as one line
table() {
    printf '\n%-26s %25s %22s %22s %22s\n' "$1" "rate, last year" "P(ever >= 3%)" "P(ever >= 5%)" "P(ever >= 10%)"
    awk '
        / beside .*\)$/ {
            name = $0; sub(/ beside .*/, "", name); sub(/.*\(/, "", name); sub(/\)$/, "", name)
        }
        /^  (Final rate|P\(ever)/ && !/regular/ {
            point = interval = "?"
            for (k = 2; k <= NF; k++) {
                if ($k == "pp") point = $(k - 1)
                if ($k ~ /^\[/) interval = $k " " $(k + 1)
            }
            if ($1 == "Final") printf "%-26s", name
            printf $1 == "Final" ? " %7s %17s" : " %6s %15s", point, interval
            if ($2 == ">=" && $3 == "10%)") print ""
        }' "$2"
}

result none scenarios/levers/none.cfg
result all-levers scenarios/no-gates.cfg
alone=$folder/all-levers.h5
absent=
for phase in first next further; do
    result "phase-$phase" "scenarios/phases/$phase.cfg"
    alone="$alone $folder/phase-$phase.h5"
    # the phase's levers, as its file names them, at 0
    off=$(sed -n 's/^plan = { \(.*\) };$/\1/p' "scenarios/phases/$phase.cfg" | tr ';' '\n' |
        sed -n 's/^ *\([a-z_]*\) = .*/--set plan.\1=0.0/p')
    [ -n "$off" ] || {
        echo "scenarios/phases/$phase.cfg: no levers found" >&2
        exit 65
    }
    # shellcheck disable=SC2086
    result "without-phase-$phase" scenarios/no-gates.cfg $off
    absent="$absent $folder/without-phase-$phase.h5"
done
for file in scenarios/levers/*.cfg; do
    lever=$(basename "$file" .cfg)
    [ "$lever" = none ] && continue
    result "$lever" "$file"
    result "without-$lever" scenarios/no-gates.cfg --set "plan.$(echo "$lever" | tr - _)=0.0"
    alone="$alone $folder/$lever.h5"
    absent="$absent $folder/without-$lever.h5"
done
# the names hold no spaces
# shellcheck disable=SC2086
"$sidework" compare --lang en "$folder/none.h5" $alone >"$folder/alone.txt"
# shellcheck disable=SC2086
"$sidework" compare --lang en "$folder/all-levers.h5" $absent >"$folder/absent.txt"

echo "Changes in percentage points, $n replications, with 95 % intervals"
table "alone, beside no lever" "$folder/alone.txt"
table "absent, beside all levers" "$folder/absent.txt"
