// The finished body at rest: its parts with their weights, and the skinning that bends them. For the figure files only.
#pragma once

#include <array>
#include <vector>

#include "asset/figure.h"
#include "asset/figure_field.h"
#include "asset/figure_head.h"
#include "asset/figure_mesher.h"
#include "asset/figure_skeleton.h"

namespace recce::figure {

enum class Stuff : std::size_t { Skin, Hair, Top, Trousers, Shoe, Sole, EyeWhite, Iris, Pupil, Count };

/// Up to four bones that move one vertex.
struct Weights {
    std::array<std::uint8_t, 4> bone{};
    std::array<float, 4> share{1, 0, 0, 0};
};

enum class Follows { Body, Head, Neck, Hand, Foot, Eye };

struct Part {
    Stuff stuff = Stuff::Skin;
    Follows follows = Follows::Body;
    std::size_t side = 1;           ///< of a hand, foot or eye
    bool anyHands = true;           ///< false: only with `hands`
    HandShape hands = HandShape::Relaxed;
    Surface rest;
    std::vector<V3> tint;           ///< by vertex; empty: none
    std::vector<Weights> weights;   ///< by vertex
};

Weights weightsAt(const Measures& m, const Bones& rest, Follows follows, std::size_t side, const V3& p);

/// One dual quaternion per bone: bends without the collapse of blended matrices (Kavan et al. 2008).
class Bender {
public:
    Bender(const Bones& rest, const Bones& posed);
    void bend(const Weights& w, const V3& p, const V3& n, V3& outP, V3& outN) const;

private:
    struct Dual {
        glm::quat real, dual;
    };
    std::array<Dual, kBoneCount> duals_{};
};

}  // namespace recce::figure

namespace recce {

class FigureBody {
public:
    FigureShape shape;
    figure::Measures measures;
    figure::Bones rest;
    std::vector<figure::Part> parts;
};

}  // namespace recce
