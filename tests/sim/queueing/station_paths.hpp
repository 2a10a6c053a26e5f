// What becomes of a list of customers at either kind of station.
#pragma once

#include <cstdint>
#include <ostream>
#include <vector>

#include "sim/kernel/event_list.hpp"
#include "sim/queueing/fixed_station.hpp"
#include "sim/queueing/station.hpp"

namespace station_paths {

struct Customer {
    sim::Time arrives;  // ascending
    sim::Duration service;
};

struct Sizes {
    std::int64_t servers = 1;
    std::int64_t queue_limit = sim::kUnlimited;
    sim::Duration patience = sim::kNever;
};

struct Fate {
    sim::Arrival answer = sim::Arrival::refused;
    bool served = false;
    sim::Time until = 0;          // start of service, or the end of patience, or the arrival
    std::int64_t waiting = 0;     // found on arrival
    std::int64_t in_service = 0;  // the same

    friend bool operator==(const Fate&, const Fate&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Fate& f) {
        return out << "{answer " << static_cast<int>(f.answer) << ", served " << f.served
                   << ", until " << f.until << ", found " << f.waiting << " + " << f.in_service
                   << '}';
    }
};

// Through sim::Station: an event for each arrival and each end of service, ends first.
struct General {
    static std::vector<Fate> run(const Sizes& sizes, const std::vector<Customer>& customers) {
        enum Kind : std::uint8_t { end_of_service, arrival };
        std::vector<Fate> fates(customers.size());
        sim::Station station(sizes.servers, sizes.queue_limit);
        sim::EventList list;
        // One at a time: those of the same instant come in the order of the list.
        const auto next_arrival = [&](std::size_t i) {
            if (i < customers.size()) list.push(sim::make_event(customers[i].arrives, arrival, i));
        };
        next_arrival(0);
        sim::Time now = 0;
        const auto start = [&](std::uint64_t who, sim::Time) {
            fates[who].served = true;
            fates[who].until = now;
            list.push(sim::make_event(now + customers[who].service, end_of_service, who));
        };
        const auto leave = [&](std::uint64_t who, sim::Time arrived) {
            fates[who].until = arrived + sizes.patience;
        };
        while (!list.empty()) {
            const sim::Event e = list.pop();
            now = e.time;
            if (kind_of(e) == end_of_service) {
                station.finish(now, sizes.patience, start, leave);
                continue;
            }
            const std::uint64_t who = entity_of(e);
            Fate& fate = fates[who];
            fate.answer = station.arrive(now, who, sizes.patience, leave);
            fate.waiting = station.waiting() - (fate.answer == sim::Arrival::queued ? 1 : 0);
            fate.in_service = station.in_service() - (fate.answer == sim::Arrival::served ? 1 : 0);
            fate.until = now;
            if (fate.answer == sim::Arrival::served) start(who, now);
            next_arrival(who + 1);
        }
        return fates;
    }
};

// Through sim::FixedStation: a call for each arrival.
struct Fixed {
    static std::vector<Fate> run(const Sizes& sizes, const std::vector<Customer>& customers) {
        std::vector<Fate> fates;
        sim::FixedStation station(sizes.servers, sizes.queue_limit, sizes.patience);
        for (const Customer& c : customers) {
            Fate fate;
            fate.waiting = station.waiting(c.arrives);
            fate.in_service = station.in_service(c.arrives);
            const auto visit = station.arrive(c.arrives, [&] { return c.service; });
            fate.answer = visit.answer;
            fate.served = visit.served();
            fate.until = visit.start;
            fates.push_back(fate);
        }
        return fates;
    }
};

}  // namespace station_paths
