/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks whether the characters a report is written in are in some font here. */
#include "render.h"

#include <fontconfig/fontconfig.h>

/* Fonts that have every character of samples; 0 where there is none. */
static int fonts_with(const unsigned *samples, int n)
{
    int found = 0;
    FcPattern *pattern = FcPatternCreate();
    FcCharSet *wanted = FcCharSetCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, (char *)0);
    for (int i = 0; i < n && wanted != NULL; i++)
        (void)FcCharSetAddChar(wanted, samples[i]);
    if (pattern != NULL && wanted != NULL && objects != NULL &&
        FcPatternAddCharSet(pattern, FC_CHARSET, wanted)) {
        FcFontSet *fonts = FcFontList(NULL, pattern, objects);
        found = fonts != NULL ? fonts->nfont : 0;
        if (fonts != NULL)
            FcFontSetDestroy(fonts);
    }
    if (objects != NULL)
        FcObjectSetDestroy(objects);
    if (wanted != NULL)
        FcCharSetDestroy(wanted);
    if (pattern != NULL)
        FcPatternDestroy(pattern);
    return found;
}

int sw_render_fonts(sw_language language, sw_diagnostics *diagnostics)
{
    static const unsigned latin[] = {'A', 'g', '%', 0x2013};
    static const unsigned japanese[] = {0x5E81, 0x526F, 0x696D, 0x7387, 0x3042, 0x30A2};
    if (language == SW_JAPANESE ? fonts_with(japanese, 6) > 0 : fonts_with(latin, 4) > 0)
        return SW_OK;
    return sw_fail(
        diagnostics, SW_MISSING,
        "no font here has the characters of the report: its PNG and PDF figures "
        "would be full of boxes; install one (Debian: apt install "
        "fonts-noto-cjk) and run this again",
        "日本語のフォントが見つからず、PNG と PDF の図が文字化け（□）になり"
        "ます。フォントを入れてから（Debian: apt install fonts-noto-cjk）"
        "もう一度実行してください");
}
