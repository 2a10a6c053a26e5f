#include "sim/random/distributions.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/random/inversion.hpp"
#include "sim/random/math.hpp"

#include "tests/sim/random/statistics.hpp"

using sim::Stream;
using sim::StreamFamily;

namespace {

constexpr int kDraws = 400'000;

template <class Draw>
statistics::Sample sample(Draw draw) {
    const StreamFamily family(21, 0, 0);
    statistics::Sample result;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        Stream stream = family.at(i);
        result.add(static_cast<double>(draw(stream)));
    }
    return result;
}

void check_moments(const statistics::Sample& s, double mean, double variance) {
    INFO("mean " << mean << " variance " << variance);
    CHECK(std::abs(s.z_of_mean(mean)) < statistics::kVerdict);
    CHECK(std::abs(s.z_of_variance(variance)) < statistics::kVerdict);
    CHECK(s.error_of_variance() < 0.01 * variance);
}

template <class Cdf>
void check_shape(const statistics::Sample& s, Cdf cdf) {
    std::vector<double> uniform;
    for (const double x : s.values()) uniform.push_back(cdf(x));
    CHECK(statistics::kolmogorov_smirnov(uniform) < 2.4);
}

}  // namespace

TEST_CASE("exponential draws follow their law") {
    const auto s = sample([](Stream& r) { return sim::exponential(r, 2.5); });
    check_moments(s, 2.5, 2.5 * 2.5);
    check_shape(s, [](double x) { return -std::expm1(-x / 2.5); });
}

TEST_CASE("normal draws follow their law") {
    const auto s = sample([](Stream& r) { return sim::normal(r); });
    CHECK(std::abs(s.z_of_variance(1.0)) < statistics::kVerdict);
    CHECK(std::abs(s.mean()) < statistics::kVerdict * s.error_of_mean());
    check_shape(s, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); });
}

TEST_CASE("lognormal draws follow their law") {
    const auto lognormal = sample([](Stream& r) { return sim::lognormal(r, 8.0, 1.5); });
    check_shape(lognormal, [](double x) {
        return 0.5 * std::erfc(-std::log(x / 8.0) / 1.5 / std::sqrt(2.0));
    });
}

TEST_CASE("Poisson draws have the moments of their law in each of its algorithms") {
    for (const double mean : {0.3, 4.0, 9.9, 10.1, 1234.5, 1e9, 1e14}) {
        check_moments(sample([mean](Stream& r) { return sim::poisson(r, mean); }), mean, mean);
    }
    Stream stream = StreamFamily(1, 0, 0).at(0);
    CHECK(sim::poisson(stream, 0.0) == 0);
}

TEST_CASE("binomial draws have the moments of their law in each of its algorithms") {
    struct Case {
        std::int64_t n;
        double p;
    };
    for (const auto& [n, p] :
         {Case{12, 0.3}, {100, 0.95}, {1000, 0.5}, {50'000, 0.01}, {2'000'000'000, 0.2}}) {
        const double mean = static_cast<double>(n) * p;
        check_moments(sample([n = n, p = p](Stream& r) { return sim::binomial(r, n, p); }), mean,
                      mean * (1.0 - p));
    }
    Stream stream = StreamFamily(1, 0, 0).at(0);
    CHECK(sim::binomial(stream, 0, 0.5) == 0);
    CHECK(sim::binomial(stream, 7, 0.0) == 0);
    CHECK(sim::binomial(stream, 7, 1.0) == 7);
}

TEST_CASE("binomial draws keep their law where p is near or below the last bit of 1") {
    struct Case {
        std::int64_t n;
        double p;
    };
    for (const auto& [n, p] : {Case{2'000'000'000, 4.5e-9},
                               {1'000'000'000'000, 9e-12},
                               {100'000'000'000'000'000, 1e-16},
                               {1'000'000'000'000'000'000, 5e-18},
                               {1'000'000'000'000, 2e-10}}) {
        const double mean = static_cast<double>(n) * p;
        CAPTURE(n, p);
        const auto s = sample([n = n, p = p](Stream& r) { return sim::binomial(r, n, p); });
        check_moments(s, mean, mean * (1.0 - p));
        // Poisson's law to within n p^2; beyond this lies less than 1e-12 of it.
        const double far = mean + 12.0 * std::sqrt(mean) + 12.0;
        CHECK(*std::max_element(s.values().begin(), s.values().end()) < far);
    }
}

TEST_CASE("inversion ends, and at no more than n, whatever the uniform number") {
    constexpr double kLast = 1.0 - 0x1p-53;
    std::int64_t most = 0;
    for (int i = 1; i <= 2000; ++i) {
        const double mean = 0.01 * i;
        most = std::max(most, sim::inversion::poisson(mean, kLast));
        for (const std::int64_t n : {1, 2, 12, 100, 1'000'000}) {
            const double p = std::min(0.5, mean / static_cast<double>(n));
            CHECK(sim::inversion::binomial(n, p, kLast) <= n);
            most = std::max(most, sim::inversion::binomial(n, p, kLast));
        }
    }
    CHECK(most < 100);
}

TEST_CASE("draws take nothing from each other") {
    const StreamFamily family(23, 0, 0);
    Stream one = family.at(1);
    Stream other = family.at(2);
    const double alone = [&] {
        Stream fresh = family.at(1);
        return sim::normal(fresh);
    }();
    sim::normal(other);
    CHECK(sim::normal(one) == alone);
}

TEST_CASE("a split sums to its total and has multinomial moments") {
    const std::array weights{5.0, 0.0, 1.0, 3.0, 1.0, 0.0};
    const StreamFamily family(24, 0, 0);
    std::array<std::int64_t, 6> out{};
    statistics::Sample first;
    statistics::Sample fourth;
    statistics::Sample product;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        Stream stream = family.at(i);
        sim::split(stream, 1000, weights, out);
        REQUIRE(std::accumulate(out.begin(), out.end(), std::int64_t{0}) == 1000);
        REQUIRE(out[1] + out[5] == 0);
        first.add(static_cast<double>(out[0]));
        fourth.add(static_cast<double>(out[3]));
        product.add((static_cast<double>(out[0]) - 500.0) * (static_cast<double>(out[3]) - 300.0));
    }
    check_moments(first, 500.0, 250.0);
    check_moments(fourth, 300.0, 210.0);
    CHECK(std::abs(product.z_of_mean(-1000.0 * 0.5 * 0.3)) < statistics::kVerdict);
}

TEST_CASE("a split shares rightly among light weights behind a dominant one") {
    const std::array weights{1e16, 1.0, 2.0, 1.0};
    const StreamFamily family(25, 0, 0);
    std::array<std::int64_t, 4> out{};
    statistics::Sample share, all;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        Stream stream = family.at(i);
        sim::split(stream, 10'000'000'000'000'000, weights, out);
        const auto light = static_cast<double>(out[1] + out[2] + out[3]);
        if (light > 0.0) share.add(static_cast<double>(out[2]) / light);
        all.add(light);
    }
    CHECK(std::abs(share.z_of_mean(0.5)) < statistics::kVerdict);
    check_moments(all, 4.0, 4.0);
    Stream stream = family.at(0);
    sim::split(stream, 0, weights, out);
    CHECK(out == std::array<std::int64_t, 4>{});
}
