// The laws that synthetic replications are drawn from.
#pragma once

#include <array>
#include <vector>

#include "sim/random/distributions.hpp"

namespace tools::statistics {

struct Law {
    const char* name;
    bool normal;
    double mean;
    double median;
    double (*draw)(sim::Stream&);
};

inline constexpr double kSqrtE = 1.6487212707001282;
inline constexpr double kLog2 = 0.6931471805599453;

// Skewness 0, 2 and 6.2.
inline constexpr std::array<Law, 3> kLaws{{
    {"normal", true, 0.0, 0.0, [](sim::Stream& s) { return sim::normal(s); }},
    {"exponential", false, 1.0, kLog2, [](sim::Stream& s) { return sim::exponential(s, 1.0); }},
    {"lognormal", false, kSqrtE, 1.0, [](sim::Stream& s) { return sim::lognormal(s, 1.0, 1.0); }},
}};

inline constexpr std::array<int, 2> kSizes{10, 30};

inline std::vector<double> sample(const Law& law, int n, sim::Stream& stream) {
    std::vector<double> values(static_cast<std::size_t>(n));
    for (double& value : values) value = law.draw(stream);
    return values;
}

}  // namespace tools::statistics
