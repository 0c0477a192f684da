"""Surfaces of houses and sheds as tileable pictures: colour, roughness, height. Knows no shapes and writes no files.
A maker returns base (display values, y x 3), rough, height (0..1) and optionally metal; ROWS gives each its size in
texels, the metres one tile covers, and how deep its relief is in texels."""
import numpy as np

from .noise import blurred, cells, cloud, hexrgb, mix, norm, rng, step

ROWS = {}


def surface(texels, metres, relief):
    def keep(fn):
        ROWS[fn.__name__] = (fn, texels, metres, relief)
        return fn
    return keep


def wood(n, seed, light, dark, rings=9, knots=3, fibre=0.5):
    """Plain sawn grain along U: (colour, height)."""
    y, x = np.mgrid[0:n, 0:n] / n
    r = rng(seed)
    warp = (cloud(n, seed, 1, 8, 2.6, (3, 1)) - 0.5) * 0.22
    d = y * rings + warp * rings
    for _ in range(knots):
        ky, kx, s = r.random(), r.random(), 0.02 + 0.025 * r.random()
        dy, dx = (y - ky + 0.5) % 1 - 0.5, (x - kx + 0.5) % 1 - 0.5
        d += 1.6 * np.exp(-((dx / 3) ** 2 + dy ** 2) / s ** 2) * np.sign(dy + 1e-9) * (1 - np.exp(-(dy / s * 1.5) ** 2))
    ring = (0.5 - 0.5 * np.cos(2 * np.pi * d)) ** 2.2
    fine = cloud(n, seed + 1, 20, None, 0.9, (28, 1))
    pore = step(cloud(n, seed + 2, 60, None, 0.3, (14, 1)), 0.80, 0.98)
    tone = cloud(n, seed + 3, 1, 6, 2.2, (4, 1))
    t = np.clip(0.45 * ring + fibre * (fine - 0.5) + 0.45 * (tone - 0.5) + 0.18, 0, 1)
    colour = mix(hexrgb(light), hexrgb(dark), t)
    colour = colour * (1 - 0.28 * pore[..., None])
    return colour, np.clip(0.6 - 0.25 * ring + 0.3 * (fine - 0.5) - 0.5 * pore, 0, 1)


def planks(n, seed, across, light, dark, gap=3.0, lengths=2, vary=0.24, grain_tiles=1):
    """Boards along U with staggered ends: colour, height, plank mask 0 in the gaps, id."""
    colour, height = wood(n, seed, light, dark, rings=across * 5, knots=across)
    y, x = np.mgrid[0:n, 0:n]
    r = rng(seed + 7)
    row = (y * across // n).astype(int)
    start = r.integers(0, n, across)[row]
    col = (((x + start) % n) * lengths // n).astype(int)
    tone = r.random((across, lengths))[row, col]
    hue = r.random((across, lengths))[row, col]
    slide = r.integers(0, n, (across, lengths))[row, col]
    colour = colour[y, (x + slide) % n]
    height = height[y, (x + slide) % n]
    yy = (y * across / n) % 1 * n / across
    xx = ((x + start) % n * lengths / n) % 1 * n / lengths
    edge = np.minimum(np.minimum(yy, n / across - yy), np.minimum(xx, n / lengths - xx))
    body = step(edge, 0.0, gap)
    colour = colour * (1 - vary / 2 + vary * tone)[..., None] * (1 + (hue - 0.5)[..., None] * [0.05, 0, -0.07])
    colour = colour * (0.28 + 0.72 * body)[..., None]
    return np.clip(colour, 0, 1), height * 0.25 + 0.75 * body + 0.06 * (tone - 0.5), body, tone


@surface(2048, 1.6, 5)
def floorboards(n):
    c, h, body, tone = planks(n, 11, 12, "#b08a5e", "#6f4a2b", 3.5, 1)
    wear = cloud(n, 12, 1, 10, 2.2)
    scratch = step(cloud(n, 13, 80, None, 0.2, (30, 1)), 0.93, 1)
    c = mix(c, c * 0.55 + 0.27, 0.45 * step(wear, 0.35, 0.9)) * (1 - 0.12 * scratch[..., None])
    rough = 0.40 + 0.22 * wear + 0.1 * scratch + 0.3 * (1 - body)
    return dict(base=c, rough=rough, height=h - 0.03 * scratch)


@surface(1024, 1.2, 2.2)
def oak(n):
    c, h = wood(n, 21, "#c19a68", "#8a5f37", 8, 2, 0.55)
    stain = step(cloud(n, 22, 1, 10, 2.4), 0.6, 1)
    return dict(base=c * (1 - 0.16 * stain[..., None]), rough=0.36 + 0.22 * cloud(n, 23, 2, 30, 1.8) + 0.12 * stain, height=h)


@surface(1024, 1.4, 3)
def pine(n):
    c, h = wood(n, 31, "#d3ae78", "#a3713f", 10, 5, 0.45)
    grime = cloud(n, 32, 2, 40, 1.7)
    return dict(base=c * (0.78 + 0.22 * grime[..., None]), rough=0.55 + 0.25 * grime, height=h)


@surface(1024, 1.0, 2)
def darkwood(n):
    c, h = wood(n, 41, "#6d4a31", "#33201a", 9, 2, 0.5)
    return dict(base=c, rough=0.30 + 0.25 * cloud(n, 42, 2, 30, 1.8), height=h)


@surface(1024, 1.0, 1.6)
def paint(n):
    """White paint over timber, brushed along U; rubbed and marked. Tinted by the material."""
    brush = cloud(n, 51, 24, None, 0.9, (20, 1))
    grime = cloud(n, 52, 2, 24, 2.0)
    chips = step(cloud(n, 53, 6, None, 1.3), 0.965, 0.99)
    c = np.ones((n, n, 3)) * (0.93 + 0.05 * brush - 0.10 * step(grime, 0.55, 1))[..., None]
    c = mix(c, hexrgb("#8d7a63"), 0.75 * chips)
    return dict(base=c, rough=0.42 + 0.14 * brush + 0.16 * grime + 0.2 * chips, height=0.6 + 0.3 * (brush - 0.5) - 0.4 * chips)


@surface(1024, 2.0, 3)
def plaster(n):
    """Hand-floated lime plaster, nearly white; tinted by the material."""
    trowel = cloud(n, 61, 3, 26, 2.2)
    grain = cloud(n, 62, 90, None, 0.2)
    stain = cloud(n, 63, 1, 8, 2.4)
    c = np.ones((n, n, 3)) * (0.91 + 0.035 * (trowel - 0.5) - 0.03 * grain)[..., None]
    c = c * mix([1, 1, 1], [0.96, 0.94, 0.90], step(stain, 0.45, 1))
    return dict(base=c, rough=0.82 + 0.12 * grain, height=0.5 + 0.35 * (trowel - 0.5) + 0.12 * (grain - 0.5))


@surface(1024, 0.9, 6)
def tiles(n):
    """Glazed wall tiles 150 mm, white with a breath of sea green; grout old."""
    k = 6
    y, x = np.mgrid[0:n, 0:n] / n * k
    ty, tx = y.astype(int), x.astype(int)
    tone = rng(71).random((k, k))[ty, tx]
    edge = np.minimum(np.minimum(x % 1, 1 - x % 1), np.minimum(y % 1, 1 - y % 1))
    body = step(edge, 0.012, 0.035)
    pool = cloud(n, 72, 2, 20, 2.0)
    c = mix(hexrgb("#dfe3da"), hexrgb("#c3d0c8"), np.clip(tone * 0.8 + 0.4 * (pool - 0.5), 0, 1))
    craze = step(cloud(n, 73, 30, None, 1.2), 0.9, 1)
    c = mix(hexrgb("#8d8578") * (0.7 + 0.4 * pool[..., None]), c * (1 - 0.06 * craze[..., None]), body)
    tilt = rng(74).random((2, k, k)) - 0.5
    lean = tilt[0][ty, tx] * (x % 1) + tilt[1][ty, tx] * (y % 1)
    return dict(base=c, rough=mix(0.85, 0.12 + 0.10 * pool, body), height=body * (0.9 + 0.1 * lean) + 0.03 * (pool - 0.5))


@surface(512, 0.24, 3.5)
def linen(n):
    """Plain weave, pale; tinted by the material."""
    k = 96
    y, x = np.mgrid[0:n, 0:n] / n * k * np.pi
    over = (np.floor(x / np.pi) + np.floor(y / np.pi)) % 2
    warp, weft = np.abs(np.sin(x)), np.abs(np.sin(y))
    h = np.where(over > 0, warp * 0.6 + 0.4 * np.abs(np.sin(y / 1)), weft * 0.6 + 0.4 * np.abs(np.sin(x)) * 0.6)
    slub = cloud(n, 81, 4, 200, 0.8, (10, 1)) * 0.5 + cloud(n, 82, 4, 200, 0.8, (1, 10)) * 0.5
    c = np.ones((n, n, 3)) * (0.66 + 0.2 * h + 0.16 * slub)[..., None]
    return dict(base=np.clip(c, 0, 1), rough=0.86 + 0.1 * slub, height=h)


@surface(512, 1.0, 4)
def wool(n):
    """Felted wool or heavy cloth; tinted by the material."""
    fuzz = cloud(n, 85, 40, None, 0.7)
    fold = cloud(n, 86, 3, 20, 2)
    c = np.ones((n, n, 3)) * (0.70 + 0.22 * fuzz + 0.10 * (fold - 0.5))[..., None]
    return dict(base=np.clip(c, 0, 1), rough=0.92 + 0.06 * fuzz, height=fuzz)


@surface(512, 0.8, 1.2)
def steel(n):
    """Brushed steel, fingered."""
    line = cloud(n, 91, 40, None, 0.5, (60, 1))
    smear = cloud(n, 92, 2, 16, 2.1)
    c = np.ones((n, n, 3)) * (0.66 + 0.08 * line - 0.05 * smear)[..., None] * [1, 0.99, 0.97]
    return dict(base=c, rough=0.24 + 0.16 * line + 0.16 * smear, metal=np.ones((n, n)), height=line)


@surface(512, 0.5, 1.5)
def iron(n):
    """Black iron, rust in its pits; metal where it is rubbed."""
    pit = cloud(n, 95, 12, None, 1.1)
    rust = step(cloud(n, 96, 3, None, 1.6), 0.62, 0.95)
    c = mix(hexrgb("#35373a") * (0.8 + 0.4 * pit[..., None]), hexrgb("#6f4126"), 0.8 * rust)
    return dict(base=c, rough=0.48 + 0.2 * pit + 0.25 * rust, metal=0.85 * (1 - rust), height=pit)


@surface(512, 0.4, 1.2)
def glaze(n):
    """Crockery and enamel: white with faint pooling; tinted by the material."""
    pool = cloud(n, 101, 2, 20, 2)
    speck = step(cloud(n, 102, 60, None, 0.4), 0.95, 1)
    c = np.ones((n, n, 3)) * (0.95 - 0.04 * pool)[..., None]
    c = mix(c, hexrgb("#6b5a47"), 0.4 * speck)
    return dict(base=c, rough=0.14 + 0.16 * pool, height=0.5 + 0.2 * pool)


@surface(256, 0.3, 2)
def leaf(n):
    vein = np.abs(np.sin(np.mgrid[0:n, 0:n][0] / n * 24 * np.pi)) ** 0.4
    tone = cloud(n, 105, 2, 30, 1.8)
    c = mix(hexrgb("#3f5c33"), hexrgb("#7f9557"), np.clip(tone * 0.9 + 0.2 * (1 - vein), 0, 1))
    return dict(base=c, rough=0.45 + 0.2 * tone, height=vein)


@surface(1024, 2.4, 3)
def rug(n):
    """Flat-woven rug: bands of brick, ochre, teal and bone, worn through the middle. One tile is its whole length."""
    y, x = np.mgrid[0:n, 0:n] / n
    bone, brick, ochre, teal = (hexrgb(q) for q in ("#c9bca0", "#8c4a38", "#b88a4a", "#43605f"))
    c = np.ones((n, n, 3)) * brick
    zig = np.abs((y * 12) % 1 - 0.5) * 0.05
    for at, wide, col in ((0.06, 0.03, bone), (0.12, 0.045, teal), (0.185, 0.012, bone), (0.27, 0.05, ochre), (0.36, 0.016, teal), (0.5, 0.06, teal)):
        for a in (at, 1 - at):
            c = mix(c, col, (np.abs(x + zig * (wide > 0.04) - a) < wide).astype(float))
    diamond = np.abs((x * 24) % 1 - 0.5) + np.abs((y * 16) % 1 - 0.5)
    c = mix(c, bone, ((diamond < 0.2) & (np.abs(x - 0.5) > 0.28) & (np.abs(x - 0.5) < 0.34)).astype(float))
    rib = np.abs(np.sin(x * np.pi * 260)) * 0.6 + 0.4 * np.abs(np.sin(y * np.pi * 180))
    wear = step(cloud(n, 111, 1, 12, 2.2), 0.3, 1)
    fibre = cloud(n, 112, 60, None, 0.4)
    c = mix(c, bone * 0.9, 0.34 * wear) * (0.72 + 0.18 * rib + 0.2 * fibre)[..., None]
    return dict(base=np.clip(c, 0, 1), rough=0.93 + 0.05 * fibre, height=0.7 * rib + 0.3 * fibre)


@surface(512, 0.35, 2)
def paper(n):
    fibre = cloud(n, 121, 30, None, 0.8)
    fold = cloud(n, 122, 2, 10, 2)
    c = hexrgb("#e9e2cf") * (0.94 + 0.06 * fibre[..., None]) * mix([1, 1, 1], [0.95, 0.9, 0.8], fold)
    return dict(base=c, rough=0.78 + 0.1 * fibre, height=0.5 * fibre + 0.5 * fold)


@surface(1024, 1.6, 4)
def roughboards(n):
    """Unpainted shed boarding, tarred and rubbed, gaps between."""
    c, h, body, tone = planks(n, 131, 9, "#a28c70", "#5a4534", 5, 1, 0.35)
    dirt = cloud(n, 132, 2, 20, 2)
    grey = step(cloud(n, 133, 1, 12, 2), 0.3, 0.9)
    c = mix(c, np.mean(c, -1, keepdims=True) * [1.0, 0.97, 0.92], 0.6 * grey) * (0.7 + 0.4 * dirt[..., None])
    return dict(base=np.clip(c, 0, 1), rough=0.72 + 0.2 * dirt, height=h)


@surface(2048, 3.0, 4)
def concrete(n):
    """Workshop floor: trowelled concrete, oil, shavings' dust, old cracks, paint drips."""
    body, pores = cloud(n, 141, 2, 60, 1.8), step(cloud(n, 142, 50, None, 0.5), 0.90, 0.99)
    f1, f2, _ = cells(n, 143, 3)
    wob = cloud(n, 144, 4, 60, 1.6) * 0.05
    crack = step(0.006 - np.abs(f2 - f1 - wob), 0, 0.006) * step(cloud(n, 149, 1, 6, 2.4), 0.4, 0.6)
    oil = step(cloud(n, 145, 2, 12, 2.4), 0.70, 0.88)
    dust = step(cloud(n, 146, 3, 60, 1.8), 0.5, 0.9)
    c = hexrgb("#7d776c") * (0.78 + 0.4 * body[..., None])
    c = mix(c, hexrgb("#b19a76"), 0.42 * dust)
    c = mix(c, hexrgb("#2c2926"), 0.55 * oil) * (1 - 0.5 * crack[..., None]) * (1 - 0.25 * pores[..., None])
    spots = step(cells(n, 147, 26)[0], 0.10, 0.06) * step(cloud(n, 148, 2, 8, 2), 0.55, 0.8)
    c = mix(c, hexrgb("#7f918b"), 0.7 * spots)
    rough = 0.66 + 0.2 * dust - 0.38 * oil + 0.1 * body
    return dict(base=np.clip(c, 0, 1), rough=np.clip(rough, 0.15, 1), height=0.6 + 0.2 * body - 0.4 * crack - 0.3 * pores)


@surface(512, 0.6, 3)
def cork(n):
    f1, f2, who = cells(n, 151, 40)
    c = mix(hexrgb("#c08a52"), hexrgb("#7d5330"), np.clip(who * 0.8 + 0.3 * f1, 0, 1))
    return dict(base=c, rough=0.8 + 0.1 * who, height=norm(blurred(f2 - f1, 1)))
