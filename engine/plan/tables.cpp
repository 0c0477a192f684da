// Columns and cells of the tables; see tables.h.
#include "plan/tables.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "plan/sheet_words.h"

namespace recce::tables {
namespace {
using sheets::Word;

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

/// A column and how its cell is read from a row, in one place, so that heads and cells cannot drift apart.
template <class Row> struct Reader {
    Column column;
    Cell (*cell)(const Row&);
};
enum class Kind { Words, Wrapped, Figures, Total, Picture };

template <class Row> class Maker {
public:
    explicit Maker(const ShotPlan& plan) : slates_(plan.slates) {}
    /// `decimals` as in Column.
    void add(Word head, double width, Kind kind, Cell (*cell)(const Row&), int decimals = -1) {
        const bool figures = kind == Kind::Figures || kind == Kind::Total;
        readers_.push_back({{sheets::word(head, slates_), width, decimals, kind == Kind::Total, kind == Kind::Wrapped, kind == Kind::Picture, figures}, cell});
    }
    Table table(Word name, const std::vector<Row>& rows) const {
        Table table;
        table.name = sheets::word(name, slates_);
        for (const auto& r : readers_) table.columns.push_back(r.column);
        for (const Row& row : rows) {
            auto& cells = table.rows.emplace_back();
            for (const auto& r : readers_) cells.push_back(r.cell(row));
        }
        return table;
    }

private:
    SlateStyle slates_;
    std::vector<Reader<Row>> readers_;
};

/// A shot with what stands on its scene's and its setup's first row only.
struct ShotLine {
    const SceneRow& scene;
    const ShotRow& shot;
    const DayRow* day;
    std::optional<std::int32_t> eighths;
    std::optional<double> minutes;
    bool out() const { return shot.status == ShotStatus::Omitted; }
};
std::vector<ShotLine> shotLines(const ShotPlan& plan) {
    std::vector<ShotLine> lines;
    for (const SceneRow& scene : plan.scenes) {
        std::set<Id<Setup>> seen;
        for (const ShotRow& r : scene.shots) {
            const SetupRow* setup = setupOf(scene, r.setup);
            const bool firstOfSetup = r.status != ShotStatus::Omitted && seen.insert(r.setup).second;
            lines.push_back({scene, r, dayOf(plan, scene.id, r.setup), &r == &scene.shots.front() ? scene.eighths : std::nullopt,
                             firstOfSetup && setup ? setup->minutes : std::nullopt});
        }
    }
    return lines;
}
struct SetupLine {
    const SceneRow& scene;
    const SetupRow& setup;
    const DayRow* day;
    bool firstOfDay;
    std::optional<std::int32_t> eighths;
    SlateStyle slates;
};
Cell pages(const std::optional<std::int32_t>& eighths) { return eighths ? Cell(Eighths{*eighths}) : Cell(); }
Cell count(const std::optional<std::int32_t>& eighths) { return eighths ? number(*eighths) : Cell(); }
Cell dayNumber(const DayRow* day) { return day ? number(day->number) : Cell(); }
Cell dateOf(const DayRow* day) { return day && !day->date.empty() ? Cell(Day{day->date}) : Cell(); }
Cell clockOf(const TimeOfDay& time) { return time.empty() ? Cell() : Cell(Clock{time}); }
Cell minutesOf(const ShotLine& l) { return l.minutes ? number(*l.minutes) : Cell(); }

}  // namespace

Table shotTable(const ShotPlan& plan) {
    using L = ShotLine;
    Maker<L> t(plan);
    t.add(Word::Scene, 7, Kind::Words, [](const L& l) -> Cell { return l.scene.number; });
    t.add(Word::Setup, 8, Kind::Words, [](const L& l) -> Cell { return l.shot.setupLabel; });
    t.add(Word::Shot, 8, Kind::Words, [](const L& l) -> Cell { return l.shot.label; });
    t.add(Word::IntExt, 6, Kind::Words, [](const L& l) -> Cell { return l.scene.intExt; });
    t.add(Word::Set, 24, Kind::Wrapped, [](const L& l) -> Cell { return l.scene.setName; });
    t.add(Word::DayNight, 9, Kind::Words, [](const L& l) -> Cell { return l.scene.dayNight; });
    t.add(Word::Pages, 8, Kind::Total, [](const L& l) { return pages(l.eighths); });
    t.add(Word::Eighths, 8, Kind::Total, [](const L& l) { return count(l.eighths); });
    t.add(Word::Size, 8, Kind::Words, [](const L& l) { return optionalText(l.shot.sizeWord); });
    t.add(Word::Framing, 20, Kind::Wrapped, [](const L& l) { return optionalText(l.shot.text.framing); });
    t.add(Word::Angle, 10, Kind::Words, [](const L& l) { return optionalText(l.shot.angleWord); });
    t.add(Word::Movement, 12, Kind::Wrapped, [](const L& l) { return optionalText(l.shot.movementWord); });
    t.add(Word::Support, 15, Kind::Words, [](const L& l) { return optionalText(l.shot.supportName); });
    t.add(Word::LensMm, 9, Kind::Figures, [](const L& l) { return number(l.shot.lensMm); });
    t.add(Word::LensSet, 20, Kind::Words, [](const L& l) { return optionalText(l.shot.lensName); });
    t.add(Word::Body, 16, Kind::Words, [](const L& l) { return optionalText(l.shot.bodyName); });
    t.add(Word::Mode, 20, Kind::Words, [](const L& l) { return optionalText(l.shot.modeName); });
    t.add(Word::Aspect, 8, Kind::Words, [](const L& l) -> Cell { return l.shot.text.aspect; });
    t.add(Word::TStop, 8, Kind::Figures, [](const L& l) { return number(l.shot.tStop); }, 1);
    t.add(Word::Nd, 9, Kind::Figures, [](const L& l) { return density(l.shot.ndStops); }, 2);
    t.add(Word::Iso, 7, Kind::Figures, [](const L& l) { return number(l.shot.iso); });
    t.add(Word::Shutter, 11, Kind::Figures, [](const L& l) { return number(l.shot.shutterDeg); });
    t.add(Word::Fps, 7, Kind::Figures, [](const L& l) { return number(l.shot.fps); });
    t.add(Word::FocusM, 9, Kind::Figures, [](const L& l) { return number(l.shot.focusM); }, 2);
    t.add(Word::NearM, 12, Kind::Figures, [](const L& l) { return number(l.shot.nearM); }, 2);
    t.add(Word::FarM, 12, Kind::Figures, [](const L& l) { return number(l.shot.farM); }, 2);
    t.add(Word::HeightM, 10, Kind::Figures, [](const L& l) { return number(l.shot.heightM); }, 2);
    t.add(Word::TiltDeg, 9, Kind::Figures, [](const L& l) { return number(l.shot.tiltDeg); }, 1);
    t.add(Word::PanDeg, 9, Kind::Figures, [](const L& l) { return number(l.shot.panDeg); }, 1);
    t.add(Word::Cast, 20, Kind::Wrapped, [](const L& l) -> Cell { return names(l.shot.cast); });
    t.add(Word::Description, 44, Kind::Wrapped, [](const L& l) -> Cell { return l.shot.description; });
    t.add(Word::Minutes, 9, Kind::Total, minutesOf);
    t.add(Word::Seconds, 9, Kind::Total, [](const L& l) { return l.out() ? Cell() : number(l.shot.seconds); }, 1);
    t.add(Word::Day, 6, Kind::Figures, [](const L& l) { return dayNumber(l.day); });
    t.add(Word::Status, 10, Kind::Words, [](const L& l) -> Cell { return l.shot.text.status; });
    t.add(Word::Overridden, 14, Kind::Wrapped, [](const L& l) { return optionalText(joined(l.shot.overridden, ", ")); });
    t.add(Word::Notes, 30, Kind::Wrapped, [](const L& l) { return optionalText(l.shot.notes); });
    return t.table(Word::AllFields, shotLines(plan));
}

Table shotListTable(const ShotPlan& plan) {
    using L = ShotLine;
    Maker<L> t(plan);
    t.add(Word::Scene, 7, Kind::Words, [](const L& l) -> Cell { return l.scene.number; });
    t.add(Word::Shot, 9, Kind::Words, [](const L& l) -> Cell { return l.shot.label; });
    t.add(Word::Picture, 19, Kind::Picture, [](const L& l) -> Cell { return Board{l.shot.id}; });
    t.add(Word::Framing, 16, Kind::Wrapped, [](const L& l) { return optionalText(l.shot.text.framing); });
    t.add(Word::AngleMovement, 16, Kind::Wrapped, [](const L& l) { return optionalText(l.shot.text.manner); });
    t.add(Word::LensMm, 9, Kind::Figures, [](const L& l) { return number(l.shot.lensMm); });
    t.add(Word::TStop, 7, Kind::Figures, [](const L& l) { return number(l.shot.tStop); }, 1);
    t.add(Word::FocusM, 8, Kind::Figures, [](const L& l) { return number(l.shot.focusM); }, 2);
    t.add(Word::NearM, 8, Kind::Figures, [](const L& l) { return number(l.shot.nearM); }, 2);
    t.add(Word::FarM, 8, Kind::Figures, [](const L& l) { return number(l.shot.farM); }, 2);
    t.add(Word::HeightM, 9, Kind::Figures, [](const L& l) { return number(l.shot.heightM); }, 2);
    t.add(Word::TiltDeg, 8, Kind::Figures, [](const L& l) { return number(l.shot.tiltDeg); }, 1);
    t.add(Word::Support, 12, Kind::Wrapped, [](const L& l) { return optionalText(l.shot.supportName); });
    t.add(Word::Cast, 20, Kind::Wrapped, [](const L& l) { return optionalText(names(l.shot.cast)); });
    t.add(Word::Description, 42, Kind::Wrapped, [](const L& l) -> Cell { return l.shot.description; });
    t.add(Word::Minutes, 9, Kind::Total, minutesOf);
    t.add(Word::Status, 9, Kind::Words, [](const L& l) -> Cell { return l.shot.text.status; });
    return t.table(Word::ShotList, shotLines(plan));
}

Table setupTable(const ShotPlan& plan) {
    using L = SetupLine;
    Maker<L> t(plan);
    t.add(Word::Scene, 7, Kind::Words, [](const L& l) -> Cell { return l.scene.number; });
    t.add(Word::Setup, 8, Kind::Words, [](const L& l) -> Cell { return l.setup.label; });
    t.add(Word::SlatedAs, 8, Kind::Words, [](const L& l) { return optionalText(l.setup.slatedAs); });
    t.add(Word::Heading, 24, Kind::Wrapped, [](const L& l) -> Cell { return l.scene.heading; });
    t.add(Word::IntExt, 6, Kind::Words, [](const L& l) -> Cell { return l.scene.intExt; });
    t.add(Word::Set, 18, Kind::Wrapped, [](const L& l) { return optionalText(l.setup.setName.empty() ? l.scene.setName : l.setup.setName); });
    t.add(Word::DayNight, 9, Kind::Words, [](const L& l) -> Cell { return l.scene.dayNight; });
    t.add(Word::ScriptDay, 7, Kind::Words, [](const L& l) { return optionalText(l.scene.scriptDay); });
    t.add(Word::Place, 11, Kind::Wrapped, [](const L& l) { return optionalText(l.scene.place); });
    t.add(Word::Pages, 8, Kind::Total, [](const L& l) { return pages(l.eighths); });
    t.add(Word::Eighths, 8, Kind::Total, [](const L& l) { return count(l.eighths); });
    t.add(Word::CastNumbers, 8, Kind::Wrapped, [](const L& l) { return optionalText(numbers(l.setup.cast)); });
    t.add(Word::Cast, 16, Kind::Wrapped, [](const L& l) { return optionalText(names(l.setup.cast)); });
    t.add(Word::Shots, 9, Kind::Wrapped, [](const L& l) -> Cell { return joined(l.setup.shots, ", "); });
    t.add(Word::Cameras, 9, Kind::Words, [](const L& l) -> Cell { return joined(l.setup.cameras, ", "); });
    t.add(Word::Minutes, 9, Kind::Total, [](const L& l) { return l.setup.minutes && !l.setup.omitted ? number(*l.setup.minutes) : Cell(); });
    t.add(Word::Seconds, 9, Kind::Total, [](const L& l) { return l.setup.omitted ? Cell() : number(l.setup.seconds); }, 1);
    t.add(Word::Equipment, 36, Kind::Wrapped, [](const L& l) -> Cell { return joined(l.setup.equipment, "; "); });
    t.add(Word::Status, 9, Kind::Words, [](const L& l) { return l.setup.omitted ? Cell(sheets::word(Word::Omitted, l.slates)) : Cell(); });
    t.add(Word::Day, 5, Kind::Figures, [](const L& l) { return dayNumber(l.day); });
    t.add(Word::Date, 11, Kind::Figures, [](const L& l) { return dateOf(l.day); });
    t.add(Word::DayPages, 8, Kind::Total, [](const L& l) { return l.firstOfDay ? Cell(Eighths{l.day->eighths}) : Cell(); });
    t.add(Word::DayMinutes, 8, Kind::Total, [](const L& l) { return l.firstOfDay ? number(l.day->minutes) : Cell(); });
    std::vector<L> lines;
    std::set<Id<ShootDay>> days;
    for (const SceneRow& scene : plan.scenes) {
        for (const SetupRow& s : scene.setups) {
            const DayRow* day = dayOf(plan, scene.id, s.id);
            lines.push_back({scene, s, day, day && days.insert(day->id).second, &s == &scene.setups.front() ? scene.eighths : std::nullopt, plan.slates});
        }
    }
    return t.table(Word::Setups, lines);
}

Table dayTable(const ShotPlan& plan) {
    using D = DayRow;
    Maker<D> t(plan);
    t.add(Word::Day, 6, Kind::Figures, [](const D& d) { return dayNumber(&d); });
    t.add(Word::Date, 12, Kind::Figures, [](const D& d) { return dateOf(&d); });
    t.add(Word::Call, 8, Kind::Figures, [](const D& d) { return clockOf(d.call); });
    t.add(Word::Wrap, 8, Kind::Figures, [](const D& d) { return clockOf(d.wrap); });
    t.add(Word::Unit, 12, Kind::Wrapped, [](const D& d) { return optionalText(d.unit); });
    t.add(Word::Place, 18, Kind::Wrapped, [](const D& d) { return optionalText(d.place); });
    t.add(Word::Strips, 60, Kind::Wrapped, [](const D& d) -> Cell {
        std::vector<std::string> strips;
        for (const DayStrip& s : d.strips) strips.push_back(s.text);
        return joined(strips, "; ");
    });
    t.add(Word::Pages, 8, Kind::Total, [](const D& d) -> Cell { return Eighths{d.eighths}; });
    t.add(Word::Eighths, 8, Kind::Total, [](const D& d) { return number(d.eighths); });
    t.add(Word::Minutes, 9, Kind::Total, [](const D& d) { return number(d.minutes); });
    return t.table(Word::DayTotals, plan.days);
}

}  // namespace recce::tables
