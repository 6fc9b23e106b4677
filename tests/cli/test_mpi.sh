# SPDX-License-Identifier: GPL-3.0-or-later
# The same bytes for any number of ranks; a rank that is killed or cannot write ends the run with a clear error, and
# --resume, with any number of ranks or none, completes it. KILLS (default 1) runs are killed one after another.
# SIDEWORK_MPI is sidework-mpi, built with -DSIDEWORK_MPI=ON.
. "$SOURCE_DIR/tests/cli/common.sh"
if [ ! -x "${SIDEWORK_MPI:-}" ] || ! command -v mpirun >/dev/null 2>&1; then
    echo "skipped: no sidework-mpi (-DSIDEWORK_MPI=ON) or no mpirun"
    exit 77
fi
# in a container the tests may be root, and there may be fewer cores than ranks
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
n=40

# ranks CODE R ARGUMENT...: R ranks; standard output in ./out, standard error in ./err
ranks() {
    code=$1
    size=$2
    shift 2
    timeout 300 mpirun --oversubscribe -n "$size" "$SIDEWORK_MPI" "$@" >out 2>err </dev/null
    got=$?
    [ "$got" -eq "$code" ] || complain "$size ranks, $*: exit $got, expected $code: $(cat err)"
}

# at_work OUT: waits until a rank has finished something since ./mark (mpirun's own start takes half a second)
at_work() {
    tries=0
    while [ -z "$(find "$1.run" -name 'journal-*' -newer mark 2>/dev/null)" ] && [ $tries -lt 500 ]; do
        tries=$((tries + 1))
        sleep 0.02
    done
}

same() {
    cmp -s "$1" "$2" || complain "$1 and $2 differ: $3"
    absent "$2.run"
}

expect 0 run "$tiny" -n $n -o whole.h5 --quiet
cp out table
for size in 1 2 4; do
    ranks 0 $size run "$tiny" -n $n -o "r$size.h5" --quiet
    same whole.h5 "r$size.h5" "$size ranks"
    cmp -s out table || complain "$size ranks print another table"
    empty err
done
expect 0 run "$tiny" -n 3 -o three.h5 --quiet
ranks 0 5 run "$tiny" -n 3 -o more.h5 --threads 2
same three.h5 more.h5 "more ranks and threads than replications"
says err "--resume"

# errors come once, with the contract's code
ranks 66 3 run nowhere.cfg
[ "$(grep -c 'nowhere.cfg' err)" -eq 1 ] || complain "an error is not told once: $(cat err)"
ranks 64 3 run "$tiny" --shard 1/2
ranks 73 3 run "$tiny" -n $n -o r2.h5
says err "exists already"
ranks 0 3 run "$tiny" -n $n -o r2.h5 --resume --quiet
ranks 0 3 run "$tiny" -n 3 -o r2.h5 --force --quiet
same three.h5 r2.h5 "replaced with --force"
ranks 0 2 run "$tiny" -n $n -o r2.h5 --resume --quiet
same whole.h5 r2.h5 "made longer"
ranks 0 3 --version
[ "$(wc -l <out)" -eq 1 ] || complain "the version is printed by every rank"

# what is left unfinished is gone on with only if asked, and thrown away only if asked
expect 0 run "$tiny" -n $n --shard 1/2 -o left.h5 --quiet
ranks 73 3 run "$tiny" -n $n -o left.h5
says err "--resume"
ranks 65 3 run "$tiny" -n $n -o left.h5 --resume --seed 7
says err "digest"
cp -r left.h5.run again.h5.run
ranks 0 3 run "$tiny" -n $n -o left.h5 --resume --quiet
same whole.h5 left.h5 "3 ranks after shard 1/2"
ranks 0 2 run "$tiny" -n 3 -o again.h5 --force --quiet
same three.h5 again.h5 "--force"

# a rank whose disk is full: told by that rank, exit 74, the rest is kept
expect 0 run "$tiny" -n 800 -o big.h5 --quiet
timeout 300 mpirun --oversubscribe -n 1 "$SIDEWORK_MPI" run "$tiny" -n 800 -o full.h5 : \
    -n 1 sh -c 'ulimit -f 200; exec "$@"' sh "$SIDEWORK_MPI" run "$tiny" -n 800 -o full.h5 >out 2>err </dev/null
code=$?
[ "$code" -eq 74 ] || complain "a full disk: exit $code, expected 74: $(cat err)"
says err "rank 1 of 2"
absent full.h5
ranks 0 3 run "$tiny" -n 800 -o full.h5 --resume --quiet
same big.h5 full.h5 "after a full disk"

# killed: one rank of four, the first or another, at any moment
k=0
kills=${KILLS:-1}
while [ "$k" -lt "$kills" ] && [ ! -e killed.h5 ]; do
    k=$((k + 1))
    touch mark
    mpirun --oversubscribe -n 4 "$SIDEWORK_MPI" run "$tiny" -n 800 -o killed.h5 --resume >out 2>err </dev/null &
    process=$!
    at_work killed.h5
    sleep 0.$((k * 3 % 4 + 1))
    victim=$(ps -o pid= --ppid $process | sed -n "$((k % 4 + 1))p" | tr -d ' ')
    [ -n "$victim" ] && kill -9 "$victim" 2>/dev/null
    wait $process
    code=$?
    if [ -e killed.h5 ]; then
        cmp -s killed.h5 big.h5 || complain "kill $k: the final name holds something else"
    elif [ "$code" -ne 137 ]; then
        complain "kill $k: exit $code, expected 137: $(cat err)"
    else
        says err "--resume"
        says err "(Killed)"
    fi
done
echo "killed $k times: $(find killed.h5.run -name 'journal-*' 2>/dev/null | wc -l) journals kept"
ranks 0 3 run "$tiny" -n 800 -o killed.h5 --resume --quiet
same big.h5 killed.h5 "$k kills"

# mpirun itself is told to stop; without MPI it goes on
touch mark
mpirun --oversubscribe -n 2 "$SIDEWORK_MPI" run "$tiny" -n 800 -o stopped.h5 >out 2>err </dev/null &
process=$!
at_work stopped.h5
sleep 0.1
kill -TERM $process
wait $process && complain "a stopped run says that it is done"
expect 0 run "$tiny" -n 800 -o stopped.h5 --resume --quiet
same big.h5 stopped.h5 "stopped, then without MPI"
finish
