// The SVG player of drawings, written directly so that the same page gives the same bytes; see pages.h.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "export/pages.h"
#include "export/pictures.h"

namespace recce {
namespace {
using namespace drawing;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default:
                // Control characters are not allowed in XML at all.
                if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    }
    return out;
}

std::string hex(Rgb c) { return fmt::format("#{:02x}{:02x}{:02x}", c.r, c.g, c.b); }
std::string alpha(const char* name, double a) { return a < 1 ? fmt::format(" {}=\"{:.3g}\"", name, a) : std::string(); }

std::string pathData(const std::vector<Contour>& contours, bool closeAll) {
    std::string d;
    for (const Contour& c : contours) {
        if (c.points.size() < 2) continue;
        for (std::size_t i = 0; i < c.points.size(); ++i)
            d += fmt::format("{}{:.3f} {:.3f}", i == 0 ? "M" : "L", c.points[i].x, c.points[i].y);
        if (c.closed || closeAll) d += "Z";
    }
    return d;
}

std::string base64(std::string_view bytes) {
    static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t v = 0;
        for (std::size_t k = 0; k < 3; ++k) v = v << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kLetters[(v >> (18 - 6 * k)) & 63u];
    }
    return out;
}

class Writer {
public:
    explicit Writer(const PageContext& context) : context_(context) {}
    std::string body;

    Status put(const Stroke& s) {
        const std::string d = pathData(s.contours, false);
        if (s.pen.casing) stroke(d, *s.pen.casing, s.pen.width + 2 * s.pen.casingWidth, {});
        stroke(d, s.pen.paint, s.pen.width, s.pen.dashes);
        return {};
    }
    Status put(const Fill& f) {
        body += fmt::format("<path d=\"{}\" fill=\"{}\"{} fill-rule=\"evenodd\"/>\n", pathData(f.contours, true),
                            hex(f.paint.colour), alpha("fill-opacity", f.paint.alpha));
        return {};
    }
    Status put(const Text& t) {
        const double w = t.anchor == Anchor::Left ? 0 : context_.text->width(t.text, t.style);
        const double shift = t.anchor == Anchor::Centre ? w / 2 : w;
        std::string place = fmt::format("translate({:.3f} {:.3f})", t.at.x, t.at.y);
        if (t.turn != 0) place += fmt::format(" rotate({:.3f})", t.turn * 180 / kPi);
        if (shift != 0) place += fmt::format(" translate({:.3f} 0)", -shift);
        body += fmt::format("<path transform=\"{}\" role=\"img\" aria-label=\"{}\" fill=\"{}\"{} d=\"{}\"/>\n", place,
                            escaped(t.text), hex(t.style.paint.colour), alpha("fill-opacity", t.style.paint.alpha),
                            context_.text->outline(t.text, t.style));
        return {};
    }
    Status put(const Board& b) {
        if (!context_.boards) return {};
        const auto pixels = [&](double mm) { return static_cast<std::uint32_t>(std::ceil(mm / 25.4 * context_.boardDpi)); };
        RECCE_TRY(const Picture full, context_.boards(b.shot, pixels(b.rect.w), pixels(b.rect.h)));
        RECCE_TRY(const std::string png, encodePng(shrunk(full, pixels(b.rect.w), pixels(b.rect.h))));
        body += fmt::format("<image x=\"{:.3f}\" y=\"{:.3f}\" width=\"{:.3f}\" height=\"{:.3f}\"{} href=\"data:image/png;base64,{}\"/>\n",
                            b.rect.x, b.rect.y, b.rect.w, b.rect.h, alpha("opacity", b.dimmed ? 0.45 : 1), base64(png));
        return {};
    }
    Status put(const Clip& c) {
        if (clipped_) body += "</g>\n";
        clipped_ = c.rect.has_value();
        if (clipped_) {
            body += fmt::format("<clipPath id=\"c{0}\"><rect x=\"{1:.3f}\" y=\"{2:.3f}\" width=\"{3:.3f}\" height=\"{4:.3f}\"/></clipPath>"
                                "<g clip-path=\"url(#c{0})\">\n", ++clips_, c.rect->x, c.rect->y, c.rect->w, c.rect->h);
        }
        return {};
    }

private:
    void stroke(const std::string& d, const Paint& p, double width, const std::vector<double>& dashes) {
        std::string dash;
        for (const double v : dashes) dash += fmt::format("{}{:.3f}", dash.empty() ? "" : " ", v);
        body += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\"{} stroke-width=\"{:.3f}\"", d, hex(p.colour),
                            alpha("stroke-opacity", p.alpha), width);
        if (!dash.empty()) body += fmt::format(" stroke-dasharray=\"{}\" stroke-linecap=\"butt\"", dash);
        body += "/>\n";
    }
    const PageContext& context_;
    bool clipped_ = false;
    int clips_ = 0;
};

}  // namespace

Result<std::string> encodeSvg(const Drawing& page, const PageInfo& info, const PageContext& context) {
    RECCE_CHECK(context.text);
    Writer writer(context);
    for (const Item& item : page.items) {
        if (context.cancel.cancelled()) return fail(Code::Cancelled, "Stopped.");
        Status done;
        std::visit([&](const auto& i) { done = writer.put(i); }, item);
        RECCE_TRY_STATUS(done);
    }
    RECCE_TRY_STATUS(writer.put(Clip{}));
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.3f}mm\" "
                       "height=\"{1:.3f}mm\" viewBox=\"0 0 {0:.3f} {1:.3f}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
                       "<title>{2}</title><desc>{3}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{4}</svg>\n",
                       page.width, page.height, escaped(info.title), escaped(info.subject), writer.body);
}

}  // namespace recce
