// What survives damage, newer files, failed saves and saving elsewhere: nothing of a file is lost that was not deleted.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "model/findings.h"
#include "model/project.h"
#include "sample.h"

namespace recce {
namespace fs = std::filesystem;
using sample::Maker;
using sample::same;
namespace {

struct DamageTest : sample::FilmTest {
    static Production twoScenes() {
        Production p;
        for (const std::uint64_t n : {1, 2}) {
            Scene scene;
            scene.id = {n};
            scene.number = std::to_string(n);
            p.all<Scene>() = p.all<Scene>().with(scene.id, std::make_shared<const Scene>(scene));
        }
        return p;
    }
    static void title(Project& project, const std::string& text) {
        ProductionInfo info = *project.production().info;
        info.title = text;
        EditBuilder b(project.production());
        b.setInfo(info);
        ASSERT_TRUE(project.document().commit(b.finish("Rename", {})));
    }
};
const std::string kFirst = "scenes/0000000000000001.json", kSecond = "scenes/0000000000000002.json";

TEST_F(DamageTest, ADamagedSceneFileIsAFindingAndStaysAsItIs) {
    for (const std::string damaged : {"{\"recce\": {\"kind\": \"scene\"", "", "[]", "{\"scenes\": []}"}) {
        fs::remove_all(folder);
        ASSERT_TRUE(Project::create(folder, twoScenes()));
        ASSERT_TRUE(writeFileAtomically(folder / kFirst, damaged));
        auto project = Project::open(folder, OpenFor::Editing);
        ASSERT_TRUE(project) << toText(project.error());
        EXPECT_EQ((*project)->production().all<Scene>().size(), 1u);
        EXPECT_TRUE((*project)->changedOnDisk().empty());
        const auto findings = fileFindings((*project)->production(), (*project)->stored(), folder);
        ASSERT_EQ(findings.size(), 1u);
        EXPECT_EQ(findings[0].code, "damaged-file");
        EXPECT_NE(findings[0].message.find(kFirst), std::string::npos) << findings[0].message;
        title(**project, "Goes on");
        const Status saved = (*project)->save();
        ASSERT_TRUE(saved) << toText(saved.error());
        EXPECT_EQ(bytesOf(kFirst), damaged);
        // A copy takes it along, and an untitled one does not lose it.
        ASSERT_TRUE((*project)->saveAs(base / "copy"));
        EXPECT_EQ(readFile(base / "copy" / kFirst).value_or("none"), damaged);
        EXPECT_EQ((*project)->stored().damaged.size(), 1u);
        project->reset();
        fs::remove_all(base / "copy");
    }
}

TEST_F(DamageTest, AFileInThePlaceOfADamagedOneMovesItAside) {
    ASSERT_TRUE(Project::create(folder, twoScenes()));
    ASSERT_TRUE(writeFileAtomically(folder / "notes.json", "{ half a no"));
    auto project = Project::open(folder, OpenFor::Editing);
    ASSERT_TRUE(project) << toText(project.error());
    EditBuilder b((*project)->production());
    Note note;
    note.id = {7};
    note.text = "Ask about the lamp.";
    b.put(note);
    ASSERT_TRUE((*project)->document().commit(b.finish("Note", {})));
    const Status saved = (*project)->save();
    ASSERT_TRUE(saved) << toText(saved.error());
    EXPECT_EQ(bytesOf("notes.json.damaged"), "{ half a no");
    EXPECT_NE(bytesOf("notes.json").find("Ask about the lamp."), std::string::npos);
}

TEST_F(DamageTest, ASaveThatFailsMidwayIsNotTakenForSomebodyElses) {
    auto project = Project::create(folder, twoScenes());
    ASSERT_TRUE(project);
    // production.json and the first scene are renamed into place, the second scene cannot be: a folder is in its way.
    fs::remove(folder / kSecond);
    fs::create_directories(folder / kSecond);
    ProductionInfo info = *(*project)->production().info;
    info.title = "Twice";
    EditBuilder b((*project)->production());
    b.setInfo(info);
    for (const std::uint64_t n : {1, 2}) b.change(Id<Scene>{n}, [](Scene& s) { s.synopsis = "They sail."; });
    ASSERT_TRUE((*project)->document().commit(b.finish("Write", {})));
    EXPECT_EQ((*project)->save().error().code, Code::Unwritable);
    EXPECT_NE(bytesOf("production.json").find("Twice"), std::string::npos);
    fs::remove(folder / kSecond);
    title(**project, "Three times");
    const Status again = (*project)->save();
    ASSERT_TRUE(again) << toText(again.error());
    const auto loaded = readProject(folder);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(same(loaded->production, (*project)->production()));
    for (const auto& entry : fs::recursive_directory_iterator(folder)) EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
}

TEST_F(DamageTest, WhatNoFieldKnowsStaysAtEveryDepth) {
    fs::create_directories(folder / "scenes");
    const std::string head = "\n\"recce\": {\"kind\": \"production\", \"version\": \"1.7\"}";
    ASSERT_TRUE(writeFileAtomically(folder / "production.json",
        "{" + head + ",\n\"info\": {\"title\": \"Slack Water\", \"locked\": false},\n"
        "\"used\": {\"gels\": [{\"key\": \"b\", \"name\": \"B\", \"scent\": \"mint\"}, {\"key\": \"a\", \"name\": \"A\", \"scent\": \"rose\"}]}\n}\n"));
    ASSERT_TRUE(writeFileAtomically(folder / kFirst,
        "{" + head + ",\n\"scenes\": [\n{\"id\":\"scene:0000000000000001\",\"number\":\"12\"}\n],\n\"cameras\": [\n"
        R"({"id":"rig:00000000000000aa","scene":"scene:0000000000000001","letter":"A","keys":[)"
        R"({"frame":0,"position_m":[0,1,0],"focal_mm":35,"focus_m":3,"wobble":{"hz":2}},)"
        R"({"frame":48,"position_m":[1,1,0],"focal_mm":35,"focus_m":3,"wobble":{"hz":5}}]})"
        "\n]\n}\n"));
    const Id<CameraRig> rig{0xaa};
    const auto openIt = [&] {
        auto project = Project::open(folder, OpenFor::Editing);
        EXPECT_TRUE(project) << toText(project.error());
        return std::move(*project);
    };
    const auto change = [&](Project& project, auto&& f) {
        EditBuilder b(project.production());
        b.change(rig, f);
        ASSERT_TRUE(project.document().commit(b.finish("Work", rig)));
        ASSERT_TRUE(project.save());
    };
    {
        auto project = openIt();
        ASSERT_EQ(project->production().find(rig)->keys.size(), 2u);
        // Its content changes, its place in the list does not.
        change(*project, [](CameraRig& r) { r.keys[0].focus = Metres(2); });
        title(*project, "Renamed");
        ASSERT_TRUE(project->save());
    }
    for (const char* kept : {"\"wobble\":{\"hz\":2}", "\"wobble\":{\"hz\":5}"}) EXPECT_NE(bytesOf(kFirst).find(kept), std::string::npos) << bytesOf(kFirst);
    EXPECT_EQ(bytesOf("production.json").find("\"name\":\"A\",\"scent\":\"mint\""), std::string::npos);
    for (const char* scent : {"\"scent\":\"mint\"", "\"scent\":\"rose\""}) EXPECT_NE(bytesOf("production.json").find(scent), std::string::npos) << bytesOf("production.json");
    {
        auto project = openIt();
        // The first key goes, and what belonged to it; the other keeps its own.
        change(*project, [](CameraRig& r) { r.keys.erase(r.keys.begin()); });
    }
    EXPECT_EQ(bytesOf(kFirst).find("\"hz\":2"), std::string::npos) << bytesOf(kFirst);
    EXPECT_NE(bytesOf(kFirst).find("\"hz\":5"), std::string::npos) << bytesOf(kFirst);
}

TEST_F(DamageTest, SavingElsewhereKeepsHistoryAndIsNoStepOfIt) {
    Production p;
    Asset beside;
    beside.id = {1};
    beside.path = "models/kitchen.gltf";
    p.all<Asset>() = p.all<Asset>().with({1}, std::make_shared<const Asset>(beside));
    auto project = Project::create(folder, p);
    ASSERT_TRUE(project);
    title(**project, "Slack Water");
    EditBuilder b((*project)->production());
    Asset quay;
    quay.id = {2};
    quay.path = "models/quay.gltf";
    b.put(quay);
    b.change(Id<Asset>{1}, [](Asset& a) { a.lastSeen = "2026-11-20"; });
    ASSERT_TRUE((*project)->document().commit(b.finish("Bring in quay.gltf", {})));
    ASSERT_TRUE((*project)->saveAs(base / "copy"));
    Document& d = (*project)->document();
    EXPECT_EQ(d.history().size(), 2u);
    EXPECT_EQ(d.undoName(), "Bring in quay.gltf");
    EXPECT_FALSE(d.dirty());
    EXPECT_EQ(d.production().find(Id<Asset>{1})->path, (folder / "models/kitchen.gltf").string());
    ASSERT_TRUE(d.undo());
    EXPECT_EQ(d.production().find(Id<Asset>{2}), nullptr);
    EXPECT_EQ(d.production().find(Id<Asset>{1})->path, (folder / "models/kitchen.gltf").string());
    ASSERT_TRUE(d.undo());
    EXPECT_EQ(d.production().info->title, "");
    ASSERT_TRUE(d.redo());
    ASSERT_TRUE(d.redo());
    EXPECT_EQ(d.production().find(Id<Asset>{2})->path, (folder / "models/quay.gltf").string());
    ASSERT_TRUE((*project)->save());
    EXPECT_TRUE(same(readProject(base / "copy")->production, d.production()));
    // The journal of the copy carries on from the copy's files.
    title(**project, "Later");
    Production replayed = readProject(base / "copy")->production;
    replayJournal(*readFile((*project)->journalPath()), replayed);
    EXPECT_TRUE(same(replayed, d.production()));
}

TEST_F(DamageTest, SavingElsewhereKeepsWhatCouldNotBeRead) {
    fs::create_directories(folder);
    const std::string damaged = R"({"id":"char:00000000000000bb","name":"TEO","height_m":"tall"})";
    ASSERT_TRUE(writeFileAtomically(folder / "production.json",
        "{\n\"recce\": {\"kind\": \"production\", \"version\": \"1.3\"},\n\"characters\": [\n" + damaged + "\n],\n\"future\": {\"x\": 1}\n}\n"));
    auto project = Project::open(folder, OpenFor::Editing);
    ASSERT_TRUE(project);
    ASSERT_TRUE((*project)->saveAs(base / "copy"));
    const std::string copy = readFile(base / "copy/production.json").value_or("");
    for (const std::string& kept : {damaged, std::string("\"future\": {\"x\":1}"), std::string("\"1.3\"")}) EXPECT_NE(copy.find(kept), std::string::npos) << copy;
}

}  // namespace
}  // namespace recce
