// Actions on sets, pieces and the models behind them.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "model/words.h"
#include "base/text.h"
#include "plan/cloth.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

Result<Edit> addSet(const ActionInput& in) {
    const ArgReader args(in);
    Set set;
    RECCE_TRY(set.id, args.newId<Set>());
    RECCE_TRY_STATUS(args.fields(set));
    if (trimmed(set.name).empty()) return fail(Code::Usage, "A set needs a name.");
    for (const Set& other : in.production.all<Set>()) {
        if (folded(other.name) == folded(set.name)) return fail(Code::Usage, "There is a set of this name.", set.name, "Give another name.");
    }
    EditBuilder builder(in.production);
    const Id<Set> id = set.id;
    const std::string name = set.name;
    // Scenes that play there by name and have no set yet get it.
    for (const Scene& s : in.production.all<Scene>()) {
        if (s.sets.empty() && folded(s.setName) == folded(name)) builder.change(s.id, [&](Scene& row) { row.sets = {id}; });
    }
    builder.put(std::move(set));
    return builder.finish("Add set " + name, AnyId(id));
}

fs::path wholePath(const ActionContext& context, const std::string& kept) {
    const fs::path path(kept);
    return path.is_absolute() ? path : (context.projectFolder / path).lexically_normal();
}

/// Reads the model, when the caller can, into what the asset keeps of it.
Status inspect(const ActionContext& context, Asset& asset) {
    if (!context.inspectModel) return {};
    ModelRequest request{wholePath(context, asset.path), asset.metresPerUnit, asset.up, asset.grantedRoots};
    RECCE_TRY(const ModelFacts facts, context.inspectModel(request));
    asset.lastBounds = facts.bounds;
    asset.acceptedHash = facts.hash;
    return {};
}

/// The box of the model as it stands, from what is known of it.
Box boxOf(const Production& p, const SetPiece& piece) {
    if (plan::isCloth(piece)) return plan::boundsOf(piece);
    const Asset* asset = p.find(piece.asset);
    return asset ? transformed(asset->lastBounds, toMatrix(piece.pose, Vec3(piece.scale))) : Box();
}

Result<PieceOwner> ownerFor(const ActionInput& in) {
    const ArgReader args(in);
    if (args.has("owner")) {
        if (args.text("owner") == "$last") {
            if (const auto* set = std::get_if<Id<Set>>(&in.context.last)) return PieceOwner(*set);
            if (const auto* scene = std::get_if<Id<Scene>>(&in.context.last)) return PieceOwner(*scene);
        }
        return parseOwner(args.text("owner"), {in.production, {}});
    }
    if (const auto* set = std::get_if<Id<Set>>(&in.context.last)) return PieceOwner(*set);
    if (const Scene* scene = in.production.find(in.context.scene); scene && !scene->sets.empty()) return PieceOwner(scene->sets.front());
    const auto& sets = in.production.all<Set>();
    if (sets.size() == 1) return PieceOwner(sets.begin()->id);
    if (in.production.find(in.context.scene)) return PieceOwner(in.context.scene);
    return fail(Code::Usage, "Say whose piece it is.", {}, "Add owner=SET, or make one: add-set KITCHEN.");
}

/// Brings a model in as a piece. The first model of a production without sets makes the set it is.
Result<Edit> addPiece(const ActionInput& in) {
    const ArgReader args(in);
    EditBuilder builder(in.production);
    SetPiece piece;
    RECCE_TRY(piece.id, args.newId<SetPiece>());
    const fs::path file = absolutePathOf(in.context, *args.find("file"));
    const std::string kept = keptPathOf(in.context, file);
    const std::string stem = toCleanText(file.stem().string());
    Result<PieceOwner> owner = PieceOwner();
    const Scene* scene = in.production.find(in.context.scene);
    if (in.production.all<Set>().empty() && !args.has("owner")) {
        // Named as the scene in work names its set, else as the file.
        Set set;
        set.id = in.production.find(Id<Set>{piece.id.value}) ? makeId<Set>() : Id<Set>{piece.id.value};
        set.name = scene && !scene->setName.empty() ? scene->setName : uppered(stem);
        std::replace(set.name.begin(), set.name.end(), '_', ' ');
        owner = PieceOwner(set.id);
        for (const Scene& s : in.production.all<Scene>()) {
            if (s.sets.empty() && (!scene || s.setName == scene->setName)) builder.change(s.id, [&](Scene& row) { row.sets = {set.id}; });
        }
        builder.put(std::move(set));
    } else {
        owner = ownerFor(in);
    }
    if (!owner) return fail(owner.error());
    piece.owner = *owner;
    // One asset per file: one re-link mends all its pieces.
    Asset asset;
    for (const Asset& a : in.production.all<Asset>()) {
        if (a.path == kept) asset = a;
    }
    const bool fresh = asset.id.isNull();
    if (fresh) {
        asset.id = args.has("id") && !in.production.find(Id<Asset>{piece.id.value}) ? Id<Asset>{piece.id.value} : makeId<Asset>();
        asset.path = kept;
    }
    RECCE_TRY(const auto unit, args.measure("metres-per-unit", Quantity::Number));
    if (unit) asset.metresPerUnit = *unit;
    if (args.has("up")) {
        RECCE_TRY(const std::string word, parseWord(wordsOf<UpAxis>(), args.text("up")));
        asset.up = fromWord<UpAxis>(word);
    }
    if (args.has("root")) asset.grantedRoots.push_back(absolutePathOf(in.context, *args.find("root")).generic_string());
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        return fail(Code::NotFound, "There is no such model file.", file.string(), "Check the name and the folder.");
    RECCE_TRY_STATUS(inspect(in.context, asset));
    piece.asset = asset.id;
    piece.name = stem;
    // A further piece of a model that was scaled comes in as large as the first.
    for (const SetPiece& p : in.production.all<SetPiece>()) {
        if (p.asset == asset.id && asset.known) piece.scale = p.scale;
    }
    RECCE_TRY(const auto at, args.point("at"));
    if (at) piece.pose.position = *at;
    RECCE_TRY(const auto heading, args.measure("heading", Quantity::Angle));
    if (heading) piece.pose.rotation = toRotation({*heading * kPi / 180, 0, 0});
    for (const std::string_view name : {"name", "scale", "layer", "rotation"}) {
        if (const std::string* value = args.find(name)) RECCE_TRY_STATUS(setByText(in, piece, *findField<SetPiece>(name), *value));
    }
    builder.put(std::move(asset));
    const Id<SetPiece> id = piece.id;
    const std::string name = piece.name;
    builder.put(std::move(piece));
    return builder.finish("Bring in " + name, AnyId(id));
}

Result<const SetPiece*> thePiece(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    const auto* id = targets.size() == 1 ? std::get_if<Id<SetPiece>>(&targets.front()) : nullptr;
    if (!id) return fail(Code::Usage, "This is about one set piece.");
    return in.production.find(*id);
}
Result<Asset> assetOf(const ActionInput& in, const SetPiece& piece) {
    const Asset* asset = in.production.find(piece.asset);
    if (!asset) return fail(Code::NotFound, "The model of this piece is not in the production.", piece.name, "Give it one: relink.");
    return *asset;
}

/// Two points of the picture and the true distance between them: the model's unit follows.
Result<Edit> setScale(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const SetPiece* piece, thePiece(in));
    RECCE_TRY(Asset asset, assetOf(in, *piece));
    RECCE_TRY(const auto from, args.point("from"));
    RECCE_TRY(const auto to, args.point("to"));
    RECCE_TRY(const auto length, args.measure("length", Quantity::Length));
    const double measured = glm::length(*to - *from);
    if (!(measured > 1e-6)) return fail(Code::Usage, "The two points are one.", args.text("from"), "Pick two points apart.");
    if (!(*length > 1e-4 && *length < 1e5)) return fail(Code::Usage, "The length must be from 0.1 mm to 100 km.", args.text("length"));
    const double factor = *length / measured;
    if (!(factor > 1e-6 && factor < 1e6)) return fail(Code::Usage, "That would change the size a million times.", args.text("length"));
    // What was measured in the world, in the model's own space before this correction.
    const Mat4 back = glm::inverse(toMatrix(piece->pose, Vec3(piece->scale)));
    asset.known = KnownLength{Vec3(back * Vec4(*from, 1)), Vec3(back * Vec4(*to, 1)), Metres(*length)};
    EditBuilder builder(in.production);
    // Every piece of this model grows about its own origin; the model file is one.
    for (const SetPiece& p : in.production.all<SetPiece>()) {
        if (p.asset == asset.id) builder.change(p.id, [&](SetPiece& row) { row.scale *= factor; });
    }
    builder.put(std::move(asset));
    return builder.finish(fmt::format("Scale {} by a known length", piece->name), AnyId(piece->id));
}

/// The lowest point of the model comes to height 0 (or `height=`).
Result<Edit> toFloor(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const SetPiece* piece, thePiece(in));
    if (piece->locked) return fail(Code::Refused, piece->name + " is locked.", piece->name, "Unlock it first.");
    RECCE_TRY(const auto height, args.measure("height", Quantity::Length));
    const Box box = boxOf(in.production, *piece);
    if (box.empty()) return fail(Code::Refused, "The size of this model is not known yet.", piece->name, "Bring the model in first.");
    EditBuilder builder(in.production);
    builder.change(piece->id, [&](SetPiece& row) { row.pose.position.y += height.value_or(0) - box.min.y; });
    return builder.finish(fmt::format("{} to the floor", piece->name), AnyId(piece->id));
}

/// Another reading of the file: its unit, its upright. Without an argument: back to what the file says.
Result<Edit> readAs(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const SetPiece* piece, thePiece(in));
    RECCE_TRY(Asset asset, assetOf(in, *piece));
    if (const std::string* unit = args.find("unit")) {
        static constexpr std::pair<std::string_view, double> kUnits[] = {{"m", 1}, {"cm", 0.01}, {"mm", 0.001}, {"in", 0.0254}, {"ft", 0.3048}, {"km", 1000}};
        asset.metresPerUnit.reset();
        if (lowered(*unit) != "file") {
            for (const auto& [name, metres] : kUnits) {
                if (lowered(*unit) == name) asset.metresPerUnit = metres;
            }
            if (!asset.metresPerUnit) {
                RECCE_TRY(const double metres, parseQuantity(Quantity::Length, *unit));
                if (!(metres > 1e-9 && metres < 1e6)) return fail(Code::Usage, "A unit is from a nanometre to 1000 km.", *unit);
                asset.metresPerUnit = metres;
            }
        }
    }
    if (const std::string* up = args.find("up")) {
        asset.up.reset();
        if (lowered(*up) != "file") {
            RECCE_TRY(const std::string word, parseWord(wordsOf<UpAxis>(), *up));
            asset.up = fromWord<UpAxis>(word);
        }
    }
    RECCE_TRY_STATUS(inspect(in.context, asset));
    EditBuilder builder(in.production);
    builder.put(std::move(asset));
    return builder.finish(fmt::format("Read {} anew", piece->name), AnyId(piece->id));
}

/// Points the asset, and with it every piece of it, to another file.
Result<Edit> relink(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    Id<Asset> id;
    if (const auto* a = std::get_if<Id<Asset>>(&targets.front())) id = *a;
    if (const auto* p = std::get_if<Id<SetPiece>>(&targets.front())) id = in.production.find(*p)->asset;
    const Asset* old = in.production.find(id);
    if (!old) return fail(Code::Usage, "Re-link a piece or its model.", toText(targets.front()));
    const fs::path file = absolutePathOf(in.context, *args.find("file"));
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return fail(Code::NotFound, "There is no such model file.", file.string(), "Check the name and the folder.");
    Asset asset = *old;
    asset.path = keptPathOf(in.context, file);
    RECCE_TRY_STATUS(inspect(in.context, asset));
    EditBuilder builder(in.production);
    builder.put(std::move(asset));
    return builder.finish("Re-link " + file.filename().string(), AnyId(id));
}

/// A file that changed on disk: its present content is the one meant.
Result<Edit> acceptModel(const ActionInput& in) {
    RECCE_TRY(const auto targets, ArgReader(in).things("target"));
    Id<Asset> id;
    if (const auto* a = std::get_if<Id<Asset>>(&targets.front())) id = *a;
    if (const auto* p = std::get_if<Id<SetPiece>>(&targets.front())) id = in.production.find(*p)->asset;
    if (!in.production.find(id)) return fail(Code::Usage, "Name a piece or its model.", toText(targets.front()));
    if (!in.context.inspectModel) return fail(Code::Unsupported, "Models cannot be read here.", toText(id));
    Asset asset = *in.production.find(id);
    RECCE_TRY_STATUS(inspect(in.context, asset));
    EditBuilder builder(in.production);
    builder.put(std::move(asset));
    return builder.finish("Take the new model", AnyId(id));
}

}  // namespace

void addSetActions(std::vector<Action>& table) {
    Action set{"add-set", "Add a set", "Set", "Makes a set, shared by the scenes that play there.", "add-set 'VOSS HOUSE - KITCHEN' place='Stage 2'",
               {{"name", ArgKind::Field, "Its name as in the headings", true, true, "set"}}, false, addSet};
    for (const auto& f : fieldsOf<Set>()) {
        if (f.spec.name != "name") set.args.push_back({f.spec.name, ArgKind::Field, f.spec.label, false, false, "set"});
    }
    set.args.push_back({"id", ArgKind::NewId, "Its id"});
    table.push_back(std::move(set));
    table.push_back({"add-piece", "Bring in a model", "Set", "Brings a model in as a set piece; the first one makes its set.",
                     "add-piece models/kitchen.glb owner='VOSS HOUSE - KITCHEN' at=0,0,0",
                     {{"file", ArgKind::File, "The model's file", true, true},
                      {"owner", ArgKind::Thing, "A set (shared by its scenes) or a scene"},
                      {"at", ArgKind::Point, "Where its origin stands, x,y,z"},
                      {"heading", ArgKind::Measure, "Degrees to the left about the upright", false, false, {}, Quantity::Angle},
                      {"rotation", ArgKind::Field, "Pan, tilt, roll in degrees, or a quaternion", false, false, "piece"},
                      {"name", ArgKind::Field, "Its name; the file's where left out", false, false, "piece"},
                      {"scale", ArgKind::Field, "Times its size", false, false, "piece"},
                      {"layer", ArgKind::Field, "Layer", false, false, "piece"},
                      {"metres-per-unit", ArgKind::Measure, "Instead of what the file says"},
                      {"up", ArgKind::Word, "Its upright axis instead of what the file says", false, false, {}, {}, wordsOf<UpAxis>()},
                      {"root", ArgKind::File, "A folder it may read from besides its own"},
                      {"id", ArgKind::NewId, "Its id"}}, false, addPiece});
    const ArgSpec piece{"target", ArgKind::Things, "The piece", false, true, "piece"};
    table.push_back({"set-scale", "Scale by a known length", "Set", "Sizes a model by two points of it and their true distance.",
                     "set-scale house from=0,0,0 to=0,2.1,0 length=2.04m",
                     {piece, {"from", ArgKind::Point, "One point, as it stands now", true}, {"to", ArgKind::Point, "The other", true},
                      {"length", ArgKind::Measure, "Their true distance", true, false, {}, Quantity::Length}}, false, setScale});
    table.push_back({"to-floor", "To the floor", "Set", "Lowers or lifts a piece until it stands on the floor.", "to-floor chair",
                     {piece, {"height", ArgKind::Measure, "Of that floor", false, false, {}, Quantity::Length}}, false, toFloor});
    table.push_back({"read-as", "Unit and upright", "Set", "Reads a model's unit or upright axis differently from its file; file: as it says.",
                     "read-as house unit=cm up=z",
                     {piece, {"unit", ArgKind::Any, "m, cm, mm, in, ft, a length, or file"}, {"up", ArgKind::Any, "x, y, z, or file"}}, false, readAs});
    table.push_back({"relink", "Re-link", "Set", "Points a missing model, and all its pieces, to another file.", "relink chair file=models/chair2.glb",
                     {{"target", ArgKind::Things, "A piece or its model", false, true}, {"file", ArgKind::File, "The file", true}}, false, relink});
    table.push_back({"accept-model", "Take the new model", "Set", "Accepts a model file that changed on disk.", "accept-model chair",
                     {{"target", ArgKind::Things, "A piece or its model", false, true}}, false, acceptModel});
}

}  // namespace recce
