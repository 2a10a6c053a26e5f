#include "sim/random/distributions.hpp"

#include <algorithm>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <cassert>
#include <cstddef>

#include "sim/random/double_double.hpp"
#include "sim/random/math.hpp"
#include "sim/random/mix.hpp"
#include "sim/random/real.hpp"

namespace sim {

double exponential(Stream& stream, double mean) {
    return mean * static_cast<double>(boost::random::exponential_distribution<Real>()(stream));
}

double normal(Stream& stream) {
    return static_cast<double>(boost::random::normal_distribution<Real>()(stream));
}

double lognormal(Stream& stream, double median, double sigma) {
    return median * math::exp(sigma * normal(stream));
}

std::int64_t poisson(Stream& stream, double mean) {
    if (mean <= 0.0) return 0;
    return boost::random::poisson_distribution<std::int64_t, Real>(mean)(stream);
}

std::int64_t binomial(Stream& stream, std::int64_t n, double p) {
    if (n == 0 || p <= 0.0) return 0;
    if (p >= 1.0) return n;
    return boost::random::binomial_distribution<std::int64_t, Real>(n, p)(stream);
}

void split(Stream& stream, std::int64_t n, std::span<const double> weights,
           std::span<std::int64_t> out) {
    assert(weights.size() == out.size());
    // The weight still to come is kept to twice the precision of a double: after a dominant weight,
    // a plain difference would leave nothing but rounding for the light ones behind it.
    math::DoubleDouble rest{0.0, 0.0};
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        assert(weights[i] >= 0.0 && weights[i] < math::kInfinity);
        rest = rest + math::DoubleDouble{weights[i], 0.0};
        if (weights[i] > 0.0) last = i;
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        out[i] = i == last ? n : binomial(stream, n, std::min(1.0, weights[i] / rest.hi));
        n -= out[i];
        rest = rest + math::DoubleDouble{-weights[i], 0.0};
    }
}

}  // namespace sim
