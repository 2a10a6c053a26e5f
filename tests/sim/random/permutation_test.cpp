#include "sim/random/permutation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/random/stream.hpp"

#include "tests/sim/random/statistics.hpp"

using sim::KeyedPermutation;

TEST_CASE("every position is taken once and inverse undoes at") {
    std::vector<std::uint64_t> sizes{1, 2, 3, 5, 6, 7, 10, 100, 1000, 99'999};
    for (std::uint64_t power = 4; power <= 65536; power *= 2) {
        for (const std::uint64_t n : {power - 1, power, power + 1}) sizes.push_back(n);
    }
    for (const std::uint64_t n : sizes) {
        INFO("n " << n);
        for (const std::uint64_t key : {0u, 1u, 77u}) {
            const KeyedPermutation permutation(n, key);
            REQUIRE(permutation.size() == n);
            std::vector<bool> taken(n);
            std::uint64_t wrong = 0;
            for (std::uint64_t i = 0; i < n; ++i) {
                const std::uint64_t j = permutation.at(i);
                REQUIRE(j < n);
                wrong += taken[j] || permutation.inverse(j) != i;
                taken[j] = true;
            }
            REQUIRE(wrong == 0);
        }
    }
}

TEST_CASE("large permutations are inverted too") {
    const sim::StreamFamily family(41, 0, 0);
    for (const std::uint64_t n : {(1ull << 40), (1ull << 40) - 1, 500'000'000ull, (1ull << 32) + 1,
                                  999'999ull * 999'999ull + 1}) {
        const KeyedPermutation permutation(n, n);
        std::uint64_t wrong = 0;
        for (std::uint64_t k = 0; k < 100'000; ++k) {
            const std::uint64_t i = sim::wide_product(family.bits(k), n).high;
            const std::uint64_t j = permutation.at(i);
            wrong += j >= n || permutation.inverse(j) != i;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("neighbours land far apart: positions are uniform and uncorrelated") {
    for (const std::uint64_t n : {10'007ull, 1ull << 20, 500'000'000ull}) {
        INFO("n " << n);
        const KeyedPermutation permutation(n, 4242);
        const auto draws = std::min<std::uint64_t>(n, 200'000);
        statistics::Sample with_index;
        statistics::Sample with_neighbour;
        std::vector<double> positions;
        double before = 0.5;
        for (std::uint64_t i = 0; i < draws; ++i) {
            const double u =
                (static_cast<double>(permutation.at(i)) + 0.5) / static_cast<double>(n);
            const double index = (static_cast<double>(i) + 0.5) / static_cast<double>(draws);
            with_index.add((u - 0.5) * (index - 0.5));
            with_neighbour.add((u - 0.5) * (before - 0.5));
            positions.push_back(u);
            before = u;
        }
        CHECK(std::abs(with_index.z_of_mean(0.0)) < statistics::kVerdict);
        CHECK(std::abs(with_neighbour.z_of_mean(0.0)) < statistics::kVerdict);
        CHECK(statistics::kolmogorov_smirnov(positions) < 2.4);
    }
}

TEST_CASE("over keys each position is equally likely, and so are pairs") {
    for (const std::uint64_t n : {2u, 3u, 4u, 7u, 12u, 30u}) {
        INFO("n " << n);
        std::vector<std::int64_t> single(n);
        std::vector<std::int64_t> pairs(n * n);
        constexpr std::uint64_t kKeys = 200'000;
        for (std::uint64_t key = 0; key < kKeys; ++key) {
            const KeyedPermutation permutation(n, key);
            ++single[permutation.at(1)];
            ++pairs[permutation.at(0) * n + permutation.at(1)];
        }
        const auto cells = static_cast<double>(n);
        std::vector<double> expected(n, kKeys / cells);
        CHECK(std::abs(statistics::chi_square_z(single, expected)) < statistics::kVerdict);
        expected.assign(n * n, kKeys / (cells * (cells - 1.0)));
        for (std::uint64_t i = 0; i < n; ++i) expected[i * n + i] = 0.0;
        CHECK(std::abs(statistics::chi_square_z(pairs, expected)) < statistics::kVerdict);
    }
}

TEST_CASE("different keys give unrelated permutations") {
    const std::uint64_t n = 100'000;
    const KeyedPermutation one(n, 1);
    const KeyedPermutation other(n, 2);
    int equal = 0;
    for (std::uint64_t i = 0; i < n; ++i) equal += one.at(i) == other.at(i);
    CHECK(equal < 8);  // Poisson with mean 1
}
