// The future event list of a cell: one of the lists of sim/kernel/lists, chosen by measurement
// (docs/performance.md, "Future event list"), and a count of what is pending by kind.
//
// Invariant: pending(k) is the number of events of kind k in the list, so that books of account can
// count entities from the list itself.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/event_queue.hpp"
#ifdef SINGLESDAY_EVENT_LIST_HEADER  // another list: for programs that compare or record
#include SINGLESDAY_EVENT_LIST_HEADER
#else
#include "sim/kernel/lists/ladder_queue.hpp"
#define SINGLESDAY_EVENT_LIST LadderQueue
#endif

namespace sim {

// The contracts of the functions are those of EventQueue.
template <EventQueue Queue>
class CountedList {
  public:
    bool empty() const { return queue_.empty(); }
    std::size_t size() const { return queue_.size(); }

    [[gnu::always_inline]] void push(Event e) {
        ++pending_[kind_of(e)];
        queue_.push(e);
    }

    bool has_before(Time limit) { return queue_.has_before(limit); }
    const Event& top() { return queue_.top(); }

    Event pop() {
        const Event e = queue_.pop();
        --pending_[kind_of(e)];
        return e;
    }

    // Whether the first event equals `e`, which was popped last, with no push in between.
    bool next_is(Event e) { return first_is(queue_, e); }

    // A guess at what will be popped k events from now, or nullptr. O(1).
    const Event* upcoming(std::size_t k) const {
        if constexpr (requires { queue_.upcoming(k); }) {
            return queue_.upcoming(k);
        } else {
            return nullptr;
        }
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
    std::size_t memory_bytes() const { return queue_.memory_bytes(); }

  private:
    Queue queue_;
    std::array<std::int64_t, 256> pending_{};
};

using EventList = CountedList<SINGLESDAY_EVENT_LIST>;

}  // namespace sim
