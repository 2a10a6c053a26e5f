#include "models/merchants/catalogue.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/models/scenarios.hpp"

using namespace models;

TEST_CASE("Zipf masses match published shares of a million items") {
    const double n = 1e6;
    const auto share = [&](double top, double s) {
        return zipf_mass(0, top, s, 0) / zipf_mass(0, n, s, 0);
    };
    CHECK(share(1, 0.64) == Approx(0.0025).margin(5e-5));
    CHECK(share(100, 0.64) == Approx(0.0310).margin(5e-5));
    CHECK(share(1e4, 0.8) == Approx(0.3624).margin(5e-5));
    CHECK(share(2e5, 0.99) == Approx(0.8809).margin(5e-5));
    CHECK(share(1, 1.0) == Approx(0.0695).margin(5e-5));
    CHECK(share(100, 1.2) == Approx(0.6829).margin(5e-5));
}

TEST_CASE("long Zipf sums equal the sum term by term") {
    for (const double s : {0.9, 1.0, 1.1}) {
        double sum = 0;
        for (int rank = 501; rank <= 60'000; ++rank) sum += std::pow(rank + 100.0, -s);
        CHECK(zipf_mass(500, 60'000, s, 100) == Approx(sum).epsilon(1e-9));
    }
}

TEST_CASE("the catalogue has explicit items by rank and a pool for each category and province") {
    const Scenario s = shipped("smoke.yaml");
    const Catalogue catalogue(s.merchants, s.provinces, 1);
    const std::size_t categories = s.merchants.categories.size();
    CHECK(catalogue.head_items() == s.merchants.head_items);
    CHECK(catalogue.items() == catalogue.head_items() + categories * s.provinces.size());
    std::size_t listed = 0;
    for (std::size_t c = 0; c < categories; ++c) {
        for (const std::uint32_t i : catalogue.of_category(c)) {
            REQUIRE(catalogue.item(i).category == c);
            ++listed;
        }
    }
    CHECK(listed == catalogue.items());
    double head = 0, all = 0;
    for (std::uint32_t i = 0; i < catalogue.items(); ++i) {
        const Item& item = catalogue.item(i);
        CHECK(item.pooled == (i >= catalogue.head_items()));
        CHECK(item.list_price > item.sale_price);
        if (i > 0 && !item.pooled) CHECK(item.popularity <= catalogue.item(i - 1).popularity);
        if (!item.pooled) head += item.popularity;
        all += item.popularity;
    }
    const double expected = zipf_mass(0, 2000, 0.9, 100) / zipf_mass(0, 10e6, 0.9, 100);
    CHECK(head / all == Approx(expected).epsilon(1e-5));
}

TEST_CASE("prices of a pool have mean 1") {
    const Scenario s = shipped("smoke.yaml");
    const Catalogue catalogue(s.merchants, s.provinces, 1);
    for (std::size_t c = 0; c < catalogue.categories(); ++c) {
        double sum = 0;
        for (std::uint64_t i = 0; i < 1024; ++i) sum += catalogue.pooled_factor(c, i << 54);
        CHECK(sum / 1024 == Approx(1).epsilon(1e-12));
        CHECK(catalogue.pooled_factor(c, 0) < catalogue.pooled_factor(c, ~std::uint64_t{0}));
    }
}
