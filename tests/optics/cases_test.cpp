// The calculator against the reference cases, from ../shared/cases where they are at hand, and what it answers to nonsense.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>

#include "base/files.h"
#include "optics/calculator.h"

namespace recce::optics {
namespace {
const std::filesystem::path kCases = std::filesystem::path(RECCE_SHARED_DIR) / "cases";
const CalcFiles kFiles{{kCases, kCases / "ies"}, std::filesystem::path(RECCE_SOURCE_DIR) / "assets"};

std::vector<CalcCase> sharedCases() {
    const auto csv = readFile(kCases / "cases.csv");
    if (!csv) return {};
    return readCalcCases(*csv, "cases.csv").value();
}

class ReferenceCase : public testing::TestWithParam<CalcCase> {};

TEST_P(ReferenceCase, IsAnswered) {
    const CalcCase& row = GetParam();
    const auto value = calculate(row.quantity, row.arguments, kFiles);
    ASSERT_TRUE(value) << toText(value.error());
    EXPECT_TRUE(agrees(row, *value)) << row.quantity << " gave " << toText(*value) << ", expected " << row.expected << " " << row.tolerance;
}

INSTANTIATE_TEST_SUITE_P(Shared, ReferenceCase, testing::ValuesIn(sharedCases()), [](const auto& row) {
    std::string name = row.param.id;
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ReferenceCase);

Result<CalcValue> ask(std::string_view quantity, CalcArguments arguments) { return calculate(quantity, arguments, kFiles); }

TEST(Calculator, SaysWhatIsWrongWithAQuestion) {
    EXPECT_NE(toText(ask("dof_farr_m", {}).error()).find("dof_far_m"), std::string::npos);
    EXPECT_EQ(ask("dof_far_m", {}).error().code, Code::Usage);
    EXPECT_EQ(ask("hyperfocal_m", {{"focal_mm", "50"}, {"fstop", "8"}}).error().subject, "coc_mm");
    EXPECT_EQ(ask("hyperfocal_m", {{"focal_mm", "fifty"}, {"fstop", "8"}, {"coc_mm", "0.03"}}).error().subject, "focal_mm");
    EXPECT_EQ(ask("hyperfocal_m", {{"focal_mm", "-50"}, {"fstop", "8"}, {"coc_mm", "0.03"}}).error().subject, "focal_mm");
    EXPECT_EQ(ask("hyperfocal_m", {{"focal_mm", "nan"}, {"fstop", "8"}, {"coc_mm", "0.03"}}).error().subject, "focal_mm");
    EXPECT_EQ(ask("hyperfocal_m", {{"focal_mm", "50"}, {"fstop", "8"}, {"coc_mm", "0.03"}, {"colour", "red"}}).error().subject, "colour");
    EXPECT_NE(toText(ask("illuminance_lux", {{"candela", "100"}, {"distance_m", "1"}}).error()).find("source=point"), std::string::npos);
    EXPECT_EQ(ask("ies_lumens", {{"file", "no-such.ies"}}).error().code, Code::NotFound);
    EXPECT_EQ(ask("sun_azimuth_deg", {{"utc", "yesterday"}, {"lat", "0"}, {"lon", "0"}}).error().code, Code::Usage);
    EXPECT_EQ(ask("sunrise_utc_min", {{"date", "2024-06-21"}, {"lat", "80"}, {"lon", "0"}}).error().subject, "date") << "the midnight sun";
    EXPECT_EQ(ask("xy_to_cct_k", {{"x", "0.3"}, {"y", "0"}}).error().code, Code::Usage);
    EXPECT_EQ(ask("integrating_indirect_lux", {{"lumen", "1"}, {"area_m2", "1"}, {"reflectance", "1"}}).error().code, Code::Usage);
    EXPECT_EQ(ask("fov_h_focused_thinlens_deg", {{"sensor_w_mm", "36"}, {"focal_mm", "100"}, {"focus_m", "0.1"}}).error().code, Code::Usage);
}

TEST(Calculator, EveryQuantityIsDocumentedAndChecksItsInputs) {
    for (const CalcQuantity& q : calcQuantities()) {
        SCOPED_TRACE(q.name);
        EXPECT_FALSE(q.meaning.empty());
        bool needs = false;
        for (const CalcInput& i : q.inputs) needs = needs || !i.otherwise;
        ASSERT_TRUE(needs);
        CalcArguments none;
        if (!q.chooser.empty()) none.emplace(q.chooser, q.choice);
        const auto value = calculate(q.name, none, kFiles);
        ASSERT_FALSE(value);
        EXPECT_EQ(value.error().code, Code::Usage);
    }
}

TEST(Calculator, ReadsQuotedTablesAndRefusesBrokenOnes) {
    const auto cases = readCalcCases("id,quantity,inputs,expected,tolerance,note\r\nA,fc_to_lux,value=1,10.7639,rel:1e-4,\"one, \"\"quoted\"\"\nover lines\"\r\nB,el_zone,linear=0.36,+1,exact,\r\n", "t");
    ASSERT_TRUE(cases) << toText(cases.error());
    ASSERT_EQ(cases->size(), 2u);
    for (const CalcCase& row : *cases) EXPECT_TRUE(agrees(row, calculate(row.quantity, row.arguments, kFiles).value())) << row.id;
    EXPECT_FALSE(agrees((*cases)[0], CalcValue(10.8)));
    EXPECT_FALSE(agrees((*cases)[0], CalcValue(10.7639, 1)));
    EXPECT_EQ(readCalcCases("id,quantity\nA,b\n", "t").error().code, Code::Malformed);
    EXPECT_EQ(readCalcCases("id,quantity,inputs,expected,tolerance\nA,b,c,1,exact\n", "t").error().code, Code::Malformed);
}
}  // namespace
}  // namespace recce::optics
