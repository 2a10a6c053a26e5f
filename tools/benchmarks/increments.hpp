// Increments of the hold model (Jones 1986): how far ahead an event is pushed after it was popped.
// All have a mean of about a second; lists are not told.
#pragma once

#include <boost/random/exponential_distribution.hpp>
#include <cstdint>
#include <limits>

#include "sim/kernel/time.hpp"
#include "sim/random/mix.hpp"

namespace tools {

// A generator that costs little: a counter, mixed.
class CheapWords {
  public:
    using result_type = std::uint64_t;
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() { return sim::mix64(state_ += 0x9E3779B97F4A7C15ULL); }

    // In [0, n).
    double below(double n) { return n * 0x1p-53 * static_cast<double>((*this)() >> 11); }

  private:
    std::uint64_t state_ = 0;
};

inline double exponential(CheapWords& words) {
    return boost::random::exponential_distribution<double>()(words);
}

struct Exponential {
    static constexpr const char* kName = "exponential";
    static sim::Duration draw(CheapWords& words, sim::Time) {
        return static_cast<sim::Duration>(exponential(words) * 1e9);
    }
};

struct Uniform {
    static constexpr const char* kName = "uniform";
    static sim::Duration draw(CheapWords& words, sim::Time) {
        return static_cast<sim::Duration>(words.below(2e9));
    }
};

// Nine of ten a thousand times shorter than the tenth.
struct Bimodal {
    static constexpr const char* kName = "bimodal";
    static sim::Duration draw(CheapWords& words, sim::Time) {
        const bool near = words() % 10 < 9;
        return static_cast<sim::Duration>(words.below(near ? 20e6 : 20e9));
    }
};

// In every other tenth of a second of simulated time, increments are 122 times shorter.
struct Bursty {
    static constexpr const char* kName = "bursty";
    static sim::Duration draw(CheapWords& words, sim::Time now) {
        const bool burst = now / (sim::kSecond / 10) % 2 != 0;
        return static_cast<sim::Duration>(exponential(words) * (burst ? 2e9 / 122 : 2e9));
    }
};

}  // namespace tools
