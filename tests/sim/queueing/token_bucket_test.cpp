#include "sim/queueing/token_bucket.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>
#include <limits>
#include <random>

using namespace sim;

TEST_CASE("a bucket starts full and gives no more than it has") {
    TokenBucket bucket({2}, 3);
    CHECK(bucket.level(0) == 3);
    CHECK(bucket.take(0, 2));
    CHECK_FALSE(bucket.take(0, 2));
    CHECK(bucket.take(0, 1));
    CHECK_FALSE(bucket.take(0));
    CHECK(bucket.take(0, 0));
}

TEST_CASE("a token is there at the nanosecond at which it is whole, not before") {
    TokenBucket bucket({3}, 2);
    REQUIRE(bucket.take(0, 2));
    CHECK_FALSE(bucket.take(333'333'333));
    CHECK(bucket.take(333'333'334));
    // Two units more than a token had flowed in; they are not lost.
    CHECK_FALSE(bucket.take(666'666'666));
    CHECK(bucket.take(666'666'667));
    CHECK(bucket.take(1'000'000'000));
}

TEST_CASE("refused attempts cost nothing, however many") {
    TokenBucket bucket({1}, 1);
    REQUIRE(bucket.take(0));
    for (Time t = 1; t < kSecond; t += 7'919) REQUIRE_FALSE(bucket.take(t));
    CHECK(bucket.take(kSecond));
}

TEST_CASE("a bucket never holds more than its burst") {
    TokenBucket bucket({1'000}, 5);
    CHECK(bucket.level(kDay) == 5);
    REQUIRE(bucket.take(kDay, 5));
    CHECK(bucket.level(kDay + kMillisecond) == 1);
    CHECK(bucket.level(2 * kDay) == 5);
}

TEST_CASE("a rate of zero admits the burst and nothing more") {
    TokenBucket bucket({0}, 2);
    CHECK(bucket.take(0, 2));
    CHECK_FALSE(bucket.take(365 * kDay));
}

TEST_CASE("over a day of pressure a bucket admits burst + rate * time, exactly") {
    // 5/7 tokens a second, tried every 0.1 s.
    TokenBucket bucket({5, 7}, 10);
    std::int64_t admitted = 0;
    for (Time t = 0; t <= kDay; t += 100 * kMillisecond) admitted += bucket.take(t) ? 1 : 0;
    CHECK(admitted == 10 + 86'400 * 5 / 7);
}

TEST_CASE("a bucket agrees with rational arithmetic under random operations") {
    using Big = boost::multiprecision::int256_t;
    std::mt19937_64 random(3);
    for (int round = 0; round < 200; ++round) {
        const auto num = static_cast<std::int64_t>(random() % 5'000'000);
        const auto den = 1 + static_cast<std::int64_t>(random() % 1'000);
        const auto burst = 1 + static_cast<std::int64_t>(random() % 1'000);
        TokenBucket bucket({num, den}, burst);
        const Big token = Big(den) * 1'000'000'000;
        const Big full = token * burst;
        Big level = full;
        Time now = -1'000'000'000'000;
        for (int step = 0; step < 500; ++step) {
            const int bits = static_cast<int>(random() % 32);
            const auto dt = static_cast<Duration>(random() >> (63 - bits));
            now += dt;
            level = std::min(full, Big(level + Big(num) * dt));
            const auto n = static_cast<std::int64_t>(random() % 5);
            const bool enough = level >= token * n;
            if (enough) level -= token * n;
            REQUIRE(bucket.take(now, n) == enough);
            REQUIRE(bucket.level(now) == static_cast<std::int64_t>(level / token));
        }
    }
}

TEST_CASE("the largest numbers do not overflow") {
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    TokenBucket bucket({kMax}, 9'223'372'036);
    CHECK(bucket.burst() == 9'223'372'036);
    CHECK_FALSE(bucket.take(std::numeric_limits<Time>::min(), kMax));
    CHECK(bucket.take(std::numeric_limits<Time>::min(), 9'223'372'036));
    CHECK(bucket.level(std::numeric_limits<Time>::min()) == 0);
    CHECK(bucket.level(kNever) == 9'223'372'036);
    CHECK(bucket.take(kNever, 9'223'372'036));
    // The fraction is reduced before the limit is looked at.
    CHECK(TokenBucket({1'000'000'000, 1'000'000'000}, 9'223'372'036).burst() == 9'223'372'036);
}

TEST_CASE("a bucket beyond its limits is refused with the values") {
    CHECK_THROWS_WITH(TokenBucket({-1, 2}, 3),
                      "token bucket: needs a rate of 0 or more and a burst of 1 or more, not -1/2 "
                      "tokens a second "
                      "and 3 tokens");
    CHECK_THROWS_AS(TokenBucket({1, 0}, 3), std::invalid_argument);
    CHECK_THROWS_AS(TokenBucket({1, 1}, 0), std::invalid_argument);
    CHECK_THROWS_WITH(
        TokenBucket({2, 200}, 92'233'721),
        "token bucket: burst times denominator must be at most 9223372036, but the burst is "
        "92233721 and the rate 1/100 tokens a second");
    CHECK_NOTHROW(TokenBucket({1, 100}, 92'233'720));
}
