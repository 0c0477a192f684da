// Lines of text that Dear ImGui cannot shape, set by the text engine of the paper and kept as pictures on the device.
// Knows no panels.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/ui/draw.h"
#include "export/text_engine.h"
#include "gpu/device.h"

namespace recce {

class ShapedText : public ui::Shaper {
public:
    /// Without an engine (fonts missing) every line is empty; `scale` is that of the window's fonts.
    ShapedText(gpu::Device& device, std::shared_ptr<TextEngine> engine) : device_(device), engine_(std::move(engine)) {}
    void setScale(float scale);
    float width(ui::Font font, std::string_view text) override;
    ui::ShapedLine line(ui::Font font, std::string_view text) override;
    /// Texts with letters that no font here has, each once; empty where there is nothing new.
    std::vector<std::string> takeLacking();

private:
    struct Line {
        gpu::Image image;
        ui::ShapedLine shown;
    };
    drawing::TextStyle styleOf(ui::Font font) const;
    Result<Line> make(ui::Font font, std::string_view text);

    gpu::Device& device_;
    std::shared_ptr<TextEngine> engine_;
    float scale_ = 1;
    std::map<std::pair<ui::Font, std::string>, Line> lines_, old_;
    std::size_t told_ = 0;
};

}  // namespace recce
