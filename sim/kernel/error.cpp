#include "sim/kernel/error.hpp"

#include <fmt/format.h>

namespace sim {

std::string describe_time(Time t) {
    const bool earlier = t < 0;
    // Negating the most negative Time would overflow; unsigned arithmetic wraps as wanted.
    const auto ns = earlier ? 0 - static_cast<std::uint64_t>(t) : static_cast<std::uint64_t>(t);
    const auto hours = ns / static_cast<std::uint64_t>(kHour);
    const auto minutes = ns / static_cast<std::uint64_t>(kMinute) % 60;
    const auto seconds = ns / static_cast<std::uint64_t>(kSecond) % 60;
    return fmt::format("{} h {:02} min {:02}.{:09} s {} the origin ({} ns)", hours, minutes,
                       seconds, ns % static_cast<std::uint64_t>(kSecond),
                       earlier ? "before" : "after", t);
}

std::string describe_event(const Event& e) {
    return fmt::format("event of kind {}, entity {}, attempt {}, at {}", kind_of(e), entity_of(e),
                       attempt_of(e), describe_time(e.time));
}

void throw_past(const std::string& agent, Event e, Time earliest) {
    throw Defect(fmt::format("{}: {} is in the past: its receiver has reached {}", agent,
                             describe_event(e), describe_time(earliest)));
}

void throw_never(const std::string& agent, Event e) {
    throw Defect(fmt::format("{}: event of kind {}, entity {}, attempt {}, is scheduled for never",
                             agent, kind_of(e), entity_of(e), attempt_of(e)));
}

void throw_equal_events(const std::string& agent, Event e) {
    throw Defect(fmt::format("{}: two equal records of {}", agent, describe_event(e)));
}

}  // namespace sim
