// The output bins: consecutive intervals [begin, end) of simulated time, fine where the day is
// fast.
//
// A calendar is a list of segments: from `from` on, bins are `bin` long, until the next segment.
//
// Invariants: there is at least one bin; bins are numbered from 0 in order of time and leave no
// gaps; every segment, and the last one up to end(), is a whole number of bins long.
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

#include "sim/kernel/time.hpp"

namespace sim {

class BinCalendar {
  public:
    struct Segment {
        Time from;
        Duration bin;
    };
    class Cursor;

    // Throws std::invalid_argument, naming the values, if an invariant cannot hold.
    BinCalendar(const std::vector<Segment>& segments, Time end);

    std::size_t count() const { return count_; }
    Time begin() const { return segments_.front().from; }
    Time end() const { return end_; }

    // Require bin < count(). O(log segments).
    Time begin(std::size_t bin) const;
    Time end(std::size_t bin) const;

    // The bin that holds t. Requires begin() <= t < end(). O(log segments).
    std::size_t index_of(Time t) const;

  private:
    struct Numbered {
        Time from;
        Time end;
        Duration bin;
        std::size_t first;  // number of its first bin
    };

    const Numbered& segment_of_bin(std::size_t bin) const;

    std::vector<Numbered> segments_;
    Time end_;
    std::size_t count_ = 0;
};

// Finds the bins of times that never go back: O(1), amortised. The calendar must outlive it.
class BinCalendar::Cursor {
  public:
    explicit Cursor(const BinCalendar& calendar)
        : calendar_(&calendar), end_(calendar.begin()), reached_(calendar.begin()) {}

    // The bin that holds t. Requires t < end() of the calendar and t not to lie before the begin of
    // the bin found last.
    std::size_t at(Time t) {
        if (t >= end_) advance(t);
        assert(t >= reached_);
        return bin_;
    }

  private:
    void advance(Time t);

    const BinCalendar* calendar_;
    std::size_t segment_ = 0;
    std::size_t bin_ = 0;
    Time end_;      // of the bin found last
    Time reached_;  // its begin
};

}  // namespace sim
