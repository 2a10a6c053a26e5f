// The station of constant capacity: the laws of the general one, and its sample paths.
#include <algorithm>
#include <fmt/format.h>

#include "sim/queueing/fixed_station.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

// The same draws as StationaryRun: gaps and services from streams of their own, services in the
// order in which they start, which is that of arrival.
template <class Service>
Stationary run_fixed(const Setup& setup, std::int64_t customers, std::uint64_t seed,
                     Service service, bool keep_path = false) {
    sim::FixedStation station(setup.servers, setup.queue_limit, setup.patience);
    sim::Stream gaps = sim::StreamFamily(seed, 0, 0).at(0);
    sim::Stream services = sim::StreamFamily(seed, 0, 1).at(0);
    Stationary result(customers / 100);
    sim::Time now = 0;
    for (std::int64_t customer = 0; customer < customers; ++customer) {
        now += sim::from_seconds(sim::exponential(gaps, 1 / setup.arrivals_per_s));
        const auto visit =
            station.arrive(now, [&] { return sim::from_seconds(service(services)); });
        if (customer >= customers / 20) {
            const bool refused = visit.answer == sim::Arrival::refused;
            result.refused.add(refused ? 1 : 0);
            if (!refused) {
                result.delayed.add(visit.answer == sim::Arrival::queued ? 1 : 0);
                result.left.add(visit.served() ? 0 : 1);
            }
            if (visit.served()) {
                result.wait.add(sim::to_seconds(visit.start - now));
                result.sojourn.add(sim::to_seconds(visit.end - now));
            }
        }
        if (keep_path && visit.served()) {
            result.starts.emplace_back(static_cast<std::uint64_t>(customer), visit.start);
        }
    }
    return result;
}

void many_servers(Rows& rows) {
    const Stationary r = run_fixed({8, 10}, 4'500'000, 23, exponential_service(1));
    rows.mean("share that waits", erlang_c(10, 8), r.delayed.estimate());
    rows.mean("mean wait, s", erlang_c(10, 8) / 2, r.wait.estimate());
}

void finite(Rows& rows) {
    const FiniteQueue golden(9, 1, 10, 15);
    const Stationary r = run_fixed({9, 10, 5}, 2'000'000, 24, exponential_service(1));
    rows.mean("share refused", golden.refused, r.refused.estimate());
    rows.mean("mean time in the system, s", golden.sojourn, r.sojourn.estimate());
}

void patience(Rows& rows) {
    const FixedPatience golden(12, 1, 10, 1);
    const Stationary r =
        run_fixed({12, 10, sim::kUnlimited, sim::kSecond}, 1'000'000, 25, exponential_service(1));
    rows.mean("share that waits", golden.delayed, r.delayed.estimate());
    rows.mean("share that gives up", golden.left, r.left.estimate());
}

void same_paths(Rows& rows) {
    const auto row = [&](const char* what, const Setup& setup, std::uint64_t seed) {
        const auto service = exponential_service(1);
        const auto general =
            StationaryRun<decltype(service)>(setup, 300'000, seed, service).run(true).starts;
        const auto fixed = run_fixed(setup, 300'000, seed, service, true).starts;
        rows.number(fmt::format("starts of service, {}", what), static_cast<double>(general.size()),
                    static_cast<double>(fixed.size()));
        std::size_t differ = 0;
        for (std::size_t i = 0; i < std::min(general.size(), fixed.size()); ++i) {
            differ += general[i] != fixed[i];
        }
        rows.number("those that differ", 0, static_cast<double>(differ));
    };
    row("100 servers", {95, 100}, 26);
    row("room for 20 to wait", {105, 100, 20}, 27);
    row("patience of 0.2 s", {110, 100, sim::kUnlimited, sim::kSecond / 5}, 28);
}

}  // namespace

std::vector<Experiment> fixed_station_experiments() {
    return {{"Constant capacity, M/M/10", "Erlang 1917", many_servers},
            {"Constant capacity, M/M/10/15", "birth-death equations", finite},
            {"Constant capacity, M/M/10+D", "Barrer 1957", patience},
            {"Constant capacity, sample paths", "those of the general station", same_paths}};
}

}  // namespace tools::verify
