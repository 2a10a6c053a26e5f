#include "sim/experiment/variance_split.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "sim/experiment/moments.hpp"
#include "sim/random/distributions.hpp"

using sim::split_variance;
using sim::VarianceSplit;
using Groups = std::vector<std::vector<double>>;

TEST_CASE("turnip leaves: Snedecor and Cochran, Statistical Methods") {
    // Calcium in 4 leaves, 4 determinations each.
    const Groups groups{{3.28, 3.09, 3.03, 3.03},
                        {3.52, 3.48, 3.38, 3.38},
                        {2.88, 2.80, 2.81, 2.76},
                        {3.34, 3.38, 3.23, 3.26}};
    const VarianceSplit split = split_variance(groups);
    CHECK(split.groups == 4);
    CHECK(split.replications == 16);
    CHECK(split.mean_between == Approx(0.2961).margin(5e-5));
    CHECK(split.mean_within == Approx(0.0066).margin(5e-5));
    CHECK(split.group_size == 4.0);
    CHECK(split.input == Approx(0.0724).margin(5e-5));
    CHECK(split.input_share == Approx(0.0724 / (0.0724 + 0.0066)).margin(1e-3));
}

TEST_CASE("dyestuff: O. L. Davies; results as in lme4") {
    const Groups groups{{1545, 1440, 1440, 1520, 1580}, {1540, 1555, 1490, 1560, 1495},
                        {1595, 1550, 1605, 1510, 1560}, {1445, 1440, 1595, 1465, 1545},
                        {1595, 1630, 1515, 1635, 1625}, {1520, 1455, 1450, 1480, 1445}};
    const VarianceSplit split = split_variance(groups);
    CHECK(split.mean == Approx(1527.5).epsilon(1e-14));
    CHECK(split.mean_between == Approx(11271.5).epsilon(1e-12));
    CHECK(split.chance == Approx(2451.25).epsilon(1e-12));
    CHECK(split.input == Approx(1764.05).epsilon(1e-12));
    CHECK(split.input_share == Approx(1764.05 / 4215.3).epsilon(1e-12));
}

TEST_CASE("groups that differ less than chance makes them: the estimate is clipped") {
    const Groups groups{{1.0, 9.0}, {2.0, 8.0}, {0.0, 10.0}};
    const VarianceSplit split = split_variance(groups);
    CHECK(split.mean_between == Approx(0.0).margin(1e-28));
    CHECK(split.chance == Approx(100.0 / 3.0).epsilon(1e-14));
    CHECK(split.input == 0.0);
    CHECK(split.input_share == 0.0);
}

TEST_CASE("groups of unequal size, by hand") {
    // Squares between 185/6 on 2 degrees of freedom, within 10 on 3; n0 = (6 - 14/6) / 2.
    const VarianceSplit split = split_variance(Groups{{1, 3}, {5, 7, 9}, {4}});
    CHECK(split.mean == Approx(29.0 / 6.0).epsilon(1e-14));
    CHECK(split.mean_between == Approx(185.0 / 12.0).epsilon(1e-14));
    CHECK(split.mean_within == Approx(10.0 / 3.0).epsilon(1e-14));
    CHECK(split.group_size == Approx(11.0 / 6.0).epsilon(1e-14));
    CHECK(split.input == Approx((185.0 / 12.0 - 10.0 / 3.0) / (11.0 / 6.0)).epsilon(1e-14));
}

TEST_CASE("all spread from one side") {
    const VarianceSplit inputs = split_variance(Groups{{1, 1, 1}, {2, 2, 2}});
    CHECK(inputs.input_share == 1.0);
    CHECK(inputs.input == 0.5);
    const VarianceSplit nothing = split_variance(Groups{{0.1, 0.1}, {0.1, 0.1}});
    CHECK(nothing.input == 0.0);
    CHECK(nothing.chance == 0.0);
    CHECK(nothing.input_share == 0.0);
}

TEST_CASE("the estimates are right on average, also when the last group was cut short") {
    // Input variance 4, variance by chance 9; so much input that clipping is rare enough to leave
    // no trace: the smallest unclipped estimate is watched too.
    sim::Moments input;
    sim::Moments chance;
    int clipped = 0;
    for (std::uint64_t i = 0; i < 40'000; ++i) {
        sim::Stream stream = sim::StreamFamily(9, 0, 2).at(i);
        Groups groups(20, std::vector<double>(12));
        groups.back().resize(3);
        for (auto& group : groups) {
            const double effect = 2.0 * normal(stream);
            for (double& value : group) value = 100.0 + effect + 3.0 * normal(stream);
        }
        const VarianceSplit split = split_variance(groups);
        input.add(split.input);
        chance.add(split.chance);
        if (split.input == 0.0) ++clipped;
    }
    CHECK(clipped == 0);
    CHECK(std::abs(input.mean() - 4.0) < 4.5 * input.standard_error());
    CHECK(input.standard_error() < 0.01 * 4.0);
    CHECK(std::abs(chance.mean() - 9.0) < 4.5 * chance.standard_error());
    CHECK(chance.standard_error() < 0.01 * 9.0);
}

TEST_CASE("split of the variance: what is refused") {
    CHECK_THROWS_WITH(split_variance(Groups{{1, 2}}),
                      "split of the variance: needs at least 2 groups, not 1");
    CHECK_THROWS_WITH(split_variance(Groups{{1, 2}, {}}),
                      "split of the variance: group 1 of 2 is empty");
    CHECK_THROWS_WITH(split_variance(Groups{{1}, {2}}),
                      "split of the variance: none of the 2 groups has 2 replications");
    CHECK_THROWS_AS(split_variance(Groups{{1, NAN}, {2}}), std::invalid_argument);
}
