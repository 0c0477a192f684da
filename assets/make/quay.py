"""Quay Street by night, Slack Water: writes assets/models/quay. Run by `blender -b -P quay.py`; with `-- look DIR
[names]` it also renders views. X runs along the quay, +Z to the water; the street is at y = 0, the water at -1.5."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import numpy as np  # noqa: E402

from kit import harbour as h, joinery as j, look, pictures, tableware as t  # noqa: E402
from kit.shapes import ball, block, box, curve, join, lathe, sheet, tube, wall  # noqa: E402
from kit.stage import Stage  # noqa: E402

FRONT, KERB, ROAD, EDGE, WATER = -6.0, -4.1, 2.2, 5.0, -1.5
LAMPS = (-13.0, -2.6, 8.2)   # along the kerb


def moved(parts, x=0, y=0, z=0, yaw=0, pitch=0, roll=0):
    return [(g.turn(yaw, pitch, roll).at(x, y, z), m) for g, m in parts]


def materials(s):
    m = s.material
    m("setts", "setts", "#e6e4e0")
    m("asphalt", "asphalt")
    m("flags", "masonry", "#c2beb6", rough=0.62, tile=3.2)
    m("stone", "masonry", "#d8d2c6", rough=0.8)
    m("quay_wall", "masonry", "#8b8f86", rough=0.75)
    m("brick", "brick")
    m("render_a", "render_", "#8d8f86")
    m("render_b", "render_", "#5f7675")
    m("render_c", "render_", "#b19a72")
    m("slate", "slate")
    m("trim", "paint", "#c9c3b2")
    m("trim_dark", "paint", "#33443f")
    m("door_teal", "paint", "#2f5654")
    m("door_red", "paint", "#8f2f1c")
    m("brass", "steel", "#b9924f", rough=1.2)
    m("steel", "steel")
    m("galvanised", "steel", "#a9adad", rough=1.6)
    m("iron", "iron", "#b8b4ae")
    m("lamp_iron", "enamel", "#20302e")
    m("pine", "pine", "#b59c78", rough=0.8)
    m("roughboards", "roughboards", "#cfc2ae")
    m("hull", "enamel", "#2f5257", tile=2.0)
    m("hull_small", "enamel", "#8d3620", tile=1.4)
    m("boat_white", "enamel", "#cfc9b8", tile=2.0)
    m("white", "enamel", "#e6e0d2")
    m("accent", "enamel", "#d2481c", rough=1.0)
    m("fishbox", "enamel", "#3f7a80")
    m("fishbox_ochre", "enamel", "#b98a38")
    m("rope", "rope")
    m("net", "net", tile=0.16)
    m("netting", "net", alpha=0.55, tile=0.2, casts=False)
    m("tarpaulin", "linen", "#4b5e52", rough=0.6, tile=0.6)
    m("water", "water", rough=1.0, relief=0.8)
    m("terracotta", "enamel", "#9c5d3d")
    m("soil", "net", "#2a2018")
    m("leaf", "net", "#6f8050", tile=1.0)
    m("stem", "rope", "#5b5a34")
    m("glass", None, "#dfe6e4", rough=0.04, alpha=0.12, transmission=0.9, casts=False)
    m("dark", None, "#06090c", rough=0.08)
    m("lamp_glow", None, "#fff0d0", emit="#ffcf8c", level=1.0, casts=False)
    m("bulb", None, "#fff0d0", emit="#ffc274", level=0.85, casts=False)
    m("red_glow", None, "#401008", emit="#ff3a1c", level=0.7, casts=False)
    m("rooms", picture=pictures.rooms(), emit=True, level=0.16, casts=False)
    m("backing", picture=pictures.backing(2048, 512, seed=9, night=True, horizon=0.78), emit=True, level=0.07, casts=False)
    m("sign_bell", picture=pictures.sign("THE DROWNED BELL", "#223b3a", "#d9bf86"), rough=0.5)
    m("sign_carrow", picture=pictures.sign("CARROW & SONS", "#2a3138", "#d8d0bb", small="SHIP CHANDLERS · ROPE · CANVAS · PAINT"), rough=0.5)
    m("sign_ice", picture=pictures.sign("PENHALE ICE STORE No. 2", "#7c7866", "#2b2f30"), rough=0.7)
    m("sign_office", picture=pictures.sign("HARBOUR OFFICE", "#3a2f26", "#e0d6bd", 1024, 160), rough=0.5)


def ground(s):
    def flat(name, z0, z1, mat, y=0.0, cell=0.8, x0=-20.5, x1=20.5):
        s.add(name, (wall(x0, x1, -z1, -z0, cell=cell, origin=(0, y, 0), up=(0, 0, -1)), mat))
    flat("pavement", FRONT - 0.3, KERB - 0.28, "flags", 0.12)
    s.add("kerb", (join([block(x, x + 0.998, -0.2, 0.122, KERB - 0.28, KERB, bevel=0.022, fine=0.5) for x in np.arange(-20.5, 20.4, 1.0)]), "stone"))
    flat("street", KERB - 0.02, ROAD, "setts", 0.0, 0.7)
    flat("apron", ROAD, EDGE - 0.68, "asphalt", 0.0, 0.7)
    s.add("crane rails", (join([block(-20.5, 20.5, -0.05, 0.006, z - 0.032, z + 0.032, bevel=0.006, fine=2) for z in (2.45, 3.85)]), "steel"))
    s.add("gully", (join([block(x - 0.22, x + 0.22, -0.02, 0.004, KERB + 0.02, KERB + 0.32, bevel=0.006) for x in (-9, 5)] + [block(x - 0.18, x + 0.18, -0.01, 0.009, KERB + 0.05 + 0.05 * k, KERB + 0.075 + 0.05 * k, bevel=0.003) for x in (-9, 5) for k in range(5)]), "iron"))
    s.add("coping", (join([block(x, x + 1.595, -0.32, 0.035, EDGE - 0.68, EDGE, bevel=0.03, fine=0.5) for x in np.arange(-20.8, 20.4, 1.6)]), "stone"))
    s.add("quay wall", (wall(-20.5, 20.5, WATER - 0.2, -0.28, cell=0.8, origin=(0, 0, EDGE - 0.03)), "quay_wall"))
    s.add("timber fenders", (join([box(0.24, 1.7, 0.18, 0.02).at(x, -0.72, EDGE + 0.07) for x in np.arange(-18, 19, 3.2)]), "roughboards"))
    s.add("water", (wall(-24, 24, -16, -EDGE + 0.1, cell=3, origin=(0, WATER, 0), up=(0, 0, -1)), "water"))


def houses(s):
    up, low, Z = 3.5, 0.95, FRONT
    # from west to east: ice store, chandler, the alley, the pub, a house, the harbour office
    s.add("ice store", h.front(8.0, 7.6, [(0.9, 4.4, 1.0, 1.2, 1, 2, 3, None), (2.9, 4.4, 1.0, 1.2, 1, 2, 3, 3), (6.2, 4.4, 1.0, 1.2, 1, 2, 3, None), (0.8, 1.3, 1.1, 1.3, 1, 3, 4, None)], [], "brick", "trim_dark", roof=2.2), -20.0, 0.1, Z)
    gates = [block(k * 0.235, k * 0.235 + 0.232, 0, 2.9, 0, 0.05, bevel=0.006) for k in range(12)] + [block(0, 2.82, y, y + 0.16, 0.045, 0.085, bevel=0.008) for y in (0.35, 1.4, 2.4)]
    s.add("ice store doors", [(join(gates), "door_teal"), (block(-0.25, 3.07, 2.9, 3.2, -0.02, 0.10, bevel=0.02), "stone"), (join([block(x, x + 0.03, 1.0, 1.5, 0.08, 0.1) for x in (1.3, 1.5)]), "iron")], -17.4, 0.12, Z + 0.005)
    s.add("hoist", [(join([block(-0.09, 0.09, -0.1, 0.12, -0.1, 1.3, bevel=0.012)]), "roughboards"), (join([tube([(0, -0.1, 1.15), (0, -1.5, 1.15)], 0.012, 6), lathe([(0, 0), (0.07, 0.01), (0.09, 0.08), (0.05, 0.14), (0, 0.15)], 14).at(0, -0.28, 1.15), tube(curve([(0, -1.5, 1.15), (0.05, -1.62, 1.15), (0, -1.72, 1.15), (-0.06, -1.66, 1.15)], 12), 0.016, 6)]), "iron")], -16.0, 6.6, Z)
    s.add("chandler", h.front(7.0, 6.6, [(0.8, 3.75, 0.95, 1.35, 1, 2, 3, None), (3.0, 3.75, 0.95, 1.35, 1, 2, 3, 1), (5.2, 3.75, 0.95, 1.35, 1, 2, 3, None), (0.5, 0.75, 2.3, 1.75, 2, 2, 2, 0), (4.5, 0.75, 2.0, 1.75, 2, 2, 2, 2)],
                              [(3.2, 0.95, 2.2, "door_teal")], "render_c", "trim_dark", roof=1.9), -12.0, 0.12, Z)
    s.add("pub", h.front(7.4, 6.9, [(0.7, 3.9, 0.9, 1.3, 1, 2, 3, 3), (3.2, 3.9, 0.9, 1.3, 1, 2, 3, None), (5.6, 3.9, 0.9, 1.3, 1, 2, 3, 1), (0.6, 1.0, 1.6, 1.5, 2, 2, 3, 0), (5.0, 1.0, 1.8, 1.5, 2, 2, 3, 2)],
                         [(3.1, 1.0, 2.2, "door_red")], "render_b", "trim", roof=2.0), -3.4, 0.12, Z)
    s.add("house", h.front(5.6, 6.2, [(0.7, 3.6, 0.9, 1.3, 1, 2, 3, None), (3.5, 3.6, 0.9, 1.3, 1, 2, 3, 1), (3.3, 0.95, 1.3, 1.4, 2, 2, 3, None)], [(1.0, 0.92, 2.15, "door_teal")], "render_a", "trim", roof=2.1), 4.0, 0.12, Z)
    s.add("harbour office", h.front(9.0, 7.2, [(x, 4.1, 1.0, 1.5, 1, 2, 3, r) for x, r in ((0.7, None), (2.9, 2), (5.1, None), (7.2, 3))] + [(0.8, 1.0, 1.2, 1.7, 1, 2, 3, 2), (6.6, 1.0, 1.4, 1.7, 1, 2, 3, None)], [(3.7, 1.15, 2.35, "door_teal")], "brick", "trim", roof=2.3), 9.6, 0.12, Z)
    # the alley between chandler and pub, and gable ends that close the gaps
    a0, a1 = -5.0, -3.4
    s.add("alley", [(wall(0, 6, 0, 6.6, cell=0.9, origin=(a0, 0, Z), right=(0, 0, -1)), "brick"), (wall(0, 6, 0, 6.9, cell=0.9, origin=(a1, 0, Z - 6), right=(0, 0, 1)), "render_b"),
                    (wall(a0, a1, 0, 5, cell=0.8, origin=(0, 0, Z - 6)), "brick"), (wall(a0, a1, -Z, -Z + 6, cell=0.7, origin=(0, 0.1, 0), up=(0, 0, -1)), "setts")])
    s.add("alley steps", (join([block(a0, a1, 0.1 + 0.17 * k, 0.27 + 0.17 * k, Z - 6 + 0, Z - 3.2 - 0.3 * k, bevel=0.02) for k in range(4)]), "stone"))
    s.add("house gap", [(wall(0, 4, 0, 7, cell=1.2, origin=(9.6, 0, Z - 4), right=(0, 0, 1)), "brick")])
    s.add("east end", h.front(9.5, 6.4, [(1.2, 3.6, 0.95, 1.3, 1, 2, 3, 0), (4.2, 3.6, 0.95, 1.3, 1, 2, 3, None), (6.9, 1.1, 1.2, 1.4, 2, 2, 3, 3), (1.0, 1.1, 1.2, 1.4, 2, 2, 3, None)], [(4.0, 0.95, 2.15, "door_red")], "render_a", "trim", roof=2.0), 20.3, 0.05, FRONT + 0.2, yaw=-90)
    s.add("west end", h.front(5.6, 5.2, [(1.0, 3.2, 0.9, 1.1, 1, 2, 3, None), (3.6, 3.2, 0.9, 1.1, 1, 2, 3, 0), (0.8, 1.0, 1.2, 1.3, 2, 2, 3, None)], [(3.4, 0.95, 2.15, "door_teal")], "render_c", "trim_dark", roof=1.9), -20.4, 0.06, FRONT + 5.6, yaw=90)
    s.add("west end side", [(wall(-24.0, -20.4, 0, 5.2, cell=1.2, origin=(0, 0, FRONT + 5.6)), "render_c")])
    for name, x, y, w, hh, mat in (("sign chandler", -8.5, 2.95, 4.6, 0.86 * 0.75, "sign_carrow"), ("sign pub", 0.3, 3.08, 4.2, 0.62, "sign_bell"), ("sign ice", -16.0, 3.72, 4.4, 0.60, "sign_ice"), ("sign office", 13.9, 3.1, 3.4, 0.46, "sign_office")):
        s.add(name, [(box(w + 0.1, hh + 0.1, 0.05, 0.012).at(z=0.03), "trim_dark"), (j.quad(w, hh).at(z=0.0565), mat)], x, y, Z)
    s.mesh("drainpipe", h.drainpipe(6.5))
    for x in (-12.1, -5.15, -3.3, 4.02, 9.5, 18.4):
        s.put("drainpipe", x, 0.12, Z)
    s.mesh("wall lamp", h.wall_lamp())
    for x, y in ((-8.3, 2.62), (0.2, 2.66), (13.9, 2.78), (-15.9, 3.34)):
        s.put("wall lamp", x, y, Z + 0.02)
    s.add("pub lantern", [(lathe([(0, -0.12), (0.08, -0.11), (0.1, 0), (0.07, 0.11), (0, 0.12)], 16, sharp=False), "red_glow"), (join([tube([(0, 0.3, -0.42), (0, 0.3, 0), (0, 0.12, 0)], 0.012, 7)]), "lamp_iron")], -2.2, 2.55, Z + 0.42)
    s.add("hanging sign", [(box(0.06, 0.7, 0.9, 0.012), "sign_bell"), (join([tube([(0, 0.5, -0.6), (0, 0.5, 0.5)], 0.016, 8), tube([(0, 0.5, -0.2), (0, 0.34, -0.2)], 0.008, 6), tube([(0, 0.5, 0.2), (0, 0.34, 0.2)], 0.008, 6)]), "lamp_iron")], 3.6, 3.4, Z + 0.62)
    chim = [block(-0.45, 0.45, 0, 1.5, -0.3, 0.3, bevel=0.02), block(-0.5, 0.5, 1.4, 1.52, -0.35, 0.35, bevel=0.02)]
    pots = [lathe([(0.11, 0), (0.12, 0.02), (0.09, 0.4), (0.11, 0.42), (0.08, 0.44)], 14).at(x, 1.5) for x in (-0.25, 0.25)]
    s.mesh("chimney", [(join(chim), "brick"), (join(pots), "terracotta")])
    for x, y in ((-12.4, 7.7), (-4.4, 7.9), (4.0, 7.7), (9.9, 7.9), (18.2, 8.6)):
        s.put("chimney", x, y, Z - 2.0)
    wires = [curve([(a, ya, Z + 0.08), ((a + b) / 2, min(ya, yb) - 0.16, Z + 0.10), (b, yb, Z + 0.08)], 14) for a, ya, b, yb in ((-19.5, 4.1, -12.2, 3.95), (-12.2, 3.55, -5.2, 3.5), (-3.3, 3.62, 3.9, 3.55), (4.1, 3.3, 9.4, 3.32), (9.7, 3.8, 18.3, 3.75))]
    s.add("facade cables", (join([tube(w, 0.011, 5) for w in wires]), "lamp_iron"))


def lights(s):
    s.mesh("street lamp", h.street_lamp())
    for x in LAMPS:
        s.put("street lamp", x, 0.12, KERB - 0.14)
    line, bulbs, caps = [], [], []
    for a, b in ((LAMPS[1], LAMPS[2]), (LAMPS[0], LAMPS[1])):
        p = curve([(a, 3.9, KERB), ((a * 3 + b) / 4, 3.35, KERB + 0.1), ((a + b) / 2, 3.12, KERB + 0.2), ((a + 3 * b) / 4, 3.35, KERB + 0.1), (b, 3.9, KERB)], 60)
        line.append(tube(p, 0.007, 5))
        for q in p[3:-3:4]:
            caps.append(lathe([(0, -0.05), (0.018, -0.05), (0.02, 0), (0, 0.012)], 10).at(*q))
            bulbs.append(ball(0.032, 0.040, 0.032, 10, 7).at(q[0], q[1] - 0.085, q[2]))
    s.add("festoon", [(join(line + caps), "lamp_iron"), (join(bulbs), "bulb")])
    s.add("quay lamp", moved(h.street_lamp(3.6, 0.5), yaw=180), -7.4, 0.03, EDGE - 1.0)
    s.add("quay lamp east", moved(h.street_lamp(3.6, 0.5), yaw=180), 12.6, 0.03, EDGE - 1.0)


def boats(s):
    bx, bz = -1.2, EDGE + 2.1
    boat = moved(h.hull(11.0, 3.3, 1.75, "hull"), y=-0.55)
    boat += moved(h.wheelhouse(), -1.9, 0.62, 0)
    mast = [tube([(2.3, 0.4, 0), (2.2, 6.2, 0)], [0.09, 0.06], 14), tube([(2.25, 1.8, 0), (-2.8, 3.2, 0)], 0.05, 10), tube([(-2.9, 2.6, 0), (-2.9, 4.4, 0)], 0.035, 10)]
    stays = [tube([(2.2, 6.1, 0), p], 0.010, 5) for p in ((5.1, 1.5, 0), (1.6, 1.15, 1.4), (1.6, 1.15, -1.4), (-2.9, 4.3, 0), (-5.2, 1.2, 0))]
    boat += [(join(mast), "pine"), (join(stays), "iron"), (join([block(0.6, 2.0, 0.5, 0.85, -0.6, 0.6, bevel=0.03)]), "roughboards")]
    boat += moved(h.heap(1.5, 1.1, 0.45, 3), -4.3, 0.55, 0) + moved([(lathe([(0, -0.06), (0.05, -0.05), (0.06, 0.05), (0, 0.08)], 12), "red_glow")], 2.2, 4.6, 0.12)
    boat += [(join([lathe([(0, -0.3), (0.13, -0.28), (0.17, -0.1), (0.17, 0.1), (0.13, 0.28), (0, 0.3)], 16).at(x, 0.55, -1.72) for x in (-3.5, -0.6, 2.2)]), "lamp_iron")]
    s.add("fishing boat", boat, bx, WATER + 0.1, bz, yaw=0)
    small = moved(h.hull(4.2, 1.5, 0.62, "hull_small", rise=0.22), y=-0.16) + [(join([block(x - 0.12, x + 0.12, 0.30, 0.335, -0.62, 0.62, bevel=0.006) for x in (-1.0, 0.3)]), "pine"), (join([tube([(-1.7, 0.40, -0.2), (1.5, 0.46, -0.34)], 0.022, 8), tube([(-1.7, 0.42, 0.25), (1.4, 0.46, 0.1)], 0.022, 8)]), "pine")]
    s.add("rowing boat", small, 9.0, WATER + 0.08, EDGE + 1.1, yaw=6)
    hull2 = moved(h.hull(9.0, 2.9, 1.6, "boat_white"), y=-0.5) + moved(h.wheelhouse(1.5, 1.6, 2.0), -1.4, 0.6, 0) + [(tube([(1.9, 0.4, 0), (1.85, 5.4, 0)], [0.08, 0.05], 12), "pine")]
    s.add("second boat", hull2, -13.5, WATER + 0.1, EDGE + 1.95, yaw=180)


def clutter(s):
    s.mesh("bollard", h.bollard())
    for x in (-16.5, -9.5, -4.0, 3.2, 10.2, 16.4):
        s.put("bollard", x, 0.03, EDGE - 0.42)
    for k, (x, ends) in enumerate(((-4.0, (-5.0, 0.1, EDGE + 1.2)), (3.2, (3.9, 0.25, EDGE + 1.45)), (10.2, (10.2, -0.85, EDGE + 0.75)), (-9.5, (-9.6, 0.1, EDGE + 0.9)), (-16.5, (-17.6, 0.2, EDGE + 1.2)))):
        z = EDGE - 0.42
        loop = [(x + 0.185 * np.cos(a), 0.42 + 0.02 * np.sin(3 * a), z + 0.185 * np.sin(a)) for a in np.linspace(4.6, 11.5, 14)]
        mid = ((x + ends[0]) / 2, 0.14 + ends[1] * 0.3, (z + ends[2]) / 2 + 0.1)
        s.add(f"mooring {k + 1}", h.rope(loop + [(x + 0.1 * np.sign(ends[0] - x), 0.3, z + 0.3), mid, ends], 0.022))
    s.add("chain", h.chain(curve([(4.3, 0.05, 3.2), (4.8, 0.05, 3.6), (5.5, 0.05, 3.4), (5.9, 0.05, 3.9), (5.6, 0.06, 4.5), (5.75, 0.08, 4.9), (5.8, -0.5, 5.05), (5.8, -1.4, 5.05)], 60), 0.15))
    s.mesh("rope coil", h.coil())
    s.mesh("rope coil small", h.coil(4, 0.24, 0.018, 4))
    for mesh, x, z, yaw in (("rope coil", -5.1, 4.1, 20), ("rope coil", 2.1, 3.9, 200), ("rope coil small", -10.3, 4.0, 90), ("rope coil small", 7.4, -3.2, 10)):
        s.put(mesh, x, 0.0, z, yaw=yaw)
    s.add("nets", h.heap(2.2, 1.5, 0.62, 5), -8.6, 0, 3.2, yaw=20)
    s.add("nets east", h.heap(1.6, 1.2, 0.45, 6), 7.0, 0, 3.6, yaw=130)
    s.mesh("fish box", h.fishbox())
    s.mesh("fish box ochre", h.fishbox("fishbox_ochre"))
    for k, (x, z, y, yaw) in enumerate(((-6.6, 3.4, 0, 8), (-6.62, 3.42, 0.2, 3), (-6.58, 3.38, 0.4, 12), (-6.6, 3.4, 0.6, 6), (-5.75, 3.55, 0, -14), (-5.72, 3.5, 0.2, -8), (0.7, 3.5, 0, 30), (0.72, 3.5, 0.2, 24), (0.7, 3.52, 0.4, 33), (1.4, 3.0, 0, 70),
                                        (5.2, -3.5, 0, 2), (5.2, -3.5, 0.2, -4), (5.22, -3.48, 0.4, 1), (-10.6, -5.3, 0.12, 4), (-10.6, -5.3, 0.32, -2))):
        s.put("fish box ochre" if k % 4 == 2 else "fish box", x, y, z, yaw=yaw)
    s.mesh("crate", h.crate())
    for x, y, z, yaw in ((-9.9, 0.12, -5.35, 3), (-9.1, 0.12, -5.4, -6), (-9.6, 0.67, -5.38, 12), (6.6, 0.12, -5.4, 4), (-7.9, 0, 2.0, 38), (-14.6, 0.0, 3.0, 15)):
        s.put("crate", x, y, z, yaw=yaw)
    s.mesh("barrel", h.barrel())
    for x, z in ((-4.35, -5.3), (-3.85, -5.55), (7.6, -5.3), (8.25, -5.45), (-15.2, 3.6)):
        s.put("barrel", x, 0.12 if z < KERB else 0.0, z, yaw=x * 40)
    s.mesh("dustbin", h.bin_())
    for x, z, yaw in ((4.6, -5.5, 20), (9.1, -5.45, 80), (-12.6, -5.4, 50)):
        s.put("dustbin", x, 0.12, z, yaw=yaw)
    s.mesh("lobster pot", h.lobster_pot())
    for x, y, z, yaw in ((11.6, 0, 3.3, 10), (12.3, 0, 3.4, -5), (11.9, 0.37, 3.35, 4), (11.65, 0, 2.7, 80), (-3.0, 0.0, 3.3, 30), (-2.4, 0.0, 3.55, 100)):
        s.put("lobster pot", x, y, z, yaw=yaw)
    s.add("lifebuoy", h.lifebuoy(), 2.6, 0.03, EDGE - 0.9, yaw=172)
    s.add("ladder", h.ladder(), 7.6, 0.03, EDGE + 0.02)
    s.add("tarpaulin", t.draped(1.9, 1.3, 91, "tarpaulin", 0.30), -12.3, 0.02, 3.2, yaw=25)
    rail = [tube([(x, 0.03, EDGE - 0.3), (x, 1.05, EDGE - 0.3)], 0.028, 10) for x in np.arange(13.5, 20.1, 1.6)] + [tube([(13.5, y, EDGE - 0.3), (20.2, y, EDGE - 0.3)], 0.022, 8) for y in (0.56, 1.03)]
    s.add("railing", (join(rail), "lamp_iron"))
    seat = [block(-0.9, 0.9, 0.43 + 0.0 * k, 0.465, -0.22 + 0.11 * k, -0.13 + 0.11 * k, bevel=0.006) for k in range(4)] + [block(-0.9, 0.9, 0.6 + 0.12 * k, 0.69 + 0.12 * k, -0.27 - 0.02 * k, -0.24 - 0.02 * k, bevel=0.006) for k in range(2)]
    legs = [tube(curve([(x, 0, 0.2), (x, 0.42, 0.17), (x, 0.44, -0.2), (x, 0.85, -0.30)], 14), 0.022, 8) for x in (-0.7, 0.7)] + [tube([(x, 0, -0.26), (x, 0.43, -0.2)], 0.022, 8) for x in (-0.7, 0.7)]
    s.add("bench", [(join(seat), "roughboards"), (join(legs), "iron")], 1.9, 0.12, -5.45)
    s.add("pub board", [(join([box(0.62, 0.95, 0.025, 0.006).turn(pitch=-12).at(0, 0.48, 0.12), box(0.62, 0.95, 0.025, 0.006).turn(pitch=12).at(0, 0.48, -0.12)]), "trim_dark")], 2.6, 0.12, -4.8, yaw=15)
    cart = [block(-0.8, 0.8, 0.5, 0.54, -0.4, 0.4, bevel=0.006)] + [block(-0.8, 0.8, 0.54, 0.72, z - 0.012, z + 0.012, bevel=0.004) for z in (-0.39, 0.39)] + [tube([(0.7, 0.5, z), (2.0, 0.62, z)], 0.025, 8) for z in (-0.33, 0.33)] + [tube([(1.9, 0.61, -0.33), (1.9, 0.61, 0.33)], 0.02, 8)] + [block(0.72, 0.78, 0, 0.5, z - 0.03, z + 0.03, bevel=0.006) for z in (-0.3, 0.3)]
    a = np.linspace(0, 2 * np.pi, 37)
    wheels = []
    for z in (-0.46, 0.46):
        wheels += [tube(np.column_stack([0.42 * np.cos(a) - 0.15, 0.42 * np.sin(a) + 0.43, 0 * a + z]), 0.022, 8, caps=False)] + [tube([(-0.15, 0.43, z), (-0.15 + 0.41 * np.cos(q), 0.43 + 0.41 * np.sin(q), z)], 0.012, 6) for q in np.arange(10) * 0.628]
    s.add("hand cart", [(join(cart), "roughboards"), (join(wheels + [tube([(-0.15, 0.43, -0.5), (-0.15, 0.43, 0.5)], 0.02, 8)]), "iron")], -7.3, 0.0, -3.0, yaw=24)
    s.add("window box", moved([(block(-0.8, 0.8, 0, 0.2, 0, 0.22, bevel=0.01), "trim_dark")] + [(g.at(x, 0.18, 0.11), m) for x in (-0.55, -0.2, 0.2, 0.55) for g, m in t.leaves(16, int(90 + x * 10), 0.09, 0.03, 0.14)]), -2.0, 1.12, FRONT + 0.09)


def views(folder, only):
    look.sky((0.10, 0.17, 0.32), 0.006)
    for x in LAMPS:
        look.lamp((x, 4.1, KERB + 0.61), watts=42, colour=(1, 0.66, 0.33), size=0.07)
    for x in (-7.4, 12.6):
        look.lamp((x, 3.2, EDGE - 1.5), watts=22, colour=(1, 0.66, 0.33), size=0.07)
    for x, y in ((-8.3, 2.62), (0.2, 2.66), (13.9, 2.78), (-15.9, 3.34)):
        look.lamp((x, y - 0.2, FRONT + 0.4), watts=12, colour=(1, 0.7, 0.4), size=0.06)
    look.lamp((-16, 8, 12), (0, 0, -2), watts=300, colour=(0.45, 0.65, 1), size=5)
    shots = dict(wide=((-11.5, 1.55, 1.6), (2.0, 1.9, -3.2), 29), east=((9.5, 1.5, 3.4), (-2.5, 1.6, -1.5), 40), pub=((-1.8, 1.5, 2.6), (0.4, 1.7, -6), 35), boat=((-5.4, 1.6, -1.0), (-0.5, 0.8, 6.0), 35),
                 low=((3.9, 0.55, 2.6), (-4.0, 1.4, -2.4), 29), top=((0, 34, 1.01), (0, 0, 1), 24))
    for name, (at, to, mm) in shots.items():
        if not only or name in only:
            look.shoot(Path(folder) / f"quay-{name}.png", at, to, mm, exposure=4.0, samples=64 if name != "top" else 24)


def main():
    s = Stage("quay", reach=0.9, dirt=0.6)
    materials(s)
    for part in (ground, houses, lights, boats, clutter):
        part(s)
    path = curve([(-22.5, 0, -0.5), (-23.2, 0, 7.0), (-14, 0, 14.2), (0, 0, 15.5), (14, 0, 14.2), (23.2, 0, 8.0), (22.5, 0, 3.6)], 49)
    s.add("backing", (sheet(lambda u, v: (np.interp(u, np.linspace(0, 1, 49), path[:, 0]), WATER + 9.5 * v, np.interp(u, np.linspace(0, 1, 49), path[:, 2])), 48, 2), "backing"))
    g = s.meshes["backing"]["backing"]
    g.t, g.n = g.t[:, ::-1], -g.n   # it faces the street
    s.bake(14)
    s.write()
    a = look.args()
    if a and a[0] == "look":
        look.build(s)
        views(a[1], a[2:])


main()
