// A production's pictures: framing, exposure, lamps and people as the plan says they are.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>

#include <unistd.h>

#include "app/boards.h"
#include "plan/camera_view.h"
#include "render/fixture.h"

namespace recce {
namespace {

/// A grey floor, a small bright cube at (1, 1, -3), one scene, one camera at eye height looking along -Z.
struct Film {
    Production production;
    Id<Scene> scene{0x10};
    Id<Asset> floorAsset{0x20}, cubeAsset{0x21};
    Id<CameraRig> rig{0x30};
    Id<Shot> shot{0x40};
    std::shared_ptr<const cooked::Model> floor, cube;

    Film() {
        test::ModelMaker floorMaker, cubeMaker;
        floorMaker.floor(20, floorMaker.matt(Vec3(0.18)));
        floor = floorMaker.finish();
        cubeMaker.box({-0.02, -0.02, -0.02}, {0.02, 0.02, 0.02}, cubeMaker.shining(Vec3(400)));
        cube = cubeMaker.finish();
        auto info = std::make_shared<ProductionInfo>();
        info->aspect = 2.0;
        production.info = info;
        Scene s;
        s.id = scene;
        s.number = "1";
        s.environment.sky = Sky::None;
        put(s);
        piece(0x50, floorAsset, {0, 0, 0});
        piece(0x51, cubeAsset, {1, 1, -3});
        CameraRig r;
        r.id = rig;
        r.scene = scene;
        r.letter = "A";
        CameraKey key;
        key.position = {0.2, 1.6, 0.5};
        key.angles = {0.05, -0.1, 0.02};
        key.focal = Millimetres(28);
        key.focus = Metres(4);
        r.keys = {key};
        r.stop = TStop(22);
        put(r);
        Setup setup;
        setup.id = Id<Setup>{0x60};
        setup.scene = scene;
        setup.cameras = {rig};
        put(setup);
        Shot sh;
        sh.id = shot;
        sh.setup = setup.id;
        sh.rig = rig;
        sh.label = "1";
        put(sh);
    }
    template <class T> void put(T row) {
        auto& table = production.all<T>();
        const auto id = row.id;
        table = table.with(id, std::make_shared<const T>(std::move(row)));
    }
    template <class T> void change(Id<T> id, const std::function<void(T&)>& f) {
        T row = *production.find(id);
        f(row);
        put(std::move(row));
    }
    void piece(std::uint64_t id, Id<Asset> asset, const Vec3& at) {
        SetPiece p;
        p.id = Id<SetPiece>{id};
        p.owner = scene;
        p.asset = asset;
        p.pose.position = at;
        put(p);
    }
    ModelOf models() const {
        return [this](Id<Asset> id) { return id == floorAsset ? floor : id == cubeAsset ? cube : nullptr; };
    }
};

class BoardTest : public render::RenderTest {
protected:
    render::Finished board(const Film& film, BoardWish wish) {
        BoardPainter painter(*renderer, film.models());
        wish.linear = true;
        auto finished = painter.shot(film.production, film.shot, wish);
        EXPECT_TRUE(finished.has_value()) << (finished ? "" : toText(finished.error()));
        return finished ? std::move(*finished) : render::Finished{};
    }
};

BoardWish small(std::uint32_t width, std::uint32_t height, std::uint32_t samples) {
    BoardWish wish;
    wish.width = width;
    wish.height = height;
    wish.samples = samples;
    return wish;
}

TEST_F(BoardTest, ThePictureFramesWhatThePlanSays) {
    const Film film;
    const auto finished = board(film, small(320, 160, 1));
    double sum = 0;
    Vec2 middle(0);
    for (std::uint32_t y = 0; y < 160; ++y) {
        for (std::uint32_t x = 0; x < 320; ++x) {
            const double v = at(finished.linear, x, y).y;
            sum += v;
            middle += Vec2(x + 0.5, y + 0.5) * v;
        }
    }
    ASSERT_GT(sum, 0);
    middle /= sum;
    const auto view = plan::viewOf(film.production, *film.production.find(film.rig), 0);
    const auto expected = view.project({1, 1, -3});
    ASSERT_TRUE(expected.has_value());
    EXPECT_NEAR(middle.x, 160 + 160 * expected->at.x, 0.5);
    EXPECT_NEAR(middle.y, 80 - 80 * expected->at.y, 0.5);
}

TEST_F(BoardTest, TheDeliveryFrameFitsIntoTheSizeWithBlackOutside) {
    Film film;
    film.change<Scene>(film.scene, [](Scene& s) { s.environment.sky = Sky::Overcast; });
    film.change<CameraRig>(film.rig, [](CameraRig& r) { r.stop = TStop(16); });
    const auto finished = board(film, small(160, 120, 1));
    ASSERT_EQ(finished.picture.width, 160u);
    ASSERT_EQ(finished.picture.height, 120u);
    const auto bright = [&](std::uint32_t y) { return finished.picture.rgba[4 * (160 * y + 80)] > 0; };
    EXPECT_FALSE(bright(19));
    EXPECT_TRUE(bright(20));
    EXPECT_TRUE(bright(99));
    EXPECT_FALSE(bright(100));
    EXPECT_EQ(finished.picture.rgba[3], 255);
    EXPECT_EQ(board(film, small(160, 0, 1)).picture.height, 80u);
}

TEST_F(BoardTest, ABoardRepeatsByteForByteAndKnowsNothingOfEarlierOnes) {
    Film film;
    film.change<Scene>(film.scene, [](Scene& s) { s.environment.sky = Sky::Clear; });
    const auto first = board(film, small(96, 48, 9));
    (void)board(film, small(64, 64, 1));
    EXPECT_EQ(board(film, small(96, 48, 9)).picture, first.picture);
}

TEST_F(BoardTest, InPortionsItHasTheSameBytesAndWaitsForItsLight) {
    Film film;
    film.change<Scene>(film.scene, [](Scene& s) { s.environment.sky = Sky::Overcast; });
    const BoardWish wish = small(96, 64, 9);
    const auto whole = BoardPainter(*renderer, film.models()).shot(film.production, film.shot, wish);
    ASSERT_TRUE(whole.has_value());
    render::IndirectCache traced;
    int asked = 0;
    const LightSource light = [&](const render::Snapshot& snapshot, const CancelToken& cancel) -> Result<std::optional<std::shared_ptr<const ProbeGrid>>> {
        if (++asked < 3) return std::optional<std::shared_ptr<const ProbeGrid>>();
        RECCE_TRY(auto grid, traced.of(snapshot, cancel));
        return std::optional(grid);
    };
    BoardPainter painter(*renderer, film.models(), nullptr, light);
    const auto job = painter.begin(film.production, film.shot, wish);
    ASSERT_TRUE(job.has_value());
    // Somebody else draws with the same renderer meanwhile.
    const Film other;
    int portions = 0;
    std::optional<render::Finished> finished;
    for (; !finished && portions < 3000; ++portions) {
        EXPECT_EQ(BoardPainter::waitsForLight(**job), portions < 3);
        auto step = painter.drawOn(**job, {1, portions > 3 ? 1000.0 : 0.0});
        ASSERT_TRUE(step.has_value());
        finished = std::move(*step);
        if (portions % 17 == 5) (void)board(other, small(48, 32, 1));
    }
    EXPECT_EQ(asked, 3);
    EXPECT_GT(portions, 9 * 4);
    ASSERT_TRUE(finished.has_value());
    EXPECT_TRUE(finished->picture == whole->picture);
}

TEST_F(BoardTest, OneStopMoreHalvesEveryPixel) {
    Film film;
    film.change<Scene>(film.scene, [](Scene& s) { s.environment.sky = Sky::Overcast; });
    film.change<CameraRig>(film.rig, [](CameraRig& r) { r.stop = TStop(11); });
    const auto open = board(film, small(64, 32, 1));
    film.change<CameraRig>(film.rig, [](CameraRig& r) { r.stop = TStop(16); });
    const auto closed = board(film, small(64, 32, 1));
    for (std::uint32_t y = 18; y < 32; y += 3) EXPECT_NEAR(at(closed.linear, 30, y).y, at(open.linear, 30, y).y / 2, 0.01 * at(open.linear, 30, y).y);
}

TEST_F(BoardTest, ABulbsLumensArriveAsLux) {
    Film film;
    Light light;
    light.id = Id<Light>{0x70};
    light.owner = film.scene;
    light.shape = FixtureShape::Bulb;
    light.output = Lumens(800);
    light.colour = Kelvin(5600);
    light.width = light.height = Metres(0.06);
    light.pose.position = {0, 2, -4};
    film.put(light);
    film.change<CameraRig>(film.rig, [](CameraRig& r) {
        r.keys[0].position = {0, 1.5, -4};
        r.keys[0].angles = {0, -kPi / 2, 0};
        r.stop = TStop(2.8);
    });
    const auto finished = board(film, small(32, 16, 1));
    const Vec3 c = at(finished.linear, 16, 8);
    const double nits = glm::dot(c, Vec3(0.2126, 0.7152, 0.0722)) / finished.sceneLinearPerNit;
    // 800 lm all round are 63.66 cd: 15.9 lx two metres below, plus nothing: there is no sky and the floor is flat.
    EXPECT_NEAR(nits * kPi / 0.18, 800 / (4 * kPi) / 4, 0.4);
    light.on = false;
    film.put(light);
    EXPECT_NEAR(at(board(film, small(32, 16, 1)).linear, 16, 8).y, 0, 1e-4);  // what the shining cube gives
}

TEST_F(BoardTest, PeopleStandOnTheirMarksAndAreFoundByPicking) {
    Film film;
    Character mara;
    mara.id = Id<Character>{0x80};
    mara.name = "MARA";
    mara.height = Metres(1.7);
    film.put(mara);
    Mark mark;
    mark.id = Id<Mark>{0x81};
    mark.scene = film.scene;
    mark.character = mara.id;
    mark.label = "1";
    mark.position = {0, 0, -3};
    film.put(mark);
    StageShelf figures;
    const Stage stage = makeStage({film.production, film.scene, nullptr, 0, film.models(), figures});
    render::View view = render::viewFromTo({0, 1, 2}, {0, 0.85, -3}, 96, 96);
    const auto tags = renderer->pick(stage.snapshot, view, {0, 0, 96, 96});
    ASSERT_TRUE(tags.has_value());
    std::size_t top = 96, bottom = 0;
    for (std::size_t i = 0; i < tags->size(); ++i) {
        if (stage.thing((*tags)[i]) != AnyId(mara.id)) continue;
        top = std::min(top, i / 96);
        bottom = std::max(bottom, i / 96);
    }
    ASSERT_LT(top, bottom);
    // Five metres away, 0.55 rad high: 1.70 m are 1.70 / (2 * 5 * tan(0.275)) of 96 pixels.
    EXPECT_NEAR(static_cast<double>(bottom - top + 1), 1.7 / (2 * 5 * std::tan(0.275)) * 96, 3);
    EXPECT_EQ(stage.tagOf(AnyId(mara.id)), (*tags)[48 * 96 + 48]);
}

TEST_F(BoardTest, AMissingModelIsABoxOfItsLastSize) {
    Film film;
    Asset asset;
    asset.id = Id<Asset>{0x22};
    asset.path = "gone.glb";
    asset.lastBounds.add(Vec3(-0.5, 0, -0.5));
    asset.lastBounds.add(Vec3(0.5, 1, 0.5));
    film.put(asset);
    film.piece(0x52, asset.id, {0, 0, -3});
    StageShelf figures;
    const Stage stage = makeStage({film.production, film.scene, nullptr, 0, film.models(), figures});
    const auto tags = renderer->pick(stage.snapshot, render::viewFromTo({0, 0.5, 2}, {0, 0.5, -3}, 32, 32), {16, 16, 1, 1});
    ASSERT_TRUE(tags.has_value());
    EXPECT_EQ(stage.thing(tags->front()), AnyId(Id<SetPiece>{0x52}));
}

/// A cache of its own in a folder that goes with the test.
class KeptBoards : public BoardTest {
protected:
    void SetUp() override {
        BoardTest::SetUp();
        if (!device) return;
        folder = std::filesystem::temp_directory_path() / ("recce-kept-" + std::to_string(getpid()));
        cache = std::make_shared<BoardCache>(device->report(), folder / "boards");
    }
    void TearDown() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        BoardTest::TearDown();
    }
    Result<render::Finished> shot(const Film& film, BoardWish wish) {
        BoardPainter painter(*renderer, film.models(), cache);
        return painter.shot(film.production, film.shot, wish);
    }
    std::vector<std::filesystem::path> files() const {
        std::vector<std::filesystem::path> found;
        std::error_code none;
        for (const auto& f : std::filesystem::directory_iterator(folder / "boards", none)) found.push_back(f.path());
        return found;
    }
    static BoardWish kept(BoardWish wish) {
        wish.onlyKept = true;
        return wish;
    }
    std::filesystem::path folder;
    std::shared_ptr<BoardCache> cache;
};

TEST_F(KeptBoards, ABoardIsDrawnOnceAndHasTheSameBytesFromDisk) {
    const Film film;
    const BoardWish wish = small(96, 64, 2);
    EXPECT_FALSE(shot(film, kept(wish)).has_value());
    const auto drawn = shot(film, wish);
    ASSERT_TRUE(drawn.has_value());
    EXPECT_GT(drawn->draws, 0u);
    const auto again = shot(film, kept(wish));
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->draws, 0u);
    EXPECT_TRUE(again->picture == drawn->picture);
    EXPECT_EQ(again->sceneLinearPerNit, drawn->sceneLinearPerNit);
    // Another opening of the program finds it too.
    cache = std::make_shared<BoardCache>(device->report(), folder / "boards");
    EXPECT_TRUE(shot(film, kept(wish)).has_value());
    // Another driver draws for itself.
    gpu::DeviceReport other = device->report();
    other.driver += " newer";
    cache = std::make_shared<BoardCache>(other, folder / "boards");
    EXPECT_FALSE(shot(film, kept(wish)).has_value());
}

TEST_F(KeptBoards, WhateverIsSeenMakesItAnotherPicture) {
    const Film first;
    const BoardWish wish = small(96, 64, 2);
    ASSERT_TRUE(shot(first, wish).has_value());
    const auto isAnother = [&](const char* what, const std::function<void(Film&)>& change) {
        Film film;
        film.floor = first.floor;
        film.cube = first.cube;
        EXPECT_TRUE(shot(film, kept(wish)).has_value()) << "the same content in another production";
        change(film);
        EXPECT_FALSE(shot(film, kept(wish)).has_value()) << what;
    };
    isAnother("a moved piece", [](Film& f) { f.change<SetPiece>(Id<SetPiece>{0x51}, [](SetPiece& p) { p.pose.position.x += 1e-6; }); });
    isAnother("a hidden piece", [](Film& f) { f.change<SetPiece>(Id<SetPiece>{0x51}, [](SetPiece& p) { p.visible = false; }); });
    isAnother("a painted piece", [](Film& f) {
        f.change<SetPiece>(Id<SetPiece>{0x51}, [](SetPiece& p) { p.overrides.push_back({"x", Rgb{10, 20, 30}, {}}); });
    });
    isAnother("the sky", [](Film& f) { f.change<Scene>(f.scene, [](Scene& s) { s.environment.sky = Sky::Overcast; }); });
    isAnother("the lens", [](Film& f) { f.change<CameraRig>(f.rig, [](CameraRig& r) { r.keys[0].focal = Millimetres(29); }); });
    isAnother("the focus", [](Film& f) { f.change<CameraRig>(f.rig, [](CameraRig& r) { r.keys[0].focus = Metres(3); }); });
    isAnother("the stop", [](Film& f) { f.change<CameraRig>(f.rig, [](CameraRig& r) { r.stop = TStop(16); }); });
    isAnother("the content of a model", [](Film& f) {
        test::ModelMaker maker;
        maker.box({-0.02, -0.02, -0.02}, {0.02, 0.02, 0.021}, maker.shining(Vec3(400)));
        f.cube = maker.finish();
    });
    // What is not seen makes no difference.
    Film renamed;
    renamed.floor = first.floor;
    renamed.cube = first.cube;
    renamed.change<Shot>(renamed.shot, [](Shot& s) { s.label = "99"; });
    EXPECT_TRUE(shot(renamed, kept(wish)).has_value());
    EXPECT_FALSE(shot(first, kept(small(96, 66, 2))).has_value()) << "another size";
    EXPECT_FALSE(shot(first, kept(small(96, 64, 3))).has_value()) << "another number of samples";
}

TEST_F(KeptBoards, ADamagedFileIsDrawnAgainAndAnUnwritableFolderIsNoError) {
    const Film film;
    const BoardWish wish = small(96, 64, 2);
    const auto drawn = shot(film, wish);
    ASSERT_TRUE(drawn.has_value());
    ASSERT_EQ(files().size(), 1u);
    const auto size = std::filesystem::file_size(files()[0]);
    for (const std::uintmax_t cut : {std::uintmax_t{0}, std::uintmax_t{10}, std::uintmax_t{40}, size / 2, size - 1}) {
        std::filesystem::resize_file(files()[0], cut);
        EXPECT_FALSE(shot(film, kept(wish)).has_value()) << cut;
        const auto again = shot(film, wish);
        ASSERT_TRUE(again.has_value());
        EXPECT_TRUE(again->picture == drawn->picture) << cut;
    }
    {
        std::fstream file(files()[0], std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(200);
        file.put('\x55');
        file.put('\xAA');
    }
    EXPECT_FALSE(shot(film, kept(wish)).has_value());
    std::ofstream(folder / "blocked") << "a file where the folder should be";
    cache = std::make_shared<BoardCache>(device->report(), folder / "blocked" / "boards");
    EXPECT_TRUE(shot(film, wish).has_value());
}

TEST(Daylight, FollowsTheSky) {
    Environment e;
    e.sky = Sky::Clear;
    e.sunElevation = Degrees(60);
    const auto noon = daylightOf(e, Degrees(0));
    // imaging.md 2.6: direct normal 127.5 klx exp(-0.21 m) at m = 1.15.
    EXPECT_NEAR(glm::dot(noon.sunLux, Vec3(0.2126, 0.7152, 0.0722)), 100100, 1500);
    EXPECT_NEAR(noon.toSun.y, std::sin(radians(Degrees(60))), 1e-9);
    e.sky = Sky::Overcast;
    EXPECT_EQ(daylightOf(e, Degrees(0)).sunLux, Vec3(0));
    e.sky = Sky::None;
    EXPECT_EQ(daylightOf(e, Degrees(0)).sky, render::SkyKind::None);
}

}  // namespace
}  // namespace recce
