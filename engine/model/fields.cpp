#include "model/fields.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/codec.h"

namespace recce {
namespace {

template <class T> bool isDefault(const Field<T>& field, const Json& value) {
    const bool small = value.is_null() || value == "" || value == false || (value.is_array() && value.empty());
    if (!small) return false;
    static const T kBlank;
    return field.get(kBlank) == value;
}

/// Fills `row` from an object's members; the rest goes to `unknown`.
template <class T> Status readMembers(const Json& json, T& row, Json* unknown) {
    for (const auto& [key, value] : json.items()) {
        if (key == "id") continue;
        const Field<T>* known = nullptr;
        for (const Field<T>& f : fieldsOf<T>()) {
            if (f.spec.stored && f.spec.key == key) known = &f;
        }
        if (!known) {
            if (unknown) (*unknown)[key] = value;
            continue;
        }
        if (auto status = setField(*known, row, value); !status)
            return fail(Code::Malformed, fmt::format("\"{}\" {}", key, status.error().message));
    }
    return {};
}

template <class T> void writeMembers(Json& json, const T& row) {
    for (const Field<T>& f : fieldsOf<T>()) {
        if (!f.spec.stored) continue;
        Json value = f.get(row);
        if (!isDefault(f, value)) json[std::string(f.spec.key)] = std::move(value);
    }
}

template <class... A> void cleanTexts(A&... texts) { ((texts = toCleanText(texts)), ...); }

void normalisePose(Pose& pose) {
    if (!isFinite(pose.position)) pose.position = Vec3(0);
    const double length = glm::length(pose.rotation);
    if (!std::isfinite(length) || length < 1e-6) pose.rotation = Quat(1, 0, 0, 0);
    else if (std::abs(length - 1) >= 1e-12) pose.rotation = pose.rotation / length;
}

}  // namespace

std::string toText(const AnyId& id) {
    return std::visit([](const auto& x) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::monostate>) return {};
        else return toText(x);
    }, id);
}

std::optional<AnyId> parseAnyId(std::string_view text) {
    std::optional<AnyId> found;
    forEachType([&]<class T>(Tag<T>) {
        if (const auto id = parseId<T>(text)) found = *id;
    });
    return found;
}

bool exists(const Production& production, const AnyId& id) {
    return std::visit([&]<class X>(const X& x) -> bool {
        if constexpr (std::is_same_v<X, std::monostate>) return false;
        else return production.find(x) != nullptr;
    }, id);
}

Status checkRange(const FieldSpec& spec, const Json& json) {
    if (!json.is_number() && json != "inf") return {};
    const double value = json.is_number() ? json.get<double>() : HUGE_VAL;
    const bool finiteNeeded = std::isinf(value) && spec.max < HUGE_VAL;
    if (value >= spec.min && value <= spec.max && !finiteNeeded) return {};
    // Said as it is typed and shown: shares in per cent.
    const bool share = spec.quantity == Quantity::Share;
    const auto text = [share](double v) { return shortest(share ? v * 100 : v) + (share ? " %" : ""); };
    if (spec.max == HUGE_VAL) return codec::expected("at least " + text(spec.min));
    return codec::expected("from " + (share ? shortest(spec.min * 100) : text(spec.min)) + " to " + text(spec.max));
}

template <class T> Json rowToJson(const T& row) {
    Json json = Json::object();
    json["id"] = toText(row.id);
    writeMembers(json, row);
    return json;
}

template <class T> Result<T> rowFromJson(const Json& json, Json* unknown) {
    if (!json.is_object()) return fail(Code::Malformed, "a " + std::string(typeLabel<T>()) + " must be an object");
    T row;
    const auto id = json.find("id");
    if (id == json.end()) return fail(Code::Malformed, "a " + std::string(typeLabel<T>()) + " has no \"id\"");
    if (auto status = codec::read(*id, row.id); !status || row.id.isNull())
        return fail(Code::Malformed, "\"id\" must be an id such as \"" + std::string(IdPrefix<T>::value) + ":4f9c0a1b2c3d4e5f\"");
    RECCE_TRY_STATUS(readMembers(json, row, unknown));
    normalise(row);
    return row;
}

#define RECCE_ROW(T) \
    template Json rowToJson(const T&); \
    template Result<T> rowFromJson(const Json&, Json*);

template <> void normalise(Character& c) { cleanTexts(c.name, c.performer); }
template <> void normalise(Asset& a) { cleanTexts(a.acceptedHash, a.lastSeen); }
template <> void normalise(Set& s) { cleanTexts(s.name, s.place, s.timeZone); }
template <> void normalise(SetPiece& p) {
    cleanTexts(p.name, p.layer);
    normalisePose(p.pose);
}
template <> void normalise(Scene& s) { cleanTexts(s.number, s.setName, s.time, s.synopsis, s.scriptDay); }
template <> void normalise(Mark& m) {
    cleanTexts(m.label);
    if (!isFinite(m.position)) m.position = Vec3(0);
}
template <> void normalise(CameraRig& r);
template <> void normalise(Light& l) {
    cleanTexts(l.name, l.diffusion, l.glowMaterial);
    normalisePose(l.pose);
}
template <> void normalise(Setup& s) { cleanTexts(s.label, s.slatedAs); }
template <> void normalise(Shot& s) { cleanTexts(s.label, s.description, s.notes); }
template <> void normalise(ShootDay& d) {
    cleanTexts(d.date, d.call, d.wrap, d.unit);
    for (Strip& strip : d.strips) {
        if (auto* banner = std::get_if<Banner>(&strip.what)) cleanTexts(banner->text);
    }
}
template <> void normalise(Note& n) { cleanTexts(n.author, n.text); }
template <> void normalise(MeterPoint& p) {
    cleanTexts(p.name);
    if (!isFinite(p.position)) p.position = Vec3(0);
}

RECCE_ROW(Character)
RECCE_ROW(Asset)
RECCE_ROW(Set)
RECCE_ROW(SetPiece)
RECCE_ROW(Scene)
RECCE_ROW(Mark)
RECCE_ROW(CameraRig)
RECCE_ROW(Light)
RECCE_ROW(Setup)
RECCE_ROW(Shot)
RECCE_ROW(ShootDay)
RECCE_ROW(Note)
RECCE_ROW(MeterPoint)
#undef RECCE_ROW

Json infoToJson(const ProductionInfo& info) {
    Json json = Json::object();
    writeMembers(json, info);
    return json;
}
Result<ProductionInfo> infoFromJson(const Json& json, Json* unknown) {
    if (!json.is_object()) return fail(Code::Malformed, "\"production\" must be an object");
    ProductionInfo info;
    RECCE_TRY_STATUS(readMembers(json, info, unknown));
    return info;
}

Json waiversToJson(const std::vector<Waiver>& waivers) { return codec::write(waivers); }
Result<std::vector<Waiver>> waiversFromJson(const Json& json) {
    std::vector<Waiver> waivers;
    if (auto status = codec::read(json, waivers); !status) return fail(Code::Malformed, "\"waivers\" " + status.error().message);
    return waivers;
}

std::string jsonLine(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

namespace {
/// Deeply nested text must not overflow the stack of the parser's caller or of the value's destructor.
bool tooDeep(std::string_view text) {
    int depth = 0;
    bool inText = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inText) {
            if (c == '\\') ++i;
            else if (c == '"') inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '[' || c == '{') {
            if (++depth > 200) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}
}  // namespace

Result<Json> parseJson(std::string_view text) {
    if (tooDeep(text)) return fail(Code::Malformed, "The brackets are nested more than 200 deep.");
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::exception& e) {
        // "[json.exception.parse_error.101] parse error at line 3, column 5: syntax error while parsing ..."
        std::string what = e.what();
        if (const auto at = what.find("] "); at != std::string::npos) what = what.substr(at + 2);
        if (what.starts_with("parse error ")) what = what.substr(12);
        return fail(Code::Malformed, "Not valid JSON " + toCleanText(what) + ".");
    }
}

}  // namespace recce
