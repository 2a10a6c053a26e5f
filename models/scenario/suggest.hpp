// "Did you mean ...?": the nearest of some names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace models {

// Of ASCII letters, whatever the locale.
std::string lower_case(std::string_view text);

// Insertions, deletions, replacements and swaps of neighbours that turn a into b (optimal string
// alignment, a restricted Damerau-Levenshtein distance). Case counts for nothing, nor does the
// difference of - and _. A distance of `far` or more is only known to be that far: `far` is
// returned. O(|a| |b|), less where the words are far apart.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t far = SIZE_MAX);

// Longer words are worth no guess; keeps the cost small.
inline constexpr std::size_t kLongestGuessed = 100;

// The name nearest to `written`, the first on ties; "" where none is within a third of its length.
std::string nearest(std::string_view written, std::span<const std::string> names);

// The first name that goes on where the written one ends, as gmv_cny does for gmv; else the
// nearest.
std::string nearest_or_longer(std::string_view written, std::span<const std::string> names);

}  // namespace models
