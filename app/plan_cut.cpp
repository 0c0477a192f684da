#include "app/plan_cut.h"

#include <algorithm>
#include <cmath>

namespace recce {
namespace {

constexpr double kBelow = 0.002;      // metres: just under the cut, so that the cut itself does not take it away
constexpr double kSheet = 0.06;       // metres: a scenic flat; a sheet is drawn as one
constexpr double kSlight = 0.8;       // metres: what is shorter is a leaf or a cloth, not a wall
const Vec3 kColour(0.0775);           // under the plan's even light the grey that cut walls have in every view

class Faces {
public:
    explicit Faces(float y) : y_(y) {}

    void quad(const Vec2& a, const Vec2& b, const Vec2& c, const Vec2& d) {
        const auto first = static_cast<std::uint32_t>(mesh_.positions.size());
        for (const Vec2& p : {a, b, c, d}) {
            mesh_.positions.emplace_back(static_cast<float>(p.x), y_, static_cast<float>(p.y));
            mesh_.normals.emplace_back(0.f, 1.f, 0.f);
        }
        // z runs down the plan: clockwise there is counter-clockwise from above.
        const bool turned = (c.x - a.x) * (d.y - b.y) - (c.y - a.y) * (d.x - b.x) > 0;
        for (const std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) mesh_.indices.push_back(first + (turned && i ? 4 - i : i));
    }

    void wall(const SectionLine& line) {
        double length = 0;
        for (std::size_t i = 1; i < line.size(); ++i) length += glm::length(line[i] - line[i - 1]);
        const double half = (length < kSlight ? 0.25 : 0.5) * kSheet;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Vec2 way = line[i] - line[i - 1];
            const double run = glm::length(way);
            if (run < 1e-6) continue;
            const Vec2 along = way / run * half, across(-along.y, along.x);
            quad(line[i - 1] - along - across, line[i] + along - across, line[i] + along + across, line[i - 1] - along + across);
        }
    }

    /// Between neighbouring corners' heights on the plan a figure of straight sides is a row of trapezoids.
    void solid(const std::vector<SectionLine>& loops) {
        struct Side {
            Vec2 low, high;
        };
        std::vector<Side> sides;
        std::vector<double> levels;
        for (const SectionLine& loop : loops) {
            for (std::size_t i = 0; i < loop.size(); ++i) {
                const Vec2 a = loop[i], b = loop[(i + 1) % loop.size()];
                levels.push_back(a.y);
                if (a.y != b.y) sides.push_back(a.y < b.y ? Side{a, b} : Side{b, a});
            }
        }
        std::sort(levels.begin(), levels.end());
        levels.erase(std::unique(levels.begin(), levels.end(), [](double a, double b) { return b - a < 1e-7; }), levels.end());
        std::vector<std::pair<double, double>> crossings;
        for (std::size_t k = 0; k + 1 < levels.size(); ++k) {
            const double low = levels[k], high = levels[k + 1], middle = (low + high) / 2;
            crossings.clear();
            for (const Side& s : sides) {
                if (s.low.y > middle || s.high.y <= middle) continue;
                const double slope = (s.high.x - s.low.x) / (s.high.y - s.low.y);
                crossings.emplace_back(s.low.x + slope * (low - s.low.y), s.low.x + slope * (high - s.low.y));
            }
            std::sort(crossings.begin(), crossings.end(), [](const auto& a, const auto& b) { return a.first + a.second < b.first + b.second; });
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
                const auto &left = crossings[i], &right = crossings[i + 1];
                quad({left.first, low}, {right.first, low}, {right.second, high}, {left.second, high});
            }
        }
    }

    std::shared_ptr<const FigureMesh> finish() {
        if (mesh_.indices.empty()) return nullptr;
        mesh_.ranges.push_back({0, static_cast<std::uint32_t>(mesh_.indices.size()), 0});
        mesh_.materials.push_back({kColour, 1.0, "cut"});
        return std::make_shared<const FigureMesh>(std::move(mesh_));
    }

private:
    FigureMesh mesh_;
    float y_;
};

}  // namespace

std::shared_ptr<const FigureMesh> cutFaces(const Section& section) {
    Faces faces(static_cast<float>(section.height.value - kBelow));
    for (const auto& solid : section.solids) faces.solid(solid);
    for (const auto& sheet : section.sheets) faces.wall(sheet);
    return faces.finish();
}

void PlanCuts::addTo(render::Snapshot& snapshot, Metres height) {
    std::vector<Vec2> people;
    for (const auto& figure : snapshot.figures) people.emplace_back(figure.transform[3].x, figure.transform[3].z);
    for (Kept& kept : kept_) kept.used = false;
    std::vector<render::PlacedFigure> faces;
    for (const auto& placed : snapshot.models) {
        if (placed.ghost) continue;
        const Box box = transformed(placed.model->bounds(), placed.transform);
        if (box.min.y >= height.value || box.max.y <= height.value) continue;
        std::vector<Vec2> inside;
        for (const Vec2& at : people) {
            if (at.x > box.min.x && at.x < box.max.x && at.y > box.min.z && at.y < box.max.z) inside.push_back(at);
        }
        auto kept = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) {
            return k.model == placed.model && k.transform == placed.transform && k.height == height.value && k.inside == inside;
        });
        if (kept == kept_.end()) {
            const auto meshes = sectionMeshes(*placed.model, placed.transform);
            kept_.push_back({placed.model, placed.transform, height.value, inside, cutFaces(cutOf(meshes, height, inside)), true});
            kept = std::prev(kept_.end());
        }
        kept->used = true;
        if (kept->mesh) faces.push_back({kept->mesh, Mat4(1), placed.tag});
    }
    std::erase_if(kept_, [](const Kept& k) { return !k.used; });
    snapshot.figures.insert(snapshot.figures.end(), faces.begin(), faces.end());
}

}  // namespace recce
