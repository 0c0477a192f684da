// What can throw a shadow into a picture: all that lies between a light and what the camera sees. Knows no device.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/math.h"
#include "render/contents.h"

namespace recce::render {

/// A body of six flat faces about all that a camera sees, in frame space: a corner's number says with its bits whether it lies
/// right, above and far.
using SeenBody = std::array<Vec3, 8>;

/// What any sample of the view's lens and pixels sees of the set and of the endless floor; `origin` is the frame's.
SeenBody seenBody(const View& view, const Snapshot& snapshot, const Vec3& origin);

/// Planes (inside is positive) around the body and all that lies between it and the light, `margin` metres further out.
/// `light`: a point of frame space with w 1, or the direction towards a light without end with w 0.
std::vector<glm::vec4> casterHull(const SeenBody& body, const Vec4& light, double margin);

/// Whether some plane keeps the whole body outside: its light falls on nothing that is seen.
bool outside(const SeenBody& body, std::span<const glm::vec4> planes, double margin);

}  // namespace recce::render
