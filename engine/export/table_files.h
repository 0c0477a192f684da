// Typed tables as CSV and XLSX. The same table always gives the same bytes. Knows nothing of shots but their pictures.
#pragma once

#include <span>
#include <string>

#include "base/error.h"
#include "export/pages.h"
#include "plan/sheets.h"
#include "plan/tables.h"

namespace recce {

/// RFC 4180 with a byte order mark, CRLF and all text quoted. Text that a spreadsheet would run as a formula gets an
/// apostrophe in front. Pictures are left out; infinite is "inf".
std::string encodeCsv(const tables::Table& table);

/// One sheet a table: frozen and repeated head, filter, sums as visible formulas with their values, pictures in their
/// cells, text never a formula or a link.
Result<std::string> encodeXlsx(std::span<const tables::Table> tables, const PageInfo& info, sheets::PaperSize paper, const PageContext& context);

}  // namespace recce
