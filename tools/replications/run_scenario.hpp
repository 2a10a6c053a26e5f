// A scenario run into its directory, once or replicated: what `run` does, and `compare` for
// scenarios.
#pragma once

#include <string>

#include "models/world/scenario.hpp"

#include "tools/base/console.hpp"
#include "tools/run/run_request.hpp"

namespace tools {

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
