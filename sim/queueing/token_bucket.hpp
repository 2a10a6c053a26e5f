// A token bucket: admits what keeps within a rate, and bursts of a stated size above it.
//
// Tokens flow in continuously at num/den a second until the bucket holds `burst`; each admission
// takes some out. It starts full. Arithmetic is exact: the level is an integer in units of
// token / (den * 10^9), of which one nanosecond brings exactly `num`, so no sequence of calls ever
// gains or loses a token by rounding.
//
// Invariant: 0 <= level <= burst.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>

#include "sim/kernel/time.hpp"

namespace sim {

class TokenBucket {
  public:
    struct Rate {  // num / den tokens a second
        std::int64_t num;
        std::int64_t den = 1;
    };

    // Largest product of burst and denominator, for which the level fits 63 bits.
    static constexpr std::int64_t kMostFractions =
        std::numeric_limits<std::int64_t>::max() / kSecond;

    // Requires rate.num >= 0, rate.den >= 1, burst >= 1 and, with the fraction reduced,
    // burst * den <= kMostFractions; throws std::invalid_argument,
    // naming the values, otherwise. The rate itself may be any 64-bit number.
    TokenBucket(Rate rate, std::int64_t burst);

    // Takes n tokens if there are n, else none. Requires n >= 0 and that `now` never goes back.
    bool take(Time now, std::int64_t n = 1) {
        assert(n >= 0);
        refill(now);
        const Wide price = Wide{n} * token_;
        if (price > level_) return false;
        level_ -= static_cast<std::int64_t>(price);
        return true;
    }

    // Whole tokens in the bucket. Requires `now` not to lie before the last take.
    std::int64_t level(Time now) const { return units_at(now) / token_; }

    std::int64_t burst() const { return full_ / token_; }

  private:
    __extension__ using Wide = __int128;

    // The product of any 64-bit rate and any two times fits, and so does a level added to it.
    std::int64_t units_at(Time now) const {
        assert(now >= last_);
        const Wide gained = (Wide{now} - last_) * per_ns_;
        return static_cast<std::int64_t>(std::min(Wide{full_}, level_ + gained));
    }

    void refill(Time now) {
        level_ = units_at(now);
        last_ = now;
    }

    std::int64_t per_ns_;  // units that a nanosecond brings
    std::int64_t token_;   // units in a token
    std::int64_t full_;    // units in a full bucket
    std::int64_t level_;   // units at last_
    Time last_ = std::numeric_limits<Time>::min();
};

}  // namespace sim
