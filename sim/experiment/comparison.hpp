// Does a change make a difference? Two samples of one metric, before (base) and after (changed).
//
// Differences are changed minus base, in the unit of the metric. Both functions throw
// std::invalid_argument, with the values, for samples that are too small, values that are not
// finite or a level outside (0, 1). Samples without spread are decided exactly: p is 1 if nothing
// differs, 0 if everything differs by the same.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "sim/experiment/intervals.hpp"
#include "sim/experiment/variance_reduction.hpp"

namespace sim {

struct Comparison {
    double base_mean = 0.0;
    double changed_mean = 0.0;
    double difference = 0.0;
    double standard_error = 0.0;  // of the difference
    double freedom = 1.0;         // degrees of freedom of Student's t
    Interval interval{};          // of the difference, at the level asked for
    double p = 1.0;               // two-sided, of the hypothesis that the means are equal
    bool identical = false;       // not one difference was seen

    // difference / |base_mean|; empty if that mean is 0.
    std::optional<double> relative;

    // Empty for independent samples, and where the differences do not vary.
    std::optional<VarianceReduction> variance_reduction;
};

// Replication i of both samples shares its seed, so that what both share cancels: Student's t on
// the differences, n - 1 degrees of freedom. Requires equal sizes of at least 2.
Comparison compare_paired(std::span<const double> base, std::span<const double> changed,
                          double level);

// Independent samples, whose sizes and variances may differ: B. L. Welch (1947) with
// Satterthwaite's degrees of freedom (1946). Requires at least 2 values each.
Comparison compare_independent(std::span<const double> base, std::span<const double> changed,
                               double level);

// The same where only this is left of each sample. Requires n >= 2, a finite mean and a
// finite variance of at least 0.
struct SampleSummary {
    std::int64_t n;
    double mean;
    double variance;  // the unbiased estimate
};

Comparison compare_independent(const SampleSummary& base, const SampleSummary& changed,
                               double level);

// The p-value of the hypothesis that the means differ by `margin` or more, in either direction:
// small where they are equivalent (two one-sided tests, Schuirmann 1987). Throws
// std::invalid_argument unless margin > 0 and finite.
double equivalence_p(const Comparison& comparison, double margin);

enum class Good { higher, lower, neither };

enum class Verdict {
    better,
    worse,
    different,   // where neither direction is good
    equivalent,  // the difference is shown to be below the margin, or there is none at all
    no_evidence  // neither a difference nor equivalence is shown
};

// comparison.p and equivalence_p, or what holm_adjusted makes of each where several metrics are
// looked at: the differences are one family, the equivalences another, so that the chance of any
// false difference is at most alpha, and that of any false equivalence too.
struct PValues {
    double difference = 1.0;
    std::optional<double> equivalence{};  // empty: all differences matter
};

struct Criteria {
    Good good = Good::neither;
    double alpha = 0.05;  // chance of a false alarm that is accepted
};

// Equivalence comes first: a difference that is certain, but too small to matter, is no verdict.
// Throws std::invalid_argument for an alpha outside (0, 1).
Verdict judge(const Comparison& comparison, const PValues& p, const Criteria& criteria);

}  // namespace sim
