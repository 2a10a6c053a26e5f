#include "tools/run/tables.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;

TEST_CASE("fields of a table are quoted where they must be") {
    CHECK(tools::csv_field("double11-2019") == "double11-2019");
    CHECK(tools::csv_field("a, \"b\"") == "\"a, \"\"b\"\"\"");
}

TEST_CASE("the summary's unscaled counts are those that were scaled") {
    Folder folder;
    const ProgramResult o = program(quick_run(folder / "run", {"--json"}));
    REQUIRE(o.code == tools::kFine);
    const nlohmann::json summary = nlohmann::json::parse(o.out);
    for (const auto& [name, count] : summary["raw"].items()) {
        CAPTURE(name);
        if (name.ends_with("_fen")) {
            const std::string cny = name.substr(0, name.size() - 3) + "cny";
            CHECK(summary[cny].get<double>() == Approx(count.get<double>() * 200).epsilon(1e-12));
        } else if (!summary[name].is_null()) {  // as what means nothing at the scale
            CHECK(summary[name].get<double>() == count.get<double>() * 20000);
        }
    }
    CHECK(summary["status"] == "complete");

    // The bins of the day add up to its totals.
    const std::string platform = tools::read_file(folder / "run/series/platform.csv");
    CHECK_THAT(platform, !Contains("60.0") && !Contains("59.99"));
    CHECK_THAT(tools::read_file(folder / "run/milestones.csv"), Contains(",3839,"));
}

TEST_CASE("an error without a scored milestone is no number") {
    Folder folder;
    const ProgramResult o = program(quick_run(folder / "run", {"--json", "--set", "record=''"}));
    REQUIRE(o.code == tools::kFine);
    const nlohmann::json summary = nlohmann::json::parse(o.out);
    CHECK(summary["gmv_milestones_median_error"].is_null());
    CHECK(summary["gmv_milestones_worst_error"].is_null());
}
