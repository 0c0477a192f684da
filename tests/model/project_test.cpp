// Files, journal, lock and recovery: nothing is ever lost, nothing of others is overwritten.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.h"
#include "model/project.h"
#include "sample.h"

namespace recce {
namespace fs = std::filesystem;
using sample::Maker;
using sample::same;
namespace {

struct ProjectTest : sample::FilmTest {
    /// Runs in a child process; its exit code.
    static int inChild(const std::function<int()>& body) {
        const pid_t child = fork();
        if (child == 0) _exit(body());
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
};

TEST_F(ProjectTest, WhatIsWrittenReadsBackTheSameAndWritesTheSameBytes) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        fs::remove_all(folder);
        const Production p = Maker(seed).production(120);
        StoredState state;
        const Status written = writeProject(folder, p, state);
        ASSERT_TRUE(written) << toText(written.error());
        const auto loaded = readProject(folder);
        ASSERT_TRUE(loaded) << toText(loaded.error());
        EXPECT_TRUE(loaded->state.kept.empty());
        EXPECT_TRUE(same(loaded->production, p)) << "seed " << seed;
        EXPECT_EQ(renderProject(loaded->production, loaded->state), renderProject(p, state));
        EXPECT_TRUE(changedOnDisk(folder, loaded->state).empty());
    }
}

TEST_F(ProjectTest, OneObjectALineSoThatTwoPeoplesChangesMerge) {
    const Production p = Maker(5).production(200);
    StoredState state;
    ASSERT_TRUE(writeProject(folder, p, state));
    std::istringstream lines(bytesOf("production.json"));
    std::size_t characters = 0;
    for (std::string line; std::getline(lines, line);) characters += line.rfind("{\"id\":\"char:", 0) == 0;
    EXPECT_EQ(characters, p.all<Character>().size());
}

TEST_F(ProjectTest, AChangedSceneWritesItsFileOnly) {
    auto project = Project::create(folder, Maker(9).production(200));
    ASSERT_TRUE(project);
    std::map<std::string, fs::file_time_type> before;
    for (const auto& [file, hash] : (*project)->stored().files) {
        before[file] = fs::file_time_type{};
        fs::last_write_time(folder / file, before[file]);
    }
    EditBuilder b((*project)->production());
    const Id<Scene> id = (*project)->production().all<Scene>().begin()->id;
    b.change(id, [](Scene& s) { s.synopsis = "They sail at six."; });
    ASSERT_TRUE((*project)->document().commit(b.finish("Write the synopsis", id)));
    ASSERT_TRUE((*project)->save());
    for (const auto& [file, time] : before)
        EXPECT_EQ(fs::last_write_time(folder / file) != time, file == "scenes/" + hexText(id.value) + ".json") << file;
}

TEST_F(ProjectTest, ANewerMinorKeepsWhatItDoesNotKnowAndANewerMajorIsReadOnly) {
    fs::create_directories(folder);
    const auto file = [&](const char* version) {
        return std::string("{\"recce\": {\"kind\": \"production\", \"version\": \"") + version +
               "\"},\n\"info\": {\"title\": \"Slack Water\", \"hologram\": true},\n\"characters\": [\n"
               "{\"id\":\"char:00000000000000aa\",\"name\":\"MARA\",\"aura\":[1,2]}\n],\n\"future\": {\"x\": 1}\n}\n";
    };
    ASSERT_TRUE(writeFileAtomically(folder / "production.json", file("1.9")));
    {
        auto project = Project::open(folder, OpenFor::Editing);
        ASSERT_TRUE(project) << toText(project.error());
        EXPECT_TRUE((*project)->document().readOnlyReason().empty());
        EditBuilder b((*project)->production());
        b.change(Id<Character>{0xaa}, [](Character& c) { c.name = "MARA VOSS"; });
        ASSERT_TRUE((*project)->document().commit(b.finish("Rename", {})));
        ASSERT_TRUE((*project)->save());
    }
    const std::string now = bytesOf("production.json");
    for (const char* kept : {"\"1.9\"", "\"hologram\":true", "\"aura\":[1,2]", "\"future\": {\"x\":1}", "MARA VOSS"})
        EXPECT_NE(now.find(kept), std::string::npos) << kept << "\n" << now;

    ASSERT_TRUE(writeFileAtomically(folder / "production.json", file("2.1")));
    auto newer = Project::open(folder, OpenFor::Editing);
    ASSERT_TRUE(newer);
    EXPECT_NE((*newer)->document().readOnlyReason().find("2.1"), std::string::npos);
    EXPECT_EQ((*newer)->save().error().code, Code::Refused);
    EXPECT_EQ(bytesOf("production.json"), file("2.1"));
}

TEST_F(ProjectTest, DamagedAndDoubledRowsStayInTheFile) {
    fs::create_directories(folder);
    const std::string damaged = R"({"id":"char:00000000000000bb","name":"TEO","height_m":"tall"})";
    const std::string doubled = R"({"id":"char:00000000000000aa","name":"SOMEBODY"})";
    ASSERT_TRUE(writeFileAtomically(folder / "production.json",
        "{\n\"recce\": {\"kind\": \"production\", \"version\": \"1.0\"},\n\"characters\": [\n"
        "{\"id\":\"char:00000000000000aa\",\"name\":\"MARA\"},\n" + damaged + ",\n" + doubled + "\n]\n}\n"));
    auto project = Project::open(folder, OpenFor::Editing);
    ASSERT_TRUE(project) << toText(project.error());
    EXPECT_EQ((*project)->production().all<Character>().size(), 1u);
    EXPECT_EQ((*project)->stored().kept.size(), 2u);
    EditBuilder b((*project)->production());
    b.change(Id<Character>{0xaa}, [](Character& c) { c.performer = "Somebody"; });
    ASSERT_TRUE((*project)->document().commit(b.finish("Cast", {})));
    ASSERT_TRUE((*project)->save());
    EXPECT_NE(bytesOf("production.json").find(damaged), std::string::npos);
    EXPECT_NE(bytesOf("production.json").find(doubled), std::string::npos);
}

TEST_F(ProjectTest, EveryTruncationOfAFileIsAnErrorThatNamesItOrASoundOpening) {
    const Production p = Maker(3).production(30);
    StoredState state;
    ASSERT_TRUE(writeProject(folder, p, state));
    const std::string whole = bytesOf("production.json");
    for (std::size_t n = 0; n < whole.size(); n += 7) {
        std::ofstream(folder / "production.json", std::ios::trunc) << whole.substr(0, n);
        const auto loaded = readProject(folder);
        if (!loaded) {
            EXPECT_NE(loaded.error().subject.find("production.json"), std::string::npos);
        }
    }
}

TEST_F(ProjectTest, TheJournalCutAtEveryByteReplaysToAPrefix) {
    Maker maker(11);
    const Production start = maker.production(40);
    auto journal = Journal::open(base / "journal");
    ASSERT_TRUE(journal);
    std::vector<Production> states = {start};
    for (int i = 0; i < 30; ++i) {
        const Edit edit = maker.step(states.back());
        if (edit.empty()) continue;
        ASSERT_TRUE(journal->append(RecordKind::Step, edit));
        states.push_back(*applied(states.back(), edit));
    }
    const std::string bytes = *readFile(base / "journal");
    std::size_t most = 0;
    for (std::size_t n = 0; n <= bytes.size(); ++n) {
        Production p = start;
        const Recovered r = replayJournal(std::string_view(bytes).substr(0, n), p);
        ASSERT_LT(r.steps, states.size());
        ASSERT_TRUE(same(p, states[r.steps])) << "cut at " << n;
        ASSERT_GE(r.steps, most);
        most = r.steps;
    }
    EXPECT_EQ(most, states.size() - 1);
    // Over files that are newer already (a kill between two renames of a save) the end is the same.
    for (std::size_t i = 0; i < states.size(); ++i) {
        Production p = states[i];
        replayJournal(bytes, p);
        EXPECT_TRUE(same(p, states.back())) << "from state " << i;
    }
}

TEST_F(ProjectTest, ABitFlippedInTheJournalEndsItThere) {
    Maker maker(12);
    const Production start = maker.production(20);
    auto journal = Journal::open(base / "journal");
    Production now = start;
    for (int i = 0; i < 8; ++i) {
        const Edit edit = maker.step(now);
        ASSERT_TRUE(journal->append(RecordKind::Step, edit));
        now = *applied(now, edit);
    }
    const std::string bytes = *readFile(base / "journal");
    for (std::size_t at = 0; at < bytes.size(); at += 13) {
        std::string broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ 4);
        Production p = start;
        const Recovered r = replayJournal(broken, p);
        const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        EXPECT_EQ(r.steps, lines);
        EXPECT_TRUE(r.damaged);
    }
}

TEST_F(ProjectTest, AnUnfinishedGestureComesBackAndAnAbandonedOneDoesNot) {
    {
        auto project = Project::create(folder, Maker(2).production(60));
        ASSERT_TRUE(project);
        Document& d = (*project)->document();
        const Id<Mark> mark = d.production().all<Mark>().begin()->id;
        const auto drag = [&](double x) {
            EditBuilder b(d.gestureBase());
            b.change(mark, [&](Mark& m) { m.position.x = x; });
            return b.finish("Move the mark", mark);
        };
        ASSERT_TRUE(d.passing(drag(5)));
        d.abandonGesture();
        Production p = d.production();
        EXPECT_EQ(replayJournal(*readFile((*project)->journalPath()), p).steps, 0u);
        ASSERT_TRUE(d.passing(drag(7)));
        ASSERT_TRUE(d.passing(drag(8)));  // within the same second: held back
        Production q = *d.saved();
        const Recovered r = replayJournal(*readFile((*project)->journalPath()), q);
        EXPECT_TRUE(r.unfinished);
        EXPECT_EQ(q.find(mark)->position.x, 7);
        d.endGesture();
    }
    auto again = Project::open(folder, OpenFor::Editing);
    ASSERT_TRUE(again);
    ASSERT_TRUE((*again)->recovered());
    EXPECT_EQ((*again)->recovered()->steps, 1u);
    EXPECT_EQ((*again)->recovered()->names.at(0), "Move the mark");
    EXPECT_EQ((*again)->production().all<Mark>().begin()->position.x, 8);
    EXPECT_TRUE((*again)->document().dirty());
    ASSERT_TRUE((*again)->save());
    again->reset();
    EXPECT_FALSE((*Project::open(folder, OpenFor::Reading))->recovered());
}

TEST_F(ProjectTest, ASecondOpenerIsToldWhoHasItAndADeadOnesLockIsTaken) {
    auto first = Project::create(folder, {});
    ASSERT_TRUE(first);
    EXPECT_EQ(inChild([&] {
        auto second = Project::open(folder, OpenFor::EditingOnly);
        return !second && second.error().code == Code::Refused && toText(second.error()).find(" on ") != std::string::npos ? 0 : 1;
    }), 0);
    EXPECT_EQ(inChild([&] {
        auto second = Project::open(folder, OpenFor::Editing);
        return second && !(*second)->document().readOnlyReason().empty() && !(*second)->save() ? 0 : 1;
    }), 0);
    first->reset();
    // A process that dies with the lock.
    EXPECT_EQ(inChild([&] {
        auto second = Project::open(folder, OpenFor::EditingOnly);
        if (!second) return 1;
        kill(getpid(), SIGKILL);
        return 2;
    }), 128 + SIGKILL);
    EXPECT_TRUE(fs::exists(folder / ".recce/lock"));
    EXPECT_TRUE(Project::open(folder, OpenFor::EditingOnly));
}

TEST_F(ProjectTest, ALockOfAnotherMachineHoldsUntilTheUserSaysOtherwise) {
    ASSERT_TRUE(Project::create(folder, {}));
    ASSERT_TRUE(writeFileAtomically(folder / ".recce/lock", R"({"user":"ines","machine":"another-house","process":7,"since":"2026-11-20 09:00"})"));
    const auto refused = Project::open(folder, OpenFor::EditingOnly);
    ASSERT_FALSE(refused);
    EXPECT_NE(toText(refused.error()).find("ines on another-house since 2026-11-20 09:00"), std::string::npos);
    EXPECT_TRUE(Project::open(folder, OpenFor::EditingOnly, true));
}

TEST_F(ProjectTest, WhatSomebodyElseChangedIsNeverOverwritten) {
    auto project = Project::create(folder, Maker(4).production(80));
    ASSERT_TRUE(project);
    ProductionInfo info = *(*project)->production().info;
    info.title = "Mine";
    EditBuilder b((*project)->production());
    b.setInfo(info);
    ASSERT_TRUE((*project)->document().commit(b.finish("Rename", {})));
    const std::string theirs = bytesOf("production.json") + " ";
    ASSERT_TRUE(writeFileAtomically(folder / "production.json", theirs));
    EXPECT_EQ((*project)->changedOnDisk(), std::vector<std::string>{"production.json"});
    const Status refused = (*project)->save();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().causes.at(0).subject, "production.json");
    EXPECT_EQ(bytesOf("production.json"), theirs);
    EXPECT_TRUE((*project)->document().dirty());
    ASSERT_TRUE((*project)->saveAs(base / "copy"));
    EXPECT_EQ(readProject(base / "copy")->production.info->title, "Mine");
    EXPECT_EQ(bytesOf("production.json"), theirs);
}

TEST_F(ProjectTest, AFullDiskLeavesTheFilesAndKeepsTheWork) {
    const Production p = Maker(6).production(150);
    ASSERT_TRUE(Project::create(folder, p));
    const auto before = renderProject(p, readProject(folder)->state);
    EXPECT_EQ(inChild([&] {
        auto project = Project::open(folder, OpenFor::EditingOnly);
        if (!project) return 1;
        // Every write past 2 KB of a file fails, as on a full disk.
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{2048, 2048};
        setrlimit(RLIMIT_FSIZE, &limit);
        EditBuilder b((*project)->production());
        for (const Mark& m : (*project)->production().all<Mark>()) b.change(m.id, [](Mark& x) { x.label = std::string(200, 'x'); });
        if (!(*project)->document().commit(b.finish("Label", {}))) return 2;
        const Status saved = (*project)->save();
        if (saved || saved.error().code != Code::Unwritable) return 3;
        return (*project)->document().dirty() ? 0 : 4;
    }), 0);
    for (const auto& [file, bytes] : before) EXPECT_EQ(bytesOf(file), bytes) << file;
    for (const auto& entry : fs::directory_iterator(folder)) EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
}

TEST_F(ProjectTest, AReadOnlyFolderIsEditedWithItsJournalElsewhere) {
    fs::permissions(base, fs::perms::all);
    ASSERT_TRUE(Project::create(folder, Maker(8).production(50)));
    fs::remove_all(folder / ".recce");
    fs::create_directories(base / "state");
    fs::permissions(base / "state", fs::perms::all);
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    const auto asSomebody = [&](const std::function<int()>& body) {
        return inChild([&] {
            // The superuser may write anywhere: become nobody.
            if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 90;
            return body();
        });
    };
    EXPECT_EQ(asSomebody([&] {
        auto project = Project::open(folder, OpenFor::Editing);
        if (!project) return 1;
        ProductionInfo info = *(*project)->production().info;
        info.title = "Edited";
        EditBuilder b((*project)->production());
        b.setInfo(info);
        if (!(*project)->document().commit(b.finish("Rename", {}))) return 2;
        if ((*project)->save()) return 3;
        return (*project)->document().dirty() && (*project)->journalTrouble().empty() ? 0 : 4;
    }), 0);
    EXPECT_EQ(asSomebody([&] {
        auto project = Project::open(folder, OpenFor::Reading);
        return project && (*project)->recovered() && (*project)->production().info->title == "Edited" ? 0 : 1;
    }), 0);
}

TEST_F(ProjectTest, UntitledBecomesNamedAndItsModelsAreStillFound) {
    Production p;
    Asset inside, outside;
    inside.id = {1};
    inside.path = "models/kitchen.gltf";
    outside.id = {2};
    outside.path = "/elsewhere/quay.glb";
    p.all<Asset>() = p.all<Asset>().with({1}, std::make_shared<const Asset>(inside)).with({2}, std::make_shared<const Asset>(outside));
    auto project = Project::createUntitled(p, base / "demo");
    ASSERT_TRUE(project);
    EXPECT_TRUE((*project)->untitled());
    EXPECT_EQ(untitledProjects().size(), 1u);
    EXPECT_EQ((*project)->production().find(Id<Asset>{1})->path, (base / "demo/models/kitchen.gltf").string());
    ASSERT_TRUE((*project)->saveAs(base / "demo"));
    EXPECT_FALSE((*project)->untitled());
    EXPECT_EQ((*project)->production().find(Id<Asset>{1})->path, "models/kitchen.gltf");
    EXPECT_EQ((*project)->production().find(Id<Asset>{2})->path, "/elsewhere/quay.glb");
    EXPECT_TRUE(untitledProjects().empty());
    EXPECT_FALSE((*project)->document().dirty());
}

/// A child edits and saves without pause until it is killed; what is left must be a state that it was in.
void killWhileWorking(const fs::path& folder, int rounds, unsigned seed) {
    std::mt19937 random(seed);
    for (int round = 0; round < rounds; ++round) {
        const auto before = Project::open(folder, OpenFor::Reading);
        ASSERT_TRUE(before) << toText(before.error());
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const pid_t child = fork();
        if (child == 0) {
            auto project = Project::open(folder, OpenFor::EditingOnly);
            if (!project) _exit(1);
            for (int n = 0;; ++n) {
                ProductionInfo info = *(*project)->production().info;
                info.title = std::to_string(round) + "/" + std::to_string(n);
                EditBuilder b((*project)->production());
                b.setInfo(info);
                for (const Scene& s : (*project)->production().all<Scene>())
                    b.change(s.id, [&](Scene& x) { x.synopsis = info.title; });
                if (!(*project)->document().commit(b.finish("Work", {}))) _exit(2);
                // Told only after commit() came back: from here on it may not be lost.
                if (write(told[1], &n, sizeof n) != sizeof n) _exit(3);
                if (n % 3 == 2 && !(*project)->save()) _exit(4);
            }
        }
        close(told[1]);
        usleep(static_cast<useconds_t>(5000 + random() % 60000));
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "child ended by itself with " << WEXITSTATUS(status);
        int n = -1, last = -1;
        while (read(told[0], &n, sizeof n) == sizeof n) last = n;
        close(told[0]);
        const auto after = Project::open(folder, OpenFor::Editing);
        ASSERT_TRUE(after) << toText(after.error());
        const Production& p = (*after)->production();
        const std::string title = p.info->title;
        if (last >= 0) {
            // The step that was told last, or the one that was on its way when the signal came.
            EXPECT_TRUE(title == std::to_string(round) + "/" + std::to_string(last) ||
                        title == std::to_string(round) + "/" + std::to_string(last + 1)) << title << " after " << last;
        }
        for (const Scene& s : p.all<Scene>()) EXPECT_EQ(s.synopsis, title);
        EXPECT_TRUE((*after)->stored().kept.empty());
        for (const auto& entry : fs::recursive_directory_iterator(folder)) EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
        ASSERT_TRUE((*after)->save());
    }
}

TEST_F(ProjectTest, KilledWhileWorkingLosesNothingThatWasDone) {
    Production p;
    for (std::uint64_t i = 1; i <= 12; ++i) {
        Scene s;
        s.id = {i};
        s.number = std::to_string(i);
        p.all<Scene>() = p.all<Scene>().with(s.id, std::make_shared<const Scene>(s));
    }
    ASSERT_TRUE(Project::create(folder, p));
    const char* rounds = std::getenv("RECCE_KILL_ROUNDS");
    killWhileWorking(folder, rounds ? std::atoi(rounds) : 12, 1);
}

}  // namespace
}  // namespace recce
