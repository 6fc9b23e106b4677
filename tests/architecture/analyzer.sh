# SPDX-License-Identifier: GPL-3.0-or-later
# What gcc's -fanalyzer finds in the library and the command (paths that leak, read what was never written, follow a
# null pointer) is nothing, but for what accepted.txt explains. Without optimisation, which is where it sees most and
# takes least: about half a minute of one core. ANALYZED: other sources than all of them.
set -eu
cd "$SOURCE_DIR"
command -v gcc >/dev/null 2>&1 || {
    echo "skipped: no gcc"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=$(sed -n 's/^pkg_check_modules([A-Z0-9]* REQUIRED IMPORTED_TARGET \([^)]*\)).*/\1/p' CMakeLists.txt)
hdf5=hdf5-serial
pkg-config --exists $hdf5 || hdf5=hdf5
# shellcheck disable=SC2086
libraries=$(pkg-config --cflags $modules $hdf5)
places="-Isim/include -Imodels $(printf -- "-I%s " output/*/) -Isim/scenario -Isim/design -Isim/inference -Isim/cli"
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -DSIDEWORK_VERSION=\"0\" $places $libraries -O0 -fanalyzer"

# sim/mpi needs MPI's headers
sources=${ANALYZED:-$(find sim models output -name '*.c' ! -path 'sim/mpi/*' | sort)}
export flags work
# shellcheck disable=SC2016,SC2086
printf '%s\n' $sources | xargs -n 8 -P "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" sh -c '
for source; do
    gcc $flags -c "$source" -o /dev/null 2>"$work/$(echo "$source" | tr / _).log" ||
        echo "$source:0: error: does not compile [-Wdoes-not-compile]" >"$work/$(echo "$source" | tr / _).log"
done' analyze

cat "$work"/*.log | sed -n 's/^\([^:]*\):\([0-9]*\):.*\(warning\|error\): \(.*\) \[-W\(analyzer-\)\{0,1\}\([a-z-]*\)\]$/\1 \6 \2: \4/p' |
    sort -u >"$work/found"
awk '
FNR == NR { if ($1 == "analyzer") accepted[$2 " " $3] = 1; next }
!(($1 " " $2) in accepted) { print "FAULT: " $0; bad++; next }
{ known++ }
END { printf "%d findings, %d of them explained in accepted.txt\n", bad + known, known; exit bad > 0 }
' tests/architecture/accepted.txt "$work/found"
