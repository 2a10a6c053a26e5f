// The values of a scenario as they would run, each with the line that states it and its source.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/parameter_tree.hpp"

#include "tools/base/json.hpp"
#include "tools/scenario/read_scenario.hpp"

namespace tools {

struct Value {
    std::string path, text;
    std::string place;  // the file and line that state it; empty of a default
    std::string mark, source;
};

// Those at or below `path`; "" means all. A path without indices means all items of its lists.
std::vector<Value> values_below(const std::string& path, const ScenarioReading& reading,
                                const models::Parameter& root);

// A single value as lines that go below its explanation; several as a table.
std::string values_text(const std::vector<Value>& values, const std::string& path);

Json values_json(const std::vector<Value>& values);

// "  name     text", nothing where there is no text: a line of an explanation.
void explain_line(std::string& out, std::string_view name, std::string_view text);

}  // namespace tools
