#include "sim/random/block_stream.hpp"

#include <boost/random/exponential_distribution.hpp>

#include "sim/random/real.hpp"

namespace sim {
namespace {

// Philox4x32-10 on `kLanes` successive counters at once. The four 32-bit words of a counter are
// kept in the low halves of 64-bit lanes; their upper halves hold rubbish that no multiplication
// reads. Written as plain loops over lanes, which compilers turn into SIMD: 128 bits are enough, so
// this is not left to what the CPU has.
constexpr std::size_t kLanes = 8;
using Lanes = std::array<std::uint64_t, kLanes>;

constexpr std::uint64_t kLow = 0xFFFFFFFF;
constexpr std::uint64_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;

// out[2 i], out[2 i + 1] are the words of philox(entity, position + i, key).
void philox_lanes(std::uint64_t entity, std::uint64_t position, std::uint64_t key,
                  std::uint64_t* out) {
    Lanes x0, x1, x2, x3;
    for (std::size_t i = 0; i < kLanes; ++i) {
        x0[i] = entity & kLow;
        x1[i] = entity >> 32;
        x2[i] = (position + i) & kLow;
        x3[i] = (position + i) >> 32;
    }
    auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round, k0 += kWeyl0, k1 += kWeyl1) {
        const std::uint64_t key0 = k0, key1 = k1;
        for (std::size_t i = 0; i < kLanes; ++i) {
            const std::uint64_t p0 = (x0[i] & kLow) * kMultiplier0;
            const std::uint64_t p1 = (x2[i] & kLow) * kMultiplier1;
            x0[i] = (p1 >> 32) ^ x1[i] ^ key0;
            x1[i] = p1;
            x2[i] = (p0 >> 32) ^ x3[i] ^ key1;
            x3[i] = p0;
        }
    }
    for (std::size_t i = 0; i < kLanes; ++i) {
        out[2 * i] = (x0[i] & kLow) | x1[i] << 32;
        out[2 * i + 1] = (x2[i] & kLow) | x3[i] << 32;
    }
}

}  // namespace

void BlockStream::refill() {
    static_assert(kWords % (2 * kLanes) == 0);
    for (std::size_t at = 0; at < kWords; at += 2 * kLanes, position_ += kLanes) {
        philox_lanes(entity_, position_, key_, &words_[at]);
    }
    at_ = 0;
}

void BlockStream::exponentials(std::span<double> out) {
    boost::random::exponential_distribution<Real> draw;
    for (double& x : out) x = static_cast<double>(draw(*this));
}

}  // namespace sim
