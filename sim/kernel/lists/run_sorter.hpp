// Sorts a bucket of events: first each to its place by time, as if times were spread evenly, then
// by insertion. With even times an event moves twice and is compared with one or two others; where
// they are not even, std::sort does the rest. O(n log n) at worst.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/event_queue.hpp"

namespace sim {

class RunSorter {
  public:
    // Sorts into descending order. Requires all keys to be in [begin, end).
    void sort_descending(std::span<Event> run, TimeKey begin, TimeKey end) {
        const std::size_t n = run.size();
        if (n > kMany || (n > kFew && distribute(run, begin, end) > kCrowd)) {
            std::sort(run.begin(), run.end(), after);
        } else {
            insertion_sort(run);
        }
    }

    std::size_t memory_bytes() const {
        return counts_.capacity() * sizeof(std::uint32_t) + scattered_.capacity() * sizeof(Event);
    }

  private:
    static constexpr std::size_t kFew = 12;
    static constexpr std::size_t kMany = 4096;
    static constexpr std::uint32_t kCrowd = 16;

    static bool after(const Event& a, const Event& b) { return before(b, a); }

    // Orders the events by which of some n equal parts of [begin, end) they are in. Returns the
    // number in the fullest part.
    std::uint32_t distribute(std::span<Event> run, TimeKey begin, TimeKey end) {
        const std::size_t n = run.size();
        const std::size_t parts = std::bit_ceil(n);
        unsigned shift = 0;
        const auto widest = static_cast<unsigned>(std::bit_width(end - 1 - begin));
        const auto digits = static_cast<unsigned>(std::bit_width(parts - 1));
        if (widest > digits) shift = widest - digits;
        if (counts_.size() < parts) counts_.resize(parts);
        if (scattered_.size() < n) scattered_.resize(n);
        std::fill_n(counts_.begin(), parts, 0);
        const TimeKey last = end - 1;
        for (const Event& e : run) ++counts_[(last - key_of(e.time)) >> shift];
        std::uint32_t fullest = 0;
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < parts; ++i) {
            const std::uint32_t count = counts_[i];
            fullest = std::max(fullest, count);
            counts_[i] = sum;
            sum += count;
        }
        for (const Event& e : run) {
            scattered_[counts_[(last - key_of(e.time)) >> shift]++] = e;
        }
        std::copy_n(scattered_.begin(), n, run.begin());
        return fullest;
    }

    static void insertion_sort(std::span<Event> run) {
        for (std::size_t i = 1; i < run.size(); ++i) {
            const Event e = run[i];
            std::size_t at = i;
            for (; at > 0 && before(run[at - 1], e); --at) run[at] = run[at - 1];
            run[at] = e;
        }
    }

    std::vector<std::uint32_t> counts_;
    std::vector<Event> scattered_;
};

}  // namespace sim
