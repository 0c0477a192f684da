// The part of the desk that deals with files: the chooser inside the window, importing, opening and saving.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "app/desk.h"
#include "app/ui/asks.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

std::string argOf(const Ask& ask, std::string_view name) {
    for (const auto& [key, value] : ask.args)
        if (key == name) return value;
    return {};
}

fs::path homeFolder() {
    const char* home = std::getenv("HOME");
    return home && *home ? fs::path(home) : fs::path("/");
}

fs::path wholePath(const std::string& typed, const std::string& folder) {
    if (typed.rfind("~/", 0) == 0) return homeFolder() / typed.substr(2);
    const fs::path path(typed);
    return (path.is_absolute() ? path : fs::path(folder) / path).lexically_normal();
}

bool readsAsModel(const fs::path& file) {
    static const std::set<std::string> kEndings = {".gltf", ".glb", ".fbx", ".obj", ".dae", ".3ds", ".stl", ".ply", ".blend", ".ifc", ".3mf",
                                                   ".dxf", ".x", ".lwo", ".lws", ".ac", ".off", ".x3d", ".ogex", ".ase"};
    std::string ending = file.extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return kEndings.count(ending) > 0;
}

bool isIes(const fs::path& file) { return file.extension() == ".ies" || file.extension() == ".IES"; }
bool isCube(const fs::path& file) { return file.extension() == ".cube" || file.extension() == ".CUBE"; }

std::string sizeText(std::uintmax_t bytes) {
    if (bytes < 10'000) return fmt::format("{} B", bytes);
    if (bytes < 10'000'000) return fmt::format("{} KB", bytes / 1000);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

void Desk::openChooser(ChooserUse use, const AnyId& about) {
    Chooser& c = session_.chooser;
    c = {};
    c.use = use;
    c.about = about;
    c.fresh = true;
    c.places = {homeFolder().string()};
    for (const fs::path& p : {lastFolder_, project_->untitled() ? fs::path() : project_->folder(), homeFolder() / "Documents", homeFolder() / "Downloads", fs::current_path(), fs::path("/")}) {
        std::error_code ignored;
        if (p.empty() || !fs::is_directory(p, ignored)) continue;
        if (std::find(c.places.begin(), c.places.end(), p.string()) == c.places.end()) c.places.push_back(p.string());
    }
    std::error_code ignored;
    listFolder(fs::is_directory(lastFolder_, ignored) ? lastFolder_ : homeFolder());
    if (use == ChooserUse::SaveAs) c.typed = safeFileName(production().info->title.empty() ? "untitled" : production().info->title);
}

void Desk::listFolder(const fs::path& folder) {
    Chooser& c = session_.chooser;
    std::error_code error;
    std::vector<FileRow> rows;
    fs::directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
    if (error) {
        c.error = "This folder cannot be read: " + folder.string();
        return;
    }
    constexpr std::size_t kMost = 5000;
    for (const auto& entry : it) {
        const std::string name = entry.path().filename().string();
        if (name.empty() || name[0] == '.' || rows.size() >= kMost) continue;
        std::error_code ignored;
        if (entry.is_directory(ignored)) {
            const bool project = isProject(entry.path());
            rows.push_back({name, true, project ? "production" : ""});
        } else if (((c.use == ChooserUse::Lut && isCube(entry.path())) || (c.use == ChooserUse::Ies && isIes(entry.path()))) && entry.is_regular_file(ignored)) {
            rows.push_back({name, false, sizeText(entry.file_size(ignored))});
        } else if (entry.is_regular_file(ignored) && (c.use == ChooserUse::ImportModel || c.use == ChooserUse::Relink) && readsAsModel(entry.path())) {
            rows.push_back({name, false, sizeText(entry.file_size(ignored))});
        }
    }
    std::sort(rows.begin(), rows.end(), [](const FileRow& a, const FileRow& b) { return std::pair(!a.folder, a.name) < std::pair(!b.folder, b.name); });
    c.rows = std::move(rows);
    c.folder = folder.string();
    c.selected = -1;
    c.error.clear();
}

void Desk::takeChosen(const std::string& typed) {
    Chooser& c = session_.chooser;
    const fs::path path = typed.empty() ? fs::path(c.folder) : wholePath(typed, c.folder);
    std::error_code ignored;
    const bool folder = fs::is_directory(path, ignored);
    const auto no = [&](const std::string& why) { c.error = why; };
    switch (c.use) {
        case ChooserUse::OpenProduction: {
            const fs::path project = path.filename() == "production.json" ? path.parent_path() : path;
            if (!isProject(project)) {
                if (folder) return listFolder(path);
                return no("There is no production in " + project.string() + ".");
            }
            if (const auto opened = openProject(project); !opened) return no(opened.error().message + " " + opened.error().hint);
            break;  // adopting a project closed the chooser
        }
        case ChooserUse::SaveAs: {
            if (typed.empty()) return no("Give the new folder a name.");
            if (isProject(path)) return no("There is a production of that name already.");
            if (const auto saved = project_->saveAs(path); !saved) return no(saved.error().message + " " + saved.error().hint);
            demo_ = false;
            lastFolder_ = path.parent_path();
            session_.outFolder = (path / "deliver").string();
            toast("Kept in " + path.string());
            break;
        }
        case ChooserUse::ImportModel:
        case ChooserUse::Relink: {
            if (folder) return listFolder(path);
            if (!fs::is_regular_file(path, ignored)) return no("There is no file " + path.string() + ".");
            lastFolder_ = path.parent_path();
            const AnyId about = c.about;
            const ChooserUse use = c.use;
            c = {};
            if (use == ChooserUse::ImportModel) bringIn(path);
            else act({"relink", {{"target", toText(about)}, {"file", path.string()}}, Phase::Once, ""});
            return;
        }
        case ChooserUse::Lut: {
            if (folder) return listFolder(path);
            const auto input = static_cast<optics::TableInput>(production().info->lutInput);
            if (const auto lut = optics::openShowLut(path, input); !lut) return no(lut.error().message + (lut.error().code == Code::Malformed ? " (" + path.filename().string() + ")" : ""));
            lastFolder_ = path.parent_path();
            c = {};
            act({"set-production", {{"lut", path.string()}, {"look", "lut"}}, Phase::Once, ""});
            return;
        }
        case ChooserUse::Ies: {
            if (folder) return listFolder(path);
            // Tried before the chooser closes: its error belongs where the file was chosen.
            const ActionCall call{"use-ies", {{"target", toText(c.about)}, {"file", path.string()}}};
            if (const auto edit = runAction(production(), context(), call); !edit) return no(edit.error().message);
            lastFolder_ = path.parent_path();
            c = {};
            act({call.action, call.args, Phase::Once, ""});
            return;
        }
        case ChooserUse::ExportFolder: session_.outFolder = path.string(); break;
        case ChooserUse::None: return;
    }
    session_.chooser = {};
    keepSettings();
}

void Desk::bringIn(const fs::path& file) {
    shelf_->probe(fs::absolute(file), session_.clock);
}

void Desk::finishImport(ModelShelf::Probed& probed) {
    if (!probed.outcome) {
        if (probed.outcome.error().code == Code::Cancelled) return toast("Stopped bringing in " + probed.file.filename().string());
        Error error = probed.outcome.error();
        std::erase_if(session_.report, [](const ImportLine& line) { return line.error.has_value(); });
        session_.report.push_back({{}, {}, probed.file.filename().string(), probed.file.string(), error});
        return;
    }
    Args args{{"file", probed.file.string()}};
    if (putAt_) args.emplace_back("at", ui::pointText(*putAt_));
    else if (session_.workspace != Workspace::Set && session_.scene) {
        // In a scene a further model joins its set, not a set of its own.
        const Scene* scene = production().find(session_.scene);
        if (scene && !scene->sets.empty()) args.emplace_back("owner", toText(scene->sets.front()));
    }
    if (const auto only = session_.only<Set>()) args.emplace_back("owner", toText(only));
    putAt_.reset();
    auto edit = runAction(production(), context(), {"add-piece", args});
    const Status done = edit ? project_->document().commit(*edit) : Status(fail(edit.error()));
    if (!done) {
        session_.problem = done.error();
        return;
    }
    last_ = edit->place;
    if (const auto* id = std::get_if<Id<SetPiece>>(&edit->place)) {
        const SetPiece* piece = production().find(*id);
        session_.report.clear();
        session_.report.push_back({*id, piece ? piece->asset : Id<Asset>{}, probed.file.filename().string(), {}, {}});
        session_.selection = {*id};
        for (StageView& v : session_.views) v.framed = false;
    }
}

/// A model of the production that does not load is said on the stage, once, and not only by its badge.
void Desk::reportFailed() {
    std::erase_if(toldFailed_, [&](Id<Asset> id) {
        const ShelfModel* model = shelf_->find(id);
        return !model || model->state != ShelfModel::State::Failed;
    });
    for (const SetPiece& piece : production().all<SetPiece>()) {
        const ShelfModel* model = shelf_->find(piece.asset);
        if (!model || model->state != ShelfModel::State::Failed || !model->error || model->error->code == Code::Cancelled) continue;
        if (!toldFailed_.insert(piece.asset).second) continue;
        const auto same = [&](const ImportLine& line) { return line.asset == piece.asset; };
        if (std::any_of(session_.report.begin(), session_.report.end(), same)) continue;
        session_.report.push_back({piece.id, piece.asset, model->request.path.filename().string(), {}, {}});
    }
}

void Desk::dropped(const std::string& path) {
    std::error_code ignored;
    const fs::path file(path);
    if (isProject(file)) {
        if (const auto opened = openProject(file); !opened) session_.problem = opened.error();
    } else if (isIes(file) && fs::is_regular_file(file, ignored)) {
        const bool lights = !session_.selection.empty() && std::all_of(session_.selection.begin(), session_.selection.end(), [](const AnyId& id) { return std::holds_alternative<Id<Light>>(id); });
        if (!lights) session_.problem = Error{Code::Usage, "Measured light is for a lamp, and none is selected.", path, "Select the lamp, then drop the file again.", {}};
        else act({"use-ies", {{"file", path}}, Phase::Once, ""});
    } else if (fs::is_regular_file(file, ignored)) {
        bringIn(file);
    } else {
        session_.problem = Error{Code::Unsupported, "That is neither a model, an IES file nor a production.", path, "Drop a model file, or a production's folder.", {}};
    }
}

bool Desk::fileAsk(const Ask& ask) {
    const std::string& a = ask.action;
    const auto shown = [&](const Status& done) {
        if (!done) session_.problem = done.error();
    };
    if (a == "window.new-production") shown(newProduction(argOf(ask, "title")));
    else if (a == "window.open") openChooser(ChooserUse::OpenProduction);
    else if (a == "window.demo") shown(openDemo());
    else if (a == "window.import") openChooser(ChooserUse::ImportModel);
    else if (a == "window.import-file") bringIn(argOf(ask, "path"));
    else if (a == "window.put-piece") {
        if (const auto p = parsePoint(argOf(ask, "position"))) putAt_ = *p;
        openChooser(ChooserUse::ImportModel);
    } else if (a == "window.save") save();
    else if (a == "window.save-as") openChooser(ChooserUse::SaveAs);
    else if (a == "window.choose-lut") openChooser(ChooserUse::Lut);
    else if (a == "window.choose-ies") {
        if (const auto id = parseId<Light>(argOf(ask, "light"))) openChooser(ChooserUse::Ies, *id);
    } else if (a == "window.choose-out") openChooser(ChooserUse::ExportFolder);
    else if (a == "window.relink") {
        if (const auto id = parseId<Asset>(argOf(ask, "asset"))) openChooser(ChooserUse::Relink, *id);
    } else if (a == "window.reload") {
        if (const auto id = parseId<Asset>(argOf(ask, "asset"))) shelf_->retry(*id);
    } else if (a == "window.cancel-job") shelf_->cancel(std::strtoull(argOf(ask, "id").c_str(), nullptr, 10));
    else if (a == "window.chooser-go") listFolder(wholePath(argOf(ask, "folder"), session_.chooser.folder));
    else if (a == "window.chooser-enter") {
        const fs::path to = (fs::path(session_.chooser.folder) / argOf(ask, "name")).lexically_normal();
        if (session_.chooser.use == ChooserUse::OpenProduction && isProject(to)) takeChosen(to.string());
        else listFolder(to);
    } else if (a == "window.chooser-take") takeChosen(argOf(ask, "typed"));
    else if (a == "window.discard-recovery") shown(project_->takeTheirs());
    else return false;
    return true;
}

}  // namespace recce
