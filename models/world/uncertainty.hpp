// Inputs that are not known: factors drawn from their laws and put into a scenario.
//
// A factor is a pure function of (the scenario's seed, the parameter's path or, if it has one, the
// name of its draw, the number of the draw) and of its law: what else is uncertain, or what else
// differs between two scenarios, does not touch it. It comes by inversion of one uniform number, so
// it moves steadily with the law's parameters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/world/scenario.hpp"

namespace models {

struct DrawnInput {
    std::string parameter;
    double factor;
    std::string value;  // as a scenario file has it
};

// The value of the law's distribution function's inverse at 0 < u < 1.
double factor_at(const UncertainInput& input, double u);

// Multiplies the uncertain parameters of `scenario` by the factors of draw number `draw` (from 1)
// of its `uncertainty`, in that order; whole quantities (money, durations, counts) are rounded.
// Whether the scenario is still valid is for the caller to see.
std::vector<DrawnInput> draw_inputs(Scenario& scenario, std::int64_t draw);

// Complains of paths in `uncertainty` that name nothing, or nothing that can be multiplied.
void check_uncertainty(const Scenario& scenario, Checker& checker);

}  // namespace models
