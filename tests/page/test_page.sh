# SPDX-License-Identifier: GPL-3.0-or-later
# The page of a report in a headless browser: both languages, light and dark, wide and phone, printed. A probe that the
# test adds to a copy of the page acts as a reader does (pointer, keys, clicks) and measures what is drawn; it writes what
# it finds into the page, which the browser then prints out. Skipped (77) where there is no browser.
. "$SOURCE_DIR/tests/cli/common.sh"
here=$SOURCE_DIR/tests/page

browser=
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && browser=$name && break
done
[ -n "$browser" ] && [ -x "$PYTHON" ] || {
    echo "no browser (chromium) or no Python here"
    exit 77
}

# browse URL OPTION...: one run of the browser with nothing of the user's.
browse() {
    url=$1
    shift
    HOME=$PWD/home timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
        --user-data-dir="$PWD/profile" --hide-scrollbars --disable-background-networking --enable-logging=stderr \
        --virtual-time-budget=8000 "$@" "$url" 2>browser.log
}
mkdir -p home

echo '<p id="x">alive</p>' >try.html
browse "file://$PWD/try.html" --dump-dom >try.out
grep -q alive try.out || {
    echo "the browser does not run here: $(tail -n 2 browser.log)"
    exit 77
}

expect 0 run "$tiny" -n 12 -o plan.h5 --quiet
expect 0 run "$tiny" -n 12 -o calm.h5 --quiet --set plan.adopted=false --set 'title="<b>Calm</b> & long, as titles are"' \
    --set 'title_ja="成り行き（計画なし、<b>何も変えない</b>場合の見通し）"'
cat >screen.cfg <<END
scenario = "$tiny";
title = "Screening, with a title as long as titles are";
method = "morris";
points = 4;
replications = 2;
outcome = "final_rate";
factors = (
  { key = "workload.base_load"; low = 100.0; high = 150.0; },
  { key = "workload.deferrable"; dist = "uniform"; low = 0.0; high = 0.5; }
);
END
sed 's/"morris"/"latin_hypercube"/' screen.cfg >tried.cfg
expect 0 sensitivity screen.cfg -o screen.h5 --quiet
expect 0 explore tried.cfg -o tried.h5 --quiet
for language in en ja; do
    expect 0 report plan.h5 calm.h5 screen.h5 tried.h5 -o "$language" --lang "$language" --quiet
    "$PYTHON" "$here/add_probe.py" "$language/index.html" "$here/probe.js" "$language/probed.html" "$here/broken.js" \
        "$language/broken.html"
done

# examine NAME PAGE WIDTH HEIGHT OPTION...: the probe's findings are none but those allowed.
examine() {
    name=$1
    page=$2
    frame=$3
    shift 3
    sed "s|PAGE|$page|; s|FRAME|$frame|" "$here/frame.html" >"$name.html"
    browse "file://$PWD/$name.html" --allow-file-access-from-files --window-size=1400,1000 --dump-dom "$@" >"$name.out"
    grep -q 'probe: done' "$name.out" || complain "$name: the probe did not end: $(tail -n 3 browser.log)"
    sed -n 's/.*probe: fault: /fault: /p' "$name.out" >"$name.faults"
    grep -E 'CONSOLE.*(rror|iolat|efuse)' browser.log >"$name.console"
}

for language in en ja; do
    for look in light:1 dark:0; do
        for width in wide:1100 phone:375; do
            name=$language-${look%:*}-${width%:*}
            examine "$name" "$language/probed.html" "${width#*:}" --blink-settings=preferredColorScheme="${look#*:}"
            [ ! -s "$name.faults" ] || complain "$name: $(head -n 8 "$name.faults")"
            [ ! -s "$name.console" ] || complain "$name: $(head -n 3 "$name.console")"
            grep -q "probe: looks ${look%:*}" "$name.out" || complain "$name: not ${look%:*}"
        done
    done
done

# the probe can find something: a page with faults made on purpose
examine broken en/broken.html 1100 --blink-settings=preferredColorScheme=1
[ -s broken.console ] || complain "the browser's complaints are not seen"
for what in "overlaps" "leaves its picture" "contrast" "no name" "asks for"; do
    grep -q "$what" broken.faults || complain "the probe does not see: $what"
done

# without script: everything to read is there, nothing that would need it shows
sed 's/<script>/<script>document.title = "it runs";/' ja/index.html >ja/scripted.html
for sandbox in allow-same-origin "allow-same-origin allow-scripts"; do
    sed "s|SANDBOX|$sandbox|; s|PAGE|ja/scripted.html|" "$here/still.html" >still.html
    browse "file://$PWD/still.html" --allow-file-access-from-files --dump-dom >still.out
    sed -n 's/.*<pre id="found">//; s/<\/pre>.*//; s/^still: //p' still.out >still.found
    case $sandbox in
    *scripts) grep -q "fault" still.found || complain "the control finds nothing" ;;
    *) [ "$(cat still.found)" = "as it should be" ] || complain "without script: $(head -n 5 still.found)" ;;
    esac
done

# printed: A4, every figure, nothing for the pointer
if command -v pdftotext >/dev/null 2>&1; then
    browse "file://$PWD/ja/index.html" --no-pdf-header-footer --print-to-pdf=ja.pdf >/dev/null
    pdfinfo ja.pdf 2>/dev/null | grep -q 'A4' || complain "not printed on A4"
    pdftotext ja.pdf printed.txt
    says printed.txt 結論
    says printed.txt 作成の条件
    grep -q 矢印キー printed.txt && complain "the print speaks of keys"
fi
rm -rf profile home
finish
