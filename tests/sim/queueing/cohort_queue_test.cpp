#include "sim/queueing/cohort_queue.hpp"

#include <catch2/catch.hpp>
#include <deque>
#include <random>
#include <vector>

using sim::CohortQueue;
using Pieces = std::vector<std::pair<std::uint64_t, std::int64_t>>;

namespace {
Pieces take(CohortQueue& queue, std::int64_t n) {
    Pieces out;
    const std::int64_t taken =
        queue.take(n, [&](std::uint64_t label, std::int64_t k) { out.emplace_back(label, k); });
    std::int64_t sum = 0;
    for (const auto& piece : out) sum += piece.second;
    REQUIRE(taken == sum);
    return out;
}
}  // namespace

TEST_CASE("cohorts split at the front and merge at the tail") {
    CohortQueue queue;
    queue.push(1, 3);
    queue.push(1, 2);
    queue.push(2, 4);
    queue.push(1, 1);
    CHECK(queue.size() == 10);
    CHECK(queue.cohorts() == 3);
    CHECK(take(queue, 4) == Pieces{{1, 4}});
    CHECK(take(queue, 4) == Pieces{{1, 1}, {2, 3}});
    CHECK(take(queue, 0).empty());
    CHECK(take(queue, 99) == Pieces{{2, 1}, {1, 1}});
    CHECK(queue.size() == 0);
    CHECK(queue.cohorts() == 0);
    CHECK(take(queue, 1).empty());
}

TEST_CASE("a cohort queue agrees with a queue of members under random operations") {
    std::mt19937_64 random(6);
    CohortQueue queue;
    std::deque<std::uint64_t> members;
    for (int step = 0; step < 20'000; ++step) {
        if (random() % 2 == 0) {
            const std::uint64_t label = random() % 3;
            const auto n = 1 + static_cast<std::int64_t>(random() % 20);
            queue.push(label, n);
            members.insert(members.end(), static_cast<std::size_t>(n), label);
        } else {
            for (const auto& [label, count] : take(queue, std::int64_t(random() % 25))) {
                REQUIRE(count >= 1);
                for (std::int64_t i = 0; i < count; ++i) {
                    REQUIRE(members.front() == label);
                    members.pop_front();
                }
            }
        }
        REQUIRE(queue.size() == static_cast<std::int64_t>(members.size()));
    }
}

TEST_CASE("a cohort costs 16 bytes whatever its size") {
    CohortQueue queue;
    queue.push(1, std::int64_t{1} << 60);
    CHECK(queue.memory_bytes() == 8 * 16);
}

TEST_CASE("the cohorts that wait can be looked at, from front to back") {
    CohortQueue queue;
    for (std::uint64_t label = 0; label < 12; ++label) queue.push(label, 2);
    take(queue, 9);
    for (std::uint64_t label = 12; label < 18; ++label) queue.push(label, 1);  // wraps around
    Pieces seen;
    queue.for_each([&](std::uint64_t label, std::int64_t n) { seen.emplace_back(label, n); });
    CHECK(seen.front() == Pieces::value_type{4, 1});
    CHECK(seen.size() == queue.cohorts());
    CHECK(seen == take(queue, queue.size()));
}
