#include "tools/statistics/coverage.hpp"

#include <array>
#include <fmt/format.h>

#include "sim/experiment/intervals.hpp"
#include "sim/experiment/precision.hpp"

#include "tools/statistics/law.hpp"
#include "tools/statistics/theory.hpp"

namespace tools::statistics {
namespace {

constexpr double kCoverage = 0.95;
const char* const kSection = "coverage of 95 % intervals";

Row of_mean(const Setup& setup, std::uint32_t purpose, const Law& law, int n) {
    const Row row{.section = kSection,
                  .name = fmt::format("mean by Student's t, {}", law.name),
                  .n = n,
                  .expected = kCoverage,
                  .promise = law.normal ? Promise::about : Promise::none};
    return measured(setup, purpose, row, [&](sim::Stream& stream) {
        const sim::Moments moments(sample(law, n, stream));
        return sim::mean_interval(moments, kCoverage).contains(law.mean);
    });
}

Row of_median(const Setup& setup, std::uint32_t purpose, const Law& law, int n) {
    const Row row{.section = kSection,
                  .name = fmt::format("median by ranks, {}", law.name),
                  .n = n,
                  .expected = coverage_of_median(n)};
    return measured(setup, purpose, row, [&](sim::Stream& stream) {
        const auto found = sim::quantile_interval(sample(law, n, stream), 0.5, kCoverage);
        return found && found->interval.contains(law.median);
    });
}

// Stopping when the interval looks narrow favours samples that look too even, which costs a little
// coverage; the look-ahead is there to keep it small.
Row when_precise(const Setup& setup, std::uint32_t purpose, int look_ahead) {
    constexpr double kMean = 100.0;
    constexpr double kSpread = 20.0;
    const Row row{.section = kSection,
                  .name = fmt::format("mean once precise, look-ahead {}", look_ahead),
                  .expected = kCoverage,
                  .promise = Promise::none};
    return measured(setup, purpose, row, [&](sim::Stream& stream) {
        sim::PrecisionRule rule(
            1, {.relative_error = 0.1, .level = kCoverage, .look_ahead = look_ahead});
        do {
            const std::array value{kMean + kSpread * sim::normal(stream)};
            rule.add(value);
        } while (rule.decision() == sim::PrecisionRule::Decision::go_on);
        return sim::mean_interval(rule.moments(0), kCoverage).contains(kMean);
    });
}

}  // namespace

std::vector<Row> coverage_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 100;
    for (const Law& law : kLaws) {
        for (const int n : kSizes) rows.push_back(of_mean(setup, purpose++, law, n));
    }
    for (const Law& law : kLaws) {
        for (const int n : kSizes) rows.push_back(of_median(setup, purpose++, law, n));
    }
    for (const int look_ahead : {0, 5}) {
        rows.push_back(when_precise(setup, purpose++, look_ahead));
    }
    return rows;
}

}  // namespace tools::statistics
