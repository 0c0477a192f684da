// Actions on cameras: placing, pointing, keys.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/catalogue_use.h"
#include "model/names.h"
#include "app/actions/eyes.h"
#include "app/actions/helpers.h"
#include "app/exposure.h"
#include "model/words.h"
#include "model/labels.h"
#include "model/rank.h"
#include "model/timing.h"
#include "optics/lens.h"

namespace recce {
namespace {

constexpr ArgKind kField = ArgKind::Field;

/// Pan and tilt towards a point, pan unwrapped to within half a turn of `near`.
PanTiltRoll lookAt(const Vec3& from, const Vec3& to, const PanTiltRoll& near) {
    PanTiltRoll a = lookAlong(to - from);
    a.pan += std::round((near.pan - a.pan) / (2 * kPi)) * 2 * kPi;
    a.roll = near.roll;
    return a;
}

/// The distance that a focus puller's tape shows from the sensor to `target`.
Metres tapeTo(const Vec3& target, const CameraKey& key) {
    return Metres(std::max(0.05, optics::tapeFromPupil(Metres(glm::length(target - key.position)), key.focal).value));
}

/// Reads at, look-at, from=view, pan, tilt, roll, focal, focus into a key.
Status readPlace(const ActionInput& in, Id<Scene> scene, CameraKey& key) {
    const ArgReader args(in);
    if (args.has("from")) {
        if (args.text("from") != "view") return fail(Code::Usage, "A camera is placed from=view or at=x,y,z.", args.text("from"));
        if (!in.context.view) return fail(Code::Usage, "There is no view to take it from.", {}, "Give at=x,y,z and look-at=.");
        key.position = in.context.view->position;
        key.angles = lookAlong(in.context.view->forward());
        if (in.context.viewFocal) key.focal = *in.context.viewFocal;
    }
    RECCE_TRY(const auto at, args.point("at"));
    if (at) key.position = *at;
    for (const auto& [name, angle] : {std::pair{"pan", &key.angles.pan}, {"tilt", &key.angles.tilt}, {"roll", &key.angles.roll}}) {
        RECCE_TRY(const auto value, args.measure(name, Quantity::Angle, *angle * 180 / kPi));
        if (value) *angle = *value * kPi / 180;
    }
    RECCE_TRY(const auto focal, args.measure("focal", Quantity::Focal, key.focal.value));
    if (focal) key.focal = Millimetres(*focal);
    if (!(key.focal.value >= 1 && key.focal.value <= 5000)) return fail(Code::Usage, "focal must be from 1 to 5000 mm.", args.text("focal"));
    if (args.has("look-at")) {
        RECCE_TRY(const Vec3 target, aimPoint(in, scene, args.text("look-at")));
        if (glm::length(target - key.position) < 1e-6) return fail(Code::Usage, "The camera stands where it should look.", args.text("look-at"));
        key.angles = lookAt(key.position, target, key.angles);
        key.focus = tapeTo(target, key);
    }
    RECCE_TRY(const auto focus, args.measure("focus", Quantity::Length, key.focus.value));
    if (focus) key.focus = Metres(*focus);
    if (!(key.focus.value >= 0.01)) return fail(Code::Usage, "focus must be at least 0.01 m.", args.text("focus"));
    return {};
}

/// A set of primes has no lengths between its lenses: the nearest by ratio.
void toNearestPrime(const Production& withRows, const CameraRig& rig, CameraKey& key) {
    const auto set = withRows.used->lensSets.find(rig.lensSet);
    if (set == withRows.used->lensSets.end() || set->second.lenses.empty()) return;
    const auto off = [&](const Lens& lens) { return std::abs(std::log(lens.focal / key.focal)); };
    key.focal = std::min_element(set->second.lenses.begin(), set->second.lenses.end(), [&](const Lens& a, const Lens& b) {
                    return off(a) < off(b);
                })->focal;
}

/// Sharp on whoever stands nearest the middle of the picture, within 20 degrees of it; else as it was.
void focusOnTheMiddle(const Production& p, Id<Scene> scene, const Vec3& forward, CameraKey& key) {
    double nearest = std::cos(20 * kPi / 180);
    forEachInScene<Mark>(p, scene, [&](const Mark& mark) {
        const Character* who = p.find(mark.character);
        const Vec3 eyes = mark.position + Vec3(0, who ? who->height.value * 0.93 : 1.5, 0);
        const Vec3 to = eyes - key.position;
        const double along = glm::length(to) > 0.1 ? glm::dot(to, forward) / glm::length(to) : 0;
        if (along <= nearest) return;
        nearest = along;
        key.focus = tapeTo(eyes, key);
    });
}

const Set* defaultSet(const Production& p, const Scene& scene) { return scene.sets.empty() ? nullptr : p.find(scene.sets.front()); }

/// A new, unlabelled setup with one camera, last in its scene.
Setup newSetup(const Production& p, Id<Setup> id, const Scene& scene, Id<CameraRig> rig) {
    Setup setup;
    setup.id = id;
    setup.scene = scene.id;
    if (const Set* set = defaultSet(p, scene)) setup.set = set->id;
    setup.cameras = {rig};
    setup.rank = rankAtEnd(setupsInOrder(p, scene.id));
    return setup;
}

Result<Edit> addCamera(const ActionInput& in) {
    const ArgReader args(in);
    CameraRig rig;
    RECCE_TRY(rig.id, args.newId<CameraRig>());
    RECCE_TRY(rig.scene, args.scene());
    rig.body = in.production.info->defaultBody;
    rig.mode = in.production.info->defaultMode;
    rig.lensSet = in.production.info->defaultLensSet;
    rig.keys.emplace_back();
    rig.keys.front().position = Vec3(0, 1.5, 0);
    RECCE_TRY_STATUS(readPlace(in, rig.scene, rig.keys.front()));
    // The place is read; what is left are plain fields.
    ActionCall rest = in.call;
    std::erase_if(rest.args, [](const auto& a) {
        return a.first == "pan" || a.first == "tilt" || a.first == "roll" || a.first == "focal" || a.first == "focus";
    });
    const ActionInput restIn{in.production, in.context, rest};
    RECCE_TRY_STATUS(ArgReader(restIn).fields(rig));
    if (rig.letter.empty()) rig.letter = nextCameraLetter(in.production, rig.scene);
    if (args.has("from")) {
        CameraKey& key = rig.keys.front();
        if (!args.has("focal")) {
            RECCE_TRY(const Production rows, withRowsOf(in, rig));
            toNearestPrime(rows, rig, key);
        }
        if (!args.has("focus") && !args.has("look-at")) focusOnTheMiddle(in.production, rig.scene, in.context.view->forward(), key);
    }
    EditBuilder builder(in.production);
    RECCE_TRY(const Id<Setup> into, args.thing<Setup>("setup"));
    RECCE_TRY(const Production known, withRowsOf(in, rig));
    filterForDaylight(in, known, rig, known.find(into));
    const Id<CameraRig> id = rig.id;
    const std::string letter = rig.letter;
    if (into) {
        if (in.production.find(into)->scene != rig.scene) return fail(Code::Usage, "That setup is of another scene.", args.text("setup"));
        builder.change(into, [&](Setup& s) { s.cameras.push_back(id); });
    } else {
        // The setup's id follows from the camera's, so that a script that gives ids repeats byte for byte.
        Id<Setup> setupId = args.has("id") ? Id<Setup>{rig.id.value} : makeId<Setup>();
        if (in.production.find(setupId)) setupId = makeId<Setup>();
        builder.put(newSetup(in.production, setupId, *in.production.find(rig.scene), id));
    }
    builder.put(std::move(rig));
    return builder.finish("Place camera " + letter, AnyId(id));
}

Result<Id<CameraRig>> theCamera(const ActionInput& in, std::string_view name = "target") {
    const ArgReader args(in);
    if (args.has(name)) return args.thing<CameraRig>(name);
    for (const AnyId& id : in.context.selection) {
        if (const auto* rig = std::get_if<Id<CameraRig>>(&id)) return *rig;
    }
    return fail(Code::Usage, "Say which camera.", {}, fmt::format("Add {}=LETTER.", name));
}

Status notLocked(const CameraRig& rig) {
    if (rig.locked) return fail(Code::Refused, fmt::format("Camera {} is locked.", rig.letter), rig.letter, "Unlock it first.");
    return {};
}

/// At the playhead or `time=`: the camera as it stands there, changed by the arguments, becomes a key.
Result<Edit> addKey(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<CameraRig> id, theCamera(in));
    CameraRig rig = *in.production.find(id);
    RECCE_TRY_STATUS(notLocked(rig));
    RECCE_TRY(const auto time, args.measure("time", Quantity::Time));
    const FrameTime at = time ? FrameTime{std::llround(*time)} : in.context.time;
    const CameraState now = cameraAt(rig, at);
    CameraKey key{at, now.position, now.angles, now.focal, now.focus, Ease::Smooth};
    for (const CameraKey& k : rig.keys) {
        if (k.time == at) key = k;
    }
    RECCE_TRY_STATUS(readPlace(in, rig.scene, key));
    if (args.has("ease")) {
        RECCE_TRY(const std::string word, parseWord(wordsOf<Ease>(), args.text("ease")));
        key.ease = *fromWord<Ease>(word);
    }
    std::erase_if(rig.keys, [&](const CameraKey& k) { return k.time == at; });
    rig.keys.push_back(key);
    EditBuilder builder(in.production);
    builder.put(rig);
    return builder.finish(fmt::format("Key for camera {}", rig.letter), AnyId(id));
}

Result<Edit> removeKey(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<CameraRig> id, theCamera(in));
    CameraRig rig = *in.production.find(id);
    RECCE_TRY_STATUS(notLocked(rig));
    RECCE_TRY(const auto time, args.measure("time", Quantity::Time));
    const FrameTime at = time ? FrameTime{std::llround(*time)} : in.context.time;
    const auto before = rig.keys.size();
    if (before == 1) return fail(Code::Refused, "This is the camera's only key: where it stands.", rig.letter);
    std::erase_if(rig.keys, [&](const CameraKey& k) { return k.time == at; });
    if (rig.keys.size() == before) return fail(Code::NotFound, fmt::format("There is no key at frame {}.", at.frame), rig.letter);
    EditBuilder builder(in.production);
    builder.put(rig);
    return builder.finish(fmt::format("Remove key of camera {}", rig.letter), AnyId(id));
}

/// Points the camera at something and focuses there.
Result<Edit> pointCamera(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<CameraRig> id, theCamera(in));
    CameraRig rig = *in.production.find(id);
    RECCE_TRY_STATUS(notLocked(rig));
    RECCE_TRY(const Vec3 target, aimPoint(in, rig.scene, args.text("at")));
    RECCE_TRY(const bool turn, args.flag("turn", true));
    RECCE_TRY(const bool focus, args.flag("focus", true));
    for (CameraKey& k : rig.keys) {
        const double distance = glm::length(target - k.position);
        if (distance < 1e-6) return fail(Code::Usage, "The camera stands where it should look.", args.text("at"));
        if (turn) k.angles = lookAt(k.position, target, k.angles);
        if (focus) k.focus = tapeTo(target, k);
    }
    EditBuilder builder(in.production);
    builder.put(rig);
    return builder.finish(fmt::format("{} camera {}", turn ? "Point" : "Focus", rig.letter), AnyId(id));
}

/// The ND filters that bring the light on the camera's subject to grey.
Result<Edit> exposeCamera(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<CameraRig> id, theCamera(in));
    CameraRig rig = *in.production.find(id);
    RECCE_TRY_STATUS(notLocked(rig));
    if (!in.context.sight) return fail(Code::Refused, "Nothing is known here of the set and its light.", rig.letter);
    const Setup* setup = setupOf(in.production, id);
    RECCE_TRY(const auto time, args.measure("time", Quantity::Time));
    const FrameTime at = time ? FrameTime{std::llround(*time)} : in.context.time;
    const auto reading = readExposure(in.production, rig, setup, static_cast<double>(at.frame), in.context.sight(std::make_shared<const Production>(in.production)));
    if (!reading) return fail(Code::Refused, "No light falls on what this camera looks at, or its set is not read yet.", rig.letter, "Set the sky, or place a light.");
    const double density = ndFor(Stops(reading->over.value + rig.nd.value));
    rig.nd = ndStops(density);
    EditBuilder builder(in.production);
    const std::string letter = rig.letter;
    builder.put(std::move(rig));
    return builder.finish(density > 0 ? fmt::format("{} for camera {}", ndName(density), letter) : fmt::format("No ND for camera {}", letter), AnyId(id));
}

std::vector<ArgSpec> placeArgs() {
    return {{"at", ArgKind::Point, "Where the lens is, x,y,z"},
            {"look-at", ArgKind::Any, "A point, a character, a mark or a piece; sets the focus there too"},
            {"from", ArgKind::Word, "view: as the active view stands"},
            {"pan", ArgKind::Measure, "Degrees; 0 looks along -Z, growing to the left", false, false, {}, Quantity::Angle},
            {"tilt", ArgKind::Measure, "Degrees, growing upwards", false, false, {}, Quantity::Angle},
            {"roll", ArgKind::Measure, "Degrees, clockwise", false, false, {}, Quantity::Angle},
            {"focal", ArgKind::Measure, "Focal length", false, false, {}, Quantity::Focal},
            {"focus", ArgKind::Measure, "Distance from the sensor plane", false, false, {}, Quantity::Length}};
}

}  // namespace

void addCameraActions(std::vector<Action>& table) {
    Action place{"add-camera", "Place a camera", "Camera", "Places a camera with a setup of its own, or as a further camera of setup=.",
                 "add-camera at=2.4,1.5,3 look-at=MARA focal=35mm stop=T2.8", placeArgs(), false, addCamera};
    for (const auto& f : fieldsOf<CameraRig>()) {
        if (f.spec.editable && f.spec.stored && f.spec.kind != FieldKind::Structure)
            place.args.push_back({f.spec.name, kField, f.spec.label, false, false, "rig"});
    }
    place.args.push_back({"setup", ArgKind::Thing, "A setup to join as a further camera", false, false, "setup"});
    place.args.push_back({"scene", ArgKind::Thing, "The scene", false, false, "scene"});
    place.args.push_back({"id", ArgKind::NewId, "Its id"});
    table.push_back(std::move(place));

    Action key{"add-key", "Key here", "Camera", "Keeps the camera's place, turn, lens and focus at a time, as changed by the arguments.",
               "add-key A time=2s at=2,1.5,2.2 focus=1.8m", {{"target", ArgKind::Thing, "The camera", false, true, "rig"},
               {"time", ArgKind::Measure, "When; the playhead where left out", false, false, {}, Quantity::Time}}, false, addKey};
    for (const ArgSpec& a : placeArgs()) key.args.push_back(a);
    key.args.push_back({"ease", ArgKind::Word, "How it leaves the key", false, false, {}, {}, wordsOf<Ease>()});
    table.push_back(std::move(key));
    table.push_back({"remove-key", "Remove key", "Camera", "Takes a key away.", "remove-key A time=2s",
                     {{"target", ArgKind::Thing, "The camera", false, true, "rig"},
                      {"time", ArgKind::Measure, "When; the playhead where left out", false, false, {}, Quantity::Time}}, false, removeKey});
    table.push_back({"expose-camera", "Expose for the light", "Camera", "Sets the ND filters by the light on what the camera looks at.", "expose-camera A",
                     {{"target", ArgKind::Thing, "The camera", false, true, "rig"},
                      {"time", ArgKind::Measure, "When; the playhead where left out", false, false, {}, Quantity::Time}}, false, exposeCamera});
    table.push_back({"point-camera", "Point at", "Camera", "Turns the camera to something and focuses there.", "point-camera A at=MARA",
                     {{"target", ArgKind::Thing, "The camera", false, true, "rig"},
                      {"at", ArgKind::Any, "A point, a character, a mark or a piece", true},
                      {"turn", ArgKind::Flag, "no: only focus"},
                      {"focus", ArgKind::Flag, "no: only turn"}}, false, pointCamera});
}

}  // namespace recce
