// How often intervals hold the true value.
#pragma once

#include <vector>

#include "tools/statistics/row.hpp"

namespace tools::statistics {

std::vector<Row> coverage_rows(const Setup& setup);

}  // namespace tools::statistics
