#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A first look: builds sidework, asks the city's question twice, without the plan (drift) and with it, and writes a report.
# Works from any folder; run again, it goes on where it stopped and skips what is done.
set -eu
cd "$(dirname "$0")/.."
. scenarios/packages.sh

# shellcheck disable=SC2086
install_packages $packages_build || exit $?

say "Building (build/) ..." "ビルドします（build/）…"
mkdir -p build/demo
if ! {
    cmake -S . -B build -DCMAKE_BUILD_TYPE=Release &&
        cmake --build build -j "$(getconf _NPROCESSORS_ONLN)" --target sidework_command
} </dev/null >build/demo/build.log 2>&1; then
    tail -n 30 build/demo/build.log >&2
    say "The build failed; all of it is in build/demo/build.log." \
        "ビルドに失敗しました。記録は build/demo/build.log にあります。" >&2
    exit 70
fi

for name in drift plan; do
    echo
    build/sidework run "scenarios/$name.cfg" -n 1000 -o "build/demo/$name.h5" --resume
done

echo
say "Writing the report ..." "報告書を作成します…"
build/sidework report build/demo/plan.h5 build/demo/drift.h5 -o build/demo/report --force --quiet

here=$(pwd)
echo
say "The results are here:" "結果はここにあります:"
echo "    $here/build/demo/drift.h5"
echo "    $here/build/demo/plan.h5"
say "To look at them (from $here):" "見るには（$here で）:"
echo "    build/sidework info build/demo/plan.h5"
echo "    build/sidework export build/demo/plan.h5 --csv build/demo/tables"
echo "    python3 -c 'import xarray; print(xarray.open_dataset(\"build/demo/plan.h5\"))'"
say "The report, for a browser, Word and slides:" "報告書（ブラウザー、Word・スライド用の図）:"
echo "    $here/build/demo/report/index.html"
