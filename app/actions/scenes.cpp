// Actions on scenes and marks.
#include <algorithm>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "base/text.h"
#include "model/labels.h"
#include "model/rank.h"

namespace recce {
namespace {

/// What stands after the last " - ": a known or plausible time of day, or part of the set's name.
bool isTimeOfDay(std::string_view text) {
    static constexpr std::string_view kTimes[] = {"DAY", "NIGHT", "MORNING", "EVENING", "AFTERNOON", "DAWN", "DUSK", "NOON",
        "MIDNIGHT", "SUNRISE", "SUNSET", "LATER", "CONTINUOUS", "SAME", "MOMENTS", "MAGIC", "TWILIGHT", "PRE-DAWN", "GOLDEN"};
    std::string up = uppered(trimmed(text));
    if (!up.empty() && up[0] == '(') {
        if (const auto close = up.find(')'); close != std::string::npos) up = std::string(trimmed(std::string_view(up).substr(close + 1)));
    }
    const std::string first = up.substr(0, up.find_first_of(" /([,"));
    if (std::find(std::begin(kTimes), std::end(kTimes), first) != std::end(kTimes)) return true;
    return up.ends_with(" LATER") || up.ends_with(" EARLIER") || up == "THE SAME";
}

/// INT., EXT., INT./EXT., I/E and their kin at the start; returns what follows.
std::optional<std::string_view> takeIntro(std::string_view text, IntExt& out) {
    static constexpr std::pair<std::string_view, IntExt> kIntros[] = {
        {"INT./EXT", IntExt::IntExt}, {"INT/EXT", IntExt::IntExt}, {"EXT./INT", IntExt::IntExt}, {"EXT/INT", IntExt::IntExt},
        {"I/E", IntExt::IntExt}, {"INT", IntExt::Int}, {"EXT", IntExt::Ext}};
    const std::string up = uppered(text.substr(0, 10));
    for (const auto& [word, kind] : kIntros) {
        if (!up.starts_with(word)) continue;
        std::string_view rest = text.substr(word.size());
        if (!rest.empty() && rest[0] == '.') rest.remove_prefix(1);
        else if (!rest.empty() && rest[0] != ' ') continue;
        out = kind;
        return trimmed(rest);
    }
    return std::nullopt;
}

/// "12 INT. VOSS HOUSE - KITCHEN - DAY": number (anything before the intro), intro, set, time.
Status readHeading(std::string_view line, Scene& scene) {
    std::string_view rest = trimmed(line);
    auto after = takeIntro(rest, scene.intExt);
    if (!after) {
        const auto space = rest.find(' ');
        if (space != std::string_view::npos) {
            const std::string_view number = rest.substr(0, space);
            after = takeIntro(trimmed(rest.substr(space)), scene.intExt);
            if (after) scene.number = toCleanText(number);
        }
    }
    if (!after)
        return fail(Code::Usage, "This is no scene heading.", toCleanText(line),
                    "Write it as in a script: 12 INT. VOSS HOUSE - KITCHEN - DAY.");
    std::string_view set = *after;
    const auto dash = set.rfind(" - ");
    if (dash != std::string_view::npos && isTimeOfDay(set.substr(dash + 3))) {
        scene.time = uppered(toCleanText(trimmed(set.substr(dash + 3))));
        set = trimmed(set.substr(0, dash));
    } else if (const auto comma = set.rfind(", "); comma != std::string_view::npos && isTimeOfDay(set.substr(comma + 2))) {
        scene.time = uppered(toCleanText(trimmed(set.substr(comma + 2))));
        set = trimmed(set.substr(0, comma));
    }
    scene.setName = uppered(toCleanText(set));
    return {};
}

/// The next number where none is given: one above the highest plain number there is.
std::string nextNumber(const Production& production) {
    int highest = 0;
    for (const Scene& s : production.all<Scene>()) {
        const bool plain = !s.number.empty() && s.number.size() < 6 && s.number.find_first_not_of("0123456789") == std::string::npos;
        if (plain) highest = std::max(highest, std::stoi(s.number));
    }
    return std::to_string(highest + 1);
}

bool isNight(const std::string& time) { return time.find("NIGHT") != std::string::npos; }

Result<Edit> addScene(const ActionInput& in) {
    const ArgReader args(in);
    Scene scene;
    RECCE_TRY(scene.id, args.newId<Scene>());
    if (args.has("heading")) RECCE_TRY_STATUS(readHeading(*args.find("heading"), scene));
    RECCE_TRY_STATUS(args.fields(scene));
    if (scene.number.empty()) scene.number = nextNumber(in.production);
    if (isNight(scene.time) && !args.has("sky")) scene.environment.sky = Sky::Night;
    for (const Scene& other : in.production.all<Scene>()) {
        if (other.number == scene.number)
            return fail(Code::Usage, fmt::format("There is a scene {}.", scene.number), scene.number, "Give another number.");
    }
    const auto order = scenesInOrder(in.production);
    Rank before = order.empty() ? Rank() : order.back()->rank, next;
    if (args.has("after")) {
        RECCE_TRY(const Id<Scene> after, args.thing<Scene>("after"));
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (order[i]->id != after) continue;
            before = order[i]->rank;
            next = i + 1 < order.size() ? order[i + 1]->rank : Rank();
        }
    }
    scene.rank = rankBetween(before, next > before ? next : Rank());
    // The set of that name, or the only one, is where it plays.
    if (scene.sets.empty()) {
        const auto& sets = in.production.all<Set>();
        for (const Set& s : sets) {
            if (folded(s.name) == folded(scene.setName)) scene.sets = {s.id};
        }
        if (scene.sets.empty() && sets.size() == 1) scene.sets = {sets.begin()->id};
    }
    EditBuilder builder(in.production);
    const Id<Scene> id = scene.id;
    const std::string number = scene.number;
    builder.put(std::move(scene));
    return builder.finish("Add scene " + number, AnyId(id));
}

Result<Edit> addMark(const ActionInput& in) {
    const ArgReader args(in);
    Mark mark;
    RECCE_TRY(mark.id, args.newId<Mark>());
    RECCE_TRY(mark.scene, args.scene());
    EditBuilder builder(in.production);
    // A name that nobody bears yet makes the character: typing MARA on the stage is enough.
    const std::string who = args.text("character");
    const auto known = args.thingNamed<Character>(who);
    if (known) {
        mark.character = *known;
    } else if (known.error().code == Code::NotFound && who.find(':') == std::string::npos && !trimmed(who).empty()) {
        const Action* make = findAction("add-character");
        ActionCall call{"add-character", {{"name", uppered(trimmed(who))}}};
        // Its id follows from the mark's, so that a script that gives ids repeats byte for byte.
        if (args.has("id") && !in.production.find(Id<Character>{mark.id.value})) call.args.emplace_back("id", hexText(mark.id.value));
        RECCE_TRY(const Edit made, make->run({in.production, in.context, call}));
        mark.character = std::get<Id<Character>>(made.place);
        builder.put(*std::get<RowSlot<Character>>(made.slots.front()).after);
    } else {
        return fail(known.error());
    }
    RECCE_TRY(const auto at, args.point("at"));
    RECCE_TRY(const auto toward, args.point("toward"));
    ActionCall rest = in.call;
    std::erase_if(rest.args, [](const auto& a) { return a.first == "character"; });
    RECCE_TRY_STATUS(ArgReader({in.production, in.context, rest}).fields(mark));
    if (at) mark.position = *at;
    if (toward) mark.facing = degrees(lookAlong(*toward - mark.position).pan);
    if (mark.label.empty()) mark.label = nextMarkLabel(in.production, mark.scene, mark.character);
    if (mark.leave && mark.arrive && *mark.leave < *mark.arrive)
        return fail(Code::Usage, "The figure would leave before it arrives.", args.text("leave"));
    builder.change(mark.scene, [&](Scene& s) {
        if (std::find(s.characters.begin(), s.characters.end(), mark.character) == s.characters.end())
            s.characters.push_back(mark.character);
    });
    const Id<Mark> id = mark.id;
    builder.put(std::move(mark));
    return builder.finish("Place " + describeThing(builder.now(), AnyId(id)), AnyId(id));
}

}  // namespace

void addSceneActions(std::vector<Action>& table) {
    Action scene{"add-scene", "Add a scene", "Scene", "Makes a scene from a heading as in a script, or from its parts.",
                 "add-scene '12 INT. VOSS HOUSE - KITCHEN - DAY' eighths='1 3/8'",
                 {{"heading", ArgKind::Text, "12 INT. VOSS HOUSE - KITCHEN - DAY", false, true}}, false, addScene};
    for (const auto& f : fieldsOf<Scene>()) {
        if (f.spec.editable) scene.args.push_back({f.spec.name, ArgKind::Field, f.spec.label, false, false, "scene"});
    }
    scene.args.push_back({"after", ArgKind::Thing, "The scene it follows; last where left out", false, false, "scene"});
    scene.args.push_back({"id", ArgKind::NewId, "Its id"});
    table.push_back(std::move(scene));
    table.push_back({"add-mark", "Place a mark", "Scene", "Puts down a T-mark for a character; a new name makes the character.",
                     "add-mark MARA at=1.2,0,-0.5 facing=90 pose=sit arrive=0f",
                     {{"character", ArgKind::Thing, "Whose mark; a new name makes the character", true, true, "char"},
                      {"at", ArgKind::Point, "Where on the floor, x,y,z"},
                      {"facing", ArgKind::Field, "Heading in degrees; 0 looks along -Z, growing to the left", false, false, "mark"},
                      {"toward", ArgKind::Point, "A point to face instead"},
                      {"label", ArgKind::Field, "Its label; the next number where left out", false, false, "mark"},
                      {"pose", ArgKind::Field, "stand, sit, lean, walk, lie or hold", false, false, "mark"},
                      {"seat", ArgKind::Field, "Height of the seat", false, false, "mark"},
                      {"at-table", ArgKind::Field, "Sits with the forearms on a table in front", false, false, "mark"},
                      {"arrive", ArgKind::Field, "When the figure is here", false, false, "mark"},
                      {"leave", ArgKind::Field, "When it goes on", false, false, "mark"},
                      {"via", ArgKind::Field, "Way points on the walk to here, x,y,z;x,y,z", false, false, "mark"},
                      {"gaze", ArgKind::Field, "A character, a camera or a point", false, false, "mark"},
                      {"exits", ArgKind::Field, "Walks out of the scene here", false, false, "mark"},
                      {"scene", ArgKind::Thing, "The scene", false, false, "scene"},
                      {"id", ArgKind::NewId, "Its id"}},
                     false, addMark});
}

}  // namespace recce
