"""The kitchen of Voss House, Slack Water: writes assets/models/kitchen and assets/models/kitchen-backing. Run by
`blender -b -P kitchen.py`; with `-- look DIR [names]` it also renders views through real lenses.
X points east to the big window, -Z north to the sink; the room is 7 x 5 m, its floor at y = 0."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import numpy as np  # noqa: E402

from kit import furniture as f, joinery as j, look, pictures, tableware as t  # noqa: E402
from kit.shapes import Geo, block, box, join, lathe, tube, wall  # noqa: E402
from kit.stage import Stage  # noqa: E402

W, E, N, S, H = -3.5, 3.5, -2.5, 2.5, 2.7
EAST = (-1.3, 1.3, 0.86, 2.30)      # window in the east wall: z0, z1, y0, y1
NORTH = (-0.62, 0.62, 1.16, 2.12)   # window over the sink: x0, x1, y0, y1
DOOR = (-2.40, -1.56, 0.0, 2.04)    # door to the hall in the south wall


def moved(parts, x=0, y=0, z=0, yaw=0, pitch=0, roll=0):
    return [(g.turn(yaw, pitch, roll).at(x, y, z), m) for g, m in parts]


def materials(s):
    m = s.material
    m("floor", "floorboards", "#d9c7ae", rough=0.95)
    m("plaster", "plaster", "#efe6d2")
    m("ceiling", "plaster", "#f1ece0", tile=2.6)
    m("panel", "paint", "#84a09b", rough=1.0)
    m("trim", "paint", "#e4dcc8")
    m("cupboard", "paint", "#5f7f7c")
    m("paint_door", "paint", "#7d9390")
    m("plinth", "paint", "#2d3a3a")
    m("oak", "oak", "#efdcc0")
    m("table", "oak", "#d2b48c", tile=1.5, relief=0.55)
    m("beam", "darkwood", "#b39a86", tile=1.6)
    m("darkwood", "darkwood", "#ffffff")
    m("chair", "darkwood", "#c8b09a", tile=0.8)
    m("pine", "pine", "#f0dcc0")
    m("rush", "linen", "#c2a468", tile=0.10, relief=1.4)
    m("tiles", "tiles", "#f2efe4")
    m("steel", "steel")
    m("brass", "steel", "#c9a35c", rough=1.1)
    m("iron", "iron")
    m("range", "glaze", "#2f4a4a", rough=1.2)
    m("fridge", "glaze", "#d8cfb6", rough=1.1)
    m("glazed", "glaze", "#efe8d8")
    m("glazed_teal", "glaze", "#5d8784")
    m("glazed_brown", "glaze", "#7c4b2a")
    m("accent", "glaze", "#cf4a22", rough=1.1)
    m("plastic", "glaze", "#e6e0d0", rough=2.0)
    m("black", "glaze", "#1c1c1d", rough=2.4)
    m("curtain", "linen", "#c99f52", tile=0.35)
    m("cloth", "linen", "#d9d2bd")
    m("cloth_blue", "linen", "#6f8f92")
    m("napkin", "linen", "#b65a34")
    m("oilskin", "wool", "#c08a2e", rough=0.62, tile=1.6)
    m("coat_navy", "wool", "#2c3a48", tile=0.8)
    m("scarf", "wool", "#a9a08b", tile=0.5)
    m("rubber", "wool", "#26332f", rough=0.55)
    m("rug", "rug", relief=1.2)
    m("mount", "paper", "#f4eee0")
    m("paper", "paper")
    m("straw", "linen", "#c8a560")
    m("cork", "cork")
    m("terracotta", "wool", "#b5714c", rough=0.9)
    m("soil", "wool", "#3a2c22")
    m("leaf", "leaf", "#d8dcc0")
    m("leaf_grey", "leaf", "#a9b6a2")
    m("stem", "leaf", "#8d7d4e")
    m("bread", "cork", "#d0a067", tile=0.4, relief=0.6)
    m("lemon", "glaze", "#d9b23a", rough=2.2)
    m("grain", "cork", "#d8c190", tile=0.12)
    m("book_a", "wool", "#4b6a6a", rough=0.8)
    m("book_b", "wool", "#8c4a34", rough=0.8)
    m("book_c", "wool", "#bfa063", rough=0.8)
    m("book_d", "wool", "#3b3f46", rough=0.8)
    m("gilt", None, "#b8964f", rough=0.45, metal=0.6)
    m("shade", "glaze", "#3f6160", rough=1.2)
    m("shade_in", "glaze", "#f2ead8", rough=2.0)
    m("lampshade", "linen", "#ecd7a8", emit="#ffb765", level=0.42, casts=False)
    m("bulb", None, "#fff0d0", emit="#ffd596", level=1.0, casts=False)
    m("glass", None, "#eef4f2", rough=0.05, alpha=0.10, transmission=0.95, casts=False)
    m("silver", None, "#f0f2ef", rough=0.0, metal=1.0)
    m("glass_jar", None, "#e6eeea", rough=0.06, alpha=0.22, transmission=0.9, casts=False)
    m("glass_green", None, "#3f5c3c", rough=0.08, alpha=0.62, transmission=0.5)
    m("newspaper", picture=pictures.newspaper(), rough=0.85)
    m("letter", picture=pictures.letter(), rough=0.8)
    for k in range(4):
        m(f"picture_{k}", picture=pictures.painting(k), rough=0.6)
    m("clock_face", picture=pictures.clock(), rough=0.5)
    for k in range(4):
        m(f"label_{k}", picture=pictures.label(40 + k), rough=0.6)
    m("terrace", "plaster", "#aaa496", tile=3.0)
    m("outside", "plaster", "#c8c2b2", tile=3.0)


def shell(s):
    s.add("floor", (wall(W, E, -S, -N, cell=0.35, right=(1, 0, 0), up=(0, 0, -1)), "floor"))
    s.add("ceiling", (wall(W, E, N, S, cell=0.5, origin=(0, H, 0), right=(1, 0, 0), up=(0, 0, 1)), "ceiling"))
    s.add("roof void", (wall(W - 0.3, E + 0.3, -S - 0.2, -N + 0.3, cell=4, origin=(0, H + 0.22, 0), right=(1, 0, 0), up=(0, 0, -1)), "outside"))
    z0, z1, y0, y1 = EAST
    s.add("wall east", [(wall(N, S, 0, H, [(z0, z1, y0, y1)], 0.4, (E, 0, 0), (0, 0, 1)).by(np.eye(3)), "plaster"),
                        (wall(-S - 0.2, -N + 0.3, 0, H + 0.22, [(-z1, -z0, y0, y1)], 2, (E + 0.3, 0, 0), (0, 0, -1)), "outside"), *reveal_x(E, 0.3, EAST)])
    x0, x1, b0, b1 = NORTH
    s.add("wall north", [(wall(W, E, 0, H, [(x0, x1, b0, b1)], 0.4, (0, 0, N), (1, 0, 0)), "plaster"),
                         (wall(-E - 0.3, -W + 0.3, 0, H + 0.22, [(-x1, -x0, b0, b1)], 2, (0, 0, N - 0.3), (-1, 0, 0)), "outside"), *reveal_z(N, -0.3, NORTH)])
    s.add("wall west", [(wall(-S, -N, 0, H, [], 0.4, (W, 0, 0), (0, 0, -1)), "plaster"), (wall(N - 0.3, S + 0.2, 0, H + 0.22, [], 3, (W - 0.3, 0, 0), (0, 0, 1)), "outside")])
    d0, d1, _, dh = DOOR
    s.add("wall south", [(wall(-E, -W, 0, H, [(-d1, -d0, -1, dh)], 0.4, (0, 0, S), (-1, 0, 0)), "plaster"),
                         (wall(W - 0.3, E + 0.3, 0, H + 0.22, [(d0, d1, -1, dh)], 1.5, (0, 0, S + 0.16), (1, 0, 0)), "plaster"), *reveal_z(S, 0.16, DOOR)])
    beams = [block(x - 0.075, x + 0.075, H - 0.16, H + 0.01, N, S, bevel=0.008, fine=0.8) for x in (-2.05, -0.1, 1.85)]
    s.add("beams", (join(beams), "beam"))


def reveal_x(x, depth, hole):
    """The four sides of an opening in an east wall."""
    z0, z1, y0, y1 = hole
    w = lambda a, b, o, r, u: (wall(0, a, 0, b, cell=0.4, origin=o, right=r, up=u), "plaster")
    return [w(depth, y1 - y0, (x, y0, z0), (1, 0, 0), (0, 1, 0)), w(depth, y1 - y0, (x + depth, y0, z1), (-1, 0, 0), (0, 1, 0)),
            w(depth, z1 - z0, (x, y1, z0), (1, 0, 0), (0, 0, 1)),
            w(depth, z1 - z0, (x, y0, z1), (1, 0, 0), (0, 0, -1))]


def reveal_z(z, depth, hole):
    """The sides of an opening in a wall at z that is `depth` thick towards its outside."""
    x0, x1, y0, y1 = hole
    a = abs(depth)
    far = z + depth
    out = []
    if depth < 0:
        out += [(wall(0, a, 0, y1 - y0, cell=0.4, origin=(x0, y0, z), right=(0, 0, -1), up=(0, 1, 0)), "plaster"),
                (wall(0, a, 0, y1 - y0, cell=0.4, origin=(x1, y0, far), right=(0, 0, 1), up=(0, 1, 0)), "plaster"),
                (wall(0, x1 - x0, 0, a, cell=0.4, origin=(x0, y1, far), right=(1, 0, 0), up=(0, 0, 1)), "plaster"),
                (wall(0, x1 - x0, 0, a, cell=0.4, origin=(x0, y0, z), right=(1, 0, 0), up=(0, 0, -1)), "plaster")]
    else:
        out += [(wall(0, a, 0, y1 - y0, cell=0.4, origin=(x0, y0, far), right=(0, 0, -1), up=(0, 1, 0)), "trim"),
                (wall(0, a, 0, y1 - y0, cell=0.4, origin=(x1, y0, z), right=(0, 0, 1), up=(0, 1, 0)), "trim"),
                (wall(0, x1 - x0, 0, a, cell=0.4, origin=(x0, y1, z), right=(1, 0, 0), up=(0, 0, 1)), "trim")]
    return out


def trim(s):
    z0, z1, y0, y1 = EAST
    east = dict(x=E, yaw=-90)
    s.add("window east", j.window(z1 - z0, y1 - y0, 3, 2, 3, open_light=None), E + 0.16, y0, z0, yaw=-90)
    s.add("sill east", j.sill(z1 - z0, 0.24), E + 0.16, y0 + 0.012, z0, yaw=-90)
    s.add("architrave east", j.architrave(z1 - z0, y1 - y0, sill_too=False), E, y0, z0, yaw=-90)
    x0, x1, b0, b1 = NORTH
    s.add("window north", j.window(x1 - x0, b1 - b0, 2, 2, 2), x0, b0, N - 0.16)
    s.add("sill north", j.sill(x1 - x0, 0.22, mat="trim"), x0, b0 + 0.012, N - 0.16)
    s.add("architrave door", j.architrave(DOOR[1] - DOOR[0], DOOR[3]), DOOR[1], 0, S, yaw=180)
    s.add("hall door", j.door(0.82, 2.02), DOOR[0] + 0.01, 0, S + 0.03, yaw=98)
    # panelling and skirting; east below the window, west and south beside what stands there
    s.add("panelling east", moved(j.panelling(S - N, 0.80), yaw=-90, x=E, z=N) + moved(j.skirting(S - N), yaw=-90, x=E - 0.012, z=N))
    s.add("panelling west", moved(j.panelling(S - N, 1.0), yaw=90, x=W, z=S) + moved(j.skirting(S - N), yaw=90, x=W + 0.012, z=S))
    a, b = W, DOOR[0] - 0.085
    c, d = DOOR[1] + 0.085, E
    s.add("panelling south", moved(j.panelling(b - a), yaw=180, x=b, z=S) + moved(j.panelling(d - c), yaw=180, x=d, z=S)
          + moved(j.skirting(b - a), yaw=180, x=b, z=S - 0.012) + moved(j.skirting(d - c), yaw=180, x=d, z=S - 0.012))
    s.add("panelling north", moved(j.panelling(E - 2.02), x=2.02, z=N) + moved(j.skirting(E - 2.02), x=2.02, z=N + 0.012))
    s.add("cornice", [(join([block(W, E, H - 0.05, H, N, N + 0.05, bevel=0.018), block(W, E, H - 0.05, H, S - 0.05, S, bevel=0.018),
                             block(W, W + 0.05, H - 0.05, H, N, S, bevel=0.018), block(E - 0.05, E, H - 0.05, H, N, S, bevel=0.018)]), "trim")])
    s.add("curtain rod", j.rod(3.5), E - 0.10, 2.44, -1.75, yaw=-90)
    s.add("curtain left", j.curtain(0.50, 2.34, 7, seed=5), E - 0.10, 2.42, -1.72, yaw=-90)
    s.add("curtain right", j.curtain(0.50, 2.34, 7, seed=9), E - 0.10, 2.42, 1.22, yaw=-90)
    for k, (x, y, z, yaw, kind) in enumerate(((-1.25, 1.18, S, 180, "switch"), (1.5, 0.32, S, 180, "socket"), (W, 0.32, 1.5, 90, "socket"), (-1.0, 1.12, N + 0.008, 0, "socket"), (1.3, 1.12, N + 0.008, 0, "socket"), (E - 0.013, 0.32, 1.8, -90, "socket"))):
        lift = 0.013 if kind == "socket" and y < 0.5 else 0.0
        s.add(f"{kind} {k + 1}", j.socket(kind == "socket", kind == "switch"), x - (lift if yaw == -90 and x < E - 0.02 else 0) + (0.013 if yaw == 90 else 0), y, z - (0.013 if yaw == 180 and y < 1 else 0), yaw=yaw)


def fitted(s):
    """Along the north wall."""
    s.add("fridge", f.fridge(), -3.16, 0, N + 0.34)
    base = [(-2.8, 0.8, 2, 0), (-1.1, 0.5, 0, 3), (0.55, 0.6, 1, 1), (1.15, 0.8, 2, 0)]
    for k, (x, w, d, r) in enumerate(base):
        s.add(f"cupboard {k + 1}", f.cupboard(w, doors=d, drawers=r), x, 0, N)
    s.add("sink cupboard", f.cupboard(1.15, h=0.64, doors=2), -0.6, 0, N)
    s.add("sink cheeks", (join([block(-0.605, -0.395, 0.645, 0.86, N, N + 0.585, bevel=0.003), block(0.355, 0.552, 0.645, 0.86, N, N + 0.585, bevel=0.003)]), "cupboard"))
    s.add("sink", f.sink(0.74, 0.46), -0.02, 0.895, N + 0.35)
    z1 = N + 0.63
    tops = [block(-2.82, -2.0, 0.86, 0.9, N, z1, bevel=0.005), block(-1.1, -0.40, 0.86, 0.9, N, z1, bevel=0.005), block(0.36, 1.97, 0.86, 0.9, N, z1, bevel=0.005),
            block(-0.41, 0.37, 0.86, 0.8995, N, N + 0.115, bevel=0.004)]
    s.add("worktop", (join(tops), "oak"))
    s.add("range", f.range_cooker(), -1.55, 0, N + 0.02)
    s.add("splashback", (join([wall(-2.82, NORTH[0] - 0.02, 0.9, 1.5, [], 0.4, (0, 0, N + 0.008)), wall(NORTH[0] - 0.02, NORTH[1] + 0.02, 0.9, NORTH[2] - 0.02, [], 0.4, (0, 0, N + 0.008)),
                               wall(NORTH[1] + 0.02, 1.97, 0.9, 1.5, [], 0.4, (0, 0, N + 0.008))]), "tiles"))
    s.add("tile edge", (join([block(-2.82, NORTH[0] - 0.02, 1.498, 1.518, N, N + 0.012, bevel=0.005), block(NORTH[1] + 0.02, 1.97, 1.498, 1.518, N, N + 0.012, bevel=0.005)]), "glazed_teal"))
    for k, (x, y, w) in enumerate(((-2.75, 1.62, 0.78), (-2.75, 1.98, 0.78), (0.78, 1.62, 1.16), (0.78, 1.98, 1.16))):
        s.add(f"shelf {k + 1}", j.shelf(w), x, y, N)


def crockery(s):
    put = s.put
    m = s.mesh
    m("mug cream", t.mug()); m("mug teal", t.mug("glazed_teal")); m("mug brown", t.mug("glazed_brown"))
    m("plates", t.plates(7)); m("side plates", t.plates(5, 0.09)); m("bowl", t.bowl()); m("bowl teal", t.bowl(0.075, 0.06, "glazed_teal"))
    m("standing plate", t.standing_plate()); m("standing plate teal", t.standing_plate(0.115, "glazed_teal"))
    m("jug", t.jug()); m("jug cream", t.jug("glazed", 0.24)); m("jar", t.jar()); m("jar small", t.jar("straw", 0.04, 0.11))
    m("bottle green", t.bottle()); m("teapot", t.teapot()); m("pan", t.pan()); m("loaf", t.loaf()); m("bread board", t.board())
    for k in range(4):
        m(f"tin {k + 1}", t.tin(f"label_{k}", 0.042 + 0.005 * k, 0.10 + 0.02 * k))
    y1, y2, z = 1.62, 1.98, N + 0.11
    for x, y, what in ((-2.62, y1, "tin 1"), (-2.5, y1, "tin 3"), (-2.38, y1, "jar"), (-2.25, y1, "jar"), (-2.12, y1, "jar small"), (-2.6, y2, "jug cream"), (-2.36, y2, "bowl"), (-2.15, y2, "tin 4"),
                       (0.93, y1, "plates"), (1.2, y1, "side plates"), (1.42, y1, "mug cream"), (1.55, y1, "mug teal"), (1.68, y1, "mug cream"), (1.81, y1, "mug brown"),
                       (0.95, y2, "bowl"), (1.15, y2, "bowl teal"), (1.33, y2, "jug"), (1.56, y2, "tin 2"), (1.68, y2, "jar"), (1.82, y2, "bottle green")):
        put(what, x, y, z + (0.012 if "bowl" in what else 0), yaw=int(x * 700) % 360)
    c = 0.9
    for x, zz, what, yaw in ((-2.62, N + 0.17, "tin 4", 40), (-2.47, N + 0.15, "jar", 0), (-2.3, N + 0.2, "bottle green", 0), (-2.2, N + 0.16, "bottle green", 0), (1.55, N + 0.3, "bread board", 8), (1.56, N + 0.3, "loaf", 66),
                             (0.62, N + 0.18, "plates", 0), (0.66, N + 0.42, "mug brown", 200), (1.86, N + 0.16, "jug cream", 120), (-0.72, N + 0.16, "jar", 0), (-0.98, N + 0.14, "tin 2", 0)):
        put(what, x, c + (0.02 if what == "loaf" else 0), zz, yaw=yaw)
    s.add("kettle", t.kettle(), -1.34, 0.952, N + 0.32, yaw=-28)
    put("pan", -1.76, 0.952, N + 0.32, yaw=-110)
    s.add("utensils", t.utensils(), -2.08, c, N + 0.22)
    s.add("tea towel range", t.cloth(0.44, 0.44, mat="cloth", seed=21), -1.72, 0.82, N + 0.02 + 0.655)
    s.add("tea towel range 2", t.cloth(0.30, 0.36, mat="cloth_blue", seed=22), -1.30, 0.82, N + 0.02 + 0.655)
    s.add("dish cloth", t.draped(0.3, 0.22, 23, "cloth_blue", 0.02), 0.52, c + 0.001, N + 0.45, yaw=14)
    s.add("lemons", moved(t.bowl(0.13, 0.07, "glazed_teal"), 0, 0, 0) + moved(t.fruit(7, 0.030, 5, spread=0.06), 0, 0.03, 0), 1.05, c, N + 0.35)
    s.add("herb", t.potted(31, 0.06, 0.10, n=34, length=0.05, width=0.018, rise=0.16, spread=0.7), -0.35, NORTH[2] + 0.012, N - 0.05)
    s.add("geranium", t.potted(32, 0.065, 0.11, n=24, length=0.075, width=0.042, rise=0.2, droop=0.3, spread=0.9), 0.38, NORTH[2] + 0.012, N - 0.05)
    s.add("bottle on sill", t.bottle("glass_green", 0.03, 0.22), 0.06, NORTH[2] + 0.012, N - 0.07)


def dining(s):
    cx, cz = 1.0, 0.3
    s.add("rug", (wall(-1.2, 1.2, -0.85, 0.85, cell=0.25, right=(1, 0, 0), up=(0, 0, -1)).at(0, 0.011, 0).bent(lambda p: p + np.column_stack([0 * p[:, 0], 0.002 * np.sin(p[:, 0] * 7) * np.sin(p[:, 2] * 9), 0 * p[:, 0]])), "rug"), cx - 0.1, 0, cz)
    s.add("rug edge", (join([block(-1.21, 1.21, 0, 0.012, z - 0.008, z + 0.008, bevel=0.005) for z in (-0.85, 0.85)] + [block(x - 0.008, x + 0.008, 0, 0.012, -0.85, 0.85, bevel=0.005) for x in (-1.2, 1.2)]), "rush"), cx - 0.1, 0, cz)
    s.add("table", f.table(1.8, 0.9, 0.75, "table"), cx, 0, cz)
    s.mesh("chair", f.chair())
    for x, z, yaw in ((0.62, -0.33, 4), (1.45, -0.30, -9), (-0.22, 0.33, 82), (1.28, 1.02, 196)):
        s.put("chair", x, 0, z, yaw=yaw)
    y = 0.751
    s.add("letter", t.letter(), 0.66, y, 0.02, yaw=186)
    s.add("envelope", t.envelope(), 0.90, y, 0.10, yaw=152)
    s.put("teapot", 1.34, y, 0.33, yaw=140)
    s.put("mug brown", 0.93, y, -0.06, yaw=40)
    s.put("mug cream", 1.42, y, 0.52, yaw=200)
    s.add("flowers", moved(t.jug("glazed_teal", 0.2)) + moved(t.dried(7, 20, 0.26), y=0.12), 1.62, y, 0.08, yaw=30)
    s.put("side plates", 0.34, y, 0.42)
    s.add("fruit", moved(t.bowl(0.15, 0.075, "glazed")) + moved(t.fruit(8, 0.032, 15, spread=0.075), 0, 0.035, 0), 1.05, y, 0.46)
    s.add("napkin", t.draped(0.26, 0.22, 33, "napkin", 0.018), 0.30, y, 0.16, yaw=24)
    s.add("spectacles", t.spectacles(), 0.44, y, 0.02, yaw=160)
    s.add("newspaper", [(box(0.30, 0.012, 0.40, 0.004).at(0, 0.006), "paper"), (j.quad(0.294, 0.394).turn(pitch=-90).at(y=0.0128), "newspaper")], 1.66, y, 0.50, yaw=-14)
    s.add("pendant", f.pendant(0.92), cx, H, cz)
    s.add("scarf on chair", t.cloth(0.26, 0.42, mat="scarf", seed=41), -0.50, 0.90, 0.36, yaw=-98)


def walls(s):
    z0, y0 = EAST[0], EAST[2] + 0.014
    for k, (z, what) in enumerate(((-1.10, "a"), (-0.72, "b"), (0.55, "c"), (0.98, "d"))):
        if what == "a":
            p = t.potted(51, 0.09, 0.14, n=30, length=0.12, width=0.04, rise=0.26, droop=0.6)
        elif what == "b":
            p = t.potted(52, 0.06, 0.09, "glazed", n=40, length=0.045, width=0.016, rise=0.10, spread=0.8, mat="leaf_grey")
        elif what == "c":
            p = [(g.at(), m) for g, m in t.bottle("glass_green", 0.045, 0.2)]
        else:
            p = t.potted(54, 0.075, 0.12, n=22, length=0.15, width=0.032, rise=0.2, droop=0.9)
        s.add(f"sill plant {k + 1}", p, E + 0.06, y0, z, yaw=k * 70)
    s.put("mug cream", E + 0.02, y0, 0.30, yaw=77)
    s.add("sill books", j.books(4, 0.2, 61, 0.2), E + 0.10, y0, -0.42, yaw=-90)
    # coats and boots in the north-east corner
    s.add("coat rail", [(block(0, 1.1, 0, 0.10, 0, 0.022, bevel=0.006), "oak")] + [(join([tube([(0.12 + 0.21 * i, 0.05, 0.02), (0.12 + 0.21 * i, 0.055, 0.07), (0.12 + 0.21 * i, 0.085, 0.085)], 0.006, 7) for i in range(5)]), "brass")], 2.18, 1.62, N + 0.004)
    s.add("oilskin", f.coat("oilskin", 3, 0.98), 2.52, 1.70, N + 0.04)
    s.add("navy coat", f.coat("coat_navy", 8, 0.88), 2.95, 1.69, N + 0.04)
    s.add("boot bench", f.bench(0.95), 2.75, 0, N + 0.24)
    s.mesh("boots", f.boots())
    s.put("boots", 2.55, 0, N + 0.22, yaw=8)
    s.put("boots", 2.90, 0, N + 0.24, yaw=-14)
    s.add("basket", [(lathe([(0, 0), (0.15, 0), (0.16, 0.02), (0.19, 0.2), (0.195, 0.215), (0.185, 0.215), (0.15, 0.03), (0, 0.02)], 28), "rush")] + moved(t.draped(0.26, 0.22, 64, "cloth_blue", 0.06), y=0.15), 3.0, 0.46, N + 0.24)
    # west wall: dresser with books, crockery and the lamp; clock
    dz = -0.35
    s.add("dresser", f.dresser(), W + 0.014, 0, dz, yaw=90)
    on = lambda name, along, y, out, yaw=0, **k: s.put(name, W + 0.014 + out, y, dz - along, yaw=90 + yaw, **k)
    for i, a in enumerate((-0.56, -0.28, 0.0, 0.28, 0.56)):
        on("standing plate" if i % 2 else "standing plate teal", a, 1.28, 0.02)
    for i, a in enumerate((-0.3, -0.02, 0.26)):
        on("standing plate", a, 1.62, 0.02)
    for a, y, what in ((-0.5, 0.89, "jug cream"), (-0.6, 0.89, "tin 3"), (0.62, 1.62, "jug"), (-0.58, 1.62, "teapot"), (0.5, 1.95, "jar"), (0.62, 1.95, "jar")):
        on(what, a, y, 0.13)
    s.add("dresser books", j.books(12, 0.42, 66), W + 0.20, 0.89, dz - 0.08, yaw=90)
    s.add("shelf lamp", f.table_lamp(), W + 0.26, 0.89, dz - 0.52)
    s.add("lamp cable", j.cable([(W + 0.2, 0.9, dz - 0.55), (W + 0.05, 0.9, dz - 0.72), (W + 0.03, 0.6, dz - 0.78), (W + 0.03, 0.34, dz - 0.80)]))
    s.add("clock", moved([(lathe([(0, 0), (0.165, 0), (0.17, 0.01), (0.165, 0.04), (0.15, 0.045), (0.146, 0.03), (0, 0.028)], 40).turn(pitch=90), "darkwood"), (j.quad(0.29, 0.29).at(z=0.031), "clock_face")], yaw=90), W + 0.004, 1.86, 1.2)
    s.add("picture coast", j.picture(0.62, 0.46, image="picture_0"), W + 0.004, 1.62, -1.62 + 0.1, yaw=90)
    # south wall
    s.add("mirror", j.mirror(0.54, 0.74), -1.08, 1.62, S - 0.004, yaw=180)
    s.add("picture boat", j.picture(0.46, 0.56, image="picture_1"), -0.45, 1.66, S - 0.004, yaw=180)
    s.add("photograph", j.picture(0.34, 0.28, image="picture_2", mount=0.035), 0.15, 1.74, S - 0.004, yaw=180)
    s.add("chart", j.picture(0.86, 0.66, image="picture_3", mount=0.02), 1.15, 1.64, S - 0.004, yaw=180)
    s.add("radiator", j.radiator(1.2), 0.3, 0, S - 0.014, yaw=180)
    s.add("settle", f.bench(1.3, 0.4, 0.46, "darkwood"), 2.4, 0, S - 0.26)
    s.add("settle cushion", [(box(0.5, 0.12, 0.42, 0.055, fine=0.2), "curtain")], 2.75, 0.53, S - 0.27, yaw=6)
    s.add("settle books", j.books(3, 0.2, 67, 0.22, lean=False), 1.95, 0.47, S - 0.22, yaw=90)
    s.add("floor plant", t.potted(71, 0.17, 0.28, "glazed_teal", n=34, length=0.26, width=0.085, rise=0.75, droop=0.55, spread=1.5), 3.15, 0, 1.95)


def hall(s):
    """What the open door shows."""
    z1 = S + 1.5
    s.add("hall floor", (wall(-3.1, -0.6, -z1, -S, cell=0.4, right=(1, 0, 0), up=(0, 0, -1)), "floor"))
    s.add("hall walls", [(wall(0.6, 3.1, 0, H, [], 0.5, (0, 0, z1), (-1, 0, 0)), "plaster"), (wall(-z1, -S, 0, H, [], 0.5, (-3.1, 0, 0), (0, 0, -1)), "plaster"),
                         (wall(S, z1, 0, H, [], 0.5, (-0.6, 0, 0), (0, 0, 1)), "plaster"), (wall(-3.1, -0.6, S, z1, [], 0.6, (0, H, 0), (1, 0, 0), (0, 0, 1)), "ceiling"),
                         (wall(-3.2, -0.5, -z1 - 0.1, -S, [], 3, (0, H + 0.2, 0), (1, 0, 0), (0, 0, -1)), "outside"), (wall(-3.2, -0.5, 0, H + 0.2, [], 3, (0, 0, z1 + 0.1), (1, 0, 0)), "outside"),
                         (wall(S, z1 + 0.1, 0, H + 0.2, [], 3, (-3.2, 0, 0), (0, 0, 1)), "outside"), (wall(-z1 - 0.1, -S, 0, H + 0.2, [], 3, (-0.5, 0, 0), (0, 0, -1)), "outside")])
    s.add("hall panelling", moved(j.panelling(2.5), yaw=180, x=-0.6, z=z1) + moved(j.skirting(2.5), yaw=180, x=-0.6, z=z1 - 0.012))
    s.add("hall coat", f.coat("coat_navy", 13, 0.9), -2.2, 1.72, z1 - 0.03, yaw=180)
    s.add("hall picture", j.picture(0.4, 0.5, image="picture_0"), -1.55, 1.62, z1 - 0.004, yaw=180)


def outside(s):
    """Between the window and the backing: the terrace, a rail, pots, a mast and its rigging."""
    s.add("terrace", (wall(E + 0.3, 10.2, -7.5, 7.5, cell=1.2, right=(1, 0, 0), up=(0, 0, -1)), "terrace"))
    s.add("terrace north", (wall(-4.5, E + 0.3, -N + 0.3, 6.2, cell=1.2, right=(1, 0, 0), up=(0, 0, -1)), "terrace"))
    posts = [tube([(6.6, 0, z), (6.6, 0.98, z)], 0.026, 12) for z in np.arange(-6, 6.1, 1.5)]
    rails = [tube([(6.6, y, -7), (6.6, y, 7)], 0.02, 10) for y in (0.55, 0.96)]
    s.add("quay rail", (join(posts + rails), "iron"))
    mast = [tube([(8.6, 0, -1.15), (8.64, 4.9, -1.12)], [0.075, 0.055], 14), tube([(8.6, 1.2, -1.15), (8.4, 1.5, 2.6)], 0.05, 12)]
    rig = [tube([(8.64, 4.8, -1.12), (8.5, 0.2, z)], 0.009, 6) for z in (-3.4, 0.6, 4.5)]
    furl = tube([(8.58, 1.32, -0.9), (8.5, 1.44, 0.8), (8.42, 1.60, 2.4)], [0.10, 0.14, 0.07], 14)
    s.add("moored boat", [(join(mast), "pine"), (join(rig), "black"), (furl, "cloth")])
    s.add("terrace pots", moved(t.potted(81, 0.2, 0.34, n=44, length=0.22, width=0.06, rise=0.5, spread=2.2), 5.2, 0, 1.9) + moved(t.potted(82, 0.16, 0.26, n=36, length=0.16, width=0.05, rise=0.4, spread=1.8), 4.9, 0, -2.1))


def backing():
    s = Stage("kitchen-backing")
    s.material("backing", picture=pictures.backing(2048, 640, seed=5, horizon=0.70), emit=True, level=1.0, casts=False)
    
    def curved(u, v):
        a = (u - 0.5) * 1.5
        return 3.5 + 7.2 * np.cos(a) - 0.2, 5.0 * v, 10.5 * np.sin(a)
    from kit.shapes import sheet
    g = sheet(curved, 24, 6)
    # seen from the room (from -X): right is +Z
    s.add("backing east", (g if g.n[:, 0].mean() < 0 else Geo(g.v, -g.n, g.uv, g.t[:, ::-1]), "backing"))
    flat = wall(-3.2, 3.2, 0, 3.9, cell=1.6, origin=(0, 0, -5.6), right=(1, 0, 0))
    flat.uv = np.column_stack([0.15 + (flat.v[:, 0] + 3.2) / 6.4 * 0.5, 1 - flat.v[:, 1] / 5.0])
    s.add("backing north", (flat, "backing"))
    s.write()
    return s


def views(folder, only):
    look.sky((0.75, 0.85, 1.0), 1.0)
    look.lamp((9.0, 3.7, 1.9), (0.7, 1.0, -0.3), watts=26000, colour=(1, 0.80, 0.56), size=0.12, cone=40)
    look.lamp((4.6, 2.2, 0.0), (1.5, 1.1, 0), watts=700, colour=(0.72, 0.85, 1), size=2.4)
    look.lamp((0.2, 1.75, -4.0), (0.0, 1.0, -1.0), watts=260, colour=(0.72, 0.85, 1), size=1.3)
    look.lamp((1.0, 1.68, 0.3), watts=10, colour=(1, 0.66, 0.34), size=0.03)
    look.lamp((-3.24, 1.21, -0.87), watts=5, colour=(1, 0.62, 0.3), size=0.03)
    look.lamp((-1.9, 2.3, 3.3), watts=8, colour=(1, 0.72, 0.44), size=0.06)
    shots = dict(master=((-2.85, 1.38, 1.60), (1.3, 1.10, 0.05), 35), window=((-0.6, 1.5, 0.9), (3.5, 1.35, -0.1), 40), west=((2.6, 1.45, 0.6), (-1.0, 1.15, -0.1), 29),
                 stove=((0.9, 1.5, 0.9), (-1.1, 1.1, -2.2), 35), table=((-0.1, 1.25, 0.85), (0.9, 0.78, 0.1), 47), letter=((0.50, 1.28, 0.55), (0.68, 0.76, 0.03), 58),
                 south=((-1.4, 1.5, -1.4), (0.7, 1.2, 2.5), 29), top=((0, 9, 0.01), (0, 0, 0), 29))
    for name, (at, to, mm) in shots.items():
        if not only or name in only:
            plan = name == "top"
            look.shoot(Path(folder) / f"kitchen-{name}.png", at, to, mm, exposure=-2.0 if plan else 0.6, aspect=1.5 if plan else 2.39, width=900 if plan else 640,
                       samples=16 if plan else 64, without=("roof void", "ceiling", "beams") if plan else ())


def main():
    a = look.args()
    if "backing-only" not in a:
        s = Stage("kitchen", reach=0.45, dirt=0.6)
        materials(s)
        for part in (shell, trim, fitted, crockery, dining, walls, hall, outside):
            part(s)
        s.bake(16)
        s.write()
    b = backing()
    if a and a[0] == "look":
        look.build(s)
        look.build(b, fresh=False)
        views(a[1], a[2:])


main()
