// Field lists of cameras, setups, shots and shoot days.
#include "model/codec.h"

namespace recce {
using namespace codec;
namespace {

// Angles of a head are kept in radians and written in degrees, to a billionth: reading back gives the same radians,
// because normalise() has already brought them to such a value.
double writtenDegrees(double rad) { return std::round(rad * 180.0 / kPi * 1e9) / 1e9; }

template <double PanTiltRoll::*A> Json writeAngle(const CameraKey& k) { return codec::write(writtenDegrees(k.angles.*A)); }
template <double PanTiltRoll::*A> Status readAngle(CameraKey& k, const Json& j) {
    double deg = 0;
    RECCE_TRY_STATUS(codec::read(j, deg));
    if (!(std::abs(deg) <= 36000)) return expected("an angle within 100 turns");
    k.angles.*A = deg * kPi / 180.0;
    return {};
}
template <double PanTiltRoll::*A> Field<CameraKey> angleField(std::string_view key, std::string_view name, std::string_view label) {
    return {{key, name, label, FieldKind::Quantity, Quantity::Angle}, writeAngle<A>, readAngle<A>};
}

// Views on the keys of a camera: its first key is read, and a new value moves the whole move along.
template <class At> Field<CameraRig> firstKey(std::string_view key, std::string_view name, std::string_view label, At) {
    Field<CameraRig> field = member<CameraRig>(key, name, label, [](CameraRig& r) -> auto& { return At{}(r.keys.front()); });
    field.spec.stored = false;
    field.get = [](const CameraRig& r) -> Json {
        if (r.keys.empty()) return nullptr;
        return codec::write(At{}(const_cast<CameraKey&>(r.keys.front())));
    };
    field.set = [](CameraRig& r, const Json& j) -> Status {
        if (r.keys.empty()) r.keys.emplace_back();
        auto value = At{}(r.keys.front());
        RECCE_TRY_STATUS(codec::read(j, value));
        if constexpr (std::is_same_v<decltype(value), Vec3>) {
            const Vec3 by = value - r.keys.front().position;
            for (CameraKey& k : r.keys) k.position += by;
            r.keys.front().position = value;
        } else {
            for (CameraKey& k : r.keys) At{}(k) = value;
        }
        return {};
    };
    return field;
}
template <double PanTiltRoll::*A> Field<CameraRig> firstAngle(std::string_view key, std::string_view name, std::string_view label) {
    Field<CameraRig> field;
    field.spec = {key, name, label, FieldKind::Quantity, Quantity::Angle};
    field.spec.stored = false;
    field.get = [](const CameraRig& r) -> Json { return r.keys.empty() ? Json(nullptr) : writeAngle<A>(r.keys.front()); };
    field.set = [](CameraRig& r, const Json& j) -> Status {
        if (r.keys.empty()) r.keys.emplace_back();
        CameraKey first = r.keys.front();
        RECCE_TRY_STATUS(readAngle<A>(first, j));
        const double by = first.angles.*A - r.keys.front().angles.*A;
        for (CameraKey& k : r.keys) k.angles.*A += by;
        r.keys.front().angles = first.angles;
        return {};
    };
    return field;
}

}  // namespace

template <> std::span<const Field<CameraKey>> fieldsOf() {
    using T = CameraKey;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "frame", "frame", "Frame", time),
        RECCE_FIELD(T, "position_m", "position", "Place", position),
        angleField<&PanTiltRoll::pan>("pan_deg", "pan", "Pan"),
        angleField<&PanTiltRoll::tilt>("tilt_deg", "tilt", "Tilt"),
        angleField<&PanTiltRoll::roll>("roll_deg", "roll", "Roll"),
        ranged(RECCE_FIELD(T, "focal_mm", "focal", "Focal length", focal), 1, 5000),
        ranged(RECCE_FIELD(T, "focus_m", "focus", "Focus", focus), 0.01, HUGE_VAL),
        RECCE_FIELD(T, "ease", "ease", "Ease", ease),
    };
    return kFields;
}

template <> std::span<const Field<CameraRig>> fieldsOf() {
    using T = CameraRig;
    static const Field<T> kFields[] = {
        internal(RECCE_FIELD(T, "scene", "scene", "Scene", scene)),
        RECCE_FIELD(T, "letter", "letter", "Letter", letter),
        with(RECCE_FIELD(T, "body", "body", "Camera", body), FieldKind::Catalogue),
        RECCE_FIELD(T, "mode", "mode", "Sensor mode", mode),
        with(RECCE_FIELD(T, "lens_set", "lens-set", "Lenses", lensSet), FieldKind::Catalogue),
        with(RECCE_FIELD(T, "support", "support", "Support", support), FieldKind::Catalogue),
        ranged(firstKey("focal_mm", "focal", "Focal length", [](CameraKey& k) -> auto& { return k.focal; }), 1, 5000),
        ranged(RECCE_FIELD(T, "t_stop", "stop", "Stop", stop), 0.5, 128),
        ranged(firstKey("focus_m", "focus", "Focus", [](CameraKey& k) -> auto& { return k.focus; }), 0.01, HUGE_VAL),
        RECCE_FIELD(T, "focus_on", "focus-on", "Focus follows", focusOn),
        firstKey("position_m", "position", "Place", [](CameraKey& k) -> auto& { return k.position; }),
        firstAngle<&PanTiltRoll::pan>("pan_deg", "pan", "Pan"),
        firstAngle<&PanTiltRoll::tilt>("tilt_deg", "tilt", "Tilt"),
        firstAngle<&PanTiltRoll::roll>("roll_deg", "roll", "Roll"),
        RECCE_FIELD(T, "keys", "keys", "Keys", keys),
        ranged(with(RECCE_FIELD(T, "shutter_deg", "shutter", "Shutter", shutter), Quantity::Shutter), 0.1, 360),
        ranged(RECCE_FIELD(T, "iso", "iso", "ISO", iso), 1, 10'000'000),
        ranged(with(RECCE_FIELD(T, "nd_stops", "nd", "ND", nd), Quantity::Density), 0, 30),
        ranged(RECCE_FIELD(T, "white_balance_K", "white-balance", "White balance", whiteBalance), 1000, 40000),
        RECCE_FIELD(T, "capture_rate", "capture-rate", "Capture rate", captureRate),
        RECCE_FIELD(T, "visible", "visible", "Visible", visible),
        RECCE_FIELD(T, "locked", "locked", "Locked", locked),
    };
    return kFields;
}

namespace codec {
/// {"id": "light:...", "field": "dimmer", "value": 0.5}: the value is the field's own JSON.
template <> struct Codec<SetupChange> {
    static constexpr FieldKind kind = FieldKind::Structure;
    static Json write(const SetupChange& c) {
        Json value = Json::parse(c.value, nullptr, false);
        if (value.is_discarded()) value = c.value;
        return {{"id", codec::write(c.target)}, {"field", c.field}, {"value", std::move(value)}};
    }
    static Status read(const Json& j, SetupChange& c) {
        if (!j.is_object() || !j.contains("id") || !j.contains("field") || !j.contains("value"))
            return expected("a list of objects with id, field and value");
        RECCE_TRY_STATUS(codec::read(j["id"], c.target));
        RECCE_TRY_STATUS(codec::read(j["field"], c.field));
        c.value = jsonLine(j["value"]);
        return {};
    }
};
/// "scene:...", "setup:..." or {"banner": "LUNCH"}.
template <> struct Codec<Strip> {
    static constexpr FieldKind kind = FieldKind::Structure;
    static Json write(const Strip& s) { return codec::write(s.what); }
    static Status read(const Json& j, Strip& s) { return codec::read(j, s.what); }
};
}  // namespace codec

template <> std::span<const Field<Banner>> fieldsOf() {
    using T = Banner;
    static const Field<T> kFields[] = {RECCE_FIELD(T, "banner", "banner", "Banner", text)};
    return kFields;
}

template <> std::span<const Field<Setup>> fieldsOf() {
    using T = Setup;
    static const Field<T> kFields[] = {
        internal(RECCE_FIELD(T, "scene", "scene", "Scene", scene)),
        RECCE_FIELD(T, "set", "set", "Set", set),
        internal(RECCE_FIELD(T, "rank", "rank", "Order", rank)),
        RECCE_FIELD(T, "cameras", "cameras", "Cameras", cameras),
        RECCE_FIELD(T, "label", "label", "Label", label),
        RECCE_FIELD(T, "slated_as", "slated-as", "Slated as", slatedAs),
        ranged(RECCE_FIELD(T, "minutes", "minutes", "Time", minutes), 0, 10000),
        internal(RECCE_FIELD(T, "changes", "changes", "Changes", changes)),
    };
    return kFields;
}

template <> std::span<const Field<Shot>> fieldsOf() {
    using T = Shot;
    static const Field<T> kFields[] = {
        internal(RECCE_FIELD(T, "setup", "setup", "Setup", setup)),
        internal(RECCE_FIELD(T, "rig", "camera", "Camera", rig)),
        internal(RECCE_FIELD(T, "rank", "rank", "Order", rank)),
        RECCE_FIELD(T, "label", "label", "Label", label),
        RECCE_FIELD(T, "first_frame", "first", "First frame", frames.first),
        ranged(with(RECCE_FIELD(T, "frame_count", "frames", "Length", frames.count), Quantity::Time), 1, 1e7),
        RECCE_FIELD(T, "poster_frame", "poster", "Board at", poster),
        RECCE_FIELD(T, "subject", "subject", "Subject", subject),
        RECCE_FIELD(T, "size", "size", "Size", size),
        RECCE_FIELD(T, "angle", "angle", "Angle", angle),
        RECCE_FIELD(T, "movement", "movement", "Movement", movement),
        RECCE_FIELD(T, "framing", "framing", "Framing", framing),
        RECCE_FIELD(T, "description", "description", "Description", description),
        RECCE_FIELD(T, "notes", "notes", "Notes", notes),
        RECCE_FIELD(T, "status", "status", "Status", status),
    };
    return kFields;
}

template <> std::span<const Field<ShootDay>> fieldsOf() {
    using T = ShootDay;
    static const Field<T> kFields[] = {
        internal(RECCE_FIELD(T, "rank", "rank", "Order", rank)),
        with(RECCE_FIELD(T, "date", "date", "Date", date), FieldKind::Day),
        with(RECCE_FIELD(T, "call", "call", "Call", call), FieldKind::Clock),
        with(RECCE_FIELD(T, "wrap", "wrap", "Wrap", wrap), FieldKind::Clock),
        RECCE_FIELD(T, "unit", "unit", "Unit", unit),
        RECCE_FIELD(T, "strips", "strips", "Strips", strips),
        RECCE_FIELD(T, "locked", "locked", "Locked", locked),
    };
    return kFields;
}

template <> void normalise(CameraRig& r) {
    r.letter = toCleanText(r.letter);
    r.mode = toCleanText(r.mode);
    if (r.keys.empty()) r.keys.emplace_back();
    for (CameraKey& k : r.keys) {
        for (double* angle : {&k.angles.pan, &k.angles.tilt, &k.angles.roll}) *angle = writtenDegrees(*angle) * kPi / 180.0;
        if (!isFinite(k.position)) k.position = Vec3(0);
    }
    std::stable_sort(r.keys.begin(), r.keys.end(), [](const CameraKey& a, const CameraKey& b) { return a.time < b.time; });
    // Two keys at one time: the later one given counts.
    for (std::size_t i = 0; i + 1 < r.keys.size();) {
        if (r.keys[i].time == r.keys[i + 1].time) r.keys.erase(r.keys.begin() + static_cast<std::ptrdiff_t>(i));
        else ++i;
    }
}

}  // namespace recce
