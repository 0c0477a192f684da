#include "importer/parts.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace recce::importer {
namespace {

std::uint64_t aligned(std::uint64_t offset) { return (offset + 63) / 64 * 64; }

std::size_t sequenceLength(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (length == 0 || length > text.size() - at) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 0;
    return length;
}

}  // namespace

std::string cleanName(std::string_view raw, std::size_t maxBytes) {
    std::string out;
    for (std::size_t i = 0; i < raw.size() && out.size() + 4 <= maxBytes;) {
        const auto c = static_cast<unsigned char>(raw[i]);
        const std::size_t length = sequenceLength(raw, i);
        if (length == 0) {
            out += static_cast<char>(0xC0 | (c >> 6));
            out += static_cast<char>(0x80 | (c & 0x3F));
            ++i;
        } else {
            if (length == 1 && (c < 32 || c == 127)) out += ' ';
            else out += raw.substr(i, length);
            i += length;
        }
    }
    return out;
}

cooked::Text Parts::text(std::string_view raw) {
    std::string name = cleanName(raw);
    if (name.empty()) return {};
    const auto [found, added] = known_.try_emplace(name);
    if (added) {
        found->second = {static_cast<std::uint32_t>(strings.size()), static_cast<std::uint32_t>(name.size())};
        strings += name;
    }
    return found->second;
}

void Parts::add(const MeshParts& from) {
    cooked::Mesh mesh = from.mesh;
    mesh.firstVertex = static_cast<std::uint32_t>(vertices.size());
    mesh.vertexCount = static_cast<std::uint32_t>(from.vertices.size());
    mesh.firstLod = static_cast<std::uint32_t>(lods.size());
    mesh.lodCount = static_cast<std::uint32_t>(from.lods.size());
    const auto firstIndex = static_cast<std::uint32_t>(indices.size()), firstCluster = static_cast<std::uint32_t>(clusters.size());
    for (cooked::Lod lod : from.lods) {
        lod.firstIndex += firstIndex;
        lod.firstCluster += firstCluster;
        lods.push_back(lod);
    }
    for (cooked::Cluster cluster : from.clusters) {
        cluster.firstIndex += firstIndex;
        clusters.push_back(cluster);
    }
    vertices.insert(vertices.end(), from.vertices.begin(), from.vertices.end());
    indices.insert(indices.end(), from.indices.begin(), from.indices.end());
    meshes.push_back(mesh);
}

std::uint64_t texelsOffset() { return aligned(sizeof(cooked::Header)); }

Status writeAt(int descriptor, std::span<const std::byte> bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t n = pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0)
            return fail(Code::Unwritable, std::string("The imported model cannot be kept: ") + std::strerror(n < 0 ? errno : EIO) + ".", "",
                        "Free some space, or set RECCE_CACHE_DIR to a folder that has some.");
        bytes = bytes.subspan(static_cast<std::size_t>(n));
        offset += static_cast<std::uint64_t>(n);
    }
    return {};
}

Status writeParts(const Parts& parts, std::uint64_t texelBytes, const Hash128& key, int descriptor) {
    cooked::Header header;
    header.headerSize = sizeof header;
    header.keyHigh = key.high;
    header.keyLow = key.low;
    if (!parts.bounds.empty()) {
        header.boundsMin = {parts.bounds.min.x, parts.bounds.min.y, parts.bounds.min.z};
        header.boundsMax = {parts.bounds.max.x, parts.bounds.max.y, parts.bounds.max.z};
    }
    std::uint64_t at = texelsOffset();
    const auto entry = [&](cooked::Section section) -> cooked::SectionEntry& { return header.sections[static_cast<std::size_t>(section)]; };
    entry(cooked::Section::Texels) = {at, texelBytes};
    at = aligned(at + texelBytes);
    Status status;
    const auto put = [&](cooked::Section section, const auto& values) {
        const auto bytes = std::as_bytes(std::span(values.data(), values.size()));
        entry(section) = {at, values.size()};
        if (status) status = writeAt(descriptor, bytes, at);
        at = aligned(at + bytes.size());
    };
    put(cooked::Section::Instances, parts.instances);
    put(cooked::Section::Meshes, parts.meshes);
    put(cooked::Section::Lods, parts.lods);
    put(cooked::Section::Clusters, parts.clusters);
    put(cooked::Section::Vertices, parts.vertices);
    put(cooked::Section::Indices, parts.indices);
    put(cooked::Section::Materials, parts.materials);
    put(cooked::Section::Textures, parts.textures);
    put(cooked::Section::Lights, parts.lights);
    put(cooked::Section::Cameras, parts.cameras);
    put(cooked::Section::Strings, parts.strings);
    put(cooked::Section::Report, parts.report);
    RECCE_TRY_STATUS(std::move(status));
    header.fileSize = at;
    // The last section may end before the rounded size.
    if (ftruncate(descriptor, static_cast<off_t>(at)) != 0)
        return fail(Code::Unwritable, "The imported model cannot be kept: the disk is full.", "", "Free some space.");
    return writeAt(descriptor, std::as_bytes(std::span(&header, 1)), 0);
}

}  // namespace recce::importer
