#include "sim/experiment/student.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

using sim::student_critical;
using sim::student_two_sided;
using sim::student_upper;

TEST_CASE("critical values as in the printed tables") {
    const auto at = [](double tail, double freedom) {
        return std::round(student_critical(tail, freedom) * 1000.0) / 1000.0;
    };
    CHECK(at(0.025, 1) == 12.706);
    CHECK(at(0.025, 2) == 4.303);
    CHECK(at(0.025, 9) == 2.262);
    CHECK(at(0.025, 29) == 2.045);
    CHECK(at(0.005, 4) == 4.604);
    CHECK(at(0.05, 120) == 1.658);
}

TEST_CASE("closed forms at 1, 2 and 4 degrees of freedom") {
    for (const double t : {0.01, 0.3, 1.0, 2.0, 7.0, 40.0}) {
        CHECK(student_upper(t, 1) == Approx(std::atan2(1.0, t) / std::numbers::pi).epsilon(1e-13));
        const double root = std::sqrt(2.0 + t * t);
        CHECK(student_upper(t, 2) == Approx(1.0 / (root * (root + t))).epsilon(1e-13));
        const double s = t / std::sqrt(4.0 + t * t);
        CHECK(student_upper(-t, 4) == Approx(0.5 + s * (0.75 - 0.25 * s * s)).epsilon(1e-13));
    }
    for (const double tail : {0.4999, 0.3, 0.05, 1e-3, 1e-9, 1e-90}) {
        CHECK(student_critical(tail, 1) ==
              Approx(1.0 / std::tan(std::numbers::pi * tail)).epsilon(1e-11));
        const double u = 1.0 - 2.0 * tail;
        CHECK(student_critical(tail, 2) ==
              Approx(u / std::sqrt(2.0 * tail * (1.0 - tail))).epsilon(1e-11));
    }
}

TEST_CASE("tails agree with Boost.Math") {
    for (const double freedom : {1.0, 1.5, 3.0, 9.0, 17.776, 29.0, 58.7, 61.0, 199.0, 999.0, 1e4}) {
        const boost::math::students_t law(freedom);
        for (const double t : {0.001, 0.1, 0.9, 1.4, 1.5, 1.7, 1.8, 2.0, 3.0, 6.0, 12.0, 30.0}) {
            const double expected = boost::math::cdf(boost::math::complement(law, t));
            CAPTURE(freedom, t);
            CHECK(student_upper(t, freedom) == Approx(expected).epsilon(1e-12).margin(1e-290));
            CHECK(student_two_sided(-t, freedom) ==
                  Approx(2.0 * expected).epsilon(1e-12).margin(1e-290));
            CHECK(student_upper(-t, freedom) == Approx(1.0 - expected).epsilon(1e-13));
        }
        for (const double tail : {0.49, 0.25, 0.1, 0.05, 0.025, 0.005, 1e-4, 1e-8, 1e-20, 1e-60}) {
            const double expected = boost::math::quantile(boost::math::complement(law, tail));
            CAPTURE(freedom, tail);
            CHECK(student_critical(tail, freedom) == Approx(expected).epsilon(1e-12));
        }
    }
}

TEST_CASE("many degrees of freedom become the normal law") {
    // Further from it by (z^3 + z) / (4 freedom), the first term of Fisher's expansion.
    const double z = 1.959963984540054;
    CHECK(student_critical(0.025, 1e7) == Approx(z + (z * z * z + z) / 4e7).epsilon(1e-9));
    const boost::math::students_t law(1e6);
    CHECK(student_critical(0.025, 1e6) ==
          Approx(boost::math::quantile(boost::math::complement(law, 0.025))).epsilon(1e-9));
}

TEST_CASE("the ends of Student's t") {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    CHECK(student_two_sided(0.0, 9) == 1.0);
    CHECK(student_upper(0.0, 9) == 0.5);
    CHECK(student_two_sided(kInfinity, 9) == 0.0);
    CHECK(student_upper(-kInfinity, 9) == 1.0);
    CHECK(student_two_sided(1e200, 3) == 0.0);
    CHECK(student_critical(0.5, 9) == 0.0);
}
