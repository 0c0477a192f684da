// Actions on anything: set a field, rename, move, turn, hide, lock, duplicate, copy to a scene, delete.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "app/actions/removal.h"
#include "base/text.h"
#include "model/labels.h"

namespace recce {
namespace {

template <class T> concept Lockable = requires(T t) { t.locked; };
template <class T> concept Hidable = requires(T t) { t.visible; };

template <class T> Status notLocked(const Production& p, const T& row) {
    if constexpr (Lockable<T>) {
        if (row.locked) return fail(Code::Refused, describeThing(p, AnyId(row.id)) + " is locked.", toText(row.id), "Unlock it first.");
    }
    return {};
}

/// Labels of shots and setups, numbers of scenes and names of characters tell them apart.
template <class T> Status stillUnique(const Production& p, const T& row) {
    const auto name = [](const T& r) -> const std::string* {
        if constexpr (std::is_same_v<T, Shot> || std::is_same_v<T, Setup>) return &r.label;
        else if constexpr (std::is_same_v<T, Scene>) return &r.number;
        else if constexpr (std::is_same_v<T, Character>) return &r.name;
        else return nullptr;
    };
    if (!name(row) || name(row)->empty()) return {};
    for (const T& other : p.all<T>()) {
        if (other.id != row.id && *name(other) == *name(row))
            return fail(Code::Usage, fmt::format("There is a {} {}.", typeLabel<T>(), *name(row)), *name(row), "Give another name.");
    }
    return {};
}

/// A piece that is moved takes the lamps in it along.
void takeLamps(EditBuilder& builder, const SetPiece& before, const SetPiece& after) {
    if (before.pose == after.pose && before.scale == after.scale) return;
    const Quat turn = after.pose.rotation * glm::conjugate(before.pose.rotation);
    const double grown = after.scale / before.scale;
    std::vector<Light> lamps;
    for (const Light& light : builder.now().all<Light>()) {
        if (light.glowPiece == before.id && !light.locked) lamps.push_back(light);
    }
    for (Light& light : lamps) {
        light.pose.position = after.pose.position + turn * (light.pose.position - before.pose.position) * grown;
        light.pose.rotation = turn * light.pose.rotation;
        light.width = Metres(light.width.value * grown);
        light.height = Metres(light.height.value * grown);
        builder.put(std::move(light));
    }
}

/// Runs f(builder, row copy) for each target and puts the row back.
template <class F> Result<Edit> forTargets(const ActionInput& in, const std::string& verb, F&& f) {
    RECCE_TRY(const auto targets, ArgReader(in).things("target"));
    EditBuilder builder(in.production);
    for (const AnyId& target : targets) {
        const Status done = std::visit([&]<class X>(const X& x) -> Status {
            if constexpr (std::is_same_v<X, std::monostate>) {
                return {};
            } else {
                auto row = *in.production.find(x);
                RECCE_TRY_STATUS(f(row));
                if constexpr (std::is_same_v<X, Id<SetPiece>>) takeLamps(builder, *in.production.find(x), row);
                builder.put(std::move(row));
                return {};
            }
        }, target);
        if (!done) return fail(done.error());
    }
    const std::string name = targets.size() == 1 ? describeThing(in.production, targets.front()) : fmt::format("{} things", targets.size());
    return builder.finish(verb + " " + name, targets.front());
}

Result<Edit> set(const ActionInput& in) {
    std::string what;
    int fields = 0;
    auto edit = forTargets(in, "Change", [&]<class T>(T& row) -> Status {
        const bool onlyLock = std::all_of(in.call.args.begin(), in.call.args.end(), [](const auto& a) {
            return a.first == "target" || a.first == "step" || a.first == "locked" || a.first == "visible";
        });
        if (!onlyLock) RECCE_TRY_STATUS(notLocked(in.production, row));
        fields = 0;
        for (const auto& [key, value] : in.call.args) {
            if (key == "target" || key == "step") continue;
            const Field<T>* field = findField<T>(key);
            if (!field || !field->spec.editable) {
                std::string list;
                for (const auto& f : fieldsOf<T>()) {
                    if (f.spec.editable) list += (list.empty() ? "" : ", ") + std::string(f.spec.name);
                }
                return fail(Code::Usage, fmt::format("A {} has no field '{}' to set.", typeLabel<T>(), key), toText(row.id), "It has " + list + ".");
            }
            RECCE_TRY_STATUS(setByText(in, row, *field, value));
            what = lowered(field->spec.label);
            ++fields;
        }
        if (fields == 0) return fail(Code::Usage, "Say what to set, as key=value.", {}, "For example: set A focal=50mm.");
        if constexpr (std::is_same_v<T, Mark>) {
            if (row.arrive && row.leave && *row.leave < *row.arrive)
                return fail(Code::Usage, "The figure would leave before it arrives.", toText(row.id));
        }
        return stillUnique(in.production, row);
    });
    if (edit && fields == 1) edit->name += ": " + what;
    return edit;
}

Result<Edit> rename(const ActionInput& in) {
    const std::string to = ArgReader(in).text("to");
    if (trimmed(to).empty()) return fail(Code::Usage, "A name needs a letter.");
    return forTargets(in, "Rename", [&]<class T>(T& row) -> Status {
        RECCE_TRY_STATUS(notLocked(in.production, row));
        if constexpr (requires { row.name; }) row.name = to;
        else if constexpr (requires { row.label; }) row.label = to;
        else if constexpr (requires { row.letter; }) row.letter = to;
        else if constexpr (requires { row.number; }) row.number = to;
        else return fail(Code::Usage, fmt::format("A {} has no name.", typeLabel<T>()), toText(row.id));
        return stillUnique(in.production, row);
    });
}

Result<Edit> shown(const ActionInput& in, bool visible) {
    return forTargets(in, visible ? "Show" : "Hide", [&]<class T>(T& row) -> Status {
        if constexpr (Hidable<T>) {
            row.visible = visible;
            return {};
        } else {
            return fail(Code::Usage, fmt::format("A {} cannot be hidden.", typeLabel<T>()), toText(row.id));
        }
    });
}
Result<Edit> hide(const ActionInput& in) { return shown(in, false); }
Result<Edit> show(const ActionInput& in) { return shown(in, true); }

Result<Edit> locking(const ActionInput& in, bool locked) {
    return forTargets(in, locked ? "Lock" : "Unlock", [&]<class T>(T& row) -> Status {
        if constexpr (Lockable<T>) {
            row.locked = locked;
            return {};
        } else {
            return fail(Code::Usage, fmt::format("A {} cannot be locked.", typeLabel<T>()), toText(row.id));
        }
    });
}
Result<Edit> lock(const ActionInput& in) { return locking(in, true); }
Result<Edit> unlock(const ActionInput& in) { return locking(in, false); }

/// Moves by a vector and turns about +Y around a point, all that has a place.
struct Rigid {
    Vec3 by{0}, about{0};
    double turn = 0;  ///< radians
    Vec3 operator()(const Vec3& p) const { return about + glm::angleAxis(turn, Vec3(0, 1, 0)) * (p - about) + by; }
};
void carry(Mark& m, const Rigid& r) {
    m.position = r(m.position);
    for (Vec3& v : m.via) v = r(v);
    m.facing += degrees(r.turn);
}
void carry(CameraRig& c, const Rigid& r) {
    for (CameraKey& k : c.keys) {
        k.position = r(k.position);
        k.angles.pan += r.turn;
    }
}
void carryPose(Pose& pose, const Rigid& r) {
    pose.position = r(pose.position);
    pose.rotation = glm::angleAxis(r.turn, Vec3(0, 1, 0)) * pose.rotation;
}
void carry(SetPiece& p, const Rigid& r) { carryPose(p.pose, r); }
void carry(Light& l, const Rigid& r) {
    carryPose(l.pose, r);
    // A light turned by hand no longer follows; one that is moved goes on pointing at its aim.
    if (r.turn != 0) l.aim = std::monostate();
    else if (const auto* point = std::get_if<Vec3>(&l.aim); point && glm::length(*point - l.pose.position) > 1e-6)
        l.pose.rotation = toRotation(lookAlong(*point - l.pose.position));
}
void carry(MeterPoint& p, const Rigid& r) { p.position = r(p.position); }
template <class T> concept Placed = requires(T& t, const Rigid& r) { carry(t, r); };

template <class T> Vec3 placeOf(const T& row) {
    if constexpr (std::is_same_v<T, Mark> || std::is_same_v<T, MeterPoint>) return row.position;
    else if constexpr (std::is_same_v<T, CameraRig>) return row.keys.front().position;
    else return row.pose.position;
}

Result<Edit> move(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto by, args.point("by"));
    RECCE_TRY(const auto to, args.point("to"));
    RECCE_TRY(const auto turn, args.measure("turn", Quantity::Angle));
    if (!by && !to && !turn) return fail(Code::Usage, "Say by=x,y,z, to=x,y,z or turn=degrees.");
    std::optional<Vec3> first;  // several things move together: the first one's place leads
    return forTargets(in, turn && !by && !to ? "Turn" : "Move", [&]<class T>(T& row) -> Status {
        if constexpr (Placed<T>) {
            RECCE_TRY_STATUS(notLocked(in.production, row));
            if (!first) first = placeOf(row);
            Rigid rigid;
            rigid.about = *first;
            if (by) rigid.by = *by;
            if (to) rigid.by = *to - *first;
            if (turn) rigid.turn = *turn * kPi / 180;
            carry(row, rigid);
            return {};
        } else {
            return fail(Code::Usage, fmt::format("A {} has no place.", typeLabel<T>()), toText(row.id));
        }
    });
}

Result<Edit> remove(const ActionInput& in) {
    RECCE_TRY(const auto targets, ArgReader(in).things("target"));
    EditBuilder builder(in.production);
    for (const AnyId& target : targets) {
        if (!exists(builder.now(), target)) continue;  // went with one before it
        const Status done = std::visit([&]<class X>(const X& x) -> Status {
            if constexpr (std::is_same_v<X, std::monostate>) return {};
            else return notLocked(in.production, *in.production.find(x));
        }, target);
        if (!done) return fail(done.error());
        removeThing(builder, target);
    }
    const auto shots = in.production.all<Shot>().size() - builder.now().all<Shot>().size();
    std::string name = targets.size() == 1 ? describeThing(in.production, targets.front()) : fmt::format("{} things", targets.size());
    const bool others = shots > 0 && !(targets.size() == 1 && std::holds_alternative<Id<Shot>>(targets.front()));
    if (others) name += fmt::format(" and {} {}", shots, shots == 1 ? "shot" : "shots");
    return builder.finish("Delete " + name, {});
}

// ---- Copies ---------------------------------------------------------------------------------------------------------

template <class T> concept Copyable = std::is_same_v<T, Mark> || std::is_same_v<T, CameraRig> || std::is_same_v<T, Light> || std::is_same_v<T, SetPiece> ||
                                       std::is_same_v<T, MeterPoint>;

/// Puts a copy of `row` into `scene`, with a fresh id and a name of its own where names must differ.
template <class T> AnyId putCopy(EditBuilder& b, T row, Id<Scene> scene, Id<T> id, const Vec3& by) {
    row.id = id;
    if constexpr (Lockable<T>) row.locked = false;
    Rigid rigid;
    rigid.by = by;
    const Aim* aim = nullptr;
    if constexpr (std::is_same_v<T, Light>) aim = &row.aim;
    if (!aim || std::holds_alternative<std::monostate>(*aim)) carry(row, rigid);
    else if constexpr (std::is_same_v<T, Light>) row.pose.position += by;
    if constexpr (std::is_same_v<T, Mark>) {
        row.scene = scene;
        row.label = nextMarkLabel(b.now(), scene, row.character);
        b.change(scene, [&](Scene& s) {
            if (std::find(s.characters.begin(), s.characters.end(), row.character) == s.characters.end()) s.characters.push_back(row.character);
        });
    } else if constexpr (std::is_same_v<T, CameraRig>) {
        row.scene = scene;
        row.letter = nextCameraLetter(b.now(), scene);
        Setup setup;
        setup.id = b.now().find(Id<Setup>{id.value}) ? makeId<Setup>() : Id<Setup>{id.value};
        setup.scene = scene;
        if (const Scene* s = b.now().find(scene); s && !s->sets.empty()) setup.set = s->sets.front();
        setup.cameras = {id};
        setup.rank = rankAtEnd(setupsInOrder(b.now(), scene));
        b.put(std::move(setup));
    } else if constexpr (std::is_same_v<T, MeterPoint>) {
        row.scene = scene;
        row.name = freePointName(b.now(), scene, row.name);
    } else {
        // What belongs to a set stays the set's unless it is copied into a scene on purpose.
        const bool otherScene = std::holds_alternative<Id<Scene>>(row.owner) && std::get<Id<Scene>>(row.owner) != scene;
        if (otherScene) row.owner = scene;
    }
    b.put(std::move(row));
    return AnyId(id);
}

/// `take`: the things themselves go, so that the copies are all there is.
Result<Edit> copies(const ActionInput& in, std::optional<Id<Scene>> into, const Vec3& by, const std::string& verb, bool take = false) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    EditBuilder builder(in.production);
    AnyId last;
    for (const AnyId& target : targets) {
        const Status done = std::visit([&]<class X>(const X& x) -> Status {
            if constexpr (std::is_same_v<X, std::monostate>) {
                return {};
            } else if constexpr (Copyable<typename X::Row>) {
                using T = typename X::Row;
                Id<T> id = makeId<T>();
                if (targets.size() == 1) {
                    RECCE_TRY(id, args.newId<T>());
                }
                const Id<Scene> own = sceneOf(in.production, target);
                last = putCopy(builder, *in.production.find(x), into ? *into : own, id, by);
                return {};
            } else {
                return fail(Code::Usage, fmt::format("A {} cannot be duplicated.", typeLabel<typename X::Row>()), toText(x));
            }
        }, target);
        if (!done) return fail(done.error());
    }
    if (take) {
        for (const AnyId& target : targets) removeThing(builder, target);
    }
    const std::string name = targets.size() == 1 ? describeThing(in.production, targets.front()) : fmt::format("{} things", targets.size());
    return builder.finish(verb + " " + name, last);
}

Result<Edit> duplicate(const ActionInput& in) {
    RECCE_TRY(const auto by, ArgReader(in).point("by"));
    return copies(in, std::nullopt, by.value_or(Vec3(0.5, 0, 0)), "Duplicate");
}
Result<Edit> copyTo(const ActionInput& in) {
    RECCE_TRY(const Id<Scene> scene, ArgReader(in).thing<Scene>("scene"));
    RECCE_TRY(const bool take, ArgReader(in).flag("move", false));
    return copies(in, scene, Vec3(0), take ? "Bring over" : "Copy", take);
}

}  // namespace

void addThingActions(std::vector<Action>& table) {
    const ArgSpec target{"target", ArgKind::Things, "What; the selection where left out", false, true};
    table.push_back({"set", "Set a field", "Edit", "Sets fields of one or several things, as the inspector does.", "set A focal=50mm stop=T2.8", {target}, true, set});
    table.push_back({"rename", "Rename", "Edit", "Gives a thing another name, label, letter or number.", "rename 12A to=12AA",
                     {target, {"to", ArgKind::Text, "The new name", true}}, false, rename});
    table.push_back({"move", "Move", "Edit", "Moves or turns cameras, lights, marks, pieces and metered points; several keep their places to each other.", "move A by=0.5,0,0",
                     {target, {"by", ArgKind::Point, "By how much, x,y,z"}, {"to", ArgKind::Point, "To where, x,y,z"},
                      {"turn", ArgKind::Measure, "Degrees to the left about the upright", false, false, {}, Quantity::Angle}}, false, move});
    table.push_back({"hide", "Hide", "Edit", "Hides cameras, lights, marks or pieces on the stage.", "hide 'kitchen wall'", {target}, false, hide});
    table.push_back({"show", "Show", "Edit", "Shows what was hidden.", "show 'kitchen wall'", {target}, false, show});
    table.push_back({"lock", "Lock", "Edit", "Locks things against moving and changing.", "lock A", {target}, false, lock});
    table.push_back({"unlock", "Unlock", "Edit", "Unlocks.", "unlock A", {target}, false, unlock});
    table.push_back({"duplicate", "Duplicate", "Edit", "Copies cameras, lights, marks or pieces beside themselves.", "duplicate A by=1,0,0",
                     {target, {"by", ArgKind::Point, "How far off, x,y,z"}, {"id", ArgKind::NewId, "The copy's id, where it is one"}}, false, duplicate});
    table.push_back({"copy", "Copy to a scene", "Edit", "Copies cameras, lights, marks or pieces into another scene.", "copy Key scene=14",
                     {target, {"scene", ArgKind::Thing, "Where to", true, false, "scene"}, {"move", ArgKind::Flag, "yes: taken from where they were"},
                      {"id", ArgKind::NewId, "The copy's id, where it is one"}}, false, copyTo});
    table.push_back({"delete", "Delete", "Edit", "Deletes things and what cannot stand without them.", "delete B", {target}, false, remove});
}

}  // namespace recce
