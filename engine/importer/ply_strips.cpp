// Triangle strips of scanner PLYs, of which Assimp reads one triangle, as plain faces. Knows nothing else of PLY.
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <sstream>

#include "importer/prepare.h"

namespace recce::importer {
namespace {

struct Property {
    std::size_t size = 0;       ///< bytes of one value
    std::size_t countSize = 0;  ///< of a list's length; 0: no list
};
struct Element {
    std::string name;
    std::uint64_t count = 0;
    std::vector<Property> properties;
    std::string header;  ///< its lines
};

std::size_t sizeOf(const std::string& type) {
    if (type == "char" || type == "uchar" || type == "int8" || type == "uint8") return 1;
    if (type == "short" || type == "ushort" || type == "int16" || type == "uint16") return 2;
    if (type == "int" || type == "uint" || type == "float" || type == "int32" || type == "uint32" || type == "float32") return 4;
    if (type == "double" || type == "float64") return 8;
    return 0;
}

/// Reads values one after the other, from text or bytes of either order. `ok` falls when the file ends early.
class Cursor {
public:
    Cursor(std::string_view data, bool text, bool swapped) : data_(data), text_(text), swapped_(swapped) {}
    bool ok = true;

    std::int64_t integer(std::size_t size) {
        if (text_) {
            const std::string_view word = next();
            double value = 0;
            const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
            if (error != std::errc() || !(std::abs(value) < 9e15)) ok = false;
            return ok ? static_cast<std::int64_t>(value) : 0;
        }
        std::array<unsigned char, 8> raw{};
        if (size > data_.size() - at_ || size > 4) {
            ok = false;
            return 0;
        }
        for (std::size_t i = 0; i < size; ++i) raw[swapped_ ? size - 1 - i : i] = static_cast<unsigned char>(data_[at_ + i]);
        at_ += size;
        if (size == 1) return raw[0];
        std::int32_t wide = 0;
        std::int16_t narrow = 0;
        std::memcpy(&wide, raw.data(), 4);
        std::memcpy(&narrow, raw.data(), 2);
        return size == 2 ? narrow : wide;
    }
    void skip(std::size_t size) {
        if (text_) next();
        else if (size > data_.size() - at_) ok = false;
        else at_ += size;
    }
    std::size_t at() const { return at_; }

private:
    std::string_view next() {
        while (at_ < data_.size() && std::isspace(static_cast<unsigned char>(data_[at_]))) ++at_;
        const std::size_t first = at_;
        while (at_ < data_.size() && !std::isspace(static_cast<unsigned char>(data_[at_]))) ++at_;
        if (first == at_) ok = false;
        return data_.substr(first, at_ - first);
    }
    std::string_view data_;
    bool text_, swapped_;
    std::size_t at_ = 0;
};

/// Strips of one list: -1 starts a new one; every second triangle is turned.
void addStrips(Cursor& in, const Property& list, std::vector<std::array<std::int32_t, 3>>& out) {
    const std::int64_t count = in.integer(list.countSize);
    std::array<std::int32_t, 2> last{};
    std::size_t length = 0;
    for (std::int64_t i = 0; i < count && in.ok; ++i) {
        const auto index = static_cast<std::int32_t>(in.integer(list.size));
        if (index < 0) {
            length = 0;
            continue;
        }
        if (length >= 2) {
            const bool turned = length % 2 != 0;
            // Strips repeat a corner to turn round a bend: no triangle, and not one that the scanner meant.
            if (last[0] != last[1] && last[1] != index && last[0] != index)
                out.push_back({last[turned ? 1 : 0], last[turned ? 0 : 1], index});
        }
        last = {last[1], index};
        ++length;
    }
}

}  // namespace

std::optional<std::string> withoutStrips(std::string_view ply) {
    const auto end = ply.find("end_header");
    if (end == std::string_view::npos || end > 65536 || ply.substr(0, end).find("element tristrips") == std::string_view::npos) return std::nullopt;
    const auto bodyStart = ply.find('\n', end);
    if (bodyStart == std::string_view::npos) return std::nullopt;
    std::istringstream header{std::string(ply.substr(0, end))};
    std::vector<Element> elements;
    std::string format;
    for (std::string line; std::getline(header, line);) {
        std::istringstream words(line);
        std::string word, type;
        words >> word;
        if (word == "format") words >> format;
        if (word == "element") {
            elements.emplace_back();
            words >> elements.back().name >> elements.back().count;
        }
        if (word == "property" && !elements.empty()) {
            Property property;
            words >> type;
            if (type == "list") {
                std::string countType;
                words >> countType >> type;
                property.countSize = sizeOf(countType);
                if (property.countSize == 0) return std::nullopt;
            }
            property.size = sizeOf(type);
            if (property.size == 0) return std::nullopt;
            elements.back().properties.push_back(property);
        }
        if (word == "element" || word == "property") elements.back().header += line + "\n";
    }
    const bool text = format == "ascii", big = format == "binary_big_endian";
    if (!text && !big && format != "binary_little_endian") return std::nullopt;
    const std::string_view body = ply.substr(bodyStart + 1);
    Cursor cursor(body, text, big);
    std::string vertexHeader;
    std::string_view vertices;
    std::vector<std::array<std::int32_t, 3>> faces;
    for (const Element& element : elements) {
        const std::size_t first = cursor.at();
        for (std::uint64_t i = 0; i < element.count && cursor.ok; ++i)
            for (const Property& property : element.properties) {
                if (property.countSize && element.name == "tristrips") {
                    addStrips(cursor, property, faces);
                } else if (property.countSize) {
                    const std::int64_t count = cursor.integer(property.countSize);
                    for (std::int64_t k = 0; k < count && cursor.ok; ++k) cursor.skip(property.size);
                } else {
                    cursor.skip(property.size);
                }
            }
        if (element.name == "vertex") {
            vertexHeader = element.header;
            vertices = body.substr(first, cursor.at() - first);
        }
    }
    if (!cursor.ok || faces.empty()) return std::nullopt;
    std::string out = "ply\nformat " + format + " 1.0\n" + vertexHeader + "element face " + std::to_string(faces.size()) +
                      "\nproperty list uchar int vertex_indices\nend_header\n";
    out += vertices;
    if (text) out += '\n';
    for (const auto& face : faces) {
        if (text) {
            out += "3 " + std::to_string(face[0]) + " " + std::to_string(face[1]) + " " + std::to_string(face[2]) + "\n";
            continue;
        }
        out += '\3';
        for (const std::int32_t index : face)
            for (int byte = 0; byte < 4; ++byte) out += static_cast<char>(static_cast<std::uint32_t>(index) >> (big ? 24 - 8 * byte : 8 * byte));
    }
    return out;
}

}  // namespace recce::importer
