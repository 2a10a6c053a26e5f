#include "tools/base/csv.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

using Fields = std::vector<std::string_view>;

TEST_CASE("a line of a table has its fields, empty ones included") {
    CHECK(tools::split_csv("time,elapsed_s,bin_s") == Fields{"time", "elapsed_s", "bin_s"});
    CHECK(tools::split_csv("1,,3,") == Fields{"1", "", "3", ""});
    CHECK(tools::split_csv(",") == Fields{"", ""});
    CHECK(tools::split_csv("") == Fields{""});
}

TEST_CASE("a number of a table is a whole field") {
    CHECK(tools::csv_number<double>("2.684e11") == 2.684e11);
    CHECK(tools::csv_number<std::int64_t>("-9223372036854775808") == INT64_MIN);
    for (const char* field : {"", " 1", "1 ", "1.5x", "nan", "inf", "1e999", "+1"}) {
        CAPTURE(field);
        CHECK_FALSE(tools::csv_number<double>(field));
    }
    CHECK_FALSE(tools::csv_number<std::int64_t>("9223372036854775808"));
    CHECK_FALSE(tools::csv_number<std::int64_t>("1.0"));
}
