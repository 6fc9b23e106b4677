# SPDX-License-Identifier: GPL-3.0-or-later
# Closed standard streams, few open files, little memory: an error with its code, or done; never something written
# into the wrong file.
. "$SOURCE_DIR/tests/cli/common.sh"
expect 0 run "$tiny" -n 3 -o whole.h5 --quiet

closed() { # closed CODE NAME: runs with what is redirected from outside
    got=$1
    [ "$got" -eq "$2" ] || complain "$3: exit $got, expected $2"
    cmp -s a.h5 whole.h5 || complain "$3: the result is another"
    rm -rf a.h5 a.h5.run a.h5.run.json # what was not shown can be shown: --resume, so the journals are there
}
"$SIDEWORK" run "$tiny" -n 3 -o a.h5 --quiet >&- 2>err
closed $? 74 "closed standard output"
says err "standard output could not be written"
"$SIDEWORK" run "$tiny" -n 3 -o a.h5 >out 2>&-
closed $? 0 "closed standard error"
"$SIDEWORK" run "$tiny" -n 3 -o a.h5 <&- >&- 2>&-
closed $? 74 "all closed"
"$SIDEWORK" run "$tiny" -n 3 -o a.h5 <&- >out 2>err
closed $? 0 "closed standard input"

# few open files: what cannot be opened is said, and nothing is lost
for n in 4 5 6 7 8 10 12 16; do
    (ulimit -n $n && exec "$SIDEWORK" run "$tiny" -n 3 -o few.h5 --quiet --resume) >out 2>err
    got=$?
    case $got in
    0) cmp -s few.h5 whole.h5 || complain "$n open files: another result" ;;
    66 | 73 | 74) [ -s err ] || complain "$n open files: exit $got without a message" ;;
    127) ;; # the loader of the system itself
    *) complain "$n open files: exit $got: $(cat err)" ;;
    esac
    [ "$got" -eq 0 ] || absent few.h5
    no_leavings
done
expect 0 run "$tiny" -n 3 -o few.h5 --quiet --resume
cmp -s few.h5 whole.h5 || complain "after too few open files --resume ends in other bytes"
absent few.h5.run
finish
