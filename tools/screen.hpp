// What a person sees at the end of a run: one screen of 80 columns.
#pragma once

#include <string>

#include "tools/tables.hpp"

namespace tools {

// "268.4 bn", "1.292 bn", "544.0 k": four figures.
std::string short_number(double x);

std::string end_screen(const Results& r, const Provenance& p);

}  // namespace tools
