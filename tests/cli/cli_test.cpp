// `recce new`, `do`, `list`, `check` as a script sees them: exit codes, whole or nothing, one document of JSON.
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/command_line.h"
#include "model/lock.h"

namespace recce {
namespace {

TEST_F(CommandLine, NewDoListCheck) {
    kitchen();
    EXPECT_EQ(run({"new", film_}).code, 1);
    const Ran done = run({"do", film_, "add-camera at=1.5,1.4,0 look-at=MARA focal=50mm id=ca2", "take-shot camera=$last", "--json"});
    ASSERT_EQ(done.code, 0) << done.err;
    const auto report = nlohmann::json::parse(done.out);
    EXPECT_EQ(report["done"][0]["id"], "rig:0000000000000ca2");
    EXPECT_EQ(report["done"][1]["step"], "Take shot 12A");
    const auto shots = nlohmann::json::parse(run({"list", film_, "shots", "--json"}).out);
    ASSERT_EQ(shots.size(), 2u);
    for (const char* key : {"id", "label", "scene", "setup", "camera", "size", "framing", "angle", "movement", "lens_mm", "t_stop", "sensor", "aspect", "height_m",
                            "tilt_deg", "focus_m", "dof_near_m", "dof_far_m", "frames", "seconds", "characters", "description", "status", "overridden"})
        EXPECT_TRUE(shots[0].contains(key)) << key;
    EXPECT_EQ(shots[0]["label"], "12");
    EXPECT_EQ(shots[0]["frames"], 144);
    EXPECT_EQ(shots[0]["seconds"], 6);
    EXPECT_EQ(shots[1]["lens_mm"], 50);
    for (const char* what : {"scenes", "sets", "characters", "marks", "cameras", "lights", "setups", "days", "findings", "pieces", "notes"}) {
        const Ran list = run({"list", film_, what, "--json", "--scene", "12"});
        EXPECT_EQ(list.code, 0) << what << list.err;
        EXPECT_TRUE(nlohmann::json::parse(list.out).is_array()) << what;
        EXPECT_EQ(run({"list", film_, what}).code, 0) << what;
    }
    const auto setups = nlohmann::json::parse(run({"list", film_, "setups", "--json"}).out);
    EXPECT_EQ(setups[1]["label"], "12A");
    EXPECT_EQ(setups[1]["cameras"][0], "rig:0000000000000ca2");
    EXPECT_EQ(nlohmann::json::parse(run({"list", film_, "cameras", "--json"}).out)[0]["focal_mm"], 35);
    for (const auto& [typed, stops] : {std::pair("nd=0.6", 2.0), {"nd=2st", 2.0}, {"nd='3 stops'", 3.0}, {"nd=ND0.3", 1.0}}) {
        ASSERT_EQ(run({"do", film_, "set rig:0000000000000ca1 " + std::string(typed)}).code, 0) << typed;
        EXPECT_EQ(nlohmann::json::parse(run({"list", film_, "cameras", "--json"}).out)[0]["nd_stops"], stops) << typed;
    }
    const Ran check = run({"check", film_, "--json"});
    EXPECT_TRUE(nlohmann::json::parse(check.out).is_array());
    EXPECT_EQ(check.code, 0) << check.out;
    // Reading wrote nothing and left no lock.
    EXPECT_FALSE(fs::exists(fs::path(film_) / ".recce" / "lock"));
}

TEST_F(CommandLine, WallsHidePeopleInListsFindingsAndPaperAlike) {
    kitchen();
    const auto seen = [&] {
        const auto shots = nlohmann::json::parse(run({"list", film_, "shots", "--json"}).out);
        return shots.at(1)["characters"].size();
    };
    const auto crosses = [&] { return run({"check", film_}).out.find("crosses-line") != std::string::npos; };
    const auto paper = [&] {
        const Ran wrote = run({"export", film_, "shotlist", "--format", "csv", "-o", (home_ / "list.csv").string()});
        EXPECT_EQ(wrote.code, 0) << wrote.err;
        const std::string csv = readFile(home_ / "list.csv").value_or("");
        return csv.substr(csv.find("12A"));
    };
    // From the other side of the two.
    ASSERT_EQ(run({"do", film_, "add-camera at=0.1,1.4,-4.4 look-at=0,1.2,-1 focal=35mm id=ca2", "take-shot camera=$last"}).code, 0);
    EXPECT_EQ(seen(), 2u);
    EXPECT_TRUE(crosses());
    EXPECT_NE(paper().find("MARA"), std::string::npos);
    // A wall of 6 x 3 m between it and them, without thickness.
    std::ofstream(home_ / "wall.obj") << "v -3 0 -2.5\nv 3 0 -2.5\nv 3 3 -2.5\nv -3 3 -2.5\nf 1 2 3 4\n";
    const Ran wall = run({"do", film_, "add-piece " + (home_ / "wall.obj").string() + " owner=scene:0000000000000012 metres-per-unit=1"});
    ASSERT_EQ(wall.code, 0) << wall.err;
    EXPECT_EQ(seen(), 0u);
    EXPECT_FALSE(crosses()) << run({"check", film_}).out;
    EXPECT_EQ(paper().find("MARA"), std::string::npos);
}

TEST_F(CommandLine, AnUnknownWordIsNoCommandAndAFolderIsAProduction) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"bords", "x"}, {"bords", "x", "-o", "y"}, {"bords", "--json"}}) {
        const Ran unknown = run(words);
        EXPECT_EQ(unknown.code, 2);
        EXPECT_EQ(unknown.err, "recce: There is no command 'bords'. recce --help lists them.\n");
        EXPECT_EQ(unknown.out, "");
    }
    const Ran alone = run({"bords"});
    EXPECT_EQ(alone.code, 2);
    EXPECT_NE(alone.err.find("There is no command 'bords'"), std::string::npos) << alone.err;
    const Ran empty = run({home_.string()});
    EXPECT_EQ(empty.code, 1);
    EXPECT_NE(empty.err.find("There is no production in this folder"), std::string::npos) << empty.err;
    EXPECT_NE(empty.err.find(home_.string()), std::string::npos) << empty.err;
    EXPECT_EQ(run({(home_ / "nowhere").string()}).code, 1);
    // A production is for the window, with or without a display; what follows it is not.
    kitchen();
    EXPECT_EQ(run({film_, "more"}).code, 2);
    EXPECT_EQ(run({"check", film_, "more"}).code, 2);
}

TEST_F(CommandLine, OneRefusedNoneKept) {
    kitchen();
    const auto before = bytes();
    const Ran done = run({"do", film_, "set A focal=85mm", "set Z focal=20mm", "add-scene '13 EXT. QUAY - NIGHT'"});
    EXPECT_EQ(done.code, 1);
    EXPECT_NE(done.err.find("set Z focal=20mm"), std::string::npos) << done.err;
    EXPECT_EQ(bytes(), before);
    std::ofstream(home_ / "bad.txt") << "# one\nset A focal=85mm\n\nset A focal=banana\n";
    const Ran script = run({"do", film_, "--script", (home_ / "bad.txt").string()});
    EXPECT_EQ(script.code, 2);
    EXPECT_NE(script.err.find("bad.txt:4"), std::string::npos) << script.err;
    EXPECT_EQ(bytes(), before);
    EXPECT_EQ(run({"do", film_}).code, 2);
    EXPECT_EQ(run({"do", film_, "fly A"}).code, 2);
    EXPECT_EQ(run({"do", (home_ / "nowhere").string(), "set A focal=85mm"}).code, 1);
    EXPECT_EQ(run({"list", film_, "nonsense"}).code, 2);
    EXPECT_EQ(run({"list", film_, "shots", "--scene", "99"}).code, 1);
    EXPECT_EQ(run({"do", "--list"}).code, 0);
    EXPECT_TRUE(nlohmann::json::parse(run({"do", "--list", "--json"}).out).is_array());
}

TEST_F(CommandLine, ScriptsWithIdsRepeatByteForByte) {
    kitchen();
    const auto first = bytes();
    fs::remove_all(film_);
    kitchen();
    EXPECT_EQ(bytes(), first);
}

TEST_F(CommandLine, CheckReturnsThreeForAnErrorThatNobodyWaived) {
    kitchen();
    // A merge that lost a line: the camera of the shot is gone.
    const fs::path scene = fs::path(film_) / "scenes" / "0000000000000012.json";
    std::string text = readFile(scene).value_or("");
    const auto at = text.find("\"cameras\": [\n");
    ASSERT_NE(at, std::string::npos);
    text.erase(at, text.find("],\n", at) + 3 - at);
    std::ofstream(scene, std::ios::trunc) << text;
    const Ran check = run({"check", film_, "--json"});
    EXPECT_EQ(check.code, 3);
    const auto list = nlohmann::json::parse(check.out);
    ASSERT_FALSE(list.empty());
    EXPECT_EQ(list[0]["code"], "dangling-reference");
    EXPECT_EQ(list[0]["level"], "error");
    EXPECT_EQ(run({"list", film_, "shots", "--json"}).code, 0);
}

TEST_F(CommandLine, WhoeverHoldsTheLockIsNamed) {
    kitchen();
    const auto lock = ProjectLock::take(fs::path(film_) / ".recce");
    ASSERT_TRUE(lock);
    const Ran done = run({"do", film_, "set A focal=85mm"});
    EXPECT_EQ(done.code, 1);
    EXPECT_NE(done.err.find("open"), std::string::npos) << done.err;
    EXPECT_EQ(run({"list", film_, "shots"}).code, 0);
}

TEST_F(CommandLine, DamagedFilesAreNamedWithTheirLine) {
    kitchen();
    const fs::path scene = fs::path(film_) / "scenes" / "0000000000000012.json";
    const std::string whole = readFile(scene).value_or("");
    std::ofstream(scene, std::ios::trunc) << whole.substr(0, whole.size() / 2);
    // The rest opens; the file is named, and an error until it is mended.
    const Ran list = run({"list", film_, "characters"});
    EXPECT_EQ(list.code, 0);
    EXPECT_NE(list.err.find("0000000000000012.json"), std::string::npos) << list.err;
    EXPECT_NE(list.err.find("line"), std::string::npos) << list.err;
    const Ran check = run({"check", film_});
    EXPECT_EQ(check.code, 3);
    EXPECT_NE(check.out.find("0000000000000012.json"), std::string::npos) << check.out;
}

/// kill -9 at a random moment of `do`: every file is whole, and what is there is a state between two calls.
void killRounds(int rounds, const std::function<pid_t(int)>& start, const std::function<void(int, bool)>& look) {
    std::mt19937 random(7);
    for (int i = 0; i < rounds; ++i) {
        const pid_t child = start(i);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 60000));
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        look(i, WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

TEST_F(CommandLine, KilledAtAnyMomentTheProjectIsWhole) {
    kitchen();
    const int rounds = std::getenv("RECCE_KILL_ROUNDS") ? std::atoi(std::getenv("RECCE_KILL_ROUNDS")) : 12;
    int finished = 0, killed = 0;
    killRounds(rounds, [&](int i) {
        const std::string n = std::to_string(i);
        // Changes in three files at once.
        return start({"do", film_, "set-production title='Round " + n + "'", "set A focal=" + std::to_string(20 + i % 100) + "mm",
                      "add-note 'note " + n + "'", "add-scene '" + std::to_string(1000 + i) + " EXT. QUAY - NIGHT'"});
    }, [&](int i, bool done) {
        (done ? finished : killed) += 1;
        const Ran titles = run({"list", film_, "scenes", "--json"});
        ASSERT_EQ(titles.code, 0) << "round " << i << ": " << titles.err;
        // All of a call or nothing of it: the scene and the note of a round come together.
        const auto scenes = nlohmann::json::parse(titles.out), notes = nlohmann::json::parse(run({"list", film_, "notes", "--json"}).out);
        EXPECT_EQ(scenes.size(), notes.size() + 1) << "round " << i;
        if (done) {
            EXPECT_EQ(scenes.back()["number"], std::to_string(1000 + i));
        }
    });
    // Whoever works next finds everything and nothing strange left over.
    ASSERT_EQ(run({"do", film_, "set A focal=35mm"}).code, 0);
    for (const auto& entry : fs::recursive_directory_iterator(film_)) EXPECT_FALSE(entry.path().string().ends_with(".tmp")) << entry.path();
    EXPECT_EQ(finished + killed, rounds);
}

TEST_F(CommandLine, AnInterruptedExportIsWholeOrNotThere) {
    kitchen();
    ASSERT_EQ(run({"do", film_, "add-day date=2026-11-20 call=07:30 unit=Main"}).code, 0);
    const int rounds = std::getenv("RECCE_INTERRUPT_ROUNDS") ? std::atoi(std::getenv("RECCE_INTERRUPT_ROUNDS")) : 1;
    const bool mustDraw = std::getenv("RECCE_REQUIRE_VULKAN") != nullptr;
    std::mt19937 random(11);
    const auto treeOf = [](const fs::path& path) {
        std::map<std::string, std::string> files;
        if (fs::is_regular_file(path)) files[""] = readFile(path).value_or("?");
        else if (fs::is_directory(path))
            for (const auto& entry : fs::recursive_directory_iterator(path)) files[fs::relative(entry.path(), path).string()] = readFile(entry.path()).value_or("?");
        return files;
    };
    const fs::path out = home_ / "wanted", temporary = home_ / "temporary";
    fs::create_directories(out);
    fs::create_directories(temporary);
    setenv("TMPDIR", temporary.c_str(), 1);
    int interrupted = 0;
    std::vector<std::vector<std::string>> commands = {{"boards", film_, "--size", "320x134", "-o", (out / "it").string()}};
    for (const auto& exporter : nlohmann::json::parse(run({"export", "--list", "--json"}).out))
        for (const std::string format : exporter["formats"]) commands.push_back({"export", film_, exporter["what"], "--format", format, "-o", (out / "it").string()});
    ASSERT_GE(commands.size(), 11u);
    for (const auto& command : commands) {
        const std::string what = command[0] + " " + command[2] + " " + command[4];
        const auto start = std::chrono::steady_clock::now();
        const Ran whole = run(command);
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
        if (whole.code != 0 && !mustDraw && whole.err.find("Vulkan") != std::string::npos) continue;
        ASSERT_EQ(whole.code, 0) << what << ": " << whole.err;
        const auto expected = treeOf(out / "it");
        ASSERT_FALSE(expected.empty()) << what;
        for (int round = 0; round < rounds; ++round) {
            fs::remove_all(out / "it");
            const pid_t child = this->start(command);
            std::this_thread::sleep_for(std::chrono::microseconds(random() % static_cast<unsigned>(took)));
            kill(child, SIGINT);
            int status = 0;
            waitpid(child, &status, 0);
            // Before the program is ready to stop by itself, the signal ends it: to a shell that is 130 as well.
            const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            EXPECT_TRUE(code == 0 || code == 130) << what << ": " << code << readFile(home_ / "err").value_or("");
            if (code == 0) EXPECT_EQ(treeOf(out / "it"), expected) << what;
            else EXPECT_FALSE(fs::exists(out / "it")) << what;
            interrupted += code == 130;
            EXPECT_LE(std::distance(fs::directory_iterator(out), {}), 1) << what << " leaves something beside its file";
            EXPECT_TRUE(fs::is_empty(temporary)) << what << " leaves something in the temporary folder";
        }
        fs::remove_all(out / "it");
    }
    setenv("TMPDIR", home_.parent_path().c_str(), 1);
    EXPECT_GT(interrupted, 0);
}

}  // namespace
}  // namespace recce
