#include "sim/stats/series.hpp"

#include <catch2/catch.hpp>
#include <random>

using sim::Series;

TEST_CASE("a series adds into its cells") {
    Series series(3, {"created", "paid"});
    series.add(0, 0, 5);
    series.add(2, 1, 7);
    series.add(2, 1, -2);
    CHECK(series.at(0, 0) == 5);
    CHECK(series.at(0, 1) == 0);
    CHECK(series.at(2, 1) == 5);
    CHECK(series.bins() == 3);
    CHECK(series.columns() == std::vector<std::string>{"created", "paid"});
    CHECK(series.memory_bytes() == 3 * 2 * 8);
}

TEST_CASE("parts merge to the same series in any order and grouping") {
    std::mt19937_64 random(1);
    const std::vector<std::string> columns{"a", "b", "c"};
    Series whole(50, columns);
    std::vector<Series> parts(3, Series(50, columns));
    for (int i = 0; i < 10'000; ++i) {
        const std::size_t bin = random() % 50;
        const std::size_t column = random() % 3;
        const auto n = static_cast<std::int64_t>(random() % 1000) - 500;
        whole.add(bin, column, n);
        parts[random() % 3].add(bin, column, n);
    }
    Series left = parts[0];
    left.merge(parts[1]);
    left.merge(parts[2]);
    Series right = parts[2];
    right.merge(parts[1]);
    Series regrouped = parts[0];
    regrouped.merge(right);
    CHECK(left == whole);
    CHECK(regrouped == whole);
}

TEST_CASE("series of different shapes do not merge") {
    Series series(3, {"a", "b"});
    CHECK_THROWS_WITH(series.merge(Series(4, {"a", "b"})),
                      "series: cannot merge 4 bins of (a, b) into 3 bins of (a, b)");
    CHECK_THROWS_AS(series.merge(Series(3, {"b", "a"})), std::invalid_argument);
    CHECK_THROWS_WITH(Series(1, {"a", "b", "a"}), "series: two columns are called 'a'");
}
