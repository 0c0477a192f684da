// `recce list`: what a project holds. Reads only.
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/findings.h"
#include "app/cli/importing.h"
#include "app/set_sight.h"
#include "base/text.h"
#include "model/names.h"
#include "model/project.h"
#include "model/words.h"
#include "plan/make_shot_plan.h"

namespace recce::cli {
namespace {

/// Infinite is the string "inf"; whole numbers are written as such.
Json number(double value) {
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    if (!std::isfinite(value)) return nullptr;
    // Ten significant digits: what is computed repeats, and tails of rounding are no facts.
    const double rounded = std::strtod(fmt::format("{:.10g}", value).c_str(), nullptr);
    if (rounded == std::floor(rounded) && std::abs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
    return rounded;
}

template <class E> Json wordsJson(const std::vector<E>& values) {
    Json list = Json::array();
    for (const E v : values) list.push_back(std::string(wordOf(v)));
    return list;
}

Json shotJson(const Production& p, const ShotRow& row) {
    const Shot* shot = p.find(row.id);
    const CameraRig* rig = p.find(row.rig);
    Json cast = Json::array();
    for (const CastEntry& c : row.cast) cast.push_back(toText(c.id));
    Json json = {{"id", toText(row.id)},
                 {"label", row.label},
                 {"scene", row.scene ? Json(toText(row.scene)) : Json(nullptr)},
                 {"setup", row.setup ? Json(toText(row.setup)) : Json(nullptr)},
                 {"camera", row.rig ? Json(toText(row.rig)) : Json(nullptr)},
                 {"size", row.size ? Json(std::string(wordOf(*row.size))) : Json(nullptr)},
                 {"framing", wordsJson(row.framing)},
                 {"angle", row.angle ? Json(std::string(wordOf(*row.angle))) : Json(nullptr)},
                 {"movement", wordsJson(row.movement)},
                 {"lens_mm", number(row.lensMm)},
                 {"t_stop", number(row.tStop)},
                 {"sensor", row.modeName.empty() && rig ? rig->mode : row.modeName},
                 {"aspect", number(row.aspect)},
                 {"height_m", number(row.heightM)},
                 {"tilt_deg", number(row.tiltDeg)},
                 {"focus_m", number(row.focusM)},
                 {"dof_near_m", number(row.nearM)},
                 {"dof_far_m", number(row.farM)},
                 {"frames", row.frames},
                 {"seconds", number(row.seconds)},
                 {"characters", std::move(cast)},
                 {"description", row.description},
                 {"status", std::string(wordOf(row.status))},
                 {"overridden", row.overridden}};
    if (shot) {
        json["first_frame"] = shot->frames.first.frame;
        json["poster_frame"] = shot->poster.frame;
        json["notes"] = shot->notes;
    }
    return json;
}

Json listShots(const Project& project, Id<Scene> scene) {
    const Production& p = project.production();
    const SetSights sights(project.folder(), terminalProgress(), interruptToken());
    PlanRequest request;
    request.sight = sights.of(project.document().root());
    if (scene) request.scene = scene;
    request.state = false;
    const ShotPlan plan = makeShotPlan(p, request);
    Json list = Json::array();
    for (const SceneRow& s : plan.scenes) {
        for (const ShotRow& row : s.shots) {
            list.push_back(shotJson(p, row));
        }
    }
    for (const std::string& problem : sights.problems()) note("Left out of the picture: " + problem);
    return list;
}

Json listSetups(const Production& p, Id<Scene> only) {
    Json list = Json::array();
    const auto add = [&](const Setup& s) {
        Json cameras = Json::array(), shots = Json::array();
        for (const Id<CameraRig> r : s.cameras) cameras.push_back(toText(r));
        for (const Shot* shot : shotsInOrder(p, s.scene)) {
            if (shot->setup == s.id) shots.push_back(toText(shot->id));
        }
        list.push_back({{"id", toText(s.id)}, {"label", s.label}, {"slated_as", s.slatedAs}, {"scene", toText(s.scene)},
                        {"set", s.set ? Json(toText(s.set)) : Json(nullptr)}, {"cameras", cameras},
                        {"minutes", s.minutes ? number(s.minutes->value) : Json(nullptr)}, {"shots", shots}, {"changes", Json::array()}});
        const Json row = rowToJson(s);
        if (row.contains("changes")) list.back()["changes"] = row["changes"];
    };
    for (const Scene* scene : scenesInOrder(p)) {
        if (only && scene->id != only) continue;
        for (const Setup* s : setupsInOrder(p, scene->id)) add(*s);
    }
    return list;
}

/// The stored fields of every row, all of them, with the views on a camera's first key.
template <class T> Json rowJson(const T& row) {
    Json json = Json::object();
    json["id"] = toText(row.id);
    for (const Field<T>& f : fieldsOf<T>()) json[std::string(f.spec.key)] = f.get(row);
    return json;
}
template <class T> Json listRows(const Production& p, const std::vector<const T*>& rows) {
    Json list = Json::array();
    for (const T* row : rows) {
        list.push_back(rowJson(*row));
        if constexpr (std::is_same_v<T, Scene>) list.back()["heading"] = headingOf(*row);
        if constexpr (std::is_same_v<T, Mark>) list.back()["name"] = nameOf(p, *row);
    }
    return list;
}
template <class T> std::vector<const T*> rowsOf(const Production& p, Id<Scene> scene) {
    std::vector<const T*> rows;
    for (const T& row : p.all<T>()) {
        if (!scene || sceneOf(p, AnyId(row.id)) == scene) rows.push_back(&row);
    }
    return rows;
}
/// Lights of a scene: its own and those of its sets.
std::vector<const Light*> lightsOf(const Production& p, Id<Scene> scene) {
    std::vector<const Light*> rows;
    const Scene* s = p.find(scene);
    for (const Light& l : p.all<Light>()) {
        const auto* set = std::get_if<Id<Set>>(&l.owner);
        const bool practical = set && s && std::count(s->sets.begin(), s->sets.end(), *set) > 0;
        if (!scene || practical || sceneOf(p, AnyId(l.id)) == scene) rows.push_back(&l);
    }
    return rows;
}

/// A plain table for reading: the columns that tell most.
std::string tableText(const std::string& what, const Json& list) {
    static const std::map<std::string, std::vector<std::string>> kColumns = {
        {"scenes", {"number", "heading", "eighths", "id"}}, {"sets", {"name", "place", "id"}},
        {"characters", {"cast", "name", "performer", "height_m", "id"}}, {"marks", {"name", "pose", "position_m", "arrive_frame", "leave_frame", "id"}},
        {"cameras", {"letter", "focal_mm", "t_stop", "focus_m", "position_m", "id"}}, {"lights", {"name", "role", "output", "colour_K", "dimmer", "on", "id"}},
        {"setups", {"label", "slated_as", "minutes", "id"}}, {"days", {"date", "call", "unit", "id"}},
        {"shots", {"label", "size", "framing", "movement", "lens_mm", "t_stop", "focus_m", "height_m", "seconds", "status", "description"}},
        {"findings", {"level", "code", "message"}}, {"pieces", {"name", "position_m", "scale", "id"}}, {"notes", {"author", "text", "id"}},
        {"points", {"name", "position_m", "id"}}};
    const auto& columns = kColumns.at(what);
    const auto cell = [](const Json& j) {
        if (j.is_null()) return std::string("-");
        if (j.is_string()) return j.get<std::string>();
        if (j.is_array()) {
            std::string text;
            for (const Json& item : j) text += (text.empty() ? "" : item.is_number() ? ", " : "+") + (item.is_string() ? item.get<std::string>() : jsonLine(item));
            return text.empty() ? std::string("-") : text;
        }
        return jsonLine(j);
    };
    std::vector<std::vector<std::string>> rows = {columns};
    for (const Json& row : list) {
        std::vector<std::string> cells;
        for (const std::string& c : columns) cells.push_back(row.contains(c) ? cell(row[c]) : "-");
        rows.push_back(std::move(cells));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            std::size_t width = 0;
            for (const auto& r : rows) width = std::max(width, r[c].size());
            line += c + 1 < columns.size() ? fmt::format("{:<{}}  ", row[c], width) : row[c];
        }
        text += std::string(trimmed(line)) + "\n";
    }
    if (!text.empty()) text.pop_back();
    return text;
}

Result<Json> listOf(const Project& project, const std::string& what, Id<Scene> scene) {
    const Production& p = project.production();
    if (what == "shots") return listShots(project, scene);
    if (what == "setups") return listSetups(p, scene);
    if (what == "scenes") {
        auto rows = scenesInOrder(p);
        if (scene) rows = {p.find(scene)};
        return listRows(p, rows);
    }
    if (what == "sets") {
        auto rows = rowsOf<Set>(p, {});
        if (scene) std::erase_if(rows, [&](const Set* s) { return !std::count(p.find(scene)->sets.begin(), p.find(scene)->sets.end(), s->id); });
        return listRows(p, rows);
    }
    if (what == "characters") {
        auto rows = rowsOf<Character>(p, {});
        if (scene) std::erase_if(rows, [&](const Character* c) { return !std::count(p.find(scene)->characters.begin(), p.find(scene)->characters.end(), c->id); });
        std::stable_sort(rows.begin(), rows.end(), [](const Character* a, const Character* b) { return a->cast < b->cast; });
        return listRows(p, rows);
    }
    if (what == "marks") return listRows(p, rowsOf<Mark>(p, scene));
    if (what == "cameras") return listRows(p, rowsOf<CameraRig>(p, scene));
    if (what == "pieces") return listRows(p, rowsOf<SetPiece>(p, scene));
    if (what == "lights") return listRows(p, lightsOf(p, scene));
    if (what == "days") return listRows(p, daysInOrder(p));
    if (what == "points") return listRows(p, rowsOf<MeterPoint>(p, scene));
    if (what == "notes") return listRows(p, rowsOf<Note>(p, {}));
    return findingsJson(project, scene);
}

}  // namespace

void addList(CLI::App& app, Run& run) {
    struct Arguments {
        std::string project, what, scene;
        bool json = false;
    };
    auto* command = app.add_subcommand("list", "List what a project holds");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The project's folder")->required();
    command->add_option("WHAT", args->what, "scenes, sets, characters, pieces, marks, cameras, lights, setups, shots, days, notes, points or findings")
        ->required()
        ->check(CLI::IsMember({"scenes", "sets", "characters", "pieces", "marks", "cameras", "lights", "setups", "shots", "days", "notes", "points", "findings"}));
    command->add_option("--scene", args->scene, "Only this scene, by number or id");
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Example: recce list scenes/slack-water shots --scene 12 --json");
    command->callback([&run, args] {
        run = [args]() -> Result<int> {
            RECCE_TRY(const auto project, openToRead(args->project));
            Id<Scene> scene;
            if (!args->scene.empty()) {
                RECCE_TRY(scene, findByName<Scene>(project->production(), args->scene));
            }
            RECCE_TRY(const Json list, listOf(*project, args->what, scene));
            printOut(args->json ? list.dump(2, ' ', false, Json::error_handler_t::replace) : tableText(args->what, list));
            return 0;
        };
    });
}

}  // namespace recce::cli
