// The kitchen of scene 12 as a production and as plain boxes, for tests of the overhead.
#pragma once

#include "plan/make_shot_plan.h"
#include "sight/section.h"

namespace recce::test {

inline Production kitchen() {
    Production p;
    auto info = std::make_shared<ProductionInfo>();
    info->title = "Slack Water";
    info->draft = "Blue draft";
    p.info = info;
    const auto put = [&](auto row) {
        using T = decltype(row);
        const auto id = row.id;
        p.all<T>() = p.all<T>().with(id, std::make_shared<const T>(std::move(row)));
    };
    Character mara, teo;
    mara.id = {1}, mara.name = "MARA VOSS", mara.cast = 1, mara.height = Metres(1.68), mara.colour = {226, 107, 27};
    teo.id = {2}, teo.name = "TEO", teo.cast = 2, teo.height = Metres(1.83), teo.colour = {65, 176, 188};
    put(mara), put(teo);
    Set set;
    set.id = {5}, set.name = "Voss House", set.place = "Stage A", set.north = Degrees(-20);
    put(set);
    Scene scene;
    scene.id = {12}, scene.rank = "m", scene.number = "12", scene.setName = "VOSS HOUSE - KITCHEN", scene.time = "DAY";
    scene.eighths = 19, scene.sets = {set.id}, scene.characters = {mara.id, teo.id}, scene.scriptDay = "4";
    put(scene);
    const auto mark = [&](std::uint64_t id, Id<Character> who, const char* label, Vec3 at, double facing, BodyPose pose, std::optional<FrameTime> arrive) {
        Mark m;
        m.id = {id}, m.scene = scene.id, m.character = who, m.label = label, m.position = at, m.facing = Degrees(facing), m.pose = pose;
        m.arrive = m.leave = arrive;
        put(m);
    };
    mark(20, mara.id, "1", {0.4, 0, -0.9}, 215, BodyPose::Sit, FrameTime{0});
    mark(21, teo.id, "1", {0.0, 0, 3.0}, -30, BodyPose::Stand, FrameTime{0});
    mark(22, teo.id, "2", {2.3, 0, -0.2}, 60, BodyPose::Stand, FrameTime{120});
    Mark via = *p.find(Id<Mark>{22});
    via.via = {{1.6, 0, 2.6}, {2.2, 0, 1.6}};
    put(via);
    struct Rig { const char* letter; Vec3 at; Vec3 to; double focal; const char* label; };
    const Rig rigs[] = {{"A", {-3.4, 1.38, 1.5}, {1.2, 1.2, -0.5}, 35, "12"}, {"B", {3.5, 1.64, 1.2}, {0.4, 1.1, -0.9}, 40, "12A"},
                        {"C", {-1.1, 1.27, -1.4}, {2.3, 1.6, -0.2}, 40, "12B"}, {"D", {2.2, 1.26, 1.1}, {0.4, 1.1, -0.9}, 75, "12C"},
                        {"E", {0.3, 1.58, -1.9}, {2.3, 1.6, -0.2}, 75, "12D"}, {"F", {0.9, 1.62, 0.6}, {0.8, 0.78, -0.4}, 58, "12E"}};
    std::uint64_t n = 0;
    for (const Rig& r : rigs) {
        CameraRig rig;
        rig.id = {100 + n}, rig.scene = scene.id, rig.letter = r.letter, rig.body = "arri.alexa35", rig.lensSet = "arri.signature";
        const Vec3 to = r.to - r.at;
        rig.keys = {{FrameTime{0}, r.at, lookAlong(to), Millimetres(r.focal), Metres(glm::length(to)), Ease::Smooth}};
        put(rig);
        Setup setup;
        setup.id = {200 + n}, setup.scene = scene.id, setup.set = set.id, setup.rank = std::string(1, static_cast<char>('b' + n)), setup.cameras = {rig.id}, setup.label = r.label;
        put(setup);
        Shot shot;
        shot.id = {300 + n}, shot.setup = setup.id, shot.rig = rig.id, shot.rank = setup.rank, shot.label = r.label, shot.frames = {FrameTime{0}, 240}, shot.poster = FrameTime{180};
        if (n != 5) shot.subject = n == 2 || n == 4 ? teo.id : mara.id;
        put(shot);
        ++n;
    }
    const auto light = [&](std::uint64_t id, const char* name, LightRole role, FixtureShape shape, Vec3 at, Aim aim, double width) {
        Light l;
        l.id = {id}, l.owner = scene.id, l.name = name, l.role = role, l.shape = shape, l.pose.position = at, l.aim = aim, l.width = Metres(width), l.beam = Degrees(28);
        put(l);
    };
    light(400, "M18 through window", LightRole::Key, FixtureShape::Fresnel, {5.6, 3.2, -1.2}, Id<Mark>{20}, 0.4);
    light(401, "LiteMat fill", LightRole::Fill, FixtureShape::Panel, {-2.6, 2.1, -1.6}, Id<Mark>{20}, 1.016);
    light(402, "Chandelier", LightRole::Practical, FixtureShape::Bulb, {0.9, 2.0, -0.4}, {}, 0.2);
    light(403, "Titan at fridge", LightRole::Back, FixtureShape::Tube, {3.4, 2.3, 2.6}, Vec3(0.4, 1, -0.9), 1.04);
    return p;
}

inline std::vector<SectionMesh> kitchenWalls() {
    const auto box = [](double x, double z, double w, double d, double h, double y = 0) {
        Box b;
        b.add(Vec3(x, y, z));
        b.add(Vec3(x + w, y + h, z + d));
        return sectionBox(b, Mat4(1));
    };
    std::vector<SectionMesh> m{box(-4.2, -3, 8.6, 6.6, 0.1, -0.1),
                               // North wall with a door, east wall with a window over its sill, south and west walls.
                               box(-4.2, -3.2, 3, 0.2, 2.7), box(-0.3, -3.2, 4.7, 0.2, 2.7), box(4.4, -3.2, 0.2, 1.4, 2.7), box(4.4, -1.8, 0.2, 2.4, 0.9),
                               box(4.4, 0.6, 0.2, 3.2, 2.7), box(-4.2, 3.6, 3.4, 0.2, 2.7), box(0.2, 3.6, 4.4, 0.2, 2.7), box(-4.4, -3.2, 0.2, 7, 2.7),
                               // Table, fridge, counter, shelf on the wall above the cut.
                               box(0.1, -0.75, 1.6, 0.8, 0.04, 0.72), box(3.6, 1.6, 0.75, 0.75, 1.8), box(-4.1, -2.9, 0.65, 3.2, 0.9), box(-4.1, -2.9, 0.35, 3.2, 0.7, 1.5)};
    for (const double x : {0.2, 1.0}) for (const double z : {-1.35, 0.25}) m.push_back(box(x, z, 0.45, 0.45, 0.45));
    for (const double x : {0.15, 1.59}) for (const double z : {-0.7, -0.06}) m.push_back(box(x, z, 0.06, 0.06, 0.72));
    return m;
}

}  // namespace recce::test
