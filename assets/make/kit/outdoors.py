"""Surfaces of a harbour street as tileable pictures, in the form of surfaces.py. Knows no shapes and writes no files."""
import numpy as np

from .noise import blurred, cells, cloud, hexrgb, mix, norm, rng, step
from .surfaces import surface


@surface(2048, 2.2, 12)
def setts(n):
    """Wet granite setts in bond, 110 x 160 mm, joints full of silt, water standing in the hollows."""
    rows, cols = 20, 14
    y, x = np.mgrid[0:n, 0:n] / n
    wob = (cloud(n, 201, 6, 40, 2) - 0.5) * 0.012
    yy = (y + wob) % 1 * rows
    row = yy.astype(int) % rows
    xx = ((x + (cloud(n, 202, 6, 40, 2) - 0.5) * 0.012) * cols + (row % 2) * 0.5 + rng(203).random(rows)[row] * 0.3) % cols
    col = xx.astype(int) % cols
    fy, fx = yy % 1, xx % 1
    edge = np.minimum(np.minimum(fy, 1 - fy) / rows, np.minimum(fx, 1 - fx) / cols) * n
    r = rng(204)
    tone, up, warm = (r.random((rows, cols))[row, col] for _ in range(3))
    dome = step(edge, 0.5, 26)
    body = step(edge, 3, 9)
    grit = cloud(n, 205, 60, None, 0.6)
    chip = cloud(n, 206, 12, 120, 1.4)
    h = body * (0.35 + 0.45 * dome + 0.22 * up) + 0.10 * (chip - 0.5) * body + 0.05 * grit
    level = cloud(n, 207, 1, 5, 2.6)
    h = h + 0.25 * level
    wet = step(0.62 - h, -0.02, 0.10)   # water line: low stones and joints stand under it
    stone = mix(hexrgb("#5b5f63"), hexrgb("#77726a"), warm) * (0.62 + 0.5 * tone + 0.25 * (grit - 0.5))[..., None]
    silt = hexrgb("#3a342c") * (0.8 + 0.4 * grit[..., None])
    c = mix(silt, stone, body) * 0.72
    c = mix(c, c * 0.5, wet)
    rough = mix(0.34 + 0.22 * grit + 0.12 * chip, 0.05, wet)
    return dict(base=np.clip(c, 0, 1), rough=rough, height=mix(norm(h), 0.45, 0.93 * wet))


@surface(2048, 4.0, 5)
def asphalt(n):
    """Wet asphalt: aggregate, patches of an old repair, puddles by roughness."""
    f1, f2, who = cells(n, 211, 150)
    grain = norm(blurred(f1, 1.2))
    level = cloud(n, 212, 1, 6, 2.5)
    rut = cloud(n, 213, 4, 40, 1.8)
    pud = step(level + 0.12 * (rut - 0.5), 0.56, 0.50)
    damp = step(level, 0.85, 0.4)
    g1, g2, _ = cells(n, 214, 4)
    crack = step(0.02 - (g2 - g1 + 0.05 * cloud(n, 215, 6, 80, 1.5) - 0.02), 0, 0.02)
    c = mix(hexrgb("#3d3e40"), hexrgb("#5f5c57"), who * 0.6 + 0.25 * rut) * (1 - 0.4 * damp[..., None])
    c = mix(c, hexrgb("#17191b"), 0.65 * pud) * (1 - 0.45 * crack[..., None])
    rough = mix(mix(0.62 + 0.2 * grain, 0.32 + 0.15 * grain, damp), 0.04, pud)
    h = mix(0.5 + 0.5 * (1 - grain) - 0.5 * crack, 0.45, 0.97 * pud)
    return dict(base=np.clip(c, 0, 1), rough=rough, height=h)


@surface(1024, 1.8, 8)
def brick(n):
    """Old soot-brown brick, 215 x 65 mm."""
    rows, cols = 24, 8
    y, x = np.mgrid[0:n, 0:n] / n
    wob = (cloud(n, 221, 8, 60, 1.8) - 0.5) * 0.006
    yy = (y + wob) % 1 * rows
    row = yy.astype(int) % rows
    xx = ((x + wob) * cols + (row % 2) * 0.5) % cols
    col = xx.astype(int) % cols
    edge = np.minimum(np.minimum(yy % 1, 1 - yy % 1) / rows, np.minimum(xx % 1, 1 - xx % 1) / cols) * n
    body = step(edge, 2.5, 6)
    r = rng(222)
    tone, hue = r.random((rows, cols))[row, col], r.random((rows, cols))[row, col]
    grit = cloud(n, 223, 40, None, 0.8)
    soot = cloud(n, 224, 1, 10, 2.2)
    c = mix(hexrgb("#8a5540"), hexrgb("#6b4a3c"), hue)
    c = mix(c, hexrgb("#8b7460"), 0.6 * (tone > 0.82)) * (0.7 + 0.4 * tone[..., None])
    c = mix(hexrgb("#8c857a") * 0.8, c, body) * (0.82 + 0.25 * grit[..., None])
    c = mix(c, c * 0.5, 0.8 * step(soot, 0.4, 1))
    return dict(base=np.clip(c, 0, 1), rough=0.72 + 0.2 * grit, height=body * (0.75 + 0.2 * tone) + 0.12 * grit)


@surface(1024, 2.4, 7)
def masonry(n):
    """Quay wall and kerb stone: granite blocks, tide-stained."""
    rows, cols = 6, 3
    y, x = np.mgrid[0:n, 0:n] / n
    yy = y * rows
    row = yy.astype(int) % rows
    xx = (x * cols + (row % 2) * 0.5) % cols
    col = xx.astype(int) % cols
    edge = np.minimum(np.minimum(yy % 1, 1 - yy % 1) / rows, np.minimum(xx % 1, 1 - xx % 1) / cols) * n
    body = step(edge, 2, 9)
    tone = rng(231).random((rows, cols))[row, col]
    grit, wash = cloud(n, 232, 40, None, 0.7), cloud(n, 233, 2, 14, 2)
    c = mix(hexrgb("#7b7a76"), hexrgb("#5e5f5d"), tone) * (0.75 + 0.4 * grit[..., None])
    c = mix(hexrgb("#46433d"), c, body) * (0.75 + 0.35 * wash[..., None])
    return dict(base=np.clip(c, 0, 1), rough=0.55 + 0.3 * grit - 0.2 * wash, height=body * 0.8 + 0.2 * grit)


@surface(1024, 3.0, 3)
def render_(n):
    """Painted house render, weathered under its sills; tinted by the material."""
    grain, damp = cloud(n, 241, 50, None, 0.5), cloud(n, 242, 1, 10, 2.2)
    run = cloud(n, 243, 3, 60, 1.5, (1, 8))
    peel = step(cloud(n, 244, 4, None, 1.7), 0.90, 0.94)
    c = np.ones((n, n, 3)) * (0.86 + 0.06 * grain)[..., None]
    c = c * mix([1, 1, 1], [0.66, 0.63, 0.58], 0.8 * step(damp, 0.45, 1)) * (0.88 + 0.14 * run[..., None])
    c = mix(c, hexrgb("#8d8375"), 0.8 * peel)
    return dict(base=c, rough=0.78 + 0.15 * grain, height=0.6 + 0.3 * (grain - 0.5) - 0.3 * peel)


@surface(1024, 1.4, 9)
def slate(n):
    """Roof slates."""
    rows, cols = 10, 6
    y, x = np.mgrid[0:n, 0:n] / n
    yy = y * rows
    row = yy.astype(int) % rows
    xx = (x * cols + (row % 2) * 0.5) % cols
    col = xx.astype(int) % cols
    tone = rng(251).random((rows, cols))[row, col]
    gap = step(np.minimum(xx % 1, 1 - xx % 1), 0.008, 0.03)
    lap = (yy % 1)
    moss = step(cloud(n, 252, 3, 60, 1.6), 0.75, 0.95)
    c = mix(hexrgb("#474d55"), hexrgb("#5c5a5c"), tone) * (0.6 + 0.4 * lap[..., None]) * (0.5 + 0.5 * gap[..., None])
    c = mix(c, hexrgb("#4d5138"), 0.6 * moss)
    return dict(base=c, rough=0.35 + 0.3 * cloud(n, 253, 10, None, 1), height=gap * (0.3 + 0.6 * lap))


@surface(512, 0.5, 4)
def rope(n):
    """Laid rope: strands lie across U at a slant; a tile is half a metre."""
    y, x = np.mgrid[0:n, 0:n] / n
    s = np.abs(np.sin((x * 18 + y * 12) * np.pi))
    fibre = cloud(n, 261, 40, None, 0.6)
    c = mix(hexrgb("#5b4a33"), hexrgb("#b8a178"), np.clip(s * 0.9 + 0.3 * (fibre - 0.5), 0, 1))
    return dict(base=c, rough=0.85 + 0.1 * fibre, height=s)


@surface(512, 0.12, 4)
def net(n):
    """Fishing net heaped up: knots and mesh, dark between."""
    y, x = np.mgrid[0:n, 0:n] / n
    a = np.minimum(np.abs((x * 8 + y * 8) % 1 - 0.5), np.abs((x * 8 - y * 8) % 1 - 0.5))
    line = step(a, 0.12, 0.06)
    c = mix(hexrgb("#141a18"), hexrgb("#3f7268"), line)
    return dict(base=c, rough=0.8 * np.ones((n, n)), height=line)


@surface(512, 1.0, 2)
def enamel(n):
    """Sheet metal painted long ago: chips, rust runs; tinted by the material."""
    wash = cloud(n, 271, 2, 20, 2)
    rust = step(cloud(n, 272, 3, 60, 2.2) + 0.12 * cloud(n, 273, 6, None, 1.2), 0.92, 1.02)
    c = np.ones((n, n, 3)) * (0.85 - 0.16 * wash)[..., None]
    c = mix(c, hexrgb("#6a3a20"), 0.85 * rust)
    return dict(base=c, rough=0.36 + 0.2 * wash + 0.35 * rust, metal=0.0 * rust, height=0.6 - 0.3 * rust + 0.05 * wash)


@surface(1024, 6.0, 6)
def water(n):
    """Harbour water, small chop."""
    a, b = cloud(n, 281, 5, 40, 2.4, (1.6, 1)), cloud(n, 282, 20, 120, 1.8)
    h = 0.75 * a + 0.25 * b
    return dict(base=np.ones((n, n, 3)) * hexrgb("#0b1517"), rough=np.full((n, n), 0.06), height=h)
