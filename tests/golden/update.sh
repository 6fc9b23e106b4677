#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Renews the digests of states that the code is held to:
#
#   sh tests/golden/update.sh [--parameters SIDEWORK] TEST_GOLDEN 'why the states may change'
#
# TEST_GOLDEN is the built program test_golden. With --parameters the numbers of parameters.cfg are first taken from
# the command SIDEWORK. The reason becomes a line of state.txt; without one nothing is renewed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command=
if [ "${1:-}" = --parameters ]; then
    command=${2:?which sidework?}
    shift 2
fi
if [ "$#" -ne 2 ] || [ -z "$2" ]; then
    sed -n '3,9s/^# \{0,1\}//p' "$0" >&2
    exit 64
fi
new=$here/.new.$$
trap 'rm -f "$new"' EXIT
if [ -n "$command" ]; then
    {
        sed -n '1,/^title_ja/p' "$here/parameters.cfg" | grep '^//'
        "$command" params --cfg | grep -v '^ *//' | grep -v '^$'
    } >"$new"
    mv "$new" "$here/parameters.cfg"
fi
{
    grep '^#' "$here/state.txt" || :
    SOURCE_DIR=$here/../.. "$1" --update "$(date -u +%Y-%m-%d): $2"
} >"$new"
mv "$new" "$here/state.txt"
echo "renewed: $here/state.txt"
