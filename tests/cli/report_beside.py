# SPDX-License-Identifier: GPL-3.0-or-later
"""report_beside.py PAGE SCREEN.h5 SHARES.h5 TRIED.h5: the page's numbers and order are those of the files."""
import re
import sys

try:
    import h5py
except ImportError:
    sys.exit(0)

page = open(sys.argv[1], encoding="utf-8").read()
assumed = page[page.index('<section id="assumed">'):]
assumed = assumed[:assumed.index("</section>")]
tables = re.findall(r"<tbody>(.*?)</tbody>", assumed, re.S)
faults = 0


def rows(table):
    return [(re.search(r"<code>(.*?)</code>", r).group(1), float(re.search(r"<td>([−0-9.]+) \(", r).group(1).replace("−", "-")))
            for r in re.findall(r"<tr>(.*?)</tr>", table, re.S)]


for table, path, name, factor in ((tables[0], sys.argv[2], "mu_star", 100), (tables[1], sys.argv[3], "total_index", 1)):
    file = h5py.File(path, "r")
    values = sorted(((float(v) * factor, k.decode()) for v, k in zip(file[name][0], file["group"][:])), reverse=True)
    for (key, shown), (value, expected) in zip(rows(table), values):
        if key != expected or abs(shown - value) > 0.0051:
            faults += 1
            print(f"FAULT: {path}: {key} {shown} on the page, {expected} {value} in the file")
    if len(rows(table)) != len(values):
        faults += 1
        print(f"FAULT: {path}: {len(rows(table))} rows of {len(values)}")
file = h5py.File(sys.argv[4], "r")
tried = re.search(r'class="explored".*?<tbody>(.*?)</tbody>', page, re.S).group(1)
final = [float(r) for r in re.findall(r"<td>[^<]*</td><td>([0-9.]+)% \([^<]*</td></tr>", tried)]
if len(final) != file["final_rate_median"].size or any(
        abs(a - 100 * b) > 0.0051 for a, b in zip(final, file["final_rate_median"][:])):
    faults += 1
    print("FAULT: rates of the points:", final, file["final_rate_median"][:])
sys.exit(faults > 0)
