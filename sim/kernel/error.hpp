// What the engine throws. Every message carries the values that are needed to find the cause.
#pragma once

#include <stdexcept>
#include <string>

#include "sim/kernel/event.hpp"

namespace sim {

// A defect of the program: an invariant of the engine or of a model was broken.
class Defect : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

// "2 h 03 min 00.500000000 s after the origin (7380500000000 ns)", for messages.
std::string describe_time(Time t);
std::string describe_event(const Event& e);

// An event or message that lies before what its receiver has already simulated.
[[noreturn]] void throw_past(const std::string& agent, Event e, Time earliest);

// An event whose time is kNever.
[[noreturn]] void throw_never(const std::string& agent, Event e);

// Two equal events were pending in one list.
[[noreturn]] void throw_equal_events(const std::string& agent, Event e);

}  // namespace sim
