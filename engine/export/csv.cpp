// CSV; see table_files.h.
#include <cmath>

#include <fmt/format.h>

#include "base/unit_text.h"
#include "export/table_files.h"

namespace recce {
namespace {
using tables::Cell;
using tables::Clock;
using tables::Eighths;

std::string cellQuoted(std::string_view text) {
    std::string out = "\"";
    // OWASP ASVS 1.2.10: what starts with these is run by spreadsheets, full-width forms included.
    for (const std::string_view start : {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
        if (text.starts_with(start)) {
            out += '\'';
            break;
        }
    for (const char c : text) {
        if (c == '"') out += '"';
        if (c != '\0') out += c;
    }
    return out + '"';
}

std::string cellText(const Cell& cell) {
    struct Visit {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(const std::string& s) const { return cellQuoted(s); }
        std::string operator()(double v) const {
            if (std::isinf(v)) return cellQuoted(v > 0 ? "inf" : "\u2212inf");
            // Twelve digits: exact for what people enter, without the tails of binary fractions.
            return fmt::format("{:.12g}", v);
        }
        std::string operator()(const Eighths& e) const { return cellQuoted(eighthsText(e.count)); }
        std::string operator()(const tables::Day& d) const { return cellQuoted(d.date); }
        std::string operator()(const Clock& c) const { return cellQuoted(c.time); }
        std::string operator()(const tables::Board&) const { return {}; }
    };
    return std::visit(Visit{}, cell);
}

}  // namespace

std::string encodeCsv(const tables::Table& table) {
    std::string out = "\xEF\xBB\xBF";
    const auto line = [&](auto&& textOf) {
        bool first = true;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].picture) continue;
            if (!first) out += ',';
            out += textOf(i);
            first = false;
        }
        out += "\r\n";
    };
    line([&](std::size_t i) { return cellQuoted(table.columns[i].head); });
    for (const auto& row : table.rows) line([&](std::size_t i) { return cellText(row[i]); });
    return out;
}

}  // namespace recce
