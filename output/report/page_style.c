/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the page looks: light, dark, narrow, printed. Series colours as in draw_style.c; in the
 * dark lightened to the same contrast. */
#include "report_parts.h"

#include <stddef.h>

/* clang-format off */
static const char *const lines[] = {
    ":root{--paper:#fff;--ink:#1a1a1a;--soft:#4d4d4d;--faint:#666;--grid:#e3e3e3;--"
     "axis:#8a8a8a;--goal:#6b6b6b;--card:#f6f7f9;--rule:#d5d8dd;--link:#00568a;--foc"
     "us:#0072b2;--lens:#5f6b7a;--warn:#fff4dc;--warnink:#5c4300;",
    "--c0:#0072b2;--t0:#00639b;--c1:#d55e00;--t1:#b04d00;--c2:#009e73;--t2:#007355;"
     "--c3:#cc79a7;--t3:#a3457a;--c4:#e69f00;--t4:#8a5f00;--c5:#56b4e9;--t5:#1b6d9c;"
     "--c6:#5b5b5b;--t6:#4a4a4a;--c7:#130070;--t7:#130070}",
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#ece"
     "cec;--soft:#c4c7cb;--faint:#a3a8ae;--grid:#2c3138;--axis:#7c838b;--goal:#a3a8a"
     "e;--card:#1d2127;--rule:#39404a;--link:#7cc4f0;--focus:#7cc4f0;--lens:#aab6c5;"
     "--warn:#3a2f14;--warnink:#f3ddaa;",
    "--c0:#4aa8e0;--t0:#6bbcee;--c1:#f08540;--t1:#f59a60;--c2:#1fae80;--t2:#4fcfaa;"
     "--c3:#dd93bb;--t3:#e6a8ca;--c4:#e6a82a;--t4:#ecb94f;--c5:#a5dbfa;--t5:#9fd6f5;"
     "--c6:#8f9296;--t6:#bdbdbd;--c7:#7f66ff;--t7:#a394ff}}",
    ".s0{--c:var(--c0);--t:var(--t0)}.s1{--c:var(--c1);--t:var(--t1)}.s2{--c:var(--"
     "c2);--t:var(--t2)}.s3{--c:var(--c3);--t:var(--t3)}",
    ".s4{--c:var(--c4);--t:var(--t4)}.s5{--c:var(--c5);--t:var(--t5)}.s6{--c:var(--"
     "c6);--t:var(--t6)}.s7{--c:var(--c7);--t:var(--t7)}",
    "*{box-sizing:border-box}",
    "html{-webkit-text-size-adjust:100%}",
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 \"Noto Sa"
     "ns CJK JP\",\"Noto Sans JP\",\"Hiragino Sans\",\"Yu Gothic UI\",\"Yu Gothic\","
     "Meiryo,IPAexGothic,sans-serif}",
    "header,main{max-width:56rem;margin:0 auto;padding:0 1.25rem}",
    "h1{font-size:1.75rem;line-height:1.35;margin:2rem 0 1rem}",
    "h2{font-size:1.3rem;line-height:1.4;margin:0 0 .4rem}",
    "h3{font-size:1.05rem;line-height:1.5;margin:0}",
    "section{margin:2.6rem 0}",
    ".answer{background:var(--card);border-left:.35rem solid var(--focus);padding:1"
     ".1rem 1.3rem;margin:1.2rem 0 1.6rem}",
    ".answer h2{font-size:1rem;color:var(--soft)}",
    ".answer p{margin:0;font-size:1.12rem}",
    ".lead,.sub,.hint{color:var(--soft);margin:.1rem 0 .6rem}",
    ".sub,.hint{font-size:.88rem;line-height:1.6}",
    ".notice{background:var(--warn);color:var(--warnink);padding:.6rem 1rem;margin:"
     ".6rem 0;overflow-wrap:anywhere}",
    ".notice p{margin:0}",
    ".notice pre{margin:.4rem 0 0;white-space:pre-wrap;font-size:.82rem}",
    ".choice{display:flex;flex-wrap:wrap;gap:.4rem;position:sticky;top:0;z-index:2;"
     "background:var(--paper);padding:.5rem 0}",
    ".choice[hidden]{display:none}",
    ".choice button{font:inherit;font-size:.88rem;line-height:1.4;text-align:left;c"
     "olor:var(--t,var(--ink));background:var(--card);border:1px solid var(--rule);b"
     "order-radius:1rem;padding:.25rem .8rem;cursor:pointer}",
    ".choice button[aria-pressed=true]{border-color:currentColor;box-shadow:inset 0"
     " 0 0 1px currentColor}",
    ".swatch{display:inline-block;width:.8em;height:.8em;border-radius:50%;backgrou"
     "nd:var(--c);margin-right:.45em}",
    "figure{margin:1.4rem 0 2rem}",
    "svg{font-size:12px;display:block;width:100%;height:auto;font-family:inherit;ma"
     "rgin:.5rem 0;touch-action:manipulation}",
    ".bottleneck{padding-left:0;list-style:none;font-size:.88rem;line-height:1.6}",
    ".bottleneck li{margin:.3rem 0}",
    ".narrow{display:none}",
    "figcaption{font-size:.78rem;color:var(--faint);overflow-wrap:anywhere}",
    ".links{font-size:.82rem;margin:.35rem 0;color:var(--soft)}",
    ".links span{margin-left:1rem;white-space:nowrap}",
    "a{color:var(--link)}",
    "details{margin:.3rem 0}",
    "summary{cursor:pointer;font-size:.88rem;color:var(--link);width:fit-content}",
    ".scroll{overflow-x:auto;margin:.6rem 0 1rem}",
    "table{border-collapse:collapse;font-size:.82rem;line-height:1.5;font-variant-n"
     "umeric:tabular-nums}",
    "caption{text-align:left;font-weight:700;padding:.3rem 0}",
    "th,td{padding:.22rem .7rem .22rem 0;border-bottom:1px solid var(--rule);text-a"
     "lign:right;vertical-align:top}",
    "th:first-child,th[scope=row],table:not([data-panel]) :is(th,td){text-align:lef"
     "t}",
    ".scroll code{overflow-wrap:normal}",
    "#assumed td,#taught td,.explored td{white-space:nowrap}",
    "#assumed th[scope=row],#taught th[scope=row]{min-width:12rem}",
    "thead th{vertical-align:bottom;color:var(--soft)}",
    "tbody th{font-weight:400}",
    "td b{font-weight:600}",
    "td i{font-style:normal;color:var(--faint);white-space:nowrap}",
    "code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em;overflo"
     "w-wrap:anywhere}",
    "#making code{display:inline-block;width:11rem;overflow-wrap:anywhere}",
    "#making td:nth-child(2){min-width:14rem}",
    ".skip{position:absolute;left:-99rem}",
    ".skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-"
     "index:3}",
    ":focus-visible{outline:3px solid var(--focus);outline-offset:2px}",
    ".grid,.axis,.goal{fill:none}",
    ".grid{stroke:var(--grid);stroke-width:.8}",
    ".axis{stroke:var(--axis);stroke-width:1}",
    ".goal{stroke:var(--goal);stroke-width:1;stroke-dasharray:4 3}",
    ".goal-text{fill:var(--faint);paint-order:stroke;stroke:var(--paper);stroke-wid"
     "th:3px;stroke-opacity:.75}",
    ".lens{fill:var(--lens);fill-opacity:.1}",
    ".panel{fill:var(--ink);font-weight:700}",
    ".e{text-anchor:end}",
    ".m{text-anchor:middle}",
    ".text{fill:var(--soft)}",
    ".note{fill:var(--faint)}",
    ".band90{fill:var(--c);fill-opacity:.15}",
    ".band50{fill:var(--c);fill-opacity:.27}",
    ".line{fill:none;stroke:var(--c);stroke-width:2.4;stroke-linejoin:round;stroke-"
     "linecap:round}",
    ".dashed{stroke-width:1.5;stroke-dasharray:5 3.5}",
    ".leader{stroke:var(--c);stroke-width:.8}",
    ".whisker{stroke:var(--c);stroke-width:1.8}",
    ".dot{fill:var(--c)}",
    ".ring{fill:var(--paper);stroke:var(--c);stroke-width:1.6}",
    ".block{fill:var(--c);fill-opacity:.18}",
    ".cell{fill:var(--c)}",
    ".cell-text{fill:var(--ink)}",
    ".label{fill:var(--t);font-weight:700}",
    ".value,.block-text{fill:var(--t)}",
    ".hit{fill:transparent}",
    ".hit.on{fill:var(--ink);fill-opacity:.07}",
    ".series{cursor:pointer;transition:opacity .15s}",
    "[data-only=\"0\"] .series:not([data-series=\"0\"]),[data-only=\"1\"] .series:n"
     "ot([data-series=\"1\"]),[data-only=\"2\"] .series:not([data-series=\"2\"]),[da"
     "ta-only=\"3\"] .series:not([data-series=\"3\"]),[data-only=\"4\"] .series:not("
     "[data-series=\"4\"]),[data-only=\"5\"] .series:not([data-series=\"5\"]),[data-"
     "only=\"6\"] .series:not([data-series=\"6\"]),[data-only=\"7\"] .series:not([da"
     "ta-series=\"7\"]){opacity:.12}",
    "#tip{position:fixed;z-index:4;max-width:min(30rem,94vw);background:var(--paper"
     ");color:var(--ink);border:1px solid var(--rule);border-radius:.4rem;box-shadow"
     ":0 2px 12px rgba(0,0,0,.18);padding:.5rem .75rem;font-size:.84rem;line-height:"
     "1.5;pointer-events:none}",
    "#tip[hidden]{display:none}",
    "#tip table{font-size:inherit}",
    "#tip th,#tip td{border:0;padding:.05rem .6rem .05rem 0}",
    "#tip td{white-space:nowrap;vertical-align:top}",
    "#tip th{text-align:left;font-weight:400;color:var(--t,inherit)}",
    "@media (max-width:40rem){.wide{display:none}.narrow{display:block}h1{font-size"
     ":1.4rem}header,main{padding:0 1rem}.links span{display:block;margin:0}.choice{"
     "position:static}}",
    "@media (prefers-reduced-motion:reduce){*{transition:none!important;scroll-beha"
     "vior:auto!important}}",
    "@media print{@page{size:A4;margin:16mm 15mm}:root{color-scheme:light}body{font"
     "-size:9.5pt;line-height:1.55}header,main{max-width:none;padding:0}.choice,.hin"
     "t,.links,.skip,#tip,details{display:none!important}figure,.answer,tr{break-ins"
     "ide:avoid}h2,h3,.lead,.sub{break-after:avoid}section{margin:1.4rem 0}h1{margin"
     "-top:0}.wide{display:block!important}.narrow{display:none!important}.scroll{ov"
     "erflow:visible}table{font-size:7.5pt;width:100%}.answer,.notice,svg{print-colo"
     "r-adjust:exact;-webkit-print-color-adjust:exact}#making code{width:7rem}#assumed td,#taught td,.explored td{white-space:normal}#assumed th[scope=row],#taught th[scope=row]{min-width:0}#makin"
     "g td:nth-child(2){min-width:0}}",
    NULL};
/* clang-format on */

const char *const *sw_page_style(void)
{
    return lines;
}
