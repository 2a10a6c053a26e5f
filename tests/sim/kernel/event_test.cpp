#include "sim/kernel/event.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sim/kernel/error.hpp"

using namespace sim;

TEST_CASE("an event gives back what it was made of") {
    const Event e = make_event(-5, 255, kMaxEntity, 65535);
    CHECK(e.time == -5);
    CHECK(kind_of(e) == 255);
    CHECK(entity_of(e) == kMaxEntity);
    CHECK(attempt_of(e) == 65535);
}

TEST_CASE("order is by time, then kind, then hashed entity, then attempt") {
    CHECK(before(make_event(1, 9, 9, 9), make_event(2, 0, 0, 0)));
    CHECK(before(make_event(1, 1, 9, 9), make_event(1, 2, 0, 0)));
    CHECK(before(make_event(1, 1, 7, 1), make_event(1, 1, 7, 2)));
    const Event a = make_event(1, 1, 7), b = make_event(1, 1, 8);
    CHECK(before(a, b) != before(b, a));
    CHECK_FALSE(before(a, a));
}

TEST_CASE("ties do not favour low numbers") {
    int low_first = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        low_first += before(make_event(0, 0, i), make_event(0, 0, i + 1));
    }
    CHECK(low_first > 400);
    CHECK(low_first < 600);
}

TEST_CASE("the hash of entities has no collisions") {
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        seen.insert(detail::scatter40(i));
        seen.insert(detail::scatter40(kMaxEntity - i));
    }
    CHECK(seen.size() == 200'000);
}

TEST_CASE("times and events are described in words") {
    CHECK(describe_time(2 * kHour + 3 * kMinute + kSecond / 2) ==
          "2 h 03 min 00.500000000 s after the origin (7380500000000 ns)");
    CHECK(describe_time(-kSecond) ==
          "0 h 00 min 01.000000000 s before the origin (-1000000000 ns)");
    CHECK(describe_event(make_event(0, 3, 4, 5)) ==
          "event of kind 3, entity 4, attempt 5, at 0 h 00 min 00.000000000 s after the origin (0 "
          "ns)");
}
