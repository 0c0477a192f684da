// `recce bench --accuracy`: the boards that people work with beside the path tracer that judges them.
#pragma once

#include <string>
#include <vector>

#include "app/cli/drawing.h"

namespace recce::cli {

struct AccuracyWish {
    std::string project, scene, folder;
    std::vector<std::string> shots;  ///< names; none: all
    PixelSize size{240, 0};          ///< height 0: of the delivery aspect
    std::uint32_t paths = 256;       ///< of a reference pixel
    bool json = false;
};
/// Draws every board both ways, prints how far apart they are, and where a folder is named writes LABEL-raster.png, -reference.png
/// and -flip.png into it.
Result<int> benchAccuracy(const AccuracyWish& wish);

}  // namespace recce::cli
