#include "sim/kernel/event_list.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace sim;

namespace {
struct Before {
    bool operator()(const Event& a, const Event& b) const { return before(a, b); }
};
}  // namespace

// Pushes and pops at random against a sorted container; `next` makes the times.
template <class NextTime>
void against_sorted_container(int steps, NextTime next) {
    std::mt19937_64 random(1);
    EventList list;
    std::multiset<Event, Before> shadow;
    Time now = -50 * kDay;
    for (int step = 0; step < steps; ++step) {
        const bool grow = step < steps / 2 ? random() % 8 < 5 : random() % 8 < 3;
        if (grow || shadow.empty()) {
            const Event e = make_event(next(random, now), static_cast<std::uint8_t>(random() % 3),
                                       random() % 5000, static_cast<std::uint16_t>(random() % 4));
            list.push(e);
            shadow.insert(e);
        } else {
            const Time first = shadow.begin()->time;
            REQUIRE_FALSE(list.has_before(first));
            REQUIRE(list.has_before(first + 1));
            REQUIRE(list.top() == *shadow.begin());
            REQUIRE(list.pop() == *shadow.begin());
            now = shadow.begin()->time;
            shadow.erase(shadow.begin());
        }
        REQUIRE(list.size() == shadow.size());
    }
    while (!shadow.empty()) {
        REQUIRE(list.pop() == *shadow.begin());
        shadow.erase(shadow.begin());
    }
    REQUIRE(list.empty());
}

TEST_CASE("the list gives events in their order, whatever the order of insertion") {
    SECTION("few distinct times, so that ties are common") {
        against_sorted_container(
            200'000, [](auto& random, Time) { return static_cast<Time>(random() % 2000); });
    }
    SECTION("from nanoseconds to weeks ahead") {
        against_sorted_container(200'000, [](auto& random, Time now) {
            return now + static_cast<Time>(random() % 1000) * (Time{1} << (random() % 40));
        });
    }
    SECTION("any time, before and after the origin, also before what was popped") {
        against_sorted_container(100'000, [](auto& random, Time) {
            return static_cast<Time>(random() >> 2) - (Time{1} << 61);
        });
    }
    SECTION("bursts on one instant") {
        against_sorted_container(100'000, [](auto& random, Time now) {
            return now / kSecond * kSecond + static_cast<Time>(random() % 3) * kSecond;
        });
    }
}

TEST_CASE("looking for events before a limit does not move the list past it") {
    EventList list;
    list.push(make_event(kHour, 1, 1));
    CHECK_FALSE(list.has_before(kMinute));
    list.push(make_event(kMinute, 1, 2));
    list.push(make_event(kMinute + 1, 1, 3));
    CHECK(list.has_before(kMinute + 1));
    CHECK(entity_of(list.pop()) == 2);
    CHECK_FALSE(list.has_before(kMinute + 1));
    CHECK(entity_of(list.pop()) == 3);
    CHECK(entity_of(list.pop()) == 1);
    CHECK_FALSE(list.has_before(kNever));
}

TEST_CASE("memory follows what is pending, not what has passed") {
    EventList list;
    std::mt19937_64 random(3);
    Time now = 0;
    std::size_t early = 0;
    for (int i = 0; i < 10'000; ++i)
        list.push(make_event(now + static_cast<Time>(random() % (100 * kSecond)), 1, 1));
    for (int i = 0; i < 2'000'000; ++i) {
        now = list.pop().time;
        list.push(make_event(now + static_cast<Time>(random() % (100 * kSecond)), 1, 1));
        if (i == 100'000) early = list.memory_bytes();
    }
    CHECK(list.memory_bytes() < 2 * early);
}

TEST_CASE("a dropped event is the first of its kind, and the others stay") {
    EventList list;
    for (std::uint64_t i = 0; i < 10; ++i) {
        list.push(make_event(static_cast<Time>(i) * kMinute, i < 5 ? 1 : 2, i));
    }
    CHECK(list.drop_first(2));
    CHECK_FALSE(list.drop_first(3));
    for (const std::uint64_t i : {0, 1, 2, 3, 4, 6, 7, 8, 9}) CHECK(entity_of(list.pop()) == i);
}

TEST_CASE("the list counts what is pending by kind") {
    EventList list;
    list.push(make_event(3, 1, 0));
    list.push(make_event(1, 2, 0));
    list.push(make_event(2, 2, 0));
    CHECK(list.pending(1) == 1);
    CHECK(list.pending(2) == 2);
    list.pop();
    CHECK(list.pending(2) == 1);
    CHECK(list.pending(7) == 0);
}
