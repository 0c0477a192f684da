// Looks a model over before Assimp sees it: budgets and sound references where the format tells them early, and the few
// conversions without which Assimp reads something wrong.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asset/cooked.h"
#include "asset/limits.h"
#include "base/error.h"
#include "importer/sniff.h"

namespace recce::importer {

/// What a glTF material says that Assimp gets wrong: how its pictures lie on the surface.
struct GltfMaterial {
    std::string name;
    std::array<std::optional<std::array<float, 6>>, cooked::kSlotCount> uv;
};

struct Prepared {
    std::optional<std::string> content;  ///< to be read instead of the file
    double metresPerUnit = 0;            ///< where only the package tells (3MF); 0: not stated
    std::map<std::string, GltfMaterial> materials;  ///< by the name that Assimp will report
    std::vector<std::string> warnings;
};

Result<Prepared> prepareModel(const Format& format, std::string_view bytes, const asset::Limits& limits);

// The parts of it, each in its own file.

/// glTF 2: required extensions, hierarchy, accessors against buffers, texture transforms. `bytes`: .gltf or .glb.
Status prepareGltf(std::string_view bytes, const asset::Limits& limits, Prepared& out);
/// Archives: sizes and ratio from the directory; the unit of a 3MF.
Status prepareArchive(std::string_view bytes, const asset::Limits& limits, Prepared& out);
/// A PLY whose faces are triangle strips, as scanners write it, with plain faces instead; nothing where it has none.
std::optional<std::string> withoutStrips(std::string_view ply);
/// UTF-16 as UTF-8, and without a byte order mark; nothing where that is so already.
std::optional<std::string> asPlainText(std::string_view bytes);

}  // namespace recce::importer
