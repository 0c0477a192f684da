// Field lists of the production's head, its people, sets, models and notes.
#include "model/codec.h"

namespace recce {
using namespace codec;

template <> std::span<const Field<ProductionInfo>> fieldsOf() {
    using T = ProductionInfo;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "title", "title", "Title", title),
        RECCE_FIELD(T, "draft", "draft", "Draft", draft),
        internal(RECCE_FIELD(T, "rate", "fps", "Frame rate", rate)),  // an action of its own rescales every time
        ranged(RECCE_FIELD(T, "aspect", "aspect", "Delivery aspect", aspect), 0.2, 10),
        ranged(RECCE_FIELD(T, "second_aspect", "second-aspect", "Also safe for", secondAspect), 0.2, 10),
        RECCE_FIELD(T, "units", "units", "Units", units),
        RECCE_FIELD(T, "slates", "slates", "Slates", slates),
        RECCE_FIELD(T, "skipped_letters", "skipped-letters", "Letters left out", skippedLetters),
        RECCE_FIELD(T, "paper", "paper", "Paper", paper),
        ranged(RECCE_FIELD(T, "mains_volts", "mains", "Mains voltage", mainsVolts), 12, 1000),
        with(RECCE_FIELD(T, "default_body", "body", "Camera", defaultBody), FieldKind::Catalogue),
        RECCE_FIELD(T, "default_mode", "mode", "Sensor mode", defaultMode),
        with(RECCE_FIELD(T, "default_lens_set", "lens-set", "Lenses", defaultLensSet), FieldKind::Catalogue),
        RECCE_FIELD(T, "look", "look", "Look", look),
        RECCE_FIELD(T, "lut", "lut", "Look-up table", lut),
        RECCE_FIELD(T, "lut_input", "lut-input", "The table takes", lutInput),
    };
    return kFields;
}

template <> std::span<const Field<DateSpan>> fieldsOf() {
    using T = DateSpan;
    static const Field<T> kFields[] = {
        with(RECCE_FIELD(T, "first", "first", "From", first), FieldKind::Day),
        with(RECCE_FIELD(T, "last", "last", "To", last), FieldKind::Day),
    };
    return kFields;
}

template <> std::span<const Field<Character>> fieldsOf() {
    using T = Character;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "name", "name", "Name", name),
        ranged(RECCE_FIELD(T, "cast", "cast", "Cast number", cast), 0, 9999),
        RECCE_FIELD(T, "performer", "performer", "Performer", performer),
        ranged(RECCE_FIELD(T, "height_m", "height", "Height", height), 0.3, 3),
        RECCE_FIELD(T, "build", "build", "Build", build),
        RECCE_FIELD(T, "colour", "colour", "Tape", colour),
        ranged(RECCE_FIELD(T, "rate_per_day", "rate", "Rate a day", rate), 0, 1e9),
        RECCE_FIELD(T, "unavailable", "unavailable", "Unavailable", unavailable),
    };
    return kFields;
}

template <> std::span<const Field<KnownLength>> fieldsOf() {
    using T = KnownLength;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "a_m", "a", "From", a),
        RECCE_FIELD(T, "b_m", "b", "To", b),
        ranged(RECCE_FIELD(T, "length_m", "length", "Length", length), 1e-4, 1e5),
    };
    return kFields;
}

namespace {
/// The box of an empty model is infinite: it is written as null.
Json writeBox(const Asset& a) {
    if (a.lastBounds.empty()) return nullptr;
    return Json{{"min", codec::write(a.lastBounds.min)}, {"max", codec::write(a.lastBounds.max)}};
}
Status readBox(Asset& a, const Json& j) {
    if (j.is_null()) {
        a.lastBounds = {};
        return {};
    }
    if (!j.is_object() || !j.contains("min") || !j.contains("max")) return expected("an object with min and max");
    Box box;
    RECCE_TRY_STATUS(codec::read(j["min"], box.min));
    RECCE_TRY_STATUS(codec::read(j["max"], box.max));
    a.lastBounds = box;
    return {};
}
}  // namespace

template <> std::span<const Field<Asset>> fieldsOf() {
    using T = Asset;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "path", "path", "File", path),
        internal(RECCE_FIELD(T, "accepted_hash", "accepted-hash", "Accepted content", acceptedHash)),
        ranged(RECCE_FIELD(T, "metres_per_unit", "metres-per-unit", "Metres a unit", metresPerUnit), 1e-9, 1e6),
        RECCE_FIELD(T, "up", "up", "Up axis", up),
        internal(RECCE_FIELD(T, "known", "known", "Known length", known)),
        internal(RECCE_FIELD(T, "granted_roots", "granted-roots", "Granted folders", grantedRoots)),
        internal(RECCE_FIELD(T, "waived_warnings", "waived-warnings", "Waived warnings", waivedWarnings)),
        internal(Field<T>{{"bounds_m", "bounds", "Last good size", FieldKind::Structure, {}, {}, {}, true}, writeBox, readBox}),
        internal(RECCE_FIELD(T, "last_seen", "last-seen", "Last loaded", lastSeen)),
    };
    return kFields;
}

template <> std::span<const Field<Set>> fieldsOf() {
    using T = Set;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "place", "place", "Stage or location", place),
        ranged(with(RECCE_FIELD(T, "latitude_deg", "latitude", "Latitude", latitude), Quantity::Angle), -90, 90),
        ranged(with(RECCE_FIELD(T, "longitude_deg", "longitude", "Longitude", longitude), Quantity::Angle), -180, 180),
        RECCE_FIELD(T, "time_zone", "time-zone", "Time zone", timeZone),
        ranged(RECCE_FIELD(T, "north_deg", "north", "North", north), -360, 360),
    };
    return kFields;
}

template <> std::span<const Field<MaterialOverride>> fieldsOf() {
    using T = MaterialOverride;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "material", "material", "Material", material),
        RECCE_FIELD(T, "colour", "colour", "Colour", colour),
        ranged(RECCE_FIELD(T, "roughness", "roughness", "Roughness", roughness), 0, 1),
    };
    return kFields;
}

template <> std::span<const Field<SetPiece>> fieldsOf() {
    using T = SetPiece;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "owner", "owner", "Belongs to", owner),
        RECCE_FIELD(T, "asset", "asset", "Model", asset),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "position_m", "position", "Place", pose.position),
        RECCE_FIELD(T, "rotation", "rotation", "Turn", pose.rotation),
        ranged(RECCE_FIELD(T, "scale", "scale", "Scale", scale), 1e-6, 1e6),
        RECCE_FIELD(T, "layer", "layer", "Layer", layer),
        RECCE_FIELD(T, "visible", "visible", "Visible", visible),
        RECCE_FIELD(T, "ghost", "ghost", "Ghost", ghost),
        RECCE_FIELD(T, "locked", "locked", "Locked", locked),
        RECCE_FIELD(T, "overrides", "overrides", "Materials", overrides),
        with(RECCE_FIELD(T, "fabric", "fabric", "Fabric", fabric), FieldKind::Catalogue),
        ranged(RECCE_FIELD(T, "width_m", "width", "Width", width), 0.02, 100),
        ranged(RECCE_FIELD(T, "height_m", "height", "Height", height), 0.02, 100),
    };
    return kFields;
}

template <> std::span<const Field<Note>> fieldsOf() {
    using T = Note;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "author", "author", "Author", author),
        RECCE_FIELD(T, "text", "text", "Text", text),
        RECCE_FIELD(T, "about", "about", "About", about),
        RECCE_FIELD(T, "point_m", "point", "Point", point),
        RECCE_FIELD(T, "resolved", "resolved", "Resolved", resolved),
    };
    return kFields;
}

template <> std::span<const Field<MeterPoint>> fieldsOf() {
    using T = MeterPoint;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "scene", "scene", "Scene", scene),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "position_m", "position", "Place", position),
    };
    return kFields;
}

template <> std::span<const Field<Waiver>> fieldsOf() {
    using T = Waiver;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "finding", "finding", "Finding", finding),
        RECCE_FIELD(T, "reason", "reason", "Reason", reason),
    };
    return kFields;
}

}  // namespace recce
