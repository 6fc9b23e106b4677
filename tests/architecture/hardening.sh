# SPDX-License-Identifier: GPL-3.0-or-later
# The programs as they are shipped: hardening.sh BUILD_TYPE PROGRAM...
#   loaded anywhere (PIE); tables of addresses read-only before main (RELRO, bound at once); nothing both written and
#   run; the stack watched; copies and prints of known size checked (FORTIFY, which wants optimisation: not in Debug);
#   no call that starts a process, in the command's own objects as little as in the library's (symbols.sh).
# A program made without all of this comes first: each line must find it.
set -eu
type=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL

# faults PROGRAM: one line for each thing that is not so
faults() {
    readelf -hW "$1" >"$work/head"
    readelf -lW "$1" >"$work/segments"
    readelf -dW "$1" >"$work/dynamic"
    nm -D --undefined-only "$1" | sed 's/.* //; s/@.*//' | sort -u >"$work/calls"
    { grep -q 'Type: *DYN' "$work/head" && grep -q 'FLAGS_1.* PIE' "$work/dynamic"; } || echo "is no PIE"
    grep -q GNU_RELRO "$work/segments" || echo "has no RELRO"
    grep -Eq '\(BIND_NOW\)|FLAGS.*(BIND_NOW|NOW)' "$work/dynamic" || echo "is not bound at once"
    ! grep -Eq '^ *GNU_STACK .* RWE ' "$work/segments" || echo "has a stack that can be run"
    ! grep -Eq '^ *LOAD .* RWE ' "$work/segments" || echo "has a segment that is written and run"
    grep -qx __stack_chk_fail "$work/calls" || echo "does not watch its stack"
    [ "$type" = Debug ] || grep -q '_chk$' "$work/calls" || echo "checks no copies (FORTIFY)"
    grep -Ex 'system|popen|v?fork|_Fork|clone3?|posix_spawnp?|f?exec[lv].*|wordexp' "$work/calls" |
        sed 's/^/can start a process: /'
}

cat >"$work/soft.c" <<'END'
#include <stdlib.h>
#include <string.h>
int main(int n, char **words)
{
    char text[64];
    strcpy(text, words[n - 1]);
    return system(text);
}
END
"${CC:-cc}" -O2 -U_FORTIFY_SOURCE -fno-stack-protector -fno-pie -no-pie -Wl,-z,norelro,-z,lazy,-z,execstack \
    -o "$work/soft" "$work/soft.c"
faults "$work/soft" >"$work/found"
# one segment for all is not made everywhere, so it does not count
wanted=7
[ "$type" != Debug ] || wanted=6
found=$(grep -vc 'segment that is written' "$work/found")
[ "$found" -eq "$wanted" ] || {
    echo "a soft program has $wanted faults, found were $found:"
    cat "$work/found"
    exit 1
}

bad=0
for program; do
    faults "$program" >"$work/found"
    [ ! -s "$work/found" ] || bad=1
    sed "s|^|$(basename "$program") |" "$work/found"
done
[ "$bad" -eq 0 ]
echo "hardening: $# programs as they should be; all $found faults of a soft one are seen"
