#include "models/scenario/suggest.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace models;

TEST_CASE("the edit distance counts insertions, deletions, replacements and swaps") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("units", "units") == 0);
    CHECK(edit_distance("units", "unit") == 1);
    CHECK(edit_distance("untis", "units") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("Order-Capacity", "order_capacity") == 0);
    CHECK(edit_distance("ca", "abc") == 3);  // 2 in the unrestricted distance
}

TEST_CASE("far words are told to be far, near ones how near") {
    std::mt19937 draw(7);
    const auto word = [&draw] {
        std::string w(draw() % 9, 'a');
        for (char& c : w) c = "abc"[draw() % 3];
        return w;
    };
    for (int i = 0; i < 2000; ++i) {
        const std::string a = word(), b = word();
        const std::size_t far = draw() % 10;
        INFO(a << " " << b << " " << far);
        REQUIRE(edit_distance(a, b, far) == std::min(edit_distance(a, b), far));
    }
}

TEST_CASE("the nearest name is one within a third of the length") {
    const std::vector<std::string> names = {"units", "patience", "order_capacity"};
    CHECK(nearest("unit", names) == "units");
    CHECK(nearest("patiance", names) == "patience");
    CHECK(nearest("ordercapacity", names) == "order_capacity");
    CHECK(nearest("couriers", names).empty());
    CHECK(nearest(std::string(1'000'000, 'u'), names).empty());
}

TEST_CASE("a name that is cut short is taken for the first that goes on") {
    const std::vector<std::string> names = {"gmv_cny", "gmv_after_gate_cny", "orders_paid"};
    CHECK(nearest_or_longer("gmv", names) == "gmv_cny");
    CHECK(nearest_or_longer("gmv_after", names) == "gmv_after_gate_cny");
    CHECK(nearest_or_longer("orders_pait", names) == "orders_paid");
    CHECK(nearest_or_longer("gm", names).empty());
    CHECK(nearest_or_longer("", names).empty());
}
