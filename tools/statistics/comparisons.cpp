#include "tools/statistics/comparisons.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/multiplicity.hpp"

#include "tools/statistics/law.hpp"
#include "tools/statistics/theory.hpp"

namespace tools::statistics {
namespace {

constexpr double kAlpha = 0.05;
constexpr double kLevel = 1.0 - kAlpha;
constexpr int kMetrics = 10;
const char* const kFalseAlarms = "false alarms at 5 %";
const char* const kFamily = "any false alarm of 10 metrics";
const char* const kPower = "power at 5 %: differences seen";

// Two samples that share a common part, as common random numbers make them; every value of the
// changed one is `shift` higher. The spread of a difference is sqrt(2) of the law's.
sim::Comparison paired(const Law& law, int n, double shift, sim::Stream& stream) {
    std::vector<double> base(static_cast<std::size_t>(n));
    std::vector<double> changed(base.size());
    for (std::size_t i = 0; i < base.size(); ++i) {
        const double common = 3.0 * law.draw(stream);
        base[i] = common + law.draw(stream);
        changed[i] = common + law.draw(stream) + shift;
    }
    return sim::compare_paired(base, changed, kLevel);
}

// Two samples that share nothing; the spread of the changed one is `spread` times that of the base
// around the same mean, and every value `shift` higher.
sim::Comparison independent(const Law& law, int n, double spread, double shift,
                            sim::Stream& stream) {
    const std::vector<double> base = sample(law, n, stream);
    std::vector<double> changed = sample(law, n, stream);
    for (double& value : changed) value = law.mean + spread * (value - law.mean) + shift;
    return sim::compare_independent(base, changed, kLevel);
}

// P-values of 10 metrics without a difference, of which a part, 0 to 1, of the variance is common.
std::vector<double> family(int n, double common, sim::Stream& stream) {
    const auto size = static_cast<std::size_t>(n);
    std::vector<double> shared(size);
    for (double& value : shared) value = std::sqrt(common) * sim::normal(stream);
    const std::vector<double> zeros(size, 0.0);
    std::vector<double> p;
    for (int metric = 0; metric < kMetrics; ++metric) {
        std::vector<double> own(shared);
        for (double& value : own) value += std::sqrt(1.0 - common) * sim::normal(stream);
        p.push_back(sim::compare_paired(zeros, own, kLevel).p);
    }
    return p;
}

bool any_alarm(const std::vector<double>& p) {
    return *std::min_element(p.begin(), p.end()) <= kAlpha;
}

}  // namespace

std::vector<Row> false_alarm_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 200;
    for (const Law& law : kLaws) {
        for (const int n : kSizes) {
            rows.push_back(measured(
                setup, purpose++,
                {.section = kFalseAlarms,
                 .name = fmt::format("paired, {}", law.name),
                 .n = n,
                 .expected = kAlpha,
                 .promise = law.normal ? Promise::about : Promise::none},
                [&](sim::Stream& stream) { return paired(law, n, 0.0, stream).p <= kAlpha; }));
        }
    }
    for (const Law& law : kLaws) {
        for (const int n : kSizes) {
            rows.push_back(measured(setup, purpose++,
                                    {.section = kFalseAlarms,
                                     .name = fmt::format("unpaired, {}, spread 1:3", law.name),
                                     .n = n,
                                     .expected = kAlpha,
                                     .promise = law.normal ? Promise::about : Promise::none},
                                    [&](sim::Stream& stream) {
                                        return independent(law, n, 3.0, 0.0, stream).p <= kAlpha;
                                    }));
        }
    }
    for (const int n : kSizes) {
        // As far apart as the margin, which is wide enough that the other one never matters.
        rows.push_back(measured(setup, purpose++,
                                {.section = kFalseAlarms,
                                 .name = "equivalent, though at the margin",
                                 .n = n,
                                 .expected = kAlpha},
                                [&](sim::Stream& stream) {
                                    const auto c = paired(kLaws[0], n, 3.0, stream);
                                    return sim::equivalence_p(c, 3.0) <= kAlpha;
                                }));
    }
    const double single = 1.0 - std::pow(1.0 - kAlpha, kMetrics);
    const double first_step = 1.0 - std::pow(1.0 - kAlpha / kMetrics, kMetrics);
    for (const int n : kSizes) {
        rows.push_back(
            measured(setup, purpose++,
                     {.section = kFamily,
                      .name = "unadjusted",
                      .n = n,
                      .expected = single,
                      .tolerance = by_chance(single, setup)},
                     [&](sim::Stream& stream) { return any_alarm(family(n, 0.0, stream)); }));
        rows.push_back(measured(
            setup, purpose++, {.section = kFamily, .name = "Holm", .n = n, .expected = first_step},
            [&](sim::Stream& stream) {
                return any_alarm(sim::holm_adjusted(family(n, 0.0, stream)));
            }));
        rows.push_back(measured(setup, purpose++,
                                {.section = kFamily,
                                 .name = "Holm, metrics correlated 0.8",
                                 .n = n,
                                 .expected = kAlpha,
                                 .promise = Promise::at_most},
                                [&](sim::Stream& stream) {
                                    return any_alarm(sim::holm_adjusted(family(n, 0.8, stream)));
                                }));
    }
    return rows;
}

std::vector<Row> difference_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 700;
    constexpr double kDifference = 0.7;
    for (const Law& law : kLaws) {
        for (const int n : kSizes) {
            const Row row{.section = "coverage of 95 % intervals",
                          .name = fmt::format("difference of pairs, {}", law.name),
                          .n = n,
                          .expected = kLevel,
                          .promise = law.normal ? Promise::about : Promise::none};
            rows.push_back(measured(setup, purpose++, row, [&](sim::Stream& stream) {
                return paired(law, n, kDifference, stream).interval.contains(kDifference);
            }));
            // The common part has 9 of 10 parts of each variance, so 10 is the true factor.
            Row factor = row;
            factor.name = fmt::format("what pairs save, {}", law.name);
            factor.promise = Promise::none;
            rows.push_back(measured(setup, purpose++, factor, [&](sim::Stream& stream) {
                const auto r = paired(law, n, kDifference, stream).variance_reduction;
                return r && r->interval && r->interval->contains(10.0);
            }));
            Row welch = row;
            welch.name = fmt::format("difference 1:3, {}", law.name);
            rows.push_back(measured(setup, purpose++, welch, [&](sim::Stream& stream) {
                return independent(law, n, 3.0, kDifference, stream).interval.contains(kDifference);
            }));
        }
    }
    return rows;
}

std::vector<Row> power_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 300;
    for (const int n : kSizes) {
        // In spreads of one difference: 80 % at n = 10 and 75 % at n = 30.
        const double effect = n == 10 ? 1.0 : 0.5;
        const double expected = power_of_t_test(effect * std::sqrt(n), n - 1, kAlpha);
        rows.push_back(measured(setup, purpose++,
                                {.section = kPower,
                                 .name = fmt::format("paired, effect {} spreads", effect),
                                 .n = n,
                                 .expected = expected,
                                 .tolerance = by_chance(expected, setup)},
                                [&](sim::Stream& stream) {
                                    const double shift = effect * std::sqrt(2.0);
                                    return paired(kLaws[0], n, shift, stream).p <= kAlpha;
                                }));
    }
    for (const int n : kSizes) {
        // In spreads of one value. Where variances are equal, Welch's test is nearly the pooled
        // one.
        const double effect = n == 10 ? 1.3 : 0.7;
        const double expected = power_of_welch_test(effect * std::sqrt(n / 2.0), n, kAlpha);
        rows.push_back(measured(setup, purpose++,
                                {.section = kPower,
                                 .name = fmt::format("unpaired, effect {} spreads", effect),
                                 .n = n,
                                 .expected = expected,
                                 .tolerance = by_chance(expected, setup)},
                                [&](sim::Stream& stream) {
                                    return independent(kLaws[0], n, 1.0, effect, stream).p <=
                                           kAlpha;
                                }));
    }
    return rows;
}

}  // namespace tools::statistics
