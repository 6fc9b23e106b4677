# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy, as .clang-tidy says, on the library and the command: sh tidy.sh FOLDER, a build folder configured with
# -DCMAKE_EXPORT_COMPILE_COMMANDS=ON. Some minutes, so only with --full. Findings that accepted.txt explains are left out.
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
command -v clang-tidy >/dev/null 2>&1 || {
    echo "skipped: no clang-tidy"
    exit 77
}
[ -s "$build/compile_commands.json" ] || {
    echo "$build holds no compile_commands.json" >&2
    exit 1
}
found=$(mktemp)
trap 'rm -f "$found"' EXIT
find sim models output -name '*.c' ! -path 'sim/mpi/*' | sort |
    xargs -n 8 -P "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" clang-tidy --quiet -p "$build" 2>/dev/null |
    sed -n "s|^$PWD/||; s/^\([^ :]*\):\([0-9]*\):[0-9]*: \(warning\|error\): \(.*\) \[\([a-zA-Z0-9.,-]*\)\]$/\1 \5 \2: \4/p" |
    sort -u >"$found"
awk '
FNR == NR { if ($1 == "tidy") accepted[$2 " " $3] = 1; next }
!(($1 " " $2) in accepted) { print "FAULT: " $0; bad++; next }
{ known++ }
END { printf "clang-tidy: %d findings, %d of them explained in accepted.txt\n", bad + known, known; exit bad > 0 }
' tests/architecture/accepted.txt "$found"
