#include "sim/random/stream.hpp"

#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "sim/random/mix.hpp"
#include "sim/random/philox.hpp"

#include "tests/sim/random/statistics.hpp"

using sim::Stream;
using sim::StreamFamily;

static_assert(sizeof(StreamFamily) == 8);
static_assert(std::uniform_random_bit_generator<Stream>);

TEST_CASE("philox gives the known answers of Salmon et al.") {
    const auto check = [](sim::PhiloxBlock block, std::uint64_t first, std::uint64_t second) {
        CHECK(block.first == first);
        CHECK(block.second == second);
    };
    check(sim::philox(0, 0, 0), 0xe169c58d6627e8d5u, 0x9b00dbd8bc57ac4cu);
    const std::uint64_t ones = ~std::uint64_t{0};
    check(sim::philox(ones, ones, ones), 0x41c83b0e408f276du, 0x6d5451fda20bc7c6u);
    check(sim::philox(0x85a308d3243f6a88u, 0x0370734413198a2eu, 0x299f31d0a4093822u),
          0x94fdccebd16cfe09u, 0x24126ea15001e420u);
}

TEST_CASE("a stream is the concatenation of its blocks") {
    const StreamFamily family(1, 2, 3);
    Stream stream = family.at(77, 5);
    Stream again = family.at(77, 5);
    const std::uint64_t first = stream();
    CHECK(first == family.bits(77, 5));
    CHECK(first == again());
    CHECK(stream() == again());
    const std::uint64_t third = stream();
    CHECK(third != first);
    CHECK(again.uniform() == sim::to_uniform(third));
    CHECK(family.uniform(77, 5) == family.at(77, 5).uniform());
}

TEST_CASE("no two addresses or families share a word") {
    std::set<std::uint64_t> words;
    std::size_t drawn = 0;
    const auto draw = [&](Stream stream) {
        for (int i = 0; i < 4; ++i) words.insert(stream());
        drawn += 4;
    };
    for (const std::uint64_t seed : {0u, 1u}) {
        for (const std::uint32_t replication : {0u, 1u}) {
            for (const std::uint32_t purpose : {0u, 1u}) {
                const StreamFamily family(seed, replication, purpose);
                for (const StreamFamily& f : {family, family.part(0), family.part(1)}) {
                    for (const std::uint64_t entity : {0ull, 1ull, 1ull << 32, 1ull << 63}) {
                        for (const std::uint16_t attempt :
                             std::array<std::uint16_t, 3>{0, 1, 65535}) {
                            draw(f.at(entity, attempt));
                        }
                    }
                }
            }
        }
    }
    CHECK(words.size() == drawn);
}

TEST_CASE("uniform numbers keep to their intervals at the extremes") {
    CHECK(sim::to_uniform(0) == 0.0);
    CHECK(sim::to_uniform(~std::uint64_t{0}) == 1.0 - 0x1p-53);
    const StreamFamily family(4, 0, 0);
    CHECK(family.at(9).uniform_open() == family.at(9).uniform() + 0x1p-53);
}

TEST_CASE("uniform numbers across entities are uniform and uncorrelated") {
    const StreamFamily family(5, 0, 0);
    statistics::Sample values;
    statistics::Sample products;
    double before = 0.5;
    for (std::uint64_t entity = 0; entity < 200'000; ++entity) {
        const double u = family.uniform(entity);
        values.add(u);
        products.add((u - 0.5) * (before - 0.5));
        before = u;
    }
    CHECK(std::abs(values.z_of_mean(0.5)) < statistics::kVerdict);
    CHECK(std::abs(values.z_of_variance(1.0 / 12)) < statistics::kVerdict);
    CHECK(std::abs(products.z_of_mean(0.0)) < statistics::kVerdict);
    CHECK(statistics::kolmogorov_smirnov({values.values().begin(), values.values().end()}) < 2.4);
}

TEST_CASE("mix64 flips half of the bits for each bit of its input") {
    for (int bit = 0; bit < 64; ++bit) {
        statistics::Sample flips;
        for (std::uint64_t x = 1; x <= 4000; ++x) {
            const std::uint64_t flipped = x ^ (std::uint64_t{1} << bit);
            flips.add(std::popcount(sim::mix64(x) ^ sim::mix64(flipped)));
        }
        CHECK(flips.mean() == Approx(32.0).margin(0.6));
    }
    CHECK(sim::mix64(1, 2) != sim::mix64(2, 1));
}

TEST_CASE("the wide product is exact") {
    const std::uint64_t ones = ~std::uint64_t{0};
    const sim::WideProduct product = sim::wide_product(ones, ones);
    CHECK(product.high == ones - 1);
    CHECK(product.low == 1);
}
