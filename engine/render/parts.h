// The parts of a snapshot's placed things in frame space, kept from frame to frame while the things stay as they are, in
// trees, so that what a drawing does not touch costs it nothing. Knows matrices and cooked models, no device.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/hash.h"
#include "render/bounds_tree.h"
#include "render/contents.h"

namespace recce::render {

enum class Group : std::uint32_t { Opaque, OpaqueTwoSided, Mask, Points, Blend, Count };

/// One part of one placed thing, in frame space (relative to the origin of the frame).
struct Part {
    std::uint32_t mesh = 0;         ///< of the model; range of a figure
    std::uint32_t material = 0;     ///< of the model or figure; past its last: the plain one of meshes that have none, then that of points
    bool changedMaterial = false;   ///< the piece has changes for it
    bool glows = false;             ///< its material shines
    bool isLamp = false;            ///< shines in place of a lamp: it throws no shadow
    Group group = Group::Opaque;
    std::array<glm::vec4, 3> rows;
    glm::vec3 centre{0};
    float radius = 0;
    float scale = 1;                ///< greatest scale of the transform
};

struct Frustum {
    std::array<glm::vec4, 5> planes;  ///< inside is positive: left, right, bottom, top, near
    explicit Frustum(const glm::mat4& viewProjection);
    bool touches(const glm::vec3& centre, float radius) const;
    bool touches(const Bounds& box) const;
};

/// Where a drawing needs parts: in a frustum, (a lamp's reach) not farther than `radius` from `centre`, and inside of `hull`.
struct Region {
    std::optional<Frustum> frustum;
    glm::vec3 centre{0};
    float radius = -1;            ///< negative: however far
    std::vector<glm::vec4> hull{};  ///< planes, inside is positive; none: everywhere
    bool touches(const glm::vec3& at, float around) const;
    bool touches(const Bounds& box) const;
};

/// A large plane face.
struct Facet {
    glm::vec4 plane{0};                  ///< unit normal and offset: dot(plane, (p, 1)) = 0
    std::array<glm::vec3, 4> corners{};  ///< of a rectangle round it
};

/// The parts of one placed thing.
struct PieceParts {
    std::vector<Part> parts;
    BoundsTree tree;
    std::vector<std::uint32_t> clear;  ///< of parts: those that light goes through
    struct Mirror {
        std::uint32_t part;
        Facet facet;  ///< frame space
    };
    std::vector<Mirror> mirrors;       ///< faces that show a picture of what stands before them
};

/// One placed thing: a model or a figure. Holds what it points to.
struct Piece {
    std::shared_ptr<const cooked::Model> model;  ///< null: a figure
    std::shared_ptr<const FigureMesh> figure;
    Mat4 world{1};               ///< thing -> frame
    PickTag tag = 0;
    bool ghost = false;
    std::vector<MaterialChange> changes;
    bool screen = false;         ///< a cloth: its sides shine and throw shadows as well
    std::uint32_t order = 0;     ///< of the model or figure among those of the snapshot: sorts alike in every run
    Bounds bounds;               ///< frame space
    Hash128 key;                 ///< of all that its parts depend on
    mutable std::shared_ptr<const PieceParts> made;  ///< when first touched
    const PieceParts& parts() const;
    const void* thing() const { return model ? static_cast<const void*>(model.get()) : figure.get(); }
};

struct Pieces {
    Hash128 key;                 ///< of all pieces and the origin
    Hash128 still;               ///< of the models alone: what stands while people move
    Vec3 origin{0};
    std::vector<Piece> pieces;   ///< in the snapshot's order
    std::vector<std::uint32_t> clear;  ///< of pieces: those with something that light goes through, ghosts left out
    std::vector<std::uint32_t> mirrored;  ///< of pieces: those that may have mirrors
    BoundsTree tree;

    /// Calls found(piece, index of the part) for each part that the region touches, in the snapshot's order.
    template <class Found>
    void visit(const Region& region, const Found& found) const {
        for (const std::uint32_t p : touched(region)) {
            const Piece& piece = pieces[p];
            const PieceParts& of = piece.parts();
            std::vector<std::uint32_t> in;
            of.tree.visit([&](const Bounds& box) { return region.touches(box); }, [&](std::uint32_t i) {
                if (region.touches(of.parts[i].centre, of.parts[i].radius)) in.push_back(i);
            });
            std::sort(in.begin(), in.end());
            for (const std::uint32_t i : in) found(p, i);
        }
    }
    /// Whether anything that light goes through is in the region.
    bool clearIn(const Region& region) const;
    /// The pieces in a region, in the snapshot's order.
    std::vector<std::uint32_t> touched(const Region& region) const;
    /// The box, in frame space, of all pieces that are in the frustum or may throw a shadow into it: light goes along
    /// `down` and no shadow is looked for lower than `lowest`. Empty where there are none.
    Bounds shading(const Frustum& frustum, const glm::vec3& down, float lowest) const;
};

/// Keeps the pieces of the last few snapshots. What two snapshots or two origins share of pieces is made once for each
/// origin.
class PieceShelf {
public:
    std::shared_ptr<const Pieces> of(const Snapshot& snapshot, const Vec3& origin);

private:
    Bounds reachOf(const std::shared_ptr<const cooked::Model>& model);
    std::vector<std::shared_ptr<const Pieces>> kept_;  ///< the last used one last
    std::vector<std::pair<std::shared_ptr<const cooked::Model>, Bounds>> reaches_;
};

}  // namespace recce::render
