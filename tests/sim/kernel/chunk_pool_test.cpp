#include "sim/kernel/chunk_pool.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

using Pool = sim::ChunkPool<std::uint64_t>;

namespace {
std::vector<std::uint64_t> drain(Pool& pool, Pool::List& list) {
    std::vector<std::uint64_t> out;
    pool.consume(list, [&](std::uint64_t v) { out.push_back(v); });
    return out;
}
}  // namespace

TEST_CASE("lists in one pool keep their own entries in order") {
    std::mt19937_64 random(4);
    Pool pool;
    std::vector<Pool::List> lists(20);
    std::vector<std::vector<std::uint64_t>> model(20);
    for (int step = 0; step < 100'000; ++step) {
        const std::size_t which = random() % lists.size();
        if (random() % 2000 == 0) {
            REQUIRE(drain(pool, lists[which]) == model[which]);
            REQUIRE(lists[which].empty());
            model[which].clear();
        } else {
            model[which].push_back(random());
            pool.append(lists[which], model[which].back());
        }
    }
    std::vector<std::uint64_t> all, seen;
    for (const auto& one : model) all.insert(all.end(), one.begin(), one.end());
    pool.for_each([&](std::uint64_t v) { seen.push_back(v); });
    std::sort(all.begin(), all.end());
    std::sort(seen.begin(), seen.end());
    REQUIRE(seen.size() > 10'000);
    REQUIRE(seen == all);

    Pool copy = pool;
    auto lists_of_copy = lists;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        REQUIRE(drain(pool, lists[i]) == model[i]);
        REQUIRE(drain(copy, lists_of_copy[i]) == model[i]);
    }
}

TEST_CASE("appending to other lists while one is consumed is allowed") {
    Pool pool;
    Pool::List from;
    Pool::List to;
    for (std::uint64_t i = 0; i < 10'000; ++i) pool.append(from, i);
    pool.consume(from, [&](std::uint64_t v) {
        pool.append(to, v);
        pool.append(to, v);
    });
    const auto out = drain(pool, to);
    REQUIRE(out.size() == 20'000);
    for (std::uint64_t i = 0; i < out.size(); ++i) REQUIRE(out[i] == i / 2);
}

TEST_CASE("memory follows what is stored now") {
    Pool pool;
    Pool::List large;
    Pool::List small;
    constexpr std::uint64_t kMany = 1'000'000;
    pool.append(small, 1);
    CHECK(pool.memory_bytes() < 5000);
    for (std::uint64_t i = 0; i < kMany; ++i) pool.append(large, i);
    const std::size_t full = pool.memory_bytes();
    CHECK(full >= kMany * 8);
    CHECK(full <= kMany * 8 * 11 / 10);
    drain(pool, large);
    CHECK(pool.memory_bytes() < full / 20);

    // One list drains while another fills, many times over: no growth.
    for (int round = 0; round < 20; ++round) {
        for (std::uint64_t i = 0; i < kMany / 10; ++i) pool.append(round % 2 ? large : small, i);
        drain(pool, round % 2 ? large : small);
    }
    CHECK(pool.memory_bytes() < full / 5);
}
