# SPDX-License-Identifier: GPL-3.0-or-later
# Lines and branches that tests have run, from a build with gcc's --coverage: sh tests/long/coverage.sh FOLDER
# One line a folder of sources, then all of them; gcov alone is needed.
set -eu
cd "$1"
root=$OLDPWD
find "$PWD" -name '*.gcda' -path '*sidework*' >coverage.files
[ -s coverage.files ] || {
    echo "no test has run in $1" >&2
    exit 1
}
xargs gcov -n -b <coverage.files 2>/dev/null |
    awk -v root="$root/" '
function part(text) { # "Lines executed:97.30% of 74" -> share in hit, number in all
    sub(/^[^:]*:/, "", text); split(text, word, "% of "); all = word[2]; hit = word[1] * all / 100
}
/^File / {
    file = substr($0, 7, length($0) - 7); sub("^" root, "", file)
    split(file, step, "/"); name = step[1]
    wanted = file ~ /\.c$/ && (name == "sim" || name == "models" || name == "output")
}
/^Lines executed/ && seen[file]++ { wanted = 0 } # a total after the last file
wanted && /^Lines executed/ { part($0); lines[name] += all; run[name] += hit }
wanted && /^Taken at least once/ { part($0); ways[name] += all; taken[name] += hit }
END {
    split("sim models output", order, " ")
    for (k = 1; k <= 3; k++) {
        n = order[k]; L += lines[n]; R += run[n]; W += ways[n]; T += taken[n]
        printf "%s %.1f %% of %d lines, %.1f %% of %d branches; ", n, 100 * run[n] / lines[n], lines[n],
            100 * taken[n] / ways[n], ways[n]
    }
    printf "all %.1f %% of %d lines, %.1f %% of %d branches\n", 100 * R / L, L, 100 * T / W, W
}'
