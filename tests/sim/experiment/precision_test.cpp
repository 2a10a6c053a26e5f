#include "sim/experiment/precision.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/random/distributions.hpp"

using sim::PrecisionRule;
using Decision = PrecisionRule::Decision;

namespace {

Decision add(PrecisionRule& rule, std::vector<double> values) {
    return rule.add(values);
}

// The rule as its papers state it, over a whole sequence of one metric: where it stops.
std::int64_t stop_by_definition(const std::vector<double>& values,
                                const PrecisionRule::Options& options) {
    const auto precise = [&](std::int64_t n) {
        double mean = 0.0;
        for (std::int64_t i = 0; i < n; ++i) mean += values[static_cast<std::size_t>(i)];
        mean /= static_cast<double>(n);
        double squares = 0.0;
        for (std::int64_t i = 0; i < n; ++i) {
            const double d = values[static_cast<std::size_t>(i)] - mean;
            squares += d * d;
        }
        const boost::math::students_t law(static_cast<double>(n - 1));
        const double t = boost::math::quantile(law, 0.5 + options.level / 2.0);
        const double half =
            t * std::sqrt(squares / static_cast<double>(n - 1) / static_cast<double>(n));
        return half / std::abs(mean) <= options.relative_error / (1.0 + options.relative_error);
    };
    for (std::int64_t n = options.minimum; n <= options.cap; ++n) {
        const std::int64_t last =
            n + (n <= 100 ? options.look_ahead : options.look_ahead * n / 100);
        bool stays = last <= options.cap;
        for (std::int64_t k = n; stays && k <= last; ++k) stays = precise(k);
        if (stays) return last;
    }
    return options.cap;
}

}  // namespace

TEST_CASE("a constant is precise at once, and is looked at a little longer") {
    PrecisionRule rule(1, {.relative_error = 0.01, .minimum = 10, .look_ahead = 5});
    for (int n = 1; n < 15; ++n) {
        REQUIRE(add(rule, {3.0}) == Decision::go_on);
        CHECK(rule.unreached() == std::vector<std::size_t>{0});
    }
    CHECK(add(rule, {3.0}) == Decision::reached);
    CHECK(rule.replications() == 15);
    CHECK(rule.unreached().empty());
    CHECK(rule.relative_half_width(0) == 0.0);
    CHECK_THROWS_AS(add(rule, {3.0}), std::logic_error);
}

TEST_CASE("it stops where the definition says") {
    // Spreads from easy to hopeless; those above 0.25 need more than 100 replications, where the
    // look-ahead grows.
    for (const double spread : {0.01, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.8}) {
        for (std::uint64_t run = 0; run < 20; ++run) {
            sim::Stream stream = sim::StreamFamily(5, 0, 1).at(run);
            std::vector<double> values;
            for (int i = 0; i < 400; ++i) values.push_back(100.0 + 100.0 * spread * normal(stream));
            const PrecisionRule::Options options{.relative_error = 0.05, .cap = 400};
            PrecisionRule rule(1, options);
            for (const double value : values) {
                if (add(rule, {value}) != Decision::go_on) break;
            }
            CAPTURE(spread, run);
            CHECK(rule.replications() == stop_by_definition(values, options));
        }
    }
}

TEST_CASE("a metric that loses its precision starts its look-ahead anew") {
    PrecisionRule rule(1, {.relative_error = 0.05, .minimum = 2, .look_ahead = 3, .cap = 2000});
    for (int n = 1; n <= 4; ++n) CHECK(add(rule, {10.0}) == Decision::go_on);
    CHECK(add(rule, {16.0}) == Decision::go_on);  // n = 5 would have been enough
    CHECK(rule.relative_half_width(0) > 0.05);
    std::int64_t precise_since = 0;
    while (add(rule, {10.0}) == Decision::go_on) {
        if (precise_since == 0 && rule.relative_half_width(0) <= 0.05 / 1.05) {
            precise_since = rule.replications();
        }
    }
    CHECK(precise_since > 10);
    CHECK(rule.decision() == Decision::reached);
    // look_ahead * n / 100 would be longer from 134 replications on.
    CHECK(rule.replications() == precise_since + 3);
}

TEST_CASE("the slowest metric decides, and the cap names it") {
    PrecisionRule rule(3, {.relative_error = 0.05, .minimum = 10, .look_ahead = 0, .cap = 12});
    for (int n = 1; n < 12; ++n) {
        const double swing = n % 2 == 0 ? 1.0 : -1.0;
        CHECK(add(rule, {5.0, swing, 100.0 + swing}) == Decision::go_on);
    }
    CHECK(add(rule, {5.0, 1.0, 101.0}) == Decision::not_reached);
    CHECK(rule.unreached() == std::vector<std::size_t>{1});
    CHECK(rule.relative_half_width(1) == std::numeric_limits<double>::infinity());
    CHECK(rule.moments(2).mean() == Approx(100.0).epsilon(1e-12));
}

TEST_CASE("zeros are known exactly") {
    PrecisionRule rule(1, {.minimum = 2, .look_ahead = 0});
    CHECK(add(rule, {0.0}) == Decision::go_on);
    CHECK(add(rule, {0.0}) == Decision::reached);
    CHECK(rule.relative_half_width(0) == 0.0);
}

TEST_CASE("precision: what is refused") {
    CHECK_THROWS_WITH(PrecisionRule(0, {}), "precision: needs at least 1 metric");
    CHECK_THROWS_WITH(PrecisionRule(1, {.relative_error = 0.0}),
                      "precision: the relative error must lie between 0 and 1, not be 0");
    CHECK_THROWS_WITH(PrecisionRule(1, {.minimum = 1}),
                      "precision: the least number of replications must be 2 or more, not 1");
    CHECK_THROWS_WITH(PrecisionRule(1, {.look_ahead = -1}),
                      "precision: the look-ahead must be 0 or more, not -1");
    CHECK_THROWS_WITH(PrecisionRule(1, {.look_ahead = 10'000'001}),
                      "precision: the most replications (1000) and the look-ahead (10000001) must "
                      "not exceed 10000000");
    CHECK_THROWS_WITH(PrecisionRule(1, {.minimum = 10, .cap = 9}),
                      "precision: the most replications (9) must not be fewer than the least (10)");
    PrecisionRule rule(2, {});
    CHECK_THROWS_WITH(add(rule, {1.0}), "precision: replication 0 has 1 metrics, not 2");
    CHECK_THROWS_WITH(add(rule, {1.0, std::numeric_limits<double>::quiet_NaN()}),
                      "precision: metric 1 of replication 0 is nan, not a finite number");
    CHECK(rule.replications() == 0);
    CHECK(rule.moments(0).count() == 0);
}
