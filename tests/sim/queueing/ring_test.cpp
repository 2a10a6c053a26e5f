#include "sim/queueing/ring.hpp"

#include <catch2/catch.hpp>
#include <deque>
#include <random>

using sim::Ring;

TEST_CASE("a ring behaves like a deque under random operations") {
    std::mt19937_64 random(1);
    Ring<std::uint64_t> ring;
    std::deque<std::uint64_t> model;
    for (int step = 0; step < 200'000; ++step) {
        // Phases of growth and of decline, so that the ring wraps at many sizes.
        const bool push = random() % 100 < (step / 1000 % 2 == 0 ? 60U : 40U);
        if (push) {
            model.push_back(random());
            ring.push_back(model.back());
        } else if (!model.empty()) {
            ring.pop_front();
            model.pop_front();
        }
        REQUIRE(ring.size() == model.size());
        if (!model.empty()) {
            REQUIRE(ring.front() == model.front());
            REQUIRE(ring.back() == model.back());
        }
    }
}

TEST_CASE("a warmed-up ring allocates nothing") {
    Ring<int> ring;
    for (int i = 0; i < 1000; ++i) ring.push_back(i);
    const std::size_t warm = ring.memory_bytes();
    CHECK(warm == 1024 * sizeof(int));
    for (int i = 0; i < 100'000; ++i) {
        ring.pop_front();
        ring.push_back(i);
    }
    CHECK(ring.memory_bytes() == warm);
}

TEST_CASE("a copied ring is independent") {
    Ring<int> ring;
    ring.push_back(1);
    Ring<int> copy = ring;
    copy.front() = 2;
    copy.push_back(3);
    CHECK(ring.front() == 1);
    CHECK(ring.size() == 1);
}
