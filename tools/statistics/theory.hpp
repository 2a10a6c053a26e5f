// What theory expects, by Boost.Math: independent of the code that is measured.
#pragma once

namespace tools::statistics {

// The share of experiments in which the two-sided t test at `alpha` sees an effect of `shift`
// standard errors: the noncentral t law (R. A. Fisher 1931).
double power_of_t_test(double shift, double freedom, double alpha);

// The same of Welch's test for two samples of n with equal variances. Its degrees of freedom depend
// on how the samples share their variance, and its statistic does not: the mean, over that share's
// beta law, of the noncentral t law beyond the critical value that goes with it. To within 1e-4.
double power_of_welch_test(double shift, int n, double alpha);

// The share of samples of n whose 95 % interval of the median by ranks holds it: binomial.
double coverage_of_median(int n);

}  // namespace tools::statistics
