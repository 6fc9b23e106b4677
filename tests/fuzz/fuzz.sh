# SPDX-License-Identifier: GPL-3.0-or-later
# Lets libFuzzer search: sh tests/fuzz/fuzz.sh FOLDER-WITH-THE-TARGETS SECONDS TARGET
# What it finds interesting is kept in FOLDER/TARGET.found, so that the next search goes on from there; an input that
# breaks a promise is FOLDER/TARGET-crash-... The last line is the number of inputs tried, and of those in the corpus.
set -u
folder=$1
seconds=$2
target=$3
here=$(dirname "$0")
mkdir -p "$folder/$target.found"
words=
[ ! -f "$here/$target.dict" ] || words=-dict=$here/$target.dict

# HDF5 does not free all that a damaged file made it allocate: leaks are sought where it is not used
leaks=1
[ "$target" != result ] || leaks=0

"$folder/tests/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 \
    -detect_leaks=$leaks -print_final_stats=1 $words -artifact_prefix="$folder/$target-" \
    "$folder/$target.found" "$here/corpus/$target" >"$folder/$target.log" 2>&1
code=$?
[ "$code" -eq 0 ] || tail -n 60 "$folder/$target.log"
echo "$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$target.log") inputs tried," \
    "$(find "$folder/$target.found" -type f | wc -l) kept"
exit "$code"
