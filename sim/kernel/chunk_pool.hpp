// Many growing lists in common storage: the memory behind timing wheels.
//
// A list is a chain of chunks of 256 bytes, appended to at its tail and consumed whole. Chunks come
// from blocks of 16, the only thing that is allocated: a pool that holds a steady number of entries
// allocates nothing. Blocks none of whose chunks is in use are freed but for a few, one in 32 of
// the most there were: memory follows what is stored now.
//
// Lists are numbers, not pointers: a copy of the pool and of its lists is independent.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sim {

// Requires of T: default construction and copying that do not throw.
template <class T>
class ChunkPool {
  public:
    struct List {
        std::uint32_t head = kNone;
        std::uint32_t tail = kNone;
        bool empty() const { return head == kNone; }
    };

    // O(1), but for a block allocated now and then.
    void append(List& list, const T& value) {
        if (list.empty()) {
            list.head = list.tail = acquire();
        } else if (at(list.tail).count == kEntries) {
            const std::uint32_t fresh = acquire();
            at(list.tail).next = fresh;
            list.tail = fresh;
        }
        Chunk& last = at(list.tail);
        last.entries[last.count++] = value;
    }

    // Calls visit(entry) for each, in the order of appending, and empties the list. `visit` may
    // append to other lists.
    template <class Visit>
    void consume(List& list, Visit&& visit) {
        for (std::uint32_t i = std::exchange(list, List{}).head; i != kNone;) {
            // A chunk is copied and free before its entries are visited: so they find room in it.
            const Chunk chunk = at(i);
            release(i);
            for (std::uint32_t e = 0; e < chunk.count; ++e) visit(chunk.entries[e]);
            i = chunk.next;
        }
    }

    // The entries of all lists, in the order of memory. O(most entries there were of late).
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (const Block& block : blocks_) {
            if (block.used == 0) continue;
            for (const Chunk& chunk : block.chunks) {
                for (std::uint32_t e = 0; e < chunk.count; ++e) visit(chunk.entries[e]);
            }
        }
    }

    // O(1).
    std::size_t memory_bytes() const {
        return blocks_.capacity() * sizeof(Block) + open_.capacity() * sizeof(std::uint32_t) +
               (blocks_.size() - hollow_.size()) * kChunks * sizeof(Chunk) +
               hollow_.capacity() * sizeof(std::uint32_t);
    }

  private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::uint32_t kChunks = 16;  // of a block
    static constexpr std::uint32_t kEntries =
        static_cast<std::uint32_t>(std::max<std::size_t>(4, 248 / sizeof(T)));
    static constexpr std::size_t kAlwaysKept = 2;

    struct Chunk {
        std::array<T, kEntries> entries;
        std::uint32_t count = 0;     // 0 if it is free
        std::uint32_t next = kNone;  // in its list, or, if it is free, in its block
    };
    struct Block {
        std::vector<Chunk> chunks;  // empty or kChunks
        std::uint32_t used = 0;
        std::uint32_t free = kNone;     // the first of its free chunks
        std::uint32_t open_at = kNone;  // its place in open_, if it has a free chunk
    };

    Chunk& at(std::uint32_t i) { return blocks_[i / kChunks].chunks[i % kChunks]; }
    const Chunk& at(std::uint32_t i) const { return blocks_[i / kChunks].chunks[i % kChunks]; }

    std::uint32_t acquire() {
        if (open_.empty()) add_block();
        const std::uint32_t b = open_.back();
        Block& block = blocks_[b];
        if (block.used++ == 0) --unused_;
        const std::uint32_t i = block.free;
        block.free = at(i).next;
        if (block.free == kNone) close(b);
        at(i).next = kNone;
        return i;
    }

    void release(std::uint32_t i) {
        const std::uint32_t b = i / kChunks;
        Block& block = blocks_[b];
        at(i).count = 0;
        at(i).next = std::exchange(block.free, i);
        if (block.open_at == kNone) open(b);
        if (--block.used > 0) return;
        ++unused_;
        if (unused_ > kAlwaysKept + blocks_.size() / 32) hollow_out(b);
    }

    void add_block() {
        if (hollow_.empty()) {
            assert(blocks_.size() < kNone / kChunks);
            hollow_.push_back(static_cast<std::uint32_t>(blocks_.size()));
            blocks_.emplace_back();
        }
        const std::uint32_t b = hollow_.back();
        hollow_.pop_back();
        Block& block = blocks_[b];
        block.chunks.resize(kChunks);
        for (std::uint32_t i = kChunks; i-- > 0;) {
            block.chunks[i].next = std::exchange(block.free, b * kChunks + i);
        }
        open(b);
        ++unused_;
    }

    void hollow_out(std::uint32_t b) {
        close(b);
        blocks_[b] = Block{};
        hollow_.push_back(b);
        --unused_;
    }

    void open(std::uint32_t b) {
        blocks_[b].open_at = static_cast<std::uint32_t>(open_.size());
        open_.push_back(b);
    }

    void close(std::uint32_t b) {
        const std::uint32_t place = std::exchange(blocks_[b].open_at, kNone);
        open_[place] = open_.back();
        blocks_[open_[place]].open_at = place;
        open_.pop_back();
        blocks_[b].open_at = kNone;
    }

    std::vector<Block> blocks_;
    std::vector<std::uint32_t> open_;    // blocks with a free chunk
    std::vector<std::uint32_t> hollow_;  // blocks without storage
    std::size_t unused_ = 0;             // blocks with storage, none of it in use
};

}  // namespace sim
