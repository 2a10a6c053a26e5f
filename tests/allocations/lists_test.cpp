#include <catch2/catch.hpp>
#include <type_traits>

#include "tests/allocations/counter.hpp"
#include "tests/sim/kernel/lists/all_lists.hpp"
#include "tests/sim/kernel/lists/shadowed.hpp"

using namespace sim;

TEMPLATE_TEST_CASE("a list with a steady number of events allocates next to nothing", "[lists]",
                   ALL_LISTS) {
    for (const std::uint64_t events : {3U, 100U, 1000U, 30'000U}) {
        TestType list;
        lists_test::Words words(1);
        const auto ahead = [&] { return static_cast<Duration>(words.below(100 * kSecond)); };
        for (std::uint64_t i = 0; i < events; ++i) list.push(make_event(ahead(), 1, i));
        const auto hold = [&](int n) {
            for (int i = 0; i < n; ++i) {
                Event e = list.pop();
                e.time += ahead();
                list.push(e);
            }
        };
        hold(500'000);
        const std::int64_t before = allocations::count();
        hold(500'000);
        const std::int64_t during = allocations::count() - before;
        // A bucket that holds more than ever before may grow; the sorted window files all its bags
        // anew every 256 windows.
        CHECK(during <= (std::is_same_v<TestType, SortedWindow> ? 100 : 4));
    }
}
