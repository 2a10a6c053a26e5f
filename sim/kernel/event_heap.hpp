// A 4-ary heap of events in one array: O(log4 n) for push and pop, 16 bytes an event.
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

#include "sim/kernel/event.hpp"

namespace sim {

class EventHeap {
  public:
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }

    // Not after any other event in the heap. Requires !empty().
    const Event& top() const {
        assert(!heap_.empty());
        return heap_.front();
    }

    void push(const Event& e) {
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
        const Event last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(last);
        return first;
    }

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
};

}  // namespace sim
