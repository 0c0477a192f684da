// IES files of every symmetry and type, made here with known light, and damaged ones.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "optics/ies.h"

namespace recce::optics {
namespace {
struct Sheet {
    std::string head = "IESNA:LM-63-2002\n[LUMINAIRE] A lamp\n";
    std::string tilt = "TILT=NONE\n";
    int type = 1;
    double first = 0, last = 0, step = 15;  ///< horizontal angles; first = last: one
    double low = 0, high = 90, rise = 2.5;
    double multiplier = 1, ballast = 1, second = 1;
};

std::string written(const Sheet& s, const std::function<double(double h, double v)>& candela, const char* separator = " ") {
    std::vector<double> h, v;
    for (double a = s.first; a <= s.last + 1e-9; a += s.step) h.push_back(a);
    for (double a = s.low; a <= s.high + 1e-9; a += s.rise) v.push_back(a);
    std::string out = s.head + s.tilt + fmt::format("1 -1 {} {} {} {} 2 0.1 0.1 0\n{} {} 100\n", s.multiplier, v.size(), h.size(), s.type, s.ballast, s.second);
    for (const double a : v) out += fmt::format("{}{}", a, separator);
    out += "\n";
    for (const double a : h) out += fmt::format("{}{}", a, separator);
    out += "\n";
    for (const double a : h) {
        for (const double b : v) out += fmt::format("{}{}", candela(a, b), separator);
        out += "\n";
    }
    return out;
}
double cosine(double degrees) { return std::max(0.0, std::cos(degrees * kPi / 180)); }

IesProfile read(const std::string& text) {
    auto profile = readIes(text, "lamp.ies");
    EXPECT_TRUE(profile) << toText(profile.error());
    return std::move(*profile);
}

TEST(Ies, AMattLampHasItsKnownFluxAndBeam) {
    const IesProfile p = read(written({}, [](double, double v) { return 1000 * cosine(v); }));
    EXPECT_EQ(p.luminaire, "A lamp");
    EXPECT_NEAR(p.flux().value, 1000 * kPi, 3);
    EXPECT_NEAR(p.widthAt(0.5, 0).value, 120, 0.01);
    EXPECT_NEAR(p.sample(77, 60).value, 500, 0.1);
    EXPECT_EQ(p.sample(0, 120).value, 0) << "nothing above the horizontal";
    EXPECT_NEAR(p.along({0, 0, -1}).value, 1000, 1e-9);
    EXPECT_NEAR(p.along(glm::normalize(Vec3(1, 0, -1))).value, 1000 * std::sqrt(0.5), 0.2);
}

TEST(Ies, EverySymmetryGivesTheWholeCircle) {
    // 1000 cos V (1 + 0.5 f(H)), each file giving only the part that its symmetry needs.
    const struct { double first, last; double (*f)(double); } sheets[] = {
        {0, 90, [](double h) { return std::cos(2 * h); }},
        {0, 180, [](double h) { return std::cos(h); }},
        {90, 270, [](double h) { return std::sin(h); }},
        {0, 360, [](double h) { return std::sin(h + 0.3); }},
        {0, 345, [](double h) { return std::sin(h + 0.3); }},
    };
    for (const auto& s : sheets) {
        SCOPED_TRACE(fmt::format("{} to {}", s.first, s.last));
        Sheet sheet;
        sheet.first = s.first;
        sheet.last = s.last;
        const IesProfile p = read(written(sheet, [&](double h, double v) { return 1000 * cosine(v) * (1 + 0.5 * s.f(h * kPi / 180)); }));
        for (double h = 0; h < 360; h += 15) EXPECT_NEAR(p.sample(h, 45).value, 1000 * cosine(45) * (1 + 0.5 * s.f(h * kPi / 180)), 0.6) << h;
        EXPECT_NEAR(p.sample(-10, 45).value, p.sample(350, 45).value, 1e-9);
        EXPECT_NEAR(p.flux().value, 1000 * kPi, 4) << "the modulation averages out";
    }
}

TEST(Ies, FactorsCountByTheStandardOfTheFile) {
    Sheet sheet;
    sheet.multiplier = 2;
    sheet.ballast = 0.5;
    sheet.second = 0.8;
    const auto even = [](double, double) { return 100.0; };
    EXPECT_NEAR(read(written(sheet, even)).peak().value, 100, 1e-9) << "2002: the second factor means nothing";
    sheet.head = "IESNA91\n";
    EXPECT_NEAR(read(written(sheet, even)).peak().value, 80, 1e-9) << "1991: it is the lamp's share";
    sheet.head = "[TEST] no version: 1986\n";
    EXPECT_NEAR(read(written(sheet, even)).peak().value, 80, 1e-9);
    sheet.head = "IES:LM-63-2019\n";
    sheet.second = 1.1;
    EXPECT_NEAR(read(written(sheet, even)).peak().value, 100, 1e-9) << "2019: it says who made the file";
}

TEST(Ies, TakesTiltBlocksCommasAndStrangeLineBreaks) {
    Sheet sheet;
    sheet.tilt = "TILT=INCLUDE\n1\n3\n0 45 90\n1 0.9 0.8\n";
    EXPECT_NEAR(read(written(sheet, [](double, double v) { return 1000 * cosine(v); }, ",\r\n")).flux().value, 1000 * kPi, 3);
    EXPECT_EQ(readIes("IESNA:LM-63-2002\nTILT=other.tlt\n1 2 3", "l").error().code, Code::Unsupported);
}

TEST(Ies, TypeBHasItsPolesAtTheSides) {
    Sheet sheet;
    sheet.type = 2;
    sheet.first = -90;
    sheet.last = 90;
    sheet.low = -90;
    sheet.step = 5;
    sheet.rise = 5;
    // A matt panel facing straight ahead: cos of the angle to the axis is cos H cos V.
    const IesProfile p = read(written(sheet, [](double h, double v) { return 1000 * cosine(h) * cosine(v); }));
    EXPECT_NEAR(p.flux().value, 1000 * kPi, 12);
    EXPECT_NEAR(p.along(glm::normalize(Vec3(1, 0, -1))).value, 1000 * std::sqrt(0.5), 1);
    EXPECT_NEAR(p.along(glm::normalize(Vec3(0, 1, -1))).value, 1000 * std::sqrt(0.5), 1);
    EXPECT_NEAR(p.along(glm::normalize(Vec3(1, 1, -1))).value, 1000 / std::sqrt(3.0), 4);
    // Half of it means its mirror too.
    sheet.first = 0;
    EXPECT_NEAR(read(written(sheet, [](double h, double v) { return 1000 * cosine(h) * cosine(v); })).flux().value, p.flux().value, 1e-6);
}

TEST(Ies, DamagedFilesAreRefusedWithTheirReason) {
    const std::string good = written({}, [](double, double v) { return 1000 * cosine(v); });
    const auto refused = [](const std::string& text, const char* says) {
        const auto p = readIes(text, "lamp.ies");
        ASSERT_FALSE(p) << says;
        EXPECT_EQ(p.error().subject, "lamp.ies");
        EXPECT_NE(p.error().message.find(says), std::string::npos) << p.error().message;
    };
    refused("", "TILT");
    refused(good.substr(0, good.size() - 60), "ends at line");
    refused("TILT=NONE\n1 -1 1 1000000 1000000 1 2 0 0 0 1 1 1\n", "not to be believed");
    refused("TILT=NONE\n1 -1 1 1e300 1 1 2 0 0 0 1 1 1\n", "whole number");
    refused("TILT=NONE\n1 -1 1 -3 1 1 2 0 0 0 1 1 1\n", "whole number");
    refused("TILT=NONE\n1 -1 nan 3 1 1 2 0 0 0 1 1 1\n", "no number");
    refused("TILT=NONE\n1 -1 1 3 1 1 2 0 0 0\n1 1 1\n0 60 30\n0\n1 1 1\n", "do not ascend");
    refused("TILT=NONE\n1 -1 1 3 1 1 2 0 0 0\n1 1 1\n0 60 400\n0\n1 1 1\n", "outside");
    refused("TILT=NONE\n1 -1 1 3 1 7 2 0 0 0\n1 1 1\n0 60 90\n0\n1 1 1\n", "type");
    refused("TILT=NONE\n1 -1 1 3 1 1 2 0 0 0\n1 1 1\n0 60 90\n0\n0 0 0\n", "zero");
    refused("TILT=NONE\n1 -1 1 3 1 1 2 0 0 0\n1 1 1\n0 60 90\n0\n1 -5 0\n", "negative");
    // The last value alone may lose digits unnoticed.
    for (std::size_t cut = 0; cut < good.size() - 40; cut += 7) EXPECT_FALSE(readIes(good.substr(0, cut), "lamp.ies")) << cut;
}
}  // namespace
}  // namespace recce::optics
