// What was done to one future event list in a run: for replaying it on others.
//
// A trace is a sequence of steps of 16 bytes, in memory and in its file: an event that is pushed, a
// pop, or a window that begins. Only programs that measure use it; the file is for one machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/kernel/event.hpp"

namespace tools {

inline constexpr std::uint64_t kPopTag = UINT64_MAX;         // kind 255 of no model
inline constexpr std::uint64_t kWindowTag = UINT64_MAX - 1;  // `time` is the end of the window

using EventTrace = std::vector<sim::Event>;

// Throw std::runtime_error, naming the file, if it cannot be written or read.
void write_trace(const std::string& file, const EventTrace& trace);
EventTrace read_trace(const std::string& file);

}  // namespace tools
