#include "asset/figure_mesher.h"

namespace recce::figure {

std::vector<float> gridLines(float low, float high, float step, std::initializer_list<Fine> fine) {
    std::vector<float> lines{low};
    float last = step;
    while (lines.back() < high) {
        const float at = lines.back();
        float wish = step;
        for (const Fine& f : fine) {
            const float away = std::max({f.low - at, at - f.high, 0.0f});
            wish = std::min(wish, f.step + away * 0.33f);
        }
        last = std::min(wish, last * 1.33f);
        lines.push_back(at + last);
    }
    return lines;
}

namespace {

constexpr int kBlock = 8;  ///< cells a side that are judged by their middle

struct Net {
    const MeshTask& task;
    int nx, ny, nz;
    std::vector<float> value;

    explicit Net(const MeshTask& t)
        : task(t), nx(static_cast<int>(t.x.size())), ny(static_cast<int>(t.y.size())), nz(static_cast<int>(t.z.size())),
          value(t.x.size() * t.y.size() * t.z.size(), 1.0f) {}

    std::size_t at(int x, int y, int z) const {
        return static_cast<std::size_t>(x) + t_(nx) * (t_(y) + t_(ny) * t_(z));
    }
    static std::size_t t_(int i) { return static_cast<std::size_t>(i); }
    V3 node(int x, int y, int z) const { return {task.x[t_(x)], task.y[t_(y)], task.z[t_(z)]}; }

    void cube(int x0, int y0, int z0, int size) {
        const int x1 = std::min(x0 + size, nx), y1 = std::min(y0 + size, ny), z1 = std::min(z0 + size, nz);
        const V3 a = node(x0, y0, z0), b = node(std::min(x1, nx - 1), std::min(y1, ny - 1), std::min(z1, nz - 1));
        const float middle = task.field((a + b) * 0.5f);
        const bool far = std::abs(middle) > glm::length(b - a) * 0.75f + 0.002f;
        if (!far && size > 2) {
            const int half = size / 2;
            for (int i = 0; i < 8; ++i) {
                const int x = x0 + (i & 1) * half, y = y0 + (i >> 1 & 1) * half, z = z0 + (i >> 2) * half;
                if (x < x1 && y < y1 && z < z1) cube(x, y, z, half);
            }
            return;
        }
        for (int z = z0; z < z1; ++z) {
            for (int y = y0; y < y1; ++y) {
                for (int x = x0; x < x1; ++x) value[at(x, y, z)] = far ? middle : task.field(node(x, y, z));
            }
        }
    }

    /// Samples nodes near the surface; elsewhere only the sign is right. Cubes of cells are judged by their middle,
    /// with half as much again for fields that are not quite distances.
    void sample() {
        const int from = task.mirrored ? nx / 2 : 0;
        for (int z = 0; z < nz; z += kBlock) {
            for (int y = 0; y < ny; y += kBlock) {
                for (int x = from; x < nx; x += kBlock) cube(x, y, z, kBlock);
            }
        }
        if (!task.mirrored) return;
        for (int z = 0; z < nz; ++z) {
            for (int y = 0; y < ny; ++y) {
                for (int x = 0; x < from; ++x) value[at(x, y, z)] = value[at(nx - 1 - x, y, z)];
            }
        }
    }
};

}  // namespace

Surface meshField(const MeshTask& task) {
    Net net(task);
    net.sample();
    Surface out;
    std::vector<std::uint32_t> vertex(net.value.size(), 0xFFFFFFFFu);
    static constexpr int kEdges[12][2] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}};
    for (int z = 0; z + 1 < net.nz; ++z) {
        for (int y = 0; y + 1 < net.ny; ++y) {
            for (int x = 0; x + 1 < net.nx; ++x) {
                float v[8];
                int inside = 0;
                for (int c = 0; c < 8; ++c) {
                    v[c] = net.value[net.at(x + (c & 1), y + (c >> 1 & 1), z + (c >> 2))];
                    inside += v[c] < 0 ? 1 : 0;
                }
                if (inside == 0 || inside == 8) continue;
                V3 sum(0);
                float count = 0;
                for (const auto& e : kEdges) {
                    const float a = v[e[0]], b = v[e[1]];
                    if ((a < 0) == (b < 0)) continue;
                    const V3 pa = net.node(x + (e[0] & 1), y + (e[0] >> 1 & 1), z + (e[0] >> 2));
                    const V3 pb = net.node(x + (e[1] & 1), y + (e[1] >> 1 & 1), z + (e[1] >> 2));
                    sum += pa + (pb - pa) * (a / (a - b));
                    count += 1;
                }
                vertex[net.at(x, y, z)] = static_cast<std::uint32_t>(out.positions.size());
                out.positions.push_back(sum / count);
            }
        }
    }
    const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d, bool flip) {
        if (flip) std::swap(b, d);
        const auto& p = out.positions;
        if (glm::distance(p[a], p[c]) <= glm::distance(p[b], p[d])) {
            for (std::uint32_t i : {a, b, c, a, c, d}) out.indices.push_back(i);
        } else {
            for (std::uint32_t i : {a, b, d, b, c, d}) out.indices.push_back(i);
        }
    };
    for (int z = 1; z + 1 < net.nz; ++z) {
        for (int y = 1; y + 1 < net.ny; ++y) {
            for (int x = 1; x + 1 < net.nx; ++x) {
                const bool in = net.value[net.at(x, y, z)] < 0;
                const auto cell = [&](int dx, int dy, int dz) { return vertex[net.at(x - dx, y - dy, z - dz)]; };
                if (in != (net.value[net.at(x + 1, y, z)] < 0)) {
                    quad(cell(0, 1, 1), cell(0, 0, 1), cell(0, 0, 0), cell(0, 1, 0), !in);
                }
                if (in != (net.value[net.at(x, y + 1, z)] < 0)) {
                    quad(cell(1, 0, 1), cell(1, 0, 0), cell(0, 0, 0), cell(0, 0, 1), !in);
                }
                if (in != (net.value[net.at(x, y, z + 1)] < 0)) {
                    quad(cell(1, 1, 0), cell(0, 1, 0), cell(0, 0, 0), cell(1, 0, 0), !in);
                }
            }
        }
    }
    return out;
}

}  // namespace recce::figure
