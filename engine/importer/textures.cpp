#include "importer/textures.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace recce::importer {
namespace {

/// Above this share of half-clear texels a picture is translucent, not a cut-out.
constexpr double kTranslucentShare = 0.05;

std::uint64_t chainTexels(std::uint32_t width, std::uint32_t height) {
    std::uint64_t texels = 0;
    for (std::uint32_t mip = 0; mip < cooked::mipCountFor(width, height); ++mip)
        texels += std::uint64_t{std::max(1u, width >> mip)} * std::max(1u, height >> mip);
    return texels;
}

}  // namespace

void TextureStore::checkSize(Item& item) {
    const double side = std::max(item.info.width, item.info.height);
    if (side > limits_.textureSide) {
        warnings_.push_back(fmt::format("{}: {} x {} texels are more than the limit of {:.0f} a side; left out. {}", item.name, item.info.width,
                                        item.info.height, limits_.textureSide, asset::raiseHint("texture", side)));
        item.info = {};
        return;
    }
    const double megapixels = static_cast<double>(item.info.width) * item.info.height / 1e6;
    if (megapixels_ + megapixels > limits_.megapixels) {
        warnings_.push_back(fmt::format("{}: all textures together have more than {:.0f} million texels; left out. {}", item.name,
                                        limits_.megapixels, asset::raiseHint("pixels", limits_.megapixels * 4)));
        item.info = {};
        return;
    }
    megapixels_ += megapixels;
}

std::uint32_t TextureStore::addFile(const std::string& reference, bool srgb, const std::string& alphaReference) {
    const std::string use = (srgb ? "c" : "d") + alphaReference + "\n";
    if (const auto known = known_.find(use + reference); known != known_.end()) return known->second;
    Item item;
    item.name = cleanName(reference);
    item.srgb = srgb;
    const auto path = gate_.resolve(reference, FileKind::Image);
    std::string key = path ? use + "/" + path->string() : use + reference;
    if (const auto known = known_.find(key); known != known_.end()) {
        known_[use + reference] = known->second;
        return known->second;
    }
    const auto index = static_cast<std::uint32_t>(items_.size());
    known_[key] = index;
    known_[use + reference] = index;
    const auto openAndProbe = [&](const std::string& name, GatedFile& file, ImageInfo& info) {
        auto opened = gate_.open(name, FileKind::Image);
        if (!opened) {
            if (opened.error().code != Code::NotFound)
                warnings_.push_back(fmt::format("{}: {}", cleanName(name), opened.error().message));
            return;
        }
        file = std::move(*opened);
        const auto probed = probeImage(file.map.bytes(), name);
        if (probed) info = *probed;
        else warnings_.push_back(fmt::format("{}: {} {}", cleanName(name), probed.error().message, probed.error().hint));
    };
    openAndProbe(reference, item.file, item.info);
    item.source = path ? path->string() : reference;
    item.packed = item.file.map.bytes();
    if (item.info.width) checkSize(item);
    if (item.info.width && !alphaReference.empty()) openAndProbe(alphaReference, item.alphaFile, item.alphaInfo);
    if (std::max(item.alphaInfo.width, item.alphaInfo.height) > limits_.textureSide) item.alphaInfo = {};
    items_.push_back(std::move(item));
    return index;
}

std::uint32_t TextureStore::addEmbedded(const EmbeddedImage& image, bool srgb) {
    const std::string key = std::string(srgb ? "c" : "d") + "*" + image.name;
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    Item item;
    item.name = cleanName(image.name);
    item.source = "*" + image.name;
    item.srgb = srgb;
    item.packed = image.packed;
    item.bgra = image.bgra;
    if (image.bgra) {
        item.info = {ImageKind::Other, image.width, image.height, true};
    } else if (const auto probed = probeImage(image.packed, image.name)) {
        item.info = *probed;
    } else {
        warnings_.push_back(fmt::format("{}: {} {}", item.name, probed.error().message, probed.error().hint));
    }
    if (item.info.width) checkSize(item);
    const auto index = static_cast<std::uint32_t>(items_.size());
    known_[key] = index;
    items_.push_back(std::move(item));
    return index;
}

std::uint64_t TextureStore::plan() {
    std::uint64_t at = 0;
    for (Item& item : items_) {
        if (item.info.width == 0) continue;
        item.texture.width = item.info.width;
        item.texture.height = item.info.height;
        item.texture.mipCount = cooked::mipCountFor(item.info.width, item.info.height);
        item.texture.format = item.srgb ? cooked::TexelFormat::Rgba8Srgb : cooked::TexelFormat::Rgba8Linear;
        item.texture.firstTexel = at;
        item.texture.byteCount = chainTexels(item.info.width, item.info.height) * 4;
        at += (item.texture.byteCount + 63) / 64 * 64;
    }
    return at;
}

std::uint64_t TextureStore::cost(std::uint32_t index) const {
    return std::uint64_t{items_[index].info.width} * items_[index].info.height;
}

Status TextureStore::texelsOf(Item& item, std::span<std::uint8_t> out) const {
    if (!item.bgra) return decodeImage(item.packed, item.info, out);
    for (std::size_t i = 0; i < out.size(); i += 4) {
        out[i] = item.bgra[i + 2];
        out[i + 1] = item.bgra[i + 1];
        out[i + 2] = item.bgra[i];
        out[i + 3] = item.bgra[i + 3];
    }
    return {};
}

void TextureStore::applyAlpha(const Item& item, std::span<std::uint8_t> texels) {
    const ImageInfo& mask = item.alphaInfo;
    std::vector<std::uint8_t> alpha(std::size_t{mask.width} * mask.height * 4);
    if (!decodeImage(item.alphaFile.map.bytes(), mask, alpha)) return;
    bool ownAlpha = false;
    for (std::size_t i = 3; i < alpha.size() && !ownAlpha; i += 4) ownAlpha = alpha[i] < 250;
    for (std::uint32_t y = 0; y < item.info.height; ++y) {
        const std::size_t row = std::size_t{y} * mask.height / item.info.height * mask.width;
        for (std::uint32_t x = 0; x < item.info.width; ++x) {
            const std::uint8_t* from = &alpha[(row + std::size_t{x} * mask.width / item.info.width) * 4];
            // Cut-out pictures with an alpha of their own mean that; others mean their brightness.
            texels[(std::size_t{y} * item.info.width + x) * 4 + 3] = ownAlpha ? from[3] : static_cast<std::uint8_t>((from[0] + from[1] * 2 + from[2]) / 4);
        }
    }
}

Status TextureStore::decode(std::uint32_t index, int descriptor) {
    Item& item = items_[index];
    if (item.info.width == 0) return {};
    // Kept per thread: fresh memory would have to be zeroed by the system for every texture.
    thread_local std::vector<std::uint8_t> chain;
    if (chain.size() < item.texture.byteCount) chain.resize(item.texture.byteCount);
    const std::span<std::uint8_t> texels = std::span(chain).first(item.texture.byteCount);
    const std::span<std::uint8_t> top = texels.first(std::size_t{item.info.width} * item.info.height * 4);
    if (!texelsOf(item, top)) {
        item.damaged = true;
        item.info = {};
        item.texture = {};
        return {};
    }
    if (item.alphaInfo.width) applyAlpha(item, top);
    if (item.info.mayHaveAlpha || item.alphaInfo.width) {
        std::size_t clear = 0, partial = 0;
        for (std::size_t i = 3; i < top.size(); i += 4) {
            clear += top[i] < 250;
            partial += top[i] > 16 && top[i] < 240;
        }
        item.texture.hasAlpha = clear > 0;
        item.translucent = static_cast<double>(partial) > kTranslucentShare * static_cast<double>(top.size() / 4);
    }
    buildMips(texels, item.info.width, item.info.height, item.srgb, item.texture.hasAlpha != 0);
    const std::uint8_t* last = texels.data() + texels.size() - 4;
    for (std::size_t k = 0; k < 4; ++k) {
        const float coded = static_cast<float>(last[k]) / 255.0f;
        item.texture.mean[k] = item.srgb && k < 3 ? srgbToLinear(coded) : coded;
    }
    return writeAt(descriptor, std::as_bytes(texels), texelsOffset() + item.texture.firstTexel);
}

bool TextureStore::looksLikeNormals(std::uint32_t index) const {
    const auto& mean = items_[index].texture.mean;
    return mean[2] > 0.7f && std::abs(mean[0] - 0.5f) < 0.2f && std::abs(mean[1] - 0.5f) < 0.2f;
}

void TextureStore::finish(Parts& parts) {
    for (Item& item : items_) {
        if (item.damaged) warnings_.push_back(item.name + ": this picture is damaged; left out.");
        item.texture.name = parts.text(item.name);
        parts.textures.push_back(item.texture);
    }
}

std::size_t TextureStore::foundCount() const {
    std::set<std::string> sources;
    for (const Item& item : items_)
        if (item.info.width) sources.insert(item.source);
    return sources.size();
}

std::vector<std::string> TextureStore::missing() const {
    std::set<std::string> names;
    for (const Item& item : items_)
        if (!item.info.width) names.insert(item.name);
    return {names.begin(), names.end()};
}

}  // namespace recce::importer
