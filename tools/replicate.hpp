// `run` with many replications: runs them side by side, keeps each as it finishes, and writes what
// they say together.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/kernel/executor.hpp"

#include "tools/commands.hpp"

namespace tools {

struct ReplicateOptions {
    std::filesystem::path place;  // of the run directory
    int threads = 1;              // replications at a time
    sim::Transport transport = sim::Transport::memory;
    bool force = false, resume = false, json = false, quiet = false, idle_events = false;
};

// Whether a scenario asks for more than one run.
bool is_replicated(const models::Scenario& scenario);

// Returns an ExitCode: kUnbalanced if a replication failed, kInterrupted, or kImprecise if the cap
// of `precision` came first. Throws InputError if a metric of `precision` has no value.
int run_replicated(const models::Scenario& scenario, const ReplicateOptions& options,
                   Console& console);

}  // namespace tools
