// The file gate by itself: what it lets through, what it finds elsewhere, what it refuses.
#include "importer/gate.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "asset/package.h"
#include "importer/models.h"

namespace recce::test {
namespace {
using importer::FileGate;
using importer::FileKind;

class Gate : public ImporterTest {
protected:
    FileGate gate(std::vector<fs::path> granted = {}) {
        put("set.obj", "v 0 0 0\n");
        auto package = asset::packageOf(package_ / "set.obj", granted);
        EXPECT_TRUE(package.has_value());
        return FileGate(*package, limits_, channel_, {});
    }
    static std::string code(const Result<fs::path>& r) { return r ? "found " + r->filename().string() : std::string(codeWord(r.error().code)); }

    asset::Limits limits_;
    importer::Channel channel_{-1};
};

TEST_F(Gate, FindsWhatBelongsToThePackage) {
    put("textures/Brick Wall.png", "x");
    put("../materials/wood.png", "x");
    FileGate g = gate();
    for (const char* reference : {"textures/Brick Wall.png", "./textures/Brick Wall.png", "textures\\Brick Wall.png", "textures/Brick%20Wall.png",
                                  "TEXTURES/brick wall.PNG", "brick wall.png", "C:\\maker\\textures\\Brick Wall.png", "/home/maker/Brick Wall.png",
                                  "file:///C:/maker/Brick%20Wall.png", "../package/textures/Brick Wall.png"})
        EXPECT_EQ(code(g.resolve(reference, FileKind::Image)), "found Brick Wall.png") << reference;
    for (const char* reference : {"../materials/wood.png", "..\\materials\\wood.png", "wood.png", "%2e%2e/materials/wood.png"})
        EXPECT_EQ(code(g.resolve(reference, FileKind::Image)), "found wood.png") << reference;
    // The parent is for images and materials only.
    EXPECT_EQ(code(g.resolve("../materials/wood.png", FileKind::Geometry)), "refused");
    EXPECT_EQ(code(g.resolve("../materials/wood.png", FileKind::Material)), "found wood.png");
}

TEST_F(Gate, RefusesWhatLeavesThePackage) {
    std::ofstream(folder_ / "secret.png") << "x";
    std::ofstream(folder_ / "secret.bin") << "x";
    FileGate g = gate();
    for (const char* reference : {"../../secret.png", "..\\..\\secret.png", "%2e%2e/%2e%2e/secret.png", "/etc/passwd", "/dev/zero", "http://example.org/a.png",
                                  "HTTPS://example.org/a.png", "ftp://a/b", "\\\\server\\share\\a.png", "//server/share/a.png", "CON", "nul.png", "COM1",
                                  "file:///etc/passwd", "../../secret.bin"})
        EXPECT_EQ(code(g.resolve(reference, FileKind::Image)), "refused") << reference;
    EXPECT_EQ(code(g.resolve((folder_ / "secret.png").string(), FileKind::Image)), "refused");
    EXPECT_EQ(code(g.resolve(std::string("a\0b.png", 7), FileKind::Image)), "refused");
    EXPECT_EQ(code(g.resolve("", FileKind::Image)), "refused");
    EXPECT_EQ(code(g.resolve("gone.png", FileKind::Image)), "not-found");
    EXPECT_FALSE(g.refused().empty());
    // What the user grants is let through.
    FileGate granted = gate({folder_});
    EXPECT_EQ(code(granted.resolve("../../secret.png", FileKind::Image)), "found secret.png");
}

TEST_F(Gate, FollowsLinksThenChecks) {
    put("real.png", "x");
    std::ofstream(folder_ / "secret.png") << "x";
    fs::create_symlink("real.png", package_ / "inside.png");
    fs::create_symlink(folder_ / "secret.png", package_ / "outside.png");
    fs::create_directory_symlink(folder_, package_ / "up");
    FileGate g = gate();
    EXPECT_EQ(code(g.resolve("inside.png", FileKind::Image)), "found real.png");
    EXPECT_EQ(code(g.resolve("outside.png", FileKind::Image)), "refused");
    EXPECT_EQ(code(g.resolve("up/secret.png", FileKind::Image)), "not-found");
    EXPECT_FALSE(g.open("outside.png", FileKind::Image).has_value());
}

TEST_F(Gate, OnlyRegularAndVisibleFiles) {
    ASSERT_EQ(mkfifo((package_ / "pipe.png").c_str(), 0600), 0);
    put(".hidden/key.png", "x");
    put(".secret.png", "x");
    FileGate g = gate();
    EXPECT_EQ(code(g.resolve("pipe.png", FileKind::Image)), "not-found");
    EXPECT_FALSE(g.resolve(".hidden/key.png", FileKind::Image).has_value());
    EXPECT_FALSE(g.resolve(".secret.png", FileKind::Image).has_value());
    EXPECT_FALSE(g.resolve("key.png", FileKind::Image).has_value());
    EXPECT_FALSE(g.resolve(".", FileKind::Image).has_value());
}

TEST_F(Gate, AFileTooManyNamesItsLimit) {
    limits_.references = 2;
    for (const char* name : {"a.png", "b.png", "c.png"}) put(name, "x");
    FileGate g = gate();
    EXPECT_TRUE(g.open("a.png", FileKind::Image).has_value());
    EXPECT_TRUE(g.open("b.png", FileKind::Image).has_value());
    EXPECT_TRUE(g.open("a.png", FileKind::Image).has_value());
    const auto third = g.open("c.png", FileKind::Image);
    ASSERT_FALSE(third.has_value());
    EXPECT_EQ(third.error().code, Code::OverBudget);
    EXPECT_NE(third.error().hint.find("--limit references="), std::string::npos);
}

TEST_F(Gate, ThePackageOfAModel) {
    // A folder right below a shared place has no parent to read.
    EXPECT_TRUE(asset::isSharedPlace("/"));
    EXPECT_TRUE(asset::isSharedPlace("/home/somebody"));
    EXPECT_TRUE(asset::isSharedPlace("/home/somebody/Downloads"));
    EXPECT_TRUE(asset::isSharedPlace("/tmp"));
    EXPECT_FALSE(asset::isSharedPlace("/home/somebody/film/sets"));
    put("set.obj", "v 0 0 0\n");
    const auto package = asset::packageOf(package_ / "set.obj", {});
    ASSERT_TRUE(package.has_value());
    EXPECT_EQ(package->folder, package_);
    EXPECT_EQ(package->parent, package_.parent_path());
    std::ofstream(folder_ / "top.obj") << "v 0 0 0\n";
    const auto top = asset::packageOf(folder_ / "top.obj", {});
    ASSERT_TRUE(top.has_value());
    EXPECT_FALSE(top->parent.has_value()) << "the temporary folder is no package";
    // A link that leads out is refused; the file itself is not.
    fs::create_symlink(folder_ / "top.obj", package_ / "link.obj");
    const auto link = asset::packageOf(package_ / "link.obj", {});
    ASSERT_FALSE(link.has_value());
    EXPECT_EQ(link.error().code, Code::Refused);
    const std::vector<fs::path> grant{folder_};
    EXPECT_TRUE(asset::packageOf(package_ / "link.obj", grant).has_value());
    EXPECT_EQ(asset::packageOf("https://example.org/a.glb", {}).error().code, Code::Refused);
}

}  // namespace
}  // namespace recce::test
