// A delay for cohorts: counts of exchangeable members that are all under way until a due time.
//
// A timing wheel of cohorts that also knows how many members it holds. Due times are rounded up to
// whole slots of the wheel.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "sim/queueing/timing_wheel.hpp"

namespace sim {

class CohortDelay {
  public:
    // As for TimingWheel.
    CohortDelay(Duration slot, Duration horizon, Time start) : wheel_(slot, horizon, start) {}

    // Requires n >= 1. O(1).
    void add(Time due, std::uint64_t label, std::int64_t n) {
        assert(n >= 1);
        members_ += n;
        wheel_.add(due, {label, n});
    }

    // Calls arrive(label, n) for all that are due by `now`, in the order of the wheel.
    template <class Arrive>
    void advance(Time now, Arrive&& arrive) {
        wheel_.advance(now, [&](Time, const Cohort& c) {
            members_ -= c.n;
            arrive(c.label, c.n);
        });
    }

    // Calls piece(label, n) for every cohort under way, in no particular order.
    template <class Piece>
    void for_each(Piece&& piece) const {
        wheel_.for_each([&](const Cohort& c) { piece(c.label, c.n); });
    }

    std::int64_t members() const { return members_; }
    std::size_t memory_bytes() const { return wheel_.memory_bytes(); }

  private:
    struct Cohort {
        std::uint64_t label;
        std::int64_t n;
    };

    TimingWheel<Cohort> wheel_;
    std::int64_t members_ = 0;
};

}  // namespace sim
