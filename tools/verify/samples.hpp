// Estimates with standard errors, and scores of counts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tools/verify/row.hpp"

namespace tools::verify {

// The mean of a sequence. Its error comes from the means of batches, which must be long against
// the memory of the process; with independent observations any batch will do.
class BatchMeans {
  public:
    explicit BatchMeans(std::int64_t batch) : batch_(batch) {}

    void add(double observation) {
        sum_ += observation;
        if (++count_ < batch_) return;
        means_.push_back(sum_ / static_cast<double>(batch_));
        sum_ = 0;
        count_ = 0;
    }

    // Leaves out a last batch that is not full. Throws std::logic_error with fewer than 30 full
    // ones, whose error nobody should trust.
    Estimate estimate() const;

    // The variance of the batch means times the batch: for a batch of 1, that of an observation.
    // The error holds for observations that are nearly normal.
    Estimate variance() const;

  private:
    std::int64_t batch_;
    std::int64_t count_ = 0;
    double sum_ = 0;
    std::vector<double> means_;
};

// Independent observations: mean and variance, with errors by the fourth moment.
class Sample {
  public:
    void add(double x) { values_.push_back(x); }
    Estimate mean() const;
    Estimate variance() const;
    std::span<const double> values() const { return values_; }

  private:
    double moment(double centre, int order) const;

    std::vector<double> values_;
};

// Pearson's chi-square of counts against expected counts, as a standard normal deviate by Wilson
// and Hilferty's cube root (1931). Cells expecting less than 10 are pooled.
double chi_square_score(std::span<const std::int64_t> counts, std::span<const double> expected);

// The same for values that should be uniform on [0, 1), in equal cells.
double uniform_score(std::span<const double> values, std::size_t cells);

// The correlation of two samples of one size, as a deviate: it has error 1 / sqrt(n).
double correlation_score(const Sample& a, const Sample& b);

}  // namespace tools::verify
