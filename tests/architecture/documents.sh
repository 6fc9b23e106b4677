# SPDX-License-Identifier: GPL-3.0-or-later
# What the documents name is there: files, links, functions, keys of parameters, options of the command. A name made up
# for the purpose must be missed, or the check looks at nothing.
set -u
cd "$SOURCE_DIR" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find . -type f ! -path './.*' ! -path './build*' | sed 's,^\./,,' >"$work/files"
documents=$(grep '\.md$' "$work/files" | grep -v '^tests/page/')
find sim models output tests -name '*.[ch]' -o -name '*.def' | xargs grep -ohE '\b(sw|SW)_[A-Za-z0-9_]+' | sort -u >"$work/words"
sed -n 's/^| `\([a-z_.]*\)`.*/\1/p' models/PARAMETERS.md >"$work/keys"
sed -n 's/^ *{"\(--[a-z-]*\)".*/\1/p' sim/cli/options.c >"$work/options"

# look FILE AS: every name in FILE (shown as AS) that is nowhere
look() {
    awk -v as="$2" -v files="$work/files" -v words="$work/words" -v keys="$work/keys" -v options="$work/options" '
    function known(path,    i, n, place) {
        sub(/^(\.\.\/|\.\/)+/, "", path); sub(/[#:].*/, "", path); sub(/\/$/, "", path)
        n = split(". " folder " tests models scenarios scenarios/designs sim/include/sidework", place, " ")
        for (i = 1; i <= n; i++)
            if (((place[i] == "." ? "" : place[i] "/") path) in file) return 1
        return path !~ /\// && (path in base)
    }
    function miss(what, name) { print as ":" FNR ": " what " " name " is nowhere"; bad = 1 }
    BEGIN {
        made = "^(figures/|plan\\.sh$)" # what a reader makes with it
        folder = as; if (!sub(/\/[^\/]*$/, "", folder)) folder = "."
        while ((getline line <files) > 0) {
            file[line]; n = split(line, part, "/"); base[part[n]]
            path = part[1]; for (i = 2; i <= n; i++) { file[path]; path = path "/" part[i] }
        }
        while ((getline line <words) > 0) word[line]
        while ((getline line <keys) > 0) { key[line]; split(line, part, "."); group[part[1]] }
        while ((getline line <options) > 0) option[line]
    }
    {
        rest = $0
        while (match(rest, /\]\([^)#: ]+\)/)) {
            if (!known(substr(rest, RSTART + 2, RLENGTH - 3))) miss("link", substr(rest, RSTART + 2, RLENGTH - 3))
            rest = substr(rest, RSTART + RLENGTH)
        }
        rest = $0
        while (match(rest, /(^|[^A-Za-z0-9_])(sw|SW)_[A-Za-z0-9_]+/)) {
            name = substr(rest, RSTART, RLENGTH); sub(/^[^sS]/, "", name)
            if (!(name in word)) miss("name", name)
            rest = substr(rest, RSTART + RLENGTH)
        }
        if ($0 ~ /sidework (run|check|compare|report|explore|sensitivity|calibrate|merge|export|info|verify|params)/) {
            rest = $0; sub(/.*sidework (run|check|compare|report|explore|sensitivity|calibrate|merge|export|info|verify|params)/, "", rest)
            sub(/ -- .*/, "", rest)
            while (match(rest, /[ `(]--[a-z-]+/)) {
                name = substr(rest, RSTART + 1, RLENGTH - 1)
                if (!(name in option)) miss("option", name)
                rest = substr(rest, RSTART + RLENGTH)
            }
        }
        rest = $0
        while (match(rest, /`[^`]+`/)) {
            token = substr(rest, RSTART + 1, RLENGTH - 2); rest = substr(rest, RSTART + RLENGTH)
            n = split(token, part, " "); name = part[n]
            if (name ~ made) continue
            if (name ~ /\.(c|h|def|cfg|sh|py|txt|js|md|svg)$/ && name !~ /NAME|[*{<>]|^\.|^build/ && !known(name)) miss("file", name)
            else if (name ~ /^[a-z_]+\.[a-z_]+$/ && !(name in key)) {
                split(name, part, ".")
                if ((part[1] in group) && !known(name)) miss("key", name)
            }
        }
    }
    END { exit bad }' "$1"
}

status=0
n=0
for document in $documents; do
    look "$document" "$document" || status=1
    n=$((n + 1))
done
# shellcheck disable=SC2016
printf '%s\n' '`sim/base/nothing.c`' '`sw_no_such_thing`' '`plan.nothing`' '[x](nothing.md)' \
    'sidework run x.cfg --nothing 3' >"$work/made-up.md"
found=$(look "$work/made-up.md" models/made-up.md | wc -l)
[ "$found" -eq 5 ] || { echo "FAULT: of five made-up names $found are missed"; status=1; }
echo "$n documents"
exit $status
