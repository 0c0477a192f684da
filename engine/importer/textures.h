// The pictures of one model: found through the gate, sized from their headers, then decoded and written by worker threads
// straight to their place in the cooked file. Knows nothing of Assimp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "importer/gate.h"
#include "importer/image.h"
#include "importer/parts.h"

namespace recce::importer {

/// A picture inside the model file: packed as in a file, or plain texels (blue green red alpha).
struct EmbeddedImage {
    std::string name;
    std::span<const std::byte> packed;
    const std::uint8_t* bgra = nullptr;
    std::uint32_t width = 0, height = 0;
};

/// A picture as a material names it: one inside the model, else the file of this reference; empty: none.
struct PictureRef {
    std::string reference;
    std::optional<EmbeddedImage> embedded = {};
    bool empty() const { return reference.empty() && !embedded; }
};

class TextureStore {
public:
    TextureStore(FileGate& gate, const asset::Limits& limits) : gate_(gate), limits_(limits) {}

    /// The texture's number; the same pictures used the same way are held once. `alpha` is a picture whose brightness
    /// becomes the alpha (the opacity maps of legacy materials); it may be empty.
    std::uint32_t add(const PictureRef& picture, bool srgb, const PictureRef& alpha = {});
    /// Roughness (from its green) and metal (from its blue) in one texture, as glTF has them; either may be empty, not both.
    std::uint32_t addRoughMetal(const PictureRef& rough, const PictureRef& metal);
    /// Whether a picture of that name was found and is of a kind that is read, as far as its header tells.
    bool readable(const PictureRef& picture) { return !picture.empty() && readable(open(picture)); }

    /// Gives every texture its place; returns the bytes of all. Nothing may be added afterwards.
    std::uint64_t plan();
    /// Any thread, each number once.
    Status decode(std::uint32_t index, int descriptor);
    std::size_t count() const { return items_.size(); }
    /// Texels to decode: for sharing out the work, largest first.
    std::uint64_t cost(std::uint32_t index) const;

    /// After decoding.
    bool found(std::uint32_t index) const { return items_[index].texture.width != 0; }
    bool hasAlpha(std::uint32_t index) const { return items_[index].texture.hasAlpha != 0; }
    /// Many texels neither clear nor opaque: glass or cloth rather than a cut-out.
    bool isTranslucent(std::uint32_t index) const { return items_[index].translucent; }
    /// The mean colour of a picture of directions, not of heights.
    bool looksLikeNormals(std::uint32_t index) const;
    void finish(Parts& parts);
    std::size_t foundCount() const;
    /// As the model names them, each once.
    std::vector<std::string> missing() const;
    const std::vector<std::string>& warnings() const { return warnings_; }

private:
    /// One picture, opened and sized; `info.width` 0: missing or not to be read.
    struct Source {
        std::string name;
        std::string place;  ///< canonical path, or the name inside the model
        GatedFile file;
        std::span<const std::byte> packed;
        const std::uint8_t* bgra = nullptr;
        ImageInfo info;
    };
    static constexpr std::size_t kNoSource = ~std::size_t{0};
    /// What the two pictures of a texture are for: colour and its alpha, or roughness and metal.
    enum class Use { Colour, RoughMetal };
    struct Item {
        Use use = Use::Colour;
        std::array<std::size_t, 2> sources{kNoSource, kNoSource};
        std::array<bool, 2> damaged{};
        std::uint32_t width = 0, height = 0;  ///< 0: nothing to decode
        cooked::Texture texture;
        bool srgb = true, translucent = false;
    };

    std::size_t open(const PictureRef& picture);
    std::uint32_t item(Use use, std::array<std::size_t, 2> sources, bool srgb);
    void checkBudget(Item& item);
    const std::string& nameOf(const Item& item) const;
    bool readable(std::size_t source) const { return source != kNoSource && sources_[source].info.width != 0; }
    bool sound(const Item& item, std::size_t k) const { return readable(item.sources[k]) && item.width && !item.damaged[k]; }
    bool texelsOf(std::size_t source, std::span<std::uint8_t> out) const;
    bool fill(Item& item, std::span<std::uint8_t> texels) const;
    std::vector<std::uint8_t> decoded(Item& item, std::size_t k) const;

    FileGate& gate_;
    const asset::Limits& limits_;
    std::vector<Source> sources_;
    std::vector<Item> items_;
    std::map<std::string, std::size_t> knownSources_;
    std::map<std::tuple<Use, std::size_t, std::size_t, bool>, std::uint32_t> knownItems_;
    std::vector<std::string> warnings_;
    double megapixels_ = 0;
};

}  // namespace recce::importer
