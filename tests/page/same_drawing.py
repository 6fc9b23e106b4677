# SPDX-License-Identifier: GPL-3.0-or-later
"""same_drawing.py KEPT.svg MADE.svg: the same drawing of other numbers: kinds of elements with their looks, and all words in
their order within a kind (without numbers and settings; where lines break is a matter of the numbers)."""
import re
import sys
import xml.etree.ElementTree as xml

LOOK = ("class", "fill", "stroke", "fill-opacity", "stroke-width", "stroke-dasharray", "font-weight", "data-series")
SETTINGS = r"(settings|設定) ?[0-9a-f, ]+"


def drawing(path):
    root = xml.parse(path).getroot()
    looks, words = {(k, root.get(k)) for k in ("font-family", "role", "width")}, {}
    for e in root.iter():
        tag = e.tag.split("}")[1]
        looks.add((tag,) + tuple(e.get(a) for a in LOOK))
        if tag in ("text", "title", "desc"):
            kind = e.get("class", tag)
            words[kind] = words.get(kind, "") + re.sub(r"\s", "", e.text or "") + "\n"
    for kind in words:
        text = re.sub(SETTINGS.replace(" ?", ""), "", words[kind].replace("\n", "")) if kind in ("subtitle", "note") else words[kind]
        words[kind] = sorted(set(re.sub(r"[0-9.,%–]+", "", text).split("\n")))
    return looks, words


kept, made = drawing(sys.argv[1]), drawing(sys.argv[2])
for a, b in zip(kept, made):
    if a != b:
        only = [(k, a[k], b.get(k)) for k in a if a[k] != b.get(k)] if isinstance(a, dict) else sorted(a ^ b, key=str)
        print("not the same drawing:", only[:4])
sys.exit(kept != made)
