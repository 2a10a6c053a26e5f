#include "sim/random/philox_blocks.hpp"

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace sim::detail {
namespace {

// The four 32-bit words of a counter are kept in the low halves of 64-bit lanes, two counters in a
// register; the upper halves hold rubbish that no multiplication reads.
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

constexpr std::size_t kPairs = kBlocksAtOnce / 2;
constexpr std::size_t kQuads = kBlocksAtOnce / 4;
constexpr std::uint64_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;

}  // namespace

void philox_by_128_bits(std::uint64_t entity, std::uint64_t position, std::uint64_t key,
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

#ifdef __SSE2__

[[gnu::target("avx2")]] void philox_by_256_bits(std::uint64_t entity, std::uint64_t position,
                                                std::uint64_t key, std::uint64_t* out) {
    __m256i x0[kQuads], x1[kQuads], x2[kQuads], x3[kQuads];
#pragma GCC unroll 2
    for (std::size_t i = 0; i < kQuads; ++i) {
        x0[i] = _mm256_set1_epi64x(static_cast<long long>(entity));
        x1[i] = _mm256_srli_epi64(x0[i], 32);
        const std::uint64_t first = position + 4 * i;
        x2[i] = _mm256_add_epi64(_mm256_set1_epi64x(static_cast<long long>(first)),
                                 _mm256_set_epi64x(3, 2, 1, 0));
        x3[i] = _mm256_srli_epi64(x2[i], 32);
    }
    const __m256i m0 = _mm256_set1_epi64x(static_cast<long long>(kMultiplier0)),
                  m1 = _mm256_set1_epi64x(static_cast<long long>(kMultiplier1));
    auto k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round, k0 += kWeyl0, k1 += kWeyl1) {
        const __m256i key0 = _mm256_set1_epi64x(static_cast<long long>(k0)),
                      key1 = _mm256_set1_epi64x(static_cast<long long>(k1));
#pragma GCC unroll 2
        for (std::size_t i = 0; i < kQuads; ++i) {
            const __m256i p0 = _mm256_mul_epu32(x0[i], m0), p1 = _mm256_mul_epu32(x2[i], m1);
            x0[i] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p1, 32), x1[i]), key0);
            x1[i] = p1;
            x2[i] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p0, 32), x3[i]), key1);
            x3[i] = p0;
        }
    }
    const __m256i low = _mm256_set1_epi64x(static_cast<long long>(0xFFFFFFFF));
#pragma GCC unroll 2
    for (std::size_t i = 0; i < kQuads; ++i) {
        const __m256i first =
            _mm256_or_si256(_mm256_and_si256(x0[i], low), _mm256_slli_epi64(x1[i], 32));
        const __m256i second =
            _mm256_or_si256(_mm256_and_si256(x2[i], low), _mm256_slli_epi64(x3[i], 32));
        const __m256i even = _mm256_unpacklo_epi64(first, second);  // counters 0 and 2
        const __m256i odd = _mm256_unpackhi_epi64(first, second);   // 1 and 3
        auto* const to = reinterpret_cast<__m256i*>(out + 8 * i);
        _mm256_storeu_si256(to, _mm256_permute2x128_si256(even, odd, 0x20));
        _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(even, odd, 0x31));
    }
}

bool has_256_bits() {
    return __builtin_cpu_supports("avx2") != 0;
}

#else

void philox_by_256_bits(std::uint64_t entity, std::uint64_t position, std::uint64_t key,
                        std::uint64_t* out) {
    philox_by_128_bits(entity, position, key, out);
}

bool has_256_bits() {
    return false;
}

#endif

}  // namespace sim::detail
