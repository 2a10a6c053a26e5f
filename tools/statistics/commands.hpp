// How often the commands themselves, `compare` and `check`, raise a false alarm on runs that do not
// differ, and how often they see a difference.
#pragma once

#include <vector>

#include "tools/statistics/row.hpp"

namespace tools::statistics {

std::vector<Row> command_rows(const Setup& setup);
// Of ten metrics that are compared together, any with a wrong verdict.
std::vector<Row> command_family_rows(const Setup& setup);
std::vector<Row> command_power_rows(const Setup& setup);

}  // namespace tools::statistics
