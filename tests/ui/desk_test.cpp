// The desk behind the panels: what others do to the project meanwhile, who has it open, what a crash left, focus that
// follows.
#include <gtest/gtest.h>

#include <fstream>

#include "app/stage.h"
#include "desk_window.h"
#include "plan/camera_view.h"

namespace recce::test {
namespace {
namespace fs = std::filesystem;

/// A saved production with one scene, one character with a mark and one camera.
fs::path smallFilm(const fs::path& at) {
    DeskWindow w("");
    Desk& desk = w.desk();
    const auto act = [&](const char* action, Args args) { desk.perform({action, std::move(args), Phase::Once, ""}); };
    act("add-scene", {{"heading", "12 INT. VOSS HOUSE - KITCHEN - DAY"}});
    act("add-mark", {{"character", "MARA"}, {"at", "0,0,0"}, {"facing", "180"}});
    act("add-camera", {{"at", "0,1.6,4"}, {"look-at", "MARA"}, {"focal", "50mm"}});
    EXPECT_TRUE(desk.project().saveAs(at)) << said(desk.session());
    return at;
}

void changeScene(const fs::path& film) {
    for (const auto& entry : fs::directory_iterator(film / "scenes")) {
        std::string text;
        {
            std::ifstream in(entry.path());
            text.assign(std::istreambuf_iterator<char>(in), {});
        }
        const auto at = text.find("KITCHEN");
        ASSERT_NE(at, std::string::npos);
        text.replace(at, 7, "PANTRY");
        std::ofstream(entry.path()) << text;
        fs::last_write_time(entry.path(), fs::file_time_type::clock::now() + std::chrono::seconds(2));
    }
}

TEST(Desk, AProjectChangedByOthersIsAskedAboutAndNeverOverwritten) {
    const OwnFolder own("changed");
    const fs::path film = smallFilm(own.path / "film");
    DeskWindow w(film.string());
    w.frame();
    changeScene(film);
    // Saving, even with nothing of one's own, asks first.
    ASSERT_EQ(w.run("key Ctrl S\nexpect text Which of the two goes on?\nexpect text Scene 12 was changed by someone else"), "");
    EXPECT_EQ(w.desk().production().all<Scene>().begin()->setName, "VOSS HOUSE - KITCHEN");
    ASSERT_EQ(w.run("click Changed on disk/Compare\nexpect text Changed by them:\nexpect text Scene 12"), "");
    ASSERT_EQ(w.run("click Changed on disk/Take theirs\nwait 20"), "");
    EXPECT_EQ(w.desk().production().all<Scene>().begin()->setName, "VOSS HOUSE - PANTRY") << said(w.desk().session());
    EXPECT_FALSE(w.desk().session().changedOnDisk);
}

TEST(Desk, MineGoesOnAsACopyAndTheirsStays) {
    const OwnFolder own("copy");
    const fs::path film = smallFilm(own.path / "film");
    DeskWindow w(film.string());
    w.desk().perform({"set", {{"target", "12"}, {"synopsis", "Mara waits."}}, Phase::Once, ""});
    changeScene(film);
    ASSERT_EQ(w.run("key Ctrl S\nexpect text Which of the two goes on?\nkey Esc\nexpect Chooser/Name\nkey Enter\nwait 20"), "") << said(w.desk().session());
    EXPECT_EQ(w.desk().project().folder().filename(), "film - my copy") << said(w.desk().session());
    EXPECT_EQ(w.desk().production().all<Scene>().begin()->synopsis, "Mara waits.");
    const auto theirs = readProject(film);
    ASSERT_TRUE(theirs);
    EXPECT_EQ(theirs->production.all<Scene>().begin()->setName, "VOSS HOUSE - PANTRY");
}

TEST(Desk, ASecondWindowReadsOnlyAndSaysWhoHasIt) {
    const OwnFolder own("second");
    const fs::path film = smallFilm(own.path / "film");
    // The lock belongs to the open file, so one process can stand for two.
    auto first = Project::open(film, OpenFor::Editing);
    ASSERT_TRUE(first);
    DeskWindow second(film.string());
    ASSERT_EQ(second.run("expect text Read only\nexpect text Save a copy"), "") << said(second.desk().session());
    second.desk().perform({"add-scene", {{"heading", "13 EXT. QUAY - NIGHT"}}, Phase::Once, ""});
    EXPECT_EQ(second.desk().production().all<Scene>().size(), 1u);
    ASSERT_EQ(second.run("expect text Read only"), "");
    // What the first window saves is what the second shows next.
    EditBuilder builder((*first)->production());
    builder.change((*first)->production().all<Scene>().begin()->id, [](Scene& s) { s.synopsis = "Saved by the first."; });
    ASSERT_TRUE((*first)->document().commit(builder.finish("Change", {})));
    ASSERT_TRUE((*first)->save());
    second.desk().lookAtDisk(true);
    EXPECT_EQ(second.desk().production().all<Scene>().begin()->synopsis, "Saved by the first.");
}

TEST(Desk, FocusFollowsTheMarkIntoThePicture) {
    const OwnFolder own("focus");
    DeskWindow w("");
    Desk& desk = w.desk();
    const auto act = [&](const char* action, Args args) { desk.perform({action, std::move(args), Phase::Once, ""}); };
    act("add-scene", {{"heading", "12 INT. VOSS HOUSE - KITCHEN - DAY"}});
    act("add-mark", {{"character", "MARA"}, {"at", "0,0,0"}, {"facing", "180"}});
    act("add-camera", {{"at", "0,1.6,4"}, {"pan", "0"}, {"focal", "50mm"}, {"focus", "9m"}});
    const auto pictureFocus = [&] {
        const CameraRig& rig = *desk.production().all<CameraRig>().begin();
        return cameraView(desk.production(), rig, 0, Crop::Delivery).camera.focus.value;
    };
    EXPECT_GT(pictureFocus(), 8.5);
    act("set", {{"target", "A"}, {"focus-on", "MARA"}});
    // From the entrance pupil to her eyes, which are about a hand before the mark.
    EXPECT_NEAR(pictureFocus(), 3.9, 0.1) << said(desk.session());
    act("set", {{"target", toText(desk.production().all<Mark>().begin()->id)}, {"position", "0,0,1.5"}});
    EXPECT_NEAR(pictureFocus(), 2.4, 0.1) << said(desk.session());
    w.frame();
    // The window's numbers are those of the picture.
    EXPECT_NEAR(desk.session().facts.cameras.begin()->second.now.focus.value, 2.45, 0.12);
}

}  // namespace
}  // namespace recce::test
