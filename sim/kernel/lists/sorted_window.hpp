// A list that uses what windows know: has_before(end of the window) tells how far the engine will
// go now, so everything before it is sorted once and then only consumed.
//
//   run      the events of the open window, sorted, consumed from the back
//   late     a small heap for what is pushed into the open window
//   days     256 bags, one for each of the next windows
//   far      a heap of all that is later
//
// The length of a day is that of the window that was asked for last; when it changes, all bags are
// filed again. Opening a window costs a sort of what it holds; a push for later is one write.
// Without windows - top() and pop() alone - days of a second are opened one by one: this list does
// not adapt to rates, it is told.
//
// Invariant: keys in run and late are below open_end_, those in day i are in [open_end_ + i days,
// open_end_ + (i + 1) days), those in far are later; the run is not empty if late is not.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/dary_heap.hpp"
#include "sim/kernel/lists/event_chunks.hpp"
#include "sim/kernel/lists/event_queue.hpp"
#include "sim/kernel/lists/event_run.hpp"
#include "sim/kernel/lists/run_sorter.hpp"

namespace sim {

class SortedWindow {
  public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    void push(Event e) {
        ++size_;
        const TimeKey key = key_of(e.time);
        if (key < open_end_) {
            (run_.empty() ? run_.push_back(e) : late_.push(e));
        } else {
            file(e, key);
        }
    }

    bool has_before(Time limit) {
        if (run_.empty() && !open_until(key_of(limit))) return false;
        return first().time < limit;
    }

    const Event& top() {
        if (run_.empty()) open_next();
        return first();
    }

    Event pop() {
        if (run_.empty()) open_next();
        --size_;
        if (!late_.empty() && before(late_.top(), run_.back())) return late_.pop();
        const Event e = run_.back();
        run_.pop_back();
        if (run_.empty() && !late_.empty()) {
            late_.consume([this](const Event& later) { run_.push_back(later); });
            std::sort(run_.events().begin(), run_.events().end(),
                      [](const Event& a, const Event& b) { return before(b, a); });
        }
        return e;
    }

    std::size_t memory_bytes() const {
        return run_.memory_bytes() + late_.memory_bytes() + far_.memory_bytes() +
               chunks_.memory_bytes() + sorter_.memory_bytes();
    }

  private:
    static constexpr std::size_t kDays = 256;
    static constexpr TimeKey kFirstDay = 1'000'000'000;  // 1 s

    const Event& first() const {
        if (!late_.empty() && before(late_.top(), run_.back())) return late_.top();
        return run_.back();
    }

    void file(Event e, TimeKey key) {
        if (key < reach_) {
            chunks_.add(days_[(today_ + (key - open_end_) / day_) % kDays], e);
        } else {
            far_.push(e);
        }
    }

    // Where the first of far is, or `if_none`.
    TimeKey far_begin(TimeKey if_none) const {
        return far_.empty() ? if_none : std::max(open_end_, key_of(far_.top().time));
    }

    // Opens the window up to `limit`; false if there is nothing in it. Requires run and late to be
    // empty.
    bool open_until(TimeKey limit) {
        if (limit <= open_end_ || size_ == 0) return false;
        if (limit == kLastKey) {
            open_next();
            return true;
        }
        const TimeKey length = limit - asked_;
        if (asked_ != 0 && length != day_ && limit > asked_ && length < kLastKey / (2 * kDays)) {
            refile(length);
        }
        asked_ = limit;
        while (open_end_ < limit) {
            if (size_ == far_.size() + run_.size()) {  // the days are empty
                start_at(std::min(limit, far_begin(limit)));
                if (open_end_ == limit) break;
            }
            if (limit - open_end_ < day_) {
                cut_day(limit);
            } else {
                open_day();
            }
        }
        sort_run();
        return !run_.empty();
    }

    // Opens days until there is something. Requires size_ > 0.
    void open_next() {
        while (run_.empty()) {
            if (size_ == far_.size()) start_at(far_begin(open_end_));
            open_day();
        }
        sort_run();
    }

    void open_day() {
        if (open_end_ == reach_) start_at(open_end_);
        const TimeKey begin = open_end_;
        chunks_.drain(days_[today_], run_);
        today_ = (today_ + 1) % kDays;
        open_end_ = begin + std::min(day_, reach_ - begin);
    }

    // Opens part of a day: the window's end is not a day's.
    void cut_day(TimeKey limit) {
        if (open_end_ == reach_) start_at(open_end_);
        const TimeKey day = day_;
        refile(limit - open_end_);
        open_day();
        if (day != day_) refile(day);
    }

    // Lets the days begin at `begin`, where none of them has an event, and fills them from far.
    void start_at(TimeKey begin) {
        open_end_ = begin;
        reach_ = begin + std::min<TimeKey>(kDays * day_, kLastKey - begin);
        today_ = 0;
        while (!far_.empty() && key_of(far_.top().time) < reach_) {
            const Event e = far_.pop();
            file(e, key_of(e.time));
        }
    }

    // Changes the length of a day.
    void refile(TimeKey day) {
        std::array<EventChunks::Bag, kDays> old = std::exchange(days_, {});
        for (EventChunks::Bag& bag : old) {
            chunks_.consume(bag, [this](const Event& e) { far_.push(e); });
        }
        day_ = std::max<TimeKey>(1, day);
        start_at(open_end_);
    }

    void sort_run() {
        if (run_.empty()) return;
        const auto [least, most] =
            std::minmax_element(run_.events().begin(), run_.events().end(),
                                [](const Event& a, const Event& b) { return a.time < b.time; });
        sorter_.sort_descending(run_.events(), key_of(least->time), key_of(most->time) + 1);
        if (!chunks_.hollow()) return;
        chunks_.rebuild([this](auto&& move) {
            for (EventChunks::Bag& bag : days_) move(bag);
        });
        run_.give_back(size_);
    }

    EventRun run_;
    QuaternaryHeap late_;
    TimeKey open_end_ = 0;
    TimeKey reach_ = 0;  // where the days end
    TimeKey day_ = kFirstDay;
    TimeKey asked_ = 0;      // the last limit
    std::size_t today_ = 0;  // the first day that is not open
    std::array<EventChunks::Bag, kDays> days_{};
    QuaternaryHeap far_;
    std::size_t size_ = 0;
    EventChunks chunks_;
    RunSorter sorter_;
};

}  // namespace sim
