// Many metrics, one experiment: p-values that account for how many were looked at.
#pragma once

#include <span>
#include <vector>

namespace sim {

// S. Holm's step-down adjustment (1979). Calling those results real whose adjusted value is at most
// alpha keeps the chance of even one false alarm at alpha or below, whatever the dependence between
// the metrics. Result i belongs to p_values[i] and is never below it; equal inputs give equal
// outputs. Throws std::invalid_argument, naming index and value, unless all are in [0, 1].
// O(n log n).
std::vector<double> holm_adjusted(std::span<const double> p_values);

}  // namespace sim
