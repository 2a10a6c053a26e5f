// Dates and clock times, at the border only: ISO 8601 with an offset to and from simulated time.
//
// Proleptic Gregorian calendar, years 1900 to 2200, no leap seconds, no time zones beyond the
// offset that is written. Nothing depends on libc, its locale or TZ.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/kernel/time.hpp"

#include "models/scenario/parsed.hpp"

namespace models {

// The instant that is time zero of a scenario, and the offset in which its times are printed.
// Default: 2019-11-11T00:00+08:00.
struct Origin {
    std::int64_t utc_s = 1'573'401'600;  // since 1970-01-01T00:00Z
    int offset_min = 480;                // of local time, east of UTC

    bool operator==(const Origin&) const = default;
};

// Reads `2019-11-11T00:00+08:00`; seconds and up to nine digits of a second are optional, `Z` is
// +00:00, and 24:00 is the next midnight. The offset is not optional. An origin is a whole second.
Parsed<Origin> parse_origin(std::string_view text);
Parsed<sim::Time> parse_instant(std::string_view text, const Origin& origin);

// Reads a time of day, `06:30` or `06:30:00`, up to `24:00:00`; nothing where it is none.
std::optional<sim::Duration> parse_clock(std::string_view text);

enum class Seconds { when_needed, always };

// Prints t with the origin's offset; a fraction of a second only where there is one. What is
// printed parses back to t.
std::string format_instant(sim::Time t, const Origin& origin,
                           Seconds seconds = Seconds::when_needed);

}  // namespace models
