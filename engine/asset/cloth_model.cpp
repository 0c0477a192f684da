#include "asset/cloth_model.h"

#include <algorithm>
#include <cmath>

#include "asset/model_builder.h"
#include "base/memo.h"

namespace recce {
namespace {

constexpr std::size_t kKept = 64;

void addTubes(ModelBuilder& builder, double w, double h, double t) {
    builder.begin({"frame", Vec3(0.25), 1, 0.5});
    builder.box({-w / 2 - t, h / 2, -t / 2}, {w / 2 + t, h / 2 + t, t / 2});
    builder.box({-w / 2 - t, -h / 2 - t, -t / 2}, {w / 2 + t, -h / 2, t / 2});
    builder.box({-w / 2 - t, -h / 2, -t / 2}, {-w / 2, h / 2, t / 2});
    builder.box({w / 2, -h / 2, -t / 2}, {w / 2 + t, h / 2, t / 2});
}

}  // namespace

std::shared_ptr<const cooked::Model> clothModel(const ClothLook& look) {
    static Memo<ClothLook, cooked::Model> memo(kKept);
    return memo.of(look, [&] {
        // Two sides a millimetre apart, so that each can shine by itself.
        constexpr double kThin = kClothThickness / 2;
        const double w = look.width.value / 2, h = look.height.value / 2, closed = 1 - look.straight;
        // The threads throw back what the whole cloth does, from less of its area.
        const Vec3 colour(look.reflected / std::max(closed, 1e-3));
        const double side = 1 - std::sqrt(look.straight);  // two of them let through what the cloth does
        ModelBuilder builder;
        builder.begin({std::string(kClothFront), colour, side, 0.95});
        builder.quad({w, -h, -kThin}, {-w, -h, -kThin}, {-w, h, -kThin}, {w, h, -kThin});
        builder.begin({std::string(kClothBack), colour, side, 0.95});
        builder.quad({-w, -h, kThin}, {w, -h, kThin}, {w, h, kThin}, {-w, h, kThin});
        addTubes(builder, look.width.value, look.height.value, look.tube);
        return builder.finish();
    });
}

std::shared_ptr<const cooked::Model> leavesModel(const std::vector<Leaf>& leaves) {
    if (leaves.empty()) return nullptr;
    static Memo<std::vector<Leaf>, cooked::Model> memo(kKept);
    return memo.of(leaves, [&] {
        constexpr double kSheet = 0.0005;
        ModelBuilder builder;
        builder.begin({"barn doors", Vec3(0.03), 1, 0.7});
        for (const Leaf& leaf : leaves) {
            const double w = leaf.width.value / 2, h = leaf.height.value / 2;
            builder.box({-w, -h, -kSheet}, {w, h, kSheet}, toMatrix(leaf.pose, Vec3(1)));
        }
        return builder.finish();
    });
}

}  // namespace recce
