// The inspector on the right: what is selected, with its facts; with nothing selected the production itself.
#include "app/ui/inspector.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "model/in_setup.h"
#include "model/words.h"
#include "plan/scene_sun.h"

namespace recce::ui {

std::string_view Editor::errorOf(std::string_view name) const {
    const auto at = session.refusals.find(nameOf(name));
    if (at != session.refusals.end() && context().forgiven == at->first) {
        context().forgiven.clear();
        session.refusals.erase(at);
        return {};
    }
    return at == session.refusals.end() ? std::string_view() : std::string_view(at->second.message);
}

void Editor::refusal(std::string_view name) const {
    std::string error(errorOf(name));
    if (error.empty()) return;
    // The line stands under its field: the field's own name before the reason says nothing.
    const auto colon = error.find(": ");
    if (colon != std::string::npos && error.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == colon) error.erase(0, colon + 2);
    error[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(error[0])));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float pad = px(size::padding);
    const Rect r{at.x + pad, at.y, at.x + ImGui::GetContentRegionAvail().x - pad, at.y};
    skip(textWrapped(r, Font::Caption, colour::error, error) + px(size::round));
}

void Editor::text(std::string_view label, std::string fieldName, const std::string& value, std::string_view hint) const {
    const Rect box = labelled(label);
    if (const auto r = field(box, {.name = label, .value = value, .changed = changed(fieldName), .hint = hint, .error = errorOf(label)}))
        set(std::move(fieldName), r.text, nameOf(label));
    refusal(label);
}

std::string asShare(const std::string& typed) {
    const bool bare = !typed.empty() && typed.find_first_not_of("0123456789.+- ") == std::string::npos;
    return bare ? typed + "%" : typed;
}

void Editor::quantity(const Rect& box, const EditSpec& given, const std::string& fieldName, const std::string& dragUnit) const {
    EditSpec spec = given;
    spec.error = errorOf(spec.name);
    spec.changed = changed(fieldName);
    const FieldResult r = field(box, spec);
    const std::string where = nameOf(spec.name);
    using What = FieldResult::What;
    const auto typed = [&] { return spec.before + plainNumber(r.number, 3) + dragUnit + spec.after; };
    if (r.what == What::Committed) set(fieldName, spec.before + (dragUnit == "%" ? asShare(r.text) : r.text) + spec.after, where);
    if (r.what == What::Dragging) set(fieldName, typed(), where, Phase::During);
    if (r.what == What::DragEnd) set(fieldName, typed(), where, Phase::End);
    if (r.what == What::DragCancelled) set(fieldName, typed(), where, Phase::Cancel);
}

void Editor::choice(std::string_view label, const std::string& fieldName, const std::vector<Option>& options,
                    const std::vector<std::string>& keys, std::string_view current) const {
    const Rect box = labelled(label);
    if (const auto chosen = dropDown(box, label, current, options)) set(fieldName, keys[static_cast<std::size_t>(*chosen)], nameOf(label));
    refusal(label);
}

void Editor::words(std::string_view label, const std::string& fieldName, std::span<const char* const> shown,
                   std::span<const char* const> keys, int current) const {
    const Rect box = labelled(label);
    if (segmented(box, label, shown, current)) set(fieldName, keys[static_cast<std::size_t>(current)], nameOf(label));
}

void Editor::fact(std::string_view label, const std::string& value) const {
    Rect row = nextRow(px(size::sectionHead));
    row.x0 += px(size::padding);
    row.x1 -= px(size::padding);
    textIn(row, Font::Small, colour::text2, label);
    textIn({row.x0 + px(size::labelColumn), row.y0, row.x1, row.y1}, Font::Small, colour::text1, value, Align::Right);
}

void Editor::caption(const std::string& left, const std::string& right) const {
    Rect row = nextRow(px(size::label));
    row.x0 += px(size::padding);
    row.x1 -= px(size::padding);
    textIn(row, Font::Caption, colour::text3, left);
    if (!right.empty()) textIn(row, Font::Caption, colour::text3, right, Align::Right);
    skip(px(size::round));
}

void inspectorHead(const Editor& e, const HeadSpec& spec) {
    Rect row = nextRow(px(size::head));
    row.x0 += px(size::padding);
    row.x1 -= px(size::gap);
    const Rect sign = row.takeLeft(px(size::indent));
    iconIn(sign, spec.icon, spec.colour, true);
    row.x0 += px(size::gapSmall);
    const float b = px(size::toolButton);
    if (spec.canHide) {
        if (iconButton(row.takeRight(b).middle(b), "Visible", spec.visible ? icon::visible : icon::hidden, spec.visible ? "Hide (H)" : "Show"))
            askSet(e.emit, e.id, "visible", spec.visible ? "no" : "yes");
    }
    if (spec.canLock) {
        if (iconButton(row.takeRight(b).middle(b), "Lock", spec.locked ? icon::lock : icon::unlock, spec.locked ? "Unlock (Ctrl L)" : "Lock (Ctrl L)"))
            askSet(e.emit, e.id, "locked", spec.locked ? "no" : "yes");
    }
    Rect words = row.middle(px(size::sceneRow + size::gap));
    textIn(words.takeTop(px(size::indent - 2)), Font::Title, colour::text1, spec.title);
    textIn(words, Font::Caption, colour::text3, spec.under);
    const Rect line = nextRow(px(1));
    fill(line, colour::line);
    skip(px(size::gapSmall));
}

void positionRow(const Editor& e, const Vec3& at, const std::string& fieldName) {
    const auto boxes = columns(3);
    struct Axis {
        const char* name;
        const char* prefix;
        ImU32 colour;
        int index;
    };
    static constexpr Axis kAxes[] = {{"X", "X", colour::axisX, 0}, {"Z", "Z", colour::axisZ, 2}, {"Height", "h", colour::axisY, 1}};
    for (std::size_t i = 0; i < 3; ++i) {
        const Axis& axis = kAxes[i];
        const double value = at[axis.index];
        EditSpec spec{.name = axis.name, .value = number(value), .unit = "m", .prefix = axis.prefix, .prefixColour = axis.colour,
                      .number = value, .drag = DragKind::Linear, .changed = e.changed(fieldName), .error = e.errorOf(axis.name)};
        const FieldResult r = field(boxes[i], spec);
        if (!r) continue;
        std::string parts[3];
        for (int k = 0; k < 3; ++k) parts[k] = plainNumber(at[k]) + "m";
        parts[axis.index] = r.what == FieldResult::What::Committed ? r.text : plainNumber(r.number, 3) + "m";
        const Phase phase = r.what == FieldResult::What::Committed ? Phase::Once : r.what == FieldResult::What::Dragging ? Phase::During
                            : r.what == FieldResult::What::DragEnd ? Phase::End : Phase::Cancel;
        e.set(fieldName, parts[0] + "," + parts[1] + "," + parts[2], nameOf(axis.name), phase);
    }
}

namespace {

/// What every picture is shown as, and what a look-up table of the production's takes in.
void productionLook(const Editor& e, const ProductionInfo& info) {
    static const std::vector<Option> kLooks = {{"AgX"}, {"ACES 1.3"}, {"PBR Neutral"}, {"ARRI LogC3"}, {"ARRI LogC4"}, {"Sony S-Log3"}, {"Look-up table", ".cube"}};
    if (const auto i = dropDown(labelled("Look"), "Look", kLooks[static_cast<std::size_t>(info.look)].name, kLooks)) {
        if (*i == 6 && info.lut.empty()) e.emit.act("window.choose-lut");
        else askInfo(e.emit, "look", std::string(wordOf(static_cast<PictureLook>(*i))), nameOf("Look"));
    }
    if (info.look != PictureLook::Lut) return;
    Rect box = labelled("Table");
    const ButtonSpec other{.label = "Other", .tooltip = "Choose another .cube file"};
    const Rect choose = box.takeRight(buttonWidth(other));
    box.x1 -= px(size::gapSmall);
    field(box, {.name = "Table", .value = info.lut.substr(info.lut.find_last_of('/') + 1), .enabled = false});
    if (button(choose, other)) e.emit.act("window.choose-lut");
    static const std::vector<Option> kInputs = {{"ARRI LogC3", "Wide Gamut 3"}, {"ARRI LogC4", "Wide Gamut 4"}, {"Sony S-Log3", "S-Gamut3.Cine"}, {"ACEScct", "AP1"}, {"The AgX picture"}};
    if (const auto i = dropDown(labelled("It takes"), "It takes", kInputs[static_cast<std::size_t>(info.lutInput)].name, kInputs))
        askInfo(e.emit, "lut-input", std::string(wordOf(static_cast<LutInput>(*i))), nameOf("It takes"));
}

void inspectProduction(const Editor& e) {
    const ProductionInfo& info = *e.production.info;
    inspectorHead(e, {icon::shot, info.title.empty() ? "Untitled" : info.title, "Nothing selected: the production itself"});
    if (section(e.session.closed, "Production")) {
        Rect box = labelled("Title");
        if (const auto r = field(box, {.name = "Title", .value = info.title, .hint = "Untitled"})) askInfo(e.emit, "title", r.text, nameOf("Title"));
        box = labelled("Draft");
        if (const auto r = field(box, {.name = "Draft", .value = info.draft, .hint = "none"})) askInfo(e.emit, "draft", r.text, nameOf("Draft"));
        std::vector<Option> aspects;
        for (const Choice& c : e.session.choices.aspects) aspects.push_back({c.name, c.fact});
        box = labelled("Picture");
        if (const auto i = dropDown(box, "Picture", number(info.aspect) + " : 1", aspects)) askInfo(e.emit, "aspect", e.session.choices.aspects[static_cast<std::size_t>(*i)].key);
        box = labelled("Also safe");
        if (const auto i = dropDown(box, "Also safe", info.secondAspect ? number(*info.secondAspect) + " : 1" : "nothing else", aspects))
            askInfo(e.emit, "second-aspect", e.session.choices.aspects[static_cast<std::size_t>(*i)].key);
        static const std::vector<Option> kRates = {{"23.976 fps"}, {"24 fps"}, {"25 fps"}, {"29.97 fps"}, {"30 fps"}, {"48 fps"}, {"50 fps"}};
        static const char* kRateKeys[] = {"24000/1001", "24", "25", "30000/1001", "30", "48", "50"};
        box = labelled("Rate");
        if (const auto i = dropDown(box, "Rate", number(info.rate.perSecond(), info.rate.den == 1 ? 0 : 3) + " fps", kRates)) e.emit.act("set-frame-rate", {{"fps", kRateKeys[*i]}});
        std::vector<Option> bodies;
        std::string current = info.defaultBody;
        for (const Choice& c : e.session.choices.bodies) {
            bodies.push_back({c.name, c.fact, c.group});
            if (c.key == info.defaultBody) current = c.name;
        }
        box = labelled("Camera");
        if (const auto i = dropDown(box, "Camera", current, bodies)) askInfo(e.emit, "body", e.session.choices.bodies[static_cast<std::size_t>(*i)].key);
        productionLook(e, info);
        rule();
    }
    if (section(e.session.closed, "Your habits")) {
        static constexpr const char* kUnits[] = {"Metres", "Feet"};
        static constexpr const char* kSlates[] = {"US 12A", "UK 31"};
        static constexpr const char* kPapers[] = {"A4", "Letter"};
        int i = info.units == DisplayUnits::Metric ? 0 : 1;
        if (segmented(labelled("Measures"), "Measures", kUnits, i)) askInfo(e.emit, "units", i == 0 ? "metric" : "imperial");
        i = info.slates == SlateStyle::Us ? 0 : 1;
        if (segmented(labelled("Slates"), "Slates", kSlates, i)) askInfo(e.emit, "slates", i == 0 ? "us" : "uk");
        i = info.paper == Paper::A4 ? 0 : 1;
        if (segmented(labelled("Paper"), "Paper", kPapers, i)) askInfo(e.emit, "paper", i == 0 ? "a4" : "letter");
        const double percent = static_cast<double>(e.session.textScale) * 100;
        if (const auto r = field(labelled("Text size"), {.name = "Text size", .value = number(percent, 0), .unit = "%"}))
            e.emit.act("window.text-size", {{"percent", r.text}});
        rule();
    }
    if (section(e.session.closed, "The plan")) {
        std::int32_t eighths = 0;
        std::size_t blocked = 0;
        for (const Scene& s : e.production.all<Scene>()) {
            eighths += s.eighths.value_or(0);
            blocked += rigsIn(e.production, s.id).empty() ? 0 : 1;
        }
        e.fact("Scenes", fmt::format("{}, {} of them blocked", e.production.all<Scene>().size(), blocked));
        e.fact("Pages", eighthsText(eighths));
        e.fact("Shots", fmt::format("{} in {} setups", e.production.all<Shot>().size(), e.production.all<Setup>().size()));
        std::size_t open = 0;
        for (const auto& f : e.session.facts.findings) open += f.waived ? 0 : 1;
        e.fact("Findings", open == 0 ? "none" : fmt::format("{} to look at", open));
    }
}

void inspectScene(const Editor& e, const Scene& s) {
    inspectorHead(e, {s.intExt == IntExt::Ext ? icon::exterior : icon::set, "Scene " + s.number, sluglineOf(s)});
    if (section(e.session.closed, "Heading")) {
        e.text("Number", "number", s.number);
        static constexpr const char* kShown[] = {"INT", "EXT", "INT/EXT"};
        static constexpr const char* kKeys[] = {"int", "ext", "int-ext"};
        e.words("Where", "int-ext", kShown, kKeys, static_cast<int>(s.intExt));
        e.text("Place", "set-name", s.setName, "KITCHEN");
        e.text("Time", "time", s.time, "DAY");
        e.text("Length", "eighths", eighthsText(s.eighths), "2 3/8");
        e.text("Script day", "script-day", s.scriptDay, "none");
        rule();
    }
    if (section(e.session.closed, "Synopsis")) {
        Rect box = nextRow(px(size::descriptionHeight));
        box.x0 += px(size::padding);
        box.x1 -= px(size::padding);
        if (const auto text = textArea(box, "Synopsis text", s.synopsis)) askSet(e.emit, e.id, "synopsis", *text);
        rule();
    }
    if (section(e.session.closed, "Set and sky")) {
        std::vector<Option> sets;
        std::vector<std::string> keys;
        std::string current = "none chosen";
        for (const Set& set : e.production.all<Set>()) {
            sets.push_back({set.name, set.place});
            keys.push_back(textOf(set.id));
            if (!s.sets.empty() && s.sets.front() == set.id) current = set.name;
        }
        e.choice("Set", "sets", sets, keys, current);
        static constexpr const char* kSkies[] = {"clear", "overcast", "dusk", "night", "none"};
        static const std::vector<Option> kNames = {{"Clear"}, {"Overcast"}, {"Dusk"}, {"Night"}, {"None"}};
        const auto at = static_cast<std::size_t>(s.environment.sky);
        e.choice("Sky", "sky", kNames, {std::begin(kSkies), std::end(kSkies)}, kNames[at].name);
        e.text("Date", "date", s.environment.date, "any: 2026-06-21");
        e.refusal("Date");
        e.text("Local time", "local-time", s.environment.localTime, "any: 17:30");
        e.refusal("Local time");
        const Set* place = s.sets.empty() ? nullptr : e.production.find(s.sets.front());
        if (plan::hasSunTime(s.environment, place)) {
            const Environment then = plan::atItsTime(s.environment, place);
            e.fact("Sun", fmt::format("from {:.0f}°, {:.0f}° high", then.sunAzimuth.value, then.sunElevation.value));
        } else {
            const auto boxes = columns(2);
            const double azimuth = s.environment.sunAzimuth.value, elevation = s.environment.sunElevation.value;
            e.quantity(boxes[0], {.name = "Sun from", .value = number(azimuth, 0), .unit = "sun from", .number = azimuth, .drag = DragKind::Linear, .step = 0.5}, "sun-azimuth", "deg");
            e.quantity(boxes[1], {.name = "Sun height", .value = number(elevation, 0), .unit = "sun height", .number = elevation, .drag = DragKind::Linear, .step = 0.25}, "sun-elevation", "deg");
        }
        rule();
    }
    if (section(e.session.closed, "The plan")) {
        const auto total = e.session.facts.sceneTotals.find(s.id);
        e.fact("Shots", std::to_string(shotsInOrder(e.production, s.id).size()));
        e.fact("Setups", total == e.session.facts.sceneTotals.end() ? "none yet" : total->second);
    }
}

void inspectCharacter(const Editor& e, const Character& c) {
    inspectorHead(e, {icon::person, c.name, c.performer.empty() ? "Character" : "Played by " + c.performer, colour::of(c.colour)});
    if (section(e.session.closed, "Who")) {
        e.text("Name", "name", c.name);
        e.text("Cast number", "cast", c.cast == 0 ? "" : std::to_string(c.cast), "none yet");
        e.text("Performer", "performer", c.performer, "nobody yet");
        e.quantity(labelled("Height"), {.name = "Height", .value = number(c.height.value), .unit = "m", .number = c.height.value, .drag = DragKind::Linear, .step = 0.005, .low = 0.6, .high = 2.3}, "height", "m");
        e.refusal("Height");
        static constexpr const char* kShown[] = {"Slight", "Average", "Heavy"};
        static constexpr const char* kKeys[] = {"slight", "average", "heavy"};
        e.words("Build", "build", kShown, kKeys, static_cast<int>(c.build));
        rule();
    }
}

void inspectSet(const Editor& e, const Set& s) {
    inspectorHead(e, {icon::set, s.name, s.place.empty() ? "Set" : s.place});
    if (section(e.session.closed, "Place")) {
        e.text("Name", "name", s.name);
        e.text("Stage", "place", s.place, "stage or location");
        e.quantity(labelled("North"), {.name = "North", .value = number(s.north.value, 0), .unit = "deg", .number = s.north.value, .drag = DragKind::Linear, .step = 0.5}, "north", "deg");
        e.refusal("North");
        e.quantity(labelled("Latitude"), {.name = "Latitude", .value = number(s.latitude, 4), .unit = "deg", .number = s.latitude, .drag = DragKind::Linear, .step = 0.01, .low = -90, .high = 90}, "latitude", "deg");
        e.refusal("Latitude");
        e.quantity(labelled("Longitude"), {.name = "Longitude", .value = number(s.longitude, 4), .unit = "deg", .number = s.longitude, .drag = DragKind::Linear, .step = 0.01, .low = -180, .high = 180}, "longitude", "deg");
        e.refusal("Longitude");
        e.text("Time zone", "time-zone", s.timeZone, "such as Europe/London");
        e.refusal("Time zone");
    }
}

}  // namespace

void inspectFindings(const Editor& e, const AnyId& about) {
    for (const FindingFact& f : e.session.facts.findings) {
        if (f.waived || std::find(f.subjects.begin(), f.subjects.end(), about) == f.subjects.end()) continue;
        const bool error = f.level == "error";
        const float pad = px(size::padding);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const Rect inner{at.x + pad * 2 + px(size::iconAdvance), at.y + pad, at.x + width - pad * 2, at.y};
        const float height = textWrapped(inner, Font::Small, colour::text1, f.message, false);
        const float all = height + pad * 2 + (f.fixes.empty() ? 0 : px(size::button + size::gap));
        const Rect card{at.x + pad, at.y, at.x + width - pad, at.y + all};
        fill(card, error ? colour::errorCard : colour::warnGround, px(size::roundCard));
        iconIn({card.x0 + pad * 0.5f, card.y0 + pad * 0.75f, card.x0 + pad * 0.5f + px(size::iconAdvance), card.y0 + pad * 0.75f + px(size::iconAdvance)},
               error ? icon::error : icon::warning, error ? colour::error : colour::warn);
        textWrapped(inner, Font::Small, colour::text1, f.message);
        float x = inner.x0;
        for (const std::string& fix : f.fixes) {
            std::string words = fix.substr(0, fix.find(' '));
            std::replace(words.begin(), words.end(), '-', ' ');
            if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
            const ButtonSpec spec{.label = words, .kind = ButtonKind::Primary};
            const Rect box{x, inner.y0 + height + px(size::gap), x + buttonWidth(spec), inner.y0 + height + px(size::gap + size::button)};
            if (button(box, spec)) e.emit.act("window.do", {{"line", fix}});
            x = box.x1 + px(size::gap);
        }
        if (!f.fixes.empty()) {
            const ButtonSpec spec{.label = "Intended", .kind = ButtonKind::Plain};
            const Rect box{x, inner.y0 + height + px(size::gap), x + buttonWidth(spec), inner.y0 + height + px(size::gap + size::button)};
            if (button(box, spec)) e.emit.act("window.waive", {{"code", f.code}, {"about", textOf(about)}});
        }
        skip(all + px(size::gap));
    }
}

void drawInspector(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##inspector", rect, colour::bg2);
    lineV(rect.x0, rect.y0, rect.y1, colour::black);
    const Region region("Inspector");
    const Editor none{production, session, emit, {}};
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginChild("##body", {rect.w(), rect.h()});
    if (session.workspace == Workspace::Deliver) {
        inspectSheet(none);
    } else if (session.selection.size() > 1) {
        inspectSeveral(none);
    } else {
        bool shown = false;
        if (!session.selection.empty()) {
            const Editor e{production, session, emit, session.selection.front()};
            // A light, mark or piece is shown as the setup in work has it.
            const Setup* setup = setupInWork(production, session);
            const auto with = [&](auto id, auto draw) {
                using I = decltype(id);
                using Row = typename I::Row;
                const auto* held = std::get_if<I>(&session.selection.front());
                if (!held) return;
                if (const auto* row = production.find(*held)) {
                    if constexpr (std::is_same_v<Row, Light> || std::is_same_v<Row, Mark> || std::is_same_v<Row, SetPiece>) draw(e, inSetup(setup, *row));
                    else draw(e, *row);
                    shown = true;
                }
            };
            with(Id<CameraRig>{}, inspectCamera);
            with(Id<Light>{}, inspectLight);
            with(Id<Mark>{}, inspectMark);
            with(Id<MeterPoint>{}, inspectPoint);
            with(Id<SetPiece>{}, inspectPiece);
            with(Id<Shot>{}, inspectShot);
            with(Id<Scene>{}, inspectScene);
            with(Id<Character>{}, inspectCharacter);
            with(Id<Set>{}, inspectSet);
        }
        if (!shown) inspectProduction(none);
    }
    skip(px(size::indent));
    ImGui::EndChild();
    ImGui::End();
}

}  // namespace recce::ui
