// A run: events in one array, sorted descending by who fills it, so that the first event is at the
// back and leaves in O(1). What LadderQueue and SortedWindow consume.
//
// It keeps the number of events itself, apart from the storage: that and the lack of a check in
// pop_back() are what it saves over a vector, on a path that every event takes twice.
//
// Invariant: size() <= room of the storage. Nothing here looks at the order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/event_queue.hpp"

namespace sim {

class EventRun {
  public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    // back() and pop_back() require !empty().
    const Event& back() const { return slots_[size_ - 1]; }
    void pop_back() { --size_; }
    const Event& operator[](std::size_t i) const { return slots_[i]; }

    std::span<Event> events() { return {slots_.data(), size_}; }

    // For who inserts by hand: data() has room for one event more unless is_full(); added() when it
    // is there.
    bool is_full() const { return size_ == slots_.size(); }
    void make_room() { grow(size_ + 1); }
    Event* data() { return slots_.data(); }
    void added() { ++size_; }

    void push_back(Event e) {
        if (is_full()) make_room();
        slots_[size_++] = e;
    }

    void append(const Event* events, std::size_t n) {
        if (size_ + n > slots_.size()) grow(size_ + n);
        std::copy_n(events, n, slots_.data() + size_);
        size_ += n;
    }

    // Removes the n last events in order, which are at the front. O(size()).
    void drop_front(std::size_t n) {
        std::copy(slots_.data() + n, slots_.data() + size_, slots_.data());
        size_ -= n;
    }

    void clear() { size_ = 0; }

    // Gives back storage that is much too large for `need` events. Requires need >= size().
    void give_back(std::size_t need) {
        slots_.resize(size_);
        sim::give_back(slots_, need);
        slots_.resize(slots_.capacity());
    }

    std::size_t memory_bytes() const { return slots_.capacity() * sizeof(Event); }

  private:
    static constexpr std::size_t kSmallest = 16;

    void grow(std::size_t need) { slots_.resize(std::max({kSmallest, need, 2 * slots_.size()})); }

    std::vector<Event> slots_;
    std::size_t size_ = 0;
};

}  // namespace sim
