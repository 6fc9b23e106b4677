# SPDX-License-Identifier: GPL-3.0-or-later
"""export_study.py TRIED.csv-folder TRIED.h5 SCREEN-folder SCREEN.h5 LEARNED-folder LEARNED.h5 | TABLES RUN.h5: the tables
beside the files (of a report: the register of assumptions): numbers equal to the bit, every column described, no cell a formula."""
import csv
import math
import sys

try:
    import h5py
except ImportError:
    sys.exit(0)

faults = 0


def fault(text):
    global faults
    faults += 1
    print("FAULT:", text)


def table(folder, name):
    rows = list(csv.reader(open(f"{folder}/{name}", encoding="utf-8-sig", newline="")))
    described = [(r[0], r[1]) for r in csv.reader(open(f"{folder}/dictionary.csv", encoding="utf-8-sig", newline=""))]
    for r in rows:
        if len(r) != len(rows[0]):
            fault(f"{name}: a row of {len(r)} cells")
        for cell in r:
            if cell[:1] in "=+@\t\r" and cell or cell[:1] == "-" and not is_number(cell):
                fault(f"{name}: {cell!r} is a formula")
    for column in rows[0]:
        if described.count((name, column)) != 1:
            fault(f"{name}: {column!r} is {described.count((name, column))} times in the dictionary")
    return {column: [r[i] for r in rows[1:]] for i, column in enumerate(rows[0])}


def is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def same(name, shown, expected):
    for a, b in zip(shown, expected):
        if a == "" and not math.isfinite(b):
            continue
        if a == "" or float(a) != b:
            fault(f"{name}: {a} in the table, {b} in the file")
    if len(shown) != len(expected):
        fault(f"{name}: {len(shown)} rows, {len(expected)} in the file")


if len(sys.argv) == 3:
    assumed, f = table(sys.argv[1], "assumptions.csv"), h5py.File(sys.argv[2])
    paths = [p.decode() for p in f["parameter"][:]]
    if sorted(assumed["key"]) != sorted(paths):
        fault("keys of assumptions.csv")
    for key, low, high in zip(assumed["key"], assumed["drawn: 5 %"], assumed["drawn: 95 %"]):
        values = f["parameter_value"][:, paths.index(key)]
        if not values.min() <= float(low) <= float(high) <= values.max():
            fault(f"{key}: {low} to {high}")
    sys.exit(faults > 0)

tried, f = table(sys.argv[1], "points.csv"), h5py.File(sys.argv[2])
for column in ("workload.base_load",):
    same(column, tried[column], f[column][:])
words = [w.decode() for w in f["plan.missed_gate"][:]]
if tried["plan.missed_gate"] != words:
    fault(f"words: {tried['plan.missed_gate']}, {words} in the file")
names = list(tried)
at = names.index("could not be run")
for k, name in enumerate(("failed", "outcome", "outcome_low", "outcome_high", "final_rate_q05", "final_rate_median", "final_rate_q95")):
    same(name, tried[names[at + k]], f[name][:])

screen, f = table(sys.argv[3], "influence.csv"), h5py.File(sys.argv[4])
for column, name in (("mu*", "mu_star"), ("mu*: low end (95 %)", "mu_star_low"), ("chance alone", "effect_noise"),
                     ("beyond chance", "beyond_chance")):
    same(name, screen[column], f[name][:].reshape(-1))
if screen["key"] != [g.decode() for g in f["group"][:]] * f["mu_star"].shape[0]:
    fault("keys of influence.csv")

learned, f = table(sys.argv[5], "posterior.csv"), h5py.File(sys.argv[6])
same("contraction", learned["variance gone"], f["contraction"][:])
facts = table(sys.argv[5], "facts.csv")
same("observed", facts["observed"], f["observed"][:])
if not any(cell.startswith("'-Hours") for cell in facts["fact"]):
    fault(f"facts: {facts['fact']}")

sys.exit(faults > 0)
