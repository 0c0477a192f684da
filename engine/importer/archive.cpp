// Archives (3MF, packed IFC and COLLADA): sizes from the directory before anything is unpacked, and the unit of a 3MF.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>
#include <zlib.h>

#include "importer/prepare.h"

namespace recce::importer {
namespace {

template <class T>
T at(std::string_view b, std::size_t offset) {
    T value{};
    if (offset <= b.size() && sizeof(T) <= b.size() - offset) std::memcpy(&value, b.data() + offset, sizeof(T));
    return value;
}

/// The first bytes of a deflated or stored member.
std::string headOf(std::string_view archive, std::size_t localHeader, std::size_t packedSize, unsigned method) {
    if (at<std::uint32_t>(archive, localHeader) != 0x04034b50) return {};
    const std::size_t first = localHeader + 30 + at<std::uint16_t>(archive, localHeader + 26) + at<std::uint16_t>(archive, localHeader + 28);
    if (first > archive.size()) return {};
    const std::string_view packed = archive.substr(first, std::min<std::size_t>(packedSize, 1 << 20));
    if (method == 0) return std::string(packed.substr(0, 4096));
    std::string out(4096, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    inflate(&stream, Z_SYNC_FLUSH);
    out.resize(out.size() - stream.avail_out);
    inflateEnd(&stream);
    return out;
}

/// Core specification, 3.4: the attribute `unit` of the model, millimetres where it is absent.
double metresOf(std::string_view modelHead) {
    const auto open = modelHead.find("<model");
    if (open == std::string_view::npos) return 0;
    const std::string_view tag = modelHead.substr(open, modelHead.find('>', open) - open);
    const auto unit = tag.find("unit=");
    if (unit == std::string_view::npos) return 0.001;
    const std::string_view value = tag.substr(unit + 6);
    const std::pair<const char*, double> kUnits[] = {{"micron", 1e-6}, {"millimeter", 0.001}, {"centimeter", 0.01}, {"inch", 0.0254}, {"foot", 0.3048}, {"meter", 1}};
    for (const auto& [name, metres] : kUnits)
        if (value.starts_with(name)) return metres;
    return 0.001;
}

}  // namespace

Status prepareArchive(std::string_view bytes, const asset::Limits& limits, Prepared& out) {
    // The end record, behind at most 64 KB of comment.
    const std::size_t least = bytes.size() > 65557 ? bytes.size() - 65557 : 0;
    const auto end = bytes.rfind(std::string_view("PK\5\6", 4));
    if (end == std::string_view::npos || end < least)
        return fail(Code::Malformed, "This archive is cut off: its directory is missing.", "", "Download or export it again.");
    const std::size_t entries = at<std::uint16_t>(bytes, end + 10);
    std::size_t offset = at<std::uint32_t>(bytes, end + 16);
    double unpacked = 0, packed = 0;
    for (std::size_t i = 0; i < entries; ++i) {
        if (offset + 46 > bytes.size() || at<std::uint32_t>(bytes, offset) != 0x02014b50)
            return fail(Code::Malformed, "The directory of this archive is damaged.", "", "Download or export it again.");
        const std::size_t nameLength = at<std::uint16_t>(bytes, offset + 28);
        const std::string_view name = bytes.substr(offset + 46, nameLength);
        unpacked += at<std::uint32_t>(bytes, offset + 24);
        packed += at<std::uint32_t>(bytes, offset + 20);
        if (name.ends_with(".model") && (out.metresPerUnit == 0 || name == "3D/3dmodel.model"))
            out.metresPerUnit = metresOf(headOf(bytes, at<std::uint32_t>(bytes, offset + 42), at<std::uint32_t>(bytes, offset + 20), at<std::uint16_t>(bytes, offset + 10)));
        offset += 46 + nameLength + at<std::uint16_t>(bytes, offset + 30) + at<std::uint16_t>(bytes, offset + 32);
    }
    constexpr double kMegabyte = 1048576.0;
    if (unpacked > limits.unpackedMb * kMegabyte)
        return fail(Code::OverBudget, fmt::format("This archive unpacks to {:.0f} MB; the limit is {:.0f} MB.", unpacked / kMegabyte, limits.unpackedMb), "",
                    asset::raiseHint("unpacked", unpacked / kMegabyte));
    // Small files press well without being bombs.
    if (unpacked > kMegabyte && unpacked > limits.ratio * std::max(packed, 1.0))
        return fail(Code::OverBudget, fmt::format("This archive unpacks to {:.0f} times its size; the limit is {:.0f}.", unpacked / std::max(packed, 1.0), limits.ratio), "",
                    asset::raiseHint("ratio", unpacked / std::max(packed, 1.0)));
    return {};
}

}  // namespace recce::importer
