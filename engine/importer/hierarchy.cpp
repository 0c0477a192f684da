#include "importer/hierarchy.h"

#include <algorithm>

#include <assimp/scene.h>
#include <fmt/format.h>

namespace recce::importer {
namespace {

Mat4 matrixOf(const aiMatrix4x4& m) {
    return Mat4(m.a1, m.b1, m.c1, m.d1, m.a2, m.b2, m.c2, m.d2, m.a3, m.b3, m.c3, m.d3, m.a4, m.b4, m.c4, m.d4);
}

bool finite(const Mat4& m) {
    for (int c = 0; c < 4; ++c)
        for (int r = 0; r < 4; ++r)
            if (!(std::abs(m[c][r]) < 1e30)) return false;
    return true;
}

std::array<float, 3> array(const Vec3& v) { return {float(v.x), float(v.y), float(v.z)}; }
Vec3 vec(const aiVector3D& v) { return {v.x, v.y, v.z}; }
Vec3 unit(const Vec3& v, const Vec3& otherwise) {
    const double length = glm::length(v);
    return length > 1e-12 && std::isfinite(length) ? v / length : otherwise;
}

}  // namespace

Result<Hierarchy> flatten(const aiScene& scene, const asset::Limits& limits) {
    Hierarchy out;
    struct Open {
        const aiNode* node;
        Mat4 parent;
        std::size_t depth;
    };
    // A stack of our own: a deep tree must not overflow the machine's.
    std::vector<Open> stack;
    if (scene.mRootNode) stack.push_back({scene.mRootNode, Mat4(1.0), 1});
    std::size_t nodes = 0;
    while (!stack.empty()) {
        const Open open = stack.back();
        stack.pop_back();
        if (static_cast<double>(++nodes) > limits.nodes)
            return fail(Code::OverBudget, fmt::format("The model has more than {:.0f} nodes.", limits.nodes), "", asset::raiseHint("nodes", limits.nodes * 10));
        if (static_cast<double>(open.depth) > limits.depth)
            return fail(Code::OverBudget, fmt::format("The model's hierarchy is deeper than {:.0f} levels.", limits.depth), "",
                        asset::raiseHint("depth", limits.depth * 10));
        const Mat4 transform = open.parent * matrixOf(open.node->mTransformation);
        const std::string name(open.node->mName.C_Str(), std::min<std::size_t>(open.node->mName.length, 1024));
        out.nodes.emplace(name, transform);
        if (finite(transform))
            for (unsigned i = 0; i < open.node->mNumMeshes; ++i) {
                if (open.node->mMeshes[i] >= scene.mNumMeshes) continue;
                out.placements.push_back({transform, open.node->mMeshes[i], name});
                if (static_cast<double>(out.placements.size()) > limits.nodes)
                    return fail(Code::OverBudget, fmt::format("The model places more than {:.0f} meshes.", limits.nodes), "",
                                asset::raiseHint("nodes", limits.nodes * 10));
            }
        // Last child first onto the stack, so that placements come in the file's order.
        for (unsigned i = open.node->mNumChildren; i-- > 0;)
            if (open.node->mChildren[i]) stack.push_back({open.node->mChildren[i], transform, open.depth + 1});
    }
    return out;
}

void addLightsAndCameras(const aiScene& scene, const Hierarchy& hierarchy, const Mat4& toSet, bool physical, Parts& parts) {
    const auto placed = [&](const aiString& name) {
        const auto node = hierarchy.nodes.find(std::string(name.C_Str()));
        return toSet * (node == hierarchy.nodes.end() ? Mat4(1.0) : node->second);
    };
    for (unsigned i = 0; i < scene.mNumLights; ++i) {
        const aiLight& from = *scene.mLights[i];
        if (from.mType == aiLightSource_AMBIENT || from.mType == aiLightSource_UNDEFINED) continue;
        const Mat4 m = placed(from.mName);
        cooked::Light light;
        light.kind = from.mType == aiLightSource_DIRECTIONAL ? cooked::LightKind::Directional : from.mType == aiLightSource_SPOT ? cooked::LightKind::Spot
                     : from.mType == aiLightSource_AREA ? cooked::LightKind::Area : cooked::LightKind::Point;
        const Vec3 position(m * Vec4(vec(from.mPosition), 1));
        const Vec3 direction = unit(Mat3(m) * vec(from.mDirection), Vec3(0, -1, 0));
        const Vec3 colour(from.mColorDiffuse.r, from.mColorDiffuse.g, from.mColorDiffuse.b);
        if (!isFinite(position) || !isFinite(colour)) continue;
        const double strength = std::max({colour.x, colour.y, colour.z, 0.0});
        light.position = array(position);
        light.direction = array(direction);
        light.colour = strength > 0 ? array(glm::max(colour, 0.0) / strength) : std::array<float, 3>{1, 1, 1};
        light.intensity = physical ? static_cast<float>(strength) : 0;
        const auto angle = [](float radians) { return std::isfinite(radians) ? std::clamp(radians * 57.29578f, 0.0f, 360.0f) : 0.0f; };
        light.innerDegrees = angle(from.mAngleInnerCone);
        light.outerDegrees = angle(from.mAngleOuterCone);
        light.name = parts.text(from.mName.C_Str());
        parts.lights.push_back(light);
    }
    for (unsigned i = 0; i < scene.mNumCameras; ++i) {
        const aiCamera& from = *scene.mCameras[i];
        const Mat4 m = placed(from.mName);
        cooked::Camera camera;
        const Vec3 position(m * Vec4(vec(from.mPosition), 1));
        if (!isFinite(position)) continue;
        camera.position = array(position);
        camera.forward = array(unit(Mat3(m) * vec(from.mLookAt), Vec3(0, 0, -1)));
        camera.up = array(unit(Mat3(m) * vec(from.mUp), Vec3(0, 1, 0)));
        const double aspect = from.mAspect > 0 && std::isfinite(from.mAspect) ? static_cast<double>(from.mAspect) : 1.0;
        const double across = std::clamp(std::isfinite(from.mHorizontalFOV) ? static_cast<double>(from.mHorizontalFOV) : 0.8, 0.01, 3.1);
        camera.verticalFovDegrees = static_cast<float>(2 * std::atan(std::tan(across / 2) / aspect) * 180 / kPi);
        camera.name = parts.text(from.mName.C_Str());
        parts.cameras.push_back(camera);
    }
}

}  // namespace recce::importer
