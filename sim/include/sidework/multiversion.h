/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One function, compiled for several x86-64 levels, the best one taken when the program
 * starts.
 *
 *   SW_MULTIVERSION static void decay(int n, float keep, float *restrict x)
 *
 * For functions that are plain loops over columns. All versions have the same bits: with
 * -ffp-contract=off the wider ones do the same exactly rounded operations, only more at a
 * time. What such a function calls must be inline, or it stays as narrow as it was.
 *
 * Empty, so that the function is compiled once for the level of the build,
 *   - if SW_PLAIN is defined (a build without any code that is chosen at run time);
 *   - with a compiler other than gcc: clang 14 knows the attribute, but for a static
 *     function it makes an external symbol NAME.resolver, which two files with functions
 *     of one name would both define;
 *   - without glibc on x86-64, which the choice (an ifunc) needs;
 *   - under ThreadSanitizer, whose run time is not ready yet when ifuncs are resolved:
 *     the program would crash at its start.
 *
 * The choice asks the processor. GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2 does not reach it
 * (libgcc reads cpuid by itself); it does reach the kernels of draws.h. SW_PLAIN, or a
 * build with -march, is how to run every loop without wide vectors.
 */
#ifndef SIDEWORK_MULTIVERSION_H
#define SIDEWORK_MULTIVERSION_H

/*
 * Before a loop whose columns do not overlap, where restrict cannot say so because they are
 * reached through the population:
 *
 *   SW_COLUMNS_APART
 *   for (int i = 0; i < n; i++)
 *       q->experience[i] *= kept;
 */
#if defined(__clang__)
#define SW_COLUMNS_APART _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define SW_COLUMNS_APART _Pragma("GCC ivdep")
#else
#define SW_COLUMNS_APART
#endif

#include <stddef.h> /* defines __GLIBC__ through features.h where there is one */
#include <stdint.h>

#if defined(__GNUC__) && !defined(__clang__) && defined(__GLIBC__) &&                    \
    defined(__x86_64__) && !defined(SW_PLAIN) && !defined(__SANITIZE_THREAD__)
#define SW_MULTIVERSION                                                                  \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SW_MULTIVERSION
#endif

#endif
