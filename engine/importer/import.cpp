#include "importer/import.h"

#include <algorithm>

#include <assimp/BaseImporter.h>
#include <assimp/Importer.hpp>
#include <assimp/importerdesc.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <assimp/version.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "importer/gate.h"
#include "importer/io_system.h"
#include "importer/prepare.h"
#include "importer/sandbox.h"
#include "importer/scene_cook.h"
#include "importer/sniff.h"

namespace recce::importer {
namespace {

bool answersTo(const aiImporterDesc& description, const std::string& extension) {
    const std::string all = " " + std::string(description.mFileExtensions) + " ";
    return all.find(" " + extension + " ") != std::string::npos;
}

/// Only the readers of the recognised format stay: the others never see the file.
void keepOnly(Assimp::Importer& importer, const std::string& extension) {
    for (std::size_t i = importer.GetImporterCount(); i-- > 0;)
        if (!answersTo(*importer.GetImporterInfo(i), extension)) importer.UnregisterLoader(importer.GetImporter(i));
}

Error readerError(const Assimp::Importer& importer, const Options& options, const asset::Limits& limits) {
    const std::string said = importer.GetErrorString();
    if (said.find("bad_alloc") != std::string::npos || said.find("bad allocation") != std::string::npos ||
        said.find("bad_array_new_length") != std::string::npos)
        return {Code::OverBudget, fmt::format("Reading this model needs more than {:.0f} MB of memory.", limits.memoryMb), options.name,
                asset::raiseHint("memory", limits.memoryMb * 2), {}};
    return {Code::Malformed, "This model cannot be read: " + cleanName(said, 500) + (said.ends_with(".") ? "" : "."), options.name,
            "The file is damaged or uses something that is not supported. Export it again, or to glTF.", {}};
}

}  // namespace

Status runImport(const Options& options, int output, Channel& channel) {
    struct stat info {};
    stat(options.package.model.c_str(), &info);
    asset::Limits limits = asset::limitsFor(static_cast<std::uint64_t>(info.st_size), options.limits);
    FileGate gate(options.package, limits, channel, [&](std::uint64_t bytes) {
        limits = asset::limitsFor(bytes, options.limits);
        raiseLimits(limits);
    });
    channel.progress("Reading", 0, 0);
    RECCE_TRY(const GatedFile model, gate.openModel());
    RECCE_TRY(const Format format, sniffFormat(model.text(), options.package.model.filename().string()));

    RECCE_TRY(Prepared prepared, prepareModel(format, model.text(), limits));
    const std::string_view content = prepared.content ? std::string_view(*prepared.content) : model.text();

    // Neither is freed: freeing some valid scenes crashes, and the system takes everything at the end anyway.
    auto* importer = new Assimp::Importer;
    const std::string readAs = (options.package.folder / options.package.model.stem()).string() + "." + format.extension;
    auto* files = new GateIoSystem(gate, readAs, content);
    keepOnly(*importer, format.extension);
    importer->SetIOHandler(files);
    importer->SetPropertyBool(AI_CONFIG_IMPORT_NO_SKELETON_MESHES, true);
    const aiScene* scene = importer->ReadFile(readAs, aiProcess_Triangulate);
    if (files->overBudget()) return fail(*files->overBudget());
    if (!scene) return fail(readerError(*importer, options, limits));
        CookRequest request{*scene, options, limits, format.name, model.text(), {}, prepared.warnings, output};
    request.prepared = std::move(prepared);
    return cookScene(std::move(request), gate, channel);
}

std::string readerVersion() {
    return fmt::format("{}.{}.{}", aiGetVersionMajor(), aiGetVersionMinor(), aiGetVersionPatch());
}

}  // namespace recce::importer
