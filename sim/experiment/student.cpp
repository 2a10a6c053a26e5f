#include "sim/experiment/student.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

#include "sim/random/math.hpp"

namespace sim {
namespace {

constexpr double kPrecision = 1e-16;

// gamma(a + 1/2) / gamma(a): the asymptotic series (Tricomi and Erdelyi 1951) where it is good to
// the last bits, and the recurrence up to there.
double gamma_ratio(double a) {
    double down = 1.0;
    for (; a < 30.0; a += 1.0) down *= a / (a + 0.5);
    const double x = 1.0 / a;
    const double series =
        1.0 +
        x * (-1.0 / 8 +
             x * (1.0 / 128 +
                  x * (5.0 / 1024 + x * (-21.0 / 32768 +
                                         x * (-399.0 / 262144 +
                                              x * (869.0 / 4194304 + x * 39325.0 / 33554432))))));
    return down * std::sqrt(a) * series;
}

// The continued fraction of the incomplete beta integral (DLMF 8.17.22), by Lentz's method as
// modified by Thompson and Barnett (1986). Converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
    constexpr double kTiny = 1e-300;
    const auto away_from_zero = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double value = d;
    for (double m = 1.0; m < 1e6; m += 1.0) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        value *= c * d;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        value *= c * d;
        if (std::abs(c * d - 1.0) <= kPrecision) break;
    }
    return value;
}

struct Tail {
    double two_sided;
    double slope;  // t times the density at t: minus the derivative of the upper tail by log t
};

// P(|T| > |t|) is the regularised incomplete beta function at freedom / (freedom + t^2) with
// a = freedom / 2 and b = 1/2.
Tail tail_at(double t, double freedom) {
    const double a = freedom / 2.0;
    const double ratio = t * t / freedom;
    const double x = 1.0 / (1.0 + ratio);
    const double y = 1.0 / (1.0 + 1.0 / ratio);  // 1 - x without cancellation
    const double slope = gamma_ratio(a) * std::numbers::inv_sqrtpi *
                         math::exp(-a * math::log1p(ratio)) * std::sqrt(y);
    const double two_sided = x * (a + 2.5) < a + 1.0 ? slope / a * beta_fraction(a, 0.5, x)
                                                     : 1.0 - 2.0 * slope * beta_fraction(0.5, a, y);
    return {two_sided, slope};
}

}  // namespace

double student_two_sided(double t, double freedom) {
    assert(!std::isnan(t) && freedom >= 1.0 && freedom <= 1e7);
    return tail_at(t, freedom).two_sided;
}

double student_upper(double t, double freedom) {
    const double half = student_two_sided(t, freedom) / 2.0;
    return t < 0.0 ? 1.0 - half : half;
}

double student_critical(double tail, double freedom) {
    assert(tail >= 1e-100 && tail <= 0.5 && freedom >= 1.0 && freedom <= 1e7);
    if (tail == 0.5) return 0.0;
    // Newton's method on the logarithm of the tail as a function of log t, which is concave and
    // nearly straight where the tail is heavy: from any start it is past the root after one step
    // and then closes in from there. A step of 1e-8 leaves an error of its square.
    double t = -math::normal_quantile(tail);
    for (int step = 0; step < 100; ++step) {
        const Tail reached = tail_at(t, freedom);
        const double upper = reached.two_sided / 2.0;
        const double move = math::log(upper / tail) * upper / reached.slope;
        t *= math::exp(move);
        if (std::abs(move) < 1e-8) break;
    }
    return t;
}

}  // namespace sim
