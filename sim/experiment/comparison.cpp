#include "sim/experiment/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <stdexcept>
#include <vector>

#include "sim/experiment/student.hpp"

namespace sim {
namespace {

// Fills in what follows from the means, the standard error and the degrees of freedom.
Comparison concluded(Comparison c, double level) {
    // Student's law is told up to there, where it is normal to six digits.
    c.freedom = std::min(c.freedom, kMostFreedom);
    if (c.standard_error > 0.0) {
        const double half = student_critical((1.0 - level) / 2.0, c.freedom) * c.standard_error;
        c.interval = {c.difference - half, c.difference + half};
        c.p = student_two_sided(c.difference / c.standard_error, c.freedom);
    } else {
        c.interval = {c.difference, c.difference};
        c.p = c.difference == 0.0 ? 1.0 : 0.0;
    }
    c.identical = c.standard_error == 0.0 && c.difference == 0.0;
    if (c.base_mean != 0.0) c.relative = c.difference / std::abs(c.base_mean);
    return c;
}

void require_two(const char* which, std::size_t size) {
    if (size < 2) {
        throw std::invalid_argument(
            fmt::format("comparison: needs at least 2 values of {}, not {}", which, size));
    }
}

void require_summary(const char* which, const SampleSummary& s) {
    require_two(which, s.n < 0 ? 0 : static_cast<std::size_t>(s.n));
    if (std::isfinite(s.mean) && s.variance >= 0.0 && std::isfinite(s.variance)) return;
    throw std::invalid_argument(fmt::format("comparison: {} cannot have mean {} and variance {}",
                                            which, s.mean, s.variance));
}

}  // namespace

Comparison compare_paired(std::span<const double> base, std::span<const double> changed,
                          double level) {
    require_probability("comparison: the level", level);
    if (base.size() != changed.size()) {
        throw std::invalid_argument(
            fmt::format("comparison: pairs need samples of equal size, not {} and {}", base.size(),
                        changed.size()));
    }
    require_two("each", base.size());
    const Moments before(base);
    const Moments after(changed);
    Moments differences;
    for (std::size_t i = 0; i < base.size(); ++i) differences.add(changed[i] - base[i]);
    Comparison c;
    c.base_mean = before.mean();
    c.changed_mean = after.mean();
    c.difference = differences.mean();
    c.standard_error = differences.standard_error();
    c.freedom = static_cast<double>(differences.count() - 1);
    c.variance_reduction = variance_reduction(base, changed, level);
    return concluded(c, level);
}

Comparison compare_independent(std::span<const double> base, std::span<const double> changed,
                               double level) {
    require_probability("comparison: the level", level);
    require_two("base", base.size());
    require_two("changed", changed.size());
    const Moments before(base);
    const Moments after(changed);
    return compare_independent(SampleSummary{before.count(), before.mean(), before.variance()},
                               SampleSummary{after.count(), after.mean(), after.variance()}, level);
}

Comparison compare_independent(const SampleSummary& base, const SampleSummary& changed,
                               double level) {
    require_probability("comparison: the level", level);
    require_summary("base", base);
    require_summary("changed", changed);
    Comparison c;
    c.base_mean = base.mean;
    c.changed_mean = changed.mean;
    c.difference = c.changed_mean - c.base_mean;
    const double from_before = std::sqrt(base.variance / static_cast<double>(base.n));
    const double from_after = std::sqrt(changed.variance / static_cast<double>(changed.n));
    const auto freedom_before = static_cast<double>(base.n - 1);
    const auto freedom_after = static_cast<double>(changed.n - 1);
    c.standard_error = std::sqrt(from_before * from_before + from_after * from_after);
    c.freedom = freedom_before + freedom_after;
    if (c.standard_error > 0.0) {
        // In shares of the variance, whose squares cannot overflow.
        const double share = from_before / c.standard_error * (from_before / c.standard_error);
        const double rest = from_after / c.standard_error * (from_after / c.standard_error);
        c.freedom = std::clamp(1.0 / (share * share / freedom_before + rest * rest / freedom_after),
                               std::min(freedom_before, freedom_after), c.freedom);
    }
    return concluded(c, level);
}

double equivalence_p(const Comparison& comparison, double margin) {
    if (!(margin > 0.0) || !std::isfinite(margin)) {
        throw std::invalid_argument(
            fmt::format("equivalence: the margin must be above 0 and finite, not {}", margin));
    }
    const double room = margin - std::abs(comparison.difference);
    if (comparison.standard_error == 0.0) return room > 0.0 ? 0.0 : 1.0;
    // Of the two tests the one against the nearer margin decides.
    return student_upper(room / comparison.standard_error, comparison.freedom);
}

Verdict judge(const Comparison& comparison, const PValues& p, const Criteria& criteria) {
    require_probability("comparison: alpha", criteria.alpha);
    if (p.equivalence && *p.equivalence <= criteria.alpha) return Verdict::equivalent;
    if (comparison.identical) return Verdict::equivalent;
    if (!(p.difference <= criteria.alpha)) return Verdict::no_evidence;
    if (criteria.good == Good::neither) return Verdict::different;
    return (comparison.difference > 0.0) == (criteria.good == Good::higher) ? Verdict::better
                                                                            : Verdict::worse;
}

}  // namespace sim
