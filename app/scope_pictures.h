// The scopes of the camera in work: a small copy of its light is counted on a worker and comes back as pictures. Knows the
// device that shows them, no panels.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "app/look.h"
#include "app/session.h"
#include "base/jobs.h"
#include "gpu/device.h"
#include "render/glimpse.h"

namespace recce {

/// Waveform, parade, vectorscope, histogram, each on the dark ground of the window's fields.
using ScopeImages = std::array<Picture, 4>;
/// The waveform counts stops from grey, from kScopeStops under it at the foot to as many over it; the others count the signal
/// that `look` makes of the light.
ScopeImages scopeImages(const LinearPicture& light, const Mat3& whiteBalance, const DisplayLook& look);
inline constexpr double kScopeStops = 6.5;

class ScopePictures {
public:
    /// `wake` is called from the worker when scopes were counted.
    ScopePictures(gpu::Device& device, std::function<void()> wake);
    ~ScopePictures();

    /// What the light is of. `area`: the delivery frame in the drawn picture, pixels.
    struct Of {
        Id<CameraRig> rig;
        double perNit = 0;
        Mat3 whiteBalance{1};
        render::Renderer::Area area;
    };
    /// Records the copy into the commands that drew the picture.
    Status record(gpu::Commands& commands, render::Target& target, const Of& of);
    /// Once they are done: gives the meter its light, and the scopes theirs.
    void recorded(Session& session, const DisplayLook& look);
    /// Shows what was counted: true when the scopes are others now.
    Result<bool> show(Session& session);

private:
    struct Counted {
        Id<CameraRig> rig;
        ScopeImages images;
    };
    void count();
    gpu::Device& device_;
    render::Glimpse glimpse_;
    Of of_;
    std::shared_ptr<const CameraLight> next_;  ///< to be counted
    DisplayLook look_;
    bool running_ = false;
    std::array<gpu::Image, 4> shown_;
    std::shared_ptr<Mailbox<Counted>> box_;
    WorkerPool worker_{1};  ///< last: it ends before what it uses
};

/// The delivery frame in the picture of a camera view, where meters or scopes are open over it.
std::optional<ScopePictures::Of> meteredOf(const Session& session, const StageView& shown, Id<CameraRig> rig, const render::View& view, double aspect);
/// The same part of the picture in one of another size.
render::Renderer::Area scaled(const render::Renderer::Area& area, const render::View& from, const render::View& to);

}  // namespace recce
