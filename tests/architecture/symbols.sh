# SPDX-License-Identifier: GPL-3.0-or-later
# The objects of the libraries: symbols.sh CORE_LIBRARY LIBRARY
#   every external symbol begins with sw_; no variable can be written (const tables that only need relocation
#   are fine); nothing that ends the process, runs another, or prints to stdout or stderr is called; the core
#   opens no files, reads no clock or environment, and calls none of libm's functions that are not exact.
set -eu
core=$1
library=$2

complaints=$(
    for archive in "$core" "$library"; do
        name=$(basename "$archive")

        nm -g --defined-only "$archive" | awk -v name="$name" '
            NF == 3 && $3 !~ /^sw_/ { print name ": external symbol without the prefix sw_: " $3 }'

        # objdump -t: address, seven flags, section <tab> size name; O is an object, *COM* a tentative definition
        objdump -t "$archive" | awk -F '\t' -v name="$name" '
            /file format/ { object = $1; sub(/:.*/, "", object) }
            NF == 2 {
                n = split($1, left, " "); section = left[n]
                split($2, right, " ")
                writable = section ~ /^\.(data|bss|sdata|sbss)/ && section !~ /^\.data\.rel\.ro/
                if (writable && substr($1, 18, 7) ~ /O/ || section == "*COM*" ||
                    section ~ /^\.t(data|bss)/ && right[2] != section)
                    print name ": " object ": variable that can be written: " right[2]
            }'

        nm -u "$archive" | awk -v name="$name" '
            /:$/ { object = $1 }
            $1 == "U" { print $2, object }' | sed 's/@[^ ]*//' | awk -v name="$name" '
            $1 ~ /^(exit|_exit|_Exit|quick_exit|abort|raise|kill|__assert_fail|system|popen|fork|vfork|exec[lv].*|posix_spawnp?)$/ ||
            $1 ~ /^(printf|vprintf|__printf_chk|__vprintf_chk|puts|putchar|perror|stdout|stderr)$/ ||
            $1 ~ /^(gets|strcpy|strcat|sprintf|vsprintf|strtok|setlocale|tmpnam|mktemp|rand|srand|random|drand48|longjmp)$/ {
                print name ": " $2 " calls " $1 }'
    done
    nm -u "$core" | awk '
        /:$/ { object = $1 }
        $1 == "U" { print $2, object }' | sed 's/@[^ ]*//' | awk '
        $1 ~ /^(fopen|fdopen|freopen|fclose|fread|fwrite|fputs|fputc|putc|fprintf|__fprintf_chk|vfprintf|fgets|getc|fscanf|sscanf|open|openat|creat|read|write|unlink|rename|mmap|stat|fstat)(64|_chk)?$/ ||
        $1 ~ /^(time|clock|gettimeofday|localtime|gmtime|getenv|secure_getenv|getrandom)$/ ||
        $1 ~ /^(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|erf|erfc|tgamma|lgamma)[fl]?$/ ||
        $1 ~ /^(H5|gsl_|config_)/ { print "core: " $2 " calls " $1 }'
)
if [ -n "$complaints" ]; then
    printf '%s\n' "$complaints"
    exit 1
fi
echo "symbols: $(nm -g --defined-only "$core" "$library" | awk 'NF == 3' | wc -l) external, all in order"
