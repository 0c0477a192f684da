// Actions that find a camera's place: frame it for me, overs of two marks, a camera mirrored across the line.
#include <algorithm>

#include <fmt/format.h>

#include "app/actions/catalogue_use.h"
#include "app/actions/eyes.h"
#include "app/actions/helpers.h"
#include "base/text.h"
#include "model/in_setup.h"
#include "model/labels.h"
#include "model/words.h"
#include "plan/framing.h"
#include "plan/people.h"

namespace recce {
namespace {

/// A camera of the production's defaults, with what the call says of it.
Result<CameraRig> newRig(const ActionInput& in, Id<Scene> scene) {
    CameraRig rig;
    rig.scene = scene;
    rig.body = in.production.info->defaultBody;
    rig.mode = in.production.info->defaultMode;
    rig.lensSet = in.production.info->defaultLensSet;
    rig.keys.emplace_back();
    for (const std::string_view name : {"body", "mode", "lens-set", "support", "stop"}) {
        if (const std::string* value = ArgReader(in).find(name)) RECCE_TRY_STATUS(setByText(in, rig, *findField<CameraRig>(name), *value));
    }
    return rig;
}

FrameTime timeOr(const ActionInput& in, const std::optional<double>& given) {
    return given ? FrameTime{std::llround(*given)} : in.context.time;
}

Result<plan::FrameScene> frameScene(const ActionInput& in, Id<Scene> scene, const Production& production) {
    const ArgReader args(in);
    plan::FrameScene where;
    where.scene = scene;
    RECCE_TRY(const auto time, args.measure("time", Quantity::Time));
    where.time = timeOr(in, time);
    RECCE_TRY(const Id<Setup> setup, args.thing<Setup>("setup"));
    where.setup = production.find(setup);
    if (in.context.sight) where.sight = in.context.sight(std::make_shared<const Production>(production));
    return where;
}

/// Puts a new camera with a setup of its own.
void putCamera(EditBuilder& builder, CameraRig rig) {
    Setup setup;
    setup.id = builder.now().find(Id<Setup>{rig.id.value}) ? makeId<Setup>() : Id<Setup>{rig.id.value};
    setup.scene = rig.scene;
    if (const Scene* scene = builder.now().find(rig.scene); scene && !scene->sets.empty()) setup.set = scene->sets.front();
    setup.cameras = {rig.id};
    setup.rank = rankAtEnd(setupsInOrder(builder.now(), rig.scene));
    builder.put(std::move(setup));
    builder.put(std::move(rig));
}

Result<Millimetres> focalOf(const ActionInput& in, Millimetres otherwise) {
    const ArgReader args(in);
    RECCE_TRY(auto focal, args.measure("focal", Quantity::Focal));
    if (!focal) {
        RECCE_TRY(focal, args.measure("lens", Quantity::Focal));
    }
    if (focal && !(*focal >= 1 && *focal <= 5000)) return fail(Code::Usage, "The focal length must be from 1 to 5000 mm.");
    return focal ? Millimetres(*focal) : otherwise;
}

Result<Edit> frameShot(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<CameraRig> target, args.thing<CameraRig>("camera"));
    CameraRig rig;
    if (target) {
        rig = *in.production.find(target);
        if (rig.locked) return fail(Code::Refused, fmt::format("Camera {} is locked.", rig.letter), rig.letter, "Unlock it first.");
    } else {
        RECCE_TRY(const Id<Scene> scene, args.scene());
        RECCE_TRY(rig, newRig(in, scene));
        RECCE_TRY(rig.id, args.newId<CameraRig>());
        rig.letter = nextCameraLetter(in.production, scene);
    }
    plan::FrameWish wish;
    if (args.has("size")) {
        RECCE_TRY(const std::string word, parseWord(wordsOf<ShotSize>(), args.text("size")));
        wish.size = *fromWord<ShotSize>(word);
    }
    if (args.has("angle")) {
        RECCE_TRY(const std::string word, parseWord(wordsOf<ShotAngle>(), args.text("angle")));
        wish.angle = *fromWord<ShotAngle>(word);
    }
    for (const std::string& name : split(args.text("on"), ',')) {
        const std::string who(trimmed(name));
        // A mark stands for the one who stands on it.
        const auto mark = findByName<Mark>(in.production, who, {rig.scene});
        const auto character = args.thingNamed<Character>(who);
        if (!character && !mark) return fail(character.error());
        wish.people.push_back(character ? *character : in.production.find(*mark)->character);
    }
    RECCE_TRY(wish.focal, focalOf(in, target ? rig.keys.front().focal : Millimetres(50)));
    RECCE_TRY(const auto bearing, args.measure("bearing", Quantity::Angle));
    if (bearing) wish.bearing = Degrees(*bearing);
    RECCE_TRY(const auto height, args.measure("height", Quantity::Length));
    if (height) wish.height = Metres(*height);
    // The gate must be known: the rows the camera names come along for the reckoning.
    RECCE_TRY(const Production with, withRowsOf(in, rig));
    RECCE_TRY(const plan::FrameScene where, frameScene(in, rig.scene, with));
    RECCE_TRY(const plan::FramedCamera framed, plan::frameIt(with, rig, where, wish));
    EditBuilder builder(in.production);
    const Id<CameraRig> id = rig.id;
    const std::string letter = rig.letter;
    if (target) {
        // A camera with a move keeps it: only the key of this moment is set anew.
        if (rig.keys.size() == 1) rig.keys = {framed.key};
        else rig.keys.push_back(framed.key);
        if (rig.keys.size() == 1) rig.keys.front().time = in.production.find(target)->keys.front().time;
        builder.put(std::move(rig));
    } else {
        rig.keys = {framed.key};
        rig.keys.front().time = FrameTime{0};
        filterForDaylight(in, with, rig, where.setup);
        putCamera(builder, std::move(rig));
    }
    const Character* subject = in.production.find(wish.people.front());
    return builder.finish(fmt::format("Frame {} on {} with camera {}", wordOf(wish.size), subject ? subject->name : "", letter), AnyId(id));
}

/// The two marks: marks=a,b, or a= and b=, or the selection.
Result<std::pair<Id<Mark>, Id<Mark>>> twoMarks(const ActionInput& in) {
    const ArgReader args(in);
    std::vector<Id<Mark>> marks;
    if (args.has("marks")) {
        for (const std::string& name : split(args.text("marks"), ',')) {
            RECCE_TRY(const Id<Mark> mark, args.thingNamed<Mark>(std::string(trimmed(name))));
            marks.push_back(mark);
        }
    } else {
        for (const AnyId& id : in.context.selection) {
            if (const auto* mark = std::get_if<Id<Mark>>(&id)) marks.push_back(*mark);
        }
    }
    if (marks.size() != 2) return fail(Code::Usage, "Overs need two marks.", {}, "For example: make-overs 'MARA 1,TEO 1'.");
    if (in.production.find(marks[0])->scene != in.production.find(marks[1])->scene)
        return fail(Code::Usage, "The two marks are of different scenes.");
    return std::pair(marks[0], marks[1]);
}

Result<Edit> makeOvers(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto marks, twoMarks(in));
    const Id<Scene> scene = in.production.find(marks.first)->scene;
    RECCE_TRY(CameraRig rig, newRig(in, scene));
    plan::OverWish wish;
    wish.a = marks.first;
    wish.b = marks.second;
    if (args.has("size")) {
        RECCE_TRY(const std::string word, parseWord(wordsOf<ShotSize>(), args.text("size")));
        wish.size = *fromWord<ShotSize>(word);
    }
    RECCE_TRY(wish.focal, focalOf(in, Millimetres(50)));
    RECCE_TRY(rig.id, args.newId<CameraRig>());
    RECCE_TRY(const Production with, withRowsOf(in, rig));
    RECCE_TRY(const plan::FrameScene where, frameScene(in, scene, with));
    RECCE_TRY(const plan::Overs overs, plan::frameOvers(with, rig, where, wish));
    EditBuilder builder(in.production);
    const Id<CameraRig> first = rig.id;
    for (const plan::FramedCamera* framed : {&overs.overA, &overs.overB}) {
        CameraRig camera = rig;
        if (framed == &overs.overB) {
            camera.id = args.has("id") ? Id<CameraRig>{first.value + 1} : makeId<CameraRig>();
            if (in.production.find(camera.id)) camera.id = makeId<CameraRig>();
        }
        camera.letter = nextCameraLetter(builder.now(), scene);
        camera.keys = {framed->key};
        camera.keys.front().time = FrameTime{0};
        filterForDaylight(in, with, camera, where.setup);
        putCamera(builder, std::move(camera));
    }
    return builder.finish(fmt::format("Make overs of {} and {}", describeThing(in.production, AnyId(wish.a)), describeThing(in.production, AnyId(wish.b))), AnyId(first));
}

Result<Edit> mirrorCamera(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    const auto* id = targets.size() == 1 ? std::get_if<Id<CameraRig>>(&targets.front()) : nullptr;
    if (!id) return fail(Code::Usage, "Name one camera.");
    const CameraRig& rig = *in.production.find(*id);
    if (rig.locked) return fail(Code::Refused, fmt::format("Camera {} is locked.", rig.letter), rig.letter, "Unlock it first.");
    RECCE_TRY(const plan::FrameScene where, frameScene(in, rig.scene, in.production));
    RECCE_TRY(const Id<Character> a, args.thing<Character>("a"));
    RECCE_TRY(const Id<Character> b, args.thing<Character>("b"));
    std::optional<plan::ActionLine> line;
    if (a && b) {
        const auto people = plan::peopleAt(in.production, rig.scene, where.setup, static_cast<double>(where.time.frame));
        const auto who = [&](Id<Character> c) { return std::find_if(people.begin(), people.end(), [&](const plan::Person& p) { return p.character == c; }); };
        if (who(a) != people.end() && who(b) != people.end()) line = plan::lineBetween(*who(a), *who(b));
        if (!line) return fail(Code::NotFound, "There is no line between these two then.", args.text("a"));
    } else {
        RECCE_TRY(line, plan::lineOf(in.production, rig, where));
    }
    EditBuilder builder(in.production);
    builder.put(plan::mirrored(rig, *line));
    return builder.finish(fmt::format("Mirror camera {}", rig.letter), AnyId(*id));
}

}  // namespace

void addFramingActions(std::vector<Action>& table) {
    const ArgSpec focal{"focal", ArgKind::Measure, "Focal length; 50 mm where left out", false, false, {}, Quantity::Focal};
    const ArgSpec lens{"lens", ArgKind::Measure, "The same as focal", false, false, {}, Quantity::Focal};
    const ArgSpec time{"time", ArgKind::Measure, "When; the playhead where left out", false, false, {}, Quantity::Time};
    const ArgSpec setup{"setup", ArgKind::Thing, "The setup whose changes hold", false, false, "setup"};
    const std::vector<ArgSpec> camera = {{"body", ArgKind::Field, "Camera", false, false, "rig"}, {"mode", ArgKind::Field, "Sensor mode", false, false, "rig"},
                                         {"lens-set", ArgKind::Field, "Lenses", false, false, "rig"}, {"support", ArgKind::Field, "Support", false, false, "rig"},
                                         {"stop", ArgKind::Field, "Stop", false, false, "rig"}};
    Action frame{"frame-shot", "Frame it for me", "Camera", "Places a camera for a size, a person, a lens and an angle.",
                 "frame-shot size=MCU on=MARA focal=50mm angle=eye",
                 {{"on", ArgKind::Things, "One person, or two that both are to be in the frame", true, true, "char"},
                  {"size", ArgKind::Word, "How much of them", false, false, {}, {}, wordsOf<ShotSize>()}, focal, lens,
                  {"angle", ArgKind::Word, "From how high", false, false, {}, {}, wordsOf<ShotAngle>()},
                  {"bearing", ArgKind::Measure, "From the person to the camera, degrees as a pan; 20 off their look where left out", false, false, {}, Quantity::Angle},
                  {"height", ArgKind::Measure, "Of the lens over their floor; by the angle where left out", false, false, {}, Quantity::Length},
                  {"camera", ArgKind::Thing, "A camera to move there; a new one where left out", false, false, "rig"},
                  time, setup, {"scene", ArgKind::Thing, "The scene", false, false, "scene"}, {"id", ArgKind::NewId, "The new camera's id"}},
                 false, frameShot};
    frame.args.insert(frame.args.end(), camera.begin(), camera.end());
    table.push_back(std::move(frame));
    Action overs{"make-overs", "Make overs", "Camera", "Places two cameras over the shoulders of two marks, on the master's side of the line.",
                 "make-overs 'MARA 1,TEO 1' focal=50mm",
                 {{"marks", ArgKind::Things, "Two marks; those selected where left out", false, true, "mark"},
                  {"size", ArgKind::Word, "Of the one who faces us", false, false, {}, {}, wordsOf<ShotSize>()}, focal, lens, time, setup,
                  {"id", ArgKind::NewId, "The first camera's id"}},
                 false, makeOvers};
    overs.args.insert(overs.args.end(), camera.begin(), camera.end());
    table.push_back(std::move(overs));
    table.push_back({"mirror-camera", "Mirror across the line", "Camera", "Puts a camera to the other side of the line between two people.",
                     "mirror-camera B",
                     {{"target", ArgKind::Things, "The camera", false, true, "rig"}, {"a", ArgKind::Thing, "One of the two; found from the frame where left out", false, false, "char"},
                      {"b", ArgKind::Thing, "The other", false, false, "char"}, time, setup},
                     false, mirrorCamera});
}

}  // namespace recce
