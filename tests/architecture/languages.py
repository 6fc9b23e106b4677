# SPDX-License-Identifier: GPL-3.0-or-later
"""languages.py ACCEPTED FILE...: every text of the sources stands there in English and in Japanese.

A text is a string literal of two words or more, markup and %-conversions apart. Its other half must stand in the same
statement, or in the one before or behind it (tables by language); in a .def, in the same row. What is written for machines
(keys, formats) is named in ACCEPTED: a line has the file, how the text begins, and why, two blanks between them. Where a
function takes both halves (sw_fail, and what has parameters en and ja), they must be the two languages and take the same
values.
"""
import re
import sys

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|\S', re.S)
DIRECTIVE = re.compile(r"^\s*#\s*(?!define)\w+[^\n]*", re.M)
CONVERSION = re.compile(r"%([-+#0-9.*]*(?:hh|h|ll|l|z|j|t)?[a-zA-Z%])")
TAKES_BOTH = re.compile(r"(\w+)\([^()]*const char \*en,\s*const char \*ja[,)]")
# Markup, script, style; reasons of a world gone wrong, which only a debugger's user reads; Japanese whose English is the
# system's; descriptions of random streams, which are comments that the compiler keeps.
NO_TEXTS = ("page_script.c", "page_style.c", "draw_svg.c", "state/verify.c", "base/reason.c", "random.h", "tally.h", "multiversion.h")


def statements(text, rows):
    """Lists of [literal, line, (the word before its parenthesis, where)], adjacent literals as one."""
    text = DIRECTIVE.sub(lambda m: "\n" * m.group(0).count("\n"), text.replace("\\\n", " \n"))
    found, now, glue, calls, before = [], [], False, [], ""
    for m in TOKEN.finditer(text):
        t = m.group(0)
        if t.startswith(("/*", "//")):
            continue
        if rows and t[0].isalpha() and (m.start() == 0 or text[m.start() - 1] == "\n"):
            found.append(now)
            now = []
        if t[0] == '"':
            if glue:
                now[-1][0] += t[1:-1]
            else:
                now.append([t[1:-1], text.count("\n", 0, m.start()) + 1, calls[-1] if calls else ("", 0)])
            glue = True
            continue
        if glue and t.startswith("PRI"):
            now[-1][0] += t[-3:]
            continue
        glue = False
        if t == "(":
            calls.append((before, m.start()))
        if t == ")" and calls:
            calls.pop()
        if t == ";" and not rows:
            found.append(now)
            now, calls = [], []
        before = t
    return found + [now]


def is_prose(text):
    """Two words or more, where markup, conversions and escapes are none."""
    text = re.sub(r"<[^<>]*>|<[^<>]*$|^[^<>]*>", " ", text) if re.search(r"</?[a-z]", text) or "\\\"" in text else text
    text = CONVERSION.sub(" ", re.sub(r"\\.", " ", text)).strip()
    return " " in text and len(re.findall(r"(?<![\w./-])[A-Za-z][a-z']+(?![\w./=-])", text)) >= 2


def values_of(text):
    return [c[-1] for c in CONVERSION.findall(text) if c != "%"]


def calls_of(part):
    """Literals by the call they stand in, in order."""
    by_call = {}
    for text, line, call in part:
        by_call.setdefault(call, []).append((text, line))
    return by_call


def both_halves(path, part, pairs):
    """Calls of a function that takes a text in English and in Japanese: neither half twice, the same values in both."""
    faults = []
    for (name, _), texts in calls_of(part).items():
        if name not in pairs or len(texts) != 2 or not is_prose(texts[0][0]):
            continue
        (en, line), (ja, _) = texts
        if JAPANESE.search(en) or not JAPANESE.search(ja):
            faults.append(f"{path}:{line}: {name}: one language twice: {en[:60]} / {ja[:60]}")
        elif values_of(en) != values_of(ja):
            faults.append(f"{path}:{line}: {name}: not the same values: {en[:60]} / {ja[:60]}")
    return faults


def look(path, accepted, used, pairs):
    faults = []
    rows = path.endswith(".def")
    parts = statements(open(path, encoding="utf-8").read(), rows)
    for i, part in enumerate(parts):
        around = part if rows else sum(parts[max(0, i - 1):i + 2], [])
        for text, line, call in part:
            japanese = bool(JAPANESE.search(text))
            if not japanese and (not is_prose(text) or any(bool(JAPANESE.search(t)) for t, _, _ in around)):
                continue
            if japanese and any(t != "" and not JAPANESE.search(t) for t, _, _ in around):
                continue
            name = next((a for a in accepted if path.endswith(a[0]) and text.startswith(a[1])), None)
            used.add(name)
            if name is None:
                faults.append(f"{path}:{line}: {'only Japanese' if japanese else 'only English'}: {text[:90]}")
        faults += both_halves(path, part, pairs)
    return faults


def main():
    with open(sys.argv[1], encoding="utf-8") as stream:
        accepted = [tuple(line.rstrip("\n").split("  ")[:2]) for line in stream if line.strip() and not line.startswith("#")]
    used, faults, texts, pairs = set(), [], 0, {"sw_fail"}
    for path in sys.argv[2:]:
        pairs |= set(TAKES_BOTH.findall(open(path, encoding="utf-8").read()))
    for path in sys.argv[2:]:
        if not path.endswith(NO_TEXTS):
            faults += look(path, accepted, used, pairs)
            texts += open(path, encoding="utf-8").read().count('"') // 2
    faults += [f"{sys.argv[1]}: no text of {a[0]} begins like this any more: {a[1]}" for a in accepted if a not in used]
    for fault in faults:
        print("FAULT:", fault)
    print(f"{texts} literals in {len(sys.argv) - 2} files, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
