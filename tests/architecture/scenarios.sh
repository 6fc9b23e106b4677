# SPDX-License-Identifier: GPL-3.0-or-later
# Every shipped scenario begins with a comment that says what it is for, and loads without an error.
set -u
cd "$SOURCE_DIR" || exit 1
bad=0
n=0
for file in $(find scenarios -name "*.cfg" ! -path "scenarios/defaults/*" | sort); do
    [ -f "$file" ] || continue
    n=$((n + 1))
    case $(head -n 1 "$file") in
    '#'* | '//'* | '/*'*) ;;
    *)
        echo "$file:1: begins without a comment that says what it is for"
        bad=$((bad + 1))
        ;;
    esac
    if ! "$SIDEWORK" check "$file" >/dev/null; then
        echo "$file: sidework check refuses it"
        bad=$((bad + 1))
    fi
done
if [ "$n" -eq 0 ]; then
    echo "no scenario found"
    bad=1
fi
echo "$n scenarios, $bad faults"
[ "$bad" -eq 0 ]
