// A station of constant capacity, first come first served: the fast path beside sim::Station.
//
// With as many servers for ever, and with services known when they are asked for, the whole visit
// of a customer is known on arrival (Kiefer and Wolfowitz 1955): service starts when the earliest
// server is free, and ends one service later. So nothing has to be told when a service ends: no
// event, no call, only a heap of the times at which servers are free.
//
//     const FixedStation::Visit visit = station.arrive(now, [&] { return service; });
//     if (visit.served()) schedule what comes at visit.end;
//
// It gives the same sample path as a Station whose calls of finish() come before the arrivals of
// the same instant and whose arrivals are told the patience (tests/sim/queueing compares them event
// for event). Use Station where capacity changes, where services are not known on arrival, or where
// somebody must learn of a departure from the queue when it happens.
//
// Invariants
//   1. No server idles while somebody waits, and services start in order of arrival.
//   2. waiting(now) <= queue_limit().
//
// Patience is one for all, so that places in the queue are given up in the order in which they were
// taken. Requirements: `now` never goes back; services are at least 0 and end before kNever.
// O(log servers) a customer; 8 bytes for each server ever used and for each place ever waited in.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/kernel/time.hpp"
#include "sim/queueing/ring.hpp"
#include "sim/queueing/station.hpp"

namespace sim {

class FixedStation {
  public:
    struct Visit {
        Arrival answer;
        Time start;  // of the service; or when the customer leaves the queue unserved, or now
        Time end;    // of the service; kNever for those who are not served

        bool served() const { return end != kNever; }
    };

    // As for Station, but requires one server at least, and a patience of at least 0, or kNever:
    // throws std::invalid_argument otherwise.
    explicit FixedStation(std::int64_t servers, std::int64_t queue_limit = kUnlimited,
                          Duration patience = kNever);

    // A customer comes. service() is called for those who will be served, and for them only.
    template <class Service>
    Visit arrive(Time now, Service&& service) {
        const bool all_used = static_cast<std::int64_t>(free_.size()) == servers_;
        const Time start = all_used ? std::max(now, earliest()) : now;
        if (start > now) {
            if (waiting(now) >= queue_limit_) return {Arrival::refused, now, kNever};
            if (start - now > patience_) {
                // At its very end a free server still takes the customer, so the place is held.
                const Time leaves = now + patience_;
                places_.push_back(leaves + 1);
                return {Arrival::queued, leaves, kNever};
            }
            places_.push_back(start);
        }
        const Time end = start + service();
        assert(end >= start);
        if (!all_used && (free_.empty() || earliest() > now)) {
            free_.push_back(end);
            std::push_heap(free_.begin(), free_.end(), std::greater<>{});
        } else {
            replace_earliest(end);
        }
        return {start > now ? Arrival::queued : Arrival::served, start, end};
    }

    // Those in the queue, with services that end now ended. O(1) amortised.
    std::int64_t waiting(Time now) {
        while (!places_.empty() && places_.front() <= now) places_.pop_front();
        return static_cast<std::int64_t>(places_.size());
    }

    // O(servers).
    std::int64_t in_service(Time now) const {
        return std::count_if(free_.begin(), free_.end(), [now](Time t) { return t > now; });
    }

    std::int64_t servers() const { return servers_; }
    std::int64_t queue_limit() const { return queue_limit_; }
    std::size_t memory_bytes() const {
        return places_.memory_bytes() + free_.capacity() * sizeof(Time);
    }

  private:
    Time earliest() const { return free_.front(); }

    // The root of the heap gets a later time and sinks: half the work of a pop and a push.
    void replace_earliest(Time end) {
        const std::size_t n = free_.size();
        std::size_t hole = 0;
        for (std::size_t child = 1; child < n; child = 2 * hole + 1) {
            if (child + 1 < n && free_[child + 1] < free_[child]) ++child;
            if (free_[child] >= end) break;
            free_[hole] = free_[child];
            hole = child;
        }
        free_[hole] = end;
    }

    std::vector<Time> free_;  // a heap, earliest first: when each server used so far is free
    Ring<Time> places_;       // when each place in the queue is given up, ascending
    std::int64_t servers_;
    std::int64_t queue_limit_;
    Duration patience_;
};

}  // namespace sim
