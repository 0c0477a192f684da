// The table of sheet words; see sheet_words.h.
#include "plan/sheet_words.h"

#include <array>

#include "base/error.h"

namespace recce::sheets {
namespace {

struct Entry {
    Word word;
    const char* us;
    const char* uk;  ///< null: the same
};

constexpr Entry kWords[] = {
    {Word::ShotList, "Shot list", nullptr},
    {Word::Boards, "Boards", nullptr},
    {Word::Overhead, "Overhead", nullptr},
    {Word::Setups, "Setups", nullptr},
    {Word::Calendar, "Calendar", nullptr},
    {Word::Picture, "Picture", nullptr},
    {Word::Shot, "Shot", "Slate"},
    {Word::Framing, "Framing", nullptr},
    {Word::Lens, "Lens", nullptr},
    {Word::Stop, "Stop", nullptr},
    {Word::LensStop, "Lens, stop", nullptr},
    {Word::Focus, "Focus", nullptr},
    {Word::Height, "Height", nullptr},
    {Word::Tilt, "Tilt", nullptr},
    {Word::HeightTilt, "Height, tilt", nullptr},
    {Word::Support, "Support", nullptr},
    {Word::Cast, "Cast", nullptr},
    {Word::Description, "Description", nullptr},
    {Word::Estimate, "Est.", nullptr},
    {Word::Notes, "Notes", nullptr},
    {Word::Scene, "Scene", nullptr},
    {Word::Setup, "Setup", nullptr},
    {Word::SlatedAs, "Slated as", nullptr},
    {Word::IntExt, "I/E", nullptr},
    {Word::Set, "Set", nullptr},
    {Word::DayNight, "D/N", nullptr},
    {Word::Pages, "Pages", nullptr},
    {Word::Eighths, "Eighths", nullptr},
    {Word::ScriptDay, "Script day", nullptr},
    {Word::Synopsis, "Synopsis", nullptr},
    {Word::Place, "Place", nullptr},
    {Word::Size, "Size", nullptr},
    {Word::Angle, "Angle", nullptr},
    {Word::Movement, "Movement", nullptr},
    {Word::LensMm, "Lens mm", nullptr},
    {Word::LensSet, "Lens set", nullptr},
    {Word::Body, "Body", nullptr},
    {Word::Mode, "Mode", nullptr},
    {Word::Aspect, "Aspect", nullptr},
    {Word::TStop, "T-stop", nullptr},
    {Word::Nd, "ND", nullptr},
    {Word::Iso, "ISO", nullptr},
    {Word::Shutter, "Shutter deg", nullptr},
    {Word::Fps, "FPS", nullptr},
    {Word::FocusM, "Focus m", nullptr},
    {Word::NearM, "Near m", nullptr},
    {Word::FarM, "Far m", nullptr},
    {Word::HeightM, "Height m", nullptr},
    {Word::TiltDeg, "Tilt deg", nullptr},
    {Word::PanDeg, "Pan deg", nullptr},
    {Word::Seconds, "Seconds", nullptr},
    {Word::Status, "Status", nullptr},
    {Word::Minutes, "Minutes", nullptr},
    {Word::Equipment, "Equipment", nullptr},
    {Word::Camera, "Camera", nullptr},
    {Word::Cameras, "Cameras", nullptr},
    {Word::Shots, "Shots", "Slates"},
    {Word::Day, "Day", nullptr},
    {Word::Date, "Date", nullptr},
    {Word::Call, "Call", nullptr},
    {Word::Wrap, "Wrap", nullptr},
    {Word::Unit, "Unit", nullptr},
    {Word::Total, "Total", nullptr},
    {Word::Overridden, "Typed over", nullptr},
    {Word::PagesOf, "of", nullptr},
    {Word::Page, "page", nullptr},
    {Word::Draft, "draft", nullptr},
    {Word::State, "state", nullptr},
    {Word::OnScreen, "on screen", nullptr},
    {Word::Omitted, "omitted", nullptr},
    {Word::NoShots, "No shots in this scene yet.", nullptr},
    {Word::NoScenes, "No scenes with shots yet.", nullptr},
    {Word::Continued, "continued", nullptr},
    {Word::CutAt, "Cut at", nullptr},
    {Word::Scale, "Scale", nullptr},
    {Word::Lights, "Lights", nullptr},
    {Word::FlagsAndFrames, "Flags and frames", nullptr},
    {Word::Marks, "Marks", nullptr},
    {Word::Colour, "Color", "Colour"},
    {Word::Distances, "Camera to mark", nullptr},
    {Word::North, "N", nullptr},
    {Word::NoSet, "Nothing stands in this scene yet.", nullptr},
    {Word::DayTotals, "Days", nullptr},
    {Word::NotOnADay, "no day yet", nullptr},
    {Word::ShotsOne, "shot", nullptr},
    {Word::ShotsMany, "shots", nullptr},
    {Word::SetupsOne, "setup", nullptr},
    {Word::SetupsMany, "setups", nullptr},
    {Word::PageOne, "page", nullptr},
    {Word::PageMany, "pages", nullptr},
    {Word::ToShoot, "to shoot", nullptr},
    {Word::Heading, "Heading", nullptr},
    {Word::CastNumbers, "Cast no.", nullptr},
    {Word::DayPages, "Day pages", nullptr},
    {Word::DayMinutes, "Day min.", nullptr},
    {Word::Strips, "Strips", nullptr},
    {Word::AllFields, "All fields", nullptr},
    {Word::AngleMovement, "Angle, movement", nullptr},
    {Word::OnTheFloor, "distances along the floor", nullptr},
    {Word::Off, "off", nullptr},
    {Word::OffPlan, "off this plan", nullptr},
};

constexpr auto kTable = [] {
    std::array<Entry, static_cast<std::size_t>(Word::Count)> table{};
    for (const Entry& e : kWords) table[static_cast<std::size_t>(e.word)] = e;
    return table;
}();
static_assert([] {
    for (const Entry& e : kTable)
        if (!e.us) return false;
    return true;
}(), "a word has no entry");

}  // namespace

const char* word(Word w, SlateStyle style) {
    const Entry& e = kTable[static_cast<std::size_t>(w)];
    return style == SlateStyle::Uk && e.uk ? e.uk : e.us;
}

}  // namespace recce::sheets
