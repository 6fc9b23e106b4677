/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page does: values under the pointer or by arrow keys, one scenario alone, data to
 * take away. All numbers are those of the tables, all texts are put in as text. */
#include "report_parts.h"

#include <stddef.h>

/* clang-format off */
static const char *const lines[] = {
    "(function () {",
    "'use strict';",
    "var root = document.documentElement, tip = document.getElementById('tip'), on "
     "= null;",
    "function all(where, what) { return Array.prototype.slice.call(where.querySelec"
     "torAll(what)); }",
    "all(document, '.choice,.hint').forEach(function (e) { e.hidden = false; });",
    "function only(s) {",
    "if (s === '' || s === root.dataset.only) { delete root.dataset.only; s = ''; }"
     " else { root.dataset.only = s; }",
    "all(document, '.choice button').forEach(function (b) { b.setAttribute('aria-pr"
     "essed', String(b.dataset.s === s)); });",
    "}",
    "function row(figure, hit) {",
    "var panel = +hit.dataset.panel;",
    "var table = figure.querySelector('table[data-panel=\"' + panel + '\"]') || fig"
     "ure.querySelector('table[data-panel=\"' + (panel + 1) + '\"]');",
    "return table && { table: table, line: table.querySelector('tr[data-x=\"' + hit"
     ".dataset.x + '\"]') };",
    "}",
    "function add(parent, name, text) {",
    "var e = document.createElement(name);",
    "if (text !== undefined) { e.textContent = text; }",
    "parent.appendChild(e);",
    "return e;",
    "}",
    "function fill(found) {",
    "tip.textContent = '';",
    "add(add(tip, 'div'), 'b', found.line.cells[0].textContent);",
    "if (found.table.caption) { add(tip, 'div', found.table.caption.textContent); }",
    "var body = add(add(tip, 'table'), 'tbody'), heads = found.table.tHead.rows[0]."
     "cells;",
    "for (var k = 1; k < heads.length; k++) {",
    "var cell = found.line.cells[k], s = heads[k].dataset.s, value = cell.querySele"
     "ctor('b'), range = cell.querySelector('i');",
    "if (value.textContent === '\\u2013' || root.dataset.only !== undefined && root"
     ".dataset.only !== s) { continue; }",
    "var line = add(body, 'tr');",
    "add(line, 'th', heads[k].textContent).className = 's' + s;",
    "add(add(line, 'td'), 'b', value.textContent);",
    "add(line, 'td', range ? '(' + range.textContent + ')' : '');",
    "}",
    "}",
    "function hide() {",
    "if (on) { on.classList.remove('on'); }",
    "on = null;",
    "tip.hidden = true;",
    "}",
    "function show(hit, x, y) {",
    "var figure = hit.closest('figure'), found = figure && row(figure, hit);",
    "if (!found || !found.line) { return; }",
    "if (on !== hit) {",
    "hide();",
    "on = hit;",
    "hit.classList.add('on');",
    "fill(found);",
    "}",
    "tip.hidden = false;",
    "var w = tip.offsetWidth, h = tip.offsetHeight;",
    "var left = x + 16 + w < innerWidth ? x + 16 : Math.max(8, x - 16 - w);",
    "var top = Math.min(Math.max(8, y - h - 12), Math.max(8, innerHeight - h - 8));",
    "tip.style.left = left + 'px';",
    "tip.style.top = top + 'px';",
    "}",
    "function hits(svg) { return all(svg, '.hit'); }",
    "function step(svg, by) {",
    "var list = hits(svg), at = list.indexOf(on);",
    "at = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), "
     "list.length - 1);",
    "if (!list.length) { return; }",
    "var box = list[at].getBoundingClientRect();",
    "show(list[at], box.left + box.width / 2, box.top + Math.min(box.height / 2, 80"
     "));",
    "}",
    "all(document, 'figure svg').forEach(function (svg) {",
    "svg.addEventListener('pointermove', function (e) {",
    "var under = hits(svg).filter(function (h) {",
    "var b = h.getBoundingClientRect();",
    "return e.clientX >= b.left && e.clientX < b.right && e.clientY >= b.top && e.c"
     "lientY < b.bottom;",
    "});",
    "if (under.length) { show(under[0], e.clientX, e.clientY); } else { hide(); }",
    "});",
    "svg.addEventListener('pointerleave', hide);",
    "svg.addEventListener('blur', hide);",
    "svg.addEventListener('keydown', function (e) {",
    "if (e.key === 'ArrowRight' || e.key === 'ArrowDown') { step(svg, 1); }",
    "else if (e.key === 'ArrowLeft' || e.key === 'ArrowUp') { step(svg, -1); }",
    "else if (e.key === 'Escape') { hide(); only(''); }",
    "else { return; }",
    "e.preventDefault();",
    "});",
    "svg.addEventListener('click', function (e) {",
    "var under = document.elementsFromPoint(e.clientX, e.clientY).map(function (x) "
     "{ return x.closest('.series'); }).filter(Boolean);",
    "if (under.length) { only(under[0].dataset.series); } else { only(''); }",
    "});",
    "});",
    "all(document, '.choice button').forEach(function (b) { b.addEventListener('cli"
     "ck', function () { only(b.dataset.s); }); });",
    "addEventListener('scroll', hide, { passive: true });",
    "all(document, 'a.csv').forEach(function (a) {",
    "a.addEventListener('click', function () {",
    "var head = '', text = a.closest('figure').querySelector('pre.data').textConten"
     "t.split(/\\r?\\n/).map(function (line) {",
    "var tab = line.indexOf('\\t');",
    "if (tab > 0) { head = line.slice(0, tab); }",
    "return tab < 0 ? line : head + ',' + line.slice(tab + 1);",
    "}).join('\\r\\n');",
    "a.href = URL.createObjectURL(new Blob(['\\ufeff' + text], { type: 'text/csv' }"
     "));",
    "});",
    "});",
    "})();",
    NULL};
/* clang-format on */

const char *const *sw_page_script(void)
{
    return lines;
}
