// The generator, permutations, and draws from tables.
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "sim/random/alias.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/math.hpp"
#include "sim/random/permutation.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/stream.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/samples.hpp"

namespace tools::verify {
namespace {

void philox(Rows& rows) {
    struct Known {
        const char* what;
        std::uint64_t low, high, key;
        std::uint64_t first, second;
    };
    constexpr std::uint64_t kOnes = ~std::uint64_t{0};
    // Words are given as printed there, the first of each pair in the lower half.
    for (const Known& k :
         {Known{"zeros", 0, 0, 0, 0xe169c58d6627e8d5, 0x9b00dbd8bc57ac4c},
          Known{"ones", kOnes, kOnes, kOnes, 0x41c83b0e408f276d, 0x6d5451fda20bc7c6},
          Known{"digits of pi", 0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822,
                0x94fdccebd16cfe09, 0x24126ea15001e420}}) {
        const sim::PhiloxBlock block = sim::philox(k.low, k.high, k.key);
        rows.number(fmt::format("wrong words of two, {}", k.what), 0,
                    (block.first != k.first) + (block.second != k.second));
    }
}

void uniforms(Rows& rows) {
    const sim::StreamFamily family(71, 0, 0);
    std::vector<double> first;
    std::vector<double> pairs;
    sim::Stream stream = family.at(0);
    for (std::uint64_t i = 0; i < 1'000'000; ++i) {
        first.push_back(family.uniform(i));
        const auto cell =
            static_cast<int>(stream.uniform() * 16) * 16 + static_cast<int>(stream.uniform() * 16);
        pairs.push_back((cell + 0.5) / 256);
    }
    rows.score("first draws of a million entities", uniform_score(first, 1000));
    rows.score("pairs of draws of one stream", uniform_score(pairs, 256));
}

void bijection(Rows& rows) {
    std::int64_t wrong = 0;
    for (const std::uint64_t n : {1u, 2u, 3u, 10u, 4095u, 4096u, 4097u, 99'999u, 1'000'000u}) {
        for (const std::uint64_t key : {0u, 1u, 77u}) {
            const sim::KeyedPermutation permutation(n, key);
            std::vector<bool> taken(n);
            for (std::uint64_t i = 0; i < n; ++i) {
                const std::uint64_t j = permutation.at(i);
                wrong += j >= n || taken[j] || permutation.inverse(j) != i;
                if (j < n) taken[j] = true;
            }
        }
    }
    rows.number("positions wrong, up to 10^6", 0, static_cast<double>(wrong));
    const std::uint64_t shoppers = 500'000'000;
    const sim::KeyedPermutation large(shoppers, 4242);
    std::int64_t lost = 0;
    std::vector<double> places;
    for (std::uint64_t i = 0; i < 500'000; ++i) {
        const std::uint64_t j = large.at(i);
        lost += j >= shoppers || large.inverse(j) != i;
        places.push_back(static_cast<double>(j) / static_cast<double>(shoppers));
    }
    rows.number("of 500 million, not undone", 0, static_cast<double>(lost));
    rows.score("neighbours spread evenly", uniform_score(places, 1000));
}

// Over many keys each position is equally likely, and so is each pair.
void permutation_law(Rows& rows) {
    constexpr std::uint64_t kKeys = 200'000;
    for (const std::uint64_t n : {3u, 7u, 30u}) {
        std::vector<std::int64_t> single(n);
        std::vector<std::int64_t> pairs(n * n);
        for (std::uint64_t key = 0; key < kKeys; ++key) {
            const sim::KeyedPermutation permutation(n, key);
            ++single[permutation.at(1)];
            ++pairs[permutation.at(0) * n + permutation.at(1)];
        }
        const auto cells = static_cast<double>(n);
        std::vector<double> expected(n, kKeys / cells);
        rows.score(fmt::format("position 1 of {}", n), chi_square_score(single, expected));
        expected.assign(n * n, kKeys / (cells * (cells - 1)));
        for (std::uint64_t i = 0; i < n; ++i) expected[i * n + i] = 0;
        rows.score(fmt::format("positions 0 and 1 of {}", n), chi_square_score(pairs, expected));
    }
}

void alias_row(Rows& rows, const char* what, std::vector<double> weights, std::uint64_t seed) {
    constexpr std::uint64_t kDraws = 1'000'000;
    const sim::AliasTable table(weights);
    const sim::StreamFamily family(seed, 0, 0);
    std::vector<std::int64_t> counts(weights.size());
    for (std::uint64_t i = 0; i < kDraws; ++i) ++counts[table.pick(family.bits(i))];
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& w : weights) w *= kDraws / sum;
    rows.score(what, chi_square_score(counts, weights));
}

std::vector<double> zipf_weights(int n, double s) {
    std::vector<double> weights;
    for (int i = 1; i <= n; ++i) weights.push_back(sim::math::pow(i, -s));
    return weights;
}

void alias(Rows& rows) {
    alias_row(rows, "three equal weights", {1, 1, 1}, 72);
    alias_row(rows, "1000 items, Zipf 0.9", zipf_weights(1000, 0.9), 73);
    alias_row(rows, "some light, some heavy", {5, 1e-3, 3, 0.2, 7, 1, 1}, 74);
}

// A million items.
Experiment zipf(double s, std::uint64_t draws, std::uint64_t seed) {
    return {fmt::format("Zipf {}, a million items", s), "Zipf 1949, sums", [=](Rows& rows) {
                constexpr int kItems = 1'000'000;
                const sim::AliasTable table(zipf_weights(kItems, s));
                const sim::StreamFamily family(seed, 0, 0);
                std::vector<std::int64_t> counts(kItems);
                for (std::uint64_t i = 0; i < draws; ++i) ++counts[table.pick(family.bits(i))];
                for (const int k : {1, 100, kItems / 100, kItems / 5}) {
                    const auto head =
                        std::accumulate(counts.begin(), counts.begin() + k, std::int64_t{0});
                    const double share = static_cast<double>(head) / static_cast<double>(draws);
                    rows.mean(fmt::format("share of the top {}", k), zipf_share(k, kItems, s),
                              {share, std::sqrt(share * (1 - share) / static_cast<double>(draws))});
                }
            }};
}

// Quantiles that tables of Poisson's law print, and what the engine inverts to.
void quantiles(Rows& rows) {
    rows.number("Poisson 20, three quarters", 23,
                static_cast<double>(sim::poisson_quantile(20, 0.75)));
    rows.number("Poisson 20, 95 %", 28, static_cast<double>(sim::poisson_quantile(20, 0.95)));
    rows.number("Poisson 100, 90 %", 113, static_cast<double>(sim::poisson_quantile(100, 0.9)));
    rows.number("normal, three quarters", 0.67448975, sim::math::normal_quantile(0.75), 5e-9);
}

}  // namespace

std::vector<Experiment> random_number_experiments() {
    return {{"Philox4x32-10, known answers", "Random123: Salmon et al. 2011", philox},
            {"Uniform draws", "chi-square", uniforms},
            {"Permutation, a bijection", "each position once, undone", bijection},
            {"Permutation, its law", "chi-square over keys", permutation_law},
            {"Alias table", "Walker 1977, chi-square", alias},
            zipf(0.8, 3'000'000, 75),
            zipf(1, 2'000'000, 76),
            {"Quantiles of counts", "printed tables", quantiles}};
}

}  // namespace tools::verify
