#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What explore --estimate announces, against what the run takes.

    explore_estimate.py        SIDEWORK and SOURCE_DIR are set

Memory and disk are upper bounds: peak memory and the file must stay below, and memory not be absurdly far below. The
processor time is an expectation: within a factor of 3, for another program may be at work.
"""
import json
import os
import resource
import subprocess
import sys

sidework = os.environ["SIDEWORK"]
source = os.environ["SOURCE_DIR"]
problems = []

DESIGN = """
scenario = "%s/scenarios/small-city.cfg";
title = "Estimate";
method = "latin_hypercube";
points = %d;
replications = %d;
set = ({ key = "simulation.years"; value = 4; });
uncertain = true;
"""


def run(*arguments):
    """Standard output, peak memory in bytes, and processor seconds of a child of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        done = subprocess.run([sidework, *arguments], stdout=subprocess.PIPE, check=False)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        with os.fdopen(writer, "w") as out:
            json.dump([done.returncode, done.stdout.decode(), usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime], out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        code, text, peak, seconds = json.load(answer)
    os.waitpid(child, 0)
    if code != 0:
        print("exit", code, arguments)
        sys.exit(1)
    return text, peak, seconds


for points, replications in ((24, 10), (200, 2), (3, 120)):
    with open("estimate.cfg", "w", encoding="utf-8") as design:
        design.write(DESIGN % (source, points, replications))
    for threads in (1, 3):
        wanted = json.loads(run("explore", "estimate.cfg", "--estimate", "--json", "--threads", str(threads))[0])["estimate"]
        _, peak, seconds = run("explore", "estimate.cfg", "-o", "e.h5", "--force", "--quiet", "--threads", str(threads))
        size = os.path.getsize("e.h5")
        busy = min(threads, os.cpu_count() or 1)
        ratio = seconds / (wanted["seconds"] * busy)
        print(f"{points} points, {replications} replications, {threads} threads: memory {peak / wanted['memory_bytes']:.2f}"
              f" of what was announced, file {size / wanted['file_bytes']:.2f}, time {ratio:.2f}")
        if not 0.1 < peak / wanted["memory_bytes"] <= 1:
            problems.append("memory")
        if size > wanted["file_bytes"]:
            problems.append("file")
        if not 1 / 3 < ratio < 3:
            problems.append("time")
print("problems:", len(problems))
sys.exit(1 if problems else 0)
