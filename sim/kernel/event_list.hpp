// The future event list: a priority queue of events in their total order.
//
// A 4-ary heap in one array: O(log4 n) for push and pop, 16 bytes an event, no allocation once the
// array has reached its largest size.
//
// Invariants
//   1. top() is not after any other event in the list.
//   2. pending(k) is the number of events of kind k in the list, so that books of account can count
//      entities from the list itself.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/event.hpp"

namespace sim {

class EventList {
  public:
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }

    // Requires !empty().
    const Event& top() const {
        assert(!heap_.empty());
        return heap_.front();
    }

    void push(const Event& e) {
        ++pending_[kind_of(e)];
        std::size_t hole = heap_.size();
        heap_.push_back(e);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / kArity;
            if (!before(e, heap_[parent])) break;
            heap_[hole] = heap_[parent];
            hole = parent;
        }
        heap_[hole] = e;
    }

    // Removes and returns the first event. Requires !empty().
    Event pop() {
        assert(!heap_.empty());
        const Event first = heap_.front();
        --pending_[kind_of(first)];
        const Event last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(last);
        return first;
    }

    // Removes the first event of a kind; returns false if there is none. O(n log n), for tests.
    bool drop_first(std::uint8_t kind) {
        if (pending_[kind] == 0) return false;
        std::vector<Event> others;
        Event e;
        while (kind_of(e = pop()) != kind) others.push_back(e);
        for (const Event& other : others) push(other);
        return true;
    }

    std::int64_t pending(std::uint8_t kind) const { return pending_[kind]; }
    std::size_t memory_bytes() const { return heap_.capacity() * sizeof(Event); }

  private:
    static constexpr std::size_t kArity = 4;

    // Fills the hole at the root with `last`.
    void sift_down(const Event& last) {
        const std::size_t n = heap_.size();
        std::size_t hole = 0;
        for (;;) {
            const std::size_t child = hole * kArity + 1;
            if (child >= n) break;
            const std::size_t end = child + kArity < n ? child + kArity : n;
            std::size_t best = child;
            for (std::size_t c = child + 1; c < end; ++c) {
                if (before(heap_[c], heap_[best])) best = c;
            }
            if (!before(heap_[best], last)) break;
            heap_[hole] = heap_[best];
            hole = best;
        }
        heap_[hole] = last;
    }

    std::vector<Event> heap_;
    std::array<std::int64_t, 256> pending_{};
};

}  // namespace sim
