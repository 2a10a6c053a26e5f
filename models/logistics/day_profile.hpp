// How the work of a day is spread over its ticks: shares that add up to 1, the same every day.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/kernel/time.hpp"

#include "models/logistics/params.hpp"

namespace models {

class DayProfile {
  public:
    // Requires that the tick divides an hour.
    //
    // From relative rates of the 24 hours. Requires 24 rates, none negative, not all 0.
    DayProfile(sim::Duration tick, const std::vector<double>& hours);
    // From people who begin and end at times that are uniform in two intervals of the day, each
    // with the same pace while at work.
    DayProfile(sim::Duration tick, const ShiftEdge& begin, const ShiftEdge& end);

    // Share of the tick that begins at t; origin is a midnight. O(1).
    double at(sim::Time t) const {
        const sim::Duration of_day = ((t % sim::kDay) + sim::kDay) % sim::kDay;
        return shares_[static_cast<std::size_t>(of_day / tick_)];
    }

  private:
    void normalise();

    sim::Duration tick_;
    std::vector<double> shares_;  // by tick of the day
};

}  // namespace models
