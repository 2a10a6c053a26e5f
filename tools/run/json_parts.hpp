// What summary and manifest of one run and of many have in common.
#pragma once

#include "sim/stats/digest.hpp"

#include "models/world/scenario.hpp"

#include "tools/base/json.hpp"
#include "tools/run/tables.hpp"

namespace tools {

// Status, scenario, version, seed, scale, inputs.
Json summary_head(const models::Scenario& scenario, const RunContext& context);

// Program, version, compiler, status, scenario and its hash, seed, scale.
Json manifest_head(const models::Scenario& scenario, const RunContext& context);

// Sub-digests by table, each with those of its columns.
Json tables_of(const sim::Digest& digest);

// What differs between two runs of one scenario.
Json volatile_of(const RunContext& context);

}  // namespace tools
