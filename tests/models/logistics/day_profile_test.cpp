#include "models/logistics/day_profile.hpp"

#include <catch2/catch.hpp>

using namespace models;

namespace {

constexpr sim::Duration kStep = 5 * sim::kMinute;

double sum(const DayProfile& profile, sim::Time from, sim::Time until) {
    double all = 0;
    for (sim::Time t = from; t < until; t += kStep) all += profile.at(t);
    return all;
}

}  // namespace

TEST_CASE("hours spread a day's work over its ticks, the same every day") {
    std::vector<double> hours(24, 0);
    hours[0] = 1;
    hours[23] = 3;
    const DayProfile profile(kStep, hours);
    CHECK(sum(profile, 0, sim::kDay) == Approx(1).epsilon(1e-12));
    CHECK(profile.at(0) == Approx(0.25 / 12).epsilon(1e-12));
    CHECK(profile.at(sim::kHour) == 0);
    CHECK(profile.at(sim::kDay - 1) == Approx(0.75 / 12).epsilon(1e-12));
    CHECK(profile.at(-1) == profile.at(sim::kDay - 1));
    CHECK(profile.at(-9 * sim::kDay) == profile.at(5 * sim::kDay));
}

TEST_CASE("couriers come and go between the first and the last") {
    const DayProfile profile(kStep, {5 * sim::kHour, 9 * sim::kHour},
                             {18 * sim::kHour, 24 * sim::kHour});
    CHECK(sum(profile, 0, sim::kDay) == Approx(1).epsilon(1e-12));
    CHECK(sum(profile, 0, 5 * sim::kHour) == 0);
    // All are there between 9 and 18; the day has 14 hours of each on average.
    CHECK(sum(profile, 9 * sim::kHour, 18 * sim::kHour) == Approx(9.0 / 14).epsilon(1e-9));
    CHECK(sum(profile, 5 * sim::kHour, 9 * sim::kHour) == Approx(2.0 / 14).epsilon(1e-9));
    CHECK(profile.at(7 * sim::kHour) / profile.at(12 * sim::kHour) == Approx(0.5).epsilon(0.03));
    CHECK(profile.at(21 * sim::kHour) / profile.at(12 * sim::kHour) == Approx(0.5).epsilon(0.03));
}

TEST_CASE("people who all begin and end at once have a step") {
    const DayProfile profile(kStep, {7 * sim::kHour, 7 * sim::kHour},
                             {22 * sim::kHour, 22 * sim::kHour});
    CHECK(profile.at(7 * sim::kHour - 1) == 0);
    CHECK(profile.at(7 * sim::kHour) == Approx(1.0 / 180).epsilon(1e-12));
    CHECK(profile.at(22 * sim::kHour - 1) == Approx(1.0 / 180).epsilon(1e-12));
    CHECK(profile.at(22 * sim::kHour) == 0);
}
