# SPDX-License-Identifier: GPL-3.0-or-later
# Long runs: --precision ends where it should, whatever the threads and interruptions; what output.keep keeps; what
# check --estimate says. Few sections and months, so that 1,000 futures take seconds.
. "$SOURCE_DIR/tests/cli/common.sh"
city="$tiny --set simulation.years=1 --set simulation.warm_up=0"

# ends at the first look, with the same bytes from 1 and 3 threads; says so on both streams and in the file
# shellcheck disable=SC2086
{
    expect 0 run $city -n 4000 --precision 0.1 --threads 1 -o a.h5
    says err "precise to 0.1 after 500 replications"
    says out "500 replications"
    says out "stopped by precision: every 97.5% interval"
    expect 0 run $city -n 4000 --precision 0.1 --threads 3 -o b.h5 --lang ja
    says out "精度により終了"
    cmp -s a.h5 b.h5 || complain "threads change where a run stops, or its bytes"
    # the same again is done; a shorter interval goes on to the bytes of a fresh run; at the limit it says so
    cp a.h5 a.h5.kept
    expect 0 run $city -n 4000 --precision 0.1 -o a.h5 --resume
    says err "already done"
    expect 0 run $city -n 4000 --precision 0.1 -o a.h5 --resume --json --quiet
    is_json out
    says out '"precision_reached": 1'
    says out '"replications": 500'
    empty err
    as_before a.h5
    expect 0 info a.h5
    says out "precision    0.1 (reached)"
    expect 0 run $city -n 600 --precision 0.02 -o a.h5 --resume
    says err "600 replications are the limit"
    says out "precision not reached"
    expect 0 run $city -n 600 --precision 0.02 -o c.h5 --quiet
    cmp -s a.h5 c.h5 || complain "--precision with --resume does not end in the bytes of a fresh run"

    # killed, and gone on with other threads and only summaries kept
    expect 0 run $city -n 600 --precision 0.02 --set output.keep=summaries -o d.h5 --quiet
    "$SIDEWORK" run $city -n 600 --precision 0.02 --set output.keep=summaries -o e.h5 --quiet --threads 2 >/dev/null 2>&1 &
    process=$!
    sleep 1
    kill -9 $process 2>/dev/null
    wait $process 2>/dev/null
    expect 0 run $city -n 600 --precision 0.02 --set output.keep=summaries -o e.h5 --quiet --threads 1 --resume
    cmp -s d.h5 e.h5 || complain "a killed run with --precision ends in other bytes"
}

# what it does not take
expect 64 run "$tiny" --precision 0
says err "the width of the interval"
expect 64 run "$tiny" --lang ja --precision 2%
says err "区間の幅"
expect 64 run "$tiny" --precision 0.1 --shard 1/2 -o x.h5
says err "does not go with"
expect 64 params --precision 0.1
absent x.h5 x.h5.run

# the table is the same however little is kept
for keep in all annual summaries; do
    # shellcheck disable=SC2086
    expect 0 run $city -n 30 --set output.keep=$keep -o $keep.h5 --quiet
    sed '/seed/d' out >$keep.txt
done
cmp -s all.txt annual.txt || complain "the table changes with output.keep = annual"
cmp -s all.txt summaries.txt || complain "the table changes with output.keep = summaries"
[ "$(wc -c <summaries.h5)" -lt "$(wc -c <annual.h5)" ] || complain "summaries are no shorter than yearly values"

# the estimate
expect 0 check "$tiny" -n 200000 --set output.keep=summaries --estimate --threads 3
says out "replications  200000 (threads: 3)"
says out "memory        at most"
says out "quantiles of rates by a sketch, within 0.0008 points"
expect 0 check "$tiny" -n 400 --estimate --lang ja
says out "95％区間の幅 9.75"
expect 0 check "$tiny" "$SOURCE_DIR/scenarios/plan.cfg" -n 10000 --estimate --json
is_json out
says out '"memory_bytes"'
says out '"se_at_0.5": 0.005'
expect 0 check "$tiny" -n 100000 --precision 0.02 --estimate
says out "would stop after 16000 (at P = 50%), 4000 (5%)"
expect 64 run "$tiny" --estimate
expect 65 check "$tiny" --estimate --set simulation.years=0
finish
