#include "app/project_context.h"

#include <nlohmann/json.hpp>

#include "asset/importer_client.h"
#include "asset/shining.h"

namespace recce {

Result<ModelFacts> inspectModel(const ModelRequest& request, const ProgressSink& progress, const CancelToken& cancel) {
    asset::ImportRequest import;
    import.path = request.file;
    import.metresPerUnit = request.metresPerUnit;
    for (const std::string& root : request.grantedRoots) import.grantedRoots.emplace_back(root);
    if (request.up) {
        import.upAxis = *request.up == UpAxis::X ? asset::UpAxis::X : *request.up == UpAxis::Y ? asset::UpAxis::Y : asset::UpAxis::Z;
    }
    RECCE_TRY(const asset::ImportOutcome outcome, asset::importModel(import, progress, cancel));
    const auto report = nlohmann::json::parse(outcome.report, nullptr, false);
    ModelFacts facts;
    facts.hash = toText(outcome.content);
    facts.shining = shiningParts(*outcome.model);
    if (!report.is_object()) return facts;
    facts.metresPerUnit = report.value("metres_per_unit", 1.0);
    facts.unitStated = report.value("units_source", "") == "file";
    const auto bounds = report.find("bounds_m");
    if (bounds == report.end() || !bounds->is_object()) return facts;
    const auto corner = [&](const char* key) -> std::optional<Vec3> {
        const auto at = bounds->find(key);
        if (at == bounds->end() || !at->is_array() || at->size() != 3) return std::nullopt;
        Vec3 p(0);
        for (std::size_t i = 0; i < 3; ++i) {
            if (!(*at)[i].is_number()) return std::nullopt;
            p[static_cast<glm::length_t>(i)] = (*at)[i].get<double>();
        }
        return p;
    };
    const auto low = corner("min"), high = corner("max");
    if (low && high && isFinite(*low) && isFinite(*high)) {
        facts.bounds.min = *low;
        facts.bounds.max = *high;
    }
    return facts;
}

Result<ProjectContext> makeProjectContext(const std::filesystem::path& folder, const ProgressSink& progress, const CancelToken& cancel) {
    ProjectContext context;
    RECCE_TRY(CatalogueRows rows, openCatalogue(folder, context.warnings));
    context.catalogue = std::make_shared<const CatalogueRows>(std::move(rows));
    context.actions.catalogue = context.catalogue.get();
    context.actions.projectFolder = folder;
    std::error_code error;
    context.actions.workingFolder = std::filesystem::current_path(error);
    context.actions.inspectModel = [progress, cancel](const ModelRequest& request) { return inspectModel(request, progress, cancel); };
    context.sights = std::make_shared<const SetSights>(folder, progress, cancel);
    context.actions.sight = [sights = context.sights](Root production) { return sights->of(std::move(production)); };
    return context;
}

}  // namespace recce
