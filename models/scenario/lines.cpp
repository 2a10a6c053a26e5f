#include "models/scenario/lines.hpp"

#include <algorithm>

namespace models {

Lines::Lines(std::string_view text, std::uint32_t file) : text_(text), file_(file) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') starts_.push_back(i + 1);
    }
}

Place Lines::at(std::size_t line, std::size_t byte_column) {
    line = std::min(line, starts_.size() - 1);
    if (line != line_ || byte_column < byte_column_) {
        line_ = line;
        byte_column_ = 0;
        characters_ = 0;
    }
    const std::string_view rest = text_.substr(starts_[line]);
    for (const std::size_t end = std::min(byte_column, rest.size()); byte_column_ < end;
         ++byte_column_) {
        const bool continues = (static_cast<unsigned char>(rest[byte_column_]) & 0xC0) == 0x80;
        if (!continues) ++characters_;
    }
    return {file_, static_cast<std::uint32_t>(line + 1), characters_ + 1};
}

Place Lines::at_offset(std::size_t offset) {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const auto line = static_cast<std::size_t>(after - starts_.begin()) - 1;
    return at(line, offset - starts_[line]);
}

std::size_t Lines::offset(std::size_t line, std::size_t byte_column) const {
    return std::min(starts_[std::min(line, starts_.size() - 1)] + byte_column, text_.size());
}

std::string_view Lines::line_at(std::size_t line) const {
    const std::string_view rest = text_.substr(starts_[line]);
    return rest.substr(0, rest.find_first_of("\r\n"));
}

bool Lines::is_behind_marker(std::size_t line) const {
    for (line = std::min(line, starts_.size() - 1);; --line) {
        const std::string_view text = line_at(line);
        if (text.starts_with("---") || text.starts_with("...")) return true;
        const std::size_t word = text.find_first_not_of(' ');
        const bool blank = word == std::string_view::npos || text[word] == '#';
        if (line == 0 || !blank) break;
    }
    return false;
}

std::optional<Place> Lines::conflict_marker() {
    for (std::size_t line = 0; line < starts_.size(); ++line) {
        const std::string_view text = line_at(line);
        const std::string_view mark = text.substr(0, 7);
        const bool is_mark = mark == "<<<<<<<" || mark == ">>>>>>>";
        if (is_mark && (text.size() == 7 || text[7] == ' ')) return at(line, 0);
    }
    return {};
}

std::optional<Place> Lines::indenting_tab() {
    for (std::size_t line = 0; line < starts_.size(); ++line) {
        const std::string_view rest = text_.substr(starts_[line]);
        const std::size_t word = std::min(rest.find_first_not_of(" \t"), rest.size());
        const std::size_t tab = rest.substr(0, word).find('\t');
        const bool blank =
            word == rest.size() || rest[word] == '\n' || rest[word] == '\r' || rest[word] == '#';
        if (tab != std::string_view::npos && !blank) return at(line, tab);
    }
    return {};
}

}  // namespace models
