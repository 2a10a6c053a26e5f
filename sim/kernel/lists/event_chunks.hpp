// Many bags of events in common storage: what bucketed event lists keep their buckets in.
//
// A bag is a chain of chunks of 32 events; only the last has room. Chunks of emptied bags serve the
// others. Bags are numbers, not pointers: a copy of the storage and of its bags is independent.
// Where ChunkPool keeps order and any type, this keeps events without order, for a push of one
// write.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/event.hpp"
#include "sim/kernel/lists/event_queue.hpp"
#include "sim/kernel/lists/event_run.hpp"

namespace sim {

class EventChunks {
  public:
    struct Bag {
        std::uint32_t last = 0;  // chunk, if count > 0
        std::uint32_t count = 0;
    };

    void add(Bag& bag, Event e) {
        const std::uint32_t at = bag.count % kEvents;
        if (at == 0) {
            const std::uint32_t fresh = acquire();
            previous_[fresh] = bag.last;
            bag.last = fresh;
        }
        events_[std::size_t{bag.last} * kEvents + at] = e;
        ++bag.count;
    }

    // Empties the bag and calls visit(event) for each. `visit` may add to other bags.
    template <class Visit>
    void consume(Bag& bag, Visit&& visit) {
        // A chunk is copied and free before its events are visited: so they find room in it.
        std::array<Event, kEvents> chunk;
        for_each_chunk(bag, [&](const Event* events, std::size_t n) {
            std::copy_n(events, n, chunk.data());
            return [&, n] {
                for (std::size_t i = 0; i < n; ++i) visit(chunk[i]);
            };
        });
    }

    // Empties the bag onto the end of a run.
    void drain(Bag& bag, EventRun& out) {
        for_each_chunk(bag, [&](const Event* events, std::size_t n) {
            out.append(events, n);
            return [] {};
        });
    }

    // True if most of the storage is unused and it is worth moving the rest: rebuild() then.
    bool hollow() const { return previous_.size() > kKeep && used_ < previous_.size() / 8; }

    // Moves all bags into storage of a fitting size. for_each_bag(f) calls f(bag) for every bag
    // in use.
    template <class ForEachBag>
    void rebuild(ForEachBag&& for_each_bag) {
        EventChunks fitting;
        fitting.reserve(std::max<std::size_t>(2 * std::size_t{used_}, kKeep / 2));
        for_each_bag([&](Bag& bag) {
            Bag moved;
            consume(bag, [&](const Event& e) { fitting.add(moved, e); });
            bag = moved;
        });
        *this = std::move(fitting);
    }

    std::size_t memory_bytes() const {
        return events_.capacity() * sizeof(Event) + previous_.capacity() * sizeof(std::uint32_t);
    }

  private:
    static constexpr std::uint32_t kEvents = 32;
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::size_t kKeep = 512;  // chunks that are never given back: 256 kB

    // Empties the bag, its last chunk first. Each chunk is shown, then freed, then what `show`
    // returned is called.
    template <class Show>
    void for_each_chunk(Bag& bag, Show&& show) {
        Bag rest = std::exchange(bag, Bag{});
        while (rest.count > 0) {
            const std::uint32_t n = (rest.count - 1) % kEvents + 1;
            const std::uint32_t chunk = rest.last;
            const auto then = show(&events_[std::size_t{chunk} * kEvents], n);
            rest.last = previous_[chunk];
            rest.count -= n;
            release(chunk);
            then();
        }
    }

    std::uint32_t acquire() {
        ++used_;
        if (free_ != kNone) return std::exchange(free_, previous_[free_]);
        if (previous_.size() == previous_.capacity()) {
            reserve(std::max<std::size_t>(8, previous_.size() + previous_.size() / 2));
        }
        previous_.push_back(kNone);
        events_.resize(events_.size() + kEvents);
        return static_cast<std::uint32_t>(previous_.size() - 1);
    }

    void release(std::uint32_t chunk) {
        --used_;
        previous_[chunk] = std::exchange(free_, chunk);
    }

    void reserve(std::size_t chunks) {
        assert(chunks < kNone);
        previous_.reserve(chunks);
        events_.reserve(chunks * kEvents);
    }

    std::vector<Event> events_;
    std::vector<std::uint32_t> previous_;  // by chunk: the one before it in its bag, or next free
    std::uint32_t free_ = kNone;
    std::uint32_t used_ = 0;
};

}  // namespace sim
