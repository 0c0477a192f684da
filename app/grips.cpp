#include "app/grips.h"

#include <algorithm>

#include "asset/cloth_model.h"

namespace recce {

SightTriangles trianglesOf(const optics::Screen& cloth) {
    SightTriangles out;
    const Mat4 world = toMatrix(cloth.pose, Vec3(cloth.width.value / 2, cloth.height.value / 2, 1));
    for (const Vec3& corner : {Vec3(-1, -1, 0), Vec3(1, -1, 0), Vec3(1, 1, 0), Vec3(-1, 1, 0)}) out.positions.emplace_back(Vec3(world * Vec4(corner, 1)));
    out.indices = {0, 1, 2, 0, 2, 3};
    out.glass = cloth.straight > 0;
    return out;
}

std::shared_ptr<const cooked::Model> clothModelOf(const SetPiece& cloth, const UsedCatalogue& used) {
    const Fabric fabric = plan::fabricOf(cloth, used);
    const Metres w = plan::clothWidth(cloth), h = plan::clothHeight(cloth);
    return clothModel({w, h, fabric.straight, fabric.reflected, plan::tubeOf(std::min(w, h).value)});
}

std::shared_ptr<const cooked::Model> doorsModel(const Light& light) {
    std::vector<Leaf> leaves;
    for (const optics::Screen& s : plan::doorsOf(light)) leaves.push_back({s.pose, s.width, s.height});
    return leavesModel(leaves);
}

}  // namespace recce
