#include "model/findings.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/in_setup.h"
#include "model/labels.h"
#include "model/names.h"

namespace recce {
namespace {

class Collector {
public:
    explicit Collector(const Production& p) : p_(p) {}

    void add(FindingLevel level, std::string code, std::string message, std::vector<AnyId> subjects, std::vector<std::string> fixes = {}) {
        out.push_back({level, std::move(code), std::move(message), std::move(subjects), std::move(fixes), false});
    }

    /// Ids in stored fields that name nothing.
    template <class T> void dangling() {
        for (const T& row : p_.all<T>()) {
            for (const Field<T>& f : fieldsOf<T>()) {
                if (f.spec.stored) look(AnyId(row.id), f.spec, f.get(row));
            }
        }
    }

    /// One label on several things that a label should tell apart.
    template <class T, class Name> void doubles(std::string_view code, Name name) {
        std::map<std::string, std::vector<AnyId>> byName;
        for (const T& row : p_.all<T>()) {
            if (!name(row).empty()) byName[name(row)].push_back(AnyId(row.id));
        }
        for (auto& [text, ids] : byName) {
            if (ids.size() < 2) continue;
            add(FindingLevel::Warning, std::string(code), fmt::format("{} {}s are called {}.", ids.size(), typeLabel<T>(), text), ids);
        }
    }

    std::vector<Finding> out;

private:
    void look(const AnyId& from, const FieldSpec& spec, const Json& value) {
        switch (spec.kind) {
            case FieldKind::Reference:
            case FieldKind::References:
            case FieldKind::AnyReference:
            case FieldKind::Owner:
            case FieldKind::LooksAt:
            case FieldKind::AimsAt:
            case FieldKind::Structure: break;
            default: return;
        }
        const auto one = [&](const Json& j) {
            const auto id = j.is_string() ? parseAnyId(j.get_ref<const std::string&>()) : std::nullopt;
            if (!id || exists(p_, *id)) return;
            std::vector<std::string> fixes;
            if (spec.optional || spec.kind == FieldKind::LooksAt || spec.kind == FieldKind::AimsAt || spec.kind == FieldKind::AnyReference)
                fixes.push_back(fmt::format("set {} {}=none", toText(from), spec.name));
            add(FindingLevel::Error, "dangling-reference",
                fmt::format("{}: {} refers to {}, which does not exist.", describeThing(p_, from), spec.label, toText(*id)), {from}, fixes);
        };
        one(value);
        if (!value.is_array()) return;
        for (const Json& item : value) {
            one(item);
            if (item.is_object() && item.contains("id")) one(item["id"]);
        }
    }

    const Production& p_;
};

void cameraFindings(Collector& c, const Production& p) {
    for (const Setup& s : p.all<Setup>()) {
        if (s.cameras.empty())
            c.add(FindingLevel::Warning, "setup-without-camera", fmt::format("{} has no camera.", describeThing(p, AnyId(s.id))), {AnyId(s.id)},
                  {"delete " + toText(s.id)});
        for (const SetupChange& change : s.changes) {
            if (const auto fits = checkChange(p, change); !fits && exists(p, change.target))
                c.add(FindingLevel::Error, "change-does-not-fit",
                      fmt::format("{} changes {} of {}: {}", describeThing(p, AnyId(s.id)), change.field, describeThing(p, change.target), fits.error().message),
                      {AnyId(s.id), change.target}, {fmt::format("change-back {} field={} setup={}", toText(change.target), change.field, toText(s.id))});
        }
    }
    for (const Shot& s : p.all<Shot>()) {
        const Setup* setup = p.find(s.setup);
        if (setup && p.find(s.rig) && std::count(setup->cameras.begin(), setup->cameras.end(), s.rig) == 0)
            c.add(FindingLevel::Warning, "camera-not-in-setup",
                  fmt::format("{} is taken with camera {}, which is not in its setup.", describeThing(p, AnyId(s.id)), p.find(s.rig)->letter), {AnyId(s.id)});
        if (s.poster < s.frames.first || s.poster.frame >= s.frames.first.frame + s.frames.count)
            c.add(FindingLevel::Note, "board-outside-shot", fmt::format("The board of {} lies outside the shot.", describeThing(p, AnyId(s.id))), {AnyId(s.id)},
                  {fmt::format("set {} poster={}f", toText(s.id), s.frames.first.frame)});
        if (setup && !setup->label.empty()) {
            const Scene* scene = p.find(setup->scene);
            if (scene && isPartedLabel(setup->label, scene->number, p.info->skippedLetters) && s.label == setup->label)
                c.add(FindingLevel::Note, "parted-label",
                      fmt::format("Setup {} has a hyphen, because another scene bears the label without it.", setup->label), {AnyId(setup->id)});
        }
    }
}

void catalogueFindings(Collector& c, const Production& p) {
    const UsedCatalogue& used = *p.used;
    const auto missing = [&](const AnyId& id, std::string_view what, const CatalogueKey& key, bool there) {
        if (!key.empty() && !there)
            c.add(FindingLevel::Warning, "unknown-catalogue-row", fmt::format("{}: the {} '{}' is in no catalogue.", describeThing(p, id), what, key), {id});
    };
    for (const CameraRig& r : p.all<CameraRig>()) {
        missing(AnyId(r.id), "camera", r.body, used.bodies.count(r.body) > 0);
        missing(AnyId(r.id), "lens set", r.lensSet, used.lensSets.count(r.lensSet) > 0);
        missing(AnyId(r.id), "support", r.support, used.supports.count(r.support) > 0);
        const auto body = used.bodies.find(r.body);
        if (body == used.bodies.end() || r.mode.empty()) continue;
        const auto& modes = body->second.modes;
        if (std::none_of(modes.begin(), modes.end(), [&](const SensorMode& m) { return m.name == r.mode; }))
            c.add(FindingLevel::Warning, "unknown-mode", fmt::format("Camera {}: {} has no mode '{}'; its first is used.", r.letter, body->second.name, r.mode),
                  {AnyId(r.id)}, modes.empty() ? std::vector<std::string>{} : std::vector<std::string>{fmt::format("set {} mode={}", toText(r.id), shellQuoted(modes.front().name))});
    }
    for (const Light& l : p.all<Light>()) {
        missing(AnyId(l.id), "fixture", l.fixture, used.fixtures.count(l.fixture) > 0);
        missing(AnyId(l.id), "gel", l.gel, used.gels.count(l.gel) > 0);
        missing(AnyId(l.id), "measured light", l.photometry, used.photometries.count(l.photometry) > 0);
    }
    for (const SetPiece& s : p.all<SetPiece>()) missing(AnyId(s.id), "fabric", s.fabric, used.fabrics.count(s.fabric) > 0);
}

void markFindings(Collector& c, const Production& p) {
    for (const Mark& m : p.all<Mark>()) {
        if (m.arrive && m.leave && *m.leave < *m.arrive)
            c.add(FindingLevel::Error, "leaves-before-arriving", fmt::format("{} is left before it is reached.", describeThing(p, AnyId(m.id))), {AnyId(m.id)},
                  {fmt::format("set {} leave={}f", toText(m.id), m.arrive->frame)});
        const Scene* scene = p.find(m.scene);
        if (scene && p.find(m.character) && std::count(scene->characters.begin(), scene->characters.end(), m.character) == 0)
            c.add(FindingLevel::Note, "not-in-cast-list",
                  fmt::format("{} has a mark in scene {} but is not listed there.", describeThing(p, AnyId(m.character)), scene->number), {AnyId(m.scene), AnyId(m.character)});
    }
}

}  // namespace

std::string_view wordOf(FindingLevel level) {
    switch (level) {
        case FindingLevel::Error: return "error";
        case FindingLevel::Warning: return "warning";
        case FindingLevel::Note: return "note";
    }
    return "note";
}

std::string keyOf(const Finding& finding) {
    std::vector<std::string> subjects;
    for (const AnyId& id : finding.subjects) subjects.push_back(toText(id));
    std::sort(subjects.begin(), subjects.end());
    std::string key = finding.code;
    for (const std::string& s : subjects) key += " " + s;
    return key;
}

void settle(std::vector<Finding>& findings, const Production& production) {
    for (Finding& f : findings) {
        const std::string key = keyOf(f);
        f.waived = std::any_of(production.waivers->begin(), production.waivers->end(), [&](const Waiver& w) { return w.finding == key; });
    }
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.level, a.code, a.subjects) < std::tie(b.level, b.code, b.subjects);
    });
}

std::vector<Finding> dataFindings(const Production& production) {
    Collector c(production);
    forEachType([&]<class T>(Tag<T>) { c.dangling<T>(); });
    c.doubles<Shot>("label-twice", [](const Shot& s) { return s.label; });
    c.doubles<Setup>("label-twice", [](const Setup& s) { return s.label; });
    c.doubles<Scene>("number-twice", [](const Scene& s) { return s.number; });
    c.doubles<Character>("name-twice", [](const Character& s) { return s.name; });
    cameraFindings(c, production);
    catalogueFindings(c, production);
    markFindings(c, production);
    settle(c.out, production);
    return std::move(c.out);
}

std::vector<Finding> fileFindings(const Production& production, const StoredState& stored, const std::filesystem::path& folder) {
    Collector c(production);
    for (const auto& [file, damaged] : stored.damaged) {
        c.add(FindingLevel::Error, "damaged-file",
              fmt::format("{} cannot be read and is left as it is. {} Restore it from a copy; what it held is not shown until then.", file, damaged.reason), {});
    }
    for (const StoredState::Kept& kept : stored.kept) {
        const auto json = parseJson(kept.line);
        std::vector<AnyId> subjects;
        if (json && json->is_object() && json->contains("id") && (*json)["id"].is_string()) {
            if (const auto id = parseAnyId((*json)["id"].get<std::string>())) subjects.push_back(*id);
        }
        const bool twice = kept.reason == "its id is used twice";
        c.add(FindingLevel::Error, twice ? "double-id" : "damaged-row",
              fmt::format("A row of {} in {} could not be used and is kept as it was: {}.", kept.table, kept.file, kept.reason), subjects);
    }
    for (const Asset& a : production.all<Asset>()) {
        const std::filesystem::path path = std::filesystem::path(a.path).is_absolute() ? std::filesystem::path(a.path) : folder / a.path;
        std::error_code error;
        if (std::filesystem::is_regular_file(path, error)) continue;
        std::vector<AnyId> subjects = {AnyId(a.id)};
        for (const SetPiece& piece : production.all<SetPiece>()) {
            if (piece.asset == a.id) subjects.push_back(AnyId(piece.id));
        }
        c.add(FindingLevel::Error, "missing-model", fmt::format("The model {} is not there; a box of its size stands in.", a.path), subjects,
              {fmt::format("relink {} file=FILE", toText(a.id))});
    }
    settle(c.out, production);
    return std::move(c.out);
}

}  // namespace recce
