#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What each lever and phase does, alone and by its absence: sh scenarios/levers.sh [REPLICATIONS] [FOLDER]
#
# Alone: scenarios/levers/X.cfg and scenarios/phases/X.cfg against levers/none.cfg. Absent: no-gates.cfg with the lever at 0
# against no-gates.cfg. Same seed, so that replication k is the same future in both: differences are paired. Shown are
# the mean change of the last year's rate and of P(ever >= 3, 5, 10 %) in points, with 95 % intervals (1.96 standard
# errors of the paired differences). Needs a built sidework: SIDEWORK, or build/sidework as scenarios/demo.sh leaves it.
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

# result NAME SCENARIO [OPTION...]: runs what is not there yet, leaves NAME.csv with one row a replication
result() {
    name=$1
    scenario=$2
    shift 2
    "$sidework" run "$scenario" -n "$n" -o "$folder/$name.h5" --resume --quiet "$@" >/dev/null
    "$sidework" export "$folder/$name.h5" --csv "$folder/$name" --force --quiet --no-bom --lang en
}

# difference LABEL A B: a row of paired differences A - B
difference() {
    awk -F, -v label="$1" '
        FNR == 1 { side++ }
        FNR == 1 && side == 1 {
            for (k = 1; k <= NF; k++) {
                if ($k ~ /^side_work_rate_annual_[0-9]+$/) rate = k
                if ($k ~ /^first_year_reached_/) year[++years] = k
            }
        }
        FNR > 1 && side == 1 {
            r[$1] = $rate
            for (k = 1; k <= years; k++) y[$1, k] = $year[k] > 0
        }
        FNR > 1 && side == 2 {
            n++
            d = 100 * (r[$1] - $rate); sum[0] += d; square[0] += d * d
            for (k = 1; k <= years; k++) {
                d = 100 * (y[$1, k] - ($year[k] > 0)); sum[k] += d; square[k] += d * d
            }
        }
        END {
            printf "%-34s", label
            for (k = 0; k <= years; k++) {
                mean = sum[k] / n
                variance = n > 1 ? (square[k] / n - mean * mean) * n / (n - 1) : 0
                printf k ? " %+6.2f ±%5.2f" : " %+7.3f ±%6.3f", mean, 1.96 * sqrt(variance > 0 ? variance / n : 0)
            }
            print ""
        }' "$folder/$2/replications.csv" "$folder/$3/replications.csv"
}

echo "Changes in points, $n replications, paired; alone: against no lever; absent: against all levers, no gates"
printf '%-34s %16s %14s %14s %14s\n' "" "rate, last year" "P(>= 3 %)" "P(>= 5 %)" "P(>= 10 %)"
result none scenarios/levers/none.cfg
result all scenarios/no-gates.cfg
difference "all levers" all none
for phase in first next further; do
    result "phase-$phase" "scenarios/phases/$phase.cfg"
    difference "phase $phase alone" "phase-$phase" none
done
for file in scenarios/levers/*.cfg; do
    lever=$(basename "$file" .cfg)
    [ "$lever" = none ] && continue
    result "$lever" "$file"
    difference "$lever alone" "$lever" none
    result "without-$lever" scenarios/no-gates.cfg --set "plan.$(echo "$lever" | tr - _)=0.0"
    difference "$lever absent" "without-$lever" all
done
