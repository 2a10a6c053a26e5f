#include "sim/experiment/replications.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "sim/random/stream.hpp"

using sim::Replication;
using sim::ReplicationFailure;
using sim::ReplicationsRun;
using sim::run_replications;

namespace {

constexpr int kTeams[] = {1, 2, 3, 8};

// Takes a while that depends on the index, so that replications overtake each other.
std::uint64_t uneven(std::int64_t index) {
    const sim::StreamFamily family(3, 0, 0);
    const std::uint64_t word = family.bits(static_cast<std::uint64_t>(index));
    std::this_thread::sleep_for(std::chrono::microseconds(word % 400));
    return word;
}

}  // namespace

TEST_CASE("results come in order, for any number of threads the same") {
    for (const int threads : kTeams) {
        std::vector<std::uint64_t> seen;
        const ReplicationsRun run = run_replications<std::uint64_t>(
            100, threads, uneven, [&](Replication<std::uint64_t>&& r) {
                CHECK(r.index == static_cast<std::int64_t>(seen.size()));
                CHECK(r.error.empty());
                seen.push_back(*r.result);
                return true;
            });
        CHECK(run.handed_over == 100);
        CHECK_FALSE(run.stopped);
        CHECK(run.failures.empty());
        REQUIRE(seen.size() == 100);
        for (std::size_t i = 0; i < seen.size(); ++i) {
            CHECK(seen[i] == sim::StreamFamily(3, 0, 0).bits(i));
        }
    }
}

TEST_CASE("the sink runs on the caller's thread") {
    const std::thread::id caller = std::this_thread::get_id();
    for (const int threads : kTeams) {
        bool elsewhere = false;
        run_replications<std::uint64_t>(20, threads, uneven, [&](auto&&) {
            elsewhere = elsewhere || std::this_thread::get_id() != caller;
            return true;
        });
        CHECK_FALSE(elsewhere);
    }
}

TEST_CASE("a failed replication is reported, and the others go on") {
    for (const int threads : kTeams) {
        std::int64_t good = 0;
        std::vector<std::string> errors;
        const ReplicationsRun run = run_replications<std::uint64_t>(
            30, threads,
            [](std::int64_t index) {
                if (index == 7) throw std::runtime_error("books of replication 7");
                if (index == 20) throw 20;
                return uneven(index);
            },
            [&](Replication<std::uint64_t>&& r) {
                if (r.result) ++good;
                if (!r.result) errors.push_back(r.error);
                return true;
            });
        CHECK(good == 28);
        CHECK(run.handed_over == 30);
        CHECK(run.failures ==
              std::vector<ReplicationFailure>{{7, "books of replication 7"},
                                              {20, "an exception that is no std::exception"}});
        REQUIRE(errors.size() == 2);
        CHECK(errors[0] == run.failures[0].message);
    }
}

TEST_CASE("after the sink has refused, nothing further is handed over") {
    for (const int threads : kTeams) {
        std::int64_t last = -1;
        const ReplicationsRun run = run_replications<std::uint64_t>(
            1'000'000'000, threads,
            [](std::int64_t index) {
                // What was started in vain does not count, not even its failure.
                if (index > 11) throw std::runtime_error("in vain");
                return uneven(index);
            },
            [&](Replication<std::uint64_t>&& r) {
                last = r.index;
                return r.index < 11;
            });
        CHECK(last == 11);
        CHECK(run.handed_over == 12);
        CHECK(run.stopped);
        CHECK(run.failures.empty());
    }
}

TEST_CASE("replications that are no longer wanted are asked to return") {
    std::atomic<int> started{0}, asked{0};
    const ReplicationsRun run = run_replications<int>(
        3, 3,
        [&](std::int64_t index, const std::stop_token& token) {
            ++started;
            while (started < 3) std::this_thread::yield();
            if (index == 0) return 0;
            while (!token.stop_requested()) std::this_thread::yield();
            ++asked;
            return 1;
        },
        [](auto&&) { return false; });
    CHECK(run.handed_over == 1);
    CHECK(run.stopped);
    CHECK(asked == 2);
}

TEST_CASE("no more than threads + 1 results exist at a time") {
    // Replication 0 waits until the others can get no further, which must happen by themselves.
    for (const int threads : {2, 3, 8}) {
        std::atomic<std::int64_t> started{0};
        std::atomic<std::int64_t> handed_over{0};
        std::atomic<std::int64_t> most{0};
        run_replications<int>(
            40, threads,
            [&](std::int64_t index) {
                const std::int64_t alive = ++started - handed_over.load();
                std::int64_t seen = most.load();
                while (seen < alive && !most.compare_exchange_weak(seen, alive)) {
                }
                if (index == 0) {
                    while (started < threads + 1) std::this_thread::yield();
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                }
                return 0;
            },
            [&](auto&&) {
                ++handed_over;
                return true;
            });
        CHECK(most == threads + 1);
    }
}

TEST_CASE("an exception of the sink passes through") {
    for (const int threads : kTeams) {
        const auto sink = [](Replication<std::uint64_t>&& r) -> bool {
            if (r.index == 3) throw std::runtime_error("disk full");
            return true;
        };
        CHECK_THROWS_WITH(run_replications<std::uint64_t>(50, threads, uneven, sink), "disk full");
    }
}

TEST_CASE("results may be such as can only be moved") {
    for (const int threads : {1, 2}) {
        int sum = 0;
        run_replications<std::unique_ptr<int>>(
            10, threads,
            [](std::int64_t index) { return std::make_unique<int>(static_cast<int>(index)); },
            [&](Replication<std::unique_ptr<int>>&& r) {
                sum += **r.result;
                return true;
            });
        CHECK(sum == 45);
    }
}

TEST_CASE("replications at their edges") {
    const auto sink = [](auto&&) { return true; };
    CHECK(run_replications<std::uint64_t>(0, 4, uneven, sink).handed_over == 0);
    CHECK(run_replications<std::uint64_t>(1, 4, uneven, sink).handed_over == 1);
    CHECK(run_replications<std::uint64_t>(3, 64, uneven, sink).handed_over == 3);
    CHECK_THROWS_WITH(run_replications<std::uint64_t>(-1, 1, uneven, sink),
                      "replications: their number must be 0 or more, not -1");
    CHECK_THROWS_WITH(run_replications<std::uint64_t>(1, 0, uneven, sink),
                      "replications: the number of threads must be 1 or more, not 0");
}
