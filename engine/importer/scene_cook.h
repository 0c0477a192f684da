// From Assimp's scene to the parts of a cooked model: meshes, hierarchy, materials, lights, cameras, report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "importer/channel.h"
#include "importer/gate.h"
#include "importer/options.h"
#include "importer/parts.h"
#include "importer/prepare.h"

struct aiScene;

namespace recce::importer {

struct CookRequest {
    const aiScene& scene;
    const Options& options;
    const asset::Limits& limits;
    std::string format;
    std::string_view content;  ///< of the model file, for units
    Prepared prepared;
    std::vector<std::string> warnings;
    int output = -1;
};

/// Cooks and writes the whole file.
Status cookScene(CookRequest request, FileGate& gate, Channel& channel);

}  // namespace recce::importer
