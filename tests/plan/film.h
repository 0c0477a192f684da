// A small production built in code: people, marks, cameras, setups and shots, each in one line.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "model/production.h"
#include "plan/shot_facts.h"

namespace recce::test {

using CameraSetup = recce::Setup;  // gtest guards the bare name inside fixtures

struct Film {
    Production p;
    std::uint64_t last = 0;
    Id<Set> set;
    Id<Scene> scene;

    Film() {
        UsedCatalogue used;
        CameraBody body;
        body.key = "arri.alexa35";
        body.maker = "ARRI";
        body.name = "ALEXA 35";
        body.modes = {{"4.6K 3:2 open gate", Millimetres(27.99), Millimetres(19.22), 4608, 3164}};
        used.bodies[body.key] = body;
        LensSet lenses;
        lenses.key = "arri.signature";
        lenses.maker = "ARRI";
        lenses.name = "Signature Prime";
        lenses.imageCircle = Millimetres(46);
        for (const double f : {18.0, 25.0, 35.0, 40.0, 50.0, 75.0, 95.0, 125.0}) {
            lenses.lenses.push_back({Millimetres(f), TStop(1.8), Metres(f <= 40 ? 0.35 : 0.65)});
        }
        used.lensSets[lenses.key] = lenses;
        p.used = std::make_shared<UsedCatalogue>(used);
        Set s;
        s.id = next<Set>();
        s.name = "Kitchen";
        s.place = "Stage A";
        set = put(s);
        Scene sc;
        sc.id = next<Scene>();
        sc.rank = "h";
        sc.number = "12";
        sc.setName = "VOSS HOUSE - KITCHEN";
        sc.time = "DAY";
        sc.eighths = 19;
        sc.sets = {set};
        scene = put(sc);
    }

    template <class T> Id<T> next() { return {++last}; }
    template <class T> Id<T> put(const T& row) {
        p.all<T>() = p.all<T>().with(row.id, std::make_shared<const T>(row));
        return row.id;
    }
    template <class T, class F> void change(Id<T> id, F&& f) {
        T row = *p.find(id);
        f(row);
        put(row);
    }
    template <class F> void info(F&& f) {
        ProductionInfo i = *p.info;
        f(i);
        p.info = std::make_shared<const ProductionInfo>(i);
    }

    Id<Character> person(const std::string& name, std::int32_t cast, double height = 1.75) {
        Character c;
        c.id = next<Character>();
        c.name = name;
        c.cast = cast;
        c.height = Metres(height);
        return put(c);
    }
    /// `facing` in degrees about +Y from -Z: 180 looks towards +Z.
    Id<Mark> mark(Id<Character> who, Vec3 at, double facing, BodyPose pose = BodyPose::Stand) {
        Mark m;
        m.id = next<Mark>();
        m.scene = scene;
        m.character = who;
        m.label = "1";
        m.position = at;
        m.facing = Degrees(facing);
        m.pose = pose;
        change(scene, [&](Scene& s) {
            if (std::find(s.characters.begin(), s.characters.end(), who) == s.characters.end()) s.characters.push_back(who);
        });
        return put(m);
    }
    static CameraKey key(std::int64_t frame, Vec3 at, Vec3 towards, double focal, double focus) {
        CameraKey k;
        k.time = FrameTime{frame};
        k.position = at;
        k.angles = lookAlong(towards - at);
        k.focal = Millimetres(focal);
        k.focus = Metres(focus);
        return k;
    }
    Id<CameraRig> camera(std::vector<CameraKey> keys) {
        CameraRig r;
        r.id = next<CameraRig>();
        r.scene = scene;
        r.letter = std::string(1, static_cast<char>('A' + p.all<CameraRig>().size()));
        r.body = "arri.alexa35";
        r.lensSet = "arri.signature";
        r.keys = std::move(keys);
        return put(r);
    }
    Id<CameraSetup> setup(std::vector<Id<CameraRig>> cameras, const std::string& label) {
        CameraSetup s;
        s.id = next<CameraSetup>();
        s.scene = scene;
        s.set = set;
        s.rank = rank();
        s.cameras = std::move(cameras);
        s.label = label;
        return put(s);
    }
    Id<Shot> shot(Id<CameraSetup> setup, Id<CameraRig> rig, std::int64_t frames = 96) {
        Shot s;
        s.id = next<Shot>();
        s.setup = setup;
        s.rig = rig;
        s.rank = rank();
        s.label = p.find(setup)->label;
        s.frames = {FrameTime{0}, frames};
        return put(s);
    }
    /// A camera, its setup and its shot in one.
    Id<Shot> take(std::vector<CameraKey> keys, const std::string& label) {
        const Id<CameraRig> rig = camera(std::move(keys));
        return shot(setup({rig}, label), rig);
    }
    plan::ShotFacts read(Id<Shot> id, const plan::SetSight& sight = {}) const {
        auto facts = plan::readShot(p, *p.find(id), sight);
        return facts ? *facts : plan::ShotFacts{};
    }

private:
    Rank rank() {
        std::string r = "a";
        for (std::uint64_t n = last; n > 0; n /= 26) r.insert(r.begin() + 1, static_cast<char>('b' + n % 25));
        return std::string(r.size(), 'r') + r;
    }
};

}  // namespace recce::test
