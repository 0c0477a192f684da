#include "importer/image.h"

#include <cstring>
#include <string>

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_JPEG
#define STBI_NO_PNG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_MAX_DIMENSIONS 65536
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace recce::importer {
namespace {

const unsigned char* data(std::span<const std::byte> bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

bool startsWith(std::span<const std::byte> bytes, std::string_view magic) {
    return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

/// Closes a decoder's handle.
struct Turbo {
    tjhandle handle = tjInitDecompress();
    ~Turbo() {
        if (handle) tjDestroy(handle);
    }
};

Result<ImageInfo> damaged(std::string_view name) {
    return fail(Code::Malformed, "This picture is damaged.", std::string(name), "Export or download it again.");
}

const char* unsupportedKind(std::span<const std::byte> bytes) {
    if (startsWith(bytes, std::string_view("\xABKTX 20\xBB\r\n\x1A\n", 12))) return "KTX2";
    if (startsWith(bytes, "\xABKTX 11")) return "KTX";
    if (startsWith(bytes, "DDS ")) return "DDS";
    if (startsWith(bytes, "sB")) return "Basis Universal";
    if (startsWith(bytes, std::string_view("II*\0", 4)) || startsWith(bytes, std::string_view("MM\0*", 4))) return "TIFF";
    if (startsWith(bytes, "\x76\x2F\x31\x01")) return "OpenEXR";
    return nullptr;
}

Status decodeJpeg(std::span<const std::byte> bytes, const ImageInfo& info, std::span<std::uint8_t> out) {
    const Turbo turbo;
    int width = 0, height = 0, sampling = 0, colours = 0;
    const auto size = static_cast<unsigned long>(bytes.size());
    if (!turbo.handle || tjDecompressHeader3(turbo.handle, data(bytes), size, &width, &height, &sampling, &colours) != 0)
        return fail(Code::Malformed, "This JPEG is damaged.");
    const bool inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
    const int done = tjDecompress2(turbo.handle, data(bytes), size, out.data(), static_cast<int>(info.width), 0,
                                   static_cast<int>(info.height), inks ? TJPF_CMYK : TJPF_RGBA, 0);
    // A picture that is cut off decodes to what is there, with a warning.
    if (done != 0 && tjGetErrorCode(turbo.handle) == TJERR_FATAL) return fail(Code::Malformed, "This JPEG is damaged.");
    if (inks)  // stored inverted, as the usual writers do
        for (std::size_t i = 0; i + 3 < out.size(); i += 4) {
            const unsigned k = out[i + 3];
            for (std::size_t c = 0; c < 3; ++c) out[i + c] = static_cast<std::uint8_t>(out[i + c] * k / 255);
            out[i + 3] = 255;
        }
    return {};
}

Status decodePng(std::span<const std::byte> bytes, std::span<std::uint8_t> out) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return fail(Code::Malformed, "This PNG is damaged.");
    image.format = PNG_FORMAT_RGBA;
    const bool fits = PNG_IMAGE_SIZE(image) == out.size();
    const int done = fits ? png_image_finish_read(&image, nullptr, out.data(), 0, nullptr) : 0;
    png_image_free(&image);
    if (!done) return fail(Code::Malformed, "This PNG is damaged.");
    return {};
}

}  // namespace

Result<ImageInfo> probeImage(std::span<const std::byte> bytes, std::string_view name) {
    ImageInfo info;
    if (bytes.empty()) return fail(Code::Malformed, "This picture file is empty.", std::string(name));
    if (const char* kind = unsupportedKind(bytes))
        return fail(Code::Unsupported, std::string(kind) + " pictures are not read.", std::string(name), "Export PNG or JPEG.");
    if (startsWith(bytes, "version https://git-lfs"))
        return fail(Code::Malformed, "This is a Git LFS pointer, not the picture itself.", std::string(name), "Run `git lfs pull`.");
    if (startsWith(bytes, "\xFF\xD8")) {
        const Turbo turbo;
        int width = 0, height = 0, sampling = 0, colours = 0;
        if (!turbo.handle || tjDecompressHeader3(turbo.handle, data(bytes), static_cast<unsigned long>(bytes.size()), &width, &height,
                                                 &sampling, &colours) != 0)
            return damaged(name);
        info = {ImageKind::Jpeg, static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), false};
    } else if (startsWith(bytes, "\x89PNG\r\n\x1A\n")) {
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return damaged(name);
        info = {ImageKind::Png, image.width, image.height, (image.format & PNG_FORMAT_FLAG_ALPHA) != 0};
        png_image_free(&image);
    } else if (startsWith(bytes, "RIFF") && bytes.size() > 16 && startsWith(bytes.subspan(8), "WEBP")) {
        WebPBitstreamFeatures features;
        if (WebPGetFeatures(data(bytes), bytes.size(), &features) != VP8_STATUS_OK) return damaged(name);
        if (features.has_animation) return fail(Code::Unsupported, "Moving WebP pictures are not read.", std::string(name));
        info = {ImageKind::WebP, static_cast<std::uint32_t>(features.width), static_cast<std::uint32_t>(features.height), features.has_alpha != 0};
    } else {
        int width = 0, height = 0, channels = 0;
        if (bytes.size() > INT32_MAX || !stbi_info_from_memory(data(bytes), static_cast<int>(bytes.size()), &width, &height, &channels))
            return fail(Code::Unsupported, "This is not a picture of a kind that is read.", std::string(name), "Export PNG or JPEG.");
        info = {ImageKind::Other, static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), channels == 2 || channels == 4};
    }
    if (info.width == 0 || info.height == 0) return damaged(name);
    return info;
}

Status decodeImage(std::span<const std::byte> bytes, const ImageInfo& info, std::span<std::uint8_t> out) {
    RECCE_CHECK(out.size() == std::size_t{info.width} * info.height * 4);
    switch (info.kind) {
        case ImageKind::Jpeg: return decodeJpeg(bytes, info, out);
        case ImageKind::Png: return decodePng(bytes, out);
        case ImageKind::WebP:
            if (!WebPDecodeRGBAInto(data(bytes), bytes.size(), out.data(), out.size(), static_cast<int>(info.width) * 4))
                return fail(Code::Malformed, "This WebP is damaged.");
            return {};
        case ImageKind::Other: break;
    }
    int width = 0, height = 0, channels = 0;
    stbi_uc* texels = stbi_load_from_memory(data(bytes), static_cast<int>(bytes.size()), &width, &height, &channels, 4);
    const bool fits = texels && static_cast<std::uint32_t>(width) == info.width && static_cast<std::uint32_t>(height) == info.height;
    if (fits) std::memcpy(out.data(), texels, out.size());
    stbi_image_free(texels);
    if (!fits) return fail(Code::Malformed, "This picture is damaged.");
    return {};
}

}  // namespace recce::importer
