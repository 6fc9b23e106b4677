// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at the page as a reader would, and tells the frame around it what is not as it should be.
(function () {
    'use strict';
    function tell(what) { parent.postMessage(what, '*'); }
    function fault(what) { tell('fault: ' + what); }
    function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }
    addEventListener('error', function (e) { fault('script error: ' + e.message); }, true);
    addEventListener('securitypolicyviolation', function (e) { fault('asks for ' + e.blockedURI); });

    function shown(e) { var b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; }
    function drawings() { return all(document, 'figure svg').filter(shown); }

    // boxes of letters, a little less than the font's full height
    function letters(t) {
        var b = t.getBoundingClientRect(), cut = b.height * 0.18;
        return { left: b.left, right: b.right, top: b.top + cut, bottom: b.bottom - cut, text: t.textContent };
    }
    function overlaps() {
        drawings().forEach(function (svg) {
            var id = svg.closest('figure').id, frame = svg.getBoundingClientRect();
            var boxes = all(svg, 'text').map(letters);
            boxes.forEach(function (a, i) {
                if (a.left < frame.left - 1.5 || a.right > frame.right + 1.5 || a.top < frame.top - 1.5 ||
                    a.bottom > frame.bottom + 1.5) {
                    fault(id + ': "' + a.text + '" leaves its picture');
                }
                boxes.slice(0, i).forEach(function (b) {
                    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
                        fault(id + ': "' + a.text + '" overlaps "' + b.text + '"');
                    }
                });
            });
        });
        all(document, '#making code').filter(shown).forEach(function (c) {
            if (c.scrollWidth > c.clientWidth + 1) { fault('cut on paper: ' + c.textContent.slice(0, 20)); }
        });
        if (document.documentElement.scrollWidth > innerWidth + 1) { fault('the page is wider than its window'); }
        if (innerWidth < 640) {
            all(document, 'figure svg').filter(shown).forEach(function (svg) {
                all(svg, 'text').forEach(function (t) {
                    if (t.getBoundingClientRect().height < 9) { fault('too small to read: ' + t.textContent); }
                });
            });
        }
    }

    // WCAG 2.1: relative luminance and contrast
    function channels(text) { return (text.match(/[\d.]+/g) || [0, 0, 0]).map(Number); }
    function luminance(c) {
        var l = c.slice(0, 3).map(function (v) {
            v /= 255;
            return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
    }
    function contrast(a, b) {
        var x = luminance(a), y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }
    function ground(e) {
        for (; e; e = e.parentElement) {
            var c = channels(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0.99) { return c; }
        }
        return [255, 255, 255];
    }
    function contrasts() {
        var seen = {};
        all(document, 'p,h1,h2,h3,a,button,summary,th,td,td i,caption,figcaption,svg text').filter(shown).forEach(function (e) {
            var style = getComputedStyle(e), svg = e.closest('svg');
            var ink = channels(svg ? style.fill : style.color), paper = ground(e), c = contrast(ink, paper);
            var key = ink + '/' + paper;
            if (c < 4.5 && !seen[key]) {
                seen[key] = 1;
                fault('contrast ' + c.toFixed(2) + ' of "' + e.textContent.slice(0, 30) + '"');
            }
        });
    }

    function names() {
        all(document, 'svg[role=img]').forEach(function (s) {
            var described = document.getElementById(s.getAttribute('aria-describedby'));
            if (!s.getAttribute('aria-label') || !described || described.textContent.length < 10) {
                fault('a drawing has no name or description: ' + s.closest('figure').id);
            }
        });
        all(document, 'button,a,summary').forEach(function (e) {
            if (!e.textContent.trim()) { fault('no name: ' + e.outerHTML.slice(0, 80)); }
        });
        var ids = {};
        all(document, '[id]').forEach(function (e) {
            if (ids[e.id]) { fault('two of the name ' + e.id); }
            ids[e.id] = 1;
        });
        all(document, 'figure').forEach(function (f) {
            if (!f.querySelector('table') || !f.querySelector('pre.data').textContent.includes(',')) { fault('no table: ' + f.id); }
        });
        if (!document.documentElement.lang || !document.title) { fault('no name: the page'); }
        if (all(document, 'th:not([scope])').some(shown)) { fault('a heading of a table without scope'); }
    }

    // pointer, keys and clicks
    var tip = document.getElementById('tip');
    function at(svg, type, x, y, name) {
        svg.dispatchEvent(new (name === 'key' ? KeyboardEvent : PointerEvent)(type, name === 'key' ?
            { key: x, bubbles: true, cancelable: true } : { clientX: x, clientY: y, bubbles: true }));
    }
    // what the link holds: every row whole, the last value that of the table
    var waiting = 0;
    function data(link) {
        var make = URL.createObjectURL, lines = [];
        URL.createObjectURL = function (blob) {
            waiting++;
            blob.text().then(function (text) {
                waiting--;
                lines = text.trim().split('\r\n');
                if (text.charCodeAt(0) !== 0xFEFF && !/^[a-z\u3000-\u9fff]/.test(text)) { fault('the data begin oddly'); }
                if (lines.length < 10 || lines.some(function (l) { return l.includes('\t') || /^,/.test(l); })) {
                    fault('the data are torn: ' + lines[2]);
                }
            });
            return make.call(URL, blob);
        };
        link.click();
        URL.createObjectURL = make;
    }
    // under the pointer, at every place of a drawing: the row of the table, and nothing that is not in it
    function shows(svg, id, hit) {
        var b = hit.getBoundingClientRect(), panel = hit.dataset.panel;
        at(svg, 'pointermove', b.left + b.width / 2, b.top + b.height / 2);
        var row = svg.closest('figure').querySelector('table[data-panel="' + panel + '"] tr[data-x="' + hit.dataset.x + '"]');
        if (tip.hidden) { fault(id + ': nothing under the pointer'); }
        if (row && !tip.textContent.includes(row.cells[0].textContent)) { fault(id + ': another row than that of the table'); }
        all(tip, 'td b').forEach(function (v) {
            if (row && !row.textContent.includes(v.textContent)) { fault(id + ': ' + v.textContent + ' is not in the table'); }
        });
    }
    // a click on what belongs to a scenario shows it alone, one beside it shows all again
    function clicks(svg, id) {
        var root = document.documentElement, mark = svg.querySelector('.series .label,.series .line,.series .dot');
        if (!mark) { return; }
        mark.scrollIntoView({ block: 'center' });
        var s = mark.closest('.series').dataset.series, b = mark.getBoundingClientRect(), frame = svg.getBoundingClientRect();
        function click(x, y) { svg.dispatchEvent(new MouseEvent('click', { clientX: x, clientY: y, bubbles: true })); }
        click(b.left + b.width / 2, b.top + b.height / 2);
        if (root.dataset.only !== s) { fault(id + ': a click on scenario ' + s + ' chooses ' + root.dataset.only); }
        all(svg, '.series').forEach(function (g) {
            g.getAnimations().forEach(function (a) { a.finish(); });
            if ((+getComputedStyle(g).opacity < 0.5) !== (g.dataset.series !== s)) {
                fault(id + ': a click isolates the wrong scenario: ' + g.dataset.series);
            }
        });
        svg.scrollIntoView({ block: 'end' });
        frame = svg.getBoundingClientRect();
        click(frame.left + 1, frame.bottom - 1);
        if (root.dataset.only !== undefined) { fault(id + ': a click beside does not show all again'); }
    }
    function acts() {
        drawings().forEach(function (svg) {
            var id = svg.closest('figure').id, hits = all(svg, '.hit'), hit = hits[hits.length - 1];
            svg.scrollIntoView({ block: 'center' });
            hits.forEach(function (h) { shows(svg, id, h); });
            svg.scrollIntoView({ block: 'center' });
            shows(svg, id, hit);
            var box = tip.getBoundingClientRect();
            if (box.left < 0 || box.right > innerWidth + 1) { fault(id + ': values beyond the window'); }
            at(svg, 'pointerleave', 0, 0);
            if (!tip.hidden) { fault(id + ': the values stay'); }
            at(svg, 'keydown', 'ArrowRight', 0, 'key');
            if (tip.hidden) { fault(id + ': no values by keys'); }
            at(svg, 'keydown', 'Escape', 0, 'key');
            if (!tip.hidden) { fault(id + ': Escape does not close'); }
            clicks(svg, id);
        });
        var button = document.querySelectorAll('.choice button')[2], root = document.documentElement;
        button.click();
        if (root.dataset.only !== '1' || button.getAttribute('aria-pressed') !== 'true') { fault('a click chooses no scenario'); }
        var pale = document.querySelector('figure .series[data-series="0"]');
        pale.getAnimations().forEach(function (a) { a.finish(); });
        if (+getComputedStyle(pale).opacity > 0.5) { fault('the other scenario is not pale'); }
        button.click();
        if (root.dataset.only !== undefined) { fault('a second click does not show all again'); }
        var link = document.querySelector('a.csv');
        link.addEventListener('click', function (e) { e.preventDefault(); });
        link.click();
        if (!/^blob:/.test(link.href)) { fault('no data to take away: ' + link.href); }
        data(link);
        scrollTo(0, 0);
    }

    addEventListener('load', function () {
        setTimeout(function () {
            tell('looks ' + (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
            performance.getEntriesByType('resource').forEach(function (r) { fault('asks for ' + r.name); });
            overlaps();
            contrasts();
            names();
            acts();
            setTimeout(function () { tell(waiting ? 'fault: the data never came' : 'done'); }, 400);
        }, 100);
    });
}());
