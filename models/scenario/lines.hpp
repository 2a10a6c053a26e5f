// The lines of a text: from bytes to places that count lines and characters from 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "models/scenario/node.hpp"

namespace models {

class Lines {
  public:
    // Keeps a view of the text, which is file number `file`.
    Lines(std::string_view text, std::uint32_t file);

    // The place of a byte given as line and column from 0. A line beyond the last is the last.
    // Amortised O(1) where places are asked for in order, however long the line.
    Place at(std::size_t line, std::size_t byte_column);

    // The place of the byte at this offset in the text.
    Place at_offset(std::size_t offset);

    // The offset in the text of a byte given like that. A column beyond the line is taken as it is,
    // an offset beyond the text as its end.
    std::size_t offset(std::size_t line, std::size_t byte_column) const;

    std::string_view text() const { return text_; }

    // Whether the line, from 0, begins with the mark between two documents, --- or ..., or follows
    // one with nothing but blanks and comments between them.
    bool is_behind_marker(std::size_t line) const;

    // The first conflict marker that a merge has left, such as <<<<<<<.
    std::optional<Place> conflict_marker();

    // The first tab that indents something, which YAML forbids and yaml-cpp explains badly.
    std::optional<Place> indenting_tab();

  private:
    std::string_view line_at(std::size_t line) const;  // without its end

    std::string_view text_;
    std::uint32_t file_;
    std::vector<std::size_t> starts_;
    // Where counting goes on: characters_ stand before byte_column_ in line_.
    std::size_t line_ = 0;
    std::size_t byte_column_ = 0;
    std::uint32_t characters_ = 0;
};

}  // namespace models
