// A scenario run into its directory, once or replicated: what `run` does, and `compare` for
// scenarios.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/kernel/executor.hpp"

#include "tools/commands.hpp"

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

// Whether a scenario asks for more than one run.
bool is_replicated(const models::Scenario& scenario);

// "runs/<scenario>-<seed>-<first 8 of the hash>"
std::string default_place(const models::Scenario& scenario, const std::string& hash);

// As many as there are cores, and no more than the work can be cut into.
int default_threads(const models::Scenario& scenario);

// Writes the run directory, prints the end screen or JSON, and returns an ExitCode. Throws
// InputError and IoError.
int run_scenario(const models::Scenario& scenario, const RunRequest& request, Console& console);

}  // namespace tools
