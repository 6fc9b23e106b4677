# SPDX-License-Identifier: GPL-3.0-or-later
"""add_probe.py PAGE PROBE OUT BROKEN OUT2: copies of a page with the probe at its end; the second with faults made on purpose
before it. The page's policy stays as it is."""
import sys

page = open(sys.argv[1], encoding="utf-8").read()
probe = open(sys.argv[2], encoding="utf-8").read()
broken = open(sys.argv[4], encoding="utf-8").read()
end = page.rindex("</body>")


def write(path, *scripts):
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(page[:end] + "".join(f"<script>\n{s}\n</script>\n" for s in scripts) + page[end:])


write(sys.argv[3], probe)
write(sys.argv[5], broken, probe)
