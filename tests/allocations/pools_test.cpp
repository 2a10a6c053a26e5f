#include <catch2/catch.hpp>

#include "sim/queueing/timing_wheel.hpp"

#include "tests/allocations/counter.hpp"
#include "tests/sim/kernel/lists/shadowed.hpp"

using namespace sim;

TEST_CASE("a wheel with a steady number of timers allocates next to nothing") {
    for (const int timers : {10, 1000, 100'000}) {
        TimingWheel<std::uint64_t> wheel(kSecond, 900 * kSecond, 0);
        lists_test::Words words(2);
        Time now = 0;
        // Each timer that is visited is set again, up to a quarter of an hour ahead.
        const auto set = [&](std::uint64_t entry) {
            wheel.add(now + 1 + static_cast<Duration>(words.below(900 * kSecond)), entry);
        };
        for (int i = 0; i < timers; ++i) set(static_cast<std::uint64_t>(i));
        const auto advance = [&](Time until) {
            while (now < until) {
                now += kSecond;
                wheel.advance(now, [&](Time, std::uint64_t entry) { set(entry); });
            }
        };
        advance(2 * kHour);
        const std::int64_t before = allocations::count();
        advance(4 * kHour);
        CHECK(wheel.size() == timers);
        CHECK(allocations::count() - before <= timers / 1000 + 20);
    }
}
