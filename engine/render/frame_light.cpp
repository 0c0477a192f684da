#include "render/frame_light.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "optics/colour.h"

namespace recce::render {
namespace {

constexpr int kAcross = 16;        // places of the cloth each way
constexpr int kFacePoints = 4;     // of the lamp, for each of them
constexpr double kLift = 0.01;     // metres off the cloth before the ray starts
constexpr double kLeast = 0.05;    // lumens: less is not seen beside anything
constexpr Metres kAhead{0.02};     // of the cloth, so that it does not stand in its own light

/// Adds up what falls on one side of a cloth: how much, where its middle lies and how far it spreads.
class Patch {
public:
    void add(const Vec2& at, const Vec3& lux) {
        const double weight = optics::luminance(lux);
        lux_ += lux;
        weight_ += weight;
        sum_ += at * weight;
        squares_ += at * at * weight;
        ++places_;
    }
    Vec3 mean() const { return places_ ? lux_ / double(places_) : Vec3(0); }
    /// Middle and size of the evenly lit rectangle with the same mean and spread, within a cloth of `size`.
    std::pair<Vec2, Vec2> rectangle(const Vec2& size) const {
        if (weight_ <= 0) return {Vec2(0), size};
        const Vec2 middle = sum_ / weight_, variance = glm::max(squares_ / weight_ - middle * middle, Vec2(0));
        // The places lie in the middle of their parts: a spread of nothing is one part wide.
        const Vec2 part = size / double(kAcross);
        const Vec2 extent = glm::clamp(glm::sqrt(variance * 12.0 + part * part), part, size);
        const Vec2 room = (size - extent) / 2.0;
        return {glm::clamp(middle, -room, room), extent};
    }

private:
    Vec3 lux_{0};
    double weight_ = 0;
    Vec2 sum_{0}, squares_{0};
    int places_ = 0;
};

class Frame {
public:
    Frame(std::size_t index, const std::vector<optics::Screen>& screens, const SightScene* set) : index_(index), screens_(screens), set_(set) {
        for (std::size_t i = 0; i < screens.size(); ++i)
            if (i != index) others_.push_back(screens[i]);
    }

    const optics::Screen& cloth() const { return screens_[index_]; }
    /// -1 or 1 along the cloth's local Z.
    double sideOf(const Vec3& point) const { return (glm::conjugate(cloth().pose.rotation) * (point - cloth().pose.position)).z < 0 ? -1 : 1; }

    /// `arriving(place, n)`: lux on a plane that faces the n-th point of the source, and the way to that point.
    template <class Arriving> Patch lit(double side, int points, const Arriving& arriving) const {
        Patch patch;
        const Vec3 normal = cloth().pose.rotation * Vec3(0, 0, side);
        for (int i = 0; i < kAcross * kAcross; ++i) {
            const Vec2 at = (Vec2(i % kAcross + 0.5, i / kAcross + 0.5) / double(kAcross) - 0.5) * Vec2(cloth().width.value, cloth().height.value);
            const Vec3 place = cloth().pose.position + cloth().pose.rotation * Vec3(at, 0);
            Vec3 lux(0);
            for (int n = 0; n < points; ++n) {
                const auto [there, way] = arriving(place, i * points + n);
                const double distance = glm::length(way), cosine = distance > 0 ? glm::dot(way, normal) / distance : 0;
                if (cosine <= 0 || there == Vec3(0)) continue;
                lux += there * (cosine * left(place + normal * kLift, place + way) / points);
            }
            patch.add(at, lux);
        }
        return patch;
    }

    /// The panel on the other side; nothing where too little comes through.
    std::optional<Lamp> panel(double side, const Patch& patch) const {
        const Vec3 lumens = patch.mean() * (cloth().area() * cloth().diffused);
        if (!(optics::luminance(lumens) > kLeast)) return std::nullopt;
        const auto [middle, extent] = patch.rectangle({cloth().width.value, cloth().height.value});
        Lamp lamp;
        lamp.kind = LampKind::Panel;
        lamp.pose.position = cloth().pose.position + cloth().pose.rotation * Vec3(middle, -side * kAhead.value);
        // Panels shine along their -Z.
        lamp.pose.rotation = side > 0 ? cloth().pose.rotation : cloth().pose.rotation * glm::angleAxis(kPi, Vec3(0, 1, 0));
        lamp.width = Metres(extent.x);
        lamp.height = Metres(extent.y);
        lamp.candela = lumens / kPi;
        return lamp;
    }

private:
    double left(const Vec3& from, const Vec3& to) const {
        const double share = optics::passed(others_, from, to);
        if (share <= 0 || !set_) return share;
        const Vec3 way = to - from;
        return set_->occluded({from, way, 0, glm::length(way) - kLift}) ? 0 : share;
    }

    std::size_t index_;
    const std::vector<optics::Screen>& screens_;
    const SightScene* set_;
    std::vector<optics::Screen> others_;
};

}  // namespace

FrameLight lightFrames(const std::vector<optics::Screen>& screens, const std::vector<Lamp>& lamps, const Daylight& day, const SightScene* set) {
    FrameLight out;
    for (std::size_t k = 0; k < screens.size(); ++k) {
        if (screens[k].diffused <= 0) continue;
        const Frame frame(k, screens, set);
        Vec3 sides[2] = {Vec3(0), Vec3(0)};
        const auto add = [&](double side, const Patch& patch, std::optional<std::size_t> source) {
            auto lamp = frame.panel(side, patch);
            if (!lamp) return;
            lamp->through = Lamp::Through{k, source};
            if (source) lamp->tag = lamps[*source].tag;
            sides[side > 0 ? 0 : 1] += patch.mean() * (screens[k].diffused / kPi);
            out.lamps.push_back(*lamp);
        };
        for (std::size_t i = 0; i < lamps.size(); ++i) {
            const double side = frame.sideOf(lamps[i].pose.position);
            add(side, frame.lit(side, kFacePoints, [&](const Vec3& place, int n) {
                const Vec3 point = lamps[i].pointOn({std::fmod(0.5 + n * 0.7548776662466927, 1.0), std::fmod(0.5 + n * 0.5698402909980532, 1.0)});
                return std::pair(lamps[i].luxFrom(point, place), point - place);
            }), i);
        }
        if (optics::luminance(day.sunLux) > 0) {
            const double side = frame.sideOf(screens[k].pose.position + day.toSun);
            constexpr double kSky = 1000;  // metres
            add(side, frame.lit(side, 1, [&](const Vec3&, int) { return std::pair(day.sunLux, day.toSun * kSky); }), std::nullopt);
        }
        // Front first: what comes from behind shines out to the front.
        if (optics::luminance(sides[0]) > 0) out.sides.push_back({k, true, sides[0]});
        if (optics::luminance(sides[1]) > 0) out.sides.push_back({k, false, sides[1]});
    }
    return out;
}

}  // namespace recce::render
