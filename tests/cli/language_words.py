# SPDX-License-Identifier: GPL-3.0-or-later
"""language_words.py LANGUAGE KNOWN FILE...: no words of the other language in what a command printed or a report shows.

Japanese text may hold the words of KNOWN (keys, file names, units as they stand in files), names with "_", "." or "-" in them,
and words in quotes or code; any other English word is text that nobody translated. English text holds no Japanese at all.
"""
import html
import re
import sys
from pathlib import Path

language, known = sys.argv[1], set(re.findall(r"[A-Za-z][A-Za-z']+", Path(sys.argv[2]).read_text(encoding="utf-8")))
faults = 0
for name in sys.argv[3:]:
    text = Path(name).read_text(encoding="utf-8").lstrip("\ufeff")
    if name.endswith((".html", ".svg")):
        text = re.sub(r"<(style|script)\b.*?</\1>|<code>.*?</code>", " ", text, flags=re.S)
        shown = " ".join(re.findall(r'(?:aria-label|alt|title)="([^"]*)"', text))
        text = html.unescape(shown + " " + re.sub(r"<[^>]+>", " ", text))
    if language == "en":
        found = re.findall("[\u3040-\u30ff\u4e00-\u9fff]+", text)
    else:
        text = re.sub(r"根拠: [^\n]*|`[^`]*`", " ", text)  # sources are cited as they are
        found = [w for w in re.findall(r"(?<![\w./\"=*-])[A-Za-z][A-Za-z']{2,}(?![\w./=-])", text) if w not in known]
    if found:
        faults += 1
        print(f"FAULT: {name}: in {language}: {len(found)} words, among them {sorted(set(found))[:12]}")
sys.exit(faults > 0)
