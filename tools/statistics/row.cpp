#include "tools/statistics/row.hpp"

#include <cmath>

namespace tools::statistics {

double Row::measured() const {
    return static_cast<double>(hits) / static_cast<double>(experiments);
}

double Row::standard_error() const {
    return std::sqrt(measured() * (1.0 - measured()) / static_cast<double>(experiments));
}

Verdict Row::verdict() const {
    const double excess = measured() - expected;
    const bool near =
        promise == Promise::at_most ? excess <= tolerance : std::abs(excess) <= tolerance;
    if (promise == Promise::none)
        return near ? Verdict::holds_unpromised : Verdict::off_as_expected;
    return near ? Verdict::holds : Verdict::fails;
}

double by_chance(double share, const Setup& setup) {
    return 4.5 * std::sqrt(share * (1.0 - share) / static_cast<double>(setup.experiments));
}

}  // namespace tools::statistics
