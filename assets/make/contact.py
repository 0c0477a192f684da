"""The demo's contact sheet: Recce's boards with Blender Cycles' pictures of the same cameras beside them. Run by
`blender -b -P contact.py -- BOARDS OUT.jpg`, BOARDS being what `recce boards scenes/slack-water -o BOARDS` wrote.
Reads the production's files and the committed sets; people are simple stand-ins in Blender."""
import json
import math
import sys
from pathlib import Path

import bpy
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

sys.path.insert(0, str(Path(__file__).resolve().parent))
from kit import look, shapes  # noqa: E402
from kit.noise import linear  # noqa: E402
from kit.pictures import font  # noqa: E402
from kit.reading import read_set  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
FILM = ROOT / "scenes" / "slack-water"
WIDE, HIGH = 420, 176


def rows(kind):
    """All rows of a kind in the production's files, by id."""
    out = {}
    for file in [FILM / "production.json", *sorted((FILM / "scenes").glob("*.json"))]:
        doc = json.loads(file.read_text())
        for row in doc.get(kind, []):
            out[row["id"]] = row
    return out


def in_setup(setup, rows_):
    """Rows with what the setup changes about them."""
    out = {q["id"]: dict(q) for q in rows_}
    for c in setup.get("changes", []):
        if c["id"] in out:
            out[c["id"]][c["field"]] = c["value"]
    return out


def kelvin(k, white):
    """Colour of a black body as a camera balanced for `white` sees it, by the usual fit of its curve in display values."""
    def rgb(t):
        t /= 100
        r = 255 if t <= 66 else 329.7 * (t - 60) ** -0.1332
        g = 99.47 * math.log(t) - 161.12 if t <= 66 else 288.12 * (t - 60) ** -0.0755
        b = 255 if t >= 66 else (0 if t <= 19 else 138.52 * math.log(t - 10) - 305.04)
        return linear(np.clip([r, g, b], 1, 255) / 255)
    c = rgb(k) / rgb(white)
    return c / (c @ [0.2126, 0.7152, 0.0722])


def bez(keys, frame):
    """The camera at a frame: eased between its keys."""
    if frame <= keys[0]["frame"] or len(keys) == 1:
        return keys[0]
    for a, b in zip(keys, keys[1:]):
        if frame < b["frame"]:
            t = (frame - a["frame"]) / (b["frame"] - a["frame"])
            t = t * t * (3 - 2 * t)
            mix = {k: a[k] + (b[k] - a[k]) * t for k in ("pan_deg", "tilt_deg", "roll_deg", "focal_mm", "focus_m")}
            return {**a, **mix, "position_m": [p + (q - p) * t for p, q in zip(a["position_m"], b["position_m"])]}
    return keys[-1]


def place_at(marks, frame):
    """Where a person is, which way they face and their pose: as Recce walks them, by the straight line between points."""
    timed = sorted([m for m in marks if m.get("arrive_frame") is not None or m.get("leave_frame") is not None], key=lambda m: m.get("arrive_frame") or 0)
    last = timed[0]
    for m in timed:
        if (m.get("arrive_frame") or 0) <= frame or m is timed[0]:
            last = m
    nxt = timed[timed.index(last) + 1] if last is not timed[-1] else None
    if nxt and frame > (last.get("leave_frame") or 0):
        line = np.array([last["position_m"], *nxt.get("via_m", []), nxt["position_m"]])
        at = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        s = at[-1] * (frame - last["leave_frame"]) / (nxt["arrive_frame"] - last["leave_frame"])
        p, q = (np.array([np.interp(d, at, line[:, k]) for k in range(3)]) for d in (s, min(s + 0.1, at[-1])))
        return p, math.degrees(math.atan2(-(q - p)[0], -(q - p)[2])), "walk", 0.45
    return np.array(last["position_m"]), last["facing_deg"], last["pose"], last.get("seat_m") or 0.45


def standin(h, pose, seat):
    """A body of turned shapes, facing -Z: (clothes, trousers, skin, hair)."""
    k = h / 1.75
    b = shapes.ball
    drop = 0.48 * h - seat if pose == "sit" else 0.0
    torso = shapes.lathe([(0, 0), (0.15, 0.02), (0.135, 0.22), (0.175, 0.50), (0.165, 0.585), (0.06, 0.64), (0.052, 0.68), (0.05, 0.76), (0, 0.765)], 24, sharp=False)
    torso = torso.scale(k * 1.1, k, k * 0.72).at(0, 0.47 * h, 0)
    arm = shapes.tube(shapes.curve([(0.19, 1.40, 0), (0.235, 1.14, 0.02), (0.22, 0.86, -0.05)], 10), np.linspace(0.052, 0.034, 10), 12)
    arms = shapes.join([arm, arm.by(np.diag([-1, 1, 1]))]).scale(k)
    head = b(0.074 * k, 0.112 * k, 0.095 * k, 24, 16).at(0, h - 0.115 * k, 0) + b(0.014 * k, 0.022 * k, 0.022 * k, 10, 8).at(0, h - 0.125 * k, -0.093 * k)
    hair = b(0.081 * k, 0.09 * k, 0.098 * k, 24, 14).at(0, h - 0.075 * k, 0.018 * k)
    if pose == "sit":
        legs = [shapes.tube([(s * 0.09, seat + 0.08, 0), (s * 0.10, seat + 0.07, -0.42 * k), (s * 0.10, 0.05, -0.42 * k)], [0.085, 0.07, 0.045], 12) for s in (-1, 1)]
    else:
        legs = [shapes.tube([(s * 0.085, 0.50 * h, 0), (s * 0.09, 0.27 * h, -0.01), (s * 0.095, 0.02, 0.01)], [0.09, 0.066, 0.045], 12) for s in (-1, 1)]
    low = lambda g: g.at(0, -drop, 0)
    return [(low(torso + arms), "clothes"), (shapes.join(legs), "trousers"), (low(head), "skin"), (low(hair), "hair")]


def object_of(geo, name, rgb, matrix):
    me = bpy.data.meshes.new(name)
    me.from_pydata(look.zup(geo.v).tolist(), [], geo.t.tolist())
    me.polygons.foreach_set("use_smooth", np.ones(len(geo.t), bool))
    mat = bpy.data.materials.new(name)
    mat.use_nodes = True
    bs = mat.node_tree.nodes["Principled BSDF"]
    bs.inputs["Base Color"].default_value = (*rgb, 1)
    bs.inputs["Roughness"].default_value = 0.75
    me.materials.append(mat)
    ob = bpy.data.objects.new(name, me)
    ob.matrix_world = matrix
    bpy.context.collection.objects.link(ob)
    return ob


def people(scene, frame, marks, characters):
    made = []
    for cid, person in characters.items():
        own = [m for m in marks.values() if m["scene"] == scene and m["character"] == cid]
        if not own:
            continue
        p, facing, pose, seat = place_at(own, frame)
        colour = linear(np.array([int(person["colour"][i:i + 2], 16) for i in (1, 3, 5)]) / 255) * 0.5 + 0.06
        m = look.Matrix.Translation((p[0], -p[2], p[1])) @ look.Matrix.Rotation(math.radians(facing), 4, "Z")
        for geo, part in standin(person["height_m"], pose, seat):
            rgb = dict(clothes=tuple(colour), trousers=(0.035, 0.035, 0.04), skin=(0.42, 0.25, 0.18), hair=(0.06, 0.035, 0.02))[part]
            made.append(object_of(geo, f"{person['name']} {part}", rgb, m))
    return made


def lamps(lights, marks, owners, white):
    """Lamps in lumens as Blender's watts, so that a surface's radiance is its luminance."""
    made = []
    for l in lights:
        if l["owner"] not in owners or not l.get("on", True):
            continue
        out, c = l["output"], kelvin(l["colour_K"], white)
        half = math.radians((l["beam_deg"] + min(l["field_deg"], 160)) / 4)
        candela = out["candela"] if "candela" in out else out["lumens"] / (2 * math.pi * (1 - math.cos(half)))
        kind = {"panel": "AREA", "tube": "AREA", "bulb": "POINT"}.get(l["shape"], "SPOT")
        lamp = bpy.data.lights.new(l["name"], kind)
        lamp.color = [float(q) for q in np.maximum(c, 0)]
        lamp.energy = l["dimmer"] * (4 * math.pi * candela if kind == "SPOT" else out["lumens"])
        if kind == "AREA":
            lamp.shape, lamp.size, lamp.size_y = "RECTANGLE", l["width_m"], l["height_m"]
        else:
            lamp.shadow_soft_size = max(0.02, l["width_m"] / 2)
        if kind == "SPOT":
            lamp.spot_size, lamp.spot_blend = min(2.9, math.radians(l["beam_deg"]) * 1.25), 0.5
        ob = bpy.data.objects.new(l["name"], lamp)
        aim = l.get("aim")
        to = aim if isinstance(aim, list) else (np.array(marks[aim]["position_m"]) + (0, 1.2, 0) if aim else None)
        look.aim(ob, l["position_m"], to if to is not None else np.array(l["position_m"]) - (0, 1, 0.001))
        bpy.context.collection.objects.link(ob)
        made.append(ob)
    return made


def shot_picture(shot, rig, path):
    key = bez(rig["keys"], shot["poster_frame"])
    s = bpy.context.scene
    scale = 0.18 / 12.5 * (rig["shutter_deg"] / 360 / 24) * rig["iso"] / rig["t_stop"] ** 2 / 2 ** rig["nd_stops"]
    cam = bpy.data.cameras.new("cam")
    cam.sensor_width, cam.sensor_fit, cam.lens, cam.clip_start = look.SENSOR, "HORIZONTAL", key["focal_mm"], 0.02
    cam.dof.use_dof, cam.dof.focus_distance, cam.dof.aperture_fstop = True, key["focus_m"], rig["t_stop"]
    ob = bpy.data.objects.new("cam", cam)
    p = key["position_m"]
    ob.location = (p[0], -p[2], p[1])
    ob.rotation_mode = "YXZ"
    ob.matrix_world = (look.Matrix.Translation((p[0], -p[2], p[1])) @ look.Matrix.Rotation(math.radians(key["pan_deg"]), 4, "Z")
                       @ look.Matrix.Rotation(math.radians(90 + key["tilt_deg"]), 4, "X") @ look.Matrix.Rotation(math.radians(-key["roll_deg"]), 4, "Z"))
    bpy.context.collection.objects.link(ob)
    s.camera = ob
    look.quality(s, WIDE, HIGH, 32, clamp=6 / scale)
    s.view_settings.view_transform, s.view_settings.look, s.view_settings.exposure = "Filmic", "None", math.log2(scale)
    s.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)


def cycles(folder, only):
    """One picture per shot, set by set."""
    characters, all_marks, all_lights, setups = rows("characters"), rows("marks"), rows("lights"), rows("setups")
    scenes, rigs, shots, pieces, assets = rows("scenes"), rows("cameras"), rows("shots"), rows("pieces"), rows("assets")
    order = sorted(shots.values(), key=lambda q: (scenes[rigs[q["rig"]]["scene"]]["sets"][0], q["label"]))
    built, white_of = None, None
    for shot in order:
        rig = rigs[shot["rig"]]
        scene = scenes[rig["scene"]]
        if only and shot["label"] not in only:
            continue
        if built != scene["sets"][0]:
            built = scene["sets"][0]
            bpy.ops.wm.read_factory_settings(use_empty=True)
            for piece in pieces.values():
                if piece["owner"] == built:
                    read_set((FILM / assets[piece["asset"]]["path"]).resolve(), 250.0)
            look.sky((0.04, 0.08, 0.16) if scene["sky"] == "night" else (0, 0, 0), 0.02 if scene["sky"] == "night" else 0)
        setup = setups[shot["setup"]]
        marks, lights = in_setup(setup, all_marks.values()), list(in_setup(setup, all_lights.values()).values())
        made = people(rig["scene"], shot["poster_frame"], marks, characters) + lamps(lights, marks, (built, rig["scene"]), rig["white_balance_K"])
        shot_picture(shot, rig, folder / f"{shot['label']}.png")
        for ob in made:
            bpy.data.objects.remove(ob)


def calm(image):
    """Less noise: means over like patches (non-local means, 3 x 3 patches in a 13 x 13 window). Debian's Blender has no
    denoiser."""
    a = np.asarray(image.filter(ImageFilter.MedianFilter(3)), float) / 255
    box = lambda q: sum(np.roll(q, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)) / 9
    total, weight = np.zeros_like(a), np.zeros(a.shape[:2])
    for dy in range(-6, 7):
        for dx in range(-6, 7):
            b = np.roll(a, (dy, dx), (0, 1))
            w = np.exp(-np.maximum(box(((a - b) ** 2).mean(-1)) - 0.002, 0) / 0.0014)
            total += b * w[..., None]
            weight += w
    return Image.fromarray((total / weight[..., None] * 255).astype("uint8"))


def sheet(boards, pictures, out):
    """Two shots a row: board and Cycles picture side by side, the label under them."""
    labels = [p.stem for p in sorted(pictures.glob("*.png"), key=lambda p: (int("".join(c for c in p.stem if c.isdigit())), p.stem))]
    w, h, pad, foot = 400, 167, 10, 24
    per = 2
    n = (len(labels) + per - 1) // per
    im = Image.new("RGB", (pad + per * (2 * w + pad * 2), 40 + n * (h + foot + pad)), (24, 24, 24))
    d = ImageDraw.Draw(im)
    d.text((pad, 10), "Slack Water: Recce's boards (left of each pair) and Blender Cycles, same cameras and lights", font=font("text", 15), fill=(220, 220, 220))
    for i, name in enumerate(labels):
        x, y = pad + (i % per) * (2 * w + 2 * pad), 40 + (i // per) * (h + foot + pad)
        board = next(iter(sorted(boards.glob(f"{name}.png"))), None)
        if board:
            im.paste(Image.open(board).convert("RGB").resize((w, h), Image.LANCZOS), (x, y))
        im.paste(calm(Image.open(pictures / f"{name}.png").convert("RGB")).resize((w, h), Image.LANCZOS), (x + w + 2, y))
        d.text((x, y + h + 4), name, font=font("sans", 14), fill=(230, 230, 230))
    im.save(out, quality=86, optimize=True)


def main():
    a = look.args()
    boards, out = Path(a[0]), Path(a[1])
    pictures = Path(a[2]) if len(a) > 2 else out.parent / "cycles"
    pictures.mkdir(parents=True, exist_ok=True)
    if "sheet-only" not in a:
        cycles(pictures, a[3:])
    sheet(boards, pictures, out)


main()
