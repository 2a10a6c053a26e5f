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

TEST_CASE("the list gives events in their order, whatever the order of insertion") {
    std::mt19937_64 random(1);
    EventList list;
    std::multiset<Event, Before> shadow;
    for (int step = 0; step < 300'000; ++step) {
        const bool grow = step < 150'000 ? random() % 8 < 5 : random() % 8 < 3;
        if (grow || shadow.empty()) {
            // Few distinct times, so that ties are common.
            const Event e = make_event(static_cast<Time>(random() % 2000),
                                       static_cast<std::uint8_t>(random() % 3), random() % 5000,
                                       static_cast<std::uint16_t>(random() % 4));
            list.push(e);
            shadow.insert(e);
        } else {
            REQUIRE(list.top() == *shadow.begin());
            REQUIRE(list.pop() == *shadow.begin());
            shadow.erase(shadow.begin());
        }
        REQUIRE(list.size() == shadow.size());
    }
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
