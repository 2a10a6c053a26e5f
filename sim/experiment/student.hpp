// Student's t law (Gosset 1908): its tails and their inverse.
//
// Boost.Math has these too, but its doubles reach the C library, whose last bits depend on the CPU,
// and its long doubles differ between architectures. Intervals and p-values are results of a run,
// so they come from sim/random/math.hpp. Degrees of freedom need not be whole. All require 1 <=
// freedom <= kMostFreedom. Relative errors are below 1e-12 up to 1e4 degrees of freedom and 1e-9
// above, also far out in the tail. At 30 a tail takes 0.4 us, a critical value 2.
#pragma once

namespace sim {

inline constexpr double kMostFreedom = 1e7;

// P(|T| > |t|). t may be infinite, but not NaN.
double student_two_sided(double t, double freedom);

// P(T > t), likewise.
double student_upper(double t, double freedom);

// The t that is exceeded with probability `tail`. Requires 1e-100 <= tail <= 1/2.
double student_critical(double tail, double freedom);

}  // namespace sim
