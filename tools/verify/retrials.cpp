// A server without a queue whose refused customers come back.
#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

enum class Policy { each, one_at_a_time };  // who of the orbit has a timer running

enum RetrialKind : std::uint8_t { kFromOutside, kServed, kReturns };

// M/M/1/1, mu = 1. The mean number in orbit, found by arrivals from outside.
Estimate orbit(double lambda, double theta, Policy policy, std::uint64_t customers,
               std::uint64_t seed) {
    sim::Station station(1, 0);
    sim::EventList list;
    sim::Stream gaps = sim::StreamFamily(seed, 0, 0).at(0);
    sim::Stream services = sim::StreamFamily(seed, 0, 1).at(0);
    sim::Stream returns = sim::StreamFamily(seed, 0, 2).at(0);
    std::int64_t in_orbit = 0;
    BatchMeans found(static_cast<std::int64_t>(customers / 100));
    const auto after = [&](sim::Time now, sim::Stream& stream, double mean, std::uint8_t kind,
                           std::uint64_t who) {
        const double s = sim::exponential(stream, mean);
        list.push(sim::make_event(now + sim::from_seconds(s), kind, who));
    };
    after(0, gaps, 1 / lambda, kFromOutside, 0);
    while (!list.empty()) {
        const sim::Event e = list.pop();
        const std::uint64_t who = entity_of(e);
        switch (kind_of(e)) {
            case kFromOutside:
                if (who >= customers / 20) found.add(static_cast<double>(in_orbit));
                if (who + 1 < customers) after(e.time, gaps, 1 / lambda, kFromOutside, who + 1);
                if (station.arrive(e.time, who) == sim::Arrival::served) {
                    after(e.time, services, 1, kServed, who);
                } else if (++in_orbit == 1 || policy == Policy::each) {
                    after(e.time, returns, 1 / theta, kReturns, who);
                }
                break;
            case kServed:
                station.finish(e.time, [](std::uint64_t, sim::Time) {});
                break;
            case kReturns: {
                const bool served = station.arrive(e.time, who) == sim::Arrival::served;
                if (served) {
                    --in_orbit;
                    after(e.time, services, 1, kServed, who);
                }
                // With one timer for all, `who` is only the name of its chain.
                const bool again = policy == Policy::each ? !served : in_orbit > 0;
                if (again) after(e.time, returns, 1 / theta, kReturns, who);
                break;
            }
        }
    }
    return found.estimate();
}

}  // namespace

std::vector<Experiment> retrial_experiments() {
    return {{"Retrial M/M/1/1, each on its own", "Falin and Templeton 1997",
             [](Rows& rows) {
                 rows.mean("in orbit, 0.5 erlang, 2 s", classical_orbit(0.5, 1, 0.5),
                           orbit(0.5, 0.5, Policy::each, 2'000'000, 41));
                 rows.mean("in orbit, 0.8 erlang, 5 s", classical_orbit(0.8, 1, 0.2),
                           orbit(0.8, 0.2, Policy::each, 1'500'000, 44));
                 rows.mean("in orbit, 0.8 erlang, 0.5 s", classical_orbit(0.8, 1, 2),
                           orbit(0.8, 2, Policy::each, 4'000'000, 42));
             }},
            {"Retrial M/M/1/1, the orbit as one", "Fayolle 1986", [](Rows& rows) {
                 rows.mean("in orbit, 0.5 erlang, 1/2 s", constant_orbit(0.5, 1, 2),
                           orbit(0.5, 2, Policy::one_at_a_time, 3'000'000, 43));
             }}};
}

}  // namespace tools::verify
