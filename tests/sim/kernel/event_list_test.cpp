#include "sim/kernel/event_list.hpp"

#include <catch2/catch.hpp>

using namespace sim;

TEST_CASE("a dropped event is the first of its kind, and the others stay") {
    EventList list;
    for (std::uint64_t i = 0; i < 10; ++i) {
        list.push(make_event(static_cast<Time>(i) * kMinute, i < 5 ? 1 : 2, i));
    }
    CHECK(list.drop_first(2));
    CHECK_FALSE(list.drop_first(3));
    for (const std::uint64_t i : {0U, 1U, 2U, 3U, 4U, 6U, 7U, 8U, 9U})
        CHECK(entity_of(list.pop()) == i);
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
