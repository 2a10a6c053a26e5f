// The rate of events, and their number, jump 122-fold from one second to the next, as orders did at
// midnight of 11.11.2019 (544,000/s against some 4,500/s of an ordinary day), and fall back.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/sim/kernel/lists/all_lists.hpp"
#include "tests/sim/kernel/lists/shadowed.hpp"

using namespace sim;
using lists_test::Shadowed;
using lists_test::Words;

namespace {

constexpr std::uint64_t kJump = 122;
constexpr std::int64_t kSeconds = 8, kRushAt = 3;

// Each second brings a block of arrivals, of which each has an end about half a second later.
// Calls second(s, events) after each second with what was popped in it.
template <class List, class Second>
void rush(List& list, std::uint64_t a_second, Second second) {
    enum Kind : std::uint8_t { end_of_visit, arrival };
    Words words(11);
    std::uint64_t come = 0;
    for (std::int64_t s = 0; s < kSeconds; ++s) {
        const Time begin = s * kSecond;
        for (std::uint64_t n = a_second * (s == kRushAt ? kJump : 1); n > 0; --n) {
            const Time at = begin + static_cast<Time>(words.below(kSecond));
            list.push(make_event(at, arrival, ++come));
        }
        std::int64_t events = 0;
        while (list.has_before(begin + kSecond)) {
            const Event e = list.pop();
            ++events;
            if (kind_of(e) == end_of_visit) continue;
            const auto stay = static_cast<Duration>(words.below(kSecond));
            list.push(make_event(e.time + stay, end_of_visit, entity_of(e)));
        }
        second(s, events);
    }
}

// Shadowed with the calls that rush() makes.
template <class List>
struct Both : Shadowed<List> {
    bool has_before(Time limit) {
        this->look(limit);
        return this->list().has_before(limit);
    }
};

}  // namespace

TEMPLATE_TEST_CASE("a rate that jumps by 122 in a second", "[lists]", ALL_LISTS) {
    Both<TestType> list;
    std::vector<std::int64_t> events;
    rush(list, 500, [&](std::int64_t, std::int64_t n) { events.push_back(n); });
    CHECK(list.disagreements() == 0);
    CHECK(events[kRushAt] > 80 * events[kRushAt - 1]);
    CHECK(events[kRushAt + 2] < events[kRushAt] / 80);
}

TEST_CASE("a ladder queue adapts to a rate that jumps by 122 in a second", "[lists]") {
    LadderQueue list;
    std::size_t longest = 0;
    // All that is pushed and popped passes here, so the run is looked at after each call.
    struct Watched {
        LadderQueue& list;
        std::size_t& longest;
        std::size_t rungs = 0;

        void push(const Event& e) { list.push(e); }
        bool has_before(Time limit) { return list.has_before(limit); }
        Event pop() {
            while (list.upcoming(longest) != nullptr) ++longest;
            rungs = std::max(rungs, list.rungs());
            return list.pop();
        }
    } watched{list, longest};
    rush(watched, 5000, [&](std::int64_t s, std::int64_t events) {
        CAPTURE(s, events);
        CHECK(longest < 2000);
        CHECK(watched.rungs <= 8);
        longest = 0;
        watched.rungs = 0;
    });
}
