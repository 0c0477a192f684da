// The one table of exporters: what can be written, in which formats, by which function. Window and command line ask it.
// Knows no renderer: pictures and set sections come through the functions in the input.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "export/pages.h"
#include "plan/overhead.h"
#include "plan/sheets.h"

namespace recce {

/// The set of a scene as it stands, cut at a height.
using SectionSource = std::function<Result<Section>(Id<Scene>, Metres height)>;

struct ExportInput {
    ShotPlan plan;  ///< what is to be written and nothing else; see sheets::chosen
    Root root;      ///< the production that the plan was made from
    SectionSource sections;  ///< for overheads
    Metres cut = sheets::kCutHeight;
    sheets::Layout layout;
    PageContext pages;
};

/// `name` is relative to the folder; with one file it is only a proposal.
struct OutputFile {
    std::string name;
    std::string bytes;
};

struct ExportFormat {
    std::string_view name;  ///< "pdf"
    bool folder = false;    ///< always into a folder; other formats too when they come as several files
    Result<std::vector<OutputFile>> (*make)(const ExportInput& input) = nullptr;
};
struct Exporter {
    std::string_view what;   ///< "shotlist"
    std::string_view title;  ///< "Shot list: ..."
    std::vector<ExportFormat> formats;  ///< the first is the default
};

/// In the order in which people ask for them.
std::span<const Exporter> exporters();
/// Null when there is none.
const Exporter* findExporter(std::string_view what);
const ExportFormat* findFormat(const Exporter& exporter, std::string_view format);

/// Writes all of it or nothing: one file to `path`, several into the folder `path`, which is made where it is missing.
/// Returns what was written.
Result<std::vector<std::filesystem::path>> writeOutputs(const std::filesystem::path& path, const std::vector<OutputFile>& files, bool folder);

}  // namespace recce
