"""Tileable noise in numpy: the raw stuff of all surfaces. Knows no material. Every picture repeats at its edges and
depends on its seed alone, so that a set made twice has the same bytes."""
import numpy as np


def rng(seed):
    return np.random.default_rng(seed)


def norm(a):
    """To 0..1, by the 1st and 99th percentile so that single peaks do not flatten the rest."""
    lo, hi = np.percentile(a, (1, 99))
    return np.clip((a - lo) / max(hi - lo, 1e-9), 0, 1)


def cloud(n, seed, low=2, high=None, beta=1.8, stretch=(1, 1)):
    """Noise with a 1/f^(beta/2) spectrum between `low` and `high` cycles a tile, 0..1. `stretch` (x, y): longer features
    along that axis."""
    ny, nx = (n, n) if np.isscalar(n) else n
    spec = np.fft.rfft2(rng(seed).standard_normal((ny, nx)))
    fy = np.fft.fftfreq(ny)[:, None] * ny * stretch[1]
    fx = np.fft.rfftfreq(nx)[None, :] * nx * stretch[0]
    f = np.hypot(fx, fy)
    gain = np.where(f > 0, np.maximum(f, low) ** (-beta / 2), 0)
    gain *= 1 / (1 + (low / np.maximum(f, 1e-6)) ** 4)
    if high:
        gain *= 1 / (1 + (f / high) ** 4)
    return norm(np.fft.irfft2(spec * gain, s=(ny, nx)))


def cells(n, seed, count, jitter=0.9):
    """Distance to the nearest and the second nearest of count x count scattered points (in cells), and the nearest's id."""
    r = rng(seed)
    px, py = r.random((2, count, count)) * jitter + (1 - jitter) / 2
    tag = r.random((count, count))
    y, x = np.mgrid[0:n, 0:n] / n * count
    cx, cy = x.astype(int), y.astype(int)
    f1 = np.full((n, n), 9.0)
    f2 = np.full((n, n), 9.0)
    who = np.zeros((n, n))
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            gx, gy = cx + dx, cy + dy
            wx, wy = gx % count, gy % count
            d = np.hypot(gx + px[wy, wx] - x, gy + py[wy, wx] - y)
            nearer = d < f1
            f2 = np.where(nearer, f1, np.minimum(f2, d))
            who = np.where(nearer, tag[wy, wx], who)
            f1 = np.where(nearer, d, f1)
    return f1, f2, who


def mix(a, b, t):
    """Blend two colours or pictures by a mask."""
    a, b, t = (np.asarray(q, float) for q in (a, b, t))
    if t.ndim == 2 and max(a.ndim, b.ndim) in (1, 3):
        t = t[..., None]
    return a * (1 - t) + b * t


def step(a, lo, hi):
    """Smooth step of a from lo to hi."""
    t = np.clip((a - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def hexrgb(text):
    """'#a0b1c2' to 0..1 display values."""
    return np.array([int(text[i:i + 2], 16) for i in (1, 3, 5)]) / 255


def linear(rgb):
    """Display (sRGB) to linear."""
    c = np.asarray(rgb, float)
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def normals(height, strength):
    """Normal map, green up, of a height picture; `strength` is the height's range in texels."""
    dx = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * strength / 2
    dy = (np.roll(height, 1, 0) - np.roll(height, -1, 0)) * strength / 2
    v = np.stack([-dx, -dy, np.ones_like(height)], -1)
    return v / np.linalg.norm(v, axis=-1, keepdims=True) * 0.5 + 0.5


def cavity(height, radius, strength):
    """Occlusion from a height picture: how far a texel lies under its surroundings' mean."""
    f = np.fft.rfft2(height)
    fy = np.fft.fftfreq(height.shape[0])[:, None]
    fx = np.fft.rfftfreq(height.shape[1])[None, :]
    blur = np.fft.irfft2(f * np.exp(-2 * (np.pi * radius) ** 2 * (fx ** 2 + fy ** 2)), s=height.shape)
    return np.clip(1 - strength * np.maximum(blur - height, 0), 0, 1)


def blurred(a, radius):
    """Gaussian blur that wraps round, radius in texels."""
    f = np.fft.rfft2(a)
    fy = np.fft.fftfreq(a.shape[0])[:, None]
    fx = np.fft.rfftfreq(a.shape[1])[None, :]
    return np.fft.irfft2(f * np.exp(-2 * (np.pi * radius) ** 2 * (fx ** 2 + fy ** 2)), s=a.shape)
