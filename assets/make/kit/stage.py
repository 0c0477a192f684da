"""A set under construction: materials, meshes, placements; bakes contact shadow into vertex colours and writes glTF.
Y up, metres. Knows no film. A mesh placed many times is stored once."""
import json
import shutil
from pathlib import Path

import numpy as np
from PIL import Image, ImageFile

from . import outdoors, surfaces  # outdoors adds its rows to surfaces.ROWS
from .noise import cavity, hexrgb, linear, normals, rng
from .shapes import Geo, join, rotation

assert outdoors
ImageFile.MAXBLOCK = 1 << 26  # optimised JPEGs are written in one piece
MODELS = Path(__file__).resolve().parents[2] / "models"


def _solid(g):
    """Without triangles that have no area."""
    e = np.cross(g.v[g.t[:, 1]] - g.v[g.t[:, 0]], g.v[g.t[:, 2]] - g.v[g.t[:, 0]])
    return Geo(g.v, g.n, g.uv, g.t[np.linalg.norm(e, axis=1) > 1e-9])


class Stage:
    def __init__(self, name, reach=0.5, dirt=0.62):
        """`reach`: how far baked contact shadow sees, metres; `dirt`: its strength."""
        self.name, self.reach, self.dirt = name, reach, dirt
        self.folder = MODELS / name
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "textures").mkdir(parents=True)
        self.materials, self.meshes, self.nodes, self.files = {}, {}, [], {}

    # ---- materials
    def material(self, name, surface=None, colour="#ffffff", rough=1.0, metal=None, relief=1.0, tile=None, picture=None,
                 emit=None, level=1.0, alpha=None, transmission=0.0, two=False, casts=True, gain=1.0):
        """`rough` multiplies the surface's; `picture`: an image used once over uv 0..1; `emit`: a colour, or True for
        the picture itself; `level`: share of full emission; `gain` brightens the tint beyond its hex colour."""
        row = surfaces.ROWS[surface] if surface else None
        self.materials[name] = dict(
            surface=surface, tint=list(linear(hexrgb(colour)) * gain), rough=rough, metal=metal, relief=relief, casts=casts,
            tile=None if picture is not None else (tile or (row[2] if row else 1.0)), emit=emit, level=level, alpha=alpha,
            transmission=transmission, two=two, picture=self._picture(name, picture) if picture is not None else None)
        if row and surface not in self.files:
            self._surface(surface, row)
        return name

    def _save(self, array, name, quality):
        Image.fromarray((np.clip(array, 0, 1) * 255 + 0.5).astype("uint8")).save(
            self.folder / "textures" / name, quality=quality, subsampling=0 if "normal" in name else 2, optimize=True)
        return "textures/" + name

    def _picture(self, name, image):
        path = f"textures/{name}.jpg"
        image.convert("RGB").save(self.folder / path, quality=90, optimize=True)
        return path

    def _surface(self, name, row):
        fn, texels, _, relief = row
        d = fn(texels)
        h = np.broadcast_to(d["height"], (texels, texels))
        metal = np.broadcast_to(d.get("metal", 0.0), (texels, texels))
        ao = cavity(h, texels / 128, 1.6)
        orm = np.stack([ao, np.clip(np.broadcast_to(d["rough"], h.shape), 0.03, 1), metal], -1)
        self.files[name] = dict(base=self._save(d["base"] * (0.35 + 0.65 * ao[..., None]), f"{name}_base.jpg", 84),
                                orm=self._save(orm, f"{name}_orm.jpg", 80),
                                normal=self._save(normals(h, relief), f"{name}_normal.jpg", 82))

    # ---- things
    def mesh(self, name, parts):
        """parts: [(shape, material)...]; shapes of one material become one primitive."""
        if name in self.meshes:
            raise ValueError(name)
        by = {}
        for geo, mat in parts:
            if mat not in self.materials:
                raise KeyError(mat)
            by.setdefault(mat, []).append(geo)
        self.meshes[name] = {mat: _solid(join(gs)) for mat, gs in by.items()}
        return name

    def put(self, mesh, x=0, y=0, z=0, yaw=0, pitch=0, roll=0, scale=1.0, name=None):
        used = sum(1 for n in self.nodes if n["mesh"] == mesh)
        m = rotation(yaw, pitch, roll) * scale
        self.nodes.append(dict(mesh=mesh, m=m, p=np.array([x, y, z], float), name=name or (f"{mesh} {used + 1}" if used else mesh)))

    def add(self, name, parts, *at, **kw):
        """A mesh that stands once."""
        self.put(self.mesh(name, parts if isinstance(parts, list) else [parts]), *at, **kw)

    def triangles(self):
        return sum(sum(len(g.t) for g in self.meshes[n["mesh"]].values()) for n in self.nodes)

    # ---- baking and writing
    def bake(self, rays=20):
        """Contact shadow per vertex, against the whole set, at a mesh's first placement."""
        from mathutils.bvhtree import BVHTree
        vs, ts, at = [], [], 0
        for node in self.nodes:
            for mat, g in self.meshes[node["mesh"]].items():
                if self.materials[mat]["casts"]:
                    vs.append(g.v @ node["m"].T + node["p"])
                    ts.append(g.t + at)
                    at += len(g.v)
        tree = BVHTree.FromPolygons(np.concatenate(vs).tolist(), np.concatenate(ts).tolist(), all_triangles=True)
        r = rng(7)
        u, a = (np.arange(rays) + 0.5) / rays, np.arange(rays) * 2.399963 + r.random()
        hemi = np.stack([np.sqrt(u) * np.cos(a), np.sqrt(u) * np.sin(a), np.sqrt(1 - u)], 1)
        first = {}
        for node in self.nodes:
            first.setdefault(node["mesh"], node)
        for name, node in first.items():
            for mat, g in self.meshes[name].items():
                g.colour = np.ones(len(g.v))
                if not self.materials[mat]["casts"]:
                    continue
                v = g.v @ node["m"].T + node["p"]
                n = g.n @ node["m"].T
                n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)
                keys, back = np.unique(np.round(np.hstack([v, n]), 3), axis=0, return_inverse=True)
                out = np.empty(len(keys))
                for i, k in enumerate(keys):
                    p, nn = k[:3], k[3:]
                    x = np.cross(nn, (0, 1, 0) if abs(nn[1]) < 0.8 else (1, 0, 0))
                    x /= max(np.linalg.norm(x), 1e-9)
                    dirs = (hemi @ np.array([x, np.cross(nn, x), nn])).tolist()
                    o = (p + nn * 0.003).tolist()
                    dark = 0.0
                    for d in dirs:
                        hit = tree.ray_cast(o, d, self.reach)[3]
                        if hit is not None:
                            dark += 1 - hit / self.reach
                    out[i] = 1 - self.dirt * min(1.0, 1.25 * dark / rays)
                g.colour = out[back.ravel()]

    def write(self):
        """Writes NAME.gltf and NAME.bin."""
        blob, views, accessors = bytearray(), [], []

        def store(a, kind, comp, target, bounds=False, norm=False):
            while len(blob) % 4:
                blob.append(0)
            views.append(dict(buffer=0, byteOffset=len(blob), byteLength=a.nbytes, target=target))
            blob.extend(a.tobytes())
            acc = dict(bufferView=len(views) - 1, componentType=comp, count=len(a) if kind != "SCALAR" else a.size, type=kind)
            if bounds:
                acc.update(min=[float(q) for q in a.min(0)], max=[float(q) for q in a.max(0)])
            if norm:
                acc["normalized"] = True
            accessors.append(acc)
            return len(accessors) - 1

        images, textures, uses = [], [], {}

        def texture(path):
            if path not in uses:
                images.append(dict(uri=path, name=Path(path).stem))
                textures.append(dict(source=len(images) - 1, sampler=0))
                uses[path] = len(textures) - 1
            return uses[path]

        mats, number = [], {}
        for name, m in self.materials.items():
            number[name] = len(mats)
            mats.append(self._material(name, m, texture))
        meshes, where = [], {}
        for name, prims in self.meshes.items():
            where[name] = len(meshes)
            out = []
            for mat, g in prims.items():
                uv = g.uv / (self.materials[mat]["tile"] or 1.0)
                c = np.clip(np.repeat(getattr(g, "colour", np.ones(len(g.v)))[:, None], 3, 1) ** [0.96, 1.0, 1.06], 0, 1)
                rgba = np.column_stack([c * 255 + 0.5, np.full(len(g.v), 255.0)]).astype("u1")
                row = np.column_stack([g.v, g.n, uv]).astype("<f4")
                packed = np.concatenate([row.view("u1").reshape(len(row), -1), rgba], 1)
                _, keep, back = np.unique(packed, axis=0, return_index=True, return_inverse=True)
                order = np.argsort(keep)
                rank = np.empty_like(order)
                rank[order] = np.arange(len(order))
                row, rgba, t = row[keep[order]], rgba[keep[order]], rank[back.ravel()][g.t]
                idx = t.astype("<u2" if len(row) < 65535 else "<u4").ravel()
                n = row[:, 3:6] / np.maximum(np.linalg.norm(row[:, 3:6], axis=1, keepdims=True), 1e-9)
                out.append(dict(material=number[mat], indices=store(idx, "SCALAR", 5123 if idx.dtype.itemsize == 2 else 5125, 34963), attributes=dict(
                    POSITION=store(np.ascontiguousarray(row[:, :3]), "VEC3", 5126, 34962, bounds=True),
                    NORMAL=store(np.ascontiguousarray(n.astype("<f4")), "VEC3", 5126, 34962),
                    TEXCOORD_0=store(np.ascontiguousarray(row[:, 6:]), "VEC2", 5126, 34962),
                    COLOR_0=store(rgba, "VEC4", 5121, 34962, norm=True))))
            meshes.append(dict(name=name, primitives=out))
        nodes = []
        for n in self.nodes:
            node = dict(name=n["name"], mesh=where[n["mesh"]])
            if np.any(n["p"]) or not np.allclose(n["m"], np.eye(3)):
                m = np.eye(4)
                m[:3, :3], m[:3, 3] = n["m"], n["p"]
                node["matrix"] = [round(float(q), 7) for q in m.T.ravel()]
            nodes.append(node)
        doc = dict(asset=dict(version="2.0", generator="assets/make"), scene=0, scenes=[dict(name=self.name, nodes=list(range(len(nodes))))],
                   nodes=nodes, meshes=meshes, materials=mats, textures=textures, images=images, samplers=[dict(wrapS=10497, wrapT=10497, magFilter=9729, minFilter=9987)],
                   accessors=accessors, bufferViews=views, buffers=[dict(uri=f"{self.name}.bin", byteLength=len(blob))],
                   extensionsUsed=["KHR_materials_transmission"])
        (self.folder / f"{self.name}.bin").write_bytes(blob)
        (self.folder / f"{self.name}.gltf").write_text(json.dumps(doc, separators=(",", ":")).replace('},{"name"', '},\n{"name"') + "\n")
        size = sum(f.stat().st_size for f in self.folder.rglob("*") if f.is_file())
        low = min((min(float((g.v @ n["m"].T + n["p"])[:, 1].min()) for g in self.meshes[n["mesh"]].values()), n["name"]) for n in self.nodes)
        print(f"  lowest point {low[0]:.4f} m ({low[1]})")
        print(f"{self.name}: {self.triangles()} triangles in {len(nodes)} nodes, {len(mats)} materials, {size / 1e6:.1f} MB")

    def _material(self, name, m, texture):
        """The glTF form of one material."""
        rgb = [float(round(min(c, 1.0), 5)) for c in m["tint"]]
        pbr = dict(baseColorFactor=rgb + [m["alpha"] if m["alpha"] is not None else 1.0], roughnessFactor=m["rough"],
                   metallicFactor=0.0 if m["metal"] is None else m["metal"])
        out = dict(name=name, pbrMetallicRoughness=pbr, doubleSided=m["two"])
        if m["surface"]:
            f = self.files[m["surface"]]
            pbr["baseColorTexture"] = dict(index=texture(f["base"]))
            pbr["metallicRoughnessTexture"] = dict(index=texture(f["orm"]))
            pbr["metallicFactor"] = 1.0 if m["metal"] is None else m["metal"]
            out["normalTexture"] = dict(index=texture(f["normal"]), scale=m["relief"])
            out["occlusionTexture"] = dict(index=texture(f["orm"]))
        if m["picture"]:
            pbr["baseColorTexture"] = dict(index=texture(m["picture"]))
        if m["emit"] is not None:
            full = np.ones(3) if m["emit"] is True else linear(hexrgb(m["emit"]))
            out["emissiveFactor"] = [round(float(c), 5) for c in full * m["level"]]
            if m["emit"] is True:
                out["emissiveTexture"] = dict(index=texture(m["picture"]))
                pbr["baseColorFactor"] = [0.0, 0.0, 0.0, 1.0]
        if m["alpha"] is not None:
            out["alphaMode"] = "BLEND"
        if m["transmission"]:
            out["extensions"] = dict(KHR_materials_transmission=dict(transmissionFactor=m["transmission"]))
        return out
