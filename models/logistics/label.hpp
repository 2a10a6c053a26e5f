// A cohort of parcels: where from, where to, of which class, and when ordered.
#pragma once

#include <cstdint>

#include "sim/kernel/time.hpp"

namespace models {

enum class ParcelClass : std::uint8_t {
    ordinary,    // of the headline
    presale,     // of the headline
    neighbour,   // of the platform, but ordered outside the headline
    background,  // China's other parcels
};
inline constexpr std::size_t kParcelClasses = 4;

constexpr bool in_headline(ParcelClass c) {
    return c == ParcelClass::ordinary || c == ParcelClass::presale;
}

inline constexpr std::size_t kMaxProvinces = 32;

// 40 bits, so that it can be the entity of an event.
struct ParcelLabel {
    std::uint8_t origin = 0;       // below kMaxProvinces
    std::uint8_t destination = 0;  // below kMaxProvinces
    ParcelClass kind = ParcelClass::ordinary;
    std::uint16_t ordered = 0;  // tick in which it was paid, from the start of detail
    std::uint16_t trace = 0;    // below kTraceTags; 0: not traced

    static constexpr int kTraceShift = 28;
    static constexpr std::uint16_t kTraceTags = 1 << 12;

    std::uint64_t pack() const {
        return (std::uint64_t{trace} << kTraceShift) | (std::uint64_t{ordered} << 12) |
               (static_cast<std::uint64_t>(kind) << 10) | (std::uint64_t{origin} << 5) |
               destination;
    }
    static ParcelLabel unpack(std::uint64_t w) {
        return {static_cast<std::uint8_t>((w >> 5) & 31), static_cast<std::uint8_t>(w & 31),
                static_cast<ParcelClass>((w >> 10) & 3), static_cast<std::uint16_t>(w >> 12),
                static_cast<std::uint16_t>(w >> kTraceShift)};
    }
};

}  // namespace models
