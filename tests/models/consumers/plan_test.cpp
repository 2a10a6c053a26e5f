#include "models/consumers/plan.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/world/sizes.hpp"

#include "tests/models/scenarios.hpp"

using namespace models;

namespace {

struct Shop {
    Scenario s = shipped("smoke.yaml");
    Catalogue catalogue{s.merchants, s.provinces, 1};
    Choice choice{s.consumers, s.merchants, catalogue};
    Buyers buyers{s.consumers, s.provinces, 100'000, 2, 1};
    Sizes sizes = size_of(s);
    Planner planner{s.consumers,
                    catalogue,
                    choice,
                    sizes.values,
                    {s.merchants.categories.size(), {s.headline}},
                    1};
};

constexpr sim::Time kNoon = 12 * sim::kHour;

}  // namespace

TEST_CASE("orders of every source have their mean value, and check-outs their mean size") {
    const Shop shop;
    const std::uint64_t n = 400'000;
    for (const Source source : {Source::cart, Source::browse, Source::presale}) {
        double sum = 0, squares = 0, orders = 0, checkouts = 0;
        for (std::uint64_t i = 0; i < n; ++i) {
            const Buyer buyer = shop.buyers.buyer(i);
            const Plan plan = source == Source::cart     ? shop.planner.cart(i, buyer)
                              : source == Source::browse ? shop.planner.browse(i, buyer, kNoon)
                                                         : shop.planner.deposit(i);
            if (plan.lines == 0) continue;
            ++checkouts;
            for (std::size_t k = 0; k < plan.lines; ++k) {
                const double cny = plan.line[k].fen / 100.0;
                sum += cny;
                squares += cny * cny;
                ++orders;
            }
        }
        const double mean = sum / orders;
        const double se = std::sqrt((squares / orders - mean * mean) / orders);
        CHECK(se < 0.01 * mean);
        CHECK(std::abs(mean - shop.sizes.values[static_cast<std::size_t>(source)]) < 4.5 * se);
        if (source == Source::presale) continue;
        const double size = orders / checkouts;
        CHECK(size == Approx(shop.s.consumers.mean_orders()).epsilon(0.005));
    }
}

TEST_CASE("a plan is a function of its number") {
    const Shop shop;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const Buyer buyer = shop.buyers.buyer(i);
        const Plan a = shop.planner.cart(i, buyer), b = shop.planner.cart(i, buyer);
        REQUIRE(a.lines == b.lines);
        REQUIRE(a.line[0].item == b.line[0].item);
        REQUIRE(a.line[0].fen == b.line[0].fen);
        REQUIRE(shop.planner.deposit(i).line[0].item == shop.planner.deposit_item(i));
    }
}

TEST_CASE("visitors find nothing as often as the outside option says") {
    const Shop shop;
    const int n = 100'000;
    int sale = 0, before = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const Buyer buyer = shop.buyers.buyer(i);
        sale += shop.planner.browse(i, buyer, kNoon).lines == 0;
        before += shop.planner.browse(i, buyer, -sim::kHour).lines == 0;
    }
    const double p = shop.s.consumers.browse.outside_share;
    CHECK(std::abs(sale - p * n) < 4.5 * std::sqrt(p * (1 - p) * n));
    CHECK(before > sale);
}

TEST_CASE("a substitute is of the same category, and found with the chance stated") {
    const Shop shop;
    const int n = 100'000;
    int found = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const auto sold_out = static_cast<std::uint32_t>(i % shop.catalogue.items());
        const Line line =
            shop.planner.substitute(Source::browse, i, 0, shop.buyers.buyer(i), sold_out, kNoon);
        if (line.item == Planner::kNoItem) continue;
        ++found;
        REQUIRE(shop.catalogue.item(line.item).category == shop.catalogue.item(sold_out).category);
        REQUIRE(line.fen > 0);
    }
    CHECK(std::abs(found - 0.6 * n) < 4.5 * std::sqrt(0.24 * n));
}
