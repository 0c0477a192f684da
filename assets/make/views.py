#!/usr/bin/python3
# Makes assets/views/aces13-sdr.cube: the ACES 1.3 SDR output transform for an sRGB display, computed by OpenColorIO, as a table.
# Its input is ACEScct (of ACEScg, from linear BT.709), its output the display's code value, 0 to 1. Prints the table's error
# against the transform itself. Values under 0 and over 1 are kept, so that a cell at the gamut's edge interpolates well: clip
# after looking up. Needs python3-pyopencolorio and python3-numpy; not needed to build.
import pathlib
import sys

import numpy as np
import PyOpenColorIO as ocio

SIZE = 40
OUT = pathlib.Path(__file__).parents[1] / "views" / "aces13-sdr.cube"


def processor(*steps):
    group = ocio.GroupTransform()
    for step in steps:
        group.appendTransform(ocio.BuiltinTransform(style=step))
    return ocio.Config.CreateRaw().getProcessor(group).getOptimizedCPUProcessor(ocio.OPTIMIZATION_NONE)


OUTPUT = ("ACES-OUTPUT - ACES2065-1_to_CIE-XYZ-D65 - SDR-VIDEO_1.0", "DISPLAY - CIE-XYZ-D65_to_sRGB")
from_cct = processor("ACEScct_to_ACES2065-1", *OUTPUT)


def transform(cct):
    flat = np.ascontiguousarray(cct.reshape(-1, 3), dtype=np.float32)
    from_cct.applyRGB(flat)
    return flat


def tetrahedral(table, cct):
    at = np.clip(cct, 0, 1) * (SIZE - 1)
    low = np.minimum(at.astype(int), SIZE - 2)
    part = at - low
    order = np.argsort(-part, axis=1, kind="stable")
    value = np.empty((len(cct), 3))
    corner = low.copy()
    rows = np.arange(len(cct))
    previous = np.ones(len(cct))
    value[:] = 0
    for step in range(4):
        axis = order[:, step] if step < 3 else None
        share = previous - (part[rows, axis] if step < 3 else 0)
        value += share[:, None] * table[corner[:, 2], corner[:, 1], corner[:, 0]]
        if step < 3:
            previous = part[rows, axis]
            corner[rows, axis] += 1
    return value


def main():
    axis = np.linspace(0, 1, SIZE, dtype=np.float32)
    b, g, r = np.meshgrid(axis, axis, axis, indexing="ij")
    table = transform(np.stack([r, g, b], axis=-1)).reshape(SIZE, SIZE, SIZE, 3)
    lines = ["# ACES 1.3 SDR for an sRGB display, by OpenColorIO %s. Input: ACEScct; output: display code." % ocio.__version__,
             "# Made by assets/make/views.py. The transform is the Academy's, free to use with this notice:",
             "# Academy Color Encoding System, Copyright A.M.P.A.S.", 'TITLE "ACES 1.3 SDR sRGB"', "LUT_3D_SIZE %d" % SIZE]
    lines += ["%.4f %.4f %.4f" % tuple(v + 0.0) for v in table.reshape(-1, 3)]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n")

    rng = np.random.default_rng(1)
    stops = np.linspace(-8, 7, 400)
    grey = (np.log2(0.18 * 2.0**stops) + 9.72) / 17.52
    grey = np.repeat(np.maximum(grey, 0)[:, None], 3, axis=1)
    # Any colour of BT.709 from black to white in saturation, -6 to +5 stops about grey.
    colour = 1 - rng.uniform(0, 1, (50000, 1)) * (1 - rng.uniform(0, 1, (50000, 3)))
    linear = 0.18 * 2.0 ** rng.uniform(-6, 5, (50000, 1)) * colour / colour.max(axis=1, keepdims=True)
    acescg = linear @ np.array([[0.613097, 0.339523, 0.047379], [0.070194, 0.916354, 0.013452], [0.020616, 0.109570, 0.869815]]).T
    colours = np.where(acescg <= 0.0078125, 10.5402377416545 * acescg + 0.0729055341958355, (np.log2(np.maximum(acescg, 1e-9)) + 9.72) / 17.52)
    for name, cct in (("greys, -8 to +7 stops", grey), ("BT.709, -6 to +5 stops", colours)):
        error = np.abs(np.clip(tetrahedral(table.astype(float), cct), 0, 1) - np.clip(transform(cct), 0, 1)).max(axis=1)
        print("%-24s largest error %.4f, 99th percentile %.4f, mean %.5f" % (name, error.max(), np.percentile(error, 99), error.mean()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
