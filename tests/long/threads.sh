# SPDX-License-Identifier: GPL-3.0-or-later
# The verbs that run threads, with four of them, for a build with -fsanitize=thread: sh tests/long/threads.sh SIDEWORK
# Exit status 1, with what was said, if one of them ends with anything but 0. About a minute.
set -eu
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tests=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
try() {
    "$command" "$@" --threads 4 --quiet >said 2>&1 || {
        cat said
        echo "sidework $* --threads 4: FAILED"
        exit 1
    }
}
try run "$tests/golden/tiny.cfg" -n 32 -o run.h5
try explore "$tests/files/design.cfg" -o explored.h5
try calibrate "$tests/files/facts.cfg" "$tests/../scenarios/exact/drawn_once.cfg" --simulations 1000 -o learned.h5
echo "run, explore and calibrate with 4 threads: nothing found"
