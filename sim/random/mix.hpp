// Cheap, good mixing of 64-bit words, and the wide product that maps a word onto a range.
#pragma once

#include <cstdint>

namespace sim {

// A bijection of 64-bit words in which each input bit flips each output bit with probability near
// one half: the finaliser of splitmix64 (Steele, Lea and Flood, OOPSLA 2014; constants by
// Stafford). mix64(0) is 0.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

// One word from two, sensitive to their order.
constexpr std::uint64_t mix64(std::uint64_t x, std::uint64_t y) {
    return mix64(mix64(x + 0x9e3779b97f4a7c15u) + y);
}

// The 128-bit product a * b in two words. With `a` a random word, `high` is uniform on [0, b) but
// for a bias below b / 2^64, and `low` is the fraction that remains.
struct WideProduct {
    std::uint64_t high;
    std::uint64_t low;
};

constexpr WideProduct wide_product(std::uint64_t a, std::uint64_t b) {
    __extension__ using Uint128 = unsigned __int128;
    const Uint128 product = static_cast<Uint128>(a) * b;
    return {static_cast<std::uint64_t>(product >> 64), static_cast<std::uint64_t>(product)};
}

}  // namespace sim
