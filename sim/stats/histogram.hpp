// A histogram of non-negative integers in fixed logarithmic buckets, for quantiles within 1 %.
//
// Values below 256 have buckets of their own; above, each power of two is cut into 128 equal parts.
// Ranks are spread evenly over their bucket, so a quantile is off by less than the bucket's width,
// which is at most 1/128 = 0.8 % of the value. Bucket borders are fixed and found by integer
// arithmetic alone: histograms merge by addition, exactly and in any order.
//
// Memory: 8 bytes a bucket up to the largest one used, at most 7296 buckets (58.4 kB) for all of
// 63 bits.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sim {

class LogHistogram {
  public:
    // Requires value >= 0 and count >= 0. O(1).
    void add(std::int64_t value, std::int64_t count = 1) {
        assert(value >= 0 && count >= 0);
        if (count == 0) return;
        const std::size_t bucket = bucket_of(value);
        if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
        buckets_[bucket] += count;
        count_ += count;
        min_ = std::min(min_, value);
        max_ = std::max(max_, value);
    }

    void merge(const LogHistogram& other) {
        if (other.buckets_.size() > buckets_.size()) buckets_.resize(other.buckets_.size());
        for (std::size_t i = 0; i < other.buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
        count_ += other.count_;
        min_ = std::min(min_, other.min_);
        max_ = std::max(max_, other.max_);
    }

    std::int64_t count() const { return count_; }

    // Exact. Require count() > 0.
    std::int64_t min() const {
        assert(count_ > 0);
        return min_;
    }
    std::int64_t max() const {
        assert(count_ > 0);
        return max_;
    }

    // The value of rank ceil(q * count()), at least 1, within 1 %; exact for q = 0, q = 1 and
    // values below 256. Requires count() > 0 and 0 <= q <= 1. O(buckets).
    std::int64_t quantile(double q) const {
        assert(count_ > 0 && q >= 0 && q <= 1);
        // A little less, so that 0.55 of 100 is 55 and not the next number above it.
        const double place = q * static_cast<double>(count_) * (1 - 1e-14);
        const auto rank = static_cast<std::int64_t>(std::ceil(place));
        if (rank <= 1) return min_;
        if (rank >= count_) return max_;
        std::int64_t seen = 0;
        std::size_t bucket = 0;
        while (seen + buckets_[bucket] < rank) seen += buckets_[bucket++];
        return std::clamp(within(bucket, rank - seen), min_, max_);
    }

    // Calls visit(lowest value, count) for each bucket that is not empty, in ascending order.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (std::size_t i = 0; i < buckets_.size(); ++i) {
            if (buckets_[i] != 0) visit(lowest_of(i), buckets_[i]);
        }
    }

    std::size_t memory_bytes() const { return buckets_.capacity() * sizeof(std::int64_t); }

    friend bool operator==(const LogHistogram&, const LogHistogram&) = default;

  private:
    static constexpr int kBits = 7;
    static constexpr std::size_t kParts = std::size_t{1} << kBits;

    // Buckets of the first two powers have width 1; each later power is twice as wide.
    static std::size_t bucket_of(std::int64_t value) {
        const auto v = static_cast<std::uint64_t>(value);
        const int shift = std::max(static_cast<int>(std::bit_width(v)) - kBits - 1, 0);
        return static_cast<std::size_t>(shift) * kParts + static_cast<std::size_t>(v >> shift);
    }
    static int shift_of(std::size_t bucket) {
        return bucket < 2 * kParts ? 0 : static_cast<int>(bucket / kParts) - 1;
    }
    static std::int64_t lowest_of(std::size_t bucket) {
        const int shift = shift_of(bucket);
        return static_cast<std::int64_t>(bucket - static_cast<std::size_t>(shift) * kParts)
               << shift;
    }
    // Where the n-th of a bucket's members is taken to be.
    std::int64_t within(std::size_t bucket, std::int64_t n) const {
        const auto width = static_cast<double>(std::int64_t{1} << shift_of(bucket));
        const double share = (static_cast<double>(n) - 0.5) / static_cast<double>(buckets_[bucket]);
        return lowest_of(bucket) + static_cast<std::int64_t>(width * share);
    }

    std::vector<std::int64_t> buckets_;
    std::int64_t count_ = 0;
    std::int64_t min_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t max_ = 0;
};

}  // namespace sim
