// The one list of fields per type. It feeds the files, the inspector, CSV, the documents and the changes of a setup.
// A field is read and written as JSON; its text for people follows from its kind (model/field_text.h).
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/error.h"
#include "base/unit_text.h"
#include "model/production.h"

namespace recce {

using Json = nlohmann::ordered_json;

enum class FieldKind {
    Text,
    Flag,
    Integer,
    Word,           ///< one of FieldSpec::words
    Words,          ///< a list of them
    Quantity,       ///< a number in FieldSpec::quantity
    Eighths,
    Point,          ///< x,y,z in metres
    Points,
    Rotation,       ///< shown as pan, tilt, roll in degrees
    Reference,      ///< an id of FieldSpec::refers
    References,
    AnyReference,   ///< an id of any type, or nothing
    Owner,          ///< a set or a scene
    LooksAt,        ///< a character, a camera, a point, or nothing
    AimsAt,         ///< a mark, a point, or nothing
    Colour,         ///< #E26B1B
    Day,            ///< calendar date, "2026-11-20"
    Clock,          ///< "07:30"
    Catalogue,      ///< key of a catalogue row
    Rate,           ///< frame rate, exact
    Output,         ///< of a light
    Structure,      ///< a list or record without a text of its own; edited by actions
};

struct FieldSpec {
    std::string_view key;    ///< in files and lists: carries the unit, "t_stop", "height_m"
    std::string_view name;   ///< in actions and in the changes of a setup: "stop", "height"
    std::string_view label;  ///< in the inspector: "Height"
    FieldKind kind = FieldKind::Text;
    Quantity quantity = Quantity::Number;
    std::span<const std::string_view> words = {};
    std::string_view refers = {};  ///< prefix of the type referred to, "char"
    bool optional = false;         ///< JSON null means absent
    bool stored = true;            ///< false: a view on a stored field (the focal length of a camera's keys)
    bool editable = true;          ///< by `set`; false: only actions and the program write it
    double min = -std::numeric_limits<double>::infinity(), max = std::numeric_limits<double>::infinity();
};

template <class T>
struct Field {
    FieldSpec spec;
    Json (*get)(const T&);
    /// Leaves the value alone and says what was expected where the JSON does not fit.
    Status (*set)(T&, const Json&);
};

/// In the order of the inspector.
template <class T> std::span<const Field<T>> fieldsOf();
#define RECCE_HAS_FIELDS(T) template <> std::span<const Field<T>> fieldsOf<T>();
RECCE_HAS_FIELDS(Character) RECCE_HAS_FIELDS(Asset) RECCE_HAS_FIELDS(Set) RECCE_HAS_FIELDS(SetPiece)
RECCE_HAS_FIELDS(Scene) RECCE_HAS_FIELDS(Mark) RECCE_HAS_FIELDS(CameraRig) RECCE_HAS_FIELDS(Light)
RECCE_HAS_FIELDS(Setup) RECCE_HAS_FIELDS(Shot) RECCE_HAS_FIELDS(ShootDay) RECCE_HAS_FIELDS(Note)
RECCE_HAS_FIELDS(MeterPoint)
RECCE_HAS_FIELDS(ProductionInfo) RECCE_HAS_FIELDS(Waiver) RECCE_HAS_FIELDS(CameraKey) RECCE_HAS_FIELDS(DateSpan)
RECCE_HAS_FIELDS(KnownLength) RECCE_HAS_FIELDS(MaterialOverride) RECCE_HAS_FIELDS(LuxAt) RECCE_HAS_FIELDS(Banner)
RECCE_HAS_FIELDS(CameraBody) RECCE_HAS_FIELDS(SensorMode) RECCE_HAS_FIELDS(LensSet) RECCE_HAS_FIELDS(Lens)
RECCE_HAS_FIELDS(Fixture) RECCE_HAS_FIELDS(Support) RECCE_HAS_FIELDS(Gel) RECCE_HAS_FIELDS(Fabric) RECCE_HAS_FIELDS(Photometry)
#undef RECCE_HAS_FIELDS

/// That a number lies in the field's range.
Status checkRange(const FieldSpec& spec, const Json& json);
/// The one way to write a field: checks the range, then sets.
template <class T> Status setField(const Field<T>& field, T& row, const Json& json) {
    RECCE_TRY_STATUS(checkRange(field.spec, json));
    return field.set(row, json);
}

/// By name or key; null when there is none.
template <class T> const Field<T>* findField(std::string_view nameOrKey) {
    for (const Field<T>& f : fieldsOf<T>()) {
        if (f.spec.name == nameOrKey || f.spec.key == nameOrKey) return &f;
    }
    return nullptr;
}

/// "Camera", "Set piece": for names of steps and messages.
template <class T> std::string_view typeLabel();
template <> constexpr std::string_view typeLabel<Character>() { return "character"; }
template <> constexpr std::string_view typeLabel<Asset>() { return "model"; }
template <> constexpr std::string_view typeLabel<Set>() { return "set"; }
template <> constexpr std::string_view typeLabel<SetPiece>() { return "piece"; }
template <> constexpr std::string_view typeLabel<Scene>() { return "scene"; }
template <> constexpr std::string_view typeLabel<Mark>() { return "mark"; }
template <> constexpr std::string_view typeLabel<CameraRig>() { return "camera"; }
template <> constexpr std::string_view typeLabel<Light>() { return "light"; }
template <> constexpr std::string_view typeLabel<Setup>() { return "setup"; }
template <> constexpr std::string_view typeLabel<Shot>() { return "shot"; }
template <> constexpr std::string_view typeLabel<ShootDay>() { return "shoot day"; }
template <> constexpr std::string_view typeLabel<Note>() { return "note"; }
template <> constexpr std::string_view typeLabel<MeterPoint>() { return "metered point"; }

/// Calls f(Tag<T>) for every row type, in the order of AnyId.
template <class T> struct Tag { using Type = T; };
template <class F> void forEachType(F&& f) {
    f(Tag<Character>{}); f(Tag<Asset>{}); f(Tag<Set>{}); f(Tag<SetPiece>{}); f(Tag<Scene>{}); f(Tag<Mark>{});
    f(Tag<CameraRig>{}); f(Tag<Light>{}); f(Tag<Setup>{}); f(Tag<Shot>{}); f(Tag<ShootDay>{}); f(Tag<Note>{});
    f(Tag<MeterPoint>{});
}

/// "rig:4f9c..." of whatever type; empty text for nothing.
std::string toText(const AnyId& id);
std::optional<AnyId> parseAnyId(std::string_view text);
inline bool isNull(const AnyId& id) { return std::holds_alternative<std::monostate>(id); }
bool exists(const Production& production, const AnyId& id);

/// Id first, then the stored fields in their order; absent, empty and false ones are left out where that is the default.
template <class T> Json rowToJson(const T& row);
/// Members that no field knows go to `unknown` when it is given. The error's message starts with the member's name.
template <class T> Result<T> rowFromJson(const Json& json, Json* unknown = nullptr);
/// The same for values without an id.
Json infoToJson(const ProductionInfo& info);
Result<ProductionInfo> infoFromJson(const Json& json, Json* unknown = nullptr);
/// One row of a catalogue. Members that no field knows, of it and of its modes or lenses, are named in `unknown` when it
/// is given; "comment" is free. Malformed: no key, or a member that does not fit; the message begins with the member.
template <class T> Result<T> catalogueRowFromJson(const Json& json, std::vector<std::string>* unknown = nullptr);
Json usedToJson(const UsedCatalogue& used);
Result<UsedCatalogue> usedFromJson(const Json& json);
Json waiversToJson(const std::vector<Waiver>& waivers);
Result<std::vector<Waiver>> waiversFromJson(const Json& json);

/// Brings a row to the form it has after a round trip through a file: clean text, unit quaternions, angles of camera
/// keys to 1e-9 degree, keys ascending in time. Every row passes through this on its way into a production.
template <class T> void normalise(T& row);

/// One line of JSON without spaces.
std::string jsonLine(const Json& json);
/// The error's subject is empty, its message names line and column.
Result<Json> parseJson(std::string_view text);

}  // namespace recce
