// The reference page of all parameters, docs/scenario-reference.md, from their descriptions.
#pragma once

#include <string>

#include "models/scenario/parameter_tree.hpp"

namespace models {

// Where the value of a parameter comes from if nobody states it: its declared source, "the
// scenario" for what is required, "" for what has no default.
std::string_view default_source(const Parameter& parameter);

// A Markdown page: how values are written, then a heading and a table for each section.
std::string reference_page(const Parameter& root);

}  // namespace models
