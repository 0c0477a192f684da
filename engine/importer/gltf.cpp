// glTF 2 before Assimp reads it: what it requires, how deep and wide it is, whether its accessors stay inside their buffers,
// and the texture transforms, which Assimp turns about the wrong point.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "importer/parts.h"
#include "importer/prepare.h"

namespace recce::importer {
namespace {
using nlohmann::json;

constexpr const char* kEmpty = "";

tl::unexpected<Error> damaged(const std::string& what) {
    return fail(Code::Malformed, "This glTF is damaged: " + what + ".", kEmpty, "Export it again.");
}

/// An unsigned number; `otherwise` where it is absent, nothing where it is something else.
std::optional<std::uint64_t> number(const json& of, const char* key, std::optional<std::uint64_t> otherwise) {
    const auto found = of.find(key);
    if (found == of.end()) return otherwise;
    if (found->is_number_unsigned()) return found->get<std::uint64_t>();
    if (found->is_number_float()) {  // some writers put 12.0
        const double v = found->get<double>();
        if (v >= 0 && v < 9e15 && v == std::floor(v)) return static_cast<std::uint64_t>(v);
    }
    return std::nullopt;
}

const json& arrayOf(const json& root, const char* key) {
    static const json kNone = json::array();
    const auto found = root.find(key);
    return found != root.end() && found->is_array() ? *found : kNone;
}

Status checkRequired(const json& root) {
    static const std::set<std::string> kRead = {
        "KHR_texture_transform", "KHR_lights_punctual", "KHR_materials_unlit", "KHR_materials_pbrSpecularGlossiness", "KHR_materials_transmission",
        "KHR_materials_ior", "KHR_materials_volume", "KHR_materials_clearcoat", "KHR_materials_sheen", "KHR_materials_specular",
        "KHR_materials_emissive_strength", "KHR_materials_variants", "KHR_materials_iridescence", "KHR_materials_anisotropy", "KHR_materials_dispersion",
        "KHR_draco_mesh_compression", "KHR_xmp_json_ld", "KHR_xmp", "EXT_texture_webp", "FB_ngon_encoding", "KHR_node_visibility", "KHR_animation_pointer", "KHR_technique_webgl", "KHR_techniques_webgl"};
    for (const json& name : arrayOf(root, "extensionsRequired")) {
        if (!name.is_string() || kRead.contains(name.get<std::string>())) continue;
        const std::string word = cleanName(name.get<std::string>(), 200);
        const char* what = word == "KHR_texture_basisu" ? " (KTX2 textures)" : word == "EXT_meshopt_compression" || word == "KHR_meshopt_compression" ? " (meshopt compression)"
                           : word == "KHR_mesh_quantization" ? " (quantized vertices)" : "";
        return fail(Code::Unsupported, "This glTF requires " + word + what + ", which is not read.", kEmpty,
                    "Export it without, with PNG or JPEG textures and uncompressed meshes.");
    }
    return {};
}

/// Depth and number of places of the expanded tree, without recursion. A child with two parents counts twice.
Status checkNodes(const json& nodes, const asset::Limits& limits) {
    const std::size_t count = nodes.size();
    if (static_cast<double>(count) > limits.nodes)
        return fail(Code::OverBudget, fmt::format("The model has {} nodes; the limit is {:.0f}.", count, limits.nodes), kEmpty,
                    asset::raiseHint("nodes", static_cast<double>(count)));
    std::vector<std::vector<std::size_t>> children(count);
    std::vector<bool> isChild(count, false);
    for (std::size_t i = 0; i < count; ++i) {
        if (!nodes[i].is_object()) return damaged(fmt::format("node {} is no object", i));
        for (const json& child : arrayOf(nodes[i], "children")) {
            if (!child.is_number_unsigned() || child.get<std::uint64_t>() >= count) return damaged(fmt::format("node {} has a child that does not exist", i));
            children[i].push_back(child.get<std::size_t>());
            isChild[children[i].back()] = true;
        }
    }
    enum : char { kNew, kOpen, kDone };
    std::vector<char> state(count, kNew);
    std::vector<double> size(count, 1), depth(count, 1);
    std::vector<std::pair<std::size_t, std::size_t>> stack;
    double total = 0;
    for (std::size_t root = 0; root < count; ++root) {
        if (state[root] == kNew) stack.emplace_back(root, 0);
        while (!stack.empty()) {
            auto& [node, next] = stack.back();
            state[node] = kOpen;
            if (next < children[node].size()) {
                const std::size_t child = children[node][next++];
                if (state[child] == kOpen) return damaged(fmt::format("node {} is its own ancestor", child));
                if (state[child] == kNew) stack.emplace_back(child, 0);
                continue;
            }
            for (const std::size_t child : children[node]) {
                size[node] += size[child];
                depth[node] = std::max(depth[node], depth[child] + 1);
            }
            state[node] = kDone;
            if (depth[node] > limits.depth)
                return fail(Code::OverBudget, fmt::format("The model's hierarchy is deeper than {:.0f} levels.", limits.depth), kEmpty,
                            asset::raiseHint("depth", limits.depth * 10));
            stack.pop_back();
        }
        if (!isChild[root]) total += size[root];
    }
    if (total > limits.nodes)
        return fail(Code::OverBudget, fmt::format("The model's hierarchy unfolds to {:.0f} nodes; the limit is {:.0f}.", total, limits.nodes), kEmpty,
                    asset::raiseHint("nodes", total));
    return {};
}

std::uint64_t elementSize(const json& accessor) {
    static const std::map<std::string, std::uint64_t> kParts = {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}};
    const auto type = accessor.find("type");
    const auto parts = type != accessor.end() && type->is_string() ? kParts.find(type->get<std::string>()) : kParts.end();
    if (parts == kParts.end()) return 0;
    switch (number(accessor, "componentType", 0).value_or(0)) {
        case 5120: case 5121: return parts->second;
        case 5122: case 5123: return parts->second * 2;
        case 5125: case 5126: return parts->second * 4;
        default: return 0;
    }
}

/// Every accessor inside its view and every view inside its buffer: Assimp reads past the end of those that are not.
Status checkAccessors(const json& root, std::uint64_t binaryChunk, const asset::Limits& limits) {
    const json& buffers = arrayOf(root, "buffers");
    const json& views = arrayOf(root, "bufferViews");
    const json& accessors = arrayOf(root, "accessors");
    for (std::size_t i = 0; i < views.size(); ++i) {
        const auto buffer = number(views[i], "buffer", 0), offset = number(views[i], "byteOffset", 0), length = number(views[i], "byteLength", std::nullopt);
        if (!buffer || !offset || !length || *buffer >= buffers.size()) return damaged(fmt::format("buffer view {} is incomplete", i));
        std::uint64_t size = number(buffers[*buffer], "byteLength", 0).value_or(0);
        // Chunks are padded, so the chunk may be a little longer than the buffer, never shorter.
        if (*buffer == 0 && binaryChunk && !buffers[0].contains("uri")) size = std::min(size, binaryChunk);
        if (*offset > size || *length > size - *offset) return damaged(fmt::format("buffer view {} reaches past its buffer", i));
    }
    for (std::size_t i = 0; i < accessors.size(); ++i) {
        const json& a = accessors[i];
        const std::uint64_t element = elementSize(a);
        const auto count = number(a, "count", std::nullopt), offset = number(a, "byteOffset", 0);
        if (!a.is_object() || element == 0 || !count || !offset) return damaged(fmt::format("accessor {} is incomplete", i));
        if (static_cast<double>(*count) > limits.triangles * 3)
            return fail(Code::OverBudget, fmt::format("Accessor {} has {} elements, more than {:.0f} triangles can use.", i, *count, limits.triangles), kEmpty,
                        asset::raiseHint("triangles", static_cast<double>(*count)));
        if (!a.contains("bufferView")) continue;
        const auto view = number(a, "bufferView", std::nullopt);
        if (!view || *view >= views.size()) return damaged(fmt::format("accessor {} names a buffer view that does not exist", i));
        const std::uint64_t length = number(views[*view], "byteLength", 0).value_or(0);
        const std::uint64_t stride = std::max(element, number(views[*view], "byteStride", 0).value_or(0));
        if (*count > 0 && (*offset > length || stride > (1u << 20) || (*count - 1) * stride + element > length - *offset))
            return damaged(fmt::format("accessor {} reaches past its buffer view", i));
    }
    for (const json& mesh : arrayOf(root, "meshes"))
        for (const json& primitive : arrayOf(mesh, "primitives")) {
            std::vector<const json*> used;
            if (primitive.contains("indices")) used.push_back(&primitive["indices"]);
            if (const auto attributes = primitive.find("attributes"); attributes != primitive.end() && attributes->is_object())
                for (const auto& [name, index] : attributes->items()) used.push_back(&index);
            for (const json* index : used)
                if (!index->is_number_unsigned() || index->get<std::uint64_t>() >= accessors.size()) return damaged("a mesh names an accessor that does not exist");
        }
    return {};
}

/// KHR_texture_transform: the picture coordinates are scaled, then turned by -rotation (V points down), then moved.
std::optional<std::array<float, 6>> transformOf(const json& textureInfo) {
    const auto extensions = textureInfo.find("extensions");
    if (extensions == textureInfo.end() || !extensions->is_object() || !extensions->contains("KHR_texture_transform")) return std::nullopt;
    const json& t = (*extensions)["KHR_texture_transform"];
    if (!t.is_object()) return std::nullopt;
    const auto pair = [&](const char* key, double otherwise) {
        std::array<double, 2> v{otherwise, otherwise};
        const json& values = arrayOf(t, key);
        for (std::size_t i = 0; i < 2 && i < values.size(); ++i)
            if (values[i].is_number()) v[i] = values[i].get<double>();
        return v;
    };
    const auto offset = pair("offset", 0), scale = pair("scale", 1);
    const double rotation = t.contains("rotation") && t["rotation"].is_number() ? t["rotation"].get<double>() : 0;
    const double c = std::cos(rotation), s = std::sin(rotation);
    const std::array<double, 6> m{c * scale[0], s * scale[1], offset[0], -s * scale[0], c * scale[1], offset[1]};
    std::array<float, 6> out{};
    for (std::size_t i = 0; i < 6; ++i) {
        if (!(std::abs(m[i]) < 1e6)) return std::nullopt;
        out[i] = static_cast<float>(m[i]);
    }
    return out;
}

/// Marks each material with its number, since Assimp keeps neither order nor transforms, and notes what it says.
void noteTransforms(json& root, Prepared& out) {
    if (!root.contains("materials") || !root["materials"].is_array()) return;
    std::size_t i = 0;
    for (json& material : root["materials"]) {
        if (!material.is_object()) continue;
        GltfMaterial note;
        if (material.contains("name") && material["name"].is_string()) note.name = material["name"].get<std::string>();
        const auto take = [&](const json& in, const char* key, cooked::TextureSlot slot) {
            if (in.is_object() && in.contains(key) && in[key].is_object()) {
                note.uv[slot] = transformOf(in[key]);
                // Without the extension the picture lies as the coordinates say.
                if (!note.uv[slot]) note.uv[slot] = std::array<float, 6>{1, 0, 0, 0, 1, 0};
            }
        };
        const json none = json::object();
        const json& physical = material.contains("pbrMetallicRoughness") ? material["pbrMetallicRoughness"] : none;
        take(physical, "baseColorTexture", cooked::kBaseColour);
        take(physical, "metallicRoughnessTexture", cooked::kMetalRough);
        take(material, "normalTexture", cooked::kNormal);
        take(material, "occlusionTexture", cooked::kOcclusion);
        take(material, "emissiveTexture", cooked::kEmissive);
        const std::string mark = fmt::format("recce-material-{}", i++);
        material["name"] = mark;
        out.materials.emplace(mark, std::move(note));
    }
}

std::uint32_t u32(std::string_view b, std::size_t at) {
    std::uint32_t v = 0;
    if (at + 4 <= b.size()) std::memcpy(&v, b.data() + at, 4);
    return v;
}

std::string glbOf(const json& root, std::string_view rest) {
    std::string text = root.dump(-1, ' ', false, json::error_handler_t::replace);
    while (text.size() % 4) text += ' ';
    std::string out = "glTF";
    const auto add = [&](std::size_t v) {
        for (int i = 0; i < 4; ++i) out += static_cast<char>(v >> (8 * i));
    };
    add(2);
    add(20 + text.size() + rest.size());
    add(text.size());
    out += "JSON" + text;
    out += rest;
    return out;
}

}  // namespace

Status prepareGltf(std::string_view bytes, const asset::Limits& limits, Prepared& out) {
    std::string_view text = bytes, rest;
    std::uint64_t binaryChunk = 0;
    const bool binary = bytes.starts_with("glTF");
    if (binary) {
        if (u32(bytes, 4) == 1) return {};  // glTF 1 has another layout; its reader stands alone
        if (bytes.size() < 20 || u32(bytes, 8) > bytes.size()) return damaged("it is shorter than its header says");
        const std::uint32_t length = u32(bytes, 12);
        if (std::memcmp(bytes.data() + 16, "JSON", 4) != 0 || length > bytes.size() - 20) return damaged("its first part is no JSON");
        text = bytes.substr(20, length);
        rest = bytes.substr(20 + length);
        if (rest.size() >= 8) {
            binaryChunk = u32(rest, 0);
            if (binaryChunk > rest.size() - 8) return damaged("its binary part is cut off");
        }
    }
    json root = json::parse(text, nullptr, false);
    if (!root.is_object()) return damaged("its JSON does not parse");
    const auto asset = root.find("asset");
    if (asset != root.end() && asset->is_object() && asset->contains("version") && (*asset)["version"].is_string() &&
        (*asset)["version"].get<std::string>().starts_with("1"))
        return {};
    RECCE_TRY_STATUS(checkRequired(root));
    RECCE_TRY_STATUS(checkNodes(arrayOf(root, "nodes"), limits));
    RECCE_TRY_STATUS(checkAccessors(root, binaryChunk, limits));
    if (text.find("KHR_texture_transform") != std::string_view::npos) {
        noteTransforms(root, out);
        out.content = binary ? glbOf(root, rest) : root.dump(-1, ' ', false, json::error_handler_t::replace);
    }
    return {};
}

}  // namespace recce::importer
