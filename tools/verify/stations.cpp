// One station in the steady state.
#include <cmath>
#include <fmt/format.h>

#include "sim/random/math.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

void single_server(Rows& rows) {
    // P(W > t) = rho exp(-(mu - lambda) t).
    const Stationary r = run_stationary({0.8, 1}, 3'000'000, 1, exponential_service(1));
    rows.mean("share that waits", 0.8, r.delayed.estimate());
    rows.mean("mean wait, s", 4, r.wait.estimate());
    rows.mean("mean time in the system, s", 5, r.sojourn.estimate());
    rows.mean("number found on arrival", 4, r.found.estimate());
    rows.mean("waits over 1 s", 0.8 * std::exp(-0.2), r.long_wait.estimate());
}

// Wq = C / (c mu - lambda), P(W > t) = C exp(-(c mu - lambda) t), mu = 1.
Experiment many_servers(double load, int servers, std::int64_t customers, std::uint64_t seed) {
    return {fmt::format("M/M/{}, {} erlang", servers, load), "Erlang 1917", [=](Rows& rows) {
                const double delayed = erlang_c(servers, load);
                const double spare = servers - load;
                const Stationary r =
                    run_stationary({load, servers}, customers, seed, exponential_service(1));
                rows.mean("share that waits", delayed, r.delayed.estimate());
                // With many servers the mean wait takes some ten times as many customers as the rest.
                if (servers < 100) rows.mean("mean wait, s", delayed / spare, r.wait.estimate());
                rows.mean("number found on arrival", load + load * delayed / spare,
                          r.found.estimate());
                if (spare < 2) {
                    rows.mean("waits over 1 s", delayed * std::exp(-spare), r.long_wait.estimate());
                }
            }};
}

Experiment finite(double load, int servers, int room, std::int64_t customers, std::uint64_t seed) {
    return {fmt::format("M/M/{}/{}, {} erlang", servers, room, load), "birth-death equations",
            [=](Rows& rows) {
                const FiniteQueue golden(load, 1, servers, room);
                const Stationary r = run_stationary({load, servers, room - servers}, customers,
                                                    seed, exponential_service(1));
                rows.mean("share refused", golden.refused, r.refused.estimate());
                rows.mean("number found on arrival", golden.present, r.found.estimate());
                rows.mean("mean time in the system, s", golden.sojourn, r.sojourn.estimate());
            }};
}

void loss(Rows& rows) {
    const double lost = erlang_b(10, 10);
    const Stationary fixed =
        run_stationary({10, 10, 0}, 500'000, 9, [](sim::Stream&) { return 1.0; });
    rows.mean("lost at 10 erlang of 10, fixed service", lost, fixed.refused.estimate());
    const Stationary random = run_stationary({10, 10, 0}, 500'000, 10, exponential_service(1));
    rows.mean("the same, exponential service", lost, random.refused.estimate());
    const Stationary many = run_stationary({110, 100, 0}, 1'000'000, 4, exponential_service(1));
    rows.mean("lost at 110 erlang of 100", erlang_b(100, 110), many.refused.estimate());
    const Stationary thousand =
        run_stationary({1100, 1000, 0}, 2'000'000, 19, exponential_service(1));
    rows.mean("lost at 1100 erlang of 1000", erlang_b(1000, 1100), thousand.refused.estimate());
}

Experiment general_service(const char* law, double load, double cv2, std::int64_t customers,
                           std::uint64_t seed, double (*service)(sim::Stream&)) {
    return {fmt::format("M/G/1, {} service, {} erlang", law, load),
            "Pollaczek 1930, Khinchine 1932", [=](Rows& rows) {
                const Stationary r = run_stationary({load, 1}, customers, seed, service);
                rows.mean(fmt::format("mean wait with cv^2 = {}, s", cv2), wait_in_mg1(load, cv2),
                          r.wait.estimate());
            }};
}

// The loads are those of printed tables.
void one_in_a_hundred(Rows& rows) {
    const auto row = [&](int servers, double load, std::int64_t customers, std::uint64_t seed) {
        const Stationary r =
            run_stationary({load, servers, 0}, customers, seed, exponential_service(1));
        rows.mean(fmt::format("lost at {} erlang of {}", load, servers), erlang_b(servers, load),
                  r.refused.estimate());
    };
    row(2, 0.1526, 1'500'000, 15);
    row(5, 1.3608, 2'500'000, 16);
    row(20, 12.0306, 7'000'000, 17);
    row(50, 37.9014, 11'000'000, 18);
}

double fixed_service(sim::Stream&) {
    return 1;
}

double lognormal_service(sim::Stream& stream) {
    const double sigma = std::sqrt(sim::math::log(1.25));
    return sim::lognormal(stream, sim::math::exp(-sigma * sigma / 2), sigma);
}

double erlang_2_service(sim::Stream& stream) {
    return sim::exponential(stream, 0.5) + sim::exponential(stream, 0.5);
}

double hyperexponential_service(sim::Stream& stream) {
    const double often = (1 + std::sqrt(0.6)) / 2;  // two phases of equal load
    const double share = stream.uniform() < often ? often : 1 - often;
    return sim::exponential(stream, 1 / (2 * share));
}

}  // namespace

std::vector<Experiment> station_experiments() {
    return {{"M/M/1, 0.8 erlang", "Erlang 1917", single_server},
            many_servers(1.6, 2, 3'000'000, 20),
            many_servers(4, 5, 3'000'000, 2),
            many_servers(8, 10, 4'500'000, 3),
            many_servers(18, 20, 12'000'000, 21),
            finite(5, 4, 10, 1'000'000, 5),
            finite(9, 10, 15, 2'000'000, 6),
            finite(0.9, 1, 5, 1'000'000, 7),
            finite(20, 10, 50, 500'000, 8),
            {"M/G/c/c, loss", "Erlang 1917, insensitive: Sevastyanov 1957", loss},
            many_servers(95, 100, 7'000'000, 30),
            general_service("Erlang-2", 0.8, 0.5, 2'500'000, 14, erlang_2_service),
            {"M/M/c/c at the loads that lose 1 %", "Erlang 1917", one_in_a_hundred},
            general_service("fixed", 0.8, 0, 2'000'000, 11, fixed_service),
            general_service("lognormal", 0.8, 0.25, 2'500'000, 12, lognormal_service),
            general_service("exponential", 0.8, 1, 3'000'000, 22,
                            [](sim::Stream& stream) { return sim::exponential(stream, 1); }),
            general_service("hyperexponential", 0.8, 4, 9'000'000, 13, hyperexponential_service),
            general_service("hyperexponential", 0.95, 4, 50'000'000, 33, hyperexponential_service)};
}

}  // namespace tools::verify
