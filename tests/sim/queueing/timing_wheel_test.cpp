#include "sim/queueing/timing_wheel.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <utility>
#include <vector>

using namespace sim;

namespace {

using Wheel = TimingWheel<std::uint64_t>;
using Visits = std::vector<std::pair<Time, std::uint64_t>>;

Visits visits(Wheel& wheel, Time now) {
    Visits out;
    wheel.advance(now, [&](Time due, std::uint64_t entry) { out.emplace_back(due, entry); });
    return out;
}

Time rounded_up(Time t, Duration slot) {
    Time r = t / slot * slot;
    while (r < t) r += slot;
    return r;
}

}  // namespace

TEST_CASE("an entry is visited when its slot ends, never early") {
    Wheel wheel(10, 100, 0);
    wheel.add(11, 1);
    wheel.add(20, 2);
    wheel.add(21, 3);
    CHECK(wheel.size() == 3);
    CHECK(visits(wheel, 19).empty());
    CHECK(visits(wheel, 20) == Visits{{20, 1}, {20, 2}});
    CHECK(visits(wheel, 29).empty());
    CHECK(visits(wheel, 35) == Visits{{30, 3}});
    CHECK(wheel.size() == 0);
}

TEST_CASE("times before the origin work alike") {
    Wheel wheel(10, 100, -95);
    wheel.add(-91, 1);
    wheel.add(-90, 2);
    wheel.add(-5, 3);
    CHECK(visits(wheel, -91).empty());
    CHECK(visits(wheel, -90) == Visits{{-90, 1}, {-90, 2}});
    CHECK(visits(wheel, -1).empty());
    CHECK(visits(wheel, 0) == Visits{{0, 3}});
}

TEST_CASE("the first of all times may be due") {
    constexpr Time kFirst = std::numeric_limits<Time>::min();
    TimingWheel<int> wheel(kSecond, kMinute, 0);
    wheel.add(kFirst, 1);
    std::vector<Time> due;
    wheel.advance(kSecond, [&](Time t, int) { due.push_back(t); });
    CHECK(due == std::vector<Time>{kSecond});
}

TEST_CASE("an entry that comes too late is visited when the next slot ends") {
    Wheel wheel(10, 100, 0);
    CHECK(visits(wheel, 55).empty());
    wheel.add(12, 1);
    CHECK(visits(wheel, 59).empty());
    CHECK(visits(wheel, 60) == Visits{{60, 1}});
}

TEST_CASE("the overflow keeps the order of insertion") {
    Wheel wheel(10, 40, 0);
    wheel.add(75, 1);  // beyond the ring
    CHECK(visits(wheel, 40).empty());
    wheel.add(75, 2);  // inside
    wheel.add(1'000'000, 3);
    CHECK(visits(wheel, 100) == Visits{{80, 1}, {80, 2}});
    CHECK(visits(wheel, 2'000'000) == Visits{{1'000'000, 3}});
}

TEST_CASE("visits may add entries, which are visited in the same call if they are due") {
    Wheel wheel(10, 40, 0);
    Visits out;
    wheel.add(10, 0);
    wheel.advance(100, [&](Time due, std::uint64_t entry) {
        out.emplace_back(due, entry);
        wheel.add(due + 30, entry + 1);
    });
    CHECK(out == Visits{{10, 0}, {40, 1}, {70, 2}, {100, 3}});
    CHECK(wheel.size() == 1);
}

TEST_CASE("a wheel agrees with a multimap under random operations") {
    std::mt19937_64 random(5);
    for (int round = 0; round < 100; ++round) {
        const Duration slot = 1 + static_cast<Duration>(random() % 20);
        const Duration horizon = slot * (1 + static_cast<Duration>(random() % 30));
        Time now = -1000;
        Wheel wheel(slot, horizon, now);
        std::multimap<Time, std::uint64_t> model;  // equal keys keep the order of insertion
        for (std::uint64_t step = 0; step < 2000; ++step) {
            if (random() % 4 != 0) {
                const std::uint64_t reach = random() % 3 != 0 ? 50 : 2000;
                const Time due = now + 1 + static_cast<Time>(random() % reach);
                wheel.add(due, step);
                model.emplace(rounded_up(due, slot), step);
            } else {
                now += static_cast<Time>(random() % 40);
                Visits expected;
                while (!model.empty() && model.begin()->first <= now) {
                    expected.emplace_back(*model.begin());
                    model.erase(model.begin());
                }
                REQUIRE(visits(wheel, now) == expected);
            }
            REQUIRE(wheel.size() == static_cast<std::int64_t>(model.size()));
            if (step == 1000) {
                Wheel copy = wheel;
                wheel = copy;
            }
        }
    }
}

TEST_CASE("an empty wheel crosses any gap at once") {
    Wheel wheel(1, 8, 0);
    CHECK(visits(wheel, 100 * kDay).empty());
    wheel.add(100 * kDay + 1, 7);
    CHECK(visits(wheel, 100 * kDay + 1) == Visits{{100 * kDay + 1, 7}});
}

TEST_CASE("a wheel's memory follows its occupancy") {
    Wheel wheel(kSecond, kHour, 0);
    const std::size_t empty = wheel.memory_bytes();
    CHECK(empty <= 4096 * 8 + 64);
    for (std::uint64_t i = 0; i < 1'000'000; ++i) wheel.add(Time(i % 600) * kSecond + 1, i);
    const std::size_t full = wheel.memory_bytes();
    CHECK(full - empty <= 1'000'000 * 8 * 13 / 10);
    std::int64_t visited = 0;
    wheel.advance(kHour, [&](Time, std::uint64_t) { ++visited; });
    CHECK(visited == 1'000'000);
    CHECK(wheel.memory_bytes() < full / 10);
}

TEST_CASE("the entries that are held can be looked at, in the ring and beyond it") {
    std::mt19937 random(5);
    Wheel wheel(10, 100, 0);
    std::map<std::uint64_t, int> held;
    Time now = 0;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        wheel.add(now + 1 + static_cast<Time>(random() % 1000), i);  // the ring covers 160
        held[i] = 1;
        if (i % 5 != 0) continue;
        now += 7;
        for (const auto& [due, entry] : visits(wheel, now)) held.erase(entry);
        std::map<std::uint64_t, int> seen;
        wheel.for_each([&](std::uint64_t entry) { ++seen[entry]; });
        REQUIRE(seen == held);
    }
    CHECK(now > 2000);
}
