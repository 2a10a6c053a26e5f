#include "sim/stats/tally.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <vector>

using sim::Tally;

TEST_CASE("a tally of small numbers") {
    Tally tally;
    for (const std::int64_t value : {2, 4, 4, 4, 5, 5, 7, 9}) tally.add(value);
    CHECK(tally.count() == 8);
    CHECK(tally.sum() == 40);
    CHECK(tally.min() == 2);
    CHECK(tally.max() == 9);
    CHECK(tally.mean() == 5.0);
    CHECK(tally.variance() == 32.0 / 7.0);
}

TEST_CASE("variance survives a mean far from zero") {
    // The textbook formula in doubles gives nonsense here.
    Tally tally;
    const std::int64_t far = std::int64_t{1} << 62;
    for (const std::int64_t value : {1, 2, 3, 4}) tally.add(far + value);
    CHECK(tally.variance() == 5.0 / 3.0);
    CHECK(tally.mean() == static_cast<double>(far));
}

TEST_CASE("the largest numbers do not overflow") {
    constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
    Tally tally;
    for (int i = 0; i < 1000; ++i) tally.add(kMin);
    CHECK(tally.mean() == static_cast<double>(kMin));
    CHECK(tally.variance() == 0.0);
    // Doubling 40 times stands for 10^15 values, whose squares pass 128 bits.
    for (int i = 0; i < 40; ++i) tally.merge(Tally(tally));
    CHECK(tally.count() == 1000LL << 40);
    CHECK(tally.variance() == 0.0);
    tally.add(kMin + 1);
    CHECK(tally.variance() > 0.0);
}

TEST_CASE("parts merge to the same tally in any order and grouping") {
    std::mt19937_64 random(1);
    Tally whole;
    std::vector<Tally> parts(3);
    for (int i = 0; i < 10'000; ++i) {
        const auto value = static_cast<std::int64_t>(random());
        whole.add(value);
        parts[random() % 3].add(value);
    }
    Tally left = parts[0];
    left.merge(parts[1]);
    left.merge(parts[2]);
    Tally right = parts[2];
    right.merge(parts[0]);
    right.merge(parts[1]);
    CHECK(left == whole);
    CHECK(right == whole);
    CHECK(left.variance() == right.variance());
    right.merge(Tally());
    CHECK(right == whole);
}
