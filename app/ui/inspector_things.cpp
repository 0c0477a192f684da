// The inspectors of marks, set pieces and shots.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/inspector.h"
#include "app/ui/keys.h"
#include "plan/cloth.h"

namespace recce::ui {
namespace {

/// "MCU on Mara, 50 mm, eye level" places the camera.
void frameIt(const Editor& e, const Mark& mark) {
    Session& s = e.session;
    const Region region(nameOf("Frame"));
    static const std::vector<Option> kSizes = {{"ECU", "the eyes"}, {"CU", "the face"}, {"MCU", "to the chest"}, {"MS", "to the waist"},
                                               {"COWBOY", "to the thigh"}, {"MLS", "to the knee"}, {"FS", "the whole figure"}, {"LS", "and the room"}};
    if (const auto i = dropDown(labelled("Size"), "Size", s.frameSize, kSizes)) s.frameSize = kSizes[static_cast<std::size_t>(*i)].name;
    if (const auto r = field(labelled("Lens"), {.name = "Lens", .value = s.frameFocal}); r && !r.text.empty()) s.frameFocal = r.text;
    static const std::vector<Option> kAngles = {{"eye"}, {"high"}, {"low"}, {"bird"}, {"worm"}};
    if (const auto i = dropDown(labelled("Angle"), "Angle", s.frameAngle, kAngles)) s.frameAngle = kAngles[static_cast<std::size_t>(*i)].name;
    Rect row = nextRow(px(size::button));
    row.x0 += px(size::padding);
    const ButtonSpec go{.label = "Place the camera", .kind = ButtonKind::Primary, .icon = icon::camera};
    if (button(row.takeLeft(buttonWidth(go)), go))
        e.emit.act("frame-shot", {{"on", textOf(mark.character)}, {"size", s.frameSize}, {"focal", s.frameFocal}, {"angle", s.frameAngle}, {"scene", textOf(mark.scene)}}, nameOf("Place the camera"));
    e.refusal("Place the camera");
    skip(px(size::gap));
    rule();
}

}  // namespace

void inspectMark(const Editor& e, const Mark& mark) {
    const Character* who = e.production.find(mark.character);
    const Scene* scene = e.production.find(mark.scene);
    inspectorHead(e, {icon::person, markName(e.production, mark), scene ? "Mark \xC2\xB7 scene " + scene->number : "Mark",
                      characterColour(e.production, mark.character), true, mark.locked, true, mark.visible});
    inspectSetupChanges(e);
    inspectFindings(e, mark.id);
    if (section(e.session.closed, "Who")) {
        std::vector<Option> people;
        std::vector<std::string> keys;
        for (const Character& c : e.production.all<Character>()) {
            people.push_back({c.name, number(c.height.value) + " m", "", 0, colour::of(c.colour)});
            keys.push_back(textOf(c.id));
        }
        e.choice("Character", "character", people, keys, who ? who->name : "nobody");
        e.text("Label", "label", mark.label, "1 at the table");
        static const std::vector<Option> kPoses = {{"Stands"}, {"Sits"}, {"Leans"}, {"Walks"}, {"Lies"}, {"Holds something"}};
        e.choice("Pose", "pose", kPoses, {"stand", "sit", "lean", "walk", "lie", "hold"}, kPoses[static_cast<std::size_t>(mark.pose)].name);
        if (mark.pose == BodyPose::Sit) {
            e.quantity(labelled("Seat"), {.name = "Seat", .value = number(mark.seat.value_or(Metres(0.45)).value), .unit = "m", .number = mark.seat.value_or(Metres(0.45)).value, .drag = DragKind::Linear, .step = 0.005, .overridden = mark.seat.has_value()}, "seat", "m");
            e.refusal("Seat");
            static const std::vector<Option> kHands = {{"In the lap"}, {"On the table"}};
            e.choice("Hands", "at-table", kHands, {"no", "yes"}, kHands[mark.atTable ? 1 : 0].name);
        }
        rule();
    }
    if (section(e.session.closed, "Place")) {
        positionRow(e, mark.position, "position");
        e.quantity(labelled("Facing"), {.name = "Facing", .value = number(mark.facing.value, 0) + "\xC2\xB0", .number = mark.facing.value, .drag = DragKind::Linear, .step = 0.5}, "facing", "deg");
        for (const char* name : {"X", "Z", "Height", "Facing"}) e.refusal(name);
        std::vector<Option> looks{{"straight ahead"}};
        std::vector<std::string> keys{"none"};
        std::string current = "straight ahead";
        for (const Character& c : e.production.all<Character>()) {
            if (c.id == mark.character) continue;
            looks.push_back({c.name, "", "", 0, colour::of(c.colour)});
            keys.push_back(textOf(c.id));
            if (const auto* id = std::get_if<Id<Character>>(&mark.gaze); id && *id == c.id) current = c.name;
        }
        for (const CameraRig* rig : rigsIn(e.production, mark.scene)) {
            looks.push_back({"camera " + rig->letter, "", "", icon::camera});
            keys.push_back(textOf(rig->id));
            if (const auto* id = std::get_if<Id<CameraRig>>(&mark.gaze); id && *id == rig->id) current = "camera " + rig->letter;
        }
        e.choice("Looks at", "gaze", looks, keys, current);
        rule();
    }
    inspectPlaceReadings(e, mark.id);
    if (section(e.session.closed, "Frame it for me")) frameIt(e, mark);
    if (section(e.session.closed, "Time", mark.arrive ? "" : "a place only")) {
        const FrameRate rate = e.production.info->rate;
        const auto seconds = [&](const std::optional<FrameTime>& t) { return t ? number(toSeconds(*t, rate).value, 2) : std::string(); };
        const auto two = columns(2);
        e.quantity(two[0], {.name = "Arrives", .value = seconds(mark.arrive), .unit = "s", .hint = "arrives"}, "arrive", "");
        e.quantity(two[1], {.name = "Leaves", .value = seconds(mark.leave), .unit = "s", .hint = "leaves"}, "leave", "");
        e.refusal("Arrives");
        e.refusal("Leaves");
        Rect row = nextRow(px(size::button));
        row.x0 += px(size::padding);
        if (button(row.takeLeft(buttonWidth({.label = "Arrives at the playhead"})), {.label = "Arrives at the playhead"}))
            e.set("arrive", std::to_string(e.session.playhead.frame) + "fr", nameOf("Arrives"));
    }
}

void inspectPiece(const Editor& e, const SetPiece& piece) {
    if (plan::isCloth(piece)) return inspectCloth(e, piece);
    const Asset* asset = e.production.find(piece.asset);
    const auto found = e.session.facts.pieces.find(piece.id);
    const PieceFact* fact = found == e.session.facts.pieces.end() ? nullptr : &found->second;
    const bool missing = fact && fact->state == PieceFact::State::Missing;
    std::string owner = "Set piece";
    if (const auto* set = std::get_if<Id<Set>>(&piece.owner)) {
        if (const Set* s = e.production.find(*set)) owner += " \xC2\xB7 " + s->name;
    }
    inspectorHead(e, {missing ? icon::broken : icon::piece, piece.name, owner, missing ? colour::error : colour::text2, true,
                      piece.locked, true, piece.visible});
    if (missing && fact->error && section(e.session.closed, "State")) {
        const float pad = px(size::padding);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        Rect inner{at.x + pad * 2 + px(size::iconAdvance), at.y + pad, at.x + width - pad * 2, at.y};
        const float h1 = textWrapped(inner, Font::SmallMedium, colour::text1, fact->error->message, false);
        const float h2 = fact->error->hint.empty() ? 0 : textWrapped(inner, Font::Small, colour::text2, fact->error->hint, false);
        const float all = h1 + h2 + pad * 2 + px(size::button + size::gap);
        fill({at.x + pad, at.y, at.x + width - pad, at.y + all}, colour::errorCard, px(size::roundCard));
        iconIn({at.x + pad * 1.5f, inner.y0, at.x + pad * 1.5f + px(size::iconAdvance), inner.y0 + px(size::iconAdvance)}, icon::error, colour::error);
        textWrapped(inner, Font::SmallMedium, colour::text1, fact->error->message);
        inner.y0 += h1;
        if (h2 > 0) textWrapped(inner, Font::Small, colour::text2, fact->error->hint);
        inner.y0 += h2 + px(size::gap);
        Rect row{inner.x0, inner.y0, inner.x1, inner.y0 + px(size::button)};
        if (button(row.takeLeft(buttonWidth({.label = "Re-link", .icon = icon::link})), {.label = "Re-link", .kind = ButtonKind::Primary, .icon = icon::link}))
            e.emit.act("window.relink", {{"asset", textOf(piece.asset)}});
        row.x0 += px(size::gap);
        if (button(row.takeLeft(buttonWidth({.label = "Try again"})), {.label = "Try again"})) e.emit.act("window.reload", {{"asset", textOf(piece.asset)}});
        skip(all + px(size::gap));
        rule();
    }
    inspectSetupChanges(e);
    inspectFindings(e, piece.id);
    if (section(e.session.closed, "File")) {
        e.text("Name", "name", piece.name);
        if (asset) {
            const auto slash = asset->path.find_last_of('/');
            const Rect box = labelled("File");
            field(box, {.name = "File", .value = slash == std::string::npos ? asset->path : asset->path.substr(slash + 1), .enabled = false});
            if (!asset->lastSeen.empty()) e.fact("Last good", asset->lastSeen);
        }
        if (fact && fact->triangles) e.fact("Triangles", fmt::format("{}", fact->triangles));
        rule();
    }
    if (section(e.session.closed, "Size")) {
        const Vec3 size = fact ? fact->bounds.size() : Vec3(0);
        const auto boxes = columns(3);
        static constexpr const char* kNames[] = {"Wide", "Deep", "Tall"};
        const double values[] = {size.x, size.z, size.y};
        for (std::size_t i = 0; i < 3; ++i)
            field(boxes[i], {.name = kNames[i], .value = number(values[i]), .unit = kNames[i], .enabled = false});
        static const std::vector<Option> kUnits = {{"Metres"}, {"Centimetres"}, {"Millimetres"}, {"Inches"}, {"Feet"}};
        static constexpr const char* kUnitKeys[] = {"m", "cm", "mm", "in", "ft"};
        if (const auto i = dropDown(labelled("Unit"), "Unit", fact && !fact->unit.empty() ? fact->unit : "from the file", kUnits))
            e.emit.act("read-as", {{"target", textOf(piece.id)}, {"unit", kUnitKeys[*i]}}, nameOf("Unit"));
        static const std::vector<Option> kUps = {{"Y"}, {"Z"}, {"X"}};
        static constexpr const char* kUpKeys[] = {"y", "z", "x"};
        if (const auto i = dropDown(labelled("Up"), "Up", fact && !fact->up.empty() ? fact->up : "from the file", kUps))
            e.emit.act("read-as", {{"target", textOf(piece.id)}, {"up", kUpKeys[*i]}}, nameOf("Up"));
        e.quantity(labelled("Scale"), {.name = "Scale", .value = plainNumber(piece.scale, 4), .unit = "times", .number = piece.scale, .drag = DragKind::Ratio}, "scale", "");
        e.refusal("Scale");
        Rect row = nextRow(px(size::button + size::round));
        row.y1 -= px(size::round);
        row.x0 += px(size::padding);
        if (button(row.takeLeft(buttonWidth({.label = "Set by a known length"})), {.label = "Set by a known length", .tooltip = "Click two points whose distance you know"})) {
            e.session.tool = Tool::Measure;
            e.session.tape = {};
            e.session.tape.scaleOf = piece.id;
        }
        row.x0 += px(size::gap);
        if (button(row.takeLeft(buttonWidth({.label = "To floor"})), {.label = "To floor"})) e.emit.act("to-floor", {{"target", textOf(piece.id)}});
        rule();
    }
    if (section(e.session.closed, "Position")) {
        positionRow(e, piece.pose.position, "position");
        const double turn = degrees(lookAlong(piece.pose.forward()).pan).value, tilt = degrees(lookAlong(piece.pose.forward()).tilt).value;
        e.quantity(labelled("Turn"), {.name = "Turn", .value = number(turn, 1), .unit = "deg", .number = turn, .drag = DragKind::Linear, .step = 0.25, .after = "," + plainNumber(tilt, 3) + ",0"}, "rotation", "");
        for (const char* name : {"X", "Z", "Height", "Turn"}) e.refusal(name);
        static constexpr const char* kGhost[] = {"Solid", "Ghost"};
        static constexpr const char* kNo[] = {"no", "yes"};
        e.words("Drawn", "ghost", kGhost, kNo, piece.ghost ? 1 : 0);
        e.text("Layer", "layer", piece.layer, "none");
        rule();
    }
    if (fact && fact->shines && section(e.session.closed, "Light")) {
        const auto& lights = e.production.all<Light>();
        const auto lamps = std::count_if(lights.begin(), lights.end(), [&](const Light& l) { return l.glowPiece == piece.id; });
        e.caption(lamps ? fmt::format("{} practical{} shine{} from it.", lamps, lamps == 1 ? "" : "s", lamps == 1 ? "s" : "") : "Parts of it shine, and light nothing as lamps do.");
        Rect row = nextRow(px(size::button));
        row.x0 += px(size::padding);
        const ButtonSpec spec{.label = "Make practical", .icon = icon::light, .tooltip = "A lamp in the place and size of each part that shines", .enabled = lamps == 0};
        if (button(row.takeLeft(buttonWidth(spec)), spec)) e.emit.act("make-practical", {{"target", textOf(piece.id)}}, nameOf("Make practical"));
        e.refusal("Make practical");
        skip(px(size::gap));
        rule();
    }
    if (section(e.session.closed, "Used by")) {
        std::size_t uses = 0;
        for (const Scene* s : scenesInOrder(e.production)) {
            const auto pieces = piecesIn(e.production, *s);
            if (std::none_of(pieces.begin(), pieces.end(), [&](const SetPiece* p) { return p->id == piece.id; })) continue;
            e.fact("Scene " + s->number, fmt::format("{} shots", shotsInOrder(e.production, s->id).size()));
            ++uses;
        }
        if (uses == 0) e.caption("No scene is played here yet.");
    }
}

void inspectShot(const Editor& e, const Shot& shot) {
    const Setup* setup = e.production.find(shot.setup);
    const CameraRig* rig = e.production.find(shot.rig);
    const Scene* scene = setup ? e.production.find(setup->scene) : nullptr;
    std::string under = setup ? "Setup " + setup->label : "";
    if (rig) under += " \xC2\xB7 camera " + rig->letter;
    if (scene) under += " \xC2\xB7 scene " + scene->number;
    inspectorHead(e, {icon::shot, "Shot " + shot.label, under, colour::accent});
    const double aspect = e.production.info->aspect;
    Rect box = nextRow(std::round((ImGui::GetContentRegionAvail().x - px(size::padding) * 2) / static_cast<float>(aspect)));
    box.x0 += px(size::padding);
    box.x1 -= px(size::padding);
    if (const auto board = e.session.boards.find(shot.id); board != e.session.boards.end() && board->second.texture)
        picture(box, board->second.texture, static_cast<float>(aspect), px(size::roundCard), ImDrawFlags_RoundCornersAll, colour::white);
    else fill(box, colour::bg0, px(size::roundCard));
    skip(px(size::gap));
    inspectFindings(e, shot.id);
    const ShotFact* fact = e.session.facts.find(shot.id);
    if (section(e.session.closed, "Label")) {
        e.text("Label", "label", shot.label);
        if (setup) {
            const Editor of{e.production, e.session, e.emit, setup->id};
            of.text("Slated as", "slated-as", setup->slatedAs, "not shot yet");
        }
        static constexpr const char* kShown[] = {"Planned", "Agreed", "Shot", "Omitted"};
        static constexpr const char* kKeys[] = {"planned", "agreed", "shot", "omitted"};
        e.words("Status", "status", kShown, kKeys, static_cast<int>(shot.status));
        rule();
    }
    if (section(e.session.closed, "Reads as")) {
        static const std::vector<Option> kSizes = {{"ECU"}, {"CU"}, {"MCU"}, {"MS"}, {"Cowboy"}, {"MLS"}, {"FS"}, {"LS"}, {"ELS"}, {"Insert"}, {"from the frame"}};
        static const std::vector<std::string> kSizeKeys = {"ECU", "CU", "MCU", "MS", "COWBOY", "MLS", "FS", "LS", "ELS", "INSERT", "none"};
        e.choice("Size", "size", kSizes, kSizeKeys, fact ? fact->size : "");
        static const std::vector<Option> kAngles = {{"Bird"}, {"High"}, {"Eye"}, {"Low"}, {"Worm"}, {"from the frame"}};
        e.choice("Angle", "angle", kAngles, {"bird", "high", "eye", "low", "worm", "none"}, fact ? fact->angle : "");
        static const std::vector<Option> kMoves = {{"Static"}, {"Pan"}, {"Tilt"}, {"Roll"}, {"Dolly"}, {"Truck"}, {"Pedestal"}, {"Crane"}, {"Arc"}, {"Zoom"}, {"Dolly zoom"}, {"from the frame"}};
        e.choice("Movement", "movement", kMoves, {"static", "pan", "tilt", "roll", "dolly", "truck", "pedestal", "crane", "arc", "zoom", "dolly-zoom", "none"}, fact ? fact->movement : "");
        e.caption(fact && !fact->overridden.empty() ? "Set by hand where changed. Choose \"from the frame\" to read it again." : "Read from the frame. Choose to set by hand.");
        rule();
    }
    if (section(e.session.closed, "Description")) {
        Rect area = nextRow(px(size::descriptionHeight));
        area.x0 += px(size::padding);
        area.x1 -= px(size::padding);
        if (const auto text = textArea(area, "Description text", shot.description)) askSet(e.emit, e.id, "description", *text);
        rule();
    }
    if (fact && section(e.session.closed, "Frame")) {
        e.fact("Lens", fact->lens);
        e.fact("Stop", fact->stop);
        e.fact("Focus", fact->focus + " m");
        e.fact("Sharp", fact->sharp + " m");
        e.fact("Height", fact->height + " m");
        e.fact("Tilt", fact->tilt);
        rule();
    }
    if (section(e.session.closed, "Time", fact ? fact->estimate : std::string())) {
        const FrameRate rate = e.production.info->rate;
        const auto two = columns(2);
        const double from = toSeconds(shot.frames.first, rate).value, length = toSeconds(FrameTime{shot.frames.count}, rate).value;
        e.quantity(two[0], {.name = "From", .value = number(from), .unit = "s from", .number = from, .drag = DragKind::Linear, .step = 0.05}, "first", "s");
        e.quantity(two[1], {.name = "Length", .value = number(length), .unit = "s long", .number = length, .drag = DragKind::Linear, .step = 0.05}, "frames", "s");
        if (setup) {
            const Editor of{e.production, e.session, e.emit, setup->id};
            of.text("Minutes", "minutes", setup->minutes ? plainNumber(setup->minutes->value, 0) : "", "of the whole setup");
        }
        for (const char* name : {"From", "Length"}) e.refusal(name);
    }
}

void inspectSheet(const Editor& e) {
    const Sheet* sheet = nullptr;
    for (const Sheet& s : e.session.sheets)
        if (s.what == e.session.selectedSheet) sheet = &s;
    inspectorHead(e, {icon::sheet, sheet ? sheet->name : "Sheets", "What is printed, and how"});
    if (section(e.session.closed, "Layout")) {
        static constexpr const char* kPapers[] = {"A4", "Letter"};
        int paper = e.session.paper == Paper::A4 ? 0 : 1;
        if (segmented(labelled("Paper"), "Paper", kPapers, paper)) {
            e.session.paper = paper == 0 ? Paper::A4 : Paper::Letter;
            e.session.page = 0;
            e.emit.act("window.preview");
        }
        std::vector<Option> scenes{{"All scenes"}};
        std::vector<Id<Scene>> ids{Id<Scene>{}};
        std::string current = "All scenes";
        for (const Scene* s : scenesInOrder(e.production)) {
            scenes.push_back({s->number + "  " + s->setName, "", ""});
            ids.push_back(s->id);
            if (s->id == e.session.sheetScene) current = scenes.back().name;
        }
        if (const auto i = dropDown(labelled("Scenes"), "Scenes", current, scenes)) {
            e.session.sheetScene = ids[static_cast<std::size_t>(*i)];
            e.emit.act("window.preview");
        }
        rule();
    }
    if (sheet && section(e.session.closed, "Formats")) {
        for (const std::string& format : sheet->formats) {
            Rect row = nextRow(px(size::row));
            row.x0 += px(size::padding);
            bool on = sheet->ticked.count(format) > 0;
            std::string shown = format;
            for (char& c : shown) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            if (checkBox(row, shown, on, shown)) e.emit.act("window.tick", {{"what", sheet->what}, {"format", format}, {"on", on ? "yes" : "no"}});
        }
        rule();
    }
    std::size_t sheets = 0, files = 0;
    for (const Sheet& s : e.session.sheets) {
        sheets += s.ticked.empty() ? 0 : 1;
        files += s.ticked.size();
    }
    const float bottom = ImGui::GetWindowPos().y + ImGui::GetWindowHeight() - px(size::button * 2 + size::padding * 3 + size::indent);
    const float at = ImGui::GetCursorScreenPos().y;
    if (bottom > at) skip(bottom - at);
    Rect row = nextRow(px(size::row));
    row.x0 += px(size::padding);
    row.x1 -= px(size::padding);
    iconIn(row.takeLeft(px(size::iconAdvance)), icon::folder, colour::text2);
    row.x0 += px(size::round);
    const Rect change = row.takeRight(textWidth(Font::Body, "Change"));
    const Hot hot = hotArea(change, "Change");
    textIn(change, Font::Body, hot.hovered ? colour::text1 : colour::accent, "Change");
    if (hot.clicked) e.emit.act("window.choose-out");
    textIn(row, Font::Body, colour::text2, e.session.outFolder);
    skip(px(size::gap));
    Rect write = nextRow(px(size::sceneRow + size::round));
    write.x0 += px(size::padding);
    write.x1 -= px(size::padding);
    const std::string words = fmt::format("Write {} sheet{}, {} file{}", sheets, sheets == 1 ? "" : "s", files, files == 1 ? "" : "s");
    if (button(write, {.label = words, .kind = ButtonKind::Primary, .tooltip = "Ctrl Enter", .enabled = files > 0, .name = "Write"})) e.emit.act("window.write");
}

}  // namespace recce::ui
