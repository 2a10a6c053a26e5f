// Random numbers that are addressed, not drawn from a shared stream.
//
// A StreamFamily is a key made of (seed, replication, purpose). A Stream is the sequence of words
// at an address (entity, attempt) of a family: a pure function of the key and the address. So what
// one entity draws never depends on how much another drew, on threads or on the order of events,
// and two scenarios that differ in one thing share all other random numbers.
//
// Addresses never overlap: the Philox counter holds entity (64 bits), attempt (16) and the number
// of the block within the stream (48). Keys are 64-bit hashes of what they are made of; a family
// holds 8 bytes and a stream lives on the stack. Nothing here allocates.
#pragma once

#include <cstdint>
#include <limits>

#include "sim/random/mix.hpp"
#include "sim/random/philox.hpp"

namespace sim {

// Maps the top 53 bits of a word onto the multiples of 2^-53 in [0, 1).
constexpr double to_uniform(std::uint64_t word) {
    return static_cast<double>(word >> 11) * 0x1p-53;
}

// A UniformRandomBitGenerator: works with Boost.Random and <random>.
class Stream {
  public:
    using result_type = std::uint64_t;

    Stream(std::uint64_t key, std::uint64_t entity, std::uint16_t attempt)
        : key_(key), entity_(entity), position_(static_cast<std::uint64_t>(attempt) << 48) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    result_type operator()() {
        if (spare_ready_) {
            spare_ready_ = false;
            return spare_;
        }
        const PhiloxBlock block = philox(entity_, position_++, key_);
        spare_ = block.second;
        spare_ready_ = true;
        return block.first;
    }

    // In [0, 1), a multiple of 2^-53.
    double uniform() { return to_uniform((*this)()); }

    // In (0, 1], a multiple of 2^-53: safe for a logarithm.
    double uniform_open() { return to_uniform((*this)()) + 0x1p-53; }

  private:
    std::uint64_t key_;
    std::uint64_t entity_;
    std::uint64_t position_;  // attempt in the top 16 bits, the next block below
    std::uint64_t spare_ = 0;
    bool spare_ready_ = false;
};

class StreamFamily {
  public:
    StreamFamily(std::uint64_t seed, std::uint32_t replication, std::uint32_t purpose)
        : key_(mix64(seed, static_cast<std::uint64_t>(replication) << 32 | purpose)) {}

    // The family of one part (a source, a shard) of this family's purpose, for those whose entity
    // takes all 64 bits of the address.
    StreamFamily part(std::uint64_t index) const { return StreamFamily(mix64(key_, index)); }

    Stream at(std::uint64_t entity, std::uint16_t attempt = 0) const {
        return Stream(key_, entity, attempt);
    }

    // The first word of at(entity, attempt), for those who need one draw.
    std::uint64_t bits(std::uint64_t entity, std::uint16_t attempt = 0) const {
        return philox(entity, static_cast<std::uint64_t>(attempt) << 48, key_).first;
    }

    // The first uniform() of at(entity, attempt).
    double uniform(std::uint64_t entity, std::uint16_t attempt = 0) const {
        return to_uniform(bits(entity, attempt));
    }

    // What the generator is keyed with.
    std::uint64_t key() const { return key_; }

  private:
    explicit StreamFamily(std::uint64_t key) : key_(key) {}

    std::uint64_t key_;
};

}  // namespace sim
