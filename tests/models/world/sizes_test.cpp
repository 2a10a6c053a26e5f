#include "models/world/sizes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "tests/models/scenarios.hpp"

using namespace models;

TEST_CASE("parts add up to the whole and differ by at most one") {
    for (const std::int64_t whole : {0, 1, 7, 1000, 1001}) {
        for (const std::int64_t parts : {1, 3, 8, 31}) {
            std::int64_t sum = 0;
            for (std::int64_t i = 0; i < parts; ++i) {
                const std::int64_t part = part_of(whole, i, parts);
                CHECK(part >= whole / parts);
                CHECK(part <= whole / parts + 1);
                sum += part;
            }
            CHECK(sum == whole);
        }
    }
}

TEST_CASE("sizes bring the published orders and money, at any scale") {
    for (const char* scale : {"scale=1", "scale=1/100", "scale=1/10000"}) {
        const Scenario s = shipped("double11-2019.yaml", {scale});
        const Sizes sizes = size_of(s);
        const double k = static_cast<double>(s.scale);
        const double m = s.consumers.mean_orders(), paid = 1 - s.consumers.payment.unpaid;
        const double carts = k * static_cast<double>(sizes.carts) * m * paid;
        const double visits = k * sizes.visits * (1 - s.consumers.browse.outside_share) * m * paid;
        const double presale = k * static_cast<double>(sizes.balances);
        CHECK(carts + visits + presale == Approx(1292e6).epsilon(1e-4));
        CHECK(carts * sizes.values[0] + visits * sizes.values[1] + presale * sizes.values[2] ==
              Approx(268.4e9).epsilon(1e-4));
    }
}

TEST_CASE("a subset is cut within the parts of its whole and adds up") {
    for (std::int64_t whole = 0; whole < 200; ++whole) {
        for (std::int64_t subset = 0; subset <= whole; ++subset) {
            std::int64_t sum = 0;
            bool fits = true;
            for (std::int64_t n = 0; n < kDemandStreams; ++n) {
                const std::int64_t part = part_of_subset(subset, whole, n, kDemandStreams);
                fits &= part >= 0 && part <= part_of(whole, n, kDemandStreams);
                sum += part;
            }
            CAPTURE(whole, subset);
            REQUIRE((fits && sum == subset));
        }
    }
    CHECK(part_of_subset(999'999'999'999, 1'000'000'000'000, 3, 8) <= 125'000'000'000);
}

TEST_CASE("capacities of the units add up, and none is zero") {
    const Scenario s = shipped("double11-2019.yaml");
    std::int64_t payment = 0;
    for (std::int64_t u = 0; u < s.platform.units; ++u) {
        const UnitCapacity c = unit_capacity(s, u);
        payment += c.payment_servers;
        CHECK(static_cast<double>(c.admission.num) / static_cast<double>(c.admission.den) ==
              Approx(544'000.0 / 100 / 8));
    }
    CHECK(payment == 998);  // 499,000/s x 0.2 s / 100
    const Scenario tiny = shipped("double11-2019.yaml", {"scale=1/10000000"});
    const UnitCapacity c = unit_capacity(tiny, 0);
    CHECK(c.payment_servers >= 1);
    CHECK(c.creation_servers >= 1);
    CHECK(c.burst >= static_cast<std::int64_t>(kMaxLines));
}

TEST_CASE("stock keeps its total at any scale") {
    double full = 0;
    for (const std::int64_t scale : {1, 100, 1000}) {
        const Scenario s = shipped("double11-2019.yaml", {"scale=1/" + std::to_string(scale)});
        const Catalogue catalogue(s.merchants, s.provinces, 1);
        const Choice choice(s.consumers, s.merchants, catalogue);
        const std::vector<std::int64_t> stock = initial_stock(s, catalogue, choice);
        const double total = static_cast<double>(
            std::accumulate(stock.begin(), stock.end(), std::int64_t{0}) * scale);
        if (scale == 1) full = total;
        CHECK(std::abs(total - full) <= static_cast<double>(scale));
    }
}

TEST_CASE("admission keeps its rate where a bucket cannot hold it exactly") {
    for (const char* scale : {"scale=1/7", "scale=1/123457", "scale=1/1000000000"}) {
        const Scenario s = shipped("double11-2019.yaml", {scale, "platform.order_burst=1 min",
                                                          "platform.order_capacity=544321.1/s"});
        const UnitCapacity c = unit_capacity(s, 0);
        const double rate = 544321.1 / 8 / static_cast<double>(s.scale);
        CHECK(static_cast<double>(c.admission.num) / static_cast<double>(c.admission.den) ==
              Approx(rate).epsilon(1e-4));
        CHECK(sim::TokenBucket(c.admission, c.burst).burst() == c.burst);
    }
}
