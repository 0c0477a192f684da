// The stored facts of a production. Everything derivable is computed elsewhere. Plain values: no behaviour, no pointers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/math.h"
#include "base/units.h"

namespace recce {

struct Character;
struct Asset;
struct Set;
struct SetPiece;
struct Scene;
struct Mark;
struct CameraRig;
struct Light;
struct Setup;
struct Shot;
struct ShootDay;
struct Note;
struct MeterPoint;
template <> struct IdPrefix<Character> { static constexpr std::string_view value = "char"; };
template <> struct IdPrefix<Asset> { static constexpr std::string_view value = "asset"; };
template <> struct IdPrefix<Set> { static constexpr std::string_view value = "set"; };
template <> struct IdPrefix<SetPiece> { static constexpr std::string_view value = "piece"; };
template <> struct IdPrefix<Scene> { static constexpr std::string_view value = "scene"; };
template <> struct IdPrefix<Mark> { static constexpr std::string_view value = "mark"; };
template <> struct IdPrefix<CameraRig> { static constexpr std::string_view value = "rig"; };
template <> struct IdPrefix<Light> { static constexpr std::string_view value = "light"; };
template <> struct IdPrefix<Setup> { static constexpr std::string_view value = "setup"; };
template <> struct IdPrefix<Shot> { static constexpr std::string_view value = "shot"; };
template <> struct IdPrefix<ShootDay> { static constexpr std::string_view value = "day"; };
template <> struct IdPrefix<Note> { static constexpr std::string_view value = "note"; };
template <> struct IdPrefix<MeterPoint> { static constexpr std::string_view value = "point"; };

/// Fractional index: plain byte order of the text is the order of the things.
using Rank = std::string;
/// Calendar date as text "2026-11-20"; empty: none. Checked on the way in.
using Date = std::string;
/// Time of day as text "07:30"; empty: none.
using TimeOfDay = std::string;
/// Key of a catalogue row, "arri.alexa35".
using CatalogueKey = std::string;

struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    bool operator==(const Rgb&) const = default;
};

// ---- Catalogue rows (read from assets/catalogue, the user's folder, and copied into the production when used) -------

enum class Confidence { High, Medium, Low };

struct SensorMode {
    std::string name;  ///< "4.6K 3:2 open gate"
    Millimetres width, height;
    std::uint32_t pixelsWide = 0, pixelsHigh = 0;  ///< 0: not stated
    bool operator==(const SensorMode&) const = default;
};
struct CameraBody {
    CatalogueKey key;
    std::string maker, name;
    std::vector<SensorMode> modes;
    std::string source;
    Confidence confidence = Confidence::High;
    bool operator==(const CameraBody&) const = default;
};
struct Lens {
    Millimetres focal;
    TStop wideOpen;
    Metres closeFocus;  ///< from the sensor plane; 0: not known
    bool operator==(const Lens&) const = default;
};
/// A series of primes.
struct LensSet {
    CatalogueKey key;
    std::string maker, name;
    double squeeze = 1;
    double transmittance = 0.91;  ///< tau; N = T * sqrt(tau)
    Millimetres imageCircle;      ///< diameter; 0: not known
    std::int32_t irisBlades = 0;  ///< straight ones that show when the lens is stopped down; 0: round, or not known
    std::vector<Lens> lenses;     ///< ascending focal length
    std::string source;
    Confidence confidence = Confidence::Medium;
    bool operator==(const LensSet&) const = default;
};
enum class FixtureShape { Fresnel, Spot, Panel, Tube, Bulb, Sun, Disc };
struct Fixture {
    CatalogueKey key;
    std::string maker, name;
    FixtureShape shape = FixtureShape::Spot;
    Lumens output;       ///< at full, widest
    Degrees beamMin, beamMax;  ///< full angle at half peak; equal where fixed
    Metres width, height;      ///< of the emitting face; tube: length, diameter
    Kelvin colourMin, colourMax;
    Watts power;
    Kilograms weight;
    std::string source;
    Confidence confidence = Confidence::Medium;
    bool operator==(const Fixture&) const = default;
};
struct Support {
    CatalogueKey key;
    std::string name;
    Metres heightMin, heightMax;  ///< of the lens
    std::string source;
    Confidence confidence = Confidence::Low;
    bool operator==(const Support&) const = default;
};
struct Gel {
    CatalogueKey key;
    std::string name;
    double mired = 0;
    double transmission = 1;
    std::string source;
    Confidence confidence = Confidence::Medium;
    bool operator==(const Gel&) const = default;
};
/// The cloth of a flag, net or diffusion frame: what it does with light that falls on it. The rest is swallowed.
struct Fabric {
    CatalogueKey key;
    std::string name;
    double straight = 0;     ///< share that passes without turning: the open part of a net
    double diffused = 0;     ///< share that comes out on the other side, spread evenly (Lambert)
    double reflected = 0.04; ///< share that is thrown back, spread evenly
    std::string source;
    Confidence confidence = Confidence::Medium;
    bool operator==(const Fabric&) const = default;
};
/// A file's bytes as they came, shared between the copies of what holds them.
struct FileBytes {
    std::shared_ptr<const std::string> bytes;  ///< null: none
    std::string_view text() const { return bytes ? std::string_view(*bytes) : std::string_view(); }
    bool operator==(const FileBytes& o) const { return bytes == o.bytes || text() == o.text(); }
};
/// A lamp's measured light (LM-63). The production carries the maker's file itself, so that an old plan keeps its light.
struct Photometry {
    CatalogueKey key;
    std::string name;        ///< the luminaire as the file names it, else the file
    std::string file;        ///< its name, without folders
    FileBytes ies;
    std::string source;
    Confidence confidence = Confidence::Medium;
    bool operator==(const Photometry&) const = default;
};
/// The shape of a finished picture, for frame lines. A production keeps the ratio itself, never the row.
struct FrameAspect {
    CatalogueKey key;
    std::string name;  ///< "2.39 : 1"
    std::string use;   ///< "scope"; may be empty
    double ratio = 0;  ///< width over height
    std::string source;
    Confidence confidence = Confidence::Medium;
    bool operator==(const FrameAspect&) const = default;
};

// ---- The production ----------------------------------------------------------------------------------------------

enum class DisplayUnits { Metric, Imperial };
enum class SlateStyle { Us, Uk };
enum class Paper { A4, Letter };
/// What a production's pictures are shown as: view transforms, camera logs, or its own look-up table.
enum class PictureLook { Agx, Aces, PbrNeutral, LogC3, LogC4, SLog3, Lut };
/// What a look-up table takes in: a camera's log with its gamut, ACEScct, or the picture as AgX shows it.
enum class LutInput { LogC3, LogC4, SLog3, AcesCct, Display };

/// The production's own head; everything else is in tables.
struct ProductionInfo {
    std::string title;
    std::string draft;  ///< "Blue draft"
    FrameRate rate;
    double aspect = 2.39;                 ///< delivery aspect
    std::optional<double> secondAspect;   ///< "also safe"
    DisplayUnits units = DisplayUnits::Metric;
    SlateStyle slates = SlateStyle::Us;
    std::string skippedLetters = "IO";
    Paper paper = Paper::A4;
    double mainsVolts = 230;
    CatalogueKey defaultBody = "arri.alexa35";
    std::string defaultMode;  ///< name of a mode of that body; empty: its first
    CatalogueKey defaultLensSet = "arri.signature";
    PictureLook look = PictureLook::Agx;
    std::string lut;                      ///< a .cube file, as Asset::path; for PictureLook::Lut
    LutInput lutInput = LutInput::LogC3;
    bool operator==(const ProductionInfo&) const = default;
};

enum class Build { Slight, Average, Heavy };
/// Any date the performer cannot work, inclusive ends.
struct DateSpan {
    Date first, last;
    bool operator==(const DateSpan&) const = default;
};
struct Character {
    Id<Character> id;
    std::string name;      ///< "MARA VOSS"
    std::int32_t cast = 0; ///< cast number; 0: none yet
    std::string performer;
    Metres height{1.70};
    Build build = Build::Average;
    Rgb colour;            ///< of the marks' tape
    double rate = 0;       ///< per paid day
    std::vector<DateSpan> unavailable;
    bool operator==(const Character&) const = default;
};

enum class UpAxis { Y, Z, X };
struct KnownLength {
    Vec3 a{0}, b{0};  ///< in the model's cooked space before the correction, metres
    Metres length;
    bool operator==(const KnownLength&) const = default;
};
struct Asset {
    Id<Asset> id;
    std::string path;  ///< relative to the project folder with '/', or absolute where it lies elsewhere
    std::string acceptedHash;
    std::optional<double> metresPerUnit;  ///< override of what the importer found or proposed
    std::optional<UpAxis> up;
    std::optional<KnownLength> known;  ///< what it was measured by; the factor that gave is in the pieces' scale
    std::vector<std::string> grantedRoots;
    std::vector<std::string> waivedWarnings;
    Box lastBounds;    ///< metres; the box that stands in while the model is missing
    std::string lastSeen;  ///< ISO date and time of the last good load
    bool operator==(const Asset&) const = default;
};

struct Set {
    Id<Set> id;
    std::string name;
    std::string place;  ///< stage or location
    double latitude = 0, longitude = 0;  ///< degrees, north and east positive
    std::string timeZone;                ///< IANA name; empty: none
    Degrees north;  ///< bearing of the set's -Z, clockwise from true north
    bool operator==(const Set&) const = default;
};

struct MaterialOverride {
    std::string material;  ///< its name in the model
    std::optional<Rgb> colour;
    std::optional<double> roughness;
    bool operator==(const MaterialOverride&) const = default;
};

using PieceOwner = std::variant<Id<Set>, Id<Scene>>;
struct SetPiece {
    Id<SetPiece> id;
    PieceOwner owner;
    Id<Asset> asset;
    std::string name;
    Pose pose;
    double scale = 1;
    std::string layer;
    bool visible = true;
    bool ghost = false;   ///< drawn see-through: a wall flown or looked through
    bool locked = false;
    std::vector<MaterialOverride> overrides;
    /// Set: no model but a flag, net or diffusion frame of this cloth; it stands upright across its local Z, its pose is of its middle.
    CatalogueKey fabric;
    std::optional<Metres> width, height;  ///< of the cloth
    bool operator==(const SetPiece&) const = default;
};

enum class Sky { Clear, Overcast, Dusk, Night, None };
struct Environment {
    Sky sky = Sky::Clear;
    Date date;                 ///< with localTime and a set that has a place: the sun is where it then is
    TimeOfDay localTime;       ///< by the clock of the set's time zone
    Degrees sunAzimuth{135};   ///< else: bearing clockwise from true north
    Degrees sunElevation{35};
    Stops exposureBias{0};
    bool operator==(const Environment&) const = default;
};

enum class IntExt { Int, Ext, IntExt };
struct Scene {
    Id<Scene> id;
    Rank rank;
    std::string number;   ///< opaque: "12", "A10", "110A"; never parsed, never renumbered
    IntExt intExt = IntExt::Int;
    std::string setName;  ///< "VOSS HOUSE - KITCHEN"
    std::string time;     ///< "DAY"
    std::string synopsis;
    std::optional<std::int32_t> eighths;  ///< absent: unknown
    std::vector<Id<Set>> sets;            ///< the first is the default
    std::vector<Id<Character>> characters;
    std::string scriptDay;
    Environment environment;
    bool operator==(const Scene&) const = default;
};

enum class BodyPose { Stand, Sit, Lean, Walk, Lie, Hold };
/// Where the eyes go: straight ahead, at somebody, or at a point.
using Gaze = std::variant<std::monostate, Id<Character>, Id<CameraRig>, Vec3>;
struct Mark {
    Id<Mark> id;
    Id<Scene> scene;
    Id<Character> character;
    std::string label;     ///< "1" (shown as "MARA 1"), or a place "at the table"
    Vec3 position{0};      ///< metres, on the floor or seat's floor
    Degrees facing;        ///< heading about +Y from -Z, as PanTiltRoll::pan
    BodyPose pose = BodyPose::Stand;
    std::optional<Metres> seat;        ///< height of the seat under a sitting figure; absent: 0.45
    bool atTable = false;  ///< sitting: forearms on a table in front instead of hands in the lap
    std::optional<FrameTime> arrive, leave;  ///< absent: a place only
    std::vector<Vec3> via;             ///< way points on the walk to here
    Gaze gaze;
    bool exits = false;    ///< walks out of the scene here
    bool visible = true;
    bool locked = false;
    bool operator==(const Mark&) const = default;
};

enum class Ease { Linear, Smooth };
/// One key of a camera's move within its setup.
struct CameraKey {
    FrameTime time;
    Vec3 position{0};      ///< of the entrance pupil, metres
    PanTiltRoll angles;    ///< unwrapped, radians
    Millimetres focal{35};
    Metres focus{3};       ///< from the sensor plane
    Ease ease = Ease::Smooth;
    bool operator==(const CameraKey&) const = default;
};
/// Follow a mark's figure with the focus, or none.
struct CameraRig {
    Id<CameraRig> id;
    Id<Scene> scene;
    std::string letter;    ///< "A"
    CatalogueKey body, lensSet, support;
    std::string mode;
    std::vector<CameraKey> keys;  ///< never empty, ascending time
    std::optional<Id<Character>> focusOn;
    TStop stop{2.8};       ///< the engraved number; third-stop values mean exact powers
    Degrees shutter{180};
    Iso iso{800};
    Stops nd{0};
    Kelvin whiteBalance{5600};
    std::optional<FrameRate> captureRate;  ///< absent: the production's
    bool visible = true;
    bool locked = false;
    bool operator==(const CameraRig&) const = default;
};

enum class LightRole { Key, Fill, Back, Practical, Background, Window, Other };
struct LuxAt {
    Lux lux;
    Metres distance;
    bool operator==(const LuxAt&) const = default;
};
/// Total flux, intensity along the axis, or a reading at a distance.
using LightOutput = std::variant<Lumens, Candela, LuxAt>;
/// What it is pointed at: free (its own rotation), a figure, or a point.
using Aim = std::variant<std::monostate, Id<Mark>, Vec3>;
using LightOwner = std::variant<Id<Set>, Id<Scene>>;
struct Light {
    Id<Light> id;
    LightOwner owner;
    std::string name;      ///< "M18 through the window"
    LightRole role = LightRole::Key;
    CatalogueKey fixture;
    FixtureShape shape = FixtureShape::Fresnel;
    Pose pose;             ///< shines along its local -Z
    Aim aim;
    LightOutput output = Lumens(1000);
    Kelvin colour{5600};
    double tint = 0;       ///< green (+) to magenta (-), 1 = a full plus-green gel
    CatalogueKey gel;
    std::string diffusion;
    Degrees beam{40};      ///< full angle at half peak (Fresnel, Spot)
    Degrees field{55};     ///< full angle at a tenth
    Metres width{0.6}, height{0.3};  ///< of a panel; tube: length, diameter; bulb: diameter, -
    double dimmer = 1;     ///< linear share of the output, 0 to 1
    /// Measured light that takes the place of beam and field; the output stays, as the peak or the sum of it.
    CatalogueKey photometry;
    /// Barn doors, hinged on the edges of the face: 0 shut across it, 90 straight out, more spread wide; absent: no such leaf.
    std::optional<Degrees> doorTop, doorBottom, doorLeft, doorRight;
    /// A practical: the shining material of this piece's model that the lamp stands for; its look follows the lamp.
    std::optional<Id<SetPiece>> glowPiece;
    std::string glowMaterial;
    bool on = true;
    bool visible = true;   ///< its sign on the stage; not whether it shines
    bool locked = false;
    bool operator==(const Light&) const = default;
};

using AnyId = std::variant<std::monostate, Id<Character>, Id<Asset>, Id<Set>, Id<SetPiece>, Id<Scene>, Id<Mark>,
                           Id<CameraRig>, Id<Light>, Id<Setup>, Id<Shot>, Id<ShootDay>, Id<Note>, Id<MeterPoint>>;

/// One field of one thing that a setup changes over the scene's base. `value` is the field's file form (JSON text).
struct SetupChange {
    AnyId target;
    std::string field;
    std::string value;
    bool operator==(const SetupChange&) const = default;
};
struct Setup {
    Id<Setup> id;
    Id<Scene> scene;
    Id<Set> set;
    Rank rank;
    std::vector<Id<CameraRig>> cameras;
    std::string label;     ///< "12A"; empty until its first shot is taken
    std::string slatedAs;  ///< the script supervisor's
    std::optional<Minutes> minutes;
    std::vector<SetupChange> changes;
    bool operator==(const Setup&) const = default;
};

enum class ShotSize { ECU, CU, MCU, MS, Cowboy, MLS, FS, LS, ELS, Insert };
enum class ShotAngle { Bird, High, Eye, Low, Worm };
enum class Movement { Static, Pan, Tilt, Roll, Dolly, Truck, Pedestal, Crane, Arc, Zoom, DollyZoom };
enum class Framing { Single, TwoShot, Group, Over, Pov };
enum class ShotStatus { Planned, Agreed, Shot, Omitted };
struct Shot {
    Id<Shot> id;
    Id<Setup> setup;
    Id<CameraRig> rig;
    Rank rank;
    std::string label;
    FrameRange frames;
    FrameTime poster;      ///< scene time
    std::optional<Id<Character>> subject;
    std::optional<ShotSize> size;      ///< set: overridden
    std::optional<ShotAngle> angle;
    std::optional<std::vector<Movement>> movement;
    std::optional<std::vector<Framing>> framing;
    std::string description;
    std::string notes;
    ShotStatus status = ShotStatus::Planned;
    bool operator==(const Shot&) const = default;
};

struct Banner {
    std::string text;
    bool operator==(const Banner&) const = default;
};
struct Strip {
    std::variant<Id<Scene>, Id<Setup>, Banner> what;
    bool operator==(const Strip&) const = default;
};
struct ShootDay {
    Id<ShootDay> id;
    Rank rank;
    Date date;
    TimeOfDay call, wrap;
    std::string unit;
    std::vector<Strip> strips;
    bool locked = false;
    bool operator==(const ShootDay&) const = default;
};

struct Note {
    Id<Note> id;
    std::string author, text;
    AnyId about;
    std::optional<Vec3> point;
    bool resolved = false;
    bool operator==(const Note&) const = default;
};

/// A place of a scene where light is read beside the marks: a letter on a table, a doorway.
struct MeterPoint {
    Id<MeterPoint> id;
    Id<Scene> scene;
    std::string name;      ///< "Letter on the table"
    Vec3 position{0};      ///< metres
    bool operator==(const MeterPoint&) const = default;
};

/// A waived finding: what it was about and why it is meant.
struct Waiver {
    std::string finding;  ///< its code and subjects, joined
    std::string reason;
    bool operator==(const Waiver&) const = default;
};

}  // namespace recce
