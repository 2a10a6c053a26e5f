// What a person sees at the end of a run: one screen of 80 columns.
#pragma once

#include <string>

#include "tools/tables.hpp"

namespace tools {

std::string end_screen(const Results& r, const Provenance& p);

}  // namespace tools
