// Mean and variance of a sample, value by value, in constant memory.
//
// Welford's recurrence (1962) on differences from the first value: a sample far from zero loses no
// digits, and one whose values are all equal has a variance of exactly 0. The last bits depend on
// the order of the values; for integers there is Tally, which rounds nothing.
#pragma once

#include <cstdint>
#include <span>

namespace sim {

class Moments {
  public:
    Moments() = default;
    // Throws as add does, naming the index too.
    explicit Moments(std::span<const double> values);

    // O(1). Throws std::invalid_argument, naming the value, unless it lies between -1e140 and 1e140:
    // so mean and variance are finite.
    void add(double value);

    std::int64_t count() const { return count_; }

    // Requires count() > 0.
    double mean() const;

    // The unbiased estimate, with count() - 1 below the line. Requires count() > 1.
    double variance() const;

    // sqrt(variance() / count()), the standard error of mean(). Requires count() > 1.
    double standard_error() const;

  private:
    std::int64_t count_ = 0;
    double first_ = 0.0;
    double mean_ = 0.0;     // of the differences from the first value
    double squares_ = 0.0;  // of the differences from the mean
};

}  // namespace sim
