// What the window knows beside the production: selection, views, playhead, layout, and what it asks to be done. Panels
// read it and ask through Emit; it must not know ImGui, Vulkan or files.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/light_facts.h"
#include "base/error.h"
#include "model/production.h"

namespace recce {

// ---- Asking -------------------------------------------------------------------------------------------------------

using Args = std::vector<std::pair<std::string, std::string>>;

/// A drag sends During for every change and ends with End (one step of Undo) or Cancel (as if nothing had been).
enum class Phase { Once, During, End, Cancel };

/// One named wish: an action of the table ("set-field"), or, beginning with "window.", something only the window does.
struct Ask {
    std::string action;
    Args args;
    Phase phase = Phase::Once;
    std::string where;  ///< the control's name; a refusal is shown there
};

/// Collects what panels want; the window performs it after the frame.
class Emit {
public:
    void act(std::string action, Args args = {}, std::string where = {}) {
        asks_.push_back({std::move(action), std::move(args), Phase::Once, std::move(where)});
    }
    void gesture(std::string action, Args args, Phase phase, std::string where = {}) {
        asks_.push_back({std::move(action), std::move(args), phase, std::move(where)});
    }
    std::vector<Ask> take() { return std::exchange(asks_, {}); }

private:
    std::vector<Ask> asks_;
};

// ---- Views --------------------------------------------------------------------------------------------------------

enum class Workspace { Set, Block, Light, Shots, Deliver };
/// Has the stage in its middle.
constexpr bool onStage(Workspace w) { return w == Workspace::Set || w == Workspace::Block || w == Workspace::Light; }
enum class ViewKind { Free, Camera, Overhead };
/// The last two read the light of the camera in work, in stops; they are the window's, never a board's.
enum class ViewStyle { Lit, Solid, Line, Depth, StopZones, FalseColour };
enum class Tool { Select, Measure, Camera, Light, Mark, Piece, Spot, MeterPoint };

/// Eye of a free view: looks at `pivot` from `distance` metres along pan and tilt (radians).
struct FreeEye {
    Vec3 pivot{0, 1, 0};
    double pan = 0.6, tilt = -0.45;
    double distance = 9;
    Vec3 direction() const { return toRotation({pan, tilt, 0}) * Vec3(0, 0, -1); }
    Vec3 position() const { return pivot - direction() * distance; }
};
/// Straight down; north of the picture is -Z.
struct PlanEye {
    Vec2 centre{0, 0};           ///< x and z in metres at the middle of the view
    double metresPerPixel = 0.02;
    double cut = 2.4;            ///< nothing above this height is drawn, metres
};

/// What a view shows besides the set.
struct Overlays {
    bool on = true;
    bool cameras = true, lights = true, marks = true, figures = true, paths = true, grid = true, plates = true;
    bool measures = true;
    bool centre = true, thirds = false, safe = false;  ///< lines in a camera's frame
};

/// The picture behind a view or a board. 0: none yet.
struct PictureRef {
    std::uint64_t texture = 0;
    std::uint32_t width = 0, height = 0;
    bool refreshing = false;  ///< an older picture of the thing stands in
    bool gone = false;        ///< what it shows is no more; drawn at half brightness
};

/// Rectangle in window pixels.
struct Area {
    float x = 0, y = 0, w = 0, h = 0;
    bool contains(double px, double py) const { return px >= x && py >= y && px < x + w && py < y + h; }
};

struct StageView {
    ViewKind kind = ViewKind::Free;
    Id<CameraRig> rig;  ///< Camera: null follows the chosen camera
    FreeEye free;
    PlanEye plan;
    ViewStyle style = ViewStyle::Lit;
    double zebra = 0;   ///< stripes from this share of the signal on; 0: none
    Overlays overlays;
    bool framed = false;  ///< the eye was set for what stands there
    // Written by the stage panel each frame, read by the one who draws the pictures.
    Area area;
    bool shown = false;
    PictureRef picture;
};

/// How the stage is divided, and what its views show.
struct Arrangement {
    std::array<StageView, 4> views;
    int layout = 3, activeView = 0, maximised = -1;
};
/// Light's at first: through the camera, free, the camera's stop zones, overhead.
inline Arrangement lightArrangement() {
    Arrangement a{{}, 4, 0, -1};
    a.views[0].kind = a.views[2].kind = ViewKind::Camera;
    a.views[2].style = ViewStyle::StopZones;
    a.views[3].kind = ViewKind::Overhead;
    return a;
}

/// Lens and place of a camera at the playhead, already changed by the setup and by a running drag.
struct CameraNow {
    Vec3 position{0};
    PanTiltRoll angles;
    Millimetres focal, gateWidth, gateHeight;
    Metres focus;
};

/// What a ray from a view meets first.
struct SurfaceHit {
    Vec3 point{0}, normal{0, 1, 0};
    double distance = 0;
    Id<SetPiece> piece;
    Id<Character> figure;
};
/// Answers where a ray meets what stands in the scene; given by the window, absent in tests without geometry.
class Surfaces {
public:
    virtual ~Surfaces() = default;
    /// Nothing above `cut` metres counts. `direction` need not be normalised.
    virtual std::optional<SurfaceHit> cast(const Vec3& from, const Vec3& direction, double cut) const = 0;
};

/// What the hand does on the stage between press and release.
enum class HandKind { None, Box, Turn, Slide, Zoom, Walk, Pan, Truck, Dolly, Arc, Roll, Move, Axis, Ring, Tilt };
/// What a dragged thing was caught by: a line from it to the thing, edge or wall, and what that is.
struct Caught {
    Vec3 from{0}, to{0};
    std::string what;
};
struct Hand {
    HandKind kind = HandKind::None;
    int view = -1, button = 0;
    double startX = 0, startY = 0;
    bool moved = false;
    Vec3 about{0};          ///< the point under the cursor at the press
    CameraNow camera;       ///< as it was at the press
    FreeEye eye;
    PlanEye plan;
    int axis = 0;
    AnyId thing;
    Vec3 from{0};           ///< the thing's place at the press
    double angle = 0, tilt = 0;  ///< the thing's heading, and a camera's tilt, at the press, degrees
    std::vector<AnyId> things;   ///< all that move with it, itself included
    std::string value;      ///< "+0.35 m" beside the pointer
    bool copy = false;      ///< a copy goes along, the thing itself stays
    double speed = 2.5;     ///< of walking, metres a second
    std::vector<Caught> caught;
    bool byKey = false;     ///< begun by G or R: no button is held; a click or Enter sets it, digits are its amount
    std::string typed;      ///< those digits
};

// ---- Facts computed elsewhere ---------------------------------------------------------------------------------------

/// What a shot reads as; every text is final.
struct ShotFact {
    Id<Shot> shot;
    Id<Scene> scene;
    std::string label, reads, size, angle, movement, lens, stop, focus, sharp, height, tilt, seconds, estimate;
    std::vector<Id<Character>> cast;
    std::vector<std::string> overridden;
    std::string finding;  ///< two or three words; empty: none
};
struct FindingFact {
    std::string level, code, message;
    std::vector<AnyId> subjects;
    std::vector<std::string> fixes;  ///< 'ACTION key=value'
    bool waived = false;
};
/// A camera's own numbers for the inspector and the readouts under the frame.
struct CameraFact {
    Id<CameraRig> rig;
    std::string ev, angleOfGate, angleOfFrame, sharp, circle, reads;
    double nearM = 0, farM = 0;  ///< limits of sharpness from the sensor plane; far may be infinite
    CameraNow now;
};
struct PieceFact {
    enum class State { Unknown, Loading, Ready, Missing };
    State state = State::Unknown;
    Box bounds;            ///< world, metres
    std::string step;      ///< while loading: "Reading, 2 of 5"
    std::optional<Error> error;
    std::vector<std::string> warnings;
    std::string unit, up;  ///< "Centimetres, from the file"
    std::uint64_t triangles = 0;
    std::vector<std::string> missingTextures;
    bool shines = false;   ///< parts of its model do
};
/// A figure's place at the playhead.
struct FigureFact {
    Id<Character> character;
    Vec3 position{0};
    Degrees facing;
    Metres height;
    bool seated = false;
};
/// The pictures of its scopes.
struct Scopes {
    PictureRef waveform, parade, vectorscope, histogram;
    Id<CameraRig> rig;
};
struct Facts {
    std::vector<ShotFact> shots;  ///< in the plan's order
    std::vector<FindingFact> findings;
    std::map<Id<CameraRig>, CameraFact> cameras;
    std::map<Id<SetPiece>, PieceFact> pieces;
    std::vector<FigureFact> figures;
    std::map<Id<Scene>, std::string> sceneTotals;  ///< "6 setups - 4 h 05"
    std::string total;                             ///< "23 shots in 23 setups - 4:04 on screen"
    std::map<Id<CameraRig>, std::pair<std::string, std::string>> exposures;  ///< "+0.3 stops", "540 lx on the subject"
    Box bounds;                                    ///< of what stands in the scene
    Box action;                                    ///< of its marks and cameras; empty where there are fewer than two
    const ShotFact* find(Id<Shot> id) const {
        for (const auto& s : shots)
            if (s.shot == id) return &s;
        return nullptr;
    }
};

/// One row of a drop-down that is filled from the catalogue or the list of exporters.
struct Choice {
    std::string key, name, fact, group;
};
struct Choices {
    std::vector<Choice> bodies, lensSets, fixtures, supports, gels, fabrics;
    std::vector<Choice> photometries;                                ///< measured light that the production carries, and catalogues
    std::vector<Choice> aspects;                                    ///< of the picture, widest first; the key is the ratio
    std::map<CatalogueKey, std::vector<std::string>> modes;          ///< of a body
    std::map<CatalogueKey, std::vector<double>> focals;              ///< of a lens set, mm, ascending
    std::map<CatalogueKey, std::vector<Lens>> lenses;                ///< the same with their stops and close focus
};
/// One thing that can be written.
struct Sheet {
    std::string what, name, group;
    std::vector<std::string> formats;
    std::set<std::string> ticked;  ///< formats to write; empty: not ticked
};

// ---- What passes over the window -------------------------------------------------------------------------------------

struct Toast {
    std::string text;
    bool error = false, undo = false;
    std::string link;   ///< folder to open
    double until = 0;   ///< seconds of the window's clock; infinity: until closed
};
struct JobLine {
    std::uint64_t id = 0;
    std::string text;
    std::size_t done = 0, total = 0;
    double since = 0;
};
enum class ChooserUse { None, OpenProduction, SaveAs, ImportModel, ExportFolder, Relink, Lut, Ies };
struct FileRow {
    std::string name;
    bool folder = false;
    std::string fact;  ///< size or kind
};
struct Chooser {
    ChooserUse use = ChooserUse::None;
    std::string folder;   ///< absolute
    std::string typed;    ///< name or path in the field
    int selected = -1;
    std::vector<FileRow> rows;
    std::vector<std::string> places;  ///< recent and usual folders
    std::string error;
    AnyId about;
    bool fresh = false;             ///< the name field takes the keys at once
};
/// One model in the report of what came in.
struct ImportLine {
    Id<SetPiece> piece;
    Id<Asset> asset;
    std::string file;
    std::string path;            ///< of one that never became a piece
    std::optional<Error> error;  ///< why it did not
};
/// What the last crash left, said once.
struct Recovery {
    std::string text;
    std::size_t changes = 0;
    std::vector<std::string> names;  ///< of the changes, in order
    bool shown = false;              ///< the names are listed
};
/// Somebody else wrote the project while it is open here: asked before anything of it is overwritten.
struct ChangedOnDisk {
    std::string text;                        ///< "Scene 12 was changed by someone else at 14:05."
    std::vector<std::string> theirs, mine;   ///< what differs from the last common state, once compared
    bool compared = false;
};

/// How safe the work is, for the top bar.
struct Keeping {
    bool kept = true;
    bool readOnly = false;
    std::string why;  ///< of readOnly or not kept
    bool untitled = true, demo = false;
    std::string folder;
};

struct Tape {
    std::vector<Vec3> points;  ///< 0, 1 or 2
    std::optional<Vec3> hover;
    Id<SetPiece> scaleOf;      ///< the two points give this piece's known length
};

/// Placing: what a click on the set will make, and the drag that turns it.
struct Placing {
    std::string fixture;        ///< light: chosen in the box
    std::string name;           ///< mark: the character being typed
    std::optional<Vec3> down;   ///< where the button went down
    bool naming = false;        ///< waiting for the typed name
    bool choosing = false;      ///< light: waiting for the fixture
    Id<Light> aiming;           ///< light: the next click aims it
    std::optional<Vec3> point;
    Vec3 normal{0, 1, 0};
    double facing = 0;          ///< degrees
    bool byKeys = false;        ///< arrows lead, from the middle of the view; the mouse takes over when it moves
    double x = 0, y = 0;        ///< where they have led, window pixels
};

struct LayoutState {
    float left = 0, right = 0, strip = 0;  ///< logical px; 0: the default
    bool sides = true, stripOpen = true, fullStage = false;
    float ratioX = 0.6f, ratioY = 0.5f, ratioEven = 0.5f, tableShare = 0.34f;
};

struct Session {
    Workspace workspace = Workspace::Block;
    int layout = 3;        ///< views shown, 1 to 4
    int activeView = 0;
    int hoveredView = -1;
    int maximised = -1;
    std::array<StageView, 4> views;
    Arrangement away = lightArrangement();  ///< of the stage in the other workspaces while Light is open, and the other way round
    bool lighting = false; ///< the views are those of Light
    Tool tool = Tool::Select;
    bool snapping = true;
    bool onlySetup = false;         ///< what is changed holds for the setup in work alone
    bool cutFree = true;            ///< free views from above look under ceilings
    double cutHeight = 2.4;         ///< metres
    Tape tape;
    Placing placing;

    Id<Scene> scene;
    Id<Scene> openedScene; ///< unfolded in the outline because it was gone to
    Id<CameraRig> camera;  ///< looked through by camera views
    std::vector<AnyId> selection;
    FrameTime playhead;
    bool playing = false;
    std::optional<FrameRange> loop;
    std::string selectedSheet = "shotlist", selectedFormat = "pdf", outFolder;
    int page = 0;
    Id<Scene> sheetScene;           ///< null: all
    Paper paper = Paper::A4;
    std::string shotFilter, outlineFilter;
    bool allBoards = false, largeBoards = false;
    Id<Shot> draggedShot;
    bool outlineSearch = false;

    LayoutState panels;
    float textScale = 1;
    bool moreContrast = false;
    bool fullScreen = false;        ///< the status line gives its place up
    std::set<std::string> closed;   ///< sections and rows that are not open
    std::set<std::string> openRows;
    std::set<AnyId> known;          ///< scenes already opened in the outline

    // Given by the window each frame.
    Facts facts;
    Choices choices;
    std::vector<Sheet> sheets;
    std::map<Id<Shot>, PictureRef> boards;
    PictureRef pagePicture;
    int pageCount = 0;
    std::string pageNote;           ///< why there is no page
    std::string lastWritten;        ///< "Wrote 2 files at 14:32"
    Keeping keeping;
    std::string lutName;            ///< of the production's look-up table, when it could be read
    std::string undoName, redoName;
    std::string quality = "Full quality";
    std::vector<JobLine> jobs;
    std::shared_ptr<const CameraLight> cameraLight;
    Scopes scopes;
    ScopeKind scope = ScopeKind::Waveform;
    std::optional<Spot> spot;
    MeterFact meter;
    bool meterBusy = false;
    const Surfaces* surfaces = nullptr;
    Hand hand;
    HandKind grab = HandKind::None; ///< asked for by a key: the view in work takes the selection in hand
    std::optional<Vec3> cursorPoint;  ///< where the ray under the cursor meets the set
    double clock = 0;               ///< seconds since the window opened

    // Things that lie over the window.
    bool palette = false, keys = false, welcome = false, newProduction = false, about = false;
    std::string paletteText;
    bool paletteFresh = false;
    std::string form;               ///< action whose arguments the palette asks for
    std::string formTitle;
    Args formArgs;
    Args formHints;
    int paletteAt = 0;
    std::vector<Choice> actionNames;  ///< of the action table, for the palette
    std::string newTitle;
    int findingAt = -1;
    double playSince = 0;
    FrameTime playFrom;
    Chooser chooser;
    std::vector<Toast> toasts;
    std::vector<ImportLine> report;
    std::optional<Recovery> recovery;
    std::optional<ChangedOnDisk> changedOnDisk;
    std::optional<Error> problem;   ///< something of the world failed that no place on screen stands for
    std::map<std::string, Error> refusals;  ///< by control name
    std::optional<AnyId> renaming;  ///< its row is a field now
    std::string adding;             ///< "scene", "character", "set": a field for it is open in the outline
    std::vector<AnyId> clipboard;
    bool cut = false;               ///< pasting takes them from where they were
    std::optional<AnyId> deleting;  ///< a set in use: ask first
    bool quit = false;
    /// What "Frame it for me" will place next.
    std::string frameSize = "MCU", frameFocal = "50mm", frameAngle = "eye";

    bool isSelected(const AnyId& id) const {
        for (const auto& s : selection)
            if (s == id) return true;
        return false;
    }
    /// The one selected thing of a type, null when there is none or are more.
    template <class T> Id<T> only() const {
        if (selection.size() != 1) return {};
        const auto* id = std::get_if<Id<T>>(&selection.front());
        return id ? *id : Id<T>{};
    }
    void select(const AnyId& id, bool add = false) {
        if (!add) selection.clear();
        for (std::size_t i = 0; i < selection.size(); ++i) {
            if (selection[i] == id) {
                selection.erase(selection.begin() + static_cast<std::ptrdiff_t>(i));
                return;
            }
        }
        if (id.index() != 0) selection.push_back(id);
    }
    const StageView& view() const { return views[static_cast<std::size_t>(activeView)]; }
    StageView& view() { return views[static_cast<std::size_t>(activeView)]; }
};

inline std::string textOf(const AnyId& id) {
    return std::visit([](const auto& i) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(i)>, std::monostate>) return {};
        else return toText(i);
    }, id);
}

}  // namespace recce
