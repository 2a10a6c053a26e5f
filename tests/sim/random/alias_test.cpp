#include "sim/random/alias.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "sim/random/stream.hpp"

#include "tests/sim/random/statistics.hpp"

namespace {

// Picks `draws` times and compares the counts with the weights.
double misfit(const std::vector<double>& weights, std::uint64_t seed, std::int64_t draws) {
    const sim::AliasTable table(weights);
    const sim::StreamFamily family(seed, 0, 0);
    std::vector<std::int64_t> counts(weights.size());
    for (std::int64_t i = 0; i < draws; ++i) {
        ++counts.at(table.pick(family.bits(static_cast<std::uint64_t>(i))));
    }
    std::vector<double> expected = weights;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0.0) CHECK(counts[i] == 0);
        expected[i] *= static_cast<double>(draws) / sum;
    }
    return statistics::chi_square_z(counts, expected);
}

}  // namespace

TEST_CASE("picks are proportional to weights") {
    std::vector<double> zipf;
    for (int i = 1; i <= 1000; ++i) zipf.push_back(std::pow(i, -0.9));
    CHECK(std::abs(misfit(zipf, 1, 1'000'000)) < statistics::kVerdict);
    CHECK(std::abs(misfit({1.0, 1.0, 1.0}, 2, 300'000)) < statistics::kVerdict);
    CHECK(std::abs(misfit({0.0, 3.0, 0.0, 1e-3, 7.0, 0.0}, 3, 300'000)) < statistics::kVerdict);
    CHECK(std::abs(misfit({1e300, 2e300, 5e300}, 4, 300'000)) < statistics::kVerdict);

    const sim::StreamFamily family(5, 0, 0);
    for (std::uint64_t round = 0; round < 20; ++round) {
        sim::Stream stream = family.at(round);
        std::vector<double> weights(2 + static_cast<std::size_t>(stream.uniform() * 60.0));
        for (double& w : weights) w = stream.uniform() < 0.2 ? 0.0 : stream.uniform();
        CHECK(std::abs(misfit(weights, 100 + round, 100'000)) < statistics::kVerdict);
    }
}

TEST_CASE("the extreme words pick weights that are there") {
    for (const auto& weights : {std::vector{0.0, 1.0, 0.0}, {1.0}, {0.1, 0.2, 0.3, 0.0}}) {
        const sim::AliasTable table(weights);
        CHECK(table.size() == weights.size());
        for (const std::uint64_t bits : {std::uint64_t{0}, ~std::uint64_t{0}}) {
            CHECK(weights.at(table.pick(bits)) > 0.0);
        }
    }
}

TEST_CASE("weights that make no law are refused by name") {
    using Weights = std::vector<double>;
    const auto refused = [](const Weights& weights, const char* text) {
        CHECK_THROWS_WITH(sim::AliasTable(weights), text);
        CHECK_THROWS_AS(sim::AliasTable(weights), std::invalid_argument);
    };
    refused({1.0, -2.5}, "alias table: weight 1 is -2.5, must be finite and not negative");
    refused({std::numeric_limits<double>::quiet_NaN()},
            "alias table: weight 0 is nan, must be finite and not negative");
    refused({1.0, 2.0, std::numeric_limits<double>::infinity()},
            "alias table: weight 2 is inf, must be finite and not negative");
    refused({0.0, 0.0}, "alias table: the 2 weights sum to 0, must be positive and finite");
    refused({}, "alias table: the 0 weights sum to 0, must be positive and finite");
    refused({1e308, 1e308}, "alias table: the 2 weights sum to inf, must be positive and finite");
}
