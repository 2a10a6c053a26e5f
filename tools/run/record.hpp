// The published record, as data: scenarios/published.yaml. Nothing else reads that file.
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

// From when the balances of a year's pre-sales could be paid.
struct BalanceGate {
    int year = 0;
    sim::Duration from = 0;  // after 00:00 of 11 November (+08:00), negative before it
};

struct Record {
    std::string path;
    // Both in the order of the file. Facts of intervals other than the day, and those without a
    // value, are left out.
    std::vector<Fact> facts;
    std::vector<BalanceGate> gates;

    std::vector<Fact> of(int year) const;
};

// Throws IoError if the file cannot be read and InputError, with its line, if it is not such a
// record: a file without `metrics` is none.
Record read_record(const std::string& path);

}  // namespace tools
