"""One interior of the demo by Recce's raster picture, Recce's reference and Blender's Cycles, and five patches measured in each.
`blender -b -P beside.py -- prepare FOLDER` writes the film to draw, FOLDER/film: the workshop of scene 18 by its own lamps, nobody
in it, the camera of shot 18 balanced for D65. `blender -b -P beside.py -- compare FOLDER OUT.jpg` draws it with Cycles and reads
FOLDER/raster.exr and FOLDER/reference.exr, which `recce render FOLDER/film --camera 18/A --size 480x201` wrote (the second with
--style reference); prints the patches as JSON. tools/accuracy runs all of it.

Lamps in watts: Cycles knows no lumens, so one watt stands for one lumen, and its radiance in W/(m2 sr) is luminance in cd/m2. By
Blender's manual an area lamp of P watts is a Lambertian face that sends out P in all, L = P / (pi A), and a point lamp of P
watts a sphere that sends out P, I = P / (4 pi): a panel's and a bulb's lumens go in as they are. Colours are the lamps' own, of
luminance 1 in linear BT.709."""
import json
import math
import shutil
import sys
from pathlib import Path

import bpy
import numpy as np
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parent))
from kit import look  # noqa: E402
from kit.pictures import font  # noqa: E402
from kit.reading import read_set  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SCENE, RIG, FRAME = "0000000000000018", "rig:0000000000001821", 0
WIDE, HIGH, PATHS = 480, 201, 64
# Name, and left, top, right, bottom of the picture's width and height: matt, evenly lit, no edge in it.
PATCHES = [("board on the wall", 0.43, 0.15, 0.475, 0.23), ("planks of the side wall", 0.06, 0.25, 0.12, 0.40), ("apron of the bench", 0.54, 0.535, 0.66, 0.575),
           ("planks behind the bench", 0.56, 0.34, 0.66, 0.40), ("side of the boat", 0.50, 0.82, 0.58, 0.92)]


def prepare(folder):
    film = folder / "film"
    shutil.rmtree(film, ignore_errors=True)
    shutil.copytree(ROOT / "scenes/slack-water", film, ignore=shutil.ignore_patterns(".recce"))
    production = film / "production.json"
    doc = json.loads(production.read_text())
    for asset in doc["assets"]:
        asset["path"] = str((ROOT / "scenes/slack-water" / asset["path"]).resolve())
        asset.setdefault("granted_roots", []).append(str(ROOT / "assets"))
    production.write_text(json.dumps(doc))
    scene = film / "scenes" / f"{SCENE}.json"
    doc = json.loads(scene.read_text())
    doc["marks"] = []
    for rig in doc["cameras"]:
        rig["white_balance_K"] = 6504
    scene.write_text(json.dumps(doc))


def lamp_colour(k):
    """Linear BT.709 of luminance 1. Planck to 4000 K (the fit of Kim et al. 2002), CIE daylight from 5000 K."""
    t = 1000 / k
    if k >= 5000:
        x = 0.244063 + 0.09911 * t + 2.9678 * t ** 2 - 4.6070 * t ** 3 if k <= 7000 else 0.237040 + 0.24748 * t + 1.9018 * t ** 2 - 2.0064 * t ** 3
        y = -3 * x * x + 2.87 * x - 0.275
    else:
        assert k <= 4000, "no lamp of this scene lies between"
        x = -0.2661239 * t ** 3 - 0.2343589 * t ** 2 + 0.8776956 * t + 0.179910
        y = (-1.1063814 * x ** 3 - 1.34811020 * x ** 2 + 2.18555832 * x - 0.20219683 if k <= 2222
             else -0.9549476 * x ** 3 - 1.37418593 * x ** 2 + 2.09137015 * x - 0.16748867)
    xyz = np.array([x / y, 1, (1 - x - y) / y])
    return np.array([[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252]]) @ xyz


def cycles(folder):
    production = json.loads((folder / "film/production.json").read_text())
    scene = json.loads((folder / f"film/scenes/{SCENE}.json").read_text())
    rig = next(r for r in scene["cameras"] if r["id"] == RIG)
    scale = 0.18 / 12.5 * (rig["shutter_deg"] / 360 / 24) * rig["iso"] / rig["t_stop"] ** 2 / 2 ** rig.get("nd_stops", 0)
    if (folder / "cycles.exr").exists():
        return scale
    owners = (scene["setups"][0]["set"], f"scene:{SCENE}")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assets = {a["id"]: a for a in production["assets"]}
    for piece in production["pieces"]:
        if piece["owner"] in owners:
            read_set(Path(assets[piece["asset"]]["path"]), 250.0)
    look.sky((0, 0, 0), 0)
    for lamp in production["lights"] + scene["lights"]:
        if lamp["owner"] not in owners or not lamp["on"]:
            continue
        kind = {"panel": "AREA", "bulb": "POINT"}[lamp["shape"]]
        made = bpy.data.lights.new(lamp["name"], kind)
        watts = lamp_colour(lamp["colour_K"]) * lamp["output"]["lumens"] * lamp["dimmer"]
        made.energy, made.color = float(watts.max()), [float(max(c, 0) / watts.max()) for c in watts]
        if kind == "AREA":
            made.shape, made.size, made.size_y = "RECTANGLE", lamp["width_m"], lamp["height_m"]
        else:
            made.shadow_soft_size = lamp["width_m"] / 2
        ob = bpy.data.objects.new(lamp["name"], made)
        look.aim(ob, lamp["position_m"], lamp.get("aim", np.array(lamp["position_m"]) - (0, 1, 0.001)))
        bpy.context.collection.objects.link(ob)
    s = bpy.context.scene
    key = rig["keys"][0]
    cam = bpy.data.cameras.new("cam")
    cam.sensor_width, cam.sensor_fit, cam.lens, cam.clip_start = look.SENSOR, "HORIZONTAL", key["focal_mm"], 0.02
    cam.dof.use_dof, cam.dof.focus_distance, cam.dof.aperture_fstop = True, key["focus_m"], rig["t_stop"]
    ob = bpy.data.objects.new("cam", cam)
    p = key["position_m"]
    ob.matrix_world = (look.Matrix.Translation((p[0], -p[2], p[1])) @ look.Matrix.Rotation(math.radians(key["pan_deg"]), 4, "Z")
                       @ look.Matrix.Rotation(math.radians(90 + key["tilt_deg"]), 4, "X"))
    bpy.context.collection.objects.link(ob)
    s.camera = ob
    look.quality(s, WIDE, HIGH, PATHS, bounces=12, clamp=0)
    s.cycles.glossy_bounces, s.cycles.use_adaptive_sampling = 8, False
    s.render.image_settings.file_format, s.render.image_settings.color_depth = "OPEN_EXR", "32"
    s.render.filepath = str(folder / "cycles.exr")
    bpy.ops.render.render(write_still=True)
    return 0.18 / 12.5 * (rig["shutter_deg"] / 360 / 24) * rig["iso"] / rig["t_stop"] ** 2 / 2 ** rig.get("nd_stops", 0)


def pixels(path, scale=1.0):
    """Scene-linear rows from the top."""
    image = bpy.data.images.load(str(path))
    image.colorspace_settings.name = "Linear"
    w, h = image.size
    return np.array(image.pixels[:], float).reshape(h, w, -1)[::-1, :, :3] * scale


def shown(linear):
    v = np.clip(linear, 0, 1)
    return Image.fromarray((np.where(v <= 0.0031308, 12.92 * v, 1.055 * v ** (1 / 2.4) - 0.055) * 255 + 0.5).astype("uint8"))


def compare(folder, out):
    scale = cycles(folder)
    pictures = [("Recce, raster", pixels(folder / "raster.exr")), ("Recce, reference", pixels(folder / "reference.exr")),
                (f"Blender {bpy.app.version_string} Cycles", pixels(folder / "cycles.exr", scale))]
    gap, foot = 6, 26
    sheet = Image.new("RGB", (WIDE * 3 + gap * 4, HIGH + foot + 2 * gap), (24, 24, 24))
    draw = ImageDraw.Draw(sheet)
    for i, (name, picture) in enumerate(pictures):
        x = gap + i * (WIDE + gap)
        sheet.paste(shown(picture), (x, gap))
        draw.text((x, HIGH + gap + 5), name, font=font("text", 15), fill=(225, 225, 225))
        for k, (_, *box) in enumerate(PATCHES):
            l, t, r, b = (round(v * q) for v, q in zip(box, (WIDE, HIGH, WIDE, HIGH)))
            draw.rectangle((x + l - 1, gap + t - 1, x + r, gap + b), outline=(255, 255, 255))
            draw.text((x + r + 3, gap + t - 3), str(k + 1), font=font("sans", 12), fill=(255, 255, 255))
    sheet.save(out, quality=88, optimize=True)
    rows = []
    for name, *box in PATCHES:
        l, t, r, b = (round(v * q) for v, q in zip(box, (WIDE, HIGH, WIDE, HIGH)))
        rows.append({"patch": name, "luminance": [float((p[t:b, l:r] @ [0.2126, 0.7152, 0.0722]).mean()) for _, p in pictures]})
    (folder / "patches.json").write_text(json.dumps({"pictures": [n for n, _ in pictures], "patches": rows}, indent=1))


a = look.args()
if a[0] == "prepare":
    prepare(Path(a[1]))
else:
    compare(Path(a[1]), Path(a[2]))
