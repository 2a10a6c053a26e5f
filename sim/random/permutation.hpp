// A pseudorandom permutation of [0, n) that needs no memory: position i holds at(i), and
// inverse(at(i)) == i.
//
// A balanced Feistel network (Luby and Rackoff, SIAM J. Comput. 17, 1988) on pairs of
// numbers below side = ceil(sqrt(n)), added modulo side as in Black and Rogaway (CT-RSA 2002),
// so that it covers hardly more than n values; the few outside are walked through the cycle until
// they fall inside. It has 6 rounds, and 12 below 4096 positions, where fewer leave a visible bias
// in where two entries lie together. Meant for simulation, not for secrets.
#pragma once

#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "sim/random/mix.hpp"

namespace sim {

class KeyedPermutation {
  public:
    // Requires 1 <= n <= 2^40.
    KeyedPermutation(std::uint64_t n, std::uint64_t key) : n_(n) {
        assert(n >= 1 && n <= std::uint64_t{1} << 40);
        side_ = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
        while (side_ * side_ < n) ++side_;
        rounds_ = n < 4096 ? 12 : 6;
        for (std::size_t round = 0; round < rounds_; ++round) keys_[round] = mix64(key, round);
    }

    std::uint64_t size() const { return n_; }

    // Requires i < size().
    std::uint64_t at(std::uint64_t i) const {
        assert(i < n_);
        do i = forward(i);
        while (i >= n_);
        return i;
    }

    // Requires j < size().
    std::uint64_t inverse(std::uint64_t j) const {
        assert(j < n_);
        do j = backward(j);
        while (j >= n_);
        return j;
    }

  private:
    // A keyed hash of x onto [0, side).
    std::uint64_t scramble(std::uint64_t x, std::uint64_t key) const {
        std::uint64_t h = (x + key) * 0x9e3779b97f4a7c15u;
        h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93u;
        return wide_product(h, side_).high;
    }

    std::uint64_t forward(std::uint64_t i) const {
        std::uint64_t left = i / side_;
        std::uint64_t right = i % side_;
        for (std::size_t round = 0; round < rounds_; ++round) {
            std::uint64_t sum = left + scramble(right, keys_[round]);
            if (sum >= side_) sum -= side_;
            left = right;
            right = sum;
        }
        return left * side_ + right;
    }

    std::uint64_t backward(std::uint64_t j) const {
        std::uint64_t left = j / side_;
        std::uint64_t right = j % side_;
        for (std::size_t round = rounds_; round-- > 0;) {
            std::uint64_t difference = right + side_ - scramble(left, keys_[round]);
            if (difference >= side_) difference -= side_;
            right = left;
            left = difference;
        }
        return left * side_ + right;
    }

    std::uint64_t n_;
    std::uint64_t side_ = 0;
    std::size_t rounds_;
    std::array<std::uint64_t, 12> keys_{};
};

}  // namespace sim
