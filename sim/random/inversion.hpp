// Counts by adding up the masses of their law, from that of 0 on, until they exceed a uniform number
// (sequential inversion). O(count); for means of a few tens at most.
//
// Masses come from exp() and log1p() of sim/random/math.hpp: a law whose p is far below the last bit
// of 1 keeps its mean. What a uniform number leaves over after all masses that a double can tell,
// less than 1e-15, ends the sum.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "sim/random/math.hpp"

namespace sim::inversion {

// Calls next(k, mass of k - 1) for the mass of k.
template <class Next>
std::int64_t first_above(double u, double mass, Next next) {
    std::int64_t k = 0;
    while (u > mass) {
        u -= mass;
        ++k;
        const double following = next(static_cast<double>(k), mass);
        if (following < std::numeric_limits<double>::epsilon() && following < mass) break;
        mass = following;
    }
    return k;
}

// Requires 0 < mean < 700, 0 <= u < 1.
inline std::int64_t poisson(double mean, double u) {
    return first_above(u, math::exp(-mean), [mean](double k, double m) { return mean * m / k; });
}

// Requires n >= 0, 0 < p <= 1/2, n p < 700, 0 <= u < 1.
inline std::int64_t binomial(std::int64_t n, double p, double u) {
    const double odds = p / (1.0 - p);
    const double scaled = (static_cast<double>(n) + 1.0) * odds;
    const double none = math::exp(static_cast<double>(n) * math::log1p(-p));
    return std::min(
        n, first_above(u, none, [=](double k, double m) { return (scaled / k - odds) * m; }));
}

}  // namespace sim::inversion
