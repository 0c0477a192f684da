#include "importer/prepare.h"

#include <cstdint>
#include <sstream>

#include <fmt/format.h>

namespace recce::importer {

std::optional<std::string> asPlainText(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
    const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
    if (!little && !big) return std::nullopt;
    std::string out;
    out.reserve(bytes.size() / 2);
    const auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<std::uint32_t>(little ? first | second << 8 : first << 8 | second);
    };
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) & 0x3FF);
            i += 2;
        }
        if (c < 0x80) out += static_cast<char>(c);
        else if (c < 0x800) out += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
        else if (c < 0x10000)
            out += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
        else
            out += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                    static_cast<char>(0x80 | (c & 0x3F))};
    }
    return out;
}

namespace {

/// Readers make room for as many elements as the first lines claim, before they look whether there are any.
Status checkClaims(const Format& format, std::string_view bytes) {
    std::istringstream head{std::string(bytes.substr(0, 65536))};
    std::vector<double> claimed;
    std::string word, name;
    if (format.name == "ply") {
        for (std::string line; std::getline(head, line) && !line.starts_with("end_header");) {
            std::istringstream words(line);
            double count = 0;
            if (words >> word >> name >> count && word == "element") claimed.push_back(count);
        }
    } else if (format.name == "off") {
        double vertices = 0, faces = 0;
        if (head >> word >> vertices >> faces) claimed = {vertices, faces};
    }
    for (const double count : claimed)
        if (count < 0 || count > static_cast<double>(bytes.size()))
            return fail(Code::Malformed, fmt::format("This file claims {:.0f} elements, more than it has bytes: it is damaged or cut off.", count), "",
                        "Export or download it again.");
    return {};
}

}  // namespace

Result<Prepared> prepareModel(const Format& format, std::string_view bytes, const asset::Limits& limits) {
    Prepared out;
    RECCE_TRY_STATUS(checkClaims(format, bytes));
    if (format.name == "gltf" || format.name == "glb") RECCE_TRY_STATUS(prepareGltf(bytes, limits, out));
    if (format.extension == "3mf" || format.extension == "ifczip" || format.extension == "zae") RECCE_TRY_STATUS(prepareArchive(bytes, limits, out));
    if (format.name == "ply") {
        out.content = withoutStrips(bytes);
        if (out.content) out.warnings.push_back("The triangle strips of this PLY were turned into triangles.");
    }
    // The readers of these take a byte order mark for content, or lose everything after it.
    if (format.name == "ac" || format.name == "ase" || format.name == "obj" || format.name == "off" || format.name == "dxf" || format.name == "stl")
        out.content = asPlainText(bytes);
    return out;
}

}  // namespace recce::importer
