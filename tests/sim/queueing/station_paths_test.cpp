// The same tests over the general station and over the one of constant capacity.
#include "tests/sim/queueing/station_paths.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace sim;
using namespace station_paths;

namespace {

constexpr Fate served(Time start, std::int64_t in_service) {
    return {Arrival::served, true, start, 0, in_service};
}
constexpr Fate queued(Time start, std::int64_t waiting, std::int64_t in_service) {
    return {Arrival::queued, true, start, waiting, in_service};
}
constexpr Fate gone(Time left, std::int64_t waiting, std::int64_t in_service) {
    return {Arrival::queued, false, left, waiting, in_service};
}
constexpr Fate refused(Time now, std::int64_t waiting, std::int64_t in_service) {
    return {Arrival::refused, false, now, waiting, in_service};
}

}  // namespace

TEMPLATE_TEST_CASE("one server serves in order of arrival", "", General, Fixed) {
    CHECK(TestType::run({1}, {{0, 10}, {1, 5}, {2, 1}, {20, 1}}) ==
          std::vector<Fate>{served(0, 0), queued(10, 0, 1), queued(15, 1, 1), served(20, 0)});
}

TEMPLATE_TEST_CASE("the earliest free server takes the next", "", General, Fixed) {
    CHECK(TestType::run({2}, {{0, 10}, {1, 3}, {2, 9}, {3, 1}, {4, 1}}) ==
          std::vector<Fate>{served(0, 0), served(1, 1), queued(4, 0, 2), queued(10, 1, 2),
                            queued(11, 1, 2)});
}

TEMPLATE_TEST_CASE("a service that ends now has ended", "", General, Fixed) {
    CHECK(TestType::run({1, 0}, {{0, 10}, {10, 0}, {10, 7}, {16, 1}, {17, 1}}) ==
          std::vector<Fate>{served(0, 0), served(10, 0), served(10, 0), refused(16, 0, 1),
                            served(17, 0)});
}

TEMPLATE_TEST_CASE("a full queue refuses", "", General, Fixed) {
    CHECK(TestType::run({1, 1}, {{0, 10}, {1, 5}, {2, 5}, {10, 1}, {11, 1}}) ==
          std::vector<Fate>{served(0, 0), queued(10, 0, 1), refused(2, 1, 1), queued(15, 0, 1),
                            refused(11, 1, 1)});
}

TEMPLATE_TEST_CASE("patience ends just after arrived + patience", "", General, Fixed) {
    CHECK(TestType::run({1, kUnlimited, 5}, {{0, 15}, {9, 1}, {10, 2}, {11, 1}, {18, 1}}) ==
          std::vector<Fate>{served(0, 0), gone(14, 0, 1), queued(15, 1, 1), gone(16, 2, 1),
                            served(18, 0)});
}

TEMPLATE_TEST_CASE("those who have left make room, not before", "", General, Fixed) {
    CHECK(TestType::run({1, 1, 5}, {{0, 99}, {1, 1}, {6, 1}, {7, 1}}) ==
          std::vector<Fate>{served(0, 0), gone(6, 0, 1), refused(6, 1, 1), gone(12, 0, 1)});
}

TEMPLATE_TEST_CASE("unlimited servers make nobody wait", "", General, Fixed) {
    std::vector<Customer> customers(1000, {0, 5});
    const auto fates = TestType::run({kUnlimited}, customers);
    for (std::size_t i = 0; i < fates.size(); ++i) {
        REQUIRE(fates[i].until == 0);
        REQUIRE(fates[i].served);
    }
}

TEST_CASE("both stations agree event for event on random customers") {
    std::mt19937_64 random(7);
    std::int64_t waited = 0;
    std::int64_t left = 0;
    std::int64_t turned_away = 0;
    for (int round = 0; round < 400; ++round) {
        Sizes sizes;
        sizes.servers = 1 + static_cast<std::int64_t>(random() % 8);
        if (random() % 2 == 0) sizes.queue_limit = static_cast<std::int64_t>(random() % 10);
        if (random() % 2 == 0) sizes.patience = static_cast<Duration>(random() % 30);
        // Coarse times, so that much happens at the same instant.
        const auto longest = 1 + random() % 12 * static_cast<std::uint64_t>(sizes.servers);
        std::vector<Customer> customers;
        Time now = -500;
        for (int i = 0; i < 1000; ++i) {
            now += static_cast<Time>(random() % 6);
            customers.push_back({now, static_cast<Duration>(random() % longest)});
        }
        auto general = General::run(sizes, customers);
        auto fixed = Fixed::run(sizes, customers);
        for (std::size_t i = 0; i < customers.size(); ++i) {
            INFO("round " << round << " customer " << i);
            REQUIRE(general[i] == fixed[i]);
            waited += general[i].answer == Arrival::queued && general[i].served ? 1 : 0;
            left += general[i].answer == Arrival::queued && !general[i].served ? 1 : 0;
            turned_away += general[i].answer == Arrival::refused ? 1 : 0;
        }
    }
    CHECK(waited > 10'000);
    CHECK(left > 10'000);
    CHECK(turned_away > 10'000);
}

TEST_CASE("a fixed station needs servers, and uses no more memory than it has used servers") {
    CHECK_THROWS_WITH(FixedStation(0, 3),
                      "fixed station: needs 1 server or more, a queue limit of 0 or more and a "
                      "patience of 0 or more, not 0, 3 and " +
                          std::to_string(kNever) + " ns");
    CHECK_THROWS_AS(FixedStation(1, -1), std::invalid_argument);
    CHECK_THROWS_AS(FixedStation(1, 1, -1), std::invalid_argument);
    FixedStation station(kUnlimited);
    for (Time now = 0; now < 10'000; ++now) station.arrive(now, [] { return Time{3}; });
    CHECK(station.in_service(10'000) == 2);
    CHECK(station.memory_bytes() <= 64);
}
