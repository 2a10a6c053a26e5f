// The scenario's JSON Schema (draft 2020-12), for completion and checks while a file is edited.
//
// It is never stricter than the reader, and knows less: what lies between several parameters, and
// bounds of quantities with units, only `singlesday validate` checks. Top-level sections may lack
// required parameters, because `extends` can supply them; items of lists may not.
#pragma once

#include <string>

#include "models/scenario/parameter_tree.hpp"

namespace tools {

std::string json_schema(const models::Parameter& root);

}  // namespace tools
