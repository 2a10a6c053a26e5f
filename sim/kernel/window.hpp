// Windows: the stretches of simulated time that cells run without hearing from each other.
//
// A calendar gives their lengths. It is part of the scenario, never a function of load, threads or
// wall time.
#pragma once

#include <vector>

#include "sim/kernel/time.hpp"

namespace sim {

struct Window {  // [begin, end)
    Time begin = 0;
    Time end = 0;
    Duration length() const { return end - begin; }
};

// Segments of equal windows: from `from` on, windows are `length` long, until the next segment.
//
// Invariants: segments ascend; lengths are positive; each segment is a whole number of windows
// long, as is the last one up to `end()`.
class WindowCalendar {
  public:
    struct Segment {
        Time from;
        Duration length;
    };

    // Throws std::invalid_argument, naming the values, if an invariant does not hold.
    WindowCalendar(std::vector<Segment> segments, Time end);

    Time begin() const { return segments_.front().from; }
    Time end() const { return end_; }

    // The window that begins at t. Requires t to be the begin of a window; t may only grow from one
    // call to the next where `cursor` is kept, which makes a walk through all windows O(windows).
    Window starting_at(Time t, std::size_t& cursor) const;

    // True if some window ends at t.
    bool has_boundary(Time t) const;

    const std::vector<Segment>& segments() const { return segments_; }

  private:
    std::vector<Segment> segments_;
    Time end_;
};

}  // namespace sim
