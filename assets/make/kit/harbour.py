"""What lies about on a quay: bollards, boats, chains, nets, boxes, lamps, house fronts. Each returns a list of (shape,
material name), standing on y = 0 about its middle unless said. Knows no set."""
import numpy as np

from . import joinery as j
from .shapes import Geo, ball, block, box, curve, fresh, join, lathe, sheet, smooth, tube, wall


def bollard():
    return [(lathe([(0, 0), (0.24, 0), (0.25, 0.02), (0.25, 0.05), (0.19, 0.08), (0.15, 0.16), (0.145, 0.40), (0.17, 0.47), (0.24, 0.52), (0.255, 0.57), (0.22, 0.63), (0.12, 0.66), (0, 0.665)], 28), "iron")]


def chain(points, link=0.11, mat="iron"):
    """Links along a line."""
    p = np.asarray(points, float)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    a = np.linspace(0, 2 * np.pi, 15)
    ring = np.column_stack([np.where(np.cos(a) > 0, 1, -1) * link * 0.26 + link * 0.36 * np.cos(a), link * 0.34 * np.sin(a), 0 * a])
    one = tube(ring, link * 0.105, 6, caps=False)
    out = []
    for i, s in enumerate(np.arange(link / 2, along[-1], link * 0.92)):
        q = np.array([np.interp(s, along, p[:, k]) for k in range(3)])
        q2 = np.array([np.interp(s + 0.02, along, p[:, k]) for k in range(3)])
        d = (q2 - q) / max(np.linalg.norm(q2 - q), 1e-9)
        x = np.cross((0, 1, 0), d)
        x = x / max(np.linalg.norm(x), 1e-6) if np.linalg.norm(x) > 1e-3 else np.array([0, 0, 1.0])
        y = np.cross(d, x)
        side = (x, y) if i % 2 else (y, -x)
        out.append(one.by(np.column_stack([d, *side])).at(*q))
    return [(join(out), mat)]


def rope(points, r=0.02, mat="rope", n=10):
    return [(tube(curve(points, n * len(points)), r, 8), mat)]


def coil(turns=6, r=0.32, thick=0.024, seed=1, mat="rope"):
    rr = fresh(seed)
    a = np.linspace(0, turns * 2 * np.pi, turns * 26)
    lay = a / (2 * np.pi)
    rad = r - 0.045 * np.abs((lay % 5) - 2.5) + 0.012 * np.sin(a * 0.7 + rr.random() * 6)
    y = thick * (1 + 1.7 * np.floor(lay / 2.5)) + 0.008 * np.sin(a * 1.3)
    end = curve([(rad[-1] * np.cos(a[-1]), y[-1], rad[-1] * np.sin(a[-1])), (r * 1.2, thick, 0.1), (r * 1.9, thick, 0.35)], 16)
    line = np.concatenate([np.column_stack([rad * np.cos(a), y, rad * np.sin(a)]), end[1:]])
    return [(tube(line, thick, 8), mat)]


def heap(w, d, h, seed, mat="net"):
    """A heap of net."""
    r = fresh(seed)
    ph = r.random(8) * 6.28

    def fn(u, v):
        a, q = u * 2 * np.pi, v
        rad = (1 - q) * (1 + 0.16 * np.sin(3 * a + ph[0]) + 0.08 * np.sin(7 * a + ph[1]))
        y = h * np.sin(np.clip(q, 0, 1) * np.pi / 2) ** 0.8 * (1 + 0.12 * np.sin(5 * a + 9 * q + ph[2])) + 0.03 * np.sin(11 * a + 17 * q + ph[3]) * (q < 0.95)
        return w / 2 * rad * np.cos(a), np.maximum(y, 0.0), -d / 2 * rad * np.sin(a)
    out = [(sheet(fn, 56, 26, w * 2, h * 2.4), mat)]
    floats = [ball(0.055, 0.045, 0.055, 12, 8).at(w * 0.45 * q * np.cos(a), h * (0.9 - 0.75 * q), w * 0.3 * q * np.sin(a)) for q, a in zip(0.3 + 0.7 * r.random(9), r.random(9) * 6.28)]
    return out + [(join(floats), "accent")]


def fishbox(mat="fishbox", w=0.72, d=0.44, h=0.2):
    t = 0.016
    bits = [block(-w / 2, w / 2, 0.02, h, s * (d / 2 - t / 2) - t / 2, s * (d / 2 - t / 2) + t / 2, bevel=0.005, fine=0) for s in (-1, 1)]
    bits += [block(s * (w / 2 - t / 2) - t / 2, s * (w / 2 - t / 2) + t / 2, 0.02, h - 0.0005, -d / 2 + t, d / 2 - t, bevel=0.005, fine=0) for s in (-1, 1)]
    bits += [block(-w / 2 + 0.004, w / 2 - 0.004, 0.01, 0.03, -d / 2 + 0.004, d / 2 - 0.004, bevel=0.005, fine=0)]
    bits += [block(-w / 2 - 0.008, w / 2 + 0.008, h - 0.03, h - 0.008, s * d / 2 - 0.008, s * d / 2 + 0.008, bevel=0.005, fine=0) for s in (-1, 1)]
    bits += [block(s * w / 2 - 0.008, s * w / 2 + 0.008, h - 0.031, h - 0.009, -d / 2, d / 2, bevel=0.005, fine=0) for s in (-1, 1)]
    bits += [block(-w / 2 + 0.05, w / 2 - 0.05, 0, 0.012, s * d * 0.3 - 0.03, s * d * 0.3 + 0.03, bevel=0.004, fine=0) for s in (-1, 1)]
    return [(join(bits), mat)]


def crate(w=0.7, h=0.55, d=0.55, mat="pine"):
    bits = []
    for k in range(4):
        y0, y1 = 0.03 + k * (h - 0.04) / 4, 0.03 + (k + 1) * (h - 0.04) / 4 - 0.012
        bits += [block(-w / 2, w / 2, y0, y1, s * (d / 2 - 0.008) - 0.008, s * (d / 2 - 0.008) + 0.008, bevel=0.003, fine=0) for s in (-1, 1)]
        bits += [block(s * (w / 2 - 0.008) - 0.008, s * (w / 2 - 0.008) + 0.008, y0, y1, -d / 2 + 0.016, d / 2 - 0.016, bevel=0.003, fine=0) for s in (-1, 1)]
    bits += [block(a * (w / 2 - 0.04) - 0.03, a * (w / 2 - 0.04) + 0.03, 0, h, b * (d / 2 + 0.008) - 0.009, b * (d / 2 + 0.008) + 0.009, bevel=0.003, fine=0) for a in (-1, 1) for b in (-1, 1)]
    bits += [block(-w / 2, w / 2, h - 0.02, h - 0.002, -d / 2 + k * d / 5 + 0.004, -d / 2 + (k + 1) * d / 5 - 0.004, bevel=0.003, fine=0) for k in range(5)]
    bits.append(block(-w / 2 + 0.02, w / 2 - 0.02, 0.02, 0.035, -d / 2 + 0.02, d / 2 - 0.02, fine=0))
    return [(join(bits), mat)]


def barrel(mat="pine"):
    body = lathe([(0, 0.02), (0.25, 0.02), (0.255, 0), (0.275, 0.01), (0.32, 0.30), (0.33, 0.44), (0.32, 0.58), (0.275, 0.87), (0.255, 0.88), (0.25, 0.86), (0, 0.86)], 28)
    hoops = [lathe([(r, y), (r + 0.006, y + 0.003), (r + 0.006, y + 0.042), (r, y + 0.045)], 28) for r, y in ((0.282, 0.05), (0.311, 0.22), (0.313, 0.61), (0.284, 0.78))]
    return [(body, mat), (join(hoops), "iron")]


def bin_(mat="galvanised"):
    body = lathe([(0, 0.02), (0.21, 0.02), (0.22, 0), (0.23, 0.02), (0.265, 0.30), (0.275, 0.31), (0.268, 0.33), (0.29, 0.66), (0.30, 0.665), (0.29, 0.68), (0.1, 0.75), (0.03, 0.765), (0, 0.766)], 28)
    grips = [tube(curve([(s * 0.275, 0.52, -0.07), (s * 0.33, 0.5, -0.06), (s * 0.33, 0.5, 0.06), (s * 0.275, 0.52, 0.07)], 12), 0.009, 6) for s in (-1, 1)] + [tube(curve([(-0.07, 0.755, 0), (-0.05, 0.81, 0), (0.05, 0.81, 0), (0.07, 0.755, 0)], 12), 0.009, 6)]
    return [(join([body, *grips]), mat)]


def lobster_pot(mat="pine"):
    w, d, h = 0.66, 0.46, 0.36
    hoop = lambda z: tube([(z, h * np.sin(a), d / 2 * np.cos(a)) for a in np.linspace(0, np.pi, 13)], 0.011, 6)
    bits = [hoop(x) for x in (-w / 2, 0, w / 2)] + [block(-w / 2 - 0.02, w / 2 + 0.02, 0, 0.022, z - 0.025, z + 0.025, bevel=0.004, fine=0) for z in (-0.2, 0, 0.2)]
    bits += [tube([(-w / 2, h * np.sin(a), d / 2 * np.cos(a)), (w / 2, h * np.sin(a), d / 2 * np.cos(a))], 0.008, 5) for a in np.linspace(0.3, np.pi - 0.3, 6)]
    skin = sheet(lambda u, v: ((u - 0.5) * w, (h - 0.012) * np.sin(v * np.pi), (d / 2 - 0.012) * np.cos(v * np.pi)), 4, 12, w, 0.9)
    two = join([skin, Geo(skin.v, -skin.n, skin.uv, skin.t[:, ::-1])])
    return [(join(bits), mat), (two, "netting")]


def street_lamp(h=4.4, arm=0.75):
    """A cast-iron post with one lantern on an arm towards +Z; the lamp's middle is at (0, h - 0.36, arm)."""
    post = lathe([(0, 0), (0.17, 0), (0.18, 0.03), (0.17, 0.10), (0.11, 0.20), (0.10, 0.75), (0.125, 0.80), (0.075, 0.90), (0.058, 1.1), (0.045, h * 0.9), (0.05, h * 0.905), (0.06, h * 0.93), (0.03, h * 0.96), (0.012, h + 0.06), (0, h + 0.07)], 18)
    bar = tube(curve([(0, h * 0.80, 0.03), (0, h * 0.95, 0.18), (0, h + 0.02, arm * 0.6), (0, h, arm)], 18), 0.018, 8)
    curl = tube([(0, h * 0.86 + 0.10 * np.cos(a) * (1 - a / 9), 0.20 + 0.10 * np.sin(a) * (1 - a / 9)) for a in np.linspace(0, 7, 26)], 0.010, 6)
    cap = lathe([(0.13, -0.20), (0.15, -0.19), (0.10, -0.10), (0.035, -0.06), (0.03, 0.0), (0, 0.01)], 20).at(0, h - 0.02, arm)
    ribs = [tube([(0.135 * np.cos(a), -0.20, 0.135 * np.sin(a)), (0.085 * np.cos(a), -0.50, 0.085 * np.sin(a))], 0.007, 6).at(0, h - 0.02, arm) for a in np.arange(4) * np.pi / 2]
    foot = lathe([(0, -0.54), (0.03, -0.53), (0.088, -0.505), (0.092, -0.49), (0, -0.488)], 18).at(0, h - 0.02, arm)
    glow = lathe([(0, -0.44), (0.045, -0.42), (0.062, -0.36), (0.05, -0.26), (0, -0.22)], 18, sharp=False).at(0, h - 0.02, arm)
    glass = lathe([(0.083, -0.49), (0.132, -0.20)], 20, sharp=False).at(0, h - 0.02, arm)
    return [(join([post, bar, curl, cap, foot, *ribs]), "lamp_iron"), (glow, "lamp_glow"), (glass, "glass")]


def wall_lamp():
    """On a wall's face z = 0, the lamp's middle at (0, -0.16, 0.36)."""
    bar = tube(curve([(0, 0.0, 0.01), (0, 0.10, 0.10), (0, 0.10, 0.28), (0, 0.0, 0.36)], 14), 0.012, 8)
    shade = lathe([(0.17, -0.10), (0.172, -0.095), (0.12, -0.05), (0.04, -0.015), (0.03, 0.02), (0, 0.025)], 24).at(z=0.36)
    inner = lathe([(0.168, -0.10), (0.118, -0.053), (0.04, -0.02)], 24, sharp=False).at(z=0.36)
    inner = Geo(inner.v, -inner.n, inner.uv, inner.t[:, ::-1])
    rose = box(0.09, 0.16, 0.02, 0.006).at(0, 0.02, 0.01)
    return [(join([bar, shade, rose]), "lamp_iron"), (inner, "white"), (ball(0.042, 0.055, 0.042, 14, 8).at(0, -0.11, 0.36), "lamp_glow")]


def hull(length, beam, depth, mat="hull", deck="roughboards", strake="pine", rise=0.45):
    """A boat along X, bow at +X, keel at y = 0, gunwale amidships at y = depth; its well at 0.62 of that."""
    def section(s):
        """Half-breadth factor, sheer and keel rise at s = 0 stern .. 1 bow."""
        b = np.minimum(1.0, 0.72 + 0.9 * s) * np.clip(1 - np.clip((s - 0.45) / 0.55, 0, 1) ** 2.3, 0, 1)
        return b, depth + rise * np.clip((s - 0.35) / 0.65, 0, 1) ** 2 + 0.12 * (1 - s) ** 2, 0.5 * depth * np.clip((s - 0.86) / 0.14, 0, 1) ** 2

    def side(u, v, k=1):
        s = u
        b, top, keel = section(s)
        y = keel + (top - keel) * v
        z = beam / 2 * b * np.clip(v, 0, 1) ** (0.42 + 0.5 * s) + 0.02
        x = -length / 2 + length * s + 0.25 * depth * (v - 0.5) * np.clip((s - 0.7) / 0.3, 0, 1)
        return x, y, k * z
    outs = [sheet(lambda u, v: side(u, v, 1), 40, 14, length, depth * 1.6), sheet(lambda u, v: side(1 - u, v, -1), 40, 14, length, depth * 1.6)]
    ins = []
    for g in outs:
        ins.append(Geo(g.v * (0.985, 1, 0.93), -g.n, g.uv, g.t[:, ::-1]))
    stern = sheet(lambda u, v: (np.full_like(u, -length / 2), depth * 1.12 * v, (u - 0.5) * 2 * (beam / 2 * 0.72 * v ** 0.42 + 0.02)), 12, 10, beam, depth)
    stern2 = Geo(stern.v, -stern.n, stern.uv, stern.t[:, ::-1])
    s = np.linspace(0, 1, 30)
    rails = []
    for k in (1, -1):
        x, y, z = side(s, np.ones_like(s), k)
        rails += [tube(np.column_stack([x, y, z]), 0.055, 8), tube(np.column_stack([x, y - 0.28, z * 1.01 + k * 0.01]), 0.04, 8)]
    rails.append(tube([(-length / 2, depth * 1.12, -beam * 0.36), (-length / 2, depth * 1.12, beam * 0.36)], 0.055, 8))
    fl = sheet(lambda u, v: (-length / 2 + 0.05 + (length - 0.9) * u, np.full_like(u, depth * 0.62), (0.5 - v) * beam * 0.93 * section(u * 0.93)[0]), 24, 4, length, beam)
    return [(join(outs + [stern, stern2]), mat), (join(ins + [fl]), deck), (join(rails), strake)]


def wheelhouse(w=1.7, l=1.9, h=2.1):
    """Walls with windows all round, a warm light in it; about its middle."""
    bits = [block(-l / 2, l / 2, 0, 1.05, -w / 2, w / 2, bevel=0.02, fine=0.5), block(-l / 2 - 0.12, l / 2 + 0.12, h - 0.09, h, -w / 2 - 0.12, w / 2 + 0.12, bevel=0.03)]
    bits += [box(0.09, h - 1.1, 0.09, 0.012).at(a * (l / 2 - 0.045), 1.0 + (h - 1.1) / 2, b * (w / 2 - 0.045)) for a in (-1, 1) for b in (-1, 1)]
    bits += [box(0.06, h - 1.1, 0.05, 0.01).at(l / 2 - 0.03, 1.0 + (h - 1.1) / 2, b) for b in (-0.28, 0.28)] + [box(0.05, h - 1.1, 0.06, 0.01).at(0, 1.0 + (h - 1.1) / 2, b * (w / 2 - 0.03)) for b in (-1, 1)]
    glow = [j.quad(w - 0.2, h - 1.18, (0.52, 0.98, 0.52, 0.98)).turn(yaw=q).at(-l / 2 + 0.2 + s, (h + 0.94) / 2, 0) for q, s in ((90, 0.01), (-90, -0.01))]
    panes = [wall(-w / 2, w / 2, 1.05, h - 0.09, cell=1, origin=(l / 2 - 0.03, 0, 0), right=(0, 0, -1)), wall(-l / 2, l / 2, 1.05, h - 0.09, cell=1, origin=(0, 0, w / 2 - 0.03)),
             wall(-l / 2, l / 2, 1.05, h - 0.09, cell=1, origin=(0, 0, -w / 2 + 0.03), right=(-1, 0, 0))]
    return [(join(bits), "boat_white"), (join(glow), "rooms"), (join(panes), "glass")]


def ladder(h=1.8):
    return [(join([tube([(s * 0.2, -h, 0.06), (s * 0.2, 0.35, 0.06), (s * 0.2, 0.45, -0.05), (s * 0.2, 0.0, -0.35)], 0.02, 8) for s in (-1, 1)] + [tube([(-0.2, -h + 0.3 * k, 0.06), (0.2, -h + 0.3 * k, 0.06)], 0.014, 8) for k in range(7)]), "iron")]


def lifebuoy():
    """On its post; the ring's middle at 1.15 m, facing +Z."""
    a = np.linspace(0, 2 * np.pi, 41)
    ring = tube(np.column_stack([0.29 * np.cos(a), 1.15 + 0.29 * np.sin(a), 0 * a + 0.08]), 0.062, 14, caps=False)
    bands = [tube([(0.29 * np.cos(q + e), 1.15 + 0.29 * np.sin(q + e), 0.08) for e in np.linspace(-0.16, 0.16, 6)], 0.0635, 14) for q in (0.78, 2.36, 3.93, 5.5)]
    post = [box(0.09, 1.75, 0.09, 0.008).at(0, 0.875, -0.03), box(0.6, 0.6, 0.03, 0.006).at(0, 1.15, 0.0)]
    return [(ring, "accent"), (join(bands), "white"), (join(post), "boat_white")]


def drainpipe(h, out=0.09):
    bits = [tube([(0, 0.12, out), (0, h - 0.35, out), (0, h - 0.1, out + 0.02)], 0.045, 12), tube(curve([(0, 0.16, out), (0, 0.08, out + 0.02), (0, 0.03, out + 0.11)], 8), 0.045, 12),
            lathe([(0.05, 0), (0.11, 0.16), (0.12, 0.17), (0.12, 0.2), (0.11, 0.2), (0.1, 0.1)], 14).at(0, h - 0.3, out)]
    bits += [lathe([(0.046, 0), (0.056, 0.005), (0.056, 0.05), (0.046, 0.055)], 14).at(0, y, out) for y in np.arange(0.9, h - 0.6, 1.7)] + [block(-0.07, 0.07, y + 0.015, y + 0.04, 0, 0.06, bevel=0.004, fine=0) for y in np.arange(0.9, h - 0.6, 1.7)]
    return [(join(bits), "lamp_iron")]


def front(w, h, windows, doors=(), mat="render_a", trim="trim", plinth=0.5, depth=0.22, roof=None, shop=None, gutter=True, seed=0):
    """A house front from x = 0 to w on the plane z = 0, facing +Z. windows: (x, y, w, h, lights, cols, rows, room or None);
    doors: (x, w, h, material). `room` 0..3 is lit with that picture. `roof`: a pitch's height."""
    holes = [(x, x + ww, y, y + hh) for x, y, ww, hh, *_ in windows] + [(x, x + ww, -1, hh) for x, ww, hh, _ in doors]
    out = [(wall(0, w, 0, h, holes, 0.6), mat)]
    rev = []
    for x0, x1, y0, y1 in holes:
        y0 = max(y0, 0)
        rev += [wall(0, depth, 0, y1 - y0, cell=0.5, origin=(x0, y0, 0), right=(0, 0, -1)), wall(0, depth, 0, y1 - y0, cell=0.5, origin=(x1, y0, -depth), right=(0, 0, 1)),
                wall(0, x1 - x0, 0, depth, cell=0.5, origin=(x0, y1, -depth), up=(0, 0, 1)), wall(0, x1 - x0, 0, depth, cell=0.5, origin=(x0, y0, 0), up=(0, 0, -1))]
    out.append((join(rev), mat))
    stone = [block(-0.0, w, 0, plinth, 0.0, 0.05, bevel=0.012)] if plinth and not doors else []
    edges = sorted([0.0, w] + [q for d in doors for q in (d[0] - 0.1, d[0] + d[1] + 0.1)])
    if doors and plinth:
        stone += [block(a, b, 0, plinth, 0.0, 0.05, bevel=0.012) for a, b in zip(edges[::2], edges[1::2]) if b - a > 0.05]
    for x, y, ww, hh, lights, cols, rows, room in windows:
        out += [(g.at(x, y, -depth * 0.35), m) for g, m in j.window(ww, hh, lights, cols, rows, depth=0.08, mat=trim)]
        stone.append(block(x - 0.08, x + ww + 0.08, y - 0.09, y, -0.05, 0.09, bevel=0.012))
        stone.append(block(x - 0.1, x + ww + 0.1, y + hh, y + hh + 0.16, -0.02, 0.03, bevel=0.01))
        if room is None:
            out.append((wall(x, x + ww, y, y + hh, cell=2, origin=(0, 0, -depth - 0.02)), "dark"))
        else:
            q = ((room % 2) * 0.5 + 0.004, (room % 2) * 0.5 + 0.496, (room // 2) * 0.5 + 0.004, (room // 2) * 0.5 + 0.496)
            out.append((j.quad(ww + 0.25, hh + 0.25, q).at(x + ww / 2, y + hh / 2, -depth - 0.22), "rooms"))
    for x, ww, hh, dm in doors:
        out += [(g.at(x + 0.01, 0.02, -depth * 0.55), m) for g, m in j.door(ww - 0.02, hh - 0.03, mat=dm)]
        out += [(g.at(x, 0, 0), m) for g, m in j.architrave(ww, hh, 0.11, mat=trim)]
        stone.append(block(x - 0.12, x + ww + 0.12, 0, 0.14, -depth, 0.28, bevel=0.02))
    if stone:
        out.append((join(stone), "stone"))
    if gutter:
        g = sheet(lambda u, v: (u * w, h - 0.02 + 0.06 * (1 - np.sin(v * np.pi)), 0.14 - 0.07 * np.cos(v * np.pi)), 2, 8, w, 0.2)
        out.append((join([g, Geo(g.v, -g.n, g.uv, g.t[:, ::-1])]), "lamp_iron"))
        out.append((block(-0.05, w + 0.05, h - 0.02, h + 0.10, 0, 0.06, bevel=0.012), trim))
    if roof:
        out.append((wall(-0.1, w + 0.1, 0, np.hypot(roof, 2.4), cell=1.0, origin=(0, h + 0.06, 0.16), up=np.array([0, roof, -2.4]) / np.hypot(roof, 2.4)), "slate"))
    return out


assert smooth and fresh
