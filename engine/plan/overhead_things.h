// What stands on an overhead: cameras, lights, marks and paths of a scene as signs with their texts. Only for the
// overhead; knows no page.
#pragma once

#include <string>
#include <vector>

#include "plan/shot_plan.h"
#include "plan/symbols.h"

namespace recce::sheets {

struct DistanceThing {
    std::string name;      ///< of the mark
    Vec2 at{0};            ///< floor
    double metres = 0;     ///< along the floor, from under the lens
    bool drawn = false;    ///< a line on the plan: the marks of the camera's subjects
};
struct CameraThing {
    signs::CameraSign sign;
    std::vector<Vec2> way;  ///< of its move, more than one point where it travels
    /// What it is called on the plan: its setups' labels ("12A"), the letter too where a setup has several cameras, the
    /// letter alone where it has no labelled setup.
    std::string label;
    std::string letter, framing, lens, tilt, support;
    double height = 0;
    std::vector<DistanceThing> distances;  ///< marks where somebody standing would be in its frame, near first
};
struct LightThing {
    signs::LightSign sign;
    std::string name, fixture, colour, state;
    double height = 0;
    bool practical = false;  ///< of the set, not of the scene: it stands where it stands
};
struct ClothThing {
    signs::ClothSign sign;
    std::string name, fabric, size;
    double lowest = 0, highest = 0;  ///< metres over the set's origin
};
struct MarkThing {
    Id<Mark> id;
    Id<Character> character;
    signs::MarkSign sign;
    std::string name, pose;
    double floor = 0;  ///< metres
};
struct FigureThing {
    signs::MarkSign sign;
    Metres height;
};
struct PathThing {
    std::vector<Vec2> floor;
    Rgb colour;
};
struct OverheadThings {
    std::vector<CameraThing> cameras;  ///< by letter
    std::vector<LightThing> lights;    ///< by name
    std::vector<ClothThing> cloths;    ///< flags, nets and frames, by name
    std::vector<MarkThing> marks;      ///< by name
    std::vector<FigureThing> figures;  ///< where people stand at the scene's start
    std::vector<PathThing> paths;
    std::vector<Vec2> places;          ///< of all of them but practicals, on the floor
    Degrees north;                     ///< of the scene's first set
};
OverheadThings thingsOf(const Production& production, const ShotPlan& plan, const SceneRow& scene);

}  // namespace recce::sheets
