// What common random numbers save: by how much pairs reduce the variance of a difference.
#pragma once

#include <optional>
#include <span>

#include "sim/experiment/intervals.hpp"

namespace sim {

struct VarianceReduction {
    // (variance of base + variance of changed) / variance of the differences: so many times fewer
    // replications do. 1 is no gain; below 1, where the correlation is negative, pairs lose.
    double factor = 1.0;

    // Of the true factor: the jackknife over pairs on the logarithm of the ratio with Student's t
    // (J. W. Tukey 1958; for variances R. G. Miller, Ann. Math. Statist. 39, 1968), about at the
    // level for near normal values and somewhat short for skewed ones. Empty below three pairs, and
    // where a single pair makes all of a variance.
    std::optional<Interval> interval;

    // Pearson's; empty where one of the two does not vary.
    std::optional<double> correlation;
};

// Of pairs (base[i], changed[i]). Empty where the differences do not vary. Throws
// std::invalid_argument for sizes that differ or are below 2, values that are not finite or a level
// outside (0, 1). O(n).
std::optional<VarianceReduction> variance_reduction(std::span<const double> base,
                                                    std::span<const double> changed, double level);

}  // namespace sim
