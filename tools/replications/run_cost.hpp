// What a run will take, before it is made: from docs/performance.md, "What --dry-run says".
#pragma once

#include <cstdint>
#include <string>

#include "models/world/scenario.hpp"

namespace tools {

struct RunCost {
    double orders;   // simulated one by one
    double windows;  // of the executor
    double seconds;  // on so many threads, of one run or replication
    int threads;
    double bytes;               // at the peak
    std::int64_t replications;  // at least
    std::int64_t replications_at_most;
};

// `threads` is what one run has; more than two are taken for two.
RunCost expected_cost(const models::Scenario& scenario, int threads);

std::string text_of(const RunCost& cost, const models::Scenario& scenario);

// One JSON object, with what the text says.
std::string json_of(const RunCost& cost, const models::Scenario& scenario);

}  // namespace tools
