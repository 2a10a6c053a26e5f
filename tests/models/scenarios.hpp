// The shipped scenarios, for tests.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "models/scenario/reader.hpp"
#include "models/world/scenario.hpp"

inline models::Scenario shipped(const std::string& name,
                                const std::vector<std::string>& overrides = {}) {
    auto reading = models::read_scenario<models::Scenario>(
        std::string(SINGLESDAY_SOURCE_DIR) + "/scenarios/" + name, overrides);
    if (!reading.ok()) throw std::runtime_error(to_text(reading.errors.front()));
    return reading.scenario;
}
