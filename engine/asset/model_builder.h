// Small models made by the program itself: cloths on frames, the leaves of barn doors. The same kind of model as an import
// gives, so that whoever draws, traces or cuts models knows them too.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "asset/cooked.h"

namespace recce {

struct PlainMaterial {
    std::string name;
    Vec3 colour{0.5};      ///< linear BT.709
    double alpha = 1;      ///< below 1: see-through
    double roughness = 0.9;
    Vec3 nits{0};          ///< what it shines with, cd/m2
};

class ModelBuilder {
public:
    /// What is added from here on is of this material; one mesh for each call.
    void begin(const PlainMaterial& material);
    /// Corners anticlockwise as seen from the side that it is seen from. Metres.
    void quad(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d);
    /// A closed box that lies along the axes of `frame`.
    void box(const Vec3& low, const Vec3& high, const Mat4& frame = Mat4(1));
    /// Empty afterwards. Something must have been added.
    std::shared_ptr<const cooked::Model> finish();

private:
    void end();
    std::string names_;
    std::vector<cooked::Material> materials_;
    std::vector<cooked::Instance> instances_;
    std::vector<cooked::Mesh> meshes_;
    std::vector<cooked::Lod> lods_;
    std::vector<cooked::Vertex> vertices_;
    std::vector<std::uint32_t> indices_;
    Box bounds_, own_;
    bool open_ = false;
};

}  // namespace recce
