"""The boat workshop, Slack Water: writes assets/models/workshop. Run by `blender -b -P workshop.py`; with `-- look DIR
[names]` it also renders views. The shed is 9 x 6 m, X towards the big doors, -Z to the bench and its window; one lamp
hangs over the bench."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import numpy as np  # noqa: E402

from kit import boatshed as b, harbour as h, joinery as j, look, pictures, tableware as t  # noqa: E402
from kit.shapes import ball, block, box, curve, fresh, join, lathe, tube, wall  # noqa: E402
from kit.stage import Stage  # noqa: E402

W, E, N, S, EAVE, RIDGE = -4.5, 4.5, -3.0, 3.0, 2.9, 4.4
WINDOW = (0.55, 2.15, 1.25, 2.25)    # in the north wall: x0, x1, y0, y1
GATE = (-1.35, 1.35, 0.0, 2.75)      # in the east wall: z0, z1
LAMP = (-0.55, 1.78, -1.72)          # the work lamp's bulb


def moved(parts, x=0, y=0, z=0, yaw=0, pitch=0, roll=0):
    return [(g.turn(yaw, pitch, roll).at(x, y, z), m) for g, m in parts]


def materials(s):
    m = s.material
    m("floor", "concrete", "#d8d0c4")
    m("boards", "roughboards", "#dccdb8")
    m("boards_out", "roughboards", "#4c4f4c")
    m("rafters", "pine", "#8d775c", rough=1.1)
    m("pine", "pine", "#cbb08a")
    m("newwood", "pine", "#ecd2a2")
    m("larch", "oak", "#c98f5c", tile=1.4)
    m("oak", "oak", "#c9ab82")
    m("bench", "oak", "#a98a66", rough=1.25, tile=1.6, relief=0.5)
    m("darkwood", "oak", "#6b4630", rough=0.8)
    m("board", "paint", "#4d6360", rough=1.2)
    m("trim", "paint", "#7a8a85")
    m("gate", "paint", "#41615e", rough=1.2)
    m("steel", "steel")
    m("galvanised", "steel", "#9fa3a2", rough=1.6)
    m("brass", "steel", "#b9924f", rough=1.2)
    m("iron", "iron")
    m("vice", "glaze", "#2f4a55", rough=2.2)
    m("accent", "glaze", "#cf4a22", rough=1.4)
    m("white", "glaze", "#e9e2d2", rough=2.0)
    m("black", "glaze", "#191a1b", rough=2.5)
    m("plastic", "glaze", "#c9c3b2", rough=2.2)
    m("glazed", "glaze", "#e2dac6")
    m("lampshade", "glaze", "#2d4744", rough=1.5)
    m("paint_drip", "glaze", "#5d8784", rough=1.2)
    m("paint_red", "glaze", "#b0452a", rough=1.2)
    m("bristle", "linen", "#3f3428", tile=0.1)
    m("canvas", "linen", "#c9bd9c", tile=0.6)
    m("rag", "linen", "#a4573a")
    m("apron", "linen", "#3c5560", tile=0.4)
    m("rope", "rope")
    m("shaving", "pine", "#f0d3a0", tile=0.16, relief=0.5, casts=False)
    m("dust", "linen", "#d9bd8c", tile=0.12)
    m("cork", "cork")
    m("nails", "iron", "#c4b8a8", tile=0.06)
    m("varnish", None, "#7a3f14", rough=0.12)
    m("paper", "paper")
    m("glass", None, "#cfd8d6", rough=0.16, alpha=0.24, transmission=0.8, casts=False)
    m("glass_jar", None, "#e6eeea", rough=0.06, alpha=0.20, transmission=0.9, casts=False)
    m("bulb", None, "#fff0d0", emit="#ffd596", level=1.0, casts=False)
    m("chart", picture=pictures.painting(3), rough=0.7)
    m("photo", picture=pictures.painting(2), rough=0.6)
    for k in range(3):
        m(f"label_{k}", picture=pictures.label(60 + k), rough=0.6)
    m("backing", picture=pictures.backing(1024, 512, seed=13, night=True, horizon=0.62), emit=True, level=0.55, casts=False)


def shell(s):
    s.add("floor", (wall(W, E + 1.6, -S, -N, cell=0.4, up=(0, 0, -1)), "floor"))
    x0, x1, y0, y1 = WINDOW
    z0, z1, _, gh = GATE
    slope = np.hypot(RIDGE - EAVE, S)
    up = np.array([0, RIDGE - EAVE, S]) / slope
    s.add("wall north", [(wall(W, E, 0, EAVE, [(x0, x1, y0, y1)], 0.4, (0, 0, N)), "boards"), (wall(-E, -W, 0, EAVE, [(-x1, -x0, y0, y1)], 2, (0, 0, N - 0.12), (-1, 0, 0)), "boards_out")])
    s.add("wall south", [(wall(-E, -W, 0, EAVE, [], 0.4, (0, 0, S), (-1, 0, 0)), "boards"), (wall(W, E, 0, EAVE, [], 3, (0, 0, S + 0.12)), "boards_out")])
    def gable(name, x, face, hole):
        g = wall(N, S, 0, EAVE, hole, 0.4, (x, 0, 0), (0, 0, 1)) if face < 0 else wall(-S, -N, 0, EAVE, [], 0.4, (x, 0, 0), (0, 0, -1))
        tri = wall(0, S, 0, RIDGE - EAVE, [], 0.4, (x, EAVE, 0), (0, 0, 1)) if face < 0 else wall(0, S, 0, RIDGE - EAVE, [], 0.4, (x, EAVE, 0), (0, 0, -1))
        def cut(g, sign):
            return g.bent(lambda p: np.column_stack([p[:, 0], EAVE + (p[:, 1] - EAVE) * (1 - np.abs(p[:, 2]) / S), p[:, 2]]))
        other = type(tri)(tri.v * (1, 1, -1), tri.n, tri.uv, tri.t[:, ::-1])
        out = 0.12 * -face
        back = wall(-S, -N, 0, EAVE, [(-hh[1], -hh[0], hh[2], hh[3]) for hh in hole], 2, (x + out, 0, 0), (0, 0, -1)) if face < 0 else wall(N, S, 0, EAVE, [], 3, (x + out, 0, 0), (0, 0, 1))
        s.add(name, [(join([g, cut(tri, 1), cut(other, -1)]), "boards"), (back, "boards_out")])
    gable("wall east", E, -1, [(z0, z1, -1, gh)])
    gable("wall west", W, 1, [])
    roof = [wall(W - 0.1, E + 0.1, 0, slope, cell=0.6, origin=(0, EAVE, N), up=-up * (1, -1, -1)), wall(-E - 0.1, -W + 0.1, 0, slope, cell=0.6, origin=(0, EAVE, S), right=(-1, 0, 0), up=up * (1, 1, -1))]
    roof = [type(g)(g.v, -g.n, g.uv, g.t[:, ::-1]) if g.n[:, 1].mean() > 0 else g for g in roof]
    outer = [type(g)(g.v + (0, 0.14, 0), -g.n, g.uv, g.t[:, ::-1]) for g in roof]
    s.add("roof", [(join(roof), "boards"), (join(outer), "boards_out")])
    truss = [block(-0.05, 0.05, EAVE - 0.02, EAVE + 0.14, N, S, bevel=0.008, fine=0.7), block(-0.045, 0.045, EAVE + 0.1, RIDGE - 0.05, -0.06, 0.06, bevel=0.008)]
    for q in (-1, 1):
        truss.append(box(0.09, 0.15, slope, 0.008, fine=0.8).turn(pitch=q * np.degrees(np.arctan2(RIDGE - EAVE, S))).at(0, (EAVE + RIDGE) / 2 - 0.08, q * S / 2))
        truss.append(box(0.07, 0.09, 1.35, 0.006).turn(pitch=-q * 38).at(0, EAVE + 0.48, q * 0.62))
    s.mesh("truss", [(join(truss), "rafters")])
    for x in (-4.3, -2.2, 0.0, 2.2, 4.3):
        s.put("truss", x)
    studs = [block(x - 0.04, x + 0.04, 0, EAVE, z - 0.05, z + 0.05, bevel=0.006) for x in np.arange(-3.6, 4.1, 1.2) for z in (N + 0.05, S - 0.05) if not (z < 0 and WINDOW[0] - 0.1 < x < WINDOW[1] + 0.1)]
    studs += [block(W, E, y - 0.05, y + 0.05, S - 0.085, S, bevel=0.006, fine=0.8) for y in (0.06, 1.5)] + [block(W, WINDOW[0] - 0.08, 0.02, 0.12, N, N + 0.085, bevel=0.006, fine=0.8)]
    studs += [block(E - 0.085, E, 0, EAVE, z - 0.06, z + 0.06, bevel=0.006) for z in (z0 - 0.06, z1 + 0.06)] + [block(E - 0.1, E, gh, gh + 0.16, z0 - 0.12, z1 + 0.12, bevel=0.008)]
    s.add("studs", (join(studs), "rafters"))
    s.add("purlins", (join([block(W, E, EAVE + (RIDGE - EAVE) * f - 0.13, EAVE + (RIDGE - EAVE) * f - 0.04, q * S * (1 - f) - 0.04, q * S * (1 - f) + 0.04, bevel=0.006, fine=1.0) for f in (0.33, 0.68) for q in (-1, 1)] + [block(W, E, RIDGE - 0.2, RIDGE - 0.06, -0.04, 0.04, bevel=0.006, fine=1.0)]), "rafters"))
    s.add("window", j.window(x1 - x0, y1 - y0, 2, 2, 2), x0, y0, N - 0.02)
    s.add("window board", j.sill(x1 - x0, 0.14, mat="pine"), x0, y0 + 0.01, N - 0.04)
    # the big doors: boarded and braced, one nearly shut, one ajar
    def leaf(w):
        bits = [block(k * w / 7 + 0.002, (k + 1) * w / 7 - 0.002, 0.03, gh - 0.02, -0.018, 0.018, bevel=0.005, fine=0.7) for k in range(7)]
        bits += [block(0.02, w - 0.02, y - 0.08, y + 0.08, -0.055, -0.017, bevel=0.006) for y in (0.35, gh / 2, gh - 0.35)]
        brace = [box(np.hypot(w - 0.2, 0.9), 0.13, 0.034, 0.006).turn(roll=np.degrees(np.arctan2(0.9, w - 0.2)) * q).at(w / 2, y, -0.036) for y, q in ((0.86, 1), (1.9, 1))]
        irons = [block(0, w * 0.7, y - 0.025, y + 0.025, -0.064, -0.054, bevel=0.003) for y in (0.35, gh - 0.35)]
        return [(join(bits + brace), "gate"), (join(irons), "iron")]
    s.mesh("gate leaf", leaf(1.34))
    s.put("gate leaf", E + 0.04, 0, z0, yaw=-90 + 8, name="gate leaf north")
    s.add("gate leaf south", leaf(1.34), E + 0.04, 0, z1, yaw=90 - 62 + 0)


def benches(s):
    s.add("workbench", b.workbench(2.7, 0.78, 0.88), -0.75, 0, N + 0.50)
    top = 0.881
    s.add("pegboard", b.pegboard(2.5, 0.95, 3), -2.1, 1.22, N + 0.10)
    s.add("vice", b.vice(), -1.65, top, N + 0.89)
    s.add("plane", b.plane(), -0.15, top, N + 0.62, yaw=64)
    s.add("rope on bench", h.coil(4, 0.15, 0.011, 8) + [(tube(curve([(0.25, 0.012, 0.1), (0.45, 0.012, 0.22), (0.72, 0.012, 0.12), (0.92, 0.012, 0.26)], 40), 0.011, 8), "rope")], -1.05, top, N + 0.48)
    s.add("unlaid strands", (join([tube(curve([(0, 0.012, 0), (0.06, 0.03, 0.02 * k), (0.13, 0.012, 0.05 * k)], 10), 0.005, 6) for k in (-1, 0, 1)]), "rope"), -0.13, top, N + 0.74)
    s.mesh("chisel", [(g.turn(pitch=90).at(0, 0, 0), m) for g, m in b.chisel(0.024)])
    for x, z, yaw in ((0.18, N + 0.52, 20), (0.30, N + 0.60, -30)):
        s.put("chisel", x, top + 0.001, z, yaw=yaw)
    s.add("mallet", moved(b.hammer(True), pitch=-90), 0.36, top + 0.036, N + 0.36, yaw=110)
    s.add("plan on bench", [(j.quad(0.62, 0.46).turn(pitch=-90), "chart")], -1.35, top + 0.002, N + 0.38, yaw=6)
    s.add("rag", t.draped(0.26, 0.2, 95, "rag", 0.03), 0.0, top, N + 0.36, yaw=30)
    s.add("mug", t.mug("glazed"), -0.62, top, N + 0.30, yaw=120)
    s.add("bench shavings", b.shavings(40, 0.42, 5), -0.1, top, N + 0.58)
    s.add("oil can", [(lathe([(0, 0), (0.045, 0), (0.047, 0.004), (0.047, 0.05), (0.012, 0.10), (0.008, 0.12), (0.003, 0.24), (0, 0.242)], 18), "brass")], 0.46, top, N + 0.30)
    s.mesh("toolbox", [(join([block(-0.32, 0.32, 0, 0.02, -0.13, 0.13), *[block(-0.32, 0.32, 0.01, 0.17, q * 0.13 - 0.009, q * 0.13 + 0.009, bevel=0.004) for q in (-1, 1)], *[block(q * 0.31 - 0.01, q * 0.31 + 0.01, 0.01, 0.30, -0.12, 0.12, bevel=0.004) for q in (-1, 1)], tube([(-0.31, 0.27, 0), (0.31, 0.27, 0)], 0.014, 8)]), "pine"), (join([box(0.42, 0.05, 0.05, 0.01).at(0, 0.05, 0.05), tube([(-0.25, 0.12, -0.05), (0.24, 0.19, -0.03)], 0.012, 8)]), "iron")])
    s.put("toolbox", -1.5, 0.19, N + 0.5, yaw=5)
    s.put("toolbox", 1.1, 0.0, 1.9, yaw=36)
    for k in range(5):
        s.add(f"stored plank {k + 1}", (box(1.5 + 0.1 * k, 0.03, 0.12, 0.003), "newwood"), -0.1, 0.21 + 0.032 * k, N + 0.42 + 0.01 * k, yaw=2 * k - 4)
    s.add("lamp", b.hanging_lamp(RIDGE - 1.0 - LAMP[1] - 0.10 - 0.02), LAMP[0], RIDGE - 1.02, LAMP[2])
    s.add("lamp batten", (block(-0.6, 0.6, RIDGE - 1.02, RIDGE - 0.96, LAMP[2] - 0.04, LAMP[2] + 0.04, bevel=0.006).at(LAMP[0]), "rafters"))
    s.add("lamp cable", j.cable([(LAMP[0] + 0.02, RIDGE - 1.03, LAMP[2]), (LAMP[0] - 0.5, RIDGE - 1.25, LAMP[2] - 0.5), (-2.26, 2.8, N + 0.12), (-2.3, 2.2, N + 0.03), (-2.3, 1.5, N + 0.03)], r=0.005))
    s.add("switch", j.socket(False, True), -2.3, 1.42, N + 0.006)
    s.add("socket", j.socket(True), 0.52, 1.08, N + 0.006)


def shelves(s):
    """Jars, tins and coils on the west wall and beside the window."""
    s.mesh("jar nails", t.jar("nails", 0.045, 0.13, "galvanised"))
    s.mesh("jar varnish", t.jar("varnish", 0.05, 0.15, "galvanised"))
    s.mesh("jar cork", t.jar("nails", 0.055, 0.17, "cork"))
    s.mesh("tin teal", b.paint_tin())
    s.mesh("tin red", b.paint_tin(0.075, 0.17, "galvanised", "paint_red"))
    s.mesh("label tin", t.tin("label_0", 0.05, 0.14))
    s.mesh("label tin 2", t.tin("label_1", 0.045, 0.11))
    s.mesh("brush", b.brush())
    r = fresh(77)
    names = ["jar nails", "jar varnish", "jar cork", "tin teal", "tin red", "label tin", "label tin 2", "jar nails"]
    for k, (y, z0, w) in enumerate(((1.0, -2.2, 2.0), (1.42, -2.2, 2.0), (1.84, -2.2, 2.0))):
        s.add(f"shelf west {k + 1}", moved(j.shelf(w, 0.26, 0.035, "pine", 3), yaw=90), W + 0.02, y, z0 + w)
        z = z0 + 0.10
        while z < z0 + w - 0.08:
            what = names[int(r.integers(len(names)))]
            s.put(what, W + 0.02 + 0.12 + 0.02 * r.random(), y, z, yaw=r.random() * 360)
            z += 0.13 + 0.07 * r.random()
    s.add("shelf window", j.shelf(1.4, 0.2, 0.03, "pine"), 2.45, 1.62, N + 0.005)
    for k, what in enumerate(("jar varnish", "jar nails", "tin red", "label tin", "jar cork", "tin teal", "jar nails")):
        s.put(what, 2.56 + 0.19 * k, 1.62, N + 0.10, yaw=k * 50)
    for k, x in enumerate((0.72, 0.86, 1.7)):
        s.put(("jar varnish", "jar nails", "tin teal")[k], x, WINDOW[2] + 0.012, N + 0.03, yaw=k * 60)
    s.put("brush", 1.95, WINDOW[2] + 0.012, N + 0.05)
    s.mesh("rope coil", h.coil(5, 0.22, 0.016, 5))
    for y, z, m in ((2.25, -0.6, "rope coil"), (2.2, 0.15, "rope coil")):
        s.put(m, W + 0.07, y, z, yaw=0, roll=-90)
    s.add("apron", moved(t.cloth(0.5, 0.85, 0.02, "apron", 97, two_sides=False), yaw=90), W + 0.08, 1.92, 0.75)
    s.add("photograph", moved(j.picture(0.32, 0.26, "darkwood", "photo", mount=0.0)[:2], yaw=90), W + 0.01, 1.62, 1.35)
    s.add("boat plan", [(box(0.9, 0.66, 0.008, 0.003), "pine"), (j.quad(0.86, 0.62).at(z=0.0046), "chart")], 3.1, 2.25, N + 0.01)


def floor(s):
    s.add("dinghy", moved(b.dinghy(), y=0.36), 0.85, 0, 0.75, yaw=4)
    s.mesh("low trestle", b.trestle(0.9, 0.36))
    s.mesh("trestle", b.trestle())
    for x, yaw in ((-0.45, 4), (1.75, 4)):
        s.put("low trestle", x, 0, 0.75 + 0.08 * (0.85 - x) / 1.2, yaw=yaw)
    s.put("trestle", -2.7, 0, 1.6, yaw=70)
    s.add("plank on trestle", (box(2.6, 0.03, 0.16, 0.003), "newwood"), -2.6, 0.567, 1.62, yaw=-18)
    s.add("timber stack", b.timber(8, 3.6, 81), 0.6, 0, S - 0.48)
    s.add("timber leaning", (join([box(0.14, 2.6, 0.03, 0.003).turn(pitch=-8 - k, roll=3 * k - 4).at(-2.5 + 0.22 * k, 1.28, S - 0.28) for k in range(5)]), "newwood"))
    s.mesh("oar", b.oar())
    for k, x in enumerate((3.2, 3.45)):
        s.put("oar", x, 0.0, S - 0.38 + 0.02 * k, pitch=7, roll=4 * k - 2)
    s.mesh("stool", b.stool())
    s.put("stool", -0.95, 0, -1.42, yaw=20)
    s.put("stool", 0.15, 0, -1.45, yaw=80)
    s.add("broom", b.broom(), 3.95, 0.016, N + 0.22, pitch=-7, roll=4)
    s.add("sail bag", [(ball(0.30, 0.36, 0.28, 28, 18).bent(lambda p: p * (1 + 0.05 * np.sin(p[:, 1:2] * 22 + p[:, 0:1] * 9)) + (0, 0.3, 0)).bent(lambda p: np.column_stack([p[:, 0], np.maximum(p[:, 1], 0.005 + 0.01 * np.abs(p[:, 0])), p[:, 2]])), "canvas"), (tube(curve([(0.05, 0.62, 0), (0.12, 0.72, 0.05), (0.2, 0.55, 0.2), (0.3, 0.2, 0.3)], 20), 0.009, 6), "rope")], -3.9, 0, 2.2)
    s.add("barrel", h.barrel(), 3.7, 0, 1.95)
    s.add("crate", h.crate(), -3.9, 0, 1.35, yaw=9)
    s.add("anchor", [(join([tube([(0, 0.04, 0), (0, 0.95, 0)], 0.026, 8), tube(curve([(-0.34, 0.28, 0), (-0.25, 0.08, 0), (0, 0.02, 0), (0.25, 0.08, 0), (0.34, 0.28, 0)], 20), 0.028, 8), tube([(0, 0.82, -0.3), (0, 0.82, 0.3)], 0.02, 8), tube([(0.05 * np.cos(a), 1.0 + 0.05 * np.sin(a), 0) for a in np.linspace(0, 6.283, 15)], 0.011, 6)]), "iron")], 4.1, 0, -2.2, pitch=-14, yaw=20)
    s.put("tin teal", 0.1, 0.0, 1.55, yaw=30)
    s.put("tin red", 0.34, 0.0, 1.62, yaw=200)
    s.put("brush", 0.1, 0.185, 1.55, pitch=0, roll=24)
    r = fresh(31)
    for k, (x, z, n, q) in enumerate(((-0.4, -1.3, 110, 0.9), (0.5, 0.9, 130, 1.4), (-1.9, 1.6, 70, 0.8), (2.0, -0.4, 50, 1.2))):
        s.add(f"shavings {k + 1}", b.shavings(n, q, 90 + k), x, 0, z)
    def pile(rad, hh, seed):
        ph = fresh(seed).random(4) * 6
        return lathe([(rad * (1 - k / 9), hh * (1 - (1 - k / 9)) ** 1.4) for k in range(10)], 36, sharp=False).bent(lambda p: p * np.column_stack([1 + 0.12 * np.sin(3 * np.arctan2(p[:, 2], p[:, 0]) + ph[0])] * 3))
    s.add("sawdust", [(pile(0.42, 0.10, 1).at(-1.7, 0, 1.9), "dust"), (pile(0.3, 0.05, 2).at(-0.5, 0, -1.15), "dust"), (pile(0.36, 0.06, 3).at(1.4, 0, 1.1), "dust")])
    s.mesh("clamp", b.clamp(0.42))
    for x, z, y in ((-0.5, 1.50, 0.86), (0.4, 1.44, 0.87), (1.6, 1.32, 0.94)):
        s.put("clamp", x, y, z, yaw=175)
    s.add("cable reel", [(lathe([(0.05, 0), (0.17, 0), (0.175, 0.01), (0.17, 0.02), (0.08, 0.025), (0.14, 0.03), (0.14, 0.10), (0.08, 0.105), (0.17, 0.11), (0.175, 0.12), (0.17, 0.13), (0.05, 0.13)], 28), "accent")] + j.cable([(0.13, 0.06, 0), (0.3, 0.01, 0.2), (0.9, 0.006, 0.1), (1.5, 0.006, -0.4), (1.9, 0.006, -0.5)]), -3.0, 0.0, -0.4, yaw=40)


def outside(s):
    s.add("backing doors", (j.quad(9, 4.4).turn(yaw=-90).at(9.0, 2.2, 0), "backing"))
    s.add("backing window", (j.quad(7.0, 3.4, (0.2, 0.8, 0.05, 0.85)).at(1.3, 1.9, N - 2.6), "backing"))
    s.add("slip", (wall(E + 1.5, 9.0, -3.5, 3.5, cell=0.8, up=(0, 0, -1)), "floor"))


def views(folder, only):
    look.sky((0.25, 0.4, 0.7), 0.02)
    look.lamp((LAMP[0], LAMP[1] - 0.06, LAMP[2]), watts=34, colour=(1, 0.70, 0.40), size=0.035)
    look.lamp((1.35, 1.9, N - 1.2), (0.8, 0.8, 0.5), watts=55, colour=(0.42, 0.62, 1), size=1.4)
    look.lamp((7.0, 2.4, 0.3), (1.5, 0.8, 0.3), watts=130, colour=(0.42, 0.62, 1), size=2.0)
    shots = dict(bench=((2.7, 1.45, 1.9), (-0.7, 1.15, -2.0), 35), doors=((-3.4, 1.5, -0.6), (2.5, 1.2, 0.4), 29), close=((-1.9, 1.35, -1.0), (-0.4, 1.0, -2.4), 47), dinghy=((-1.8, 1.3, 2.2), (0.9, 0.9, 0.3), 35))
    for name, (at, to, mm) in shots.items():
        if not only or name in only:
            look.shoot(Path(folder) / f"workshop-{name}.png", at, to, mm, exposure=1.6, samples=64)


def main():
    s = Stage("workshop", reach=0.5, dirt=0.62)
    materials(s)
    for part in (shell, benches, shelves, floor, outside):
        part(s)
    s.bake(16)
    s.write()
    a = look.args()
    if a and a[0] == "look":
        look.build(s)
        views(a[1], a[2:])


main()
