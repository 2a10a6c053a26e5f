#include "sim/random/distributions.hpp"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "sim/random/double_double.hpp"
#include "sim/random/inversion.hpp"
#include "sim/random/math.hpp"
#include "sim/random/mix.hpp"
#include "sim/random/real.hpp"

namespace sim {
namespace {

// Boost inverts below these, too; its masses begin with pow(1 - p, n), where a small p is lost, and
// its Poisson loop does not end if u exceeds all that they sum to.
constexpr double kLeastPoisson = 10.0;
constexpr double kLeastBinomial = 11.0;

double uniform(Stream& stream) {
    return static_cast<double>(boost::random::uniform_01<Real>()(stream));
}

}  // namespace

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
    if (mean < kLeastPoisson) return inversion::poisson(mean, uniform(stream));
    return boost::random::poisson_distribution<std::int64_t, Real>(mean)(stream);
}

std::int64_t binomial(Stream& stream, std::int64_t n, double p) {
    if (n == 0 || p <= 0.0) return 0;
    if (p >= 1.0) return n;
    const double rarer = 0.5 < p ? 1.0 - p : p;
    if (std::floor((static_cast<double>(n) + 1.0) * rarer) < kLeastBinomial) {
        const std::int64_t k = inversion::binomial(n, rarer, uniform(stream));
        return 0.5 < p ? n - k : k;
    }
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
        const math::DoubleDouble behind = rest + math::DoubleDouble{-weights[i], 0.0};
        if (i == last) {
            out[i] = n;
        } else if (weights[i] == 0.0) {
            out[i] = 0;
        } else if (weights[i] > behind.hi) {
            // The probability of a dominant weight would round to 1; that of the others does not.
            out[i] = n - binomial(stream, n, behind.hi / rest.hi);
        } else {
            out[i] = binomial(stream, n, weights[i] / rest.hi);
        }
        n -= out[i];
        rest = behind;
    }
}

}  // namespace sim
