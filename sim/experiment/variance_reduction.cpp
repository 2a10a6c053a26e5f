#include "sim/experiment/variance_reduction.hpp"

#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <stdexcept>
#include <vector>

#include "sim/experiment/student.hpp"
#include "sim/random/math.hpp"

namespace sim {
namespace {

// Of the sample without one of its values; empty if nothing but rounding is left.
std::optional<double> variance_without(const Moments& sample, double value) {
    const auto n = static_cast<double>(sample.count());
    const double squares = sample.variance() * (n - 1.0);
    const double away = value - sample.mean();
    const double left = squares - n / (n - 1.0) * away * away;
    constexpr double kRounding = 1e-12;
    if (!(left > kRounding * squares)) return {};
    return left / (n - 2.0);
}

}  // namespace

std::optional<VarianceReduction> variance_reduction(std::span<const double> base,
                                                    std::span<const double> changed, double level) {
    require_probability("variance reduction: the level", level);
    if (base.size() != changed.size() || base.size() < 2) {
        throw std::invalid_argument(
            fmt::format("variance reduction: needs samples of one size, at least 2, not {} and {}",
                        base.size(), changed.size()));
    }
    const Moments before(base), after(changed);
    Moments differences;
    for (std::size_t i = 0; i < base.size(); ++i) differences.add(changed[i] - base[i]);
    if (!(differences.variance() > 0.0)) return {};
    const double sum = before.variance() + after.variance();
    VarianceReduction result{sum / differences.variance(), {}, {}};
    const double spreads = std::sqrt(before.variance()) * std::sqrt(after.variance());
    if (spreads > 0.0) result.correlation = (sum - differences.variance()) / 2.0 / spreads;

    if (base.size() < 3) return result;
    Moments logs;  // of the factor without each pair in turn
    for (std::size_t i = 0; i < base.size(); ++i) {
        const auto rest = variance_without(differences, changed[i] - base[i]);
        const double of_both = variance_without(before, base[i]).value_or(0.0) +
                               variance_without(after, changed[i]).value_or(0.0);
        if (!rest || of_both <= 0.0) return result;
        logs.add(math::log(of_both / *rest));
    }
    const auto n = static_cast<double>(base.size());
    const double error = std::sqrt(logs.variance() / n) * (n - 1.0);
    const double half = student_critical((1.0 - level) / 2.0, n - 1.0) * error;
    result.interval = Interval{result.factor * math::exp(-half), result.factor * math::exp(half)};
    return result;
}

}  // namespace sim
