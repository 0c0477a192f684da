// Pages as files: drawings in millimetres to PDF, SVG or a picture. Selectable text and embedded fonts in PDF. Same
// pages, same bytes. Knows nothing of shots but their ids, and asks for their pictures.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/error.h"
#include "base/jobs.h"
#include "base/picture.h"
#include "export/text_engine.h"
#include "plan/drawing.h"

namespace recce {

/// The board of a shot, at least as large as asked where the renderer can: width x height in pixels.
using BoardSource = std::function<Result<Picture>(Id<Shot>, std::uint32_t width, std::uint32_t height)>;

/// What pages need besides themselves. `boards` may be empty: then the frames stay empty.
struct PageContext {
    std::shared_ptr<TextEngine> text;
    BoardSource boards;
    double boardDpi = 220;  ///< of pictures on the page
    ProgressSink progress;
    CancelToken cancel;
};

struct PageInfo {
    std::string title, subject;
    Date date;  ///< creation date that is written; empty: 2000-01-01
};

Result<std::string> encodePdf(std::span<const drawing::Drawing> pages, const PageInfo& info, const PageContext& context);
/// One page. Text as outlines, so that it looks the same without our fonts; each line's words are its label.
Result<std::string> encodeSvg(const drawing::Drawing& page, const PageInfo& info, const PageContext& context);
Result<Picture> rasterise(const drawing::Drawing& page, double dpi, const PageContext& context);

}  // namespace recce
