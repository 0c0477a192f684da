// Actions on shoot days, strips, notes and waived findings.
#include <algorithm>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "base/text.h"

namespace recce {
namespace {

Result<Edit> addDay(const ActionInput& in) {
    const ArgReader args(in);
    ShootDay day;
    RECCE_TRY(day.id, args.newId<ShootDay>());
    RECCE_TRY_STATUS(args.fields(day));
    const auto order = daysInOrder(in.production);
    day.rank = rankAtEnd(order);
    EditBuilder builder(in.production);
    const Id<ShootDay> id = day.id;
    const std::string name = day.date.empty() ? fmt::format("shoot day {}", order.size() + 1) : "shoot day " + day.date;
    builder.put(std::move(day));
    return builder.finish("Add " + name, AnyId(id));
}

Result<Strip> readStrip(const ArgReader& args) {
    const int given = int(args.has("scene")) + int(args.has("setup")) + int(args.has("banner"));
    if (given != 1) return fail(Code::Usage, "A strip is one of scene=, setup= or banner=.");
    if (args.has("scene")) {
        RECCE_TRY(const Id<Scene> id, args.thing<Scene>("scene"));
        return Strip{id};
    }
    if (args.has("setup")) {
        RECCE_TRY(const Id<Setup> id, args.thing<Setup>("setup"));
        return Strip{id};
    }
    return Strip{Banner{args.text("banner")}};
}

Result<Id<ShootDay>> theDay(const ActionInput& in) {
    const ArgReader args(in);
    if (args.has("day")) {
        // By its place in the schedule ("1") or by its date.
        const std::string text = args.text("day");
        const auto order = daysInOrder(in.production);
        if (!text.empty() && text.size() < 5 && text.find_first_not_of("0123456789") == std::string::npos) {
            const auto n = static_cast<std::size_t>(std::stoi(text));
            if (n >= 1 && n <= order.size()) return order[n - 1]->id;
            return fail(Code::NotFound, fmt::format("There are {} shoot days.", order.size()), text);
        }
        return args.thing<ShootDay>("day");
    }
    if (const auto* id = std::get_if<Id<ShootDay>>(&in.context.last)) return *id;
    return fail(Code::Usage, "Say on which day.", {}, "Add day=1 or day=2026-11-20.");
}

/// Puts a strip on a day; a scene or setup that is on another day moves.
Result<Edit> addStrip(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<ShootDay> day, theDay(in));
    RECCE_TRY(const Strip strip, readStrip(args));
    RECCE_TRY(const auto at, args.measure("at", Quantity::Number));
    if (in.production.find(day)->locked) return fail(Code::Refused, "This day is locked.", toText(day), "Unlock it first.");
    EditBuilder builder(in.production);
    if (!std::holds_alternative<Banner>(strip.what)) {
        for (const ShootDay* d : daysInOrder(in.production)) {
            if (std::find(d->strips.begin(), d->strips.end(), strip) == d->strips.end()) continue;
            if (d->locked) return fail(Code::Refused, "It is on a day that is locked.", d->date, "Unlock that day first.");
            builder.change(d->id, [&](ShootDay& row) { std::erase(row.strips, strip); });
        }
    }
    builder.change(day, [&](ShootDay& row) {
        const std::size_t place = at ? static_cast<std::size_t>(std::clamp(*at - 1, 0.0, double(row.strips.size()))) : row.strips.size();
        row.strips.insert(row.strips.begin() + static_cast<std::ptrdiff_t>(place), strip);
    });
    return builder.finish("Schedule", AnyId(day));
}

Result<Edit> removeStrip(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Strip strip, readStrip(args));
    EditBuilder builder(in.production);
    AnyId place;
    for (const ShootDay* d : daysInOrder(in.production)) {
        if (std::find(d->strips.begin(), d->strips.end(), strip) == d->strips.end()) continue;
        if (d->locked) return fail(Code::Refused, "This day is locked.", d->date, "Unlock it first.");
        builder.change(d->id, [&](ShootDay& row) { std::erase(row.strips, strip); });
        place = AnyId(d->id);
    }
    if (isNull(place)) return fail(Code::NotFound, "This is on no day.");
    return builder.finish("To the boneyard", place);
}

Result<Edit> addNote(const ActionInput& in) {
    const ArgReader args(in);
    Note note;
    RECCE_TRY(note.id, args.newId<Note>());
    RECCE_TRY_STATUS(args.fields(note));
    if (trimmed(note.text).empty()) return fail(Code::Usage, "A note needs a text.");
    EditBuilder builder(in.production);
    const Id<Note> id = note.id;
    builder.put(std::move(note));
    return builder.finish("Add note", AnyId(id));
}

/// The key of a finding: its code and its subjects, sorted, joined by spaces.
Result<std::string> findingKey(const ActionInput& in) {
    const ArgReader args(in);
    std::vector<std::string> subjects;
    if (args.has("about")) {
        RECCE_TRY(const auto ids, args.things("about"));
        for (const AnyId& id : ids) subjects.push_back(toText(id));
    }
    std::sort(subjects.begin(), subjects.end());
    std::string key = args.text("finding");
    for (const std::string& s : subjects) key += " " + s;
    return key;
}

Result<Edit> waive(const ActionInput& in) {
    RECCE_TRY(const std::string key, findingKey(in));
    std::vector<Waiver> waivers = *in.production.waivers;
    std::erase_if(waivers, [&](const Waiver& w) { return w.finding == key; });
    waivers.push_back({key, ArgReader(in).text("reason")});
    std::sort(waivers.begin(), waivers.end(), [](const Waiver& a, const Waiver& b) { return a.finding < b.finding; });
    EditBuilder builder(in.production);
    builder.setWaivers(std::move(waivers));
    return builder.finish("Intended", {});
}

Result<Edit> unwaive(const ActionInput& in) {
    RECCE_TRY(const std::string key, findingKey(in));
    std::vector<Waiver> waivers = *in.production.waivers;
    if (std::erase_if(waivers, [&](const Waiver& w) { return w.finding == key; }) == 0)
        return fail(Code::NotFound, "This finding is not waived.", key);
    EditBuilder builder(in.production);
    builder.setWaivers(std::move(waivers));
    return builder.finish("Not intended", {});
}

}  // namespace

void addDayActions(std::vector<Action>& table) {
    table.push_back({"add-day", "Add a shoot day", "Schedule", "Makes a shoot day after the last.", "add-day date=2026-11-20 call=07:30 unit=Main",
                     {{"date", ArgKind::Field, "Its date", false, true, "day"},
                      {"call", ArgKind::Field, "Call", false, false, "day"},
                      {"wrap", ArgKind::Field, "Wrap", false, false, "day"},
                      {"unit", ArgKind::Field, "Unit", false, false, "day"},
                      {"id", ArgKind::NewId, "Its id"}}, false, addDay});
    const std::vector<ArgSpec> strip = {{"scene", ArgKind::Thing, "A scene", false, false, "scene"},
                                        {"setup", ArgKind::Thing, "A setup", false, false, "setup"},
                                        {"banner", ArgKind::Text, "Words across the board: LUNCH"}};
    Action add{"add-strip", "Send to a day", "Schedule", "Puts a scene, a setup or a banner on a shoot day; what is on another day moves.",
               "add-strip setup=12A day=2026-11-20", strip, false, addStrip};
    add.args.push_back({"day", ArgKind::Thing, "The day by date, number or id; the last made where left out", false, false, "day"});
    add.args.push_back({"at", ArgKind::Whole, "Its place on the day, 1 is first; last where left out"});
    table.push_back(std::move(add));
    table.push_back({"remove-strip", "To the boneyard", "Schedule", "Takes a scene, setup or banner off its day.", "remove-strip setup=12A", strip, false, removeStrip});
    table.push_back({"add-note", "Add a note", "Notes", "Pins a note to a point, a piece, a shot or a scene.",
                     "add-note text='Fly this wall for 12A' about='kitchen wall' author=DP",
                     {{"text", ArgKind::Field, "What it says", true, true, "note"},
                      {"author", ArgKind::Field, "Who says it", false, false, "note"},
                      {"about", ArgKind::Field, "What it is about", false, false, "note"},
                      {"point", ArgKind::Field, "Where, x,y,z", false, false, "note"},
                      {"id", ArgKind::NewId, "Its id"}}, false, addNote});
    const std::vector<ArgSpec> finding = {{"finding", ArgKind::Text, "The finding's word, crosses-line", true, true},
                                          {"about", ArgKind::Things, "Its subjects"}};
    Action intended{"waive", "Intended", "Notes", "Waives a finding: it is meant so.", "waive crosses-line about=12C reason='The mirror shot'", finding, false, waive};
    intended.args.push_back({"reason", ArgKind::Text, "Why"});
    table.push_back(std::move(intended));
    table.push_back({"unwaive", "Not intended", "Notes", "Takes a waiver back.", "unwaive crosses-line about=12C", finding, false, unwaive});
}

}  // namespace recce
