#include "sim/random/quantile.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/random/stream.hpp"

#include "tests/sim/random/statistics.hpp"

namespace {

// Tails of a law whose probabilities are built from one of them by ratios, in long double.
struct Reference {
    std::int64_t first = 0;
    std::vector<long double> below;  // P(X <= first + i)
    std::vector<long double> above;  // P(X > first + i)
};

// `log_mode` is the logarithm of P(X = mode), `next` maps k to P(k + 1) / P(k).
template <class Ratio>
Reference tabulate(std::int64_t mode, std::int64_t reach, std::int64_t last, long double log_mode,
                   Ratio next) {
    Reference table;
    table.first = std::max<std::int64_t>(0, mode - reach);
    const std::int64_t end = std::min(last, mode + reach);
    std::vector<long double> mass(static_cast<std::size_t>(end - table.first + 1));
    const auto at = [&](std::int64_t k) -> long double& {
        return mass[static_cast<std::size_t>(k - table.first)];
    };
    at(mode) = std::exp(log_mode);
    for (std::int64_t k = mode; k < end; ++k) at(k + 1) = at(k) * next(k);
    for (std::int64_t k = mode; k > table.first; --k) at(k - 1) = at(k) / next(k - 1);
    table.below.resize(mass.size());
    table.above.resize(mass.size());
    long double sum = 0.0L;
    for (std::size_t i = 0; i < mass.size(); ++i) table.below[i] = sum += mass[i];
    sum = 0.0L;
    for (std::size_t i = mass.size(); i-- > 0;) {
        table.above[i] = sum;
        sum += mass[i];
    }
    return table;
}

// The count must change from k to k + 1 where u passes F(k): tried just below and just above each
// step, by `slack` of the smaller tail and 4e-15.
template <class Quantile>
void check_steps(const Reference& table, Quantile quantile, double slack) {
    std::int64_t wrong = 0;
    for (std::size_t i = 0; i < table.below.size(); ++i) {
        const std::int64_t k = table.first + static_cast<std::int64_t>(i);
        const long double below = table.below[i];
        const long double above = table.above[i];
        const bool lower = below < above;
        const long double tail = lower ? below : above;
        if (tail < 1e-14L) continue;
        const long double gap = tail * slack + 4e-15L;
        const long double step = lower ? below : 1.0L - above;
        wrong += quantile(static_cast<double>(step - gap)) > k;
        wrong += quantile(static_cast<double>(step + gap)) <= k;
    }
    CHECK(wrong == 0);
}

Reference poisson_table(double mean) {
    const auto m = static_cast<long double>(mean);
    const auto mode = static_cast<std::int64_t>(mean);
    const auto k = static_cast<long double>(mode);
    const auto reach = static_cast<std::int64_t>(20.0 + 10.0 * std::sqrt(mean));
    return tabulate(mode, reach, INT64_MAX, k * std::log(m) - m - std::lgamma(k + 1.0L),
                    [m](std::int64_t j) { return m / static_cast<long double>(j + 1); });
}

Reference binomial_table(std::int64_t size, double probability) {
    const auto n = static_cast<long double>(size);
    const auto p = static_cast<long double>(probability);
    const auto mode = std::min(size, static_cast<std::int64_t>((n + 1.0L) * p));
    const auto k = static_cast<long double>(mode);
    const long double log_mode = std::lgamma(n + 1.0L) - std::lgamma(k + 1.0L) -
                                 std::lgamma(n - k + 1.0L) + k * std::log(p) +
                                 (n - k) * std::log1p(-p);
    const auto reach = static_cast<std::int64_t>(20.0L + 10.0L * std::sqrt(n * p * (1.0L - p)));
    return tabulate(mode, reach, size, log_mode, [n, p](std::int64_t j) {
        const auto i = static_cast<long double>(j);
        return (n - i) * p / ((i + 1.0L) * (1.0L - p));
    });
}

}  // namespace

TEST_CASE("Poisson quantiles change exactly where the distribution function steps") {
    for (const double mean : {1e-3, 0.01, 0.5, 1.0, 5.0, 12.3, 19.99, 20.0, 20.7, 25.0, 33.3, 60.0,
                              100.0, 250.5, 1000.0, 4321.0, 12345.6, 1e5, 1e6}) {
        INFO("mean " << mean);
        check_steps(
            poisson_table(mean), [mean](double u) { return sim::poisson_quantile(mean, u); },
            1e-13 + 1e-17 * mean);
    }
}

TEST_CASE("binomial quantiles change exactly where the distribution function steps") {
    struct Case {
        std::int64_t n;
        double p;
    };
    for (const auto& [n, p] : {Case{1, 0.3},
                               {2, 0.5},
                               {10, 0.01},
                               {10, 0.9},
                               {39, 0.5},
                               {41, 0.5},
                               {45, 0.45},
                               {100, 0.25},
                               {100, 0.79},
                               {100, 0.81},
                               {1000, 0.021},
                               {1000, 0.5},
                               {1000, 0.979},
                               {1000, 0.9999},
                               {30'000, 0.001},
                               {100'000, 0.2},
                               {1'000'000, 0.7},
                               {2'000'000'000, 1e-9},
                               {2'000'000'000, 1.1e-8},
                               {2'000'000'000, 1e-5}}) {
        INFO("n " << n << " p " << p);
        // The reference itself loses digits in lgamma of n.
        const double slack = 2e-13 + 3e-18 * static_cast<double>(n);
        check_steps(
            binomial_table(n, p),
            [n = n, p = p](double u) { return sim::binomial_quantile(n, p, u); }, slack);
    }
}

TEST_CASE("very large means agree with the expansion of their law") {
    // Cornish-Fisher (Fisher and Cornish 1960) is exact to 1e-8 of a count here.
    const double mean = 1e9;
    for (const double z : {-4.0, -1.0, 0.0, 0.5, 3.0}) {
        const double u = 0.5 * std::erfc(-z / std::sqrt(2.0));
        const double x = mean + std::sqrt(mean) * z + (z * z - 1.0) / 6.0 + 0.5;
        CHECK(std::abs(static_cast<double>(sim::poisson_quantile(mean, u)) + 0.5 - x) < 0.51);
        const double n = 2e9;
        const double y = 0.5 * n + std::sqrt(0.25 * n) * z + 0.5;
        CHECK(std::abs(static_cast<double>(sim::binomial_quantile(2'000'000'000, 0.5, u)) + 0.5 -
                       y) < 0.51);
    }
}

TEST_CASE("quantiles at the ends") {
    const double largest = 1.0 - 0x1p-53;
    CHECK(sim::poisson_quantile(0.0, 0.0) == 0);
    CHECK(sim::poisson_quantile(0.0, largest) == 0);
    for (const double mean : {0.01, 3.0, 19.0, 21.0, 1e4, 1e9}) {
        INFO("mean " << mean);
        CHECK(sim::poisson_quantile(mean, 0.0) <= sim::poisson_quantile(mean, 0x1p-53));
        const auto top = static_cast<double>(sim::poisson_quantile(mean, largest));
        CHECK(top > mean + 7.0 * std::sqrt(mean));
        CHECK(top < mean + 9.0 * std::sqrt(mean) + 20.0);
    }
    CHECK(sim::binomial_quantile(0, 0.5, largest) == 0);
    CHECK(sim::binomial_quantile(9, 0.0, largest) == 0);
    CHECK(sim::binomial_quantile(9, 1.0, 0.0) == 9);
    for (const std::int64_t n : {1, 10, 50, 1000}) {
        for (const double p : {0.01, 0.5, 0.99}) {
            INFO("n " << n << " p " << p);
            CHECK(sim::binomial_quantile(n, p, 0.0) >= 0);
            CHECK(sim::binomial_quantile(n, p, largest) <= n);
        }
    }
}

TEST_CASE("quantiles are monotone in u, the mean, n and p") {
    const sim::StreamFamily family(31, 0, 0);
    for (std::uint64_t i = 0; i < 300'000; ++i) {
        sim::Stream stream = family.at(i);
        const double u = stream.uniform();
        const double v = u + (1.0 - u) * stream.uniform() * 0.01;
        const double mean = std::exp(25.0 * stream.uniform() - 5.0);
        const double more = mean * (1.0 + 0.01 * stream.uniform());
        const std::int64_t count = sim::poisson_quantile(mean, u);
        REQUIRE(sim::poisson_quantile(mean, v) >= count);
        REQUIRE(sim::poisson_quantile(more, u) >= count);

        const auto n = static_cast<std::int64_t>(std::exp(20.0 * stream.uniform()));
        const double p = stream.uniform();
        const double q = p + (1.0 - p) * stream.uniform() * 0.01;
        const std::int64_t hits = sim::binomial_quantile(n, p, u);
        REQUIRE(sim::binomial_quantile(n, p, v) >= hits);
        REQUIRE(sim::binomial_quantile(n, q, u) >= hits);
        REQUIRE(sim::binomial_quantile(n + 1, p, u) >= hits);
        REQUIRE(sim::binomial_quantile(n + 1, p, u) <= hits + 1);
    }
}
