# SPDX-License-Identifier: GPL-3.0-or-later
# PNG and PDF of a report beside kept pictures (reference/), within the tolerance that pictures.py argues; and the figures
# of the README are what the program makes, all but the numbers. `KEEP=1 sh ...` keeps new pictures: look at them first.
. "$SOURCE_DIR/tests/cli/common.sh"
here=$SOURCE_DIR/tests/page

command -v pdftoppm >/dev/null 2>&1 && [ -x "$PYTHON" ] && "$PYTHON" -c 'import numpy' 2>/dev/null &&
    fc-list 2>/dev/null | grep -q 'Noto Sans CJK JP' || {
    echo "no poppler, numpy or Noto Sans CJK here"
    exit 77
}

# the small city under its pinned parameters: these pictures change with the golden states and the drawing alone
expect 0 run "$tiny" -n 12 -o plan.h5 --quiet
expect 0 run "$tiny" -n 12 -o calm.h5 --quiet --set plan.adopted=false --set 'title="Calm"' --set 'title_ja="成り行き"'
for language in en ja; do
    expect 0 report plan.h5 calm.h5 -o $language --lang $language --quiet
done

# compare NAME PICTURE
compare() {
    if [ -n "${KEEP:-}" ]; then
        "$PYTHON" "$here/pictures.py" keep "$2" "$here/reference/$1.pgm.z"
    fi
    "$PYTHON" "$here/pictures.py" look "$2" "$here/reference/$1.pgm.z" >look.txt || complain "$1 ($2): $(cat look.txt)"
}
for name in en/fan ja/fan-slide ja/load; do
    file=$(echo "$name" | tr / -)
    pdftoppm -r 50 -gray -singlefile "${name%/*}/figures/${name#*/}.pdf" "$file"
    compare "$file" "$file.pgm"
done
compare en-fan-png en/figures/fan.png

# the comparison can fail
for fault in strip label band; do
    "$PYTHON" "$here/pictures.py" $fault en-fan.pgm spoilt.pgm
    "$PYTHON" "$here/pictures.py" look spoilt.pgm "$here/reference/en-fan.pgm.z" >look.txt &&
        complain "a picture with a fault ($fault) passes: $(cat look.txt)"
    cat look.txt
done
"$PYTHON" "$here/pictures.py" shade en-fan.pgm spoilt.pgm
"$PYTHON" "$here/pictures.py" look spoilt.pgm "$here/reference/en-fan.pgm.z" >look.txt ||
    complain "edges shaded a little otherwise are called another picture: $(cat look.txt)"
cat look.txt
"$PYTHON" "$here/pictures.py" look ja-load.pgm "$here/reference/en-fan.pgm.z" >look.txt && complain "another figure passes"

# The README's figures, made with n = 1000, beside n = 8: all but the numbers (same_drawing.py)
for name in plan drift; do
    expect 0 run "$SOURCE_DIR/scenarios/$name.cfg" -n 8 -o $name.h5 --quiet --force
done
for language in en ja; do
    expect 0 report plan.h5 drift.h5 -o readme-$language --lang $language --quiet
    kept=$SOURCE_DIR/scenarios/fan$([ $language = ja ] && echo .ja).svg
    "$PYTHON" "$here/same_drawing.py" "$kept" readme-$language/figures/fan.svg >look.txt ||
        complain "$kept is not what the program draws now: $(head -c 600 look.txt)"
done
sed 's/stroke="#0072b2"/stroke="#0072b3"/' readme-en/figures/fan.svg >other.svg
"$PYTHON" "$here/same_drawing.py" "$SOURCE_DIR/scenarios/fan.svg" other.svg >/dev/null && complain "another colour passes"
finish
