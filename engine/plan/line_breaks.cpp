// Where lines of text may break; see wrap() in drawing.h. Works on UTF-8 and leaves shaping to the text engine.
#include <algorithm>

#include "plan/drawing.h"

namespace recce::drawing {
namespace {

struct Piece {
    std::string_view text;  ///< up to where a break is allowed, without the spaces after it
    bool spaceAfter = false;
    bool newLine = false;   ///< a line feed follows
};

char32_t codeAt(std::string_view s, std::size_t at, std::size_t& length) {
    const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
    const unsigned b = byte(at);
    length = b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    length = std::min(length, s.size() - at);
    char32_t code = length == 1 ? b : b & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) code = (code << 6) | (byte(at + i) & 0x3F);
    return code;
}

// Chinese and Japanese break between any two of these; Korean only at spaces.
bool isIdeograph(char32_t c) {
    return (c >= 0x2E80 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}
// Closing punctuation may not start a line.
bool mayNotStart(char32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0x300D || c == 0x300F || c == 0xFF0C || c == 0xFF01 || c == 0xFF1F || c == 0xFF09;
}
// Marks that sit on the letter before them: a break inside a word never parts them.
bool isCombining(char32_t c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
           (c >= 0x0900 && c <= 0x0903) || (c >= 0x093A && c <= 0x094F && c != 0x093D) || c == 0x0E31 ||
           (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0x200D || (c >= 0x1F3FB && c <= 0x1F3FF);
}

std::vector<Piece> piecesOf(std::string_view s) {
    std::vector<Piece> pieces;
    std::size_t start = 0;
    const auto cut = [&](std::size_t end, bool space, bool feed) {
        pieces.push_back({s.substr(start, end - start), space, feed});
    };
    for (std::size_t at = 0; at < s.size();) {
        std::size_t length = 1, nextLength = 1;
        const char32_t c = codeAt(s, at, length);
        const std::size_t after = at + length;
        const char32_t next = after < s.size() ? codeAt(s, after, nextLength) : 0;
        if (c == '\n') {
            cut(at, false, true);
            start = after;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            if (at > start) cut(at, true, false);
            else if (!pieces.empty() && !pieces.back().newLine) pieces.back().spaceAfter = true;
            start = after;
        } else if (next != 0 && next != ' ' && next != '\n') {
            const bool hyphen = (c == '-' || c == '/' || c == 0x2013 || c == 0x2014) && at > start;
            const bool between = (isIdeograph(c) || isIdeograph(next)) && !mayNotStart(next) && !isCombining(next);
            if (hyphen || between) {
                cut(after, false, false);
                start = after;
            }
        }
        at = after;
    }
    if (start < s.size()) cut(s.size(), false, false);
    return pieces;
}

/// Bytes of the longest start of `word` that fits, at least one character.
std::size_t fittingStart(std::string_view word, double width, const TextStyle& style, const Measure& measure,
                         std::string_view tail = {}) {
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at < word.size();) {
        std::size_t length = 1;
        const char32_t c = codeAt(word, at, length);
        at += length;
        if (isCombining(c) && !ends.empty()) ends.back() = at;
        else ends.push_back(at);
    }
    std::size_t low = 0, high = ends.size() - 1;
    while (low < high) {
        const std::size_t middle = (low + high + 1) / 2;
        if (measure(std::string(word.substr(0, ends[middle])) + std::string(tail), style) <= width) low = middle;
        else high = middle - 1;
    }
    return ends[low];
}

constexpr std::string_view kEllipsis = "\u2026";

}  // namespace

std::string fitted(std::string_view words, double width, const TextStyle& style, const Measure& measure) {
    if (words.empty() || measure(words, style) <= width) return std::string(words);
    std::string cut(words.substr(0, fittingStart(words, width, style, measure, kEllipsis)));
    while (!cut.empty() && cut.back() == ' ') cut.pop_back();
    return cut + std::string(kEllipsis);
}

std::vector<std::string> wrap(std::string_view words, double width, const TextStyle& style, const Measure& measure,
                              std::size_t maxLines) {
    std::vector<std::string> lines;
    std::string current;
    bool space = false, any = false;
    const auto flush = [&] {
        lines.push_back(std::move(current));
        current.clear();
        space = any = false;
    };
    for (const Piece& piece : piecesOf(words)) {
        std::string_view rest = piece.text;
        if (!rest.empty()) {
            std::string candidate = current + (space && any ? " " : "") + std::string(rest);
            if (any && measure(candidate, style) > width) {
                flush();
                candidate = std::string(rest);
            }
            while (!any && measure(rest, style) > width) {
                const std::size_t part = fittingStart(rest, width, style, measure);
                if (part >= rest.size()) break;
                current = std::string(rest.substr(0, part));
                flush();
                rest = rest.substr(part);
                candidate = std::string(rest);
            }
            current = std::move(candidate);
            any = true;
        }
        space = piece.spaceAfter;
        if (piece.newLine) flush();
    }
    if (any) flush();
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (maxLines > 0 && lines.size() > maxLines) {
        std::string last = lines[maxLines - 1] + " " + lines[maxLines];
        lines.resize(maxLines);
        last += kEllipsis;
        lines.back() = measure(last, style) <= width ? last : fitted(last, width, style, measure);
    }
    return lines;
}

}  // namespace recce::drawing
