#include "sim/random/block_stream.hpp"

#include <boost/random/exponential_distribution.hpp>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "sim/random/real.hpp"

namespace sim {
namespace {

// Philox4x32-10 on successive counters at once, two in a register. The four 32-bit words of a
// counter are kept in the low halves of 64-bit lanes; the upper halves hold rubbish that no
// multiplication reads. 128 bits are what every x86-64 has, so nothing depends on the CPU.
#ifdef __SSE2__
using Pair = __m128i;
Pair pair(std::uint64_t a, std::uint64_t b) {
    return _mm_set_epi64x(static_cast<long long>(b), static_cast<long long>(a));
}
Pair multiply_low(Pair a, Pair b) {
    return _mm_mul_epu32(a, b);
}
Pair high(Pair a) {
    return _mm_srli_epi64(a, 32);
}
Pair exclusive(Pair a, Pair b) {
    return _mm_xor_si128(a, b);
}
// The words of one counter and those of the next, in the order in which a Stream gives them.
void store(Pair x0, Pair x1, Pair x2, Pair x3, std::uint64_t* out) {
    const Pair low = _mm_set1_epi64x(0xFFFFFFFF);
    const Pair first = _mm_or_si128(_mm_and_si128(x0, low), _mm_slli_epi64(x1, 32));
    const Pair second = _mm_or_si128(_mm_and_si128(x2, low), _mm_slli_epi64(x3, 32));
    _mm_storeu_si128(reinterpret_cast<Pair*>(out), _mm_unpacklo_epi64(first, second));
    _mm_storeu_si128(reinterpret_cast<Pair*>(out + 2), _mm_unpackhi_epi64(first, second));
}
#else
struct Pair {
    std::uint64_t a, b;
};
Pair pair(std::uint64_t a, std::uint64_t b) {
    return {a, b};
}
Pair multiply_low(Pair x, Pair y) {
    constexpr std::uint64_t kLow = 0xFFFFFFFF;
    return {(x.a & kLow) * (y.a & kLow), (x.b & kLow) * (y.b & kLow)};
}
Pair high(Pair x) {
    return {x.a >> 32, x.b >> 32};
}
Pair exclusive(Pair x, Pair y) {
    return {x.a ^ y.a, x.b ^ y.b};
}
void store(Pair x0, Pair x1, Pair x2, Pair x3, std::uint64_t* out) {
    constexpr std::uint64_t kLow = 0xFFFFFFFF;
    out[0] = (x0.a & kLow) | x1.a << 32;
    out[1] = (x2.a & kLow) | x3.a << 32;
    out[2] = (x0.b & kLow) | x1.b << 32;
    out[3] = (x2.b & kLow) | x3.b << 32;
}
#endif

constexpr std::size_t kPairs = 4;
constexpr std::uint64_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;

// out[2 i], out[2 i + 1] are the words of philox(entity, position + i, key), for 2 kPairs i.
void philox_pairs(std::uint64_t entity, std::uint64_t position, std::uint64_t key,
                  std::uint64_t* out) {
    Pair x0[kPairs], x1[kPairs], x2[kPairs], x3[kPairs];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kPairs; ++i) {
        x0[i] = pair(entity, entity);
        x1[i] = high(x0[i]);
        x2[i] = pair(position + 2 * i, position + 2 * i + 1);
        x3[i] = high(x2[i]);
    }
    const Pair m0 = pair(kMultiplier0, kMultiplier0), m1 = pair(kMultiplier1, kMultiplier1);
    auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round, k0 += kWeyl0, k1 += kWeyl1) {
        const Pair key0 = pair(k0, k0), key1 = pair(k1, k1);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < kPairs; ++i) {
            const Pair p0 = multiply_low(x0[i], m0);
            const Pair p1 = multiply_low(x2[i], m1);
            x0[i] = exclusive(exclusive(high(p1), x1[i]), key0);
            x1[i] = p1;
            x2[i] = exclusive(exclusive(high(p0), x3[i]), key1);
            x3[i] = p0;
        }
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kPairs; ++i) store(x0[i], x1[i], x2[i], x3[i], out + 4 * i);
}

}  // namespace

void BlockStream::refill() {
    static_assert(kWords % (4 * kPairs) == 0);
    for (std::size_t at = 0; at < kWords; at += 4 * kPairs, position_ += 2 * kPairs) {
        philox_pairs(entity_, position_, key_, &words_[at]);
    }
    at_ = 0;
}

void BlockStream::exponentials(std::span<double> out) {
    boost::random::exponential_distribution<Real> draw;
    for (double& x : out) x = static_cast<double>(draw(*this));
}

}  // namespace sim
