# SPDX-License-Identifier: GPL-3.0-or-later
# Little memory (ulimit -v) and a disk that is full at any point, the last byte included: a clear message and a
# documented exit code, what is finished kept, never success with a wrong file. The release build runs this:
# sanitizers need terabytes of address space.
. "$SOURCE_DIR/tests/cli/common.sh"
expect 0 run "$tiny" -n 3 -o whole.h5 --quiet

# within KIB CODES ARGUMENT...: one of the codes; a failure has a message and nothing of HDF5's. The system's loader
# says 127 where the libraries themselves do not fit.
within() {
    kib=$1
    codes=$2
    shift 2
    (ulimit -v "$kib" && exec "$SIDEWORK" "$@") >out 2>err
    got=$?
    case " 127 $codes " in
    *" $got "*) ;;
    *) complain "sidework $* within $kib KiB: exit $got, expected one of $codes: $(head -c 300 err)" ;;
    esac
    [ $got -eq 0 ] || [ -s err ] || complain "sidework $* within $kib KiB: exit $got without a message"
    if grep -q -e HDF5-DIAG -e 'infinite loop' err; then
        complain "sidework $* within $kib KiB: HDF5 speaks for itself: $(head -c 300 err)"
    fi
}

if (ulimit -v 1000000 && "$SIDEWORK" --version) >out 2>err; then
    refused=0
    kept=0
    ran=0
    # the least in which the command and its libraries start; what the work needs comes on top
    least=20000
    until (ulimit -v $least && "$SIDEWORK" --version) >/dev/null 2>&1; do least=$((least + 1000)); done
    for more in 0 1000 2000 3000 4000 5000 6000 7000 8000 9000 10000 12000 16000 20000 30000 40000 50000 60000 70000 \
        80000 100000; do
        kib=$((least + more))
        within $kib "0 71" run "$tiny" -n 3 -o little.h5 --quiet --threads 1
        case $got in
        71)
            refused=$((refused + 1))
            absent little.h5
            if [ -s little.h5.run/journal-0000 ]; then # simulated, but not written: not simulated again
                kept=$((kept + 1))
                says err "--resume"
                expect 0 run "$tiny" -n 3 -o little.h5 --quiet --resume
                cmp -s little.h5 whole.h5 || complain "$kib KiB, then enough: --resume ends in other bytes"
                absent little.h5.run
            fi
            ;;
        0)
            ran=$((ran + 1))
            cmp -s little.h5 whole.h5 || complain "$kib KiB: another result"
            ;;
        esac
        no_leavings
        rm -rf little.h5 little.h5.run little.h5.run.json
        for verb in info verify "export --csv tables"; do
            # shellcheck disable=SC2086
            within $kib "0 71" $verb whole.h5
            [ -e tables/index.csv ] || rm -rf tables
        done
        rm -rf tables
        within $kib "0 71" compare whole.h5 whole.h5
    done
    [ $kept -gt 0 ] && [ $ran -gt 0 ] || complain "$refused refused, $kept with journals, $ran done: the steps are too large"
    # drawing: the least that is let through is enough, what is less is refused before GLib could end the process
    kib=$((least + 200000))
    refused=0
    within $kib "0 71" report whole.h5 -o drawn --quiet --lang ja
    while [ $got -eq 71 ] && [ $refused -lt 100 ]; do
        refused=$((refused + 1))
        says err "drawn: "
        absent drawn
        kib=$((kib + 4000))
        within $kib "0 71" report whole.h5 -o drawn --quiet --lang ja
    done
    [ $refused -gt 3 ] && [ -s drawn/index.html ] || complain "report: $refused limits refused, then exit $got"
    empty err
    rm -rf drawn
    within $((least + 30000)) 71 report whole.h5 -o drawn --quiet
    says err "ulimit -v"
else
    echo "ulimit -v: not tried, this build does not start within 1 GB"
fi

# A file system of its own, as small as wanted, where the tests may make one.
cat >full.sh <<'END'
. "$SOURCE_DIR/tests/cli/common.sh"
mkdir disk
mount -t tmpfs -o size=4k none disk || exit 77
failed=0
whole=$(wc -c <whole.h5)
page=4096
last=$(((whole / page) * page))
for size in 4096 8192 16384 40960 81920 $((last / 2)) $((last - page)) $last; do
    rm -rf disk/a.h5 disk/a.h5.run disk/a.h5.run.json
    mount -o remount,size=$size disk
    "$SIDEWORK" run "$tiny" -n 3 -o disk/a.h5 --quiet >out 2>err
    code=$?
    case $code in
    0) cmp -s disk/a.h5 whole.h5 || complain "disk of $size bytes: success with another result" ;;
    73 | 74)
        failed=$((failed + 1))
        says err "No space left on device"
        absent disk/a.h5
        ;;
    *) complain "disk of $size bytes: exit $code: $(cat err)" ;;
    esac
    [ -z "$(find disk -name '.*tmp*')" ] || complain "disk of $size bytes: something half written is left"
    mount -o remount,size=8m disk
    "$SIDEWORK" run "$tiny" -n 3 -o disk/a.h5 --quiet --resume >out 2>err ||
        complain "disk of $size bytes, then room: --resume: $(cat err)"
    cmp -s disk/a.h5 whole.h5 || complain "disk of $size bytes, then room: another result"
    absent disk/a.h5.run
done
# a report on a full disk: none, or the old one
mount -o remount,size=1m disk
"$SIDEWORK" report whole.h5 -o disk/report --quiet >out 2>err
code=$?
[ $code -eq 74 ] || complain "report on a full disk: exit $code, expected 74: $(cat err)"
says err "No space left on device"
[ -z "$(find disk -name '*report*')" ] || complain "report on a full disk: left: $(find disk -name '*report*')"
[ $failed -ge 6 ] || complain "only $failed disks were full"
# the file system becomes read-only under a run: what was finished before is there
mount -o remount,size=64m disk
"$SIDEWORK" run "$tiny" -n 100000 -o disk/b.h5 --quiet >out 2>err &
run=$!
begun disk/b.h5
kill -9 $run
wait $run 2>/dev/null
mount -o remount,ro disk
for more in --resume --partial --force; do
    expect 73 run "$tiny" -n 100000 -o disk/b.h5 --quiet $more
    says err "Read-only"
done
expect 73 run "$tiny" -n 3 -o disk/c.h5 --quiet
expect 73 report whole.h5 -o disk/report --quiet
[ -s disk/b.h5.run/journal-0000 ] || complain "what was finished is lost"
umount disk
rmdir disk
finish
END
if unshare -m true 2>/dev/null; then
    unshare -m sh full.sh
    got=$?
    if [ $got -eq 77 ]; then
        echo "full disks: not tried, tmpfs cannot be mounted"
    elif [ $got -ne 0 ]; then
        complain "full disks, see above"
    fi
else
    echo "full disks: not tried, unshare -m is not allowed"
fi
finish
