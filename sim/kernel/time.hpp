// Simulated time: a signed count of nanoseconds from the scenario's origin, negative before it.
//
// The calendar (dates, offsets) matters to input and output only and is not known here.
#pragma once

#include <cstdint>
#include <limits>

namespace sim {

using Time = std::int64_t;      // a point, ns from origin
using Duration = std::int64_t;  // a difference of two points, ns

inline constexpr Duration kNanosecond = 1;
inline constexpr Duration kMicrosecond = 1'000;
inline constexpr Duration kMillisecond = 1'000'000;
inline constexpr Duration kSecond = 1'000'000'000;
inline constexpr Duration kMinute = 60 * kSecond;
inline constexpr Duration kHour = 60 * kMinute;
inline constexpr Duration kDay = 24 * kHour;

// Beyond every event; no event may carry it.
inline constexpr Time kNever = std::numeric_limits<Time>::max();

// Correctly rounded for |d| up to 2^53 ns, so that 3839 s is 3839.0; times 1e-9 it is a last bit
// off.
constexpr double to_seconds(Duration d) {
    return static_cast<double>(d) / 1e9;
}

// The last multiple of `step` that is not after `t`, also before the origin. Requires step > 0.
constexpr Time floor_to(Time t, Duration step) {
    return t - ((t % step) + step) % step;
}

// Rounds towards zero. Requires |s| < 9.2e9.
constexpr Duration from_seconds(double s) {
    return static_cast<Duration>(s * 1e9);
}

}  // namespace sim
