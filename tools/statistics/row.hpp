// A row of the page: how often something happened in many synthetic experiments, beside how often
// theory says it should.
#pragma once

#include <cstdint>
#include <string>

#include "sim/random/stream.hpp"

namespace tools::statistics {

enum class Promise {
    about,    // within the tolerance of what is expected
    at_most,  // not above it by more than the tolerance
    none      // theory promises nothing; expected is what a user would wish for
};

enum class Verdict { holds, fails, off_as_expected, holds_unpromised };

struct Row {
    std::string section;
    std::string name;
    int n = 0;              // replications in an experiment; 0 where they vary
    double expected = 0.0;  // shares in [0, 1]
    Promise promise = Promise::about;
    double tolerance = 0.008;  // 95 % is then 94.2 to 95.8 %, and 5 % is 4.2 to 5.8 %
    std::int64_t experiments = 0;
    std::int64_t hits = 0;

    double measured() const;        // hits / experiments
    double standard_error() const;  // of measured()
    Verdict verdict() const;
};

struct Setup {
    std::int64_t experiments;
    std::uint64_t seed;
};

// 4.5 standard errors of a share: where theory gives a number, chance alone may part us from it.
double by_chance(double share, const Setup& setup);

// Does the experiments of a row: experiment(stream) returns whether it happened. `purpose` numbers
// the rows, so that none shares its random numbers with another; a row keeps its number.
template <class Experiment>
Row measured(const Setup& setup, std::uint32_t purpose, Row row, Experiment experiment) {
    const sim::StreamFamily family(setup.seed, 0, purpose);
    row.experiments = setup.experiments;
    for (std::int64_t i = 0; i < setup.experiments; ++i) {
        sim::Stream stream = family.at(static_cast<std::uint64_t>(i));
        if (experiment(stream)) ++row.hits;
    }
    return row;
}

}  // namespace tools::statistics
