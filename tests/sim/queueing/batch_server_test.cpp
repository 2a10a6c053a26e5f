#include "sim/queueing/batch_server.hpp"

#include <catch2/catch.hpp>

using sim::BatchServer;

TEST_CASE("a batch server counts full loads and sends one at a time") {
    BatchServer lane(10);
    std::int64_t aboard = 0;
    const auto count = [&](std::uint64_t, std::int64_t n) { aboard += n; };
    CHECK(lane.depart(count) == 0);

    lane.add(1, 9);
    CHECK(lane.ready() == 0);
    lane.add(2, 14);
    CHECK(lane.ready() == 2);
    CHECK(lane.depart(count) == 10);
    CHECK(lane.depart(count) == 10);
    CHECK(lane.ready() == 0);
    CHECK(lane.waiting() == 3);
    CHECK(lane.depart(count) == 3);
    CHECK(aboard == 23);
}

TEST_CASE("who came first leaves first") {
    BatchServer lane(4);
    lane.add(7, 3);
    lane.add(8, 3);
    std::vector<std::pair<std::uint64_t, std::int64_t>> aboard;
    lane.depart([&](std::uint64_t label, std::int64_t n) { aboard.emplace_back(label, n); });
    CHECK(aboard == std::vector<std::pair<std::uint64_t, std::int64_t>>{{7, 3}, {8, 1}});
}
