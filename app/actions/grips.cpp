// Actions on what grips put in the way of light: flags, nets and diffusion frames, barn doors.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/catalogue_use.h"
#include "app/actions/eyes.h"
#include "app/actions/helpers.h"
#include "base/text.h"
#include "plan/cloth.h"

namespace recce {
namespace {

constexpr double kAheadOfLamp = 1.0;  // metres, where nobody says

/// "4x4" by name, "1.1x0.8" or "1.1 x 0.8 m" by its own measures.
Result<std::pair<Metres, Metres>> sizeNamed(const std::string& text) {
    std::string plain = lowered(trimmed(text));
    std::erase(plain, ' ');
    if (plain.ends_with("ft")) plain.resize(plain.size() - 2);
    for (const auto& name : {plain, plain + "in"}) {
        if (const auto* size = plan::findClothSize(name)) return std::pair(size->width, size->height);
    }
    const auto by = plain.find('x');
    if (by != std::string::npos) {
        const auto width = parseQuantity(Quantity::Length, plain.substr(0, by)), height = parseQuantity(Quantity::Length, plain.substr(by + 1));
        if (width && height && *width >= 0.02 && *width <= 100 && *height >= 0.02 && *height <= 100) return std::pair(Metres(*width), Metres(*height));
    }
    std::string names;
    for (const auto& size : plan::clothSizes()) names += (names.empty() ? "" : ", ") + std::string(size.name);
    return fail(Code::Usage, fmt::format("'{}' is no size of a cloth.", toCleanText(text)), "size", "Write one of " + names + ", or width and height in metres: 1.1x0.8.");
}

/// Square across a lamp's beam, or where and as the arguments say.
Status placeCloth(const ActionInput& in, Id<Scene> scene, SetPiece& piece) {
    const ArgReader args(in);
    RECCE_TRY(const auto at, args.point("at"));
    if (at) piece.pose.position = *at;
    if (args.has("light")) {
        RECCE_TRY(const Id<Light> id, args.thing<Light>("light"));
        const Light& light = *in.production.find(id);
        RECCE_TRY(const auto distance, args.measure("distance", Quantity::Length));
        piece.pose.rotation = light.pose.rotation;
        if (!at) piece.pose.position = light.pose.position + light.pose.forward() * distance.value_or(kAheadOfLamp);
    } else if (!at) {
        piece.pose.position.y = plan::clothHeight(piece).value / 2 + 1;  // its lower edge at a waist
    }
    if (args.has("facing")) {
        RECCE_TRY(const Vec3 point, aimPoint(in, scene, args.text("facing")));
        if (glm::length(point - piece.pose.position) < 1e-6) return fail(Code::Usage, "It stands where it should face.", args.text("facing"));
        piece.pose.rotation = toRotation(lookAlong(point - piece.pose.position));
    }
    return {};
}

Result<Edit> addGrip(const ActionInput& in) {
    const ArgReader args(in);
    SetPiece piece;
    RECCE_TRY(piece.id, args.newId<SetPiece>());
    Id<Scene> scene;
    if (args.has("owner")) {
        RECCE_TRY(piece.owner, parseOwner(args.text("owner"), {in.production, {}}));
        if (const auto* s = std::get_if<Id<Scene>>(&piece.owner)) scene = *s;
    } else {
        RECCE_TRY(scene, args.scene());
        piece.owner = scene;
    }
    RECCE_TRY(piece.fabric, catalogueKey(in, "fabric", args.text("fabric")));
    piece.width = piece.height = plan::kClothSide;
    if (args.has("size")) {
        RECCE_TRY(const auto size, sizeNamed(args.text("size")));
        piece.width = size.first;
        piece.height = size.second;
    }
    RECCE_TRY_STATUS(placeCloth(in, scene ? scene : in.context.scene, piece));
    if (const std::string* rotation = args.find("rotation")) RECCE_TRY_STATUS(setByText(in, piece, *findField<SetPiece>("rotation"), *rotation));
    const Fabric* row = nullptr;
    for (const UsedCatalogue* rows : {in.production.used.get(), in.context.catalogue}) {
        if (rows && !row && rows->fabrics.count(piece.fabric)) row = &rows->fabrics.at(piece.fabric);
    }
    piece.name = args.text("name", (row ? row->name : piece.fabric) + " " + plan::clothSizeText(*piece.width, *piece.height));
    EditBuilder builder(in.production);
    const Id<SetPiece> id = piece.id;
    const std::string name = piece.name;
    builder.put(std::move(piece));
    return builder.finish("Place " + name, AnyId(id));
}

Result<Edit> resizeGrip(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    RECCE_TRY(const auto size, sizeNamed(args.text("size")));
    EditBuilder builder(in.production);
    for (const AnyId& target : targets) {
        const auto* id = std::get_if<Id<SetPiece>>(&target);
        const SetPiece* piece = id ? in.production.find(*id) : nullptr;
        if (!piece || !plan::isCloth(*piece)) return fail(Code::Usage, "Only flags, nets and frames have a size by name.", describeThing(in.production, target));
        if (piece->locked) return fail(Code::Refused, piece->name + " is locked.", piece->name, "Unlock it first.");
        builder.change(*id, [&](SetPiece& row) {
            row.width = size.first;
            row.height = size.second;
        });
    }
    return builder.finish("Size " + plan::clothSizeText(size.first, size.second), targets.empty() ? AnyId() : targets.front());
}

Result<Edit> barnDoors(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    if (targets.empty()) return fail(Code::Usage, "Say which light they are for.", {}, "barn-doors Key open=90");
    RECCE_TRY(const bool off, args.flag("off", false));
    RECCE_TRY(const auto open, args.measure("open", Quantity::Angle));
    if (open && !(*open >= 0 && *open <= 180)) return fail(Code::Usage, "A leaf opens from 0 to 180 degrees.", "open");
    EditBuilder builder(in.production);
    for (const AnyId& target : targets) {
        const auto* id = std::get_if<Id<Light>>(&target);
        const Light* stored = id ? in.production.find(*id) : nullptr;
        if (!stored) return fail(Code::Usage, "Only a light has barn doors.", describeThing(in.production, target));
        if (stored->locked) return fail(Code::Refused, stored->name + " is locked.", stored->name, "Unlock it first.");
        constexpr double kUsual = 110;  // degrees: out of the beam, still keeping spill off
        const auto angle = off ? std::nullopt : std::optional(Degrees(open.value_or(kUsual)));
        builder.change(*id, [&](Light& row) { row.doorTop = row.doorBottom = row.doorLeft = row.doorRight = angle; });
    }
    return builder.finish(off ? "Take the barn doors off" : "Barn doors", targets.front());
}

}  // namespace

void addGripActions(std::vector<Action>& table) {
    table.push_back({"add-grip", "Place a flag, net or frame", "Light",
                     "Places a flag, a net or a diffusion frame: it throws shadow, takes its stops, or becomes a soft source where a lamp or the sun shines on it.",
                     "add-grip 'full grid cloth' size=4x4 light=Key distance=1.2m",
                     {{"fabric", ArgKind::Field, "Its cloth: key or name in the catalogue", true, true, "piece"},
                      {"size", ArgKind::Any, "4x4, 6x6, 8x8, 12x12 ft, 24x36in and so on, or width x height in metres", false, true},
                      {"at", ArgKind::Point, "Where its middle is, x,y,z"},
                      {"light", ArgKind::Thing, "The lamp that it stands before, square to the beam", false, false, "light"},
                      {"distance", ArgKind::Measure, "From that lamp", false, false, {}, Quantity::Length},
                      {"facing", ArgKind::Any, "What its front is turned to: a mark, a character, a piece or a point"},
                      {"rotation", ArgKind::Field, "Pan, tilt and roll", false, false, "piece"},
                      {"name", ArgKind::Text, "Its name"},
                      {"owner", ArgKind::Thing, "A set: then it stands there in every scene; else the scene"},
                      {"scene", ArgKind::Thing, "The scene", false, false, "scene"},
                      {"id", ArgKind::NewId, "Its id"}}, false, addGrip});
    table.push_back({"size-grip", "Change the size of a flag or frame", "Light", "Gives flags, nets and frames another size, by name or in metres.", "size-grip $last size=6x6",
                     {{"target", ArgKind::Things, "The flags or frames", false, true, "piece"},
                      {"size", ArgKind::Any, "4x4, 24x36in, 1.1x0.8", true, true}}, false, resizeGrip});
    table.push_back({"barn-doors", "Barn doors", "Light",
                     "Hangs four leaves on lamps, open by one angle: 0 shut, 90 straight out. Each leaf is then a field of the light: door-top, door-bottom, door-left, door-right.",
                     "barn-doors Key open=90",
                     {{"target", ArgKind::Things, "The lights", false, true, "light"},
                      {"open", ArgKind::Measure, "How far all four open", false, false, {}, Quantity::Angle},
                      {"off", ArgKind::Flag, "Takes them off"}}, false, barnDoors});
}

}  // namespace recce
