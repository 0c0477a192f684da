// What the drawing commands share: a device that starts while other work goes on, picture sizes, and files.
#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "base/error.h"
#include "render/renderer.h"

namespace recce::cli {

/// A device and a renderer on it.
struct Drawing {
    std::shared_ptr<gpu::Device> device;
    std::shared_ptr<render::Renderer> renderer;  ///< goes first
};
Result<Drawing> openDrawing();
/// Starting a device takes as long as reading a model: it runs on a thread of its own meanwhile.
std::future<Result<Drawing>> startDrawing();
/// For the end of a command: the process leaves at once and the system takes everything back, which is quicker than
/// freeing it piece by piece. Keeps what later runs start faster with.
void leave(Drawing drawing);

struct PixelSize {
    std::uint32_t width = 0, height = 0;
};
/// "1280x720", each side 16 to 16384.
Result<PixelSize> parseSize(const std::string& text);
/// The words of --style: "lit", "reference" and the looks "stop-zones", "false-colour", "aces", "pbr-neutral", "logc3", "logc4", "slog3"
/// are all light; "solid", "line", "depth", "id" are not.
struct StyleWish {
    render::Style style = render::Style::Lit;
    std::optional<optics::Look> look;  ///< absent: the production's, of a model AgX
    bool reference = false;  ///< traced on the CPU
};
Result<StyleWish> parseStyle(const std::string& word);
/// "PX,PY,PZ:TX,TY,TZ"
struct FromTo {
    Vec3 from{0}, to{0};
};
Result<FromTo> parseFromTo(const std::string& text);

/// The folder of a project that is named by itself or by its production.json.
std::filesystem::path projectFolder(const std::filesystem::path& named);

/// True where the file name asks for scene-linear floats (.exr); an error for anything but .png and .exr.
Result<bool> wantsLinear(const std::string& path);
/// The file appears whole or not at all.
Status writePicture(const render::Finished& finished, const std::string& path);

}  // namespace recce::cli
