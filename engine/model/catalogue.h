// The catalogue of bodies, lens sets, fixtures, supports and gels: the program's rows, overridden by the user's folder,
// overridden by the copies a production keeps. Knows no picture and no window.
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

/// Reads every *.json of a folder in the order of the names: later rows replace earlier ones with the same key. A
/// folder that does not exist is empty. Every row is checked.
Result<CatalogueRows> readCatalogue(const std::filesystem::path& folder);
/// `over` replaces the rows of `under` that have the same key.
CatalogueRows overridden(CatalogueRows under, const CatalogueRows& over);
/// share/recce/catalogue beside the program, then the user's `catalogue` in the state folder. A user's file that
/// cannot be read is named in `warnings` and left out; the program's own must be sound.
Result<CatalogueRows> openCatalogue(std::vector<std::string>& warnings);
/// What a production chooses from: everything, with its own copies on top.
CatalogueRows catalogueFor(const Production& production, const CatalogueRows& all);

/// What is wrong with the rows: empty keys or names, sizes or stops that are not positive, lenses out of order, modes
/// whose millimetres do not fit their pixels, rows without a source. Sentences; empty when all is well.
std::vector<std::string> problemsOf(const CatalogueRows& catalogue);

/// Share by which a mode's pitch across differs from its pitch down; 0 where no pixels are stated.
double pitchMismatch(const SensorMode& mode);

/// The copies that the production needs: its present ones, and from `all` the rows that its defaults, cameras and
/// lights name but have no copy of. Rows that exist nowhere stay away; findings name them.
UsedCatalogue usedRows(const Production& production, const CatalogueRows& all);

}  // namespace recce
