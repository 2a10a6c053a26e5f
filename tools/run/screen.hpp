// What a person sees at the end of a run: one screen of 80 columns.
#pragma once

#include <string>

#include "tools/run/tables.hpp"

namespace tools {

std::string end_screen(const Results& r, const RunContext& p);

}  // namespace tools
