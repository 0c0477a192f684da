// The part of the desk that looks after what others do to the project on disk: noticed when the window is worked in,
// asked about, never overwritten silently.
#include <chrono>
#include <ctime>

#include <fmt/format.h>

#include "app/desk.h"
#include "app/ui/asks.h"
#include "base/hash.h"
#include "model/store.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

constexpr double kBetweenLooks = 5;  // seconds of the window's clock; an idle window looks at nothing

/// "14:05" of the latest of the files.
std::string lastChange(const fs::path& folder, const std::vector<std::string>& files) {
    std::optional<fs::file_time_type> last;
    for (const std::string& file : files) {
        std::error_code error;
        const auto at = fs::last_write_time(folder / file, error);
        if (!error && (!last || at > *last)) last = at;
    }
    if (!last) return {};
    const auto system = std::chrono::time_point_cast<std::chrono::system_clock::duration>(*last - fs::file_time_type::clock::now() + std::chrono::system_clock::now());
    const std::time_t seconds = std::chrono::system_clock::to_time_t(system);
    std::tm local{};
    localtime_r(&seconds, &local);
    return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

/// What a file is to people.
std::string nameOfFile(const Production& production, const std::string& file) {
    if (file.rfind("scenes/", 0) == 0) {
        for (const Scene& s : production.all<Scene>())
            if (file.find(hexText(s.id.value)) != std::string::npos) return "Scene " + s.number;
        return "A scene";
    }
    if (file == "production.json") return "The production";
    if (file == "schedule.json") return "The schedule";
    return file;
}

/// One line per thing that differs, at most eight.
std::vector<std::string> differences(const Production& from, const Production& to) {
    std::vector<std::string> lines;
    const Edit edit = difference(from, to);
    for (const Slot& slot : edit.slots) {
        std::visit([&]<class S>(const S& s) {
            if constexpr (requires { s.id; }) {
                const std::string name = ui::nameOfThing(s.after ? to : from, AnyId(s.id));
                lines.push_back((name.empty() ? std::string(toText(s.id)) : name) + (!s.before ? " is new" : !s.after ? " is gone" : ""));
            } else if constexpr (std::is_same_v<S, InfoSlot>) {
                lines.emplace_back("the production's own settings");
            }
        }, slot);
    }
    constexpr std::size_t kMost = 8;
    if (lines.size() > kMost) {
        const std::size_t more = lines.size() - kMost;
        lines.resize(kMost);
        lines.push_back(fmt::format("and {} more", more));
    }
    return lines;
}

}  // namespace

std::uint64_t Desk::diskStamp() const {
    Hasher hash;
    for (const auto& [file, bytes] : project_->stored().files) {
        std::error_code error;
        const auto at = fs::last_write_time(project_->folder() / file, error);
        hash.add(error ? std::uint64_t{0} : static_cast<std::uint64_t>(at.time_since_epoch().count()));
    }
    return hash.finish().low;
}

void Desk::lookAtDisk(bool now) {
    if (project_->untitled() || session_.changedOnDisk || (!now && session_.clock - lastLook_ < kBetweenLooks)) return;
    lastLook_ = session_.clock;
    const std::uint64_t stamp = diskStamp();
    if (stamp == diskStamp_) return;
    diskStamp_ = stamp;
    const auto files = project_->changedOnDisk();
    if (files.empty()) return;
    const std::string when = lastChange(project_->folder(), files);
    if (!project_->document().readOnlyReason().empty()) {
        // Nothing of ours can be lost: what is shown follows.
        if (const auto taken = project_->takeTheirs(); !taken) session_.problem = taken.error();
        else toast("Shows what was saved" + (when.empty() ? std::string() : " at " + when));
        diskStamp_ = diskStamp();
        return;
    }
    std::string names;
    for (std::size_t i = 0; i < files.size() && i < 3; ++i) names += (i ? ", " : "") + nameOfFile(production(), files[i]);
    if (files.size() > 3) names += fmt::format(" and {} more files", files.size() - 3);
    session_.changedOnDisk = ChangedOnDisk{names + (files.size() == 1 ? " was" : " were") + " changed by someone else" + (when.empty() ? "" : " at " + when) + ".", {}, {}, false};
}

bool Desk::diskAsk(const Ask& ask) {
    if (ask.action == "window.take-theirs") {
        session_.changedOnDisk.reset();
        if (const auto taken = project_->takeTheirs(); !taken) session_.problem = taken.error();
        else toast("Took what is on disk");
        std::erase_if(session_.selection, [&](const AnyId& id) { return !exists(production(), id); });
        diskStamp_ = diskStamp();
    } else if (ask.action == "window.keep-copy") {
        // Leaving the chooser without a name asks again with the next look.
        session_.changedOnDisk.reset();
        diskStamp_ = 0;
        lastLook_ = session_.clock;
        openChooser(ChooserUse::SaveAs);
        listFolder(project_->folder().parent_path());
        session_.chooser.typed = project_->folder().filename().string() + " - my copy";
    } else if (ask.action == "window.compare-disk") {
        if (!session_.changedOnDisk) return true;
        auto theirs = readProject(project_->folder());
        if (!theirs) {
            session_.problem = theirs.error();
            return true;
        }
        const Production& base = *project_->document().saved();
        session_.changedOnDisk->theirs = differences(base, theirs->production);
        session_.changedOnDisk->mine = differences(base, production());
        session_.changedOnDisk->compared = true;
    } else {
        return false;
    }
    return true;
}

}  // namespace recce
