// PNG by libpng, EXR by OpenEXR, both into memory; see pictures.h.
#include "export/pictures.h"

#include <png.h>

#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfIO.h>
#include <ImfOutputFile.h>
#include <ImfStandardAttributes.h>
#include <half.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace recce {
namespace {

void appendBytes(png_structp png, png_bytep data, png_size_t size) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(data), size);
}
void flushNothing(png_structp) {}
[[noreturn]] void stopPng(png_structp png, png_const_charp) { longjmp(png_jmpbuf(png), 1); }
void ignoreWarning(png_structp, png_const_charp) {}

// In a function of its own without objects that need destroying, because libpng leaves by longjmp.
bool writePng(png_structp png, png_infop info, const Picture& picture, png_bytep* rows, bool opaque) {
    if (setjmp(png_jmpbuf(png))) return false;
    // Level 6 would save an eighth of the bytes and cost a tenth of a quick look at a model.
    png_set_compression_level(png, 2);
    png_set_filter(png, 0, PNG_FILTER_SUB);
    png_set_IHDR(png, info, picture.width, picture.height, 8, opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, info);
    return true;
}

class MemoryStream : public Imf::OStream {
public:
    explicit MemoryStream(std::string& out) : Imf::OStream("picture"), out_(out) {}
    void write(const char c[], int n) override {
        const auto size = static_cast<std::size_t>(n);
        if (at_ + size > out_.size()) out_.resize(at_ + size);
        std::memcpy(out_.data() + at_, c, size);
        at_ += size;
    }
    std::uint64_t tellp() override { return at_; }
    void seekp(std::uint64_t position) override { at_ = position; }

private:
    std::string& out_;
    std::size_t at_ = 0;
};

double toLinear(std::uint8_t v) {
    const double c = v / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
std::uint8_t toSrgb(double v) {
    const double c = v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::clamp(std::lround(c * 255), 0l, 255l));
}

}  // namespace

Result<std::string> encodePng(const Picture& picture) {
    RECCE_CHECK(picture.rgba.size() == std::size_t{picture.width} * picture.height * 4);
    if (picture.empty()) return fail(Code::Malformed, "The picture has no pixels.");
    bool opaque = true;
    for (std::size_t i = 3; i < picture.rgba.size() && opaque; i += 4) opaque = picture.rgba[i] == 255;
    const std::size_t channels = opaque ? 3 : 4;
    std::vector<std::uint8_t> bytes(std::size_t{picture.width} * picture.height * channels);
    for (std::size_t i = 0, n = std::size_t{picture.width} * picture.height; i < n; ++i)
        std::copy_n(&picture.rgba[i * 4], channels, &bytes[i * channels]);
    std::vector<png_bytep> rows(picture.height);
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = &bytes[y * picture.width * channels];
    std::string out;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, stopPng, ignoreWarning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    if (!info) {
        png_destroy_write_struct(&png, nullptr);
        return fail(Code::OverBudget, "There is not enough memory to write the picture.");
    }
    png_set_write_fn(png, &out, appendBytes, flushNothing);
    const bool done = writePng(png, info, picture, rows.data(), opaque);
    png_destroy_write_struct(&png, &info);
    if (!done) return fail(Code::Malformed, "The picture could not be written as PNG.");
    return out;
}

Picture shrunk(const Picture& picture, std::uint32_t width, std::uint32_t height) {
    if (picture.empty() || (picture.width <= width && picture.height <= height)) return picture;
    const double k = std::max(static_cast<double>(picture.width) / width, static_cast<double>(picture.height) / height);
    Picture out{std::max(1u, static_cast<std::uint32_t>(std::lround(picture.width / k))),
                std::max(1u, static_cast<std::uint32_t>(std::lround(picture.height / k))), {}};
    out.rgba.resize(std::size_t{out.width} * out.height * 4);
    std::array<double, 256> linear;
    for (std::size_t i = 0; i < 256; ++i) linear[i] = toLinear(static_cast<std::uint8_t>(i));
    for (std::uint32_t y = 0; y < out.height; ++y) {
        const auto y0 = std::uint64_t{y} * picture.height / out.height;
        const auto y1 = std::max(y0 + 1, std::uint64_t{y + 1} * picture.height / out.height);
        for (std::uint32_t x = 0; x < out.width; ++x) {
            const auto x0 = std::uint64_t{x} * picture.width / out.width;
            const auto x1 = std::max(x0 + 1, std::uint64_t{x + 1} * picture.width / out.width);
            double sum[4]{};
            for (auto sy = y0; sy < y1; ++sy) {
                const std::uint8_t* p = &picture.rgba[(sy * picture.width + x0) * 4];
                for (auto sx = x0; sx < x1; ++sx, p += 4) {
                    for (int c = 0; c < 3; ++c) sum[c] += linear[p[c]] * p[3];
                    sum[3] += p[3];
                }
            }
            std::uint8_t* q = &out.rgba[(std::size_t{y} * out.width + x) * 4];
            for (int c = 0; c < 3; ++c) q[c] = sum[3] > 0 ? toSrgb(sum[c] / sum[3]) : 0;
            q[3] = static_cast<std::uint8_t>(std::lround(sum[3] / static_cast<double>((y1 - y0) * (x1 - x0))));
        }
    }
    return out;
}

Result<std::string> encodeExr(const LinearPicture& picture) {
    RECCE_CHECK(picture.rgba.size() == std::size_t{picture.width} * picture.height * 4);
    std::vector<half> pixels(picture.rgba.size());
    std::transform(picture.rgba.begin(), picture.rgba.end(), pixels.begin(), [](float v) { return half(v); });
    std::string out;
    try {
        Imf::Header header(static_cast<int>(picture.width), static_cast<int>(picture.height));
        header.compression() = Imf::ZIP_COMPRESSION;
        Imf::addChromaticities(header, Imf::Chromaticities());
        Imf::FrameBuffer frame;
        const char* names[] = {"R", "G", "B", "A"};
        for (std::size_t c = 0; c < 4; ++c) {
            header.channels().insert(names[c], Imf::Channel(Imf::HALF));
            frame.insert(names[c], Imf::Slice(Imf::HALF, reinterpret_cast<char*>(pixels.data() + c), sizeof(half) * 4,
                                              sizeof(half) * 4 * picture.width));
        }
        MemoryStream stream(out);
        Imf::OutputFile file(stream, header);
        file.setFrameBuffer(frame);
        file.writePixels(static_cast<int>(picture.height));
    } catch (const std::exception& e) {
        return fail(Code::Malformed, std::string("The picture could not be written as EXR: ") + e.what());
    }
    return out;
}

}  // namespace recce
