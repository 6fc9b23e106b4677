// SPDX-License-Identifier: GPL-3.0-or-later
// Faults made on purpose, each of a kind that the probe looks for.
(function () {
    'use strict';
    var svg = document.querySelector('#fig-fan .wide svg'), texts = svg.querySelectorAll('text');
    texts[1].setAttribute('x', texts[0].getAttribute('x'));
    texts[1].setAttribute('y', texts[0].getAttribute('y'));
    texts[2].setAttribute('x', '-300');
    document.querySelector('.lead').style.color = '#ccc';
    svg.removeAttribute('aria-label');
    document.body.insertAdjacentHTML('beforeend', '<img alt="x" src="https://example.invalid/x.png">');
}());
