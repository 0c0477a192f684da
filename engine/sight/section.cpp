// Cutting triangles, chaining the pieces, and hiding lines with a map of heights; see section.h.
#include "sight/section.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <unordered_map>

#include "sight/height_map.h"

namespace recce {
namespace {

constexpr double kWeld = 1e-4;        ///< metres: corners closer than this are one
constexpr double kFineLod = 0.002;    ///< metres a coarser level may be off; 0.04 mm on paper at 1:50
constexpr double kCrease = 0.9;       ///< cosine: faces that turn by more than 26 degrees meet in an edge
constexpr double kShortLine = 0.03;   ///< metres: shorter outlines are noise of leaves and cloth
constexpr double kStraight = 0.002;   ///< metres that a point may be left out by

struct Welded {
    std::vector<Vec3> points;
    std::vector<std::array<std::uint32_t, 3>> triangles;
};

Welded welded(const SectionMesh& mesh) {
    struct Key {
        std::int64_t x, y, z;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& k) const {
            return static_cast<std::size_t>((k.x * 73856093) ^ (k.y * 19349663) ^ (k.z * 83492791));
        }
    };
    Welded out;
    std::unordered_map<Key, std::uint32_t, Hash> seen;
    std::vector<std::uint32_t> to(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const Vec3 p = mesh.positions[i] / kWeld;
        const Key key{std::llround(p.x), std::llround(p.y), std::llround(p.z)};
        const auto [at, fresh] = seen.try_emplace(key, static_cast<std::uint32_t>(out.points.size()));
        if (fresh) out.points.push_back(mesh.positions[i]);
        to[i] = at->second;
    }
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const std::array<std::uint32_t, 3> t{to[mesh.indices[i]], to[mesh.indices[i + 1]], to[mesh.indices[i + 2]]};
        if (t[0] != t[1] && t[1] != t[2] && t[2] != t[0]) out.triangles.push_back(t);
    }
    return out;
}

using EdgeKey = std::uint64_t;
EdgeKey edgeKey(std::uint32_t a, std::uint32_t b) { return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b); }
Vec2 onFloor(const Vec3& p) { return {p.x, p.z}; }

double signedArea(const SectionLine& loop) {
    double sum = 0;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const Vec2 a = loop[i], b = loop[(i + 1) % loop.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum / 2;
}
bool inside(const SectionLine& loop, Vec2 p) {
    bool in = false;
    for (std::size_t i = 0, k = loop.size() - 1; i < loop.size(); k = i++) {
        if ((loop[i].y > p.y) != (loop[k].y > p.y) &&
            p.x < (loop[k].x - loop[i].x) * (p.y - loop[i].y) / (loop[k].y - loop[i].y) + loop[i].x)
            in = !in;
    }
    return in;
}

SectionLine simplified(const SectionLine& line) {
    if (line.size() < 3) return line;
    std::vector<bool> keep(line.size(), false);
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> spans{{0, line.size() - 1}};
    while (!spans.empty()) {
        const auto [a, b] = spans.back();
        spans.pop_back();
        const Vec2 along = line[b] - line[a];
        const double length = glm::length(along);
        double worst = kStraight;
        std::size_t at = 0;
        for (std::size_t i = a + 1; i < b; ++i) {
            const Vec2 d = line[i] - line[a];
            const double off = length > 1e-9 ? std::abs(along.x * d.y - along.y * d.x) / length : glm::length(d);
            if (off > worst) worst = off, at = i;
        }
        if (at == 0) continue;
        keep[at] = true;
        spans.emplace_back(a, at);
        spans.emplace_back(at, b);
    }
    SectionLine out;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (keep[i]) out.push_back(line[i]);
    return out;
}

// Each triangle that the plane meets gives a piece from one of its edges to another, directed so that the solid is on
// one side of it throughout: pieces then chain edge to edge, exactly, because welded neighbours share edges.
void cutMesh(const Welded& mesh, double height, std::span<const Vec2> air, Section& out) {
    std::map<EdgeKey, std::vector<EdgeKey>> next;
    std::unordered_map<EdgeKey, Vec2> place;
    const auto meet = [&](std::uint32_t a, std::uint32_t b) {
        const EdgeKey key = edgeKey(a, b);
        if (a > b) std::swap(a, b);
        const Vec3 p = mesh.points[a], q = mesh.points[b];
        place[key] = onFloor(p + (q - p) * ((height - p.y) / (q.y - p.y)));
        return key;
    };
    for (const auto& t : mesh.triangles) {
        EdgeKey up = 0, down = 0;
        for (int i = 0; i < 3; ++i) {
            const std::uint32_t a = t[static_cast<std::size_t>(i)], b = t[static_cast<std::size_t>((i + 1) % 3)];
            const bool above = mesh.points[a].y >= height, next_ = mesh.points[b].y >= height;
            if (above && !next_) down = meet(a, b);
            if (!above && next_) up = meet(a, b);
        }
        if (up && down) next[up].push_back(down);
    }
    std::vector<SectionLine> loops;
    const auto isStart = [&] {
        std::map<EdgeKey, int> balance;
        for (const auto& [from, list] : next) {
            balance[from] += static_cast<int>(list.size());
            for (const EdgeKey to : list) --balance[to];
        }
        return balance;
    }();
    const auto walk = [&](EdgeKey from) {
        SectionLine line{place[from]};
        const EdgeKey first = from;
        bool closed = false;
        for (auto at = next.find(from); at != next.end() && !at->second.empty(); at = next.find(from)) {
            from = at->second.back();
            at->second.pop_back();
            if (from == first) {
                closed = true;
                break;
            }
            line.push_back(place[from]);
        }
        line = simplified(line);
        if (closed && line.size() > 2) loops.push_back(std::move(line));
        else if (line.size() > 1) out.sheets.push_back(std::move(line));
    };
    for (const auto& [key, balance] : isStart)
        for (int i = 0; i < balance; ++i) walk(key);
    for (const auto& [key, list] : next)
        while (!list.empty()) walk(key);

    // Loops that run one way round are solid, the other way round they are holes of a solid, or rooms seen from inside.
    std::vector<std::vector<SectionLine>> groups;
    std::vector<SectionLine> holes;
    for (SectionLine& loop : loops) {
        if (signedArea(loop) > 0) groups.push_back({std::move(loop)});
        else holes.push_back(std::move(loop));
    }
    for (SectionLine& hole : holes) {
        std::vector<SectionLine>* best = nullptr;
        double least = 0;
        for (auto& group : groups) {
            const double area = signedArea(group[0]);
            if (inside(group[0], hole[0]) && (!best || area < least)) best = &group, least = area;
        }
        hole.push_back(hole.front());
        if (best) best->push_back(std::move(hole));
        else out.sheets.push_back(std::move(hole));
    }
    for (auto& group : groups) {
        const bool filled = std::any_of(air.begin(), air.end(), [&](Vec2 p) {
            return std::count_if(group.begin(), group.end(), [&](const SectionLine& loop) { return inside(loop, p); }) % 2 == 1;
        });
        if (!filled) {
            out.solids.push_back(std::move(group));
            continue;
        }
        for (SectionLine& loop : group) {
            if (loop.front() != loop.back()) loop.push_back(loop.front());
            out.sheets.push_back(std::move(loop));
        }
    }
}

struct Edge {
    Vec3 a, b;
};

// Borders, creases and silhouettes seen from above, cut off at the plane.
void collectEdges(const Welded& mesh, double height, std::vector<Edge>& out) {
    struct Sides {
        Vec3 first{0}, second{0};
        int count = 0;
    };
    std::unordered_map<EdgeKey, Sides> edges;
    for (const auto& t : mesh.triangles) {
        if (std::min({mesh.points[t[0]].y, mesh.points[t[1]].y, mesh.points[t[2]].y}) >= height) continue;
        const Vec3 n = glm::cross(mesh.points[t[1]] - mesh.points[t[0]], mesh.points[t[2]] - mesh.points[t[0]]);
        const double length = glm::length(n);
        if (length < 1e-12) continue;
        for (int i = 0; i < 3; ++i) {
            Sides& s = edges[edgeKey(t[static_cast<std::size_t>(i)], t[static_cast<std::size_t>((i + 1) % 3)])];
            (s.count == 0 ? s.first : s.second) = n / length;
            ++s.count;
        }
    }
    for (const auto& [key, s] : edges) {
        const bool silhouette = s.count == 2 && (s.first.y > 0) != (s.second.y > 0);
        if (s.count == 2 && !silhouette && glm::dot(s.first, s.second) > kCrease) continue;
        Vec3 a = mesh.points[key >> 32], b = mesh.points[key & 0xFFFFFFFFu];
        if (a.y > b.y) std::swap(a, b);
        if (a.y >= height) continue;
        if (b.y > height) b = a + (b - a) * ((height - a.y) / (b.y - a.y));
        if (glm::length(onFloor(b) - onFloor(a)) > kWeld) out.push_back({a, b});
    }
}

// Visible runs of an edge: where one side of it is no higher than itself and the ground steps there.
void visibleRuns(const Edge& e, const HeightMap& map, std::vector<SectionLine>& out) {
    constexpr double kStep = 0.015;   // metres of height that make a line
    constexpr double kCover = 0.02;   // metres that something may stand above the edge without hiding it
    const Vec2 a = onFloor(e.a), b = onFloor(e.b);
    const double length = glm::length(b - a);
    const Vec2 side = Vec2(-(b - a).y, (b - a).x) / length * (map.cell() * 1.3);
    const int pieces = std::max(1, static_cast<int>(std::ceil(length / (map.cell() * 2))));
    double start = -1;
    const auto flush = [&](double end) {
        if (start >= 0 && end > start) out.push_back({a + (b - a) * start, a + (b - a) * end});
        start = -1;
    };
    for (int i = 0; i < pieces; ++i) {
        const double t = (i + 0.5) / pieces, y = e.a.y + (e.b.y - e.a.y) * t;
        const Vec2 p = a + (b - a) * t;
        const double left = map.at(p + side), right = map.at(p - side);
        const double low = std::min(left, right), high = std::max(left, right);
        const bool seen = low <= y + kCover && high <= y + 0.06 && high - low > kStep;
        if (seen && start < 0) start = static_cast<double>(i) / pieces;
        if (!seen) flush(static_cast<double>(i) / pieces);
    }
    flush(1);
}

// Runs that meet end to end become one line, so that dashes and joins look drawn and files stay small.
std::vector<SectionLine> joined(std::vector<SectionLine> runs) {
    constexpr double kMeet = 0.004;
    const auto keyOf = [&](Vec2 p) { return std::pair(std::llround(p.x / kMeet), std::llround(p.y / kMeet)); };
    std::sort(runs.begin(), runs.end(), [](const SectionLine& a, const SectionLine& b) {
        return std::tuple(a[0].x, a[0].y, a[1].x, a[1].y) < std::tuple(b[0].x, b[0].y, b[1].x, b[1].y);
    });
    std::map<std::pair<long long, long long>, std::vector<std::size_t>> ends;
    std::map<std::pair<std::pair<long long, long long>, std::pair<long long, long long>>, bool> seen;
    std::vector<bool> used(runs.size(), false);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        auto a = keyOf(runs[i][0]), b = keyOf(runs[i][1]);
        // The same edge comes twice where two faces lie on each other.
        if (!seen.try_emplace(std::minmax(a, b), true).second) {
            used[i] = true;
            continue;
        }
        ends[a].push_back(i);
        ends[b].push_back(i);
    }
    std::vector<SectionLine> out;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (used[i]) continue;
        used[i] = true;
        SectionLine line = runs[i];
        for (int direction = 0; direction < 2; ++direction) {
            for (bool grown = true; grown;) {
                grown = false;
                for (const std::size_t k : ends[keyOf(line.back())]) {
                    if (used[k]) continue;
                    const bool forward = keyOf(runs[k][0]) == keyOf(line.back());
                    line.push_back(forward ? runs[k][1] : runs[k][0]);
                    used[k] = grown = true;
                    break;
                }
            }
            std::reverse(line.begin(), line.end());
        }
        double length = 0;
        for (std::size_t k = 1; k < line.size(); ++k) length += glm::length(line[k] - line[k - 1]);
        if (length >= kShortLine) out.push_back(simplified(line));
    }
    return out;
}

}  // namespace

std::vector<SectionMesh> sectionMeshes(const cooked::Model& model, const Mat4& transform) {
    std::vector<SectionMesh> out;
    for (const cooked::Instance& instance : model.instances()) {
        const cooked::Mesh& mesh = model.meshes()[instance.mesh];
        if ((mesh.flags & cooked::kIsPoints) || mesh.lodCount == 0) continue;
        const auto& m = instance.transform;
        const Mat4 place = transform * Mat4(m[0], m[4], m[8], 0, m[1], m[5], m[9], 0, m[2], m[6], m[10], 0, m[3], m[7], m[11], 1);
        const double scale = std::cbrt(std::abs(glm::determinant(Mat3(place))));
        const cooked::Lod* lod = &model.lods()[mesh.firstLod];
        for (std::uint32_t i = 1; i < mesh.lodCount; ++i) {
            const cooked::Lod& coarser = model.lods()[mesh.firstLod + i];
            if (coarser.error * scale <= kFineLod) lod = &coarser;
        }
        SectionMesh part;
        const auto vertices = model.vertices().subspan(mesh.firstVertex, mesh.vertexCount);
        for (const cooked::Vertex& v : vertices) part.positions.push_back(Vec3(place * Vec4(v.position[0], v.position[1], v.position[2], 1)));
        const auto indices = model.indices().subspan(lod->firstIndex, lod->indexCount);
        part.indices.assign(indices.begin(), indices.end());
        if (glm::determinant(Mat3(place)) < 0)  // a mirrored placement turns its windings round
            for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) std::swap(part.indices[i], part.indices[i + 1]);
        out.push_back(std::move(part));
    }
    return out;
}

SectionMesh sectionBox(const Box& box, const Mat4& transform) {
    SectionMesh out;
    if (box.empty()) return out;
    for (int i = 0; i < 8; ++i)
        out.positions.push_back(Vec3(transform * Vec4((i & 1) ? box.max.x : box.min.x, (i & 2) ? box.max.y : box.min.y, (i & 4) ? box.max.z : box.min.z, 1)));
    out.indices = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    return out;
}

Section sectionOf(std::span<const SectionMesh> meshes, Metres height, std::span<const Vec2> air) {
    Section out;
    out.height = height;
    std::vector<Edge> edges;
    Box below;
    for (const SectionMesh& mesh : meshes)
        for (const Vec3& p : mesh.positions)
            if (p.y < height.value) below.add(p);
    HeightMap map(below, height.value);
    for (const SectionMesh& mesh : meshes) {
        const Welded w = welded(mesh);
        cutMesh(w, height.value, air, out);
        collectEdges(w, height.value, edges);
        for (const auto& t : w.triangles) map.add(w.points[t[0]], w.points[t[1]], w.points[t[2]]);
    }
    std::vector<SectionLine> runs;
    for (const Edge& e : edges) visibleRuns(e, map, runs);
    out.edges = joined(std::move(runs));
    Box all;
    const auto add = [&](const SectionLine& line) {
        for (const Vec2& p : line) all.add(Vec3(p.x, 0, p.y));
    };
    for (const auto& group : out.solids)
        for (const auto& loop : group) add(loop);
    for (const auto& line : out.sheets) add(line);
    for (const auto& line : out.edges) add(line);
    if (!all.empty()) out.min = onFloor(all.min), out.max = onFloor(all.max);
    return out;
}

Section cutOf(std::span<const SectionMesh> meshes, Metres height, std::span<const Vec2> air) {
    Section out;
    out.height = height;
    // Only triangles that the plane meets take part in its lines; all meshes together, because a wall's two faces and its
    // ends often have a material, and so a mesh, each.
    SectionMesh crossing;
    for (const SectionMesh& mesh : meshes) {
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            const Vec3 &a = mesh.positions[mesh.indices[i]], &b = mesh.positions[mesh.indices[i + 1]], &c = mesh.positions[mesh.indices[i + 2]];
            const bool above = a.y >= height.value;
            if ((b.y >= height.value) == above && (c.y >= height.value) == above) continue;
            for (const Vec3& p : {a, b, c}) {
                crossing.indices.push_back(static_cast<std::uint32_t>(crossing.positions.size()));
                crossing.positions.push_back(p);
            }
        }
    }
    if (!crossing.indices.empty()) cutMesh(welded(crossing), height.value, air, out);
    return out;
}

}  // namespace recce
