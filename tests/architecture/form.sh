# SPDX-License-Identifier: GPL-3.0-or-later
# The form of every source: licence line, at most 500 lines, no tabs or trailing blanks in C, nothing left to do.
set -eu
cd "$SOURCE_DIR"

# the words are split so that this file does not find itself
words="TO""DO|FIX""ME|X""XX"
find sim models output tests scenarios CMakeLists.txt \
    \( -name '*.[ch]' -o -name '*.def' -o -name '*.sh' -o -name '*.py' -o -name CMakeLists.txt \) -type f |
sort | while IFS= read -r file; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 500 ]; then
        echo "$file: $lines lines, at most 500 are allowed: split it by idea"
    fi
    if ! head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later'; then
        echo "$file:1: the line 'SPDX-License-Identifier: GPL-3.0-or-later' is missing"
    fi
    grep -nEw "$words" "$file" | sed "s|^|$file:|" || :
    case $file in
    *.[ch] | *.def)
        grep -n "$(printf '\t')\|[[:space:]]\$" "$file" | sed "s|^\([0-9]*\):.*|$file:\1: tab or trailing blank|" || :
        ;;
    esac
done >"${TMPDIR:-/tmp}/form.$$"
cat "${TMPDIR:-/tmp}/form.$$"
if [ -s "${TMPDIR:-/tmp}/form.$$" ]; then
    rm -f "${TMPDIR:-/tmp}/form.$$"
    exit 1
fi
rm -f "${TMPDIR:-/tmp}/form.$$"
echo "form: every source as it should be"
