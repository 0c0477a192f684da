// The Cairo player of drawings: PDF and pictures; see pages.h.
#include "export/pages.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>

#include "export/pictures.h"

namespace recce {
namespace {
using namespace drawing;

constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kMmPerInch = 25.4;

void setPaint(cairo_t* cr, const Paint& p) {
    cairo_set_source_rgba(cr, p.colour.r / 255.0, p.colour.g / 255.0, p.colour.b / 255.0, p.alpha);
}

void trace(cairo_t* cr, const std::vector<Contour>& contours, bool closeAll) {
    cairo_new_path(cr);
    for (const Contour& c : contours) {
        if (c.points.size() < 2) continue;
        cairo_new_sub_path(cr);
        for (const Vec2& p : c.points) cairo_line_to(cr, p.x, p.y);
        if (c.closed || closeAll) cairo_close_path(cr);
    }
}

// Cairo's premultiplied 32-bit layout from straight RGBA.
void fillSurface(cairo_surface_t* surface, const Picture& picture) {
    cairo_surface_flush(surface);
    unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (std::uint32_t y = 0; y < picture.height; ++y) {
        const std::uint8_t* p = &picture.rgba[std::size_t{y} * picture.width * 4];
        auto* row = reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
        for (std::uint32_t x = 0; x < picture.width; ++x, p += 4) {
            const auto mul = [&](std::uint8_t v) { return (std::uint32_t{v} * p[3] + 127) / 255; };
            row[x] = std::uint32_t{p[3]} << 24 | mul(p[0]) << 16 | mul(p[1]) << 8 | mul(p[2]);
        }
    }
    cairo_surface_mark_dirty(surface);
}

class Player {
public:
    Player(cairo_t* cr, const PageContext& context) : cr_(cr), context_(context) {}

    Status play(const Drawing& page) {
        cairo_save(cr_);
        cairo_set_line_cap(cr_, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
        cairo_set_fill_rule(cr_, CAIRO_FILL_RULE_EVEN_ODD);
        for (const Item& item : page.items) {
            if (context_.cancel.cancelled()) return fail(Code::Cancelled, "Stopped.");
            Status done;
            std::visit([&](const auto& i) { done = draw(i); }, item);
            RECCE_TRY_STATUS(done);
        }
        cairo_restore(cr_);
        return {};
    }

private:
    Status draw(const Stroke& s) {
        if (s.pen.casing) {
            trace(cr_, s.contours, false);
            setPaint(cr_, *s.pen.casing);
            cairo_set_line_width(cr_, s.pen.width + 2 * s.pen.casingWidth);
            cairo_set_dash(cr_, nullptr, 0, 0);
            cairo_stroke(cr_);
        }
        trace(cr_, s.contours, false);
        setPaint(cr_, s.pen.paint);
        cairo_set_line_width(cr_, s.pen.width);
        cairo_set_line_cap(cr_, s.pen.dashes.empty() ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_dash(cr_, s.pen.dashes.data(), static_cast<int>(s.pen.dashes.size()), 0);
        cairo_stroke(cr_);
        return {};
    }
    Status draw(const Fill& f) {
        trace(cr_, f.contours, true);
        setPaint(cr_, f.paint);
        cairo_fill(cr_);
        return {};
    }
    Status draw(const Text& t) {
        context_.text->draw(cr_, t);
        return {};
    }
    Status draw(const Clip& c) {
        if (clipped_) cairo_restore(cr_);
        clipped_ = c.rect.has_value();
        if (clipped_) {
            cairo_save(cr_);
            cairo_rectangle(cr_, c.rect->x, c.rect->y, c.rect->w, c.rect->h);
            cairo_clip(cr_);
        }
        return {};
    }
    Status draw(const Board& b) {
        if (!context_.boards) return {};
        const auto pixels = [&](double mm) { return static_cast<std::uint32_t>(std::max(1.0, std::ceil(mm / kMmPerInch * context_.boardDpi))); };
        RECCE_TRY(const Picture full, context_.boards(b.shot, pixels(b.rect.w), pixels(b.rect.h)));
        const Picture picture = shrunk(full, pixels(b.rect.w), pixels(b.rect.h));
        if (picture.empty()) return {};
        const bool opaque = std::all_of(picture.rgba.begin(), picture.rgba.end(), [n = 0](std::uint8_t v) mutable { return ++n % 4 != 0 || v == 255; });
        cairo_surface_t* surface = cairo_image_surface_create(opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                                              static_cast<int>(picture.width), static_cast<int>(picture.height));
        fillSurface(surface, picture);
        const double k = std::min(b.rect.w / picture.width, b.rect.h / picture.height);
        cairo_save(cr_);
        cairo_rectangle(cr_, b.rect.x, b.rect.y, b.rect.w, b.rect.h);
        cairo_clip(cr_);
        cairo_translate(cr_, b.rect.x + (b.rect.w - k * picture.width) / 2, b.rect.y + (b.rect.h - k * picture.height) / 2);
        cairo_scale(cr_, k, k);
        cairo_set_source_surface(cr_, surface, 0, 0);
        // Without this the edge pixels mix with the transparent outside.
        cairo_pattern_set_extend(cairo_get_source(cr_), CAIRO_EXTEND_PAD);
        cairo_rectangle(cr_, 0, 0, picture.width, picture.height);
        cairo_fill(cr_);
        cairo_restore(cr_);
        cairo_surface_destroy(surface);
        if (b.dimmed) {
            setPaint(cr_, {{255, 255, 255}, 0.55});
            cairo_rectangle(cr_, b.rect.x, b.rect.y, b.rect.w, b.rect.h);
            cairo_fill(cr_);
        }
        return {};
    }

    cairo_t* cr_;
    const PageContext& context_;
    bool clipped_ = false;
};

cairo_status_t appendBytes(void* closure, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> encodePdf(std::span<const Drawing> pages, const PageInfo& info, const PageContext& context) {
    RECCE_CHECK(!pages.empty() && context.text);
    std::string out;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(appendBytes, &out, pages[0].width * kPointsPerMm,
                                                                   pages[0].height * kPointsPerMm);
    const std::string date = (info.date.empty() ? "2000-01-01" : info.date) + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info.title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, info.subject.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Recce");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date.c_str());
    cairo_t* cr = cairo_create(surface);
    Status done;
    for (std::size_t i = 0; i < pages.size() && done; ++i) {
        if (context.progress) context.progress({"Drawing pages", i, pages.size()});
        cairo_pdf_surface_set_size(surface, pages[i].width * kPointsPerMm, pages[i].height * kPointsPerMm);
        cairo_identity_matrix(cr);
        cairo_scale(cr, kPointsPerMm, kPointsPerMm);
        done = Player(cr, context).play(pages[i]);
        cairo_show_page(cr);
    }
    const cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    if (!done) return fail(done.error());
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(Code::Malformed, std::string("The pages could not be drawn: ") + cairo_status_to_string(status));
    return out;
}

Result<Picture> rasterise(const Drawing& page, double dpi, const PageContext& context) {
    RECCE_CHECK(context.text);
    const int w = static_cast<int>(std::lround(page.width / kMmPerInch * dpi));
    const int h = static_cast<int>(std::lround(page.height / kMmPerInch * dpi));
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t* cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, w / page.width, h / page.height);
    const Status done = Player(cr, context).play(page);
    const cairo_status_t status = cairo_status(cr);
    cairo_surface_flush(surface);
    Picture out;
    if (done && status == CAIRO_STATUS_SUCCESS) {
        out = {static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(h), {}};
        out.rgba.reserve(std::size_t{out.width} * out.height * 4);
        const unsigned char* data = cairo_image_surface_get_data(surface);
        for (int y = 0; y < h; ++y) {
            const auto* row = reinterpret_cast<const std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface));
            for (int x = 0; x < w; ++x)
                for (const std::uint32_t v : {row[x] >> 16, row[x] >> 8, row[x], 255u}) out.rgba.push_back(static_cast<std::uint8_t>(v & 255u));
        }
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    if (!done) return fail(done.error());
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(Code::OverBudget, std::string("The page could not be drawn: ") + cairo_status_to_string(status));
    return out;
}

}  // namespace recce
