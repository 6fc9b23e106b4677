# SPDX-License-Identifier: GPL-3.0-or-later
# One run done in shards, by any number of processes, at the same time or not, killed or not, here or on machines that
# share no disk: merged, it is the run without shards, to the byte. What does not fit together is refused.
. "$SOURCE_DIR/tests/cli/common.sh"
n=24

# shards OUT N COUNT: shards 1/N ... N/N of a run of COUNT replications, one after another
shards() {
    k=0
    while [ "$k" -lt "$2" ]; do
        k=$((k + 1))
        expect 0 run "$tiny" -n "$3" --shard $k/"$2" -o "$1" --quiet
        empty out
        absent "$1"
    done
}

# merges_to FILE OUT [ARGUMENT...]: OUT becomes FILE; nothing is left but the result and what belongs to it
merges_to() {
    file=$1
    shift
    expect 0 merge "$@" --quiet
    cmp -s "$1" "$file" || complain "merge $*: other bytes than $file"
    absent "$1.run"
}

# begun OUT: waits until something is finished in OUT.run
begun() {
    while [ -z "$(find "$1.run" -name 'journal-*' -size +0 2>/dev/null)" ]; do
        kill -0 "$process" 2>/dev/null || return
        sleep 0.02
    done
}

expect 0 run "$tiny" -n $n -o whole.h5 --quiet
cp out table
for of in 1 2 3 7; do
    shards "of$of.h5" $of $n
    merges_to whole.h5 "of$of.h5"
    cmp -s out table || complain "the table of $of merged shards is another"
    [ -s "of$of.h5.run.json" ] || complain "of$of.h5.run.json is missing"
done
expect 0 verify of7.h5

# more shards than replications; all at the same time
expect 0 run "$tiny" -n 5 -o five.h5 --quiet
shards idle.h5 7 5
merges_to five.h5 idle.h5
for k in 1 2 3 4; do
    "$SIDEWORK" run "$tiny" -n $n --shard $k/4 -o together.h5 --threads 1 --quiet >/dev/null 2>err.$k &
done
wait
cat err.? >err
empty err
merges_to whole.h5 together.h5

# what is missing is named; a shard is not begun twice; merged is merged
expect 0 run "$tiny" -n $n --shard 2/3 -o part.h5
says err "sidework merge part.h5"
expect 66 merge part.h5
says err "16 of $n replications are missing, those of shards 1/3, 3/3"
expect 66 merge part.h5 --lang ja
says err "1/3, 3/3"
expect 73 run "$tiny" -n $n --shard 2/3 -o part.h5
says err "--resume"
expect 0 run "$tiny" -n $n --shard 2/3 -o part.h5 --resume --quiet
expect 73 run "$tiny" -n $n -o part.h5
expect 66 merge nothing.h5
expect 73 merge of7.h5
says err "merged before"
expect 0 merge of7.h5 --resume
expect 73 run "$tiny" -n $n --shard 1/2 -o of7.h5

# another seed or scenario is refused, both digests named; nothing is lost by it
cp -r part.h5.run part.kept
expect 65 run "$tiny" -n $n --shard 1/3 -o part.h5 --seed 7
ours=$(sed -n 's/^scenario \(.\{12\}\).*/\1/p' part.h5.run/manifest)
says err "$ours"
theirs=$(sed -n 's/.*this one is \([0-9a-f]*\) by.*/\1/p' err)
[ "${#theirs}" -eq 12 ] && [ "$theirs" != "$ours" ] || complain "only one digest is named: $(cat err)"
expect 65 run "$tiny" -n $n --shard 1/3 -o part.h5 --set plan.ramp=4 --resume
diff -r part.h5.run part.kept >/dev/null || complain "a refused shard changed the others' work"

# another division goes on with what is there; so does a run without shards
expect 73 run "$tiny" -n $n --shard 1/2 -o part.h5
expect 0 run "$tiny" -n $n --shard 1/2 -o part.h5 --resume --quiet
expect 66 merge part.h5
says err "replications are missing"
cp -r part.h5.run rest.h5.run
expect 0 run "$tiny" -n $n --shard 2/2 -o part.h5 --resume --quiet
merges_to whole.h5 part.h5
expect 0 run "$tiny" -n $n -o rest.h5 --resume --quiet
cmp -s rest.h5 whole.h5 || complain "a run without shards that goes on with shards ends in other bytes"

# longer: shards of different lengths are a run of the longest; a finished result is made longer by shards
expect 0 run "$tiny" -n 12 --shard 1/2 -o longer.h5 --quiet
expect 0 run "$tiny" -n $n --shard 2/2 -o longer.h5 --quiet
expect 66 merge longer.h5
says err "6 of $n replications are missing, those of shards 1/2"
expect 0 run "$tiny" -n $n --shard 1/2 -o longer.h5 --resume --quiet
merges_to whole.h5 longer.h5
expect 0 run "$tiny" -n 12 -o extended.h5 --quiet
for k in 1 2; do
    expect 73 run "$tiny" -n $n --shard $k/2 -o extended.h5
    expect 0 run "$tiny" -n $n --shard $k/2 -o extended.h5 --resume --quiet
done
expect 73 merge extended.h5
merges_to whole.h5 extended.h5 --resume

# machines that share no disk
expect 0 run "$tiny" -n $n --shard 1/2 -o here.h5 --quiet
expect 0 run "$tiny" -n $n --shard 2/2 -o there.h5 --quiet
expect 0 run "$tiny" -n $n --shard 2/2 -o foreign.h5 --seed 7 --quiet
expect 66 merge -o both.h5 here.h5.run
says err "shards 2/2"
expect 65 merge -o both.h5 here.h5.run foreign.h5.run
says err "digest"
expect 66 merge -o both.h5 here.h5.run elsewhere.run
expect 64 merge here.h5 there.h5
absent both.h5 both.h5.run
expect 0 merge -o both.h5 here.h5.run/ there.h5.run --quiet
cmp -s both.h5 whole.h5 || complain "shards of two machines merge into other bytes"
[ -s here.h5.run/manifest ] && [ -s there.h5.run/manifest ] || complain "copied shards were thrown away"
expect 73 merge -o both.h5 here.h5.run there.h5.run
cp -r here.h5.run both.h5.run
expect 0 merge -o both.h5 both.h5.run there.h5.run --force --quiet
absent both.h5.run
cmp -s both.h5 whole.h5 || complain "merged again with --force: other bytes"

# a killed shard, with half a record at the end of its journal
expect 0 run "$tiny" -n 200 -o big.h5 --quiet
expect 0 run "$tiny" -n 200 --shard 1/2 -o killed.h5 --quiet
"$SIDEWORK" run "$tiny" -n 200 --shard 2/2 -o killed.h5 --threads 1 --quiet >/dev/null 2>&1 &
process=$!
begun killed.h5
sleep 0.1
kill -9 $process 2>/dev/null
wait $process 2>/dev/null
for journal in killed.h5.run/journal-0002-of-0002-*; do
    [ -s "$journal" ] && printf 'half a record' >>"$journal"
done
cp -r killed.h5.run copied.run
expect 0 run "$tiny" -n 200 --shard 2/2 -o killed.h5 --resume --quiet
merges_to big.h5 killed.h5
expect 66 merge -o copied.h5 copied.run
says err "shards 2/2"

# while a shard is at work nobody else touches what is its own; stopped, it says how to go on
"$SIDEWORK" run "$tiny" -n 5000 --shard 1/2 -o busy.h5 --threads 1 --quiet >/dev/null 2>stopped &
process=$!
begun busy.h5
expect 73 merge busy.h5
says err "another run"
expect 73 merge -o copied.h5 busy.h5.run
expect 73 run "$tiny" -n 5000 --shard 1/2 -o busy.h5 --resume
says err "shard 1/2"
expect 73 run "$tiny" -n 5000 -o busy.h5 --resume
expect 73 run "$tiny" -n 5000 -o busy.h5 --force
kill -TERM $process
wait $process
code=$?
[ "$code" -eq 143 ] || complain "SIGTERM: exit $code, expected 143"
says stopped "of 2500 replications are finished and kept"
expect 0 run "$tiny" -n 5000 -o busy.h5 --partial --quiet
says out "INCOMPLETE"
absent copied.h5 copied.h5.run

for wrong in 0/3 4/3 3 3/ /3 x 1/10000 -1/3 1/3/ ""; do
    expect 64 run "$tiny" --shard "$wrong" -o wrong.h5
done
expect 64 run "$tiny" --shard 1/2 -o wrong.h5 --force
expect 64 run "$tiny" --shard 1/2 -o wrong.h5 --json
expect 64 check "$tiny" --shard 1/2
expect 64 merge part.h5 -n 5
absent wrong.h5 wrong.h5.run
expect 0 --help
says out "--shard K/N"
says out "sidework merge"
expect 0 --help --lang ja
says out "--shard K/N"
finish
