#include "app/board_cache.h"

#include <cerrno>
#include <cstring>
#include <type_traits>

#include <fcntl.h>
#include <sys/stat.h>

#include "asset/cache.h"
#include "base/files.h"

namespace recce {
namespace {

constexpr char kMagic[8] = {'R', 'E', 'C', 'C', 'E', 'B', 'D', '1'};
struct Header {
    char magic[8];
    std::uint32_t width, height;
    double sceneLinearPerNit;
    std::uint64_t high, low;  ///< hash of the rows
};
constexpr std::uint32_t kLongest = 16384;

template <class T> void add(Hasher& hash, const T& value) {
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
    hash.add(std::as_bytes(std::span(&value, 1)));
}
void add(Hasher& hash, const Vec3& v) {
    for (int i = 0; i < 3; ++i) add(hash, v[i]);
}
template <class T> void addAll(Hasher& hash, const std::vector<T>& items) {
    hash.add(static_cast<std::uint64_t>(items.size()));
    hash.add(std::as_bytes(std::span(items)));
}
void add(Hasher& hash, const Pose& pose) {
    add(hash, pose.position);
    for (int i = 0; i < 4; ++i) add(hash, pose.rotation[i]);
}
void add(Hasher& hash, const Hash128& of) {
    add(hash, of.high);
    add(hash, of.low);
}

// Each of the following takes its value apart by name: a field more and it no longer compiles, rather than finding
// pictures of something else.

void add(Hasher& hash, const FigureMesh& mesh) {
    const auto& [positions, normals, colours, indices, ranges, materials] = mesh;
    addAll(hash, positions);
    addAll(hash, normals);
    addAll(hash, colours);
    addAll(hash, indices);
    hash.add(static_cast<std::uint64_t>(ranges.size()));
    for (const auto& [first, count, material] : ranges) {
        add(hash, first);
        add(hash, count);
        add(hash, material);
    }
    hash.add(static_cast<std::uint64_t>(materials.size()));
    for (const auto& [colour, roughness, name] : materials) {
        add(hash, colour);
        add(hash, roughness);
    }
}

void add(Hasher& hash, const render::Lamp& lamp) {
    const auto& [kind, pose, candela, halfBeam, power, width, height, profile] = static_cast<const optics::Emitter&>(lamp);
    add(hash, kind);
    add(hash, pose);
    add(hash, candela);
    for (const double value : {halfBeam, power, width.value, height.value}) add(hash, value);
    add(hash, profile ? profile->contents : Hash128{});
}

void add(Hasher& hash, const render::Daylight& day) {
    const auto& [sky, toSun, sunLux, skyLux] = day;
    add(hash, sky);
    add(hash, toSun);
    add(hash, sunLux);
    add(hash, skyLux);
}

void add(Hasher& hash, const render::View& view) {
    const auto& [camera, width, height, style, look, lut, zebra, cut, selected, grid, backdrop, brightness, longest] = view;
    const auto& [pose, fov, ortho, aperture, squeeze, blades, focus, exposure, bias, balance] = camera;
    add(hash, pose);
    for (const double value : {fov, ortho ? ortho->value : -1.0, aperture.value, squeeze, double(blades), focus.value, exposure, bias.value,
                               cut ? cut->value : -1e9, brightness, longest.value})
        add(hash, value);
    for (int i = 0; i < 3; ++i) add(hash, Vec3(balance[i]));
    add(hash, width);
    add(hash, height);
    add(hash, style);
    add(hash, look);
    add(hash, lut ? lut->hash : Hash128{});
    add(hash, zebra);
    add(hash, grid);
    add(hash, backdrop);
    addAll(hash, selected);
}

/// What draws: this very program (its shaders are in it) and the device with its driver.
Hash128 makerOf(const gpu::DeviceReport& device) {
    Hasher hash;
    const auto program = asset::hashFile("/proc/self/exe", {});
    if (!program) return {};
    add(hash, *program);
    hash.add(device.name);
    hash.add(device.driver);
    hash.add(device.api);
    return hash.finish();
}

std::filesystem::path usualFolder() {
    const auto folder = cacheFolder();
    return folder ? *folder / "boards" : std::filesystem::path();
}

}  // namespace

BoardCache::BoardCache(const gpu::DeviceReport& device) : BoardCache(device, usualFolder()) {}
BoardCache::BoardCache(const gpu::DeviceReport& device, std::filesystem::path folder) : folder_(std::move(folder)), maker_(makerOf(device)) {
    // A program that cannot read itself cannot tell its pictures from another's.
    if (maker_ == Hash128{}) folder_.clear();
}

Hash128 BoardCache::contentOf(const std::shared_ptr<const cooked::Model>& model) {
    auto& [known, hash] = models_[model.get()];
    // Another model may have come to lie at the same address.
    if (known.lock() != model) {
        known = model;
        hash = hashOf(model->bytes());
    }
    return hash;
}

Hash128 BoardCache::keyOf(const render::Snapshot& snapshot, const render::View& view, const Making& making) {
    Hasher hash;
    add(hash, maker_);
    const auto& [models, figures, lamps, screens, daylight, probes, bounds, ground] = snapshot;
    // Numbers are seen in one style only, and as the outline of what is selected.
    const bool numbered = view.style == render::Style::Id || !view.selected.empty();
    hash.add(static_cast<std::uint64_t>(models.size()));
    for (const auto& [model, transform, tag, ghost, changes, screen] : models) {
        add(hash, contentOf(model));
        add(hash, transform);
        add(hash, ghost);
        if (numbered) add(hash, tag);
        hash.add(static_cast<std::uint64_t>(changes.size()));
        for (const auto& [material, colour, roughness, emitted] : changes) {
            hash.add(material);
            add(hash, colour.value_or(Vec3(-1)));
            add(hash, roughness.value_or(-1.0));
            add(hash, emitted.value_or(Vec3(-1)));
        }
    }
    hash.add(static_cast<std::uint64_t>(figures.size()));
    for (const auto& [mesh, transform, tag] : figures) {
        add(hash, *mesh);
        add(hash, transform);
        if (numbered) add(hash, tag);
    }
    hash.add(static_cast<std::uint64_t>(lamps.size()));
    for (const auto& lamp : lamps) add(hash, lamp);
    hash.add(static_cast<std::uint64_t>(screens.size()));
    for (const auto& s : screens) {
        add(hash, s.pose);
        add(hash, Vec4(s.width.value, s.height.value, s.straight, s.diffused));
    }
    add(hash, daylight);
    add(hash, bounds.min);
    add(hash, bounds.max);
    add(hash, ground ? ground->value : -1e9);
    add(hash, view);
    add(hash, making.samples);
    add(hash, making.finished);
    add(hash, making.width);
    add(hash, making.height);
    return hash.finish();
}

std::optional<BoardCache::Kept> BoardCache::find(const Hash128& key) const {
    if (folder_.empty()) return std::nullopt;
    const std::filesystem::path file = folder_ / (toText(key) + ".board");
    const auto bytes = readFile(file, sizeof(Header) + std::uint64_t{kLongest} * kLongest * 3);
    if (!bytes || bytes->size() < sizeof(Header)) return std::nullopt;
    Header header;
    std::memcpy(&header, bytes->data(), sizeof(header));
    const std::string_view rows = std::string_view(*bytes).substr(sizeof(header));
    // Cut short, damaged or not ours: then it is drawn again.
    if (std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0 || header.width == 0 || header.height == 0 || header.width > kLongest ||
        header.height > kLongest || rows.size() != std::size_t{header.width} * header.height * 3 || hashOf(rows) != Hash128{header.high, header.low})
        return std::nullopt;
    // The time of last use: what trimming goes by.
    utimensat(AT_FDCWD, file.c_str(), nullptr, 0);
    Kept kept{{header.width, header.height, {}}, header.sceneLinearPerNit};
    kept.picture.rgba.resize(rows.size() / 3 * 4);
    for (std::size_t i = 0; i < rows.size() / 3; ++i) {
        std::memcpy(&kept.picture.rgba[4 * i], &rows[3 * i], 3);
        kept.picture.rgba[4 * i + 3] = 255;
    }
    return kept;
}

void BoardCache::keep(const Hash128& key, const Picture& picture, double sceneLinearPerNit) const {
    if (folder_.empty() || picture.empty()) return;
    std::string bytes(sizeof(Header) + picture.rgba.size() / 4 * 3, '\0');
    for (std::size_t i = 0; i < picture.rgba.size() / 4; ++i) {
        if (picture.rgba[4 * i + 3] != 255) return;
        std::memcpy(&bytes[sizeof(Header) + 3 * i], &picture.rgba[4 * i], 3);
    }
    const Hash128 rows = hashOf(std::string_view(bytes).substr(sizeof(Header)));
    Header header{{}, picture.width, picture.height, sceneLinearPerNit, rows.high, rows.low};
    std::memcpy(header.magic, kMagic, sizeof(kMagic));
    std::memcpy(bytes.data(), &header, sizeof(header));
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (!writeFileAtomically(folder_ / (toText(key) + ".board"), bytes)) return;
    asset::trimCache(folder_.parent_path());
}

}  // namespace recce
