#include "importer/normals.h"

#include <cmath>

#include <meshoptimizer.h>

namespace recce::importer {
namespace {

constexpr float kCreaseCosine = 0.766f;  // 40 degrees
/// Fans of more faces than this are taken as smooth all round: comparing each with each would take for ever.
constexpr std::uint32_t kMaxCompared = 64;

glm::vec3 at(const float* values, std::size_t i) { return {values[3 * i], values[3 * i + 1], values[3 * i + 2]}; }

/// Direction of a face, its length the face's area: computed in double, since small faces vanish in float.
glm::vec3 faceNormal(const float* positions, const std::uint32_t* corner) {
    const glm::dvec3 a = at(positions, corner[0]), b = at(positions, corner[1]), c = at(positions, corner[2]);
    return glm::vec3(glm::cross(b - a, c - a));
}

glm::vec3 unit(const glm::vec3& v) {
    const double length = glm::length(glm::dvec3(v));
    return length > 0 && std::isfinite(length) ? glm::vec3(glm::dvec3(v) / length) : glm::vec3(0, 1, 0);
}

}  // namespace

std::vector<glm::vec3> cornerNormals(const float* positions, std::size_t vertexCount, const std::vector<std::uint32_t>& triangles) {
    // Corners at the same place share a number, whatever the reader made of them.
    std::vector<std::uint32_t> place(vertexCount);
    std::vector<glm::vec3> clean(vertexCount);
    for (std::size_t i = 0; i < vertexCount; ++i) clean[i] = at(positions, i) + glm::vec3(0.0f);
    meshopt_generateVertexRemap(place.data(), nullptr, vertexCount, clean.data(), vertexCount, sizeof(glm::vec3));
    const std::size_t faces = triangles.size() / 3;
    std::vector<glm::vec3> weighted(faces), direction(faces);
    std::vector<std::uint32_t> first(vertexCount + 1, 0);
    for (std::size_t f = 0; f < faces; ++f) {
        weighted[f] = faceNormal(positions, &triangles[3 * f]);
        direction[f] = unit(weighted[f]);
        for (std::size_t k = 0; k < 3; ++k) ++first[place[triangles[3 * f + k]] + 1];
    }
    for (std::size_t i = 0; i < vertexCount; ++i) first[i + 1] += first[i];
    std::vector<std::uint32_t> around(triangles.size()), fill(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < triangles.size(); ++i) around[fill[place[triangles[i]]]++] = static_cast<std::uint32_t>(i / 3);
    std::vector<glm::vec3> normals(triangles.size());
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        const std::size_t own = i / 3;
        const std::uint32_t p = place[triangles[i]], count = first[p + 1] - first[p];
        glm::vec3 sum(0);
        for (std::uint32_t k = first[p]; k < first[p + 1]; ++k) {
            const std::uint32_t other = around[k];
            if (count > kMaxCompared || other == own || glm::dot(direction[own], direction[other]) >= kCreaseCosine) sum += weighted[other];
        }
        normals[i] = glm::dot(sum, sum) > 0 ? unit(sum) : direction[own];
    }
    return normals;
}

std::vector<glm::vec3> repairedNormals(const float* positions, const float* normals, std::size_t vertexCount,
                                       const std::vector<std::uint32_t>& triangles) {
    const auto sound = [&](std::size_t i) {
        const glm::vec3 n = at(normals, i);
        const float length = glm::dot(n, n);
        return std::isfinite(length) && length > 1e-12f;
    };
    std::size_t broken = 0;
    for (std::size_t i = 0; i < vertexCount; ++i) broken += !sound(i);
    if (broken == 0) return {};
    std::vector<glm::vec3> repaired(vertexCount, glm::vec3(0));
    for (std::size_t i = 0; i + 2 < triangles.size(); i += 3) {
        const glm::vec3 face = faceNormal(positions, &triangles[i]);
        for (std::size_t k = 0; k < 3; ++k)
            if (!sound(triangles[i + k])) repaired[triangles[i + k]] += face;
    }
    for (std::size_t i = 0; i < vertexCount; ++i) repaired[i] = sound(i) ? at(normals, i) : unit(repaired[i]);
    return repaired;
}

}  // namespace recce::importer
