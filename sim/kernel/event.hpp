// An event: 16 bytes of plain data that say when, what, to whom, and which attempt it is.
//
// Events go by value: in registers. By reference they would be written in halves and read whole,
// which the memory of a processor cannot forward.
//
// Events are totally ordered by (time, kind, hash of entity, attempt). The order depends on what
// the events are and on nothing else: not on when they were inserted, not on threads, not on other
// events. Two equal events pending in one list are a defect of the model that made them. Hashing
// the entity keeps ties from favouring low numbers.
#pragma once

#include <cassert>
#include <cstdint>

#include "sim/kernel/time.hpp"

namespace sim {

struct Event {
    Time time = 0;
    std::uint64_t tag = 0;  // kind 8 bits, entity 40 bits, attempt 16 bits, from high to low

    friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 16);

inline constexpr std::uint64_t kMaxEntity = (std::uint64_t{1} << 40) - 1;

// Requires entity <= kMaxEntity; higher bits would change the kind.
constexpr Event make_event(Time time, std::uint8_t kind, std::uint64_t entity,
                           std::uint16_t attempt = 0) {
    assert(entity <= kMaxEntity);
    return {time, (std::uint64_t{kind} << 56) | (entity << 16) | attempt};
}

constexpr std::uint8_t kind_of(const Event& e) {
    return static_cast<std::uint8_t>(e.tag >> 56);
}
constexpr std::uint64_t entity_of(const Event& e) {
    return (e.tag >> 16) & kMaxEntity;
}
constexpr std::uint16_t attempt_of(const Event& e) {
    return static_cast<std::uint16_t>(e.tag);
}

namespace detail {
// A bijection of 40-bit numbers: an odd multiplication, folded so that high bits reach low ones.
constexpr std::uint64_t scatter40(std::uint64_t x) {
    x = (x * 0x9E3779B97F4A7C15ULL) & kMaxEntity;
    x ^= x >> 21;
    return (x * 0xD6E8FEB86659FD93ULL) & kMaxEntity;
}
}  // namespace detail

constexpr bool tie_before(Event a, Event b) {
    if (kind_of(a) != kind_of(b)) return kind_of(a) < kind_of(b);
    if (entity_of(a) != entity_of(b)) {
        return detail::scatter40(entity_of(a)) < detail::scatter40(entity_of(b));
    }
    return attempt_of(a) < attempt_of(b);
}

constexpr bool before(Event a, Event b) {
    return a.time != b.time ? a.time < b.time : tie_before(a, b);
}

}  // namespace sim
