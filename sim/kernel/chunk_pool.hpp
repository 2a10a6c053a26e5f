// Many growing lists in common storage: the memory behind bucketed event lists and timing wheels.
//
// A list is a chain of chunks, appended to at its tail and consumed whole. Chunks that a consumed
// list gives back serve the others, and beyond a few spare ones they are freed, so memory follows
// what is stored now, not the sum of the largest lists. A short list costs a short chunk. What
// stays of a peak is 36 bytes for each chunk of 2 kB.
//
// Lists are numbers, not pointers: a copy of the pool and of its lists is independent.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sim {

template <class T>
class ChunkPool {
  public:
    struct List {
        std::uint32_t head = kNone;
        std::uint32_t tail = kNone;
        bool empty() const { return head == kNone; }
    };

    void append(List& list, const T& value) {
        if (list.empty()) {
            list.head = list.tail = acquire();
        } else if (chunks_[list.tail].entries.size() >= kEntries) {
            const std::uint32_t fresh = acquire();
            chunks_[list.tail].next = fresh;
            list.tail = fresh;
        }
        chunks_[list.tail].entries.push_back(value);
    }

    // Calls visit(entry) for each, in the order of appending, and empties the list. `visit` may
    // append to other lists.
    template <class Visit>
    void consume(List& list, Visit&& visit) {
        for (std::uint32_t at = std::exchange(list, List{}).head; at != kNone;) {
            // The entries move out, because `visit` may grow chunks_.
            std::vector<T> entries = std::move(chunks_[at].entries);
            for (const T& entry : entries) visit(entry);
            entries.clear();
            chunks_[at].entries = std::move(entries);
            const std::uint32_t next = std::exchange(chunks_[at].next, kNone);
            release(at);
            at = next;
        }
    }

    // In the order of appending; the list stays as it is.
    template <class Visit>
    void for_each(const List& list, Visit&& visit) const {
        for (std::uint32_t at = list.head; at != kNone; at = chunks_[at].next) {
            for (const T& entry : chunks_[at].entries) visit(entry);
        }
    }

    // O(chunks).
    std::size_t memory_bytes() const {
        std::size_t bytes = chunks_.capacity() * sizeof(Chunk) +
                            (spare_.capacity() + hollow_.capacity()) * sizeof(std::uint32_t);
        for (const Chunk& chunk : chunks_) bytes += chunk.entries.capacity() * sizeof(T);
        return bytes;
    }

  private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::size_t kEntries =
        std::bit_floor(std::max<std::size_t>(16, 2048 / sizeof(T)));
    static constexpr std::size_t kAlwaysSpare = 16;

    struct Chunk {
        std::vector<T> entries;
        std::uint32_t next = kNone;
    };

    std::uint32_t acquire() {
        for (auto* free : {&spare_, &hollow_}) {
            if (free->empty()) continue;
            const std::uint32_t chunk = free->back();
            free->pop_back();
            return chunk;
        }
        chunks_.emplace_back();
        return static_cast<std::uint32_t>(chunks_.size() - 1);
    }

    void release(std::uint32_t chunk) {
        spare_.push_back(chunk);
        const std::size_t in_use = chunks_.size() - spare_.size() - hollow_.size();
        while (spare_.size() > kAlwaysSpare + in_use / 8) {
            std::vector<T>().swap(chunks_[spare_.back()].entries);
            hollow_.push_back(spare_.back());
            spare_.pop_back();
        }
    }

    std::vector<Chunk> chunks_;
    std::vector<std::uint32_t> spare_;   // free chunks that kept their storage
    std::vector<std::uint32_t> hollow_;  // free chunks without
};

}  // namespace sim
