# SPDX-License-Identifier: GPL-3.0-or-later
# What each command prints, in Japanese without words left in English, in English without Japanese: also reasons of the system,
# units, types. (The sources themselves: architecture/languages.sh. The page of a report: test_report.sh.)
. "$SOURCE_DIR/tests/cli/common.sh"
[ -x "$PYTHON" ] || {
    echo "no Python here"
    exit 77
}

# words that are the same in both: verbs and keys, values and names of files, what stands for other programs
"$SIDEWORK" params --csv | cut -d , -f 1,4,5,6 | tr -c 'A-Za-z' '\n' | sort -u >known
echo "sidework run check params info verify compare report export explore sensitivity calibrate merge morris saltelli
    OUT DIR FILE MPI mpirun Excel BOM Word CSV JSON SVG PNG PDF MiB Wilson Newcombe SHA HDF plan calm
    month grade phase kind sex job department threshold criterion reason replication log none exploration" >>known
expect 0 run "$tiny" -n 2 -o names.h5 --quiet
"$PYTHON" -c 'import h5py; print(*h5py.File("names.h5"))' >>known 2>/dev/null || {
    echo "no h5py here"
    exit 77
}

cat >design.cfg <<END
scenario = "$tiny";
title = "Trial";
title_ja = "試し";
method = "grid";
replications = 3;
factors = ({ key = "workload.base_load"; values = (120.0, 148.8); }, { key = "plan.missed_gate"; values = ("wait", "stop"); });
END
sed 's/"grid"/"morris"/; s/replications = 3/replications = 2; points = 3/; /^factors/d' design.cfg >screen.cfg
echo 'factors = ({ key = "workload.base_load"; low = 100.0; high = 150.0; }, { key = "plan.bank"; low = 0.0; high = 1.0; });' >>screen.cfg

# say NAME ARGUMENT...: what a command prints, on both streams, in both languages
say() {
    name=$1
    shift
    for language in en ja; do
        "$SIDEWORK" "$@" --lang $language >"$name.$language" 2>&1
        [ -s "$name.$language" ] || complain "$name.$language is empty"
    done
}
for language in ja en; do
    "$SIDEWORK" --help --lang $language >help.$language
done
say params params
say check check "$tiny"
say estimate check --estimate "$tiny"
say plan run "$tiny" -n 12 -o plan.h5 --force
say calm run "$tiny" -n 12 -o calm.h5 --force --set plan.adopted=false --set 'title="Calm"' --set 'title_ja="成り行き"'
say info info plan.h5
say compare compare plan.h5 calm.h5
say verify verify plan.h5 -n 2
say explore explore design.cfg -o design.h5 --force
say sensitivity sensitivity screen.cfg -o screen.h5 --force
"$PYTHON" -c 'import h5py; print(*h5py.File("design.h5"))' >>known 2>/dev/null
say study info design.h5
# what goes wrong, with the system's reason
ln -s plan.h5 link.h5
say folder report plan.h5 -o plan.h5/below
say created run "$tiny" -n 2 -o no_folder/x.h5
say absent info missing.h5
say link run "$tiny" -n 2 -o link.h5 --force
say usage run "$tiny" -n none -o y.h5
echo 'title = "x"; environment = { workload_growt = 0.1; population = 3; };' >bad.cfg
say refused check bad.cfg
says folder.ja "途中の名前がディレクトリではありません"
says created.ja "ファイルまたはディレクトリがありません"
says created.en "No such file or directory"
says params.ja "時間/月"
grep -q 'at most .* bytes' params.ja && complain "params --lang ja allows 'at most ... bytes'"

"$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" ja known ./*.ja || complain "see above"
"$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" en known ./*.en || complain "see above"
# the check can fail: each language for the other
for name in help params check plan compare refused; do
    "$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" ja known $name.en >found && complain "$name: English passes for Japanese"
    "$PYTHON" "$SOURCE_DIR/tests/cli/language_words.py" en known $name.ja >found && complain "$name: Japanese passes for English"
done
finish
