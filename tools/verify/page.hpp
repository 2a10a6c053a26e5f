// The outcomes as text, at most 80 columns wide, and as JSON.
#pragma once

#include <span>
#include <string>

#include "tools/verify/experiment.hpp"

namespace tools::verify {

// "holds", "FAILS" or "too noisy".
const char* to_text(Verdict verdict);

// One line: what, expected, measured, how far off, verdict.
std::string to_text(const Row& row);

// A heading for each experiment, a line for each row, and what it all comes to.
std::string table(std::span<const Outcome> outcomes);

// The same for programs: {"schema": 1, "holds": ..., "experiments": [{"name", "source", "rows"}]},
// with "standard_error" or "tolerance" in each row. A standard error of a score is 1.
std::string to_json(std::span<const Outcome> outcomes);

}  // namespace tools::verify
