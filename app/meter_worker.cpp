#include "app/meter_worker.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/exposure.h"
#include "app/grips.h"
#include "app/light_meter.h"
#include "app/ui/asks.h"
#include "base/hash.h"
#include "base/unit_text.h"
#include "model/in_setup.h"
#include "optics/exposure.h"

namespace recce {

struct MeterWorker::State {
    StageShelf figures;
    render::SightModels known;
};

namespace {

std::uint64_t keyOf(std::uint64_t revision, const Session& session, const ModelShelf& shelf) {
    Hasher hash;
    hash.add(revision);
    hash.add(shelf.revision());
    hash.add(session.scene.value);
    hash.add(session.camera.value);
    return hash.finish().low | 1;
}

/// "ISO 800 · 1/48 · ND 0.6"
std::string settingsOf(const CameraRig& rig, double rate) {
    std::string text = fmt::format("ISO {:.0f} \xC2\xB7 1/{:.0f}", rig.iso.value, rate * 360 / std::max(0.1, rig.shutter.value));
    if (rig.nd.value > 0.05) text += " \xC2\xB7 " + ndName(rig.nd.value * kNdStep);
    return text;
}

struct Place {
    Id<Mark> mark;
    Id<MeterPoint> point;
    std::string name;
    Vec3 at{0};
};

/// Sums by what lights do: the key against everything else, as the ratio is counted.
MeterRow rowOf(const Production& production, const Place& place, const MeterAnswer& read) {
    MeterRow row;
    row.mark = place.mark;
    row.point = place.point;
    row.name = place.name;
    row.place = place.mark ? read.point : place.at;
    for (std::size_t i = 0; i < read.lights.size(); ++i) {
        const Light* light = production.find(read.lights[i]);
        const double lux = read.light.lamps[i].value;
        row.byLight.emplace_back(read.lights[i], lux);
        if (light && light->role == LightRole::Key) row.key += lux;
    }
    row.sun = read.light.sun.value;
    row.key += row.sun;
    row.total = read.light.total().value;
    row.rest = std::max(0.0, row.total - row.key);
    return row;
}

}  // namespace

MeterWorker::MeterWorker(std::function<void()> wake) : box_(std::make_shared<Mailbox<Answer>>(std::move(wake))), state_(std::make_shared<State>()) {}
MeterWorker::~MeterWorker() { cancel_.cancel(); }

void MeterWorker::ask(const Root& root, std::uint64_t revision, const Session& session, const ModelShelf& shelf) {
    const std::uint64_t key = keyOf(revision, session, shelf);
    if (running_ || key == done_) return;
    const Scene* scene = root->find(session.scene);
    if (!scene) return;
    std::vector<Place> places;
    for (const Mark* mark : ui::marksIn(*root, scene->id))
        if (mark->visible) places.push_back({mark->id, {}, ui::markName(*root, *mark), {}});
    for (const MeterPoint* p : ui::meterPointsIn(*root, scene->id)) places.push_back({{}, p->id, p->name, p->position});
    std::map<Id<Asset>, std::shared_ptr<const cooked::Model>> models;
    for (const SetPiece* piece : ui::piecesIn(*root, *scene)) {
        if (plan::isCloth(*piece)) continue;
        const ShelfModel* model = shelf.find(piece->asset);
        if (!model || model->state == ShelfModel::State::Loading) return;  // light would fall through where its walls will stand
        if (model->state == ShelfModel::State::Ready) models[piece->asset] = model->outcome.model;
    }
    running_ = true;
    asked_ = key;
    worker_.run([root, key, places, models = std::move(models), box = box_, state = state_, cancel = cancel_, sceneId = scene->id, camera = session.camera] {
        Answer answer{key, {}};
        const CameraRig* stored = root->find(camera);
        const Setup* setup = stored ? setupOf(*root, camera) : nullptr;
        const ModelOf modelOf = [&models](Id<Asset> asset) -> std::shared_ptr<const cooked::Model> {
            const auto at = models.find(asset);
            return at == models.end() ? nullptr : at->second;
        };
        MeterFact& fact = answer.fact;
        fact.scene = sceneId;
        std::optional<CameraRig> rig;
        double rate = root->info->rate.perSecond();
        if (stored) {
            rig = inSetup(setup, *stored);
            if (rig->captureRate) rate = rig->captureRate->perSecond();
            fact.settings = settingsOf(*rig, rate);
            fact.stop = optics::exactStop(rig->stop).value;
            fact.letter = rig->letter;
        }
        for (const Place& place : places) {
            const MeterAsk ask{*root, sceneId, setup, place.mark, place.at, {}, render::Receptor::Dome, modelOf, state->figures, state->known, cancel};
            const auto read = readMeter(ask);
            if (!read) continue;
            MeterRow row = rowOf(*root, place, *read);
            if (rig && read->stop) {
                row.stop = read->stop->value;
                row.over = 2 * std::log2(*row.stop / fact.stop);
            }
            fact.rows.push_back(std::move(row));
        }
        box->post(std::move(answer));
    });
}

bool MeterWorker::take(MeterFact& fact) {
    bool any = false;
    for (Answer& answer : box_->take()) {
        running_ = false;
        done_ = answer.key;
        fact = std::move(answer.fact);
        any = true;
    }
    return any;
}

}  // namespace recce
