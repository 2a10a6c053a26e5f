#include "sim/experiment/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <stdexcept>
#include <vector>

#include "sim/experiment/student.hpp"
#include "sim/random/math.hpp"

namespace sim {
namespace {

// The probabilities of 0 to n successes. Built outwards from the likeliest count and divided by
// their sum, so that nothing that matters underflows and no logarithm is needed.
std::vector<double> binomial_probabilities(std::size_t n, double p) {
    std::vector<double> weights(n + 1);
    const auto mode = std::min(n, static_cast<std::size_t>(static_cast<double>(n + 1) * p));
    const double odds = p / (1.0 - p);
    weights[mode] = 1.0;
    for (std::size_t k = mode; k < n; ++k) {
        weights[k + 1] =
            weights[k] * odds * static_cast<double>(n - k) / static_cast<double>(k + 1);
    }
    for (std::size_t k = mode; k > 0; --k) {
        weights[k - 1] =
            weights[k] / odds * static_cast<double>(k) / static_cast<double>(n - k + 1);
    }
    // The tails are what counts: they are added first.
    double below = 0.0;
    double above = 0.0;
    for (std::size_t k = 0; k < mode; ++k) below += weights[k];
    for (std::size_t k = n; k > mode; --k) above += weights[k];
    const double total = below + weights[mode] + above;
    for (double& weight : weights) weight /= total;
    return weights;
}

}  // namespace

void require_probability(const char* what, double value) {
    if (!(value > 0.0 && value < 1.0)) {
        throw std::invalid_argument(
            fmt::format("{} must lie between 0 and 1, not be {}", what, value));
    }
}

Interval mean_interval(const Moments& sample, double level) {
    require_probability("interval of a mean: the level", level);
    if (sample.count() < 2) {
        throw std::invalid_argument(
            fmt::format("interval of a mean: needs at least 2 values, not {}", sample.count()));
    }
    const auto freedom = static_cast<double>(sample.count() - 1);
    const double half = student_critical((1.0 - level) / 2.0, freedom) * sample.standard_error();
    return {sample.mean() - half, sample.mean() + half};
}

std::optional<QuantileInterval> quantile_interval(std::span<const double> values, double p,
                                                  double level) {
    require_probability("interval of a quantile: the level", level);
    require_probability("interval of a quantile: p", p);
    if (values.empty()) {
        throw std::invalid_argument("interval of a quantile: needs at least 1 value");
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            throw std::invalid_argument(fmt::format(
                "interval of a quantile: value {} is {}, not a finite number", i, values[i]));
        }
    }
    const std::size_t n = values.size();
    const std::vector<double> probability = binomial_probabilities(n, p);
    // The sums of probabilities below round; a level that ranks meet exactly must not fail for it.
    const double allowed = (1.0 - level) / 2.0 * (1.0 + 1e-12);
    // The quantile lies below the value of rank r if fewer than r values do not exceed it.
    std::size_t low = 0;
    double missed_below = 0.0;
    while (low < n && missed_below + probability[low] <= allowed)
        missed_below += probability[low++];
    std::size_t high = n + 1;
    double missed_above = 0.0;
    while (high > 1 && missed_above + probability[high - 1] <= allowed) {
        missed_above += probability[--high];
    }
    if (low == 0 || high == n + 1) return std::nullopt;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return QuantileInterval{{sorted[low - 1], sorted[high - 1]},
                            static_cast<std::int64_t>(low),
                            static_cast<std::int64_t>(high),
                            1.0 - missed_below - missed_above};
}

Interval proportion_interval(std::int64_t successes, std::int64_t trials, double level) {
    require_probability("interval of a proportion: the level", level);
    if (trials < 1 || successes < 0 || successes > trials) {
        throw std::invalid_argument(
            fmt::format("interval of a proportion: there cannot be {} successes in {} trials",
                        successes, trials));
    }
    const auto n = static_cast<double>(trials);
    const double share = static_cast<double>(successes) / n;
    const double z = -math::normal_quantile((1.0 - level) / 2.0);
    const double shrink = 1.0 + z * z / n;
    const double centre = (share + z * z / (2.0 * n)) / shrink;
    const double half = z / shrink * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    // Exactly 0 and 1 at the ends, where rounding would leave a trace.
    return {successes == 0 ? 0.0 : centre - half, successes == trials ? 1.0 : centre + half};
}

}  // namespace sim
