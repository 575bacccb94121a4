"""chromium_picture.py report.png: the picture has the five colors of the bars, each over a fair number of points."""

import struct
import sys
import zlib

COLORS = {"complete": (0x1B, 0x7F, 0x4D), "expiring": (0x7A, 0x62, 0x00), "overdue": (0xB3, 0x26, 0x1E), "never started": (0x6B, 0x6B, 0x6B)}

with open(sys.argv[1], "rb") as opened:
    data = opened.read()
at, width, height, kind, packed = 8, 0, 0, 0, b""
while at < len(data):
    size, name = struct.unpack(">I4s", data[at : at + 8])
    body = data[at + 8 : at + 8 + size]
    if name == b"IHDR":
        width, height, _, kind = struct.unpack(">IIBB", body[:10])
    elif name == b"IDAT":
        packed += body
    at += size + 12
deep = {2: 3, 6: 4}[kind]
raw, before, counts = zlib.decompress(packed), bytes(width * deep), dict.fromkeys(COLORS, 0)
for line in range(height):
    start = line * (width * deep + 1)
    how, row = raw[start], bytearray(raw[start + 1 : start + 1 + width * deep])
    for place in range(len(row)):
        left = row[place - deep] if place >= deep else 0
        up, corner = before[place], before[place - deep] if place >= deep else 0
        guess = left + up - corner
        near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        row[place] = (row[place] + (0, left, up, (left + up) // 2, near)[how]) & 255
    for name, color in COLORS.items():
        counts[name] += sum(1 for x in range(0, width * deep, deep) if tuple(row[x : x + 3]) == color)
    before = bytes(row)
if any(count < 100 for count in counts.values()):
    sys.exit(f"points of each color: {counts}")
