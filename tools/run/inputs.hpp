// The exact inputs of a run, as its directory holds them: moved anywhere, they run again.
#pragma once

#include <string>

#include "models/world/scenario.hpp"

namespace tools {

struct Inputs {
    static constexpr const char* kScenarioFile = "scenario.resolved.yaml";
    static constexpr const char* kRecordFile = "record.yaml";

    std::string scenario;  // resolved, with its sources; its `record` is kRecordFile, beside it
    std::string record;    // what that file holds; empty if the scenario has none
    // 32 hex digits; of both texts but for the sources, whatever folder they were read from.
    std::string hash;
};

// 32 hex digits that tell whether two texts are the same.
std::string text_digest(const std::string& text);

// Throws IoError if the record cannot be read.
Inputs inputs_of(const models::Scenario& scenario);

}  // namespace tools
