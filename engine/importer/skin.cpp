#include "importer/skin.h"

#include <cmath>

#include <assimp/mesh.h>

namespace recce::importer {

RestPose restPose(const aiMesh& mesh, const Hierarchy& hierarchy) {
    RestPose out;
    if (mesh.mNumBones == 0 || !mesh.mVertices) return out;
    std::vector<Mat4> blended(mesh.mNumVertices, Mat4(0.0));
    std::vector<double> weights(mesh.mNumVertices, 0);
    for (unsigned b = 0; b < mesh.mNumBones; ++b) {
        const aiBone& bone = *mesh.mBones[b];
        const auto node = hierarchy.nodes.find(bone.mName.C_Str());
        if (node == hierarchy.nodes.end()) return out;
        const aiMatrix4x4& o = bone.mOffsetMatrix;
        const Mat4 offset(o.a1, o.b1, o.c1, o.d1, o.a2, o.b2, o.c2, o.d2, o.a3, o.b3, o.c3, o.d3, o.a4, o.b4, o.c4, o.d4);
        const Mat4 toRoot = node->second * offset;
        for (unsigned w = 0; w < bone.mNumWeights; ++w) {
            const aiVertexWeight& weight = bone.mWeights[w];
            if (weight.mVertexId >= mesh.mNumVertices || !(weight.mWeight > 0) || !std::isfinite(weight.mWeight)) continue;
            blended[weight.mVertexId] += toRoot * static_cast<double>(weight.mWeight);
            weights[weight.mVertexId] += static_cast<double>(weight.mWeight);
        }
    }
    out.positions.resize(mesh.mNumVertices);
    if (mesh.mNormals) out.normals.resize(mesh.mNumVertices);
    for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
        // A vertex without weights has no place of its own: the mesh is then left to its node.
        if (!(weights[i] > 1e-6)) return {};
        const Mat4 m = blended[i] / weights[i];
        const aiVector3D& p = mesh.mVertices[i];
        out.positions[i] = glm::vec3(m * Vec4(p.x, p.y, p.z, 1));
        if (mesh.mNormals) out.normals[i] = glm::vec3(Mat3(m) * Vec3(mesh.mNormals[i].x, mesh.mNormals[i].y, mesh.mNormals[i].z));
    }
    return out;
}

}  // namespace recce::importer
