"""Reads a set's committed glTF into Blender objects, so that Cycles looks at the very files that Recce does. Knows only
what stage.py writes."""
import json

import bpy
import numpy as np

from . import look

TYPES = {5121: "u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


def read_set(path, nits):
    """`nits`: luminance of an emissive factor of 1. Stands the set on its lowest point's own height, as written."""
    doc = json.loads(path.read_text())
    blob = (path.parent / doc["buffers"][0]["uri"]).read_bytes()

    def array(i):
        acc = doc["accessors"][i]
        view = doc["bufferViews"][acc["bufferView"]]
        a = np.frombuffer(blob, TYPES[acc["componentType"]], acc["count"] * WIDTH[acc["type"]], view["byteOffset"])
        return a.reshape(-1, WIDTH[acc["type"]])

    mats = [material(path.parent, doc, m, nits) for m in doc["materials"]]
    meshes = []
    for mesh in doc["meshes"]:
        vs, ns, uvs, cs, ts, ms, at = [], [], [], [], [], [], 0
        for k, prim in enumerate(mesh["primitives"]):
            att = prim["attributes"]
            vs.append(look.zup(array(att["POSITION"])))
            ns.append(look.zup(array(att["NORMAL"])))
            uvs.append(array(att["TEXCOORD_0"]) * [1, -1] + [0, 1])
            cs.append(array(att["COLOR_0"]) / 255)
            t = array(prim["indices"]).reshape(-1, 3).astype(int)
            ts.append(t + at)
            ms.append(np.full(len(t), k))
            at += len(vs[-1])
        v, n, uv, c, t, mi = (np.concatenate(q) for q in (vs, ns, uvs, cs, ts, ms))
        me = bpy.data.meshes.new(mesh["name"])
        me.from_pydata(v.tolist(), [], t.tolist())
        for prim in mesh["primitives"]:
            me.materials.append(mats[prim["material"]])
        me.polygons.foreach_set("material_index", mi)
        me.polygons.foreach_set("use_smooth", np.ones(len(t), bool))
        me.uv_layers.new(name="uv").data.foreach_set("uv", uv[t.ravel()].astype("f4").ravel())
        me.color_attributes.new("dirt", "FLOAT_COLOR", "POINT").data.foreach_set("color", c.astype("f4").ravel())
        me.use_auto_smooth = True
        me.normals_split_custom_set_from_vertices(n.tolist())
        meshes.append(me)
    z = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], float)
    for node in doc["nodes"]:
        ob = bpy.data.objects.new(node["name"], meshes[node["mesh"]])
        m = np.array(node.get("matrix", np.eye(4).ravel())).reshape(4, 4).T
        ob.matrix_world = look.Matrix((z @ m @ z.T).tolist())
        bpy.context.collection.objects.link(ob)


def material(folder, doc, m, nits):
    pbr, out = m["pbrMetallicRoughness"], bpy.data.materials.new(m["name"])
    file = lambda use: doc["images"][doc["textures"][use["index"]]["source"]]["uri"] if use else None
    glow = m.get("emissiveFactor")
    form = dict(tint=pbr["baseColorFactor"][:3], rough=pbr["roughnessFactor"], metal=pbr["metallicFactor"], base=file(pbr.get("baseColorTexture")),
                orm=file(pbr.get("metallicRoughnessTexture")), normal=file(m.get("normalTexture")), relief=m.get("normalTexture", {}).get("scale", 1.0),
                glow=glow, glow_picture=file(m.get("emissiveTexture")), nits=nits, alpha=pbr["baseColorFactor"][3] if m.get("alphaMode") == "BLEND" else None)
    return look.nodes(out, folder, form)
