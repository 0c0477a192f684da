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

std::size_t TextureStore::open(const PictureRef& picture) {
    const std::string as = picture.embedded ? "*" + picture.embedded->name : picture.reference;
    if (const auto known = knownSources_.find(as); known != knownSources_.end()) return known->second;
    Source source;
    bool there = picture.embedded && !picture.embedded->bgra;
    source.place = as;
    source.name = cleanName(picture.embedded ? picture.embedded->name : as);
    if (picture.embedded) {
        source.packed = picture.embedded->packed;
        source.bgra = picture.embedded->bgra;
        if (source.bgra) source.info = {ImageKind::Other, picture.embedded->width, picture.embedded->height, true};
    } else {
        if (const auto path = gate_.resolve(as, FileKind::Image)) {
            source.place = path->string();
            if (const auto known = knownSources_.find(source.place); known != knownSources_.end()) return knownSources_[as] = known->second;
        }
        auto opened = gate_.open(as, FileKind::Image);
        there = opened.has_value();
        if (opened) source.file = std::move(*opened);
        else if (opened.error().code != Code::NotFound) warnings_.push_back(fmt::format("{}: {}", source.name, opened.error().message));
        source.packed = source.file.map.bytes();
    }
    if (there) {
        const auto probed = probeImage(source.packed, source.name);
        if (probed) source.info = *probed;
        else warnings_.push_back(fmt::format("{}: {} {}", source.name, probed.error().message, probed.error().hint));
    }
    if (const double side = std::max(source.info.width, source.info.height); side > limits_.textureSide) {
        warnings_.push_back(fmt::format("{}: {} x {} texels are more than the limit of {:.0f} a side; left out. {}", source.name, source.info.width,
                                        source.info.height, limits_.textureSide, asset::raiseHint("texture", side)));
        source.info = {};
    }
    const std::size_t index = sources_.size();
    knownSources_[as] = knownSources_[source.place] = index;
    sources_.push_back(std::move(source));
    return index;
}

void TextureStore::checkBudget(Item& item) {
    const double megapixels = static_cast<double>(item.width) * item.height / 1e6;
    if (megapixels_ + megapixels > limits_.megapixels) {
        warnings_.push_back(fmt::format("{}: all textures together have more than {:.0f} million texels; left out. {}", nameOf(item),
                                        limits_.megapixels, asset::raiseHint("pixels", limits_.megapixels * 4)));
        item.width = item.height = 0;
        return;
    }
    megapixels_ += megapixels;
}

std::uint32_t TextureStore::item(Use use, std::array<std::size_t, 2> sources, bool srgb) {
    const auto [known, isNew] = knownItems_.try_emplace({use, sources[0], sources[1], srgb}, static_cast<std::uint32_t>(items_.size()));
    if (!isNew) return known->second;
    Item item;
    item.use = use;
    item.sources = sources;
    item.srgb = srgb;
    // A colour is as large as its own picture, however large its mask; roughness and metal as the larger of the two.
    for (std::size_t k = 0; k < (use == Use::Colour ? 1u : 2u); ++k) {
        if (!readable(sources[k])) continue;
        const ImageInfo& info = sources_[sources[k]].info;
        if (std::uint64_t{info.width} * info.height <= std::uint64_t{item.width} * item.height) continue;
        item.width = info.width;
        item.height = info.height;
    }
    checkBudget(item);
    items_.push_back(item);
    return known->second;
}

std::uint32_t TextureStore::add(const PictureRef& picture, bool srgb, const PictureRef& alpha) {
    const std::size_t main = open(picture);
    return item(Use::Colour, {main, alpha.empty() ? kNoSource : open(alpha)}, srgb);
}

std::uint32_t TextureStore::addRoughMetal(const PictureRef& rough, const PictureRef& metal) {
    const std::size_t first = rough.empty() ? kNoSource : open(rough);
    return item(Use::RoughMetal, {first, metal.empty() ? kNoSource : open(metal)}, false);
}

const std::string& TextureStore::nameOf(const Item& item) const {
    return sources_[item.sources[0] == kNoSource ? item.sources[1] : item.sources[0]].name;
}

std::uint64_t TextureStore::plan() {
    std::uint64_t at = 0;
    for (Item& item : items_) {
        if (item.width == 0) continue;
        item.texture.width = item.width;
        item.texture.height = item.height;
        item.texture.mipCount = cooked::mipCountFor(item.width, item.height);
        item.texture.format = item.srgb ? cooked::TexelFormat::Rgba8Srgb : cooked::TexelFormat::Rgba8Linear;
        item.texture.firstTexel = at;
        item.texture.byteCount = chainTexels(item.width, item.height) * 4;
        at += (item.texture.byteCount + 63) / 64 * 64;
    }
    return at;
}

std::uint64_t TextureStore::cost(std::uint32_t index) const {
    return std::uint64_t{items_[index].width} * items_[index].height;
}

bool TextureStore::texelsOf(std::size_t index, std::span<std::uint8_t> out) const {
    const Source& source = sources_[index];
    if (!source.bgra) return decodeImage(source.packed, source.info, out).has_value();
    for (std::size_t i = 0; i < out.size(); i += 4) {
        out[i] = source.bgra[i + 2];
        out[i + 1] = source.bgra[i + 1];
        out[i + 2] = source.bgra[i];
        out[i + 3] = source.bgra[i + 3];
    }
    return true;
}

/// One of an item's pictures at its own size; empty where it has none, or a damaged one.
std::vector<std::uint8_t> TextureStore::decoded(Item& item, std::size_t k) const {
    if (!readable(item.sources[k])) return {};
    const ImageInfo& info = sources_[item.sources[k]].info;
    std::vector<std::uint8_t> texels(std::size_t{info.width} * info.height * 4);
    item.damaged[k] = !texelsOf(item.sources[k], texels);
    return item.damaged[k] ? std::vector<std::uint8_t>() : texels;
}

bool TextureStore::fill(Item& item, std::span<std::uint8_t> texels) const {
    // Takes one channel of a picture of any size; `value` makes it of four bytes.
    const auto lay = [&](std::size_t k, std::span<const std::uint8_t> from, std::size_t channel, auto value) {
        const ImageInfo& info = sources_[item.sources[k]].info;
        for (std::uint32_t y = 0; y < item.height; ++y) {
            const std::size_t row = std::size_t{y} * info.height / item.height * info.width;
            for (std::uint32_t x = 0; x < item.width; ++x)
                texels[(std::size_t{y} * item.width + x) * 4 + channel] = value(&from[(row + std::size_t{x} * info.width / item.width) * 4]);
        }
    };
    if (item.use == Use::RoughMetal) {
        // What is not there leaves the factors of the material as they are; a damaged picture is rough and no metal.
        std::fill(texels.begin(), texels.end(), std::uint8_t{255});
        for (const std::size_t k : {0u, 1u}) {
            const auto from = decoded(item, k);
            const std::size_t channel = k + 1;
            if (!from.empty()) lay(k, from, channel, [&](const std::uint8_t* p) { return p[channel]; });
            for (std::size_t i = channel; item.damaged[1] && k == 1 && i < texels.size(); i += 4) texels[i] = 0;
        }
        return true;
    }
    item.damaged[0] = !texelsOf(item.sources[0], texels);
    if (item.damaged[0]) return false;
    if (const auto mask = decoded(item, 1); !mask.empty()) {
        bool ownAlpha = false;
        for (std::size_t i = 3; i < mask.size() && !ownAlpha; i += 4) ownAlpha = mask[i] < 250;
        // Cut-out pictures with an alpha of their own mean that; others mean their brightness.
        lay(1, mask, 3, [&](const std::uint8_t* p) { return ownAlpha ? p[3] : static_cast<std::uint8_t>((p[0] + p[1] * 2 + p[2]) / 4); });
    }
    return true;
}

Status TextureStore::decode(std::uint32_t index, int descriptor) {
    Item& item = items_[index];
    if (item.width == 0) return {};
    // Kept per thread: fresh memory would have to be zeroed by the system for every texture.
    thread_local std::vector<std::uint8_t> chain;
    if (chain.size() < item.texture.byteCount) chain.resize(item.texture.byteCount);
    const std::span<std::uint8_t> texels = std::span(chain).first(item.texture.byteCount);
    const std::span<std::uint8_t> top = texels.first(std::size_t{item.width} * item.height * 4);
    if (!fill(item, top)) {
        item.width = item.height = 0;
        item.texture = {};
        return {};
    }
    if (item.use == Use::Colour && (sources_[item.sources[0]].info.mayHaveAlpha || readable(item.sources[1]))) {
        std::size_t clear = 0, partial = 0;
        for (std::size_t i = 3; i < top.size(); i += 4) {
            clear += top[i] < 250;
            partial += top[i] > 16 && top[i] < 240;
        }
        item.texture.hasAlpha = clear > 0;
        item.translucent = static_cast<double>(partial) > kTranslucentShare * static_cast<double>(top.size() / 4);
    }
    buildMips(texels, item.width, item.height, item.srgb, item.texture.hasAlpha != 0);
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
    std::set<std::size_t> damaged;
    for (Item& item : items_) {
        for (const std::size_t k : {0u, 1u})
            if (item.damaged[k] && damaged.insert(item.sources[k]).second)
                warnings_.push_back(sources_[item.sources[k]].name + ": this picture is damaged; left out.");
        item.texture.name = parts.text(nameOf(item));
        parts.textures.push_back(item.texture);
    }
}

std::size_t TextureStore::foundCount() const {
    std::set<std::string> places;
    for (const Item& item : items_)
        for (const std::size_t k : {0u, 1u})
            if (sound(item, k)) places.insert(sources_[item.sources[k]].place);
    return places.size();
}

std::vector<std::string> TextureStore::missing() const {
    std::set<std::string> names;
    for (const Item& item : items_)
        for (const std::size_t k : {0u, 1u})
            if (item.sources[k] != kNoSource && !sound(item, k)) names.insert(sources_[item.sources[k]].name);
    return {names.begin(), names.end()};
}

}  // namespace recce::importer
