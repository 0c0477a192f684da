"""Looks at a set through lenses with Blender's Cycles: builds Blender objects from a Stage, lights and renders. For
judging and for the contact sheet only; nothing here reaches the glTF files."""
import math
import sys

import bpy
import numpy as np
from mathutils import Matrix, Vector

from .noise import hexrgb, linear

SENSOR = 27.99  # mm, ALEXA 35 4.6K 3:2 open gate, full width


def args():
    """What stands after -- on the command line."""
    return sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []


def zup(v):
    return np.column_stack([v[:, 0], -v[:, 2], v[:, 1]])


def build(stage, fresh=True):
    """Blender objects of a set; `fresh`: into an empty file."""
    if fresh:
        bpy.ops.wm.read_factory_settings(use_empty=True)
    mats = {name: _material(stage, name, m) for name, m in stage.materials.items()}
    meshes = {}
    for name, prims in stage.meshes.items():
        vs, ns, uvs, cs, ts, ms, at = [], [], [], [], [], [], 0
        for k, (mat, g) in enumerate(prims.items()):
            vs.append(zup(g.v)); ns.append(zup(g.n)); uvs.append(g.uv / (stage.materials[mat]["tile"] or 1.0))
            cs.append(getattr(g, "colour", np.ones(len(g.v)))); ts.append(g.t + at); ms.append(np.full(len(g.t), k))
            at += len(g.v)
        v, n, uv, c, t, mi = (np.concatenate(q) for q in (vs, ns, uvs, cs, ts, ms))
        me = bpy.data.meshes.new(name)
        me.from_pydata(v.tolist(), [], t.tolist())
        for mat in prims:
            me.materials.append(mats[mat])
        me.polygons.foreach_set("material_index", mi)
        me.polygons.foreach_set("use_smooth", np.ones(len(t), bool))
        layer = me.uv_layers.new(name="uv")
        flat = uv[t.ravel()].copy()
        flat[:, 1] = 1 - flat[:, 1]
        layer.data.foreach_set("uv", flat.ravel())
        col = me.color_attributes.new("dirt", "FLOAT_COLOR", "POINT")
        col.data.foreach_set("color", np.column_stack([c, c, c, np.ones(len(c))]).ravel())
        me.use_auto_smooth = True
        me.normals_split_custom_set_from_vertices(n.tolist())
        meshes[name] = me
    for node in stage.nodes:
        ob = bpy.data.objects.new(node["name"], meshes[node["mesh"]])
        m, p = node["m"], node["p"]
        z = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float)
        w = np.eye(4)
        w[:3, :3], w[:3, 3] = z @ m @ z.T, z @ p
        ob.matrix_world = Matrix(w.tolist())
        bpy.context.collection.objects.link(ob)


def _material(stage, name, m):
    f = stage.files.get(m["surface"], {})
    glow = None
    if m["emit"] is not None:
        glow = np.ones(3) * m["level"] if m["emit"] is True else linear(hexrgb(m["emit"])) * m["level"]
    metal = (1.0 if m["surface"] else 0.0) if m["metal"] is None else m["metal"]
    return nodes(bpy.data.materials.new(name), stage.folder, dict(
        tint=[min(c, 1) for c in m["tint"]] if m["emit"] is not True else (0, 0, 0), rough=m["rough"], metal=metal, base=f.get("base") or m["picture"], orm=f.get("orm"),
        normal=f.get("normal"), relief=m["relief"], glow=glow, glow_picture=m["picture"] if m["emit"] is True else None, nits=2.5, alpha=m["alpha"]))


def nodes(mat, folder, form):
    """A material's nodes from its glTF values; `nits`: radiance of an emissive factor of 1."""
    mat.use_nodes = True
    nt = mat.node_tree
    bs = nt.nodes["Principled BSDF"]
    new, link = nt.nodes.new, nt.links.new

    def image(path, data):
        im = bpy.data.images.load(str(folder / path), check_existing=True)
        im.colorspace_settings.name = "Non-Color" if data else "sRGB"
        node = new("ShaderNodeTexImage")
        node.image = im
        return node.outputs[0]

    def times(a, b):
        node = new("ShaderNodeMixRGB")
        node.blend_type = "MULTIPLY"
        node.inputs[0].default_value = 1
        link(a, node.inputs[1])
        if hasattr(b, "is_output"):
            link(b, node.inputs[2])
        else:
            node.inputs[2].default_value = b
        return node.outputs[0]

    def share(a, b, socket):
        node = new("ShaderNodeMath")
        node.operation = "MULTIPLY"
        node.inputs[1].default_value = b
        link(a, node.inputs[0])
        link(node.outputs[0], socket)
    dirt = new("ShaderNodeVertexColor")
    dirt.layer_name = "dirt"
    base = times(dirt.outputs[0], (*form["tint"], 1))
    if form["base"] and not form["glow_picture"]:
        base = times(base, image(form["base"], False))
    link(base, bs.inputs["Base Color"])
    bs.inputs["Roughness"].default_value, bs.inputs["Metallic"].default_value = form["rough"], form["metal"]
    if form["orm"]:
        sep = new("ShaderNodeSeparateRGB")
        link(image(form["orm"], True), sep.inputs[0])
        share(sep.outputs[1], form["rough"], bs.inputs["Roughness"])
        share(sep.outputs[2], form["metal"], bs.inputs["Metallic"])
    if form["normal"]:
        nm = new("ShaderNodeNormalMap")
        nm.inputs[0].default_value = form["relief"]
        link(image(form["normal"], True), nm.inputs[1])
        link(nm.outputs[0], bs.inputs["Normal"])
    if form["glow"] is not None:
        peak = max(float(max(form["glow"])), 1e-6)
        bs.inputs["Emission Strength"].default_value = form["nits"] * peak
        bs.inputs["Emission"].default_value = (*[float(c) / peak for c in form["glow"]], 1)
        if form["glow_picture"]:
            link(image(form["glow_picture"], False), bs.inputs["Emission"])
    if form["alpha"] is not None:
        bs.inputs["Alpha"].default_value = form["alpha"]
    return mat


def sky(colour=(0.5, 0.65, 0.9), strength=1.0):
    w = bpy.data.worlds.new("sky")
    w.use_nodes = True
    w.node_tree.nodes["Background"].inputs[0].default_value = (*colour, 1)
    w.node_tree.nodes["Background"].inputs[1].default_value = strength
    bpy.context.scene.world = w


def sun(azimuth, elevation, strength, kelvin=(1, 0.87, 0.68), north=0):
    """`azimuth`: bearing clockwise from the set's -Z."""
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy, lamp.color, lamp.angle = strength, kelvin, math.radians(0.6)
    ob = bpy.data.objects.new("sun", lamp)
    a, e = math.radians(azimuth - north), math.radians(elevation)
    d = np.array([math.sin(a) * math.cos(e), math.sin(e), -math.cos(a) * math.cos(e)])
    aim(ob, d, np.zeros(3))
    bpy.context.collection.objects.link(ob)


def aim(ob, at, to):
    at, to = (Vector((p[0], -p[2], p[1])) for p in (at, to))
    ob.location = at
    ob.rotation_euler = (to - at).to_track_quat("-Z", "Y").to_euler()


def lamp(at, to=None, watts=20, colour=(1, 0.7, 0.4), size=0.1, cone=None):
    """A point lamp, a spot where `cone` degrees is given, a panel where `to` alone is."""
    kind = "SPOT" if cone else ("AREA" if to is not None else "POINT")
    l = bpy.data.lights.new("lamp", kind)
    l.energy, l.color = watts, colour
    if kind == "AREA":
        l.size = size
    else:
        l.shadow_soft_size = size
    if cone:
        l.spot_size = math.radians(cone)
    ob = bpy.data.objects.new("lamp", l)
    aim(ob, at, to if to is not None else (at[0], at[1] - 1, at[2]))
    bpy.context.collection.objects.link(ob)


def quality(s, width, height, samples, bounces=4, clamp=4):
    s.render.engine = "CYCLES"
    s.cycles.device, s.cycles.samples, s.cycles.use_denoising = "CPU", samples, False
    s.cycles.max_bounces, s.cycles.diffuse_bounces, s.cycles.glossy_bounces = bounces, bounces, 2
    s.cycles.transparent_max_bounces, s.cycles.caustics_reflective, s.cycles.caustics_refractive = 6, False, False
    s.cycles.sample_clamp_indirect, s.cycles.use_adaptive_sampling, s.cycles.seed = clamp, True, 1
    s.render.resolution_x, s.render.resolution_y = width, height


def shoot(path, at, to, mm=35, width=640, samples=48, exposure=0.0, aspect=2.39, stop=None, bounces=4, without=()):
    s = bpy.context.scene
    for ob in s.objects:
        ob.hide_render = ob.name in without
    quality(s, width, round(width / aspect), samples, bounces)
    s.view_settings.view_transform, s.view_settings.look = "Filmic", "Medium High Contrast"
    s.view_settings.exposure = exposure
    cam = bpy.data.cameras.new("cam")
    cam.sensor_width, cam.lens, cam.sensor_fit, cam.clip_start = SENSOR, mm, "HORIZONTAL", 0.02
    if stop:
        cam.dof.use_dof, cam.dof.aperture_fstop, cam.dof.focus_distance = True, stop, float(np.linalg.norm(np.subtract(to, at)))
    ob = bpy.data.objects.new("cam", cam)
    aim(ob, at, to)
    bpy.context.collection.objects.link(ob)
    s.camera = ob
    s.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
