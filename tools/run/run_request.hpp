// What a user asks of a run beside its scenario.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/kernel/executor.hpp"

namespace tools {

struct RunRequest {
    std::filesystem::path place;  // of the run directory
    int threads = 1;              // cells side by side, or replications
    sim::Transport transport = sim::Transport::memory;
    bool force = false, resume = false, json = false, quiet = false;
    // For tests of what must not change a result.
    bool idle_events = false;
    std::vector<double> relocate_at = {};  // s; of single runs
};

}  // namespace tools
