// Elementary and special functions with the same bits on every CPU.
//
// The C library picks its exp, log and pow at run time by what the processor offers, and the
// variants differ in last bits. These use only + - * /, sqrt and integer operations on the bits,
// all of which IEEE 754 fixes, so a value depends on its argument alone. No state, no errno.
//
// Errors are the largest seen over the ranges in tests/sim/random/math_test.cpp; the tests assert
// them. Arguments outside the domain give NaN, poles give infinities, as in <cmath>.
#pragma once

#include <limits>

namespace sim::math {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

double exp(double x);            // 0.52 ulp; 1 ulp where the result is subnormal
double expm1(double x);          // 2.5 ulp
double log(double x);            // 1.2 ulp
double log1p(double x);          // 1.2 ulp
double pow(double x, double y);  // 0.6 ulp for |y log x| < 700; NaN for x < 0, whatever y

// log(1 + x) - x, without the cancellation near 0. Relative error 1e-15.
double log1p_excess(double x);

// The distribution function of the standard normal law and its inverse. Relative error 2e-15 for
// x > -37 and 1e-15 (of the larger of value and 1) for p in (0, 1). Rational approximations by
// W. J. Cody (Math. Comp. 23, 1969) and M. J. Wichura (Applied Statistics 37, 1988, AS 241).
double normal_cdf(double x);
double normal_quantile(double p);

// log of the gamma function for x > 0. Error 2e-14 of the larger of value and 1.
double lgamma(double x);

// log k! minus Stirling's formula (k + 1/2) log k - k + log(2 pi) / 2, for whole k >= 1 or any k
// >= 16. Error 2e-16.
double stirling_error(double k);

}  // namespace sim::math
