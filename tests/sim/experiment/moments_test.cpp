#include "sim/experiment/moments.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using sim::Moments;

TEST_CASE("moments of a small sample") {
    const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};
    const Moments sample(values);
    CHECK(sample.count() == 8);
    CHECK(sample.mean() == Approx(5.0).epsilon(1e-15));
    CHECK(sample.variance() == Approx(32.0 / 7.0).epsilon(1e-15));
    CHECK(sample.standard_error() == Approx(0.7559289460184544).epsilon(1e-15));
}

TEST_CASE("moments far from zero: NIST's NumAcc3 and NumAcc4") {
    // The decimals of the data are themselves rounded, which leaves 1e-9 and 1e-8 of accuracy.
    for (const double far : {1e6, 1e7}) {
        Moments sample;
        sample.add(far + 0.2);
        for (int i = 0; i < 500; ++i) {
            sample.add(far + 0.1);
            sample.add(far + 0.3);
        }
        CHECK(sample.mean() == Approx(far + 0.2).epsilon(1e-15));
        CHECK(sample.variance() == Approx(0.01).epsilon(far * 2e-15));
    }
}

TEST_CASE("equal values have no variance at all") {
    Moments sample;
    for (int i = 0; i < 7; ++i) sample.add(0.1);
    CHECK(sample.mean() == 0.1);
    CHECK(sample.variance() == 0.0);
}

TEST_CASE("values that are not finite are refused") {
    Moments sample;
    CHECK_THROWS_WITH(sample.add(std::numeric_limits<double>::quiet_NaN()),
                      "sample: nan is not a finite number");
    CHECK(sample.count() == 0);
    std::vector<double> values{1.0, 2.0, std::numeric_limits<double>::infinity()};
    CHECK_THROWS_WITH(Moments(values), "sample: value 2 is inf, not a finite number");
    values[2] = -1.5e140;
    CHECK_THROWS_WITH(Moments(values), "sample: value 2 is -1.5e+140, beyond 1e140");
    CHECK_THROWS_WITH(Moments().add(2e300), "sample: 2e+300 is beyond 1e140");
    const std::vector<double> widest{1e140, -1e140, 0.0};
    CHECK(Moments(widest).mean() == 0.0);
    CHECK(Moments(widest).variance() == Approx(1e280).epsilon(1e-14));
}
