// The page: as text, at most 80 columns wide, or as JSON.
#pragma once

#include <span>
#include <string>

#include "tools/statistics/row.hpp"

namespace tools::statistics {

// A heading for each section, a line for each row, and what it all comes to.
std::string table(std::span<const Row> rows, const Setup& setup);

// The rows as data: one JSON object.
std::string to_json(std::span<const Row> rows, const Setup& setup);

// No row fails that theory promises.
bool all_hold(std::span<const Row> rows);

}  // namespace tools::statistics
