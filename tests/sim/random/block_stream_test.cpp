#include "sim/random/block_stream.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/random/distributions.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/philox_blocks.hpp"

using namespace sim;

TEST_CASE("a stream in blocks has the words of the plain one") {
    for (const std::uint64_t entity : {std::uint64_t{0}, std::uint64_t{7}, ~std::uint64_t{0}}) {
        for (const std::uint16_t attempt : {std::uint16_t{0}, std::uint16_t{65535}}) {
            const StreamFamily family(42, 3, 9);
            Stream plain = family.at(entity, attempt);
            BlockStream blocks(family, entity, attempt);
            int wrong = 0;
            for (int i = 0; i < 1000; ++i) wrong += plain() == blocks() ? 0 : 1;
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("blocks of Philox are the same words whatever the width of the registers") {
    std::vector<detail::PhiloxBlocks*> ways{detail::philox_by_128_bits};
    if (detail::has_256_bits()) ways.push_back(detail::philox_by_256_bits);
    for (detail::PhiloxBlocks* const way : ways) {
        std::uint64_t x = 1;
        for (int i = 0; i < 1000; ++i) {
            const std::uint64_t entity = x *= 0x9E3779B97F4A7C15, key = x *= 0xD6E8FEB86659FD93;
            const std::uint64_t position = i == 0 ? ~std::uint64_t{2} : x >> 7;  // wraps, too
            std::uint64_t words[2 * detail::kBlocksAtOnce];
            way(entity, position, key, words);
            for (std::uint64_t b = 0; b < detail::kBlocksAtOnce; ++b) {
                const PhiloxBlock block = philox(entity, position + b, key);
                REQUIRE((words[2 * b] == block.first && words[2 * b + 1] == block.second));
            }
        }
    }
}

TEST_CASE("exponential variates in blocks are those drawn one by one") {
    const StreamFamily family(1, 0, 2);
    Stream plain = family.at(5);
    BlockStream blocks(family, 5);
    CHECK(blocks() == plain());
    std::vector<double> drawn(100'000);
    blocks.exponentials(drawn);
    int wrong = 0;
    for (const double x : drawn) wrong += exponential(plain, 1.0) == x ? 0 : 1;
    CHECK(wrong == 0);
    CHECK(blocks() == plain());
}

TEST_CASE("a copied stream in blocks goes on by itself") {
    BlockStream original(StreamFamily(1, 0, 2), 5);
    for (int i = 0; i < 10; ++i) original();
    BlockStream copy = original;
    for (int i = 0; i < 200; ++i) CHECK(copy() == original());
}
