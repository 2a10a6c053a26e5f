#include "tools/statistics/report.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "tools/statistics/coverage.hpp"
#include "tools/statistics/theory.hpp"

using namespace tools::statistics;

namespace {

Row row(Promise promise, double expected, std::int64_t hits) {
    return {.section = "section",
            .name = "row",
            .n = 10,
            .expected = expected,
            .promise = promise,
            .experiments = 10'000,
            .hits = hits};
}

}  // namespace

TEST_CASE("verdicts at the edge of their tolerance") {
    CHECK(row(Promise::about, 0.95, 9'421).verdict() == Verdict::holds);
    CHECK(row(Promise::about, 0.95, 9'419).verdict() == Verdict::fails);
    CHECK(row(Promise::about, 0.95, 9'579).verdict() == Verdict::holds);
    CHECK(row(Promise::about, 0.95, 9'581).verdict() == Verdict::fails);
    CHECK(row(Promise::at_most, 0.05, 0).verdict() == Verdict::holds);
    CHECK(row(Promise::at_most, 0.05, 579).verdict() == Verdict::holds);
    CHECK(row(Promise::at_most, 0.05, 581).verdict() == Verdict::fails);
    CHECK(row(Promise::none, 0.95, 8'400).verdict() == Verdict::off_as_expected);
    CHECK(row(Promise::none, 0.95, 9'450).verdict() == Verdict::holds_unpromised);
    CHECK(row(Promise::about, 0.5, 5'000).standard_error() == 0.005);
}

TEST_CASE("the page fits 80 columns and tells what failed") {
    std::vector<Row> rows{row(Promise::about, 0.95, 9'500), row(Promise::none, 0.95, 8'400)};
    rows[1].name = "unpaired, exponential, spread 1:3";
    CHECK(all_hold(rows));
    rows.push_back(row(Promise::at_most, 0.05, 600));
    CHECK_FALSE(all_hold(rows));
    const std::string page = table(rows, {10'000, 1});
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    CHECK(page.find("8400") == std::string::npos);
    CHECK(page.find("    84.0  0.37 off, as expected\n") != std::string::npos);
    CHECK(page.find("  <= 5.0      6.0  0.24 FAILS\n") != std::string::npos);
    CHECK(page.find("1 of 2 rows that theory promises hold.\n") != std::string::npos);
}

TEST_CASE("the page as JSON holds what the text shows") {
    std::vector<Row> rows{row(Promise::about, 0.95, 9'500), row(Promise::none, 0.95, 8'400),
                          row(Promise::at_most, 0.05, 600)};
    rows[1].n = 0;
    const auto json = nlohmann::json::parse(to_json(rows, {10'000, 7}));
    CHECK(json["schema"] == 1);
    CHECK(json["experiments"] == 10'000);
    CHECK(json["seed"] == 7);
    CHECK(json["hold"] == false);
    REQUIRE(json["rows"].size() == 3);
    CHECK(json["rows"][0] == nlohmann::json{{"section", "section"},
                                            {"name", "row"},
                                            {"n", 10},
                                            {"expected", 0.95},
                                            {"promise", "about"},
                                            {"experiments", 10'000},
                                            {"hits", 9'500},
                                            {"measured", 0.95},
                                            {"standard_error", rows[0].standard_error()},
                                            {"verdict", "holds"}});
    CHECK(json["rows"][1]["n"].is_null());
    CHECK(json["rows"][1]["promise"] == "none");
    CHECK(json["rows"][1]["verdict"] == "off, as expected");
    CHECK(json["rows"][2]["promise"] == "at most");
    CHECK(json["rows"][2]["verdict"] == "fails");
    rows.pop_back();
    CHECK(nlohmann::json::parse(to_json(rows, {10'000, 7}))["hold"] == true);
}

TEST_CASE("theory as in the printed tables") {
    CHECK(coverage_of_median(10) == Approx(1002.0 / 1024).epsilon(1e-12));
    CHECK(coverage_of_median(6) == Approx(62.0 / 64).epsilon(1e-12));
    // J. Cohen's tables: one sample, n = 10, d = 1.
    CHECK(power_of_t_test(3.1622776601683795, 9, 0.05) == Approx(0.803).margin(0.0005));
    CHECK(power_of_t_test(0.0, 9, 0.05) == Approx(0.05).epsilon(1e-9));
    // Welch's test gives away a little to the pooled one, the less the larger the samples.
    CHECK(power_of_welch_test(2.0, 10, 0.05) < power_of_t_test(2.0, 18, 0.05));
    CHECK(power_of_welch_test(2.0, 1000, 0.05) ==
          Approx(power_of_t_test(2.0, 1998, 0.05)).margin(1e-4));
}

TEST_CASE("the same seed gives the same page, another seed another") {
    const auto page = [](std::uint64_t seed) {
        const Setup setup{200, seed};
        return table(coverage_rows(setup), {200, 0});
    };
    CHECK(page(1) == page(1));
    CHECK(page(1) != page(2));
}
