// Where messages wait between two cells.
//
// A channel has one writer and one reader that never run at the same time on the same buffer: cells
// of different phases are separated by a barrier; between cells of one phase the two buffers change
// places at each window. In `bytes` transport every message is written into a byte buffer and read
// back from it, which proves that cells share nothing but bytes.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/kernel/message.hpp"

namespace sim {

enum class Transport { memory, bytes };

class Mailbox {
  public:
    void put(const Message& m, Transport transport) {
        if (transport == Transport::memory) {
            messages_.push_back(m);
        } else {
            encode(m);
        }
    }

    bool empty() const { return messages_.empty() && bytes_.empty(); }

    // Everything put since the last clear(), in order. The span holds until clear().
    std::span<const Message> take() {
        if (!bytes_.empty()) messages_ = decoded();
        return messages_;
    }

    // Calls visit(message) for everything put since the last clear(), in order, and keeps it.
    template <class Visit>
    void for_each(Visit&& visit) const {
        if (bytes_.empty()) {
            for (const Message& m : messages_) visit(m);
        } else {
            for (const Message& m : decoded()) visit(m);
        }
    }

    void clear() {
        messages_.clear();
        bytes_.clear();
    }

    std::size_t memory_bytes() const {
        return messages_.capacity() * sizeof(Message) + bytes_.capacity();
    }

  private:
    void encode(const Message& m);
    std::vector<Message> decoded() const;

    std::vector<Message> messages_;
    std::vector<std::byte> bytes_;
};

}  // namespace sim
