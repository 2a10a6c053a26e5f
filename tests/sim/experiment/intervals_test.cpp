#include "sim/experiment/intervals.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using sim::Interval;
using sim::mean_interval;
using sim::Moments;
using sim::proportion_interval;
using sim::quantile_interval;

namespace {

std::vector<double> one_to(int n) {
    std::vector<double> values(static_cast<std::size_t>(n));
    std::iota(values.rbegin(), values.rend(), 1.0);  // descending: nobody promised order
    return values;
}

}  // namespace

TEST_CASE("interval of a mean: Law and Kelton, example 4.26") {
    const std::vector<double> values{1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
    const Moments sample(values);
    const Interval interval = mean_interval(sample, 0.90);
    CHECK(sample.mean() == Approx(1.34).margin(0.005));
    CHECK(sample.variance() == Approx(0.17).margin(0.005));
    CHECK(interval.half_width() == Approx(0.24).margin(0.005));
    CHECK(interval.contains(1.343));
    CHECK_FALSE(interval.contains(1.10));
}

TEST_CASE("interval of the mean of two values: half their distance times 12.706") {
    const std::vector<double> values{4.0, 6.0};
    const Interval interval = mean_interval(Moments(values), 0.95);
    CHECK(interval.low == Approx(5.0 - 12.7062047361747).epsilon(1e-12));
    CHECK(interval.high == Approx(5.0 + 12.7062047361747).epsilon(1e-12));
}

TEST_CASE("the interval of a mean that does not vary is a point") {
    const std::vector<double> values{0.3, 0.3, 0.3};
    CHECK(mean_interval(Moments(values), 0.99) == Interval{0.3, 0.3});
}

TEST_CASE("interval of a mean: what is refused") {
    const std::vector<double> one{1.0};
    CHECK_THROWS_WITH(mean_interval(Moments(one), 0.95),
                      "interval of a mean: needs at least 2 values, not 1");
    const std::vector<double> two{1.0, 2.0};
    CHECK_THROWS_WITH(mean_interval(Moments(two), 1.0),
                      "interval of a mean: the level must lie between 0 and 1, not be 1");
    CHECK_THROWS_AS(mean_interval(Moments(two), std::numeric_limits<double>::quiet_NaN()),
                    std::invalid_argument);
}

TEST_CASE("interval of the median: ranks as in the printed tables") {
    // W. J. Conover, Practical Nonparametric Statistics; coverage from the binomial table.
    struct Row {
        int n;
        std::int64_t low;
        double coverage;
    };
    for (const Row row : {Row{6, 1, 62.0 / 64}, Row{10, 2, 1002.0 / 1024}, Row{15, 4, 0.96484375},
                          Row{20, 6, 0.958610535}, Row{30, 10, 0.957226}}) {
        const auto found = quantile_interval(one_to(row.n), 0.5, 0.95);
        REQUIRE(found);
        CHECK(found->low_rank == row.low);
        CHECK(found->high_rank == row.n + 1 - row.low);
        CHECK(found->interval.low == static_cast<double>(found->low_rank));
        CHECK(found->interval.high == static_cast<double>(found->high_rank));
        CHECK(found->coverage == Approx(row.coverage).epsilon(1e-6));
    }
}

TEST_CASE("interval of a quantile: both sides miss as seldom as the level allows, and no more") {
    for (const int n : {50, 100, 1000, 20'000}) {
        for (const double p : {0.1, 0.5, 0.9, 0.95}) {
            for (const double level : {0.8, 0.95, 0.99}) {
                const auto found = quantile_interval(one_to(n), p, level);
                const boost::math::binomial law(n, p);
                const auto below = [&](std::int64_t r) {  // P(fewer than r)
                    return boost::math::cdf(law, static_cast<double>(r - 1));
                };
                const auto above = [&](std::int64_t s) {  // P(s or more)
                    return boost::math::cdf(
                        boost::math::complement(law, static_cast<double>(s - 1)));
                };
                const double allowed = (1.0 - level) / 2.0;
                CAPTURE(n, p, level);
                if (!found) {
                    CHECK((below(1) > allowed || above(n) > allowed));
                    continue;
                }
                const std::int64_t low = found->low_rank;
                const std::int64_t high = found->high_rank;
                CHECK(below(low) <= allowed);
                CHECK(below(low + 1) > allowed);
                CHECK(above(high) <= allowed);
                CHECK(above(high - 1) > allowed);
                CHECK(found->coverage == Approx(1.0 - below(low) - above(high)).epsilon(1e-10));
            }
        }
    }
}

TEST_CASE("too few values for an interval of a quantile") {
    // Exactly where least and largest suffice for the median: 2^(1-n) is missed.
    for (int n = 2; n <= 40; ++n) {
        CAPTURE(n);
        CHECK(quantile_interval(one_to(n), 0.5, 1.0 - std::exp2(1 - n)));
        CHECK_FALSE(quantile_interval(one_to(n), 0.5, 1.0 - 0.999 * std::exp2(1 - n)));
    }
    CHECK_FALSE(quantile_interval(one_to(1), 0.5, 0.95));
    CHECK_FALSE(quantile_interval(one_to(5), 0.5, 0.95));
    CHECK_FALSE(quantile_interval(one_to(30), 0.9, 0.95));  // 0.9^30 = 4.2 % above the largest
    CHECK(quantile_interval(one_to(36), 0.9, 0.95));        // 0.9^36 = 2.25 %
    CHECK_THROWS_WITH(quantile_interval({}, 0.5, 0.95),
                      "interval of a quantile: needs at least 1 value");
    CHECK_THROWS_WITH(quantile_interval(one_to(9), 0.0, 0.95),
                      "interval of a quantile: p must lie between 0 and 1, not be 0");
    const std::vector<double> bad{1.0, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_WITH(quantile_interval(bad, 0.5, 0.95),
                      "interval of a quantile: value 1 is nan, not a finite number");
}

TEST_CASE("interval of a proportion: R. G. Newcombe's examples (1998)") {
    struct Row {
        std::int64_t successes;
        std::int64_t trials;
        double low;
        double high;
    };
    for (const Row row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605},
                          Row{0, 20, 0.0, 0.1611}, Row{1, 29, 0.0061, 0.1718}}) {
        const Interval found = proportion_interval(row.successes, row.trials, 0.95);
        CHECK(found.low == Approx(row.low).margin(0.00005));
        CHECK(found.high == Approx(row.high).margin(0.00005));
        const Interval turned = proportion_interval(row.trials - row.successes, row.trials, 0.95);
        CHECK(turned.low == Approx(1.0 - found.high).epsilon(1e-12));
        CHECK(turned.high == Approx(1.0 - found.low).epsilon(1e-12));
    }
    CHECK(proportion_interval(0, 1, 0.95).low == 0.0);
    CHECK(proportion_interval(7, 7, 0.95).high == 1.0);
    CHECK_THROWS_WITH(proportion_interval(3, 2, 0.95),
                      "interval of a proportion: there cannot be 3 successes in 2 trials");
}
