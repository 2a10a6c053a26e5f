#include "sim/stats/histogram.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using sim::LogHistogram;

namespace {
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

// Spread evenly over the powers of two.
std::int64_t any_value(std::mt19937_64& random) {
    return static_cast<std::int64_t>(random() >> (1 + random() % 63));
}
}  // namespace

TEST_CASE("quantiles agree with a sorted vector within 1 %") {
    std::mt19937_64 random(1);
    for (std::size_t size : {1U, 2U, 3U, 10U, 1000U, 20'000U}) {
        LogHistogram histogram;
        std::vector<std::int64_t> values;
        for (std::size_t i = 0; i < size; ++i) {
            values.push_back(any_value(random));
            histogram.add(values.back());
        }
        std::sort(values.begin(), values.end());
        for (int permille = 0; permille <= 1000; ++permille) {
            const double q = permille / 1000.0;
            const std::size_t rank = (static_cast<std::size_t>(permille) * size + 999) / 1000;
            const std::int64_t exact = values[rank == 0 ? 0 : rank - 1];
            const std::int64_t found = histogram.quantile(q);
            REQUIRE(std::abs(static_cast<double>(found - exact)) <=
                    static_cast<double>(exact) / 128);
            if (exact < 256) REQUIRE(found == exact);
        }
        CHECK(histogram.quantile(0) == values.front());
        CHECK(histogram.quantile(1) == values.back());
        CHECK(histogram.min() == values.front());
        CHECK(histogram.max() == values.back());
    }
}

TEST_CASE("ranks are spread over their bucket, so that quantiles move with the numbers") {
    LogHistogram histogram;
    histogram.add(1 << 20, 1000);
    histogram.add((1 << 20) + 8191, 1000);  // both in one bucket of 8192
    const auto at = [&](double q) { return histogram.quantile(q) - (1 << 20); };
    CHECK(at(0.25) == Approx(2048).margin(8));
    CHECK(at(0.5) == Approx(4096).margin(8));
    CHECK(at(0.75) == Approx(6144).margin(8));
    CHECK(at(0.501) > at(0.5));
}

TEST_CASE("buckets tile the numbers: every value lies in the one that names it") {
    std::mt19937_64 random(2);
    std::vector<std::int64_t> values{0, 1, 127, 128, 255, 256, 257, 258, 511, 512, kLargest};
    for (int i = 0; i < 10'000; ++i) values.push_back(any_value(random));
    for (const std::int64_t value : values) {
        LogHistogram histogram;
        histogram.add(value);
        std::int64_t lowest = -1;
        histogram.for_each([&](std::int64_t from, std::int64_t count) {
            lowest = from;
            REQUIRE(count == 1);
        });
        REQUIRE(lowest <= value);
        REQUIRE(value - lowest <= lowest / 128);
        // The lowest value of a bucket is in that bucket, the one below is not.
        histogram.add(lowest);
        if (lowest > 0) histogram.add(lowest - 1);
        std::vector<std::int64_t> counts;
        histogram.for_each([&](std::int64_t, std::int64_t n) { counts.push_back(n); });
        REQUIRE(counts ==
                (lowest > 0 ? std::vector<std::int64_t>{1, 2} : std::vector<std::int64_t>{2}));
    }
}

TEST_CASE("weights count as repetitions") {
    LogHistogram weighted;
    LogHistogram repeated;
    weighted.add(500, 1000);
    weighted.add(7, 3);
    weighted.add(9, 0);
    for (int i = 0; i < 1000; ++i) repeated.add(500);
    for (int i = 0; i < 3; ++i) repeated.add(7);
    CHECK(weighted == repeated);
    CHECK(weighted.count() == 1003);
}

TEST_CASE("parts merge to the same histogram in any order and grouping") {
    std::mt19937_64 random(3);
    LogHistogram whole;
    std::vector<LogHistogram> parts(3);
    for (int i = 0; i < 3000; ++i) {
        const std::int64_t value = any_value(random);
        whole.add(value);
        parts[random() % 3].add(value);
    }
    LogHistogram left = parts[0];
    left.merge(parts[1]);
    left.merge(parts[2]);
    LogHistogram right = parts[2];
    right.merge(parts[1]);
    right.merge(parts[0]);
    CHECK(left == whole);
    CHECK(right == whole);
    right.merge(LogHistogram());
    CHECK(right == whole);
}

TEST_CASE("memory grows to the largest bucket used and no further than stated") {
    LogHistogram histogram;
    CHECK(histogram.memory_bytes() == 0);
    histogram.add(255);
    CHECK(histogram.memory_bytes() == 256 * 8);
    histogram.add(kLargest);
    CHECK(histogram.memory_bytes() == 7296 * 8);
    CHECK(histogram.quantile(1) == kLargest);
}
