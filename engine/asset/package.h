// Which folders an import may read: the model's own, its parent for images and materials, and what the user granted.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace recce::asset {

/// All paths are canonical: absolute, links resolved.
struct Package {
    std::filesystem::path model;
    std::filesystem::path folder;
    std::optional<std::filesystem::path> parent;  ///< for image and material files only
    std::vector<std::filesystem::path> granted;
};

/// The package of a model. Refuses what is no regular file, and a link that leads out of the model's folder and the
/// granted ones. Opens nothing but folders.
Result<Package> packageOf(const std::filesystem::path& model, std::span<const std::filesystem::path> grantedRoots);

/// A home, download, desktop, temporary, mount or root folder: never read as a whole because a model lies below it.
bool isSharedPlace(const std::filesystem::path& canonicalFolder);

/// Both lexical: `path` lies in `folder` or below it.
bool isBelow(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace recce::asset
