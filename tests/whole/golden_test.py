#!/usr/bin/env python3
"""Draws the pictures of tests/golden/list.json with `recce render` and compares them with the ones kept beside it.

usage: golden_test.py SOURCE_DIR BIN_DIR [--bless] [NAME ...]

Equal pixels pass; else at most `share` of all pixels may be more than `code` (of 255) off in any channel. Where one fails,
out, reference and difference stay in golden-failures/ in the working folder. Kept pictures are drawn by the software driver
(llvmpipe), whose results do not depend on the machine; on any other device there is nothing to compare with.
"""
import json, os, pathlib, struct, subprocess, sys, tempfile, zlib

source, binaries = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
bless, names = "--bless" in sys.argv, [a for a in sys.argv[3:] if not a.startswith("--")]
folder = source / "tests" / "golden"


def read(path):
    """Width, height and rows of RGB bytes of an 8-bit PNG without interlacing."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG"
    at, packed, width, height, channels = 8, b"", 0, 0, 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            assert depth == 8 and colour in (2, 6) and not interlaced, f"{path}: another kind of PNG"
            channels = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += body
        at += size + 12
    raw, stride, rows, before = zlib.decompress(packed), width * channels, [], bytearray(width * channels)
    for y in range(height):
        how, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            left = line[i - channels] if i >= channels else 0
            up, corner = before[i], before[i - channels] if i >= channels else 0
            if how == 1:
                line[i] = (line[i] + left) & 255
            elif how == 2:
                line[i] = (line[i] + up) & 255
            elif how == 3:
                line[i] = (line[i] + (left + up) // 2) & 255
            elif how == 4:
                guess = left + up - corner
                a, b, c = abs(guess - left), abs(guess - up), abs(guess - corner)
                line[i] = (line[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255
        rows.append(bytes(line) if channels == 3 else bytes(v for i, v in enumerate(line) if i % 4 != 3))
        before = line
    return width, height, rows


def write(path, width, height, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    raw = b"".join(b"\0" + row for row in rows)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def main():
    device = subprocess.run([binaries / "recce", "doctor"], capture_output=True, text=True).stdout
    if "llvmpipe" not in device:
        print("The kept pictures are the software driver's; there is none here:\n" + device)
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        film, script = pathlib.Path(temporary) / "film", pathlib.Path(temporary) / "film.actions"
        script.write_text((folder / "film.actions").read_text().replace("ASSETS", str(source / "assets" / "models")))
        for words in (["new", film], ["--quiet", "do", film, "--script", script]):
            made = subprocess.run([binaries / "recce", *words], capture_output=True, text=True)
            if made.returncode:
                print("FAIL the film could not be made:\n" + made.stderr[-1500:])
                return 1
        for entry in json.loads((folder / "list.json").read_text()):
            name, kept, out = entry["name"], folder / (entry["name"] + ".png"), pathlib.Path(temporary) / (entry["name"] + ".png")
            if names and name not in names:
                continue
            done = subprocess.run([binaries / "recce", "render", source / entry["of"] if "of" in entry else film, *entry["view"], "--size", entry["size"],
                                   "--samples", str(entry["samples"]), "-o", out], capture_output=True, text=True)
            if done.returncode:
                print(f"FAIL {name}: {done.stderr[-800:]}")
                failed += 1
                continue
            if bless:
                width, height, rows = read(out)
                write(kept, width, height, rows)
                print(f"kept {name}")
                continue
            width, height, rows = read(out)
            reference = read(kept)
            if (width, height) != reference[:2]:
                print(f"FAIL {name}: {width} x {height} is not {reference[0]} x {reference[1]}")
                failed += 1
                continue
            differences = [bytes(abs(a - b) for a, b in zip(row, other)) for row, other in zip(rows, reference[2])]
            off = sum(max(row[i:i + 3]) > entry["code"] for row in differences for i in range(0, len(row), 3))
            share = off / (width * height)
            good = share <= entry["share"]
            print(f"{'ok  ' if good else 'FAIL'} {name}: {off} pixels ({share:.2%}) are more than {entry['code']} off")
            if not good:
                failed += 1
                left = pathlib.Path("golden-failures")
                left.mkdir(exist_ok=True)
                write(left / f"{name}-out.png", width, height, rows)
                write(left / f"{name}-reference.png", *reference)
                write(left / f"{name}-difference.png", width, height, [bytes(min(255, 8 * v) for v in row) for row in differences])
                print(f"     see {left.resolve()}/{name}-*.png; `golden_test.py SOURCE BIN --bless {name}` keeps the new one")
    return 1 if failed else 0


sys.exit(main())
