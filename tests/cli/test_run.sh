# SPDX-License-Identifier: GPL-3.0-or-later
# run: outputs that exist, threads, several scenarios, what is left behind.
. "$SOURCE_DIR/tests/cli/common.sh"

expect 0 run "$tiny" -n 4 -o a.h5
says out "Probability that the side-work rate reaches the threshold"
says out "4 replications"
says err "a.h5"
[ -s a.h5 ] || complain "no result"
is_json a.h5.run.json

# an existing output is refused before any work, and left alone
cp a.h5 a.h5.kept
expect 73 run "$tiny" -n 4 -o a.h5
says err "a.h5"
empty out
as_before a.h5

# --force replaces it by the same bytes: no times, no names of machines in a result
echo 'something else' >a.h5
expect 0 run "$tiny" -n 4 -o a.h5 --force
as_before a.h5

# --resume: done already; another scenario, or other settings, are refused with both digests
expect 0 run "$tiny" -n 4 -o a.h5 --resume
says err "already done"
says out "4 replications"
as_before a.h5
expect 65 run "$tiny" -n 4 --set simulation.years=2 -o a.h5 --resume
says err "digest"
digests=$(grep -oE 'digest [0-9a-f]{12}|this one is [0-9a-f]{12}' err | grep -oE '[0-9a-f]{12}$' | sort -u | wc -l)
[ "$digests" -eq 2 ] || complain "not both digests: $(cat err)"
as_before a.h5
expect 0 run "$tiny" -n 4 -o fresh.h5 --resume
cmp -s a.h5 fresh.h5 || complain "--resume where nothing is there gives another file"

# the number of threads does not show
expect 0 run "$tiny" -n 4 -o one.h5 --threads 1
cp out table
expect 0 run "$tiny" -n 4 -o two.h5 --threads 2
cmp -s one.h5 two.h5 || complain "one and two threads differ"
cmp -s out table || complain "the tables of one and two threads differ"
# but the seed does
expect 0 run "$tiny" -n 4 --seed 18446744073709551615 -o seed.h5
if cmp -s one.h5 seed.h5; then complain "the seed has no effect"; fi

# several scenarios: a directory
cp "$tiny" first.cfg
cp "$tiny" second.cfg
cp "$SOURCE_DIR/tests/golden/parameters.cfg" .
expect 0 run first.cfg second.cfg -n 2 -o many --quiet
empty err
[ -s many/first.h5 ] && [ -s many/second.h5 ] || complain "not one result each"
expect 64 run first.cfg ./first.cfg -n 2 -o twice
says err "both be written"
absent twice/first.h5

# the default name
expect 0 run first.cfg -n 2 --quiet
[ -s first.h5 ] || complain "no first.h5"

# json
expect 0 run "$tiny" -n 2 -o j.h5 --json
is_json out
says out '"schema_version"'
says out 'side_work_rate'

# Japanese
expect 0 run "$tiny" -n 2 -o ja.h5 --lang ja
says out "庁内副業"
says err "結果ファイル"
expect 73 run "$tiny" -n 2 -o ja.h5 --lang ja
says err "既にあります"

# a run that comes to nothing leaves nothing
for file in one two; do rm -f $file.h5 $file.h5.run.json; done
expect 65 run "$tiny" -n 0 -o none.h5
expect 66 run missing.cfg -o none.h5
expect 65 run "$tiny" missing.cfg -n 0 -o folder
absent none.h5 none.h5.run.json folder/tiny.h5
finish
