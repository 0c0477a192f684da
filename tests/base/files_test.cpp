// Atomic writing, safe names, ids and jobs: what everything above relies on.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/jobs.h"
#include "base/units.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

struct Files : ::testing::Test {
    fs::path folder = fs::temp_directory_path() / ("recce-files-" + hexText(randomId()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override {
        std::error_code error;
        fs::permissions(folder, fs::perms::owner_all, error);
        fs::remove_all(folder, error);
    }
    std::size_t entries() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {})); }
};

TEST_F(Files, WritesReplaceWholeFilesAndLeaveNothingBehind) {
    ASSERT_TRUE(writeFileAtomically(folder / "a", "one"));
    ASSERT_TRUE(writeFileAtomically(folder / "a", "second"));
    EXPECT_EQ(*readFile(folder / "a"), "second");
    EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, AFailureInTheSecondFileLeavesTheFirstUntouched) {
    ASSERT_TRUE(writeFileAtomically(folder / "a", "old"));
    const FileContent files[] = {{folder / "a", "new"}, {folder / "missing" / "b", "new"}};
    const Status s = writeFilesAtomically(files);
    ASSERT_FALSE(s);
    EXPECT_NE(toText(s.error()).find("missing"), std::string::npos);
    EXPECT_EQ(*readFile(folder / "a"), "old");
    EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, RefusesWhatIsNotARegularFile) {
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(readFile(folder / "pipe").error().code, Code::Unreadable);
    EXPECT_EQ(readFile(folder).error().code, Code::Unreadable);
    EXPECT_EQ(readFile(folder / "none").error().code, Code::NotFound);
}

TEST_F(Files, RefusesMoreThanTheLimit) {
    ASSERT_TRUE(writeFileAtomically(folder / "big", std::string(100, 'x')));
    EXPECT_EQ(readFile(folder / "big", 99).error().code, Code::OverBudget);
    EXPECT_EQ(readFile(folder / "big", 100)->size(), 100u);
}

TEST(SafeFileName, HoldsOnThreeSystems) {
    EXPECT_EQ(safeFileName("12A-2"), "12A-2");
    EXPECT_EQ(safeFileName("../../etc/passwd"), "_.._etc_passwd");
    EXPECT_EQ(safeFileName("con.png"), "_con.png");
    EXPECT_EQ(safeFileName(""), "_");
    EXPECT_EQ(safeFileName("a\nb:c."), "a_b_c");
    EXPECT_LE(safeFileName(std::string(400, 'x')).size(), 120u);
}

struct Thing;
TEST(Ids, RoundTripAsText) {
    EXPECT_EQ(hexText(0x4f9cull), "0000000000004f9c");
    EXPECT_EQ(parseHex("4f9c"), 0x4f9cull);
    EXPECT_FALSE(parseHex("4f9g"));
    EXPECT_FALSE(parseHex("00000000000000001"));
    EXPECT_NE(randomId(), randomId());
}

TEST(Hash, LengthsKeepPiecesApart) {
    Hasher a, b;
    a.add("ab"); a.add("c");
    b.add("a"); b.add("bc");
    EXPECT_NE(a.finish(), b.finish());
    EXPECT_EQ(toText(hashOf("recce")).size(), 32u);
}

TEST(Jobs, ParallelForVisitsEachOnceAndPoolsFinish) {
    std::vector<int> seen(1000, 0);
    parallelFor(seen.size(), [&](std::size_t i) { seen[i]++; }, 4);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 1000);
    Mailbox<int> box;
    {
        WorkerPool pool(3);
        for (int i = 0; i < 100; ++i) pool.run([&box, i] { box.post(i); });
        pool.wait();
    }
    EXPECT_EQ(box.take().size(), 100u);
    EXPECT_TRUE(box.take().empty());
}

TEST(Units, FrameTimesAreExactInRationalRates) {
    EXPECT_DOUBLE_EQ(toSeconds(FrameTime{24000}, FrameRate{24000, 1001}).value, 1001.0);
    EXPECT_DOUBLE_EQ(toSeconds(FrameTime{48}, FrameRate{24, 1}).value, 2.0);
}

TEST(Space, PanGrowsToTheLeftAndTiltUp) {
    const auto left = toRotation({kPi / 2, 0, 0}) * Vec3(0, 0, -1);
    EXPECT_NEAR(left.x, -1, 1e-12);
    const auto up = toRotation({0, kPi / 4, 0}) * Vec3(0, 0, -1);
    EXPECT_NEAR(up.y, std::sqrt(0.5), 1e-12);
    const auto back = lookAlong(Vec3(1, 1, 0));
    EXPECT_NEAR(back.pan, -kPi / 2, 1e-12);
    EXPECT_NEAR(back.tilt, kPi / 4, 1e-12);
}

}  // namespace
}  // namespace recce
