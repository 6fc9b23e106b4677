#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the tests: sh tests/run.sh [--full]
#
#   always   build-tests-sanitize (AddressSanitizer, UndefinedBehaviorSanitizer): unit, cli, fuzz (the corpus and a
#            short fixed series), architecture
#            build-tests-coverage: lines and branches that unit tests and some of cli run
#            build-tests-release (-O3): statistical, files, portable, objects, mpi (skipped where there is no mpicc)
#   --full   also another compiler, the same bytes from eight builds, ThreadSanitizer, valgrind, 500 kills, fuzzing
#            (FUZZ_SECONDS for each target, 180), coverage by all of unit, cli and fuzz, and the long statistical tests;
#            ends with the table for tests/README.md
#
# Missing Debian packages are installed first. The last line is `N passed, N failed, N skipped`.
# Exit status: 0 if all passed, 1 if a test or a build failed or none ran, 64 for wrong usage, 69 if something
# that is needed cannot be installed.
set -u

full=0
case "$#:${1:-}" in
0:) ;;
1:--full) full=1 ;;
*)
    echo "usage: sh tests/run.sh [--full]" >&2
    exit 64
    ;;
esac

cd "$(dirname "$0")/.." || exit 1
. scenarios/packages.sh
exec </dev/null

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
passed=0
failed=0
skipped=0
diary=build-tests-release/full.md # lines for the table in tests/README.md

# shellcheck disable=SC2086
install_packages $packages_build $packages_test || exit $?
if [ "$full" -eq 1 ]; then
    # shellcheck disable=SC2086
    install_packages $packages_full || exit $?
    mkdir -p build-tests-release
    : >"$diary"
fi

note() {
    if [ "$full" -eq 1 ]; then
        printf '| %s | %s | %s |\n' "$1" "$2" "$(date -u +%Y-%m-%d)" >>"$diary"
    fi
}

# build FOLDER CMAKE-ARGUMENT...: configures and builds; counts as one failed test if it cannot.
build() {
    folder=$1
    shift
    started=$(date +%s)
    mkdir -p "$folder"
    # shellcheck disable=SC2086
    if { cmake -S . -B "$folder" -DSIDEWORK_TESTS=ON -DSIDEWORK_WERROR=ON "$@" &&
        cmake --build "$folder" -j "$jobs" --target ${programs:-all}; } >"$folder/build.log" 2>&1; then
        echo "== $folder: built in $(($(date +%s) - started)) s"
    else
        grep -nE 'error|Error|warning' "$folder/build.log" | head -n 30
        echo "== $folder: the build FAILED (all of it: $folder/build.log)"
        note "$folder" "build failed"
        failed=$((failed + 1))
        return 1
    fi
}

# The number that attribute $1 has in ctest's JUnit file $2.
count_of() {
    sed -n "s/^.*[[:space:]]$1=\"\([0-9]*\)\".*$/\1/p" "$2" | head -n 1
}

# suite TITLE FOLDER CTEST-ARGUMENT...: runs tests and adds them to the totals.
suite() {
    title=$1
    folder=$2
    shift 2
    junit=$PWD/$folder/$title.xml
    rm -f "$junit"
    started=$(date +%s)
    (cd "$folder" && ctest "$@" -j "$jobs" --output-on-failure --output-junit "$junit") >"$folder/$title.log" 2>&1
    n=$(count_of tests "$junit" 2>/dev/null)
    n=${n:-0}
    bad=$(count_of failures "$junit" 2>/dev/null)
    not_run=$(count_of skipped "$junit" 2>/dev/null)
    off=$(count_of disabled "$junit" 2>/dev/null)
    bad=${bad:-0}
    not_run=$((${not_run:-0} + ${off:-0}))
    good=$((n - bad - not_run))
    if [ "$bad" -gt 0 ] || [ ! -f "$junit" ]; then
        cat "$folder/$title.log"
    fi
    if [ ! -f "$junit" ]; then
        bad=1
    fi
    result="$good passed, $bad failed, $not_run skipped ($(($(date +%s) - started)) s)"
    echo "$folder, $title: $result"
    sed -n 's/^ *[0-9]*\/[0-9]* *Test *#[0-9]*: \([^ ]*\) .*\*\*\*Skipped.*/    skipped: \1/p' "$folder/$title.log"
    note "$title in $folder" "$result"
    passed=$((passed + good))
    failed=$((failed + bad))
    skipped=$((skipped + not_run))
}

# libFuzzer on each target for a while; skipped where clang has no fuzzer.
fuzz() {
    if ! echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
        clang -fsanitize=fuzzer,address,undefined -x c - -o "$diary.try" 2>/dev/null; then
        echo "fuzzing: skipped, clang has no libFuzzer here"
        note fuzzing "skipped: no libFuzzer"
        skipped=$((skipped + 1))
        return
    fi
    rm -f "$diary.try"
    build build-tests-fuzz -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS_DEBUG=-O1 -g" -DCMAKE_C_COMPILER=clang \
        -DCMAKE_C_FLAGS=-fsanitize=fuzzer-no-link -DSIDEWORK_SANITIZE=ON -DSIDEWORK_FUZZ=ON || return
    for target in scenario design observations journal result study; do
        if tried=$(sh tests/fuzz/fuzz.sh build-tests-fuzz "${FUZZ_SECONDS:-180}" "$target"); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            printf '%s\n' "$tried"
            tried="FAILED: $(printf '%s\n' "$tried" | tail -n 1)"
        fi
        echo "fuzzing, $target: $tried (${FUZZ_SECONDS:-180} s)"
        note "fuzzing, $target" "$tried (${FUZZ_SECONDS:-180} s)"
    done
}

# Of the library (all but sim/cli), at least 90 % of lines, 80 % of branches. A build of its own: --coverage makes
# sanitized tests up to five times as slow, and UBSan's checks would count as branches. Short: the unit tests and the
# cli tests that print, export and draw; of the command only what these call. --full: all of them and fuzz.
coverage() {
    programs="unit_programs sidework_command"
    what="-R ^(test_.*|cli_test_(compare|report|run|sensitivity|tables))\$"
    labels='^(unit|cli)$'
    if [ "$full" -eq 1 ]; then
        programs=all
        what=
        labels='^(unit|cli|fuzz)$'
    fi
    build build-tests-coverage -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS_DEBUG=-O1 -g --coverage"
    built=$?
    unset programs
    [ "$built" -eq 0 ] || return
    find build-tests-coverage -name '*.gcda' -delete
    # shellcheck disable=SC2086
    suite covered build-tests-coverage -L "$labels" $what
    if reached=$(sh tests/long/coverage.sh build-tests-coverage 90 80); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        reached="TOO LOW (build-tests-coverage/coverage.low): $reached"
    fi
    echo "coverage: $reached"
    note coverage "$reached"
}

# clang-tidy; build-tests-release knows the flags of every file.
tidy() {
    cmake -S . -B build-tests-release -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null 2>&1
    said=$(sh tests/architecture/tidy.sh build-tests-release)
    case $? in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *)
        failed=$((failed + 1))
        printf '%s\n' "$said"
        ;;
    esac
    said=$(printf '%s\n' "$said" | tail -n 1)
    echo "$said"
    note clang-tidy "$said"
}

# The same result files from other compilers, levels and instruction sets.
same_bytes() {
    if agreed=$(sh tests/long/same_bytes.sh build-tests-release/sidework build-tests-bytes); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        agreed="FAILED: $agreed"
    fi
    echo "same bytes: $agreed"
    note "same bytes" "$agreed"
}

if build build-tests-sanitize -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS_DEBUG=-O1 -g" -DSIDEWORK_SANITIZE=ON; then
    suite unit build-tests-sanitize -L '^unit$'
    suite cli build-tests-sanitize -L '^cli$'
    suite fuzz build-tests-sanitize -L '^fuzz$'
    suite architecture build-tests-sanitize -L '^architecture$'
fi
# ranks only where there is MPI: nothing else needs it
mpi=OFF
if command -v mpicc >/dev/null 2>&1 && command -v mpirun >/dev/null 2>&1; then
    mpi=ON
fi
if build build-tests-release -DCMAKE_BUILD_TYPE=Release -DSIDEWORK_MPI=$mpi; then
    suite statistical build-tests-release -L '^statistical$'
    suite files build-tests-release -L '^files$'
    suite portable build-tests-release -L '^portable$'
    suite objects build-tests-release -L '^objects$'
    suite limits build-tests-release -L '^limits$'
    suite mpi build-tests-release -L '^mpi$'
fi

coverage

if [ "$full" -eq 1 ]; then
    if build build-tests-clang -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang; then
        suite unit build-tests-clang -L '^unit$'
        suite portable build-tests-clang -L '^portable$'
        suite statistical build-tests-clang -L '^statistical$'
    fi
    # all that runs threads: the ensemble by itself, and the command with 1 to 16 of them, stopped, killed, gone on with
    if build build-tests-threads -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS_DEBUG=-O1 -g" \
        -DCMAKE_C_FLAGS=-fsanitize=thread; then
        TSAN_OPTIONS="halt_on_error=1 exitcode=66"
        export TSAN_OPTIONS
        suite threads build-tests-threads \
            -R '^(test_(ensemble|explore|abc).*|test_bounded|cli_test_(same_bytes|durable|shards))$'
        if said=$(sh tests/long/threads.sh build-tests-threads/sidework); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
        fi
        echo "threads: $said"
        note threads "$(printf '%s\n' "$said" | tail -n 1)"
        unset TSAN_OPTIONS
    fi
    # valgrind computes long double in 64 bits, which the reference of test_arithmetic needs in 80. The others that are
    # left out take hours there, and nothing of the engine that test_twin, test_golden, test_ties and test_ensemble do
    # not: they run decades of the same months, or begin some thousand runs to let one call of each fail.
    if build build-tests-valgrind -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS_DEBUG=-O1 -g" -DSIDEWORK_TEST_PATIENCE=30 \
        "-DCMAKE_CROSSCOMPILING_EMULATOR=valgrind;--leak-check=full;--suppressions=$PWD/tests/support/memcheck.supp;--error-exitcode=99;-q"; then
        suite memcheck build-tests-valgrind -L '^unit$' \
            -E '^test_(arithmetic|conservation|metamorphic|paths|mechanisms|personnel|precision|compare_intervals|faults_.*)$'
    fi
    same_bytes
    tidy
    fuzz
    if [ -d build-tests-release ]; then
        KILLS=500
        export KILLS
        suite torture build-tests-release -R '^cli_test_durable$'
        KILLS=20
        suite ranks build-tests-release -L '^mpi$'
        unset KILLS
        suite long build-tests-release -L '^long$'
    fi
    echo "the table of tests/README.md (also in $diary):"
    cat "$diary"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
