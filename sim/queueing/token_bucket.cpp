#include "sim/queueing/token_bucket.hpp"

#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace sim {

TokenBucket::TokenBucket(Rate rate, std::int64_t burst) {
    if (rate.num < 0 || rate.den < 1 || burst < 1) {
        throw std::invalid_argument(
            fmt::format("token bucket: needs a rate of 0 or more and a burst of 1 or more, not "
                        "{}/{} tokens a second and {} tokens",
                        rate.num, rate.den, burst));
    }
    const std::int64_t common = std::gcd(rate.num, rate.den);
    const std::int64_t den = rate.den / common;
    if (den > kMostFractions / burst) {
        throw std::invalid_argument(
            fmt::format("token bucket: burst times denominator must be at most {}, but the burst "
                        "is {} and the rate {}/{} tokens a second",
                        kMostFractions, burst, rate.num / common, den));
    }
    per_ns_ = rate.num / common;
    token_ = den * kSecond;
    full_ = burst * token_;
    level_ = full_;
}

}  // namespace sim
