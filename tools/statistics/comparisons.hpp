// How often comparisons see a difference: where there is none, and where there is one.
#pragma once

#include <vector>

#include "tools/statistics/row.hpp"

namespace tools::statistics {

// No difference between base and changed: every one that is seen is a false alarm.
std::vector<Row> false_alarm_rows(const Setup& setup);

// How often the interval of a difference holds the true one.
std::vector<Row> difference_rows(const Setup& setup);

// A difference of stated size.
std::vector<Row> power_rows(const Setup& setup);

}  // namespace tools::statistics
