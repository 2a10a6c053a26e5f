// A radix heap: events in buckets by the digits of time (Ahuja, Mehlhorn, Orlin and Tarjan 1990),
// laid out like a hierarchical timing wheel (Varghese and Lauck 1987).
//
// Time is cut into ticks of 2^24 ns (16.8 ms); a tick's number is read in base 64. An event waits
// in the bucket named by the highest digit in which its tick differs from the current one; when the
// list gets there the bucket is spread over the lower digits, and the events of the current tick
// are sorted and consumed from the front. What is pushed for the current tick, or before it, goes
// into a small heap.
//
// So an event is moved once for each digit in which it is ahead (once or twice for seconds),
// appended each time, and compared only with those of its own tick: the cost grows neither with the
// number of pending events nor with time, as long as a tick holds few of them. There is nothing to
// tune, and nothing adapts: with a million events a tick this is a sort and a heap.
//
// Invariant: every event in a bucket is in a later tick than the current one, which is `tick_`; the
// sorted run and the heap hold all others.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/dary_heap.hpp"
#include "sim/kernel/lists/event_chunks.hpp"
#include "sim/kernel/lists/event_queue.hpp"

namespace sim {

class RadixHeap {
  public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    void push(Event e) {
        ++size_;
        const std::uint64_t tick = tick_of(e.time);
        if (tick <= tick_) {
            heap_.push(e);
        } else {
            file(e, tick);
        }
    }

    bool has_before(Time limit) {
        while (run_at_ == run_.size() && heap_.empty()) {
            if (!advance(limit)) return false;
        }
        return first().time < limit;
    }

    const Event& top() {
        while (run_at_ == run_.size() && heap_.empty()) advance(kNever);
        return first();
    }

    Event pop() {
        const Event e = top();
        if (run_at_ < run_.size() && run_[run_at_] == e) {
            ++run_at_;
        } else {
            heap_.pop();
        }
        --size_;
        return e;
    }

    std::size_t memory_bytes() const {
        return heap_.memory_bytes() + run_.capacity() * sizeof(Event) + chunks_.memory_bytes();
    }

  private:
    static constexpr int kTickBits = 24;
    static constexpr int kDigitBits = 6;
    static constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
    static constexpr std::size_t kLevels = (64 - kTickBits + kDigitBits - 1) / kDigitBits;

    // Ticks ascend with time, negative times included.
    static std::uint64_t tick_of(Time t) { return key_of(t) >> kTickBits; }

    void file(Event e, std::uint64_t tick) {
        const auto differs = static_cast<unsigned>(std::bit_width(tick ^ tick_) - 1);
        const std::size_t level = differs / kDigitBits;
        const std::size_t digit = (tick >> (level * kDigitBits)) & (kDigits - 1);
        chunks_.add(buckets_[level * kDigits + digit], e);
        occupied_[level] |= std::uint64_t{1} << digit;
    }

    const Event& first() const {
        if (run_at_ == run_.size()) return heap_.top();
        if (heap_.empty() || before(run_[run_at_], heap_.top())) return run_[run_at_];
        return heap_.top();
    }

    // Moves on to the next bucket, if it begins before `limit`. Requires run and heap to be empty.
    bool advance(Time limit) {
        if (limit == std::numeric_limits<Time>::min()) return false;
        std::size_t level = 0;
        while (occupied_[level] == 0) {
            if (++level == kLevels) return false;
        }
        const auto digit = static_cast<std::uint64_t>(std::countr_zero(occupied_[level]));
        const std::size_t shift = level * kDigitBits;
        const std::uint64_t above = tick_ >> shift >> kDigitBits << kDigitBits;
        const std::uint64_t tick = (above | digit) << shift;
        if (tick > tick_of(limit - 1)) return false;
        tick_ = tick;
        occupied_[level] &= occupied_[level] - 1;
        run_.clear();
        run_at_ = 0;
        if (chunks_.hollow()) {
            chunks_.rebuild([this](auto&& move) {
                for (EventChunks::Bag& bag : buckets_) move(bag);
            });
            give_back(run_, size_);
        }
        chunks_.consume(buckets_[level * kDigits + digit], [this](const Event& e) {
            const std::uint64_t its = tick_of(e.time);
            if (its == tick_) {
                run_.push_back(e);
            } else {
                file(e, its);
            }
        });
        std::sort(run_.begin(), run_.end(),
                  [](const Event& a, const Event& b) { return before(a, b); });
        return true;
    }

    std::uint64_t tick_ = 0;
    std::vector<Event> run_;  // of the current tick, ascending from run_at_
    std::size_t run_at_ = 0;
    QuaternaryHeap heap_;
    EventChunks chunks_;
    std::array<EventChunks::Bag, kLevels * kDigits> buckets_{};
    std::array<std::uint64_t, kLevels> occupied_{};  // by level, a bit for each digit
    std::size_t size_ = 0;
};

}  // namespace sim
