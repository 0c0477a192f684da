#include "importer/sniff.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <optional>

namespace recce::importer {
namespace {

/// Text formats are recognised within this many bytes from the start.
constexpr std::size_t kHead = 65536;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string extensionOf(std::string_view fileName) {
    const auto dot = fileName.rfind('.');
    return dot == std::string_view::npos ? std::string() : lower(fileName.substr(dot + 1));
}

std::uint32_t u32(std::string_view b, std::size_t at) {
    std::uint32_t v = 0;
    if (at + 4 <= b.size()) std::memcpy(&v, b.data() + at, 4);
    return v;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string_view trimmed(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    return text;
}

/// UTF-16 to its ASCII part, for recognising only.
std::string narrowed(std::string_view head) {
    const bool utf16 = head.size() > 3 && (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"));
    if (!utf16) return std::string(head);
    std::string out;
    for (const char c : head.substr(2))
        if (c != '\0') out += c;
    return out;
}

bool isBinaryStl(std::string_view b) {
    return b.size() >= 84 && static_cast<std::uint64_t>(u32(b, 80)) * 50 + 84 == b.size();
}

/// The two-line groups of a drawing exchange file: "0", "SECTION".
bool isTextDxf(std::string_view head) {
    std::string_view text = trimmed(head);
    for (int i = 0; i < 20 && text.starts_with("999"); ++i) {  // comments
        for (int skip = 0; skip < 2; ++skip) {
            const auto end = text.find('\n');
            if (end == std::string_view::npos) return false;
            text = trimmed(text.substr(end + 1));
        }
    }
    if (!text.starts_with("0")) return false;
    return trimmed(text.substr(1)).starts_with("SECTION") || trimmed(text.substr(1)).starts_with("section");
}

/// Lines of an OBJ: only known keywords, and a vertex or face among them.
bool isObj(std::string_view head, std::size_t fileSize) {
    static constexpr std::array kWords = {"v", "vt", "vn", "vp", "f", "o", "g", "s", "l", "p", "mtllib", "usemtl", "mg", "deg", "bmat", "step",
                                          "cstype", "curv", "curv2", "surf", "parm", "trim", "hole", "scrv", "sp", "end", "con", "bevel",
                                          "c_interp", "d_interp", "lod", "shadow_obj", "trace_obj", "ctech", "stech", "usemap", "maplib", "call", "csh"};
    std::size_t lines = 0, known = 0, geometry = 0;
    bool continued = false;
    for (std::size_t at = 0; at < head.size();) {
        const auto end = std::min(head.find('\n', at), head.size());
        if (end == head.size() && head.size() < fileSize) break;  // cut off by the head's length
        std::string_view line = trimmed(head.substr(at, end - at));
        at = end + 1;
        const bool continues = has(line.size() > 2 ? line.substr(line.size() - 2) : line, "\\");
        if (line.empty() || line[0] == '#' || continued) {
            continued = continues;
            continue;
        }
        continued = continues;
        const auto stop = std::min(line.find_first_of(" \t\r"), line.size());
        const std::string_view word = line.substr(0, stop);
        ++lines;
        const bool isKnown = std::any_of(kWords.begin(), kWords.end(), [&](const char* w) { return word == w; });
        known += isKnown;
        geometry += word == "v" || word == "f";
    }
    return lines > 0 && geometry > 0 && known * 10 >= lines * 9;
}

std::optional<Format> byMagic(std::string_view b) {
    const std::string_view head = b.substr(0, kHead);
    if (b.starts_with("glTF")) return Format{"glb", "glb"};
    if (b.starts_with("Kaydara FBX Binary")) return Format{"fbx", "fbx"};
    if (b.starts_with("BLENDER")) return Format{"blend", "blend"};
    // Blender presses its files with gzip when asked to; the reader unpacks that itself.
    if (b.size() > 2 && static_cast<unsigned char>(b[0]) == 0x1F && static_cast<unsigned char>(b[1]) == 0x8B) return Format{"blend", "blend"};
    if (b.starts_with("PK\x03\x04")) return Format{"zip", ""};
    if (b.starts_with("AutoCAD Binary DXF")) return Format{"dxf", "dxf"};
    if (b.starts_with("xof ")) return Format{"x", "x"};
    if (b.starts_with("AC3D") || b.starts_with("\xEF\xBB\xBF" "AC3D")) return Format{"ac", "ac"};
    if (b.starts_with("LWSC")) return Format{"lws", "lws"};
    if (b.starts_with("FORM") && b.size() > 12) {
        const std::string_view kind = b.substr(8, 4);
        if (kind == "LWOB" || kind == "LWO2" || kind == "LXOB" || kind == "LWLO") return Format{"lwo", "lwo"};
    }
    if (b.size() > 6 && static_cast<unsigned char>(b[0]) == 0x4D && static_cast<unsigned char>(b[1]) == 0x4D && u32(b, 2) <= b.size() + 64)
        return Format{"3ds", "3ds"};
    if (head.starts_with("ply\n") || head.starts_with("ply\r")) return Format{"ply", "ply"};
    return std::nullopt;
}

std::optional<Format> byText(std::string_view b, const std::string& extension) {
    const std::string head = narrowed(b.substr(0, kHead));
    const std::string_view text = trimmed(head);
    const std::string low = lower(text.substr(0, std::min<std::size_t>(text.size(), 4096)));
    if (text.starts_with("{") && has(text, "\"")) {
        if (extension == "gltf" || has(text, "\"asset\"") || has(b, "\"asset\"")) return Format{"gltf", "gltf"};
    }
    if (has(text, "<COLLADA")) return Format{"dae", "dae"};
    if (has(low, "<x3d")) return Format{"x3d", "x3d"};
    if (text.starts_with("ISO-10303-21")) return Format{"ifc", "ifc"};
    if (text.starts_with("; FBX") || has(text, "FBXHeaderExtension")) return Format{"fbx", "fbx"};
    if (has(low, "*3dsmax_asciiexport")) return Format{"ase", "ase"};
    if (isTextDxf(text)) return Format{"dxf", "dxf"};
    for (const char* word : {"OFF", "COFF", "NOFF", "CNOFF", "STOFF", "4OFF", "nOFF"})
        if (text.starts_with(word) && text.size() > std::strlen(word) && std::isspace(static_cast<unsigned char>(text[std::strlen(word)])))
            return Format{"off", "off"};
    if ((has(text, "GeometryNode") || has(text, "GeometryObject") || has(text, "Metric")) && (extension == "ogex" || has(text, "Metric (key")))
        return Format{"ogex", "ogex"};
    if (low.starts_with("solid") && (has(low, "facet") || extension == "stl") && !isBinaryStl(b)) return Format{"stl", "stl"};
    if (isBinaryStl(b)) return Format{"stl", "stl"};
    if (isObj(text, b.size())) return Format{"obj", "obj"};
    return std::nullopt;
}

/// What else the file is, where it can be told: for the message.
Error notAModel(std::string_view b, const std::string& fileName, const std::string& extension) {
    const std::string low = lower(trimmed(b.substr(0, 1024)));
    Error e{Code::Malformed, "", fileName, "Export or download it again.", {}};
    if (b.empty()) e.message = "This file is empty.";
    else if (b.starts_with("version https://git-lfs"))
        e = {Code::Malformed, "This is a Git LFS pointer, not the model itself.", fileName, "Run `git lfs pull` in its folder.", {}};
    else if (low.starts_with("<!doctype html") || low.starts_with("<html"))
        e = {Code::Malformed, "This is a web page, not a model.", fileName, "The download went wrong: fetch the file itself.", {}};
    else if (u32(b, 0) == 0xFD2FB528u)
        e = {Code::Unsupported, "This is a Blender file pressed with Zstandard, which is not read.", fileName,
             "Save it in Blender without \"Compress\", or export glTF.", {}};
    else if (low.starts_with("#usda") || b.starts_with("PXR-USDC"))
        e = {Code::Unsupported, "USD is not read.", fileName, "Export glTF.", {}};
    else if (b.starts_with("SketchUp") || has(b.substr(0, 64), std::string_view("S\0k\0e\0t\0c\0h\0U\0p", 15)))
        e = {Code::Unsupported, "SketchUp files are not read.", fileName, "Export COLLADA (.dae) or glTF from SketchUp.", {}};
    else if (std::all_of(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(b.size(), 4096)), [](char c) { return c == '\0'; }))
        e.message = "This file holds only zeros: its content was lost.";
    else {
        e.message = extension.empty() ? "This is not a model in any format that Recce reads."
                                      : "This is not a sound ." + extension + " file, nor any other format that Recce reads.";
        e.hint = "Recce reads " + std::string(listOfFormats()) + ".";
    }
    return e;
}

}  // namespace

std::string_view listOfFormats() {
    return "glTF/GLB, FBX, OBJ, DAE, 3DS, STL, PLY, BLEND, IFC, 3MF, DXF, X, LWO/LWS, AC, OFF, X3D, OGEX, ASE";
}

Result<Format> sniffFormat(std::string_view bytes, std::string_view fileName) {
    const std::string extension = extensionOf(fileName);
    auto format = byMagic(bytes);
    if (!format) format = byText(bytes, extension);
    if (!format) return fail(notAModel(bytes, std::string(fileName), extension));
    if (format->name == "zip") {
        // The names of an archive's members stand in its directory, unpressed.
        const std::string_view tail = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 4 << 20));
        if (has(tail, "3D/") && has(lower(tail), ".model")) return Format{"3mf", "3mf"};
        if (has(lower(tail), ".ifc")) return Format{"ifc", "ifczip"};
        if (has(lower(tail), ".dae")) return Format{"dae", "zae"};
        return fail(Code::Unsupported, "This is an archive, not a model.", std::string(fileName), "Unpack it and open the model inside.");
    }
    if (format->name == "ifc" && !has(bytes.substr(0, kHead), "IFC") && !has(bytes.substr(0, kHead), "ifc"))
        return fail(Code::Unsupported, "This is a STEP file without building data.", std::string(fileName), "Export glTF or IFC.");
    return *format;
}

}  // namespace recce::importer
