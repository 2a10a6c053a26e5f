// A scenario run once into its directory.
#pragma once

#include "models/world/scenario.hpp"

#include "tools/base/console.hpp"
#include "tools/run/run_request.hpp"

namespace tools {

// Writes the run directory, prints the end screen or JSON, and returns an ExitCode: kUnbalanced,
// kInterrupted, or kMissed if a threshold was. Throws InputError and IoError.
int run_once(const models::Scenario& scenario, const RunRequest& request, Console& console);

}  // namespace tools
