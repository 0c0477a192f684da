// The catalogue of bodies, lens sets, fixtures, supports, gels and frame-line aspects: the program's rows, overridden by
// the user's folder, by the production's folder, and by the copies a production keeps. Knows no picture and no window.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/production.h"

namespace recce {

/// All rows of a place, by key. A production's copies have the same form.
using CatalogueRows = UsedCatalogue;

/// Reads every *.json of a folder in the order of the names: later files replace rows with the same key. A folder that
/// does not exist is empty. Malformed: a row that cannot be read or cannot be true; the subject is "FILE:LINE" of the row.
Result<CatalogueRows> readCatalogue(const std::filesystem::path& folder);
/// `over` replaces the rows of `under` that have the same key.
CatalogueRows overridden(CatalogueRows under, const CatalogueRows& over);
/// share/recce/catalogue beside the program, then `catalogue` in the state folder, then `catalogue` in the project's
/// folder (empty: none). The program's own must be sound. In the others a row that is refused, or a file that cannot be
/// read, is named in `warnings` with file, line and reason, and the rest counts.
Result<CatalogueRows> openCatalogue(const std::filesystem::path& project, std::vector<std::string>& warnings);
/// What a production chooses from: everything, with its own copies on top.
CatalogueRows catalogueFor(const Production& production, const CatalogueRows& all);

/// What is wrong with the rows: empty keys or names, sizes or stops that are not positive, lenses out of order, modes
/// whose millimetres do not fit their pixels, lamps brighter than any lamp, rows without a source. Sentences; empty when all is well.
std::vector<std::string> problemsOf(const CatalogueRows& catalogue);

/// Share by which a mode's pitch across differs from its pitch down; 0 where no pixels are stated.
double pitchMismatch(const SensorMode& mode);

/// The copies that the production needs: its present ones, and from `all` the rows that its defaults, cameras and
/// lights name but have no copy of. Rows that exist nowhere stay away; findings name them.
UsedCatalogue usedRows(const Production& production, const CatalogueRows& all);

}  // namespace recce
