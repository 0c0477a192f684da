// How each kind of value is written as JSON and read back, checked. Private to the field lists (model/fields_*.cpp):
// the only header that includes the JSON library's body.
#pragma once

#include <cmath>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/fields.h"
#include "model/words.h"

namespace recce::codec {

inline tl::unexpected<Error> expected(std::string what) { return fail(Code::Malformed, "must be " + std::move(what)); }

template <class T> struct Codec;

template <class T> Json write(const T& v) { return Codec<T>::write(v); }
template <class T> Status read(const Json& j, T& v) { return Codec<T>::read(j, v); }

template <> struct Codec<std::string> {
    static constexpr FieldKind kind = FieldKind::Text;
    static Json write(const std::string& v) { return v; }
    static Status read(const Json& j, std::string& v) {
        if (!j.is_string()) return expected("text");
        std::string text = toCleanText(j.get_ref<const std::string&>());
        if (text.size() > 1'000'000) return expected("text of at most a million bytes");
        v = std::move(text);
        return {};
    }
};
template <> struct Codec<bool> {
    static constexpr FieldKind kind = FieldKind::Flag;
    static Json write(bool v) { return v; }
    static Status read(const Json& j, bool& v) {
        if (!j.is_boolean()) return expected("true or false");
        v = j.get<bool>();
        return {};
    }
};
template <class T> requires std::integral<T> && (!std::same_as<T, bool>)
struct Codec<T> {
    static constexpr FieldKind kind = FieldKind::Integer;
    static Json write(T v) { return v; }
    static Status read(const Json& j, T& v) {
        if (!j.is_number_integer()) return expected("a whole number");
        if (j.is_number_unsigned()) {
            const auto n = j.get<std::uint64_t>();
            if (!std::in_range<T>(n)) return expected("a smaller whole number");
            v = static_cast<T>(n);
        } else {
            const auto n = j.get<std::int64_t>();
            if (!std::in_range<T>(n)) return expected("a whole number in range");
            v = static_cast<T>(n);
        }
        return {};
    }
};
template <> struct Codec<double> {
    static constexpr FieldKind kind = FieldKind::Quantity;
    static constexpr Quantity quantity = Quantity::Number;
    static Json write(double v) {
        if (std::isinf(v)) return v > 0 ? "inf" : "-inf";
        if (v == 0) return 0;  // one zero
        // A whole number is written as one: 50, not 50.0.
        if (v == std::floor(v) && std::abs(v) < 1e15) return static_cast<std::int64_t>(v);
        return v;
    }
    static Status read(const Json& j, double& v) {
        if (j.is_number()) v = j.get<double>();
        else if (j == "inf") v = HUGE_VAL;
        else return expected("a number");
        if (std::isnan(v)) return expected("a number");
        return {};
    }
};

template <class Tag> struct QuantityOf { static constexpr Quantity value = Quantity::Number; };
template <> struct QuantityOf<MetresTag> { static constexpr Quantity value = Quantity::Length; };
template <> struct QuantityOf<MillimetresTag> { static constexpr Quantity value = Quantity::Focal; };
template <> struct QuantityOf<DegreesTag> { static constexpr Quantity value = Quantity::Angle; };
template <> struct QuantityOf<KelvinTag> { static constexpr Quantity value = Quantity::Temperature; };
template <> struct QuantityOf<LuxTag> { static constexpr Quantity value = Quantity::Illuminance; };
template <> struct QuantityOf<LumensTag> { static constexpr Quantity value = Quantity::Flux; };
template <> struct QuantityOf<CandelaTag> { static constexpr Quantity value = Quantity::Intensity; };
template <> struct QuantityOf<WattsTag> { static constexpr Quantity value = Quantity::Power; };
template <> struct QuantityOf<KilogramsTag> { static constexpr Quantity value = Quantity::Mass; };
template <> struct QuantityOf<TStopTag> { static constexpr Quantity value = Quantity::Aperture; };
template <> struct QuantityOf<StopsTag> { static constexpr Quantity value = Quantity::Exposure; };
template <> struct QuantityOf<IsoTag> { static constexpr Quantity value = Quantity::Sensitivity; };
template <> struct QuantityOf<MinutesTag> { static constexpr Quantity value = Quantity::WorkTime; };
template <class T> struct Codec<Unit<T>> {
    static constexpr FieldKind kind = FieldKind::Quantity;
    static constexpr Quantity quantity = QuantityOf<T>::value;
    static Json write(Unit<T> v) { return codec::write(v.value); }
    static Status read(const Json& j, Unit<T>& v) { return codec::read(j, v.value); }
};
template <> struct Codec<FrameTime> {
    static constexpr FieldKind kind = FieldKind::Quantity;
    static constexpr Quantity quantity = Quantity::Time;
    static Json write(FrameTime v) { return v.frame; }
    static Status read(const Json& j, FrameTime& v) {
        std::int64_t frame = 0;
        RECCE_TRY_STATUS(codec::read(j, frame));
        if (std::abs(frame) > kLastFrame) return expected("a frame within a billion");
        v.frame = frame;
        return {};
    }
    static constexpr std::int64_t kLastFrame = 1'000'000'000;
};
template <> struct Codec<FrameRate> {
    static constexpr FieldKind kind = FieldKind::Rate;
    static Json write(FrameRate v) { return frameRateText(v); }
    static Status read(const Json& j, FrameRate& v) {
        if (!j.is_string()) return expected("a frame rate as text, \"24\" or \"24000/1001\"");
        const auto rate = parseFrameRate(j.get_ref<const std::string&>());
        if (!rate) return expected("a frame rate, \"24\" or \"24000/1001\"");
        v = *rate;
        return {};
    }
};

template <class E> requires std::is_enum_v<E>
struct Codec<E> {
    static constexpr FieldKind kind = FieldKind::Word;
    static Json write(E v) { return std::string(wordOf(v)); }
    static Status read(const Json& j, E& v) {
        const auto found = j.is_string() ? fromWord<E>(j.get_ref<const std::string&>()) : std::nullopt;
        if (!found) {
            std::string list;
            for (const auto w : wordsOf<E>()) list += (list.empty() ? "" : ", ") + std::string(w);
            return expected("one of " + list);
        }
        v = *found;
        return {};
    }
};

template <class T> struct Codec<Id<T>> {
    static constexpr FieldKind kind = FieldKind::Reference;
    static constexpr std::string_view refers = IdPrefix<T>::value;
    static Json write(Id<T> v) { return v ? Json(toText(v)) : Json(nullptr); }
    static Status read(const Json& j, Id<T>& v) {
        if (j.is_null()) {
            v = {};
            return {};
        }
        const auto id = j.is_string() ? parseId<T>(j.get_ref<const std::string&>()) : std::nullopt;
        if (!id) return expected("an id such as \"" + std::string(refers) + ":4f9c0a1b2c3d4e5f\"");
        v = *id;
        return {};
    }
};
template <> struct Codec<AnyId> {
    static constexpr FieldKind kind = FieldKind::AnyReference;
    static Json write(const AnyId& v) { return isNull(v) ? Json(nullptr) : Json(toText(v)); }
    static Status read(const Json& j, AnyId& v) {
        if (j.is_null()) {
            v = {};
            return {};
        }
        const auto id = j.is_string() ? parseAnyId(j.get_ref<const std::string&>()) : std::nullopt;
        if (!id) return expected("an id such as \"rig:4f9c0a1b2c3d4e5f\"");
        v = *id;
        return {};
    }
};

template <class T> struct Codec<std::optional<T>> {
    static Json write(const std::optional<T>& v) { return v ? codec::write(*v) : Json(nullptr); }
    static Status read(const Json& j, std::optional<T>& v) {
        if (j.is_null()) {
            v.reset();
            return {};
        }
        T value{};
        RECCE_TRY_STATUS(codec::read(j, value));
        v = std::move(value);
        return {};
    }
};
template <class T> struct Codec<std::vector<T>> {
    static Json write(const std::vector<T>& v) {
        Json list = Json::array();
        for (const T& item : v) list.push_back(codec::write(item));
        return list;
    }
    static Status read(const Json& j, std::vector<T>& v) {
        if (!j.is_array()) return expected("a list");
        std::vector<T> list;
        list.reserve(j.size());
        for (const Json& item : j) {
            T value{};
            RECCE_TRY_STATUS(codec::read(item, value));
            list.push_back(std::move(value));
        }
        v = std::move(list);
        return {};
    }
};

template <std::size_t N> Status readNumbers(const Json& j, double (&out)[N]) {
    if (!j.is_array() || j.size() != N) return expected("a list of " + std::to_string(N) + " numbers");
    for (std::size_t i = 0; i < N; ++i) {
        RECCE_TRY_STATUS(codec::read(j[i], out[i]));
        if (!std::isfinite(out[i])) return expected("a list of finite numbers");
    }
    return {};
}
template <> struct Codec<Vec3> {
    static constexpr FieldKind kind = FieldKind::Point;
    static Json write(const Vec3& v) { return Json::array({codec::write(v.x), codec::write(v.y), codec::write(v.z)}); }
    static Status read(const Json& j, Vec3& v) {
        double n[3];
        RECCE_TRY_STATUS(readNumbers(j, n));
        v = Vec3(n[0], n[1], n[2]);
        return {};
    }
};
template <> struct Codec<Quat> {
    static constexpr FieldKind kind = FieldKind::Rotation;
    static Json write(const Quat& q) {
        return Json::array({codec::write(q.x), codec::write(q.y), codec::write(q.z), codec::write(q.w)});
    }
    static Status read(const Json& j, Quat& v) {
        double n[4];
        RECCE_TRY_STATUS(readNumbers(j, n));
        const Quat q(n[3], n[0], n[1], n[2]);
        const double length = glm::length(q);
        if (length < 1e-6) return expected("a quaternion x, y, z, w other than zero");
        // Already unit within rounding: kept to the bit, so that reading and writing do not creep.
        v = std::abs(length - 1) < 1e-12 ? q : q / length;
        return {};
    }
};
template <> struct Codec<Rgb> {
    static constexpr FieldKind kind = FieldKind::Colour;
    static Json write(Rgb v) {
        static constexpr char kDigits[] = "0123456789ABCDEF";
        std::string text = "#";
        for (const std::uint8_t c : {v.r, v.g, v.b}) {
            text += kDigits[c >> 4];
            text += kDigits[c & 15];
        }
        return text;
    }
    static Status read(const Json& j, Rgb& v) {
        const std::string text = j.is_string() ? j.get<std::string>() : std::string();
        const auto value = text.size() == 7 && text[0] == '#' ? parseHex(text.substr(1)) : std::nullopt;
        if (!value) return expected("a colour such as \"#E26B1B\"");
        v = {static_cast<std::uint8_t>(*value >> 16), static_cast<std::uint8_t>(*value >> 8), static_cast<std::uint8_t>(*value)};
        return {};
    }
};

/// A variant of ids, points and nothing: the JSON's own form tells which.
template <class... A> struct Codec<std::variant<A...>> {
    using V = std::variant<A...>;
    static Json write(const V& v) {
        return std::visit([](const auto& x) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::monostate>) return nullptr;
            else return codec::write(x);
        }, v);
    }
    static Status read(const Json& j, V& v) {
        bool done = false;
        (tryOne<A>(j, v, done), ...);
        if (!done) return expected("an id or a point of the right kind");
        return {};
    }
private:
    template <class X> static void tryOne(const Json& j, V& v, bool& done) {
        if (done) return;
        if constexpr (std::is_same_v<X, std::monostate>) {
            if (j.is_null()) {
                v = X{};
                done = true;
            }
        } else {
            X value{};
            if (!j.is_null() && codec::read(j, value)) {
                v = std::move(value);
                done = true;
            }
        }
    }
};

/// One character of the text for each byte, U+0000 to U+00FF: what is plain stays legible, and every byte comes back.
template <> struct Codec<FileBytes> {
    static constexpr FieldKind kind = FieldKind::Structure;
    static constexpr std::size_t kLargest = 4'000'000;
    static Json write(const FileBytes& v) {
        std::string text;
        for (const char c : v.text()) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80) {
                text += c;
            } else {
                text += static_cast<char>(0xC0 | (byte >> 6));
                text += static_cast<char>(0x80 | (byte & 0x3F));
            }
        }
        return text;
    }
    static Status read(const Json& j, FileBytes& v) {
        if (!j.is_string()) return expected("the text of a file");
        const auto& text = j.get_ref<const std::string&>();
        if (text.size() > kLargest) return expected("a file of at most four million bytes");
        auto bytes = std::make_shared<std::string>();
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto first = static_cast<unsigned char>(text[i]);
            if (first < 0x80) {
                *bytes += text[i];
                continue;
            }
            if ((first & 0xFC) != 0xC0 || i + 1 == text.size()) return expected("the text of a file, one character for each byte");
            *bytes += static_cast<char>((first << 6) | (static_cast<unsigned char>(text[++i]) & 0x3F));
        }
        v.bytes = std::move(bytes);
        return {};
    }
};

// ---- Records ------------------------------------------------------------------------------------------------------

template <class T> struct Codec {
    // Any other type is a record with a field list of its own.
    static constexpr FieldKind kind = FieldKind::Structure;
    static Json write(const T& v) {
        Json j = Json::object();
        for (const Field<T>& f : fieldsOf<T>()) {
            if (f.spec.stored) j[std::string(f.spec.key)] = f.get(v);
        }
        return j;
    }
    static Status read(const Json& j, T& v) {
        if (!j.is_object()) return expected("an object");
        T value{};
        for (const Field<T>& f : fieldsOf<T>()) {
            const auto at = j.find(f.spec.key);
            if (at == j.end() || !f.spec.stored) continue;
            if (auto status = setField(f, value, *at); !status)
                return fail(Code::Malformed, std::string(f.spec.key) + " " + status.error().message);
        }
        v = std::move(value);
        return {};
    }
};

// ---- Declaring fields -----------------------------------------------------------------------------------------------

template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type { using Inner = T; };
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type { using Inner = T; };
template <class T> struct IsId : std::false_type {};
template <class T> struct IsId<Id<T>> : std::true_type {};

template <class M> constexpr void describe(FieldSpec& spec) {
    if constexpr (IsOptional<M>::value) {
        describe<typename IsOptional<M>::Inner>(spec);
        spec.optional = true;
    } else if constexpr (IsVector<M>::value) {
        using X = typename IsVector<M>::Inner;
        spec.kind = FieldKind::Structure;
        if constexpr (std::is_enum_v<X>) {
            spec.kind = FieldKind::Words;
            spec.words = wordsOf<X>();
        } else if constexpr (IsId<X>::value) {
            spec.kind = FieldKind::References;
            spec.refers = Codec<X>::refers;
        } else if constexpr (std::is_same_v<X, Vec3>) {
            spec.kind = FieldKind::Points;
        }
    } else if constexpr (std::is_same_v<M, Gaze>) {
        spec.kind = FieldKind::LooksAt;
    } else if constexpr (std::is_same_v<M, Aim>) {
        spec.kind = FieldKind::AimsAt;
    } else if constexpr (std::is_same_v<M, PieceOwner>) {
        spec.kind = FieldKind::Owner;
    } else if constexpr (std::is_same_v<M, LightOutput>) {
        spec.kind = FieldKind::Output;
    } else {
        spec.kind = Codec<M>::kind;
        if constexpr (std::is_enum_v<M>) spec.words = wordsOf<M>();
        if constexpr (IsId<M>::value) spec.refers = Codec<M>::refers;
        if constexpr (requires { Codec<M>::quantity; }) spec.quantity = Codec<M>::quantity;
    }
}

/// Where the member lies: `at` is a stateless lambda from T& to the member.
template <class T, class At> Field<T> member(std::string_view key, std::string_view name, std::string_view label, At) {
    using M = std::remove_cvref_t<decltype(At{}(std::declval<T&>()))>;
    Field<T> field;
    field.spec.key = key;
    field.spec.name = name;
    field.spec.label = label;
    describe<M>(field.spec);
    field.get = [](const T& t) -> Json { return codec::write(At{}(const_cast<T&>(t))); };
    field.set = [](T& t, const Json& j) -> Status { return codec::read(j, At{}(t)); };
    return field;
}
#define RECCE_FIELD(T, key, name, label, path) member<T>(key, name, label, [](T& t) -> auto& { return t.path; })

/// Chained after a field to say more of it.
template <class T> Field<T> with(Field<T> f, FieldKind kind) { f.spec.kind = kind; return f; }
template <class T> Field<T> with(Field<T> f, Quantity quantity) {
    f.spec.kind = FieldKind::Quantity;
    f.spec.quantity = quantity;
    return f;
}
template <class T> Field<T> internal(Field<T> f) { f.spec.editable = false; return f; }
template <class T> Field<T> view(Field<T> f) { f.spec.stored = false; return f; }

/// A field whose number must lie in [low, high], in the unit of the file.
template <class T> Field<T> ranged(Field<T> f, double low, double high) {
    f.spec.min = low;
    f.spec.max = high;
    return f;
}

}  // namespace recce::codec
