#include "app/shaped_text.h"

#include <span>

#include "app/ui_renderer.h"

namespace recce {
namespace {
// Names of a film and what is typed about it: far fewer than this are in sight at once.
constexpr std::size_t kMostLines = 1000;
}  // namespace

void ShapedText::setScale(float scale) {
    if (scale == scale_) return;
    scale_ = scale;
    lines_.clear();
}

drawing::TextStyle ShapedText::styleOf(ui::Font font) const {
    using drawing::Weight;
    struct Role {
        double size;
        Weight weight;
    };
    static constexpr Role kRoles[] = {{11, Weight::Regular}, {11, Weight::Medium}, {12, Weight::Regular}, {12, Weight::Medium}, {13, Weight::Regular},
                                      {13, Weight::Medium}, {13, Weight::SemiBold}, {15, Weight::SemiBold}, {17, Weight::SemiBold}};
    const auto at = std::min(static_cast<std::size_t>(font), std::size(kRoles) - 1);
    drawing::TextStyle style;
    style.size = kRoles[at].size * static_cast<double>(scale_);
    style.weight = kRoles[at].weight;
    style.paint.colour = {255, 255, 255};
    return style;
}

float ShapedText::width(ui::Font font, std::string_view text) {
    return engine_ ? static_cast<float>(engine_->width(text, styleOf(font))) : 0;
}

Result<ShapedText::Line> ShapedText::make(ui::Font font, std::string_view text) {
    double baseline = 0;
    const Picture picture = engine_->picture(text, styleOf(font), baseline);
    std::vector<std::uint8_t> alpha(std::size_t{picture.width} * picture.height);
    for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = picture.rgba[i * 4 + 3];
    gpu::ImageDesc desc;
    desc.name = "line of text";
    desc.width = picture.width;
    desc.height = picture.height;
    desc.format = VK_FORMAT_R8_UNORM;
    desc.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    Line line;
    RECCE_TRY(line.image, device_.makeImage(desc));
    RECCE_TRY(gpu::Commands commands, device_.begin());
    commands.use(line.image, gpu::Access::TransferTo);
    commands.fill(line.image, 0, std::as_bytes(std::span(alpha)));
    commands.use(line.image, gpu::Access::Sampled);
    RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
    RECCE_TRY_STATUS(device_.wait(ticket));
    line.shown = {uiLetters(line.image), static_cast<float>(picture.width), static_cast<float>(picture.height), static_cast<float>(baseline)};
    return line;
}

ui::ShapedLine ShapedText::line(ui::Font font, std::string_view text) {
    if (!engine_ || text.empty()) return {};
    const auto key = std::pair(font, std::string(text));
    if (const auto found = lines_.find(key); found != lines_.end()) return found->second.shown;
    if (lines_.size() >= kMostLines) {
        // Those of the frame that is being drawn must live until the next time.
        old_ = std::move(lines_);
        lines_.clear();
    }
    auto made = make(font, text);
    // A line that cannot be made (a lost device) is asked for again with the next frame.
    if (!made) return {};
    return lines_.emplace(key, std::move(*made)).first->second.shown;
}

std::vector<std::string> ShapedText::takeLacking() {
    if (!engine_) return {};
    const auto& all = engine_->lacking();
    std::vector<std::string> fresh(all.begin() + static_cast<std::ptrdiff_t>(std::min(told_, all.size())), all.end());
    told_ = all.size();
    return fresh;
}

}  // namespace recce
