// Closed forms of arrival processes: Omori decay (Omori 1894; Utsu 1961), the order statistics of
// Poisson processes, and finite populations.
#include "sim/random/arrivals.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/sim/random/statistics.hpp"

using sim::Bin;
using sim::kHour;
using sim::kMinute;
using sim::kNever;
using sim::kSecond;
using sim::OmoriDecay;
using sim::PiecewiseRate;
using sim::StreamFamily;
using sim::Time;

namespace {

constexpr int kReplications = 25'000;

// Equal bins that cover [0, until).
std::vector<Bin> grid(Time until, std::uint64_t count) {
    std::vector<Bin> bins;
    const Time width = until / static_cast<Time>(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const Time begin = static_cast<Time>(i) * width;
        bins.push_back({i, begin, begin + width});
    }
    return bins;
}

double correlation(const statistics::Sample& a, const statistics::Sample& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.values().size(); ++i) {
        sum += (a.values()[i] - a.mean()) * (b.values()[i] - b.mean());
    }
    return sum / static_cast<double>(a.values().size()) / std::sqrt(a.variance() * b.variance());
}

}  // namespace

TEST_CASE("Omori decay has the integral L(t) = A c / (p - 1) (1 - (1 + t / c)^(1 - p))") {
    const double a = 1000.0;
    const OmoriDecay decay(0, kNever, 1.2, 60 * kSecond);
    const double whole = a * decay.initial_rate_seconds();
    CHECK(whole == Approx(300000.0).epsilon(1e-13));
    struct Golden {
        Time t;
        double arrivals;
    };
    for (const auto& [t, arrivals] : {Golden{10, 9107.9202},
                                      {30, 23367.6266},
                                      {60, 38834.8310},
                                      {120, 59177.5315},
                                      {600, 114286.8238}}) {
        CHECK(whole * decay.cumulative(t * kSecond) == Approx(arrivals).margin(6e-5));
    }
    CHECK(sim::to_seconds(decay.inverse(10000.0 / whole)) == Approx(11.0832923109).margin(2e-9));
}

TEST_CASE("counts of an open source have the mean and variance of Poisson and are independent") {
    const OmoriDecay decay(0, kHour, 1.3, 5 * kMinute);
    const std::vector<Bin> bins = grid(kHour, 6);
    const double total = 300.0;
    std::vector<statistics::Sample> counts(bins.size());
    std::vector<Time> times;
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
        const StreamFamily family(51, replication, 0);
        for (const Bin& bin : bins) {
            sim::open_block(decay, total, family, 1, bin, times);
            counts[bin.index].add(static_cast<double>(times.size()));
        }
    }
    for (const Bin& bin : bins) {
        const double mean = total * (decay.cumulative(bin.end) - decay.cumulative(bin.begin));
        const statistics::Sample& s = counts[bin.index];
        INFO("bin " << bin.index << " mean " << mean);
        CHECK(std::abs(s.z_of_mean(mean)) < statistics::kVerdict);
        CHECK(std::abs(s.z_of_variance(mean)) < statistics::kVerdict);
        CHECK(s.error_of_variance() < 0.01 * mean);
    }
    const double chance = statistics::kVerdict / std::sqrt(kReplications);
    CHECK(std::abs(correlation(counts[0], counts[1])) < chance);
    CHECK(std::abs(correlation(counts[0], counts[5])) < chance);
}

TEST_CASE("times within a bin follow the shape") {
    const OmoriDecay decay(0, kHour, 1.3, kMinute);
    const PiecewiseRate daily({0, kMinute, 10 * kMinute, kHour}, {5.0, 1.0, 3.0});
    const auto distance = [](const auto& shape, const Bin& bin) {
        std::vector<Time> times;
        sim::open_block(shape, 1e6, StreamFamily(52, 0, 0), 1, bin, times);
        REQUIRE(times.size() > 10'000);
        REQUIRE(std::is_sorted(times.begin(), times.end()));
        const double from = shape.cumulative(bin.begin);
        const double to = shape.cumulative(bin.end);
        std::vector<double> uniform;
        for (const Time t : times) uniform.push_back((shape.cumulative(t) - from) / (to - from));
        return statistics::kolmogorov_smirnov(uniform);
    };
    CHECK(distance(decay, {0, 0, kHour}) < 2.4);
    CHECK(distance(decay, {1, 10 * kSecond, 5 * kMinute}) < 2.4);
    CHECK(distance(daily, {0, 0, kHour}) < 2.4);
    CHECK(distance(daily, {1, 30 * kSecond, 20 * kMinute}) < 2.4);
}

TEST_CASE("the k-th of n times is a Beta(k, n + 1 - k) order statistic") {
    // A finite source that arrives in one bin: n = 9, mass uniform.
    const PiecewiseRate flat({0, kSecond}, {1.0});
    statistics::Sample second;
    statistics::Sample product;
    std::vector<Time> times;
    for (std::uint64_t source = 0; source < kReplications; ++source) {
        REQUIRE(sim::finite_block(flat, 9, StreamFamily(53, 0, 0), source, {0, 0, kSecond},
                                  times) == 9);
        second.add(sim::to_seconds(times[1]));
        product.add((sim::to_seconds(times[1]) - 0.2) * (sim::to_seconds(times[7]) - 0.8));
    }
    CHECK(std::abs(second.z_of_mean(0.2)) < statistics::kVerdict);
    CHECK(std::abs(second.z_of_variance(0.2 * 0.8 / 11.0)) < statistics::kVerdict);
    // Cov(U(j), U(k)) = j (n + 1 - k) / ((n + 1)^2 (n + 2)).
    CHECK(std::abs(product.z_of_mean(2.0 * 2.0 / (100.0 * 11.0))) < statistics::kVerdict);
}

TEST_CASE("a finite source closes exactly and its counts are multinomial") {
    const OmoriDecay decay(0, kHour, 1.3, 5 * kMinute);
    const std::vector<Bin> bins = grid(kHour, 6);
    const std::int64_t total = 500;
    std::vector<statistics::Sample> counts(bins.size());
    statistics::Sample product;
    std::vector<Time> times;
    const auto share = [&](const Bin& bin) {
        return decay.cumulative(bin.end) - decay.cumulative(bin.begin);
    };
    const auto n = static_cast<double>(total);
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
        std::int64_t remaining = total;
        for (const Bin& bin : bins) {
            const std::int64_t came = sim::finite_block(
                decay, remaining, StreamFamily(54, replication, 0), 1, bin, times);
            REQUIRE(static_cast<std::size_t>(came) == times.size());
            remaining -= came;
            counts[bin.index].add(static_cast<double>(came));
        }
        REQUIRE(remaining == 0);
        product.add((counts[0].values().back() - n * share(bins[0])) *
                    (counts[3].values().back() - n * share(bins[3])));
    }
    for (const Bin& bin : bins) {
        const double p = share(bin);
        const statistics::Sample& s = counts[bin.index];
        INFO("bin " << bin.index << " p " << p);
        CHECK(std::abs(s.z_of_mean(n * p)) < statistics::kVerdict);
        CHECK(std::abs(s.z_of_variance(n * p * (1.0 - p))) < statistics::kVerdict);
        CHECK(s.error_of_variance() < 0.01 * n * p * (1.0 - p));
    }
    const double covariance = -n * share(bins[0]) * share(bins[3]);
    CHECK(product.mean() < 0.0);
    CHECK(std::abs(product.z_of_mean(covariance)) < statistics::kVerdict);
}

TEST_CASE("counts are coupled: a larger mean never brings fewer") {
    const OmoriDecay decay(0, kHour, 1.3, 5 * kMinute);
    std::vector<Time> times;
    for (std::uint64_t source = 0; source < 500; ++source) {
        for (const Bin& bin : grid(kHour, 4)) {
            std::size_t before = 0;
            for (const double mean : {1.0, 10.0, 10.1, 100.0, 101.0, 1000.0, 1010.0}) {
                sim::open_block(decay, mean, StreamFamily(55, 0, 0), source, bin, times);
                REQUIRE(times.size() >= before);
                before = times.size();
            }
        }
    }
}
