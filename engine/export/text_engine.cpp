// Pango over a private fontconfig set; see text_engine.h.
#include "export/text_engine.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

namespace recce {
namespace {

// Layouts are made at this size and scaled, so that widths do not depend on the size they are asked for.
constexpr double kLayoutSize = 100;

std::string xmlText(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else out += c;
    }
    return out;
}

// Our folder, then the system's fonts for the alphabets that Inter lacks, without the system's Inter: pages must have
// the same bytes wherever another version of it is installed.
std::string configText(const std::filesystem::path& fonts) {
    return "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
           "<dir>" + xmlText(fonts.string()) + "</dir><dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
           "<selectfont><rejectfont><glob>/usr/*/Inter*</glob></rejectfont></selectfont>"
           "<cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>";
}

PangoWeight pangoWeight(drawing::Weight weight) {
    switch (weight) {
        case drawing::Weight::Medium: return PANGO_WEIGHT_MEDIUM;
        case drawing::Weight::SemiBold: return PANGO_WEIGHT_SEMIBOLD;
        case drawing::Weight::Bold: return PANGO_WEIGHT_BOLD;
        case drawing::Weight::Regular: break;
    }
    return PANGO_WEIGHT_NORMAL;
}

}  // namespace

struct TextEngine::State {
    FcConfig* config = nullptr;
    PangoFontMap* map = nullptr;
    PangoContext* context = nullptr;
    PangoLayout* layout = nullptr;
    std::array<PangoFontDescription*, 4> fonts{};
    std::unordered_map<std::string, double> widths;
    std::vector<std::string> lacking;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        for (auto* font : fonts)
            if (font) pango_font_description_free(font);
        if (layout) g_object_unref(layout);
        if (context) g_object_unref(context);
        if (map) g_object_unref(map);
        if (config) FcConfigDestroy(config);
    }

    void set(std::string_view text, drawing::Weight weight) {
        pango_layout_set_font_description(layout, fonts[static_cast<std::size_t>(weight)]);
        pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
        if (pango_layout_get_unknown_glyphs_count(layout) > 0 &&
            std::find(lacking.begin(), lacking.end(), text) == lacking.end())
            lacking.emplace_back(text);
    }
    double layoutWidth() const {
        PangoRectangle logical;
        pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), nullptr, &logical);
        return static_cast<double>(logical.width) / PANGO_SCALE;
    }
};

TextEngine::TextEngine(std::unique_ptr<State> state) : state_(std::move(state)) {}
TextEngine::~TextEngine() = default;

Result<std::shared_ptr<TextEngine>> TextEngine::open(const std::filesystem::path& fonts) {
    if (!std::filesystem::exists(fonts / "Inter-Regular.otf") && !std::filesystem::exists(fonts / "Inter-Regular.ttf"))
        return fail(Code::NotFound, "The program's fonts are missing.", fonts.string(), "Build again, or run tools/setup.");
    auto state = std::make_unique<State>();
    state->config = FcConfigCreate();
    const std::string xml = configText(std::filesystem::absolute(fonts));
    if (!FcConfigParseAndLoadFromMemory(state->config, reinterpret_cast<const FcChar8*>(xml.c_str()), FcTrue) ||
        !FcConfigBuildFonts(state->config))
        return fail(Code::Unreadable, "The fonts cannot be read.", fonts.string());
    state->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(state->map), state->config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(state->map), 72);
    state->context = pango_font_map_create_context(state->map);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(state->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(state->context, FALSE);
    pango_context_set_language(state->context, pango_language_from_string("en"));
    for (std::size_t i = 0; i < state->fonts.size(); ++i) {
        PangoFontDescription* font = pango_font_description_new();
        pango_font_description_set_family_static(font, "Inter");
        pango_font_description_set_weight(font, pangoWeight(static_cast<drawing::Weight>(i)));
        pango_font_description_set_absolute_size(font, kLayoutSize * PANGO_SCALE);
        state->fonts[i] = font;
    }
    state->layout = pango_layout_new(state->context);
    pango_layout_set_single_paragraph_mode(state->layout, TRUE);
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_layout_set_attributes(state->layout, attributes);
    pango_attr_list_unref(attributes);
    return std::shared_ptr<TextEngine>(new TextEngine(std::move(state)));
}

double TextEngine::width(std::string_view text, const drawing::TextStyle& style) {
    if (text.empty()) return 0;
    std::string key(1, static_cast<char>('0' + static_cast<int>(style.weight)));
    key += text;
    auto [at, fresh] = state_->widths.try_emplace(std::move(key), 0.0);
    if (fresh) {
        state_->set(text, style.weight);
        at->second = state_->layoutWidth();
    }
    return at->second * style.size / kLayoutSize;
}

drawing::Measure TextEngine::measure(std::shared_ptr<TextEngine> engine) {
    return [engine = std::move(engine)](std::string_view text, const drawing::TextStyle& style) { return engine->width(text, style); };
}

void TextEngine::draw(cairo_t* context, const drawing::Text& item) {
    state_->set(item.text, item.style.weight);
    const double k = item.style.size / kLayoutSize, w = state_->layoutWidth();
    const double shift = item.anchor == drawing::Anchor::Left ? 0 : item.anchor == drawing::Anchor::Centre ? w / 2 : w;
    const Rgb c = item.style.paint.colour;
    cairo_save(context);
    cairo_translate(context, item.at.x, item.at.y);
    cairo_rotate(context, item.turn);
    cairo_scale(context, k, k);
    cairo_set_source_rgba(context, c.r / 255.0, c.g / 255.0, c.b / 255.0, item.style.paint.alpha);
    cairo_move_to(context, -shift, 0);
    pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(state_->layout, 0));
    cairo_restore(context);
}

std::string TextEngine::outline(std::string_view text, const drawing::TextStyle& style) {
    state_->set(text, style.weight);
    cairo_surface_t* surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nullptr);
    cairo_t* context = cairo_create(surface);
    // Flattening is off for copied paths; the scale keeps enough of cairo's 1/256 fixed point.
    cairo_move_to(context, 0, 0);
    pango_cairo_layout_line_path(context, pango_layout_get_line_readonly(state_->layout, 0));
    cairo_path_t* path = cairo_copy_path(context);
    const double k = style.size / kLayoutSize;
    std::string out;
    const auto put = [&](char command, const cairo_path_data_t* p, int points) {
        out += command;
        for (int i = 1; i <= points; ++i) out += fmt::format("{}{:.3f} {:.3f}", i > 1 ? " " : "", p[i].point.x * k, p[i].point.y * k);
    };
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t* p = &path->data[i];
        // A lone move (cairo leaves one after every glyph) draws nothing.
        const bool lone = i + p->header.length >= path->num_data || path->data[i + p->header.length].header.type == CAIRO_PATH_MOVE_TO;
        switch (p->header.type) {
            case CAIRO_PATH_MOVE_TO: if (!lone) put('M', p, 1); break;
            case CAIRO_PATH_LINE_TO: put('L', p, 1); break;
            case CAIRO_PATH_CURVE_TO: put('C', p, 3); break;
            case CAIRO_PATH_CLOSE_PATH: out += 'Z'; break;
        }
    }
    cairo_path_destroy(path);
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    return out;
}

Picture TextEngine::picture(std::string_view text, const drawing::TextStyle& style, double& baseline) {
    state_->set(text, style.weight);
    PangoRectangle ink, logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(state_->layout, 0), &ink, &logical);
    const double k = style.size / kLayoutSize;
    const auto scaled = [&](int v) { return v * k / PANGO_SCALE; };
    const double left = std::min(scaled(ink.x), scaled(logical.x)), top = std::min(scaled(ink.y), scaled(logical.y));
    const double right = std::max(scaled(ink.x + ink.width), scaled(logical.x + logical.width));
    const double bottom = std::max(scaled(ink.y + ink.height), scaled(logical.y + logical.height));
    baseline = std::ceil(-top);
    const int w = std::max(1, static_cast<int>(std::ceil(right - left)));
    const int h = std::max(1, static_cast<int>(std::ceil(baseline + bottom)));
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h);
    cairo_t* context = cairo_create(surface);
    draw(context, {{-left, baseline}, std::string(text), style, drawing::Anchor::Left, 0});
    cairo_surface_flush(surface);
    Picture out{static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(h), {}};
    out.rgba.resize(std::size_t{out.width} * out.height * 4);
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const auto pixel = *reinterpret_cast<const std::uint32_t*>(data + y * stride + x * 4);
            const std::uint32_t a = pixel >> 24;
            std::uint8_t* q = &out.rgba[(static_cast<std::size_t>(y) * out.width + static_cast<std::size_t>(x)) * 4];
            for (int c = 0; c < 3; ++c)
                q[c] = a == 0 ? 0 : static_cast<std::uint8_t>(std::min(255u, ((pixel >> (16 - 8 * c)) & 255u) * 255u / a));
            q[3] = static_cast<std::uint8_t>(a);
        }
    }
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    return out;
}

const std::vector<std::string>& TextEngine::lacking() const { return state_->lacking; }

}  // namespace recce
