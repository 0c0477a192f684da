#include "app/actions/removal.h"

#include <algorithm>

#include "model/changes.h"

namespace recce {
namespace {

/// Ids of the rows that `which` picks, so that they can be removed while nothing is being walked over.
template <class T, class F> std::vector<Id<T>> pick(const Production& p, F&& which) {
    std::vector<Id<T>> ids;
    for (const T& row : p.all<T>()) {
        if (which(row)) ids.push_back(row.id);
    }
    return ids;
}
template <class T> bool drop(std::vector<T>& list, const T& item) { return std::erase(list, item) > 0; }

void forgetChanges(EditBuilder& b, const AnyId& id) {
    for (const Id<Setup> s : pick<Setup>(b.now(), [&](const Setup& row) { return isChanged(row, id); }))
        b.change(s, [&](Setup& row) { clearChange(row, id); });
}
void forgetNotes(EditBuilder& b, const AnyId& id) {
    for (const Id<Note> n : pick<Note>(b.now(), [&](const Note& row) { return row.about == id; })) b.remove(n);
}
template <class X> void forgetStrips(EditBuilder& b, Id<X> id) {
    const auto is = [&](const Strip& s) {
        const auto* x = std::get_if<Id<X>>(&s.what);
        return x && *x == id;
    };
    for (const Id<ShootDay> d : pick<ShootDay>(b.now(), [&](const ShootDay& row) { return std::any_of(row.strips.begin(), row.strips.end(), is); }))
        b.change(d, [&](ShootDay& row) { std::erase_if(row.strips, is); });
}

void take(EditBuilder& b, Id<Shot> id) { b.remove(id); }
void take(EditBuilder& b, Id<ShootDay> id) { b.remove(id); }
void take(EditBuilder& b, Id<Note> id) { b.remove(id); }
void take(EditBuilder& b, Id<SetPiece> id) {
    // The lamps in it go with it.
    for (const Id<Light> l : pick<Light>(b.now(), [&](const Light& row) { return row.glowPiece == id; })) removeThing(b, AnyId(l));
    b.remove(id);
}
void take(EditBuilder& b, Id<Light> id) { b.remove(id); }
void take(EditBuilder& b, Id<MeterPoint> id) { b.remove(id); }

void take(EditBuilder& b, Id<Asset> id) {
    for (const Id<SetPiece> p : pick<SetPiece>(b.now(), [&](const SetPiece& row) { return row.asset == id; })) removeThing(b, AnyId(p));
    b.remove(id);
}

void take(EditBuilder& b, Id<Mark> id) {
    const Mark* mark = b.now().find(id);
    const Vec3 place = mark ? mark->position : Vec3(0);
    // A light that followed the mark stays pointed at the place.
    for (const Id<Light> l : pick<Light>(b.now(), [&](const Light& row) { return row.aim == Aim(id); }))
        b.change(l, [&](Light& row) { row.aim = place; });
    b.remove(id);
}

void take(EditBuilder& b, Id<CameraRig> id) {
    for (const Id<Shot> s : pick<Shot>(b.now(), [&](const Shot& row) { return row.rig == id; })) removeThing(b, AnyId(s));
    for (const Id<Setup> s : pick<Setup>(b.now(), [&](const Setup& row) { return std::count(row.cameras.begin(), row.cameras.end(), id) > 0; })) {
        b.change(s, [&](Setup& row) { drop(row.cameras, id); });
        if (b.now().find(s)->cameras.empty()) removeThing(b, AnyId(s));
    }
    for (const Id<Mark> m : pick<Mark>(b.now(), [&](const Mark& row) { return row.gaze == Gaze(id); }))
        b.change(m, [&](Mark& row) { row.gaze = std::monostate(); });
    b.remove(id);
}

void take(EditBuilder& b, Id<Setup> id) {
    for (const Id<Shot> s : pick<Shot>(b.now(), [&](const Shot& row) { return row.setup == id; })) removeThing(b, AnyId(s));
    const Setup* setup = b.now().find(id);
    const std::vector<Id<CameraRig>> cameras = setup ? setup->cameras : std::vector<Id<CameraRig>>();
    forgetStrips(b, id);
    b.remove(id);
    // A camera that is in no other setup goes with it.
    for (const Id<CameraRig> r : cameras) {
        const auto others = pick<Setup>(b.now(), [&](const Setup& row) { return std::count(row.cameras.begin(), row.cameras.end(), r) > 0; });
        if (others.empty() && b.now().find(r)) removeThing(b, AnyId(r));
    }
}

void take(EditBuilder& b, Id<Character> id) {
    for (const Id<Mark> m : pick<Mark>(b.now(), [&](const Mark& row) { return row.character == id; })) removeThing(b, AnyId(m));
    for (const Id<Mark> m : pick<Mark>(b.now(), [&](const Mark& row) { return row.gaze == Gaze(id); }))
        b.change(m, [&](Mark& row) { row.gaze = std::monostate(); });
    for (const Id<Scene> s : pick<Scene>(b.now(), [&](const Scene& row) { return std::count(row.characters.begin(), row.characters.end(), id) > 0; }))
        b.change(s, [&](Scene& row) { drop(row.characters, id); });
    for (const Id<CameraRig> r : pick<CameraRig>(b.now(), [&](const CameraRig& row) { return row.focusOn == id; }))
        b.change(r, [&](CameraRig& row) { row.focusOn.reset(); });
    for (const Id<Shot> s : pick<Shot>(b.now(), [&](const Shot& row) { return row.subject == id; }))
        b.change(s, [&](Shot& row) { row.subject.reset(); });
    b.remove(id);
}

void take(EditBuilder& b, Id<Set> id) {
    for (const Id<SetPiece> p : pick<SetPiece>(b.now(), [&](const SetPiece& row) { return row.owner == PieceOwner(id); })) removeThing(b, AnyId(p));
    for (const Id<Light> l : pick<Light>(b.now(), [&](const Light& row) { return row.owner == LightOwner(id); })) removeThing(b, AnyId(l));
    for (const Id<Scene> s : pick<Scene>(b.now(), [&](const Scene& row) { return std::count(row.sets.begin(), row.sets.end(), id) > 0; }))
        b.change(s, [&](Scene& row) { drop(row.sets, id); });
    for (const Id<Setup> s : pick<Setup>(b.now(), [&](const Setup& row) { return row.set == id; }))
        b.change(s, [&](Setup& row) { row.set = {}; });
    b.remove(id);
}

void take(EditBuilder& b, Id<Scene> id) {
    for (const Id<Setup> s : pick<Setup>(b.now(), [&](const Setup& row) { return row.scene == id; })) removeThing(b, AnyId(s));
    for (const Id<CameraRig> r : pick<CameraRig>(b.now(), [&](const CameraRig& row) { return row.scene == id; })) removeThing(b, AnyId(r));
    for (const Id<Mark> m : pick<Mark>(b.now(), [&](const Mark& row) { return row.scene == id; })) removeThing(b, AnyId(m));
    for (const Id<Light> l : pick<Light>(b.now(), [&](const Light& row) { return row.owner == LightOwner(id); })) removeThing(b, AnyId(l));
    for (const Id<SetPiece> p : pick<SetPiece>(b.now(), [&](const SetPiece& row) { return row.owner == PieceOwner(id); })) removeThing(b, AnyId(p));
    for (const Id<MeterPoint> m : pick<MeterPoint>(b.now(), [&](const MeterPoint& row) { return row.scene == id; })) removeThing(b, AnyId(m));
    forgetStrips(b, id);
    b.remove(id);
}

}  // namespace

void removeThing(EditBuilder& builder, const AnyId& id) {
    if (!exists(builder.now(), id)) return;
    std::visit([&]<class X>(const X& x) {
        if constexpr (!std::is_same_v<X, std::monostate>) take(builder, x);
    }, id);
    forgetChanges(builder, id);
    forgetNotes(builder, id);
}

}  // namespace recce
