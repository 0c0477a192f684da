// XLSX by libxlsxwriter; see table_files.h.
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include <date/date.h>
#include <fmt/format.h>

#include "base/files.h"
#include "base/ids.h"
#include "export/pictures.h"
#include "export/table_files.h"

namespace recce {
namespace {
using tables::Cell;
using tables::Clock;
using tables::Eighths;
using tables::Column;

constexpr double kPictureRow = 50, kHeadRow = 30, kTextLine = 14.6;  ///< points; heads may take two lines
constexpr double kPageWidth = 260;  ///< characters that are still legible on one page across
constexpr std::uint32_t kPicturePixels = 2; ///< of the file per pixel on screen, so that zooming in stays sharp

// Longer than this Excel refuses a cell.
constexpr std::size_t kCellLimit = 32767;

std::string cellString(const std::string& text) {
    if (text.size() <= kCellLimit) return text;
    std::size_t end = kCellLimit - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "\u2026";
}

class Book {
public:
    Book(const std::filesystem::path& path, const PageInfo& info, sheets::PaperSize paper, const PageContext& context)
        : context_(context), paper_(paper), title_(info.title) {
        lxw_workbook_options options{};
        book_ = workbook_new_opt(path.c_str(), &options);
        lxw_doc_properties properties{};
        // The library takes its texts without const and copies them.
        std::string title = info.title, subject = info.subject, author = "Recce";
        properties.title = title.data();
        properties.subject = subject.data();
        properties.author = author.data();
        int year = 2000, month = 1, day = 1;
        if (std::sscanf(info.date.c_str(), "%d-%d-%d", &year, &month, &day) != 3) year = 2000, month = day = 1;
        const auto when = date::sys_days(date::year(year) / month / day);
        properties.created = static_cast<time_t>(when.time_since_epoch().count()) * 86400;
        workbook_set_properties(book_, &properties);
        head_ = format();
        headRight_ = format();
        for (lxw_format* head : {head_, headRight_}) {
            format_set_bold(head);
            format_set_bg_color(head, 0xECECEC);
            format_set_bottom(head, LXW_BORDER_THIN);
            format_set_text_wrap(head);
            format_set_align(head, LXW_ALIGN_VERTICAL_BOTTOM);
        }
        format_set_indent(head_, 1);
        format_set_align(headRight_, LXW_ALIGN_RIGHT);
        text_ = format();
        wrapped_ = format();
        format_set_text_wrap(wrapped_);
        // A text column that follows numbers would touch them.
        format_set_indent(text_, 1);
        format_set_indent(wrapped_, 1);
        eighths_ = format("# ?/8");
        date_ = format("yyyy-mm-dd");
        clock_ = format("hh:mm");
        for (std::size_t i = 0; i < 3; ++i) numbers_[i] = format(i == 0 ? "General" : i == 1 ? "0.0" : "0.00");
        total_ = format("General", true);
        totalEighths_ = format("# ?/8", true);
        totalNumber_ = format("0.0", true);
    }
    ~Book() {
        if (book_) workbook_close(book_);
    }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    Status put(const tables::Table& table) {
        lxw_worksheet* sheet = workbook_add_worksheet(book_, table.name.c_str());
        const auto columns = static_cast<lxw_col_t>(table.columns.size());
        const auto rows = static_cast<lxw_row_t>(table.rows.size());
        const auto last = static_cast<lxw_col_t>(columns - 1);
        worksheet_set_row(sheet, 0, kHeadRow, nullptr);
        for (lxw_col_t c = 0; c < columns; ++c) {
            lxw_row_col_options options{};
            options.hidden = table.columns[c].picture && !context_.boards;  // a column of pictures without pictures
            worksheet_set_column_opt(sheet, c, c, table.columns[c].width, nullptr, &options);
            worksheet_write_string(sheet, 0, c, table.columns[c].head.c_str(), table.columns[c].number ? headRight_ : head_);
        }
        for (lxw_row_t r = 0; r < rows; ++r) {
            if (context_.cancel.cancelled()) return fail(Code::Cancelled, "Stopped.");
            if (context_.progress) context_.progress({"Writing rows", r, rows});
            // Programs that convert a workbook do not find heights themselves: wrapped words would lie over the next row.
            rowHeight_ = static_cast<double>(linesOf(table, r)) * kTextLine;
            if (rowHeight_ > kTextLine) worksheet_set_row(sheet, r + 1, rowHeight_, nullptr);
            for (lxw_col_t c = 0; c < columns; ++c) RECCE_TRY_STATUS(cell(sheet, r + 1, c, table.columns[c], table.rows[r][c]));
        }
        totals(sheet, table);
        worksheet_freeze_panes(sheet, 1, std::min<lxw_col_t>(3, columns));
        worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(rows, 1), last);
        worksheet_repeat_rows(sheet, 0, 0);
        worksheet_print_area(sheet, 0, 0, rows + 1, last);
        worksheet_set_landscape(sheet);
        worksheet_set_paper(sheet, paper_ == sheets::PaperSize::A4 ? 9 : paper_ == sheets::PaperSize::Letter ? 1 : 5);
        double width = 0;
        for (const Column& c : table.columns) width += c.width;
        const auto across = static_cast<std::uint16_t>(std::ceil(width / kPageWidth));
        worksheet_fit_to_pages(sheet, across, 0);
        if (across > 1) worksheet_repeat_columns(sheet, 0, std::min<lxw_col_t>(2, last));
        worksheet_set_margins(sheet, 0.4, 0.4, 0.75, 0.6);
        worksheet_set_header(sheet, headerText().c_str());
        worksheet_set_footer(sheet, "&L&A&R&P / &N");
        return {};
    }
    Status close() {
        const lxw_error error = workbook_close(std::exchange(book_, nullptr));
        if (error != LXW_NO_ERROR) return fail(Code::Unwritable, std::string("The workbook could not be written: ") + lxw_strerror(error) + ".");
        return {};
    }

private:
    lxw_format* format(const char* number = nullptr, bool total = false) {
        lxw_format* f = workbook_add_format(book_);
        format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
        if (number) format_set_num_format(f, number);
        if (total) {
            format_set_bold(f);
            format_set_top(f, LXW_BORDER_THIN);
        }
        return f;
    }

    /// Title left, sheet right; the title without what would be read as a code, and short enough for the format.
    std::string headerText() const {
        std::string title;
        for (const char c : title_)
            if (title.size() < 150 || (static_cast<unsigned char>(c) & 0xC0) == 0x80) title += c == '&' ? "&&" : std::string(1, c);
        return "&L&B" + title + "&B&R&A";
    }

    std::size_t linesOf(const tables::Table& table, lxw_row_t r) const {
        if (!context_.text) return 1;
        const auto measure = TextEngine::measure(context_.text);
        const drawing::TextStyle style{1, drawing::Weight::Regular, {}};
        const double digit = measure("0", style);
        std::size_t lines = 1;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto* words = std::get_if<std::string>(&table.rows[r][c]);
            // Less the indent, and a tenth for fonts wider than the sheet's own.
            if (words && table.columns[c].wraps) lines = std::max(lines, drawing::wrap(*words, (table.columns[c].width - 1.5) * 0.9 * digit, style, measure).size());
        }
        return std::min<std::size_t>(lines, 26);  // a row is at most 409 points high
    }

    Status cell(lxw_worksheet* sheet, lxw_row_t r, lxw_col_t c, const Column& column, const Cell& value) {
        if (const auto* s = std::get_if<std::string>(&value)) {
            worksheet_write_string(sheet, r, c, cellString(*s).c_str(), column.wraps ? wrapped_ : text_);
        } else if (const auto* v = std::get_if<double>(&value)) {
            if (std::isinf(*v)) worksheet_write_string(sheet, r, c, "\u221E", text_);
            else worksheet_write_number(sheet, r, c, *v, numbers_[static_cast<std::size_t>(std::clamp(column.decimals, 0, 2))]);
        } else if (const auto* e = std::get_if<Eighths>(&value)) {
            worksheet_write_number(sheet, r, c, e->count / 8.0, eighths_);
        } else if (const auto* d = std::get_if<tables::Day>(&value)) {
            lxw_datetime when{};
            if (std::sscanf(d->date.c_str(), "%d-%d-%d", &when.year, &when.month, &when.day) == 3) worksheet_write_datetime(sheet, r, c, &when, date_);
        } else if (const auto* t = std::get_if<Clock>(&value)) {
            int hour = 0, minute = 0;
            if (std::sscanf(t->time.c_str(), "%d:%d", &hour, &minute) == 2) worksheet_write_number(sheet, r, c, (hour * 60 + minute) / 1440.0, clock_);
        } else if (const auto* b = std::get_if<tables::Board>(&value)) {
            return picture(sheet, r, c, column, b->shot);
        }
        return {};
    }

    Status picture(lxw_worksheet* sheet, lxw_row_t r, lxw_col_t c, const Column& column, Id<Shot> shot) {
        if (!context_.boards) return {};
        const std::uint32_t height = static_cast<std::uint32_t>(kPictureRow * 96 / 72) - 4;
        const std::uint32_t width = static_cast<std::uint32_t>(column.width * 7 + 5) - 4;
        RECCE_TRY(const Picture full, context_.boards(shot, width * kPicturePixels, height * kPicturePixels));
        const Picture small = shrunk(full, width * kPicturePixels, height * kPicturePixels);
        RECCE_TRY(const std::string png, encodePng(small));
        worksheet_set_row(sheet, r, std::max(kPictureRow, rowHeight_), nullptr);
        lxw_image_options options{};
        options.x_offset = options.y_offset = 2;
        options.x_scale = options.y_scale = 1.0 / kPicturePixels;
        options.object_position = LXW_OBJECT_MOVE_AND_SIZE;
        options.decorative = LXW_TRUE;
        if (worksheet_insert_image_buffer_opt(sheet, r, c, reinterpret_cast<const unsigned char*>(png.data()), png.size(), &options) != LXW_NO_ERROR)
            return fail(Code::Malformed, "A picture could not be put into the workbook.");
        return {};
    }

    void totals(lxw_worksheet* sheet, const tables::Table& table) {
        if (table.rows.empty()) return;
        const auto last = static_cast<lxw_row_t>(table.rows.size());
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto c = static_cast<lxw_col_t>(i);
            if (!table.columns[i].total) {
                worksheet_write_blank(sheet, last + 1, c, total_);
                continue;
            }
            double sum = 0;
            bool eighths = false;
            for (const auto& row : table.rows) {
                if (const auto* v = std::get_if<double>(&row[i])) sum += *v;
                if (const auto* e = std::get_if<Eighths>(&row[i])) sum += e->count / 8.0, eighths = true;
            }
            char name[16];
            lxw_col_to_name(name, c, 0);
            const std::string formula = fmt::format("=SUM({0}2:{0}{1})", name, last + 1);
            worksheet_write_formula_num(sheet, last + 1, c, formula.c_str(),
                                        eighths ? totalEighths_ : table.columns[i].decimals > 0 ? totalNumber_ : total_, sum);
        }
    }

    const PageContext& context_;
    sheets::PaperSize paper_;
    std::string title_;
    double rowHeight_ = 0;  ///< points, of the row being written
    lxw_workbook* book_ = nullptr;
    lxw_format *head_ = nullptr, *headRight_ = nullptr, *text_ = nullptr, *wrapped_ = nullptr, *eighths_ = nullptr, *date_ = nullptr, *clock_ = nullptr;
    lxw_format *total_ = nullptr, *totalEighths_ = nullptr, *totalNumber_ = nullptr;
    lxw_format* numbers_[3]{};  ///< by decimals, 0: as many as there are
};

}  // namespace

Result<std::string> encodeXlsx(std::span<const tables::Table> list, const PageInfo& info, sheets::PaperSize paper, const PageContext& context) {
    std::error_code ec;
    const auto folder = std::filesystem::temp_directory_path(ec) / ("recce-" + hexText(randomId()));
    if (ec || !std::filesystem::create_directory(folder, ec))
        return fail(Code::Unwritable, "There is no temporary folder to write the workbook in.", folder.string());
    const auto path = folder / "book.xlsx";
    Status done;
    {
        Book book(path, info, paper, context);
        for (const tables::Table& table : list) {
            done = book.put(table);
            if (!done) break;
        }
        if (done) done = book.close();
    }
    Result<std::string> bytes = done ? readFile(path) : Result<std::string>(tl::unexpected<Error>(done.error()));
    std::filesystem::remove_all(folder, ec);
    return bytes;
}

}  // namespace recce
