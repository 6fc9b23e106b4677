# SPDX-License-Identifier: GPL-3.0-or-later
# One scenario, one seed, one release: the same bytes, whatever one build can vary. Other builds: long/same_bytes.sh.
. "$SOURCE_DIR/tests/cli/common.sh"

n=20
expect 0 run "$tiny" -n $n -o one.h5 --threads 1 --quiet
for threads in 2 3 7 16; do # 16: nearly a thread a replication
    expect 0 run "$tiny" -n $n -o many.h5 --threads $threads --force --quiet
    cmp -s one.h5 many.h5 || complain "$threads threads differ from one"
done
# the plain loops of random numbers instead of the widest the machine has
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F expect 0 run "$tiny" -n $n -o many.h5 --force --quiet
cmp -s one.h5 many.h5 || complain "the bytes depend on AVX2, FMA or AVX-512"

# fewer replications are the beginning of more; a finished run made longer is the longer run
expect 0 run "$tiny" -n 7 -o short.h5 --threads 2 --quiet
expect 0 run "$tiny" -n $n -o short.h5 --threads 3 --resume --quiet
cmp -s one.h5 short.h5 || complain "7 replications made 20 differ from 20"

# and they do depend on what they should
expect 0 run "$tiny" -n $n -o other.h5 --seed 5 --quiet
cmp -s one.h5 other.h5 && complain "another seed, the same bytes"
finish
