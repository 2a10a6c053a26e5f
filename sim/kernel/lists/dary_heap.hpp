// A heap in one array in which every event has up to `Arity` children (Williams 1964; d-ary:
// Johnson 1975): O(log n) for push and pop, 16 bytes an event.
//
// A push compares log_d n events and a pop d log_d n, in memory that is scattered once the heap is
// larger than the cache. With a handful of events nothing is faster.
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/event_queue.hpp"

namespace sim {

template <std::size_t Arity>
requires(Arity >= 2) class DaryHeap {
  public:
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }

    bool has_before(Time limit) const { return !heap_.empty() && heap_.front().time < limit; }

    const Event& top() const {
        assert(!heap_.empty());
        return heap_.front();
    }

    void push(Event e) {
        std::size_t hole = heap_.size();
        heap_.push_back(e);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / Arity;
            if (!before(e, heap_[parent])) break;
            heap_[hole] = heap_[parent];
            hole = parent;
        }
        heap_[hole] = e;
    }

    Event pop() {
        assert(!heap_.empty());
        const Event first = heap_.front();
        const Event last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(last);
        if (heap_.size() < heap_.capacity() / 8) give_back(heap_, heap_.size());
        return first;
    }

    // Removes all events and calls visit(event) for each, in no order. `visit` must not push here.
    template <class Visit>
    void consume(Visit&& visit) {
        for (const Event& e : heap_) visit(e);
        give_back(heap_, heap_.size());
        heap_.clear();
    }

    std::size_t memory_bytes() const { return heap_.capacity() * sizeof(Event); }

  private:
    // Fills the hole at the root with `last`.
    void sift_down(const Event& last) {
        const std::size_t n = heap_.size();
        std::size_t hole = 0;
        for (;;) {
            const std::size_t child = hole * Arity + 1;
            if (child >= n) break;
            const std::size_t end = child + Arity < n ? child + Arity : n;
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

using BinaryHeap = DaryHeap<2>;
using QuaternaryHeap = DaryHeap<4>;

}  // namespace sim
