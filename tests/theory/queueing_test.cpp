// Stations in the steady state. Golden values without another source were computed from the formula
// named beside them.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/theory/harness.hpp"
#include "tests/theory/station_runs.hpp"

using namespace theory;

namespace {

template <class Service>
Stationary run(const Setup& setup, std::int64_t customers, std::uint64_t seed, Service service) {
    return StationaryRun<Service>(setup, customers, seed, service).run();
}

// The probability that all c servers are busy in M/M/c/c (Erlang 1917), by its recursion.
double erlang_b(int servers, double load) {
    double b = 1;
    for (int c = 1; c <= servers; ++c) b = load * b / (c + load * b);
    return b;
}

// M/M/c whose customers wait for at most a fixed time (Barrer, Oper. Res. 5, 1957), in the form of
// Zeltyn and Mandelbaum (Queueing Systems 51, 2005) for general patience.
struct FixedPatience {
    double delayed;
    double left;

    FixedPatience(double lambda, double mu, int servers, double patience) {
        const double slack = servers * mu - lambda;
        const double e = 1 / erlang_b(servers - 1, lambda / mu);
        const double fading = std::exp(-slack * patience);
        const double j = (slack == 0 ? patience : (1 - fading) / slack) + fading / (servers * mu);
        delayed = lambda * j / (e + lambda * j);
        left = (1 - slack * j) / (e + lambda * j);
    }
};

}  // namespace

TEST_CASE("M/M/1") {
    const Stationary r = run({0.8, 1}, 3'000'000, 1, exponential_service(1));
    CHECK_THAT(r.delayed.estimate(), Meets(0.8));
    CHECK_THAT(r.wait.estimate(), Meets(4));
    CHECK_THAT(r.sojourn.estimate(), Meets(5));
    CHECK_THAT(r.found.estimate(), Meets(4));
    CHECK_THAT(r.long_wait.estimate(), Meets(0.8 * std::exp(-0.2)));
}

TEST_CASE("M/M/c: Erlang's delay formula") {
    // P(wait) = C, Wq = C / (c mu - lambda), P(W > t) = C exp(-(c mu - lambda) t).
    SECTION("4 erlang on 5 servers") {
        const Stationary r = run({4, 5}, 3'000'000, 2, exponential_service(1));
        CHECK_THAT(r.delayed.estimate(), Meets(0.5541125541));
        CHECK_THAT(r.wait.estimate(), Meets(0.5541125541));
        CHECK_THAT(r.long_wait.estimate(), Meets(0.5541125541 * std::exp(-1)));
    }
    SECTION("8 erlang on 10 servers") {
        const Stationary r = run({8, 10}, 4'500'000, 3, exponential_service(1));
        CHECK_THAT(r.delayed.estimate(), Meets(0.4091801508));
        CHECK_THAT(r.wait.estimate(), Meets(0.2045900754));
        CHECK_THAT(r.found.estimate(), Meets(8 + 8 * 0.2045900754));
    }
}

TEST_CASE("M/M/c/K: a finite queue refuses") {
    // By the birth-death equations; K counts those in service too.
    SECTION("5 erlang, c = 4, K = 10") {
        const Stationary r = run({5, 4, 6}, 1'000'000, 5, exponential_service(1));
        CHECK_THAT(r.refused.estimate(), Meets(0.2300243254));
        CHECK_THAT(r.found.estimate(), Meets(7.3561115625));
        CHECK_THAT(r.sojourn.estimate(), Meets(1.9107386909));
    }
    SECTION("9 erlang, c = 10, K = 15") {
        const Stationary r = run({9, 10, 5}, 2'000'000, 6, exponential_service(1));
        CHECK_THAT(r.refused.estimate(), Meets(0.0612587618));
        CHECK_THAT(r.found.estimate(), Meets(9.5155408921));
        CHECK_THAT(r.sojourn.estimate(), Meets(1.1262766334));
    }
    SECTION("0.9 erlang, c = 1, K = 5") {
        const Stationary r = run({0.9, 1, 4}, 1'000'000, 7, exponential_service(1));
        CHECK_THAT(r.refused.estimate(), Meets(0.1260225500));
        CHECK_THAT(r.found.estimate(), Meets(2.1947823006));
        CHECK_THAT(r.sojourn.estimate(), Meets(2.7902859515));
    }
    SECTION("twice the capacity, c = 10, K = 50") {
        const Stationary r = run({20, 10, 40}, 500'000, 8, exponential_service(1));
        CHECK_THAT(r.refused.estimate(), Meets(0.5));
        CHECK_THAT(r.found.estimate(), Meets(49.0));
        CHECK_THAT(r.sojourn.estimate(), Meets(4.9));
    }
}

TEST_CASE("M/G/c/c: loss depends on the mean of the service time only") {
    // Erlang B(10, 10), by Sevastyanov's insensitivity.
    const double lost = erlang_b(10, 10);
    CHECK(lost == Approx(0.2145823431).epsilon(1e-9));
    CHECK(erlang_b(1000, 950) == Approx(0.0036492937).epsilon(1e-8));
    const Stationary fixed = run({10, 10, 0}, 500'000, 9, [](sim::Stream&) { return 1.0; });
    CHECK_THAT(fixed.refused.estimate(), Meets(lost));
    const Stationary random = run({10, 10, 0}, 500'000, 10, exponential_service(1));
    CHECK_THAT(random.refused.estimate(), Meets(lost));
    const Stationary many = run({110, 100, 0}, 1'000'000, 4, exponential_service(1));
    CHECK_THAT(many.refused.estimate(), Meets(erlang_b(100, 110)));
}

TEST_CASE("M/G/1: Pollaczek and Khinchine") {
    // Wq = lambda E[S^2] / (2 (1 - rho)); rho = 0.8, E[S] = 1, so 2 (1 + cv^2).
    SECTION("fixed service") {
        const Stationary r = run({0.8, 1}, 2'000'000, 11, [](sim::Stream&) { return 1.0; });
        CHECK_THAT(r.wait.estimate(), Meets(2));
    }
    SECTION("lognormal service, cv^2 = 0.25") {
        const double sigma = std::sqrt(std::log(1.25));
        const double median = std::exp(-sigma * sigma / 2);
        const Stationary r = run({0.8, 1}, 2'500'000, 12, [&](sim::Stream& stream) {
            return sim::lognormal(stream, median, sigma);
        });
        CHECK_THAT(r.wait.estimate(), Meets(2.5));
    }
    SECTION("hyperexponential service, cv^2 = 4") {
        const double often = (1 + std::sqrt(0.6)) / 2;  // two phases of equal load
        const Stationary r = run({0.8, 1}, 9'000'000, 13, [&](sim::Stream& stream) {
            const double share = stream.uniform() < often ? often : 1 - often;
            return sim::exponential(stream, 1 / (2 * share));
        });
        CHECK_THAT(r.wait.estimate(), Meets(10));
    }
}

TEST_CASE("M/M/c with customers who wait for a fixed time at most") {
    struct Case {
        double lambda;
        int servers;
        double patience;
        std::int64_t customers;
    };
    for (const Case& c : {Case{1.5, 1, 1.0, 600'000}, Case{10, 10, 0.5, 2'000'000},
                          Case{12, 10, 1.0, 1'000'000}, Case{110, 100, 0.1, 2'000'000}}) {
        CAPTURE(c.lambda, c.servers, c.patience);
        const FixedPatience golden(c.lambda, 1, c.servers, c.patience);
        const Stationary r =
            run({c.lambda, c.servers, sim::kUnlimited, sim::from_seconds(c.patience)}, c.customers,
                14, exponential_service(1));
        CHECK_THAT(r.delayed.estimate(), Meets(golden.delayed));
        CHECK_THAT(r.left.estimate(), Meets(golden.left));
    }
}

TEST_CASE("patience found out lazily and by a timer gives the same sample path") {
    Setup setup{12, 10, sim::kUnlimited, sim::kSecond / 2};
    const auto path = [&](Timer timer) {
        setup.timer = timer;
        const auto service = exponential_service(1);
        return StationaryRun<decltype(service)>(setup, 200'000, 15, service).run(true).starts;
    };
    const auto lazy = path(Timer::none);
    CHECK(lazy.size() > 150'000);
    CHECK(lazy == path(Timer::events));
}

TEST_CASE("M/M/1 feeds M/M/1: Burke") {
    // lambda = 0.8, mu = 1 and 1.25: E[T] = 1 / 0.2 + 1 / 0.45.
    constexpr std::uint64_t kCustomers = 3'500'000;
    enum TandemKind : std::uint8_t { arrival, end_of_first, end_of_second };
    sim::Station first(1);
    sim::Station second(1);
    sim::EventList list;
    sim::Stream gaps = sim::StreamFamily(16, 0, 0).at(0);
    sim::Stream services = sim::StreamFamily(16, 0, 1).at(0);
    std::vector<sim::Time> entered(kCustomers);
    BatchMeans sojourn(kCustomers / 50);

    const auto after = [&](sim::Stream& stream, sim::Time now, double mean, TandemKind kind,
                           std::uint64_t customer) {
        const double s = sim::exponential(stream, mean);
        list.push(sim::make_event(now + sim::from_seconds(s), kind, customer));
    };
    after(gaps, 0, 1 / 0.8, arrival, 0);
    while (!list.empty()) {
        const sim::Event e = list.pop();
        const std::uint64_t customer = entity_of(e);
        const auto start_first = [&](std::uint64_t who, sim::Time) {
            after(services, e.time, 1, end_of_first, who);
        };
        const auto start_second = [&](std::uint64_t who, sim::Time) {
            after(services, e.time, 1 / 1.25, end_of_second, who);
        };
        switch (kind_of(e)) {
            case arrival:
                entered[customer] = e.time;
                if (customer + 1 < kCustomers) after(gaps, e.time, 1 / 0.8, arrival, customer + 1);
                if (first.arrive(e.time, customer) == sim::Arrival::served) {
                    start_first(customer, e.time);
                }
                break;
            case end_of_first:
                first.finish(e.time, start_first);
                if (second.arrive(e.time, customer) == sim::Arrival::served) {
                    start_second(customer, e.time);
                }
                break;
            case end_of_second:
                second.finish(e.time, start_second);
                if (customer >= kCustomers / 20) {
                    sojourn.add(sim::to_seconds(e.time - entered[customer]));
                }
                break;
        }
    }
    CHECK_THAT(sojourn.estimate(), Meets(7.2222222));
}
