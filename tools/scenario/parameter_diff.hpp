// The parameters in which two resolved scenarios differ.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tools {

struct ParameterChange {
    std::string path;           // "platform.payment_capacity", "provinces.3.buyers"
    std::string base, changed;  // as the dump writes them; empty where there is none
};

// Paths and values of a resolved scenario, in its order; an item of a list has its number as name.
// Sources are no parameters.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// Throws InputError if the text is no YAML.
Parameters parameters_of(const std::string& resolved);

// Those that a result can depend on beside seed and scale: not the name and title, nor what is only
// asked of the run (thresholds, precision, replications, trace), nor where the record is.
Parameters without_what_changes_nothing(Parameters parameters);

// In the order of `base`, then what only `changed` has.
std::vector<ParameterChange> changes_between(const Parameters& base, const Parameters& changed);

// Both texts are resolved scenarios; in the order of the first, then what only the second has.
// Throws InputError if one is no YAML.
std::vector<ParameterChange> parameter_changes(const std::string& base, const std::string& changed);

// A table of at most 80 columns where the values allow it; one line saying so if there are none.
// Lines beyond `most` are counted only.
std::string table_of(const std::vector<ParameterChange>& changes, std::size_t most = 100'000);

}  // namespace tools
