// A station: many servers, one queue, first come first served.
//
// The station decides who is served and when; it knows neither events nor service times. Whoever is
// told to start schedules the end of that service and calls finish() when it comes. Capacity may
// change at any time (faults, schedules, scaling), the queue may be finite, and the customers may
// have patience: one span for all, after which those still waiting leave unserved.
//
//     switch (station.arrive(now, customer)) {
//         case Arrival::served:  schedule the end of service; break;
//         case Arrival::queued:  break;  // start() will be called for this customer, or leave()
//         case Arrival::refused: break;  // the station has forgotten it
//     }
//
// Patience is handled in one of two ways. Lazily: impatient customers are found out when a server
// frees; that costs no events, and their leaving lies in the past, at arrived + patience. With a
// timer: an event at next_leave() calls expire(), so that leaving happens on time; its kind should
// come after the end of service, since at the very instant arrived + patience a free server still
// takes the customer. Then both ways serve the same customers at the same times.
//
// Invariants, outside of a call
//   1. waiting() > 0 implies in_service() >= servers(): no server idles while somebody waits.
//   2. in_service() > servers() only after capacity fell; nobody is interrupted, nobody starts.
//   3. waiting() <= queue_limit().
//   4. Every queued customer is reported once, to start() or to leave(), in order of arrival.
//
// Requirements: `now` never goes back; patience is at least 0, or kNever; callbacks do not call the
// station that calls them. Nothing allocates once the queue has reached its largest length. Each
// call is O(1) and O(1) more for each customer that it reports.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "sim/kernel/time.hpp"
#include "sim/queueing/ring.hpp"

namespace sim {

// As many servers, or as much room, as anyone asks for.
inline constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

enum class Arrival { served, queued, refused };

class Station {
  public:
    // `queue_limit` counts those waiting, not those in service; 0 makes a loss system.
    // Throws std::invalid_argument, naming the values, if one of them is negative.
    explicit Station(std::int64_t servers, std::int64_t queue_limit = kUnlimited);

    // A customer comes. Those whose patience has run out hold their places until a call that is
    // told the patience: with a finite queue use the form below, or a timer.
    Arrival arrive(Time now, std::uint64_t customer) {
        if (in_service_ < servers_) {
            ++in_service_;
            return Arrival::served;
        }
        if (waiting() >= queue_limit_) return Arrival::refused;
        assert(queue_.empty() || queue_.back().arrived <= now);
        queue_.push_back({customer, now});
        return Arrival::queued;
    }

    // The same, after those who have left made room; leave as in expire().
    template <class Leave>
    Arrival arrive(Time now, std::uint64_t customer, Duration patience, Leave&& leave) {
        while (!queue_.empty() && waited_longer(now, patience)) pop_to(leave);
        return arrive(now, customer);
    }

    // One service ended. Calls start(customer, arrived) for each waiting customer that a free
    // server takes, and leave(customer, arrived) for each found to have waited longer than
    // `patience`: it left at arrived + patience. Requires in_service() > 0.
    template <class Start, class Leave>
    void finish(Time now, Duration patience, Start&& start, Leave&& leave) {
        assert(in_service_ > 0);
        --in_service_;
        fill(now, patience, start, leave);
    }

    // The same where everybody waits for ever.
    template <class Start>
    void finish(Time now, Start&& start) {
        finish(now, kNever, start, [](std::uint64_t, Time) {});
    }

    // Changes the capacity; callbacks as in finish(). Throws std::invalid_argument if negative.
    template <class Start, class Leave>
    void set_servers(Time now, std::int64_t servers, Duration patience, Start&& start,
                     Leave&& leave) {
        servers_ = checked_servers(servers);
        fill(now, patience, start, leave);
    }

    // For timers: calls leave(customer, arrived) for each that has waited `patience` or longer.
    template <class Leave>
    void expire(Time now, Duration patience, Leave&& leave) {
        while (next_leave(patience) <= now) pop_to(leave);
    }

    // When the first in the queue will have had enough; kNever if nobody will. With patience other
    // than kNever it requires now + patience to be a Time.
    Time next_leave(Duration patience) const {
        if (queue_.empty() || patience == kNever) return kNever;
        return queue_.front().arrived + patience;
    }

    std::int64_t waiting() const { return static_cast<std::int64_t>(queue_.size()); }
    std::int64_t in_service() const { return in_service_; }
    std::int64_t servers() const { return servers_; }
    std::int64_t queue_limit() const { return queue_limit_; }
    std::size_t memory_bytes() const { return queue_.memory_bytes(); }

  private:
    struct Waiting {
        std::uint64_t customer;
        Time arrived;
    };
    static_assert(sizeof(Waiting) == 16);

    static std::int64_t checked_servers(std::int64_t servers);

    bool waited_longer(Time now, Duration patience) const {
        return now - queue_.front().arrived > patience;
    }

    template <class Report>
    void pop_to(Report& report) {
        const Waiting first = queue_.front();
        queue_.pop_front();
        report(first.customer, first.arrived);
    }

    template <class Start, class Leave>
    void fill(Time now, Duration patience, Start& start, Leave& leave) {
        while (in_service_ < servers_ && !queue_.empty()) {
            if (waited_longer(now, patience)) {
                pop_to(leave);
            } else {
                ++in_service_;
                pop_to(start);
            }
        }
    }

    Ring<Waiting> queue_;
    std::int64_t servers_;
    std::int64_t queue_limit_;
    std::int64_t in_service_ = 0;
};

}  // namespace sim
