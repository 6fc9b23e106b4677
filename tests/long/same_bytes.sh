# SPDX-License-Identifier: GPL-3.0-or-later
# The same result files from every build: sh tests/long/same_bytes.sh REFERENCE_SIDEWORK FOLDER
#
# Builds the command with other compilers, levels of optimisation and instruction sets below FOLDER and compares what
# they make of the plan and of an emergency with what REFERENCE_SIDEWORK makes. Prints how many builds agree.
set -eu
reference=$1
folder=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$folder"
n=6

# results SIDEWORK PREFIX: one file a scenario
results() {
    for scenario in plan no-gates emergency; do
        "$1" run "$root/scenarios/$scenario.cfg" -n $n -o "$2-$scenario.h5" --force --quiet >/dev/null 2>&1
    done
}

results "$reference" "$folder/reference"
agree=0
differ=
# try NAME COMPILER FLAGS
try() {
    mkdir -p "$folder/$1"
    if ! { cmake -S "$root" -B "$folder/$1" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER="$2" -DCMAKE_C_FLAGS="$3" &&
        cmake --build "$folder/$1" --target sidework_command -j 2; } >"$folder/$1.log" 2>&1; then
        differ="$differ $1 (does not build: $folder/$1.log)"
        return
    fi
    results "$folder/$1/sidework" "$folder/$1/is"
    for scenario in plan no-gates emergency; do
        cmp -s "$folder/reference-$scenario.h5" "$folder/$1/is-$scenario.h5" || {
            differ="$differ $1 ($scenario)"
            return
        }
    done
    agree=$((agree + 1))
}

try gcc-O0 gcc -O0
try gcc-O2 gcc -O2
try gcc-O3-plain gcc "-O3 -DSW_PLAIN"
try gcc-O3-native gcc "-O3 -march=native"
try gcc-sanitizers gcc "-O1 -g -fsanitize=address,undefined"
try clang-O0 clang -O0
try clang-O2 clang -O2
try clang-O3 clang -O3
echo "$agree of 8 builds make the same bytes"
[ -z "$differ" ] || {
    echo "not:$differ" >&2
    exit 1
}
