// A list and a sorted container that must agree with it at every step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>

#include "sim/kernel/lists/event_queue.hpp"
#include "sim/random/mix.hpp"

namespace lists_test {

struct Before {
    bool operator()(const sim::Event& a, const sim::Event& b) const { return before(a, b); }
};

// A fast sequence of 64-bit words.
class Words {
  public:
    explicit Words(std::uint64_t seed) : state_(seed) {}
    std::uint64_t operator()() { return sim::mix64(++state_); }
    // In [0, n).
    std::uint64_t below(std::uint64_t n) { return (*this)() % n; }

  private:
    std::uint64_t state_;
};

// Counts disagreements instead of asserting at each step, which would take most of the time.
template <sim::EventQueue List>
class Shadowed {
  public:
    std::size_t size() const { return shadow_.size(); }
    bool empty() const { return shadow_.empty(); }
    List& list() { return list_; }

    void push(const sim::Event& e) {
        list_.push(e);
        shadow_.insert(e);
        check(list_.size() == shadow_.size() && !list_.empty());
    }

    // Requires !empty().
    sim::Event pop() {
        const auto first = shadow_.begin();
        const sim::Event expected = *first;
        check(!list_.has_before(expected.time));
        check(list_.has_before(expected.time + 1));
        check(list_.top() == expected);
        check(list_.pop() == expected);
        shadow_.erase(first);
        check(first_is(list_, expected) == (!empty() && *shadow_.begin() == expected));
        check(list_.size() == shadow_.size());
        return expected;
    }

    void look(sim::Time limit) {
        check(list_.has_before(limit) == (!empty() && shadow_.begin()->time < limit));
    }

    void move_to_copy() {
        List copy = list_;
        list_ = List();
        list_.push(sim::make_event(1, 1, 1));
        list_ = std::move(copy);
    }

    std::int64_t disagreements() const { return disagreements_; }

  private:
    void check(bool agrees) { disagreements_ += agrees ? 0 : 1; }

    List list_;
    std::multiset<sim::Event, Before> shadow_;
    std::int64_t disagreements_ = 0;
};

// Pushes and pops at random, the number pending wandering between nothing and about `most`, with
// copies of the list and looks ahead in between, and empties the list at the end. `next(words,
// now)` makes the times, where `now` is that of the last pop. Returns the number of disagreements.
template <sim::EventQueue List, class NextTime>
std::int64_t disagreements(std::int64_t steps, std::size_t most, NextTime next,
                           sim::Time start = -50 * sim::kDay) {
    Words words(1);
    Shadowed<List> lists;
    sim::Time now = start;
    std::size_t target = most;
    for (std::int64_t step = 0; step < steps; ++step) {
        if (step % 50'000 == 0) target = words.below(2) == 0 ? most : words.below(most) / 16;
        if (step % 40'000 == 777 && lists.size() < 20'000) lists.move_to_copy();
        if (step % 97 == 0) {
            const auto ahead = static_cast<sim::Time>(words.below(sim::kHour));
            lists.look(std::min(now, sim::kNever - sim::kHour) + ahead);
        }
        const bool push = words.below(8) < (lists.size() < target ? 5U : 3U);
        if (push || lists.empty()) {
            lists.push(sim::make_event(next(words, now), static_cast<std::uint8_t>(words.below(3)),
                                       words.below(5000),
                                       static_cast<std::uint16_t>(words.below(4))));
        } else {
            now = lists.pop().time;
        }
    }
    while (!lists.empty()) lists.pop();
    lists.look(sim::kNever);
    return lists.disagreements() + (lists.list().empty() ? 0 : 1);
}

}  // namespace lists_test
