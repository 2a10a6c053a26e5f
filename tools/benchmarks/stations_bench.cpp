// The station of constant capacity beside the general one on one sequence of customers: M/M/c at
// 95 % load, arrivals are events throughout. All three must give the same sample path.

#include <benchmark/benchmark.h>
#include <memory>
#include <vector>

#include "sim/kernel/event_list.hpp"
#include "sim/queueing/fixed_station.hpp"
#include "sim/queueing/station.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/stream.hpp"

#include "tools/benchmarks/benchmarks.hpp"

namespace tools {
namespace {

constexpr std::uint64_t kCustomers = 1'000'000;

// Service of 1 s in the mean; drawn beforehand, so that the stations alone are timed.
struct Customers {
    explicit Customers(std::int64_t c) : servers(c) {
        sim::Stream gaps = sim::StreamFamily(1, 0, 0).at(0);
        sim::Stream service = sim::StreamFamily(1, 0, 1).at(0);
        sim::Time now = 0;
        for (std::uint64_t i = 0; i < kCustomers; ++i) {
            const double gap = sim::exponential(gaps, 1 / (0.95 * static_cast<double>(c)));
            now += sim::from_seconds(gap);
            arrivals.push_back(now);
            services.push_back(sim::from_seconds(sim::exponential(service, 1)));
        }
    }

    std::int64_t servers;
    std::vector<sim::Time> arrivals;
    std::vector<sim::Duration> services;
};

enum Kind : std::uint8_t { end_of_service, arrival };

// Both return the sum of all starts of service, to show that they did the same.
sim::Time general(const Customers& d) {
    sim::Station station(d.servers);
    sim::EventList list;
    sim::Time now = 0;
    sim::Time sum = 0;
    const auto start = [&](std::uint64_t who, sim::Time) {
        sum += now % sim::kSecond;
        list.push(sim::make_event(now + d.services[who], end_of_service, who));
    };
    list.push(sim::make_event(d.arrivals[0], arrival, 0));
    while (!list.empty()) {
        const sim::Event e = list.pop();
        now = e.time;
        if (sim::kind_of(e) == end_of_service) {
            station.finish(now, start);
            continue;
        }
        const std::uint64_t who = sim::entity_of(e);
        if (who + 1 < kCustomers) list.push(sim::make_event(d.arrivals[who + 1], arrival, who + 1));
        if (station.arrive(now, who) == sim::Arrival::served) start(who, now);
    }
    return sum;
}

// The end of a service is an event here too where `ends`: something comes of it.
sim::Time constant(const Customers& d, bool ends) {
    sim::FixedStation station(d.servers);
    sim::EventList list;
    sim::Time sum = 0;
    list.push(sim::make_event(d.arrivals[0], arrival, 0));
    while (!list.empty()) {
        const sim::Event e = list.pop();
        if (sim::kind_of(e) == end_of_service) continue;
        const std::uint64_t who = sim::entity_of(e);
        if (who + 1 < kCustomers) list.push(sim::make_event(d.arrivals[who + 1], arrival, who + 1));
        const auto visit = station.arrive(e.time, [&] { return d.services[who]; });
        sum += visit.start % sim::kSecond;
        if (ends) list.push(sim::make_event(visit.end, end_of_service, who));
    }
    return sum;
}

std::weak_ptr<Customers> customers_of_all;

template <class Run>
void run_station(benchmark::State& state, Run run) {
    const std::int64_t servers = state.range(0);
    const auto customers = prepared(
        customers_of_all, [servers](const Customers& c) { return c.servers == servers; },
        [servers] { return std::make_shared<Customers>(servers); });
    const sim::Time expected = general(*customers);
    for (auto _ : state) {
        if (run(*customers) != expected) state.SkipWithError("the sample paths differ");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCustomers));
}

template <class Run>
void register_station(const char* name, Run run) {
    auto* benchmark = benchmark::RegisterBenchmark(
        name, [run](benchmark::State& state) { run_station(state, run); });
    for (const std::int64_t servers : {1, 10, 100, 1'000, 10'000, 100'000}) benchmark->Arg(servers);
    benchmark->Unit(benchmark::kMillisecond);
}

}  // namespace

void register_stations() {
    register_station("stations/general", general);
    register_station("stations/constant", [](const Customers& c) { return constant(c, false); });
    register_station("stations/constant_ends_too",
                     [](const Customers& c) { return constant(c, true); });
}

}  // namespace tools
