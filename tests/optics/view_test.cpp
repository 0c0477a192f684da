// View transforms and .cube tables: published values, and damaged tables.
#include <gtest/gtest.h>

#include <filesystem>

#include <fmt/format.h>

#include "base/files.h"
#include "optics/view.h"

namespace recce::optics {
namespace {
std::string cube(int size, const char* head = "") {
    std::string out = fmt::format("TITLE \"t\"\n# a note\nLUT_3D_SIZE {}\n{}", size, head);
    for (int b = 0; b < size; ++b)
        for (int g = 0; g < size; ++g)
            for (int r = 0; r < size; ++r) out += fmt::format("{} {} {}\n", r / (size - 1.0), g / (size - 1.0), b / (size - 1.0));
    return out;
}

TEST(Cube, AnIdentityTableChangesNothing) {
    const auto table = readCube(cube(5), "t.cube");
    ASSERT_TRUE(table) << toText(table.error());
    for (const Vec3& c : {Vec3(0), Vec3(1), Vec3(0.1, 0.7, 0.33), Vec3(0.99, 0.01, 0.5)})
        for (int i = 0; i < 3; ++i) EXPECT_NEAR(table->at(c)[i], c[i], 1e-12);
    EXPECT_EQ(table->at({-5, 9, 0.5}), Vec3(0, 1, 0.5)) << "clamped to its domain";
    const auto wide = readCube(cube(3, "DOMAIN_MIN -1 -1 -1\nDOMAIN_MAX 3 3 3\n"), "t.cube");
    ASSERT_TRUE(wide);
    EXPECT_NEAR(wide->at(Vec3(1)).x, 0.5, 1e-12);
}

TEST(Cube, CurvesActOnTheirOwnChannel) {
    const auto table = readCube("LUT_1D_SIZE 3\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2\n0 1 0.5\n0.25 0.5 0.5\n1 0 0.5\n", "t.cube");
    ASSERT_TRUE(table) << toText(table.error());
    EXPECT_TRUE(table->curves);
    const Vec3 c = table->at({0.5, 1.5, 9});
    EXPECT_NEAR(c.x, 0.125, 1e-12);
    EXPECT_NEAR(c.y, 0.25, 1e-12);
    EXPECT_NEAR(c.z, 0.5, 1e-12);
}

TEST(Cube, ATableTakesItsCamerasGamut) {
    // ARRI's white paper on LogC3: Wide Gamut to BT.709.
    const Mat3 back = glm::inverse(toTableGamut(TableInput::LogC3));
    const double rows[3][3] = {{1.617523, -0.537287, -0.080237}, {-0.070573, 1.334613, -0.264040}, {-0.021102, -0.226954, 1.248056}};
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(back[c][r], rows[r][c], 2e-5) << r << c;
    for (const TableInput input : {TableInput::LogC3, TableInput::LogC4, TableInput::SLog3, TableInput::AcesCct})
        for (int c = 0; c < 3; ++c) EXPECT_NEAR((toTableGamut(input) * Vec3(1))[c], 1, 2e-5) << "white stays white";
    // Grey through an identity table is the log's own grey.
    ShowLut lut{*readCube(cube(3), "t.cube"), TableInput::LogC3, {}};
    EXPECT_NEAR(lut.code(Vec3(0.18)).y, 0.391, 5e-4);
    lut.input = TableInput::Display;
    EXPECT_NEAR(lut.code(Vec3(0.18)).y, agx(Vec3(0.18)).y, 1e-12);
}

TEST(Cube, DamagedTablesAreRefusedWithTheLine) {
    const auto refused = [](const std::string& text, const char* says) {
        const auto table = readCube(text, "t.cube");
        ASSERT_FALSE(table) << says;
        EXPECT_NE(toText(table.error()).find(says), std::string::npos) << toText(table.error());
    };
    refused("", "0 of 0");
    refused("LUT_1D_SIZE 4\n0 0 0\n", "ends after 1 of 4");
    refused("LUT_1D_SIZE 70000\n", "Line 1");
    refused("LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n", "Line 2");
    refused("LUT_3D_SIZE 500\n", "Line 1");
    refused("LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n", "Line 2");
    refused("0 0 0\n", "before LUT_3D_SIZE");
    refused("LUT_3D_SIZE 2\n0 0 0\n0 zero 0\n", "Line 3");
    refused("LUT_3D_SIZE 2\n0 0 nan\n", "Line 2");
    refused(cube(3) + "1 1 1\n", "more rows");
    refused(cube(3).substr(0, cube(3).size() - 6), "ends after");
    refused(cube(2, "DOMAIN_MIN 1 1 1\nDOMAIN_MAX 0 0 0\n"), "DOMAIN_MAX");
}

TEST(View, AgxGivesTheValuesOfItsPublishedTable) {
    // Neutral values of Blender 4's AgX Base table.
    const double rows[][2] = {{0.0028125, 0.01627}, {0.045, 0.21262}, {0.18, 0.46133}, {0.72, 0.72424}, {5.76, 0.94036}};
    for (const auto& row : rows) EXPECT_NEAR(agx(Vec3(row[0])).y, row[1], 5e-4) << row[0];
}

TEST(View, TheAcesTableGivesWhatOpenColorIoGives) {
    const auto bytes = readFile(std::filesystem::path(RECCE_SOURCE_DIR) / "assets" / "views" / "aces13-sdr.cube");
    ASSERT_TRUE(bytes) << toText(bytes.error());
    const auto table = readCube(*bytes, "aces13-sdr.cube");
    ASSERT_TRUE(table) << toText(table.error());
    // OpenColorIO 2.1, ACES-OUTPUT SDR-VIDEO_1.0 and the sRGB display.
    const double greys[][2] = {{0.045, 0.1121}, {0.09, 0.209}, {0.18, 0.356}, {0.36, 0.550}, {1.0, 0.812}, {11.5, 0.994}};
    for (const auto& row : greys) EXPECT_NEAR(aces13Sdr(Vec3(row[0]), *table).y, row[1], 0.003) << row[0];
    EXPECT_NEAR(aces13Sdr({0.5, 0.1, 0.1}, *table).x, 0.5950, 0.008);
}

TEST(View, ExposureToolsFollowTheirManuals) {
    EXPECT_EQ(falseColour(0.40), "green");
    EXPECT_EQ(falseColour(0.30), "none");
    EXPECT_EQ(falseColour(1.2), "red");
    EXPECT_EQ(stopZoneText(stopZone(0.18 * std::exp2(-2.6))), "-3");
    EXPECT_EQ(stopZoneText(stopZone(0.18 * std::exp2(0.4))), "+0.5");
    EXPECT_EQ(stopZoneText(stopZone(0)), "-6");
    EXPECT_EQ(stopZoneText(stopZone(100)), "+6");
    // BT.709's own colour bars: blue and yellow lie opposite each other.
    EXPECT_NEAR(vectorscopeAngle({1, 1, 0}) + 180, vectorscopeAngle({0, 0, 1}), 1e-6);
}
}  // namespace
}  // namespace recce::optics
