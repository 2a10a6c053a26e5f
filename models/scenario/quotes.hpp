// Quotes that nobody closed.
//
// yaml-cpp takes a quote that is still open at the end of a text to be closed there, and minds no
// indentation within quotes, so that a forgotten quote silently makes all that follows part of one
// value. YAML itself wants every line of a quoted text indented further than what it belongs to:
// the next key, or its end, tells where the quote was forgotten.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace models {

struct OpenQuote {
    std::size_t at = 0;               // the offset of the quote
    std::optional<std::size_t> left;  // of the text that begins too far left; none: it has no end
};

// Looks at the value that begins at offset `at`, with its anchor and tag if it has any; nothing
// where it stands in no quotes or they are closed. `column` is that of the innermost block, from 0;
// none where there is no block. O(length of the value).
std::optional<OpenQuote> find_open_quote(std::string_view text, std::size_t at,
                                         std::optional<std::size_t> column);

// The first such quote in the list or map in brackets that begins at `at`, whose own end is not
// known: the parser reports those without saying what is in them. O(length of the text).
std::optional<OpenQuote> find_open_quote_in_brackets(std::string_view text, std::size_t at,
                                                     std::optional<std::size_t> column);

}  // namespace models
