// The fluid day beside the published one: a row a milestone, and the targets that the page has to
// meet.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "tools/fluid/day.hpp"

namespace tools::fluid {

// Years whose GMV milestones are fitted and scored; 2017 has none, but its payments size the
// payment stage.
inline constexpr std::array<int, 3> kScoredYears{2019, 2018, 2016};

enum class Metric { gmv, gate_burst, delivery_orders, payments_peak, payments };

struct Comparison {
    int year;
    Metric metric;
    double at;  // s after 00:00, 0 for a peak
    double published;
    double fluid;
    double error() const { return fluid / published - 1; }
};

// One row a published figure of that year, in the order of Metric, then of the record. gate_burst
// is the GMV between the gate and the last milestone of its first five minutes; it is derived from
// two milestones and exists in 2019 only.
std::vector<Comparison> compare(const YearRecord& year, const Day& day);

struct Errors {
    double
        median;  // of absolute errors; the mean of the two in the middle if they are even in number
    double worst;
    std::size_t milestones;
};
// Of the GMV milestones of kScoredYears among the rows; at least one is required.
Errors gmv_errors(const std::vector<Comparison>& rows);

struct Target {
    std::string claim;
    double value;
    double low;  // it holds if low <= value <= high
    double high;
    bool holds() const { return low <= value && value <= high; }
};

// What the day of 2019 must show besides its milestones. Requires the record of 2019.
std::vector<Target> targets_2019(const YearRecord& year, const Day& day);

// GMV rate from one hour to another over the mean rate of the day.
double relative_rate(const Day& day, double from_h, double until_h);
// Longest run of seconds on end in which the payment rate is at least `level` times its maximum.
int plateau_seconds(const Day& day, double level);
// Largest payment rate of a second.
double payments_peak(const Day& day);

}  // namespace tools::fluid
