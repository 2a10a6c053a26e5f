// Token buckets and batch servers.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/queueing/batch_server.hpp"
#include "sim/queueing/token_bucket.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/stream.hpp"

#include "tests/theory/harness.hpp"

using namespace theory;

namespace {

// The share that a bucket of b tokens at rate r refuses of a Poisson stream of rate lambda. The
// tokens missing from the bucket are the unfinished work of an M/D/1 queue (a token is a service of
// 1 / r) that customers join only if at most b - 1 services lie before them. Up to that bound its
// stationary law is proportional to that of M/D/1, here by Erlang's series (1909), which as a
// proportion holds above saturation too; what is served, lambda P(accepted), is r P(not full).
double refused_by_bucket(double lambda, double r, int burst) {
    const double rho = lambda / r;
    double series = 0;
    double factorial = 1;
    for (int j = 0; j < burst; ++j) {
        const double x = rho * (burst - 1 - j);
        series += std::pow(-x, j) / factorial * std::exp(x);
        factorial *= j + 1;
    }
    return 1 - series / (1 + rho * series);
}

}  // namespace

TEST_CASE("a token bucket refuses Poisson arrivals as M/D/1 with bounded work does") {
    // For one token it is Erlang's loss formula; far above saturation it is the fluid limit.
    CHECK(refused_by_bucket(10, 8, 1) == Approx(10.0 / 18.0));
    CHECK(refused_by_bucket(20, 8, 10) == Approx(1 - 8.0 / 20.0).epsilon(1e-3));

    struct Case {
        std::int64_t lambda;
        std::int64_t rate;
        int burst;
    };
    for (const Case& c :
         {Case{10, 8, 1}, Case{10, 8, 5}, Case{10, 10, 9}, Case{12, 15, 3}, Case{20, 8, 10}}) {
        CAPTURE(c.lambda, c.rate, c.burst);
        constexpr std::int64_t kArrivals = 1'000'000;
        const double golden = refused_by_bucket(double(c.lambda), double(c.rate), c.burst);
        sim::TokenBucket bucket({c.rate}, c.burst);
        sim::Stream stream = sim::StreamFamily(1, 0, 0).at(0);
        BatchMeans refused(kArrivals / 50);
        sim::Time now = 0;
        for (std::int64_t i = 0; i < kArrivals; ++i) {
            now += sim::from_seconds(sim::exponential(stream, 1.0 / double(c.lambda)));
            refused.add(bucket.take(now) ? 0 : 1);
        }
        CHECK_THAT(refused.estimate(), Meets(golden));
    }
}

namespace {

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

}  // namespace

TEST_CASE("vehicles on a timetable leave behind what the recursion says") {
    // L' = (L + N - K)^+ with N Poisson; the mean wait is T / 2 + E[L] / lambda. T = 1 s.
    struct Case {
        double lambda;
        std::int64_t capacity;
        double left;
        double wait;
    };
    for (const Case& c :
         {Case{8, 10, 0.87862232, 0.60982779}, Case{9, 10, 3.10123845, 0.84458205}}) {
        CAPTURE(c.lambda, c.capacity);
        constexpr std::int64_t kDepartures = 800'000;
        Lane lane(c.capacity, kDepartures / 50);
        sim::Stream stream = sim::StreamFamily(2, 0, 0).at(0);
        sim::Time arrival = sim::from_seconds(sim::exponential(stream, 1 / c.lambda));
        for (std::int64_t k = 1; k <= kDepartures; ++k) {
            const sim::Time departure = k * sim::kSecond;
            while (arrival <= departure) {
                lane.server.add(static_cast<std::uint64_t>(arrival), 1);
                arrival += sim::from_seconds(sim::exponential(stream, 1 / c.lambda));
            }
            lane.depart(departure);
        }
        CHECK_THAT(lane.left.estimate(), Meets(c.left));
        CHECK_THAT(lane.wait.estimate(), Meets(c.wait));
    }
}

TEST_CASE("vehicles that leave full, or some time after the first member") {
    // The K - 1 arrivals after the first race against T: sums of Poisson probabilities.
    struct Case {
        double lambda;
        std::int64_t capacity;
        double limit;
        double size;
        double wait;
    };
    for (const Case& c :
         {Case{1, 50, 30, 30.998815, 15.482505}, Case{2, 50, 30, 49.764914, 12.197556}}) {
        CAPTURE(c.lambda, c.capacity, c.limit);
        Lane lane(c.capacity, 1'000);
        sim::Stream stream = sim::StreamFamily(3, 0, 0).at(0);
        sim::Time now = 0;
        sim::Time deadline = sim::kNever;
        for (int i = 0; i < 2'000'000; ++i) {
            now += sim::from_seconds(sim::exponential(stream, 1 / c.lambda));
            if (deadline < now) {
                lane.depart(deadline);
                deadline = sim::kNever;
            }
            lane.server.add(static_cast<std::uint64_t>(now), 1);
            if (deadline == sim::kNever) deadline = now + sim::from_seconds(c.limit);
            if (lane.server.ready() == 1) {
                lane.depart(now);
                deadline = sim::kNever;
            }
        }
        CHECK_THAT(lane.size.estimate(), Meets(c.size));
        CHECK_THAT(lane.wait.estimate(), Meets(c.wait));
    }
}
