// A new user's way from nothing to labelled shots, by clicks and keys alone: the panels and the whole desk behind them,
// without a window. What was done is there again when the production is opened anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "desk_window.h"

namespace recce::test {
namespace {
namespace fs = std::filesystem;

/// A room of 6 by 4 by 2.5 m with its floor, as a plain OBJ in metres.
void writeRoom(const fs::path& file) {
    std::ofstream out(file);
    for (const auto& [y, name] : {std::pair{0.0, 'f'}, {2.5, 't'}}) {
        (void)name;
        for (const auto& [x, z] : {std::pair{-3.0, -2.0}, {3.0, -2.0}, {3.0, 2.0}, {-3.0, 2.0}}) out << "v " << x << ' ' << y << ' ' << z << '\n';
    }
    out << "f 4 3 2 1\nf 1 2 6 5\nf 2 3 7 6\nf 3 4 8 7\nf 4 1 5 8\n";
}

TEST(NewUser, GoesFromNothingToLabelledShotsAndFindsThemAgain) {
    const fs::path home = fs::temp_directory_path() / ("recce-new-user-" + std::to_string(getpid()));
    fs::remove_all(home);
    fs::create_directories(home);
    setenv("RECCE_STATE_DIR", (home / "state").c_str(), 1);
    setenv("RECCE_CACHE_DIR", (home / "cache").c_str(), 1);
    writeRoom(home / "room.obj");
    const std::string saved = (home / "film").string();
    {
        DeskWindow w("");
        // The set, through the chooser.
        ASSERT_EQ(w.run("key Ctrl I\ntext " + (home / "room.obj").string() + "\nkey Enter\nexpect text It came in\nclick Report/Keep\nkey Ctrl 2"), "") << said(w.desk().session());
        ASSERT_EQ(w.desk().production().all<SetPiece>().size(), 1u);
        // The scene, and two people where the cursor meets the floor.
        ASSERT_EQ(w.run("click Outline/Add\ntext 12 INT. VOSS HOUSE - KITCHEN - DAY\nkey Enter\n"
                        "hover Stage/Overhead\nkey M\n"
                        "drag Stage/Overhead 0.40 0.50 0.60 0.50\ntext MARA\nkey Enter\n"
                        "drag Stage/Overhead 0.60 0.50 0.40 0.50\ntext TEO\nkey Enter\nkey Esc"), "") << said(w.desk().session());
        const Production& p = w.desk().production();
        ASSERT_EQ(p.all<Scene>().size(), 1u);
        ASSERT_EQ(p.all<Mark>().size(), 2u) << said(w.desk().session());
        for (const Mark& m : p.all<Mark>()) EXPECT_NEAR(m.position.y, 0, 0.01);
        // Key, fill and a practical: a few letters of the fixture, a click, a click on who is lit.
        for (const char* fixture : {"m18", "litemat", "bulb"}) {
            ASSERT_EQ(w.run(std::string("hover Stage/Overhead\nkey L\ntext ") + fixture + "\nkey Enter\nwait 30\nat Stage/Overhead 0.3 0.35\nwait 30\nat Stage/Overhead 0.4 0.5"), "") << said(w.desk().session());
        }
        EXPECT_EQ(w.desk().production().all<Light>().size(), 3u) << said(w.desk().session());
        // A master from the free view, then the two overs, then one more camera closer in.
        ASSERT_EQ(w.run("hover Stage/Free\nkey Shift C\nkey S"), "") << said(w.desk().session());
        EXPECT_EQ(w.desk().production().all<Shot>().size(), 1u) << said(w.desk().session());
        ASSERT_EQ(w.run("wheel Stage/Free 3\nhover Stage/Free\nkey Shift C\nkey S\nwheel Stage/Free 2\nhover Stage/Free\nkey Shift C\nkey S"), "") << said(w.desk().session());
        const auto shots = shotsInOrder(w.desk().production(), Id<Scene>{});
        ASSERT_EQ(shots.size(), 3u) << said(w.desk().session());
        EXPECT_EQ(shots[0]->label, "12");
        EXPECT_EQ(shots[1]->label, "12A");
        EXPECT_EQ(shots[2]->label, "12B");
        EXPECT_LT(w.interactions, 60);
        // Undo takes the last shot back by name, redo brings it again.
        ASSERT_EQ(w.run("key Ctrl Z"), "");
        EXPECT_EQ(w.desk().production().all<Shot>().size(), 2u);
        ASSERT_EQ(w.run("key Ctrl Y"), "");
        EXPECT_EQ(w.desk().production().all<Shot>().size(), 3u);
        ASSERT_EQ(w.run("key Ctrl S\ntext " + saved + "\nkey Enter"), "") << said(w.desk().session());
        EXPECT_FALSE(w.desk().project().untitled()) << said(w.desk().session());
    }
    DeskWindow again(saved);
    ASSERT_EQ(again.run("expect text KITCHEN\nwait 20"), "");
    EXPECT_EQ(again.desk().production().all<Shot>().size(), 3u);
    EXPECT_EQ(again.desk().production().all<Light>().size(), 3u);
    EXPECT_EQ(again.desk().production().all<Mark>().size(), 2u);
    fs::remove_all(home);
}

}  // namespace
}  // namespace recce::test
