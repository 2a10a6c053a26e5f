// All lists of sim/kernel/lists against their common contract.

#include <array>
#include <catch2/catch.hpp>

#include "tests/sim/kernel/lists/all_lists.hpp"
#include "tests/sim/kernel/lists/shadowed.hpp"

using namespace sim;
using lists_test::disagreements;
using lists_test::Shadowed;
using lists_test::Words;

namespace {

Time few_times(Words& words, Time) {
    return static_cast<Time>(words.below(2000));
}
Time nanoseconds_to_weeks(Words& words, Time now) {
    return now + static_cast<Time>(words.below(1000)) * (Time{1} << words.below(40));
}
Time any_time(Words& words, Time) {
    return static_cast<Time>(words() >> 1) - (Time{1} << 62);
}
Time extremes(Words& words, Time) {
    constexpr Time kLeast = std::numeric_limits<Time>::min();
    const auto near = static_cast<Time>(words.below(3));
    return words.below(2) == 0 ? kLeast + near : kNever - 1 - near;
}
Time bursts_on_one_instant(Words& words, Time now) {
    return now / kSecond * kSecond + static_cast<Time>(words.below(3)) * kSecond;
}
Time steady(Words& words, Time now) {
    return now + static_cast<Time>(words.below(200 * kSecond));
}
// Nine of ten a thousand times nearer than the tenth; a few at the current instant.
Time bimodal(Words& words, Time now) {
    const std::uint64_t which = words.below(20);
    if (which == 0) return now;
    return now + static_cast<Time>(words.below(which < 18 ? 10 * kMillisecond : 10 * kSecond));
}
// Increments that are 122 times shorter in every other second: the rate follows in a while.
Time jumping_increments(Words& words, Time now) {
    const bool fast = (now / kSecond) % 2 != 0;
    return now + static_cast<Time>(words.below(fast ? 10 * kSecond / 122 : 10 * kSecond));
}

// Pops every event and pushes it again `increment(words, now)` later, n times; returns the time.
template <class List, class Increment>
Time hold(List& list, std::int64_t n, Words& words, Increment increment) {
    Time now = 0;
    for (std::int64_t i = 0; i < n; ++i) {
        Event e = list.pop();
        now = e.time;
        e.time += increment(words, now);
        list.push(e);
    }
    return now;
}

Duration up_to_100_s(Words& words, Time) {
    return static_cast<Duration>(words.below(100 * kSecond));
}

}  // namespace

TEMPLATE_TEST_CASE("a list gives events in their order, whatever the order of insertion", "[lists]",
                   ALL_LISTS) {
    SECTION("few distinct times, so that ties are common") {
        CHECK(disagreements<TestType>(150'000, 3000, few_times) == 0);
    }
    SECTION("from nanoseconds to weeks ahead") {
        CHECK(disagreements<TestType>(200'000, 5000, nanoseconds_to_weeks) == 0);
    }
    SECTION("any time, before and after the origin, also before what was popped") {
        CHECK(disagreements<TestType>(100'000, 5000, any_time) == 0);
    }
    SECTION("the first and the last of all times") {
        CHECK(disagreements<TestType>(50'000, 500, extremes) == 0);
    }
    SECTION("bursts on one instant") {
        CHECK(disagreements<TestType>(150'000, 5000, bursts_on_one_instant) == 0);
    }
    SECTION("a steady rate") {
        CHECK(disagreements<TestType>(150'000, 20'000, steady) == 0);
    }
    SECTION("a few events") {
        CHECK(disagreements<TestType>(100'000, 40, steady) == 0);
    }
    SECTION("bimodal, some at the current time") {
        CHECK(disagreements<TestType>(200'000, 5000, bimodal) == 0);
    }
    SECTION("what was asked for at the first of all times") {
        TestType list;
        list.push(make_event(5, 1, 1));
        CHECK_FALSE(list.has_before(std::numeric_limits<Time>::min()));
        CHECK(list.has_before(6));
    }
    SECTION("increments that jump by 122") {
        CHECK(disagreements<TestType>(200'000, 5000, jumping_increments) == 0);
    }
}

// 10^8 operations a list, some minutes each: test_kernel "[long]".
TEMPLATE_TEST_CASE("a list agrees with a sorted container for long", "[.][long]", ALL_LISTS) {
    CHECK(disagreements<TestType>(10'000'000, 3000, few_times) == 0);
    CHECK(disagreements<TestType>(20'000'000, 50'000, nanoseconds_to_weeks) == 0);
    CHECK(disagreements<TestType>(10'000'000, 5000, any_time) == 0);
    CHECK(disagreements<TestType>(10'000'000, 20'000, bursts_on_one_instant) == 0);
    CHECK(disagreements<TestType>(10'000'000, 200'000, steady) == 0);
    CHECK(disagreements<TestType>(20'000'000, 20'000, bimodal) == 0);
    CHECK(disagreements<TestType>(20'000'000, 20'000, jumping_increments) == 0);
}

TEMPLATE_TEST_CASE("looking for events before a limit does not move a list past it", "[lists]",
                   ALL_LISTS) {
    TestType list;
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

TEMPLATE_TEST_CASE("a list serves windows of changing length", "[lists]", ALL_LISTS) {
    Words words(5);
    Shadowed<TestType> lists;
    Time begin = -2 * kHour;
    for (int window = 0; window < 3000; ++window) {
        const Duration length = window < 1000 ? kMinute : window < 2000 ? kSecond : 10 * kMinute;
        // Mail for the next windows, then the window itself.
        for (std::uint64_t i = words.below(20); i > 0; --i) {
            const Time at = begin + static_cast<Time>(words.below(3 * kMinute));
            lists.push(make_event(at, 1, words.below(1000)));
        }
        while (lists.list().has_before(begin + length)) {
            const Event e = lists.pop();
            const auto how = words.below(4);
            if (how == 0) lists.push(make_event(e.time, 2, words.below(1000)));
            if (how == 1) {
                lists.push(make_event(e.time + static_cast<Time>(words.below(kHour)), 2, 0));
            }
        }
        begin += length;
        lists.look(begin);
    }
    CHECK(lists.disagreements() == 0);
}

TEMPLATE_TEST_CASE("a list takes any number of events at one time", "[lists]", ALL_LISTS) {
    constexpr std::uint64_t kEvents = 200'000;
    TestType list;
    for (std::uint64_t i = 0; i < kEvents; ++i) list.push(make_event(kSecond, 1, i));
    Event last = list.pop();
    std::int64_t wrong = 0;
    for (std::uint64_t i = kEvents; i < 2 * kEvents; ++i) {  // while they are being consumed
        list.push(make_event(kSecond, 2, i));
        const Event e = list.pop();
        wrong += before(last, e) ? 0 : 1;
        last = e;
    }
    while (!list.empty()) {
        const Event e = list.pop();
        wrong += before(last, e) ? 0 : 1;
        last = e;
    }
    CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("a copied list goes on by itself and does the same", "[lists]", ALL_LISTS) {
    for (const std::uint64_t events : {3U, 40U, 3000U, 100'000U}) {
        TestType original;
        Words words(events);
        for (std::uint64_t i = 0; i < events; ++i) {
            original.push(make_event(static_cast<Time>(words.below(100 * kSecond)), 1, i));
        }
        hold(original, 50'000, words, up_to_100_s);
        TestType copy = original;
        CHECK(copy.size() == original.size());
        Words same = words;
        const Time its = hold(original, 50'000, words, up_to_100_s);
        CHECK(hold(copy, 50'000, same, up_to_100_s) == its);
        std::int64_t wrong = 0;
        while (!original.empty()) wrong += original.pop() == copy.pop() ? 0 : 1;
        CHECK(wrong == 0);
        CHECK(copy.empty());
    }
}

TEMPLATE_TEST_CASE("memory follows what is pending, not what has passed", "[lists]", ALL_LISTS) {
    TestType list;
    Words words(3);
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        list.push(make_event(static_cast<Time>(words.below(100 * kSecond)), 1, i));
    }
    hold(list, 100'000, words, up_to_100_s);
    const std::size_t early = list.memory_bytes();
    hold(list, 1'000'000, words, up_to_100_s);
    CHECK(list.memory_bytes() < 2 * early);
}

TEMPLATE_TEST_CASE("a list that has shrunk gives its memory back", "[lists]", ALL_LISTS) {
    TestType list;
    Words words(4);
    const auto grow_to = [&](std::uint64_t n, Time now) {
        while (list.size() < n) {
            list.push(make_event(now + up_to_100_s(words, now), 1, list.size()));
        }
    };
    Time now = 0;
    grow_to(1000, now);
    now = hold(list, 20'000, words, up_to_100_s);
    const std::size_t small = list.memory_bytes();
    for (int round = 0; round < 2; ++round) {
        grow_to(1'000'000, now);
        CHECK(list.memory_bytes() < 100'000'000);
        while (list.size() > 1000) now = list.pop().time;
        now = hold(list, 20'000, words, up_to_100_s);
        CHECK(list.memory_bytes() < 4 * small + 2'000'000);
    }
}

TEMPLATE_TEST_CASE("a list that was filled from late to early", "[lists]", ALL_LISTS) {
    Shadowed<TestType> list;
    Words words(8);
    const auto push = [&](Time t, std::uint64_t i) { list.push(make_event(t, 1, i)); };
    constexpr std::uint64_t kMany = 20'000;
    for (std::uint64_t i = 0; i < kMany; ++i) push(kHour - static_cast<Time>(i) * 1000, i);
    for (std::uint64_t i = 0; i < kMany / 2; ++i) list.pop();
    for (std::uint64_t i = 0; i < kMany; ++i) {
        push(kHour + static_cast<Time>(words.below(kSecond)), kMany + i);
    }
    while (!list.empty()) list.pop();
    CHECK(list.disagreements() == 0);
}

TEST_CASE("a ladder queue that was filled from late to early has few rungs", "[lists]") {
    LadderQueue list;
    for (std::uint64_t i = 0; i < 1'000'000; ++i) {
        list.push(make_event(kHour - static_cast<Time>(i) * 1000, 1, i));
    }
    CHECK(list.rungs() <= 20);  // as many as a million has binary digits
    Words words(9);
    hold(list, 100'000, words, [](Words& w, Time) { return static_cast<Time>(w.below(kHour)); });
    CHECK(list.rungs() <= 20);
}

TEST_CASE("a ladder queue adapts: what it has sorted stays a small part", "[lists]") {
    const auto longest_run = [](auto next) {
        LadderQueue list;
        Words words(10);
        for (std::uint64_t i = 0; i < 100'000; ++i) list.push(make_event(steady(words, 0), 1, i));
        std::size_t longest = 0;
        for (int i = 0; i < 300'000; ++i) {
            Event e = list.pop();
            e.time = next(words, e.time);
            list.push(e);
            while (list.upcoming(longest) != nullptr) ++longest;
        }
        return longest;
    };
    CHECK(longest_run(steady) < 2000);
    CHECK(longest_run(bimodal) < 2000);
    CHECK(longest_run(jumping_increments) < 2000);
}

TEST_CASE("a ladder queue knows what comes next, for prefetching", "[lists]") {
    LadderQueue list;
    Words words(6);
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        list.push(make_event(static_cast<Time>(words.below(100 * kSecond)), 1, i));
    }
    std::int64_t known = 0, wrong = 0;
    Event expected{};
    for (int i = 0; i < 50'000; ++i) {
        const bool foretold = list.has_before(kNever) && list.upcoming(1) != nullptr;
        if (foretold) expected = *list.upcoming(1);
        list.pop();
        if (!foretold) continue;
        ++known;
        wrong += list.top() == expected ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(known > 45'000);
    CHECK(list.upcoming(0) == nullptr);
}

TEST_CASE("what a ladder queue knows is a good guess while events are pushed", "[lists]") {
    LadderQueue list;
    Words words(7);
    const auto soon_or_late = [&words] {
        const std::uint64_t range = words.below(10) == 0 ? kSecond / 4 : 200 * kSecond;
        return static_cast<Time>(words.below(range));
    };
    for (std::uint64_t i = 0; i < 50'000; ++i) list.push(make_event(soon_or_late(), 1, i));
    std::int64_t right = 0;
    constexpr int kPops = 200'000;
    for (int i = 0; i < kPops; ++i) {
        Event e = list.pop();
        const Event* guess = list.upcoming(0);
        const Event guessed = guess == nullptr ? Event{} : *guess;
        right += list.top() == guessed ? 1 : 0;
        e.time += soon_or_late();
        list.push(e);
    }
    CHECK(right > kPops * 9 / 10);
}
