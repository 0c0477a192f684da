// Actions on shots: taking, ordering.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "base/text.h"
#include "model/labels.h"
#include "model/rank.h"
#include "model/timing.h"

namespace recce {
namespace {

/// "0-95" (both counted), or a length from the start: "4s", "96f".
Result<FrameRange> parseRange(const std::string& text, FrameRate rate, FrameTime start) {
    UnitContext units;
    units.rate = rate;
    const auto dash = text.find('-', 1);
    if (dash == std::string::npos) {
        RECCE_TRY(const double length, parseQuantity(Quantity::Time, text, units));
        if (length < 1 || length > 1e7) return fail(Code::Usage, "A shot has at least one frame.", text);
        return FrameRange{start, std::llround(length)};
    }
    RECCE_TRY(const double first, parseQuantity(Quantity::Time, text.substr(0, dash), units));
    RECCE_TRY(const double last, parseQuantity(Quantity::Time, text.substr(dash + 1), units));
    if (last < first || last - first > 1e7 || std::abs(first) > 1e9) return fail(Code::Usage, "The range ends before it begins, or is far too long.", text);
    return FrameRange{FrameTime{std::llround(first)}, std::llround(last - first) + 1};
}

/// The whole move where there is one, else what is timed in the scene, else four seconds.
FrameRange defaultRange(const Production& p, const CameraRig& rig) {
    if (rig.keys.size() > 1) return {rig.keys.front().time, rig.keys.back().time.frame - rig.keys.front().time.frame + 1};
    const FrameRange span = sceneSpan(p, rig.scene);
    if (span.count > 1) return span;
    return {FrameTime{0}, std::llround(4 * p.info->rate.perSecond())};
}

Result<Id<Setup>> setupFor(const ActionInput& in, Id<CameraRig> rig) {
    const ArgReader args(in);
    if (args.has("setup")) return args.thing<Setup>("setup");
    const auto holds = [&](const Setup& s) { return std::find(s.cameras.begin(), s.cameras.end(), rig) != s.cameras.end(); };
    const Setup* present = in.production.find(in.context.setup);
    if (present && holds(*present)) return present->id;
    for (const Setup* s : setupsInOrder(in.production, in.production.find(rig)->scene)) {
        if (holds(*s)) return s->id;
    }
    return Id<Setup>();
}

bool labelTaken(const Production& p, std::string_view label, AnyId except) {
    for (const Shot& s : p.all<Shot>()) {
        if (s.label == label && AnyId(s.id) != except) return true;
    }
    return false;
}

Result<Edit> takeShot(const ActionInput& in) {
    const ArgReader args(in);
    Id<CameraRig> rigId;
    if (args.has("camera")) {
        RECCE_TRY(rigId, args.thing<CameraRig>("camera"));
    } else {
        for (const AnyId& id : in.context.selection) {
            if (const auto* r = std::get_if<Id<CameraRig>>(&id)) rigId = *r;
        }
        if (const auto* r = std::get_if<Id<CameraRig>>(&in.context.last); r && !rigId) rigId = *r;
        if (!rigId) return fail(Code::Usage, "Say from which camera.", {}, "Add camera=LETTER.");
    }
    const CameraRig* rig = in.production.find(rigId);
    RECCE_CHECK(rig != nullptr);
    EditBuilder builder(in.production);
    Shot shot;
    RECCE_TRY(shot.id, args.newId<Shot>());
    shot.rig = rigId;
    RECCE_TRY(shot.setup, setupFor(in, rigId));
    if (!shot.setup) {
        // The camera's setup was deleted: it gets one again.
        Setup fresh;
        fresh.id = makeId<Setup>();
        fresh.scene = rig->scene;
        fresh.cameras = {rigId};
        fresh.rank = rankAtEnd(setupsInOrder(in.production, rig->scene));
        shot.setup = fresh.id;
        builder.put(std::move(fresh));
    }
    if (builder.now().find(shot.setup)->scene != rig->scene) return fail(Code::Usage, "That setup is of another scene.", args.text("setup"));
    const std::string given = args.text("label");
    std::string setupLabel = builder.now().find(shot.setup)->label;
    if (setupLabel.empty()) {
        setupLabel = given.empty() ? nextSetupLabel(in.production, rig->scene) : given;
        for (const Setup& s : in.production.all<Setup>()) {
            if (s.label == setupLabel) return fail(Code::Usage, fmt::format("There is a setup {}.", setupLabel), setupLabel, "Give another label.");
        }
        builder.change(shot.setup, [&](Setup& s) { s.label = setupLabel; });
    }
    shot.label = given.empty() ? nextShotLabel(in.production, shot.setup, setupLabel) : given;
    if (labelTaken(in.production, shot.label, {})) return fail(Code::Usage, fmt::format("There is a shot {}.", shot.label), shot.label, "Give another label.");
    shot.frames = defaultRange(in.production, *rig);
    if (args.has("frames")) {
        RECCE_TRY(shot.frames, parseRange(args.text("frames"), in.production.info->rate, in.context.time));
    }
    const FrameTime end{shot.frames.first.frame + shot.frames.count - 1};
    shot.poster = std::clamp(in.context.time, shot.frames.first, end);
    ActionCall rest = in.call;
    std::erase_if(rest.args, [](const auto& a) { return a.first == "frames" || a.first == "camera" || a.first == "setup" || a.first == "label"; });
    const ActionInput restIn{in.production, in.context, rest};
    RECCE_TRY_STATUS(ArgReader(restIn).fields(shot));
    if (shot.poster < shot.frames.first || shot.poster > end) return fail(Code::Usage, "The board must lie within the shot.", args.text("poster"));
    shot.rank = rankAtEnd(shotsInOrder(in.production, rig->scene));
    const Id<Shot> id = shot.id;
    const std::string label = shot.label;
    builder.put(std::move(shot));
    return builder.finish("Take shot " + label, AnyId(id));
}

/// Puts `moved` after `after` (null: first) among `order`; a rank between its new neighbours.
template <class T>
Result<Edit> place(const ActionInput& in, Id<T> moved, Id<T> after, std::vector<const T*> order) {
    std::erase_if(order, [&](const T* row) { return row->id == moved; });
    std::size_t at = 0;
    if (after) {
        const auto found = std::find_if(order.begin(), order.end(), [&](const T* row) { return row->id == after; });
        if (found == order.end()) return fail(Code::Usage, "The two are not in one list.", toText(after));
        at = static_cast<std::size_t>(found - order.begin()) + 1;
    }
    EditBuilder builder(in.production);
    const Rank before = at > 0 ? order[at - 1]->rank : Rank();
    const Rank next = at < order.size() ? order[at]->rank : Rank();
    if (before.empty() || next.empty() || before < next) {
        builder.change(moved, [&](T& row) { row.rank = rankBetween(before, next); });
    } else {
        // Neighbours of one rank (two people inserted at one place): the whole list is ranked anew.
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(at), in.production.find(moved));
        Rank last;
        for (const T* row : order) {
            last = rankBetween(last, {});
            builder.change(row->id, [&](T& r) { r.rank = last; });
        }
    }
    return builder.finish("Move " + describeThing(in.production, AnyId(moved)), AnyId(moved));
}

Result<Edit> reorder(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    if (targets.size() != 1) return fail(Code::Usage, "Move one at a time.");
    if (args.has("after") == args.has("first")) return fail(Code::Usage, "Say after=, or first=yes.");
    return std::visit([&]<class X>(const X& x) -> Result<Edit> {
        if constexpr (std::is_same_v<X, Id<Shot>>) {
            RECCE_TRY(const Id<Shot> after, args.thing<Shot>("after"));
            return place(in, x, after, shotsInOrder(in.production, sceneOf(in.production, AnyId(x))));
        } else if constexpr (std::is_same_v<X, Id<Setup>>) {
            RECCE_TRY(const Id<Setup> after, args.thing<Setup>("after"));
            return place(in, x, after, setupsInOrder(in.production, in.production.find(x)->scene));
        } else if constexpr (std::is_same_v<X, Id<Scene>>) {
            RECCE_TRY(const Id<Scene> after, args.thing<Scene>("after"));
            return place(in, x, after, scenesInOrder(in.production));
        } else if constexpr (std::is_same_v<X, Id<ShootDay>>) {
            RECCE_TRY(const Id<ShootDay> after, args.thing<ShootDay>("after"));
            return place(in, x, after, daysInOrder(in.production));
        } else {
            return fail(Code::Usage, "Only scenes, setups, shots and days have an order.", toText(targets.front()));
        }
    }, targets.front());
}

}  // namespace

void addShotActions(std::vector<Action>& table) {
    Action take{"take-shot", "Take a shot", "Shot", "Takes a shot from a camera; setup and shot are labelled by the rule.",
                "take-shot camera=A frames=0-95 description='Mara reads the letter'",
                {{"camera", ArgKind::Thing, "The camera; the one selected or just made where left out", false, true, "rig"},
                 {"frames", ArgKind::Any, "0-95, or a length such as 4s; the whole move where left out"},
                 {"label", ArgKind::Text, "Its label instead of the rule's"},
                 {"setup", ArgKind::Thing, "The setup, where the camera is in several", false, false, "setup"}}, false, takeShot};
    for (const std::string_view name : {"poster", "subject", "size", "angle", "movement", "framing", "description", "notes", "status"})
        take.args.push_back({name, ArgKind::Field, findField<Shot>(name)->spec.label, false, false, "shot"});
    take.args.push_back({"id", ArgKind::NewId, "Its id"});
    table.push_back(std::move(take));
    table.push_back({"reorder", "Move in the list", "Shot", "Moves a shot, setup, scene or day after another, or to the front.",
                     "reorder 12B after=12",
                     {{"target", ArgKind::Things, "What moves", false, true},
                      {"after", ArgKind::Thing, "What it follows"},
                      {"first", ArgKind::Flag, "yes: to the front"}}, false, reorder});
}

}  // namespace recce
