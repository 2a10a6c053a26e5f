// The published record, as data: scenarios/published.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/kernel/time.hpp"

namespace tools {

struct Fact {
    std::string metric;
    std::string unit;
    int year = 0;
    std::optional<sim::Duration> at;  // after 00:00 of 11 November; none where there is no instant
    double value = 0;                 // in the metric's unit
    std::string confidence;
};

// The facts of one year that have a value, in the order of the file. Throws IoError if the file
// cannot be read and InputError, with its line, if it is not such a record.
std::vector<Fact> read_record(const std::string& path, int year);

// "06:30:00" in ns; nothing if it is no clock time up to 24:00:00.
std::optional<sim::Duration> parse_clock(const std::string& text);

}  // namespace tools
