# SPDX-License-Identifier: GPL-3.0-or-later
# export of explorations, sensitivity analyses and posteriors: every number is the file's, to the bit; every column is in the
# dictionary; hostile words are no formulas; nothing is replaced unasked. (cli/test_report.sh: the same tables in a report.)
. "$SOURCE_DIR/tests/cli/common.sh"

cat >tried.cfg <<END
scenario = "$tiny";
title = "=Tried|\`x\`,\"y\"";
title_ja = "@試行";
method = "latin_hypercube";
points = 5;
replications = 2;
outcome = "final_rate";
factors = (
  { key = "workload.base_load"; low = 100.0; high = 150.0; },
  { key = "plan.missed_gate"; values = ("go_on", "wait"); }
);
END
sed 's/"latin_hypercube"/"morris"/; s/points = 5/points = 3/; /missed_gate/d; s/150.0; },/150.0; },\n  { key = "plan.bank"; low = 0.0; high = 1.0; }/' tried.cfg >screen.cfg
cat >facts.cfg <<'END'
title = "Tiny survey";
observations = (
  { name = "hours"; quantity = "side_work_hours"; fiscal_year = 2021; value = 14.3; sd = 1; source = "invented"; text = "-Hours"; },
  { name = "rate"; quantity = "side_work_rate_annual"; fiscal_year = 2021; value = 0.0086; sd = 0.0005; source = "invented";
    text = "+Rate"; }
);
END
expect 0 explore tried.cfg -o tried.h5 --quiet
expect 0 sensitivity screen.cfg -o screen.h5 --quiet
expect 0 calibrate facts.cfg "$SOURCE_DIR/scenarios/exact/drawn_once.cfg" --simulations 500 --particles 100 -o learned.h5 --quiet
for name in tried screen learned; do
    for language in en ja; do
        expect 0 export $name.h5 --csv $name-$language --lang $language --quiet
        [ "$(head -c 3 $name-$language/dictionary.csv | od -An -tx1 | tr -d ' ')" = efbbbf ] ||
            complain "$name-$language: no byte order mark"
    done
    expect 0 export $name.h5 --csv $name-plain --lang en --no-bom
    says err "tables: $name-plain"
done
says learned-ja/facts.csv "観測値"
cp tried-en/points.csv tried-en/points.csv.kept
rm tried-en/dictionary.csv
expect 73 export tried.h5 --csv tried-en
says err "points.csv"
as_before tried-en/points.csv
absent tried-en/dictionary.csv
expect 0 export tried.h5 --csv tried-en --force --quiet --lang en
as_before tried-en/points.csv
head -c 4000 tried.h5 >half.h5
expect 65 export half.h5 --csv half
absent half

if [ -x "$PYTHON" ]; then
    "$PYTHON" "$SOURCE_DIR/tests/cli/export_study.py" tried-plain tried.h5 screen-plain screen.h5 learned-plain learned.h5 || complain "see above"
    # a digit is seen
    sed 's/\([1-9]\)\(,[^,]*\)$/0\2/' screen-plain/influence.csv >other && cp other screen-plain/influence.csv
    "$PYTHON" "$SOURCE_DIR/tests/cli/export_study.py" tried-plain tried.h5 screen-plain screen.h5 learned-plain learned.h5 >/dev/null && complain "a changed digit is not seen"
fi
finish
