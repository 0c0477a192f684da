// Quantities as people type them. Expected numbers are by definition (foot, inch, foot-candle) or by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "base/text.h"
#include "base/unit_text.h"

namespace recce {
namespace {

struct Case {
    Quantity quantity;
    const char* text;
    double value;
};

TEST(UnitText, ReadsWhatPeopleType) {
    const Case cases[] = {
        {Quantity::Length, "6ft 2in", 1.8796}, {Quantity::Length, "6'2\"", 1.8796}, {Quantity::Length, "6ft2in", 1.8796},
        {Quantity::Length, "5 1/2in", 0.1397}, {Quantity::Length, "2.4m/2", 1.2}, {Quantity::Length, "1m 20cm", 1.2},
        {Quantity::Length, "-10cm", -0.1}, {Quantity::Length, "\xE2\x88\x92" "10cm", -0.1}, {Quantity::Length, "1.8", 1.8},
        {Quantity::Length, "(1m + 50cm) * 2", 3}, {Quantity::Length, "350mm", 0.35}, {Quantity::Length, "+1.5m", 1.5},
        {Quantity::Focal, "50mm", 50}, {Quantity::Focal, "50", 50}, {Quantity::Focal, "2in", 50.8},
        {Quantity::Angle, "12.5deg", 12.5}, {Quantity::Angle, "-3", -3}, {Quantity::Angle, "90\xC2\xB0", 90},
        {Quantity::Temperature, "3200K", 3200}, {Quantity::Temperature, "daylight", 5600},
        {Quantity::Aperture, "T2.8", 2.8}, {Quantity::Aperture, "t/4", 4}, {Quantity::Aperture, "f5.6", 5.6},
        {Quantity::Exposure, "1 1/3", 4.0 / 3}, {Quantity::Exposure, "ND0.6", 2}, {Quantity::Exposure, "2 stops", 2},
        // As filters are engraved: 0.3 is one stop.
        {Quantity::Density, "0.6", 2}, {Quantity::Density, "ND0.6", 2}, {Quantity::Density, "0.6 ND", 2}, {Quantity::Density, "nd 1.2", 4},
        {Quantity::Density, "2 stops", 2}, {Quantity::Density, "2st", 2}, {Quantity::Density, "1 1/3 stops", 4.0 / 3}, {Quantity::Density, "0", 0},
        {Quantity::Shutter, "1/48", 180}, {Quantity::Shutter, "172.8", 172.8}, {Quantity::Sensitivity, "EI 800", 800},
        {Quantity::Time, "2s", 48}, {Quantity::Time, "36f", 36}, {Quantity::Time, "0:02:12", 60}, {Quantity::Time, "1:00", 1440},
        {Quantity::Share, "60%", 0.6}, {Quantity::Share, "0.6", 0.6},
        {Quantity::Illuminance, "50fc", 50 / (0.3048 * 0.3048)}, {Quantity::WorkTime, "1h 15min", 75}, {Quantity::WorkTime, "1.5h", 90},
        {Quantity::FrameRate, "23.976", 24000.0 / 1001},
    };
    for (const Case& c : cases) {
        const auto value = parseQuantity(c.quantity, c.text);
        ASSERT_TRUE(value) << c.text << ": " << toText(value.error());
        EXPECT_NEAR(*value, c.value, 1e-9 * std::max(1.0, std::abs(c.value))) << c.text;
    }
}

TEST(UnitText, RelativeEntriesStartFromTheCurrentValue) {
    UnitContext context;
    context.current = 2;
    EXPECT_DOUBLE_EQ(*parseQuantity(Quantity::Length, "+10cm", context), 2.1);
    EXPECT_DOUBLE_EQ(*parseQuantity(Quantity::Length, "+-10cm", context), 1.9);
    EXPECT_DOUBLE_EQ(*parseQuantity(Quantity::Length, "*1.5", context), 3);
    EXPECT_DOUBLE_EQ(*parseQuantity(Quantity::Length, "/4", context), 0.5);
    EXPECT_DOUBLE_EQ(*parseQuantity(Quantity::Length, "-10cm", context), -0.1);
}

TEST(UnitText, RefusesNonsenseWithTheExpectation) {
    for (const char* text : {"", "abc", "1.8kg", "6ft 2", "2in 6ft", "1e999", "nan", "1/0", "((((", "5mm mm", "1..2"}) {
        const auto value = parseQuantity(Quantity::Length, text);
        ASSERT_FALSE(value) << text;
        EXPECT_NE(value.error().message.find("6ft 2in"), std::string::npos);
        EXPECT_EQ(value.error().code, Code::Usage);
    }
    EXPECT_FALSE(parseQuantity(Quantity::Length, std::string(100000, '(')));
}

TEST(UnitText, ShowsAsTheTradeRounds) {
    UnitContext feet;
    feet.imperial = true;
    EXPECT_EQ(quantityText(Quantity::Length, 1.384), "1.38 m");
    EXPECT_EQ(quantityText(Quantity::Length, 1.8796, feet), "6ft 2in");
    EXPECT_EQ(quantityText(Quantity::Length, 0.3048, feet), "1ft");
    EXPECT_EQ(quantityText(Quantity::Length, -0.0001), "0.00 m");
    EXPECT_EQ(quantityText(Quantity::Aperture, 2.8), "T2.8");
    EXPECT_EQ(quantityText(Quantity::Share, 0.6), "60 %");
    EXPECT_EQ(quantityText(Quantity::Density, 2), "0.6 ND");
    EXPECT_EQ(quantityText(Quantity::Density, 0), "0 ND");
    EXPECT_EQ(quantityText(Quantity::Length, HUGE_VAL), "inf");
    EXPECT_DOUBLE_EQ(*parseQuantity(Quantity::Length, "6", feet), 6 * 0.3048);
}

TEST(UnitText, FrameRatesAreExact) {
    EXPECT_EQ(*parseFrameRate("23.976"), (FrameRate{24000, 1001}));
    EXPECT_EQ(*parseFrameRate("23.98"), (FrameRate{24000, 1001}));
    EXPECT_EQ(*parseFrameRate("29.97"), (FrameRate{30000, 1001}));
    EXPECT_EQ(*parseFrameRate("59.94"), (FrameRate{60000, 1001}));
    EXPECT_EQ(*parseFrameRate("25"), (FrameRate{25, 1}));
    EXPECT_EQ(*parseFrameRate("12.5"), (FrameRate{12500, 1000}));
    EXPECT_EQ(*parseFrameRate("24000/1001"), (FrameRate{24000, 1001}));
    for (const char* text : {"0", "-24", "24/0", "1/2/3", "x", ""}) EXPECT_FALSE(parseFrameRate(text)) << text;
    EXPECT_EQ(frameRateText({24000, 1001}), "24000/1001");
}

TEST(UnitText, Eighths) {
    // The list of spec "Page eighths".
    const std::pair<const char*, int> reads[] = {{"3/8", 3}, {"1", 8}, {"1 1/8", 9}, {"2", 16}, {"2 0/8", 16}, {"4/8", 4}, {"11/8", 11}, {"1.0", 8}};
    for (const auto& [text, eighths] : reads) EXPECT_EQ(*parseEighths(text), eighths) << text;
    const std::pair<int, const char*> shows[] = {{3, "3/8"}, {8, "1"}, {11, "1 3/8"}, {12, "1 4/8"}, {16, "2"}, {19, "2 3/8"}, {83, "10 3/8"}, {165, "20 5/8"}};
    for (const auto& [eighths, text] : shows) EXPECT_EQ(eighthsText(eighths), text);
    for (const char* text : {"", "0", "-1", "1/3", "a", "1.3"}) EXPECT_FALSE(parseEighths(text)) << text;
}

TEST(Text, IsMadeCleanAndComposed) {
    EXPECT_EQ(toCleanText("Ame\xCC\x81lie"), "Am\xC3\xA9lie");  // e + combining acute becomes one code point
    EXPECT_EQ(toCleanText("a\xFF" "b"), "a\xEF\xBF\xBD" "b");
    EXPECT_EQ(toCleanText(std::string_view("a\0b\x1B[31m", 8)), "ab[31m");
    EXPECT_EQ(toCleanText("\xE2\x80\xAE" "exe"), "exe");  // right-to-left override
    EXPECT_EQ(toCleanText("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a lone surrogate is no UTF-8
}

TEST(Text, ShellWords) {
    std::vector<std::string> words;
    ASSERT_TRUE(shellWords(R"(add-mark "MARA VOSS" at=1,0,2 label='at the \table' x=\"q)", words));
    EXPECT_EQ(words, (std::vector<std::string>{"add-mark", "MARA VOSS", "at=1,0,2", "label=at the \\table", "x=\"q"}));
    words.clear();
    EXPECT_FALSE(shellWords("a 'b", words));
    for (const char* word : {"plain", "two words", "it's", "", "a=b", "$last"}) {
        words.clear();
        ASSERT_TRUE(shellWords(shellQuoted(word), words));
        EXPECT_EQ(words, std::vector<std::string>{word});
    }
}

}  // namespace
}  // namespace recce
