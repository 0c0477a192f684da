#include "app/desk.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/project_context.h"
#include "app/ui/asks.h"
#include "app/ui/projection.h"
#include "base/files.h"
#include "model/findings.h"
#include "plan/camera_view.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

constexpr double kToastSeconds = 5;

std::string argOf(const Ask& ask, std::string_view name) {
    for (const auto& [key, value] : ask.args)
        if (key == name) return value;
    return {};
}

}  // namespace

fs::path demoFolder() {
    const fs::path share = programFolder();
    // Installed beside the program, or in the source tree that the program was built in: build/PRESET/share/recce.
    for (const fs::path& folder : {share / "scenes" / "slack-water", share / ".." / ".." / ".." / ".." / "scenes" / "slack-water"}) {
        if (isProject(folder)) return fs::weakly_canonical(folder);
    }
    return {};
}

Result<std::unique_ptr<Desk>> Desk::open(std::function<void()> wake) {
    auto desk = std::unique_ptr<Desk>(new Desk);
    desk->wake_ = wake;
    std::vector<std::string> said;  // again, where it is seen, when a production is adopted
    RECCE_TRY(desk->catalogue_, openCatalogue({}, said));
    constexpr std::size_t kWorkers = 2;  // importers beside the one that reads shots; the stage wants the rest
    desk->workers_ = std::make_unique<WorkerPool>(kWorkers);
    desk->shelf_ = std::make_unique<ModelShelf>(*desk->workers_, wake);
    desk->factsWorker_ = std::make_unique<FactsWorker>(*desk->workers_, wake);
    desk->meterWorker_ = std::make_unique<MeterWorker>(wake);
    for (const Action& a : actions()) desk->session_.actionNames.push_back({std::string(a.name), std::string(a.label), "", std::string(a.group)});
    desk->readSettings();
    return desk;
}

/// What is closed in order is in its files afterwards: only what was not closed comes back from the journal. Where
/// saving is refused (somebody else changed a file) or fails, the journal keeps it as it does all the time.
void Desk::close() {
    if (!project_) return;
    project_->document().endGesture();
    if (!project_->untitled() && project_->locked() && project_->document().dirty()) (void)project_->save();
}

Desk::~Desk() {
    close();
    // Workers still hold the shelf's mailbox, never the shelf: it may go first.
    if (project_ && project_->untitled() && project_->document().history().empty() && demo_) {
        std::error_code ignored;
        const fs::path folder = project_->folder();
        project_.reset();
        fs::remove_all(folder, ignored);
    }
}

void Desk::toast(std::string text, bool undo, std::string link) {
    session_.toasts.push_back({std::move(text), false, undo, std::move(link), session_.clock + kToastSeconds});
}

Status Desk::openFirst(const std::string& project) {
    if (!project.empty()) return openProject(fs::absolute(project));
    // Work that was never given a name is opened again, as any editor's.
    for (const fs::path& folder : untitledProjects()) {
        auto opened = Project::open(folder, OpenFor::EditingOnly);
        if (!opened || (*opened)->production().all<Scene>().empty()) continue;
        adopt(std::move(*opened), false);
        return {};
    }
    if (!demoFolder().empty()) return openDemo();
    return newProduction("");
}

Status Desk::openDemo() {
    const fs::path folder = demoFolder();
    if (folder.empty()) return fail(Code::NotFound, "The demo production is not beside the program.");
    RECCE_TRY(LoadedProject loaded, readProject(folder));
    RECCE_TRY(auto project, Project::createUntitled(std::move(loaded.production), folder));
    adopt(std::move(project), true);
    session_.welcome = true;
    // A film at a glance: its boards under the picture, its scenes closed beside it.
    session_.allBoards = true;
    session_.openRows.clear();
    session_.layout = 1;
    session_.views[0].kind = ViewKind::Camera;
    return {};
}

Status Desk::newProduction(const std::string& title) {
    Production fresh;
    ProductionInfo info;
    info.title = title;
    fresh.info = std::make_shared<const ProductionInfo>(info);
    RECCE_TRY(auto project, Project::createUntitled(std::move(fresh), {}));
    adopt(std::move(project), false);
    session_.workspace = Workspace::Set;
    return {};
}

Status Desk::openProject(const fs::path& folder) {
    RECCE_TRY(auto project, Project::open(folder, OpenFor::Editing));
    adopt(std::move(project), false);
    lastFolder_ = folder.parent_path();
    return {};
}

void Desk::adopt(std::unique_ptr<Project> project, bool demo) {
    close();
    project_ = std::move(project);
    demo_ = demo;
    shelf_ = std::make_unique<ModelShelf>(*workers_, wake_);
    factsWorker_ = std::make_unique<FactsWorker>(*workers_, wake_);
    meterWorker_ = std::make_unique<MeterWorker>(wake_);
    surfaces_.reset();
    toldFailed_.clear();
    factsRevision_ = 0;
    diskStamp_ = diskStamp();
    Session fresh;
    // What belongs to the window stays, what belongs to the production goes.
    fresh.panels = session_.panels;
    fresh.textScale = session_.textScale;
    fresh.moreContrast = session_.moreContrast;
    fresh.fullScreen = session_.fullScreen;
    fresh.snapping = session_.snapping;
    fresh.closed = session_.closed;
    fresh.actionNames = session_.actionNames;
    fresh.sheets = session_.sheets;
    fresh.clock = session_.clock;
    session_ = std::move(fresh);
    session_.views[0].kind = ViewKind::Free;
    session_.views[1].kind = ViewKind::Camera;
    session_.views[2].kind = ViewKind::Overhead;
    session_.views[3].kind = ViewKind::Camera;
    const auto scenes = scenesInOrder(production());
    // What there is to see first: the first scene that has shots, not an empty one before it.
    const auto shots = shotsInOrder(production(), Id<Scene>{});
    if (!shots.empty()) ui::showShot(production(), session_, shots.front()->id);
    if (!session_.scene && !scenes.empty()) ui::showScene(production(), session_, scenes.front()->id);
    session_.selection.clear();
    session_.paper = production().info->paper;
    session_.outFolder = (project_->untitled() ? fs::path(std::getenv("HOME") ? std::getenv("HOME") : ".") / "recce" : project_->folder() / "deliver").string();
    if (const auto& back = project_->recovered(); back && back->steps > 0 && project_->locked()) {
        session_.recovery = Recovery{fmt::format("Recce stopped without closing this production. Everything up to {} is here: {} change{} since the last save{}.",
                                                 back->last.empty() ? "the end" : back->last, back->steps, back->steps == 1 ? "" : "s",
                                                 back->unfinished ? ", the last of them in the middle of a drag" : ""), back->steps, back->names, false};
        // An unnamed production is never "saved": that its journal is replayed is how it is kept.
        if (project_->untitled() && !back->unfinished) session_.recovery.reset();
    }
    for (const auto& kept : project_->stored().kept) toast("Kept aside: " + kept.reason);
    const auto& damaged = project_->stored().damaged;
    if (!damaged.empty()) {
        const auto& [file, damage] = *damaged.begin();
        session_.problem = Error{Code::Malformed, fmt::format("{} cannot be read{}. {}", file, damaged.size() > 1 ? fmt::format(", nor can {} more", damaged.size() - 1) : "", damage.reason),
                                 (project_->folder() / file).string(), "It is left as it is. Restore it from a copy; everything else is open.", {}};
    }
    std::vector<std::string> warnings;
    if (auto rows = openCatalogue(project_->folder(), warnings)) catalogue_ = std::move(*rows);
    for (const std::string& w : warnings) toast(w);
}

ActionContext Desk::context() const {
    ActionContext c;
    c.projectFolder = project_->folder();
    c.workingFolder = fs::current_path();
    c.scene = session_.scene;
    c.time = session_.playhead;
    c.selection = session_.selection;
    c.last = last_;
    const StageView& view = session_.view();
    const ui::Eye eye = ui::eyeOf(session_, view, production().info->aspect);
    if (!eye.ortho) {
        c.view = eye.pose;
        // The lens that sees the width that the view shows, on the default camera.
        CameraRig rig;
        rig.body = production().info->defaultBody;
        rig.mode = production().info->defaultMode;
        const auto gate = plan::kitOf(production(), rig).gate();
        const double across = std::tan(eye.fovY / 2) * static_cast<double>(view.area.w / std::max(1.f, view.area.h));
        c.viewFocal = Millimetres(gate.width.value / 2 / std::max(0.01, across));
    }
    c.catalogue = &catalogue_;
    c.sight = [this](Root root) { return shelf_->sightOf(std::move(root)); };
    c.inspectModel = [](const ModelRequest& request) { return inspectModel(request, {}, {}); };
    return c;
}

FactsWorker::Models Desk::sightModels() const {
    FactsWorker::Models models;
    for (const Asset& a : production().all<Asset>())
        if (const ShelfModel* m = shelf_->find(a.id); m && m->sight) models[a.id] = m->sight;
    return models;
}

void Desk::refused(const Ask& ask, const Error& error) {
    const std::string text = error.message + (error.hint.empty() ? "" : " " + error.hint);
    // A drag that is refused is refused with every step: once is enough.
    if (std::any_of(session_.toasts.begin(), session_.toasts.end(), [&](const Toast& t) { return t.error && t.text == text; })) return;
    if (!ask.where.empty()) {
        session_.refusals[ask.where] = error;
        session_.refusals[ask.where].message = text;
        if (ask.where.rfind("Inspector/", 0) == 0) return;
    }
    session_.toasts.push_back({text, true, false, "", std::numeric_limits<double>::infinity()});
}

void Desk::act(const Ask& ask) {
    Document& document = project_->document();
    if (ask.phase == Phase::Cancel) {
        document.abandonGesture();
        return;
    }
    if (ask.args.empty() && ask.phase == Phase::End) {
        document.endGesture();
        return;
    }
    ActionCall call{ask.action, ask.args};
    const Production& base = ask.phase == Phase::Once ? document.production() : document.gestureBase();
    auto edit = runAction(base, context(), call);
    Status done = edit ? Status() : Status(fail(edit.error()));
    if (edit && ask.phase == Phase::Once) done = document.commit(*edit);
    if (edit && ask.phase != Phase::Once) done = document.passing(*edit);
    if (ask.phase == Phase::End) document.endGesture();
    if (!done) {
        if (ask.phase == Phase::During && session_.refusals.count(ask.where)) return;
        refused(ask, done.error());
        return;
    }
    session_.refusals.erase(ask.where);
    if (ask.phase == Phase::Once || ask.phase == Phase::End) made(ask, *edit);
}

void Desk::made(const Ask& ask, const Edit& edit) {
    last_ = edit.place;
    const Production& p = production();
    if (ask.action == "add-scene") {
        if (const auto* id = std::get_if<Id<Scene>>(&edit.place)) {
            ui::showScene(p, session_, *id);
            session_.selection = {*id};
        }
    } else if (ask.action == "add-camera" || ask.action == "frame-shot") {
        if (const auto* id = std::get_if<Id<CameraRig>>(&edit.place)) {
            session_.camera = *id;
            session_.selection = {*id};
        }
    } else if (ask.action == "add-light") {
        if (const auto* id = std::get_if<Id<Light>>(&edit.place)) {
            session_.selection = {*id};
            session_.placing.aiming = *id;
            session_.placing.choosing = false;
            // A bulb shines all round: there is nothing to aim.
            if (const Light* light = p.find(*id); light && light->shape == FixtureShape::Bulb) {
                session_.placing = {};
                session_.tool = Tool::Select;
            }
        }
    } else if (ask.action == "add-meter-point") {
        session_.selection = {edit.place};
    } else if (ask.action == "take-shot") {
        if (const auto* id = std::get_if<Id<Shot>>(&edit.place)) {
            const Shot* shot = p.find(*id);
            // Chosen, so that F2 gives it another label and its reading stands in the inspector.
            session_.selection = {*id};
            toast("Took shot " + (shot ? shot->label : std::string()), true);
        }
    } else if (ask.action == "delete") {
        toast(edit.name, true);
        std::erase_if(session_.selection, [&](const AnyId& id) { return !exists(p, id); });
    } else if (ask.action == "add-mark") {
        session_.selection = {edit.place};
    } else if (ask.action == "add-character" || ask.action == "add-set" || ask.action == "duplicate") {
        session_.selection = {edit.place};
    } else if (ask.action == "add-key" && ask.phase == Phase::Once) {
        toast(edit.name, true);
    } else if (ask.action == "make-overs") {
        toast(edit.name, true);
    }
}

void Desk::showPlace(const AnyId& place) {
    const Production& p = production();
    if (!exists(p, place)) return;
    if (const Id<Scene> scene = sceneOf(p, place)) ui::showScene(p, session_, scene);
    session_.selection = {place};
    if (const auto* rig = std::get_if<Id<CameraRig>>(&place)) session_.camera = *rig;
}

void Desk::undo(bool again) {
    Document& document = project_->document();
    const std::string name = again ? document.redoName() : document.undoName();
    if (name.empty()) return toast(again ? "Nothing to redo" : "Nothing to undo");
    const auto place = again ? document.redo() : document.undo();
    if (!place) return refused({}, place.error());
    std::erase_if(session_.selection, [&](const AnyId& id) { return !exists(production(), id); });
    showPlace(*place);
    toast((again ? "Redid: " : "Undid: ") + name);
}

void Desk::save() {
    if (project_->untitled()) return openChooser(ChooserUse::SaveAs);
    diskStamp_ = 0;
    lookAtDisk(true);
    if (session_.changedOnDisk) return;
    if (const auto saved = project_->save(); !saved) {
        session_.problem = saved.error();
        return;
    }
    if (session_.problem && session_.problem->code == Code::Unwritable) session_.problem.reset();
    toast("Kept");
}

void Desk::form(const std::string& name) {
    const Action* action = findAction(name);
    if (!action) return;
    session_.form = name;
    session_.formTitle = std::string(action->label);
    session_.formArgs.clear();
    session_.formHints.clear();
    constexpr std::size_t kMost = 12;
    for (const ArgSpec& a : action->args) {
        if (a.kind == ArgKind::NewId || session_.formArgs.size() >= kMost) continue;
        std::string value;
        if (a.name == "target" || a.name == "marks" || a.name == "camera") {
            for (const AnyId& id : session_.selection) value += (value.empty() ? "" : ",") + toText(id);
        }
        session_.formArgs.emplace_back(std::string(a.name), value);
        session_.formHints.emplace_back(std::string(a.name), std::string(a.doc));
    }
}

bool Desk::editAsk(const Ask& ask) {
    const std::string& a = ask.action;
    if (a == "window.undo") undo(false);
    else if (a == "window.redo") undo(true);
    else if (a == "window.do") {
        if (auto call = parseCall(argOf(ask, "line"))) act({call->action, call->args, Phase::Once, ask.where});
    } else if (a == "window.form") form(argOf(ask, "action"));
    else if (a == "window.waive") act({"waive", {{"finding", argOf(ask, "code")}, {"about", argOf(ask, "about")}}, Phase::Once, ""});
    else if (a == "window.show-all") {
        std::string ids;
        const auto add = [&](const auto& row) {
            if (!row.visible) ids += (ids.empty() ? "" : ",") + toText(row.id);
        };
        for (const auto& r : production().all<CameraRig>()) add(r);
        for (const auto& r : production().all<Mark>()) add(r);
        for (const auto& r : production().all<Light>()) add(r);
        for (const auto& r : production().all<SetPiece>()) add(r);
        if (!ids.empty()) act({"show", {{"target", ids}}, Phase::Once, ""});
    } else if (a == "window.focus-here" || a == "window.pick-focus") {
        const int at = session_.hoveredView >= 0 ? session_.hoveredView : session_.activeView;
        const StageView& view = session_.views[static_cast<std::size_t>(at)];
        const Id<CameraRig> rig = view.kind == ViewKind::Camera ? ui::rigOf(session_, view) : session_.camera;
        if (a == "window.pick-focus" && view.kind != ViewKind::Camera) return toast("Point at it in the camera's view and press F"), true;
        if (session_.cursorPoint) act({"point-camera", {{"target", toText(rig)}, {"at", ui::pointText(*session_.cursorPoint)}, {"turn", "no"}}, Phase::Once, ""});
    } else return false;
    return true;
}

void Desk::perform(const Ask& ask) {
    if (ask.action.rfind("window.", 0) != 0) return act(ask);
    if (editAsk(ask) || fileAsk(ask) || diskAsk(ask)) return;
    if (windowAsk && windowAsk(ask)) return;
    if (ask.action == "window.quit") session_.quit = true;
}

bool Desk::update(double clock) {
    session_.clock = clock;
    bool changed = false;
    lookAtDisk(false);
    std::vector<ModelShelf::Probed> probed;
    const bool lookRead = look_.of(production(), project_->folder()).lut != nullptr;
    if (auto why = look_.takeTrouble()) session_.problem = std::move(*why), changed = true;
    session_.lutName = lookRead ? fs::path(production().info->lut).stem().string() : std::string();
    changed |= shelf_->take(probed);
    for (auto& p : probed) finishImport(p), changed = true;
    if (changed) reportFailed();
    shelf_->want(production(), project_->folder(), clock);
    const Document& document = project_->document();
    if (document.inGesture() && clock - lastTick_ > 0.5) {
        project_->tick();
        lastTick_ = clock;
    }
    if (session_.playing) {
        const double rate = production().info->rate.perSecond();
        auto at = session_.playFrom.frame + static_cast<std::int64_t>((clock - session_.playSince) * rate);
        const FrameRange span = session_.loop ? *session_.loop : sceneSpan(production(), session_.scene);
        if (at >= span.first.frame + span.count) {
            at = session_.loop ? span.first.frame : span.first.frame + std::max<std::int64_t>(0, span.count - 1);
            session_.playing = session_.loop.has_value();
            session_.playSince = clock;
            session_.playFrom = {at};
        }
        session_.playhead = {at};
    }
    if (session_.scene && !production().find(session_.scene)) session_.scene = {};
    if (!session_.scene) {
        const auto scenes = scenesInOrder(production());
        if (!scenes.empty()) ui::showScene(production(), session_, scenes.front()->id);
    }
    if (session_.camera && !production().find(session_.camera)) session_.camera = {};
    const bool stale = factsRevision_ != document.revision() || factsShelf_ != shelf_->revision() || factsTime_ != session_.playhead || factsScene_ != session_.scene;
    if (stale || factsSelection_ != session_.selection || !shelf_->running().empty()) {
        updateFactsNow(root(), session_, *shelf_);
        factsSelection_ = session_.selection;
    }
    if (stale) {
        if (!document.inGesture() || !surfaces_ || factsScene_ != session_.scene) surfaces_ = std::make_unique<StageSurfaces>(production(), session_.scene, static_cast<double>(session_.playhead.frame), *shelf_);
        session_.surfaces = surfaces_.get();
        if (factsRevision_ != document.revision() || factsShelf_ != shelf_->revision()) {
            fillChoices(production(), catalogue_, session_.choices);
            ++factsKey_;
        }
        factsRevision_ = document.revision();
        factsShelf_ = shelf_->revision();
        factsTime_ = session_.playhead;
        factsScene_ = session_.scene;
        changed = true;
    }
    if (!document.inGesture()) {
        factsWorker_->ask(factsKey_, document.root(), sightModels());
    }
    if (factsWorker_->take(session_.facts)) {
        changed = true;
        for (const Finding& f : fileFindings(production(), project_->stored(), project_->folder()))
            session_.facts.findings.push_back(FindingFact{std::string(wordOf(f.level)), f.code, f.message, f.subjects, f.fixes, f.waived});
        for (const SetPiece& piece : production().all<SetPiece>()) {
            const ShelfModel* model = shelf_->find(piece.asset);
            if (model && model->state == ShelfModel::State::Failed && model->error && model->error->code != Code::NotFound)
                session_.facts.findings.push_back(FindingFact{"error", "damaged-model", piece.name + ": " + model->error->message, {AnyId(piece.id)}, {}, false});
        }
    }
    // Readings take a worker's while: they are made where they are seen, and when the hand has let go.
    if (session_.workspace == Workspace::Light && !document.inGesture()) meterWorker_->ask(document.root(), document.revision(), session_, *shelf_);
    changed |= meterWorker_->take(session_.meter);
    session_.meterBusy = meterWorker_->busy();
    session_.jobs.clear();
    for (const auto& r : shelf_->running()) session_.jobs.push_back({r.job, "Bringing in " + r.file, r.progress.done, r.progress.total, r.since});
    session_.undoName = document.undoName();
    session_.redoName = document.redoName();
    Keeping& k = session_.keeping;
    k.untitled = project_->untitled();
    k.demo = demo_;
    k.folder = project_->folder().string();
    k.readOnly = !document.readOnlyReason().empty();
    k.kept = project_->journalTrouble().empty();
    k.why = k.readOnly ? document.readOnlyReason() : project_->journalTrouble();
    if (!k.readOnly && k.kept && project_->keptElsewhere()) {
        // The folder or its disk takes nothing: the work is safe, but not where the user believes it to be.
        const std::size_t steps = document.unsavedSteps();
        k.kept = false;
        k.why = fmt::format("This folder cannot be written. {} change{} safe in {}", steps, steps == 1 ? " is" : "s are", project_->journalPath().parent_path().string());
    }
    return changed;
}

}  // namespace recce
