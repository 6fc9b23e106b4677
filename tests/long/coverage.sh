# SPDX-License-Identifier: GPL-3.0-or-later
# Lines and branches that tests have run, from a build with gcc's --coverage: sh tests/long/coverage.sh FOLDER [LINES [BRANCHES]]
# One line: library (sim/ without the command, models/, output/), then the command (sim/cli/). A source that was built
# into two programs counts once: a line is run if either ran it. Exit status 1 if the library is under LINES % or
# BRANCHES %. gcov alone is needed. coverage.low in FOLDER lists the files, the least covered first.
set -eu
cd "$1"
root=$OLDPWD
find "$PWD" -name '*.gcda' >coverage.files
[ -s coverage.files ] || {
    echo "no test has run in $1" >&2
    exit 1
}
# every object, also of a source that no test has run
find "$PWD" -name '*.gcno' ! -path '*/tests/CMakeFiles/test_[!c]*' ! -path '*/long_*' >coverage.files
xargs gcov -t -b -c <coverage.files 2>/dev/null | awk -v root="$root/" -v least="${2:-0}" -v least_ways="${3:-0}" '
function part(file) { return file ~ /^sim\/cli\// ? "the command" : substr(file, 1, index(file, "/") - 1) }
function share(some, all) { return all ? 100 * some / all : 0 }
function counts(n) { # of part n
    return sprintf("%.1f %% of %d lines, %.1f %% of %d branches", share(run[n], lines[n]), lines[n],
        share(taken[n], ways[n]), ways[n])
}
/^ *-: *0:Source:/ {
    file = $0; sub(/^[^S]*Source:/, "", file)
    wanted = index(file, root) == 1 && file ~ /\.c$/
    file = substr(file, length(root) + 1)
    wanted = wanted && file ~ /^(sim|models|output)\//
    next
}
!wanted { next }
/^ *[0-9#=-][0-9#=*-]*: *[0-9]+:/ {
    split($0, field, ":"); gsub(/[ *]/, "", field[1]); at = file SUBSEP (field[2] + 0); branch = 0
    if (field[1] != "-" && field[2] + 0 > 0) {
        if (!(at in seen)) { seen[at] = 0; of[at] = file }
        if (field[1] ~ /^[0-9]/ && field[1] + 0 > 0) seen[at] = 1
    }
    next
}
/^branch / {
    way = at SUBSEP branch++
    if (!(way in went)) { went[way] = 0; from[way] = file }
    if ($3 == "taken" && $4 + 0 > 0) went[way] = 1
}
END {
    for (at in seen) { f = of[at]; all_lines[f]++; all_run[f] += seen[at] }
    for (way in went) { f = from[way]; all_ways[f]++; all_taken[f] += went[way] }
    for (f in all_lines) {
        n = part(f)
        lines[n] += all_lines[f]; run[n] += all_run[f]; ways[n] += all_ways[f]; taken[n] += all_taken[f]
        printf "%6.1f %% of %4d lines %6.1f %% of %4d branches  %s\n", share(all_run[f], all_lines[f]), all_lines[f],
            share(all_taken[f], all_ways[f]), all_ways[f], f | "sort -n >coverage.low"
    }
    n_parts = split("sim models output", name, " ")
    for (k = 1; k <= n_parts; k++) {
        n = name[k]; lines["all"] += lines[n]; run["all"] += run[n]; ways["all"] += ways[n]; taken["all"] += taken[n]
        printf "%s %s; ", n, counts(n)
    }
    printf "library %s; the command %s\n", counts("all"), counts("the command")
    exit share(run["all"], lines["all"]) < least || share(taken["all"], ways["all"]) < least_ways
}'
