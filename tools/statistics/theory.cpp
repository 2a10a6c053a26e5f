#include "tools/statistics/theory.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace tools::statistics {

namespace {

// P(|T| > critical) of the noncentral law.
double beyond(double critical, double freedom, double shift) {
    const boost::math::non_central_t law(freedom, shift);
    return cdf(complement(law, critical)) + cdf(law, -critical);
}

double critical_value(double freedom, double alpha) {
    return quantile(complement(boost::math::students_t(freedom), alpha / 2.0));
}

}  // namespace

double power_of_t_test(double shift, double freedom, double alpha) {
    return beyond(critical_value(freedom, alpha), freedom, shift);
}

double power_of_welch_test(double shift, int n, double alpha) {
    constexpr int kPoints = 400;  // equally likely shares
    const double each = n - 1;
    const boost::math::beta_distribution<> law(each / 2.0, each / 2.0);
    double sum = 0.0;
    for (int i = 0; i < kPoints; ++i) {
        const double share = quantile(law, (i + 0.5) / kPoints);
        const double freedom = each / (share * share + (1.0 - share) * (1.0 - share));
        sum += beyond(critical_value(freedom, alpha), 2.0 * each, shift);
    }
    return sum / kPoints;
}

double coverage_of_median(int n) {
    const boost::math::binomial heads(n, 0.5);
    int rank = 0;
    while (cdf(heads, rank) <= 0.025) ++rank;
    return 1.0 - 2.0 * cdf(heads, rank - 1);
}

}  // namespace tools::statistics
