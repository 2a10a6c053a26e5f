// Confidence intervals from independent replications.
//
// A level is the share of experiments whose interval holds the true value, such as 0.95. Each
// function throws std::invalid_argument, with the values, for a level outside (0, 1), a value that
// is not finite, or a sample that is too small for any interval.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "sim/experiment/moments.hpp"

namespace sim {

struct Interval {
    double low;
    double high;

    double half_width() const { return (high - low) / 2.0; }
    bool contains(double value) const { return low <= value && value <= high; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

// Of the mean: mean +- t s / sqrt(n) with Student's t of n - 1 degrees of freedom. The level is
// exact for a normal law, and approached with growing n for others: more slowly the more skewed.
// Requires n >= 2.
Interval mean_interval(const Moments& sample, double level);

// Of a quantile: between two order statistics.
struct QuantileInterval {
    Interval interval;
    std::int64_t low_rank;  // of the order statistics, 1 the smallest value
    std::int64_t high_rank;
    double coverage;  // achieved: exact for continuous laws, at least this for others
};

// Of the p-quantile, 0 < p < 1, whatever the law (Thompson 1936; David and Nagaraja, Order
// Statistics, 2003, chapter 7): the number of values below it is binomial. Each side may miss with
// probability at most (1 - level) / 2. Empty if n is too small for that: the median at 95 % takes
// 6 values. Requires n >= 1. O(n log n).
std::optional<QuantileInterval> quantile_interval(std::span<const double> values, double p,
                                                  double level);

// Of a probability after so many successes in so many trials: the score interval of E. B. Wilson
// (1927), which stays inside [0, 1] and is good for small counts. Requires
// 0 <= successes <= trials, trials >= 1.
Interval proportion_interval(std::int64_t successes, std::int64_t trials, double level);

// Throws std::invalid_argument, naming `what` and the value, unless 0 < value < 1.
void require_probability(const char* what, double value);

}  // namespace sim
