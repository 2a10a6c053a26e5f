// Philox4x32-10, a counter-based generator: a keyed bijection of 128-bit counters whose outputs
// pass the statistical batteries (Salmon, Moraes, Dror and Shaw, SC11). It has no state, so any
// number of any stream can be had at once, in any order, on any thread. The implementation is
// Random123's.
#pragma once

#include <Random123/philox.h>
#include <cstdint>

namespace sim {

// The two 64-bit words of one output block.
struct PhiloxBlock {
    std::uint64_t first;
    std::uint64_t second;
};

inline PhiloxBlock philox(std::uint64_t counter_low, std::uint64_t counter_high,
                          std::uint64_t key) {
    using Generator = r123::Philox4x32_R<10>;
    const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
    const auto high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
    const auto join = [](std::uint32_t lower, std::uint32_t upper) {
        return static_cast<std::uint64_t>(upper) << 32 | lower;
    };
    const Generator::ctr_type counter{
        {low(counter_low), high(counter_low), low(counter_high), high(counter_high)}};
    const Generator::key_type words{{low(key), high(key)}};
    const Generator::ctr_type out = Generator{}(counter, words);
    return {join(out[0], out[1]), join(out[2], out[3])};
}

}  // namespace sim
