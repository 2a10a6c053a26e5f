// Random variates drawn from an addressed stream.
//
// The algorithms are Boost.Random's (ziggurat for normal and exponential; inversion and transformed
// rejection for counts) on the number type Real, so that their logarithms and exponentials have the
// same bits on every CPU. A draw takes as many words from its stream as it needs, and no
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

// Requires 0 <= mean <= 1e15.
std::int64_t poisson(Stream& stream, double mean);

// Requires n >= 0, 0 <= p <= 1.
std::int64_t binomial(Stream& stream, std::int64_t n, double p);

// Splits n among weights.size() classes: a multinomial draw by conditional binomials. out[i] gets
// the share of weights[i]; the shares sum to n exactly, and a weight of 0 gets 0. Requires
// n >= 0, out.size() == weights.size(), weights finite and not negative and, if n > 0, one of them
// positive.
void split(Stream& stream, std::int64_t n, std::span<const double> weights,
           std::span<std::int64_t> out);

}  // namespace sim
