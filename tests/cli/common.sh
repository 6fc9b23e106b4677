# SPDX-License-Identifier: GPL-3.0-or-later
# What the command-line tests share. The current folder is fresh; SIDEWORK, SOURCE_DIR and PYTHON are set.
set -u
faults=0
tiny=$SOURCE_DIR/tests/golden/tiny.cfg

complain() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}

# expect CODE ARGUMENT...: runs the command; standard output in ./out, standard error in ./err.
expect() {
    code=$1
    shift
    "$SIDEWORK" "$@" >out 2>err
    got=$?
    if [ "$got" -ne "$code" ]; then
        complain "sidework $*: exit $got, expected $code: $(cat err)"
    fi
}

# says FILE TEXT: FILE holds TEXT.
says() {
    grep -qF -- "$2" "$1" || complain "$1 does not say '$2': $(head -c 600 "$1")"
}

# as_before FILE: FILE is what `cp FILE FILE.kept` kept.
as_before() {
    cmp -s "$1" "$1.kept" || complain "$1 was changed"
}

empty() {
    [ ! -s "$1" ] || complain "$1 should be empty: $(head -c 300 "$1")"
}

absent() {
    for file in "$@"; do
        [ ! -e "$file" ] || complain "$file should not be there"
    done
}

# no_leavings: nothing half written under a temporary name.
no_leavings() {
    left=$(find . -name '.*tmp*' -o -name '*.tmp' -o -name '*.part')
    [ -z "$left" ] || complain "left behind: $left"
}

# is_json FILE: parses, if there is a Python to parse it.
is_json() {
    if [ -x "$PYTHON" ]; then
        "$PYTHON" -c '
import json, sys
def refuse(word):
    raise ValueError(word + " is not JSON")
json.load(open(sys.argv[1], encoding="utf-8"), parse_constant=refuse)' "$1" ||
            complain "$1 is not JSON"
    fi
}

# begun OUT: waits until something of the run is kept, half a minute at most.
begun() {
    tries=0
    while [ ! -s "$1.run/journal-0000" ] && [ $tries -lt 600 ]; do
        tries=$((tries + 1))
        sleep 0.05
    done
    [ -s "$1.run/journal-0000" ] || complain "$1: nothing is kept after half a minute"
}

finish() {
    no_leavings
    [ "$faults" -eq 0 ] || exit 1
    echo "all as it should be"
}
