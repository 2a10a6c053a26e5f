#include "sim/experiment/variance_reduction.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/sim/experiment/sleep.hpp"

using namespace sim;

namespace {

double factor(const std::vector<double>& base, const std::vector<double>& changed) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < base.size(); ++i) differences.push_back(changed[i] - base[i]);
    return (Moments(base).variance() + Moments(changed).variance()) /
           Moments(differences).variance();
}

std::vector<double> without(std::vector<double> values, std::size_t i) {
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(i));
    return values;
}

}  // namespace

TEST_CASE("factor and correlation of pairs as in the books") {
    const auto r = variance_reduction(kFirst, kSecond, 0.95);
    REQUIRE(r);
    CHECK(r->factor == Approx(factor(kFirst, kSecond)).epsilon(1e-14));
    CHECK(*r->correlation == Approx(0.7951702).margin(5e-8));
}

TEST_CASE("its interval is the jackknife's, worked out pair by pair") {
    const double n = 10;
    Moments pseudo;
    for (std::size_t i = 0; i < kFirst.size(); ++i) {
        pseudo.add(n * std::log(factor(kFirst, kSecond)) -
                   (n - 1) * std::log(factor(without(kFirst, i), without(kSecond, i))));
    }
    const double half = 2.2621571628540993 * pseudo.standard_error();  // t of 9 degrees, 97.5 %
    const auto r = variance_reduction(kFirst, kSecond, 0.95);
    REQUIRE(r->interval);
    CHECK(r->interval->low == Approx(r->factor * std::exp(-half)).epsilon(1e-10));
    CHECK(r->interval->high == Approx(r->factor * std::exp(half)).epsilon(1e-10));
}

TEST_CASE("pairs that go against each other lose: a factor below 1, a correlation below 0") {
    const std::vector<double> up{1, 2, 3, 4, 6}, down{5.5, 4, 3, 2, 1};
    const auto r = variance_reduction(up, down, 0.95);
    CHECK(r->factor < 0.6);
    CHECK(*r->correlation < -0.9);
    CHECK(r->interval->contains(r->factor));
}

TEST_CASE("what varies in one pair only, or not at all, has no interval") {
    const std::vector<double> base{1, 2, 4, 7}, same_but_one{2, 3, 5, 9}, shifted{2, 3, 5, 8};
    CHECK_FALSE(variance_reduction(base, shifted, 0.95));
    const auto r = variance_reduction(base, same_but_one, 0.95);
    CHECK(r->factor > 50);
    CHECK_FALSE(r->interval);
    const std::vector<double> two{1, 2}, other{1, 3}, constant{5, 5};
    CHECK_FALSE(variance_reduction(two, other, 0.95)->interval);
    CHECK_FALSE(variance_reduction(constant, two, 0.95)->correlation);
    CHECK(variance_reduction(constant, two, 0.95)->factor == 1);
}

TEST_CASE("variance reduction: what is refused") {
    const std::vector<double> one{1.0}, two{1.0, 2.0},
        bad{1.0, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_WITH(variance_reduction(one, two, 0.95),
                      "variance reduction: needs samples of one size, at least 2, not 1 and 2");
    CHECK_THROWS_WITH(variance_reduction(two, bad, 0.95),
                      "sample: value 1 is nan, not a finite number");
    CHECK_THROWS_WITH(variance_reduction(two, two, 1.0),
                      "variance reduction: the level must lie between 0 and 1, not be 1");
}
