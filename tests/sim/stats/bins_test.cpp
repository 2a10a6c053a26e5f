#include "sim/stats/bins.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace sim;

TEST_CASE("bins are half open and numbered through the segments") {
    const BinCalendar bins({{-60, 20}, {0, 5}, {10, 30}}, 70);
    REQUIRE(bins.count() == 3 + 2 + 2);
    CHECK(bins.begin() == -60);
    CHECK(bins.end() == 70);
    CHECK(bins.begin(2) == -20);
    CHECK(bins.end(2) == 0);
    CHECK(bins.begin(3) == 0);
    CHECK(bins.end(4) == 10);
    CHECK(bins.begin(6) == 40);
    CHECK(bins.index_of(-60) == 0);
    CHECK(bins.index_of(-41) == 0);
    CHECK(bins.index_of(-40) == 1);
    CHECK(bins.index_of(-1) == 2);
    CHECK(bins.index_of(0) == 3);
    CHECK(bins.index_of(69) == 6);
}

TEST_CASE("bins tile the calendar, and the cursor finds what index_of finds") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 100; ++round) {
        std::vector<BinCalendar::Segment> segments;
        Time at = -500;
        for (std::size_t i = 0, n = 1 + random() % 5; i < n; ++i) {
            const auto bin = 1 + static_cast<Duration>(random() % 20);
            segments.push_back({at, bin});
            at += bin * (1 + static_cast<Duration>(random() % 20));
        }
        const BinCalendar bins(segments, at);
        Time expected = bins.begin();
        for (std::size_t i = 0; i < bins.count(); ++i) {
            REQUIRE(bins.begin(i) == expected);
            expected = bins.end(i);
            REQUIRE(bins.index_of(bins.begin(i)) == i);
            REQUIRE(bins.index_of(bins.end(i) - 1) == i);
        }
        REQUIRE(expected == bins.end());

        BinCalendar::Cursor cursor(bins);
        Time t = bins.begin();
        while (t < bins.end()) {
            REQUIRE(cursor.at(t) == bins.index_of(t));
            const std::uint64_t reach = random() % 10 != 0 ? 5 : 100;
            t += static_cast<Time>(random() % reach);
        }
    }
}

TEST_CASE("a cursor may go back inside its bin") {
    const BinCalendar bins({{0, 10}}, 100);
    BinCalendar::Cursor cursor(bins);
    CHECK(cursor.at(17) == 1);
    CHECK(cursor.at(10) == 1);
}

TEST_CASE("a calendar that does not fit together is refused with the values") {
    CHECK_THROWS_WITH(BinCalendar({}, 10), "bin calendar: needs at least one segment");
    CHECK_THROWS_WITH(BinCalendar({{0, 0}}, 10),
                      "bin calendar: bins from 0 ns must be longer than 0, not 0 ns");
    CHECK_THROWS_WITH(
        BinCalendar({{0, 7}, {20, 1}}, 30),
        "bin calendar: bins of 7 ns from 0 ns do not reach 20 ns in whole steps; 6 ns "
        "are left over");
    CHECK_THROWS_WITH(BinCalendar({{0, 5}, {5, 1}, {5, 2}}, 30),
                      "bin calendar: the segment from 5 ns must end after that, not at 5 ns");
    CHECK_THROWS_AS(BinCalendar({{0, 5}}, 0), std::invalid_argument);
    CHECK_THROWS_AS(BinCalendar({{0, 5}}, 12), std::invalid_argument);
}
