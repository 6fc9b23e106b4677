# SPDX-License-Identifier: GPL-3.0-or-later
# Every text of the sources stands there in English and in Japanese: languages.py, with what it accepts in languages.txt.
# Texts that are missing, left in English or ask for other values are found: a file made for that.
set -u
here=$SOURCE_DIR/tests/architecture
[ -x "${PYTHON:-}" ] || {
    echo "no Python here"
    exit 77
}
cd "$SOURCE_DIR" || exit 1
find sim models output \( -name '*.[ch]' -o -name '*.def' \) -type f | sort | tr '\n' '\0' |
    xargs -0 "$PYTHON" "$here/languages.py" "$here/languages.txt" || exit 1

made=$(mktemp -d) || exit 1
cat >"$made/made.c" <<'END'
int sw_fail(int status, const char *en, const char *ja, ...);
int a(void) { return sw_fail(1, "the file %s is missing", "ファイル %s がありません", "x"); }
int b(void) { return sw_fail(1, "one language twice %d", "one language twice %d", 1); }
int c(void) { return sw_fail(1, "other values %d", "ほかの値 %s", 1); }
int nothing;
int between;
int nor_here;
const char *left = "a text that nobody has translated";
END
echo 'TEXT(HALF, "a row without its other half", "")' >"$made/made.def"
"$PYTHON" "$here/languages.py" /dev/null "$made/made.c" "$made/made.def" >"$made/out" && echo "nothing was found" >>"$made/out"
status=0
for what in "one language twice" "not the same values" "nobody has translated" "without its other half"; do
    grep -q "$what" "$made/out" || {
        echo "FAULT: not found: $what"
        status=1
    }
done
grep -q "is missing" "$made/out" && echo "FAULT: a text with both halves is refused" && status=1
[ "$status" -eq 0 ] || cat "$made/out"
rm -rf "$made"
exit $status
