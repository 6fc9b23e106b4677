# SPDX-License-Identifier: GPL-3.0-or-later
# calibrate: refusals by name, the same bytes for any number of threads and however often it was killed, every rule ends
# with a posterior, facts that say nothing leave the prior, and a run from the posterior is as good as any run.
. "$SOURCE_DIR/tests/cli/common.sh"
city=$SOURCE_DIR/scenarios/exact/drawn_once.cfg # ten people, one uncertain parameter
n=2000
p=200

cat >facts.cfg <<END
title = "Tiny survey";
title_ja = "小さな調査";
observations = (
  { name = "hours"; quantity = "side_work_hours"; fiscal_year = 2021; value = 14.3; sd = 1;
    source = "invented"; text = "Hours a month"; text_ja = "月の時間"; },
  { name = "rate"; quantity = "side_work_rate_annual"; fiscal_year = 2021; value = 0.0086; sd = 0.0005;
    source = "invented"; text = "Side-work rate"; text_ja = "庁内副業率"; }
);
END
cat >later.cfg <<END
title = "The next two years";
observations = (
  { name = "rate_2022"; quantity = "side_work_rate_annual"; fiscal_year = 2022; value = 0.0086; sd = 0.0005;
    source = "invented"; text = "Rate 2022"; },
  { name = "rate_2023"; quantity = "side_work_rate_annual"; fiscal_year = 2023; value = 0.0086; sd = 0.0005;
    source = "invented"; text = "Rate 2023"; }
);
END
sed 's/sd = [0-9.]*/sd = 1e6/' facts.cfg >nothing.cfg

learn() {
    expect 0 calibrate "$@" --simulations $n --particles $p --quiet
}

# which file is which is told by its content, in any order
learn facts.cfg "$city" -o a.h5
says out "What these facts teach: Tiny survey"
says out "about the scenario: Exact case"
cp out table
learn "$city" facts.cfg -o b.h5 --threads 1
cmp -s a.h5 b.h5 || complain "the order of the files changes the posterior"
for threads in 2 3; do
    learn facts.cfg "$city" -o t.h5 --force --threads $threads
    cmp -s a.h5 t.h5 || complain "$threads threads change the posterior"
done
learn facts.cfg "$city" -o s.h5 --seed 7
cmp -s a.h5 s.h5 && complain "another seed gives the same posterior"
[ -e a.h5.run.json ] || complain "a.h5.run.json is missing"
says a.h5.run.json '"simulations": '

# Japanese, JSON, info
learn facts.cfg "$city" -o j.h5 --lang ja
says out "観測値「小さな調査」から何が分かるか"
says out "庁内副業率"
expect 0 info a.h5
cmp -s out table || complain "info of a posterior is not its table"
expect 0 info --json a.h5
is_json out
says out '"kind": "posterior"'
says out '"width_error": '
says out '"only_this": '
learn facts.cfg "$city" -o j2.h5 --json
is_json out

# refusals
expect 64 calibrate facts.cfg
says err "1 have a list \`observations\` and 0 have not"
expect 64 calibrate "$city" "$city"
says err "0 have a list"
expect 66 calibrate nowhere.cfg "$city" -o x.h5
says err "nowhere.cfg: there is no such file"
expect 64 calibrate facts.cfg "$city" --simulations 300 --particles 100 -o x.h5
says err "at least 400"
expect 64 calibrate facts.cfg "$tiny" --simulations 3000 --particles 100 -o x.h5
says err "too few for"
expect 64 calibrate facts.cfg "$city" --simulations 1e3
says err "a whole number from 200"
expect 64 calibrate facts.cfg "$city" --tolerance -1
expect 64 calibrate facts.cfg "$city" -n 5
says err "-n: not an option of calibrate"
expect 64 run "$city" --particles 50
says err "not an option of run"
expect 73 calibrate facts.cfg "$city" -o a.h5
says err "a.h5"
expect 73 calibrate facts.cfg "$city" -o facts.cfg --force
says err "is an input"
expect 65 calibrate later.cfg "$city" -o x.h5
says err "later.cfg:5: observations[1].fiscal_year: the scenario simulates the fiscal years 2021 to 2022, not 2023"
sed 's/side_work_hours/side_work_huors/; s/0.0086;/0.86%;/' facts.cfg >bad.cfg
expect 65 calibrate bad.cfg "$city" -o x.h5 --lang ja
says err "bad.cfg:6:"
sed 's/side_work_hours/side_work_huors/' facts.cfg >bad.cfg
expect 65 calibrate bad.cfg "$city" -o x.h5 --lang ja
says err "「side_work_hours」ではありませんか"
expect 65 calibrate bad.cfg "$city" --set plan.ramp=-1 -o x.h5
says err "plan.ramp"
expect 65 calibrate facts.cfg facts.cfg "$city" -o x.h5
says err "was one file named twice?"
expect 0 check facts.cfg later.cfg
says out "facts.cfg: ok (2 facts"
expect 65 check --json bad.cfg facts.cfg "$city" --set plan.ramp=-1
is_json out
absent x.h5 x.h5.run

# every rule ends with a posterior, which says which it was
expect 0 calibrate facts.cfg "$city" -o r.h5 --quiet --simulations 100000000 --particles 50 --seconds 0.3 --acceptance 0.0001
says out "It ended because the time was used up"
expect 0 calibrate facts.cfg "$city" -o r.h5 --force --quiet --particles 50 --tolerance 100
says out "It ended because the tolerance asked for was reached"
expect 0 calibrate facts.cfg "$city" -o r.h5 --force --quiet --particles 50 --simulations 20000 --acceptance 0.6
says out "It ended because too few proposals were accepted"

# more simulations go on from what is kept, as if they had been asked for at once
expect 0 calibrate facts.cfg "$city" -o more.h5 --quiet --simulations 900 --particles $p
expect 0 calibrate facts.cfg "$city" -o more.h5 --quiet --simulations $n --particles $p --resume --threads 2
cmp -s a.h5 more.h5 || complain "900 simulations made $n are not $n"
sed "s/14.3/14.4/" facts.cfg >other.cfg
expect 65 calibrate other.cfg "$city" -o more.h5 --quiet --simulations $n --particles $p --resume
says err "other facts"
# the number of particles follows --simulations, but not for what is gone on with
expect 0 calibrate facts.cfg "$city" -o tenth.h5 --simulations 1000
says out "In short: of 1 uncertain parameter the facts narrow"
says out "Which fact tells of what"
says out "100 draws, worth "
says err " simulations this time, "
expect 0 calibrate facts.cfg "$city" -o tenth.h5 --simulations 3000 --resume --quiet
says out "100 draws, worth "
expect 0 calibrate facts.cfg "$city" -o tenth.h5 --simulations 1000 --force --quiet --lang ja
says out "要点: 不確かな値 1 個のうち"
says out "どの観測値が何を語るか"
says out "どこまで信用できるか"
rm tenth.h5
expect 65 calibrate facts.cfg "$city" -o tenth.h5 --simulations 3000 --resume --quiet
says err "here 300; give --particles as it was then"
absent tenth.h5
rm -r more.h5.run
expect 73 calibrate facts.cfg "$city" -o r.h5
cp more.h5 more2.h5
expect 0 calibrate facts.cfg "$city" -o more2.h5 --quiet --simulations $n --particles $p --resume
cmp -s a.h5 more2.h5 || complain "--resume without a state is not a new beginning"

# killed at any moment, any number of times
k=0
while [ $k -lt "${KILLS:-8}" ]; do
    k=$((k + 1))
    "$SIDEWORK" calibrate facts.cfg "$city" -o kill.h5 --simulations $n --particles $p --quiet --resume \
        --threads $((k % 3 + 1)) >/dev/null 2>err &
    process=$!
    sleep "0.$((k * 7 % 10))"
    kill -9 $process 2>/dev/null
    wait $process 2>/dev/null
    if [ -e kill.h5 ]; then
        cmp -s kill.h5 a.h5 || complain "after kill $k the final name holds something else"
        break
    fi
done
learn facts.cfg "$city" -o kill.h5 --resume
cmp -s kill.h5 a.h5 || complain "killed $k times, it ends in other bytes"

# a signal: soon, with how to go on; damage to what is kept is found
"$SIDEWORK" calibrate facts.cfg "$city" -o signal.h5 --simulations 100000000 --particles $p --acceptance 0.0001 --quiet >out 2>err &
process=$!
begun signal.h5
kill -TERM $process
wait $process
code=$?
[ $code -eq 143 ] || complain "SIGTERM: exit $code, expected 143"
says err "--resume goes on"
absent signal.h5
expect 73 calibrate facts.cfg "$city" -o signal.h5 --simulations $n --particles $p
says err "--resume goes on"
expect 65 calibrate other.cfg "$city" -o signal.h5 --simulations $n --particles $p --resume
printf 'x' | dd of=signal.h5.run/journal-0000 bs=1 seek=$(($(wc -c <signal.h5.run/journal-0000) / 2)) conv=notrunc 2>/dev/null
expect 65 calibrate facts.cfg "$city" -o signal.h5 --simulations $n --particles $p --resume
says err "is damaged"
learn facts.cfg "$city" -o signal.h5 --force
cmp -s signal.h5 a.h5 || complain "--force does not begin anew"

# several years, several files; facts that say nothing
learn facts.cfg later.cfg "$city" --set simulation.years=3 -o years.h5
says out "Tiny survey; The next two years"
says out "Rate 2023"
learn nothing.cfg "$city" -o nothing.h5
says out "Learned: of 1 uncertain parameter, 0"

# a run from it: reproducible, verified, not confused with the one from the prior; gone on with only from the same one
expect 0 run "$city" -n 200 --posterior a.h5 -o run.h5 --quiet
expect 0 run "$city" -n 200 --posterior a.h5 -o run2.h5 --quiet --threads 3
cmp -s run.h5 run2.h5 || complain "two runs from one posterior differ"
expect 0 run "$city" -n 200 -o prior.h5 --quiet
cmp -s run.h5 prior.h5 && complain "the posterior changes nothing"
expect 0 verify run.h5
expect 65 run "$city" -n 200 --posterior s.h5 -o run.h5 --resume
says err "another scenario or seed"
expect 0 run "$city" -n 100 --posterior a.h5 -o longer.h5 --quiet
expect 0 run "$city" -n 200 --posterior a.h5 -o longer.h5 --quiet --resume
cmp -s run.h5 longer.h5 || complain "100 made longer to 200 is not 200, from a posterior"
expect 0 check "$city" --posterior a.h5 --estimate
says out "replications"
expect 73 run "$city" --posterior a.h5 -o a.h5 --force
says err "is an input"
expect 65 run "$city" --posterior prior.h5 -o x.h5
says err "this is no posterior"
expect 66 run "$city" --posterior nowhere.h5 -o x.h5
expect 65 run "$city" --posterior facts.cfg -o x.h5
expect 65 run "$city" --posterior a.h5 --set matching.accept_willing=0.3 -o x.h5
says err "matching.accept_willing"
says err "does not go with this scenario"
expect 65 verify a.h5
absent x.h5

# facts that no simulation meets: said, and what is told by them stays within what was simulated
sed 's/value = [0-9.]*/value = 0.9/; s/"side_work_hours"/"side_work_rate_annual"/; s/"hours"/"first"/' facts.cfg >never.cfg
learn never.cfg "$city" -o never.h5
says out "rate: Side-work rate (+"
says out "<0.01"
grep -qE ' 0\.00( |$)' out && complain "a probability of nought: $(cat out)"
grep -q '[+-][0-9][0-9][0-9]*\.[0-9][0-9]  ' out && complain "moved by tens of standard deviations: $(cat out)"

# a posterior of another city is used, and said to be of another
expect 0 run "$city" --posterior a.h5 -n 4 -o here.h5 --quiet
empty err
expect 0 run "$city" --posterior a.h5 -n 4 -o elsewhere.h5 --quiet --set 'staff.women_counts=[1, 0, 0, 0, 0]'
says err "whose staff is another"
finish
