// Geometric questions about a set and the people in it: what a ray meets, what hides what, where the floor is. The one
// truth behind picking, snapping, meters and findings. Knows no production: pieces are told apart by the caller's tags.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "asset/cooked.h"
#include "asset/figure.h"
#include "base/math.h"
#include "base/units.h"

namespace recce {

inline constexpr std::uint32_t kNoTag = 0xFFFFFFFFu;

/// `direction` need not be normalised; distances are in metres along it all the same.
struct SightRay {
    Vec3 origin{0};
    Vec3 direction{0, 0, -1};
    double minDistance = 0;
    double maxDistance = 1e6;
};

/// Through: glass lets the ray pass (light, lines of sight). Solid: glass stops it (picking, placing, collisions).
enum class SightGlass { Through, Solid };

struct SightHit {
    double distance = 0;
    Vec3 point{0};
    Vec3 normal{0};             ///< geometric, unit, turned against the ray
    bool backFace = false;      ///< the ray met the side that the winding calls inside
    std::uint32_t tag = kNoTag; ///< of the placed model or figure
    std::uint32_t part = 0;     ///< instance of the cooked model; range of a figure
    std::uint32_t triangle = 0; ///< of the part; of the whole mesh for figures
    std::uint32_t placement = 0;///< number within the scene, for surface()
};

/// What light does at a hit, from materials: base colour times texture mean, linear BT.709.
struct SightSurface {
    Vec3 albedo{0.5};
    Vec3 emitted{0};  ///< cd/m2
};

/// The search trees of one cooked model, built once and shared by every scene it stands in.
class SightModel;
std::shared_ptr<const SightModel> makeSightModel(std::shared_ptr<const cooked::Model> model);

struct SightPiece {
    std::shared_ptr<const SightModel> model;
    Mat4 transform{1};  ///< model space to world
    std::uint32_t tag = 0;
    bool passes = false;  ///< all of it counts as glass: who asks knows what it lets through (a net)
};
struct SightFigure {
    std::shared_ptr<const FigureMesh> mesh;
    Mat4 transform{1};  ///< figure space to world
    std::uint32_t tag = 0;
};
/// Plain triangles, for stand-in boxes, planes and tests.
struct SightTriangles {
    std::vector<glm::vec3> positions;
    std::vector<std::uint32_t> indices;
    Vec3 albedo{0.5};
    Vec3 emitted{0};  ///< cd/m2
    std::uint32_t tag = 0;
    bool glass = false;
};

struct SightContents {
    std::vector<SightPiece> pieces;
    std::vector<SightFigure> figures;
    std::vector<SightTriangles> triangles;
};

/// Immutable; any thread may ask. Answers repeat bit for bit on every x86-64 machine (see embree.cpp).
class SightScene {
public:
    static std::shared_ptr<const SightScene> make(const SightContents& contents);
    ~SightScene();
    SightScene(const SightScene&) = delete;
    SightScene& operator=(const SightScene&) = delete;

    const Box& bounds() const;
    std::optional<SightHit> cast(const SightRay& ray, SightGlass glass = SightGlass::Solid) const;
    /// Anything between minDistance and maxDistance?
    bool occluded(const SightRay& ray, SightGlass glass = SightGlass::Through) const;
    /// As cast() for many rays; the answer at i belongs to ray i.
    std::vector<std::optional<SightHit>> cast(std::span<const SightRay> rays, SightGlass glass) const;
    SightSurface surface(const SightHit& hit) const;
    /// Share of the light along the ray that all the glass on its way lets through, per channel: colour, and what two faces
    /// of a pane do not mirror (optics::paneMirror). 1 in a set without glass. Solid things are not looked at.
    Vec3 through(const SightRay& ray) const;

    struct State;
    const State& state() const;  ///< for the files of this module

private:
    explicit SightScene(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace recce
