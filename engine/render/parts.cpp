#include "render/parts.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <span>

#include "render/mirrors.h"

namespace recce::render {
namespace {

constexpr std::size_t kKept = 6;

void place(Part& part, const Mat4& world, const glm::vec3& low, const glm::vec3& high) {
    const Mat4 rows = glm::transpose(world);
    for (std::size_t i = 0; i < 3; ++i) part.rows[i] = glm::vec4(rows[static_cast<int>(i)]);
    part.scale = static_cast<float>(std::max({glm::length(Vec3(world[0])), glm::length(Vec3(world[1])), glm::length(Vec3(world[2]))}));
    part.centre = glm::vec3(Vec3(world * Vec4(Vec3(low + high) * 0.5, 1)));
    part.radius = glm::length(high - low) * 0.5f * part.scale;
}

bool letsThrough(const cooked::Material& m) { return m.alphaMode == cooked::AlphaMode::Blend || m.transmission > 0; }

Group groupOf(const cooked::Material* material, bool ghost, bool mirrored, bool meshTwoSided) {
    if (ghost) return Group::Blend;
    if (!material) return Group::OpaqueTwoSided;
    if (letsThrough(*material)) return Group::Blend;
    if (material->alphaMode == cooked::AlphaMode::Mask) return Group::Mask;
    return material->doubleSided || mirrored || meshTwoSided ? Group::OpaqueTwoSided : Group::Opaque;
}

Mat4 localOf(const cooked::Instance& instance) {
    Mat4 local(1);
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 4; ++c) local[c][r] = instance.transform[static_cast<std::size_t>(4 * r + c)];
    }
    return local;
}

bool drawn(const cooked::Mesh& mesh) { return mesh.lodCount != 0; }

glm::vec3 vec3(const std::array<float, 3>& v) { return {v[0], v[1], v[2]}; }

/// Whether a material of the piece mirrors as its changes make it.
bool mirrorsIn(const Piece& piece, const cooked::Material& material) {
    cooked::Material changed = material;
    for (const auto& change : piece.changes) {
        if (!change.roughness || piece.model->text(material.name) != change.material) continue;
        changed.roughness = static_cast<float>(*change.roughness);
        changed.textures[cooked::kMetalRough] = {};
    }
    return mirrors(changed);
}

void addModelParts(const Piece& piece, PieceParts& made) {
    auto& parts = made.parts;
    const auto& model = *piece.model;
    const auto unnamed = static_cast<std::uint32_t>(model.materials().size());
    std::vector<bool> changed(model.materials().size(), false), glows = changed;
    for (const auto& change : piece.changes) {
        for (std::uint32_t m = 0; m < unnamed; ++m) {
            if (model.text(model.materials()[m].name) != change.material) continue;
            changed[m] = true;
            glows[m] = glows[m] || (change.emitted && !piece.screen);
        }
    }
    for (const auto& instance : model.instances()) {
        const auto& mesh = model.meshes()[instance.mesh];
        if (!drawn(mesh)) continue;
        const Mat4 world = piece.world * localOf(instance);
        Part part;
        part.mesh = instance.mesh;
        const std::uint32_t material = instance.material != cooked::kNone ? instance.material : mesh.material;
        const cooked::Material* fact = material == cooked::kNone ? nullptr : &model.materials()[material];
        part.group = groupOf(fact, piece.ghost, glm::determinant(Mat3(world)) < 0, (mesh.flags & cooked::kDoubleSided) != 0);
        part.material = material == cooked::kNone ? unnamed : material;
        if (mesh.flags & cooked::kIsPoints) {
            part.group = Group::Points;
            // What colours they have are their own.
            part.material = unnamed + ((mesh.flags & cooked::kHasColour) ? 1 : 0);
            place(part, world, vec3(mesh.boundsMin), vec3(mesh.boundsMax));
            parts.push_back(part);
            continue;
        }
        part.changedMaterial = fact && changed[material];
        part.glows = fact && fact->emissive[0] + fact->emissive[1] + fact->emissive[2] > 0;
        part.isLamp = fact && glows[material];
        place(part, world, vec3(mesh.boundsMin), vec3(mesh.boundsMax));
        if (fact && !piece.ghost && mirrorsIn(piece, *fact)) {
            for (const Facet& facet : facetsOf(model, mesh)) made.mirrors.push_back({static_cast<std::uint32_t>(parts.size()), placedFacet(facet, world)});
        }
        parts.push_back(part);
    }
}

void addFigureParts(const Piece& piece, std::vector<Part>& parts) {
    glm::vec3 low(1e9f), high(-1e9f);
    for (const auto& p : piece.figure->positions) {
        low = glm::min(low, p);
        high = glm::max(high, p);
    }
    for (std::uint32_t r = 0; r < piece.figure->ranges.size(); ++r) {
        Part part;
        part.mesh = r;
        part.material = piece.figure->ranges[r].material;
        part.group = Group::OpaqueTwoSided;  // lids, hems and collars are open sheets
        place(part, piece.world, low, high);
        parts.push_back(part);
    }
}

std::shared_ptr<const PieceParts> makeParts(const Piece& piece) {
    auto made = std::make_shared<PieceParts>();
    if (piece.model) addModelParts(piece, *made);
    else addFigureParts(piece, made->parts);
    std::vector<Bounds> boxes;
    boxes.reserve(made->parts.size());
    for (std::uint32_t i = 0; i < made->parts.size(); ++i) {
        const Part& part = made->parts[i];
        boxes.push_back(Bounds::ofBall(part.centre, part.radius));
        if (part.group == Group::Blend && !piece.ghost) made->clear.push_back(i);
    }
    made->tree = BoundsTree(boxes);
    return made;
}

template <class T> void add(std::string& bytes, const T& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof(value)); }

/// Whether these are the pieces of this snapshot about their origin: the common case, without making them first.
bool same(const Pieces& pieces, const Snapshot& snapshot, const Vec3& origin) {
    if (pieces.origin != origin || pieces.pieces.size() != snapshot.models.size() + snapshot.figures.size()) return false;
    const auto inFrame = [&](Mat4 transform) {
        transform[3] -= Vec4(origin, 0);
        return transform;
    };
    auto at = pieces.pieces.begin();
    for (const auto& m : snapshot.models) {
        const Piece& p = *at++;
        if (p.model != m.model || p.tag != m.tag || p.ghost != m.ghost || p.world != inFrame(m.transform) || p.changes != m.changes) return false;
    }
    for (const auto& m : snapshot.figures) {
        const Piece& p = *at++;
        if (p.figure != m.mesh || p.tag != m.tag || p.world != inFrame(m.transform)) return false;
    }
    return true;
}

/// Of all that the parts of a piece are made from. Models and figures by address: whoever keeps the key holds them too.
Hash128 keyOf(const Piece& piece, const Vec3& origin, std::string& bytes) {
    bytes.clear();
    add(bytes, piece.thing());
    add(bytes, piece.world);
    add(bytes, origin);
    add(bytes, piece.tag);
    add(bytes, piece.ghost);
    add(bytes, piece.screen);
    for (const auto& change : piece.changes) {
        bytes += change.material;
        bytes += '\0';
        add(bytes, change.colour.has_value());
        if (change.colour) add(bytes, *change.colour);
        add(bytes, change.roughness.value_or(-1));
        add(bytes, change.emitted.value_or(Vec3(-1)));
    }
    return hashOf(bytes);
}

Bounds moved(const Bounds& box, const Mat4& world) {
    Bounds out;
    for (int i = 0; i < 8; ++i) {
        const Vec3 corner((i & 1) ? box.high.x : box.low.x, (i & 2) ? box.high.y : box.low.y, (i & 4) ? box.high.z : box.low.z);
        const glm::vec3 at(Vec3(world * Vec4(corner, 1)));
        out.add({at, at});
    }
    return out;
}

/// What of the box light along `down` reaches or shades, as far down as `lowest`.
Bounds swept(const Bounds& box, const glm::vec3& down, float lowest) {
    const float drop = std::max(box.high.y - lowest, 0.0f);
    // Near the horizon shadows have no end: a thousand times the height is as good as none.
    const glm::vec3 by = down * std::min(drop / std::max(-down.y, 1e-4f), drop * 1000 + 1);
    Bounds out = box;
    out.add({box.low + by, box.high + by});
    return out;
}

}  // namespace

Frustum::Frustum(const glm::mat4& m) {
    const auto row = [&](int r) { return glm::vec4(m[0][r], m[1][r], m[2][r], m[3][r]); };
    planes = {row(3) + row(0), row(3) - row(0), row(3) + row(1), row(3) - row(1), row(3) - row(2)};
    for (auto& plane : planes) {
        const float length = glm::length(glm::vec3(plane));
        if (length > 0) plane /= length;
    }
}

namespace {

bool inside(std::span<const glm::vec4> planes, const glm::vec3& centre, float radius) {
    for (const auto& plane : planes) {
        if (glm::dot(glm::vec3(plane), centre) + plane.w < -radius) return false;
    }
    return true;
}

bool inside(std::span<const glm::vec4> planes, const Bounds& box) {
    const glm::vec3 centre = (box.low + box.high) * 0.5f, half = (box.high - box.low) * 0.5f;
    for (const auto& plane : planes) {
        const float reach = glm::dot(glm::abs(glm::vec3(plane)), half);
        // A little more than nothing: what rounding takes must not take a part.
        if (glm::dot(glm::vec3(plane), centre) + plane.w < -reach * 1.0001f - 1e-4f) return false;
    }
    return true;
}

}  // namespace

bool Frustum::touches(const glm::vec3& centre, float radius) const { return inside(planes, centre, radius); }
bool Frustum::touches(const Bounds& box) const { return inside(planes, box); }

bool Region::touches(const glm::vec3& at, float around) const {
    if (frustum && !frustum->touches(at, around)) return false;
    if (!inside(hull, at, around)) return false;
    return radius < 0 || glm::length(at - centre) < radius + around;
}

bool Region::touches(const Bounds& box) const {
    if (frustum && !frustum->touches(box)) return false;
    if (!inside(hull, box)) return false;
    if (radius < 0) return true;
    const glm::vec3 nearest = glm::clamp(centre, box.low, box.high);
    return glm::length(nearest - centre) <= radius * 1.0001f + 1e-4f;
}

const PieceParts& Piece::parts() const {
    if (!made) made = makeParts(*this);
    return *made;
}

std::vector<std::uint32_t> Pieces::touched(const Region& region) const {
    std::vector<std::uint32_t> out;
    tree.visit([&](const Bounds& box) { return region.touches(box); }, [&](std::uint32_t i) {
        if (region.touches(pieces[i].bounds)) out.push_back(i);
    });
    std::sort(out.begin(), out.end());
    return out;
}

bool Pieces::clearIn(const Region& region) const {
    for (const std::uint32_t p : clear) {
        if (!region.touches(pieces[p].bounds)) continue;
        const PieceParts& of = pieces[p].parts();
        for (const std::uint32_t i : of.clear) {
            if (region.touches(of.parts[i].centre, of.parts[i].radius)) return true;
        }
    }
    return false;
}

Bounds Pieces::shading(const Frustum& frustum, const glm::vec3& down, float lowest) const {
    Bounds all;
    const auto shades = [&](const Bounds& box) { return frustum.touches(swept(box, down, lowest)); };
    tree.visit(shades, [&](std::uint32_t i) {
        if (!pieces[i].ghost && shades(pieces[i].bounds)) all.add(pieces[i].bounds);
    });
    return all;
}

Bounds PieceShelf::reachOf(const std::shared_ptr<const cooked::Model>& model) {
    for (const auto& [known, reach] : reaches_) {
        if (known == model) return reach;
    }
    Bounds reach;
    for (const auto& instance : model->instances()) {
        const auto& mesh = model->meshes()[instance.mesh];
        if (!drawn(mesh)) continue;
        Part part;
        place(part, localOf(instance), vec3(mesh.boundsMin), vec3(mesh.boundsMax));
        reach.add(Bounds::ofBall(part.centre, part.radius));
    }
    reaches_.emplace_back(model, reach);
    return reach;
}

std::shared_ptr<const Pieces> PieceShelf::of(const Snapshot& snapshot, const Vec3& origin) {
    for (auto kept = kept_.end(); kept != kept_.begin();) {
        --kept;
        if (!same(**kept, snapshot, origin)) continue;
        std::rotate(kept, kept + 1, kept_.end());
        return kept_.back();
    }
    auto pieces = std::make_shared<Pieces>();
    pieces->origin = origin;
    pieces->pieces.reserve(snapshot.models.size() + snapshot.figures.size());
    std::map<const void*, std::uint32_t> orders;
    std::string bytes, all, still;
    const auto finish = [&](Piece& piece, const Mat4& transform) {
        piece.world = transform;
        piece.world[3] -= Vec4(origin, 0);
        piece.order = orders.emplace(piece.thing(), static_cast<std::uint32_t>(orders.size())).first->second;
        piece.key = keyOf(piece, origin, bytes);
        add(all, piece.key);
        if (piece.model) add(still, piece.key);
        pieces->pieces.push_back(std::move(piece));
    };
    for (const auto& placed : snapshot.models) {
        Piece piece;
        piece.model = placed.model;
        piece.tag = placed.tag;
        piece.ghost = placed.ghost;
        piece.changes = placed.changes;
        const auto materials = placed.model->materials();
        if (!placed.ghost && std::any_of(materials.begin(), materials.end(), letsThrough)) {
            pieces->clear.push_back(static_cast<std::uint32_t>(pieces->pieces.size()));
        }
        piece.screen = placed.screen.has_value();
        if (!placed.ghost && std::any_of(materials.begin(), materials.end(), [&](const cooked::Material& m) { return mirrorsIn(piece, m); })) {
            pieces->mirrored.push_back(static_cast<std::uint32_t>(pieces->pieces.size()));
        }
        finish(piece, placed.transform);
    }
    for (const auto& placed : snapshot.figures) {
        Piece piece;
        piece.figure = placed.mesh;
        piece.tag = placed.tag;
        finish(piece, placed.transform);
    }
    pieces->key = hashOf(all);
    pieces->still = hashOf(still);
    std::map<Hash128, std::shared_ptr<const PieceParts>> known;
    for (const auto& kept : kept_) {
        for (const Piece& piece : kept->pieces) {
            if (piece.made) known[piece.key] = piece.made;
        }
    }
    std::vector<Bounds> boxes;
    for (Piece& piece : pieces->pieces) {
        if (const auto at = known.find(piece.key); at != known.end()) piece.made = at->second;
        if (piece.figure) {
            for (const Part& part : piece.parts().parts) piece.bounds.add(Bounds::ofBall(part.centre, part.radius));
        } else if (const Bounds reach = reachOf(piece.model); reach.low.x <= reach.high.x) {
            piece.bounds = moved(reach, piece.world);
        }
        boxes.push_back(piece.bounds);
    }
    pieces->tree = BoundsTree(boxes);
    if (kept_.size() == kKept) kept_.erase(kept_.begin());
    kept_.push_back(pieces);
    std::erase_if(reaches_, [&](const auto& entry) {
        return std::none_of(kept_.begin(), kept_.end(), [&](const auto& k) {
            return std::any_of(k->pieces.begin(), k->pieces.end(), [&](const Piece& p) { return p.model == entry.first; });
        });
    });
    return pieces;
}

}  // namespace recce::render
