// Text in any alphabet by Pango, from this program's own fonts first: the widths that sheets are laid out with, outlines
// for SVG, and pictures of lines that the window cannot shape. Knows no sheets.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/picture.h"
#include "plan/drawing.h"

typedef struct _cairo cairo_t;

namespace recce {

/// One per thread. Inter comes from the given folder; letters it lacks come from the system's fonts.
class TextEngine {
public:
    /// Code::NotFound when the folder has no Inter. `fonts` is normally programFolder()/fonts.
    static Result<std::shared_ptr<TextEngine>> open(const std::filesystem::path& fonts);
    ~TextEngine();
    TextEngine(const TextEngine&) = delete;
    TextEngine& operator=(const TextEngine&) = delete;

    double width(std::string_view text, const drawing::TextStyle& style);
    /// For layouts; holds this engine.
    static drawing::Measure measure(std::shared_ptr<TextEngine> engine);
    /// Draws with the baseline at the item's place, in the context's units.
    void draw(cairo_t* context, const drawing::Text& text);
    /// SVG path data of the line's outlines, around a baseline that starts at 0,0.
    std::string outline(std::string_view text, const drawing::TextStyle& style);
    /// A picture of one line, straight alpha, as tall as its line box; `style.size` is in pixels. `baseline` is the row.
    Picture picture(std::string_view text, const drawing::TextStyle& style, double& baseline);
    /// Texts seen so far with letters that no font here has, each once, in order.
    const std::vector<std::string>& lacking() const;

private:
    struct State;
    explicit TextEngine(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace recce
