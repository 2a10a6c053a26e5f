// A ladder queue: a lazy bucket queue that sets its bucket width by itself (Tang, Goh and Thng
// 2005; lazy queue: Rönngren, Riboe and Ayani 1991).
//
//   near    a sorted run of what comes next, all before `near_end_`; consumed from its back
//   rungs   buckets of equal width, a power of two; each rung cuts the bucket of the one above that
//           is being consumed. Buckets are bags: nothing in them is ordered
//   top     one bag for all that is later than the first rung
//
// An event is appended to the bucket of the lowest rung that covers its time. When the run is used
// up, the next bucket is sorted into it: few neighbours are taken together, a crowd is first cut
// into a rung of its own. When all rungs are used up, the top becomes the first rung. So width
// follows density by itself, at each place in time: an event is appended two or three times
// whatever the rate is, and sorted among a few hundred. What is pushed into the run's own time is
// inserted into the run if it is among the next 40, and goes to a small heap otherwise; a heap that
// grows too large is cut into a rung. With up to 40 events there is nothing but the run.
//
// Against Tang, Goh and Thng: buckets of up to hundreds of events, because a bag costs a write
// while a bucket costs cache misses; sorting by a first distribution over as many places as events;
// widths from the rate of the recent past as well as from what waits in the top; neighbours joined
// where buckets turn out too narrow.
//
// Push and pop are amortised O(1) where no more than a bucket of events share a nanosecond, and
// O(log n) where they do.
//
// Invariants
//   1. Keys in near are below near_end_, which is where the next bucket of the lowest rung begins;
//      each rung but the first ends where the next bucket of the one above begins; keys in the top
//      are not below the end of the first rung.
//   2. The heap is empty if the run is.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/dary_heap.hpp"
#include "sim/kernel/lists/event_chunks.hpp"
#include "sim/kernel/lists/event_queue.hpp"
#include "sim/kernel/lists/event_run.hpp"
#include "sim/kernel/lists/run_sorter.hpp"

namespace sim {

class LadderQueue {
  public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    // What most events take is inlined into the loop of the engine; the rest is not, so that it
    // does not cost them registers.
    [[gnu::always_inline]] void push(Event e) {
        ++size_;
        const TimeKey key = key_of(e.time);
        if (key < near_end_) {
            insert_near(e);
        } else {
            file(e, key);
        }
    }

    [[gnu::always_inline]] bool has_before(Time limit) {
        if (run_.empty() && !refill(key_of(limit))) return false;
        return first().time < limit;
    }

    const Event& top() {
        if (run_.empty()) refill(kLastKey);
        return first();
    }

    [[gnu::always_inline]] Event pop() {
        if (run_.empty()) refill(kLastKey);
        --size_;
        if (!late_.empty()) return pop_of_two();
        const Event e = run_.back();
        run_.pop_back();
        return e;
    }

    // Whether the first event equals `e`, which was popped last, with no push in between. O(1): the
    // run and the heap hold all of the instant that was popped last.
    [[gnu::always_inline]] bool next_is(Event e) const { return !run_.empty() && first() == e; }

    // A guess at what will be popped k events from now, or nullptr: for prefetching. Right unless
    // something was pushed, or will be, that comes before it and after the run was sorted. O(1).
    const Event* upcoming(std::size_t k) const {
        return k < run_.size() ? &run_[run_.size() - 1 - k] : nullptr;
    }

    // In use: a push looks through them. For tests, as upcoming() is for how long the run is.
    std::size_t rungs() const { return depth_; }

    // O(rungs).
    std::size_t memory_bytes() const {
        std::size_t bytes = run_.memory_bytes() + late_.memory_bytes() + sorter_.memory_bytes() +
                            chunks_.memory_bytes() + rungs_.capacity() * sizeof(Rung);
        for (const Rung& rung : rungs_) bytes += rung.buckets.capacity() * sizeof(EventChunks::Bag);
        return bytes;
    }

  private:
    struct Rung {
        TimeKey base = 0;      // where the first bucket begins
        TimeKey end = 0;       // at most where the last one ends
        unsigned shift = 0;    // a bucket is 2^shift ns wide
        std::size_t next = 0;  // the first bucket not yet consumed
        std::size_t size = 0;  // buckets in use; the others are empty
        std::vector<EventChunks::Bag> buckets;

        TimeKey begin_of(std::size_t bucket) const {
            return bucket == size ? end : base + (TimeKey{bucket} << shift);
        }
    };

    static constexpr std::size_t kFlat = 16;          // so many events need no buckets
    static constexpr std::size_t kReach = 40;         // of an insertion into the run
    static constexpr std::size_t kSmallBucket = 16;   // aimed at with few events,
    static constexpr std::size_t kLargeBucket = 256;  // and with many
    static constexpr std::size_t kMaxBuckets = 4096;  // in a rung
    static constexpr std::size_t kNoLimit = SIZE_MAX;

    [[gnu::always_inline]] const Event& first() const {
        if (!late_.empty() && before(late_.top(), run_.back())) return late_.top();
        return run_.back();
    }

    [[gnu::noinline]] Event pop_of_two() {
        if (before(late_.top(), run_.back())) return late_.pop();
        const Event e = run_.back();
        run_.pop_back();
        if (run_.empty()) {
            late_.consume([this](const Event& later) { run_.push_back(later); });
            std::sort(run_.events().begin(), run_.events().end(), after);
        }
        return e;
    }

    static bool after(const Event& a, const Event& b) { return before(b, a); }

    // Events that a bucket should hold. Much fewer than are pending, so that few are pushed into
    // the time of the run.
    std::size_t aim() const { return std::clamp(size_ / 16, kSmallBucket, kLargeBucket); }

    // Whatever is seldom is the last call, so that the path of most events saves no registers.
    [[gnu::always_inline]] void insert_near(Event e) {
        std::size_t at = run_.size();
        if (run_.is_full()) [[unlikely]]
            return insert_in_larger(e);
        Event* const run = run_.data();
        if (at > kReach && run[at - kReach].time <= e.time) return insert_late(e);
        for (; at > 0 && run[at - 1].time < e.time; --at) run[at] = run[at - 1];
        if (at > 0 && run[at - 1].time == e.time) [[unlikely]]
            return insert_among_ties(e, at);
        run[at] = e;
        run_.added();
        if (run_.size() > run_limit_) [[unlikely]]
            return spread_near();
    }

    [[gnu::noinline]] void insert_in_larger(Event e) {
        run_.make_room();
        insert_near(e);
    }

    // Requires room at `at`, and that the events before it are not earlier than `e`.
    [[gnu::noinline]] void insert_among_ties(Event e, std::size_t at) {
        Event* const run = run_.data();
        for (; at > 0 && before(run[at - 1], e); --at) run[at] = run[at - 1];
        run[at] = e;
        run_.added();
        if (run_.size() > run_limit_) spread_near();
    }

    [[gnu::noinline]] void insert_late(Event e) {
        late_.push(e);
        if (late_.size() > late_limit_) spread_near();
    }

    [[gnu::noinline]] void file(Event e, TimeKey key) {
        for (std::size_t r = depth_; r-- > 0;) {
            Rung& rung = rungs_[r];
            if (key >= rung.end) continue;
            chunks_.add(rung.buckets[(key - rung.base) >> rung.shift], e);
            return;
        }
        add_top(e, key);
    }

    void add_top(Event e, TimeKey key) {
        if (top_.count == 0) top_min_ = top_max_ = key;
        top_min_ = std::min(top_min_, key);
        top_max_ = std::max(top_max_, key);
        chunks_.add(top_, e);
    }

    // Fills the run from what begins before `limit`; returns false if there is nothing. Requires
    // run and heap to be empty.
    [[gnu::noinline]] bool refill(TimeKey limit) {
        if (chunks_.hollow()) give_back_memory();
        for (;;) {
            if (depth_ == 0) {
                if (top_.count == 0) return false;
                if (top_min_ >= limit && size_ > kFlat) return false;
                if (take_top()) return true;
                continue;
            }
            Rung& rung = rungs_[depth_ - 1];
            while (rung.next < rung.size && near_end_ < limit &&
                   rung.buckets[rung.next].count == 0) {
                near_end_ = rung.begin_of(++rung.next);
            }
            if (rung.next == rung.size) {
                --depth_;
                continue;
            }
            if (near_end_ >= limit) return false;
            if (rung.shift > 0 && rung.buckets[rung.next].count > 4 * aim()) {
                split(rung);
            } else {
                take_buckets(rung, limit);
                return true;
            }
        }
    }

    // Cuts the next bucket into a rung of its own.
    void split(Rung& rung) {
        const TimeKey begin = near_end_;
        EventChunks::Bag bag = std::exchange(rung.buckets[rung.next++], {});
        const TimeKey end = rung.begin_of(rung.next);
        unsigned shift = rung.shift;
        for (std::size_t n = 1; n < kMaxBuckets && n * aim() < bag.count && shift > 0; n *= 2) {
            --shift;
        }
        add_rung(begin, end, shift);
        chunks_.consume(bag, [this](const Event& e) { file_lowest(e); });
    }

    // Takes the next bucket as the run, and neighbours as long as they are few.
    void take_buckets(Rung& rung, TimeKey limit) {
        const TimeKey begin = near_end_;
        const std::size_t enough = aim();
        do {
            chunks_.drain(rung.buckets[rung.next++], run_);
            near_end_ = rung.begin_of(rung.next);
        } while (rung.next < rung.size && near_end_ < limit &&
                 run_.size() + rung.buckets[rung.next].count <= enough);
        taken_ += run_.size();
        sorter_.sort_descending(run_.events(), begin, near_end_);
        set_limits();
    }

    // Makes the top the run, if it is small, or else the first rung. Returns true if the run has
    // something. Requires that there is no rung, and that the top is not empty.
    bool take_top() {
        const std::size_t n = top_.count;
        const bool flat = n <= kFlat;
        if (!flat && top_max_ - top_min_ >= 2 && n > 2 * aim()) {
            const TimeKey end = top_max_ + 1;
            const unsigned shift = top_shift();
            const TimeKey base = top_min_ >> shift << shift;
            EventChunks::Bag bag = std::exchange(top_, {});
            add_rung(base, end, shift);
            chunks_.consume(bag, [this](const Event& e) { file_lowest(e); });
            near_end_ = base;
            epoch_ = base;
            taken_ = 0;
            return false;
        }
        chunks_.drain(top_, run_);
        near_end_ = flat ? kLastKey : top_max_ + 1;
        sorter_.sort_descending(run_.events(), top_min_, top_max_ + 1);
        set_limits();
        return true;
    }

    // The width of the first rung's buckets: as many events in each as aimed at, by what the top
    // holds or, if that is narrower, by how many came since the last time.
    unsigned top_shift() const {
        const TimeKey span = top_max_ - top_min_;
        const auto want = static_cast<double>(aim());
        double width = static_cast<double>(span) * want / top_.count;
        if (taken_ > 0 && top_min_ > epoch_) {
            const auto gone = static_cast<double>(top_min_ - epoch_);
            width = std::min(width, gone * want / static_cast<double>(taken_));
        }
        const std::size_t most = std::clamp<std::size_t>(top_.count, 16, kMaxBuckets - 2);
        unsigned shift = 0;
        while (shift < 63 && static_cast<double>(TimeKey{2} << shift) <= width) ++shift;
        while (span >> shift > most) ++shift;
        return shift;
    }

    // Puts run and heap, which have grown by insertions, back into buckets. The nearer half of a
    // flat run stays.
    [[gnu::noinline]] void spread_near() {
        if (depth_ == 0 && top_.count == 0 && late_.empty()) {
            const TimeKey pivot = key_of(run_[run_.size() / 2].time);
            std::size_t later = 0;
            for (const Event& e : run_.events()) {
                if (key_of(e.time) < pivot) break;
                add_top(e, key_of(e.time));
                ++later;
            }
            run_.drop_front(later);
            near_end_ = pivot;
            set_limits();
            return;
        }
        const TimeKey begin = key_of(first().time);
        if (near_end_ - begin < 2) {  // one nanosecond cannot be cut
            run_limit_ = late_limit_ = kNoLimit;
            return;
        }
        unsigned shift = 0;
        const std::size_t most =
            std::clamp<std::size_t>((run_.size() + late_.size()) / aim() * 4, 2, kMaxBuckets - 1);
        while ((near_end_ - begin) >> shift > most) ++shift;
        add_rung(begin, near_end_, shift);
        for (const Event& e : run_.events()) file_lowest(e);
        late_.consume([this](const Event& e) { file_lowest(e); });
        run_.clear();
        near_end_ = begin;
        set_limits();
    }

    // A run that grows although few of its events are near the next one was filled from its back,
    // by events each earlier than the one before. It may become as large as all the rest, so that
    // a list filled like this has as many rungs as its number has binary digits.
    void set_limits() {
        run_limit_ = near_end_ == kLastKey ? kReach : run_.size() + std::max(4 * aim(), size_);
        late_limit_ = std::max<std::size_t>(run_.size(), 4 * aim());
    }

    void add_rung(TimeKey base, TimeKey end, unsigned shift) {
        while (depth_ > 0 && rungs_[depth_ - 1].next == rungs_[depth_ - 1].size) --depth_;
        if (depth_ == rungs_.size()) rungs_.emplace_back();
        Rung& rung = rungs_[depth_++];
        rung.base = base;
        rung.end = end;
        rung.shift = shift;
        rung.next = 0;
        rung.size = ((end - 1 - base) >> shift) + 1;
        assert(rung.size <= kMaxBuckets);
        if (rung.buckets.size() < rung.size) rung.buckets.resize(rung.size);
    }

    void file_lowest(const Event& e) {
        Rung& rung = rungs_[depth_ - 1];
        chunks_.add(rung.buckets[(key_of(e.time) - rung.base) >> rung.shift], e);
    }

    // Requires run and heap to be empty.
    void give_back_memory() {
        run_.give_back(size_);
        rungs_.resize(depth_);
        chunks_.rebuild([this](auto&& move) {
            move(top_);
            for (Rung& rung : rungs_) {
                for (EventChunks::Bag& bag : rung.buckets) move(bag);
            }
        });
    }

    EventRun run_;
    TimeKey near_end_ = kLastKey;
    QuaternaryHeap late_;
    std::size_t size_ = 0;
    std::size_t run_limit_ = kReach;
    std::size_t late_limit_ = 4 * kSmallBucket;
    std::size_t depth_ = 0;  // rungs in use
    std::vector<Rung> rungs_;
    EventChunks chunks_;
    EventChunks::Bag top_;
    TimeKey top_min_ = 0;
    TimeKey top_max_ = 0;
    TimeKey epoch_ = 0;      // where the first rung began,
    std::size_t taken_ = 0;  // and how many have come out of buckets since
    RunSorter sorter_;
};

}  // namespace sim
