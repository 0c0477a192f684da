// A quick look at one model: in daylight, framed whole, from where it reads best. Knows no production.
#pragma once

#include "render/contents.h"

namespace recce::render {

/// The model where it stands, under a clear sky with the sun over the viewer's left shoulder.
Snapshot lookAtModel(std::shared_ptr<const cooked::Model> model);
/// Three-quarter view from slightly above that holds everything; a roofed interior is opened at a cut height.
View autoView(const Snapshot& snapshot, std::uint32_t width, std::uint32_t height);
/// From a point towards another, 35 mm on full frame.
View viewFromTo(const Vec3& from, const Vec3& to, std::uint32_t width, std::uint32_t height);

}  // namespace recce::render
