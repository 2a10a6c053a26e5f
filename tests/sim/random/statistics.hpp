// What the tests of random numbers share: verdicts at 4.5 standard errors.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace statistics {

// |z| at which a fixed seed is a failure: 7e-6 by chance.
inline constexpr double kVerdict = 4.5;

// Mean and variance of a sample, with their standard errors.
class Sample {
  public:
    void add(double x) { values_.push_back(x); }

    double mean() const { return moment(0.0, 1); }
    double variance() const { return moment(mean(), 2); }
    double error_of_mean() const { return std::sqrt(variance() / count()); }
    double error_of_variance() const {
        const double m = mean();
        const double v = moment(m, 2);
        return std::sqrt((moment(m, 4) - v * v) / count());
    }

    // (estimate - expected) / standard error.
    double z_of_mean(double expected) const { return (mean() - expected) / error_of_mean(); }
    double z_of_variance(double expected) const {
        return (variance() - expected) / error_of_variance();
    }

    std::span<const double> values() const { return values_; }

  private:
    double count() const { return static_cast<double>(values_.size()); }
    double moment(double centre, int order) const {
        double sum = 0.0;
        for (const double x : values_) {
            double power = 1.0;
            for (int i = 0; i < order; ++i) power *= x - centre;
            sum += power;
        }
        return sum / count();
    }

    std::vector<double> values_;
};

// Pearson's chi-square of counts against expected counts, as a standard normal deviate by Wilson
// and Hilferty's cube root. Cells expecting less than 10 are pooled.
inline double chi_square_z(std::span<const std::int64_t> counts, std::span<const double> expected) {
    double sum = 0.0;
    double cells = 0.0;
    double pooled_count = 0.0;
    double pooled_expected = 0.0;
    const auto cell = [&](double count, double expect) {
        sum += (count - expect) * (count - expect) / expect;
        cells += 1.0;
    };
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (expected[i] >= 10.0) {
            cell(static_cast<double>(counts[i]), expected[i]);
        } else {
            pooled_count += static_cast<double>(counts[i]);
            pooled_expected += expected[i];
        }
    }
    if (pooled_expected >= 10.0) cell(pooled_count, pooled_expected);
    const double freedom = cells - 1.0;
    const double spread = 2.0 / (9.0 * freedom);
    return (std::cbrt(sum / freedom) - (1.0 - spread)) / std::sqrt(spread);
}

// Kolmogorov and Smirnov's distance of values in [0, 1] from the uniform law, times sqrt(n). Above
// 2.4 by chance once in 50,000.
inline double kolmogorov_smirnov(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    double distance = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto rank = static_cast<double>(i);
        distance = std::max({distance, (rank + 1.0) / n - values[i], values[i] - rank / n});
    }
    return distance * std::sqrt(n);
}

}  // namespace statistics
