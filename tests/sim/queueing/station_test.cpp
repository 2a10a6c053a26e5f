#include "sim/queueing/station.hpp"

#include <catch2/catch.hpp>
#include <deque>
#include <random>
#include <vector>

using namespace sim;

namespace {

// What a station told its caller, in order.
struct Log {
    struct Entry {
        bool started;
        std::uint64_t customer;
        Time arrived;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    std::vector<Entry> entries;

    auto start() {
        return [this](std::uint64_t c, Time t) { entries.push_back({true, c, t}); };
    }
    auto leave() {
        return [this](std::uint64_t c, Time t) { entries.push_back({false, c, t}); };
    }
};

// The same rules written in the plainest way.
struct NaiveStation {
    std::int64_t servers;
    std::int64_t limit;
    std::int64_t busy = 0;
    std::deque<std::pair<std::uint64_t, Time>> queue{};
    Log log{};

    Arrival arrive(Time now, std::uint64_t customer) {
        if (busy < servers) {
            ++busy;
            return Arrival::served;
        }
        if (static_cast<std::int64_t>(queue.size()) == limit) return Arrival::refused;
        queue.emplace_back(customer, now);
        return Arrival::queued;
    }
    void drop_older_than(Time now, Duration patience, Duration grace) {
        while (!queue.empty() && now - queue.front().second >= patience + grace) report(false);
    }
    void report(bool started) {
        log.entries.push_back({started, queue.front().first, queue.front().second});
        queue.pop_front();
    }
    // Nobody is dropped while no server is free: the lazy way.
    void fill(Time now, Duration patience) {
        while (busy < servers && !queue.empty()) {
            const bool gone = now - queue.front().second > patience;
            if (!gone) ++busy;
            report(!gone);
        }
    }
};

}  // namespace

TEST_CASE("a station serves, queues and refuses") {
    Station station(2, 1);
    CHECK(station.arrive(10, 1) == Arrival::served);
    CHECK(station.arrive(11, 2) == Arrival::served);
    CHECK(station.arrive(12, 3) == Arrival::queued);
    CHECK(station.arrive(13, 4) == Arrival::refused);
    CHECK(station.in_service() == 2);
    CHECK(station.waiting() == 1);

    Log log;
    station.finish(20, log.start());
    CHECK(log.entries == std::vector<Log::Entry>{{true, 3, 12}});
    station.finish(21, log.start());
    station.finish(22, log.start());
    CHECK(log.entries.size() == 1);
    CHECK(station.in_service() == 0);
}

TEST_CASE("a station without room is a loss system") {
    Station station(1, 0);
    CHECK(station.arrive(0, 1) == Arrival::served);
    CHECK(station.arrive(0, 2) == Arrival::refused);
    CHECK(station.memory_bytes() == 0);
}

TEST_CASE("a station of unlimited servers makes nobody wait") {
    Station station(kUnlimited);
    for (std::uint64_t i = 0; i < 1000; ++i) REQUIRE(station.arrive(0, i) == Arrival::served);
    CHECK(station.in_service() == 1000);
}

TEST_CASE("patience ends just after arrived + patience") {
    Log log;
    Station station(1);
    station.arrive(0, 1);
    station.arrive(10, 2);
    station.arrive(11, 3);
    CHECK(station.next_leave(5) == 15);
    CHECK(station.next_leave(kNever) == kNever);

    SECTION("a server that frees at that instant still takes the customer") {
        station.finish(15, 5, log.start(), log.leave());
        CHECK(log.entries == std::vector<Log::Entry>{{true, 2, 10}});
    }
    SECTION("one nanosecond later it takes the next, and the first is reported as gone") {
        station.finish(16, 5, log.start(), log.leave());
        CHECK(log.entries == std::vector<Log::Entry>{{false, 2, 10}, {true, 3, 11}});
    }
    SECTION("a timer removes it at that instant, not before") {
        station.expire(14, 5, log.leave());
        CHECK(log.entries.empty());
        station.expire(15, 5, log.leave());
        CHECK(log.entries == std::vector<Log::Entry>{{false, 2, 10}});
        CHECK(station.next_leave(5) == 16);
    }
    SECTION("without patience's end nobody leaves") {
        station.expire(kNever - 1, kNever, log.leave());
        CHECK(log.entries.empty());
    }
}

TEST_CASE("those whose patience ran out make room in a finite queue") {
    Log log;
    Station station(1, 1);
    station.arrive(0, 1);
    station.arrive(0, 2);
    CHECK(station.arrive(6, 3) == Arrival::refused);
    CHECK(station.arrive(5, 3, 5, log.leave()) == Arrival::refused);
    CHECK(station.arrive(6, 3, 5, log.leave()) == Arrival::queued);
    CHECK(log.entries == std::vector<Log::Entry>{{false, 2, 0}});
}

TEST_CASE("capacity falls without interrupting and rises by starting those who wait") {
    Log log;
    Station station(3);
    for (std::uint64_t i = 1; i <= 5; ++i) station.arrive(0, i);
    station.set_servers(1, 1, kNever, log.start(), log.leave());
    CHECK(station.in_service() == 3);
    station.finish(2, log.start());
    station.finish(3, log.start());
    CHECK(log.entries.empty());
    CHECK(station.in_service() == 1);
    CHECK(station.arrive(3, 6) == Arrival::queued);
    station.finish(4, log.start());
    CHECK(log.entries == std::vector<Log::Entry>{{true, 4, 0}});

    station.set_servers(5, 0, kNever, log.start(), log.leave());
    station.finish(6, log.start());
    CHECK(station.in_service() == 0);
    CHECK(station.waiting() == 2);
    station.set_servers(7, 10, kNever, log.start(), log.leave());
    CHECK(station.in_service() == 2);
    CHECK(station.waiting() == 0);
}

TEST_CASE("a station refuses negative sizes, naming them") {
    CHECK_THROWS_WITH(Station(-1), "station: the number of servers must be 0 or more, not -1");
    CHECK_THROWS_WITH(Station(1, -2), "station: the queue limit must be 0 or more, not -2");
    Station station(1);
    Log log;
    CHECK_THROWS_WITH(station.set_servers(0, -3, kNever, log.start(), log.leave()),
                      "station: the number of servers must be 0 or more, not -3");
    CHECK(station.servers() == 1);
}

TEST_CASE("a station agrees with the naive one under random operations") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 200; ++round) {
        const auto servers = static_cast<std::int64_t>(random() % 6);
        const std::int64_t limit =
            random() % 2 == 0 ? kUnlimited : static_cast<std::int64_t>(random() % 10);
        const Duration patience = random() % 2 == 0 ? kNever / 2 : 1 + Duration(random() % 30);
        Station station(servers, limit);
        NaiveStation naive{servers, limit};
        Log log;
        Time now = -500;
        std::int64_t queued = 0;
        for (std::uint64_t step = 0; step < 1000; ++step) {
            now += static_cast<Time>(random() % 4);
            switch (random() % 8) {
                case 0:
                case 1:
                case 2: {
                    const Arrival answer = naive.arrive(now, step);
                    REQUIRE(station.arrive(now, step) == answer);
                    queued += answer == Arrival::queued ? 1 : 0;
                    break;
                }
                case 3: {
                    naive.drop_older_than(now, patience, 1);
                    const Arrival answer = naive.arrive(now, step);
                    // Only a station whose servers are busy looks at patience in arrive().
                    REQUIRE(station.arrive(now, step, patience, log.leave()) == answer);
                    queued += answer == Arrival::queued ? 1 : 0;
                    break;
                }
                case 4:
                case 5:
                    if (naive.busy == 0) break;
                    --naive.busy;
                    naive.fill(now, patience);
                    station.finish(now, patience, log.start(), log.leave());
                    break;
                case 6:
                    naive.drop_older_than(now, patience, 0);
                    station.expire(now, patience, log.leave());
                    break;
                default:
                    naive.servers = static_cast<std::int64_t>(random() % 6);
                    naive.fill(now, patience);
                    station.set_servers(now, naive.servers, patience, log.start(), log.leave());
            }
            REQUIRE(log.entries == naive.log.entries);
            REQUIRE(station.in_service() == naive.busy);
            REQUIRE(station.waiting() == static_cast<std::int64_t>(naive.queue.size()));
            // Invariants 1 and 3, and conservation.
            REQUIRE((station.waiting() == 0 || station.in_service() >= station.servers()));
            REQUIRE(station.waiting() <= limit);
            REQUIRE(queued == station.waiting() + static_cast<std::int64_t>(log.entries.size()));
        }
    }
}

TEST_CASE("a copied station goes on by itself") {
    Station station(1);
    station.arrive(0, 1);
    station.arrive(0, 2);
    Station copy = station;
    Log log;
    copy.finish(1, log.start());
    CHECK(copy.waiting() == 0);
    CHECK(station.waiting() == 1);
}
