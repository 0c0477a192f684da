"""Shapes as arrays: bevelled boxes, turned and swept bodies, sheets, walls. Y up, metres. Knows no material and no
Blender. Texture coordinates are in metres, V downwards; the scene divides them by the surface's tile size. No shape
has an edge sharper than 2 mm where it could be seen: edges are rounded by strips whose normals turn."""
import numpy as np

_count = [0]


def fresh(seed=None):
    """Random numbers that differ from call to call but not from run to run."""
    _count[0] += 1
    return np.random.default_rng(_count[0] if seed is None else seed)


class Geo:
    def __init__(self, v, n, uv, t):
        self.v, self.n = np.asarray(v, float), np.asarray(n, float)
        self.uv, self.t = np.asarray(uv, float), np.asarray(t, int).reshape(-1, 3)

    def at(self, x=0, y=0, z=0):
        return Geo(self.v + (x, y, z), self.n, self.uv, self.t)

    def by(self, m):
        """Turned by a 3x3 matrix; scale is allowed, mirrored shapes keep their faces outwards."""
        m = np.asarray(m, float)
        n = self.n @ np.linalg.inv(m)
        n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12)
        t = self.t if np.linalg.det(m) > 0 else self.t[:, ::-1]
        return Geo(self.v @ m.T, n, self.uv, t)

    def turn(self, yaw=0, pitch=0, roll=0):
        """Degrees: roll about Z, then pitch about X, then yaw about Y."""
        return self.by(rotation(yaw, pitch, roll))

    def scale(self, x, y=None, z=None):
        return self.by(np.diag([x, x if y is None else y, x if z is None else z]))

    def bent(self, fn):
        """Positions through fn((n,3)) -> (n,3); normals anew."""
        return smooth(fn(self.v.copy()), self.t, self.uv)

    def __add__(self, other):
        return join([self, other])


def rotation(yaw=0, pitch=0, roll=0):
    a, b, c = np.radians([yaw, pitch, roll])
    ry = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    rx = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return ry @ rx @ rz


def join(parts):
    at, tris = 0, []
    for p in parts:
        tris.append(p.t + at)
        at += len(p.v)
    return Geo(*(np.concatenate([getattr(p, k) for p in parts]) for k in ("v", "n", "uv")), np.concatenate(tris))


def smooth(v, t, uv):
    """Normals weighted by area: large faces stay flat, their bevels turn."""
    v, t = np.asarray(v, float), np.asarray(t, int).reshape(-1, 3)
    f = np.cross(v[t[:, 1]] - v[t[:, 0]], v[t[:, 2]] - v[t[:, 0]])
    n = np.zeros_like(v)
    for k in range(3):
        np.add.at(n, t[:, k], f)
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12)
    return Geo(v, n, uv, t)


def _ticks(half, fine):
    """Places along a side: near its ends, so that baked contact shadow stays there, and every `fine` metres."""
    if 2 * half < 0.22 or not fine:
        return np.array([-half, half])
    inner = half - min(0.05, half * 0.4)
    k = max(1, int(np.ceil(2 * inner / fine)))
    return np.concatenate([[-half], np.linspace(-inner, inner, k + 1), [half]])


def box(sx, sy, sz, bevel=0.003, grain=None, fine=0.6, offset=True):
    """Bevelled box about the origin. `grain`: axis 0..2 along which the texture's U runs (default: the longest)."""
    size = np.array([sx, sy, sz], float)
    b = min(bevel, size.min() * 0.49)
    half = size / 2
    inner = half - b
    grain = int(np.argmax(size)) if grain is None else grain
    ticks = [_ticks(h, fine) for h in inner]
    shift = fresh().random(2) * 4 if offset else np.zeros(2)
    vs, ns, uvs, ts, grids, at = [], [], [], [], {}, 0
    for axis in range(3):
        p, q = (axis + 1) % 3, (axis + 2) % 3
        for sign in (1, -1):
            a, c = np.meshgrid(ticks[p], ticks[q], indexing="ij")
            pos = np.zeros(a.shape + (3,))
            pos[..., axis], pos[..., p], pos[..., q] = sign * half[axis], a, c
            nor = np.zeros_like(pos)
            nor[..., axis] = sign
            # U along the grain where the face has it; else along the face's longer side
            u, w = (p, q) if grain == p or (grain != q and size[p] >= size[q]) else (q, p)
            uvs.append(np.stack([pos[..., u], -pos[..., w]], -1).reshape(-1, 2) + shift + (0.13 * sign, 0.29 * axis))
            idx = np.arange(a.size).reshape(a.shape) + at
            at += a.size
            quad = (idx[:-1, :-1], idx[1:, :-1], idx[1:, 1:], idx[:-1, 1:])
            ts += _quads(*quad) if sign > 0 else _quads(*quad[::-1])
            vs.append(pos.reshape(-1, 3))
            ns.append(nor.reshape(-1, 3))
            grids[axis, sign] = idx
    for axis in range(3):  # strips along `axis`, between the faces of p and q
        p, q = (axis + 1) % 3, (axis + 2) % 3
        for sp in (1, -1):
            for sq in (1, -1):
                gp, gq = grids[p, sp], grids[q, sq]   # gp is [q, axis], gq is [axis, p]
                ep, eq = gp[-1 if sq > 0 else 0, :], gq[:, -1 if sp > 0 else 0]
                quad = (ep[:-1], ep[1:], eq[1:], eq[:-1])
                ts += _quads(*quad[::-1]) if sp * sq > 0 else _quads(*quad)
    end = lambda s: -1 if s > 0 else 0
    for s0 in (1, -1):
        for s1 in (1, -1):
            for s2 in (1, -1):
                tri = [grids[0, s0][end(s1), end(s2)], grids[1, s1][end(s2), end(s0)], grids[2, s2][end(s0), end(s1)]]
                ts.append([tri if s0 * s1 * s2 > 0 else tri[::-1]])
    return Geo(np.concatenate(vs), np.concatenate(ns), np.concatenate(uvs), np.concatenate([np.asarray(t) for t in ts]))


def _quads(a, b, c, d):
    a, b, c, d = (np.ravel(q) for q in (a, b, c, d))
    return [np.stack([a, b, c], 1), np.stack([a, c, d], 1)]


def block(x0, x1, y0, y1, z0, z1, **kw):
    """A bevelled box between two corners."""
    return box(x1 - x0, y1 - y0, z1 - z0, **kw).at((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2)


def lathe(profile, sides=24, sharp=True):
    """Turned about Y. `profile`: (radius, height) from bottom to top, outside; corners are doubled where they are sharp
    and eased by 1.5 mm where there is room."""
    pts = _eased(np.array(profile, float)) if sharp else np.array(profile, float)
    ang = np.linspace(0, 2 * np.pi, sides + 1)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(pts, axis=0).T))])
    big = max(pts[:, 0].max(), 1e-4)
    v = np.stack([np.outer(pts[:, 0], np.cos(ang)), np.repeat(pts[:, 1:2], sides + 1, 1), np.outer(pts[:, 0], -np.sin(ang))], -1)
    uv = np.stack([np.broadcast_to(ang * big, v.shape[:2]), -np.repeat(along[:, None], sides + 1, 1)], -1)
    idx = np.arange(v.shape[0] * v.shape[1]).reshape(v.shape[:2])
    t = np.concatenate(_quads(idx[:-1, :-1], idx[:-1, 1:], idx[1:, 1:], idx[1:, :-1]))
    d = np.gradient(pts, axis=0)
    seg = np.diff(pts, axis=0)
    ln = np.maximum(np.hypot(*seg.T), 1e-9)[:, None]
    # the longer neighbour decides, as with area weights
    d[1:-1] = seg[:-1] / ln[:-1] * ln[:-1] ** 2 + seg[1:] / ln[1:] * ln[1:] ** 2
    nr = np.stack([d[:, 1], -d[:, 0]], 1)
    nr /= np.maximum(np.hypot(*nr.T), 1e-12)[:, None]
    n = np.stack([np.outer(nr[:, 0], np.cos(ang)), np.repeat(nr[:, 1:2], sides + 1, 1), np.outer(nr[:, 0], -np.sin(ang))], -1)
    return _clean(Geo(v.reshape(-1, 3), n.reshape(-1, 3), uv.reshape(-1, 2) + fresh().random(2), t))


def _eased(p, ease=0.0018):
    out = [p[0]]
    for a, b, c in zip(p, p[1:], p[2:]):
        u, w = a - b, c - b
        lu, lw = np.hypot(*u), np.hypot(*w)
        if lu < 1e-9 or lw < 1e-9:
            continue
        turned = -(u @ w) / (lu * lw)
        if turned > 0.9:
            out.append(b)
            continue
        e = min(ease, lu * 0.4, lw * 0.4)
        out += [b + u / lu * e, b + w / lw * e]
    return np.array(out + [p[-1]])


def _clean(g):
    a = np.linalg.norm(np.cross(g.v[g.t[:, 1]] - g.v[g.t[:, 0]], g.v[g.t[:, 2]] - g.v[g.t[:, 0]]), axis=1)
    return Geo(g.v, g.n, g.uv, g.t[a > 1e-12])


def tube(points, radius, sides=8, caps=True):
    """A round bar along a line; `radius` one number or one per point."""
    p = np.asarray(points, float)
    r = np.broadcast_to(np.asarray(radius, float), (len(p),)).copy()
    tan = np.gradient(p, axis=0)
    tan /= np.maximum(np.linalg.norm(tan, axis=1, keepdims=True), 1e-12)
    if caps:
        p = np.concatenate([p[:1], p[:1] + tan[:1] * 0.0005, p[1:-1], p[-1:] - tan[-1:] * 0.0005, p[-1:]])
        tan = np.concatenate([tan[:1], tan, tan[-1:]])
        r = np.concatenate([[r[0] * 0.001], [r[0]], r[1:-1], [r[-1]], [r[-1] * 0.001]])
    up = np.array([0, 1, 0]) if abs(tan[0][1]) < 0.9 else np.array([1, 0, 0])
    frames, x = [], np.cross(up, tan[0])
    for t in tan:
        x = x - t * (x @ t)
        x /= max(np.linalg.norm(x), 1e-12)
        frames.append((x, np.cross(t, x)))
    ang = np.linspace(0, 2 * np.pi, sides + 1)
    fx, fy = (np.array([f[k] for f in frames])[:, None, :] for k in (0, 1))
    ring = np.cos(ang)[None, :, None] * fx + np.sin(ang)[None, :, None] * fy
    v = p[:, None, :] + ring * r[:, None, None]
    n = ring.copy()
    if caps:
        n[0], n[-1] = -tan[0], tan[-1]
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    uv = np.stack([np.repeat(along[:, None], sides + 1, 1), np.broadcast_to(ang * r.max(), v.shape[:2])], -1)
    idx = np.arange(v.shape[0] * v.shape[1]).reshape(v.shape[:2])
    t = np.concatenate(_quads(idx[:-1, :-1], idx[:-1, 1:], idx[1:, 1:], idx[1:, :-1]))
    return _clean(Geo(v.reshape(-1, 3), n.reshape(-1, 3), uv.reshape(-1, 2), t))


def curve(points, n=24):
    """Catmull-Rom through the points, n samples."""
    p = np.asarray(points, float)
    p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    s = np.linspace(0, len(p) - 3 - 1e-9, n)
    i, f = s.astype(int), (s % 1)[:, None]
    a, b, c, d = (p[i + k] for k in range(4))
    return 0.5 * (2 * b + (c - a) * f + (2 * a - 5 * b + 4 * c - d) * f ** 2 + (3 * b - a - 3 * c + d) * f ** 3)


def sheet(fn, nu, nv, w=1, h=1, two=False):
    """A surface fn(u, v) -> (x, y, z) over 0..1 each; seen from the side where u runs right and v up. `two`: a back too."""
    u, v = np.meshgrid(np.linspace(0, 1, nu + 1), np.linspace(0, 1, nv + 1), indexing="ij")
    pos = np.stack(np.broadcast_arrays(*fn(u, v)), -1).astype(float)
    idx = np.arange(u.size).reshape(u.shape)
    t = np.concatenate(_quads(idx[:-1, :-1], idx[1:, :-1], idx[1:, 1:], idx[:-1, 1:]))
    g = smooth(pos.reshape(-1, 3), t, np.stack([u * w, (1 - v) * h], -1).reshape(-1, 2))
    return join([g, Geo(g.v - g.n * 0.0015, -g.n, g.uv, g.t[:, ::-1])]) if two else g


def ball(rx, ry=None, rz=None, sides=20, rings=12):
    a = np.linspace(-np.pi / 2, np.pi / 2, rings + 1)
    g = lathe(np.stack([np.cos(a), np.sin(a)], 1), sides, sharp=False)
    return g.scale(rx, ry or rx, rz or rx)


def plate(outline, thick, bevel=0.003):
    """An outline (x, y), counter-clockwise, convex or star-shaped about its mean, made `thick` along Z about 0."""
    o = np.asarray(outline, float)
    mid = o.mean(0)
    prev, nxt = np.roll(o, 1, 0), np.roll(o, -1, 0)
    d = nxt - prev
    out = np.stack([d[:, 1], -d[:, 0]], 1)
    out /= np.maximum(np.hypot(*out.T), 1e-12)[:, None]
    k, b, hz = len(o), min(bevel, thick * 0.45), thick / 2
    rings = [np.column_stack([o - out * b, np.full(k, hz)]), np.column_stack([o, np.full(k, hz - b)]),
             np.column_stack([o, np.full(k, b - hz)]), np.column_stack([o - out * b, np.full(k, -hz)])]
    nrm = np.column_stack([out, np.zeros(k)])
    zs = np.array([[0, 0, 1.0]])
    v = np.concatenate([[[*mid, hz]], *rings, [[*mid, -hz]]])
    n = np.concatenate([zs, np.repeat(zs, k, 0), nrm, nrm, np.repeat(-zs, k, 0), -zs])
    i = np.arange(k)
    j = (i + 1) % k
    t = [np.stack([0 * i, 1 + i, 1 + j], 1), np.stack([0 * i + 4 * k + 1, 3 * k + 1 + j, 3 * k + 1 + i], 1)]
    for r in range(3):
        a = 1 + r * k
        t += _quads(a + i, a + k + i, a + k + j, a + j)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(o, axis=0).T))])
    side = np.column_stack([along, np.zeros(k)])
    flat = lambda q: np.column_stack([q[:, 0], -q[:, 1]])
    uv = np.concatenate([flat(v[:k + 1]), side + (0, hz), side - (0, hz), flat(v[3 * k + 1:])])
    return Geo(v, n, uv + fresh().random(2), np.concatenate(t))


def wall(u0, u1, v0, v1, holes=(), cell=0.3, origin=(0, 0, 0), right=(1, 0, 0), up=(0, 1, 0)):
    """A flat wall of cells with rectangular holes (u0, u1, v0, v1); faces towards right x up."""
    def marks(lo, hi, cuts):
        stops = sorted({lo, hi, *[c for c in cuts if lo < c < hi]})
        out = [lo]
        for a, b in zip(stops, stops[1:]):
            near = min(0.06, (b - a) * 0.3)
            inner = np.linspace(a + near, b - near, max(1, int(np.ceil((b - a) / cell))) + 1)
            out += [*inner, b]
        return np.array(out)
    us = marks(u0, u1, [h[0] for h in holes] + [h[1] for h in holes])
    vs = marks(v0, v1, [h[2] for h in holes] + [h[3] for h in holes])
    right, up, origin = (np.asarray(a, float) for a in (right, up, origin))
    u, v = np.meshgrid(us, vs, indexing="ij")
    idx = np.arange(u.size).reshape(u.shape)
    mu, mv = (us[:-1] + us[1:])[:, None] / 2, (vs[:-1] + vs[1:])[None, :] / 2
    keep = np.ones((len(us) - 1, len(vs) - 1), bool)
    for h in holes:
        keep &= ~((mu > h[0]) & (mu < h[1]) & (mv > h[2]) & (mv < h[3]))
    t = np.concatenate(_quads(idx[:-1, :-1][keep], idx[1:, :-1][keep], idx[1:, 1:][keep], idx[:-1, 1:][keep]))
    pos = origin + u[..., None] * right + v[..., None] * up
    n = np.broadcast_to(np.cross(right, up), pos.shape)
    return Geo(pos.reshape(-1, 3), n.reshape(-1, 3), np.stack([u, -v], -1).reshape(-1, 2), t)


def array(g, places):
    """The shape at several places: (x, y, z) or (x, y, z, yaw)."""
    return join([(g.turn(p[3]) if len(p) > 3 else g).at(*p[:3]) for p in places])
