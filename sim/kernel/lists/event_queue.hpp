// What every future event list of this folder is: a priority queue of events in their total order.
//
//   push(e)            e.time must not be kNever. Equal events may be pending together.
//   has_before(limit)  true if the first event lies before `limit`. Does not look further than it
//                      must, so that what is pushed later but lies before `limit` is not late.
//   top(), pop()       the first event. Require !empty(). top() holds until the next call of
//                      push(), has_before() or pop().
//   memory_bytes()     bytes that the list holds, spare ones included. May walk the list.
//   next_is(e)         if there is one: first_is() below, told more cheaply.
//   upcoming(k)        if there is one: a guess at what will be popped k events from now, or nullptr.
//
// Invariants of all of them
//   1. What is popped depends on what is pending and on nothing else. Time may be any number, also
//      before what was popped; lists are fast where it is not.
//   2. They are plain data: a copy is independent of its original and does the same.
//   3. With a steady number of events they allocate nothing, but for the sorted window, which files
//      its bags anew every 256 windows; after a list has shrunk, its memory
//      follows, and an operation costs no more than before it grew.
//
// No virtual calls: who uses a list names it as a template argument.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/event.hpp"

namespace sim {

template <class Q>
concept EventQueue = std::copyable<Q> && std::default_initializable<Q> &&
    requires(Q q, const Q c, const Event& e, Time limit) {
    { c.empty() } -> std::same_as<bool>;
    { c.size() } -> std::same_as<std::size_t>;
    { q.push(e) } -> std::same_as<void>;
    { q.has_before(limit) } -> std::same_as<bool>;
    { q.top() } -> std::same_as<const Event&>;
    { q.pop() } -> std::same_as<Event>;
    { c.memory_bytes() } -> std::same_as<std::size_t>;
};

// Whether the first event equals `e`, which was popped last, with no push in between.
template <EventQueue Queue>
[[gnu::always_inline]] inline bool first_is(Queue& queue, Event e) {
    if constexpr (requires { queue.next_is(e); }) {
        return queue.next_is(e);
    } else {
        return queue.has_before(e.time + 1) && queue.top() == e;
    }
}

// Time as a number that ascends from 0, negative times included: its bits can be cut into digits.
using TimeKey = std::uint64_t;
inline constexpr TimeKey kLastKey = UINT64_MAX;  // of kNever, which no event carries

constexpr TimeKey key_of(Time t) {
    return static_cast<TimeKey>(t) ^ (TimeKey{1} << 63);
}

// Gives back most of a vector's storage if it has become much too large for `need` elements. A few
// pages are kept, and the need must be an eighth, so that what goes up and down does not allocate
// each time. Requires need >= v.size().
template <class T>
void give_back(std::vector<T>& v, std::size_t need) {
    constexpr std::size_t kKeep = 65536 / sizeof(T);
    if (v.capacity() <= kKeep || need > v.capacity() / 8) return;
    std::vector<T> fitting;
    fitting.reserve(2 * need > kKeep / 2 ? 2 * need : kKeep / 2);
    fitting.assign(v.begin(), v.end());
    v.swap(fitting);
}

}  // namespace sim
