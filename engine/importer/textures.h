// The pictures of one model: found through the gate, sized from their headers, then decoded and written by worker threads
// straight to their place in the cooked file. Knows nothing of Assimp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
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

class TextureStore {
public:
    TextureStore(FileGate& gate, const asset::Limits& limits) : gate_(gate), limits_(limits) {}

    /// The texture's number; the same picture used the same way is held once. `alphaReference` names a picture whose
    /// brightness becomes the alpha (the opacity maps of legacy materials).
    std::uint32_t addFile(const std::string& reference, bool srgb, const std::string& alphaReference = {});
    std::uint32_t addEmbedded(const EmbeddedImage& image, bool srgb);

    /// Gives every texture its place; returns the bytes of all. Nothing may be added afterwards.
    std::uint64_t plan();
    /// Any thread, each number once.
    Status decode(std::uint32_t index, int descriptor);
    std::size_t count() const { return items_.size(); }
    /// Texels to decode: for sharing out the work, largest first.
    std::uint64_t cost(std::uint32_t index) const;

    /// After decoding.
    bool found(std::uint32_t index) const { return items_[index].info.width != 0; }
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
    struct Item {
        std::string name;
        std::string source;  ///< canonical path, or the name inside the model
        GatedFile file, alphaFile;
        std::span<const std::byte> packed;
        const std::uint8_t* bgra = nullptr;
        ImageInfo info, alphaInfo;
        cooked::Texture texture;
        bool srgb = true, translucent = false, damaged = false;
    };
    void checkSize(Item& item);
    Status texelsOf(Item& item, std::span<std::uint8_t> out) const;
    static void applyAlpha(const Item& item, std::span<std::uint8_t> texels);

    FileGate& gate_;
    const asset::Limits& limits_;
    std::vector<Item> items_;
    std::map<std::string, std::uint32_t> known_;
    std::vector<std::string> warnings_;
    double megapixels_ = 0;
};

}  // namespace recce::importer
