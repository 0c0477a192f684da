// Fewer triangles without a single one turned over: half-edge collapses by quadric error (Garland and Heckbert 1997),
// refused where a triangle would leave the field's own normals. meshoptimizer does the first, coarse part.
#include <meshoptimizer.h>

#include <queue>

#include "asset/figure_mesher.h"

namespace recce::figure {
namespace {

/// Symmetric 4x4 of squared distances to planes.
struct Quadric {
    std::array<double, 10> v{};
    void add(const glm::dvec3& n, double d, double weight) {
        const std::array<double, 10> q = {n.x * n.x, n.x * n.y, n.x * n.z, n.x * d, n.y * n.y, n.y * n.z, n.y * d, n.z * n.z, n.z * d, d * d};
        for (std::size_t i = 0; i < v.size(); ++i) v[i] += weight * q[i];
    }
    void add(const Quadric& o) {
        for (std::size_t i = 0; i < v.size(); ++i) v[i] += o.v[i];
    }
    double at(const glm::dvec3& p) const {
        return v[0] * p.x * p.x + 2 * v[1] * p.x * p.y + 2 * v[2] * p.x * p.z + 2 * v[3] * p.x + v[4] * p.y * p.y +
               2 * v[5] * p.y * p.z + 2 * v[6] * p.y + v[7] * p.z * p.z + 2 * v[8] * p.z + v[9];
    }
};

struct Collapse {
    double cost = 0;
    std::uint32_t from = 0, to = 0, stampFrom = 0, stampTo = 0;
    bool operator<(const Collapse& o) const {  // the queue gives the greatest first
        if (cost != o.cost) return cost > o.cost;
        if (from != o.from) return from > o.from;
        return to > o.to;
    }
};

using Corners = std::array<std::uint32_t, 3>;

class Simplifier {
public:
    Simplifier(const Surface& surface, std::vector<V3> shown)
        : positions_(surface.positions), normals_(surface.normals), shown_(std::move(shown)) {
        const std::size_t count = positions_.size();
        around_.resize(count);
        stamp_.resize(count);
        quadrics_.resize(count);
        for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
            const Corners t = {surface.indices[i], surface.indices[i + 1], surface.indices[i + 2]};
            const auto number = static_cast<std::uint32_t>(triangles_.size());
            triangles_.push_back(t);
            const glm::dvec3 a(shown_[t[0]]), n = glm::cross(glm::dvec3(shown_[t[1]]) - a, glm::dvec3(shown_[t[2]]) - a);
            const double area = glm::length(n);
            for (std::uint32_t c : t) {
                around_[c].push_back(number);
                if (area > 1e-20) quadrics_[c].add(n / area, -glm::dot(n / area, a), area);
            }
        }
        living_ = triangles_.size();
    }

    void run(std::size_t wanted) {
        for (std::uint32_t v = 0; v < positions_.size(); ++v) offer(v);
        while (living_ > wanted && !queue_.empty()) {
            const Collapse c = queue_.top();
            queue_.pop();
            if (stamp_[c.from] != c.stampFrom || stamp_[c.to] != c.stampTo || around_[c.from].empty()) continue;
            if (allowed(c.from, c.to)) collapse(c.from, c.to);
        }
    }

    std::vector<std::uint32_t> indices() const {
        std::vector<std::uint32_t> out;
        for (const Corners& t : triangles_) {
            if (t[0] != t[1]) out.insert(out.end(), t.begin(), t.end());
        }
        return out;
    }

private:
    std::vector<V3> positions_, normals_, shown_;
    std::vector<Corners> triangles_;
    std::vector<std::vector<std::uint32_t>> around_;
    std::vector<std::uint32_t> stamp_;
    std::vector<Quadric> quadrics_;
    std::priority_queue<Collapse> queue_;
    std::size_t living_ = 0;

    /// Cosine between a triangle and the field's normals at its corners.
    float upright(const Corners& t) const {
        const V3 n = glm::cross(positions_[t[1]] - positions_[t[0]], positions_[t[2]] - positions_[t[0]]);
        const V3 wanted = normals_[t[0]] + normals_[t[1]] + normals_[t[2]];
        const float length = glm::length(n) * glm::length(wanted);
        return length > 1e-20f ? glm::dot(n, wanted) / length : -1.0f;
    }

    std::vector<std::uint32_t> neighbours(std::uint32_t v) const {
        std::vector<std::uint32_t> out;
        for (std::uint32_t t : around_[v]) {
            for (std::uint32_t c : triangles_[t]) {
                if (c != v) out.push_back(c);
            }
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

    void offer(std::uint32_t from) {
        // Vertices of turned-over triangles go first: the collapse that rights them is the best there is.
        bool bad = false;
        for (std::uint32_t t : around_[from]) bad = bad || upright(triangles_[t]) < 0.2f;
        for (std::uint32_t to : neighbours(from)) {
            const glm::dvec3 p(shown_[to]);
            const double length2 = glm::dot(p - glm::dvec3(shown_[from]), p - glm::dvec3(shown_[from]));
            const double error = std::max(0.0, quadrics_[from].at(p)) + 2e-4 * length2 * length2;
            queue_.push({bad ? error * 1e-6 : error, from, to, stamp_[from], stamp_[to]});
        }
    }

    bool allowed(std::uint32_t from, std::uint32_t to) const {
        const auto a = neighbours(from), b = neighbours(to);
        std::size_t shared = 0;
        for (std::uint32_t v : a) shared += std::binary_search(b.begin(), b.end(), v) ? 1 : 0;
        if (shared != 2) return false;
        for (std::uint32_t number : around_[from]) {
            Corners t = triangles_[number];
            if (t[0] == to || t[1] == to || t[2] == to) continue;
            const float before = upright(t);
            const V3 was = glm::cross(shown_[t[1]] - shown_[t[0]], shown_[t[2]] - shown_[t[0]]);
            for (std::uint32_t& c : t) c = c == from ? to : c;
            const float after = upright(t);
            if (after < 0.35f && after < before + 1e-4f) return false;
            const V3 is = glm::cross(shown_[t[1]] - shown_[t[0]], shown_[t[2]] - shown_[t[0]]);
            if (before > 0 && glm::dot(was, is) <= 0) return false;
            const V3 &p = positions_[t[0]], &q = positions_[t[1]], &r = positions_[t[2]];
            const float longest = std::max({glm::dot(p - q, p - q), glm::dot(q - r, q - r), glm::dot(r - p, r - p)});
            if (glm::length(glm::cross(q - p, r - p)) < 0.06f * longest) return false;  // no slivers
        }
        return true;
    }

    void collapse(std::uint32_t from, std::uint32_t to) {
        const auto touched = neighbours(from);
        for (std::uint32_t number : around_[from]) {
            Corners& t = triangles_[number];
            if (t[0] == to || t[1] == to || t[2] == to) {
                for (std::uint32_t c : t) {
                    if (c != from) std::erase(around_[c], number);
                }
                t = {0, 0, 0};
                --living_;
            } else {
                for (std::uint32_t& c : t) c = c == from ? to : c;
                around_[to].push_back(number);
            }
        }
        around_[from].clear();
        quadrics_[to].add(quadrics_[from]);
        for (std::uint32_t v : touched) {
            if (!around_[v].empty()) ++stamp_[v];
        }
        for (std::uint32_t v : touched) {
            if (!around_[v].empty()) offer(v);
        }
    }
};

/// Draws a point onto the zero of the field along its gradient.
V3 drawn(const Field& field, V3 p, float limit) {
    const V3 start = p;
    for (int step = 0; step < 3; ++step) {
        const float d = field(p);
        const V3 g = gradient(field, p, 0.0004f);
        const float g2 = glm::dot(g, g);
        if (g2 < 0.05f) break;
        p -= g * (d / g2);
    }
    return glm::length(p - start) < limit ? p : start;
}

/// Drops the vertices that no triangle uses; `indices` are renumbered.
Surface compacted(const Surface& surface, std::vector<std::uint32_t> indices) {
    Surface out;
    std::vector<std::uint32_t> number(surface.positions.size(), 0xFFFFFFFFu);
    for (std::uint32_t& i : indices) {
        if (number[i] == 0xFFFFFFFFu) {
            number[i] = static_cast<std::uint32_t>(out.positions.size());
            out.positions.push_back(surface.positions[i]);
            if (!surface.normals.empty()) out.normals.push_back(surface.normals[i]);
        }
        i = number[i];
    }
    out.indices = std::move(indices);
    return out;
}

}  // namespace

Surface simplified(const Surface& surface, const MeshTask& task, const std::function<V3(const V3&)>& shown, std::size_t triangles) {
    std::vector<V3> placed;
    for (const V3& p : surface.positions) placed.push_back(shown(p));
    std::vector<std::uint32_t> kept(surface.indices.size());
    kept.resize(meshopt_simplify(kept.data(), surface.indices.data(), surface.indices.size(), &placed[0].x, placed.size(),
                                 sizeof(V3), triangles * 12, 1.0f, 0, nullptr));
    Surface middle = compacted(surface, std::move(kept));
    placed.clear();
    for (V3& p : middle.positions) {
        p = drawn(task.field, p, 0.004f);
        const V3 n = gradient(task.field, p, task.normalStep);
        const float length = glm::length(n);
        middle.normals.push_back(length > 1e-6f ? n / length : V3(0, 1, 0));
        placed.push_back(shown(p));
    }
    Simplifier simplifier(middle, std::move(placed));
    simplifier.run(triangles);
    return compacted(middle, simplifier.indices());
}

}  // namespace recce::figure
