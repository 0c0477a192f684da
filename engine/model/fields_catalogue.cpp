// Field lists of the catalogue rows, and the copy of those rows that a production keeps.
#include <algorithm>

#include "model/codec.h"

namespace recce {
using namespace codec;

template <> std::span<const Field<SensorMode>> fieldsOf() {
    using T = SensorMode;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "name", "name", "Name", name),
        ranged(RECCE_FIELD(T, "width_mm", "width", "Width", width), 0.1, 1000),
        ranged(RECCE_FIELD(T, "height_mm", "height", "Height", height), 0.1, 1000),
        RECCE_FIELD(T, "pixels_wide", "pixels-wide", "Pixels wide", pixelsWide),
        RECCE_FIELD(T, "pixels_high", "pixels-high", "Pixels high", pixelsHigh),
    };
    return kFields;
}
template <> std::span<const Field<CameraBody>> fieldsOf() {
    using T = CameraBody;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "maker", "maker", "Maker", maker),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "modes", "modes", "Modes", modes),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<Lens>> fieldsOf() {
    using T = Lens;
    static const Field<T> kFields[] = {
        ranged(RECCE_FIELD(T, "focal_mm", "focal", "Focal length", focal), 1, 5000),
        ranged(RECCE_FIELD(T, "t_stop", "stop", "Wide open", wideOpen), 0.3, 64),
        ranged(RECCE_FIELD(T, "close_focus_m", "close-focus", "Close focus", closeFocus), 0, 100),
    };
    return kFields;
}
template <> std::span<const Field<LensSet>> fieldsOf() {
    using T = LensSet;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "maker", "maker", "Maker", maker),
        RECCE_FIELD(T, "name", "name", "Name", name),
        ranged(RECCE_FIELD(T, "squeeze", "squeeze", "Squeeze", squeeze), 1, 3),
        ranged(RECCE_FIELD(T, "transmittance", "transmittance", "Transmittance", transmittance), 0.1, 1),
        ranged(RECCE_FIELD(T, "image_circle_mm", "image-circle", "Image circle", imageCircle), 0, 1000),
        ranged(RECCE_FIELD(T, "iris_blades", "iris-blades", "Iris blades", irisBlades), 0, 32),
        RECCE_FIELD(T, "lenses", "lenses", "Lenses", lenses),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<Fixture>> fieldsOf() {
    using T = Fixture;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "maker", "maker", "Maker", maker),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "shape", "shape", "Shape", shape),
        ranged(RECCE_FIELD(T, "output_lm", "output", "Output", output), 0, 1e9),
        RECCE_FIELD(T, "beam_min_deg", "beam-min", "Narrowest beam", beamMin),
        RECCE_FIELD(T, "beam_max_deg", "beam-max", "Widest beam", beamMax),
        RECCE_FIELD(T, "width_m", "width", "Width", width),
        RECCE_FIELD(T, "height_m", "height", "Height", height),
        RECCE_FIELD(T, "colour_min_K", "colour-min", "Warmest", colourMin),
        RECCE_FIELD(T, "colour_max_K", "colour-max", "Coldest", colourMax),
        RECCE_FIELD(T, "power_W", "power", "Power", power),
        RECCE_FIELD(T, "weight_kg", "weight", "Weight", weight),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<Support>> fieldsOf() {
    using T = Support;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "height_min_m", "height-min", "Lowest", heightMin),
        RECCE_FIELD(T, "height_max_m", "height-max", "Highest", heightMax),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<Gel>> fieldsOf() {
    using T = Gel;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "mired", "mired", "Mired shift", mired),
        ranged(RECCE_FIELD(T, "transmission", "transmission", "Transmission", transmission), 0, 1),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<Fabric>> fieldsOf() {
    using T = Fabric;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "name", "name", "Name", name),
        ranged(RECCE_FIELD(T, "straight", "straight", "Passes straight", straight), 0, 1),
        ranged(RECCE_FIELD(T, "diffused", "diffused", "Passes spread", diffused), 0, 1),
        ranged(RECCE_FIELD(T, "reflected", "reflected", "Thrown back", reflected), 0, 1),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<Photometry>> fieldsOf() {
    using T = Photometry;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "file", "file", "File", file),
        RECCE_FIELD(T, "ies", "ies", "Measured light", ies),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}
template <> std::span<const Field<FrameAspect>> fieldsOf() {
    using T = FrameAspect;
    static const Field<T> kFields[] = {
        RECCE_FIELD(T, "key", "key", "Key", key),
        RECCE_FIELD(T, "name", "name", "Name", name),
        RECCE_FIELD(T, "use", "use", "Use", use),
        ranged(RECCE_FIELD(T, "ratio", "ratio", "Ratio", ratio), 0.1, 10),
        RECCE_FIELD(T, "source", "source", "Source", source),
        RECCE_FIELD(T, "confidence", "confidence", "Confidence", confidence),
    };
    return kFields;
}

namespace {
template <class T> void writeRows(Json& out, const char* key, const std::map<CatalogueKey, T>& rows) {
    if (rows.empty()) return;
    Json list = Json::array();
    for (const auto& [name, row] : rows) list.push_back(codec::write(row));
    out[key] = std::move(list);
}
template <class T> Status readRows(const Json& in, const char* key, std::map<CatalogueKey, T>& rows) {
    const auto at = in.find(key);
    if (at == in.end()) return {};
    if (!at->is_array()) return fail(Code::Malformed, std::string(key) + " must be a list");
    for (const Json& item : *at) {
        auto row = catalogueRowFromJson<T>(item);
        if (!row) return fail(Code::Malformed, std::string(key) + " " + row.error().message);
        rows.insert_or_assign(row->key, std::move(*row));
    }
    return {};
}

template <class T> void nameUnknown(const Json& json, const std::string& inside, std::vector<std::string>& unknown) {
    for (const auto& [name, value] : json.items()) {
        const auto fields = fieldsOf<T>();
        if (name != "comment" && std::none_of(fields.begin(), fields.end(), [&](const Field<T>& f) { return f.spec.key == name; }))
            unknown.push_back(inside + name);
    }
}
}  // namespace

template <class T> Result<T> catalogueRowFromJson(const Json& json, std::vector<std::string>* unknown) {
    T row;
    RECCE_TRY_STATUS(codec::read(json, row));
    if (row.key.empty()) return fail(Code::Malformed, "must have a key");
    if (unknown) {
        nameUnknown<T>(json, "", *unknown);
        if constexpr (std::is_same_v<T, CameraBody>) {
            for (const Json& mode : json.value("modes", Json::array())) nameUnknown<SensorMode>(mode, "modes: ", *unknown);
        } else if constexpr (std::is_same_v<T, LensSet>) {
            for (const Json& lens : json.value("lenses", Json::array())) nameUnknown<Lens>(lens, "lenses: ", *unknown);
        }
    }
    return row;
}
template Result<CameraBody> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<LensSet> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<Fixture> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<Support> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<Gel> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<Fabric> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<Photometry> catalogueRowFromJson(const Json&, std::vector<std::string>*);
template Result<FrameAspect> catalogueRowFromJson(const Json&, std::vector<std::string>*);

Json usedToJson(const UsedCatalogue& used) {
    Json out = Json::object();
    writeRows(out, "bodies", used.bodies);
    writeRows(out, "lens_sets", used.lensSets);
    writeRows(out, "fixtures", used.fixtures);
    writeRows(out, "supports", used.supports);
    writeRows(out, "gels", used.gels);
    writeRows(out, "fabrics", used.fabrics);
    writeRows(out, "photometries", used.photometries);
    writeRows(out, "aspects", used.aspects);
    return out;
}
Result<UsedCatalogue> usedFromJson(const Json& json) {
    UsedCatalogue used;
    if (!json.is_object()) return fail(Code::Malformed, "catalogue must be an object");
    RECCE_TRY_STATUS(readRows(json, "bodies", used.bodies));
    RECCE_TRY_STATUS(readRows(json, "lens_sets", used.lensSets));
    RECCE_TRY_STATUS(readRows(json, "fixtures", used.fixtures));
    RECCE_TRY_STATUS(readRows(json, "supports", used.supports));
    RECCE_TRY_STATUS(readRows(json, "gels", used.gels));
    RECCE_TRY_STATUS(readRows(json, "fabrics", used.fabrics));
    RECCE_TRY_STATUS(readRows(json, "photometries", used.photometries));
    RECCE_TRY_STATUS(readRows(json, "aspects", used.aspects));
    return used;
}

}  // namespace recce
