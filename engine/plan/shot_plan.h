// The shot plan: the rows that every sheet, table and panel shows, with every displayed text final. Plain values made
// from one production root; knows nothing of pages, files or windows. Units are in the names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/production.h"

namespace recce {

struct CastEntry {
    Id<Character> id;
    std::int32_t number = 0;  ///< 0: none yet
    std::string name;         ///< "MARA VOSS"
    Rgb colour;
    bool operator==(const CastEntry&) const = default;
};

/// The texts of a shot as people read them: in the production's display units and slate style.
struct ShotTexts {
    std::string framing;    ///< "MLS two-shot", "MS over TEO", "INSERT letter"
    std::string manner;     ///< angle and movement: "eye level, static"
    std::string lens;       ///< "35 mm", "24-70 mm" with an en dash for a zoom move
    std::string stop;       ///< "T2.8"
    std::string focus;      ///< "4.90 m", "16'1\""
    std::string depth;      ///< "3.94-6.47" with an en dash; the far end is the infinity sign where it is endless
    std::string height;     ///< "1.38 m"
    std::string tilt;       ///< degrees with U+2212 as minus
    std::string support;    ///< "Fisher 11"
    std::string camera;     ///< "ALEXA 35 3:2": body and mode, short
    std::string aspect;     ///< "2.39"
    std::string estimate;   ///< minutes of its setup as h:mm on the setup's first shot, else empty
    std::string duration;   ///< on screen, "11.5 s"
    std::string status;     ///< "planned"
    bool operator==(const ShotTexts&) const = default;
};

struct ShotRow {
    Id<Shot> id;
    Id<Scene> scene;
    Id<Setup> setup;
    Id<CameraRig> rig;
    std::string label;       ///< "12A-2"
    std::string setupLabel;  ///< "12A"
    std::string letter;      ///< of the camera, "A"
    ShotStatus status = ShotStatus::Planned;
    ShotTexts text;
    std::string sizeWord, angleWord, movementWord, framingWord;  ///< display words for table columns
    std::vector<std::string> overridden;  ///< "size", "angle" ...: typed over, not read from the frame
    std::vector<CastEntry> cast;          ///< in frame, by cast number
    std::string description, notes;
    std::string bodyName, modeName, supportName, lensName;
    // As stored words, for JSON and for asking again.
    std::optional<ShotSize> size;         ///< none: nobody in frame, and nothing close
    std::optional<ShotAngle> angle;
    std::vector<Movement> movement;
    std::vector<Framing> framing;
    std::optional<Id<Character>> subject;
    // As numbers, for typed cells and JSON. Distances from the sensor plane.
    double lensMm = 0, tStop = 0, ndStops = 0, iso = 0, shutterDeg = 0, fps = 0, aspect = 0;
    double focusM = 0, nearM = 0, farM = 0;  ///< farM may be infinite
    double heightM = 0, tiltDeg = 0, panDeg = 0;
    std::int64_t frames = 0;
    double seconds = 0;
    bool operator==(const ShotRow&) const = default;
};

/// One camera position and light: what the schedule moves about.
struct SetupRow {
    Id<Setup> id;
    Id<Scene> scene;
    std::string label, slatedAs;
    std::string setName;                 ///< of the set it stands in
    std::vector<std::string> cameras;    ///< letters
    std::vector<std::string> equipment;  ///< bodies, lenses, supports and fixtures it needs, each once
    std::vector<CastEntry> cast;         ///< in frame in any of its shots
    std::vector<std::string> shots;      ///< labels, omitted ones left out
    std::optional<double> minutes;
    bool minutesEstimated = false;       ///< by the rule of plan/setup_facts.h, not given by people
    double seconds = 0;                  ///< on screen, omitted ones left out
    bool omitted = false;                ///< it has shots, and all are omitted
    bool operator==(const SetupRow&) const = default;
};

struct SceneRow {
    Id<Scene> id;
    std::string number;       ///< opaque
    std::string heading;      ///< "INT. VOSS HOUSE - KITCHEN - DAY" with en dashes
    std::string intExt, setName, dayNight;  ///< "INT", "VOSS HOUSE - KITCHEN", "DAY"
    std::string synopsis, scriptDay;
    std::optional<std::int32_t> eighths;
    std::string place;        ///< stage or location of its first set
    std::vector<CastEntry> cast;
    std::vector<ShotRow> shots;    ///< in plan order
    std::vector<SetupRow> setups;  ///< in plan order
    // Totals without what is omitted. Minutes count each setup once.
    std::size_t shotCount = 0, setupCount = 0;
    double seconds = 0, minutes = 0;
    bool operator==(const SceneRow&) const = default;
};

/// One strip of a shoot day: a scene, one setup of it, or a banner.
struct DayStrip {
    Id<Scene> scene;   ///< null for a banner
    Id<Setup> setup;   ///< null for a whole scene or a banner
    std::string text;  ///< heading, setup label or banner
    bool operator==(const DayStrip&) const = default;
};
struct DayRow {
    Id<ShootDay> id;
    std::int32_t number = 0;  ///< 1 is the first
    Date date;
    TimeOfDay call, wrap;
    std::string unit, place, timeZone;  ///< place and IANA zone of the first scene's set
    std::vector<DayStrip> strips;
    std::int32_t eighths = 0;           ///< of its scenes, each counted once on the day it first stands on
    bool eighthsUnknown = false;        ///< some scene has no length
    double minutes = 0;                 ///< of its setups
    bool operator==(const DayRow&) const = default;
};

struct ShotPlan {
    std::string title, draft;
    std::string state;      ///< hash of the production, eight hexadecimal digits
    Date date;              ///< of the first shoot day; empty: none
    DisplayUnits units = DisplayUnits::Metric;
    SlateStyle slates = SlateStyle::Us;
    double aspect = 2.39;
    std::vector<SceneRow> scenes;  ///< in script order
    std::vector<DayRow> days;
    bool operator==(const ShotPlan&) const = default;
};

}  // namespace recce
