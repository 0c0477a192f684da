// What must hold after any actions at all: undo leads back to the start, redo to the end, edits merge, files and the
// journal repeat the production to the byte.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "model/project.h"
#include "tests/actions/script.h"

namespace recce {
namespace {
namespace fs = std::filesystem;
using test::Stage;
using Random = std::mt19937_64;

bool same(const Production& a, const Production& b) {
    return *a.info == *b.info && *a.used == *b.used && *a.waivers == *b.waivers && a.tables == b.tables;
}

template <class T> std::string anyOf(const Production& p, Random& r, const char* otherwise) {
    if (p.all<T>().empty()) return otherwise;
    auto at = p.all<T>().begin();
    for (std::size_t i = r() % p.all<T>().size(); i > 0; --i) ++at;
    return toText(at->id);
}

/// A line that may well be refused.
std::string anyLine(const Production& p, Random& r) {
    const auto number = [&](double low, double high) { return std::to_string(low + (high - low) * static_cast<double>(r() % 1000) / 999.0); };
    const auto point = [&] { return number(-5, 5) + "," + number(0, 3) + "," + number(-5, 5); };
    const std::string rig = anyOf<CameraRig>(p, r, "A"), light = anyOf<Light>(p, r, "Key"), mark = anyOf<Mark>(p, r, "MARA 1"),
                      shot = anyOf<Shot>(p, r, "12"), setup = anyOf<recce::Setup>(p, r, "12A"), scene = anyOf<Scene>(p, r, "12"),
                      point_ = anyOf<MeterPoint>(p, r, "Point 1");
    switch (r() % 32) {
        case 0: return "add-character 'PERSON " + std::to_string(r() % 20) + "' height=" + number(1, 2);
        case 1: return "add-scene '" + std::to_string(r() % 40) + " EXT. PLACE " + std::to_string(r() % 5) + " - NIGHT'";
        case 2: return "add-mark PERSON" + std::to_string(r() % 4) + " at=" + point() + " scene=" + scene;
        case 3: return "add-camera at=" + point() + " look-at=" + point() + " focal=35mm scene=" + scene;
        case 4: return "add-light at=" + point() + " aim=" + point() + " scene=" + scene + " output=" + number(100, 9000) + "lm";
        case 5: return "take-shot camera=" + rig;
        case 6: return "add-key " + rig + " time=" + std::to_string(r() % 200) + "f at=" + point();
        case 7: return "remove-key " + rig + " time=" + std::to_string(r() % 200) + "f";
        case 8: return "set " + light + " dimmer=" + std::to_string(r() % 120) + "%";
        case 9: return "set " + rig + " focal=" + std::to_string(r() % 200) + "mm pan=+7 tilt=-3";
        case 10: return "set " + mark + " pose=sit facing=+15";
        case 11: return "move " + rig + "," + light + " by=" + point();
        case 12: return "move " + mark + " turn=30";
        case 13: return "change " + light + " dimmer=" + std::to_string(r() % 100) + "% setup=" + setup;
        case 14: return "change-back " + light + " setup=" + setup;
        case 15: return "duplicate " + rig;
        case 16: return "copy " + light + "," + mark + " scene=" + scene;
        case 17: return "delete " + (r() % 2 ? rig : mark);
        case 18: return "delete " + (r() % 2 ? light : shot);
        case 19: return r() % 4 ? "hide " + light : "delete " + scene;
        case 20: return "rename " + shot + " to=X" + std::to_string(r() % 50);
        case 21: return "reorder " + shot + " first=yes";
        case 22: return "set " + shot + " status=agreed description='" + std::string(r() % 40, 'x') + "' size=CU";
        case 23: return "add-day 2026-11-" + std::to_string(10 + r() % 20);
        case 24: return "add-strip scene=" + scene + " day=1";
        case 25: return "add-note 'Look at this' about=" + shot;
        case 26: return "waive crosses-line about=" + shot + " reason=meant";
        case 27: return "set-production title='Take " + std::to_string(r() % 9) + "'";
        case 28: return r() % 5 ? "lock " + rig : "set-frame-rate fps=" + std::to_string(24 + r() % 3);
        case 29: return "add-meter-point at=" + point() + " scene=" + scene;
        case 30: return r() % 2 ? "move " + point_ + " by=" + point() : "delete " + point_;
        default: return "unlock " + rig;
    }
}

TEST(Properties, UndoLeadsBackAndRedoForward) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        Stage stage;
        for (const std::string& line : test::kitchenScript()) stage.run(line);
        Random random(seed);
        for (int i = 0; i < 250; ++i) {
            (void)stage.tryRun(anyLine(stage.now(), random));
            // Now and then back and forth, so that a new step cuts off what could be redone.
            if (random() % 10 == 0 && stage.document.canUndo()) {
                ASSERT_TRUE(stage.document.undo());
            }
        }
        const Root end = stage.document.root();
        std::vector<Root> roots = {end};
        const std::size_t steps = stage.document.stepsDone();
        const bool undoneLast = stage.document.canRedo();
        ASSERT_GT(steps, 100u);
        while (stage.document.canUndo()) {
            ASSERT_TRUE(stage.document.undo());
            roots.push_back(stage.document.root());
        }
        EXPECT_TRUE(same(stage.now(), Production())) << "seed " << seed;
        for (std::size_t i = roots.size() - 1; i-- > 0;) {
            ASSERT_TRUE(stage.document.redo());
            EXPECT_TRUE(same(stage.now(), *roots[i])) << "seed " << seed << ", step " << i;
        }
        EXPECT_EQ(stage.document.canRedo(), undoneLast);
        EXPECT_TRUE(same(stage.now(), *end));
        // All steps as one edit lead to the same, and its inverse back.
        Edit all;
        for (std::size_t i = 0; i < steps; ++i) all = merged(all, stage.document.history()[i]);
        const auto there = applied(Production(), all);
        ASSERT_TRUE(there);
        EXPECT_TRUE(same(*there, *end));
        EXPECT_TRUE(same(*applied(*there, inverse(all)), Production()));
        const Edit found = difference(Production(), *end);
        EXPECT_TRUE(same(*applied(Production(), found), *end));
    }
}

TEST(Properties, FilesAndJournalRepeatTheProduction) {
    const fs::path home = fs::temp_directory_path() / ("recce-properties-" + hexText(randomId()));
    setenv("RECCE_STATE_DIR", (home / "state").c_str(), 1);
    for (std::uint64_t seed = 11; seed <= 13; ++seed) {
        const fs::path folder = home / std::to_string(seed);
        auto project = Project::create(folder, Production());
        ASSERT_TRUE(project) << toText(project.error());
        ActionContext context;
        Random random(seed);
        const auto run = [&](const std::string& line) {
            Document& document = (*project)->document();
            const auto call = parseCall(line);
            if (!call) return;
            const auto edit = runAction(document.production(), context, *call);
            if (!edit || !document.commit(*edit)) return;
            follow(context, document.production(), *edit);
        };
        for (const std::string& line : test::kitchenScript()) run(line);
        for (int round = 0; round < 4; ++round) {
            for (int i = 0; i < 60; ++i) run(anyLine((*project)->production(), random));
            // Unsaved: everything is in the journal.
            const auto journaled = Project::open(folder, OpenFor::Reading);
            ASSERT_TRUE(journaled);
            EXPECT_TRUE(same((*journaled)->production(), (*project)->production())) << "seed " << seed;
            ASSERT_TRUE((*project)->save());
            const auto saved = Project::open(folder, OpenFor::Reading);
            ASSERT_TRUE(saved);
            EXPECT_FALSE((*saved)->recovered());
            EXPECT_TRUE(same((*saved)->production(), (*project)->production())) << "seed " << seed;
            // Writing what was read changes no byte.
            EXPECT_EQ(renderProject((*saved)->production(), (*saved)->stored()), renderProject((*project)->production(), (*project)->stored()));
            EXPECT_TRUE(changedOnDisk(folder, (*project)->stored()).empty());
        }
    }
    fs::remove_all(home);
}

TEST(Properties, AGestureIsOneStepAndLeavesNoTraceWhenGivenUp) {
    Stage stage;
    for (const std::string& line : test::kitchenScript()) stage.run(line);
    Document& document = stage.document;
    const Root before = document.root();
    const std::size_t steps = document.stepsDone();
    const auto drag = [&](double x) {
        const auto call = parseCall("set A position=" + std::to_string(x) + ",1.4,2.6");
        const auto edit = runAction(document.gestureBase(), stage.context, *call);
        ASSERT_TRUE(edit);
        ASSERT_TRUE(document.passing(*edit));
    };
    for (double x = 0; x < 1; x += 0.1) drag(x);
    EXPECT_EQ(document.stepsDone(), steps);
    document.abandonGesture();
    EXPECT_TRUE(same(document.production(), *before));
    for (double x = 0; x < 1; x += 0.1) drag(x);
    document.endGesture();
    EXPECT_EQ(document.stepsDone(), steps + 1);
    ASSERT_TRUE(document.undo());
    EXPECT_TRUE(same(document.production(), *before));
    // A drag that ends where it began is no step.
    drag(0.7);
    drag(0.1);
    document.endGesture();
    EXPECT_EQ(document.stepsDone(), steps);
}

TEST(Properties, AnEditMadeFromAnOlderRootIsRefused) {
    Stage stage;
    for (const std::string& line : test::kitchenScript()) stage.run(line);
    const auto stale = runAction(stage.now(), stage.context, *parseCall("set A focal=85mm"));
    stage.run("set A focal=40mm");
    const Root before = stage.document.root();
    const auto done = stage.document.commit(*stale);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Code::Refused);
    EXPECT_EQ(stage.document.root(), before);
}

}  // namespace
}  // namespace recce
