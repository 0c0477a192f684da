"""A boatbuilder's things: bench, vice, hand tools, clamps, trestles, a dinghy in frame, timber, shavings. Each returns a
list of (shape, material name), standing on y = 0 about its middle unless said. Knows no set."""
import numpy as np

from .shapes import Geo, ball, block, box, curve, fresh, join, lathe, plate, sheet, tube


def workbench(w=2.6, d=0.75, h=0.88):
    """Back at z = -d/2."""
    bits = [block(-w / 2, w / 2, h - 0.07, h, -d / 2 + i * d / 4 + 0.001, -d / 2 + (i + 1) * d / 4 - 0.001, bevel=0.005, fine=0.3) for i in range(4)]
    bits += [box(0.1, h - 0.07, 0.1, 0.006).at(a * (w / 2 - 0.15), (h - 0.07) / 2, b * (d / 2 - 0.1)) for a in (-1, 0, 1) for b in (-1, 1)]
    bits += [block(-w / 2 + 0.1, w / 2 - 0.1, 0.62, 0.76, b * (d / 2 - 0.06) - 0.02, b * (d / 2 - 0.06) + 0.02) for b in (-1, 1)]
    bits += [block(-w / 2 + 0.06, w / 2 - 0.06, 0.16, 0.19, -d / 2 + 0.06 + 0.16 * k, -d / 2 + 0.21 + 0.16 * k, bevel=0.004) for k in range(4)]
    return [(join(bits), "bench")]


def vice():
    """Its back jaw on the edge z = 0, origin at the bench top."""
    jaws = [box(0.17, 0.11, 0.05, 0.008).at(0, 0.055, -0.03), box(0.17, 0.11, 0.045, 0.008).at(0, 0.055, 0.09), box(0.12, 0.06, 0.2, 0.01).at(0, -0.01, -0.03), box(0.15, 0.025, 0.16, 0.006).at(0, 0.008, -0.08)]
    bars = [tube([(x, 0.02, -0.03), (x, 0.02, 0.1)], 0.012, 8) for x in (-0.045, 0.045)] + [tube([(0, 0.03, -0.02), (0, 0.03, 0.20)], 0.016, 10), tube([(-0.1, 0.075, 0.185), (0.1, -0.015, 0.185)], 0.008, 8), ball(0.013).at(-0.1, 0.075, 0.185), ball(0.013).at(0.1, -0.015, 0.185)]
    return [(join(jaws), "vice"), (join(bars), "steel")]


def plane():
    body = [box(0.06, 0.022, 0.25, 0.004).at(0, 0.011), box(0.056, 0.035, 0.16, 0.006).at(0, 0.032, -0.01)]
    wood = [ball(0.02, 0.024, 0.02, 12, 8).at(0, 0.06, 0.085), tube(curve([(0, 0.03, -0.055), (0, 0.06, -0.075), (0, 0.095, -0.07), (0, 0.11, -0.1)], 10), 0.014, 8)]
    blade = box(0.045, 0.09, 0.004, 0.001).turn(pitch=-45).at(0, 0.07, -0.01)
    return [(join(body), "iron"), (join(wood), "darkwood"), (blade, "steel")]


def saw(length=0.62):
    """Hangs on a board: the blade along -Y from the origin, flat on z = 0."""
    blade = plate([(-0.015, -length), (0.03, -length), (0.055, -0.02), (-0.07, -0.02)], 0.0022, 0.0008)
    grip = plate([(0.06, -0.03), (0.065, 0.06), (0.03, 0.11), (-0.06, 0.10), (-0.085, 0.05), (-0.075, -0.03)], 0.024, 0.008)
    return [(blade.at(z=0.014), "steel"), (grip.at(z=0.014), "darkwood")]


def hammer(mallet=False):
    """Hangs head up, on z = 0."""
    stem = tube([(0, -0.28, 0.016), (0, 0.01, 0.016)], [0.013, 0.010], 8)
    head = box(0.16, 0.085, 0.07, 0.012).at(0, 0.02, 0.036) if mallet else join([box(0.07, 0.03, 0.028, 0.005).at(0, 0.015, 0.016), tube([(0.03, 0.015, 0.016), (0.065, 0.015, 0.016)], 0.014, 10), tube(curve([(-0.03, 0.015, 0.016), (-0.06, 0.01, 0.016), (-0.075, -0.012, 0.016)], 6), np.linspace(0.010, 0.005, 6), 8)])
    return [(stem, "oak"), (head, "oak" if mallet else "iron")]


def chisel(w=0.02, length=0.28):
    return [(tube([(0, 0.0, 0.014), (0, 0.05, 0.014), (0, 0.12, 0.014)], [0.010, 0.015, 0.013], 8), "oak"), (plate([(-w / 2, -length + 0.12), (w / 2, -length + 0.12), (w / 2 * 0.8, 0), (-w / 2 * 0.8, 0)], 0.004, 0.0015).at(z=0.014), "steel")]


def square():
    return [(plate([(0, 0), (0.03, 0), (0.03, 0.2), (0, 0.2)], 0.018, 0.004).at(z=0.012), "darkwood"), (block(0.03, 0.32, 0.0, 0.045, 0.010, 0.013, bevel=0.001), "steel")]


def spanner(length=0.24):
    a = np.linspace(0.5, 5.8, 16)
    head = lambda y, s: tube(np.column_stack([0.022 * s * np.sin(a), y + 0.022 * s * -np.cos(a), 0 * a + 0.008]), 0.008 * s, 6)
    return [(join([tube([(0, -length, 0.008), (0, 0, 0.008)], 0.007, 6), head(0.02, 1), head(-length - 0.015, 0.8)]), "steel")]


def clamp(length=0.5):
    """A bar clamp hanging by its bar along -Y."""
    return [(join([box(0.028, length, 0.008, 0.002).at(0, -length / 2, 0.012), box(0.11, 0.035, 0.022, 0.006).at(0.05, -0.02, 0.012), box(0.11, 0.035, 0.022, 0.006).at(0.05, -length * 0.6, 0.012), tube([(0.09, -length * 0.6 + 0.1, 0.012), (0.09, -length * 0.6 - 0.12, 0.012)], 0.008, 8)]), "iron"),
            (tube([(0.09, -length * 0.6 - 0.12, 0.012), (0.09, -length * 0.6 - 0.24, 0.012)], [0.014, 0.016], 10), "accent")]


def pegboard(w=2.4, h=1.0, seed=1):
    """On a wall, its lower left at the origin, facing +Z, hung with tools."""
    r = fresh(seed)
    out = [(block(0, w, 0, h, 0, 0.018, bevel=0.003, fine=0.4), "board"), (join([block(-0.03, w + 0.03, y - 0.03, y + 0.03, 0, 0.028, bevel=0.005) for y in (0, h)]), "pine")]
    pegs = []

    def hang(parts, x, y, roll=0):
        out.extend((g.turn(roll=roll + r.random() * 3 - 1.5).at(x, y, 0.019), m) for g, m in parts)
        pegs.append(tube([(x, y + 0.006, 0.015), (x, y + 0.010, 0.06)], 0.005, 6))
    for k in range(3):
        hang(saw(0.62 - 0.09 * k), 0.16 + 0.21 * k, h - 0.16)
    for k in range(3):
        hang(hammer(k == 2), 0.84 + 0.17 * k, h - 0.12)
    for k in range(7):
        hang(chisel(0.012 + 0.005 * k, 0.25 + 0.01 * k), 0.76 + 0.075 * k, h - 0.66)
    for k in range(6):
        hang(spanner(0.15 + 0.025 * k), 1.40 + 0.075 * k, h - 0.12)
    for k in range(3):
        hang(clamp(0.42 + 0.06 * k), 1.93 + 0.17 * k, h - 0.1)
    hang(square(), 1.36, h - 0.72)
    coil = tube([(1.78 + (0.10 + 0.004 * i / 10) * np.cos(a), h - 0.72 + (0.10 + 0.004 * i / 10) * np.sin(a), 0.03 + 0.0012 * i / 3) for i, a in enumerate(np.linspace(0, 25, 110))], 0.005, 5)
    return out + [(coil, "accent"), (join(pegs), "steel")]


def trestle(w=1.0, h=0.55):
    """A saw-horse across Z."""
    bits = [block(-0.05, 0.05, h - 0.09, h, -w / 2, w / 2, bevel=0.006)]
    for s in (-1, 1):
        for q in (-1, 1):
            bits.append(box(0.07, h + 0.02, 0.035, 0.004).turn(roll=q * 14, pitch=-s * 6).at(q * 0.10, h / 2 + 0.012, s * (w / 2 - 0.12)))
        bits.append(block(-0.13, 0.13, h * 0.32, h * 0.32 + 0.07, s * (w / 2 - 0.11) - 0.012, s * (w / 2 - 0.11) + 0.012, bevel=0.004))
    return [(join(bits), "pine")]


def dinghy(length=4.0, beam=1.5, depth=0.6, strakes=7, done=(7, 4)):
    """A clinker dinghy in frame along X, bow at +X, keel at y = 0: `done` strakes on the -Z and the +Z side."""
    s = np.linspace(0, 1, 28)

    def shape(u, v):
        """Point on the skin of the +Z side at u stern..bow, v keel..gunwale."""
        b = (0.70 + 1.0 * u) * (u < 0.3) + (u >= 0.3)
        b = np.minimum(b, 1.0) * np.clip(1 - np.clip((u - 0.42) / 0.585, 0, 1) ** 2.4, 0, 1)
        top = depth + 0.24 * np.clip((u - 0.3) / 0.7, 0, 1) ** 2 + 0.05 * (1 - u) ** 2
        keel = 0.06 + 0.42 * depth * np.clip((u - 0.84) / 0.16, 0, 1) ** 2 + 0.05 * np.clip((0.2 - u) / 0.2, 0, 1)
        y = keel + (top - keel) * v ** 1.12
        return -length / 2 + length * u + 0.16 * (v - 0.4) * np.clip((u - 0.7) / 0.3, 0, 1), y, beam / 2 * b * np.sin(np.clip(v, 0, 1) * np.pi / 2) ** 0.72 + 0.018
    skin, ribs, light = [], [], []
    for side, n in ((-1, done[0]), (1, done[1])):
        for k in range(n):
            v0, v1 = k / strakes, (k + 1.12) / strakes
            lift = lambda v, v0=v0, v1=v1: 0.020 - 0.013 * (v - v0) / (v1 - v0)
            def face(u, v, inner=False, side=side, v0=v0, v1=v1, lift=lift):
                uu = u if side > 0 else 1 - u
                vv = v0 + (v1 - v0) * v
                x, y, z = shape(uu, np.minimum(vv, 1.0))
                out = lift(vv) * (0.15 if inner else 1.0)
                return x, y - 0.4 * out, side * (z + 0.8 * out)
            a = sheet(face, 30, 2, length, 0.12)
            b = sheet(lambda u, v, f=face: f(1 - u, v, True), 30, 2, length, 0.12)
            edges = []
            for vv in (0.0, 1.0):
                def lip(u, v, vv=vv, f=face):
                    w = v if vv == 0 else 1 - v
                    p, q = f(u, np.full_like(u, vv), True), f(u, np.full_like(u, vv), False)
                    return tuple(p[i] * (1 - w) + q[i] * w for i in range(3))
                edges.append(sheet(lip, 30, 1, length, 0.02))
            (skin if k != n - 1 or n == strakes else light).append(join([a, b, *edges]))
        if n == strakes:
            x, y, z = shape(s, np.ones_like(s))
            ribs.append(tube(np.column_stack([x, y, side * (z + 0.016)]), 0.024, 8))
    for u in np.linspace(0.1, 0.9, 11):
        v = np.linspace(0, 1, 12)
        x, y, z = shape(np.full_like(v, u), v)
        for side in (-1, 1):
            ribs.append(tube(np.column_stack([x, y, side * np.maximum(z - 0.012, 0.0)]), 0.0135, 6))
    ribs += [block(-length / 2 + 0.05, length / 2 - 0.55, 0.0, 0.10, -0.03, 0.03, bevel=0.006), tube(curve([(length / 2 - 0.6, 0.05, 0), (length / 2 - 0.2, 0.16, 0), (length / 2 + 0.02, 0.5, 0), (length / 2 + 0.10, depth + 0.30, 0)], 14), 0.038, 8)]
    vv = np.linspace(0.02, 1, 14)
    _, y, z = shape(np.zeros_like(vv), vv)
    outline = np.concatenate([np.column_stack([z, y]), np.column_stack([-z, y])[::-1]])
    ribs.append(plate(outline, 0.03, 0.006).turn(yaw=90).at(-length / 2))
    for k in (0.35, 0.62):
        x, y, z = (float(q) for q in shape(np.array(k), np.array(0.72)))
        ribs.append(block(x - 0.11, x + 0.11, y, y + 0.026, -z + 0.02, z - 0.02, bevel=0.006))
    rail = shape(s, np.full_like(s, 0.99))
    batten = tube(np.column_stack([rail[0], rail[1], rail[2]]), 0.011, 6)
    return [(join(skin), "larch"), (join(light), "newwood"), (join(ribs + [batten]), "oak")]


def timber(n, length, seed, rack=True):
    """A stack of boards along X on bearers."""
    r = fresh(seed)
    bits, y = [box(0.09, 0.09, 0.7, 0.006).at(x, 0.045, 0) for x in (-length * 0.35, 0, length * 0.35)], 0.09
    for row in range(n):
        z, th = -0.34, 0.024 + 0.02 * r.random()
        while z < 0.26:
            w = 0.10 + 0.11 * r.random()
            ln = length * (0.82 + 0.18 * r.random())
            bits.append(box(ln, th, w, 0.003, fine=0.9).turn(yaw=r.random() * 1.4 - 0.7).at((r.random() - 0.5) * 0.24, y + th / 2, z + w / 2))
            z += w + 0.008
        y += th + 0.002
        if row % 3 == 2:
            bits += [box(0.03, 0.022, 0.64, 0.003, fine=0).at(x, y + 0.011, 0) for x in (-length * 0.33, 0.02, length * 0.33)]
            y += 0.022
    return [(join(bits), "newwood")]


def shavings(n, spread, seed, mat="shaving"):
    """Curls of planed wood lying about: narrow ribbons that wind up tighter towards one end and drift along their axis
    like a spring, torn to a point at the other."""
    r = fresh(seed)
    out = []
    for _ in range(n):
        rad, turns, w = 0.007 + 0.008 * r.random(), 1.3 + 2.2 * r.random(), 0.009 + 0.010 * r.random()
        drift, sway = w * (0.35 + 0.5 * r.random()) * turns, 6.28 * r.random()
        def ribbon(u, v):
            a, q = u * turns * 6.28, rad * (0.55 + 0.45 * u) * (1 + 0.07 * np.sin(3 * u * turns + sway))
            wide = w * np.clip(np.minimum(u * 9 + 0.35, (1 - u) * 5), 0.04, 1) * (1 + 0.10 * np.sin(23 * u + sway))
            return q * np.cos(a), rad + q * np.sin(a), (v - 0.5) * wide + drift * (u - 0.5)
        g = sheet(ribbon, int(12 * turns), 1, 6.28 * rad * turns, w)
        g = join([g, Geo(g.v - g.n * 0.0004, -g.n, g.uv, g.t[:, ::-1])])  # two faces in one place shadow each other
        a, q = r.random() * 6.28, spread * r.random() ** 0.7
        out.append(g.turn(yaw=r.random() * 360).at(q * np.cos(a), 0.001, q * np.sin(a)))
    return [(join(out), mat)]


def paint_tin(r=0.085, h=0.19, mat="galvanised", drip="paint_drip"):
    body = lathe([(0, 0.004), (r, 0.004), (r, 0), (r + 0.003, 0.004), (r + 0.003, 0.012), (r, 0.015), (r, h - 0.012), (r + 0.003, h - 0.009), (r + 0.003, h), (r - 0.008, h), (r - 0.01, h - 0.008), (0, h - 0.008)], 24)
    bail = tube([(r * np.cos(a) * 1.02, h * 0.8 - 0.06 * np.sin(a) - 0.0, r * 1.05 * np.sin(a)) for a in np.linspace(0, np.pi, 15)], 0.0022, 5)
    run = sheet(lambda u, v: ((r + 0.0022) * np.cos((u - 0.5) * 1.5), h - 0.013 - (1 - v) * h * (0.25 + 0.45 * np.abs(np.sin(u * 9))), -(r + 0.0022) * np.sin((u - 0.5) * 1.5)), 16, 6, 0.2, 0.2)
    return [(join([body, bail]), mat), (run, drip)]


def brush():
    return [(join([tube([(0, 0.10, 0), (0, 0.22, 0)], [0.012, 0.008], 8), box(0.05, 0.05, 0.018, 0.006).at(0, 0.085, 0)]), "oak"), (box(0.046, 0.06, 0.014, 0.005).at(0, 0.035, 0), "bristle")]


def stool(h=0.46):
    legs = [tube([(0.16 * np.cos(a), 0, 0.16 * np.sin(a)), (0.11 * np.cos(a), h - 0.03, 0.11 * np.sin(a))], [0.016, 0.020], 8) for a in (0.5, 2.6, 4.7)]
    return [(join([lathe([(0, 0), (0.15, 0), (0.165, 0.012), (0.16, 0.032), (0.1, 0.036), (0, 0.030)], 28).at(0, h - 0.034), *legs]), "oak")]


def hanging_lamp(drop):
    """A work lamp under a broad tin shade on a flex; the bulb's middle at y = -drop - 0.10."""
    flex = tube([(0, 0, 0), (0.01, -drop / 2, 0.0), (0, -drop, 0)], 0.005, 6)
    p = [(0.23, -0.14), (0.234, -0.135), (0.20, -0.10), (0.09, -0.04), (0.05, -0.02), (0.035, 0.05), (0.012, 0.07)]
    outer = lathe(p, 36, sharp=False).at(0, -drop)
    inner = lathe([(r - 0.003, y - 0.003) for r, y in p[:-2]], 36, sharp=False).at(0, -drop)
    inner = Geo(inner.v, -inner.n, inner.uv, inner.t[:, ::-1])
    return [(flex, "black"), (outer, "lampshade"), (inner, "white"), (ball(0.036, 0.05, 0.036, 16, 10).at(0, -drop - 0.10), "bulb")]


def oar(length=2.3):
    """Along +Y from its blade."""
    blade = plate([(-0.055, 0.0), (0.055, 0.0), (0.06, 0.25), (0.045, 0.6), (0.018, 0.72), (-0.018, 0.72), (-0.045, 0.6), (-0.06, 0.25)], 0.018, 0.006)
    return [(join([blade, tube([(0, 0.5, 0), (0, length - 0.16, 0)], [0.016, 0.024], 10), tube([(0, length - 0.17, 0), (0, length, 0)], 0.018, 10)]), "larch")]


def broom():
    return [(join([tube([(0, 0.1, 0), (0, 1.35, 0)], 0.013, 8), box(0.36, 0.045, 0.07, 0.01).at(0, 0.10, 0)]), "oak"), (box(0.35, 0.09, 0.06, 0.012).at(0, 0.045, 0), "bristle")]
