// Columns and cells of the tables; see tables.h.
#include "plan/tables.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "plan/sheet_words.h"

namespace recce::tables {
namespace {
using sheets::Word;

class Maker {
public:
    Maker(const ShotPlan& plan, Word name) : plan_(plan) { table_.name = sheets::word(name, plan.slates); }
    Column& column(Word head, double width) {
        table_.columns.push_back({sheets::word(head, plan_.slates), width, -1, false, false, false, false});
        return table_.columns.back();
    }
    Column& figures(Word head, double width, int decimals = -1) {
        Column& c = column(head, width);
        c.decimals = decimals;
        c.number = true;
        return c;
    }
    void row(std::vector<Cell> cells) {
        RECCE_CHECK(cells.size() == table_.columns.size());
        table_.rows.push_back(std::move(cells));
    }
    Table take() { return std::move(table_); }

private:
    const ShotPlan& plan_;
    Table table_;
};

Cell number(double value) { return value; }
/// ND as it is engraved on the filter: 0.3 of density a stop.
Cell density(double stops) { return std::round(stops * 30) / 100; }
Cell optionalText(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

std::string names(const std::vector<CastEntry>& cast) {
    std::string out;
    for (const CastEntry& c : cast) out += (out.empty() ? "" : ", ") + c.name;
    return out;
}
std::string numbers(const std::vector<CastEntry>& cast) {
    std::string out;
    for (const CastEntry& c : cast)
        if (c.number > 0) out += (out.empty() ? "" : ", ") + std::to_string(c.number);
    return out;
}
std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
    return out;
}

/// The day a setup stands on, by its own strip or by its scene's; null when it has none.
const DayRow* dayOf(const ShotPlan& plan, Id<Scene> scene, Id<Setup> setup) {
    for (const DayRow& day : plan.days)
        for (const DayStrip& s : day.strips)
            if (s.setup == setup && !setup.isNull()) return &day;
    for (const DayRow& day : plan.days)
        for (const DayStrip& s : day.strips)
            if (s.scene == scene && s.setup.isNull()) return &day;
    return nullptr;
}
const SetupRow* setupOf(const SceneRow& scene, Id<Setup> id) {
    const auto at = std::find_if(scene.setups.begin(), scene.setups.end(), [&](const SetupRow& s) { return s.id == id; });
    return at == scene.setups.end() ? nullptr : &*at;
}

}  // namespace

Table shotTable(const ShotPlan& plan) {
    Maker t(plan, Word::AllFields);
    t.column(Word::Scene, 7);
    t.column(Word::Setup, 8);
    t.column(Word::Shot, 8);
    t.column(Word::IntExt, 6);
    t.column(Word::Set, 24).wraps = true;
    t.column(Word::DayNight, 8);
    t.figures(Word::Pages, 8).total = true;
    t.figures(Word::Eighths, 8).total = true;
    t.column(Word::Size, 8);
    t.column(Word::Framing, 20).wraps = true;
    t.column(Word::Angle, 10);
    t.column(Word::Movement, 12);
    t.column(Word::Support, 14);
    t.figures(Word::LensMm, 9);
    t.column(Word::LensSet, 20);
    t.column(Word::Body, 16);
    t.column(Word::Mode, 20);
    t.column(Word::Aspect, 8);
    t.figures(Word::TStop, 8, 1);
    t.figures(Word::Nd, 9, 1);
    t.figures(Word::Iso, 7);
    t.figures(Word::Shutter, 11);
    t.figures(Word::Fps, 7);
    t.figures(Word::FocusM, 9, 2);
    t.figures(Word::NearM, 12, 2);
    t.figures(Word::FarM, 12, 2);
    t.figures(Word::HeightM, 10, 2);
    t.figures(Word::TiltDeg, 9, 1);
    t.figures(Word::PanDeg, 9, 1);
    t.column(Word::Cast, 20).wraps = true;
    t.column(Word::Description, 44).wraps = true;
    t.figures(Word::Minutes, 9).total = true;
    t.figures(Word::Seconds, 9, 1).total = true;
    t.figures(Word::Day, 6);
    t.column(Word::Status, 10);
    t.column(Word::Overridden, 14);
    t.column(Word::Notes, 30).wraps = true;
    for (const SceneRow& scene : plan.scenes) {
        std::set<Id<Setup>> seen;
        bool first = true;
        for (const ShotRow& r : scene.shots) {
            const bool out = r.status == ShotStatus::Omitted;
            const SetupRow* setup = setupOf(scene, r.setup);
            const bool firstOfSetup = !out && seen.insert(r.setup).second;
            const DayRow* day = dayOf(plan, scene.id, r.setup);
            const bool pages = first && scene.eighths.has_value();
            first = false;
            t.row({scene.number, r.setupLabel, r.label, scene.intExt, scene.setName, scene.dayNight,
                   pages ? Cell(Eighths{*scene.eighths}) : Cell(), pages ? number(*scene.eighths) : Cell(), optionalText(r.sizeWord),
                   optionalText(r.text.framing), optionalText(r.angleWord), optionalText(r.movementWord), optionalText(r.supportName), number(r.lensMm),
                   optionalText(r.lensName), optionalText(r.bodyName), optionalText(r.modeName), r.text.aspect, number(r.tStop), density(r.ndStops),
                   number(r.iso), number(r.shutterDeg), number(r.fps), number(r.focusM), number(r.nearM), number(r.farM),
                   number(r.heightM), number(r.tiltDeg), number(r.panDeg), names(r.cast), r.description,
                   firstOfSetup && setup && setup->minutes ? number(*setup->minutes) : Cell(), out ? Cell() : number(r.seconds),
                   day ? number(day->number) : Cell(), r.text.status, optionalText(joined(r.overridden, ", ")), optionalText(r.notes)});
        }
    }
    return t.take();
}

Table shotListTable(const ShotPlan& plan) {
    Maker t(plan, Word::ShotList);
    t.column(Word::Scene, 7);
    t.column(Word::Shot, 9);
    t.column(Word::Picture, 20).picture = true;
    t.column(Word::Framing, 16).wraps = true;
    t.column(Word::AngleMovement, 16).wraps = true;
    t.figures(Word::LensMm, 9);
    t.figures(Word::TStop, 7, 1);
    t.figures(Word::FocusM, 8, 2);
    t.figures(Word::NearM, 8, 2);
    t.figures(Word::FarM, 8, 2);
    t.figures(Word::HeightM, 8, 2);
    t.figures(Word::TiltDeg, 8, 1);
    t.column(Word::Support, 12).wraps = true;
    t.column(Word::Cast, 14).wraps = true;
    t.column(Word::Description, 42).wraps = true;
    t.figures(Word::Minutes, 9).total = true;
    t.column(Word::Status, 9);
    for (const SceneRow& scene : plan.scenes) {
        std::set<Id<Setup>> seen;
        for (const ShotRow& r : scene.shots) {
            const SetupRow* setup = setupOf(scene, r.setup);
            const bool firstOfSetup = r.status != ShotStatus::Omitted && seen.insert(r.setup).second;
            t.row({scene.number, r.label, Board{r.id}, optionalText(r.text.framing), optionalText(r.text.manner), number(r.lensMm), number(r.tStop),
                   number(r.focusM), number(r.nearM), number(r.farM), number(r.heightM), number(r.tiltDeg), optionalText(r.supportName),
                   optionalText(names(r.cast)), r.description, firstOfSetup && setup && setup->minutes ? number(*setup->minutes) : Cell(), r.text.status});
        }
    }
    return t.take();
}

Table setupTable(const ShotPlan& plan) {
    Maker t(plan, Word::Setups);
    t.column(Word::Scene, 7);
    t.column(Word::Setup, 8);
    t.column(Word::SlatedAs, 9);
    t.column(Word::Heading, 38).wraps = true;
    t.column(Word::IntExt, 6);
    t.column(Word::Set, 24).wraps = true;
    t.column(Word::DayNight, 8);
    t.column(Word::ScriptDay, 8);
    t.column(Word::Place, 14).wraps = true;
    t.figures(Word::Pages, 8).total = true;
    t.figures(Word::Eighths, 8).total = true;
    t.column(Word::CastNumbers, 8);
    t.column(Word::Cast, 20).wraps = true;
    t.column(Word::Shots, 14).wraps = true;
    t.column(Word::Cameras, 9);
    t.figures(Word::Minutes, 9).total = true;
    t.figures(Word::Seconds, 9, 1).total = true;
    t.column(Word::Equipment, 44).wraps = true;
    t.column(Word::Status, 10);
    t.figures(Word::Day, 6);
    t.figures(Word::Date, 12);
    t.figures(Word::DayPages, 9).total = true;
    t.figures(Word::DayMinutes, 9).total = true;
    std::set<Id<ShootDay>> days;
    for (const SceneRow& scene : plan.scenes) {
        bool first = true;
        for (const SetupRow& s : scene.setups) {
            const DayRow* day = dayOf(plan, scene.id, s.id);
            const bool firstOfDay = day && days.insert(day->id).second;
            const bool pages = first && scene.eighths.has_value();
            first = false;
            t.row({scene.number, s.label, optionalText(s.slatedAs), scene.heading, scene.intExt, optionalText(s.setName.empty() ? scene.setName : s.setName),
                   scene.dayNight, optionalText(scene.scriptDay), optionalText(scene.place), pages ? Cell(Eighths{*scene.eighths}) : Cell(),
                   pages ? number(*scene.eighths) : Cell(), optionalText(numbers(s.cast)), optionalText(names(s.cast)), joined(s.shots, ", "),
                   joined(s.cameras, ", "), s.minutes && !s.omitted ? number(*s.minutes) : Cell(), s.omitted ? Cell() : number(s.seconds),
                   joined(s.equipment, "; "), s.omitted ? Cell(sheets::word(Word::Omitted, plan.slates)) : Cell(),
                   day ? number(day->number) : Cell(), day && !day->date.empty() ? Cell(Day{day->date}) : Cell(),
                   firstOfDay ? Cell(Eighths{day->eighths}) : Cell(), firstOfDay ? number(day->minutes) : Cell()});
        }
    }
    return t.take();
}

Table dayTable(const ShotPlan& plan) {
    Maker t(plan, Word::DayTotals);
    t.figures(Word::Day, 6);
    t.figures(Word::Date, 12);
    t.figures(Word::Call, 8);
    t.figures(Word::Wrap, 8);
    t.column(Word::Unit, 10);
    t.column(Word::Place, 18);
    t.column(Word::Strips, 60).wraps = true;
    t.figures(Word::Pages, 8).total = true;
    t.figures(Word::Eighths, 8).total = true;
    t.figures(Word::Minutes, 9).total = true;
    for (const DayRow& d : plan.days) {
        std::vector<std::string> strips;
        for (const DayStrip& s : d.strips) strips.push_back(s.text);
        t.row({number(d.number), d.date.empty() ? Cell() : Cell(Day{d.date}), d.call.empty() ? Cell() : Cell(Clock{d.call}),
               d.wrap.empty() ? Cell() : Cell(Clock{d.wrap}), optionalText(d.unit), optionalText(d.place), joined(strips, "; "),
               Eighths{d.eighths}, number(d.eighths), number(d.minutes)});
    }
    return t.take();
}

}  // namespace recce::tables
