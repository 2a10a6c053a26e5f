#include "sim/random/arrivals.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

using sim::Bin;
using sim::kDay;
using sim::kHour;
using sim::kNever;
using sim::kSecond;
using sim::OmoriDecay;
using sim::PiecewiseRate;
using sim::StreamFamily;
using sim::Time;

namespace {

// cumulative and inverse undo each other to a nanosecond and a part in 10^12.
template <class Shape>
void check_inverse(const Shape& shape, Time start, Time until) {
    CHECK(shape.cumulative(start) == 0.0);
    CHECK(shape.cumulative(start - 1) == 0.0);
    CHECK(shape.cumulative(until) == 1.0);
    CHECK(shape.cumulative(until + 1) == 1.0);
    CHECK(shape.inverse(0.0) == start);
    CHECK(shape.inverse(1.0) < until);
    CHECK(shape.inverse(1.0) >= until - sim::kMicrosecond);
    double before = 0.0;
    for (int i = 1; i < 1000; ++i) {
        const Time t = start + (until - start) / 1000 * i;
        const double mass = shape.cumulative(t);
        REQUIRE(mass > before);
        before = mass;
        const double step = shape.cumulative(t + 1'000'000) - mass;
        const double tolerance = 2.0 + 1e-14 / std::max(step / 1e6, 1e-30);
        REQUIRE(std::abs(static_cast<double>(shape.inverse(mass) - t)) <= tolerance);
    }
}

}  // namespace

TEST_CASE("a piecewise rate is linear between its edges") {
    const PiecewiseRate rate({-kHour, 0, 3 * kHour}, {3.0, 1.0});
    check_inverse(rate, -kHour, 3 * kHour);
    CHECK(rate.cumulative(-kHour / 2) == Approx(0.25).epsilon(1e-15));
    CHECK(rate.cumulative(0) == Approx(0.5).epsilon(1e-15));
    CHECK(rate.cumulative(2 * kHour) == Approx(0.5 + 0.5 * 2.0 / 3.0).epsilon(1e-15));
    CHECK(rate.inverse(0.25) == -kHour / 2);
}

TEST_CASE("nothing arrives where a piecewise rate is zero") {
    const PiecewiseRate rate({0, kHour, 2 * kHour, 3 * kHour, 4 * kHour}, {0.0, 1.0, 0.0, 0.0});
    CHECK(rate.cumulative(kHour) == 0.0);
    CHECK(rate.cumulative(2 * kHour) == 1.0);
    CHECK(rate.inverse(0.0) == kHour);
    CHECK(rate.inverse(1.0) == 2 * kHour - 1);
    std::vector<Time> times{1, 2, 3};
    sim::open_block(rate, 1e6, StreamFamily(1, 0, 0), 0, {2, 2 * kHour, 3 * kHour}, times);
    CHECK(times.empty());
}

TEST_CASE("Omori decay inverts for p below, at and above 1") {
    for (const double p : {0.5, 0.999999, 1.0, 1.000001, 1.3, 3.0}) {
        INFO("p " << p);
        check_inverse(OmoriDecay(5 * kSecond, kDay, p, 550 * kSecond), 5 * kSecond, kDay);
    }
    // p = 1 is the limit of its neighbours.
    const OmoriDecay at(0, kDay, 1.0, kSecond);
    const OmoriDecay near(0, kDay, 1.0 + 1e-9, kSecond);
    CHECK(near.cumulative(kHour) == Approx(at.cumulative(kHour)).epsilon(1e-7));
    CHECK(near.initial_rate_seconds() == Approx(at.initial_rate_seconds()).epsilon(1e-7));
}

TEST_CASE("Omori decay has the masses of an independent computation") {
    // 1000/s at first, c = 60 s, p = 1.2: in all 300,000.
    const OmoriDecay decay(0, kNever, 1.2, 60 * kSecond);
    const double all = 1000 * decay.initial_rate_seconds();
    CHECK(all == Approx(300'000));
    const auto mass = [&](Time s) { return all * decay.cumulative(s * kSecond); };
    CHECK(mass(10) == Approx(9107.9202).epsilon(1e-8));
    CHECK(mass(30) == Approx(23367.6266).epsilon(1e-8));
    CHECK(mass(60) == Approx(38834.8310).epsilon(1e-8));
    CHECK(mass(120) == Approx(59177.5315).epsilon(1e-8));
    CHECK(mass(600) == Approx(114286.8238).epsilon(1e-8));
    CHECK(sim::to_seconds(decay.inverse(10'000 / all)) == Approx(11.0832923109).epsilon(1e-9));
}

TEST_CASE("Omori decay without end is the law of Lomax delays") {
    const OmoriDecay decay(-kHour, kNever, 1.4, 60 * kSecond);
    CHECK(decay.initial_rate_seconds() == Approx(60.0 / 0.4).epsilon(1e-15));
    for (const Time t : {kSecond, kHour, 100 * kDay}) {
        const double x = sim::to_seconds(t) / 60.0;
        CHECK(decay.cumulative(t - kHour) == Approx(1.0 - std::pow(1.0 + x, -0.4)).epsilon(1e-14));
    }
    CHECK(decay.cumulative(kNever) == 1.0);
    CHECK(decay.inverse(1.0) < kNever);
}

TEST_CASE("shapes that make no sense are refused by name") {
    CHECK_THROWS_WITH(PiecewiseRate({0, 1}, {}),
                      "piecewise rate: 2 edges and 0 levels, need one level or more and one edge "
                      "more than levels");
    CHECK_THROWS_WITH(PiecewiseRate({0, 5, 5}, {1.0, 1.0}),
                      "piecewise rate: edge 2 is 5 ns, must be later than edge 1, 5 ns");
    CHECK_THROWS_WITH(PiecewiseRate({0, 1, 2}, {1.0, -1.0}),
                      "piecewise rate: level 1 is -1, must be finite and not negative");
    CHECK_THROWS_WITH(PiecewiseRate({0, 1}, {0.0}),
                      "piecewise rate: the whole is 0, must be positive and finite");
    const char* omori =
        "Omori decay: start 0 ns, until 9223372036854775807 ns, p 1, c 5 ns: need start < until, "
        "until - start a duration, p > 0 and c > 0, and an end unless p > 1";
    CHECK_THROWS_WITH(OmoriDecay(0, kNever, 1.0, 5), omori);
    CHECK_THROWS_AS(OmoriDecay(-5, kNever - 1, 1.5, 5), std::invalid_argument);
    CHECK_THROWS_AS(OmoriDecay(0, 0, 1.2, 5), std::invalid_argument);
    CHECK_THROWS_AS(OmoriDecay(0, 10, 0.0, 5), std::invalid_argument);
    CHECK_THROWS_AS(OmoriDecay(0, 10, NAN, 5), std::invalid_argument);
    CHECK_THROWS_AS(OmoriDecay(0, 10, 1.2, 0), std::invalid_argument);
}

TEST_CASE("a block depends on its address alone") {
    const OmoriDecay decay(0, kHour, 1.3, 60 * kSecond);
    const StreamFamily family(7, 0, 0);
    const Bin bin{3, 30 * kSecond, 40 * kSecond};
    std::vector<Time> first;
    sim::open_block(decay, 1e5, family, 9, bin, first);
    REQUIRE(first.size() > 1000);
    CHECK(std::is_sorted(first.begin(), first.end()));
    CHECK(first.front() >= bin.begin);
    CHECK(first.back() < bin.end);

    std::vector<Time> again{1, 2, 3};
    sim::open_block(decay, 1e5, family, 8, bin, again);
    CHECK(again != first);
    sim::open_block(decay, 1e5, family, 9, {4, bin.begin, bin.end}, again);
    CHECK(again != first);
    sim::open_block(decay, 1e5, family, 9, bin, again);
    CHECK(again == first);
}

TEST_CASE("a bin of one nanosecond holds all its arrivals") {
    const OmoriDecay decay(0, 1, 1.3, 60 * kSecond);
    std::vector<Time> times;
    CHECK(sim::finite_block(decay, 5, StreamFamily(7, 0, 0), 1, {0, 0, 1}, times) == 5);
    CHECK(times == std::vector<Time>(5, 0));
}
