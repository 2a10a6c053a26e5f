#include "sim/stats/digest.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>

using namespace sim;

namespace {

Digest small_digest() {
    Digest digest;
    for (std::int64_t i = 0; i < 10; ++i) {
        digest.add("platform", "orders_created", i, i * i);
        digest.add("platform", "payments", i, 3 * i - 5);
        digest.add("logistics", "parcels", i, 1000 - i);
    }
    return digest;
}

Hash128 hash_of(std::int64_t key, std::int64_t value) {
    Digest::Column column;
    column.add(key, value);
    return column.hash();
}

int bits_changed(const Hash128& a, const Hash128& b) {
    return std::popcount(a.high ^ b.high) + std::popcount(a.low ^ b.low);
}

}  // namespace

// A baseline holds digests: these constants pin the format.
TEST_CASE("known digests") {
    CHECK(Digest().hex() == "87975d62f561fa90e394a140506b44bc");
    CHECK(Digest::Column().hash().hex() == "eef94c53a930a42608a26b55306d33e4");
    CHECK(hash_of(0, 0).hex() == "46f872c911ea7e0cc8e14baecea738df");
    CHECK(hash_of(-1, 1).hex() == "f865c4e4711f1a9611496de1031c7b8d");
    CHECK(small_digest().of_column("platform", "payments").hex() ==
          "99c495962554fe4d28eff85d1ddb67e1");
    CHECK(small_digest().of_table("platform").hex() == "fe210289494991ba3eef5e3f7f8e1aa6");
    CHECK(small_digest().hex() == "4015e7f3ac62fe274d394672a6943f0e");
}

TEST_CASE("hex is 32 lower-case digits, leading zeros included") {
    CHECK(Hash128{0xAB, 1}.hex() == "00000000000000ab0000000000000001");
}

TEST_CASE("the order in which columns and tables are filled does not matter") {
    Digest other;
    for (std::int64_t i = 0; i < 10; ++i) other.add("logistics", "parcels", i, 1000 - i);
    for (std::int64_t i = 0; i < 10; ++i) other.add("platform", "payments", i, 3 * i - 5);
    for (std::int64_t i = 0; i < 10; ++i) other.add("platform", "orders_created", i, i * i);
    CHECK(other.total() == small_digest().total());
    CHECK(other.tables() == std::vector<std::string>{"logistics", "platform"});
    CHECK(other.columns("platform") == std::vector<std::string>{"orders_created", "payments"});
}

TEST_CASE("a new column changes its own table and the total only") {
    const Digest before = small_digest();
    Digest after = small_digest();
    after.add("platform", "expired", 0, 0);
    CHECK(after.of_table("logistics") == before.of_table("logistics"));
    CHECK(after.of_column("platform", "payments") == before.of_column("platform", "payments"));
    CHECK_FALSE(after.of_table("platform") == before.of_table("platform"));
    CHECK_FALSE(after.total() == before.total());
}

TEST_CASE("names count: their letters, their length, and where one ends") {
    std::set<std::string> seen;
    for (const auto& [table, column] :
         std::vector<std::pair<std::string, std::string>>{{"t", "a"},
                                                          {"t", "b"},
                                                          {"t", "ab"},
                                                          {"ta", "b"},
                                                          {"t", ""},
                                                          {"", "t"},
                                                          {"t", std::string("a\0", 2)},
                                                          {"t", "12345678"},
                                                          {"t", "123456789"}}) {
        Digest digest;
        digest.add(table, column, 1, 1);
        CHECK(seen.insert(digest.hex()).second);
    }
}

TEST_CASE("inside a column the order of rows counts, and so does every row") {
    std::set<std::string> seen;
    const auto is_new = [&](std::initializer_list<std::pair<std::int64_t, std::int64_t>> rows) {
        Digest::Column column;
        for (const auto& [key, value] : rows) column.add(key, value);
        return seen.insert(column.hash().hex()).second;
    };
    CHECK(is_new({}));
    CHECK(is_new({{0, 0}}));
    CHECK(is_new({{0, 0}, {0, 0}}));
    CHECK(is_new({{1, 2}, {3, 4}}));
    CHECK(is_new({{3, 4}, {1, 2}}));
    CHECK(is_new({{2, 1}, {3, 4}}));
    CHECK(is_new({{1, 4}, {3, 2}}));
    CHECK(is_new({{1, 2}, {3, 4}, {0, 0}}));
}

TEST_CASE("every input bit changes about half of the 128 bits") {
    std::mt19937_64 random(1);
    constexpr int kSamples = 2000;
    std::vector<int> flips_of_output(128);
    for (int bit = 0; bit < 128; ++bit) {
        std::int64_t changed = 0;
        for (int i = 0; i < kSamples; ++i) {
            // Small numbers too, as counts are.
            const std::uint64_t key = random() >> (random() % 64);
            const std::uint64_t value = random() >> (random() % 64);
            const std::uint64_t flip = std::uint64_t{1} << (bit % 64);
            const Hash128 a = hash_of(std::int64_t(key), std::int64_t(value));
            const Hash128 b = bit < 64 ? hash_of(std::int64_t(key ^ flip), std::int64_t(value))
                                       : hash_of(std::int64_t(key), std::int64_t(value ^ flip));
            changed += bits_changed(a, b);
            for (std::size_t out = 0; out < 64; ++out) {
                flips_of_output[out] += (((a.high ^ b.high) >> out) & 1) != 0 ? 1 : 0;
                flips_of_output[64 + out] += (((a.low ^ b.low) >> out) & 1) != 0 ? 1 : 0;
            }
        }
        // The mean of 2000 * 128 fair bits lies within 4.5 standard errors of one half.
        const double share = static_cast<double>(changed) / (128.0 * kSamples);
        REQUIRE(std::abs(share - 0.5) < 4.5 * 0.5 / std::sqrt(128.0 * kSamples));
    }
    for (const int flips : flips_of_output) {
        const double n = 128.0 * kSamples;
        REQUIRE(std::abs(flips / n - 0.5) < 4.5 * 0.5 / std::sqrt(n));
    }
}

TEST_CASE("a hundred thousand similar columns have a hundred thousand digests") {
    std::set<std::uint64_t> high;
    std::set<std::uint64_t> low;
    for (std::int64_t i = 0; i < 100'000; ++i) {
        Digest::Column column;
        for (std::int64_t row = 0; row < 8; ++row) column.add(row, 1000 + ((i >> (3 * row)) & 7));
        high.insert(column.hash().high);
        low.insert(column.hash().low);
    }
    CHECK(high.size() == 100'000);
    CHECK(low.size() == 100'000);
}

TEST_CASE("asking for what is not there names it") {
    const Digest digest = small_digest();
    CHECK_THROWS_WITH(digest.of_table("x"), "digest: there is no table 'x'");
    CHECK_THROWS_WITH(digest.of_column("platform", "y"),
                      "digest: table 'platform' has no column 'y'");
}
