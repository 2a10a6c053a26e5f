// How often the commands themselves raise a false alarm: `compare` and `check`, on runs that do
// not differ.
#pragma once

#include <vector>

#include "tools/statistics/row.hpp"

namespace tools::statistics {

std::vector<Row> command_rows(const Setup& setup);

}  // namespace tools::statistics
