#include "models/scenario/quotes.hpp"

#include <algorithm>

namespace models {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// Past an anchor, a tag, and the blanks and comments behind them.
std::size_t skip_properties(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
        at = std::min(text.find_first_of(kBlanks, at), text.size());
        for (;;) {
            at = std::min(text.find_first_not_of(kBlanks, at), text.size());
            if (at == text.size() || text[at] != '#') break;
            at = std::min(text.find('\n', at), text.size());
        }
    }
    return at;
}

// The offset of the quote that closes the one at `open`; npos if there is none.
std::size_t closing_quote(std::string_view text, std::size_t open) {
    const char quote = text[open];
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        const bool escape = quote == '"' ? text[i] == '\\' : text.substr(i, 2) == "''";
        if (escape) {
            ++i;
        } else if (text[i] == quote) {
            return i;
        }
    }
    return std::string_view::npos;
}

// Whether a value may begin here, in brackets: behind `{`, `[`, `,`, or a colon and a blank.
bool begins_value(std::string_view text, std::size_t at) {
    const std::size_t before = text.find_last_not_of(kBlanks, at - 1);
    if (before == std::string_view::npos) return false;
    const bool apart = before + 1 < at;
    return text[before] == '{' || text[before] == '[' || text[before] == ',' ||
           (text[before] == ':' && apart);
}

}  // namespace

std::optional<OpenQuote> find_open_quote(std::string_view text, std::size_t at,
                                         std::optional<std::size_t> column) {
    const std::size_t open = skip_properties(text, at);
    if (open >= text.size() || (text[open] != '"' && text[open] != '\'')) return {};
    const std::size_t close = closing_quote(text, open);
    if (column) {
        const std::size_t end = std::min(close, text.size());
        for (std::size_t line = text.find('\n', open); line < end;) {
            const std::size_t word = std::min(text.find_first_not_of(kBlanks, line), end);
            if (word == end) break;
            if (word - (text.rfind('\n', word) + 1) <= *column) return OpenQuote{open, word};
            line = text.find('\n', word);
        }
    }
    if (close != std::string_view::npos) return {};
    return OpenQuote{open, {}};
}

std::optional<OpenQuote> find_open_quote_in_brackets(std::string_view text, std::size_t at,
                                                     std::optional<std::size_t> column) {
    std::size_t depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && --depth == 0) break;
        if (c == '#' && kBlanks.find(text[i - 1]) != std::string_view::npos) {
            i = std::min(text.find('\n', i), text.size());
        } else if ((c == '"' || c == '\'') && begins_value(text, i)) {
            if (auto open = find_open_quote(text, i, column)) return open;
            i = closing_quote(text, i);
        }
    }
    return {};
}

}  // namespace models
