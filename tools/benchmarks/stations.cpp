// Measures the station of constant capacity beside the general one, in one run, and prints it:
// docs/performance.md.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <stdexcept>
#include <vector>

#include "sim/kernel/event_list.hpp"
#include "sim/queueing/fixed_station.hpp"
#include "sim/queueing/station.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/stream.hpp"

namespace {

constexpr std::uint64_t kCustomers = 2'000'000;

struct Day {
    std::vector<sim::Time> arrivals;
    std::vector<sim::Duration> services;
};

// Poisson arrivals at 95 % load of `servers`, service of 1 s in the mean; drawn beforehand, so that
// the stations alone are timed.
Day day(std::int64_t servers) {
    sim::Stream gaps = sim::StreamFamily(1, 0, 0).at(0);
    sim::Stream services = sim::StreamFamily(1, 0, 1).at(0);
    Day d;
    sim::Time now = 0;
    for (std::uint64_t i = 0; i < kCustomers; ++i) {
        now += sim::from_seconds(sim::exponential(gaps, 1 / (0.95 * double(servers))));
        d.arrivals.push_back(now);
        d.services.push_back(sim::from_seconds(sim::exponential(services, 1)));
    }
    return d;
}

// Both return the sum of all starts of service, to show that they did the same.
sim::Time general(std::int64_t servers, const Day& d) {
    enum Kind : std::uint8_t { end_of_service, arrival };
    sim::Station station(servers);
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
sim::Time fixed(std::int64_t servers, const Day& d, bool ends) {
    enum Kind : std::uint8_t { end_of_service, arrival };
    sim::FixedStation station(servers);
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

template <class Run>
double ns_a_customer(sim::Time expected, Run&& run) {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        using Clock = std::chrono::steady_clock;
        const auto begin = Clock::now();
        if (run() != expected) throw std::runtime_error("the sample paths differ");
        times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    return times[2] / double(kCustomers);
}

}  // namespace

int main() {
    fmt::print("ns a customer at 95 % load, median of 5; arrivals are events throughout\n\n");
    fmt::print("{:>8} {:>8} {:>16} {:>20}\n", "servers", "general", "constant",
               "constant, ends too");
    for (const std::int64_t servers : {1, 10, 100, 1'000, 10'000, 100'000}) {
        const Day d = day(servers);
        const sim::Time sum = general(servers, d);
        const double a = ns_a_customer(sum, [&] { return general(servers, d); });
        const double b = ns_a_customer(sum, [&] { return fixed(servers, d, false); });
        const double c = ns_a_customer(sum, [&] { return fixed(servers, d, true); });
        fmt::print("{:>8} {:>8.0f} {:>8.0f} ({:.2f}x) {:>12.0f} ({:.2f}x)\n", servers, a, b, a / b,
                   c, a / c);
    }
}
