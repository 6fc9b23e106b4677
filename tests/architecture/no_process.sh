# SPDX-License-Identifier: GPL-3.0-or-later
# Every verb begins threads only, never a process, also not inside the libraries that draw or read for it (which
# symbols.sh and hardening.sh cannot see): no_process.sh COMMAND, watched by strace; skipped where that is not allowed.
set -eu
cd "$SOURCE_DIR"
command=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_COLOR=1

# watch PROGRAM ARGUMENT...: how many processes it began, itself not counted
watch() {
    strace -f -qq -o "$work/calls" -e trace=fork,vfork,clone,clone3,execve,execveat "$@" >"$work/said" 2>&1 || {
        echo "$*: exit $?: $(head -c 600 "$work/said")" >&2
        return 1
    }
    awk '/(fork|clone|clone3)\(/ && !/CLONE_THREAD/ { n++ }
        /execve(at)?\(/ { n++ }
        END { print n - 1 }' "$work/calls"
}

command -v strace >/dev/null 2>&1 && watch true >/dev/null 2>&1 || {
    echo "skipped: no strace, or no leave to use it"
    exit 77
}
[ "$(watch sh -c 'true | true')" -gt 0 ] || {
    echo "a shell with a pipe is not seen to begin processes"
    exit 1
}

tiny=tests/golden/tiny.cfg
bad=0
verbs=0
while read -r line; do
    # shellcheck disable=SC2086
    n=$(watch "$command" $line) || n=some
    verbs=$((verbs + 1))
    [ "$n" = 0 ] || {
        echo "sidework $line: began processes: $n"
        bad=1
    }
done <<END
params
check $tiny --estimate
run $tiny -n 4 --threads 3 -o $work/a.h5
run $tiny -n 2 --shard 1/2 -o $work/b.h5
info $work/a.h5
verify $work/a.h5
export $work/a.h5 --csv $work/tables
compare $work/a.h5 $work/a.h5
explore tests/files/design.cfg -o $work/e.h5
calibrate tests/files/facts.cfg scenarios/exact/drawn_once.cfg --simulations 200 -o $work/c.h5
report $work/a.h5 -o $work/report
END
[ "$bad" -eq 0 ]
echo "no process: $verbs commands began threads only"
