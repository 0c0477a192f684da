// A scene drawn by both renderers, and what the picture says against what must be: the figures of docs/accuracy.md. Each figure
// is kept with the test (--gtest_output=json), where tools/accuracy reads it.
#pragma once

#include <cmath>
#include <string>

#include <fmt/format.h>

#include "render/fixture.h"
#include "render/indirect.h"
#include "render/reference.h"

namespace recce::render {

/// The same view by both.
struct Seen {
    LinearPicture raster, reference;
};
struct Effort {
    std::uint32_t samples = 1;  ///< of the raster picture
    std::uint32_t paths = 64;   ///< of a reference pixel
    std::uint32_t bounces = 8;
    double clamp = 0;           ///< of the reference; 0: no light is held back
};

class AcceptanceTest : public RenderTest {
protected:
    static View looking(const Vec3& from, const Vec3& along, double verticalFov, std::uint32_t width, std::uint32_t height) {
        View view;
        view.width = width;
        view.height = height;
        view.camera.pose = {from, toRotation(lookAlong(along))};
        view.camera.verticalFov = verticalFov;
        view.camera.sceneLinearPerNit = 1;
        return view;
    }
    static Lamp lampAt(LampKind kind, const Vec3& at, double candela, double width, double height) {
        Lamp lamp;
        lamp.kind = kind;
        lamp.pose = {at, toRotation({0, -kPi / 2, 0})};
        lamp.candela = Vec3(candela);
        lamp.width = Metres(width);
        lamp.height = Metres(height);
        return lamp;
    }
    static Snapshot snapshotOf(test::ModelMaker& maker) { return RenderTest::snapshotOf(maker); }

    LinearPicture raster(Snapshot snapshot, const View& view, std::uint32_t samples = 1) {
        SightModels known;
        auto grid = traceIndirect(indirectInput(snapshot), known, {});
        EXPECT_TRUE(grid.has_value());
        if (grid) snapshot.probes = *grid;
        return draw(snapshot, view, samples).linear;
    }
    static LinearPicture reference(const Snapshot& snapshot, const View& view, const Effort& effort) {
        SightModels known;
        ReferenceSettings settings;
        settings.samples = effort.paths;
        settings.noise = 0;
        settings.clamp = effort.clamp;
        settings.bounces = effort.bounces;
        auto traced = traceReference(snapshot, view, known, settings);
        EXPECT_TRUE(traced.has_value()) << (traced ? "" : toText(traced.error()));
        return traced ? std::move(traced->linear) : LinearPicture{};
    }
    Seen see(const Snapshot& snapshot, const View& view, const Effort& effort) {
        return {raster(snapshot, view, effort.samples), reference(snapshot, view, effort)};
    }

    static Vec3 mean(const LinearPicture& p) {
        Vec3 sum(0);
        for (std::uint32_t y = 0; y < p.height; ++y)
            for (std::uint32_t x = 0; x < p.width; ++x) sum += at(p, x, y);
        return sum / static_cast<double>(p.width * p.height);
    }

    /// What both measured, each within its share of the expected value (or of `scale`, where nothing is expected).
    struct Within {
        double raster = 0.01, reference = 0.01, scale = 0;
        /// Where that is not reached yet: what is, so that it gets no worse. The document says "not met".
        double rasterReached = 0, referenceReached = 0;
    };
    void figure(const std::string& what, const std::string& unit, double expected, double byRaster, double byReference, const Within& within) {
        const double scale = within.scale > 0 ? within.scale : std::abs(expected);
        EXPECT_NEAR(byRaster, expected, std::max(within.raster, within.rasterReached) * scale) << "raster: " << what;
        EXPECT_NEAR(byReference, expected, std::max(within.reference, within.referenceReached) * scale) << "reference: " << what;
        RecordProperty(fmt::format("figure_{:02}", figures_++), fmt::format("{}|{}|{:.6g}|{:.6g}|{:.6g}|{:.3g}|{:.3g}|{:.6g}", what, unit, expected, byRaster, byReference,
                                                                          within.raster, within.reference, scale));
    }

private:
    int figures_ = 0;
};

}  // namespace recce::render
