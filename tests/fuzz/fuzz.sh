# SPDX-License-Identifier: GPL-3.0-or-later
# Lets libFuzzer search: sh tests/fuzz/fuzz.sh FOLDER-WITH-THE-TARGETS SECONDS TARGET
# What it finds interesting is kept in FOLDER/TARGET.found, so that the next search goes on from there; an input that
# breaks a promise is FOLDER/TARGET-crash-... The last line says how many inputs were tried and kept.
set -u
folder=$1
seconds=$2
target=$3
here=$(dirname "$0")
mkdir -p "$folder/$target.found"
words=
[ ! -f "$here/$target.dict" ] || words=-dict=$here/$target.dict

# HDF5 1.10 does not free all that a damaged file made it allocate (behind a digest that was made right again): for
# files, leaks are not sought, and the search goes on in a new process now and then
leaks=1
forked=
if [ "$target" = result ] || [ "$target" = study ]; then
    leaks=0
    forked="-fork=1 -ignore_timeouts=0 -ignore_ooms=0 -ignore_crashes=0"
fi
rm -f "$folder/$target-timeout-"*

"$folder/tests/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 \
    -detect_leaks=$leaks -print_final_stats=1 $forked $words -artifact_prefix="$folder/$target-" \
    "$folder/$target.found" "$here/corpus/$target" >"$folder/$target.log" 2>&1
code=$?
[ "$code" -eq 0 ] || tail -n 60 "$folder/$target.log"
tried=$(sed -n 's/^stat::number_of_executed_units: *//p; s/^#\([0-9]*\): cov:.*/\1/p' "$folder/$target.log" | tail -n 1)
echo "${tried:-0} inputs tried, $(find "$folder/$target.found" -type f | wc -l) kept"
exit "$code"
