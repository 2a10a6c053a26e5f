// `run` with many replications: runs them side by side, keeps each as it finishes, and writes what
// they say together.
#pragma once

#include "models/world/scenario.hpp"

#include "tools/base/console.hpp"
#include "tools/run/run_request.hpp"

namespace tools {

// Returns an ExitCode: kUnbalanced if a replication failed, kInterrupted, kMissed if a threshold
// was, or kImprecise if the cap of `precision` came first. Throws InputError if a metric of
// `precision` has no value.
int run_replicated(const models::Scenario& scenario, const RunRequest& request, Console& console);

}  // namespace tools
