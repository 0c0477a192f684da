#include "app/ui/style.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <ft2build.h>
#include FT_FREETYPE_H
#include <imgui_freetype.h>

namespace recce::ui {
namespace colour {

ImU32 of(const Rgb& c, unsigned alpha) { return c.r | (static_cast<ImU32>(c.g) << 8) | (static_cast<ImU32>(c.b) << 16) | (alpha << 24); }

void moreContrast(bool on) {
    text2 = rgb(on ? 0xEDEDED : 0xB9B9B9);
    text3 = rgb(on ? 0xB9B9B9 : 0x8E8E8E);
    fieldBorder = rgb(on ? 0x6E6E6E : 0x343434);
    casing = rgb(0x000000, on ? 255 : 178);
}

ImU32 faded(ImU32 c, float alpha) {
    const auto a = static_cast<ImU32>(static_cast<float>((c >> 24) & 255u) * alpha);
    return (c & 0x00FFFFFFu) | (a << 24);
}

ImU32 strip(IntExt where, const std::string& time) {
    const auto has = [&](const char* word) { return time.find(word) != std::string::npos; };
    if (has("DAWN")) return rgb(0xE0A79C);
    if (has("DUSK")) return rgb(0xD99A5B);
    if (where == IntExt::IntExt) return rgb(0xD6AFA0);
    const bool night = has("NIGHT") || has("EVENING");
    if (where == IntExt::Int) return night ? rgb(0x86A3CF) : rgb(0xD9D5CC);
    return night ? rgb(0x7FB08B) : rgb(0xDCC465);
}

}  // namespace colour

Rgb markColour(std::size_t index) {
    static constexpr unsigned kTape[] = {0xE26B1B, 0x41B0BC, 0xEAE563, 0xFBBFC6, 0x607DE8,
                                         0x81C672, 0xC83B2C, 0xF2F2F2, 0x916096, 0x9E8C74};
    const unsigned hex = kTape[index % std::size(kTape)];
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>((hex >> 8) & 255), static_cast<std::uint8_t>(hex & 255)};
}

namespace {

/// ImGui's FreeType builder rounds every advance up to a whole pixel, which spaces small type out. The face's own
/// advances are put back; tabular digits keep theirs.
void restoreAdvances(ImFont& font, const std::string& path, float height) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    if (FT_Init_FreeType(&library) != 0) return;
    if (FT_New_Face(library, path.c_str(), 0, &face) == 0) {
        const float scale = height / static_cast<float>(face->ascender - face->descender);
        for (ImFontGlyph& glyph : font.Glyphs) {
            if (glyph.Codepoint >= '0' && glyph.Codepoint <= '9') continue;
            if (FT_Load_Char(face, glyph.Codepoint, FT_LOAD_NO_SCALE) == 0)
                glyph.AdvanceX = static_cast<float>(face->glyph->metrics.horiAdvance) * scale;
        }
        font.BuildLookupTable();
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
}

}  // namespace

Fonts loadFonts(const std::string& folder, float scale) {
    struct Face {
        const char* file;
        float points;
    };
    static constexpr Face kFaces[] = {{"Inter-Regular.otf", 11}, {"Inter-Medium.otf", 11},   {"Inter-Regular.otf", 12},
                                      {"Inter-Medium.otf", 12},  {"Inter-Regular.otf", 13},  {"Inter-Medium.otf", 13},
                                      {"Inter-SemiBold.otf", 13}, {"Inter-SemiBold.otf", 15}, {"Inter-SemiBold.otf", 17}};
    // Everything but the ten digits, then the digits alone with one advance: tabular numbers.
    static constexpr ImWchar kLetters[] = {0x0020, 0x002F, 0x003A, 0x00FF, 0x0100, 0x024F, 0x0370, 0x03FF, 0x0400, 0x04FF,
                                           0x1E00, 0x1EFF, 0x2010, 0x2027, 0x2030, 0x203A, 0x2044, 0x2044, 0x20AC, 0x20AC,
                                           0x2122, 0x2122, 0x2150, 0x215E, 0x2190, 0x2193, 0x2212, 0x2212, 0x2260, 0x2265, 0};
    static constexpr ImWchar kDigits[] = {0x0030, 0x0039, 0};
    static constexpr ImWchar kIcons[] = {0xF000, 0xF2E0, 0};
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_NoHinting;
    atlas->Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    Fonts fonts;
    fonts.scale = scale;
    for (std::size_t i = 0; i < std::size(kFaces); ++i) {
        const std::string path = folder + "/" + kFaces[i].file;
        // ImGui takes the line height of the face as the size; Inter's is 1.21 em, so that 13 means 13 px of em.
        const float height = std::round(kFaces[i].points * scale * 1.21f);
        ImFontConfig config;
        config.GlyphRanges = kLetters;
        ImFont* font = atlas->AddFontFromFileTTF(path.c_str(), height, &config, kLetters);
        const float digit = std::round(kFaces[i].points * scale * 0.635f * 2) / 2;
        ImFontConfig digits;
        digits.MergeMode = true;
        digits.GlyphMinAdvanceX = digits.GlyphMaxAdvanceX = digit;
        atlas->AddFontFromFileTTF(path.c_str(), height, &digits, kDigits);
        fonts.at[i] = font;
    }
    const std::string symbols = folder + "/forkawesome-webfont.ttf";
    fonts.at[static_cast<std::size_t>(Font::Icon)] =
        atlas->AddFontFromFileTTF(symbols.c_str(), std::round(size::icon * scale), nullptr, kIcons);
    fonts.at[static_cast<std::size_t>(Font::IconBig)] =
        atlas->AddFontFromFileTTF(symbols.c_str(), std::round(size::iconBig * scale), nullptr, kIcons);
    atlas->Build();
    for (std::size_t i = 0; i < std::size(kFaces); ++i)
        restoreAdvances(*fonts.at[i], folder + "/" + kFaces[i].file, std::round(kFaces[i].points * scale * 1.21f));
    ImGui::GetIO().FontDefault = fonts.at[static_cast<std::size_t>(Font::Body)];
    return fonts;
}

void applyStyle(float scale) {
    ImGuiStyle style;
    style.WindowPadding = style.FramePadding = ImVec2(0, 0);
    style.ItemSpacing = style.ItemInnerSpacing = ImVec2(0, 0);
    style.WindowRounding = style.ChildRounding = 0;
    style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = style.PopupBorderSize = 0;
    style.PopupRounding = size::roundCard * scale;
    style.ScrollbarSize = size::scroll * scale;
    style.ScrollbarRounding = size::round * scale;
    style.GrabMinSize = size::row * scale;
    style.WindowMinSize = ImVec2(1, 1);
    style.AntiAliasedLinesUseTex = false;
    style.CircleTessellationMaxError = 0.2f;
    const auto set = [&](ImGuiCol which, ImU32 c) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(c); };
    for (auto& c : style.Colors) c = ImVec4(0, 0, 0, 0);
    set(ImGuiCol_Text, colour::text1);
    set(ImGuiCol_TextDisabled, colour::text3);
    set(ImGuiCol_TextSelectedBg, colour::accentFill);
    set(ImGuiCol_PopupBg, colour::bg3);
    set(ImGuiCol_ScrollbarGrab, colour::bg5);
    set(ImGuiCol_ScrollbarGrabHovered, colour::fieldHover);
    set(ImGuiCol_ScrollbarGrabActive, colour::text3);
    ImGui::GetStyle() = style;
}

}  // namespace recce::ui
