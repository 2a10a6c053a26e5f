#include "tools/verify/row.hpp"

#include <cmath>

namespace tools::verify {

double Row::off() const {
    return rule == Rule::number ? 0 : (measured - expected) / error;
}

Verdict Row::verdict() const {
    // Written so that a NaN never holds.
    const double distance = std::abs(measured - expected);
    const double allowed = rule == Rule::number ? error : kStandardErrors * error;
    if (!(distance <= allowed)) return Verdict::fails;
    const bool noisy = rule == Rule::mean && !(error <= kLargestError * std::abs(expected));
    return noisy ? Verdict::too_noisy : Verdict::holds;
}

}  // namespace tools::verify
