// A message from one cell to another: an event for the receiver, and 64 bits that go with it.
//
// The event's time, kind, entity and attempt decide the order at the receiver like those of any
// other event; (source cell, index) orders buffers only.
#pragma once

#include <cstdint>
#include <type_traits>

#include "sim/kernel/event.hpp"

namespace sim {

struct Message {
    Event event;
    std::uint64_t payload = 0;
};
static_assert(sizeof(Message) == 24 && std::is_trivially_copyable_v<Message>);

}  // namespace sim
