#include "models/consumers/choice.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/random/stream.hpp"

#include "tests/models/scenarios.hpp"

using namespace models;

namespace {

struct Assortment {
    Scenario s = shipped("smoke.yaml");
    Catalogue catalogue{s.merchants, s.provinces, 1};
    Choice choice{s.consumers, s.merchants, catalogue};
};

}  // namespace

TEST_CASE("shares of all markets add up to 1") {
    const Assortment goods;
    for (const Market m :
         {Market::carts, Market::browse_before, Market::browse_sale, Market::deposits}) {
        double sum = 0;
        for (const double share : goods.choice.shares(m)) sum += share;
        CHECK(sum == Approx(1).epsilon(1e-5));
    }
}

TEST_CASE("draws follow the shares") {
    const Assortment goods;
    const std::vector<double> shares = goods.choice.shares(Market::deposits);
    const sim::StreamFamily draws(5, 0, 1);
    const int n = 400'000;
    std::vector<double> hits(shares.size());
    for (std::uint64_t i = 0; i < n; ++i) {
        sim::Stream draw = draws.at(i);
        const std::uint8_t c = goods.choice.category(Market::deposits, draw());
        const std::uint32_t item = goods.choice.item(Market::deposits, 0, c, draw());
        REQUIRE(goods.catalogue.item(item).category == c);
        hits[item] += 1;
    }
    for (std::uint32_t i = 0; i < 50; ++i) {
        const double sd = std::sqrt(shares[i] * (1 - shares[i]) * n);
        CHECK(std::abs(hits[i] - shares[i] * n) < 4.5 * sd);
    }
}

TEST_CASE("a group's response to prices has its elasticity") {
    // Two items of one category and equal popularity: the ratio of their shares in two groups
    // differs by the price ratio to the power of the difference in elasticity.
    const Assortment goods;
    std::vector<double> low(goods.catalogue.items()), high(goods.catalogue.items());
    ConsumerParams one = goods.s.consumers;
    const auto& items = goods.catalogue.of_category(3);
    const std::uint32_t a = items[0], b = items[1];
    const auto ratio = [&](double elasticity) {
        // One real group, and one without members that moves the mean.
        one.sensitivity = {{1, elasticity}, {0, 0}};
        one.sensitivity[0].share = 0.5;
        one.sensitivity[1] = {0.5, -2 - elasticity};
        const Choice choice(one, goods.s.merchants, goods.catalogue);
        const sim::StreamFamily draws(9, 0, 1);
        double na = 0, nb = 0;
        for (std::uint64_t i = 0; i < 3'000'000; ++i) {
            const std::uint32_t item = choice.item(Market::browse_sale, 0, 3, draws.bits(i));
            na += item == a;
            nb += item == b;
        }
        return na / nb;
    };
    const double price = goods.catalogue.item(a).sale_price / goods.catalogue.item(b).sale_price;
    const double measured = ratio(-2) / ratio(-1);
    CHECK(measured == Approx(std::pow(price, -1)).epsilon(0.1));
}

TEST_CASE("the outside option has its share at sale prices and gains at list prices") {
    const Assortment goods;
    for (std::size_t g = 0; g < goods.choice.groups(); ++g) {
        for (std::size_t c = 0; c < goods.catalogue.categories(); ++c) {
            CHECK(goods.choice.outside(Market::carts, g, c) == 0);
            CHECK(goods.choice.outside(Market::browse_sale, g, c) ==
                  Approx(goods.s.consumers.browse.outside_share));
            CHECK(goods.choice.outside(Market::browse_before, g, c) >
                  goods.choice.outside(Market::browse_sale, g, c));
        }
        // Those who mind prices more stay away more.
        if (g > 0) {
            CHECK(goods.choice.outside(Market::browse_before, g, 0) >
                  goods.choice.outside(Market::browse_before, g - 1, 0));
        }
    }
}
