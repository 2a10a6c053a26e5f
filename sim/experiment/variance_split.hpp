// How much of the spread between replications comes from inputs that are not known, and how much
// from chance.
//
// Replications come in groups: those of a group share one draw of the uncertain inputs and differ
// in their seed. Value = mean + effect of the inputs + chance, the latter two independent: the
// one-way random effects model (S. R. Searle, G. Casella and C. E. McCulloch, Variance Components,
// 1992, section 3.6), estimated by analysis of variance. Groups may differ in size, as when the
// last one was cut short.
//
// Replications of a group are not independent, so an interval of the mean over all inputs takes the
// means of the groups as its sample, not the replications.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sim {

struct VarianceSplit {
    std::int64_t groups;
    std::int64_t replications;
    double mean;          // of all replications
    double mean_between;  // mean squares between groups
    double mean_within;   // and within

    // The effective size of a group, n0; the size itself where all are equal.
    double group_size;

    // Estimated variances of one replication, in the metric's unit squared. `input` is
    // (mean_between - mean_within) / group_size, or 0 if that is negative: it is then too small to
    // be seen in so many replications.
    double input;
    double chance;  // mean_within

    // input / (input + chance); 0 if nothing varies.
    double input_share;
};

// Throws std::invalid_argument, with the numbers, for fewer than 2 groups, an empty one, none with
// 2 replications, or a value that is not finite. O(replications).
VarianceSplit split_variance(std::span<const std::vector<double>> groups);

}  // namespace sim
