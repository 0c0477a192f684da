"""Small things of a lived-in kitchen: crockery, jars, plants, cloth, bread, letters. Each returns a list of (shape,
material name) standing on y = 0. Knows no set."""
import numpy as np

from .shapes import Geo, ball, block, box, curve, fresh, join, lathe, plate as flat, sheet, smooth, tube


def plate(r=0.125):
    return lathe([(0, 0.006), (r * 0.6, 0.004), (r * 0.62, 0), (r * 0.66, 0), (r, 0.018), (r, 0.021), (r * 0.66, 0.008), (0, 0.008)], 32)


def plates(n, r=0.125, mat="glazed"):
    rr = fresh(n)
    return [(join([plate(r).at(rr.random() * 0.006, i * 0.0115, rr.random() * 0.006) for i in range(n)]), mat)]


def standing_plate(r=0.125, mat="glazed"):
    """Leans against a wall behind it (z = 0)."""
    return [(plate(r).turn(pitch=78).at(0, r * 0.98, 0.045), mat)]


def bowl(r=0.09, h=0.07, mat="glazed"):
    return [(lathe([(0, 0.004), (r * 0.45, 0.004), (r * 0.45, 0), (r * 0.5, 0), (r * 0.85, h * 0.5), (r, h), (r - 0.004, h), (r * 0.8, h * 0.5), (r * 0.4, 0.012), (0, 0.010)], 30), mat)]


def mug(mat="glazed", r=0.041, h=0.092):
    body = lathe([(0, 0.004), (r * 0.85, 0.004), (r * 0.86, 0), (r, 0.008), (r, h), (r - 0.0035, h), (r - 0.004, 0.012), (0, 0.010)], 26)
    grip = tube(curve([(r - 0.004, h * 0.8, 0), (r + 0.022, h * 0.78, 0), (r + 0.026, h * 0.45, 0), (r - 0.002, h * 0.2, 0)], 16), 0.0055, 8)
    return [(join([body, grip]), mat)]


def jug(mat="glazed_teal", h=0.2):
    body = lathe([(0, 0), (0.048, 0), (0.052, 0.006), (0.068, 0.06), (0.066, 0.10), (0.043, 0.155), (0.048, h), (0.044, h), (0.039, 0.155), (0.06, 0.09), (0, 0.02)], 28)
    grip = tube(curve([(0.045, h * 0.92, 0), (0.095, h * 0.88, 0), (0.10, h * 0.6, 0), (0.066, h * 0.38, 0)], 16), 0.007, 8)
    return [(join([body, grip]), mat)]


def teapot(mat="glazed_brown"):
    body = lathe([(0, 0), (0.055, 0), (0.06, 0.008), (0.095, 0.06), (0.09, 0.105), (0.05, 0.135), (0.045, 0.138), (0, 0.138)], 32)
    lid = lathe([(0, 0), (0.048, 0), (0.04, 0.012), (0.012, 0.018), (0.010, 0.024), (0.016, 0.032), (0.010, 0.042), (0, 0.043)], 24).at(0, 0.136)
    spout = tube(curve([(0.075, 0.05, 0), (0.125, 0.07, 0), (0.145, 0.12, 0), (0.165, 0.135, 0)], 14), np.linspace(0.021, 0.010, 14), 12)
    grip = tube(curve([(-0.08, 0.11, 0), (-0.135, 0.115, 0), (-0.14, 0.06, 0), (-0.088, 0.04, 0)], 16), 0.008, 8)
    return [(join([body, lid, spout, grip]), mat)]


def kettle(mat="accent"):
    body = lathe([(0, 0), (0.105, 0), (0.112, 0.012), (0.108, 0.07), (0.075, 0.125), (0.045, 0.14), (0, 0.142)], 32)
    lid = lathe([(0, 0), (0.046, 0), (0.036, 0.010), (0, 0.014)], 24).at(0, 0.14)
    spout = tube(curve([(0.09, 0.06, 0), (0.14, 0.09, 0), (0.165, 0.135, 0)], 12), np.linspace(0.022, 0.011, 12), 12)
    grip = tube(curve([(-0.075, 0.115, 0), (-0.08, 0.20, 0), (0, 0.245, 0), (0.08, 0.20, 0), (0.075, 0.115, 0)], 24), 0.006, 8)
    wood = tube(curve([(-0.04, 0.232, 0), (0, 0.246, 0), (0.04, 0.232, 0)], 8), 0.011, 10)
    return [(join([body, lid, spout]), mat), (grip, "steel"), (join([wood, ball(0.012).at(0, 0.163)]), "darkwood")]


def pan(r=0.11, h=0.09, mat="steel", grip=0.19):
    body = lathe([(0, 0), (r - 0.006, 0), (r, 0.008), (r, h), (r - 0.003, h), (r - 0.004, 0.01), (0, 0.006)], 30)
    return [(body, mat), (tube([(r - 0.004, h * 0.8, 0), (r + 0.03, h * 0.85, 0), (r + grip, h * 1.0, 0)], [0.006, 0.007, 0.010], 8), "black")]


def jar(fill="grain", r=0.05, h=0.15, lid="cork"):
    body = lathe([(0, 0), (r - 0.004, 0), (r, 0.005), (r, h * 0.86), (r * 0.82, h * 0.95), (r * 0.82, h)], 22)
    inside = lathe([(0, 0.004), (r - 0.005, 0.004), (r - 0.004, h * 0.62), (0, h * 0.64)], 18)
    return [(inside, fill), (body, "glass_jar"), (lathe([(0, 0), (r * 0.84, 0), (r * 0.86, 0.022), (0, 0.024)], 20).at(0, h - 0.006), lid)]


def tin(picture, r=0.045, h=0.13):
    g = lathe([(r, 0.006), (r, h - 0.006)], 24, sharp=False)
    g.uv = np.column_stack([np.arctan2(-g.v[:, 2], g.v[:, 0]) / (2 * np.pi) * 2, 1 - g.v[:, 1] / h])
    ends = [lathe([(0, 0), (r + 0.0015, 0), (r + 0.0015, 0.007), (r, 0.008)], 24), lathe([(r, 0), (r + 0.0015, 0.001), (r + 0.0015, 0.008), (r - 0.003, 0.008), (r - 0.004, 0.004), (0, 0.004)], 24).at(0, h - 0.008)]
    # the seam of the label: texture coordinates may not run backwards across it
    a = g.uv[g.t][:, :, 0]
    bad = (a.max(1) - a.min(1)) > 1
    g.t = g.t[~bad]
    return [(g, picture), (join(ends), "steel")]


def bottle(mat="glass_green", r=0.036, h=0.29):
    return [(lathe([(0, 0.01), (r * 0.8, 0), (r, 0.008), (r, h * 0.55), (r * 0.85, h * 0.64), (0.014, h * 0.76), (0.0135, h * 0.97), (0.016, h * 0.975), (0.016, h), (0, h)], 22), mat)]


def loaf():
    g = ball(0.075, 0.062, 0.14, 24, 14).bent(lambda p: np.column_stack([p[:, 0] * (1 + 0.05 * np.sin(p[:, 2] * 40)), np.maximum(p[:, 1] + 0.05 + 0.006 * np.sin(p[:, 2] * 90 + p[:, 0] * 30), 0.0), p[:, 2]]))
    return [(g, "bread")]


def board(w=0.38, d=0.22, mat="oak"):
    return [(box(w, 0.02, d, 0.007).at(0, 0.01), mat)]


def fruit(n, r, seed, mat="lemon", spread=0.05):
    rr = fresh(seed)
    out = []
    for i in range(n):
        a, q = i * 2.4, spread * np.sqrt(i / n)
        out.append(ball(r * 1.2, r, r, 16, 10).turn(yaw=rr.random() * 360, roll=rr.random() * 40 - 20).at(q * np.cos(a), r + (0.5 * r if i > n * 0.7 else 0.02), q * np.sin(a)))
    return [(join(out), mat)]


def leaves(n, seed, length=0.13, width=0.045, rise=0.25, droop=0.5, spread=1.0, mat="leaf", stem="stem"):
    """A tuft of stalks with bent leaves growing from the origin."""
    r = fresh(seed)
    out, stalks = [], []
    for i in range(n):
        yaw = i * 137.5 + r.random() * 30
        up = rise * (0.45 + 0.55 * r.random())
        outw = spread * (0.03 + 0.10 * r.random() * (1.2 - up / rise / 2))
        ln, wd = length * (0.7 + 0.5 * r.random()), width * (0.75 + 0.5 * r.random())
        bend = droop * (0.6 + 0.8 * r.random())

        def fn(u, v, ln=ln, wd=wd, bend=bend):
            half = wd * np.sin(np.pi * np.clip(v, 0, 1) ** 0.75) ** 0.8 * (u - 0.5) * 2
            z = ln * v * (1 - 0.25 * bend * v)
            return half, 0.012 * np.abs(u - 0.5) * 2 + ln * (0.55 * v - bend * v * v), z
        g = sheet(fn, 2, 6, 1, 1)
        g.uv = np.column_stack([g.v[:, 2], g.v[:, 0]])
        p = np.array([0, up, outw])
        out.append(g.at(*p).turn(yaw=yaw))
        st = curve([(0, 0, 0), (0, up * 0.6, outw * 0.35), tuple(p)], 6)
        stalks.append(tube(st, np.linspace(0.004, 0.002, 6), 5, caps=False).turn(yaw=yaw))
    g = join(out)
    two = join([g, Geo(g.v - g.n * 0.0008, -g.n, g.uv, g.t[:, ::-1])])
    return [(two, mat), (join(stalks), stem)]


def pot(r=0.08, h=0.13, mat="terracotta"):
    return [(lathe([(0, 0), (r * 0.68, 0), (r * 0.72, 0.006), (r * 0.92, h * 0.78), (r, h * 0.79), (r, h), (r - 0.008, h), (r - 0.012, h * 0.85), (0, h * 0.85)], 26), mat),
            (lathe([(r - 0.012, h * 0.86), (r * 0.5, h * 0.89), (0, h * 0.88)][::-1], 14, sharp=False).bent(lambda p: p), "soil")]


def potted(seed, r=0.08, h=0.13, pot_mat="terracotta", **kw):
    kw.setdefault("n", 26)
    return pot(r, h, pot_mat) + [(g.at(0, h * 0.85), m) for g, m in leaves(seed=seed, **kw)]


def cloth(w=0.42, drop=0.46, over=0.03, mat="cloth", seed=2, two_sides=True):
    """A tea towel over a rail: hangs before it by `drop`, behind by a third; the rail runs along X through the origin."""
    r = fresh(seed)
    ph = r.random(5) * 6.28
    total = drop * (1.4 if two_sides else 1.0)

    def fn(u, v):
        s = (1 - v) * total                      # from the back hem over the rail to the front hem
        back = drop * 0.4 if two_sides else 0.0
        t = s - back
        arc = np.clip(t / over, -1, 1)
        y = np.where(np.abs(t) < over, over * 0.5 * (np.cos(arc * np.pi / 2)), -(np.abs(t) - over))
        z = np.sin(arc * np.pi / 2) * over * 0.62
        d = np.clip(-y / drop, 0, 1)
        z = z + np.sign(z) * (0.020 * d * np.sin(u * 17 + ph[0] + d) + 0.010 * d * np.sin(u * 33 + ph[1])) + np.where(t > 0, 0.012 * d, 0)
        return (u - 0.5) * w * (1 - 0.10 * d + 0.03 * d * np.sin(ph[2] + 7 * d)), y + 0.006 * np.sin(u * 12 + ph[3]) * d, z
    return [(sheet(fn, 30, 26, w, total, two=True), mat)]


def draped(w, d, seed, mat="cloth", lump=0.03):
    """A cloth thrown down on a flat place."""
    r = fresh(seed)
    ph = r.random(8) * 6.28

    def fn(u, v):
        x, z = (u - 0.5) * w, (0.5 - v) * d
        y = lump * (0.5 + 0.5 * np.sin(u * 9 + ph[0] + 3 * np.sin(v * 4 + ph[1]))) * (0.5 + 0.5 * np.sin(v * 11 + ph[2] + 2 * np.sin(u * 5 + ph[3]))) ** 1.5
        edge = np.minimum(np.minimum(u, 1 - u), np.minimum(v, 1 - v))
        y = y * np.minimum(1, edge * 9) + 0.003 + 0.004 * np.sin(u * 40 + v * 31 + ph[4]) ** 2
        return x + 0.02 * np.sin(v * 7 + ph[5]), y, z + 0.02 * np.sin(u * 8 + ph[6])
    return [(sheet(fn, 36, 30, w, d), mat)]


def letter(mat="letter"):
    """A sheet folded in three, opened again, text towards +Z's reader: 210 x 297 mm."""
    def fn(u, v):
        y = 0.0025 + 0.016 * np.abs(np.sin((v - 0.335) * np.pi * 1.5)) * (v > 0.665) + 0.010 * np.maximum(0, 0.335 - v) / 0.335 + 0.002 * np.sin(u * 5)
        return (u - 0.5) * 0.21, y, (0.5 - v) * 0.297
    g = sheet(fn, 8, 24, 1, 1)
    return [(g, mat), (Geo(g.v - g.n * 0.0006, -g.n, g.uv, g.t[:, ::-1]), "paper")]


def envelope():
    return [(box(0.22, 0.0024, 0.11, 0.0008).at(0, 0.0014), "paper"), (flat([(-0.105, 0.05), (0, -0.012), (0.105, 0.05)], 0.0012, 0.0003).turn(pitch=-90).at(0, 0.0034), "paper")]


def spectacles(mat="black"):
    bits = []
    for s in (-1, 1):
        bits.append(tube([(s * 0.034 + 0.024 * np.cos(a), 0.022 + 0.019 * np.sin(a), 0) for a in np.linspace(0, 2 * np.pi, 21)], 0.0018, 5, caps=False))
        bits.append(tube([(s * 0.058, 0.026, 0), (s * 0.06, 0.024, -0.06), (s * 0.055, 0.004, -0.12)], 0.0017, 5))
    bits.append(tube(curve([(-0.01, 0.026, 0), (0, 0.031, 0.002), (0.01, 0.026, 0)], 6), 0.0017, 5))
    return [(join(bits), mat)]


def utensils(seed=4):
    r = fresh(seed)
    out = []
    for i in range(7):
        a = r.random() * 360
        g = tube([(0, 0.02, 0), (0.0, 0.27 + 0.05 * r.random(), 0)], [0.005, 0.0065], 7)
        g = join([g, ball(0.024, 0.036, 0.007, 12, 8).at(0, 0.32)]) if i % 2 else join([g, block(-0.02, 0.02, 0.27, 0.36, -0.002, 0.002, bevel=0.0018, fine=0)])
        out.append(g.turn(pitch=7 + 8 * r.random()).turn(yaw=a).at(0, 0.02, 0))
    return [(join(out), "oak")] + [(lathe([(0, 0.005), (0.055, 0.005), (0.056, 0), (0.062, 0.006), (0.060, 0.15), (0.063, 0.155), (0.057, 0.155), (0.054, 0.02), (0, 0.015)], 26), "glazed")]


def dried(seed=6, n=18, h=0.3):
    """Dried grasses for a jug."""
    r = fresh(seed)
    st, hd = [], []
    for i in range(n):
        yaw, out, hh = i * 137.5, 0.05 + 0.08 * r.random(), h * (0.7 + 0.4 * r.random())
        p = curve([(0, 0, 0), (0, hh * 0.6, out * 0.4), (0, hh, out)], 7)
        st.append(tube(p, 0.0013, 4, caps=False).turn(yaw=yaw))
        hd.append(ball(0.009, 0.03 * (0.6 + 0.6 * r.random()), 0.009, 8, 6).at(0, hh, out).turn(yaw=yaw))
    return [(join(st), "stem"), (join(hd), "straw")]


assert smooth
