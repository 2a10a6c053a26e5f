#include "sim/experiment/multiplicity.hpp"

#include <catch2/catch.hpp>
#include <vector>

using sim::holm_adjusted;

TEST_CASE("Holm's adjustment, as R's p.adjust gives it") {
    const std::vector<double> found = holm_adjusted(std::vector{0.01, 0.04, 0.03, 0.005});
    const std::vector<double> expected{0.03, 0.06, 0.06, 0.02};
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i] == Approx(expected[i]).epsilon(1e-15));
    }
}

TEST_CASE("Holm's adjustment at its edges") {
    CHECK(holm_adjusted({}).empty());
    CHECK(holm_adjusted(std::vector{0.3}) == std::vector{0.3});
    CHECK(holm_adjusted(std::vector{0.0, 1.0}) == std::vector{0.0, 1.0});
    CHECK(holm_adjusted(std::vector{0.9, 0.6, 0.7}) == std::vector{1.0, 1.0, 1.0});
    // Equal values share the largest of their factors.
    CHECK(holm_adjusted(std::vector{0.125, 0.5, 0.125}) == std::vector{0.375, 0.5, 0.375});
    CHECK_THROWS_WITH(holm_adjusted(std::vector{0.5, 1.5}),
                      "Holm: p-value 1 must lie in [0, 1], not be 1.5");
}
