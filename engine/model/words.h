// The words of the stored enumerations, as they stand in files and on the command line. Display names, with their
// US and UK columns, are made elsewhere.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "model/types.h"

namespace recce {

/// In the order of the enumeration.
template <class E> struct Words;
#define RECCE_WORDS(E, ...) \
    template <> struct Words<E> { static constexpr auto list = std::to_array<std::string_view>({__VA_ARGS__}); };
RECCE_WORDS(Confidence, "high", "medium", "low")
RECCE_WORDS(FixtureShape, "fresnel", "spot", "panel", "tube", "bulb", "sun", "disc")
RECCE_WORDS(DisplayUnits, "metric", "imperial")
RECCE_WORDS(SlateStyle, "us", "uk")
RECCE_WORDS(Paper, "a4", "letter")
RECCE_WORDS(PictureLook, "agx", "aces", "pbr-neutral", "logc3", "logc4", "slog3", "lut")
RECCE_WORDS(LutInput, "logc3", "logc4", "slog3", "acescct", "display")
RECCE_WORDS(Build, "slight", "average", "heavy")
RECCE_WORDS(UpAxis, "y", "z", "x")
RECCE_WORDS(Sky, "clear", "overcast", "dusk", "night", "none")
RECCE_WORDS(IntExt, "INT", "EXT", "INT/EXT")
RECCE_WORDS(BodyPose, "stand", "sit", "lean", "walk", "lie", "hold")
RECCE_WORDS(Ease, "linear", "smooth")
RECCE_WORDS(LightRole, "key", "fill", "back", "practical", "background", "window", "other")
RECCE_WORDS(ShotSize, "ECU", "CU", "MCU", "MS", "COWBOY", "MLS", "FS", "LS", "ELS", "INSERT")
RECCE_WORDS(ShotAngle, "bird", "high", "eye", "low", "worm")
RECCE_WORDS(Movement, "static", "pan", "tilt", "roll", "dolly", "truck", "pedestal", "crane", "arc", "zoom", "dolly-zoom")
RECCE_WORDS(Framing, "SINGLE", "2-SHOT", "GROUP", "OTS", "POV")
RECCE_WORDS(ShotStatus, "planned", "agreed", "shot", "omitted")
#undef RECCE_WORDS

template <class E> constexpr std::span<const std::string_view> wordsOf() { return Words<E>::list; }
template <class E> constexpr std::string_view wordOf(E value) { return Words<E>::list[static_cast<std::size_t>(value)]; }
/// Exactly as written in the list.
template <class E> constexpr std::optional<E> fromWord(std::string_view word) {
    for (std::size_t i = 0; i < Words<E>::list.size(); ++i) {
        if (Words<E>::list[i] == word) return static_cast<E>(i);
    }
    return std::nullopt;
}

}  // namespace recce
