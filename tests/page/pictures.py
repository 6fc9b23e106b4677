# SPDX-License-Identifier: GPL-3.0-or-later
"""pictures.py look PICTURE REFERENCE | keep PICTURE REFERENCE | strip, label, band, shade PICTURE OUT: a figure beside a kept one.

PICTURE is a PNG of print resolution, or a PGM that pdftoppm made of a PDF at 50 dots an inch; REFERENCE a PGM packed by
zlib. A PNG is averaged in blocks of 6 x 6 to the same 50 dots.

What counts is the worst of all tiles of 12 x 12 dots, half a tile apart: a fault is small and in one place, a rasteriser's
rounding is everywhere and shallow. Measured on two figures, mean difference of the worst tile, of 255: the same Debian 0.0; a
tenth of each dot shaded onto the next ("shade", what a patched FreeType or cairo may do, and more) 6 and 8; the lightest band
lost ("band") 17 and 28; a label moved by one dot ("label") 62 and 38; a strip moved by two dots ("strip") 34 and 67. The limit is 10. Another renderer
altogether is beyond it (poppler beside cairo): its pictures are to be looked at and kept anew.
"""
import struct
import sys
import zlib

import numpy as np

TILE, LIMIT = 12, 10


def unfilter(kind, line, before, bytes_a_dot):
    if kind == 0:
        return line
    if kind == 2:
        return line + before
    if kind == 1:
        return np.cumsum(line.reshape(-1, bytes_a_dot), axis=0, dtype=np.uint8).reshape(-1)
    out, up = line.tolist(), before.tolist()
    for i in range(len(out)):
        a = out[i - bytes_a_dot] if i >= bytes_a_dot else 0
        if kind == 3:
            out[i] = (out[i] + (a + up[i]) // 2) & 255
            continue
        c = up[i - bytes_a_dot] if i >= bytes_a_dot else 0
        p = a + up[i] - c
        near = min((abs(p - a), 0, a), (abs(p - up[i]), 1, up[i]), (abs(p - c), 2, c))
        out[i] = (out[i] + near[2]) & 255
    return np.array(out, np.uint8)


def read_png(data):
    width, height = struct.unpack(">II", data[16:24])
    at, body = 8, b""
    while at < len(data):
        n, name = struct.unpack(">I4s", data[at:at + 8])
        body += data[at + 8:at + 8 + n] if name == b"IDAT" else b""
        at += n + 12
    raw = np.frombuffer(zlib.decompress(body), np.uint8).reshape(height, 1 + 3 * width)
    rows, before = [], np.zeros(3 * width, np.uint8)
    for row in raw:
        before = unfilter(row[0], row[1:], before, 3)
        rows.append(before)
    grey = np.array(rows, float).reshape(height, width, 3) @ [0.299, 0.587, 0.114]
    h, w = height // 6, width // 6
    return grey[:h * 6, :w * 6].reshape(h, 6, w, 6).mean(axis=(1, 3))


def read_pgm(data):
    kind, width, height, most = data.split(None, 4)[:4]
    assert kind == b"P5" and most == b"255"
    width, height = int(width), int(height)
    return np.frombuffer(data[-width * height:], np.uint8).reshape(height, width).astype(float)


def read(path):
    data = open(path, "rb").read()
    if data[:4] == b"\x89PNG":
        return read_png(data)
    return read_pgm(data if data[:2] == b"P5" else zlib.decompress(data))


def write(path, grey, packed):
    data = b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0]) + np.clip(grey + 0.5, 0, 255).astype(np.uint8).tobytes()
    open(path, "wb").write(zlib.compress(data, 9) if packed else data)


def look(picture, reference):
    if abs(picture.shape[0] - reference.shape[0]) > 1 or abs(picture.shape[1] - reference.shape[1]) > 1:
        return f"another size: {picture.shape[::-1]}, kept {reference.shape[::-1]}"
    h, w = np.minimum(picture.shape, reference.shape)
    apart = np.pad(abs(picture[:h, :w] - reference[:h, :w]), ((1, TILE), (1, TILE)))
    sums = apart.cumsum(axis=0).cumsum(axis=1)
    tiles = (sums[TILE::TILE // 2, TILE::TILE // 2] - sums[:-TILE:TILE // 2, TILE::TILE // 2] -
             sums[TILE::TILE // 2, :-TILE:TILE // 2] + sums[:-TILE:TILE // 2, :-TILE:TILE // 2]) / TILE**2
    y, x = np.unravel_index(tiles.argmax(), tiles.shape)
    print(f"worst tile {tiles.max():.1f} of 255, {TILE} dots from ({x * TILE // 2}, {y * TILE // 2}); limit {LIMIT}")
    return "" if tiles.max() < LIMIT else "another picture than the one kept"


def spoil(kind, grey):
    h, w = grey.shape
    if kind == "strip":
        grey[h // 3:2 * h // 3] = np.roll(grey[h // 3:2 * h // 3], 2, axis=1)
    elif kind == "label":  # the first word of the title
        grey[:h // 14, :w // 6] = np.roll(grey[:h // 14, :w // 6], 1, axis=1)
    elif kind == "band":  # as light as the outer band of the first scenario
        grey[(grey > 225) & (grey < 238)] = 255
    else:
        grey[:, 1:] = 0.9 * grey[:, 1:] + 0.1 * grey[:, :-1]


what, picture, other = sys.argv[1:4]
grey = read(picture)
if what == "keep":
    write(other, grey, True)
elif what != "look":
    spoil(what, grey)
    write(other, grey, False)
else:
    fault = look(grey, read(other))
    print(fault or "as kept")
    sys.exit(fault != "")
