#include "tools/verify/samples.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tools::verify {

Estimate BatchMeans::estimate() const {
    if (means_.size() < 30) throw std::logic_error("batch means: fewer than 30 full batches");
    const auto n = static_cast<double>(means_.size());
    double sum = 0;
    for (const double mean : means_) sum += mean;
    const double value = sum / n;
    double squares = 0;
    for (const double mean : means_) squares += (mean - value) * (mean - value);
    return {value, std::sqrt(squares / (n - 1) / n)};
}

Estimate BatchMeans::variance() const {
    const Estimate mean = estimate();
    const auto n = static_cast<double>(means_.size());
    const double variance = mean.error * mean.error * n * static_cast<double>(batch_);
    return {variance, variance * std::sqrt(2 / (n - 1))};
}

Estimate Sample::mean() const {
    const double value = moment(0, 1);
    return {value, std::sqrt(moment(value, 2) / static_cast<double>(values_.size()))};
}

Estimate Sample::variance() const {
    const double centre = moment(0, 1);
    const double value = moment(centre, 2);
    const double fourth = moment(centre, 4);
    return {value, std::sqrt((fourth - value * value) / static_cast<double>(values_.size()))};
}

double Sample::moment(double centre, int order) const {
    double sum = 0;
    for (const double x : values_) {
        double power = 1;
        for (int i = 0; i < order; ++i) power *= x - centre;
        sum += power;
    }
    return sum / static_cast<double>(values_.size());
}

double chi_square_score(std::span<const std::int64_t> counts, std::span<const double> expected) {
    double sum = 0;
    double cells = 0;
    double pooled_count = 0;
    double pooled_expected = 0;
    const auto cell = [&](double count, double expect) {
        sum += (count - expect) * (count - expect) / expect;
        cells += 1;
    };
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (expected[i] >= 10) {
            cell(static_cast<double>(counts[i]), expected[i]);
        } else {
            pooled_count += static_cast<double>(counts[i]);
            pooled_expected += expected[i];
        }
    }
    if (pooled_expected >= 10) cell(pooled_count, pooled_expected);
    const double freedom = cells - 1;
    const double spread = 2 / (9 * freedom);
    return (std::cbrt(sum / freedom) - (1 - spread)) / std::sqrt(spread);
}

double uniform_score(std::span<const double> values, std::size_t cells) {
    std::vector<std::int64_t> counts(cells);
    for (const double u : values) {
        const auto cell = static_cast<std::size_t>(u * static_cast<double>(cells));
        ++counts[std::min(cell, cells - 1)];
    }
    const double each = static_cast<double>(values.size()) / static_cast<double>(cells);
    return chi_square_score(counts, std::vector<double>(cells, each));
}

double correlation_score(const Sample& a, const Sample& b) {
    const double mean_a = a.mean().value;
    const double mean_b = b.mean().value;
    double sum = 0;
    for (std::size_t i = 0; i < a.values().size(); ++i) {
        sum += (a.values()[i] - mean_a) * (b.values()[i] - mean_b);
    }
    const auto n = static_cast<double>(a.values().size());
    return sum / std::sqrt(n * a.variance().value * b.variance().value);
}

}  // namespace tools::verify
