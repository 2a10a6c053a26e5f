#include "models/consumers/buyers.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/models/scenarios.hpp"

using namespace models;

TEST_CASE("units are of equal size, however many there are") {
    const Scenario s = shipped("smoke.yaml");
    for (const std::uint64_t units : {1u, 2u, 8u, 31u}) {
        const std::uint64_t n = 10'007;
        const Buyers buyers(s.consumers, s.provinces, n, units, 1);
        std::vector<std::uint64_t> size(units);
        for (std::uint64_t i = 0; i < n; ++i) ++size.at(buyers.unit(i));
        for (const std::uint64_t k : size) {
            CHECK(k >= n / units);
            CHECK(k <= n / units + 1);
        }
    }
}

TEST_CASE("where a buyer lives does not depend on the units, and follows the shares") {
    const Scenario s = shipped("smoke.yaml");
    const std::uint64_t n = 100'000;
    const Buyers eight(s.consumers, s.provinces, n, 8, 1), many(s.consumers, s.provinces, n, 31, 1);
    std::vector<double> people(s.provinces.size()), groups(s.consumers.sensitivity.size());
    for (std::uint64_t i = 0; i < n; ++i) {
        const Buyer b = eight.buyer(i);
        REQUIRE(b.province == many.buyer(i).province);
        REQUIRE(b.group == many.buyer(i).group);
        people.at(b.province) += 1;
        groups.at(b.group) += 1;
    }
    double all = 0;
    for (const ProvinceParams& p : s.provinces) all += p.buyers;
    const auto near = [&](double count, double share) {
        return std::abs(count - share * static_cast<double>(n)) <
               4.5 * std::sqrt(share * (1 - share) * static_cast<double>(n));
    };
    for (std::size_t p = 0; p < people.size(); ++p) {
        CHECK(near(people[p], s.provinces[p].buyers / all));
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        CHECK(near(groups[g], s.consumers.sensitivity[g].share));
    }
}

TEST_CASE("rounds of visits belong to the same shoppers") {
    const Scenario s = shipped("smoke.yaml");
    const Buyers buyers(s.consumers, s.provinces, 1000, 2, 1);
    CHECK(buyers.shopper_of(1234) == 234);
    CHECK(buyers.shopper_of((std::uint64_t{5} << Buyers::kRoundShift) | 1234) == 234);
}
