// Field lists of a scene and what stands in it: marks, lights.
#include "model/codec.h"

namespace recce {
using namespace codec;

template <> std::span<const Field<Scene>> fieldsOf() {
    using T = Scene;
    static const Field<T> kFields[] = {
        internal(RECCE_FIELD(T, "rank", "rank", "Order", rank)),
        RECCE_FIELD(T, "number", "number", "Number", number),
        RECCE_FIELD(T, "int_ext", "int-ext", "Int or ext", intExt),
        RECCE_FIELD(T, "set_name", "set-name", "Set", setName),
        RECCE_FIELD(T, "time", "time", "Time of day", time),
        RECCE_FIELD(T, "synopsis", "synopsis", "Synopsis", synopsis),
        ranged(with(RECCE_FIELD(T, "eighths", "eighths", "Pages", eighths), FieldKind::Eighths), 1, 8000),
        RECCE_FIELD(T, "sets", "sets", "Sets", sets),
        RECCE_FIELD(T, "characters", "characters", "Characters", characters),
        RECCE_FIELD(T, "script_day", "script-day", "Script day", scriptDay),
        RECCE_FIELD(T, "sky", "sky", "Sky", environment.sky),
        with(RECCE_FIELD(T, "date", "date", "Date", environment.date), FieldKind::Day),
        with(RECCE_FIELD(T, "local_time", "local-time", "Local time", environment.localTime), FieldKind::Clock),
        ranged(RECCE_FIELD(T, "sun_azimuth_deg", "sun-azimuth", "Sun from", environment.sunAzimuth), -360, 360),
        ranged(RECCE_FIELD(T, "sun_elevation_deg", "sun-elevation", "Sun height", environment.sunElevation), -90, 90),
        ranged(RECCE_FIELD(T, "exposure_bias_stops", "exposure-bias", "Exposure bias", environment.exposureBias), -20, 20),
    };
    return kFields;
}

template <> std::span<const Field<Mark>> fieldsOf() {
    using T = Mark;
    static const Field<T> kFields[] = {
        internal(RECCE_FIELD(T, "scene", "scene", "Scene", scene)),
        RECCE_FIELD(T, "character", "character", "Character", character),
        RECCE_FIELD(T, "label", "label", "Label", label),
        RECCE_FIELD(T, "position_m", "position", "Place", position),
        RECCE_FIELD(T, "facing_deg", "facing", "Facing", facing),
        RECCE_FIELD(T, "pose", "pose", "Pose", pose),
        ranged(RECCE_FIELD(T, "seat_m", "seat", "Seat height", seat), 0, 5),
        RECCE_FIELD(T, "at_table", "at-table", "At a table", atTable),
        RECCE_FIELD(T, "arrive_frame", "arrive", "Arrives", arrive),
        RECCE_FIELD(T, "leave_frame", "leave", "Leaves", leave),
        RECCE_FIELD(T, "via_m", "via", "By way of", via),
        RECCE_FIELD(T, "gaze", "gaze", "Looks at", gaze),
        RECCE_FIELD(T, "exits", "exits", "Exits", exits),
        RECCE_FIELD(T, "visible", "visible", "Visible", visible),
        RECCE_FIELD(T, "locked", "locked", "Locked", locked),
    };
    return kFields;
}

template <> std::span<const Field<LuxAt>> fieldsOf() {
    using T = LuxAt;
    static const Field<T> kFields[] = {
        ranged(RECCE_FIELD(T, "lux", "lux", "Reading", lux), 0, 1e9),
        ranged(RECCE_FIELD(T, "at_m", "at", "At", distance), 0.01, 1e4),
    };
    return kFields;
}

namespace {
/// {"lumens": 1200}, {"candela": 5000} or {"lux": 900, "at_m": 3}.
Json writeOutput(const Light& l) {
    if (const auto* flux = std::get_if<Lumens>(&l.output)) return {{"lumens", codec::write(flux->value)}};
    if (const auto* intensity = std::get_if<Candela>(&l.output)) return {{"candela", codec::write(intensity->value)}};
    return codec::write(std::get<LuxAt>(l.output));
}
Status readOutput(Light& l, const Json& j) {
    if (!j.is_object()) return expected("an object with lumens, candela, or lux and at_m");
    const auto amount = [&](const char* key, auto value) -> Status {
        RECCE_TRY_STATUS(codec::read(j[key], value));
        if (!(value.value >= 0 && value.value <= 1e9)) return expected("an output from 0 to 1e9");
        l.output = value;
        return {};
    };
    if (j.contains("lumens")) return amount("lumens", Lumens());
    if (j.contains("candela")) return amount("candela", Candela());
    LuxAt reading{Lux(0), Metres(1)};
    if (!j.contains("lux") || !j.contains("at_m")) return expected("an object with lumens, candela, or lux and at_m");
    RECCE_TRY_STATUS(codec::read(j, reading));
    l.output = reading;
    return {};
}
}  // namespace

template <> std::span<const Field<Light>> fieldsOf() {
    using T = Light;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "owner", "owner", "Belongs to", owner),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "role", "role", "Role", role),
        with(RECCE_FIELD(T, "fixture", "fixture", "Fixture", fixture), FieldKind::Catalogue),
        RECCE_FIELD(T, "shape", "shape", "Shape", shape),
        RECCE_FIELD(T, "position_m", "position", "Place", pose.position),
        RECCE_FIELD(T, "rotation", "rotation", "Turn", pose.rotation),
        RECCE_FIELD(T, "aim", "aim", "Aim", aim),
        Field<T>{{"output", "output", "Output", FieldKind::Output}, writeOutput, readOutput},
        ranged(RECCE_FIELD(T, "colour_K", "colour", "Colour", colour), 1000, 40000),
        ranged(RECCE_FIELD(T, "tint", "tint", "Tint", tint), -4, 4),
        with(RECCE_FIELD(T, "gel", "gel", "Gel", gel), FieldKind::Catalogue),
        RECCE_FIELD(T, "diffusion", "diffusion", "Diffusion", diffusion),
        ranged(RECCE_FIELD(T, "beam_deg", "beam", "Beam", beam), 0.1, 360),
        ranged(RECCE_FIELD(T, "field_deg", "field", "Field", field), 0.1, 360),
        ranged(RECCE_FIELD(T, "width_m", "width", "Width", width), 0.001, 100),
        ranged(RECCE_FIELD(T, "height_m", "height", "Height", height), 0.001, 100),
        ranged(with(RECCE_FIELD(T, "dimmer", "dimmer", "Dimmer", dimmer), Quantity::Share), 0, 1),
        with(RECCE_FIELD(T, "photometry", "photometry", "Measured light", photometry), FieldKind::Catalogue),
        ranged(RECCE_FIELD(T, "door_top_deg", "door-top", "Top leaf", doorTop), 0, 180),
        ranged(RECCE_FIELD(T, "door_bottom_deg", "door-bottom", "Bottom leaf", doorBottom), 0, 180),
        ranged(RECCE_FIELD(T, "door_left_deg", "door-left", "Left leaf", doorLeft), 0, 180),
        ranged(RECCE_FIELD(T, "door_right_deg", "door-right", "Right leaf", doorRight), 0, 180),
        RECCE_FIELD(T, "glow_piece", "glow-piece", "Shines for", glowPiece),
        RECCE_FIELD(T, "glow_material", "glow-material", "Its shining part", glowMaterial),
        RECCE_FIELD(T, "on", "on", "On", on),
        RECCE_FIELD(T, "visible", "visible", "Visible", visible),
        RECCE_FIELD(T, "locked", "locked", "Locked", locked),
    };
    return kFields;
}

}  // namespace recce
