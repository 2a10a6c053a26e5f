// A tally: count, sum, extremes and sum of squares of integers, exactly.
//
// Because nothing is rounded, tallies merge in any order and grouping to the same bits. Rounding
// happens once, when mean() or variance() turns the integers into a double.
//
// Any 64-bit values and up to 2^63 - 1 of them: the sum takes 128 bits, the squares 192.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>

namespace sim {

class Tally {
  public:
    __extension__ using Int128 = __int128;
    __extension__ using UInt128 = unsigned __int128;

    void add(std::int64_t value) {
        ++count_;
        sum_ += value;
        const Int128 wide = value;
        add_squares(static_cast<UInt128>(wide * wide), 0);
        min_ = std::min(min_, value);
        max_ = std::max(max_, value);
    }

    void merge(const Tally& other) {
        count_ += other.count_;
        sum_ += other.sum_;
        add_squares(other.squares_low_, other.squares_high_);
        min_ = std::min(min_, other.min_);
        max_ = std::max(max_, other.max_);
    }

    std::int64_t count() const { return count_; }
    Int128 sum() const { return sum_; }

    // Require count() > 0.
    std::int64_t min() const {
        assert(count_ > 0);
        return min_;
    }
    std::int64_t max() const {
        assert(count_ > 0);
        return max_;
    }
    double mean() const {
        assert(count_ > 0);
        return static_cast<double>(sum_) / static_cast<double>(count_);
    }

    // The unbiased estimate, with count() - 1 below the line. Requires count() > 1.
    double variance() const;

    friend bool operator==(const Tally&, const Tally&) = default;

  private:
    void add_squares(UInt128 low, std::uint64_t high) {
        squares_low_ += low;
        squares_high_ += high + (squares_low_ < low ? 1 : 0);
    }

    std::int64_t count_ = 0;
    std::int64_t min_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t max_ = std::numeric_limits<std::int64_t>::min();
    std::uint64_t squares_high_ = 0;  // in units of 2^128
    UInt128 squares_low_ = 0;
    Int128 sum_ = 0;
};

}  // namespace sim
