#include "model/field_text.h"

#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace recce {
namespace {

tl::unexpected<Error> notThis(std::string_view text, std::string_view what) {
    return fail(Code::Usage, fmt::format("'{}' is not {}.", toCleanText(text), what));
}

bool isDate(std::string_view t) {
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (t.size() != 10 || t[4] != '-' || t[7] != '-') return false;
    int y = 0, m = 0, d = 0;
    const auto number = [&](std::size_t at, std::size_t n, int& out) {
        const auto r = std::from_chars(t.data() + at, t.data() + at + n, out);
        return r.ec == std::errc() && r.ptr == t.data() + at + n;
    };
    if (!number(0, 4, y) || !number(5, 2, m) || !number(8, 2, d) || y < 1 || m < 1 || m > 12 || d < 1) return false;
    const bool leap = m == 2 && (y % 4 == 0) && (y % 100 != 0 || y % 400 == 0);
    return d <= kDays[m - 1] + (leap ? 1 : 0);
}
bool isClock(std::string_view t) {
    const auto digit = [&](std::size_t i) { return t[i] >= '0' && t[i] <= '9'; };
    return t.size() == 5 && t[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) &&
           (t[0] - '0') * 10 + t[1] - '0' < 24 && t[3] < '6';
}

Json pointJson(const Vec3& p) { return Json::array({p.x, p.y, p.z}); }

Result<Json> parseReference(std::string_view prefix, std::string_view text, const TextContext& context) {
    Result<Json> found = fail(Code::Usage, "Nothing can be referred to here.");
    forEachType([&]<class T>(Tag<T>) {
        if (IdPrefix<T>::value != prefix) return;
        const auto id = findByName<T>(context.production, text, context.scope);
        if (id) found = Json(toText(*id));
        else found = fail(id.error());
    });
    return found;
}

template <class T> Result<Json> idOf(std::string_view text, const TextContext& context) {
    RECCE_TRY(const Id<T> id, findByName<T>(context.production, text, context.scope));
    return Json(toText(id));
}

bool looksLikePoint(std::string_view text) { return split(text, ',').size() == 3; }

/// "pan, tilt, roll" or pan alone, in degrees; or a quaternion x,y,z,w.
Result<Json> parseRotation(std::string_view text) {
    const auto parts = split(text, ',');
    double n[4] = {0, 0, 0, 0};
    if (parts.empty() || parts.size() > 4) return notThis(text, "a turn such as 90 or 90,-10,0 (pan, tilt, roll)");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        RECCE_TRY(n[i], parseQuantity(parts.size() == 4 ? Quantity::Number : Quantity::Angle, parts[i]));
    }
    Quat q(n[3], n[0], n[1], n[2]);
    if (parts.size() < 4) q = toRotation({n[0] * kPi / 180, n[1] * kPi / 180, n[2] * kPi / 180});
    return Json::array({q.x, q.y, q.z, q.w});
}
std::string rotationText(const Json& j) {
    if (!j.is_array() || j.size() != 4) return {};
    const Quat q(j[3].get<double>(), j[0].get<double>(), j[1].get<double>(), j[2].get<double>());
    const Vec3 forward = q * Vec3(0, 0, -1), up = q * Vec3(0, 1, 0);
    PanTiltRoll a = lookAlong(forward);
    const Quat level = toRotation(a);
    const Vec3 right = level * Vec3(1, 0, 0), levelUp = level * Vec3(0, 1, 0);
    a.roll = std::atan2(glm::dot(up, right), glm::dot(up, levelUp));
    const auto shown = [](double rad) { return quantityParts(Quantity::Angle, rad * 180 / kPi).value; };
    const std::string pan = shown(a.pan), tilt = shown(a.tilt), roll = shown(a.roll);
    return tilt == "0" && roll == "0" ? pan : pan + ", " + tilt + ", " + roll;
}

/// "1200lm", "5000cd", "900lux@3m", "90fc@10ft".
Result<Json> parseOutput(std::string_view text, const UnitContext& units) {
    const auto at = text.find('@');
    if (at != std::string_view::npos) {
        RECCE_TRY(const double lux, parseQuantity(Quantity::Illuminance, text.substr(0, at), units));
        RECCE_TRY(const double metres, parseQuantity(Quantity::Length, text.substr(at + 1), units));
        return Json{{"lux", lux}, {"at_m", metres}};
    }
    const std::string low = lowered(trimmed(text));
    if (low.ends_with("cd")) {
        RECCE_TRY(const double cd, parseQuantity(Quantity::Intensity, text, units));
        return Json{{"candela", cd}};
    }
    const auto lm = parseQuantity(Quantity::Flux, text, units);
    if (!lm) return notThis(text, "an output such as 1200lm, 5000cd or 900lux@3m");
    return Json{{"lumens", *lm}};
}
std::string outputText(const Json& j, const UnitContext& units) {
    if (!j.is_object()) return {};
    if (j.contains("lumens")) return quantityText(Quantity::Flux, j["lumens"].get<double>(), units);
    if (j.contains("candela")) return quantityText(Quantity::Intensity, j["candela"].get<double>(), units);
    return quantityText(Quantity::Illuminance, j.value("lux", 0.0), units) + " @ " +
           quantityText(Quantity::Length, j.value("at_m", 1.0), units);
}

std::string referenceText(const Json& j, const TextContext& context) {
    const auto id = j.is_string() ? parseAnyId(j.get_ref<const std::string&>()) : std::nullopt;
    if (!id) return {};
    return std::visit([&]<class X>(const X& x) -> std::string {
        if constexpr (std::is_same_v<X, std::monostate>) {
            return {};
        } else {
            const auto* row = context.production.find(x);
            return row ? nameOf(context.production, *row) : toText(x);
        }
    }, *id);
}
std::string pointText(const Json& j, const UnitContext& units) {
    std::string text;
    for (const Json& n : j) text += (text.empty() ? "" : ", ") + quantityParts(Quantity::Length, n.get<double>(), units).value;
    return text;
}

double numberIn(const Json& j) { return j.is_number() ? j.get<double>() : j == "inf" ? HUGE_VAL : 0; }

}  // namespace

UnitContext unitsOf(const Production& production) {
    return {production.info->units == DisplayUnits::Imperial, production.info->rate, std::nullopt};
}

Result<bool> parseFlag(std::string_view text) {
    const std::string low = lowered(trimmed(text));
    if (low == "yes" || low == "on" || low == "true" || low == "1") return true;
    if (low == "no" || low == "off" || low == "false" || low == "0") return false;
    return notThis(text, "yes or no");
}

Result<std::string> parseWord(std::span<const std::string_view> words, std::string_view text) {
    const std::string low = lowered(trimmed(text));
    std::string list;
    for (const std::string_view w : words) {
        if (lowered(w) == low) return std::string(w);
        list += (list.empty() ? "" : ", ") + std::string(w);
    }
    return notThis(text, "one of " + list);
}

Result<Vec3> parsePoint(std::string_view text) {
    std::string_view inner = trimmed(text);
    if (inner.size() >= 2 && inner.front() == '(' && inner.back() == ')') inner = inner.substr(1, inner.size() - 2);
    const auto parts = split(inner, ',');
    if (parts.size() != 3) return notThis(text, "a point such as 1.5,0,-2");
    double n[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const auto value = parseQuantity(Quantity::Length, parts[i]);
        if (!value || !std::isfinite(*value)) return notThis(text, "a point such as 1.5,0,-2");
        n[i] = *value;
    }
    return Vec3(n[0], n[1], n[2]);
}

Result<PieceOwner> parseOwner(std::string_view text, const TextContext& context) {
    if (const auto set = findByName<Set>(context.production, text)) return PieceOwner(*set);
    const auto scene = findByName<Scene>(context.production, text);
    if (!scene) return fail(Code::NotFound, fmt::format("There is no set or scene called '{}'.", toCleanText(text)), std::string(text));
    return PieceOwner(*scene);
}

std::string fieldText(const FieldSpec& spec, const Json& value, const TextContext& context) {
    if (value.is_null()) return {};
    const UnitContext units = unitsOf(context.production);
    const auto joined = [&](auto&& each) {
        std::string text;
        for (const Json& item : value) text += (text.empty() ? "" : ", ") + each(item);
        return text;
    };
    switch (spec.kind) {
        case FieldKind::Flag: return value == true ? "yes" : "no";
        case FieldKind::Integer: return jsonLine(value);
        case FieldKind::Quantity: return quantityText(spec.quantity, numberIn(value), units);
        case FieldKind::Eighths: return eighthsText(value.get<int>());
        case FieldKind::Point: return pointText(value, units);
        case FieldKind::Points: {
            std::string text;
            for (const Json& p : value) text += (text.empty() ? "" : "; ") + pointText(p, units);
            return text;
        }
        case FieldKind::Rotation: return rotationText(value);
        case FieldKind::Reference:
        case FieldKind::AnyReference:
        case FieldKind::Owner: return referenceText(value, context);
        case FieldKind::References: return joined([&](const Json& j) { return referenceText(j, context); });
        case FieldKind::Words: return joined([](const Json& j) { return j.get<std::string>(); });
        case FieldKind::LooksAt:
        case FieldKind::AimsAt: return value.is_array() ? pointText(value, units) : referenceText(value, context);
        case FieldKind::Output: return outputText(value, units);
        case FieldKind::Structure:
            return value.is_array() ? std::to_string(value.size()) : jsonLine(value);
        default: return value.is_string() ? value.get<std::string>() : jsonLine(value);
    }
}

Result<Json> parseFieldText(const FieldSpec& spec, std::string_view text, const Json& current, const TextContext& context) {
    const std::string_view whole = trimmed(text);
    if (spec.optional && (whole.empty() || lowered(whole) == "none")) return Json(nullptr);
    UnitContext units = unitsOf(context.production);
    if (current.is_number()) units.current = current.get<double>();
    switch (spec.kind) {
        case FieldKind::Text:
        case FieldKind::Catalogue: return Json(toCleanText(text));
        case FieldKind::Flag: {
            RECCE_TRY(const bool flag, parseFlag(whole));
            return Json(flag);
        }
        case FieldKind::Integer: {
            std::int64_t n = 0;
            const auto r = std::from_chars(whole.data(), whole.data() + whole.size(), n);
            if (r.ec != std::errc() || r.ptr != whole.data() + whole.size()) return notThis(text, "a whole number");
            return Json(n);
        }
        case FieldKind::Word: {
            RECCE_TRY(const std::string word, parseWord(spec.words, whole));
            return Json(word);
        }
        case FieldKind::Words: {
            Json list = Json::array();
            for (const std::string& part : split(whole, ',')) {
                RECCE_TRY(const std::string word, parseWord(spec.words, part));
                list.push_back(word);
            }
            return list;
        }
        case FieldKind::Quantity: {
            RECCE_TRY(const double n, parseQuantity(spec.quantity, whole, units));
            if (spec.quantity == Quantity::Time) return Json(static_cast<std::int64_t>(std::clamp(std::round(n), -1e15, 1e15)));
            return std::isinf(n) ? Json("inf") : Json(n);
        }
        case FieldKind::Eighths: {
            RECCE_TRY(const int eighths, parseEighths(whole));
            return Json(eighths);
        }
        case FieldKind::Point: {
            RECCE_TRY(const Vec3 p, parsePoint(whole));
            return pointJson(p);
        }
        case FieldKind::Points: {
            Json list = Json::array();
            for (const std::string& part : split(whole, ';')) {
                if (trimmed(part).empty()) continue;
                RECCE_TRY(const Vec3 p, parsePoint(part));
                list.push_back(pointJson(p));
            }
            return list;
        }
        case FieldKind::Rotation: return parseRotation(whole);
        case FieldKind::Reference:
            if (whole.empty() || lowered(whole) == "none") return Json(nullptr);
            return parseReference(spec.refers, whole, context);
        case FieldKind::References: {
            Json list = Json::array();
            for (const std::string& part : split(whole, ',')) {
                if (trimmed(part).empty()) continue;
                RECCE_TRY(Json id, parseReference(spec.refers, trimmed(part), context));
                list.push_back(std::move(id));
            }
            return list;
        }
        case FieldKind::AnyReference: {
            if (whole.empty() || lowered(whole) == "none") return Json(nullptr);
            RECCE_TRY(const AnyId id, findAnyByName(context.production, whole, context.scope));
            return Json(toText(id));
        }
        case FieldKind::Owner: {
            RECCE_TRY(const PieceOwner owner, parseOwner(whole, context));
            return std::visit([](const auto& id) { return Json(toText(id)); }, owner);
        }
        case FieldKind::LooksAt:
        case FieldKind::AimsAt: {
            if (whole.empty() || lowered(whole) == "none" || lowered(whole) == "free") return Json(nullptr);
            if (looksLikePoint(whole)) {
                RECCE_TRY(const Vec3 p, parsePoint(whole));
                return pointJson(p);
            }
            if (spec.kind == FieldKind::AimsAt) return idOf<Mark>(whole, context);
            if (auto character = idOf<Character>(whole, context)) return character;
            return idOf<CameraRig>(whole, context);
        }
        case FieldKind::Colour: {
            const std::string up = uppered(whole);
            if (up.size() != 7 || up[0] != '#' || !parseHex(std::string_view(up).substr(1))) return notThis(text, "a colour such as #E26B1B");
            return Json(up);
        }
        case FieldKind::Day:
            if (!whole.empty() && !isDate(whole)) return notThis(text, "a date such as 2026-11-20");
            return Json(std::string(whole));
        case FieldKind::Clock:
            if (!whole.empty() && !isClock(whole)) return notThis(text, "a time of day such as 07:30");
            return Json(std::string(whole));
        case FieldKind::Rate: {
            RECCE_TRY(const FrameRate rate, parseFrameRate(whole));
            return Json(frameRateText(rate));
        }
        case FieldKind::Output: return parseOutput(whole, units);
        case FieldKind::Structure: {
            // Scripts may give the JSON itself.
            auto json = parseJson(whole);
            if (!json) return notThis(text, "JSON");
            return json;
        }
    }
    return notThis(text, "a value");
}

Result<Json> fieldValue(const Production& production, const AnyId& id, std::string_view field) {
    Result<Json> value = fail(Code::NotFound, fmt::format("It has no field '{}'.", toCleanText(field)), toText(id));
    std::visit([&]<class X>(const X& x) {
        if constexpr (!std::is_same_v<X, std::monostate>) {
            const auto* row = production.find(x);
            const auto* f = findField<typename X::Row>(field);
            if (row && f) value = f->get(*row);
        }
    }, id);
    return value;
}

Result<Json> parseFieldOf(const Production& production, const AnyId& id, std::string_view field, std::string_view text) {
    Result<Json> value = fail(Code::NotFound, fmt::format("It has no field '{}'.", toCleanText(field)), toText(id));
    std::visit([&]<class X>(const X& x) {
        if constexpr (!std::is_same_v<X, std::monostate>) {
            using T = typename X::Row;
            const T* row = production.find(x);
            const Field<T>* f = findField<T>(field);
            if (!row || !f) return;
            value = parseFieldText(f->spec, text, f->get(*row), {production, {sceneOf(production, id)}});
            if (!value) return;
            T copy = *row;
            if (auto status = setField(*f, copy, *value); !status)
                value = fail(Code::Usage, fmt::format("{} {}.", f->spec.label, status.error().message), toText(id));
        }
    }, id);
    return value;
}

}  // namespace recce
