#include "models/logistics/day_profile.hpp"

#include <algorithm>
#include <numeric>

namespace models {
namespace {

// The part of the people whose edge of the shift lies before t.
double passed(const ShiftEdge& edge, sim::Duration t) {
    if (t < edge.first) return 0;
    if (t >= edge.last) return 1;
    return static_cast<double>(t - edge.first) / static_cast<double>(edge.last - edge.first);
}

}  // namespace

DayProfile::DayProfile(sim::Duration tick, const std::vector<double>& hours) : tick_(tick) {
    for (sim::Duration t = 0; t < sim::kDay; t += tick) {
        shares_.push_back(hours[static_cast<std::size_t>(t / sim::kHour)]);
    }
    normalise();
}

// The middle of a tick stands for it.
DayProfile::DayProfile(sim::Duration tick, const ShiftEdge& begin, const ShiftEdge& end)
    : tick_(tick) {
    for (sim::Duration t = tick / 2; t < sim::kDay; t += tick) {
        shares_.push_back(std::max(0.0, passed(begin, t) - passed(end, t)));
    }
    normalise();
}

void DayProfile::normalise() {
    const double sum = std::accumulate(shares_.begin(), shares_.end(), 0.0);
    for (double& share : shares_) share /= sum;
}

}  // namespace models
