# SPDX-License-Identifier: GPL-3.0-or-later
# Every #include of sim/, models/ and output/ against the table in layers.txt.
set -eu
cd "$SOURCE_DIR"

find sim models output -name '*.[ch]' -o -name '*.def' | sort >"${TMPDIR:-/tmp}/sources.$$"
trap 'rm -f "${TMPDIR:-/tmp}/sources.$$"' EXIT

xargs grep -n '^[[:space:]]*#[[:space:]]*include' <"${TMPDIR:-/tmp}/sources.$$" |
awk -v table=tests/architecture/layers.txt -v sources="${TMPDIR:-/tmp}/sources.$$" '
function complain(where, what) { print where ": " what; bad++ }
function layer_of(path,    best, key, length_) {
    best = ""; length_ = 0
    for (key in layer)
        if (index(path, key) == 1 && length(key) > length_ && (path == key || key ~ /\/$/)) {
            best = layer[key]; length_ = length(key)
        }
    return best
}
function allows(list, name) { return index(" " list " ", " " name " ") > 0 }
function rest_from(n,    i, s) { s = ""; for (i = n; i <= NF; i++) s = s " " $i; return s }
# The file that an include means: beside the includer, or on the include path; "" for a system header.
function find_file(name, folder,    i, candidate) {
    n_places = split(folder " sim/include/ models/ output/file/ output/text/ output/journal/ output/summary/ output/compare/ output/study/ output/calibration/ output/export/ output/report/ sim/scenario/ sim/design/ sim/inference/", places, " ")
    for (i = 1; i <= n_places; i++) {
        candidate = places[i] name
        if (candidate in exists) return candidate
    }
    return ""
}
BEGIN {
    while ((getline < table) > 0) {
        if ($1 == "file") layer[$2] = $3
        else if ($1 == "layer") may[$2] = rest_from(3)
        else if ($1 == "library") users[$2] = rest_from(3)
    }
    while ((getline path < sources) > 0) {
        exists[path] = 1
        files++
        if (layer_of(path) == "")
            complain(path, "belongs to no layer: add it to tests/architecture/layers.txt")
    }
}
{
    split($0, part, ":")
    path = part[1]; where = path ":" part[2]
    if (!match($0, /[<"][^>"]+[>"]/)) next
    name = substr($0, RSTART + 1, RLENGTH - 2)
    folder = path; sub(/[^\/]*$/, "", folder)
    mine = layer_of(path)
    target = find_file(name, folder)
    includes++
    if (target != "") {
        theirs = layer_of(target)
        if (mine != "" && theirs != "" && !allows(may[mine], theirs))
            complain(where, mine " must not include " theirs " (" name ")")
    } else if (name ~ /^sidework\//)
        complain(where, name " does not exist")
    else for (prefix in users)
        if (index(name, prefix) == 1 && !allows(users[prefix], mine))
            complain(where, name " may be used only by:" users[prefix])
}
END {
    if (includes == 0) complain("includes.sh", "found no include at all")
    printf "%d files, %d includes, %d against the rules\n", files, includes, bad
    exit bad > 0
}'
