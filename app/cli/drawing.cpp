#include "app/cli/drawing.h"

#include <cstdio>

#include "base/files.h"
#include "export/pictures.h"

namespace recce::cli {

Result<Drawing> openDrawing() {
    RECCE_TRY(std::shared_ptr<gpu::Device> device, gpu::Device::openHeadless());
    RECCE_TRY(std::shared_ptr<render::Renderer> renderer, render::Renderer::open(*device));
    return Drawing{std::move(device), std::move(renderer)};
}

std::future<Result<Drawing>> startDrawing() {
    return std::async(std::launch::async, openDrawing);
}

void leave(Drawing drawing) {
    drawing.device->savePipelineCache();
    [[maybe_unused]] static const Drawing* const kept = new Drawing(std::move(drawing));
}

Result<PixelSize> parseSize(const std::string& text) {
    PixelSize size;
    char end = 0;
    if (std::sscanf(text.c_str(), "%5ux%5u%c", &size.width, &size.height, &end) != 2 || size.width < 16 || size.height < 16 ||
        size.width > 16384 || size.height > 16384) {
        return fail(Code::Usage, "A size is WIDTHxHEIGHT in pixels, each from 16 to 16384.", text, "Try --size 1280x720.");
    }
    return size;
}

Result<StyleWish> parseStyle(const std::string& word) {
    using render::Style;
    if (word == "lit") return StyleWish{};
    if (word == "reference") return StyleWish{Style::Lit, {}, true};
    if (word == "solid") return StyleWish{Style::Solid, {}, false};
    if (word == "line") return StyleWish{Style::Line, {}, false};
    if (word == "depth") return StyleWish{Style::Depth, {}, false};
    if (word == "id") return StyleWish{Style::Id, {}, false};
    if (const auto look = optics::lookOf(word)) return StyleWish{Style::Lit, *look, false};
    return fail(Code::Usage, "There is no such style.", word,
                "Styles are lit, reference, solid, line, stop-zones, false-colour, depth and id; looks of lit are aces, pbr-neutral, logc3, logc4 and slog3.");
}

Result<FromTo> parseFromTo(const std::string& text) {
    FromTo view;
    char end = 0;
    if (std::sscanf(text.c_str(), "%lf,%lf,%lf:%lf,%lf,%lf%c", &view.from.x, &view.from.y, &view.from.z, &view.to.x, &view.to.y, &view.to.z,
                    &end) != 6 || !isFinite(view.from) || !isFinite(view.to) || view.from == view.to) {
        return fail(Code::Usage, "A view is two different points in metres, from and to.", text, "Try --view 4,1.6,4:0,1,0.");
    }
    return view;
}

std::filesystem::path projectFolder(const std::filesystem::path& named) {
    if (named.filename() != "production.json") return named;
    return named.has_parent_path() ? named.parent_path() : std::filesystem::path(".");
}

Result<bool> wantsLinear(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    if (extension == ".png") return false;
    if (extension == ".exr") return true;
    return fail(Code::Usage, "Pictures are written as .png or .exr.", path, "Give the file one of these endings.");
}

Status writePicture(const render::Finished& finished, const std::string& path) {
    RECCE_TRY(const bool linear, wantsLinear(path));
    RECCE_TRY(const std::string bytes, linear ? encodeExr(finished.linear) : encodePng(finished.picture));
    return writeFileAtomically(path, bytes);
}

}  // namespace recce::cli
