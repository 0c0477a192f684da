// Draws snapshots: a frame is a function of (snapshot, view, quality, target). Knows no production, window or clock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/jobs.h"
#include "base/picture.h"
#include "gpu/commands.h"
#include "gpu/device.h"
#include "render/contents.h"

namespace recce::render {

/// The pictures of one view of the window; keeps what accumulates while nothing changes. Empty until drawn into.
class Target {
public:
    Target();
    ~Target();
    Target(Target&&) noexcept;
    Target& operator=(Target&&) noexcept;
    /// Display code (sRGB bytes), in Access::Sampled after draw(): image()->slot() is its bindless index. The last whole
    /// sample, also of another size, while a new one is being drawn; null before there is any.
    const gpu::Image* image() const;
    /// Samples in the picture so far.
    std::uint32_t samples() const;
    /// Tells what the last recording of draw() cost, so that the next ones are cut to the time they may take.
    void spent(double milliseconds);
    /// Milliseconds of a whole sample for each million pixels, as far as is known.
    double cost() const;

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

struct Progression {
    std::uint32_t samples = 0;  ///< in the picture now
    bool complete = false;      ///< drawing again would not make it better
    bool changed = false;       ///< a sample was finished: the picture shows it
    std::uint32_t draws = 0;
    std::uint64_t triangles = 0;
};

struct Finished {
    Picture picture;
    LinearPicture linear;          ///< only where asked for
    double sceneLinearPerNit = 0;  ///< the exposure that was used
    std::uint32_t draws = 0;
    std::uint64_t triangles = 0;
    std::uint32_t paths = 0;       ///< a reference picture's, of each pixel
    double noise = 0;              ///< and its estimated mean relative error
    bool cloudless = false;        ///< and whether point clouds of the set are left out of it
};

struct FinalQuality {
    std::uint32_t samples = 16;  ///< frames accumulated; below 8 each has 4 samples a pixel
    bool linear = false;         ///< scene-linear floats as well
    bool wholeMeshes = true;     ///< LOD 0 everywhere; else whatever differs by less than a quarter of a pixel
    CancelToken cancel;
    /// Motion blur: what stands before the camera, and where that is, when a share (0 to 1) of the time is over for which the
    /// shutter is open; asked for once a sample. The view's size, style and exposure stay. None: all stands still.
    std::function<void(double share, Snapshot& snapshot, View& view)> shutter;
};

class Renderer {
public:
    /// `textureBudget`: bytes of textures that are kept on the device, of which those go first that were not seen for
    /// longest; 0: a third of the device's largest memory of its own. Final pictures have all that they need.
    static Result<std::unique_ptr<Renderer>> open(gpu::Device& device, std::uint64_t textureBudget = 0);
    ~Renderer();

    /// `key` stands for snapshot, view and probes: while it stays the same (and not 0) the picture accumulates up to
    /// `maxSamples`; when it changes it starts again.
    struct Interactive {
        std::uint64_t key = 0;
        std::uint32_t maxSamples = 32;
        double milliseconds = 0;  ///< what one recording may take, by what earlier ones took (Target::spent); 0: a whole sample
    };
    /// One more sample of the view into the target, in interactive quality, or a portion of one.
    Result<Progression> draw(gpu::Commands& commands, const Snapshot& snapshot, const View& view, const Interactive& how,
                             Target& target);

    /// The picture of files and boards: the same bytes for the same input, whatever was drawn before. Blocks.
    Result<Finished> render(const Snapshot& snapshot, const View& view, const FinalQuality& quality);

    /// render() a portion at a time, with the same bytes, for windows that stay awake meanwhile.
    struct Unfinished;
    Result<std::shared_ptr<Unfinished>> start(const Snapshot& snapshot, const View& view, const FinalQuality& quality);
    /// Milliseconds that one call may take, and what the call before took; `may` 0: all that is left.
    struct Time {
        double may = 0, took = 0;
    };
    /// Nothing until the last portion is drawn.
    Result<std::optional<Finished>> drawOn(Unfinished& picture, const Time& time);

    /// Bytes of textures on the device.
    std::uint64_t textureBytes() const;

    /// What a target shows, for keeping. Blocks.
    Result<Picture> read(Target& target);

    struct Area {
        std::uint32_t x = 0, y = 0, width = 1, height = 1;  ///< pixels from the top left
    };
    /// Tags of what is seen in an area, row by row; 0: nothing. Blocks for one small drawing.
    Result<std::vector<PickTag>> pick(const Snapshot& snapshot, const View& view, const Area& area);

    gpu::Device& device() const;
    struct State;

private:
    Renderer();
    std::unique_ptr<State> state_;
};

}  // namespace recce::render
