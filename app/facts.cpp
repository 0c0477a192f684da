#include "app/facts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/exposure.h"
#include "app/grips.h"
#include "app/ui/asks.h"
#include "model/in_setup.h"
#include "model/names.h"
#include "model/timing.h"
#include "optics/lens.h"
#include "plan/camera_view.h"
#include "plan/findings.h"
#include "plan/make_shot_plan.h"
#include "plan/people.h"
#include "plan/sheets.h"
#include "plan/shot_words.h"

namespace recce {
namespace {

constexpr std::uint32_t kPeople = 1u << 24;  // tags of people begin here

std::string fixed(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text[0] == '-') text = "\xE2\x88\x92" + text.substr(1);
    return std::isinf(value) ? "\xE2\x88\x9E" : text;
}

CameraFact cameraFact(const Production& production, const CameraRig& stored, double frame) {
    const Setup* setup = setupOf(production, stored.id);
    const CameraRig rig = inSetup(setup, stored);
    const plan::CameraView view = plan::viewOf(production, rig, frame);
    const plan::CameraKit kit = plan::kitOf(production, rig);
    CameraFact fact;
    fact.rig = rig.id;
    fact.now = {view.state.position, view.state.angles, view.state.focal, view.gate.width, view.gate.height, view.state.focus};
    const auto gate = optics::fieldOfView(view.gate, view.state.focal, view.squeeze);
    const auto frameAngle = optics::fieldOfView(view.frame, view.state.focal, view.squeeze);
    fact.angleOfGate = fmt::format("{:.1f}\xC2\xB0 \xC3\x97 {:.1f}\xC2\xB0", gate.horizontal.value, gate.vertical.value);
    fact.angleOfFrame = fmt::format("in {:.2f}: {:.1f}\xC2\xB0 \xC3\x97 {:.1f}\xC2\xB0", view.aspect, frameAngle.horizontal.value, frameAngle.vertical.value);
    const auto sharp = view.sharp();
    fact.nearM = sharp.near.value;
    fact.farM = sharp.far.value;
    fact.sharp = "Sharp " + fixed(sharp.near.value, 2) + " \xE2\x80\x93 " + fixed(sharp.far.value, 2) + " m";
    fact.circle = fmt::format("circle {:.3f} mm", optics::circleOfConfusion(view.gate).value);
    const double rate = (rig.captureRate ? *rig.captureRate : production.info->rate).perSecond();
    // EV at ISO 100: stop and time, with the sensitivity and the filter taken off.
    const double ev = std::log2(rig.stop.value * rig.stop.value * rate * 360 / std::max(0.1, rig.shutter.value)) - std::log2(rig.iso.value / 100) + rig.nd.value;
    fact.ev = "EV " + fixed(ev, 1);
    return fact;
}

std::string wordsOfReading(const plan::ShotFacts& facts, SlateStyle style) {
    std::string text;
    const auto add = [&](const std::string& word) {
        if (!word.empty()) text += (text.empty() ? "" : "|") + word;
    };
    if (facts.size) add(std::string(plan::displayWord(*facts.size, style)));
    for (const Framing f : facts.framing) add(std::string(plan::displayWord(f, style)));
    if (facts.angle) add(std::string(plan::displayWord(*facts.angle, style)));
    return text;
}

bool shines(const cooked::Model& model) {
    return std::any_of(model.materials().begin(), model.materials().end(), [&](const cooked::Material& m) { return cooked::meanEmission(model, m) != Vec3(0); });
}

Vec3 scaleOf(const SetPiece& piece) { return Vec3(piece.scale); }

std::string totalsText(std::size_t shots, std::size_t setups, double seconds) {
    return fmt::format("{} shot{} in {} setup{} \xC2\xB7 {} on screen", shots, shots == 1 ? "" : "s", setups, setups == 1 ? "" : "s", sheets::clockText(seconds));
}

ShotFact factOf(const ShotRow& row) {
    ShotFact f;
    f.shot = row.id;
    f.scene = row.scene;
    f.label = row.label;
    f.reads = row.text.framing;
    f.size = row.sizeWord;
    f.angle = row.angleWord;
    f.movement = row.movementWord;
    f.lens = row.text.lens;
    f.stop = row.text.stop;
    f.focus = fixed(row.focusM, 2);
    f.sharp = fixed(row.nearM, 2) + " \xE2\x80\x93 " + fixed(row.farM, 2);
    f.height = fixed(row.heightM, 2);
    f.tilt = (row.tiltDeg > 0.05 ? "+" : "") + fixed(row.tiltDeg, 1) + "\xC2\xB0";
    f.seconds = row.text.duration;
    f.estimate = row.text.estimate;
    for (const CastEntry& c : row.cast) f.cast.push_back(c.id);
    f.overridden = row.overridden;
    return f;
}

}  // namespace

StageSurfaces::StageSurfaces(const Production& production, Id<Scene> sceneId, double frame, const ModelShelf& shelf) {
    const Scene* scene = production.find(sceneId);
    if (!scene) return;
    SightContents contents;
    for (const SetPiece* piece : ui::piecesIn(production, *scene)) {
        if (!piece->visible) continue;
        const ShelfModel* model = shelf.find(piece->asset);
        const auto tag = static_cast<std::uint32_t>(pieces_.size());
        pieces_.push_back(piece->id);
        if (plan::isCloth(*piece)) {
            contents.triangles.push_back(trianglesOf(plan::screenOf(*piece, *production.used)));
            contents.triangles.back().tag = tag;
        }
        if (model && model->sight) contents.pieces.push_back({model->sight, toMatrix(piece->pose, scaleOf(*piece)), tag});
    }
    for (const plan::Person& person : plan::peopleAt(production, sceneId, nullptr, frame)) {
        // A capsule of boxes would do for picking; the posed body itself would cost a millisecond each.
        SightTriangles box;
        const double h = std::max(0.4, person.at.crown.y - person.state.position.y);
        constexpr double kHalf = 0.22;
        const Vec3 at = person.state.position;
        for (int i = 0; i < 8; ++i)
            box.positions.emplace_back(static_cast<float>(at.x + ((i & 1) ? kHalf : -kHalf)), static_cast<float>(at.y + ((i & 2) ? h : 0.03)), static_cast<float>(at.z + ((i & 4) ? kHalf : -kHalf)));
        box.indices = {0, 1, 3, 0, 3, 2, 4, 6, 7, 4, 7, 5, 0, 4, 5, 0, 5, 1, 2, 3, 7, 2, 7, 6, 0, 2, 6, 0, 6, 4, 1, 5, 7, 1, 7, 3};
        box.tag = kPeople + static_cast<std::uint32_t>(people_.size());
        people_.push_back(person.character);
        contents.triangles.push_back(std::move(box));
    }
    sight_ = SightScene::make(contents);
}

std::optional<SurfaceHit> StageSurfaces::cast(const Vec3& from, const Vec3& direction, double cut) const {
    if (!sight_) return std::nullopt;
    SightRay ray{from, glm::normalize(direction), 0, 1e4};
    // What lies above the cut is away: the ray begins below it.
    if (from.y > cut && ray.direction.y < -1e-6) ray.minDistance = (cut - from.y) / ray.direction.y;
    const auto hit = sight_->cast(ray);
    if (!hit) return std::nullopt;
    SurfaceHit out{hit->point, hit->normal, hit->distance, {}, {}};
    if (hit->tag >= kPeople) {
        const std::size_t i = hit->tag - kPeople;
        if (i < people_.size()) out.figure = people_[i];
    } else if (hit->tag < pieces_.size()) {
        out.piece = pieces_[hit->tag];
    }
    return out;
}

void updateFactsNow(const Root& root, Session& session, const ModelShelf& shelf) {
    const Production& production = *root;
    Facts& facts = session.facts;
    const auto frame = static_cast<double>(session.playhead.frame);
    facts.cameras.clear();
    facts.figures.clear();
    facts.pieces.clear();
    facts.bounds = facts.action = {};
    const Scene* scene = production.find(session.scene);
    for (const SetPiece& piece : production.all<SetPiece>()) {
        PieceFact fact;
        const Asset* asset = production.find(piece.asset);
        const Mat4 matrix = toMatrix(piece.pose, scaleOf(piece));
        const ShelfModel* model = shelf.find(piece.asset);
        if (plan::isCloth(piece)) {
            fact.bounds = plan::boundsOf(piece);
            fact.state = PieceFact::State::Ready;
        }
        if (asset) fact.bounds = transformed(asset->lastBounds, matrix);
        if (model) {
            switch (model->state) {
                case ShelfModel::State::Loading:
                    fact.state = PieceFact::State::Loading;
                    fact.step = model->progress.step;
                    if (model->progress.total > 0) fact.step += fmt::format(", {} of {}", model->progress.done, model->progress.total);
                    break;
                case ShelfModel::State::Failed:
                    fact.state = PieceFact::State::Missing;
                    fact.error = model->error;
                    break;
                case ShelfModel::State::Ready:
                    fact.state = PieceFact::State::Ready;
                    fact.bounds = transformed(model->outcome.model->bounds(), matrix);
                    fact.shines = shines(*model->outcome.model);
                    fact.unit = model->report.unit;
                    fact.up = model->report.up;
                    fact.triangles = model->report.triangles;
                    fact.warnings = model->report.warnings;
                    fact.missingTextures = model->report.missingTextures;
                    break;
            }
        }
        facts.pieces[piece.id] = std::move(fact);
    }
    if (scene) {
        for (const SetPiece* piece : ui::piecesIn(production, *scene))
            if (piece->visible) facts.bounds.add(facts.pieces[piece->id].bounds);
        for (const CameraRig& rig : production.all<CameraRig>())
            if (rig.scene == scene->id) facts.cameras[rig.id] = cameraFact(production, rig, frame);
        // Where it is played: a set may have a whole street behind its windows.
        constexpr Vec3 kRoom(1.2, 0.3, 1.2), kHead(0, 1.9, 0);
        std::size_t signs = 0;
        for (const auto& [id, fact] : facts.cameras) facts.action.add(fact.now.position - kRoom), facts.action.add(fact.now.position + kRoom), ++signs;
        for (const Mark* m : ui::marksIn(production, scene->id)) facts.action.add(m->position - kRoom), facts.action.add(m->position + kRoom + kHead), ++signs;
        if (signs < 2) facts.action = {};
        if (const CameraRig* rig = production.find(session.only<CameraRig>()); rig && facts.cameras.count(rig->id)) {
            const Setup* setup = setupOf(production, rig->id);
            facts.cameras[rig->id].reads = wordsOfReading(plan::readFrame(production, inSetup(setup, *rig), setup, session.playhead, shelf.sightOf(root)), production.info->slates);
        }
        for (const plan::Person& p : plan::peopleAt(production, scene->id, nullptr, frame)) {
            const Character* who = production.find(p.character);
            facts.figures.push_back({p.character, p.state.position, degrees(p.state.heading), who ? who->height : Metres(1.7), p.state.pose == BodyPose::Sit});
        }
    } else {
        for (const auto& [id, fact] : facts.pieces) facts.bounds.add(fact.bounds);
    }
}

void fillChoices(const Production& production, const CatalogueRows& catalogue, Choices& choices) {
    const CatalogueRows rows = catalogueFor(production, catalogue);
    choices = {};
    for (const auto& [key, b] : rows.bodies) {
        const std::string fact = b.modes.empty() ? "" : fmt::format("{:.2f} \xC3\x97 {:.2f}", b.modes.front().width.value, b.modes.front().height.value);
        choices.bodies.push_back({key, b.maker + " " + b.name, fact, b.maker});
        for (const auto& m : b.modes) choices.modes[key].push_back(m.name);
    }
    for (const auto& [key, l] : rows.lensSets) {
        const std::string fact = l.lenses.empty() ? "" : fmt::format("{:.0f} - {:.0f} mm", l.lenses.front().focal.value, l.lenses.back().focal.value);
        choices.lensSets.push_back({key, l.name, fact, l.maker});
        for (const auto& lens : l.lenses) choices.focals[key].push_back(lens.focal.value);
        choices.lenses[key] = l.lenses;
    }
    for (const auto& [key, f] : rows.fixtures) choices.fixtures.push_back({key, f.maker + " " + f.name, f.output.value > 0 ? fmt::format("{}{:.0f} lm", f.confidence == Confidence::Low ? "about " : "", f.output.value) : "", f.maker});
    for (const auto& [key, s] : rows.supports) choices.supports.push_back({key, s.name, fmt::format("{:.2f} - {:.2f} m", s.heightMin.value, s.heightMax.value), ""});
    for (const auto& [key, g] : rows.gels) choices.gels.push_back({key, g.name, fmt::format("{:.0f} %", g.transmission * 100), ""});
    for (const auto& [key, f] : rows.fabrics) choices.fabrics.push_back({key, f.name, fmt::format("{:.0f} %", (f.straight + f.diffused) * 100), ""});
    for (const auto& [key, p] : rows.photometries) choices.photometries.push_back({key, p.name, p.file, ""});
    std::vector<const FrameAspect*> aspects;
    for (const auto& [key, a] : rows.aspects) aspects.push_back(&a);
    std::stable_sort(aspects.begin(), aspects.end(), [](const FrameAspect* a, const FrameAspect* b) { return a->ratio > b->ratio; });
    for (const FrameAspect* a : aspects) choices.aspects.push_back({fmt::format("{:.8g}", a->ratio), a->name, a->use, ""});
    const auto byGroup = [](const Choice& a, const Choice& b) { return std::tie(a.group, a.name) < std::tie(b.group, b.name); };
    std::stable_sort(choices.bodies.begin(), choices.bodies.end(), byGroup);
    std::stable_sort(choices.lensSets.begin(), choices.lensSets.end(), byGroup);
    std::stable_sort(choices.fixtures.begin(), choices.fixtures.end(), byGroup);
}

namespace {
/// No set at all while one of its models is missing: light would fall through where its walls will stand.
plan::SetSight wholeSets(Root root, std::shared_ptr<const FactsWorker::Models> models, plan::SetSight sight) {
    return [root = std::move(root), models = std::move(models), sight = std::move(sight)](Id<Scene> scene, Id<Setup> setup) -> std::shared_ptr<const SightScene> {
        if (const Scene* at = root->find(scene)) {
            for (const SetPiece* stored : ui::piecesIn(*root, *at)) {
                const SetPiece piece = inSetup(root->find(setup), *stored);
                if (!plan::isCloth(piece) && piece.visible && !piece.ghost && !models->contains(piece.asset)) return nullptr;
            }
        }
        return sight(scene, setup);
    };
}
}  // namespace

FactsWorker::FactsWorker(WorkerPool& workers, std::function<void()> wake)
    : workers_(workers), box_(std::make_shared<Mailbox<Answer>>(std::move(wake))), models_(std::make_shared<Models>()), sights_([models = models_](const Asset& asset) {
          const auto at = models->find(asset.id);
          return at == models->end() ? nullptr : at->second;
      }) {}

void FactsWorker::ask(std::uint64_t key, Root root, Models models) {
    if (running_ || key == done_) return;
    running_ = true;
    *models_ = std::move(models);  // nothing runs that could be reading them
    workers_.run([box = box_, key, root = std::move(root), models = models_, sights = sights_] {
        PlanRequest request;
        request.state = false;
        request.sight = sights.of(root);
        const ShotPlan plan = makeShotPlan(*root, request);
        Answer answer;
        answer.key = key;
        std::size_t shots = 0, setups = 0;
        double seconds = 0;
        for (const SceneRow& scene : plan.scenes) {
            for (const ShotRow& row : scene.shots) answer.shots.push_back(factOf(row));
            if (scene.shotCount > 0)
                answer.sceneTotals[scene.id] = fmt::format("{} \xC2\xB7 {} to shoot", totalsText(scene.shotCount, scene.setupCount, scene.seconds), sheets::hoursText(scene.minutes));
            shots += scene.shotCount;
            setups += scene.setupCount;
            seconds += scene.seconds;
        }
        answer.total = totalsText(shots, setups, seconds);
        std::vector<Finding> findings = plan::allFindings(*root, request.sight);
        const auto exposures = readExposures(*root, wholeSets(root, models, request.sight));
        for (const CameraExposure& e : exposures) {
            const double over = e.reading.over.value;
            answer.exposures[e.rig.id] = {(over > 0.05 ? "+" : "") + fixed(std::abs(over) < 0.05 ? 0 : over, 1) + " stops", fmt::format("{:.0f} lx on the subject", e.reading.incident.value)};
        }
        findExposure(*root, exposures, findings);
        settle(findings, *root);
        for (const Finding& f : findings) {
            answer.findings.push_back({std::string(wordOf(f.level)), f.code, f.message, f.subjects, f.fixes, f.waived});
            if (f.waived) continue;
            // On a board the badge must leave the face alone: the shortest word that says it.
            std::string words = f.code == "crosses-line" ? "Line" : f.code;
            std::replace(words.begin(), words.end(), '-', ' ');
            words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
            for (ShotFact& shot : answer.shots)
                if (std::find(f.subjects.begin(), f.subjects.end(), AnyId(shot.shot)) != f.subjects.end()) shot.finding = words;
        }
        box->post(std::move(answer));
    });
}

bool FactsWorker::take(Facts& facts) {
    bool any = false;
    for (Answer& a : box_->take()) {
        running_ = false;
        done_ = a.key;
        facts.shots = std::move(a.shots);
        facts.findings = std::move(a.findings);
        facts.sceneTotals = std::move(a.sceneTotals);
        facts.exposures = std::move(a.exposures);
        facts.total = std::move(a.total);
        any = true;
    }
    return any;
}

}  // namespace recce
