# SPDX-License-Identifier: GPL-3.0-or-later
# Finished work is never lost: killed at any moment, any number of times, threads changed between, a run ends in the
# same bytes; finished replications never become fewer; the final name is complete or absent. KILLS (default 20).
. "$SOURCE_DIR/tests/cli/common.sh"
n=400
kills=${KILLS:-20}

expect 0 run "$tiny" -n $n -o whole.h5 --quiet

# kept: replications in the journals, by size; every record has the same length
record=0
kept() {
    total=$(cat out.h5.run/journal-* 2>/dev/null | wc -c)
    echo "$total"
}

before=0
k=0
while [ "$k" -lt "$kills" ]; do
    k=$((k + 1))
    "$SIDEWORK" run "$tiny" -n $n -o out.h5 --resume --quiet --threads $((k % 3 + 1)) >/dev/null 2>err &
    process=$!
    sleep "0.0$((k * 7 % 10))"
    kill -9 $process 2>/dev/null
    wait $process 2>/dev/null
    if [ -e out.h5 ]; then
        cmp -s out.h5 whole.h5 || complain "after kill $k the final name holds something else"
        break
    fi
    now=$(kept)
    # a torn record of the last kill may be cut: at most one a worker of three
    [ "${record:-0}" -gt 0 ] || record=$(od -A n -t u8 -j 8 -N 8 out.h5.run/journal-0000 2>/dev/null | tr -d ' ')
    [ "$now" -ge $((before - 3 * (${record:-0} + 20))) ] || complain "kill $k: $now bytes kept, $before before"
    before=$now
    # by now it dies while finishing: every 25th kill it begins anew
    if [ $((k % 25)) -eq 0 ]; then
        rm -rf out.h5.run
        before=0
    fi
done
expect 0 run "$tiny" -n $n -o out.h5 --resume --quiet --threads 2
cmp -s out.h5 whole.h5 || complain "a run killed $k times ends in other bytes"
[ ! -e out.h5.run ] || complain "out.h5.run should be gone"

# a torn tail, damage in the middle, and a foreign file among the journals
"$SIDEWORK" run "$tiny" -n $n -o torn.h5 --quiet --threads 2 >/dev/null 2>&1 &
process=$!
begun torn.h5
kill -9 $process 2>/dev/null
wait $process 2>/dev/null
if [ -s torn.h5.run/journal-0000 ]; then
    printf 'half a record' >>torn.h5.run/journal-0000
    printf 'x' | dd of=torn.h5.run/journal-0000 bs=1 seek=5000 conv=notrunc 2>/dev/null
    printf 'something else' >torn.h5.run/journal-0007
    expect 73 run "$tiny" -n $n -o torn.h5
    says err "--resume goes on"
    expect 65 run "$tiny" -n $n -o torn.h5 --resume --seed 7
    says err "digest"
    expect 0 run "$tiny" -n $n -o torn.h5 --resume --quiet
    cmp -s torn.h5 whole.h5 || complain "damaged journals change the result"
fi

# a signal: stops soon, says how to go on; what is finished becomes a marked file, then the whole
"$SIDEWORK" run "$tiny" -n 20000 -o signal.h5 --quiet >out 2>err &
process=$!
begun signal.h5
kill -TERM $process
wait $process
code=$?
[ "$code" -eq 143 ] || complain "SIGTERM: exit $code, expected 143"
says err "--resume goes on"
absent signal.h5
expect 0 run "$tiny" -n 20000 -o signal.h5 --partial --quiet
says out "INCOMPLETE"
expect 0 info signal.h5
says out "incomplete"

# a second signal ends at once, of whatever kind it is: both wait while the process is stopped, so none is early
"$SIDEWORK" run "$tiny" -n 100000 -o twice.h5 --quiet >out 2>err &
process=$!
begun twice.h5
kill -STOP $process
kill -HUP $process
kill -TERM $process
kill -CONT $process
wait $process 2>/dev/null
code=$?
case $code in
129 | 143) ;;
*) complain "two signals: exit $code, expected 129 or 143" ;;
esac
empty err # no orderly end, so nothing is said
absent twice.h5
[ -s twice.h5.run/journal-0000 ] || complain "two signals: what was finished is lost"
rm -rf twice.h5.run

# the same signal within a few milliseconds is one request: timeout(1) tells a process, and then its group
k=0
while [ $k -lt 10 ]; do
    k=$((k + 1))
    "$SIDEWORK" run "$tiny" -n 100000 -o once.h5 --quiet --threads 1 >out 2>err &
    process=$!
    begun once.h5
    kill -TERM $process
    kill -TERM $process 2>/dev/null
    kill -TERM $process 2>/dev/null
    wait $process
    code=$?
    [ "$code" -eq 143 ] || complain "SIGTERM three times at once: exit $code, expected 143"
    says err "--resume goes on"
    rm -rf once.h5.run
done

# another release's journals, and its result: refused, both versions and both digests named
expect 0 run "$tiny" -n 3 -o release.h5 --quiet
"$SIDEWORK" run "$tiny" -n 100000 -o older.h5 --quiet >out 2>err &
process=$!
begun older.h5
kill -9 $process
wait $process 2>/dev/null
ours=$("$SIDEWORK" --version | cut -d ' ' -f 2)
digest=$(sed -n 's/^scenario \(.\{12\}\).*/\1/p' older.h5.run/manifest)
sed 's/^version .*/version 0.0.7/' older.h5.run/manifest >manifest && cp manifest older.h5.run/manifest
cp -r older.h5.run older.h5.run.kept
expect 65 run "$tiny" -n 100000 -o older.h5 --resume
says err "digest $digest by version 0.0.7, this one is $digest by $ours"
expect 65 run "$tiny" -n 100000 -o older.h5 --resume --seed 7 --lang ja
says err "ダイジェスト $digest・版 0.0.7、今回は "
expect 65 run "$tiny" -n 3 -o release.h5 --resume --seed 7
says err "by version $ours, this one is "
diff -r older.h5.run older.h5.run.kept >out || complain "refused, and yet changed: $(cat out)"
rm -rf older.h5.run older.h5.run.kept

# the run directory is taken away under a run: it stops within seconds, not at its end
started=$(date +%s)
"$SIDEWORK" run "$tiny" -n 1000000 -o away.h5 --quiet >out 2>err &
process=$!
begun away.h5
rm -rf away.h5.run
wait $process
code=$?
[ $code -eq 74 ] || complain "run directory taken away: exit $code, expected 74"
says err "taken away"
[ $(($(date +%s) - started)) -lt 20 ] || complain "run directory taken away: noticed late"
absent away.h5 away.h5.run

# 200 made longer to 400 is 400; a finished run is not made shorter
expect 0 run "$tiny" -n 200 -o longer.h5 --quiet
expect 0 run "$tiny" -n $n -o longer.h5 --resume --quiet
cmp -s longer.h5 whole.h5 || complain "200 made longer to $n is not $n"
expect 65 run "$tiny" -n 200 -o longer.h5 --resume
says err "more than the 200"

# two runs on one output: the second is told so
"$SIDEWORK" run "$tiny" -n 20000 -o shared.h5 --quiet >/dev/null 2>&1 &
process=$!
begun shared.h5
expect 73 run "$tiny" -n 20000 -o shared.h5 --resume
says err "another run"
kill -9 $process 2>/dev/null
wait $process 2>/dev/null
no_leavings
finish
