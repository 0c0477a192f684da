// Head, foot and shared texts of the sheets; see sheet_parts.h.
#include "plan/sheet_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include "base/unit_text.h"

namespace recce::sheets {
using namespace drawing;

Vec2 pageSize(PaperSize paper, Turn turn) {
    Vec2 size(210, 297);
    if (paper == PaperSize::Letter) size = {215.9, 279.4};
    if (paper == PaperSize::Legal) size = {215.9, 355.6};
    return turn == Turn::Across ? Vec2(size.y, size.x) : size;
}

Frame frameOf(PaperSize paper, Turn turn) {
    Frame f;
    f.size = pageSize(paper, turn);
    f.right = f.size.x - f.left;
    f.bottom = f.size.y - 15;
    return f;
}

std::string hoursText(double minutes) {
    const long all = std::lround(minutes);
    return fmt::format("{}:{:02}", all / 60, all % 60);
}
std::string clockText(double seconds) {
    const long all = std::lround(seconds);
    return fmt::format("{}:{:02}", all / 60, all % 60);
}
std::string counted(std::size_t n, const char* one, const char* many) { return fmt::format("{} {}", n, n == 1 ? one : many); }

std::string dateText(const Date& date, SlateStyle style) {
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year = 0, month = 0, day = 0;
    if (std::sscanf(date.c_str(), "%d-%d-%d", &year, &month, &day) != 3 || month < 1 || month > 12) return {};
    const char* name = kMonths[month - 1];
    return style == SlateStyle::Us ? fmt::format("{} {}, {}", name, day, year) : fmt::format("{} {} {}", day, name, year);
}

std::string dotted(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += " \u00B7 ";
        out += part;
    }
    return out;
}

void fittedText(Drawing& page, Vec2 at, const std::string& words, double width, const TextStyle& style, const Measure& measure,
                Anchor anchor) {
    text(page, at, fitted(words, width, style, measure), style, anchor);
}

namespace {

/// The paper colours of script revisions as the trade orders them; a draft named after none has no swatch.
std::optional<Rgb> draftColour(const std::string& draft) {
    static constexpr std::pair<const char*, Rgb> kColours[] = {
        {"white", {255, 255, 255}}, {"blue", {147, 187, 230}}, {"pink", {245, 178, 198}}, {"yellow", {248, 229, 121}},
        {"green", {156, 207, 158}}, {"goldenrod", {233, 185, 73}}, {"buff", {231, 205, 160}}, {"salmon", {246, 166, 140}},
        {"cherry", {222, 99, 116}}, {"tan", {205, 177, 140}}};
    std::string lower = draft;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto& [name, colour] : kColours)
        if (lower.find(name) != std::string::npos) return colour;
    return std::nullopt;
}

// "7f3a91c2" reads more easily as "7f3a 91c2".
std::string spaced(const std::string& state) {
    return state.size() == 8 ? state.substr(0, 4) + " " + state.substr(4) : state;
}

}  // namespace

PageHead sceneHead(const ShotPlan& plan, const SceneRow& scene, Word sheet, bool again) {
    const SlateStyle s = plan.slates;
    PageHead head{word(sheet, s), scene.number + "  " + scene.heading, {}, {}};
    std::vector<std::string> facts;
    if (again) facts.emplace_back(word(Word::Continued, s));
    if (scene.eighths) {
        // "3/8 page", "1 page", "2 3/8 pages".
        facts.push_back(eighthsText(*scene.eighths) + " " + word(*scene.eighths > 8 ? Word::PageMany : Word::PageOne, s));
    }
    if (!scene.scriptDay.empty()) facts.push_back("script day " + scene.scriptDay);
    const auto castText = [&](bool names) {
        std::string cast;
        for (const CastEntry& c : scene.cast) {
            cast += cast.empty() ? "cast " : ", ";
            if (c.number > 0) cast += std::to_string(c.number);
            if (names || c.number <= 0) cast += (c.number > 0 ? " " : "") + c.name;
        }
        return cast;
    };
    const auto withCast = [&](bool names) {
        auto all = facts;
        all.push_back(castText(names));
        all.push_back(scene.place);
        return dotted(all);
    };
    head.facts = withCast(true);
    head.shortFacts = withCast(false);
    Date date = plan.date;
    for (const DayRow& day : plan.days) {
        const bool there = std::any_of(day.strips.begin(), day.strips.end(), [&](const DayStrip& strip) { return strip.scene == scene.id; });
        if (there) {
            date = day.date;
            break;
        }
    }
    head.date = dateText(date, s);
    return head;
}

void drawHead(Drawing& page, const Frame& f, const ShotPlan& plan, const PageHead& head, const Measure& measure) {
    const double middle = f.left + f.width() * 0.268;
    const std::string state = plan.state.empty() ? "" : word(Word::State, plan.slates) + (" " + spaced(plan.state));
    const std::string right = dotted({head.date, state});
    // The draft's name may be long: it never takes more than a quarter from the heading.
    const std::string draftName = fitted(plan.draft, f.width() * 0.25 - 4.5, kSub, measure);
    const double rightWidth = std::max(measure(right, kSub), measure(draftName, kSub) + 4.5) + 4;
    fittedText(page, {f.left, 13.6}, plan.title, middle - f.left - 4, kTitle, measure);
    fittedText(page, {f.left, 18.6}, head.sheet, middle - f.left - 4, kSub, measure);
    const double room = f.right - rightWidth - middle;
    fittedText(page, {middle, 13.3}, head.heading, room, kHeading, measure);
    fittedText(page, {middle, 18.6}, measure(head.facts, kSub) <= room || head.shortFacts.empty() ? head.facts : head.shortFacts, room, kSub, measure);
    TextStyle draft = kSub;
    draft.paint.colour = kInk;
    text(page, {f.right, 13.3}, draftName, draft, Anchor::Right);
    if (const auto colour = draftColour(plan.draft)) {
        const Rect swatch{f.right - measure(draftName, draft) - 4.4, 10.7, 2.7, 2.7};
        fillBox(page, swatch, {*colour, 1});
        box(page, swatch, {{kInk, 1}, 0.15, {}, {}, 0});
    }
    text(page, {f.right, 18.6}, right, kSub, Anchor::Right);
    line(page, {f.left, 22.2}, {f.right, 22.2}, kStrongRule);
}

void numberPages(std::vector<Drawing>& pages, const ShotPlan& plan, Word sheet, const Measure& measure) {
    const SlateStyle s = plan.slates;
    std::string what = word(sheet, s);
    what[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(what[0])));
    std::vector<std::string> parts{plan.title, what};
    if (plan.days.size() == 1) parts.push_back(fmt::format("day {}", plan.days[0].number));
    for (std::size_t i = 0; i < pages.size(); ++i) {
        Drawing& page = pages[i];
        const double left = Frame{}.left, right = page.width - left, rule = page.height - 11.4, base = page.height - 6.6;
        const std::string number = fmt::format("{} {} {} {}", word(Word::Page, s), i + 1, word(Word::PagesOf, s), pages.size());
        line(page, {left, rule}, {right, rule}, kThinRule);
        fittedText(page, {left, base}, dotted(parts), right - left - measure(number, kSmall) - 6, kSmall, measure);
        text(page, {right, base}, number, kSmall, Anchor::Right);
    }
}

std::vector<Drawing> emptyPage(const ShotPlan& plan, const Layout& layout, Word sheet, const Measure& measure) {
    const Frame frame = frameOf(layout.paper, layout.turn);
    std::vector<Drawing> pages{{frame.size.x, frame.size.y, {}}};
    drawHead(pages[0], frame, plan, {word(sheet, plan.slates), "", "", dateText(plan.date, plan.slates)}, measure);
    text(pages[0], {frame.left, frame.top}, word(Word::NoScenes, plan.slates), kBody);
    numberPages(pages, plan, sheet, measure);
    return pages;
}

ShotPlan chosen(const ShotPlan& plan, Id<Scene> scene, Id<ShootDay> day) {
    ShotPlan out = plan;
    if (scene) std::erase_if(out.scenes, [&](const SceneRow& s) { return s.id != scene; });
    if (!day) return out;
    std::erase_if(out.days, [&](const DayRow& d) { return d.id != day; });
    if (out.days.empty()) {
        out.scenes.clear();
        return out;
    }
    const auto& strips = out.days[0].strips;
    const auto whole = [&](Id<Scene> id) {
        return std::any_of(strips.begin(), strips.end(), [&](const DayStrip& s) { return s.scene == id && s.setup.isNull(); });
    };
    const auto has = [&](Id<Setup> id) {
        return std::any_of(strips.begin(), strips.end(), [&](const DayStrip& s) { return s.setup == id && !id.isNull(); });
    };
    for (SceneRow& s : out.scenes) {
        if (whole(s.id)) continue;
        std::erase_if(s.shots, [&](const ShotRow& r) { return !has(r.setup); });
        std::erase_if(s.setups, [&](const SetupRow& r) { return !has(r.id); });
        s.shotCount = static_cast<std::size_t>(std::count_if(s.shots.begin(), s.shots.end(), [](const ShotRow& r) { return r.status != ShotStatus::Omitted; }));
        s.setupCount = 0;
        s.minutes = s.seconds = 0;
        for (const SetupRow& r : s.setups) {
            if (r.omitted) continue;
            ++s.setupCount;
            s.minutes += r.minutes.value_or(0);
            s.seconds += r.seconds;
        }
    }
    std::erase_if(out.scenes, [&](const SceneRow& s) { return !whole(s.id) && s.setups.empty(); });
    out.date = out.days[0].date;
    return out;
}

std::vector<const ShotRow*> ordered(const ShotPlan& plan, const SceneRow& scene, Order order) {
    std::vector<const ShotRow*> rows;
    for (const ShotRow& row : scene.shots) rows.push_back(&row);
    if (order == Order::Script) return rows;
    // Place of each setup: in the scene, or on the days; setups on no day follow in the scene's order.
    const auto place = [&](Id<Setup> id) {
        std::size_t at = 0;
        if (order == Order::Day) {
            for (const DayRow& day : plan.days)
                for (const DayStrip& strip : day.strips) {
                    if (strip.setup == id) return at;
                    ++at;
                }
        }
        for (const SetupRow& setup : scene.setups) {
            if (setup.id == id) return at;
            ++at;
        }
        return at;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const ShotRow* a, const ShotRow* b) { return place(a->setup) < place(b->setup); });
    return rows;
}

}  // namespace recce::sheets
