"""What carpenters leave in a house: windows, doors, skirting, panelling, frames, curtains, sockets. Each returns a list
of (shape, material name). Built facing +Z, origin at the lower left or as said; knows no set."""
import numpy as np

from .shapes import array, ball, block, box, curve, fresh, join, lathe, plate, sheet, tube, wall


def window(w, h, lights, cols, rows, depth=0.09, frame=0.055, bar=0.022, mat="trim", glass="glass", open_light=None):
    """Casements side by side in a frame, origin lower left of the opening, in the plane z = 0, panes behind."""
    bits, panes = [], []
    for x0, x1 in ((0, frame), (w - frame, w)):
        bits.append(block(x0, x1, 0, h, -depth, 0, bevel=0.004, fine=0))
    for y0, y1 in ((0, frame), (h - frame, h)):
        bits.append(block(frame, w - frame, y0, y1, -depth, 0, bevel=0.004, fine=0))
    lw = (w - 2 * frame) / lights
    st = 0.042
    for k in range(lights):
        sub, pan = [], []
        a, b, lo, hi = 0.002, lw - 0.002, frame + 0.002, h - frame - 0.002
        z0, z1 = -depth * 0.75, -depth * 0.75 + 0.045
        sub += [block(a, a + st, lo, hi, z0, z1, fine=0), block(b - st, b, lo, hi, z0, z1, fine=0),
                block(a + st, b - st, lo, lo + st * 1.3, z0, z1, fine=0), block(a + st, b - st, hi - st, hi, z0, z1, fine=0)]
        for i in range(1, cols):
            x = a + st + (b - a - 2 * st) * i / cols
            sub.append(block(x - bar / 2, x + bar / 2, lo + st, hi - st, z0 + 0.006, z1 - 0.004, fine=0))
        for j in range(1, rows):
            y = lo + st + (hi - lo - 2 * st) * j / rows
            sub.append(block(a + st, b - st, y - bar / 2, y + bar / 2, z0 + 0.007, z1 - 0.005, fine=0))
        pan.append(wall(a + st, b - st, lo + st, hi - st, cell=3, origin=(0, 0, (z0 + z1) / 2)))
        handle = [box(0.022, 0.09, 0.012, 0.004).at(b - st / 2, (lo + hi) / 2, z1 + 0.006),
                  tube(curve([(b - st / 2, (lo + hi) / 2, z1 + 0.01), (b - st / 2, (lo + hi) / 2, z1 + 0.035), (b - st / 2, (lo + hi) / 2 - 0.09, z1 + 0.04)], 8), 0.006, 6)]
        turn = (lambda g: g.turn(yaw=open_light[1]).at(frame + k * lw)) if open_light and open_light[0] == k else (lambda g: g.at(frame + k * lw))
        bits += [turn(g) for g in sub]
        panes += [turn(g) for g in pan]
        bits += [turn(g) for g in handle]
    return [(join(bits), mat), (join(panes), glass)]


def sill(w, depth, mat="oak", over=0.05):
    """A window board with a rounded nose, origin at its back left upper edge; it reaches towards +Z."""
    return [(block(-over, w + over, -0.032, 0, 0, depth, bevel=0.012), mat)]


def architrave(w, h, width=0.085, mat="trim", sill_too=False):
    """A moulding round an opening w x h on a wall's face at z = 0."""
    def bar(x0, x1, y0, y1):
        s = join([block(x0, x1, y0, y1, 0, 0.014, bevel=0.004)])
        ix, iy = (0.02, 0) if y1 - y0 > x1 - x0 else (0, 0.02)
        return s + block(x0 + ix, x1 - ix, y0 + iy, y1 - iy, 0.01, 0.024, bevel=0.006)
    bits = [bar(-width, 0, 0 if not sill_too else -width, h + width), bar(w, w + width, 0 if not sill_too else -width, h + width), bar(0, w, h, h + width)]
    if sill_too:
        bits.append(bar(0, w, -width, 0))
    return [(join(bits), mat)]


def door(w=0.80, h=2.0, mat="paint_door", knob="brass"):
    """A four-panel door leaf hinged at the origin, reaching +X, 40 mm thick about z = 0."""
    bits = [block(0, w, 0.006, h, -0.014, 0.014, fine=0.6)]
    s, rails = 0.105, (0.006, 0.22), 
    for x0, x1 in ((0, s), (w - s, w), (w / 2 - s / 2, w / 2 + s / 2)):
        bits.append(block(x0, x1, 0.006, h, -0.02, 0.02, bevel=0.005))
    for y0, y1 in ((0.006, 0.22), (0.86, 1.02), (h - 0.12, h)):
        bits.append(block(s * 0.9, w - s * 0.9, y0, y1, -0.0195, 0.0195, bevel=0.005))
    for y0, y1 in ((0.27, 0.81), (1.07, h - 0.17)):
        for x0, x1 in ((s + 0.04, w / 2 - s / 2 - 0.04), (w / 2 + s / 2 + 0.04, w - s - 0.04)):
            bits.append(block(x0, x1, y0, y1, -0.017, 0.017, bevel=0.012))
    turned = lathe([(0, 0), (0.026, 0), (0.026, 0.006), (0.010, 0.010), (0.010, 0.036), (0.024, 0.046), (0.029, 0.058), (0.024, 0.070), (0, 0.074)], 20)
    knobs = [turned.turn(pitch=90).at(w - 0.055, 1.0, 0.02), turned.turn(pitch=-90).at(w - 0.055, 1.0, -0.02),
             box(0.04, 0.16, 0.006, 0.002).at(w - 0.055, 0.96, 0.022), box(0.04, 0.16, 0.006, 0.002).at(w - 0.055, 0.96, -0.022)]
    hinges = [tube([(0, y - 0.045, 0.022), (0, y + 0.045, 0.022)], 0.008, 8) for y in (0.25, 1.0, 1.75)]
    return [(join(bits), mat), (join(knobs + hinges), knob)]


def skirting(length, mat="trim", h=0.14):
    """Along +X from the origin, on a wall's face."""
    return [(block(0, length, 0, h, 0, 0.018, bevel=0.006, fine=0.8) + block(0, length, 0, 0.022, 0.016, 0.032, bevel=0.009, fine=0.8), mat)]


def panelling(length, h=1.0, mat="panel", board=0.105):
    """Tongue-and-groove boards and a dado rail along +X, on a wall's face."""
    k = max(1, round(length / board))
    w = length / k
    one = [block(i * w + 0.0008, (i + 1) * w - 0.0008, 0.0, h, 0, 0.013, bevel=0.0042, fine=0.6) for i in range(k)]
    return [(join(one), mat), (block(0, length, h - 0.005, h + 0.045, 0, 0.034, bevel=0.011, fine=0.8), mat)]


def picture(w, h, frame="darkwood", image="picture", glass=None, mount=0.05):
    """A framed picture, its middle at the origin, hanging a little forward."""
    t = 0.028
    bits = [block(-w / 2, w / 2, h / 2 - t, h / 2, 0, 0.022, bevel=0.005), block(-w / 2, w / 2, -h / 2, t - h / 2, 0, 0.022, bevel=0.005),
            block(-w / 2, t - w / 2, t - h / 2, h / 2 - t, 0, 0.0218, bevel=0.005), block(w / 2 - t, w / 2, t - h / 2, h / 2 - t, 0, 0.0218, bevel=0.005)]
    flat = quad(w - 2 * t - 2 * mount, h - 2 * t - 2 * mount).at(z=0.0085)
    return [(join(bits), frame), (flat, image), (block(t - w / 2, w / 2 - t, t - h / 2, h / 2 - t, 0, 0.007, bevel=0.001, fine=0), "mount")]


def mirror(w, h, frame="darkwood"):
    """A framed mirror, its middle at the origin, facing +Z."""
    t = 0.036
    bits = [block(-w / 2, w / 2, h / 2 - t, h / 2, 0, 0.026, bevel=0.006), block(-w / 2, w / 2, -h / 2, t - h / 2, 0, 0.026, bevel=0.006),
            block(-w / 2, t - w / 2, t - h / 2, h / 2 - t, 0, 0.0258, bevel=0.006), block(w / 2 - t, w / 2, t - h / 2, h / 2 - t, 0, 0.0258, bevel=0.006)]
    return [(join(bits), frame), (wall(t - w / 2, w / 2 - t, t - h / 2, h / 2 - t, cell=1, origin=(0, 0, 0.012)), "silver")]


def quad(w, h, cut=(0, 1, 0, 1)):
    """A flat picture about the origin facing +Z, uv 0..1 or the part (u0, u1, v0, v1) of it, v downwards."""
    g = wall(-w / 2, w / 2, -h / 2, h / 2, cell=max(w, h) / 3)
    u, v = g.v[:, 0] / w + 0.5, 0.5 - g.v[:, 1] / h
    g.uv = np.column_stack([cut[0] + u * (cut[1] - cut[0]), cut[2] + v * (cut[3] - cut[2])])
    return g


def curtain(w, h, folds=7, mat="curtain", gather=0.0, seed=1):
    """Hangs from y = 0 down, w wide along X; `gather`: how much it is pulled to the left at two thirds of its drop."""
    r = fresh(seed)
    ph = r.random(4) * 6.28

    def fn(u, v):
        d = 1 - v
        wave = 0.035 * np.sin(u * folds * 2 * np.pi + ph[0] + 0.5 * np.sin(d * 3 + ph[1])) * (0.55 + 0.45 * d) + 0.012 * np.sin(u * folds * 4.7 * np.pi + ph[2] + d * 2)
        pull = gather * np.exp(-((d - 0.62) / 0.30) ** 2)
        return u * w * (1 - pull) + 0.01 * np.sin(d * 5 + u * 20 + ph[3]), -d * h, wave * (1 - 0.4 * pull) + 0.004 * np.sin(d * 40) * (d > 0.97)
    return [(sheet(fn, folds * 10, 22, w * 1.6, h, two=True), mat)]


def rod(length, mat="iron"):
    end = ball(0.022, sides=14, rings=8)
    rings = [tube([(x + 0.0, 0.017 * np.cos(a), 0.017 * np.sin(a)) for a in np.linspace(0, 6.283, 13)], 0.0022, 5, caps=False) for x in np.linspace(0.03, length - 0.03, 18)]
    return [(join([tube([(-0.04, 0, 0), (length + 0.04, 0, 0)], 0.011, 10), end.at(-0.05), end.at(length + 0.05)] + rings
                  + [tube([(x, 0, 0), (x, 0, -0.09)], 0.007, 8) for x in (0.02, length - 0.02)]), mat)]


def socket(double=True, switch=False):
    w = 0.146 if double else 0.086
    bits = [box(w, 0.086, 0.010, 0.003).at(z=0.005)]
    dark = []
    for x in ((-0.036, 0.036) if double else (0,)):
        if switch:
            bits.append(box(0.022, 0.034, 0.008, 0.0025).turn(pitch=8).at(x, 0, 0.012))
        else:
            dark += [box(0.005, 0.010, 0.002, 0.0005).at(x, -0.004, 0.0102), box(0.008, 0.004, 0.002, 0.0005).at(x - 0.009, -0.018, 0.0102), box(0.008, 0.004, 0.002, 0.0005).at(x + 0.009, -0.018, 0.0102)]
            bits.append(box(0.016, 0.012, 0.006, 0.002).at(x, 0.028, 0.011))
    return [(join(bits), "plastic")] + ([(join(dark), "black")] if dark else [])


def radiator(w=1.1, h=0.6):
    k = round(w / 0.055)
    bits = [lathe([(0, 0), (0.020, 0.01), (0.022, 0.04), (0.019, 0.09), (0.019, h - 0.09), (0.022, h - 0.04), (0.02, h - 0.01), (0, h)], 10).scale(1, 1, 2.4).at(0.0275 + 0.055 * i - w / 2, 0.1, 0.09) for i in range(k)]
    pipes = [tube([(s * (w / 2 + 0.03), 0, 0.09), (s * (w / 2 + 0.03), 0.15, 0.09), (s * (w / 2 - 0.05), 0.15, 0.09)], 0.011, 8) for s in (-1, 1)]
    valve = lathe([(0, 0), (0.018, 0), (0.020, 0.03), (0.014, 0.045), (0, 0.05)], 14).at(w / 2 + 0.03, 0.17, 0.09)
    return [(join(bits), "trim"), (join(pipes), "brass"), (valve, "plastic")]


def shelf(w, depth=0.22, thick=0.03, mat="oak", brackets=2):
    """A board on iron brackets, its back at z = 0, its top at y = 0."""
    bits = [block(0, w, -thick, 0, 0, depth, bevel=0.005)]
    irons = []
    for i in range(brackets):
        x = w * (i + 0.5) / brackets if brackets > 2 else (0.16 + i * (w - 0.32))
        irons.append(tube(curve([(x, -thick - 0.16, 0.006), (x, -thick - 0.13, 0.05), (x, -thick - 0.05, depth * 0.7), (x, -thick - 0.012, depth * 0.86)], 10), 0.006, 6))
        irons.append(block(x - 0.011, x + 0.011, -thick - 0.18, -thick, 0, 0.006, bevel=0.002, fine=0))
        irons.append(block(x - 0.011, x + 0.011, -thick - 0.006, -thick, 0, depth * 0.9, bevel=0.002, fine=0))
    return [(join(bits), mat), (join(irons), "iron")]


def cable(points, mat="black", r=0.004):
    return [(tube(curve(points, 8 * len(points)), r, 6), mat)]


def books(n, width, seed, tall=0.24, mats=("book_a", "book_b", "book_c", "book_d"), lean=True):
    """A row along +X standing on y = 0, spines to +Z; some lean at the end."""
    r = fresh(seed)
    x, out = 0.0, []
    for i in range(n):
        t, h, d = 0.016 + 0.03 * r.random(), tall * (0.72 + 0.28 * r.random()), 0.13 + 0.05 * r.random()
        if x + t > width:
            break
        mat = mats[int(r.integers(len(mats)))]
        roll = -14 if lean and (i == n - 1 or x + t + 0.05 > width) else 0
        case = join([block(0, t, 0, h, -d, 0, bevel=0.0022, fine=0)])
        band = [block(-0.0004, t + 0.0004, h * f, h * f + 0.006, -0.004, 0.0006, bevel=0.0003, fine=0) for f in (0.15, 0.82)]
        put = lambda g: g.turn(roll=roll).at(x + (0.05 if roll else 0), 0.004 if roll else 0, -0.02 * r.random())
        pages = block(0.002, t - 0.002, h - 0.0015, h + 0.0004, -d + 0.003, -0.004, bevel=0.0004, fine=0)
        whole = join([case, *band, pages])
        cut = len(case.t), len(case.t) + sum(len(b.t) for b in band)
        moved = put(whole)
        from .shapes import Geo
        for mat2, a, b in ((mat, 0, cut[0]), ("gilt", *cut), ("paper", cut[1], len(whole.t))):
            out.append((Geo(moved.v, moved.n, moved.uv, moved.t[a:b]), mat2))
        x += t + 0.0012
    return out


__all__ = [n for n in dir() if not n.startswith("_")]
assert array and plate
