# SPDX-License-Identifier: GPL-3.0-or-later
# A run from a posterior is as durable as any: in shards, merged, stopped and gone on with, made longer, it is the same
# bytes; a posterior that has changed, or has gone, is never replaced by another or by the priors in silence.
. "$SOURCE_DIR/tests/cli/common.sh"
cp "$SOURCE_DIR/scenarios/exact/drawn_once.cfg" city.cfg # ten people, one uncertain parameter
grep -q '^extends' city.cfg && sed -i "s|^extends = \"|&$SOURCE_DIR/scenarios/exact/|" city.cfg
cat >facts.cfg <<'END'
title = "Tiny survey";
observations = ( { name = "hours"; quantity = "side_work_hours"; fiscal_year = 2021; value = 14.3; sd = 1;
                   source = "invented"; text = "Hours a month"; } );
END
name=とても長い名前の市
for seed in 1 2; do
    expect 0 calibrate facts.cfg city.cfg -o p$seed.h5 --simulations 600 --particles 100 --seed $seed --quiet \
        --set "title_ja=\"A$name$name$name$name$name$name\""
done
n=40

# the same bytes: shards and merge, with --posterior and without it (what was drawn is in the shards), longer, resumed
expect 0 run city.cfg -n $n --posterior p1.h5 -o whole.h5 --quiet
cp out table
for k in 1 2 3; do
    expect 0 run city.cfg -n $n --posterior p1.h5 --shard $k/3 -o shards.h5 --quiet --threads $k
done
cp -r shards.h5.run again.h5.run
expect 0 merge shards.h5 --posterior p1.h5 --quiet
cmp -s whole.h5 shards.h5 || complain "shards from a posterior, merged, are not the run"
cmp -s out table || complain "merge from a posterior prints another table"

# a shard of another posterior, of the priors, and a merge of what does not belong together
cp -r again.h5.run other.h5.run
for more in "--posterior p2.h5" ""; do
    # shellcheck disable=SC2086
    expect 65 run city.cfg -n $n $more --shard 2/3 -o other.h5 --resume --quiet
    says err "digest"
done
expect 65 merge other.h5 --posterior p2.h5 --quiet
absent other.h5
diff -r other.h5.run again.h5.run >diff || complain "refused, and yet changed: $(cat diff)"

# the posterior has gone: said by name, nothing is lost, and with it back the merge is the run
mv p1.h5 gone.h5
expect 66 merge other.h5 --posterior p1.h5 --quiet
says err "p1.h5"
expect 66 run city.cfg -n $n --posterior p1.h5 --shard 1/3 -o other.h5 --resume --quiet --lang ja
says err "p1.h5"
expect 66 run city.cfg -n $n --posterior p1.h5 -o whole.h5 --resume --quiet
mv gone.h5 p1.h5
expect 0 merge other.h5 --posterior p1.h5 --quiet
cmp -s whole.h5 other.h5 || complain "after the posterior was away the merge is another"
cp -r again.h5.run alone.h5.run
expect 0 merge alone.h5 --quiet
cmp -s whole.h5 alone.h5 || complain "a merge without --posterior is another"

# killed, and gone on with: by the same posterior only; the name of its file does not matter, what is in it does
"$SIDEWORK" run city.cfg -n 100000 --posterior p1.h5 -o kill.h5 --quiet >out 2>err &
process=$!
begun kill.h5
kill -9 $process
wait $process 2>/dev/null
for more in "--posterior p2.h5" ""; do
    # shellcheck disable=SC2086
    expect 65 run city.cfg -n 100000 $more -o kill.h5 --resume --quiet
    says err "digest"
done
cp p1.h5 renamed.h5
printf 'x' | dd of=renamed.h5 bs=1 seek=3000 conv=notrunc 2>/dev/null
expect 65 run city.cfg -n 100000 --posterior renamed.h5 -o kill.h5 --resume --quiet
says err "renamed.h5: "
cp p1.h5 renamed.h5
expect 0 run city.cfg -n 100000 --posterior renamed.h5 -o kill.h5 --partial --quiet
says out "INCOMPLETE"
expect 0 run city.cfg -n 20 --posterior p1.h5 -o longer.h5 --quiet
expect 0 run city.cfg -n $n --posterior renamed.h5 -o longer.h5 --resume --quiet
cmp -s whole.h5 longer.h5 || complain "20 made longer to $n is not $n"
expect 65 run city.cfg -n $n --posterior p2.h5 -o whole.h5 --resume --quiet

# a long Japanese name is cut at a whole character
expect 65 run city.cfg -n 4 --posterior p1.h5 --set matching.accept_willing=0.3 -o x.h5 --lang ja
grep -q '\\x' err && complain "half a character: $(cat err)"
says err "このシナリオには使えません"
absent x.h5 x.h5.run
finish
