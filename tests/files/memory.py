# SPDX-License-Identifier: GPL-3.0-or-later
# memory.py [long]: runs stay within the memory that `check --estimate` announces. Peak resident memory as the system
# counts it (ru_maxrss). Needs a build without sanitizers: exit status 77 with one.
import json
import os
import re
import subprocess
import sys

command = os.environ["SIDEWORK"]
source = os.environ["SOURCE_DIR"]
tiny = source + "/tests/golden/tiny.cfg"
short = ["--set", "simulation.years=1", "--set", "simulation.warm_up=0"]
keep = lambda word: ["--set", "output.keep=" + word]
faults = 0


def large_city(factor):
    """plan.cfg with `factor` times the staff and, as far as allowed, sections."""
    text = open(source + "/scenarios/atsugi.cfg", encoding="utf-8").read()
    staff = re.search(r"^staff = \{.*?^\};", text, re.M | re.S).group(0)
    staff = re.sub(r"//.*", "", staff)

    def times(match):
        most = 100 if match.group(1).startswith("sections") else 10**9
        return match.group(1) + str(min(most, int(match.group(2)) * factor))

    lines = []
    for line in staff.split("\n"):
        if not re.search(r"women_by_grade|age_(admin|engin|fire|labour|medical)", line):
            line = re.sub(r"(sections = |= |\[ *|, *)(\d+)", times, line)
        lines.append(line)
    with open("large.cfg", "w", encoding="utf-8") as file:
        file.write('extends = "%s/scenarios/plan.cfg";\n%s\n' % (source, "\n".join(lines)))
    return "large.cfg"


def peak(arguments):
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    return usage.ru_maxrss * 1024 if status == 0 else None


def hold(name, arguments):
    global faults
    answer = subprocess.run([command, "check", *arguments, "--estimate", "--json"],
                            stdout=subprocess.PIPE, check=True).stdout
    said = json.loads(answer)[0]["estimate"]
    began = os.times().elapsed
    used = peak([command, "run", *arguments, "-o", "out.h5", "--force", "--quiet"])
    seconds = os.times().elapsed - began
    if used is None:
        print("FAULT: %s: the run failed" % name)
        faults += 1
        return
    disk = os.path.getsize("out.h5")
    good = used <= said["memory_bytes"] and disk <= said["file_bytes"]
    faults += not good
    print("%s%s: announced %.1f MiB, used %.1f; file %.1f MiB, at most %.1f; %.1f s, said %.1f" %
          ("" if good else "FAULT: ", name, said["memory_bytes"] / 2**20, used / 2**20, disk / 2**20,
           said["file_bytes"] / 2**20, seconds, said["seconds"]), flush=True)


if b"__asan_init" in open(command, "rb").read():
    print("skipped: sanitizers use memory of their own")
    sys.exit(77)
if "long" not in sys.argv:
    hold("200 futures, summaries", [tiny, *short, *keep("summaries"), "-n", "200", "--threads", "3"])
    hold("20,000 futures, summaries", [tiny, *short, *keep("summaries"), "-n", "20000"])
    hold("to 0.05, summaries", [tiny, *short, *keep("summaries"), "-n", "20000", "--precision", "0.05"])
    hold("500 futures, all", [tiny, "-n", "500"])
    hold("500 futures, annual", [tiny, *keep("annual"), "-n", "500"])
else:
    hold("1,000,000 futures, summaries", [tiny, *short, *keep("summaries"), "-n", "1000000"])
    hold("100,000 staff", [large_city(49), "-n", "4", "--threads", "2"])
    hold("100,000 staff, 4 threads", [large_city(49), *short, "-n", "8", "--threads", "4"])
    hold("50,000 futures, annual", [tiny, *short, *keep("annual"), "-n", "50000"])
    hold("20,000 futures, all", [tiny, *short, *keep("all"), "-n", "20000"])
sys.exit(1 if faults else 0)
