// How a simulation is held against a closed form.
//
// An estimate comes with a standard error, from the means of batches long against the memory of the
// process. It meets the golden value if it lies within 4.5 standard errors of it (about one
// false alarm in 100,000 assertions) and the standard error is at most 1 % of it (so that a wrong
// model cannot hide in noise). Seeds are fixed.
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

namespace theory {

struct Estimate {
    double value;
    double error;  // standard error of value
};

// The mean of a sequence. With independent observations any batch will do.
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

    // Leaves out a last batch that is not full. Requires 30 full ones, for a trustworthy error.
    Estimate estimate() const {
        REQUIRE(means_.size() >= 30);
        const auto n = static_cast<double>(means_.size());
        double sum = 0;
        for (const double mean : means_) sum += mean;
        const double value = sum / n;
        double squares = 0;
        for (const double mean : means_) squares += (mean - value) * (mean - value);
        return {value, std::sqrt(squares / (n - 1) / n)};
    }

    // The variance of the batch means times the batch: for a batch of 1, that of an observation.
    // The error holds for observations that are nearly normal.
    Estimate variance() const {
        const Estimate mean = estimate();
        const auto n = static_cast<double>(means_.size());
        const double variance = mean.error * mean.error * n * static_cast<double>(batch_);
        return {variance, variance * std::sqrt(2 / (n - 1))};
    }

  private:
    std::int64_t batch_;
    std::int64_t count_ = 0;
    double sum_ = 0;
    std::vector<double> means_;
};

// For CHECK_THAT(estimate, Meets(golden)).
class Meets : public Catch::MatcherBase<Estimate> {
  public:
    explicit Meets(double golden) : golden_(golden) {}

    bool match(const Estimate& found) const override {
        return std::abs(found.value - golden_) <= 4.5 * found.error &&
               found.error <= 0.01 * std::abs(golden_);
    }

    std::string describe() const override {
        std::ostringstream text;
        text.precision(10);
        text << "meets " << golden_ << " within 4.5 standard errors, each at most 1 % of it";
        return text.str();
    }

  private:
    double golden_;
};

}  // namespace theory

template <>
struct Catch::StringMaker<theory::Estimate> {
    static std::string convert(const theory::Estimate& estimate) {
        std::ostringstream text;
        text.precision(10);
        text << estimate.value << " +- " << estimate.error;
        return text.str();
    }
};
