# SPDX-License-Identifier: GPL-3.0-or-later
# verify: reports in both languages and as JSON, exit codes; files changed by another program and sealed again.
. "$SOURCE_DIR/tests/cli/common.sh"

expect 0 run "$tiny" -n 9 -o a.h5 --quiet
expect 0 verify a.h5
says out "5 of 9 (0, 2, 4, 6, 8)"
says out "verified"
empty err
expect 0 verify a.h5 -n 9 --threads 2 --lang ja
says out "検証できました"
expect 0 verify a.h5 -n 2 --json
is_json out
says out '"verified": true'
says out '"replications_again": [0,8]'
expect 64 verify
expect 64 verify a.h5 --seed 7
expect 64 verify a.h5 -n none
expect 66 verify missing.h5
expect 65 verify "$tiny"
says out "NOT verified"
head -c 30000 a.h5 >short.h5
expect 65 verify short.h5 a.h5 --json
is_json out
says err "short.h5"
if [ -w /dev/full ]; then
    "$SIDEWORK" verify a.h5 >/dev/full 2>err
    got=$?
    [ "$got" -eq 74 ] || complain "verify to a full output: exit $got, expected 74"
fi

# a partial file is verified as far as it goes
"$SIDEWORK" run "$tiny" -n 20000 -o part.h5 --quiet >out 2>err &
process=$!
begun part.h5
kill -TERM $process
wait $process
expect 0 run "$tiny" -n 20000 -o part.h5 --partial --quiet
expect 0 verify part.h5
says out "INCOMPLETE"

# changed by another program, the digest made right again
if ! "$PYTHON" -c 'import h5py' 2>/dev/null; then
    echo "no h5py: files changed from outside are tested by unit/test_verify.c alone"
    finish
    exit 0
fi
"$PYTHON" - <<'END' || complain "the files could not be changed"
import hashlib
import h5py

def change(name, how):
    with open("a.h5", "rb") as stream:
        image = stream.read()[:-40]
    with open(name, "wb") as stream:
        stream.write(image)
    with h5py.File(name, "r+") as file:
        how(file)
    with open(name, "rb") as stream:
        image = stream.read()
    with open(name, "wb") as stream:
        stream.write(image + b"SWDIGST1" + hashlib.sha256(image).digest())

def value(file):
    file["willing"][8, 2] += 1e-9

def version(file):
    file.attrs["version"] = "0.0.7"

def label(file):
    file["grade"][0] = "boss"

change("value.h5", value)
change("version.h5", version)
change("label.h5", label)
END
expect 0 info value.h5 # the digest is right
expect 65 verify value.h5
says err "value.h5: replication 8: willing, fiscal_year 2023"
expect 65 verify value.h5 --lang ja
says err "再実行では"
expect 65 verify version.h5
says err "made by version 0.0.7, this is"
expect 65 verify label.h5
says err "grade"
finish
