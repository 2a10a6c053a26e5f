// The payment capacity of 2019, which nobody published: what the other published figures allow.
#pragma once

#include <vector>

#include "tools/fluid/calibrate.hpp"

namespace tools::fluid {

// What a page has to meet: medians and worst of the GMV milestones of all scored years.
inline constexpr double kMedianTarget = 0.05;
inline constexpr double kWorstTarget = 0.20;

// A payment capacity of 2019 with the shape fitted anew around it.
struct Trial {
    double capacity;  // check-outs/s
    double orders_per_checkout;
    double cost;
    Errors errors;  // GMV milestones of all scored years
    double worst_2019;
    bool targets_hold;  // those of 2019

    bool allowed() const {
        return errors.median <= kMedianTarget && errors.worst <= kWorstTarget && targets_hold;
    }
};

// Refits the shape with this capacity for 2019. Requires the records of kScoredYears. Costs as much
// as a calibration.
Trial try_capacity(double capacity, const Shape& start, const std::vector<YearRecord>& years);

// The capacity of a year with `orders_peak` if the share of payments to orders had gone on growing
// from `earlier` to `later` as before; and if it had stayed that of `later`.
double extrapolated(const Peaks& earlier, const Peaks& later, double orders_peak);
double proportional(const Peaks& later, double orders_peak);

}  // namespace tools::fluid
