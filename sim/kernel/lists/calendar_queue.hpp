// A calendar queue (Brown 1988): a year of days, each with the events of its date in whatever year;
// a pop looks at the current day for an event of this year and turns the page if there is none.
//
// The number of days follows the number of events by halves and doubles, and the length of a day is
// three times the mean gap of a sample of what comes next, both as Brown has them. Two things are
// not his. A day is a pairing heap (Fredman, Sedgewick, Sleator and Tarjan 1986) where he has a
// sorted list, so that a crowd on one date costs O(log n) instead of O(n). And the year is also
// measured anew when turning pages, or crowds, cost more than they should: a rate that changes
// while the number of events stays is invisible to his rule.
//
// O(1) for push and pop where the length of a day fits, but each touches memory that is not in the
// cache when there are many events.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/event_queue.hpp"

namespace sim {

class CalendarQueue {
  public:
    CalendarQueue() : days_(kFewestDays, kNone) {}

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    void push(Event e) {
        const std::uint32_t node = acquire(e);
        const TimeKey date = date_of(e);
        std::uint32_t& day = day_of(date);
        day = meld(day, node);
        if (size_++ == 0 || date < date_) date_ = date;
        if (size_ > 2 * days_.size()) measure();
    }

    // O(days) at worst.
    bool has_before(Time limit) { return size_ > 0 && top().time < limit; }

    const Event& top() { return nodes_[find()].event; }

    Event pop() {
        const std::uint32_t node = find();
        const Event e = nodes_[node].event;
        day_of(date_) = meld_children(node);
        release(node);
        --size_;
        ++pops_;
        if (size_ < days_.size() / 2 && days_.size() > kFewestDays) {
            measure();
        } else if (pops_ > size_ + kFewestDays) {
            if (effort_ > kTolerated * pops_) measure();
            pops_ = effort_ = 0;
        }
        return e;
    }

    std::size_t memory_bytes() const {
        return nodes_.capacity() * sizeof(Node) + days_.capacity() * sizeof(std::uint32_t);
    }

  private:
    struct Node {
        Event event;
        std::uint32_t child;    // its first
        std::uint32_t sibling;  // the next child of the same parent, or the next free node
    };

    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::size_t kFewestDays = 16;
    static constexpr std::size_t kSample = 25;     // events that a day's length is taken from
    static constexpr std::size_t kTolerated = 12;  // pages and comparisons a pop

    TimeKey date_of(const Event& e) const { return key_of(e.time) >> shift_; }
    std::uint32_t& day_of(TimeKey date) { return days_[date & (days_.size() - 1)]; }

    // Turns pages until the day has an event of its date; after a year without any, goes to the
    // first of all. Requires that there is one.
    std::uint32_t find() {
        assert(size_ > 0);
        for (std::size_t page = 0; page < days_.size(); ++page, ++date_) {
            const std::uint32_t first = day_of(date_);
            if (first != kNone && date_of(nodes_[first].event) == date_) {
                effort_ += page;
                return first;
            }
        }
        effort_ += days_.size();
        std::uint32_t first = kNone;
        for (const std::uint32_t day : days_) {
            if (day == kNone) continue;
            if (first == kNone || before(nodes_[day].event, nodes_[first].event)) first = day;
        }
        date_ = date_of(nodes_[first].event);
        return first;
    }

    std::uint32_t meld(std::uint32_t a, std::uint32_t b) {
        if (a == kNone) return b;
        if (b == kNone) return a;
        if (before(nodes_[b].event, nodes_[a].event)) std::swap(a, b);
        nodes_[b].sibling = nodes_[a].child;
        nodes_[a].child = b;
        return a;
    }

    // One heap of all children of a node: in pairs first, then the pairs from the last to the
    // first.
    std::uint32_t meld_children(std::uint32_t node) {
        std::uint32_t pairs = kNone;
        for (std::uint32_t a = nodes_[node].child; a != kNone;) {
            const std::uint32_t b = std::exchange(nodes_[a].sibling, kNone);
            const std::uint32_t next = b == kNone ? kNone : std::exchange(nodes_[b].sibling, kNone);
            const std::uint32_t pair = meld(a, b);
            nodes_[pair].sibling = std::exchange(pairs, pair);
            a = next;
            ++effort_;
        }
        std::uint32_t all = kNone;
        while (pairs != kNone) {
            const std::uint32_t next = std::exchange(nodes_[pairs].sibling, kNone);
            all = meld(all, pairs);
            pairs = next;
        }
        return all;
    }

    std::uint32_t acquire(const Event& e) {
        if (free_ == kNone) {
            nodes_.push_back({e, kNone, kNone});
            return static_cast<std::uint32_t>(nodes_.size() - 1);
        }
        const std::uint32_t node = std::exchange(free_, nodes_[free_].sibling);
        nodes_[node] = {e, kNone, kNone};
        return node;
    }

    void release(std::uint32_t node) { nodes_[node].sibling = std::exchange(free_, node); }

    // Sets number and length of days by what is pending now. O(n).
    void measure() {
        std::vector<Event> all;
        all.reserve(size_);
        for (std::uint32_t& day : days_) collect(std::exchange(day, kNone), all);
        shift_ = shift_for(all);
        days_.assign(std::max(kFewestDays, std::bit_ceil(all.size())), kNone);
        days_.shrink_to_fit();
        nodes_.clear();
        give_back(nodes_, all.size());
        free_ = kNone;
        for (const Event& e : all) {
            std::uint32_t& day = day_of(date_of(e));
            day = meld(day, acquire(e));
        }
        if (!all.empty()) date_ = date_of(all.front());
        pops_ = effort_ = 0;
    }

    // Appends the events of a heap to `out`.
    void collect(std::uint32_t root, std::vector<Event>& out) {
        if (root == kNone) return;
        std::uint32_t open = root;  // a list of nodes to visit, linked by sibling
        while (open != kNone) {
            const Node node = nodes_[open];
            out.push_back(node.event);
            open = node.sibling;
            for (std::uint32_t c = node.child; c != kNone;) {
                const std::uint32_t next = nodes_[c].sibling;
                nodes_[c].sibling = std::exchange(open, c);
                c = next;
            }
        }
    }

    // Three times the mean gap between the next events, without gaps above twice the mean unless
    // there are no others, as a power of two. Puts those events in front.
    unsigned shift_for(std::vector<Event>& all) const {
        const std::size_t n = std::min(all.size(), kSample);
        std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n), all.end(),
                          [](const Event& a, const Event& b) { return before(a, b); });
        if (n < 2) return shift_;
        const auto gap = [&all](std::size_t i) {
            return static_cast<double>(key_of(all[i].time) - key_of(all[i - 1].time));
        };
        double sum = 0;
        for (std::size_t i = 1; i < n; ++i) sum += gap(i);
        const double mean = sum / static_cast<double>(n - 1);
        double kept = 0;
        std::size_t count = 0;
        for (std::size_t i = 1; i < n; ++i) {
            if (gap(i) > 2 * mean) continue;
            kept += gap(i);
            ++count;
        }
        const double length = 3 * (kept > 0 ? kept / static_cast<double>(count) : mean);
        unsigned shift = 0;
        while (shift < 62 && static_cast<double>(TimeKey{1} << shift) < length) ++shift;
        return shift;
    }

    std::vector<Node> nodes_;
    std::vector<std::uint32_t> days_;  // the first node of each; a power of two
    std::uint32_t free_ = kNone;
    unsigned shift_ = 20;  // a day is 2^shift_ ns long
    TimeKey date_ = 0;     // number of the current day; no event is earlier
    std::size_t size_ = 0;
    std::size_t pops_ = 0;    // since the year was measured,
    std::size_t effort_ = 0;  // and pages and comparisons for them
};

}  // namespace sim
