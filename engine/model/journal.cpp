#include "model/journal.h"

#include <cerrno>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/hash.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPassingEvery = std::chrono::seconds(1);
constexpr std::size_t kSum = 16;  // hexadecimal digits of the checksum at the start of a line

std::string_view word(RecordKind kind) {
    switch (kind) {
        case RecordKind::Step: return "step";
        case RecordKind::Passing: return "passing";
        case RecordKind::Abandoned: return "abandoned";
    }
    return "";
}

std::string localTime() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[16];
    std::strftime(text, sizeof text, "%H:%M:%S", &local);
    return text;
}

std::string checked(const std::string& json) { return hexText(hashOf(json).low) + " " + json + "\n"; }

Json toJson(RecordKind kind, const Edit& edit, std::uint64_t number) {
    Json record = {{"n", number}, {"kind", word(kind)}, {"at", localTime()}, {"name", edit.name}};
    Json rows = Json::array(), gone = Json::array();
    for (const Slot& slot : edit.slots) {
        std::visit([&]<class S>(const S& s) {
            if constexpr (requires { s.id; }) {
                if (s.after) rows.push_back(rowToJson(*s.after));
                else gone.push_back(toText(s.id));
            } else if constexpr (std::is_same_v<S, InfoSlot>) {
                record["info"] = infoToJson(*s.after);
            } else if constexpr (std::is_same_v<S, UsedSlot>) {
                record["used"] = usedToJson(*s.after);
            } else {
                record["waivers"] = waiversToJson(*s.after);
            }
        }, slot);
    }
    if (!rows.empty()) record["rows"] = std::move(rows);
    if (!gone.empty()) record["gone"] = std::move(gone);
    return record;
}

void applyRow(const Json& json, Production& p) {
    if (!json.is_object() || !json.contains("id") || !json["id"].is_string()) return;
    const std::string id = json["id"].get<std::string>();
    forEachType([&]<class T>(Tag<T>) {
        if (!parseId<T>(id)) return;
        if (auto row = rowFromJson<T>(json)) {
            const Id<T> rowId = row->id;
            p.all<T>() = p.all<T>().with(rowId, std::make_shared<const T>(std::move(*row)));
        }
    });
}

void applyRecord(const Json& record, Production& p) {
    if (record.contains("rows")) {
        for (const Json& row : record["rows"]) applyRow(row, p);
    }
    if (record.contains("gone")) {
        for (const Json& gone : record["gone"]) {
            if (!gone.is_string()) continue;
            const auto id = parseAnyId(gone.get<std::string>());
            if (!id) continue;
            std::visit([&]<class X>(const X& x) {
                if constexpr (!std::is_same_v<X, std::monostate>)
                    p.all<typename X::Row>() = p.all<typename X::Row>().with(x, nullptr);
            }, *id);
        }
    }
    if (record.contains("info")) {
        if (auto info = infoFromJson(record["info"])) p.info = std::make_shared<const ProductionInfo>(std::move(*info));
    }
    if (record.contains("used")) {
        if (auto used = usedFromJson(record["used"])) p.used = std::make_shared<const UsedCatalogue>(std::move(*used));
    }
    if (record.contains("waivers")) {
        if (auto w = waiversFromJson(record["waivers"])) p.waivers = std::make_shared<const std::vector<Waiver>>(std::move(*w));
    }
}

/// The JSON of one line, or nothing where the checksum does not fit.
std::optional<Json> readLine(std::string_view line) {
    if (line.size() < kSum + 3 || line[kSum] != ' ') return std::nullopt;
    const std::string_view json = line.substr(kSum + 1);
    if (line.substr(0, kSum) != hexText(hashOf(json).low)) return std::nullopt;
    auto parsed = parseJson(json);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    return std::move(*parsed);
}

struct Record {
    std::string kind;
    Json json;
};

/// The whole records from the start; `end` is where the first broken or unfinished line begins.
std::vector<Record> readRecords(std::string_view bytes, std::size_t& end) {
    std::vector<Record> records;
    end = 0;
    while (end < bytes.size()) {
        const std::size_t newline = bytes.find('\n', end);
        if (newline == std::string_view::npos) break;
        auto json = readLine(bytes.substr(end, newline - end));
        if (!json) break;
        std::string kind = json->value("kind", std::string());
        records.push_back({std::move(kind), std::move(*json)});
        end = newline + 1;
    }
    return records;
}

}  // namespace

Recovered replayJournal(std::string_view bytes, Production& production) {
    Recovered found;
    std::size_t end = 0;
    const auto records = readRecords(bytes, end);
    found.damaged = end < bytes.size();
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Record& r = records[i];
        // A passing state counts only where its gesture never came to an end.
        const bool unfinished = r.kind == "passing" && i + 1 == records.size();
        if (r.kind != "step" && !unfinished) continue;
        applyRecord(r.json, production);
        ++found.steps;
        found.unfinished = unfinished;
        found.names.push_back(r.json.value("name", std::string()));
        found.last = r.json.value("at", std::string());
    }
    return found;
}

Result<Journal> Journal::open(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    Journal journal;
    journal.path_ = path;
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return fail(Code::Unwritable, std::string("The journal cannot be written: ") + std::strerror(errno) + ".", path.string(),
                    "Save elsewhere.");
    journal.file_ = std::make_shared<Descriptor>(fd);
    RECCE_TRY(const std::string bytes, readFile(path));
    std::size_t end = 0;
    journal.number_ = readRecords(bytes, end).size();
    if (end < bytes.size() && ftruncate(fd, static_cast<off_t>(end)) != 0)
        return fail(Code::Unwritable, std::string("The journal cannot be mended: ") + std::strerror(errno) + ".", path.string());
    journal.disk_ = std::make_unique<WorkerPool>(1);
    return journal;
}

Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() {
    if (disk_) disk_->wait();
}

Status Journal::append(RecordKind kind, const Edit& edit) {
    if (kind == RecordKind::Passing) {
        pending_ = edit;
        return flush();
    }
    pending_.reset();
    lastPassing_ = {};
    return write(kind, edit);
}

Status Journal::flush() {
    const auto now = Clock::now();
    if (!pending_ || (lastPassing_ != Clock::time_point{} && now - lastPassing_ < kPassingEvery)) return {};
    lastPassing_ = now;
    const Edit edit = std::move(*pending_);
    pending_.reset();
    return write(RecordKind::Passing, edit);
}

Status Journal::write(RecordKind kind, const Edit& edit) {
    const std::string line = checked(jsonLine(toJson(kind, edit, ++number_)));
    // One write per line: after a failure or a kill at most the last line is broken, and it is cut off at the next open.
    const off_t before = lseek(file_->get(), 0, SEEK_END);
    ssize_t n = -1;
    do n = ::write(file_->get(), line.data(), line.size());
    while (n < 0 && errno == EINTR);
    if (n != static_cast<ssize_t>(line.size())) {
        const int error = n < 0 ? errno : ENOSPC;
        if (n > 0 && ftruncate(file_->get(), before) != 0) return fail(Code::Unwritable, "The journal is damaged.", path_.string());
        return fail(Code::Unwritable, std::string("The journal cannot be written: ") + std::strerror(error) + ".", path_.string(),
                    "Save elsewhere.");
    }
    sync();
    return {};
}

void Journal::sync() {
    disk_->run([file = file_] { fdatasync(file->get()); });
}

Status Journal::restart() {
    pending_.reset();
    number_ = 0;
    if (ftruncate(file_->get(), 0) != 0)
        return fail(Code::Unwritable, std::string("The journal cannot be begun anew: ") + std::strerror(errno) + ".", path_.string());
    sync();
    return {};
}

}  // namespace recce
