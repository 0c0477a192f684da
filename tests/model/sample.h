// A production of random but sound values for the tests of files and journal. The same seed gives the same one.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/files.h"
#include "base/ids.h"
#include "model/edit.h"
#include "model/rank.h"

namespace recce::sample {

class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    double number() { return std::round((static_cast<double>(below(2'000'000)) - 1e6)) / 1000.0; }
    std::string text() {
        static const char* kWords[] = {"MARA", "quay", "\xC3\x9C\x62\x65r", "=HYPERLINK(1)", "\"quoted\"", "l\xC3\xADnea", "\xE5\xA0\xB4", "a\\b", "12A", ""};
        return std::string(kWords[below(10)]) + (below(2) ? " " + std::to_string(below(100)) : "");
    }
    template <class T> Id<T> id() { return Id<T>{random_() | 1}; }
    template <class T> Id<T> any(const Production& p) {
        if (p.all<T>().empty()) return {};
        auto at = p.all<T>().begin();
        for (auto n = below(p.all<T>().size()); n > 0; --n) ++at;
        return at->id;
    }

    /// One random step: something made, changed or removed.
    Edit step(const Production& p) {
        EditBuilder b(p);
        switch (below(9)) {
            case 0: {
                Scene s;
                s.id = id<Scene>();
                s.rank = rankBetween("", "");
                s.number = text();
                s.setName = text();
                s.eighths = below(2) ? std::optional<std::int32_t>(static_cast<std::int32_t>(below(40)) + 1) : std::nullopt;
                b.put(s);
                break;
            }
            case 1: {
                Character c;
                c.id = id<Character>();
                c.name = text();
                c.height = Metres(1.0 + static_cast<double>(below(1000)) / 1000);
                c.colour = {static_cast<std::uint8_t>(below(256)), 2, 3};
                b.put(c);
                break;
            }
            case 2:
            case 3: {
                Mark m;
                m.id = id<Mark>();
                m.scene = any<Scene>(p);
                m.character = any<Character>(p);
                m.label = text();
                m.position = {number(), number(), number()};
                m.facing = Degrees(number());
                if (below(2)) m.arrive = FrameTime{static_cast<std::int64_t>(below(500))};
                b.put(m);
                break;
            }
            case 4: {
                CameraRig r;
                r.id = id<CameraRig>();
                r.scene = any<Scene>(p);
                r.letter = "A";
                CameraKey k;
                k.position = {number(), 1.5, number()};
                k.focal = Millimetres(35);
                k.focus = Metres(3);
                r.keys = {k};
                b.put(r);
                break;
            }
            case 5: {
                if (p.all<Scene>().empty()) break;  // a light always has an owner
                Light l;
                l.id = id<Light>();
                l.owner = any<Scene>(p);
                l.name = text();
                l.pose.position = {number(), 2, number()};
                b.put(l);
                break;
            }
            case 6:
                b.change(any<Mark>(p), [&](Mark& m) { m.position.x = number(); });
                break;
            case 7:
                if (below(3) == 0) b.remove(any<Mark>(p));
                else b.change(any<Scene>(p), [&](Scene& s) { s.synopsis = text(); });
                break;
            default: {
                ProductionInfo info = *p.info;
                info.title = text();
                b.setInfo(info);
            }
        }
        return b.finish("Step " + std::to_string(below(1000)), {});
    }

    Production production(std::size_t steps) {
        Production p;
        for (std::size_t i = 0; i < steps; ++i) p = *applied(p, step(p));
        return p;
    }

private:
    std::mt19937_64 random_;
};

inline bool same(const Production& a, const Production& b) {
    return *a.info == *b.info && *a.used == *b.used && *a.waivers == *b.waivers && a.tables == b.tables;
}

/// A folder for a film, with a state folder of its own.
struct FilmTest : testing::Test {
    std::filesystem::path base = std::filesystem::temp_directory_path() / ("recce-film-" + hexText(randomId()));
    std::filesystem::path folder = base / "film";
    void SetUp() override {
        std::filesystem::create_directories(base);
        setenv("RECCE_STATE_DIR", (base / "state").c_str(), 1);
    }
    void TearDown() override {
        std::error_code error;
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
        std::filesystem::remove_all(base, error);
    }
    std::string bytesOf(const std::string& file) { return readFile(folder / file).value_or(""); }
};

}  // namespace recce::sample
