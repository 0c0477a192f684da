#include "app/model_shelf.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace recce {

struct ModelShelf::Post {
    std::uint64_t job = 0;
    Id<Asset> asset;  ///< null: a probe
    std::filesystem::path file;
    std::optional<Progress> progress;
    std::optional<Result<asset::ImportOutcome>> outcome;
    std::shared_ptr<const SightModel> sight;
};

namespace {

std::string unitName(double metres) {
    struct Named {
        double metres;
        const char* name;
    };
    static constexpr Named kNames[] = {{1, "Metres"}, {0.01, "Centimetres"}, {0.001, "Millimetres"}, {0.0254, "Inches"}, {0.3048, "Feet"}, {0.1, "Decimetres"}};
    for (const Named& n : kNames)
        if (std::abs(metres - n.metres) < n.metres * 1e-3) return n.name;
    return std::to_string(metres) + " m a unit";
}

ModelReport readReport(const std::string& text) {
    ModelReport report;
    const auto j = nlohmann::json::parse(text, nullptr, false);
    if (!j.is_object()) return report;
    const auto where = [&](const char* key) {
        const std::string source = j.value(key, std::string());
        if (source == "file" || source == "format") return std::string(", from the file");
        if (source == "user" || source == "override") return std::string(", set by you");
        return source.empty() ? std::string() : std::string(", proposed");
    };
    report.unit = unitName(j.value("metres_per_unit", 1.0)) + where("units_source");
    report.up = j.value("up_axis", std::string("y")).substr(0, 1);
    for (char& c : report.up) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    report.triangles = j.value("triangles_instanced", j.value("triangles", std::uint64_t{0}));
    if (const auto textures = j.find("textures"); textures != j.end() && textures->is_object()) {
        if (const auto missing = textures->find("missing"); missing != textures->end() && missing->is_array())
            for (const auto& m : *missing)
                if (m.is_string()) report.missingTextures.push_back(m.get<std::string>());
    }
    if (const auto warnings = j.find("warnings"); warnings != j.end() && warnings->is_array())
        for (const auto& w : *warnings)
            if (w.is_string()) report.warnings.push_back(w.get<std::string>());
    return report;
}

bool sameRequest(const asset::ImportRequest& a, const asset::ImportRequest& b) {
    return a.path == b.path && a.grantedRoots == b.grantedRoots && a.metresPerUnit == b.metresPerUnit && a.upAxis == b.upAxis;
}

}  // namespace

asset::ImportRequest requestOf(const Asset& asset, const std::filesystem::path& folder) {
    asset::ImportRequest request;
    const std::filesystem::path path(asset.path);
    request.path = path.is_absolute() ? path : (folder / path).lexically_normal();
    for (const std::string& root : asset.grantedRoots) request.grantedRoots.push_back(folder / root);
    request.metresPerUnit = asset.metresPerUnit;
    if (asset.up) request.upAxis = *asset.up == UpAxis::X ? asset::UpAxis::X : *asset.up == UpAxis::Y ? asset::UpAxis::Y : asset::UpAxis::Z;
    return request;
}

ModelShelf::ModelShelf(WorkerPool& workers, std::function<void()> wake)
    : workers_(workers), box_(std::make_shared<Mailbox<Post>>(std::move(wake))), sights_([this](const Asset& asset) {
          const ShelfModel* model = find(asset.id);
          return model ? model->sight : nullptr;
      }) {}

ModelShelf::~ModelShelf() {
    for (const auto& [id, model] : models_) model.cancel.cancel();
    for (const auto& [job, cancel] : probeCancels_) cancel.cancel();
}

void ModelShelf::start(Id<Asset> asset, ShelfModel& model, double now) {
    model.state = ShelfModel::State::Loading;
    model.error.reset();
    model.cancel = {};
    model.job = nextJob_++;
    model.since = now;
    model.progress = {};
    ++revision_;
    workers_.run([box = box_, asset, job = model.job, request = model.request, cancel = model.cancel] {
        auto outcome = asset::importModel(request, [&](const Progress& p) { box->post({job, asset, request.path, p, std::nullopt, nullptr}); }, cancel);
        std::shared_ptr<const SightModel> sight;
        if (outcome) sight = makeSightModel(outcome->model);
        box->post({job, asset, request.path, std::nullopt, std::move(outcome), std::move(sight)});
    });
}

void ModelShelf::want(const Production& production, const std::filesystem::path& folder, double now) {
    for (const Asset& asset : production.all<Asset>()) {
        const auto request = requestOf(asset, folder);
        const auto at = models_.find(asset.id);
        if (at != models_.end() && sameRequest(at->second.request, request)) continue;
        ShelfModel& model = models_[asset.id];
        model.cancel.cancel();
        model.request = request;
        start(asset.id, model, now);
    }
}

std::uint64_t ModelShelf::probe(const std::filesystem::path& file, double now) {
    const std::uint64_t job = nextJob_++;
    CancelToken cancel;
    probes_[job] = {job, file.filename().string(), {}, now};
    probeCancels_[job] = cancel;
    workers_.run([box = box_, job, file, cancel] {
        asset::ImportRequest request;
        request.path = file;
        auto outcome = asset::importModel(request, [&](const Progress& p) { box->post({job, {}, file, p, std::nullopt, nullptr}); }, cancel);
        box->post({job, {}, file, std::nullopt, std::move(outcome), nullptr});
    });
    return job;
}

void ModelShelf::retry(Id<Asset> asset) {
    if (const auto at = models_.find(asset); at != models_.end() && at->second.state == ShelfModel::State::Failed) start(asset, at->second, at->second.since);
}

void ModelShelf::cancel(std::uint64_t job) {
    if (const auto at = probeCancels_.find(job); at != probeCancels_.end()) at->second.cancel();
    for (const auto& [id, model] : models_)
        if (model.job == job) model.cancel.cancel();
}

bool ModelShelf::take(std::vector<Probed>& probed) {
    bool changed = false;
    for (Post& post : box_->take()) {
        if (!post.asset) {
            if (post.progress) probes_[post.job].progress = *post.progress;
            if (post.outcome) {
                probes_.erase(post.job);
                probeCancels_.erase(post.job);
                probed.push_back({post.job, post.file, std::move(*post.outcome)});
            }
            continue;
        }
        const auto at = models_.find(post.asset);
        if (at == models_.end() || at->second.job != post.job) continue;  // asked anew meanwhile
        ShelfModel& model = at->second;
        if (post.progress) model.progress = *post.progress;
        if (!post.outcome) continue;
        changed = true;
        ++revision_;
        if (*post.outcome) {
            model.outcome = std::move(**post.outcome);
            model.sight = std::move(post.sight);
            model.report = readReport(model.outcome.report);
            model.state = ShelfModel::State::Ready;
        } else {
            model.error = post.outcome->error();
            model.state = ShelfModel::State::Failed;
        }
    }
    return changed;
}

const ShelfModel* ModelShelf::find(Id<Asset> asset) const {
    const auto at = models_.find(asset);
    return at == models_.end() ? nullptr : &at->second;
}

std::vector<ModelShelf::Running> ModelShelf::running() const {
    std::vector<Running> out;
    for (const auto& [job, running] : probes_) out.push_back(running);
    for (const auto& [id, model] : models_)
        if (model.state == ShelfModel::State::Loading) out.push_back({model.job, model.request.path.filename().string(), model.progress, model.since});
    return out;
}

}  // namespace recce
