// A timing wheel: a great many timers, most of which come to nothing, at O(1) each.
//
// Time is cut into slots (k * slot, (k + 1) * slot]; an entry waits in the slot of its due time and
// is visited when the slot ends. So a visit is never early and less than one slot late: the due
// time is rounded up to a whole number of slots, and one that is a whole number is kept exactly.
// Timers are not cancelled: whoever is visited finds out whether the entry still matters.
//
// The ring covers `horizon`; entries beyond it wait by slot in an ordered overflow and join the
// ring when it reaches them.
//
// Invariants
//   1. Every entry is visited exactly once, by the first advance() whose `now` is at or after its
//      due time rounded up, or, if it was added too late for that, by the next one to end a slot.
//   2. Visits go by slot, oldest first, and inside a slot by order of insertion, wherever the
//      entries waited.
//
// Memory follows the entries held now (see ChunkPool), plus 8 bytes for each slot of the ring.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/kernel/chunk_pool.hpp"
#include "sim/kernel/time.hpp"

namespace sim {

template <class T>
class TimingWheel {
  public:
    // Requires slot >= 1 and horizon >= slot; the horizon is rounded up to 2^n slots. No entry is
    // due at or before `start`, rounded down to a whole number of slots.
    TimingWheel(Duration slot, Duration horizon, Time start)
        : slot_(slot), done_(floor_div(start, slot)) {
        assert(slot >= 1 && horizon >= slot);
        const auto slots = static_cast<std::uint64_t>((horizon - 1) / slot + 1);
        ring_.resize(std::bit_ceil(slots));
    }

    // Requires due + slot to be a Time. O(1), beyond the horizon O(log of the slots held there).
    void add(Time due, const T& entry) {
        const std::int64_t tick = std::max(ceil_div(due, slot_), done_ + 1);
        ++size_;
        pool_.append(tick - done_ <= slots() ? ring_[index(tick)] : overflow_[tick], entry);
    }

    // Calls visit(due, entry), with due rounded up, for all entries of the slots that end at or
    // before `now`. `visit` may add entries; those that are due by `now` are visited by this same
    // call. O(slots passed + entries visited); O(1) if the wheel is empty.
    template <class Visit>
    void advance(Time now, Visit&& visit) {
        const std::int64_t last = floor_div(now, slot_);
        while (done_ < last && size_ > 0) {
            ++done_;
            List due_now = std::exchange(ring_[index(done_)], List{});
            admit_from_overflow();
            const Time due = done_ * slot_;
            pool_.consume(due_now, [&](const T& entry) {
                --size_;
                visit(due, entry);
            });
        }
        done_ = std::max(done_, last);
    }

    std::int64_t size() const { return size_; }

    // All entries held, in the order of memory. O(entries).
    template <class Visit>
    void for_each(Visit&& visit) const {
        pool_.for_each(visit);
    }

    std::size_t memory_bytes() const {
        return pool_.memory_bytes() + ring_.capacity() * sizeof(List) +
               overflow_.size() * kOverflowNode;
    }

  private:
    using List = typename ChunkPool<T>::List;
    // A node of the map: its value, three pointers and a colour.
    static constexpr std::size_t kOverflowNode = sizeof(std::pair<const std::int64_t, List>) + 32;

    static std::int64_t floor_div(std::int64_t a, std::int64_t b) {
        return a / b - (a % b < 0 ? 1 : 0);
    }

    static std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
        return a / b + (a % b > 0 ? 1 : 0);
    }

    std::int64_t slots() const { return static_cast<std::int64_t>(ring_.size()); }
    std::size_t index(std::int64_t tick) const {
        return static_cast<std::size_t>(tick) & (ring_.size() - 1);
    }

    // The ring has just come to reach one slot further. What waited for that slot must be in it
    // before anything is added to it directly.
    void admit_from_overflow() {
        if (overflow_.empty() || overflow_.begin()->first - done_ > slots()) return;
        ring_[index(done_)] = overflow_.begin()->second;
        overflow_.erase(overflow_.begin());
    }

    Duration slot_;
    std::int64_t done_;  // slot k ends at k * slot_; those up to done_ have been visited
    std::int64_t size_ = 0;
    std::vector<List> ring_;  // slots done_ + 1 ... done_ + slots()
    std::map<std::int64_t, List> overflow_;
    ChunkPool<T> pool_;
};

}  // namespace sim
