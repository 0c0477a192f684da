// Which format a file is, by its content; the name only decides between what content cannot tell. Opens nothing.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace recce::importer {

struct Format {
    std::string name;       ///< "gltf", "glb", "fbx" ...: what the report says
    std::string extension;  ///< what Assimp's reader of it answers to
};

/// Refuses, by name, what is not a model or a format that is not read. `fileName` is for the extension and messages.
Result<Format> sniffFormat(std::string_view bytes, std::string_view fileName);

/// The formats that are read, in words.
std::string_view listOfFormats();

}  // namespace recce::importer
