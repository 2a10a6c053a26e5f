// "Did you mean ...?": the nearest of some names.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace models {

// Insertions, deletions, replacements and swaps of neighbours that turn a into b (optimal string
// alignment, a restricted Damerau-Levenshtein distance). Case counts for nothing, nor does the
// difference of - and _. O(|a| |b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The name nearest to `written`, the first on ties; "" where none is within a third of its length.
std::string nearest(std::string_view written, std::span<const std::string> names);

}  // namespace models
