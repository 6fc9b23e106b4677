# SPDX-License-Identifier: GPL-3.0-or-later
"""report_numbers.py PLAN.h5 OTHER.h5 REPORT_EN REPORT_JA: what a report says against what the files hold.

Every SVG is XML with a title and real text; PNG have the size of print and are not blank; rates, probabilities and means on the
page, recomputed from the replications with numpy, are those of the tables; the page is well-formed where it matters.
"""
import csv
import html.parser
import re
import struct
import sys
import xml.etree.ElementTree as xml
import zlib
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError:
    print("no h5py or numpy here: only the pictures are looked at")
    h5py = None

faults = 0


def complain(what):
    global faults
    faults += 1
    print("FAULT:", what)


def look_at_svg(path, word):
    tree = xml.parse(path)
    texts = [e.text for e in tree.iter("{http://www.w3.org/2000/svg}text")]
    if not tree.getroot().findtext("{http://www.w3.org/2000/svg}title"):
        complain(f"{path}: no title")
    if len(texts) < 10 or not any(re.search(word, t or "") for t in texts):
        complain(f"{path}: not the texts it should have: {texts[:5]}")


def look_at_png(path, width):
    data = path.read_bytes()
    columns, rows, depth, kind = struct.unpack(">IIBB", data[16:26])
    if columns != width or rows < width // 3:
        complain(f"{path}: {columns} x {rows}, expected a width of {width}")
    at, body = 8, b""
    while at < len(data):
        n, name = struct.unpack(">I4s", data[at:at + 8])
        body += data[at + 8:at + 8 + n] if name == b"IDAT" else b""
        at += n + 12
    if len(set(zlib.decompress(body)[::97])) < 20:
        complain(f"{path}: blank")


class Page(html.parser.HTMLParser):
    """Tables by figure and panel; tags that do not close."""

    VOID = {"meta", "link", "br", "img", "input", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.tables, self.figure, self.row, self.cell = [], {}, "", None, None

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag in self.VOID:
            return
        self.open.append(tag)
        if tag == "figure":
            self.figure = a["id"]
        if tag == "table" and "data-panel" in a:
            self.rows = self.tables.setdefault((self.figure, int(a["data-panel"])), [])
        if tag == "tr" and "data-x" in a:
            self.row = []
            self.rows.append(self.row)
        if tag in ("td", "th"):
            self.cell = ""

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            complain(f"page: </{tag}> closes something else")
        if tag in ("td", "th"):
            if self.row is not None:
                self.row.append(self.cell.strip())
            self.cell = None
        if tag == "tr":
            self.row = None


def number(text):
    return float(re.sub(r"[%,+]", "", text.replace("−", "-").split()[0]))


def check_page(path, files):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    if page.open:
        complain(f"{path}: not closed: {page.open}")
    rates = page.tables[("fig-fan", 1)] if ("fig-fan", 1) in page.tables else page.tables[("fig-fan", 0)]
    for k, file in enumerate(files):
        annual = file["side_work_rate_annual"][:]
        overtime = file["overtime_hours"][:].reshape(len(annual), -1, 12).sum(axis=2)
        heads = file["headcount"][:].reshape(len(annual), -1, 12).sum(axis=2)
        no_time = file["no_time_left"][:].reshape(len(annual), -1, 12).mean(axis=2)
        expected = {
            "rate": (rates, np.quantile(annual, 0.5, axis=0) * 100, 0.0051),
            "overtime": (page.tables[("fig-own-work", 0)], np.quantile(overtime / heads, 0.5, axis=0), 0.051),
            "no time": (page.tables[("fig-people", 0)], no_time.mean(axis=0), 0.51),
        }
        reached = (np.maximum.accumulate(annual[:, 1:] >= 0.03, axis=1)).mean(axis=0) * 100
        if any((f["side_work_rate_annual"][:, 1:] >= 0.03).any() for f in files):
            expected["reach"] = (page.tables[("fig-reach", 0)], reached, 0.051)
        elif [number(row[1 + k]) for row in page.tables[("fig-reach", 0)]] != [0, 0, 0]:
            complain(f"{path}: no future reaches a goal, and the page does not say so")
        for name, (rows, values, within) in expected.items():
            found = [number(row[1 + k]) for row in rows][-len(values):]
            if len(rows) < len(values) or not np.allclose(found, values, atol=within, rtol=0):
                complain(f"{path}: {name} of file {k}: {found} on the page, {values} in the file")


def check_bottleneck(path, files):
    """The obstacle that holds back most people, year by year, with their numbers, is that of the replications."""
    items = re.findall("<li class=.*?</li>", path.read_text(encoding="utf-8"), re.S)
    for item, file in zip(items, files, strict=True):
        names = ("no_time_left", "applicants_unplaced", "consent_refused")
        means = np.array([file[n][:].reshape(len(file[n]), -1, 12).mean(axis=(0, 2)) for n in names])
        worst, expected = means.argmax(axis=0), []
        for year, which in enumerate(worst):
            if year == 0 or which != worst[year - 1]:
                expected.append([means[which, year]])
            expected[-1][1:] = [means[which, year]] if year and which == worst[year - 1] else []
        found = [[number(x) for x in re.findall(r"[\d,]+(?=人|[) ])", part.rsplit("(", 1)[-1].rsplit("（", 1)[-1])]
                 for part in re.split(r"; |、(?=令和)", item.split("<br>")[1])]
        if len(found) != len(expected) or any(len(f) != len(e) or not np.allclose(f, e, atol=0.51, rtol=0)
                                              for f, e in zip(found, expected)):
            complain(f"{path}: bottleneck {found} on the page, {expected} in the file")


def check_csv(path, files):
    with open(path, newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.reader(stream))
    if any(len(row) != 8 for row in rows):
        complain(f"{path}: torn")
    annual = files[0]["side_work_rate_annual"][:]
    first = [r for r in rows[1:] if r[1] == rows[1][1]][:annual.shape[1]]
    for column, p in ((3, 0.05), (4, 0.25), (5, 0.5), (6, 0.75), (7, 0.95)):
        if not np.allclose([float(r[column]) for r in first], np.quantile(annual, p, axis=0), rtol=1e-12):
            complain(f"{path}: column {column} is not the quantile {p}")


for folder, word in ((Path(sys.argv[3]), "FY"), (Path(sys.argv[4]), "[ぁ-龠]")):
    for file in sorted((folder / "figures").glob("*.svg")):
        look_at_svg(file, "[A-Za-z]" if word == "FY" else word)
    for file in ("fan", "pairs"):
        look_at_png(folder / "figures" / f"{file}.png", 1892)
        look_at_png(folder / "figures" / f"{file}-slide.png", 2560)
    if h5py:
        results = [h5py.File(f, "r") for f in sys.argv[1:3]]
        check_page(folder / "index.html", results)
        check_bottleneck(folder / "index.html", results)
        check_csv(folder / "tables" / "fan.csv", results)
sys.exit(faults > 0)
