#include "sim/random/math.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/random/stream.hpp"

// The reference is the C library's 80-bit arithmetic, whose own error is below 0.001 ulp here.
namespace {

namespace math = sim::math;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::uint64_t kArguments = 1'000'000;

double ulp(long double value) {
    const double size = std::abs(static_cast<double>(value));
    return std::nextafter(size, kInfinity) - size;
}

// The largest error over a million arguments, where `argument` maps a uniform number to one.
template <class Error, class Argument>
double largest(Error error, Argument argument) {
    const sim::StreamFamily family(3, 0, 0);
    double worst = 0.0;
    for (std::uint64_t i = 0; i < kArguments; ++i) {
        worst = std::max(worst, static_cast<double>(error(argument(family.uniform(i)))));
    }
    return worst;
}

// ... in ulp.
template <class Ours, class Reference, class Argument>
double ulps(Ours ours, Reference reference, Argument argument) {
    return largest(
        [&](double x) {
            const long double exact = reference(static_cast<long double>(x));
            return std::abs(static_cast<long double>(ours(x)) - exact) / ulp(exact);
        },
        argument);
}

// ... relative to the value, or to 1 if that is larger and `floor` is 1.
template <class Ours, class Reference, class Argument>
double relative(Ours ours, Reference reference, Argument argument, long double floor = 0.0L) {
    return largest(
        [&](double x) {
            const long double exact = reference(static_cast<long double>(x));
            return std::abs(static_cast<long double>(ours(x)) - exact) /
                   std::max(std::abs(exact), floor);
        },
        argument);
}

auto between(double from, double to) {
    return [=](double u) { return from + (to - from) * u; };
}

// Uniform in the logarithm, with the sign of `from`.
auto across(double from, double to) {
    return [=](double u) { return std::copysign(std::abs(from) * std::pow(to / from, u), from); };
}

long double cdf(long double x) {
    return 0.5L * std::erfc(-x / std::sqrt(2.0L));
}

// log(1 + x) - x by its series near 0.
long double excess(long double x) {
    if (std::abs(x) > 0.1L) return std::log1p(x) - x;
    long double sum = 0.0L;
    for (int k = 25; k >= 2; --k) sum = (k % 2 == 0 ? -1.0L : 1.0L) / k + x * sum;
    return sum * x * x;
}

}  // namespace

TEST_CASE("exp and expm1 are within their stated errors") {
    const auto exp = [](long double x) { return std::exp(x); };
    CHECK(ulps(math::exp, exp, between(-690, 709)) < 0.52);
    CHECK(ulps(math::exp, exp, between(-1, 1)) < 0.52);
    CHECK(ulps(math::exp, exp, between(-745, -690)) < 1.0);
    const auto expm1 = [](long double x) { return std::expm1(x); };
    CHECK(ulps(math::expm1, expm1, between(-50, 709)) < 2.5);
    CHECK(ulps(math::expm1, expm1, between(-1, 1)) < 2.5);
    CHECK(ulps(math::expm1, expm1, across(1e-300, 1)) < 2.5);
    CHECK(ulps(math::expm1, expm1, across(-1e-300, -1)) < 2.5);
}

TEST_CASE("log and log1p are within their stated errors") {
    const auto log = [](long double x) { return std::log(x); };
    CHECK(ulps(math::log, log, across(1e-308, 1e308)) < 1.2);
    CHECK(ulps(math::log, log, across(1e-323, 1e-300)) < 1.2);
    CHECK(ulps(math::log, log, between(0.5, 2)) < 1.2);
    CHECK(ulps(math::log, log, between(0.98, 1.02)) < 1.2);
    const auto log1p = [](long double x) { return std::log1p(x); };
    CHECK(ulps(math::log1p, log1p, between(-0.999999, 3)) < 1.2);
    CHECK(ulps(math::log1p, log1p, across(1e-300, 1e300)) < 1.2);
    CHECK(ulps(math::log1p, log1p, across(-1e-300, -0.5)) < 1.2);
    CHECK(relative(math::log1p_excess, excess, between(-0.99, 5)) < 1e-15);
    CHECK(relative(math::log1p_excess, excess, across(1e-100, 1)) < 1e-15);
    CHECK(relative(math::log1p_excess, excess, across(-1e-100, -1)) < 1e-15);
}

TEST_CASE("pow is within its stated error") {
    for (const double y : {-7.5, -1.0, -0.3, 1e-3, 0.5, 1.0, 1.7, 30.0}) {
        const double range = 690.0 / std::max(std::abs(y), 1.0);
        const auto base = across(std::exp(-range), std::exp(range));
        const auto reference = [y](long double x) {
            return std::pow(x, static_cast<long double>(y));
        };
        INFO("exponent " << y);
        CHECK(ulps([y](double x) { return math::pow(x, y); }, reference, base) < 0.6);
    }
    const auto reference = [](long double y) {
        return std::pow(static_cast<long double>(1.001), y);
    };
    const auto ours = [](double y) { return math::pow(1.001, y); };
    CHECK(ulps(ours, reference, between(-600'000, 600'000)) < 0.6);
}

TEST_CASE("the normal law and its inverse are within their stated errors") {
    CHECK(relative(math::normal_cdf, cdf, between(-37, 9)) < 2e-15);
    CHECK(relative(math::normal_cdf, cdf, between(-6, 6)) < 2e-15);
    // One step of Newton's method in long double, from ours, is exact to its second order.
    const auto quantile = [](long double p) {
        const auto z = static_cast<long double>(math::normal_quantile(static_cast<double>(p)));
        const long double density = std::exp(-z * z / 2.0L) / std::sqrt(2.0L * std::acos(-1.0L));
        const long double missing = p < 0.5L ? p - cdf(z) : cdf(-z) - (1.0L - p);
        return z + missing / density;
    };
    CHECK(relative(math::normal_quantile, quantile, between(0, 1), 1.0L) < 1e-15);
    CHECK(relative(math::normal_quantile, quantile, across(1e-300, 0.5), 1.0L) < 1e-15);
}

TEST_CASE("lgamma and Stirling's error are within their stated errors") {
    const auto lgamma = [](long double x) { return std::lgamma(x); };
    CHECK(relative(math::lgamma, lgamma, across(1e-10, 1e15), 1.0L) < 2e-14);
    CHECK(relative(math::lgamma, lgamma, between(0.001, 30), 1.0L) < 2e-14);
    for (long double k = 1; k <= 1000; ++k) {
        const long double stirling =
            (k + 0.5L) * std::log(k) - k + 0.5L * std::log(2.0L * std::acos(-1.0L));
        // The difference loses what a long double does not hold of either.
        const long double exact = std::lgamma(k + 1) - stirling, lost = stirling * 0x1p-62L;
        const long double error = math::stirling_error(static_cast<double>(k)) - exact;
        CHECK(std::abs(error) < 2e-16L + std::abs(lost));
    }
}

TEST_CASE("poles, limits and what is outside the domain") {
    CHECK(math::exp(-kInfinity) == 0.0);
    CHECK(math::exp(-746.0) == 0.0);
    CHECK(math::exp(-745.0) == 0x1p-1074);
    CHECK(math::exp(710.0) == kInfinity);
    CHECK(std::isnan(math::exp(NAN)));
    CHECK(math::exp(0.0) == 1.0);
    CHECK(math::expm1(-kInfinity) == -1.0);
    CHECK(math::expm1(kInfinity) == kInfinity);
    CHECK(math::expm1(0.0) == 0.0);
    CHECK(math::log(0.0) == -kInfinity);
    CHECK(math::log(kInfinity) == kInfinity);
    CHECK(math::log(1.0) == 0.0);
    CHECK(std::isnan(math::log(-1.0)));
    CHECK(std::isnan(math::log(NAN)));
    CHECK(math::log1p(-1.0) == -kInfinity);
    CHECK(math::log1p(kInfinity) == kInfinity);
    CHECK(std::isnan(math::log1p(-2.0)));
    CHECK(math::pow(0.0, 2.0) == 0.0);
    CHECK(math::pow(0.0, -2.0) == kInfinity);
    CHECK(math::pow(0.0, 0.0) == 1.0);
    CHECK(math::pow(kInfinity, -2.0) == 0.0);
    CHECK(math::pow(2.0, 2000.0) == kInfinity);
    CHECK(math::pow(2.0, -2000.0) == 0.0);
    CHECK(math::pow(2.0, 1e-300) == 1.0);
    CHECK(math::pow(3.0, 4.0) == 81.0);
    CHECK(std::isnan(math::pow(-2.0, 2.0)));
    CHECK(math::normal_cdf(-kInfinity) == 0.0);
    CHECK(math::normal_cdf(kInfinity) == 1.0);
    CHECK(std::isnan(math::normal_cdf(NAN)));
    CHECK(math::normal_quantile(0.0) == -kInfinity);
    CHECK(math::normal_quantile(1.0) == kInfinity);
    CHECK(math::normal_quantile(0.5) == 0.0);
    CHECK(math::lgamma(0.0) == kInfinity);
    CHECK(math::lgamma(kInfinity) == kInfinity);
    CHECK(std::isnan(math::lgamma(-0.5)));
}
