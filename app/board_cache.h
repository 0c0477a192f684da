// Finished pictures on disk, by a hash of everything that they show and of what draws them. A picture that is found is
// the picture that would be drawn; nothing has to be thrown away when a production changes. Knows no production.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "base/hash.h"
#include "base/picture.h"
#include "gpu/instance.h"
#include "render/contents.h"

namespace recce {

class BoardCache {
public:
    /// In the cache folder, under "boards"; used least recently they go first, together with the cooked models.
    /// Where there is no such folder nothing is kept and nothing found.
    explicit BoardCache(const gpu::DeviceReport& device);
    BoardCache(const gpu::DeviceReport& device, std::filesystem::path folder);

    /// How a picture is drawn, apart from what it shows.
    struct Making {
        std::uint32_t samples = 1;
        bool finished = true;        ///< in the quality of files, not in the window's
        std::uint32_t width = 0, height = 0;  ///< of the picture with the black around it
    };
    /// The same for the same bytes of models, figures, lamps, daylight, view and program on the same device. The light
    /// that comes back from the set follows from these: the grid itself is not asked for.
    Hash128 keyOf(const render::Snapshot& snapshot, const render::View& view, const Making& making);

    struct Kept {
        Picture picture;
        double sceneLinearPerNit = 0;
    };
    std::optional<Kept> find(const Hash128& key) const;
    /// Opaque pictures only. A folder that cannot be written costs time later, nothing else.
    void keep(const Hash128& key, const Picture& picture, double sceneLinearPerNit) const;

private:
    Hash128 contentOf(const std::shared_ptr<const cooked::Model>& model);
    std::filesystem::path folder_;
    Hash128 maker_;  ///< of the program and the device
    std::map<const cooked::Model*, std::pair<std::weak_ptr<const cooked::Model>, Hash128>> models_;
};

}  // namespace recce
