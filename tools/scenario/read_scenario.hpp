// A scenario file as the commands read it: what the models check, and names that only the tools
// know.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/reader.hpp"
#include "models/world/scenario.hpp"

namespace tools {

using ScenarioReading = models::Reading<models::Scenario>;

// The scenario gets the sources that were read.
ScenarioReading read_scenario(const std::string& file,
                              const std::vector<std::string>& overrides = {});

}  // namespace tools
