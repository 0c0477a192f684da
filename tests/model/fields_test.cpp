// The field lists: every value that a field can take comes back from a file the same, and its text says what it is.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include <nlohmann/json.hpp>

#include "model/edit.h"
#include "model/field_text.h"

namespace recce {
namespace {

using Random = std::mt19937_64;

double anyNumber(Random& r, double low, double high) {
    low = std::max(low, -1e6);
    high = std::min(high, 1e6);
    switch (r() % 4) {
        case 0: return low;
        case 1: return high;
        case 2: return std::clamp(std::floor(low + (high - low) * 0.37), low, high);
        default: return low + (high - low) * (static_cast<double>(r() >> 11) / 9007199254740992.0);
    }
}
std::string anyText(Random& r) {
    static const char* const kTexts[] = {"", "MARA VOSS", "Am\xC3\xA9lie", "=HYPERLINK(\"x\")", "a\"b\\c", "line one\nline two",
                                         "\xE2\x80\x94 \xF0\x9F\x8E\xA5", "CON", "../../etc/passwd", "\t tab", "'; --", "nul \\u0000"};
    return kTexts[r() % std::size(kTexts)];
}

/// Some JSON that the field should take.
Json anyValue(const FieldSpec& spec, Random& r) {
    const auto id = [&](std::string_view prefix) { return std::string(prefix) + ":" + hexText(r() | 1); };
    const auto point = [&] { return Json::array({anyNumber(r, -1e3, 1e3), anyNumber(r, -1e3, 1e3), anyNumber(r, -1e3, 1e3)}); };
    if (spec.optional && r() % 3 == 0) return nullptr;
    switch (spec.kind) {
        case FieldKind::Text:
        case FieldKind::Catalogue: return anyText(r);
        case FieldKind::Flag: return r() % 2 == 0;
        case FieldKind::Integer: return static_cast<std::int64_t>(std::floor(anyNumber(r, std::max(spec.min, 0.0), std::min(spec.max, 9999.0))));
        case FieldKind::Eighths: return static_cast<std::int64_t>(1 + r() % 8000);
        case FieldKind::Word: return std::string(spec.words[r() % spec.words.size()]);
        case FieldKind::Words: {
            Json list = Json::array();
            for (std::size_t i = 0; i < r() % 3; ++i) list.push_back(std::string(spec.words[r() % spec.words.size()]));
            return list;
        }
        case FieldKind::Quantity: {
            if (spec.quantity == Quantity::Time) return static_cast<std::int64_t>(std::max(spec.min, 1.0) + static_cast<double>(r() % 100000));
            if (std::isinf(spec.max) && spec.min > 0 && r() % 5 == 0 && spec.quantity == Quantity::Length) return "inf";
            return anyNumber(r, spec.min, spec.max);
        }
        case FieldKind::Point: return point();
        case FieldKind::Points: return Json::array({point(), point()});
        case FieldKind::Rotation: {
            Quat q(anyNumber(r, -1, 1), anyNumber(r, -1, 1), anyNumber(r, -1, 1), 0.3);
            q = glm::normalize(q);
            return Json::array({q.x, q.y, q.z, q.w});
        }
        case FieldKind::Reference: return r() % 4 == 0 ? Json(nullptr) : Json(id(spec.refers));
        case FieldKind::References: return Json::array({id(spec.refers), id(spec.refers)});
        case FieldKind::AnyReference: return r() % 2 ? Json(id("shot")) : Json(id("piece"));
        case FieldKind::Owner: return r() % 2 ? Json(id("set")) : Json(id("scene"));
        case FieldKind::LooksAt: return r() % 2 ? Json(id("char")) : point();
        case FieldKind::AimsAt: return r() % 2 ? Json(id("mark")) : point();
        case FieldKind::Colour: return "#E26B1B";
        case FieldKind::Day: return "2026-11-20";
        case FieldKind::Clock: return "07:30";
        case FieldKind::Rate: return "24000/1001";
        case FieldKind::Output: return Json{{"lux", anyNumber(r, 0, 1e5)}, {"at_m", 3.0}};
        case FieldKind::Structure: break;
    }
    return nullptr;
}

/// Structures have no one form: these are examples of each.
const std::map<std::string_view, const char*> kStructures = {
    {"unavailable", R"([{"first":"2026-11-20","last":"2026-11-22"}])"},
    {"known", R"({"a_m":[0,0,0],"b_m":[0,2.1,0],"length_m":2.04})"},
    {"granted_roots", R"(["/models","/more"])"},
    {"waived_warnings", R"(["no-normals"])"},
    {"bounds_m", R"({"min":[-1,0,-2],"max":[1,2.5,2]})"},
    {"overrides", R"([{"material":"wall","colour":"#102030","roughness":0.4},{"material":"floor","colour":null,"roughness":null}])"},
    {"keys", R"([{"frame":0,"position_m":[0,1.5,2],"pan_deg":350.123456789,"tilt_deg":-2.5,"roll_deg":0,"focal_mm":35,"focus_m":2.2,"ease":"smooth"},{"frame":48,"position_m":[0,1.5,1],"pan_deg":10,"tilt_deg":0,"roll_deg":1,"focal_mm":35,"focus_m":"inf","ease":"linear"}])"},
    {"changes", R"([{"id":"light:0000000000000001","field":"dimmer","value":0.3},{"id":"mark:0000000000000002","field":"position_m","value":[1,0,2]}])"},
    {"strips", R"(["scene:0000000000000001","setup:0000000000000002",{"banner":"LUNCH"}])"},
};

template <class T> T randomRow(Random& r) {
    T row;
    row.id = Id<T>{r() | 1};
    for (const Field<T>& f : fieldsOf<T>()) {
        if (!f.spec.stored) continue;
        Json value = anyValue(f.spec, r);
        if (f.spec.kind == FieldKind::Structure) {
            if (r() % 3 == 0) continue;
            const auto example = kStructures.find(f.spec.key);
            EXPECT_NE(example, kStructures.end()) << f.spec.key << " has no example here";
            if (example != kStructures.end()) value = Json::parse(example->second);
        }
        const Status done = setField(f, row, value);
        EXPECT_TRUE(done) << typeLabel<T>() << " " << f.spec.key << " " << value.dump() << (done ? "" : done.error().message);
    }
    normalise(row);
    return row;
}

TEST(Fields, EveryRowComesBackFromItsLineTheSame) {
    Random random(20261120);
    forEachType([&]<class T>(recce::Tag<T>) {
        for (int i = 0; i < 300; ++i) {
            const T row = randomRow<T>(random);
            const std::string line = jsonLine(rowToJson(row));
            EXPECT_EQ(line.find('\n'), std::string::npos);
            const auto parsed = parseJson(line);
            ASSERT_TRUE(parsed) << line;
            Json unknown = Json::object();
            const auto back = rowFromJson<T>(*parsed, &unknown);
            ASSERT_TRUE(back) << line << "\n" << back.error().message;
            EXPECT_EQ(*back, row) << line;
            EXPECT_TRUE(unknown.empty());
            EXPECT_EQ(jsonLine(rowToJson(*back)), line);
        }
    });
}

TEST(Fields, TextReadsBackWhereItSaysAll) {
    // Names, words, flags, references by name and whole quantities: what the inspector shows, it takes.
    Production p;
    EditBuilder b(p);
    Character mara;
    mara.id = {7};
    mara.name = "MARA VOSS";
    b.put(mara);
    const TextContext context{b.now(), {}};
    const Field<Shot>& subject = *findField<Shot>("subject");
    EXPECT_EQ(fieldText(subject.spec, "char:0000000000000007", context), "MARA VOSS");
    EXPECT_EQ(*parseFieldText(subject.spec, "mara", nullptr, context), "char:0000000000000007");
    EXPECT_EQ(*parseFieldText(subject.spec, "none", nullptr, context), nullptr);
    EXPECT_EQ(*parseFieldText(findField<Shot>("movement")->spec, "pan, DOLLY-ZOOM", nullptr, context), Json::array({"pan", "dolly-zoom"}));
    EXPECT_EQ(fieldText(findField<Light>("output")->spec, Json::parse(R"({"lux":900,"at_m":3})"), context), "900 lux @ 3.00 m");
    EXPECT_EQ(*parseFieldText(findField<Light>("output")->spec, "900lux@3m", nullptr, context), Json::parse(R"({"lux":900.0,"at_m":3.0})"));
    EXPECT_EQ(fieldText(findField<SetPiece>("rotation")->spec, *parseFieldText(findField<SetPiece>("rotation")->spec, "30,-10,5", nullptr, context), context), "30, -10, 5");
    EXPECT_EQ(fieldText(findField<Scene>("eighths")->spec, 11, context), "1 3/8");
    EXPECT_EQ(*parseFieldText(findField<CameraRig>("stop")->spec, "T4", 2.8, context), 4.0);
    for (const char* bad : {"2026-13-01", "2025-02-29", "20.11.2026"}) EXPECT_FALSE(parseFieldText(findField<ShootDay>("date")->spec, bad, nullptr, context)) << bad;
    EXPECT_TRUE(parseFieldText(findField<ShootDay>("date")->spec, "2028-02-29", nullptr, context));
    for (const char* bad : {"24:00", "7:30", "07:60"}) EXPECT_FALSE(parseFieldText(findField<ShootDay>("call")->spec, bad, nullptr, context)) << bad;
}

TEST(Fields, NoFieldTakesTheWrongKindOrLeavesItsRange) {
    const char* const wrong[] = {"{\"a\":1}", "[1,2]", "\"\\ud83c\"", "true", "1e308", "-1e308", "[[[]]]", "\"scene:zz\"", "null"};
    forEachType([&]<class T>(recce::Tag<T>) {
        for (const Field<T>& f : fieldsOf<T>()) {
            for (const char* text : wrong) {
                const Json json = Json::parse(text, nullptr, false);
                if (json.is_discarded()) continue;
                T row;
                if constexpr (std::is_same_v<T, CameraRig>) row.keys.emplace_back();
                const T before = row;
                // Either it takes the value and writes it back as JSON, or it leaves the row alone.
                if (const Status done = setField(f, row, json); !done) {
                    EXPECT_EQ(row, before) << f.spec.key << " " << text;
                    EXPECT_FALSE(done.error().message.empty());
                } else {
                    (void)jsonLine(f.get(row));
                }
            }
        }
    });
    Light light;
    EXPECT_FALSE(setField(*findField<Light>("dimmer"), light, 1.5));
    EXPECT_FALSE(setField(*findField<Light>("dimmer"), light, "inf"));
    CameraRig rig;
    EXPECT_FALSE(setField(*findField<CameraRig>("focal"), rig, 0));
    EXPECT_TRUE(setField(*findField<CameraRig>("focus"), rig, "inf"));
}

TEST(Fields, NamesAndKeysTellFieldsApart) {
    forEachType([&]<class T>(recce::Tag<T>) {
        std::set<std::string_view> keys, names;
        for (const Field<T>& f : fieldsOf<T>()) {
            EXPECT_TRUE(keys.insert(f.spec.key).second) << typeLabel<T>() << " " << f.spec.key;
            EXPECT_TRUE(names.insert(f.spec.name).second) << typeLabel<T>() << " " << f.spec.name;
            EXPECT_FALSE(f.spec.label.empty());
            EXPECT_NE(f.spec.key, "id");
        }
    });
}

TEST(Fields, UnknownMembersAreHandedOut) {
    Json unknown = Json::object();
    const auto row = rowFromJson<Character>(Json::parse(R"({"id":"char:01","name":"X","star_sign":"leo","nested":{"a":[1]}})"), &unknown);
    ASSERT_TRUE(row);
    EXPECT_EQ(unknown, Json::parse(R"({"star_sign":"leo","nested":{"a":[1]}})"));
}

TEST(Fields, JsonErrorsNameTheLine) {
    const auto bad = parseJson("{\n\"a\": 1,\n\"b\": nope\n}");
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("line 3"), std::string::npos) << bad.error().message;
    EXPECT_FALSE(parseJson(std::string(100000, '[')));
}

}  // namespace
}  // namespace recce
