// Token buckets, vehicles, and customers who come in batches.
#include <cmath>
#include <fmt/format.h>

#include "sim/queueing/batch_server.hpp"
#include "sim/queueing/token_bucket.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

void bucket_row(Rows& rows, std::int64_t lambda, std::int64_t rate, int burst) {
    constexpr std::int64_t kArrivals = 1'000'000;
    sim::TokenBucket bucket({rate}, burst);
    sim::Stream stream = sim::StreamFamily(1, 0, 0).at(0);
    BatchMeans refused(kArrivals / 50);
    sim::Time now = 0;
    for (std::int64_t i = 0; i < kArrivals; ++i) {
        now += sim::from_seconds(sim::exponential(stream, 1.0 / double(lambda)));
        refused.add(bucket.take(now) ? 0 : 1);
    }
    rows.mean(fmt::format("refused, {}/s at {}/s, {} token{}", lambda, rate, burst,
                          burst == 1 ? "" : "s"),
              refused_by_bucket(double(lambda), double(rate), burst), refused.estimate());
}

void token_bucket(Rows& rows) {
    bucket_row(rows, 10, 8, 1);
    bucket_row(rows, 10, 8, 5);
    bucket_row(rows, 10, 10, 9);
    bucket_row(rows, 12, 15, 3);
    bucket_row(rows, 20, 8, 10);
}

// What the bucket lets through is exact: from full and always asked, burst + rate * time.
void drained_bucket(Rows& rows) {
    sim::TokenBucket bucket({1000, 3}, 10);
    std::int64_t taken = 0;
    for (sim::Time now = 0; now <= 3'000 * sim::kSecond; now += 997'001) {
        taken += bucket.take(now) ? 1 : 0;
    }
    taken += bucket.take(3'000 * sim::kSecond) ? 1 : 0;
    rows.number("tokens of 1000/3 a second in 3000 s", 1'000'010, static_cast<double>(taken));
}

// Tokens that come at random and missing ones that queue up are M/M/1 with room for b.
void random_tokens(Rows& rows) {
    const auto row = [&](double rate, double lambda, int burst, std::uint64_t seed) {
        const Stationary r =
            run_stationary({lambda, 1, burst - 1}, 1'500'000, seed, exponential_service(1 / rate));
        rows.mean(fmt::format("refused, {}/s at {}/s, {} tokens", lambda, rate, burst),
                  FiniteQueue(lambda, rate, 1, burst).refused, r.refused.estimate());
    };
    row(8, 10, 5, 61);
    row(10, 10, 9, 62);
    row(12, 10, 5, 63);
}

// What a lane's vehicles do, measured at each departure and for each member.
struct Lane {
    Lane(std::int64_t capacity, std::int64_t batch)
        : server(capacity), size(batch), left(batch), wait(batch * 8) {}

    void depart(sim::Time now) {
        size.add(
            static_cast<double>(server.depart([&](std::uint64_t arrived, std::int64_t members) {
                for (std::int64_t i = 0; i < members; ++i) {
                    wait.add(sim::to_seconds(now - static_cast<sim::Time>(arrived)));
                }
            })));
        left.add(static_cast<double>(server.waiting()));
    }

    sim::BatchServer server;
    BatchMeans size;  // members aboard
    BatchMeans left;  // members left behind
    BatchMeans wait;  // s
};

void timetable_row(Rows& rows, double lambda, int capacity, std::int64_t departures) {
    const Timetable golden(lambda, capacity);
    Lane lane(capacity, departures / 50);
    sim::Stream stream = sim::StreamFamily(2, 0, 0).at(0);
    sim::Time arrival = sim::from_seconds(sim::exponential(stream, 1 / lambda));
    for (std::int64_t k = 1; k <= departures; ++k) {
        const sim::Time departure = k * sim::kSecond;
        while (arrival <= departure) {
            lane.server.add(static_cast<std::uint64_t>(arrival), 1);
            arrival += sim::from_seconds(sim::exponential(stream, 1 / lambda));
        }
        lane.depart(departure);
    }
    rows.mean(fmt::format("left behind, {} of {}", lambda, capacity), golden.left,
              lane.left.estimate());
    rows.mean(fmt::format("mean wait, {} of {}, periods", lambda, capacity), golden.wait,
              lane.wait.estimate());
}

void timetable(Rows& rows) {
    timetable_row(rows, 8, 10, 800'000);
    timetable_row(rows, 9, 10, 800'000);
    timetable_row(rows, 45, 50, 400'000);
}

void full_or_timeout_row(Rows& rows, double lambda, int capacity, double limit) {
    const FullOrTimeout golden(lambda, capacity, limit);
    Lane lane(capacity, 1'000);
    sim::Stream stream = sim::StreamFamily(3, 0, 0).at(0);
    sim::Time now = 0;
    sim::Time deadline = sim::kNever;
    for (int i = 0; i < 2'000'000; ++i) {
        now += sim::from_seconds(sim::exponential(stream, 1 / lambda));
        if (deadline < now) {
            lane.depart(deadline);
            deadline = sim::kNever;
        }
        lane.server.add(static_cast<std::uint64_t>(now), 1);
        if (deadline == sim::kNever) deadline = now + sim::from_seconds(limit);
        if (lane.server.ready() == 1) {
            lane.depart(now);
            deadline = sim::kNever;
        }
    }
    // Vehicles that are all full have no chance left in their size, and so no error.
    if (golden.size < 0.999 * capacity) {
        rows.mean(fmt::format("aboard, {}/s, {} places, {} s", lambda, capacity, limit),
                  golden.size, lane.size.estimate());
    }
    rows.mean(fmt::format("mean wait, {}/s, {} places, {} s", lambda, capacity, limit), golden.wait,
              lane.wait.estimate());
}

void full_or_timeout(Rows& rows) {
    full_or_timeout_row(rows, 1, 50, 30);
    full_or_timeout_row(rows, 2, 50, 30);
    full_or_timeout_row(rows, 1, 10, 30);
}

// Batches of k at rate 0.8 / k to one server. Arrivals of batches see the time average.
void batch_row(Rows& rows, std::uint64_t k, std::uint64_t batches, std::uint64_t seed) {
    sim::Station station(1);
    sim::EventList list;
    sim::Stream gaps = sim::StreamFamily(seed, 0, 0).at(0);
    sim::Stream services = sim::StreamFamily(seed, 0, 1).at(0);
    BatchMeans found(static_cast<std::int64_t>(batches / 100));
    sim::Time now = 0;
    const auto begin = [&](std::uint64_t customer, sim::Time) {
        const double s = sim::exponential(services, 1);
        list.push(sim::make_event(now + sim::from_seconds(s), kEndOfService, customer));
    };
    list.push(sim::make_event(0, kArrival, 0));
    while (!list.empty()) {
        const sim::Event e = list.pop();
        now = e.time;
        if (kind_of(e) == kEndOfService) {
            station.finish(now, begin);
            continue;
        }
        const std::uint64_t batch = entity_of(e);
        if (batch >= batches / 20) {
            found.add(static_cast<double>(station.in_service() + station.waiting()));
        }
        for (std::uint64_t i = 0; i < k; ++i) {
            const std::uint64_t customer = batch * k + i;
            if (station.arrive(now, customer) == sim::Arrival::served) begin(customer, now);
        }
        if (batch + 1 < batches) {
            const double gap = sim::exponential(gaps, static_cast<double>(k) / 0.8);
            list.push(sim::make_event(now + sim::from_seconds(gap), kArrival, batch + 1));
        }
    }
    rows.mean(fmt::format("mean number, batches of {}", k),
              present_in_batches(0.8, static_cast<int>(k)), found.estimate());
}

}  // namespace

std::vector<Experiment> batch_experiments() {
    return {
        {"Token bucket, Poisson arrivals", "M/D/1 with bounded work: Erlang 1909", token_bucket},
        {"Token bucket, always asked", "exact arithmetic", drained_bucket},
        {"Token bucket, random tokens", "M/M/1/b", random_tokens},
        {"Bulk service on a timetable", "recursion L' = (L + N - K)^+", timetable},
        {"Bulk service, full or after a time", "sums of Poisson probabilities", full_or_timeout},
        {"M^[k]/M/1, batch arrivals, 0.8 erlang", "Gaver 1959", [](Rows& rows) {
             batch_row(rows, 2, 2'000'000, 64);
             batch_row(rows, 10, 700'000, 65);
             batch_row(rows, 100, 800'000, 66);
         }}};
}

}  // namespace tools::verify
