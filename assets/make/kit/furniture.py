"""Furniture and kitchen fittings. Each returns a list of (shape, material name), standing on y = 0 about its middle,
its front to +Z. Knows no set."""
import numpy as np

from .shapes import ball, block, box, curve, fresh, join, lathe, rotation, sheet, tube


def table(w=1.8, d=0.9, h=0.75, mat="oak"):
    top = [block(-w / 2, w / 2, h - 0.036, h, -d / 2 + i * d / 5 + 0.0006, -d / 2 + (i + 1) * d / 5 - 0.0006, bevel=0.0035, fine=0.35) for i in range(5)]
    ends = [block(s * w / 2 - 0.05, s * w / 2 + 0.05, h - 0.037, h + 0.0006, -d / 2 - 0.003, d / 2 + 0.003, bevel=0.007) for s in (-1, 1)]
    apron = [block(-w / 2 + 0.12, w / 2 - 0.12, h - 0.13, h - 0.037, s * (d / 2 - 0.08) - 0.012, s * (d / 2 - 0.08) + 0.012) for s in (-1, 1)]
    apron += [block(s * (w / 2 - 0.12) - 0.012, s * (w / 2 - 0.12) + 0.012, h - 0.13, h - 0.037, -d / 2 + 0.1, d / 2 - 0.1) for s in (-1, 1)]
    leg = lathe([(0, 0), (0.024, 0), (0.027, 0.05), (0.023, 0.09), (0.031, 0.26), (0.036, 0.44), (0.028, 0.49), (0.036, 0.51), (0.036, 0.53)], 16)
    legs = []
    for sx in (-1, 1):
        for sz in (-1, 1):
            legs += [leg.at(sx * (w / 2 - 0.12), 0, sz * (d / 2 - 0.09)), box(0.074, 0.19, 0.074, 0.004).at(sx * (w / 2 - 0.12), 0.617, sz * (d / 2 - 0.09))]
    return [(join(top + ends + apron + legs), mat)]


def chair(mat="chair", seat="rush"):
    """A ladder-back chair with a woven seat at 0.45 m, facing +Z."""
    bits = []
    for s in (-1, 1):
        bits.append(tube(curve([(s * 0.185, 0, -0.225), (s * 0.185, 0.3, -0.195), (s * 0.185, 0.46, -0.19), (s * 0.19, 0.72, -0.225), (s * 0.19, 0.93, -0.27)], 16),
                         np.interp(np.linspace(0, 1, 16), [0, 0.4, 1], [0.015, 0.019, 0.014]), 10))
        bits.append(ball(0.017, 0.024, 0.017, 10, 6).at(s * 0.19, 0.945, -0.275))
        bits.append(tube([(s * 0.215, 0, 0.20), (s * 0.212, 0.25, 0.198), (s * 0.21, 0.468, 0.195)], [0.014, 0.018, 0.020], 10))
        bits += [tube([(s * 0.213, y, 0.197), (s * 0.187, y, -0.20)], 0.009, 8) for y in (0.14, 0.26)]
    bits += [tube([(-0.213, y, 0.198), (0.213, y, 0.198)], [0.009, 0.009], 8) for y in (0.17, 0.29)]
    bits.append(tube([(-0.187, 0.22, -0.2), (0.187, 0.22, -0.2)], 0.009, 8))
    for y, z, hh in ((0.58, -0.203, 0.05), (0.71, -0.222, 0.055), (0.85, -0.25, 0.065)):
        def slat(u, v, y=y, z=z, hh=hh):
            return (u - 0.5) * 0.37, y + (v - 0.5) * hh + 0.012 * np.sin(u * np.pi) * (v > 0.5), z - 0.022 * np.sin(u * np.pi) + 0.006
        g = sheet(slat, 10, 3, 0.37, hh)
        def back(u, v, slat=slat):
            x, yy, zz = slat(1 - u, v)
            return x, yy, zz - 0.011
        def lip(u, v, slat=slat, top=1):
            x, yy, zz = slat(u, np.full_like(v, top))
            return x, yy + 0.0022 * np.sin(v * np.pi), zz - 0.011 * v
        bits += [g, sheet(back, 10, 3, 0.37, hh), sheet(lip, 10, 3, 0.37, 0.01)]
    pad = ball(0.222, 0.022, 0.212, 24, 8).bent(lambda p: np.column_stack([np.sign(p[:, 0]) * np.abs(p[:, 0] / 0.222) ** 0.6 * 0.215 * (1 + 0.08 * np.sign(p[:, 2])), p[:, 1] + 0.455, np.sign(p[:, 2]) * np.abs(p[:, 2] / 0.212) ** 0.6 * 0.205]))
    return [(join(bits), mat), (pad, seat)]


def cupboard(w, h=0.86, d=0.58, doors=1, drawers=0, mat="cupboard", knob="brass", plinth="plinth"):
    """A base cabinet with framed doors, its back at z = 0 and its left side at x = 0."""
    bits = [block(0.001, w - 0.001, 0.1, h, 0, d - 0.022, bevel=0.003)]
    knobs = []
    top = h - 0.012
    k = lathe([(0, 0), (0.009, 0), (0.008, 0.012), (0.016, 0.02), (0.017, 0.026), (0.012, 0.031), (0, 0.032)], 16).turn(pitch=90)
    def front(x0, x1, y0, y1, kx, ky):
        f = 0.07
        bits.append(block(x0 + f - 0.012, x1 - f + 0.012, y0 + f - 0.012, y1 - f + 0.012, d - 0.024, d - 0.008, bevel=0.003, fine=0.4))
        for a in ((x0, x0 + f, y0, y1), (x1 - f, x1, y0, y1), (x0 + f * 0.9, x1 - f * 0.9, y0, y0 + f), (x0 + f * 0.9, x1 - f * 0.9, y1 - f, y1)):
            bits.append(block(*a, d - 0.012, d - (0.0 if a[1] - a[0] < f * 1.2 else 0.0006), bevel=0.0035))
        knobs.append(k.at(kx, ky, d - 0.002))
    if drawers:
        dh = (top - 0.11) / drawers if doors == 0 else 0.15
        for i in range(drawers if doors == 0 else 1):
            y1 = top - i * dh
            front(0.006, w - 0.006, y1 - dh + 0.006, y1, w / 2, y1 - dh / 2)
        top = top - dh - 0.002 if doors else top
    for i in range(doors):
        x0, x1 = i * w / doors + 0.005, (i + 1) * w / doors - 0.005
        front(x0, x1, 0.112, top, x1 - 0.035 if i % 2 == 0 and doors > 1 else x0 + 0.035, top - 0.12)
    return [(join(bits), mat), (join(knobs), knob), (block(0.002, w - 0.002, 0, 0.1, 0, d - 0.07, bevel=0.002), plinth)]


def fridge(w=0.6, d=0.62, h=1.55):
    body = [box(w, 0.96, d - 0.06, 0.045, fine=0.4).at(0, 0.56, -0.03), box(w, 0.46, d - 0.06, 0.045, fine=0.4).at(0, h - 0.24, -0.03),
            box(w - 0.01, 0.93, 0.07, 0.03, fine=0.4).at(0, 0.56, d / 2 - 0.035), box(w - 0.01, 0.44, 0.07, 0.03, fine=0.4).at(0, h - 0.24, d / 2 - 0.035)]
    chrome = [tube(curve([(-w / 2 + 0.05, y + 0.0, d / 2), (-w / 2 + 0.05, y + 0.01, d / 2 + 0.035), (-w / 2 + 0.05, y + 0.15, d / 2 + 0.035), (-w / 2 + 0.05, y + 0.16, d / 2)], 14), 0.009, 8) for y in (0.80, 1.14)]
    chrome.append(box(0.12, 0.022, 0.006, 0.002).at(0.12, h - 0.12, d / 2 + 0.002))
    r = fresh(8)
    notes = [box(0.09 + 0.04 * r.random(), 0.10 + 0.03 * r.random(), 0.0012, 0.0003).turn(roll=r.random() * 12 - 6).at(*p, d / 2 + 0.0008) for p in ((0.06, 0.86), (0.17, 0.74), (-0.03, 0.70))]
    mag = [lathe([(0, 0), (0.011, 0), (0.011, 0.004), (0, 0.006)], 12).turn(pitch=90).at(x, y, d / 2 + 0.001) for x, y in ((0.06, 0.91), (0.17, 0.79), (-0.03, 0.75))]
    return [(join(body), "fridge"), (join(chrome), "steel"), (join(notes), "paper"), (join(mag), "accent"), (block(-w / 2 + 0.02, w / 2 - 0.02, 0, 0.09, -d / 2 + 0.03, d / 2 - 0.05), "black")]


def range_cooker(w=0.9, d=0.6, h=0.9):
    """A solid-fuel range: four doors, a rail, two hot plates under round lids, a flue."""
    bits = [block(-w / 2, w / 2, 0.06, h - 0.03, 0, d - 0.02, bevel=0.008), block(-w / 2 - 0.01, w / 2 + 0.01, h - 0.035, h, -0.0, d + 0.01, bevel=0.012)]
    for x0, x1, y0, y1 in ((-0.42, -0.05, 0.46, 0.80), (0.0, 0.42, 0.46, 0.80), (-0.42, -0.05, 0.12, 0.42), (0.0, 0.42, 0.12, 0.42)):
        bits.append(block(x0, x1, y0, y1, d - 0.03, d + 0.008, bevel=0.014))
    lids = [lathe([(0, 0), (0.155, 0), (0.16, 0.012), (0.14, 0.035), (0.06, 0.05), (0, 0.052)], 28).at(x, h, 0.3) for x in (-0.21, 0.21)]
    chrome = [tube(curve([(x, h + 0.03, 0.46), (x, h + 0.07, 0.48), (x, h + 0.07, 0.54), (x, h + 0.05, 0.57)], 8), 0.008, 6) for x in (-0.21, 0.21)]
    chrome.append(tube([(-w / 2 + 0.03, h - 0.08, d + 0.055), (w / 2 - 0.03, h - 0.08, d + 0.055)], 0.011, 10))
    chrome += [tube([(x, h - 0.08, d + 0.055), (x, h - 0.08, d - 0.02)], 0.009, 8) for x in (-0.38, 0.38)]
    chrome += [box(0.05, 0.018, 0.03, 0.006).at(x, y, d + 0.02) for x, y in ((-0.09, 0.63), (0.05, 0.63), (-0.09, 0.27), (0.05, 0.27))]
    dial = lathe([(0, 0), (0.04, 0), (0.04, 0.01), (0.034, 0.012), (0, 0.012)], 20).turn(pitch=90).at(-0.235, 0.72, d + 0.006)
    flue = tube([(0.0, h - 0.02, 0.09), (0.0, 2.75, 0.09)], 0.065, 18)
    ring = lathe([(0.065, 0), (0.085, 0), (0.085, 0.02), (0.065, 0.03)], 20)
    return [(join(bits), "range"), (join(lids + chrome), "steel"), (dial, "glazed"), (join([flue, ring.at(0, h, 0.09), ring.at(0, 1.9, 0.09)]), "iron"), (block(-w / 2 + 0.03, w / 2 - 0.03, 0, 0.06, 0.03, d - 0.06), "black")]


def sink(w=0.62, d=0.44):
    """A butler's sink let into a worktop: rim at y = 0, its middle at the origin."""
    t = 0.028
    bits = [block(-w / 2, w / 2, -0.24, 0.012, s * (d / 2 - t / 2) - t / 2, s * (d / 2 - t / 2) + t / 2, bevel=0.009) for s in (-1, 1)]
    bits += [block(s * (w / 2 - t / 2) - t / 2, s * (w / 2 - t / 2) + t / 2, -0.24, 0.0117, -d / 2 + t * 0.6, d / 2 - t * 0.6, bevel=0.009) for s in (-1, 1)]
    bits.append(block(-w / 2 + 0.01, w / 2 - 0.01, -0.24, -0.205, -d / 2 + 0.01, d / 2 - 0.01, bevel=0.004))
    tap = [tube(curve([(0, 0, -d / 2 - 0.06), (0, 0.2, -d / 2 - 0.06), (0, 0.32, -d / 2 - 0.02), (0, 0.33, -d / 2 + 0.08), (0, 0.27, -d / 2 + 0.12)], 28), 0.012, 10)]
    for x in (-0.1, 0.1):
        tap += [lathe([(0, 0), (0.024, 0), (0.022, 0.01), (0.013, 0.03), (0.013, 0.06), (0, 0.065)], 14).at(x, 0, -d / 2 - 0.06)]
        tap += [tube([(x - 0.03, 0.07, -d / 2 - 0.06), (x + 0.03, 0.07, -d / 2 - 0.06)], 0.006, 8), tube([(x, 0.07, -d / 2 - 0.09), (x, 0.07, -d / 2 - 0.03)], 0.006, 8)]
    tap.append(tube([(-0.1, 0.03, -d / 2 - 0.06), (0.1, 0.03, -d / 2 - 0.06)], 0.010, 8))
    return [(join(bits), "glazed"), (join(tap), "brass"), (lathe([(0, 0), (0.03, 0), (0.03, 0.004), (0, 0.005)], 16).at(0, -0.205, 0), "steel")]


def dresser(w=1.5, d=0.42, mat="cupboard"):
    """Base with doors and drawers, open shelves over it; back at z = 0, middle at x = 0."""
    out = []
    for i in range(3):
        out += [(g.at(-w / 2 + i * w / 3), m) for g, m in cupboard(w / 3, 0.86, d, doors=1, drawers=1, mat=mat)]
    out.append((block(-w / 2 - 0.015, w / 2 + 0.015, 0.86, 0.89, 0, d + 0.02, bevel=0.008), "oak"))
    bits = [block(s * (w / 2 - 0.015) - 0.015, s * (w / 2 - 0.015) + 0.015, 0.89, 2.05, 0, 0.24, bevel=0.004) for s in (-1, 1)]
    bits += [block(-w / 2 + 0.03, w / 2 - 0.03, y - 0.022, y, 0.01, 0.23, bevel=0.004) for y in (1.28, 1.62, 1.95)]
    bits += [block(-w / 2 - 0.03, w / 2 + 0.03, 2.03, 2.07, 0, 0.28, bevel=0.012), block(-w / 2 + 0.02, w / 2 - 0.02, 0.89, 2.04, 0, 0.012, bevel=0.002)]
    bits += [tube([(-w / 2 + 0.03, y + 0.035, 0.19), (w / 2 - 0.03, y + 0.035, 0.19)], 0.005, 6) for y in (1.28, 1.62)]
    return out + [(join(bits), mat)]


def bench(w=0.9, d=0.34, h=0.46, mat="pine"):
    bits = [block(-w / 2, w / 2, h - 0.035, h, -d / 2, d / 2, bevel=0.006)]
    bits += [block(s * (w / 2 - 0.1) - 0.015, s * (w / 2 - 0.1) + 0.015, 0, h - 0.035, -d / 2 + 0.02, d / 2 - 0.02, bevel=0.004) for s in (-1, 1)]
    bits.append(block(-w / 2 + 0.1, w / 2 - 0.1, 0.16, 0.21, -0.012, 0.012))
    return [(join(bits), mat)]


def pendant(drop, shade="shade", glow="bulb"):
    """Hangs from y = 0 by `drop`: rose, flex, enamel shade, bulb. The bulb's middle is at y = -drop - 0.09."""
    rose = lathe([(0, -0.03), (0.03, -0.03), (0.05, -0.012), (0.052, 0), (0, 0)], 20)
    flex = tube([(0, -0.02, 0), (0.002, -drop / 2, 0.001), (0, -drop, 0)], 0.0035, 6)
    cap = lathe([(0, -0.0), (0.022, 0), (0.024, 0.05), (0.010, 0.07), (0, 0.072)], 16).at(0, -drop - 0.02)
    p = [(0.21, -0.13), (0.213, -0.126), (0.19, -0.085), (0.13, -0.035), (0.06, -0.008), (0.024, 0.0)]
    outer = lathe(p, 40, sharp=False).at(0, -drop)
    inner = lathe([(r - 0.003, y - 0.002) for r, y in p], 40, sharp=False).at(0, -drop)
    inner = type(inner)(inner.v, -inner.n, inner.uv, inner.t[:, ::-1])
    bulb = lathe([(0, -0.055), (0.018, -0.050), (0.029, -0.030), (0.029, -0.012), (0.017, 0.016), (0.013, 0.03), (0, 0.032)], 18, sharp=False).at(0, -drop - 0.085)
    return [(join([rose, cap]), "brass"), (flex, "black"), (outer, shade), (inner, "shade_in"), (bulb, glow)]


def table_lamp(h=0.42, base="glazed_teal", shade="lampshade", glow="bulb"):
    """Bulb's middle at 0.76 h."""
    b = lathe([(0, 0), (0.062, 0), (0.066, 0.012), (0.058, 0.03), (0.085, 0.10), (0.072, 0.165), (0.026, 0.21), (0.022, 0.235), (0, 0.24)], 28)
    stem = tube([(0, 0.23, 0), (0, h * 0.68, 0)], 0.007, 8)
    r0, r1, y0, y1 = 0.145, 0.085, h * 0.60, h
    outer = lathe([(r0, y0), (r1, y1)], 36, sharp=False)
    inner = lathe([(r0 - 0.002, y0), (r1 - 0.002, y1)], 36, sharp=False)
    inner = type(inner)(inner.v, -inner.n, inner.uv, inner.t[:, ::-1])
    rims = [tube([(r * np.cos(a), y, r * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 37)], 0.003, 5, caps=False) for r, y in ((r0, y0), (r1, y1))]
    return [(b, base), (stem, "brass"), (join([outer, inner, *rims]), shade), (ball(0.028, 0.034, 0.028, 14, 8).at(0, h * 0.76), glow)]


def coat(mat="oilskin", seed=3, long=0.95):
    """Hangs from a hook at the origin, back to the wall at z = 0."""
    r = fresh(seed)
    ph = r.random(6) * 6.28

    def fn(u, v):
        d = 1 - v
        half = 0.05 + 0.19 * np.minimum(1, d * 5) ** 0.6 + 0.06 * d
        a = (u - 0.5) * np.pi * 0.98
        fold = 0.018 * np.sin(u * 23 + ph[0] + 2 * d) * d + 0.012 * np.sin(u * 41 + ph[1]) * d
        return half * np.sin(a) + 0.012 * np.sin(d * 9 + ph[2]), -d * long + 0.015 * np.sin(u * 17 + ph[3]) * d, 0.02 + (0.05 + 0.06 * np.minimum(1, d * 4)) * np.cos(a) * (1 + fold * 9) + fold
    bits = [sheet(fn, 48, 24, 0.9, long, two=True)]
    for s in (-1, 1):
        def arm(u, v, s=s):
            d = 1 - v
            a = u * 2 * np.pi
            rad = 0.058 - 0.012 * d + 0.006 * np.sin(d * 26 + ph[4] + s) + 0.004 * np.sin(a * 3 + d * 9)
            return s * (0.215 + 0.05 * d) + rad * np.cos(a), -0.13 - d * 0.58, 0.075 + rad * 0.8 * np.sin(a) * -1 + 0.02 * d
        bits.append(sheet(arm, 14, 20, 0.36, 0.6))
    hood = ball(0.11, 0.13, 0.08, 20, 10).at(0, -0.06, 0.07)
    return [(join(bits + [hood]), mat)]


def boots(mat="rubber"):
    out = []
    for x, yaw, lean in ((-0.07, 6, 3), (0.07, -9, -6)):
        leg = lathe([(0.052, 0.08), (0.05, 0.16), (0.056, 0.26), (0.062, 0.36), (0.060, 0.362), (0.052, 0.26), (0.046, 0.1)], 18)
        foot = ball(0.048, 0.05, 0.135, 18, 10).bent(lambda p: np.column_stack([p[:, 0], np.maximum(p[:, 1] + 0.045, 0.006), p[:, 2] + 0.05]))
        sole = box(0.088, 0.014, 0.25, 0.006).at(0, 0.007, 0.05)
        out.append(join([leg, foot, sole]).turn(yaw=yaw, roll=lean).at(x))
    return [(join(out), mat)]


def matrix(yaw):
    return rotation(yaw)
