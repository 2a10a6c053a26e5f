// A stream whose words are computed many at a time: for one entity that draws all the time, such as
// the source of a queue. The words are those of Stream at the same address, at a third of the
// price; a Stream on the stack is better for the few draws of one of many entities, because a block
// costs 64 of them.
//
// Invariant: next() and exponentials() give what a Stream would give, whatever the mix of calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "sim/random/stream.hpp"

namespace sim {

// A UniformRandomBitGenerator, 536 bytes of plain data.
class BlockStream {
  public:
    using result_type = std::uint64_t;

    explicit BlockStream(const StreamFamily& family, std::uint64_t entity,
                         std::uint16_t attempt = 0)
        : key_(family.key()),
          entity_(entity),
          position_(static_cast<std::uint64_t>(attempt) << 48) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    result_type operator()() {
        if (at_ == kWords) refill();
        return words_[at_++];
    }

    // Fills `out` with exponential variates of mean 1: those of sim::exponential() from here on.
    void exponentials(std::span<double> out);

  private:
    static constexpr std::size_t kWords = 64;

    void refill();

    std::uint64_t key_;
    std::uint64_t entity_;
    std::uint64_t position_;  // of the next block of the generator, as in Stream
    std::size_t at_ = kWords;
    std::array<std::uint64_t, kWords> words_{};
};

}  // namespace sim
