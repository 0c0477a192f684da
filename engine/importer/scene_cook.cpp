#include "importer/scene_cook.h"

#include <algorithm>
#include <atomic>

#include <assimp/scene.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/jobs.h"
#include "importer/hierarchy.h"
#include "importer/materials.h"
#include "importer/mesh_cook.h"
#include "importer/skin.h"
#include "importer/textures.h"
#include "importer/units.h"

namespace recce::importer {
namespace {

constexpr std::size_t kMaxWarnings = 200;

/// Counts of one stored mesh as read, before anything is welded or dropped.
struct MeshCount {
    std::size_t triangles = 0, points = 0, invalid = 0;
    MeshSource source;
};

MeshCount countMesh(const aiMesh& mesh) {
    MeshCount out;
    MeshSource& s = out.source;
    s.vertexCount = mesh.mVertices ? mesh.mNumVertices : 0;
    s.positions = s.vertexCount ? &mesh.mVertices[0].x : nullptr;
    if (mesh.mNormals && s.vertexCount) s.normals = &mesh.mNormals[0].x;
    if (mesh.mColors[0] && s.vertexCount) s.colours = &mesh.mColors[0][0].r;
    std::size_t loose = 0;
    s.triangles.reserve(std::size_t{mesh.mNumFaces} * 3);
    for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
        const aiFace& face = mesh.mFaces[f];
        if (face.mNumIndices == 1) ++loose;
        if (face.mNumIndices != 3) continue;
        ++out.triangles;
        const unsigned* i = face.mIndices;
        if (i[0] < s.vertexCount && i[1] < s.vertexCount && i[2] < s.vertexCount) s.triangles.insert(s.triangles.end(), i, i + 3);
        else ++out.invalid;
    }
    if (out.triangles == 0 && s.vertexCount && (loose == mesh.mNumFaces)) {
        s.points = true;
        out.points = s.vertexCount;
    }
    return out;
}

class SceneCook {
public:
    SceneCook(CookRequest& request, FileGate& gate, Channel& channel)
        : r_(request), gate_(gate), channel_(channel), textures_(gate, request.limits) {}

    Status run() {
        RECCE_TRY_STATUS(count());
        RECCE_TRY(hierarchy_, flatten(r_.scene, r_.limits));
        poseSkins();
        readMaterials();
        texelBytes_ = textures_.plan();
        RECCE_TRY_STATUS(cookAll());
        for (const MeshParts& mesh : meshes_) parts_.add(mesh);
        meshesCooked();
        textures_.finish(parts_);
        settleAfterDecoding(materials_, textures_, r_.warnings);
        for (const MaterialResult& m : materials_) parts_.materials.push_back(m.material);
        RECCE_TRY_STATUS(place());
        parts_.report = report();
        return writeParts(parts_, texelBytes_, r_.options.key, r_.output);
    }

private:
    Status count() {
        std::size_t stored = 0;
        for (unsigned i = 0; i < r_.scene.mNumMeshes; ++i) {
            counts_.push_back(countMesh(*r_.scene.mMeshes[i]));
            triangles_ += counts_.back().triangles;
            points_ += counts_.back().points;
            stored += counts_.back().triangles + counts_.back().points;
            if (static_cast<double>(stored) > r_.limits.triangles)
                return fail(Code::OverBudget, fmt::format("The model has more than {:.0f} triangles and points.", r_.limits.triangles),
                            r_.options.name, asset::raiseHint("triangles", static_cast<double>(stored) * 2));
        }
        if (stored == 0)
            return fail(Code::Malformed, "There is no geometry in this file: no triangles and no points were read from it.", r_.options.name,
                        "It may be damaged, hold only lines, animation or curves, or lack a file it refers to. Export it with its meshes.");
        return {};
    }

    void poseSkins() {
        poses_.resize(counts_.size());
        for (unsigned i = 0; i < r_.scene.mNumMeshes; ++i) {
            poses_[i] = restPose(*r_.scene.mMeshes[i], hierarchy_);
            if (poses_[i].positions.empty()) continue;
            counts_[i].source.positions = &poses_[i].positions[0].x;
            if (!poses_[i].normals.empty()) counts_[i].source.normals = &poses_[i].normals[0].x;
        }
        for (Placement& p : hierarchy_.placements)
            if (!poses_[p.mesh].positions.empty()) p.transform = Mat4(1.0);
    }

    void readMaterials() {
        const bool linear = r_.format == "gltf" || r_.format == "glb" || r_.format == "blend";
        MaterialReader reader(r_.scene, textures_, linear);
        for (unsigned i = 0; i < r_.scene.mNumMaterials; ++i) {
            materials_.push_back(reader.read(*r_.scene.mMaterials[i], parts_));
            const auto said = r_.prepared.materials.find(r_.scene.mMaterials[i]->GetName().C_Str());
            if (said == r_.prepared.materials.end()) continue;
            cooked::Material& material = materials_.back().material;
            material.name = parts_.text(said->second.name);
            for (std::size_t slot = 0; slot < cooked::kSlotCount; ++slot)
                if (said->second.uv[slot]) material.textures[slot].transform = *said->second.uv[slot];
        }
        for (std::string& warning : reader.warnings()) r_.warnings.push_back(std::move(warning));
    }

    MeshParts cookOne(std::size_t i) {
        const aiMesh& from = *r_.scene.mMeshes[i];
        MeshSource& s = counts_[i].source;
        cooked::Mesh mesh;
        if (from.mMaterialIndex < materials_.size()) {
            const MaterialResult& material = materials_[from.mMaterialIndex];
            mesh.material = from.mMaterialIndex;
            if (material.material.doubleSided) mesh.flags |= cooked::kDoubleSided;
            const unsigned channel = material.uvChannel < AI_MAX_NUMBER_OF_TEXTURECOORDS && from.mTextureCoords[material.uvChannel] ? material.uvChannel : 0;
            if (from.mTextureCoords[channel]) s.uvs = &from.mTextureCoords[channel][0].x;
            s.wantsTangents = s.uvs && material.material.textures[cooked::kNormal].texture != cooked::kNone;
        }
        // Facets of printing formats are no design.
        if (r_.format == "stl") s.normals = nullptr;
        s.coloursAreSrgb = r_.format != "gltf" && r_.format != "glb" && r_.format != "blend";
        mesh.sourceTriangles = static_cast<std::uint32_t>(counts_[i].triangles);
        MeshParts cooked = cookMesh(s, mesh);
        cooked.droppedInvalid += counts_[i].invalid;
        s.triangles = {};
        return cooked;
    }

    Status cookAll() {
        // Textures and meshes in one list, the costliest first, so that the threads end together. A texel costs about as
        // much as a fortieth of a triangle (JPEG and mips against welding and three levels of detail).
        struct Job {
            std::uint64_t cost;
            std::size_t index;
            bool texture;
        };
        std::vector<Job> jobs;
        for (std::uint32_t i = 0; i < textures_.count(); ++i) jobs.push_back({textures_.cost(i), i, true});
        for (std::size_t i = 0; i < counts_.size(); ++i)
            jobs.push_back({40 * (counts_[i].triangles + counts_[i].points), i, false});
        std::sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.cost > b.cost; });
        meshes_.resize(counts_.size());
        std::atomic<std::size_t> done = 0;
        std::vector<Status> results(jobs.size());
        parallelFor(jobs.size(), [&](std::size_t j) {
            if (jobs[j].texture) results[j] = textures_.decode(static_cast<std::uint32_t>(jobs[j].index), r_.output);
            else meshes_[jobs[j].index] = cookOne(jobs[j].index);
            // Lines this short go through the pipe whole, whichever thread writes them.
            const std::size_t now = ++done;
            if (now % 8 == 0 || now == jobs.size()) channel_.progress("Preparing meshes and textures", now, jobs.size());
        });
        for (Status& status : results) RECCE_TRY_STATUS(std::move(status));
        return {};
    }

    void meshesCooked() {
        std::size_t degenerate = 0, invalid = 0, normals = 0;
        for (std::size_t i = 0; i < meshes_.size(); ++i) {
            parts_.meshes[i].name = parts_.text(r_.scene.mMeshes[i]->mName.C_Str());
            degenerate += meshes_[i].droppedDegenerate;
            invalid += meshes_[i].droppedInvalid;
            normals += meshes_[i].madeNormals && r_.format != "stl";
        }
        meshes_ = {};
        if (degenerate) r_.warnings.push_back(fmt::format("{} triangles without any area were dropped.", degenerate));
        if (invalid) r_.warnings.push_back(fmt::format("{} triangles or points with broken corners (no numbers, or past the end) were dropped.", invalid));
        if (normals) r_.warnings.push_back(fmt::format("{} meshes have no normals; smooth ones were made.", normals));
    }

    Box boundsOf(const Mat4& toSet) const {
        Box box;
        for (const Placement& p : hierarchy_.placements) {
            const cooked::Mesh& mesh = parts_.meshes[p.mesh];
            const Mat4 m = toSet * p.transform;
            for (const cooked::Vertex& v : std::span(parts_.vertices).subspan(mesh.firstVertex, mesh.vertexCount))
                box.add(Vec3(m * Vec4(v.position[0], v.position[1], v.position[2], 1)));
        }
        return box;
    }

    Status place() {
        units_ = statedUnits(r_.format, r_.content, r_.scene, r_.prepared.metresPerUnit);
        choosePlausible(units_, r_.format, boundsOf(Mat4(1.0)).size());
        applyUserChoice(units_, r_.options.metresPerUnit, r_.options.upAxis);
        Mat4 toSet = Mat4(units_.turn) * glm::scale(Mat4(1.0), Vec3(units_.scale));
        Box box = boundsOf(toSet);
        if (parts_.vertices.empty())
            return fail(Code::Malformed, "Nothing of this model can be drawn: all its triangles are without area or have corners that are no numbers.",
                        r_.options.name, "Export it again.");
        if (box.empty() || !isFinite(box.min) || !isFinite(box.max) || glm::length(box.size()) > 1e9)
            return fail(Code::Malformed, "Nothing of this model can be placed: its coordinates are broken.", r_.options.name, "Export it again.");
        // Onto the floor.
        const double lift = -box.min.y;
        toSet[3].y += lift;
        box.min.y = 0;
        box.max.y += lift;
        parts_.bounds = box;
        for (const Placement& p : hierarchy_.placements) {
            const Mat4 m = toSet * p.transform;
            cooked::Instance instance;
            for (int row = 0; row < 3; ++row)
                for (int column = 0; column < 4; ++column)
                    instance.transform[static_cast<std::size_t>(row * 4 + column)] = static_cast<float>(m[column][row]);
            instance.mesh = p.mesh;
            instance.name = parts_.text(p.name);
            parts_.instances.push_back(instance);
        }
        addLightsAndCameras(r_.scene, hierarchy_, toSet, r_.format == "gltf" || r_.format == "glb", parts_);
        return {};
    }

    std::string report() {
        using nlohmann::ordered_json;
        std::size_t placed = 0;
        for (const Placement& p : hierarchy_.placements) placed += counts_[p.mesh].triangles;
        std::vector<std::string> warnings;
        if (!units_.proposal.empty()) warnings.push_back(units_.proposal);
        const auto add = [&](const std::vector<std::string>& more) { warnings.insert(warnings.end(), more.begin(), more.end()); };
        add(r_.warnings);
        add(textures_.warnings());
        for (const std::string& refused : gate_.refused()) {
            const std::string text = "Refused " + cleanName(refused);
            if (std::find(warnings.begin(), warnings.end(), text) == warnings.end()) warnings.push_back(text);
        }
        if (warnings.size() > kMaxWarnings) warnings.resize(kMaxWarnings);
        for (std::string& w : warnings) w = cleanName(w, 2000);
        const auto up = [](asset::UpAxis a) { return a == asset::UpAxis::X ? "x" : a == asset::UpAxis::Y ? "y" : "z"; };
        const auto corner = [](const Vec3& v) { return ordered_json::array({v.x, v.y, v.z}); };
        const ordered_json json = {
            {"format", r_.format}, {"metres_per_unit", units_.metresPerUnit}, {"units_source", units_.unitsSource},
            {"up_axis", up(units_.up)}, {"up_axis_source", units_.upSource}, {"meshes", r_.scene.mNumMeshes}, {"triangles", triangles_},
            {"points", points_}, {"instances", hierarchy_.placements.size()}, {"triangles_instanced", placed},
            {"materials", r_.scene.mNumMaterials},
            {"textures", {{"found", textures_.foundCount()}, {"missing", textures_.missing()}}},
            {"bounds_m", {{"min", corner(parts_.bounds.min)}, {"max", corner(parts_.bounds.max)}}},
            {"lights", parts_.lights.size()}, {"cameras", parts_.cameras.size()}, {"animations", r_.scene.mNumAnimations},
            {"warnings", warnings}};
        return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    }

    CookRequest& r_;
    FileGate& gate_;
    Channel& channel_;
    TextureStore textures_;
    Parts parts_;
    std::vector<MeshCount> counts_;
    std::vector<MaterialResult> materials_;
    std::vector<MeshParts> meshes_;
    Hierarchy hierarchy_;
    std::vector<RestPose> poses_;
    UnitsAndUp units_;
    std::uint64_t texelBytes_ = 0;
    std::size_t triangles_ = 0, points_ = 0;
};

}  // namespace

Status cookScene(CookRequest request, FileGate& gate, Channel& channel) {
    // Not freed: the process ends without giving back what the system takes anyway.
    auto* cook = new SceneCook(request, gate, channel);
    return cook->run();
}

}  // namespace recce::importer
