// Random variates drawn from an addressed stream.
//
// The algorithms are Boost.Random's (ziggurat for normal and exponential; transformed rejection for
// counts, W. Hormann 1993) on the number type Real, so that their logarithms and exponentials have the
// same bits on every CPU; small counts come by inversion.hpp. A draw takes as many words from its stream as it needs, and no
// distribution object outlives it: what one draw leaves behind cannot reach another.
//
// Where two scenarios must share their randomness although a rate differs, take the quantiles of
// quantile.hpp at one addressed uniform instead.
#pragma once

#include <cstdint>
#include <span>

#include "sim/random/quantile.hpp"
#include "sim/random/stream.hpp"

namespace sim {

// Requires mean >= 0.
double exponential(Stream& stream, double mean);

// Mean 0, standard deviation 1.
double normal(Stream& stream);

// median * exp(sigma Z). Requires median >= 0, sigma >= 0; the mean is median * exp(sigma^2 / 2).
double lognormal(Stream& stream, double median, double sigma);

// Requires 0 <= mean <= 1e14; beyond, a double cannot tell the counts around the mean apart.
std::int64_t poisson(Stream& stream, double mean);

// Requires 0 <= p <= 1, which may be far below the last bit of 1, and 0 <= n <= 1e12, or 1e18 where
// the rarer outcome has a mean below 11.
std::int64_t binomial(Stream& stream, std::int64_t n, double p);

// Splits n among weights.size() classes: a multinomial draw by conditional binomials. out[i] gets
// the share of weights[i]; the shares sum to n exactly, and a weight of 0 gets 0. Requires
// n >= 0, out.size() == weights.size(), weights finite and not negative and, if n > 0, one of them
// positive.
void split(Stream& stream, std::int64_t n, std::span<const double> weights,
           std::span<std::int64_t> out);

}  // namespace sim
