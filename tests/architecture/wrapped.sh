# SPDX-License-Identifier: GPL-3.0-or-later
# wrapped.sh LIBRARY...: every function of libc that the library calls either fails on order in the tests
# (support/faults.def) or stands below, as one that cannot fail or whose failure means nothing. A new call that is
# neither is a complaint: the tests of failures would not know it.
set -eu
here=$(dirname "$0")

# computes, copies, compares, formats in memory
memory="_GLOBAL_OFFSET_TABLE_ __ctype_b_loc __ctype_tolower_loc __errno_location __stack_chk_fail
 snprintf vsnprintf __snprintf_chk __vsnprintf_chk memchr memcmp memcpy memmove memset __memcpy_chk __memset_chk
 qsort alphasort strchr strcmp strcspn strerror strlen strncmp strpbrk strrchr strspn strstr strtod strtol strtoull strtoul
 strtoll strnlen fmax fmin floor ceil nearbyint nextafter rint fabs sqrt log toupper tolower"
# gives back, or says what is known: nothing can be done about a failure, or there is none
# (glibc's mutexes and conditions hold no memory: making one cannot fail)
harmless="pthread_mutex_init pthread_mutex_lock pthread_mutex_unlock pthread_mutex_destroy pthread_cond_init
 pthread_cond_signal pthread_cond_timedwait pthread_cond_destroy pthread_condattr_init pthread_condattr_setclock
 pthread_condattr_destroy free freelocale uselocale dirfd fileno getpid getpgid pthread_join munmap clock_gettime nanosleep sysconf"
# libraries of others, whose own calls are not wrapped, and what compilers put in
others="^(__cpu_|__x86_get_|H5|gsl_|config_|cairo_|rsvg_|g_|Fc|sw_|__gcov|__asan|__ubsan|__tsan|__sanitizer|inflate|compress|_mcleanup|__gnu_mcount)"

wrapped=$(sed -n 's/^FAULT([A-Z]*, [^,]*, \([a-z_]*\),.*/\1/p; s/^SPECIAL(\([a-z_]*\))$/\1/p' "$here/../support/faults.def")
[ "$(printf '%s\n' "$wrapped" | wc -l)" -gt 30 ] || {
    echo "faults.def could not be read"
    exit 1
}
called=$(nm -u "$@" | sed -n 's/^ *U \([^@]*\).*/\1/p' | sort -u | grep -Ev "$others")
bad=0
for name in $called; do
    case " $(echo $wrapped $memory $harmless) " in
    *" $name "*) ;;
    *)
        echo "$name is called, but no test makes it fail: add it to tests/support/faults.def, or here with the reason"
        bad=$((bad + 1))
        ;;
    esac
done
echo "$(echo "$called" | wc -l) functions of libc called, $bad unaccounted for"
[ "$bad" -eq 0 ]
