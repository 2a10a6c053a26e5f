#include "tools/run/thresholds.hpp"

#include <catch2/catch.hpp>

#include "tests/tools/run/run_fixture.hpp"

using Catch::Matchers::Contains;
using models::Threshold;

namespace {

std::string with_thresholds(const Folder& folder, const std::string& list) {
    return folder.write("t.yaml", "schema: 1\nextends: " SINGLESDAY_SOURCE_DIR
                                  "/scenarios/smoke.yaml\nthresholds:\n" +
                                      list);
}

tools::ThresholdResult judged(const Threshold& t, std::optional<tools::Measured> m) {
    return tools::judge_thresholds({t}, [&](const std::string&) { return m; }).at(0);
}

}  // namespace

TEST_CASE("a threshold is judged on the bound that is nearer to it") {
    Threshold below{"orders_rejected"}, above{"gmv_cny"};
    below.below = 10;
    above.above = 10;
    CHECK(judged(below, tools::Measured{9, 8, 9.9, true}).passed());
    CHECK_FALSE(judged(below, tools::Measured{9, 8, 10, true}).passed());
    CHECK(judged(below, tools::Measured{9, 8, 10, true}).text() ==
          "orders_rejected: upper bound 10 is not below 10");
    CHECK_FALSE(judged(above, tools::Measured{11, 9.5, 12, true}).passed());
    CHECK(judged(above, tools::Measured{11, 10.5, 12, true}).text() ==
          "gmv_cny: lower bound 10.5 is above 10");
    above.on = Threshold::On::value;
    CHECK(judged(above, tools::Measured{11, 9.5, 12, true}).passed());
    CHECK(judged(above, tools::Measured{11}).text() == "gmv_cny: 11 is above 10");
    CHECK_FALSE(judged(above, std::nullopt).passed());
    CHECK(judged(above, std::nullopt).text() == "gmv_cny: has no value to be above 10");
}

TEST_CASE("a threshold on the bound is missed where there is no bound") {
    Threshold above{"gmv_cny"};
    above.above = 10;
    const tools::Measured one_draw{11, {}, {}, true};
    CHECK_FALSE(judged(above, one_draw).passed());
    CHECK(judged(above, one_draw).text() ==
          "gmv_cny: has no interval whose bound could be above 10; that takes two independent "
          "replications, or draws of the uncertain inputs");
    Threshold late{"peak_payments_at_s"};
    late.below = 60;
    CHECK(judged(late, one_draw).text() ==
          "peak_payments_at_s: has no interval whose bound could be below 60; that of a "
          "median takes, at 95 %, six independent replications, or draws of the uncertain inputs");
    above.on = Threshold::On::value;
    CHECK(judged(above, one_draw).passed());
}

TEST_CASE("a limit with a unit is refused, and meant is what it is worth") {
    Folder folder;
    const std::string file = with_thresholds(folder, "  - {metric: gmv_cny, above: 250 bn}\n");
    CHECK_THAT(
        program({"validate", file}).err,
        Contains("expected a number without a unit, got 250 bn; did you mean 250000000000?"));
    with_thresholds(folder, "  - {metric: gmv_milestones_worst_error, below: 5 %}\n");
    CHECK_THAT(program({"validate", file}).err, Contains("did you mean 0.05?"));
    with_thresholds(folder, "  - {metric: days_until_half_delivered, below: 100 h}\n");
    CHECK(program({"validate", file}).err.find("did you mean") == std::string::npos);
}

TEST_CASE("a metric that nothing simulates yet is refused where it is named") {
    Folder folder;
    CHECK_THAT(program({"validate", with_thresholds(folder,
                                                    "  - {metric: livestream_gmv_cny, "
                                                    "above: 1}\n")})
                   .err,
               Contains("livestream_gmv_cny: GMV of livestreams; no such agent yet"));
}

TEST_CASE("precision without metrics is an error, unless it is said to have none") {
    const std::string smoke = SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml";
    const ProgramResult o = program({"validate", smoke, "--set", "precision={relative: 1 %}"});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Contains("precision.metrics: missing; without metrics there is nothing to be "
                               "precise about"));
    CHECK(program({"validate", smoke, "--set", "precision={metrics: []}"}).code == tools::kFine);
    CHECK_THAT(program({"validate", smoke, "--set", "precision={metrics: [gmv_cny], cap: 4}"}).err,
               Contains("precision.cap: 4 is below the minimum of 10 replications"));
}

TEST_CASE("thresholds are checked where they are read, with their place") {
    Folder folder;
    const std::string file = with_thresholds(folder,
                                             "  - {metric: orders_rejekted, below: 5}\n"
                                             "  - metric: gmv_cny\n    above: 1\n");
    ProgramResult o = program({"validate", file});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Contains(file + ":4:14: thresholds.0.metric: no metric is called "
                                      "'orders_rejekted'; did you mean orders_rejected?\n"));
    CHECK(o.err.find("thresholds.1") == std::string::npos);
    CHECK_THAT(program({"validate", file, "--set", "thresholds.1.metric=gmv"}).err,
               Contains("--set thresholds.1.metric=gmv: thresholds.1.metric: no metric is called"));

    with_thresholds(folder, "  - {metric: gmv_cny}\n");
    CHECK_THAT(program({"validate", file}).err,
               Contains(file + ":4:14: thresholds.0.metric: needs one limit, either below or "
                               "above"));
    with_thresholds(folder, "  - {metric: gmv_cny, below: 5, above: 4}\n");
    CHECK(program({"validate", file}).code == tools::kBadInput);
    // smoke.yaml has a scale of 1/10000.
    with_thresholds(folder, "  - {metric: orders_rejected, below: 5}\n");
    CHECK_THAT(program({"validate", file}).err,
               Contains(file + ":4:14: thresholds.0.metric: orders_rejected means nothing at a "
                               "scale of 1/10000; only from 1/100 on"));
    with_thresholds(folder, "  - {metric: gmv_cny, below: 5, on: mean}\n");
    CHECK_THAT(program({"validate", file}).err, Contains("bound or value"));
}

TEST_CASE("a run that misses a threshold writes everything, says so and exits 10") {
    Folder folder;
    const auto run = [&](const std::string& name, const std::string& list) {
        return program(quick_run(folder / name, {"--set", "thresholds=[" + list + "]", "--until",
                                                 "2019-11-12T12:00+08:00"}));
    };
    const ProgramResult o = run("missed",
                                "{metric: orders_expired, below: 1}, {metric: gmv_cny, above: 1}, "
                                "{metric: days_until_95_percent_delivered, above: 0}");
    CHECK(o.code == tools::kMissed);
    const auto summary = nlohmann::json::parse(tools::read_file(folder / "missed/summary.json"));
    CHECK(summary["status"] == "complete");
    const auto& t = summary["thresholds"];
    REQUIRE(t.size() == 3);
    CHECK(t[0]["metric"] == "orders_expired");
    CHECK(t[0]["limit"] == 1);
    CHECK(t[0]["value"] == summary["orders_expired"]);
    CHECK(t[0]["passed"] == false);
    CHECK(t[1]["passed"] == true);
    CHECK(t[2]["value"].is_null());
    CHECK(o.err ==
          fmt::format(
              "singlesday: threshold missed: orders_expired: {} is not below 1\n"
              "singlesday: threshold missed: days_until_95_percent_delivered: has no value to be "
              "above 0\n",
              summary["orders_expired"].get<double>()));
    CHECK_THAT(o.out, Contains("\nthresholds\n  missed orders_expired"));

    CHECK(run("met", "{metric: gmv_cny, above: 1}").code == tools::kFine);
    CHECK(nlohmann::json::parse(
              tools::read_file(folder / "met/summary.json"))["thresholds"][0]["passed"] == true);
}
