// The reference page of all parameters, docs/scenario-reference.md, from their descriptions.
#pragma once

#include <string>

#include "models/scenario/parameter_tree.hpp"

namespace models {

// "assumed", "known before", "published after"; "" for Mark::none.
std::string_view mark_name(Mark mark);

// A Markdown page: how values are written, then a heading and a table for each section.
std::string reference_page(const Parameter& root);

}  // namespace models
