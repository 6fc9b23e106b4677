# SPDX-License-Identifier: GPL-3.0-or-later
# The whole bench: run.sh FOLDER_OF_THE_PROGRAMS SCENARIO [options of sidework_bench]
# First the counts, by the counting program, then the tables that use them.
set -eu
programs=$1
scenario=$2
shift 2
"$programs/bench_counts" "$scenario" 4 >"$programs/counts.txt"
exec "$programs/sidework_bench" "$@" "$scenario" "$programs/counts.txt"
