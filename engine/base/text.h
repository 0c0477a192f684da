// Text as it is kept: valid UTF-8 in Unicode normal form C, and the small string tools every parser needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace recce {

/// Valid UTF-8 in normal form C. Bytes that are not UTF-8 become U+FFFD; NUL and other control characters but
/// newline and tab are dropped, so that no name can break a line of a file or hide in a terminal.
std::string toCleanText(std::string_view text);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);
/// ASCII letters only; for key words, never for names.
std::string lowered(std::string_view text);
std::string uppered(std::string_view text);
/// Lower case by Unicode's case folding, for finding names.
std::string folded(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);

/// Words of a command line, quoted as in a shell: 'single', "double" with \" and \\, and \ outside quotes.
/// False where a quote is left open; `words` then holds what was read.
bool shellWords(std::string_view line, std::vector<std::string>& words);
/// One word, quoted only where it must be.
std::string shellQuoted(std::string_view word);

/// How many single letters must be put in, taken out or changed to turn one word into the other; at most 64.
std::size_t editDistance(std::string_view a, std::string_view b);

/// The shortest text that reads back as the same number; "inf" and "-inf" for the infinite.
std::string shortest(double value);

}  // namespace recce
