#include "sim/kernel/window.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace sim;

TEST_CASE("windows follow their segments") {
    const WindowCalendar calendar({{-60, 20}, {0, 5}, {10, 30}}, 70);
    std::size_t cursor = 0;
    std::vector<Time> ends;
    for (Time t = calendar.begin(); t < calendar.end();) {
        t = calendar.starting_at(t, cursor).end;
        ends.push_back(t);
    }
    CHECK(ends == std::vector<Time>{-40, -20, 0, 5, 10, 40, 70});
    CHECK(calendar.has_boundary(-40));
    CHECK(calendar.has_boundary(70));
    CHECK_FALSE(calendar.has_boundary(-41));
    CHECK_FALSE(calendar.has_boundary(71));
    CHECK_FALSE(calendar.has_boundary(100));
}

TEST_CASE("windows must fill their segments") {
    CHECK_THROWS_MATCHES(
        WindowCalendar({{0, 0}}, 10), std::invalid_argument,
        Catch::Matchers::Message("windows from 0 ns are 0 ns long; they must be longer than 0"));
    CHECK_THROWS_MATCHES(
        WindowCalendar({{0, 3}}, 10), std::invalid_argument,
        Catch::Matchers::Message("windows of 3 ns do not fill the time from 0 ns to 10 ns"));
    CHECK_THROWS_MATCHES(
        WindowCalendar({{0, 5}, {0, 5}}, 10), std::invalid_argument,
        Catch::Matchers::Message("windows of 5 ns do not fill the time from 0 ns to 0 ns"));
    CHECK_THROWS_AS(WindowCalendar({}, 10), std::invalid_argument);
}
